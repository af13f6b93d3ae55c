//! Whether a resource can be phoned on a day, and until when: for whoever has a list of calls to make and
//! looks at each with a phone in hand.
//!
//! It is the answer of [`how_to_reach`](super::how_to_reach) for the one channel: the same rule of the
//! contact policy, the same hours. A way that an agency does not offer is not invented here.

use super::target::{published_ways, resolve};
use super::{ReachQuestion, WayLater, WayNow};
use crate::directory::contact::policy::{Channel, ContactPolicy, ContactWay, forbids_a_way};
use crate::directory::hours::opening::{NextOpening, Openness};
use crate::directory::hours::{DayFacts, DayPlan, HolidayTable, Hours, Span};
use crate::directory::resource::ResourceFacts;
use crate::time::Moment;

/// Whether it can be phoned.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Phoning {
    /// Now.
    Now(WayNow),
    /// Later on the same day.
    Later(WayLater),
    /// Not on that day, or not by phone at all; then nothing is known to open.
    NotThatDay(Option<WayLater>),
}

/// A day of phoning a resource.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PhoneDay {
    /// Whether it can be phoned.
    pub phoning: Phoning,
    /// When somebody answers on that day, as far as it is stated.
    pub hours: Vec<Span>,
}

impl Phoning {
    /// The place in a list of calls to make: who stops answering first comes first, then who may be tried,
    /// then who opens first, and last who does not answer that day.
    #[must_use]
    pub fn rank(&self) -> (u8, i64) {
        let opens = |way: &WayLater| match way.next {
            NextOpening::Now => i64::MIN,
            NextOpening::At { moment, .. } => moment.instant().micros(),
            NextOpening::Unknown | NextOpening::NotWithinAYear => i64::MAX,
        };
        match self {
            Self::Now(way) if way.is_certain => {
                let until = way.until.map(|until| until.instant().micros());
                (0, until.unwrap_or(i64::MAX))
            }
            Self::Now(_) => (1, 0),
            Self::Later(way) => (2, opens(way)),
            Self::NotThatDay(way) => (3, way.as_ref().map_or(i64::MAX, opens)),
        }
    }
}

/// Says whether a resource can be phoned on the day of the question. Where several numbers or desks are
/// offered, the one that is reached first counts, and among equals the preferred one.
#[must_use]
pub fn phone_day(
    facts: &ResourceFacts,
    policy: &ContactPolicy,
    holidays: &HolidayTable,
    question: ReachQuestion,
) -> PhoneDay {
    let rule = policy.rule_for(question.purpose, question.sender);
    let ways = rule.map_or_else(|| published_ways(facts), |rule| rule.ways.clone());
    let mut day = ways
        .iter()
        .filter(|way| way.channel == Channel::Phone)
        .filter_map(|way| by(way, facts, holidays, question.at))
        .min_by_key(|day| day.phoning.rank())
        .unwrap_or(PhoneDay {
            phoning: Phoning::NotThatDay(None),
            hours: Vec::new(),
        });
    // Perhaps calling is what is forbidden.
    if let Phoning::Now(way) = &mut day.phoning {
        way.is_certain &= rule.is_some() || !forbids_a_way(&policy.never);
    }
    day
}

