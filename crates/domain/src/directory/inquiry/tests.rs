//! Nobody is asked more often than was promised, and nothing that is due is left out.

use chrono::{Days, NaiveDate, NaiveTime, TimeDelta};
use proptest::prelude::*;
use uuid::Uuid;

use super::*;
use crate::conference::invitation::CallChannel;
use crate::directory::freshness::VerificationOutcome;
use crate::ids::{InquiryContactId, NetworkId, ResourceId};
use crate::outside::Entropy;
use crate::text::Prose;

struct Ones;

impl Entropy for Ones {
    fn fill(&self, buffer: &mut [u8]) {
        buffer.fill(1);
    }
}

fn day(text: &str) -> NaiveDate {
    NaiveDate::parse_from_str(text, "%Y-%m-%d").unwrap_or_default()
}

fn noon(day: NaiveDate) -> Instant {
    Instant::from_japan(day.and_time(NaiveTime::MIN) + TimeDelta::hours(12))
}

fn inquiry(opened: NaiveDate) -> Inquiry {
    Inquiry {
        id: InquiryId::from_uuid(Uuid::from_u128(1)),
        resource: ResourceId::from_uuid(Uuid::from_u128(2)),
        network: NetworkId::from_uuid(Uuid::from_u128(3)),
        round: Round {
            kind: RoundKind::Yearly,
            begins: day("2027-04-01"),
        },
        groups: vec![AskedGroup {
            group: FieldGroup::Contact,
            state: GroupState::Asked,
        }],
        opened_at: noon(opened),
        state: InquiryState::Open,
        ended_at: None,
        code: PaperCode::draw(PaperCode::SHEET_GROUPS, &Ones),
        version: 1,
    }
}

fn contact(channel: CallChannel, on: NaiveDate, outcome: ContactOutcome) -> Contact {
    Contact {
        id: InquiryContactId::from_uuid(Uuid::from_u128(4)),
        inquiry: InquiryId::from_uuid(Uuid::from_u128(1)),
        channel,
        outcome,
        at: noon(on),
        by: None,
        groups: vec![FieldGroup::Contact],
        note: None,
    }
}

fn later(day: NaiveDate, days: u64) -> NaiveDate {
    day.checked_add_days(Days::new(days)).unwrap_or(day)
}

/// Groups of which nobody ever asked, but for one.
fn standing(known: Option<GroupDue>) -> Standing {
    let groups = FieldGroup::ALL.iter().map(|group| {
        let known = known.filter(|known| known.group == *group);
        known.unwrap_or_else(|| GroupDue::of(*group, None, None))
    });
    Standing {
        groups: groups.collect(),
        reopened: Vec::new(),
        rhythm: None,
        asked_in: Vec::new(),
        last_contact: None,
    }
}

/// All groups confirmed on a day.
fn confirmed(on: NaiveDate) -> Standing {
    let last = Some((on, VerificationOutcome::Confirmed));
    let groups = FieldGroup::ALL.iter();
    Standing {
        groups: groups
            .map(|group| GroupDue::of(*group, Some(on), last))
            .collect(),
        ..standing(None)
    }
}

#[test]
fn a_desk_asks_by_another_way_every_three_weeks_and_gives_up_after_the_third() {
    use CallChannel::{Fax, Letter, Mail, Phone};
    use ContactOutcome::{ReachedNobody, Sent};
    let first = day("2027-04-05");
    let asked = inquiry(first);
    let step = |contacts: &[Contact], on| next_step(&asked, contacts, &EVERY_WAY, on);
    let channels = vec![Mail, Fax, Phone, Letter];
    assert_eq!(step(&[], first), NextStep::Contact { channels });
    let mut contacts = vec![contact(Mail, first, Sent)];
    let second = day("2027-04-26");
    assert_eq!(
        step(&contacts, day("2027-04-25")),
        NextStep::WaitUntil(second)
    );
    let channels = vec![Fax, Phone, Letter];
    assert_eq!(step(&contacts, second), NextStep::Contact { channels });
    contacts.push(contact(Phone, second, ReachedNobody));
    contacts.push(contact(Letter, later(second, 21), Sent));
    let last = later(second, 42);
    assert_eq!(
        step(&contacts, later(second, 41)),
        NextStep::WaitUntil(last)
    );
    assert_eq!(step(&contacts, last), NextStep::GiveUp);
}

