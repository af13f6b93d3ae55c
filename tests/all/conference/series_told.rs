//! Those who are called to a meeting of a network hear of it by their own way, and of what changes by the way by which they
//! heard of it.

use chrono::{NaiveDate, TimeDelta};
use renkei_app::conference::call::step::ByHand;
use renkei_app::conference::call::way::WayStep;
use renkei_app::conference::sent::SentMessages;
use renkei_app::conference::series::board::MeetingBoard;
use renkei_app::conference::series::hold::{MeetingStep, SeenMeeting};
use renkei_app::conference::series::plan::NewMember;
use renkei_app::conference::series::settle::{NoticeStep, OfNotice};
use renkei_app::conference::series::{MeetingRefusal, SeenSeries};
use renkei_app::paper::Sheet;
use renkei_domain::conference::invitation::{
    CallChannel, CallState, CheckedHow, InvitationFault, NextStep, NoticeState, Says,
};
use renkei_domain::conference::series::{MeetingCame, MeetingOffice, SeriesFault};
use renkei_domain::ids::{MeetingSeriesId, ParticipantId};
use renkei_domain::people::Standing;
use renkei_domain::time::{Minute, Moment};
use renkei_tests::mail_server::MailServer;
use renkei_tests::patience::until;
use renkei_tests::people::{Somebody, somebody};
use renkei_tests::{World, on_every_database};
use serde_json::{Value, json};

use super::series::{planned, printed};
use crate::consent::{desk, prose, staff, two_agencies};
use crate::graphql::{api, asked_by as asked};
use crate::letters::invited::demo;
use crate::letters::opened::{opened, parts};
use crate::letters::pages::browser_of;
use crate::letters::{AMPLE, AtWork};
use crate::markup::assert_sound;
use crate::migrations::line;
use crate::record::fine;

mod by_program;

pub(super) const MAIL: &str = "office@example.jp";
const FAX: &str = "072-000-4444";
pub(super) const PHONE: &str = "072-000-5555";

pub(super) fn december() -> NaiveDate {
    fine("2026-12-08".parse())
}

pub(super) async fn seen(world: &World, who: &Somebody, id: MeetingSeriesId) -> SeenSeries {
    let view = fine(fine(world.app.meeting_series(&who.principal, id).await));
    SeenSeries {
        id,
        version: view.series().version,
    }
}

/// Calls an office by name, in a way that is chosen.
async fn called(
    world: &World,
    who: &Somebody,
    id: MeetingSeriesId,
    (name, channel, target): (&str, CallChannel, &str),
) -> ParticipantId {
    let (app, by) = (&world.app, desk(who));
    let new = NewMember {
        office: MeetingOffice::Written(line(name)),
        seat: None,
    };
    let now = seen(world, who, id).await;
    fine(fine(app.call_to_meetings(&by, now, new).await));
    let view = fine(fine(app.meeting_series(&who.principal, id).await));
    let member = fine(view.series().members.last().ok_or("a member")).id;
    let way = WayStep::Choose {
        channel,
        target: Some(line(target)),
        reason: prose("電話で聞いた"),
    };
    let now = seen(world, who, id).await;
    fine(fine(app.change_member_way(&by, now, member, way).await));
    member
}

pub(super) async fn board(world: &World, who: &Somebody, id: MeetingSeriesId) -> MeetingBoard {
    let board = world.app.meeting_board(&who.principal, id, december());
    fine(fine(board.await))
}

async fn meeting(world: &World, who: &Somebody, id: MeetingSeriesId) -> SeenMeeting {
    SeenMeeting {
        series: id,
        original: december(),
        version: board(world, who, id).await.meeting.known.version,
    }
}

pub(super) async fn send(world: &World, who: &Somebody, id: MeetingSeriesId) -> (u32, u32) {
    world.clock.pass(TimeDelta::seconds(1));
    let now = meeting(world, who, id).await;
    let sent = world.app.send_meeting_notices(&desk(who), now).await;
    let SentMessages { prepared, stuck } = fine(fine(sent));
    (prepared, stuck)
}

pub(super) async fn write(world: &World, who: &Somebody, id: MeetingSeriesId, step: MeetingStep) {
    let now = meeting(world, who, id).await;
    fine(fine(world.app.write_meeting(&desk(who), now, step).await));
}

/// Writes something down of the newest message to somebody.
pub(super) async fn settle(
    world: &World,
    who: &Somebody,
    (id, member): (MeetingSeriesId, ParticipantId),
    step: NoticeStep,
) -> Result<(), MeetingRefusal> {
    let board = board(world, who, id).await;
    let row = board.rows.iter().find(|row| row.member.id == member);
    let notice = row.and_then(|row| row.told.last());
    let of = OfNotice {
        series: id,
        original: december(),
        notice: fine(notice.ok_or("a message")).id,
    };
    let done = world.app.settle_meeting_notice(&desk(who), of, step).await;
    fine(done).map(|_| ())
}

