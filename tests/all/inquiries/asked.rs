//! One agency: asked by mail, by FAX, on the phone; what it answers, and what becomes of it where it does not.

use chrono::TimeDelta;
use renkei_app::directory::inquiry::InquiryRefusal;
use renkei_app::directory::inquiry::begin::Begin;
use renkei_app::directory::inquiry::contact::DoneContact;
use renkei_app::directory::inquiry::settle::{HowSettled, Settled, SettledGroup};
use renkei_app::writer::Writer;
use renkei_domain::access::principal::Principal;
use renkei_domain::conference::invitation::CallChannel;
use renkei_domain::directory::edit::{Edit, PersonEntry};
use renkei_domain::directory::freshness::FieldGroup;
use renkei_domain::directory::inquiry::{
    ContactOutcome, FAX_ONLY, InquiryState, NextStep, StepFault,
};
use renkei_domain::letters::delivery::DeliveryOutcome;
use renkei_domain::record::Source;
use renkei_store::directory::profile::Audience;
use renkei_tests::inside::opened;
use renkei_tests::on_every_database;

use super::*;
use crate::consent::{day, prose, staff, two_agencies};

pub(super) const BOTH: [FieldGroup; 2] = [FieldGroup::Contact, FieldGroup::Hours];

fn done(channel: CallChannel, outcome: ContactOutcome) -> DoneContact {
    DoneContact {
        channel,
        outcome,
        note: None,
    }
}

on_every_database! {
    async fn an_agency_that_is_asked_by_mail_presses_once_and_its_entry_shows_the_day(world) {
        let world = world.seeded().await;
        let (app, minato) = (&world.app, minato(&world).await);
        let agency = entered(&world, 9_701, Some("ask@example.jp")).await;
        let id = begun(&world, &minato, agency).await;
        assert_eq!(view(&world, &minato, id).await.step, NextStep::Leaving);
        let letters = carried(&world, DeliveryOutcome::Accepted).await;
        assert_eq!(letters.len(), 1, "{letters:?}");
        let code = code_in(&letters[0]);
        assert!(matches!(view(&world, &minato, id).await.step, NextStep::WaitUntil(_)));

        // Opening it changes nothing, and shows what is public.
        let shown = fine(fine(app.inquiry_by_link(&code).await));
        let asked: Vec<_> = shown.groups.iter().map(|one| one.group).collect();
        assert_eq!((asked.as_slice(), shown.until), (&BOTH[..], day("2026-12-20")));
        assert!(shown.entry.profile.contact_persons.is_empty());
        assert_eq!(days(&world, agency, FieldGroup::Hours).await, (None, None));
        let stranger = app.inquiry_by_link("2222-2222-2222-2222").await;
        assert_eq!(fine(stranger).err(), Some(LinkRefusal::NoSuchLink));
        let nothing = answered(&world, &code, Reply::default()).await;
        assert!(matches!(nothing, Err(LinkRefusal::Reply(_))));

        world.clock.pass(TimeDelta::days(3));
        let reply = Reply::all_correct(BOTH);
        fine(answered(&world, &code, reply).await);
        let today = Some(day("2026-11-23"));
        for group in BOTH {
            assert_eq!(days(&world, agency, group).await, (today, None), "{group}");
        }
        let over = view(&world, &minato, id).await;
        assert_eq!((over.inquiry.state, over.contacts.len()), (InquiryState::Answered, 1));
        assert_eq!(over.contacts[0].outcome, ContactOutcome::Answered);
        let again = app.inquiry_by_link(&code).await;
        assert_eq!(fine(again).err(), Some(LinkRefusal::Over));
        assert!(!listed(&world, &minato).await.rows.iter().any(|row| row.resource == agency));
    }
}

