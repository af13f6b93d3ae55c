//! Mails that call to a conference, as a real mail server takes them.

use base64::prelude::{BASE64_STANDARD, Engine as _};
use chrono::{NaiveDateTime, TimeDelta};
use renkei_app::conference::call::step::ByHand;
use renkei_app::conference::step::ConferenceStep;
use renkei_app::consent::stop::{StopForm, StopKind};
use renkei_domain::cases::employment::Voice;
use renkei_domain::conference::Slot;
use renkei_domain::conference::invitation::{
    CallChannel, CallState, NextStep, NoticeState, PhoneOutcome, Says,
};
use renkei_domain::consent::{ConsentRecipient, HaltOf, PartyId, Reach};
use renkei_invite::method::{Method, Participation};
use renkei_invite::read::message;
use renkei_invite::read::received::{Received, Status};
use renkei_invite::read::when::When;
use renkei_tests::clock::japan;
use renkei_tests::mail_server::MailServer;
use renkei_tests::patience::until;
use renkei_tests::people::Somebody;
use renkei_tests::{World, on_every_database};

use super::{
    At, FAX, MAIL, NAMES, call_of, calls, choose, confirm, marked, phoned, ready, row, sent,
    states, step,
};
use crate::conference::{a_slot, stepped};
use crate::consent::{case_with_a_doctor, desk, prose, staff, two_agencies};
use crate::letters::opened::opened;
use crate::letters::{AMPLE, AtWork};
use crate::record::fine;

/// Lets the time pass that messages wait, and a courier work until so many messages have arrived in all.
async fn carried(world: &World, server: &MailServer, count: usize) {
    world.clock.pass(TimeDelta::minutes(6));
    let courier = AtWork::begin(world, server.settings(AMPLE));
    until("the mails arrive", async || server.count() == count).await;
    courier.end().await;
}

/// The part of a message that programs act on.
fn entry(mail: &str) -> (Method, Received) {
    let mail = mail.replace("\r\n", "\n");
    let (_, part) = fine(
        mail.split_once("Content-Type: text/calendar;")
            .ok_or("an entry"),
    );
    let (head, body) = fine(part.split_once("\n\n").ok_or("a body"));
    assert!(head.contains("Content-Transfer-Encoding: base64"), "{head}");
    let body = body.split("\n--").next().unwrap_or_default();
    let text = fine(BASE64_STANDARD.decode(body.replace('\n', "")));
    let mut read = fine(message(&text));
    let method = fine(read.method.clone().ok_or("a method"));
    assert!(head.contains(&format!("method={method}")), "{head}");
    (method, read.entries.remove(0))
}

/// The words that people read, beside the entry.
fn words(mail: &str) -> String {
    let mail = mail.replace("\r\n", "\n");
    let (_, part) = fine(
        mail.split_once("Content-Type: text/plain;")
            .ok_or("the words"),
    );
    let part = part.split("\n--").next().unwrap_or_default();
    opened(&format!("Content-Type: text/plain;{part}")).text
}

fn begins(entry: &Received) -> Option<NaiveDateTime> {
    match &entry.from {
        Some(When::Zoned { local, zone }) if zone == "Asia/Tokyo" => Some(*local),
        _ => None,
    }
}

fn on(day: &str) -> Slot {
    Slot {
        begins: japan(day, "15:00"),
        ..a_slot()
    }
}

fn local(text: &str) -> Option<NaiveDateTime> {
    text.parse().ok()
}

async fn fix(world: &World, who: &Somebody, at: At, day: &str) {
    fine(stepped(world, who, at, ConferenceStep::Fix(on(day))).await);
}