fn marked(what: ByHand) -> NoticeStep {
    NoticeStep::Mark {
        what,
        at: None,
        evidence: Some(line("送信レポート 10:05")),
    }
}

/// What each was told last, and where that stands.
async fn told(world: &World, who: &Somebody, id: MeetingSeriesId) -> Vec<(Says, NoticeState, u32)> {
    let board = board(world, who, id).await;
    let rows = board.rows.iter().filter_map(|row| row.told.last());
    rows.map(|one| (one.says, one.mark.state, one.sequence))
        .collect()
}

/// Lets the time pass that messages wait, and a courier work until so many messages have arrived in all.
pub(super) async fn carried(world: &World, server: &MailServer, count: usize) {
    world.clock.pass(TimeDelta::minutes(6));
    let courier = AtWork::begin(world, server.settings(AMPLE));
    until("the mails arrive", async || server.count() == count).await;
    courier.end().await;
}

/// What people and what programs read of a mail.
pub(super) fn read(mail: &str) -> (String, String) {
    let parts = parts(mail);
    let find = |what: &str| {
        let mut parts = parts.iter();
        let found = parts.find(|part| part.headers.contains(what));
        found.map(|part| part.text.clone()).unwrap_or_default()
    };
    let entry = find("text/calendar")
        .replace("\r\n", "\n")
        .replace("\n ", "");
    (find("text/plain"), entry)
}

/// The series, with an office by mail, one by FAX, one by phone, and one of which nobody knows where it is.
pub(super) async fn ready(
    world: &World,
    minato: &Somebody,
) -> (MeetingSeriesId, [ParticipantId; 3]) {
    let server = world.serve().await;
    let page = planned(&browser_of(&server, minato)).await;
    server.stop().await;
    let id: MeetingSeriesId = fine(page.rsplit('/').next().unwrap_or_default().parse());
    let mail = called(world, minato, id, ("みほん病院", CallChannel::Mail, MAIL)).await;
    let fax = called(world, minato, id, ("あおば工房", CallChannel::Fax, FAX)).await;
    let office = ("ハローワーク", CallChannel::Phone, PHONE);
    let phone = called(world, minato, id, office).await;
    let nowhere = NewMember {
        office: MeetingOffice::Written(line("どこかの会")),
        seat: None,
    };
    let now = seen(world, minato, id).await;
    fine(fine(
        world
            .app
            .call_to_meetings(&desk(minato), now, nowhere)
            .await,
    ));
    (id, [mail, fax, phone])
}

