//! By which ways an agency is asked: none that it forbade, and last those that were found to lead to nobody.

use chrono::TimeDelta;
use renkei_app::directory::inquiry::InquiryRefusal;
use renkei_app::directory::inquiry::contact::DoneContact;
use renkei_domain::conference::invitation::CallChannel;
use renkei_domain::directory::contact::policy::{Channel, ContactPolicy, ContactRule, ContactWay};
use renkei_domain::directory::correction::CorrectableField;
use renkei_domain::directory::edit::{Edit, FactEdit};
use renkei_domain::directory::inquiry::{
    ContactOutcome, InquiryState, NextStep, StepFault, WITHOUT_NAMES,
};
use renkei_tests::on_every_database;

use super::asked::BOTH;
use super::*;
use crate::consent::{day, prose};
use crate::editing_pages::forms::Form;
use crate::letters::pages::browser_of;

/// Enters an agency that named ways for everything, and forbade something in its own words.
async fn entered_with(world: &World, number: u128, ways: &[Channel], never: &str) -> ResourceId {
    let ways = ways.iter().map(|channel| ContactWay {
        channel: *channel,
        person: None,
        ask_for: None,
        desk: None,
        hours: None,
        etiquette: None,
    });
    let rule = ContactRule {
        purpose: None,
        sender: None,
        ways: ways.collect(),
        do_not: Vec::new(),
    };
    let profile = Profile {
        contact_policy: ContactPolicy {
            rules: vec![rule],
            never: vec![line(never)],
            note: None,
        },
        ..Profile::default()
    };
    let id = resource(number);
    let facts = agency("きかれる会", Some("ask@example.jp"));
    register(world, id, facts, profile).await;
    id
}

on_every_database! {
    async fn an_agency_that_forbade_calls_is_asked_by_the_ways_it_named_alone(world) {
        let world = world.seeded().await;
        let (app, minato) = (&world.app, minato(&world).await);
        let never = "電話はしないでください";
        let quiet = entered_with(&world, 9_720, &[Channel::Fax], never).await;
        let id = begun(&world, &minato, quiet).await;
        let channels = vec![CallChannel::Fax];
        assert_eq!(view(&world, &minato, id).await.step, NextStep::Contact { channels });
        let called = DoneContact {
            channel: CallChannel::Phone,
            outcome: ContactOutcome::ReachedNobody,
            note: None,
        };
        let now = seen(&world, &minato, id).await;
        let called = app.note_inquiry_contact(&desk(&minato), now, called).await;
        assert_eq!(fine(called), Err(InquiryRefusal::Step(StepFault::NotThisWay)));
        // That nobody is named says nothing of ways: what is published follows what was named.
        let open = entered_with(&world, 9_721, &[Channel::Fax], WITHOUT_NAMES).await;
        let kept = fine(fine(app.resource_inquiries(&minato.principal, open).await));
        assert_eq!(kept.ways[0], CallChannel::Fax);
        assert!(kept.ways.contains(&CallChannel::Phone), "{:?}", kept.ways);
        // Where the way that was named leads nowhere, somebody has to find out.
        let lost = entered_with(&world, 9_722, &[Channel::Visit], never).await;
        let id = begun(&world, &minato, lost).await;
        assert_eq!(view(&world, &minato, id).await.step, NextStep::NoWay);
    }
}

/// By which ways an agency is asked.
async fn ways(world: &World, who: &Somebody, id: ResourceId) -> Vec<CallChannel> {
    let kept = world.app.resource_inquiries(&who.principal, id).await;
    fine(fine(kept)).ways
}