on_every_database! {
    async fn a_date_that_is_moved_within_five_minutes_leaves_as_one_mail_and_later_as_another(world) {
        let world = world.seeded().await;
        let [here, _] = two_agencies(&world).await;
        let haruka = staff(&world, here, "haruka").await;
        let (case, _) = case_with_a_doctor(&world, &haruka, here).await;
        let at = ready(&world, &haruka, case).await;
        assert_eq!(sent(&world, &haruka, at).await, (4, 0));
        fine(step(&world, &haruka, (at, NAMES[1]), marked(ByHand::Sent)).await);
        world.clock.pass(TimeDelta::minutes(3));
        fix(&world, &haruka, at, "2026-12-11").await;
        let server = MailServer::start();
        carried(&world, &server, 1).await;
        let mail = server.accepted().remove(0);
        let read = opened(&mail);
        assert_eq!(read.header("To"), MAIL);
        assert!(read.header("Subject").starts_with("打ち合わせのご案内 №"), "{}", read.headers);
        let text = words(&mail);
        for told in ["2026年12月11日(金) 15:00〜16:00", "場所: 高槻市役所 3階\n", "■ お返事のしかた", "利用者のお名前は書かないで"] {
            assert!(text.contains(told), "{told}: {text}");
        }
        let (method, first) = entry(&mail);
        assert_eq!((method, first.sequence), (Method::Request, Some(1)));
        assert_eq!(begins(&first), local("2026-12-11T15:00:00"));
        assert_eq!(first.status, Some(Status::Confirmed));
        assert_eq!(first.attendees.len(), 1, "nobody else who is called is named");
        assert_eq!(first.attendees[0].participation, Some(Participation::NeedsAction));
        assert!(first.title.as_deref().is_some_and(|title| title.starts_with("打ち合わせ №")));

        // Whoever held the FAX in their hands hears of the move as a change, whoever was not reached by phone as before.
        let view = calls(&world, &haruka, at).await;
        let says = |name: &str| row(&view, name).invitation.as_ref().and_then(|one| one.notice()).map(|notice| (notice.says, notice.state()));
        assert_eq!(says(NAMES[0]), Some((Says::Invitation, NoticeState::Sent)));
        assert_eq!(says(NAMES[1]), Some((Says::Change, NoticeState::Prepared)));
        assert_eq!(says(NAMES[2]), Some((Says::Invitation, NoticeState::Prepared)));
        fine(step(&world, &haruka, (at, NAMES[1]), marked(ByHand::Sent)).await);

        fix(&world, &haruka, at, "2026-12-18").await;
        carried(&world, &server, 2).await;
        let (method, second) = entry(&server.accepted()[1]);
        assert_eq!((method, second.sequence), (Method::Request, Some(2)));
        assert_eq!(second.uid, first.uid);
        assert_eq!(begins(&second), local("2026-12-18T15:00:00"));

        fine(stepped(&world, &haruka, at, ConferenceStep::Cancel(prose("退職のため"))).await);
        carried(&world, &server, 3).await;
        let mails = server.accepted();
        let (method, last) = entry(&mails[2]);
        assert_eq!((method, last.sequence, last.status), (Method::Cancel, Some(3), Some(Status::Cancelled)));
        assert_eq!(last.uid, first.uid);
        assert!(words(&mails[2]).contains("中止になりました"));
        assert!(!mails.iter().any(|mail| words(mail).contains("退職")), "why is for the person alone");
        // Whom the FAX reached hears so by FAX; whoever never heard of it hears nothing.
        let view = calls(&world, &haruka, at).await;
        let says = |name: &str| row(&view, name).invitation.as_ref().and_then(|one| one.notice()).map(|notice| (notice.says, notice.way.channel));
        assert_eq!(says(NAMES[1]), Some((Says::Cancellation, CallChannel::Fax)));
        assert_eq!(says(NAMES[2]), None);
        assert_eq!(states(&world, &haruka, at).await[2], CallState::NotCalled);
    }
}

