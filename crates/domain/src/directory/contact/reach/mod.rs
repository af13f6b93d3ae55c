//! `how_to_reach`: what to do now, why, if nothing is open, when next, and if what is asked for
//! cannot be done, what is missing.

use super::policy::{
    Channel, ContactPolicy, ContactPurpose, ContactRule, ContactWay, SenderKind, forbids_a_way,
};
use crate::directory::hours::opening::{NextOpening, Openness};
use crate::directory::hours::{HolidayTable, Hours};
use crate::directory::people::StaffRole;
use crate::directory::resource::ResourceFacts;
use crate::ids::ContactPersonId;
use crate::text::Line;
use crate::time::Moment;

pub mod phoning;
mod target;

pub use target::Lack;
use target::{likely_ways, published_ways, resolve};

/// The question: for what, as whom, when.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ReachQuestion {
    /// Why somebody gets in touch.
    pub purpose: ContactPurpose,
    /// Who gets in touch.
    pub sender: SenderKind,
    /// When.
    pub at: Moment,
}

/// The answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReachAnswer {
    /// What to do now, if anything can be done.
    pub now: Option<WayNow>,
    /// The ways that are not open now, with their next opening, in the order preferred; last those with a
    /// number that something speaks against.
    pub later: Vec<WayLater>,
    /// The ways the resource asks for and nobody can take yet, in the order preferred.
    pub missing: Vec<MissingWay>,
    /// Where to ask how to get in touch: a published number, named only where every way asked for is
    /// missing and the resource forbade no way. No sentence tells a program which channel it forbids,
    /// so whoever forbade any is not called against their wish.
    pub ask_first: Option<Way>,
    /// Where the advice comes from.
    pub basis: ReachBasis,
    /// What never to do, followed by what not to do for this purpose and sender.
    pub never: Vec<Line>,
}

/// A way that can be taken now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WayNow {
    /// Which way.
    pub way: Way,
    /// Until when; `None` where it is always open, and where the hours are unknown.
    pub until: Option<Moment>,
    /// False when nobody stated the hours, when something speaks against the number, and when the way
    /// [may be forbidden](ReachAnswer::may_be_forbidden): it may be tried.
    pub is_certain: bool,
    /// When it is stated to be open: now, or else from when, as far as it is known.
    pub next: NextOpening,
}

/// A way that opens later.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WayLater {
    /// Which way.
    pub way: Way,
    /// When.
    pub next: NextOpening,
}

/// A way that is asked for and cannot be taken: what it needs is not known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MissingWay {
    /// By which channel.
    pub channel: Channel,
    /// What is not known.
    pub lacks: Lack,
}

/// A way with the number or address to use.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Way {
    /// By which channel.
    pub channel: Channel,
    /// The number or address, as written.
    pub target: Option<Line>,
    /// 内線 and 音声案内番号 of that number.
    pub after_dialling: Vec<String>,
    /// True when something speaks against the number (FAX equal to phone).
    pub is_doubtful: bool,
    /// Whom to ask for by name: one of the contact persons of the resource.
    pub person: Option<ContactPersonId>,
    /// Whom to ask for.
    pub ask_for: Option<StaffRole>,
    /// Whom to ask for in the office's words.
    pub desk: Option<Line>,
    /// When it is open: as the resource said of this way, else its opening hours where somebody has to be there. Absent
    /// where nobody stated any, and for ways that are always open.
    pub hours: Option<Hours>,
    /// How to go about it.
    pub etiquette: Option<Line>,
}

crate::words::word_list! {
    /// Where the advice comes from.
    ReachBasis {
        Policy = "policy", "この機関が希望している連絡方法です";
        NotForThis = "not_for_this", "この用件については まだ聞いていません。公表されている番号です";
        Published = "published", "連絡方法の希望は まだ聞いていません。公表されている番号です";
    }
}

impl ReachAnswer {
    /// Whether a way named here may be one that the resource forbade: it forbade something that may be about ways, and no
    /// wish of its own is for this purpose and sender. No sentence tells a program which channel it forbids.
    #[must_use]
    pub fn may_be_forbidden(&self) -> bool {
        self.basis == ReachBasis::NotForThis && forbids_a_way(&self.never)
    }
}

