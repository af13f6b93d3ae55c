use chrono::NaiveDate;

use super::*;
use crate::directory::contact::policy::{
    Channel, ContactPolicy, ContactPurpose, ContactRule, ContactWay,
};
use crate::directory::freshness::{
    FieldGroup, Verification, VerificationMethod, VerificationOutcome,
};
use crate::directory::hours::Hours;
use crate::directory::kind::ResourceKind;
use crate::directory::phone::{Confirmation, Phone};
use crate::directory::resource::ResourceFacts;

fn office() -> ResourceFacts {
    ResourceFacts {
        phones: vec![Phone::published(line("072-000-0011"))],
        fax: Some(Phone::published(line("072-000-0012"))),
        email: Some(line("desk@example.jp")),
        ..ResourceFacts::named(ResourceKind::VisitingNursing, line("みほん訪問看護"))
    }
}

fn wishes(channels: &[Channel]) -> ContactPolicy {
    let ways = channels.iter().map(|channel| ContactWay {
        channel: *channel,
        person: None,
        ask_for: None,
        desk: Some(line("地域連携室")),
        hours: None,
        etiquette: None,
    });
    ContactPolicy {
        rules: vec![ContactRule {
            purpose: Some(ContactPurpose::ConferenceCall),
            sender: None,
            ways: ways.collect(),
            do_not: vec![line("担当者名を書かない")],
        }],
        ..ContactPolicy::default()
    }
}

fn way(facts: &ResourceFacts, policy: &ContactPolicy, kept: Option<&KeptWay>) -> CallWay {
    way_of(facts, policy, ContactKnown::Confirmed, kept)
}

fn way_of(
    facts: &ResourceFacts,
    policy: &ContactPolicy,
    contact: ContactKnown,
    kept: Option<&KeptWay>,
) -> CallWay {
    let listed = Reachable::Listed {
        facts,
        policy,
        contact,
    };
    CallWay::to(listed, kept)
}

fn chosen(channel: CallChannel, target: Option<&str>) -> KeptWay {
    KeptWay {
        participant: ParticipantId::from_uuid(uuid(1)),
        choice: Some(WayChoice {
            channel,
            target: target.map(line),
            reason: words("電話がつながりにくいと聞いた"),
            by: account(),
            at: noon(20),
        }),
        check: None,
    }
}

#[test]
fn an_agency_is_called_as_it_likes_to_be_called_to_conferences() {
    let fax = way(&office(), &wishes(&[Channel::Fax, Channel::Phone]), None);
    assert_eq!(fax.channel, CallChannel::Fax);
    assert_eq!(fax.target, Some(line("072-000-0012")));
    assert_eq!(fax.basis, WayBasis::Policy);
    assert_eq!(fax.ask_for.as_deref(), Some("地域連携室"));
    assert_eq!(fax.never, vec![line("担当者名を書かない")]);
    assert!(!fax.is_unconfirmed);
    // By a visit nobody is called.
    let phone = way(&office(), &wishes(&[Channel::Visit, Channel::Phone]), None);
    assert_eq!(phone.channel, CallChannel::Phone);
    let nothing_said = way(&office(), &ContactPolicy::default(), None);
    assert_eq!(nothing_said.basis, WayBasis::Published);
    let by_fax_alone = ContactPolicy {
        never: vec![line("連絡はFAXのみ")],
        ..ContactPolicy::default()
    };
    let not_for_this = way(&office(), &by_fax_alone, None);
    assert_eq!(not_for_this.basis, WayBasis::NotForThis);
    assert_eq!(not_for_this.never, by_fax_alone.never);
}