#[test]
fn nobody_gives_up_while_an_answer_may_come_by_a_link() {
    use CallChannel::{Fax, Mail, Phone};
    use ContactOutcome::{ReachedNobody, Sent};
    let first = day("2027-04-05");
    let asked = inquiry(first);
    let mailed = [contact(Mail, first, Sent)];
    let step = |ways: &[CallChannel], on| next_step(&asked, &mailed, ways, on);
    let closed = later(first, 31);
    for days in [21, 30] {
        let waits = NextStep::WaitUntil(closed);
        assert_eq!(step(&[Mail], later(first, days)), waits, "{days}");
    }
    assert_eq!(step(&[Mail], closed), NextStep::GiveUp);
    // Whoever can be asked otherwise is.
    let channels = vec![Fax];
    let otherwise = NextStep::Contact { channels };
    assert_eq!(step(&[Mail, Fax], later(first, 21)), otherwise);
    // The mail was the third time.
    let contacts = [
        contact(Fax, first, Sent),
        contact(Phone, later(first, 21), ReachedNobody),
        contact(Mail, later(first, 42), Sent),
    ];
    let step = |days| next_step(&asked, &contacts, &EVERY_WAY, later(first, days));
    assert_eq!(step(72), NextStep::WaitUntil(later(first, 73)));
    assert_eq!(step(73), NextStep::GiveUp);
}

#[test]
fn what_went_astray_bothered_nobody_and_a_call_they_asked_for_goes_on() {
    use CallChannel::{Fax, Mail, Phone};
    use ContactOutcome::{Bounced, CallBack, NotSent, Prepared, ReachedNobody};
    let first = day("2027-04-05");
    let asked = inquiry(first);
    let ways = [Mail, Phone];
    let step = |contacts: &[Contact], on| next_step(&asked, contacts, &ways, on);
    assert_eq!(
        step(&[contact(Mail, first, Prepared)], first),
        NextStep::Leaving
    );
    // A mail that does not leave keeps nobody from asking otherwise, and is given up in the end.
    let inside = [contact(Mail, first, Prepared)];
    assert_eq!(step(&inside, later(first, 1)), NextStep::Leaving);
    let channels = vec![Phone];
    let otherwise = NextStep::NotLeaving { channels };
    assert_eq!(step(&inside, later(first, 2)), otherwise);
    assert_eq!(may_ask(&otherwise, Phone), Ok(()));
    assert_eq!(may_ask(&otherwise, Mail), Err(StepFault::NotThisWay));
    let alone = |on| next_step(&asked, &inside, &[Mail], on);
    let channels = Vec::new();
    assert_eq!(alone(later(first, 20)), NextStep::NotLeaving { channels });
    assert_eq!(alone(later(first, 21)), NextStep::GiveUp);
    let bounced = contact(Mail, first, Bounced);
    let channels = vec![Phone];
    let next = NextStep::Contact { channels };
    assert_eq!(step(std::slice::from_ref(&bounced), first), next);
    let channels = vec![Mail, Phone];
    let again = NextStep::Contact { channels };
    assert_eq!(step(&[contact(Mail, first, NotSent)], first), again);
    let called = contact(Phone, first, CallBack);
    let contacts = [bounced, called];
    assert_eq!(step(&contacts, later(first, 3)), NextStep::CallAgain);
    assert_eq!(may_ask(&NextStep::CallAgain, Phone), Ok(()));
    assert_eq!(may_ask(&NextStep::CallAgain, Fax), Err(StepFault::TooEarly));
    let in_vain = contact(Phone, later(first, 3), ReachedNobody);
    let [bounced, called] = contacts;
    let contacts = [bounced, called, in_vain];
    let until = later(first, 24);
    assert_eq!(
        step(&contacts, later(first, 10)),
        NextStep::WaitUntil(until)
    );
    assert_eq!(step(&contacts, until), NextStep::GiveUp, "no way is left");
    // Nobody knows how they are reached: three weeks to find out.
    let lost = |on| next_step(&asked, &[], &[], on);
    assert_eq!(lost(later(first, 20)), NextStep::NoWay);
    assert_eq!(lost(later(first, 21)), NextStep::GiveUp);
}