/// A day of one way; `None` where its number is not known.
fn by(
    way: &ContactWay,
    facts: &ResourceFacts,
    holidays: &HolidayTable,
    at: Moment,
) -> Option<PhoneDay> {
    let resolved = resolve(way, facts).ok()?;
    let hours: &Hours = way.hours.as_ref().unwrap_or(&facts.hours);
    let phoning = match hours.open_at(at, holidays) {
        Openness::Open => Phoning::Now(WayNow {
            way: resolved,
            until: hours.open_until(at, holidays),
            is_certain: true,
            next: NextOpening::Now,
        }),
        Openness::Unknown => Phoning::Now(WayNow {
            way: resolved,
            until: None,
            is_certain: false,
            next: hours.next_opening(at, holidays),
        }),
        Openness::Closed => {
            let next = hours.next_opening(at, holidays);
            let later = WayLater {
                way: resolved,
                next,
            };
            match next {
                NextOpening::At { moment, .. } if moment.date == at.date => Phoning::Later(later),
                _ => Phoning::NotThatDay(Some(later)),
            }
        }
    };
    let hours = match hours.plan_for(&DayFacts::of(at.date, holidays)) {
        DayPlan::Open(spans) => spans.clone(),
        DayPlan::Closed | DayPlan::Unknown => Vec::new(),
    };
    Some(PhoneDay { phoning, hours })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::directory::contact::policy::{
        ContactPurpose, ContactRule, SenderKind, WITHOUT_NAMES,
    };
    use crate::directory::contact::reach::how_to_reach;
    use crate::directory::kind::ResourceKind;
    use crate::directory::phone::Phone;
    use crate::text::Line;
    use crate::time::Minute;

    fn line(text: &str) -> Line {
        Line::parse(text).expect("a line")
    }

    /// An office with a number and these hours.
    fn office(hours: &str) -> ResourceFacts {
        let mut facts = ResourceFacts::named(ResourceKind::VisitingNursing, line("みほん"));
        facts.phones = vec![Phone::published(line("072-000-0001"))];
        facts.hours = Hours::parse(hours).unwrap_or_default();
        facts
    }

    fn way(channel: Channel, hours: Option<&str>, desk: &str) -> ContactWay {
        ContactWay {
            channel,
            person: None,
            ask_for: None,
            desk: Some(line(desk)),
            hours: hours.map(|hours| Hours::parse(hours).expect("hours")),
            etiquette: None,
        }
    }

    fn wishes(ways: Vec<ContactWay>) -> ContactPolicy {
        ContactPolicy {
            rules: vec![ContactRule {
                purpose: None,
                sender: None,
                ways,
                do_not: Vec::new(),
            }],
            ..ContactPolicy::default()
        }
    }

    /// Asked on a Friday.
    fn asked(hour: u32) -> ReachQuestion {
        ReachQuestion {
            purpose: ContactPurpose::Routine,
            sender: SenderKind::Supporter,
            at: Moment {
                date: chrono::NaiveDate::from_ymd_opt(2026, 11, 20).unwrap_or_default(),
                minute: Minute::of(hour, 0),
            },
        }
    }

    fn day(facts: &ResourceFacts, policy: &ContactPolicy, hour: u32) -> PhoneDay {
        phone_day(facts, policy, &HolidayTable::default(), asked(hour))
    }

    #[test]
    fn a_phone_is_answered_now_later_or_not_that_day() {
        let facts = office("月-金 9:00-12:00,13:00-16:00");
        let policy = ContactPolicy::default();
        let until = |hour| match day(&facts, &policy, hour).phoning {
            Phoning::Now(way) => way.until.map(|until| until.minute),
            _ => None,
        };
        assert_eq!(until(10), Some(Minute::of(12, 0)));
        assert_eq!(until(14), Some(Minute::of(16, 0)));
        for hour in [8, 12] {
            let phoning = day(&facts, &policy, hour).phoning;
            assert!(matches!(phoning, Phoning::Later(_)), "{hour}: {phoning:?}");
        }
        let evening = day(&facts, &policy, 17);
        assert!(matches!(evening.phoning, Phoning::NotThatDay(Some(_))));
        assert_eq!(evening.hours.len(), 2, "the hours of the day are told");
    }

    #[test]
    fn who_closes_first_is_called_first_and_who_is_shut_last() {
        let policy = ContactPolicy::default();
        let hours = [
            "月-金 9:00-11:00",
            "月-金 9:00-16:00",
            "",
            "月-金 13:00-15:00",
            "月-金 14:00-15:00",
            "月-木 9:00-17:00; 金 休み",
        ];
        let ranks: Vec<(u8, i64)> = hours
            .iter()
            .map(|hours| day(&office(hours), &policy, 10).phoning.rank())
            .collect();
        assert!(ranks.is_sorted(), "{ranks:?}");
        assert!(ranks.windows(2).all(|pair| pair[0] != pair[1]), "{ranks:?}");
    }

    #[test]
    fn a_phone_that_is_not_offered_is_not_called() {
        let facts = office("月-金 9:00-16:00");
        let policy = wishes(vec![way(Channel::Letter, None, "窓口")]);
        assert_eq!(day(&facts, &policy, 10).phoning, Phoning::NotThatDay(None));
    }

    #[test]
    fn who_may_not_want_calls_is_tried_after_the_others() {
        let facts = office("月-金 9:00-16:00");
        let is_certain = |never: &str| {
            let policy = ContactPolicy {
                never: vec![line(never)],
                ..ContactPolicy::default()
            };
            match day(&facts, &policy, 10).phoning {
                Phoning::Now(way) => way.is_certain,
                other => panic!("{never}: {other:?}"),
            }
        };
        assert!(!is_certain("電話はしないでください"));
        assert!(is_certain(WITHOUT_NAMES), "no way is forbidden");
    }

    #[test]
    fn of_two_desks_the_one_that_answers_first_is_called() {
        let facts = office("月-金 9:00-16:00");
        let policy = wishes(vec![
            way(Channel::Phone, Some("月-金 13:00-15:00"), "相談室"),
            way(Channel::Phone, Some("月-金 9:00-12:00"), "受付"),
        ]);
        for (hour, desk) in [(10, "受付"), (13, "相談室")] {
            match day(&facts, &policy, hour).phoning {
                Phoning::Now(now) => assert_eq!(now.way.desk, Some(line(desk)), "{hour}"),
                other => panic!("{hour}: {other:?}"),
            }
        }
    }

    #[test]
    fn it_says_what_how_to_reach_says_where_that_names_the_phone() {
        let holidays = HolidayTable::default();
        let facts = office("月-金 9:00-12:00,13:00-16:00");
        let briefly = wishes(vec![
            way(Channel::Phone, Some("月-金 10:00-11:00"), "受付"),
            way(Channel::Online, None, "受付"),
        ]);
        let forbidding = ContactPolicy {
            never: vec![line("連絡はFAXのみ")],
            ..ContactPolicy::default()
        };
        let (mut named, mut certain) = (0, 0);
        for policy in [ContactPolicy::default(), briefly, forbidding] {
            for hour in 0..24 {
                let answer = how_to_reach(&facts, &policy, &holidays, asked(hour));
                let Some(now) = answer.now.filter(|now| now.way.channel == Channel::Phone) else {
                    continue;
                };
                named += 1;
                certain += usize::from(now.is_certain);
                assert_eq!(
                    day(&facts, &policy, hour).phoning,
                    Phoning::Now(now),
                    "{hour}"
                );
            }
        }
        assert_eq!(
            (named, certain),
            (13, 7),
            "the phone is named in the hours in which it is answered"
        );
    }
}
