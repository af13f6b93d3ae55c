//! A link by mail and a number by phone: together they tell once who it is about, with a record, and apart they tell
//! nothing.

use std::net::{IpAddr, Ipv4Addr};

use chrono::TimeDelta;
use renkei_app::conference::ConferenceRefusal;
use renkei_app::conference::call::CallRefusal;
use renkei_app::conference::call::about::AboutForm;
use renkei_app::conference::call::about_open::{AboutCard, AboutRefusal};
use renkei_app::conference::step::ConferenceStep;
use renkei_app::consent::stop::{StopForm, StopKind};
use renkei_app::provisions::read::RecordsSpan;
use renkei_app::writer::{WriteKey, Writer};
use renkei_domain::cases::employment::Voice;
use renkei_domain::conference::Slot;
use renkei_domain::conference::invitation::{
    AboutHow, AboutLinkEnd as E, AboutLinkState as L, InvitationFault, NextStep, ToldAbout,
    WRONG_NUMBERS,
};
use renkei_domain::consent::{ConsentRecipient, HaltOf, Reach};
use renkei_domain::ids::{CaseId, ProvisionId};
use renkei_tests::clock::japan;
use renkei_tests::mail_server::MailServer;
use renkei_tests::people::Somebody;
use renkei_tests::{World, on_every_database};

use self::arriving::{arrived, code};
use super::mails::carried;
use super::{At, MAIL, NAMES, call_of, calls, of, ready, ready_until, row, sent};
use crate::conference::{a_slot, stepped};
use crate::consent::{NAME, case_with_a_doctor, desk, prose, staff, two_agencies};
use crate::letters::opened::opened;
use crate::record::fine;

mod arriving;
mod pages;
mod returned;

/// From where a link is opened.
const HERE: IpAddr = IpAddr::V4(Ipv4Addr::new(192, 0, 2, 7));

/// An address and a number that nobody was sent.
const NO_LINK: &str = "2345-6789-ABCD-EFGH";
const NO_NUMBER: &str = "2345-6789";
/// Sends the one who is called by mail a link, and says the number that opens it.
async fn linked(world: &World, who: &Somebody, at: At) -> String {
    let call = call_of(world, who, at, NAMES[0]).await;
    let handed = world.app.link_about_conference(&desk(who), call).await;
    fine(fine(handed)).0.to_string()
}

async fn open(world: &World, link: &str, number: &str) -> Result<AboutCard, AboutRefusal> {
    let opened = world.app.open_about_link_from(HERE, link, number).await;
    fine(opened)
}

/// Where the link stands, and why it ended.
async fn stands(world: &World, who: &Somebody, at: At) -> (L, Option<E>) {
    let view = calls(world, who, at).await;
    let invitation = row(&view, NAMES[0]).invitation.as_ref();
    let id = fine(invitation.ok_or("an invitation")).id;
    let (link, state) = fine(view.about_link(id).ok_or("a link"));
    (state, link.ended.map(|(why, _)| why))
}

/// That they were told.
async fn told(world: &World, who: &Somebody, at: At) -> Option<ToldAbout> {
    let view = calls(world, who, at).await;
    row(&view, NAMES[0]).invitation.as_ref()?.told.clone()
}

/// What was told to whoever is called by mail.
async fn records(world: &World, who: &Somebody, case: CaseId) -> Vec<ProvisionId> {
    let span = RecordsSpan::default();
    let records = fine(fine(world.app.records(&who.principal, case, span).await));
    let mut own = records.file.provisions;
    own.retain(|kept| kept.record.recipient.name == NAMES[0]);
    own.iter().map(|kept| kept.record.id).collect()
}

/// Whoever is called by mail may hear nothing any more.
async fn withdrawn(world: &World, who: &Somebody, at: At) {
    let party = row(&calls(world, who, at).await, NAMES[0]).called.party;
    let named = ConsentRecipient::Named(fine(party.ok_or("somebody of the team")));
    let stop = StopForm {
        kind: StopKind::Withdraw,
        of: HaltOf::Everything,
        reach: Reach::Recipient(named),
        by: Voice::Person,
    };
    fine(fine(world.app.stop_consent(&desk(who), at.0, stop).await));
}