on_every_database! {
    async fn everybody_hears_of_a_meeting_by_their_way_and_of_what_changes_by_the_same(world) {
        let world = world.seeded().await;
        let app = &world.app;
        let minato = somebody(&world.app, Standing::Coordinator(demo()), "minato").await;
        let (id, [mail, fax, phone]) = ready(&world, &minato).await;
        assert_eq!(send(&world, &minato, id).await, (2, 2), "a FAX number is not confirmed, and one is nowhere");
        let confirm = WayStep::Confirm { number: line(FAX), how: CheckedHow::ByPhone };
        let now = seen(&world, &minato, id).await;
        fine(fine(app.change_member_way(&desk(&minato), now, fax, confirm).await));
        assert_eq!(send(&world, &minato, id).await, (1, 1));
        assert_eq!(send(&world, &minato, id).await, (0, 1), "nobody is told twice");
        let steps: Vec<_> = board(&world, &minato, id).await.rows.iter().map(|row| row.next).collect();
        assert_eq!(steps, [NextStep::WaitForMail, NextStep::SendFax, NextStep::Call, NextStep::FindTarget].map(Some));

        let server = MailServer::start();
        carried(&world, &server, 1).await;
        let first = server.accepted().remove(0);
        let head = opened(&first);
        assert_eq!((head.header("To"), head.header("Subject")), (MAIL, "会議のご案内 高槻の定例会"));
        let (text, entry) = read(&first);
        for words in ["みほん病院 様", "2026年12月8日(火) 14:00〜15:30", "場所: 高槻市役所 3階\n", "■ お返事のしかた"] {
            assert!(text.contains(words), "{words}: {text}");
        }
        assert!(!text.contains("あおば工房") && !entry.contains("あおば工房"), "{text}{entry}");
        for words in [
            "METHOD:REQUEST",
            "RECURRENCE-ID;TZID=Asia/Tokyo:20261208T140000",
            "DTSTART;TZID=Asia/Tokyo:20261208T140000",
            "SUMMARY:高槻の定例会",
            &format!("UID:{id}"),
        ] {
            assert!(entry.contains(words), "{words}: {entry}");
        }
        assert_eq!(entry.matches("ATTENDEE").count(), 1, "{entry}");

        // The rest leaves by hand, and nothing counts as sent before somebody says so.
        let by_courier = settle(&world, &minato, (id, fax), marked(ByHand::Sent)).await;
        assert_eq!(by_courier, Ok(()));
        assert_eq!(settle(&world, &minato, (id, phone), marked(ByHand::Delivered)).await, Ok(()));
        let not_by_hand = settle(&world, &minato, (id, mail), marked(ByHand::Sent)).await;
        assert_eq!(not_by_hand, Err(SeriesFault::Notice(InvitationFault::ByTheCourier).into()));
        let answer = NoticeStep::Answer(MeetingCame::Online);
        assert_eq!(settle(&world, &minato, (id, fax), answer).await, Ok(()));
        let states: Vec<_> = board(&world, &minato, id).await.rows.iter().map(|row| row.told.state()).collect();
        assert_eq!(states, [CallState::Sent, CallState::Answered, CallState::Delivered, CallState::NotCalled]);

        // It is moved: everybody who heard of it hears that, and answers anew.
        let to = Moment { date: fine("2026-12-15".parse()), minute: Minute::of(10, 0) };
        write(&world, &minato, id, MeetingStep::Move(to, None)).await;
        let change = |state, sequence| (Says::Change, state, sequence);
        assert_eq!(told(&world, &minato, id).await, [change(NoticeState::Prepared, 1); 3]);
        carried(&world, &server, 2).await;
        let (text, entry) = read(&server.accepted()[1]);
        assert!(text.contains("2026年12月15日(火) 10:00〜11:30"), "{text}");
        for words in ["METHOD:REQUEST", "SEQUENCE:1", "20261208T140000", "DTSTART;TZID=Asia/Tokyo:20261215T100000"] {
            assert!(entry.contains(words), "{words}: {entry}");
        }
        settle(&world, &minato, (id, fax), marked(ByHand::Sent)).await.expect("it left");

        // It is cancelled: whoever heard of the new day hears that this day falls away, the phone what it knew.
        write(&world, &minato, id, MeetingStep::Cancel(Some(line("台風のため")))).await;
        carried(&world, &server, 3).await;
        let (text, entry) = read(&server.accepted()[2]);
        for words in ["中止になりました", "2026年12月15日(火)", "台風のため"] {
            assert!(text.contains(words), "{words}: {text}");
        }
        for words in ["METHOD:CANCEL", "SEQUENCE:2", "20261208T140000", "20261215T100000"] {
            assert!(entry.contains(words), "{words}: {entry}");
        }
        let last = board(&world, &minato, id).await;
        let ended: Vec<_> = last.rows.iter().filter_map(|row| row.told.last()).collect();
        assert!(ended.iter().all(|one| one.says == Says::Cancellation), "{ended:?}");
        let fax_notice = fine(ended.iter().find(|one| one.member == fax).ok_or("a FAX")).id;
        let of = OfNotice { series: id, original: december(), notice: fax_notice };
        let sheet = fine(fine(app.meeting_notice_on_paper(&minato.principal, of).await));
        let Sheet::MeetingNotice(paper) = sheet else { panic!("another sheet") };
        assert_eq!((paper.says, paper.begins.date), (Says::Cancellation, to.date));
        let to = fine(paper.to.ok_or("whom it is for"));
        assert_eq!((to.target, to.answer_by), (Some(line(FAX)), None));

        // It takes place after all: nobody is called again by itself, and what had not left stays in the house.
        write(&world, &minato, id, MeetingStep::Restore).await;
        let due: Vec<_> = board(&world, &minato, id).await.rows.iter().map(|row| row.due).collect();
        assert_eq!(due[..3], [Some(Says::Change), None, Some(Says::Change)]);
    }
}