#[test]
fn a_year_asks_about_everything_after_the_first_of_april_and_about_the_rest_in_october() {
    let asked = confirmed(day("2027-02-10")).due(day("2027-04-01"));
    let (round, groups) = asked.unwrap_or_else(|| panic!("a round"));
    assert_eq!(
        (round.kind, round.begins),
        (RoundKind::Yearly, day("2027-04-01"))
    );
    assert_eq!(groups, FieldGroup::ALL);
    // What was told since the round began is not asked in it again.
    assert_eq!(confirmed(day("2027-04-02")).due(day("2027-05-31")), None);
    let autumn = confirmed(day("2027-04-20")).due(day("2027-10-01"));
    let (round, groups) = autumn.unwrap_or_else(|| panic!("a round"));
    assert_eq!(round.kind, RoundKind::Autumn);
    assert_eq!(groups, [FieldGroup::Capacity, FieldGroup::Character]);
    for outside in ["2027-03-31", "2027-06-01", "2027-09-30", "2027-11-01"] {
        assert_eq!(standing(None).due(day(outside)), None, "{outside}");
    }
    // Once in a round, and not right after the last time.
    let mut known = standing(None);
    known.asked_in = vec![(round, None)];
    assert_eq!(known.due(day("2027-10-20")), None);
    let mut known = standing(None);
    known.last_contact = Some(day("2027-09-20"));
    assert_eq!(known.due(day("2027-10-10")), None);
    assert!(known.due(day("2027-10-11")).is_some());
}

#[test]
fn free_places_are_asked_about_as_agreed_and_what_was_reopened_at_once() {
    let mut known = confirmed(day("2027-06-10"));
    known.rhythm = CapacityRhythm::every(1, day("2027-01-01"));
    assert_eq!(known.due(day("2027-07-09")), None);
    let capacity = Round {
        kind: RoundKind::Capacity,
        begins: day("2027-07-10"),
    };
    let due = Some((capacity, vec![FieldGroup::Capacity]));
    assert_eq!(known.due(day("2027-07-12")), due);
    known.asked_in = vec![(capacity, Some(day("2027-07-20")))];
    assert_eq!(known.due(day("2027-08-19")), None);
    assert!(known.due(day("2027-08-20")).is_some());
    known.reopened = vec![Reopened {
        group: FieldGroup::Contact,
        because: StaleBecause::Bounced,
        since: day("2027-08-01"),
    }];
    known.last_contact = Some(day("2027-07-31"));
    let reopened = Round {
        kind: RoundKind::Reopened,
        begins: day("2027-08-01"),
    };
    let due = Some((reopened, vec![FieldGroup::Contact]));
    assert_eq!(known.due(day("2027-08-01")), due);
    // It was reopened again since it was asked, and tomorrow it is as well; but three times are enough for a day.
    known.asked_in.push((reopened, None));
    assert_eq!(known.due(day("2027-08-01")), due);
    known.asked_in.extend([(reopened, None); 2]);
    assert_eq!(known.due(day("2027-08-01")), None);
    assert!(known.due(day("2027-08-02")).is_some());
    assert_eq!(known.oldest_due(&[FieldGroup::Contact]), None);
    assert_eq!(CapacityRhythm::every(0, day("2027-01-01")), None);
    assert_eq!(CapacityRhythm::every(13, day("2027-01-01")), None);
}

#[test]
fn an_answer_that_waits_goes_on_waiting_when_its_part_is_reported_stale() {
    let began = day("2027-04-05");
    let reply = Reply {
        groups: vec![
            AnsweredGroup {
                group: FieldGroup::Contact,
                said: Said::Changed {
                    values: Vec::new(),
                    words: Prose::parse("代表の番号は、もう使いません").ok(),
                },
            },
            AnsweredGroup {
                group: FieldGroup::Capacity,
                said: Said::Correct,
            },
        ],
        ..Reply::default()
    };
    let replied = inquiry(began).answered(&reply, Wishes::None, noon(began));
    assert_eq!(replied.state, InquiryState::Replied);
    let version = replied.version;
    let joined = replied.joined_by(&[FieldGroup::Contact, FieldGroup::Capacity, FieldGroup::Hours]);
    assert_eq!(joined.state, InquiryState::Replied);
    assert_eq!(joined.proposed(), [FieldGroup::Contact], "what came waits");
    let again = [FieldGroup::Hours, FieldGroup::Capacity];
    assert_eq!(joined.asked(), again, "the others are asked");
    assert_eq!(joined.version, version + 1);
    // Once it is decided, the rest is still to be asked.
    let settled = [(FieldGroup::Contact, GroupState::Changed)];
    let settled = joined.settled(settled, noon(began));
    assert_eq!(settled.state, InquiryState::Open);
}

