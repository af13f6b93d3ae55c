//! Mails that call to a conference, as a real mail server takes them.

use base64::prelude::{BASE64_STANDARD, Engine as _};
use chrono::{NaiveDateTime, TimeDelta};
use renkei_app::conference::call::step::ByHand;
use renkei_app::conference::step::ConferenceStep;
use renkei_app::consent::stop::{StopForm, StopKind};
use renkei_domain::cases::employment::Voice;
use renkei_domain::conference::Slot;
use renkei_domain::conference::invitation::{
    CallChannel, CallState, InvitationFault, NextStep, NoticeState, PhoneOutcome, Says,
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
use sea_orm::Value;

use super::{
    At, FAX, MAIL, NAMES, call_of, calls, choose, confirm, marked, of, phoned, ready, ready_until,
    row, sent, states, step,
};
use crate::conference::{a_slot, stepped};
use crate::consent::{case_with_a_doctor, desk, prose, staff, two_agencies};
use crate::editing_pages::forms::Form;
use crate::keys::{behind, change};
use crate::letters::opened::opened;
use crate::letters::pages::browser_of;
use crate::letters::{AMPLE, AtWork};
use crate::markup::assert_sound;
use crate::record::fine;

/// Lets the time pass that messages wait, and a courier work until so many messages have arrived in all.
pub(super) async fn carried(world: &World, server: &MailServer, count: usize) {
    world.clock.pass(TimeDelta::minutes(6));
    let courier = AtWork::begin(world, server.settings(AMPLE));
    until("the mails arrive", async || server.count() == count).await;
    courier.end().await;
}

/// The part of a message that programs act on.
pub(super) fn entry(mail: &str) -> (Method, Received) {
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
pub(super) fn words(mail: &str) -> String {
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
        assert_eq!(sent(&world, &haruka, at).await, (5, 0));
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
        assert_eq!(sent(&world, &haruka, at).await, (5, 0));
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
        assert_eq!(sent(&world, &haruka, at).await, (5, 0));
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

on_every_database! {
    async fn an_end_that_the_mail_server_refuses_is_told_by_somebody_who_says_so(world) {
        let world = world.seeded().await;
        let [here, _] = two_agencies(&world).await;
        let haruka = staff(&world, here, "haruka").await;
        let (case, _) = case_with_a_doctor(&world, &haruka, here).await;
        let at = ready(&world, &haruka, case).await;
        assert_eq!(sent(&world, &haruka, at).await, (5, 0));
        let mail = MailServer::start();
        carried(&world, &mail, 1).await;
        fine(stepped(&world, &haruka, at, ConferenceStep::Cancel(prose("退職のため"))).await);
        let early = step(&world, &haruka, (at, NAMES[0]), marked(ByHand::Delivered)).await;
        assert_eq!(early.err(), Some(of(InvitationFault::ByTheCourier)), "nobody tried yet");
        mail.set("refuse");
        world.clock.pass(TimeDelta::minutes(6));
        let courier = AtWork::begin(&world, mail.settings(AMPLE));
        until("the refusal is written down", async || states(&world, &haruka, at).await[0] == CallState::Failed).await;
        courier.end().await;

        let server = world.serve().await;
        let browser = browser_of(&server, &haruka);
        let invited = call_of(&world, &haruka, at, NAMES[0]).await.id;
        let board = format!("/cases/{case}/conferences/{}/calls", at.1);
        let mark = format!("{board}/to/{invited}/mark");
        for leads in [board.clone(), format!("{board}/to/{invited}")] {
            let page = browser.look(&leads).await;
            assert!(page.html.contains(&format!("href=\"{mark}\"")), "{leads}: {}", page.html);
        }
        let page = browser.look(&mark).await;
        assert_sound("what became of it", &page.html);
        assert!(page.says("ほかの方法で伝えた"), "{}", page.html);
        let told = Form::on(&page.html, &mark).with("what", "delivered").with("evidence", "電話で話した");
        let told = told.send(&browser).await;
        assert_eq!(told.leads_to.as_ref(), Some(&board), "{}", told.html);
        assert_eq!(states(&world, &haruka, at).await[0], CallState::NotExpected);
        assert_eq!(row(&calls(&world, &haruka, at).await, NAMES[0]).next, None);
        server.stop().await;
    }
}

on_every_database! {
    async fn whom_no_consent_calls_any_more_is_recalled_within_the_hour(world) {
        let world = world.seeded().await;
        let app = &world.app;
        let [here, _] = two_agencies(&world).await;
        let haruka = staff(&world, here, "haruka").await;
        let (case, _) = case_with_a_doctor(&world, &haruka, here).await;
        let at = ready_until(&world, &haruka, case, "2026-11-30").await;
        assert_eq!(sent(&world, &haruka, at).await, (5, 0));
        fine(step(&world, &haruka, (at, NAMES[1]), marked(ByHand::Sent)).await);
        assert_eq!(fine(app.follow_calls().await), 1);
        assert_eq!(states(&world, &haruka, at).await[1], CallState::Sent);
        world.clock.set(japan("2026-12-01", "09:00"));
        for _ in 0..2 {
            assert_eq!(fine(app.follow_calls().await), 1);
            let view = calls(&world, &haruka, at).await;
            let notices = row(&view, NAMES[1]).invitation.as_ref().map(|one| one.notices.clone());
            let notices = notices.unwrap_or_default();
            assert_eq!(notices.len(), 2, "it is told once");
            assert_eq!((notices[1].says, notices[1].way.channel), (Says::Recall, CallChannel::Fax));
            assert_eq!(notices[1].state(), NoticeState::Prepared, "somebody has to send it");
            assert_eq!(row(&view, NAMES[0]).state(), CallState::NotCalled, "they never heard of it");
        }
    }
}

on_every_database! {
    async fn a_call_that_somebody_damaged_keeps_no_other_in_the_house(world) {
        let world = world.seeded().await;
        let [here, _] = two_agencies(&world).await;
        let haruka = staff(&world, here, "haruka").await;
        let mut all = Vec::new();
        for _ in 0..2 {
            let (case, _) = case_with_a_doctor(&world, &haruka, here).await;
            let at = ready(&world, &haruka, case).await;
            assert_eq!(sent(&world, &haruka, at).await, (5, 0));
            all.push(at);
        }
        let (damaged, whole) = (all[0], all[1]);
        let database = behind(&world).await;
        let cut = "UPDATE conference_notice SET said = $1 WHERE invitation_id IN \
             (SELECT id FROM conference_invitation WHERE conference_id = $2)";
        let conference = Value::from(damaged.1.uuid());
        change(&database, cut, vec![Value::from(vec![7_u8; 9]), conference]).await;
        fine(database.close().await);

        let server = MailServer::start();
        carried(&world, &server, 1).await;
        assert_eq!(states(&world, &haruka, whole).await[0], CallState::Sent);
        assert!(world.app.conference_calls(&haruka.principal, damaged.0, damaged.1).await.is_err());
        assert_eq!(fine(world.app.follow_calls().await), 1, "the other case is followed up");
    }
}