on_every_database! {
    async fn an_address_at_which_nobody_was_found_is_written_to_last_until_it_changes(world) {
        let world = world.seeded().await;
        let (app, minato) = (&world.app, minato(&world).await);
        let agency = entered(&world, 9_723, Some("gone@example.jp")).await;
        assert_eq!(ways(&world, &minato, agency).await[0], CallChannel::Mail);
        let id = begun(&world, &minato, agency).await;
        carried(&world, DeliveryOutcome::Refused).await;
        assert_eq!(ways(&world, &minato, agency).await.last(), Some(&CallChannel::Mail));
        // It ends without an answer, and with it what was reopened.
        let by = desk(&minato);
        let sent = |channel| DoneContact { channel, outcome: ContactOutcome::Sent, note: None };
        let now = seen(&world, &minato, id).await;
        fine(fine(app.note_inquiry_contact(&by, now, sent(CallChannel::Fax)).await));
        world.clock.pass(TimeDelta::days(21));
        let called = DoneContact { outcome: ContactOutcome::ReachedNobody, ..sent(CallChannel::Phone) };
        let now = seen(&world, &minato, id).await;
        fine(fine(app.note_inquiry_contact(&by, now, called).await));
        world.clock.pass(TimeDelta::days(21));
        fine(app.end_silent_inquiries().await);
        let over = view(&world, &minato, id).await.inquiry.state;
        assert_eq!(over, InquiryState::Unverified);

        // The next time it does not begin with the same address.
        let again = begun(&world, &minato, agency).await;
        assert!(carried(&world, DeliveryOutcome::Accepted).await.is_empty());
        let seen_again = view(&world, &minato, again).await;
        assert!(seen_again.contacts.is_empty(), "{:?}", seen_again.contacts);
        assert_eq!(seen_again.astray, [CallChannel::Mail]);
        let why = prose("まちがい");
        let now = seen(&world, &minato, again).await;
        fine(fine(app.call_off_inquiry(&by, now, why).await));

        let version = fine(world.store.resources(&[agency]).await)[0].version;
        let edit = Edit::Facts(vec![FactEdit {
            field: CorrectableField::Email,
            value: Some("new@example.jp".to_owned()),
        }]);
        fine(fine(app.edit_resource(&by, agency, version, edit).await));
        assert_eq!(ways(&world, &minato, agency).await[0], CallChannel::Mail);
        world.clock.pass(TimeDelta::days(1));
        begun(&world, &minato, agency).await;
        assert_eq!(carried(&world, DeliveryOutcome::Accepted).await.len(), 1);
    }
}

on_every_database! {
    async fn a_mail_that_does_not_leave_is_replaced_by_another_way(world) {
        let world = world.seeded().await;
        let (app, minato) = (&world.app, minato(&world).await);
        let agency = entered(&world, 9_724, Some("ask@example.jp")).await;
        let id = begun(&world, &minato, agency).await;
        let to_do = InquiryQuery { limit: Some(200), only_to_do: true, ..InquiryQuery::default() };
        world.clock.pass(TimeDelta::days(1));
        let page = fine(fine(app.inquiries_due(&minato.principal, demo(), &to_do).await));
        assert!(!page.rows.iter().any(|row| row.resource == agency), "it may leave any moment");
        // No courier works in this house.
        world.clock.pass(TimeDelta::days(1));
        let page = fine(fine(app.inquiries_due(&minato.principal, demo(), &to_do).await));
        let row = fine(page.rows.iter().find(|row| row.resource == agency).ok_or("a row"));
        let channels = vec![CallChannel::Fax, CallChannel::Phone];
        assert_eq!(row.step, NextStep::NotLeaving { channels });
        let by = desk(&minato);
        let now = seen(&world, &minato, id).await;
        let twice = app.mail_inquiry(&by, now).await;
        assert_eq!(fine(twice), Err(InquiryRefusal::Step(StepFault::NotThisWay)));
        let sent = DoneContact { channel: CallChannel::Fax, outcome: ContactOutcome::Sent, note: None };
        fine(fine(app.note_inquiry_contact(&by, now, sent).await));
        assert!(carried(&world, DeliveryOutcome::Accepted).await.is_empty(), "taken back");
        let after = view(&world, &minato, id).await;
        let outcomes: Vec<_> = after.contacts.iter().map(|one| one.outcome).collect();
        assert_eq!(outcomes, [ContactOutcome::NotSent, ContactOutcome::Sent]);
        assert!(matches!(after.step, NextStep::WaitUntil(_)), "{:?}", after.step);
    }
}

on_every_database! {
    async fn a_mail_that_never_left_asked_nobody_and_ends_without_an_attempt(world) {
        let world = world.seeded().await;
        let (app, minato) = (&world.app, minato(&world).await);
        let facts = ResourceFacts {
            phones: Vec::new(),
            fax: None,
            ..agency("メールだけの会", Some("ask@example.jp"))
        };
        let id = resource(9_725);
        register(&world, id, facts, Profile::default()).await;
        let asked = begun(&world, &minato, id).await;
        world.clock.pass(TimeDelta::days(20));
        fine(app.end_silent_inquiries().await);
        let stands = view(&world, &minato, asked).await;
        assert_eq!(stands.step, NextStep::NotLeaving { channels: Vec::new() });
        world.clock.pass(TimeDelta::days(1));
        assert_eq!(fine(app.end_silent_inquiries().await), 1);
        let over = view(&world, &minato, asked).await.inquiry.state;
        assert_eq!(over, InquiryState::Unverified);
        assert!(attempts(&world, id).await.is_empty(), "nobody was asked");
        assert!(carried(&world, DeliveryOutcome::Accepted).await.is_empty());
    }
}