on_every_database! {
    async fn whoever_is_called_no_more_hears_so_and_a_mail_that_waits_is_taken_back(world) {
        let world = world.seeded().await;
        let minato = somebody(&world.app, Standing::Coordinator(demo()), "minato").await;
        let (id, [mail, _, phone]) = ready(&world, &minato).await;
        send(&world, &minato, id).await;
        settle(&world, &minato, (id, phone), marked(ByHand::Delivered)).await.expect("they were reached");
        for member in [mail, phone] {
            let now = seen(&world, &minato, id).await;
            fine(fine(world.app.let_go_of_member(&desk(&minato), now, member).await));
        }
        let board = board(&world, &minato, id).await;
        let last = |member| {
            let row = board.rows.iter().find(|row| row.member.id == member);
            let last = row.and_then(|row| row.told.last());
            last.map(|one| (one.says, one.mark.state, one.sequence))
        };
        assert_eq!(last(mail), None, "what never left is taken back, and nothing is told");
        assert_eq!(last(phone), Some((Says::Recall, NoticeState::Prepared, 1)));
        let server = MailServer::start();
        world.clock.pass(TimeDelta::minutes(6));
        let courier = AtWork::begin(&world, server.settings(AMPLE));
        until("nothing waits", async || fine(world.app.next_letter_due().await).is_none()).await;
        courier.end().await;
        assert_eq!(server.count(), 0);
    }
}

on_every_database! {
    async fn a_secretariat_tells_a_meeting_on_its_page_and_members_do_not_read_where_others_are(world) {
        let world = world.seeded().await;
        let [here, _] = two_agencies(&world).await;
        let minato = somebody(&world.app, Standing::Coordinator(demo()), "minato").await;
        let haruka = staff(&world, here, "haruka").await;
        let (id, [_, _, phone]) = ready(&world, &minato).await;
        let server = world.serve().await;
        let (office, reader) = (browser_of(&server, &minato), browser_of(&server, &haruka));
        let page = format!("/meetings/{id}/on/2026-12-08/notices");
        assert_ne!(reader.look(&page).await.status, 200);
        assert!(!reader.look(&format!("/meetings/{id}")).await.says(MAIL));
        let first = office.look(&page).await;
        assert_sound("the board", &first.html);
        for words in ["まだ知らせていない 4人", MAIL, "FAX番号がまだ確かめられていません"] {
            assert!(first.says(words), "{words}: {}", first.html);
        }
        let version = "0";
        let sent = office.send(&page, &[("once", "send-once"), ("version", version), ("step", "send")]).await;
        assert_eq!(sent.leads_to.as_deref(), Some(page.as_str()), "{}", sent.html);
        let board_page = office.look(&page).await;
        assert_sound("the board", &board_page.html);
        for words in ["電話をかける相手（1）", PHONE, "「高槻の定例会」のご案内です"] {
            assert!(board_page.says(words), "{words}: {}", board_page.html);
        }
        let before = board(&world, &minato, id).await;
        let row = fine(before.rows.iter().find(|row| row.member.id == phone).ok_or("a row"));
        let notice = fine(row.told.last().ok_or("a message")).id.to_string();
        for (once, step) in [("mark-once", "delivered"), ("answer-once", "answer-absent")] {
            let fields = [("once", once), ("item", notice.as_str()), ("step", step)];
            let done = office.send(&page, &fields).await;
            assert_eq!(done.leads_to.as_deref(), Some(page.as_str()), "{}", done.html);
        }
        assert!(office.look(&page).await.says("出る 0 / 欠席 1"), "{}", office.look(&page).await.html);

        // A letter is printed for whom it is.
        let way = format!("/meetings/{id}/members/{}/way", phone);
        assert_sound("a way", &office.look(&way).await.html);
        assert_ne!(reader.look(&way).await.status, 200);
        let view = fine(fine(world.app.meeting_series(&minato.principal, id).await));
        let version = view.series().version.to_string();
        let letter = [
            ("once", "way-once"),
            ("version", version.as_str()),
            ("channel", "letter"),
            ("target", "高槻市城北町1-1"),
            ("reason", "電話に出られない"),
        ];
        let changed = office.send(&way, &letter).await;
        assert_eq!(changed.leads_to, Some(format!("/meetings/{id}/members")), "{}", changed.html);
        let moved = Moment { date: december(), minute: Minute::of(15, 0) };
        write(&world, &minato, id, MeetingStep::Move(moved, None)).await;
        settle(&world, &minato, (id, phone), marked(ByHand::Failed)).await.expect("nobody answers");
        send(&world, &minato, id).await;
        let after = board(&world, &minato, id).await;
        let row = fine(after.rows.iter().find(|row| row.member.id == phone).ok_or("a row"));
        let last = fine(row.told.last().ok_or("a message"));
        assert_eq!((last.says, last.way.channel), (Says::Change, CallChannel::Letter));
        let paper = printed(&server, &minato, &format!("{page}/{}/paper", last.id)).await;
        for words in ["高槻市城北町1-1", "ハローワーク", "御中", "変わりました", "15:00", "欠席します", "返事の番号"] {
            assert!(paper.contains(words), "{words}: {paper}");
        }
        server.stop().await;
    }
}
