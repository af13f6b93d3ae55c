use super::*;
use crate::directory::address::Address;
use crate::directory::contact::policy::{ContactRule, ContactWay, WITHOUT_NAMES};
use crate::directory::hours::Hours;
use crate::directory::kind::ResourceKind;
use crate::directory::phone::{Confirmation, Phone};
use crate::text::TextFault;
use crate::time::Minute;

type Tested = Result<(), TextFault>;

/// An office of which nothing is known but its name.
fn office() -> Result<ResourceFacts, TextFault> {
    Ok(ResourceFacts::named(
        ResourceKind::VisitingNursing,
        Line::parse("みほん訪問看護")?,
    ))
}

fn number(written: &str) -> Result<Phone, TextFault> {
    Ok(Phone::published(Line::parse(written)?))
}

/// A policy of one rule: these channels, in this order, for everything.
fn wishes(channels: &[Channel]) -> ContactPolicy {
    let ways = channels.iter().map(|channel| ContactWay {
        channel: *channel,
        person: None,
        ask_for: None,
        desk: None,
        hours: None,
        etiquette: None,
    });
    ContactPolicy {
        rules: vec![ContactRule {
            purpose: None,
            sender: None,
            ways: ways.collect(),
            do_not: Vec::new(),
        }],
        ..ContactPolicy::default()
    }
}

/// Asked on a Friday at ten.
fn asked(facts: &ResourceFacts, policy: &ContactPolicy) -> ReachAnswer {
    let question = ReachQuestion {
        purpose: ContactPurpose::Introduction,
        sender: SenderKind::Supporter,
        at: Moment {
            date: chrono::NaiveDate::from_ymd_opt(2026, 11, 20).unwrap_or_default(),
            minute: Minute::of(10, 0),
        },
    };
    how_to_reach(facts, policy, &HolidayTable::default(), question)
}

fn missing(answer: &ReachAnswer) -> Vec<(Channel, Lack)> {
    answer
        .missing
        .iter()
        .map(|way| (way.channel, way.lacks))
        .collect()
}

fn asked_first(answer: &ReachAnswer) -> Option<Channel> {
    answer.ask_first.as_ref().map(|way| way.channel)
}

#[test]
fn a_fax_only_office_without_a_number_says_what_is_missing_and_where_to_ask() -> Tested {
    let mut facts = office()?;
    facts.phones = vec![number("072-000-0001")?];
    let answer = asked(&facts, &wishes(&[Channel::Fax]));
    assert_eq!((&answer.now, answer.later.len()), (&None, 0));
    assert_eq!(answer.basis, ReachBasis::Policy);
    assert_eq!(missing(&answer), [(Channel::Fax, Lack::FaxNumber)]);
    assert_eq!(asked_first(&answer), Some(Channel::Phone));
    Ok(())
}

#[test]
fn an_office_that_forbade_anything_is_not_called_instead() -> Tested {
    let mut facts = office()?;
    facts.phones = vec![number("072-000-0001")?];
    let policy = ContactPolicy {
        never: vec![Line::parse("電話をかけない")?],
        ..wishes(&[Channel::Fax])
    };
    let answer = asked(&facts, &policy);
    assert_eq!(missing(&answer), [(Channel::Fax, Lack::FaxNumber)]);
    assert_eq!((answer.now, answer.ask_first), (None, None));
    let policy = ContactPolicy {
        never: vec![Line::parse(WITHOUT_NAMES)?],
        ..wishes(&[Channel::Fax])
    };
    assert_eq!(asked_first(&asked(&facts, &policy)), Some(Channel::Phone));
    Ok(())
}

#[test]
fn what_a_rule_forbids_is_told_to_whom_it_is_for_and_nobody_else() -> Tested {
    let mut facts = office()?;
    facts.phones = vec![number("072-000-0001")?];
    let [always, then] = [
        Line::parse("担当者名を載せない")?,
        Line::parse("電話をかけない")?,
    ];
    let mut policy = ContactPolicy {
        never: vec![always.clone()],
        ..wishes(&[Channel::Fax])
    };
    policy.rules[0].sender = Some(SenderKind::Supporter);
    policy.rules[0].do_not = vec![then.clone()];
    assert_eq!(asked(&facts, &policy).never, [always.clone(), then.clone()]);
    policy.rules[0].sender = Some(SenderKind::Employer);
    assert_eq!(asked(&facts, &policy).never, [always]);

    // Whoever forbids anything then is not called then.
    policy.never.clear();
    assert!(asked(&facts, &policy).never.is_empty());
    policy.rules[0].sender = None;
    let answer = asked(&facts, &policy);
    assert_eq!((answer.ask_first, answer.never), (None, vec![then]));
    Ok(())
}