#[test]
fn the_hours_at_which_an_agency_can_be_phoned_go_with_its_way() {
    let hours = |text: &str| Hours::parse(text).expect("hours");
    let facts = ResourceFacts {
        hours: hours("月-金 9:00-18:00"),
        ..office()
    };
    let mut policy = wishes(&[Channel::Phone]);
    let phone = way(&facts, &policy, None);
    assert_eq!(
        phone.hours.as_ref(),
        Some(&facts.hours),
        "nothing else was said"
    );
    let afternoon = hours("月-金 16:00-17:00; 祝 休み");
    policy.rules[0].ways[0].hours = Some(afternoon.clone());
    let named = way(&facts, &policy, None);
    assert_eq!(named.hours, Some(afternoon.clone()));
    // What the host chooses of theirs keeps them; a sheet arrives at any hour.
    let same = chosen(CallChannel::Phone, Some("072-000-0011"));
    let same = way(&facts, &policy, Some(&same));
    assert_eq!(same.hours, Some(afternoon.clone()));
    assert_eq!(same.ask_for.as_deref(), Some("地域連携室"));
    // So does a channel that they named after another.
    let mut both = wishes(&[Channel::Fax, Channel::Phone]);
    both.rules[0].ways[1].hours = Some(afternoon.clone());
    let by_phone = chosen(CallChannel::Phone, None);
    let by_phone = way(&facts, &both, Some(&by_phone));
    assert_eq!(
        (by_phone.channel, by_phone.hours),
        (CallChannel::Phone, Some(afternoon))
    );
    let fax = chosen(CallChannel::Fax, None);
    assert_eq!(way(&facts, &policy, Some(&fax)).hours, None);
    assert_eq!(way(&office(), &wishes(&[Channel::Phone]), None).hours, None);
}

#[test]
fn a_fax_number_that_is_the_phone_stands_last_and_is_confirmed_first() {
    let facts = ResourceFacts {
        fax: Some(Phone {
            confirmation: Confirmation::Unconfirmed,
            ..Phone::published(line("072-000-0011"))
        }),
        ..office()
    };
    let policy = wishes(&[Channel::Fax, Channel::Mail]);
    assert_eq!(way(&facts, &policy, None).channel, CallChannel::Mail);
    let only_fax = way(&facts, &wishes(&[Channel::Fax]), None);
    assert!(only_fax.is_unconfirmed);
    let kept = KeptWay {
        participant: ParticipantId::from_uuid(uuid(1)),
        choice: None,
        check: Some(NumberCheck {
            number: line("０７２（０００）００１１"),
            how: CheckedHow::ByPhone,
            on: day(11, 20),
            by: account(),
        }),
    };
    let checked = way(&facts, &wishes(&[Channel::Fax]), Some(&kept));
    assert!(!checked.is_unconfirmed);
    assert_eq!(
        NextStep::of(&only_fax, Some(Says::Invitation), None),
        Some(NextStep::ConfirmNumber)
    );
}

#[test]
fn whoever_was_typed_in_is_called_by_what_is_known() {
    let (fax, address) = (line("072-000-0012"), line("高槻市1-2-3"));
    for (fax, address, channel, basis) in [
        (Some(&fax), None, CallChannel::Fax, WayBasis::OnlyKnown),
        (
            Some(&fax),
            Some(&address),
            CallChannel::Fax,
            WayBasis::OnlyKnown,
        ),
        (
            None,
            Some(&address),
            CallChannel::Letter,
            WayBasis::OnlyKnown,
        ),
        (None, None, CallChannel::Phone, WayBasis::Unknown),
    ] {
        let way = CallWay::to(Reachable::Written { fax, address }, None);
        assert_eq!((way.channel, way.basis), (channel, basis));
        assert_eq!(way.is_unconfirmed, channel == CallChannel::Fax);
        assert_eq!(way.target.is_none(), basis == WayBasis::Unknown);
    }
}

#[test]
fn the_host_chooses_otherwise_for_a_reason() {
    let policy = wishes(&[Channel::Phone]);
    let by_mail = way(
        &office(),
        &policy,
        Some(&chosen(CallChannel::Mail, Some("other@example.jp"))),
    );
    assert_eq!(by_mail.channel, CallChannel::Mail);
    assert_eq!(by_mail.target, Some(line("other@example.jp")));
    assert_eq!(by_mail.basis, WayBasis::Chosen);
    assert!(by_mail.reason.is_some() && !by_mail.is_unconfirmed);
    assert_eq!(by_mail.never, vec![line("担当者名を書かない")]);
    // A number that they confirmed needs no other confirming, one that was typed in does.
    let published = way(&office(), &policy, Some(&chosen(CallChannel::Fax, None)));
    assert_eq!(published.target, Some(line("072-000-0012")));
    assert!(!published.is_unconfirmed);
    let typed = chosen(CallChannel::Fax, Some("072-000-0099"));
    assert!(way(&office(), &policy, Some(&typed)).is_unconfirmed);
}