on_every_database! {
    async fn a_withdrawal_recalls_one_alone_and_one_taken_off_the_list_too(world) {
        let world = world.seeded().await;
        let app = &world.app;
        let [here, _] = two_agencies(&world).await;
        let haruka = staff(&world, here, "haruka").await;
        let (case, _) = case_with_a_doctor(&world, &haruka, here).await;
        let at = ready(&world, &haruka, case).await;
        choose(&world, &haruka, at, (NAMES[2], CallChannel::Mail, "msw@example.jp")).await;
        assert_eq!(sent(&world, &haruka, at).await, (4, 0));
        let server = MailServer::start();
        carried(&world, &server, 2).await;
        let view = calls(&world, &haruka, at).await;
        let party = row(&view, NAMES[0]).called.party;
        let Some(PartyId::Written(member)) = party else { panic!("{party:?}") };
        let named = ConsentRecipient::Named(PartyId::Written(member));
        let stop = StopForm {
            kind: StopKind::Withdraw,
            of: HaltOf::Everything,
            reach: Reach::Recipient(named),
            by: Voice::Person,
        };
        fine(fine(app.stop_consent(&desk(&haruka), case, stop).await));
        carried(&world, &server, 3).await;
        let mails = server.accepted();
        assert_eq!(opened(&mails[2]).header("To"), MAIL);
        let (method, recall) = entry(&mails[2]);
        assert_eq!((method, recall.status, recall.sequence), (Method::Cancel, None, Some(1)));
        let after = states(&world, &haruka, at).await;
        assert_eq!((after[0], after[2]), (CallState::NotExpected, CallState::Sent));
        assert_eq!(sent(&world, &haruka, at).await, (0, 0), "nobody calls them again without a consent");

        // What was prepared and did not leave is taken back without a word.
        let view = calls(&world, &haruka, at).await;
        let off = [NAMES[2], NAMES[3]].map(|name| row(&view, name).called.participant.id);
        for id in off {
            fine(stepped(&world, &haruka, at, ConferenceStep::LeaveOut(id)).await);
        }
        carried(&world, &server, 4).await;
        let view = calls(&world, &haruka, at).await;
        let mut gone: Vec<_> = view.gone.iter().map(|one| (one.name.as_str(), one.state())).collect();
        gone.sort_unstable_by_key(|(name, _)| *name);
        assert_eq!(gone, [(NAMES[2], CallState::NotExpected), (NAMES[3], CallState::NotCalled)]);
        assert_eq!(opened(&server.accepted()[3]).header("To"), "msw@example.jp");
    }
}

on_every_database! {
    async fn what_the_mail_server_refuses_is_told_by_another_way(world) {
        let world = world.seeded().await;
        let [here, _] = two_agencies(&world).await;
        let haruka = staff(&world, here, "haruka").await;
        let (case, _) = case_with_a_doctor(&world, &haruka, here).await;
        let at = ready(&world, &haruka, case).await;
        assert_eq!(sent(&world, &haruka, at).await, (4, 0));
        let server = MailServer::start();
        server.set("refuse");
        world.clock.pass(TimeDelta::minutes(6));
        let courier = AtWork::begin(&world, server.settings(AMPLE));
        until("the refusal is written down", async || states(&world, &haruka, at).await[0] == CallState::Failed).await;
        courier.end().await;
        let view = calls(&world, &haruka, at).await;
        let failed = row(&view, NAMES[0]);
        assert_eq!(failed.next, Some(NextStep::TryOtherWay));
        let said = failed.invitation.as_ref().and_then(|one| one.notice()?.marks.last()?.evidence.clone());
        assert!(said.is_some_and(|said| said.as_str().contains("断りました")));
        let before = call_of(&world, &haruka, at, NAMES[0]).await;
        choose(&world, &haruka, at, (NAMES[0], CallChannel::Fax, FAX)).await;
        confirm(&world, &haruka, at, NAMES[0]).await;
        assert_eq!(sent(&world, &haruka, at).await, (1, 0));
        let view = calls(&world, &haruka, at).await;
        let again = row(&view, NAMES[0]);
        assert_eq!((again.state(), again.next), (CallState::Prepared, Some(NextStep::SendFax)));
        assert_eq!(again.invitation.as_ref().map(|one| one.id), Some(before.id), "the same code answers");
        fine(step(&world, &haruka, (at, NAMES[2]), phoned(PhoneOutcome::WrongNumber)).await);
        assert_eq!(states(&world, &haruka, at).await[2], CallState::Failed);
    }
}
