//! Asking for the rest of a copy, deciding about each thing in it, and releasing it, or taking back that one asked. The law wants it without delay
//! (個人情報保護法33条2項: 遅滞なく); two weeks after the person asked they may go to court (39条), so that by then it
//! is due.

use chrono::{Days, NaiveDate};
use uuid::Uuid;

use super::entry::{CopyEntry, CopyKind};
use crate::ids::{AccountId, CaseId, CopyItemId, CopyRequestId, OrganizationId, PersonId};
use crate::text::Prose;
use crate::time::Instant;
use crate::words::word_list;

/// A request is due so long after the person asked.
const DUE_AFTER: Days = Days::new(14);

word_list! {
    /// How the person asked.
    CopyAskedHow {
        OnScreen = "on_screen", "本人が 画面で";
        Oral = "oral", "口頭で";
        Written = "written", "紙で";
    }
}

word_list! {
    /// What is decided about one thing: given, or withheld on one of the grounds of 個人情報保護法33条2項. Of
    /// something with words of a third person in it the whole is withheld.
    CopyDecision {
        Given = "given", "わたす";
        ThirdPerson = "third_person", "ほかの人の言葉や ほかの人のことがあるので わたさない";
        Harm = "harm", "本人や ほかの人の命・からだ・財産・権利を害するおそれがあるので わたさない";
        Hindrance = "hindrance", "仕事の適正な実施に いちじるしい支障のおそれがあるので わたさない";
        OtherLaw = "other_law", "ほかの法律に反するので わたさない";
    }
}

impl CopyDecision {
    /// Where the law says that it may be withheld; nothing where it is given.
    #[must_use]
    pub const fn ground(self) -> Option<&'static str> {
        match self {
            Self::Given => None,
            Self::ThirdPerson | Self::Harm => Some("個人情報保護法33条2項1号"),
            Self::Hindrance => Some("個人情報保護法33条2項2号"),
            Self::OtherLaw => Some("個人情報保護法33条2項3号"),
        }
    }

    /// The same as one says it to the person.
    #[must_use]
    pub const fn plain(self) -> &'static str {
        match self {
            Self::Given => "わたしました。",
            Self::ThirdPerson => {
                "ほかの 人が 言ったことや、 ほかの 人の ことが 書いてあります。 だから、 わたせません。"
            }
            Self::Harm => {
                "わたすと、 だれかが きずついたり、 こまったり するかも しれません。 だから、 わたせません。"
            }
            Self::Hindrance => {
                "わたすと、 支援の しごとが とても むずかしく なります。 だから、 わたせません。"
            }
            Self::OtherLaw => "ほかの 法律で、 わたしては いけないと きまっています。",
        }
    }
}

/// Why nothing is written about a copy.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CopyFault {
    /// It would be asked for later than today.
    #[error("たのまれた日は、きょうまでの日にしてください。")]
    AskedLater,
    /// It was asked for before, and not released yet.
    #[error("写しは、もう たのまれています。できるまで お待ちください。")]
    AskedBefore,
    /// Why it is withheld is not said.
    #[error("わたさないわけを書いてください。本人が読みます。")]
    NoReason,
    /// What the person asked for by themselves would be taken back by somebody else.
    #[error("本人が 画面でたのんだ写しは、本人だけが 取りさげられます。")]
    AskedByThemselves,
    /// It was taken back before.
    #[error("この写しの たのみは、取りさげられています。ほしいときは、もう一度 たのめます。")]
    TakenBack,
    /// The copy was released before.
    #[error("この写しは、もう わたしてあります。つづきは、あらためて たのまれたときに決めます。")]
    Released,
    /// Something is not decided yet.
    #[error("まだ決めていないものが {0}件あります。ぜんぶ決めてから わたしてください。")]
    Undecided(usize),
    /// It is a note that its author alone reads.
    #[error("これは、書いた人だけが読める記録です。書いた人に決めてもらってください。")]
    OwnNote,
}

/// What was decided about one thing.
#[derive(Clone, PartialEq, Eq)]
pub struct CopyItem {
    /// Its id.
    pub id: CopyItemId,
    /// What it is.
    pub kind: CopyKind,
    /// Which of that kind.
    pub source: Uuid,
    /// What was decided.
    pub decision: CopyDecision,
    /// Why it is withheld, for the person to read.
    pub reason: Option<Prose>,
    /// What is given, as it was looked at; nothing of what is withheld.
    pub entry: Option<CopyEntry>,
    /// Who decided.
    pub by: AccountId,
    /// When.
    pub at: Instant,
}

/// Why something is withheld from whom is nobody's to read in a log.
impl std::fmt::Debug for CopyItem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "CopyItem({})", self.id)
    }
}

impl CopyItem {
    /// What is decided about something that was looked at.
    ///
    /// # Errors
    /// When something is withheld and nothing says why.
    pub fn new(
        id: CopyItemId,
        entry: CopyEntry,
        (decision, reason): (CopyDecision, Option<Prose>),
        (by, at): (AccountId, Instant),
    ) -> Result<Self, CopyFault> {
        let is_given = decision == CopyDecision::Given;
        if !is_given && reason.is_none() {
            return Err(CopyFault::NoReason);
        }
        Ok(Self {
            id,
            kind: entry.kind,
            source: entry.source,
            decision,
            reason: reason.filter(|_| !is_given),
            entry: is_given.then_some(entry),
            by,
            at,
        })
    }