#[test]
fn a_further_way_of_the_same_rule_is_taken_and_the_missing_one_still_told() -> Tested {
    let mut facts = office()?;
    facts.email = Some(Line::parse("mihon@example.jp")?);
    let answer = asked(&facts, &wishes(&[Channel::Fax, Channel::Mail]));
    let now = answer.now.as_ref().map(|now| now.way.channel);
    assert_eq!(now, Some(Channel::Mail));
    assert_eq!(missing(&answer), [(Channel::Fax, Lack::FaxNumber)]);
    assert_eq!(asked_first(&answer), None, "there is a way to take");
    Ok(())
}

#[test]
fn every_way_names_what_it_needs() -> Tested {
    let mut facts = office()?;
    facts.address = Some(Address {
        postal_code: None,
        municipality: None,
        city: Line::parse("大阪府高槻市")?,
        rest: None,
    });
    for (channel, lacks) in [
        (Channel::Phone, Lack::PhoneNumber),
        (Channel::Fax, Lack::FaxNumber),
        (Channel::Mail, Lack::MailAddress),
        (Channel::Visit, Lack::Address),
        (Channel::ComeIn, Lack::Address),
        (Channel::Letter, Lack::Address),
    ] {
        let answer = asked(&facts, &wishes(&[channel]));
        assert_eq!(missing(&answer), [(channel, lacks)]);
        assert_eq!(answer.ask_first, None, "nothing else is known");
    }
    for channel in [Channel::LiaisonNotebook, Channel::ThroughPerson] {
        let answer = asked(&facts, &wishes(&[channel]));
        assert!(answer.now.is_some() && answer.missing.is_empty());
    }
    Ok(())
}

#[test]
fn an_office_that_said_nothing_is_reached_by_what_is_published_and_lacks_nothing() -> Tested {
    let mut facts = office()?;
    let unknown = asked(&facts, &ContactPolicy::default());
    assert_eq!((unknown.now, unknown.missing.len()), (None, 0));
    facts.fax = Some(number("072-000-0101")?);
    let answer = asked(&facts, &ContactPolicy::default());
    let now = answer.now.as_ref().map(|now| now.way.channel);
    assert_eq!(now, Some(Channel::Fax));
    assert_eq!(
        (answer.basis, answer.missing.len()),
        (ReachBasis::Published, 0)
    );
    Ok(())
}

#[test]
fn where_no_wish_is_for_this_purpose_what_is_forbidden_leaves_nothing_certain() -> Tested {
    let mut facts = office()?;
    facts.phones = vec![number("072-000-0001")?];
    facts.hours = Hours::parse("月-金 9:00-17:00").unwrap_or_default();
    let told = |facts: &ResourceFacts, policy: &ContactPolicy| {
        let answer = asked(facts, policy);
        let now = answer.now.as_ref();
        let now = now.map(|now| (now.way.channel, now.is_certain));
        (now, answer.basis, answer.may_be_forbidden())
    };
    let phone = |is_certain| Some((Channel::Phone, is_certain));
    let open = (phone(true), ReachBasis::Published, false);
    assert_eq!(told(&facts, &ContactPolicy::default()), open);

    // Something is forbidden, and there is no rule at all.
    let mut policy = ContactPolicy {
        never: vec![Line::parse("連絡はFAXのみ")?],
        ..ContactPolicy::default()
    };
    let forbidden = (phone(false), ReachBasis::NotForThis, true);
    assert_eq!(told(&facts, &policy), forbidden);
    // That nobody is named forbids no way.
    policy.never = vec![Line::parse(WITHOUT_NAMES)?];
    assert_eq!(told(&facts, &policy), open);
    policy.never.push(Line::parse("連絡はFAXのみ")?);
    assert_eq!(told(&facts, &policy), forbidden);

    // A rule for other purposes: its channel comes first, and is a guess as well.
    facts.fax = Some(number("072-000-0101")?);
    policy.rules = wishes(&[Channel::Fax]).rules;
    policy.rules[0].purpose = Some(ContactPurpose::Documents);
    let fax = |is_certain| Some((Channel::Fax, is_certain));
    let guessed = (fax(false), ReachBasis::NotForThis, true);
    assert_eq!(told(&facts, &policy), guessed);
    policy.never.clear();
    let allowed = (fax(true), ReachBasis::NotForThis, false);
    assert_eq!(told(&facts, &policy), allowed);

    // For the purpose that the rule is for, the wish is certain whatever is forbidden.
    policy.never = vec![Line::parse("連絡はFAXのみ")?];
    policy.rules[0].purpose = Some(ContactPurpose::Introduction);
    let wished = (fax(true), ReachBasis::Policy, false);
    assert_eq!(told(&facts, &policy), wished);
    Ok(())
}