on_every_database! {
    async fn a_link_and_its_number_tell_once_who_it_is_about_with_one_record(world) {
        let world = world.seeded().await;
        let [here, _] = two_agencies(&world).await;
        let haruka = staff(&world, here, "haruka").await;
        let (case, _) = case_with_a_doctor(&world, &haruka, here).await;
        let at = ready(&world, &haruka, case).await;
        assert_eq!(sent(&world, &haruka, at).await, (5, 0));
        let server = MailServer::start();
        carried(&world, &server, 1).await;
        assert_eq!(row(&calls(&world, &haruka, at).await, NAMES[0]).next, Some(NextStep::TellAbout));
        let number = linked(&world, &haruka, at).await;
        assert_eq!(stands(&world, &haruka, at).await, (L::Prepared, None));
        carried(&world, &server, 2).await;
        assert_eq!(stands(&world, &haruka, at).await, (L::Sent, None));
        let whole = server.accepted().remove(1);
        let mail = opened(&whole);
        assert_eq!(mail.header("To"), MAIL);
        assert!(mail.header("Subject").starts_with("打ち合わせ №"), "{}", mail.headers);
        for hidden in [NAME, number.as_str()] {
            assert!(!whole.contains(hidden) && !mail.text.contains(hidden), "{}", mail.text);
            assert!(!mail.headers.contains(hidden), "{}", mail.headers);
        }
        assert!(!whole.contains("text/calendar"), "plain text alone: {whole}");
        let link = code(&server);
        assert!(told(&world, &haruka, at).await.is_none(), "a mail that left tells nobody");
        assert!(records(&world, &haruka, case).await.is_empty());

        // Two who press at the same moment read it both, and it was told once.
        let (one, two) = tokio::join!(open(&world, &link, &number), open(&world, &link, &number));
        for card in [fine(one), fine(two)] {
            assert_eq!(card.name.as_str(), NAME);
            assert!(card.number.starts_with('№') && !card.caller.is_empty(), "{card:?}");
        }
        let about = fine(told(&world, &haruka, at).await.ok_or("that they were told"));
        assert_eq!((about.how, Some(about.by)), (AboutHow::LinkAndCode, haruka.principal.account()));
        assert_eq!(about.at, world.app.now());
        assert_eq!(records(&world, &haruka, case).await, [about.record]);
        assert_eq!(stands(&world, &haruka, at).await, (L::Opened, None));
        let view = calls(&world, &haruka, at).await;
        assert_eq!(row(&view, NAMES[0]).next, Some(NextStep::EnterReply));

        // It is read again as it was, which tells nothing new.
        world.clock.pass(TimeDelta::hours(1));
        let small = number.to_lowercase().replace('-', "");
        assert!(open(&world, &link, &small).await.is_ok());
        assert!(told(&world, &haruka, at).await == Some(about.clone()));
        assert_eq!(records(&world, &haruka, case).await, [about.record]);
        withdrawn(&world, &haruka, at).await;
        assert_eq!(open(&world, &link, &number).await.err(), Some(AboutRefusal::Unopened));
    }
}

on_every_database! {
    async fn five_wrong_numbers_end_a_link_and_a_new_one_ends_the_one_before(world) {
        let world = world.seeded().await;
        let [here, _] = two_agencies(&world).await;
        let haruka = staff(&world, here, "haruka").await;
        let (case, _) = case_with_a_doctor(&world, &haruka, here).await;
        let at = ready(&world, &haruka, case).await;
        let server = MailServer::start();
        let (link, number) = arrived(&world, &haruka, &server, at).await;
        let unopened = Some(AboutRefusal::Unopened);
        assert_eq!(open(&world, NO_LINK, &number).await.err(), unopened, "as if it were wrong");
        assert_eq!(open(&world, &link, "").await.err(), unopened, "nothing is counted that is no number");
        for _ in 1..WRONG_NUMBERS {
            assert_eq!(open(&world, &link, NO_NUMBER).await.err(), unopened);
            assert_eq!(stands(&world, &haruka, at).await, (L::Sent, None));
        }
        assert_eq!(open(&world, &link, NO_NUMBER).await.err(), unopened);
        assert_eq!(stands(&world, &haruka, at).await, (L::Ended, Some(E::WrongNumbers)));
        assert_eq!(open(&world, &link, &number).await.err(), unopened, "the right one comes too late");

        let second = linked(&world, &haruka, at).await;
        carried(&world, &server, 3).await;
        let newer = code(&server);
        let third = linked(&world, &haruka, at).await;
        assert_eq!(open(&world, &newer, &second).await.err(), unopened);
        assert_eq!(open(&world, &newer, &third).await.err(), unopened, "a number opens its own link alone");
        carried(&world, &server, 4).await;
        let newest = code(&server);
        assert!(told(&world, &haruka, at).await.is_none());
        assert!(open(&world, &newest, &third).await.is_ok());
        assert_eq!(records(&world, &haruka, case).await.len(), 1);

        // From one address only so many are looked at.
        let mut wrong = 0;
        let stopped = loop {
            match open(&world, NO_LINK, NO_NUMBER).await {
                Err(AboutRefusal::Unopened) if wrong < 200 => wrong += 1,
                other => break other,
            }
        };
        assert!(matches!(stopped, Err(AboutRefusal::TooMany { .. })), "{stopped:?}");
        let stopped = open(&world, &newest, &third).await;
        assert!(matches!(stopped, Err(AboutRefusal::TooMany { .. })), "{stopped:?}");
    }
}