    /// Whether it decides about something as it stands now: what is given is given as it was looked at, so that
    /// what was written since is looked at again.
    #[must_use]
    pub fn settles(&self, entry: &CopyEntry) -> bool {
        entry.is_of(self.kind, self.source) && self.entry.as_ref().is_none_or(|seen| seen == entry)
    }
}

/// Who released a copy, and when.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CopyRelease {
    /// Who.
    pub by: AccountId,
    /// When.
    pub at: Instant,
}

/// Who took back that they asked, or wrote down that the person did, and when.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CopyTakenBack {
    /// Who.
    pub by: AccountId,
    /// When.
    pub at: Instant,
}

/// That the person asked for the rest of their copy.
#[derive(Clone, PartialEq, Eq)]
pub struct CopyRequest {
    /// Its id.
    pub id: CopyRequestId,
    /// In which case.
    pub case: CaseId,
    /// Of whom it tells.
    pub person: PersonId,
    /// Who holds what is asked for.
    pub organization: OrganizationId,
    /// How they asked.
    pub how: CopyAskedHow,
    /// On which day.
    pub asked_on: NaiveDate,
    /// How whoever asked was known to be the person or to speak for them, where that was not by their account.
    pub said: Option<Prose>,
    /// Who wrote it down.
    pub noted_by: AccountId,
    /// When.
    pub noted_at: Instant,
    /// That it was released.
    pub released: Option<CopyRelease>,
    /// That it was taken back before it was released.
    pub taken_back: Option<CopyTakenBack>,
    /// What was decided about each thing.
    pub items: Vec<CopyItem>,
}

/// Who asked for what is nobody's to read in a log.
impl std::fmt::Debug for CopyRequest {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "CopyRequest({})", self.id)
    }
}

/// The day by which what was asked for on a day should be released.
#[must_use]
pub fn due_of(asked_on: NaiveDate) -> NaiveDate {
    let due = asked_on.checked_add_days(DUE_AFTER);
    due.unwrap_or(NaiveDate::MAX)
}

impl CopyRequest {
    /// Whether it can be kept beside the others of its case.
    ///
    /// # Errors
    /// Says why it cannot.
    pub fn check(&self, others: &[Self]) -> Result<(), CopyFault> {
        if self.noted_at.in_japan().date < self.asked_on {
            return Err(CopyFault::AskedLater);
        }
        if others.iter().any(Self::is_open) {
            return Err(CopyFault::AskedBefore);
        }
        Ok(())
    }

    /// Whether it is still to be released.
    #[must_use]
    pub const fn is_open(&self) -> bool {
        self.released.is_none() && self.taken_back.is_none()
    }

    /// Whether it was released.
    #[must_use]
    pub const fn is_released(&self) -> bool {
        self.released.is_some()
    }

    /// Whether it may be taken back: by the person, or by whoever writes down at the desk that the person says so. What
    /// they asked for by themselves nobody takes back for them.
    ///
    /// # Errors
    /// Says why it cannot.
    pub fn may_be_taken_back(&self, is_person: bool) -> Result<&Self, CopyFault> {
        let open = self.open()?;
        if !is_person && self.how == CopyAskedHow::OnScreen {
            return Err(CopyFault::AskedByThemselves);
        }
        Ok(open)
    }

    /// The day by which it should be released.
    #[must_use]
    pub fn due(&self) -> NaiveDate {
        due_of(self.asked_on)
    }

    /// What was decided in it about something as it stands now.
    #[must_use]
    pub fn decided(&self, entry: &CopyEntry) -> Option<&CopyItem> {
        self.items.iter().find(|item| item.settles(entry))
    }

    /// The request, where something may still be decided in it.
    ///
    /// # Errors
    /// When it was released, or taken back.
    pub const fn open(&self) -> Result<&Self, CopyFault> {
        match (self.released, self.taken_back) {
            (Some(_), _) => Err(CopyFault::Released),
            (None, Some(_)) => Err(CopyFault::TakenBack),
            (None, None) => Ok(self),
        }
    }
}

/// What the person got by an earlier copy need not be looked at again.
fn was_given(requests: &[CopyRequest], entry: &CopyEntry) -> bool {
    let mut items = released(requests).into_iter();
    items.any(|(_, item)| item.decision == CopyDecision::Given && item.settles(entry))
}

/// What is to be decided for a request, of everything that its holder looks at: all but what was given before. With
/// each goes what was decided already.
#[must_use]
pub fn left<'e>(
    entries: &'e [CopyEntry],
    requests: &'e [CopyRequest],
    request: &'e CopyRequest,
) -> Vec<(&'e CopyEntry, Option<&'e CopyItem>)> {
    let asked = entries.iter().filter(|entry| !was_given(requests, entry));
    asked.map(|entry| (entry, request.decided(entry))).collect()
}

/// What was decided about each thing and released: the last word about it. The requests come the newest first.
#[must_use]
pub fn released(requests: &[CopyRequest]) -> Vec<(CopyRelease, &CopyItem)> {
    let mut last: Vec<(CopyRelease, &CopyItem)> = Vec::new();
    for request in requests {
        let Some(release) = request.released else {
            continue;
        };
        for item in &request.items {
            let is_same = |known: &(CopyRelease, &CopyItem)| {
                (known.1.kind, known.1.source) == (item.kind, item.source)
            };
            if !last.iter().any(is_same) {
                last.push((release, item));
            }
        }
    }
    last.sort_by_key(|(_, item)| item.kind);
    last
}

#[cfg(test)]
mod tests;