#[test]
fn whom_a_mail_does_not_reach_is_told_by_fax_or_phone() {
    let facts = office();
    let policy = wishes(&[Channel::Mail]);
    let reachable = Reachable::Listed {
        facts: &facts,
        policy: &policy,
        contact: ContactKnown::Confirmed,
    };
    let mail = CallWay::to(reachable, None);
    let instead = mail.instead(reachable).map(|way| way.channel);
    assert_eq!(instead, Some(CallChannel::Fax));
    let published = Reachable::Listed {
        facts: &facts,
        policy: &policy,
        contact: ContactKnown::Published,
    };
    let instead = mail.instead(published).map(|way| way.channel);
    assert_eq!(instead, Some(CallChannel::Phone), "nobody confirmed it");
    let no_fax = ResourceFacts {
        fax: None,
        ..office()
    };
    let reachable = Reachable::Listed {
        facts: &no_fax,
        policy: &policy,
        contact: ContactKnown::Confirmed,
    };
    let instead = mail.instead(reachable).map(|way| way.channel);
    assert_eq!(instead, Some(CallChannel::Phone));
}

#[test]
fn a_fax_number_that_is_only_published_is_confirmed_before_anything_goes_there() {
    let policy = wishes(&[Channel::Fax]);
    let published = way_of(&office(), &policy, ContactKnown::Published, None);
    assert_eq!(published.channel, CallChannel::Fax);
    assert!(published.is_unconfirmed);
    assert_eq!(
        NextStep::of(&published, Some(Says::Invitation), None),
        Some(NextStep::ConfirmNumber)
    );
    let kept = KeptWay {
        participant: ParticipantId::from_uuid(uuid(1)),
        choice: None,
        check: Some(NumberCheck {
            number: line("072-000-0012"),
            how: CheckedHow::TestSheet,
            on: day(11, 20),
            by: account(),
        }),
    };
    let checked = way_of(&office(), &policy, ContactKnown::Published, Some(&kept));
    assert!(!checked.is_unconfirmed);
    // A call on the phone asks nobody to wait for that.
    let phone = way_of(
        &office(),
        &wishes(&[Channel::Phone]),
        ContactKnown::Published,
        None,
    );
    assert!(!phone.is_unconfirmed);
}

#[test]
fn what_somebody_there_confirmed_holds_for_a_year() {
    let said = |outcome| Verification {
        group: FieldGroup::Contact,
        verified_on: day(1, 20),
        by_name: None,
        by_role: line("事務局"),
        method: VerificationMethod::Phone,
        outcome,
    };
    let confirmed = [said(VerificationOutcome::Confirmed)];
    let next_year = NaiveDate::from_ymd_opt(2027, 1, 20).expect("a day");
    for (attempts, on, known) in [
        (&[][..], day(11, 20), ContactKnown::Published),
        (&confirmed[..], day(11, 20), ContactKnown::Confirmed),
        (&confirmed[..], next_year, ContactKnown::Published),
    ] {
        assert_eq!(ContactKnown::on(on, attempts), known, "{on}");
    }
}

#[test]
fn a_letter_goes_where_the_host_said_or_where_they_are_whichever_way_they_are_called() {
    let (fax, address) = (line("072-000-0012"), line("高槻市みほん町1-2"));
    let written = |address| Reachable::Written {
        fax: Some(&fax),
        address,
    };
    let letter = |reachable: Reachable<'_>, kept: Option<&KeptWay>| {
        let letter = CallWay::to(reachable, kept).by_letter(reachable);
        (letter.channel, letter.target, letter.is_unconfirmed)
    };
    let to = |target: Option<&str>| (CallChannel::Letter, target.map(line), false);
    assert_eq!(
        letter(written(Some(&address)), None),
        to(Some("高槻市みほん町1-2"))
    );
    assert_eq!(letter(written(None), None), to(None), "nobody knows where");
    let elsewhere = chosen(CallChannel::Letter, Some("高槻市みほん町3-4"));
    assert_eq!(
        letter(written(Some(&address)), Some(&elsewhere)),
        to(Some("高槻市みほん町3-4"))
    );
    let (facts, policy) = (office(), wishes(&[Channel::Fax]));
    let listed = Reachable::Listed {
        facts: &facts,
        policy: &policy,
        contact: ContactKnown::Confirmed,
    };
    assert_eq!(
        letter(listed, None),
        to(None),
        "its address is not published"
    );
}