on_every_database! {
    async fn whoever_is_not_to_be_told_any_more_reads_nothing_by_a_link(world) {
        let world = world.seeded().await;
        let app = &world.app;
        let [here, _] = two_agencies(&world).await;
        let haruka = staff(&world, here, "haruka").await;
        let server = MailServer::start();
        for end in [E::Stopped, E::ToldOtherwise, E::CalledOff] {
            for way in 0..3 {
                if way > 0 && end != E::CalledOff {
                    continue;
                }
                let (case, _) = case_with_a_doctor(&world, &haruka, here).await;
                let at = ready(&world, &haruka, case).await;
                let (link, number) = arrived(&world, &haruka, &server, at).await;
                let call = call_of(&world, &haruka, at, NAMES[0]).await;
                match (end, way) {
                    (E::Stopped, _) => {
                        fine(fine(app.stop_about_link(&desk(&haruka), call).await));
                        let again = fine(app.stop_about_link(&desk(&haruka), call).await);
                        assert_eq!(again.err(), Some(of(InvitationFault::NoOpenLink)));
                    }
                    (E::ToldOtherwise, _) => {
                        let form = |how| AboutForm { how, heard_by: None, at: None };
                        let by_hand = app.tell_about_conference(&desk(&haruka), call, form(AboutHow::LinkAndCode)).await;
                        assert_eq!(fine(by_hand).err(), Some(of(InvitationFault::ByTheLink)));
                        let by_phone = app.tell_about_conference(&desk(&haruka), call, form(AboutHow::Phone)).await;
                        fine(fine(by_phone));
                        let late = fine(app.link_about_conference(&desk(&haruka), call_of(&world, &haruka, at, NAMES[0]).await).await);
                        assert_eq!(late.err(), Some(of(InvitationFault::ToldBefore)));
                    }
                    (_, 0) => withdrawn(&world, &haruka, at).await,
                    (_, 1) => {
                        let why = ConferenceStep::Cancel(prose("退職のため"));
                        fine(stepped(&world, &haruka, at, why).await);
                    }
                    (_, _) => {
                        let why = ConferenceStep::Postpone(prose("本人の受診が入った"));
                        fine(stepped(&world, &haruka, at, why).await);
                    }
                }
                assert_eq!(stands(&world, &haruka, at).await, (L::Ended, Some(end)), "{way}");
                let before = records(&world, &haruka, case).await;
                assert_eq!(open(&world, &link, &number).await.err(), Some(AboutRefusal::Unopened));
                assert_eq!(records(&world, &haruka, case).await, before);
                assert_eq!(before.len(), usize::from(end == E::ToldOtherwise));
                if end == E::CalledOff {
                    assert!(told(&world, &haruka, at).await.is_none());
                    // What calls them off leaves by mail too.
                    carried(&world, &server, server.count() + 1).await;
                }
            }
        }
    }
}

on_every_database! {
    async fn a_link_to_somebody_taken_off_the_list_ends_before_its_mail_leaves(world) {
        let world = world.seeded().await;
        let [here, _] = two_agencies(&world).await;
        let haruka = staff(&world, here, "haruka").await;
        let (case, _) = case_with_a_doctor(&world, &haruka, here).await;
        let at = ready(&world, &haruka, case).await;
        assert_eq!(sent(&world, &haruka, at).await, (5, 0));
        let server = MailServer::start();
        carried(&world, &server, 1).await;
        linked(&world, &haruka, at).await;
        let off = row(&calls(&world, &haruka, at).await, NAMES[0]).called.participant.id;
        fine(stepped(&world, &haruka, at, ConferenceStep::LeaveOut(off)).await);
        carried(&world, &server, 2).await;
        let subject = opened(&server.accepted()[1]).header("Subject").to_owned();
        assert!(!subject.ends_with("のお知らせ"), "the link does not leave: {subject}");
        let view = calls(&world, &haruka, at).await;
        let gone = fine(view.gone.first().ok_or("whom nobody calls any more"));
        let (link, state) = fine(view.about_link(gone.id).ok_or("a link"));
        assert_eq!((state, link.ended.map(|(why, _)| why)), (L::Ended, Some(E::CalledOff)));
    }
}

