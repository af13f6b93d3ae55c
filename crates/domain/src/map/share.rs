//! Whom the person shows their map to, and what such a copy leaves out. Only the person shares, each time under a
//! consent of the case; one press ends it.

use std::collections::BTreeSet;

use chrono::TimeDelta;

use super::entry::{Entry, Knows, WhoKind};
use super::resource_map::ResourceMap;
use super::trouble::{Tell, Trouble};
use crate::cases::employment::EmployerTie;
use crate::consent::{Categories, ConsentPurpose, InformationCategory, Means};
use crate::ids::{AccountId, ConferenceId, MapEntryId, MapShareId, ResourceId};
use crate::time::Instant;
use crate::words::word_list;

/// A link ends by itself after so long at the latest.
pub const LINK_LASTS: TimeDelta = TimeDelta::days(30);

/// How long a link lasts where the person does not say.
pub const LINK_USUALLY: TimeDelta = TimeDelta::days(7);

/// What a map is shown for.
pub const SHARE_PURPOSE: ConsentPurpose = ConsentPurpose::TeamBuilding;

/// By what means: on a screen, or as a sheet of paper.
pub const SHARE_MEANS: Means = Means::Document;

/// The most shares of a map that stand open.
pub const MAP_SHARES: usize = 20;

/// Whom a map is shown to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SharedWith {
    /// A supporter by name.
    Supporter(AccountId),
    /// Those who see to a conference, until it is over.
    Conference(ConferenceId),
    /// Whoever holds the link, until it expires.
    Link,
}

impl SharedWith {
    /// The code for programs.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Supporter(_) => "supporter",
            Self::Conference(_) => "conference",
            Self::Link => "link",
        }
    }
}

word_list! {
    /// Why nobody reads a shared map any more.
    ShareEnd {
        Ended = "ended", "あなたが やめました";
        Expired = "expired", "期限が きました";
    }
}

/// That a map is shown to somebody.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MapShare {
    /// Its id. The secret of a link is another.
    pub id: MapShareId,
    /// To whom.
    pub with: SharedWith,
    /// Since when.
    pub since: Instant,
    /// Until when at the latest; nothing for as long as the consent and the person let it.
    pub until: Option<Instant>,
    /// When the person ended it.
    pub ended: Option<Instant>,
}

impl MapShare {
    /// Why it is over, if it is.
    #[must_use]
    pub fn over(&self, now: Instant) -> Option<ShareEnd> {
        if self.ended.is_some_and(|ended| ended <= now) {
            Some(ShareEnd::Ended)
        } else if self.until.is_some_and(|until| until <= now) {
            Some(ShareEnd::Expired)
        } else {
            None
        }
    }
}

/// Why a map is not shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ShareFault {
    /// Nothing stands on it.
    #[error("マップに まだ なにも ありません。ひとつ書いてから 見せてください。")]
    Empty,
    /// The last day lies in the past or too far ahead.
    #[error("見せる期限は、きょうから30日までのあいだに してください。")]
    Until,
    /// There are too many.
    #[error(
        "見せている相手が {} あります。どれかを やめてから 見せてください。",
        MAP_SHARES
    )]
    TooMany,
}

impl ShareFault {
    /// The code for programs.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::Until => "until",
            Self::TooMany => "too_many",
        }
    }
}

/// Whether the person opened an employment: of several one closed one decides, and nobody asked means closed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AtWork {
    /// Entries of the employer may show.
    Open,
    /// Nothing of the employer shows, nor any of these entries of the directory, which belong to its 法人.
    Closed(BTreeSet<ResourceId>),
}

/// The copy that others see. While employment is closed everybody who may be of the employer is left out, also where
/// they were to be told on a bad day. The person's own prints keep everything.
#[must_use]
pub fn shared_copy(map: &ResourceMap, at_work: &AtWork) -> ResourceMap {
    let mut copy = map.clone();
    if let AtWork::Closed(of_employer) = at_work {
        let is_listed = |entry: &Entry| entry.resource.is_some_and(|id| of_employer.contains(&id));
        copy.entries
            .retain(|entry| !entry.may_be_of_employer() && !is_listed(entry));
        let left: BTreeSet<MapEntryId> = copy.entries.iter().map(|entry| entry.id).collect();
        copy.trouble.tell.retain(|_, tell| match tell {
            Tell::Entry(id) => left.contains(id),
            Tell::Written { employer, .. } => *employer == EmployerTie::NotTheEmployer,
        });
    }
    copy
}

/// What a copy tells of the person, in the categories of consents: what the person is asked about before it is shown.
/// [`cut_to`] leaves out what they did not agree to.
#[must_use]
pub fn shown_categories(copy: &ResourceMap) -> Categories {
    use InformationCategory as C;
    let has = |is: fn(&Entry) -> bool| copy.entries.iter().any(is);
    let written = copy.trouble.tell.values();
    let mut written = written.filter(|tell| tell.entry().is_none());
    let mut shown = Categories::from([C::Basic]);
    for (category, is_shown) in [
        (C::Wishes, copy.aim.is_some()),
        (C::Emergency, !copy.trouble.is_empty()),
        (
            C::EmployerInfo,
            has(Entry::may_be_of_employer) || written.any(|tell| tell.may_be_of_employer(copy)),
        ),
        (
            C::DisabilityDiagnosis,
            has(|entry| entry.knows != Knows::NotSaid),
        ),
        (C::Family, has(|entry| entry.who == WhoKind::Family)),
    ] {
        if is_shown {
            shown.insert(category);
        }
    }
    shown
}

/// What of a copy the person let be seen: the parts that tell of something else are left out. Who stands in it and
/// what they are asked about is told by every share.
#[must_use]
pub fn cut_to(copy: &ResourceMap, may_show: &Categories) -> ResourceMap {
    use InformationCategory as C;
    let shows = |category| may_show.contains(&category);
    let mut cut = copy.clone();
    cut.entries.retain(|entry| {
        (shows(C::Family) || entry.who != WhoKind::Family)
            && (shows(C::EmployerInfo) || !entry.may_be_of_employer())
    });
    if !shows(C::Emergency) {
        cut.trouble = Trouble::default();
    }
    if !shows(C::DisabilityDiagnosis) {
        for entry in &mut cut.entries {
            entry.knows = Knows::NotSaid;
        }
    }
    if !shows(C::Basic) {
        cut.called = None;
    }
    if !shows(C::Wishes) {
        cut.aim = None;
    }
    let left: BTreeSet<MapEntryId> = cut.entries.iter().map(|entry| entry.id).collect();
    cut.trouble.tell.retain(|_, tell| match tell {
        Tell::Entry(id) => left.contains(id),
        Tell::Written { employer, .. } => {
            shows(C::EmployerInfo) || *employer == EmployerTie::NotTheEmployer
        }
    });
    cut
}
