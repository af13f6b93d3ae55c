//! `how_to_reach`: what to do now, why, and if nothing is open, when next.

use super::policy::{Channel, ContactPolicy, ContactPurpose, ContactWay, SenderKind};
use crate::directory::hours::opening::{NextOpening, Openness};
use crate::directory::hours::{HolidayTable, Hours};
use crate::directory::people::StaffRole;
use crate::directory::phone::Confirmation;
use crate::directory::resource::ResourceFacts;
use crate::text::Line;
use crate::time::Moment;

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
    /// The ways that are not open now, with their next opening, in the order preferred.
    pub later: Vec<WayLater>,
    /// Where the advice comes from.
    pub basis: ReachBasis,
    /// What never to do.
    pub never: Vec<Line>,
}

/// A way that can be taken now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WayNow {
    /// Which way.
    pub way: Way,
    /// Until when, where that is known.
    pub until: Option<Moment>,
    /// False when nobody stated the hours: it may be tried.
    pub is_certain: bool,
}

/// A way that opens later.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WayLater {
    /// Which way.
    pub way: Way,
    /// When.
    pub next: NextOpening,
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
    /// Whom to ask for.
    pub ask_for: Option<StaffRole>,
    /// Whom to ask for in the office's words.
    pub desk: Option<Line>,
    /// How to go about it.
    pub etiquette: Option<Line>,
}

crate::words::word_list! {
    /// Where the advice comes from.
    ReachBasis {
        Policy = "policy", "この機関が希望している連絡方法です";
        Published = "published", "連絡方法の希望は まだ聞いていません。公表されている番号です";
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
    let (ways, basis) = match policy.rule_for(question.purpose, question.sender) {
        Some(rule) => (rule.ways.clone(), ReachBasis::Policy),
        None => (published_ways(facts), ReachBasis::Published),
    };
    let mut answer = ReachAnswer {
        now: None,
        later: Vec::new(),
        basis,
        never: policy.never.clone(),
    };
    let mut uncertain: Option<WayNow> = None;
    for way in &ways {
        let Some(resolved) = resolve(way, facts) else {
            continue;
        };
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
                    is_certain: true,
                });
            }
            Openness::Unknown if answer.now.is_none() && uncertain.is_none() => {
                uncertain = Some(WayNow {
                    way: resolved,
                    until: None,
                    is_certain: false,
                });
            }
            Openness::Open | Openness::Unknown | Openness::Closed => {
                let next = hours.map_or(NextOpening::Now, |hours| {
                    hours.next_opening(question.at, holidays)
                });
                answer.later.push(WayLater {
                    way: resolved,
                    next,
                });
            }
        }
    }
    if answer.now.is_none() {
        answer.now = uncertain;
    } else if let Some(tried) = uncertain {
        answer.later.insert(
            0,
            WayLater {
                way: tried.way,
                next: NextOpening::Unknown,
            },
        );
    }
    answer
}

fn published_ways(facts: &ResourceFacts) -> Vec<ContactWay> {
    let plain = |channel| ContactWay {
        channel,
        ask_for: None,
        desk: None,
        hours: None,
        etiquette: None,
    };
    let mut ways = Vec::new();
    if !facts.phones.is_empty() {
        ways.push(plain(Channel::Phone));
    }
    if facts.email.is_some() {
        ways.push(plain(Channel::Mail));
    }
    if facts.fax.is_some() {
        ways.push(plain(Channel::Fax));
    }
    // A city without street and number reaches nobody by post.
    if ways.is_empty()
        && facts
            .address
            .as_ref()
            .is_some_and(|address| address.rest.is_some())
    {
        ways.push(plain(Channel::Letter));
    }
    ways
}

/// Joins a way with its number; a way whose number nobody knows cannot be taken.
fn resolve(way: &ContactWay, facts: &ResourceFacts) -> Option<Way> {
    let mut resolved = Way {
        channel: way.channel,
        target: None,
        after_dialling: Vec::new(),
        is_doubtful: false,
        ask_for: way.ask_for,
        desk: way.desk.clone(),
        etiquette: way.etiquette.clone(),
    };
    match way.channel {
        Channel::Phone => {
            let phone = facts.phones.first()?;
            resolved.target = Some(phone.written.clone());
            resolved.after_dialling.extend(
                phone
                    .voice_guide_key
                    .iter()
                    .map(|key| format!("音声案内 {key}")),
            );
            resolved.after_dialling.extend(
                phone
                    .extension
                    .iter()
                    .map(|number| format!("内線 {number}")),
            );
            resolved.is_doubtful = phone.confirmation == Confirmation::Unconfirmed;
        }
        Channel::Fax => {
            let fax = facts.fax.as_ref()?;
            resolved.target = Some(fax.written.clone());
            resolved.is_doubtful = fax.confirmation == Confirmation::Unconfirmed;
        }
        Channel::Mail => resolved.target = Some(facts.email.clone()?),
        Channel::Visit | Channel::ComeIn | Channel::Letter => {
            resolved.target = facts
                .address
                .as_ref()
                .and_then(|address| Line::parse(&address.line()).ok());
        }
        Channel::Online
        | Channel::LiaisonNotebook
        | Channel::AccompanyVisit
        | Channel::ThroughPerson => {}
    }
    Some(resolved)
}