fn outcomes() -> impl Strategy<Value = Vec<(u64, usize, usize)>> {
    prop::collection::vec((0_u64..30, 0_usize..4, 0_usize..9), 1..60)
}

proptest! {
    /// However a desk chooses and whatever comes of it: never more than three times in a round, never twice by one way, and
    /// three weeks between. A call that they asked for is no further one.
    #[test]
    fn nobody_is_asked_more_often_than_was_promised(tried in outcomes(), ways in prop::sample::subsequence(EVERY_WAY.to_vec(), 0..=4)) {
        let mut today = day("2027-04-01");
        let asked = inquiry(today);
        let mut contacts: Vec<Contact> = Vec::new();
        for (days, choice, outcome) in tried {
            today = later(today, days);
            let outcome = ContactOutcome::ALL[outcome % ContactOutcome::ALL.len()];
            match next_step(&asked, &contacts, &ways, today) {
                NextStep::Contact { channels } => {
                    prop_assert!(!channels.is_empty());
                    let channel = channels[choice % channels.len()];
                    contacts.push(contact(channel, today, outcome));
                }
                // Nothing but a mail lies in the house.
                NextStep::CallAgain if outcome == ContactOutcome::Prepared => {}
                NextStep::CallAgain => contacts.push(contact(CallChannel::Phone, today, outcome)),
                NextStep::NotLeaving { channels } => {
                    let chosen = channels.get(choice % channels.len().max(1)).copied();
                    if let (Some(channel), Some(last)) = (chosen, contacts.last_mut()) {
                        last.outcome = ContactOutcome::NotSent;
                        contacts.push(contact(channel, today, outcome));
                    }
                }
                // The courier comes to an end with what it carries.
                NextStep::Leaving => {
                    let last = contacts.last_mut();
                    prop_assert!(last.is_some());
                    if let Some(last) = last {
                        last.outcome = ContactOutcome::Sent;
                    }
                }
                NextStep::GiveUp => break,
                NextStep::WaitUntil(until) => prop_assert!(until > today),
                NextStep::NoWay | NextStep::AnswerCame | NextStep::Over => {}
            }
        }
        let mut turns: Vec<(CallChannel, NaiveDate)> = Vec::new();
        let mut is_awaited = false;
        for one in contacts.iter().filter(|one| one.outcome.counts()) {
            let on = one.at.in_japan().date;
            let goes_on = is_awaited && one.channel == CallChannel::Phone;
            if let Some((_, last)) = turns.last() {
                prop_assert!(goes_on || on >= later(*last, DAYS_BETWEEN));
            }
            if goes_on {
                if let Some((_, last)) = turns.last_mut() {
                    *last = on;
                }
            } else {
                prop_assert!(turns.iter().all(|(channel, _)| *channel != one.channel));
                turns.push((one.channel, on));
            }
            is_awaited = one.channel == CallChannel::Phone && one.outcome == ContactOutcome::CallBack;
        }
        prop_assert!(turns.len() <= CONTACTS);
    }

    /// Whenever its parts were confirmed last: by the end of the year every one of them that fell due was asked about.
    #[test]
    fn every_part_that_falls_due_is_asked_about_in_a_year(confirmed_before in 1_u64..800) {
        let spring = day("2027-04-01");
        let on = spring.checked_sub_days(Days::new(confirmed_before)).unwrap_or(spring);
        let due = confirmed(on).due(spring);
        for group in FieldGroup::ALL {
            let is_due = group.due_after(on, VerificationOutcome::Confirmed) < day("2028-04-01");
            let is_asked = due.as_ref().is_some_and(|(_, groups)| groups.contains(group));
            prop_assert_eq!(is_due, is_asked);
        }
    }
}

#[test]
fn what_is_reopened_has_a_round_of_its_own() {
    let (first, second) = (day("2026-11-20"), day("2026-11-21"));
    let reopened = |begins| {
        let kind = RoundKind::Reopened;
        (Round { kind, begins }, None)
    };
    let asked = Standing {
        asked_in: vec![reopened(first), reopened(second)],
        ..standing(None)
    };
    assert_eq!(asked.reopens_from(first), day("2026-11-22"));
    assert_eq!(asked.reopens_from(day("2026-11-19")), day("2026-11-19"));
    assert_eq!(standing(None).reopens_from(first), first);
}