on_every_database! {
    async fn what_an_agency_proposes_by_the_link_waits_for_the_desk(world) {
        let world = world.seeded().await;
        let (app, minato) = (&world.app, minato(&world).await);
        let agency = entered(&world, 9_702, Some("ask@example.jp")).await;
        let id = begun(&world, &minato, agency).await;
        let code = code_in(&carried(&world, DeliveryOutcome::Accepted).await[0]);
        let number = value(ProposedField::Phone, "072-000-0399");
        let reply = Reply {
            groups: vec![
                changed(FieldGroup::Contact, vec![number.clone()], None),
                changed(FieldGroup::Hours, Vec::new(), Some("土曜は休みになりました")),
            ],
            fax_only: true,
            name: Some(line("見本 はなこ")),
            ..Reply::default()
        };
        let before = shown(&world, &code).await;
        fine(answered(&world, &code, reply.clone()).await);
        // The same form again is the same answer.
        fine(fine(app.answer_inquiry_by_link(&code, before, reply).await));
        let waiting = view(&world, &minato, id).await;
        assert_eq!((waiting.inquiry.state, waiting.answers.len()), (InquiryState::Replied, 1));
        assert_eq!(waiting.step, NextStep::AnswerCame);
        assert_eq!(waiting.entry.facts.phones[0].written, line(PHONE), "nothing changed yet");

        let settled = Settled {
            groups: vec![
                SettledGroup { group: FieldGroup::Contact, how: HowSettled::Take(vec![number]) },
                SettledGroup { group: FieldGroup::Hours, how: HowSettled::LayAside },
            ],
            without_names: false,
            fax_only: true,
        };
        let (by, now) = (desk(&minato), seen(&world, &minato, id).await);
        let version = waiting.entry.version;
        let stale = app.settle_inquiry_answer(&by, now, version - 1, settled.clone()).await;
        assert_eq!(fine(stale), Err(InquiryRefusal::Changed));
        fine(fine(app.settle_inquiry_answer(&by, now, version, settled).await));
        let over = view(&world, &minato, id).await;
        assert_eq!(over.inquiry.state, InquiryState::Answered);
        assert_eq!(over.entry.facts.phones[0].written, line("072-000-0399"));
        let policy = &over.entry.profile.contact_policy;
        assert!(policy.never.iter().any(|line| line.as_str() == FAX_ONLY), "{policy:?}");
        let today = Some(day("2026-11-20"));
        assert_eq!(days(&world, agency, FieldGroup::Contact).await, (today, None));
        assert_eq!(days(&world, agency, FieldGroup::Hours).await, (None, None));
        // From now on nothing but FAX is used.
        let kept = fine(fine(app.resource_inquiries(&minato.principal, agency).await));
        assert_eq!(kept.ways, [CallChannel::Fax]);
    }
}

on_every_database! {
    async fn a_sheet_that_came_back_by_fax_is_typed_in_by_its_code(world) {
        let world = world.seeded().await;
        let (app, minato) = (&world.app, minato(&world).await);
        let agency = entered(&world, 9_703, None).await;
        let id = begun(&world, &minato, agency).await;
        let (by, now) = (desk(&minato), seen(&world, &minato, id).await);
        let sent = done(CallChannel::Fax, ContactOutcome::Sent);
        fine(fine(app.note_inquiry_contact(&by, now, sent.clone()).await));
        let overtaken = app.note_inquiry_contact(&by, now, sent.clone()).await;
        assert_eq!(fine(overtaken), Err(InquiryRefusal::Changed));
        let now = seen(&world, &minato, id).await;
        let early = app.note_inquiry_contact(&by, now, sent).await;
        assert_eq!(fine(early), Err(InquiryRefusal::Step(StepFault::TooEarly)));

        let code = view(&world, &minato, id).await.inquiry.code.to_string();
        let typed = code.to_lowercase().replace('-', " ");
        let found = app.inquiry_of_code(&minato.principal, &typed).await;
        assert_eq!(fine(found), Ok(id));
        let reply = Reply {
            groups: vec![
                changed(FieldGroup::Contact, vec![value(ProposedField::Fax, "072-000-0398")], None),
                AnsweredGroup { group: FieldGroup::Hours, said: Said::Correct },
            ],
            without_names: true,
            ..Reply::default()
        };
        world.clock.pass(TimeDelta::days(2));
        let version = version(&world, agency).await;
        fine(fine(app.record_inquiry_answer(&by, now, version, CallChannel::Fax, reply).await));
        let over = view(&world, &minato, id).await;
        assert_eq!(over.inquiry.state, InquiryState::Answered);
        let fax = over.entry.facts.fax.as_ref().map(|fax| fax.written.clone());
        assert_eq!(fax, Some(line("072-000-0398")));
        let today = Some(day("2026-11-22"));
        for group in BOTH {
            assert_eq!(days(&world, agency, group).await, (today, None), "{group}");
        }
        assert_eq!(over.contacts.len(), 1, "what came back belongs to what was sent");
        assert_eq!(over.contacts[0].outcome, ContactOutcome::Answered);
    }
}