on_every_database! {
    async fn an_agency_that_has_mail_alone_may_answer_as_long_as_its_link_opens(world) {
        let world = world.seeded().await;
        let (app, minato) = (&world.app, minato(&world).await);
        let facts = ResourceFacts {
            phones: Vec::new(),
            fax: None,
            ..agency("メールだけの会", Some("ask@example.jp"))
        };
        let id = resource(9_727);
        register(&world, id, facts, Profile::default()).await;
        let other = entered(&world, 9_728, Some("other@example.jp")).await;
        let asked = begun(&world, &minato, id).await;
        let code = code_in(&carried(&world, DeliveryOutcome::Accepted).await[0]);
        begun(&world, &minato, other).await;
        carried(&world, DeliveryOutcome::Accepted).await;
        world.clock.pass(TimeDelta::days(25));
        assert_eq!(fine(app.end_silent_inquiries().await), 0);
        let until = NextStep::WaitUntil(day("2026-12-21"));
        assert_eq!(view(&world, &minato, asked).await.step, until);
        // Nobody has to do anything about it, other than about one with a FAX.
        let to_do = InquiryQuery { limit: Some(200), only_to_do: true, ..InquiryQuery::default() };
        let page = fine(fine(app.inquiries_due(&minato.principal, demo(), &to_do).await));
        assert!(!page.rows.iter().any(|row| row.resource == id), "it waits");
        let row = fine(page.rows.iter().find(|row| row.resource == other).ok_or("a row"));
        assert!(matches!(row.step, NextStep::Contact { .. }), "{:?}", row.step);
        let page = listed(&world, &minato).await;
        assert!(page.rows.iter().any(|row| row.resource == id && row.step == until));

        fine(answered(&world, &code, Reply::all_correct(BOTH)).await);
        let over = view(&world, &minato, asked).await.inquiry.state;
        assert_eq!(over, InquiryState::Answered);
        let confirmed = Some(day("2026-12-15"));
        assert_eq!(days(&world, id, FieldGroup::Hours).await, (confirmed, None));
    }
}

on_every_database! {
    async fn a_letter_that_comes_back_late_is_noted_with_the_agency(world) {
        let world = world.seeded().await;
        let (app, minato) = (&world.app, minato(&world).await);
        let mut facts = agency("てがみの会", None);
        facts.phones = Vec::new();
        facts.fax = None;
        let address = facts.address.as_mut().expect("a city");
        address.rest = Some(line("城北町1-2-3"));
        let id = resource(9_726);
        register(&world, id, facts, Profile::default()).await;
        let asked = begun(&world, &minato, id).await;
        let by = desk(&minato);
        let sent = DoneContact { channel: CallChannel::Letter, outcome: ContactOutcome::Sent, note: None };
        let now = seen(&world, &minato, asked).await;
        fine(fine(app.note_inquiry_contact(&by, now, sent).await));
        world.clock.pass(TimeDelta::days(21));
        assert_eq!(fine(app.end_silent_inquiries().await), 1);
        let over = view(&world, &minato, asked).await;
        assert!(over.astray.is_empty());
        let now = seen(&world, &minato, asked).await;
        let letter = over.contacts[0].id;
        let late = app.mark_inquiry_contact(&by, now, letter, ContactOutcome::Bounced, None).await;
        assert_eq!(fine(late), Err(InquiryRefusal::Step(StepFault::Over)));

        let server = world.serve().await;
        let sora = somebody(app, Standing::Coordinator(demo()), "sora").await;
        let browser = browser_of(&server, &sora);
        let stale = format!("/resources/{id}/stale");
        let page = browser.look(&stale).await;
        assert!(page.says("出した手紙がもどってきた"), "{}", page.html);
        let form = Form::on(&page.html, &stale).with("group", "contact").with("because", "bounced");
        let said = form.send(&browser).await;
        assert!(said.leads_to.is_some(), "{}", said.html);
        server.stop().await;
        let kept = fine(fine(app.resource_inquiries(&minato.principal, id).await));
        let why: Vec<_> = kept.reopened.iter().map(|one| (one.group, one.because)).collect();
        assert_eq!(why, [(FieldGroup::Contact, StaleBecause::Bounced)]);
        assert_eq!(view(&world, &minato, asked).await.astray, [CallChannel::Letter]);
    }
}