#[test]
fn a_fax_that_is_perhaps_none_comes_last_and_is_never_certain() -> Tested {
    let mut facts = office()?;
    facts.fax = Some(Phone {
        confirmation: Confirmation::Unconfirmed,
        ..number("072-000-0001")?
    });
    let ways = |answer: &ReachAnswer| -> Vec<(Channel, NextOpening)> {
        let later = answer.later.iter();
        later.map(|later| (later.way.channel, later.next)).collect()
    };
    // It alone is known, or alone is wished for.
    for policy in [ContactPolicy::default(), wishes(&[Channel::Fax])] {
        let answer = asked(&facts, &policy);
        let now = answer.now.as_ref();
        let now = now.map(|now| (now.way.channel, now.way.is_doubtful, now.is_certain));
        assert_eq!(now, Some((Channel::Fax, true, false)));
        assert!(answer.later.is_empty() && answer.missing.is_empty());
    }
    // A phone that is perhaps answered, and one that is answered on Monday: the FAX waits behind both.
    facts.phones = vec![number("072-000-0001")?];
    let last = (Channel::Fax, NextOpening::Unknown);
    let answer = asked(&facts, &wishes(&[Channel::Fax, Channel::Phone]));
    let now = answer.now.as_ref().map(|now| now.way.channel);
    assert_eq!((now, ways(&answer)), (Some(Channel::Phone), vec![last]));
    facts.hours = Hours::parse("月 9:00-17:00; 火-日 休み; 祝 休み").unwrap_or_default();
    let answer = asked(&facts, &ContactPolicy::default());
    assert_eq!(answer.now, None);
    let monday = NextOpening::At {
        moment: Moment {
            date: chrono::NaiveDate::from_ymd_opt(2026, 11, 23).unwrap_or_default(),
            minute: Minute::of(9, 0),
        },
        perhaps_earlier: false,
    };
    assert_eq!(ways(&answer), [(Channel::Phone, monday), last]);
    Ok(())
}

#[test]
fn who_tries_at_an_unknown_hour_is_told_when_somebody_is_there_for_certain() -> Tested {
    let mut facts = office()?;
    facts.phones = vec![number("072-000-0001")?];
    // Nothing is said of Fridays.
    facts.hours = Hours::parse("月-木 9:00-17:00").unwrap_or_default();
    let monday = NextOpening::At {
        moment: Moment {
            date: chrono::NaiveDate::from_ymd_opt(2026, 11, 23).unwrap_or_default(),
            minute: Minute::of(9, 0),
        },
        perhaps_earlier: true,
    };
    let answer = asked(&facts, &ContactPolicy::default());
    let now = answer
        .now
        .map(|now| (now.way.channel, now.is_certain, now.next));
    assert_eq!(now, Some((Channel::Phone, false, monday)));
    assert!(answer.later.is_empty());

    // Behind a way that is open it waits with the same next opening.
    facts.fax = Some(number("072-000-0101")?);
    let answer = asked(&facts, &wishes(&[Channel::Phone, Channel::Fax]));
    let now = answer
        .now
        .map(|now| (now.way.channel, now.is_certain, now.next));
    assert_eq!(now, Some((Channel::Fax, true, NextOpening::Now)));
    let later: Vec<_> = answer
        .later
        .iter()
        .map(|way| (way.way.channel, way.next))
        .collect();
    assert_eq!(later, [(Channel::Phone, monday)]);
    Ok(())
}