on_every_database! {
    async fn three_times_in_vain_ends_an_inquiry_and_the_entry_keeps_its_day(world) {
        let world = world.seeded().await;
        let (app, minato) = (&world.app, minato(&world).await);
        let agency = entered(&world, 9_704, Some("ask@example.jp")).await;
        let id = begun(&world, &minato, agency).await;
        carried(&world, DeliveryOutcome::Accepted).await;
        let by = desk(&minato);
        for (channel, outcome) in [
            (CallChannel::Fax, ContactOutcome::Sent),
            (CallChannel::Phone, ContactOutcome::ReachedNobody),
        ] {
            world.clock.pass(TimeDelta::days(20));
            let now = seen(&world, &minato, id).await;
            let early = app.note_inquiry_contact(&by, now, done(channel, outcome)).await;
            assert_eq!(fine(early), Err(InquiryRefusal::Step(StepFault::TooEarly)));
            world.clock.pass(TimeDelta::days(1));
            fine(fine(app.note_inquiry_contact(&by, now, done(channel, outcome)).await));
        }
        assert_eq!(fine(app.end_silent_inquiries().await), 0);
        world.clock.pass(TimeDelta::days(21));
        // Another process ends it, and nobody twice.
        let (other, _) = world.second_process().await;
        assert_eq!(fine(other.end_silent_inquiries().await), 1);
        assert_eq!(fine(app.end_silent_inquiries().await), 0);
        let over = view(&world, &minato, id).await;
        assert_eq!((over.inquiry.state, over.contacts.len()), (InquiryState::Unverified, 3));
        let tried = Some(app.now().in_japan().date);
        assert_eq!(days(&world, agency, FieldGroup::Contact).await, (None, tried));
        let rows = listed(&world, &minato).await.rows;
        assert!(!rows.iter().any(|row| row.resource == agency), "not again before the next round");
        let page = fine(fine(app.resource_inquiries(&minato.principal, agency).await));
        assert_eq!(page.inquiries[0].state, InquiryState::Unverified, "still visible");
    }
}

on_every_database! {
    async fn a_mail_that_nobody_takes_has_the_agency_asked_by_another_way_at_once(world) {
        let world = world.seeded().await;
        let (app, minato) = (&world.app, minato(&world).await);
        let agency = entered(&world, 9_705, Some("gone@example.jp")).await;
        let by = desk(&minato);
        let hours = vec![FieldGroup::Hours];
        let stale = app.report_stale(&by, agency, hours, StaleBecause::Reported).await;
        fine(fine(stale));
        let begun = app.begin_inquiries(&by, demo(), Begin::One(agency)).await;
        let id = fine(fine(fine(begun)).first.ok_or("an inquiry"));
        carried(&world, DeliveryOutcome::Refused).await;
        let bounced = view(&world, &minato, id).await;
        assert_eq!(bounced.contacts[0].outcome, ContactOutcome::Bounced);
        assert_eq!(bounced.inquiry.asked(), BOTH, "how they are reached is asked too");
        let NextStep::Contact { channels } = &bounced.step else {
            panic!("{:?}", bounced.step);
        };
        assert_eq!(channels[0], CallChannel::Fax);
        assert!(!channels.contains(&CallChannel::Mail));
        // A number at which somebody else answers is as little worth.
        let now = seen(&world, &minato, id).await;
        let wrong = done(CallChannel::Phone, ContactOutcome::WrongNumber);
        fine(fine(app.note_inquiry_contact(&by, now, wrong).await));
        let kept = fine(fine(app.resource_inquiries(&minato.principal, agency).await));
        let contact = kept.reopened.iter().find(|one| one.group == FieldGroup::Contact);
        assert_eq!(contact.map(|one| one.because), Some(StaleBecause::Bounced));
    }
}

on_every_database! {
    async fn a_link_opens_for_thirty_days_and_is_forgotten_then(world) {
        let world = world.seeded().await;
        let (app, minato) = (&world.app, minato(&world).await);
        let agency = entered(&world, 9_706, Some("ask@example.jp")).await;
        let id = begun(&world, &minato, agency).await;
        let code = code_in(&carried(&world, DeliveryOutcome::Accepted).await[0]);
        world.clock.pass(TimeDelta::days(30));
        assert!(fine(app.inquiry_by_link(&code).await).is_ok());
        assert_eq!(fine(world.store.inquiry_links_until(id).await), Some(day("2026-12-20")));
        world.clock.pass(TimeDelta::days(1));
        let late = app.inquiry_by_link(&code).await;
        assert_eq!(fine(late).err(), Some(LinkRefusal::NoSuchLink));
        fine(app.end_silent_inquiries().await);
        assert_eq!(fine(world.store.inquiry_links_until(id).await), None);
    }
}