on_every_database! {
    async fn the_consents_decide_when_a_link_is_opened_and_not_when_it_was_sent(world) {
        let world = world.seeded().await;
        let [here, _] = two_agencies(&world).await;
        let haruka = staff(&world, here, "haruka").await;
        let (case, _) = case_with_a_doctor(&world, &haruka, here).await;
        let at = ready_until(&world, &haruka, case, "2026-11-30").await;
        let server = MailServer::start();
        let (link, number) = arrived(&world, &haruka, &server, at).await;
        world.clock.set(japan("2026-12-01", "09:00"));
        assert_eq!(open(&world, &link, &number).await.err(), Some(AboutRefusal::Unopened));
        assert_eq!(stands(&world, &haruka, at).await, (L::Sent, None), "nobody ended it");
        assert!(told(&world, &haruka, at).await.is_none());
        assert!(records(&world, &haruka, case).await.is_empty());
        let call = call_of(&world, &haruka, at, NAMES[0]).await;
        let again = fine(world.app.link_about_conference(&desk(&haruka), call).await);
        assert_eq!(again.err(), Some(of(InvitationFault::NotExpected)));
    }
}

on_every_database! {
    async fn a_link_opens_until_the_conference_ends_or_for_fourteen_days(world) {
        let world = world.seeded().await;
        let [here, _] = two_agencies(&world).await;
        let haruka = staff(&world, here, "haruka").await;
        let server = MailServer::start();
        let mut links = Vec::new();
        // One is moved to an earlier day, and one to a day far ahead.
        for (day, ends) in [("2026-11-27", japan("2026-11-27", "16:00")), ("2026-12-18", world.app.now().plus(TimeDelta::days(14)))] {
            let (case, _) = case_with_a_doctor(&world, &haruka, here).await;
            let at = ready(&world, &haruka, case).await;
            let (link, number) = arrived(&world, &haruka, &server, at).await;
            let moved = Slot { begins: japan(day, "15:00"), ..a_slot() };
            fine(stepped(&world, &haruka, at, ConferenceStep::Fix(moved)).await);
            // What tells of the move leaves by mail too.
            carried(&world, &server, server.count() + 1).await;
            let view = calls(&world, &haruka, at).await;
            let conference = fine(view.conference().ok_or("the conference"));
            let made = fine(view.links.first().ok_or("a link"));
            let until = made.until(conference);
            assert!(until >= ends && until <= ends.plus(TimeDelta::hours(1)), "{}", until.rfc3339());
            links.push((at, until, link, number));
        }
        for (at, until, link, number) in links {
            world.clock.set(until);
            assert_eq!(open(&world, &link, &number).await.err(), Some(AboutRefusal::Unopened));
            assert_eq!(stands(&world, &haruka, at).await, (L::Ended, None));
            world.clock.set(until.plus(-TimeDelta::seconds(1)));
            assert!(open(&world, &link, &number).await.is_ok());
            assert_eq!(records(&world, &haruka, at.0).await.len(), 1);
        }
    }
}

on_every_database! {
    async fn nobody_is_sent_a_link_who_was_not_called_by_mail_and_no_stranger_sends_one(world) {
        let world = world.seeded().await;
        let app = &world.app;
        let [here, there] = two_agencies(&world).await;
        let haruka = staff(&world, here, "haruka").await;
        let sora = staff(&world, there, "sora").await;
        let (case, _) = case_with_a_doctor(&world, &haruka, here).await;
        let at = ready(&world, &haruka, case).await;
        assert_eq!(sent(&world, &haruka, at).await, (5, 0));
        let by_fax = call_of(&world, &haruka, at, NAMES[1]).await;
        let refused = fine(app.link_about_conference(&desk(&haruka), by_fax).await);
        assert_eq!(refused.err(), Some(of(InvitationFault::NotByMail)));
        let call = call_of(&world, &haruka, at, NAMES[0]).await;
        for refused in [
            fine(app.link_about_conference(&desk(&sora), call).await).err(),
            fine(app.stop_about_link(&desk(&sora), call).await).err(),
        ] {
            assert_eq!(refused.map(|refusal| refusal.code()), Some("NOT_FOUND"));
        }
        // A form that is sent twice tells its number once.
        let key = fine(WriteKey::parse("link-1"));
        let once = || -> Writer { desk(&haruka).once(Some(key.clone())) };
        fine(fine(app.link_about_conference(&once(), call).await));
        let twice = fine(app.link_about_conference(&once(), call).await);
        let made = CallRefusal::Conference(ConferenceRefusal::NumberMadeBefore);
        assert_eq!(twice.err(), Some(made));
        assert_eq!(calls(&world, &haruka, at).await.links.len(), 1);
        // The mail with the address waits as long as the one that calls.
        let server = MailServer::start();
        carried(&world, &server, 2).await;
        assert_eq!(stands(&world, &haruka, at).await, (L::Sent, None));
    }
}