/// Answers how to reach a resource.
#[must_use]
pub fn how_to_reach(
    facts: &ResourceFacts,
    policy: &ContactPolicy,
    holidays: &HolidayTable,
    question: ReachQuestion,
) -> ReachAnswer {
    let rule = policy.rule_for(question.purpose, question.sender);
    let do_not = rule.map(|rule| rule.do_not.as_slice()).unwrap_or_default();
    let (ways, basis) = asked_for(facts, policy, rule);
    let mut answer = ReachAnswer {
        now: None,
        later: Vec::new(),
        missing: Vec::new(),
        ask_first: None,
        basis,
        never: policy.never.iter().chain(do_not).cloned().collect(),
    };
    let mut uncertain: Option<WayLater> = None;
    let mut doubtful = Vec::new();
    for way in &ways {
        let resolved = match resolve(way, facts) {
            Ok(resolved) => resolved,
            Err(lacks) => {
                answer.missing.push(MissingWay {
                    channel: way.channel,
                    lacks,
                });
                continue;
            }
        };
        if resolved.is_doubtful {
            doubtful.push(resolved);
            continue;
        }
        let hours = match &way.hours {
            Some(hours) => Some(hours),
            None if way.channel.needs_presence() => Some(&facts.hours),
            None => None,
        };
        match hours.map_or(Openness::Open, |hours| hours.open_at(question.at, holidays)) {
            Openness::Open if answer.now.is_none() => {
                let until = hours.and_then(|hours: &Hours| hours.open_until(question.at, holidays));
                answer.now = Some(WayNow {
                    way: resolved,
                    until,
                    is_certain: !answer.may_be_forbidden(),
                    next: NextOpening::Now,
                });
            }
            openness => {
                let next = hours.map_or(NextOpening::Now, |hours| {
                    hours.next_opening(question.at, holidays)
                });
                let later = WayLater {
                    way: resolved,
                    next,
                };
                let may_be_tried = openness == Openness::Unknown && answer.now.is_none();
                if may_be_tried && uncertain.is_none() {
                    uncertain = Some(later);
                } else {
                    answer.later.push(later);
                }
            }
        }
    }
    if answer.now.is_none() {
        answer.now = uncertain.map(|WayLater { way, next }| WayNow {
            way,
            until: None,
            is_certain: false,
            next,
        });
    } else if let Some(later) = uncertain {
        answer.later.insert(0, later);
    }
    // Nobody is sent to a number that something speaks against while there is another way: it is named
    // last, and never as one that is surely there.
    let mut doubtful = doubtful.into_iter();
    if answer.now.is_none() && answer.later.is_empty() {
        answer.now = doubtful.next().map(|way| WayNow {
            way,
            until: None,
            is_certain: false,
            next: NextOpening::Unknown,
        });
    }
    answer.later.extend(doubtful.map(|way| WayLater {
        way,
        next: NextOpening::Unknown,
    }));
    let is_stuck = answer.now.is_none() && answer.later.is_empty() && !answer.missing.is_empty();
    if is_stuck && !forbids_a_way(&answer.never) {
        answer.ask_first = published_ways(facts)
            .iter()
            .find_map(|way| resolve(way, facts).ok());
    }
    answer
}

/// The ways that a resource asks for, or those that are likely where no wish of its own fits.
fn asked_for(
    facts: &ResourceFacts,
    policy: &ContactPolicy,
    rule: Option<&ContactRule>,
) -> (Vec<ContactWay>, ReachBasis) {
    match rule {
        Some(rule) => (rule.ways.clone(), ReachBasis::Policy),
        None if !policy.speaks_of_ways() => (published_ways(facts), ReachBasis::Published),
        None => (likely_ways(facts, policy), ReachBasis::NotForThis),
    }
}

/// The ways to a resource for a purpose and a sender in the order preferred, whatever the hour, with where the advice
/// comes from. A way whose number nobody knows is left out; one with a number that something speaks against stands last.
#[must_use]
pub fn ways_whenever(
    facts: &ResourceFacts,
    policy: &ContactPolicy,
    (purpose, sender): (ContactPurpose, SenderKind),
) -> (Vec<Way>, ReachBasis) {
    let (ways, basis) = asked_for(facts, policy, policy.rule_for(purpose, sender));
    let known = ways.iter().filter_map(|way| resolve(way, facts).ok());
    let (doubtful, mut ways): (Vec<Way>, Vec<Way>) = known.partition(|way| way.is_doubtful);
    ways.extend(doubtful);
    (ways, basis)
}

/// How a resource is reached by a channel, as far as its published facts tell.
#[must_use]
pub fn published_way(facts: &ResourceFacts, channel: Channel) -> Option<Way> {
    let way = ContactWay {
        channel,
        person: None,
        ask_for: None,
        desk: None,
        hours: None,
        etiquette: None,
    };
    resolve(&way, facts).ok()
}

#[cfg(test)]
mod tests;