on_every_database! {
    async fn whoever_does_not_sit_at_the_desk_asks_nobody(world) {
        let world = world.seeded().await;
        let (app, minato) = (&world.app, minato(&world).await);
        let [office, _] = two_agencies(&world).await;
        let hinata = staff(&world, office, "hinata").await;
        let agency = entered(&world, 9_707, None).await;
        let id = begun(&world, &minato, agency).await;
        let (by, now) = (desk(&hinata), seen(&world, &minato, id).await);
        let sent = done(CallChannel::Fax, ContactOutcome::Sent);
        let refused = [
            fine(app.inquiry(&hinata.principal, id).await).err(),
            fine(app.note_inquiry_contact(&by, now, sent).await).err(),
            fine(app.mail_inquiry(&by, now).await).err(),
            fine(app.call_off_inquiry(&by, now, prose("いりません")).await).err(),
            fine(app.begin_inquiries(&by, demo(), Begin::AllDue).await).err(),
            fine(app.agree_capacity_rhythm(&by, agency, Some(3)).await).err(),
        ];
        for refusal in refused {
            assert!(matches!(refusal, Some(InquiryRefusal::NotAllowed(_))), "{refusal:?}");
        }
        let code = view(&world, &minato, id).await.inquiry.code.to_string();
        let found = app.inquiry_of_code(&hinata.principal, &code).await;
        assert_eq!(fine(found), Err(InquiryRefusal::NoSuchCode));
        assert!(fine(app.networks_that_ask(&hinata.principal).await).is_empty());
        // Whoever works with the agency says what they met, and the desk asks.
        let told = app.report_stale(&by, agency, vec![FieldGroup::Character], StaleBecause::AtConference);
        assert_eq!(fine(told.await), Ok(()));
        assert!(view(&world, &minato, id).await.inquiry.asks_about(FieldGroup::Character));
        let stranger = Writer::by(Principal::anybody(), Source::Page);
        let told = app.report_stale(&stranger, agency, vec![FieldGroup::Character], StaleBecause::Reported);
        assert!(matches!(fine(told.await), Err(InquiryRefusal::NotAllowed(_))));
        assert!(attempts(&world, agency).await.is_empty());
    }
}

on_every_database! {
    async fn an_inquiry_that_is_called_off_says_why_and_its_mail_stays_in_the_house(world) {
        let world = world.seeded().await;
        let (app, minato) = (&world.app, minato(&world).await);
        let agency = entered(&world, 9_708, Some("ask@example.jp")).await;
        let id = begun(&world, &minato, agency).await;
        let (by, now) = (desk(&minato), seen(&world, &minato, id).await);
        let why = prose("会議で聞いたので");
        fine(fine(app.call_off_inquiry(&by, now, why.clone()).await));
        assert_eq!(carried(&world, DeliveryOutcome::Accepted).await, Vec::<String>::new());
        let over = view(&world, &minato, id).await;
        assert_eq!((over.inquiry.state, over.step), (InquiryState::CalledOff, NextStep::Over));
        assert_eq!(over.contacts[0].note, Some(why));
        assert!(fine(fine(app.resource_inquiries(&minato.principal, agency).await)).reopened.is_empty());
        let now = seen(&world, &minato, id).await;
        let (version, reply) = (version(&world, agency).await, Reply::all_correct(BOTH));
        let late = app.record_inquiry_answer(&by, now, version, CallChannel::Phone, reply).await;
        assert_eq!(fine(late), Err(InquiryRefusal::Step(StepFault::Over)));
    }
}

on_every_database! {
    async fn who_is_not_named_any_more_is_named_nowhere(world) {
        let world = world.seeded().await;
        let (app, minato) = (&world.app, minato(&world).await);
        let agency = entered(&world, 9_709, None).await;
        let by = desk(&minato);
        let persons = vec![PersonEntry {
            id: None,
            name: line("見本 たろう"),
            kana: None,
            role: None,
            title: None,
            phone: None,
            email: None,
        }];
        let edit = Edit::ContactPersons { network: demo(), persons };
        let before = version(&world, agency).await;
        fine(fine(app.edit_resource(&by, agency, before, edit).await));
        let id = begun(&world, &minato, agency).await;
        let reply = Reply {
            without_names: true,
            ..Reply::all_correct(BOTH)
        };
        let now = seen(&world, &minato, id).await;
        let version = version(&world, agency).await;
        fine(fine(app.record_inquiry_answer(&by, now, version, CallChannel::Phone, reply).await));
        let members = Audience::Members(vec![demo()]);
        let known = opened(fine(world.store.profiles(&[agency], &members).await));
        assert!(known.get(&agency).is_some_and(|known| known.contact_persons.is_empty()));
    }
}
