//! A meeting of the network with something in every text of it.

use std::collections::BTreeSet;

use chrono::{TimeDelta, Weekday};
use renkei_app::conference::call::way::WayStep;
use renkei_app::conference::replies::take::TakenMail;
use renkei_app::conference::series::SeenSeries;
use renkei_app::conference::series::hold::{MeetingStep, SeenMeeting};
use renkei_app::conference::series::plan::NewMember;
use renkei_app::writer::Writer;
use renkei_domain::conference::invitation::CallChannel;
use renkei_domain::conference::series::{
    Cadence, MeetingOffice, Nth, OnHoliday, Recurrence, SeriesOutline,
};
use renkei_domain::conference::{Aim, ConferenceKind};
use renkei_domain::ids::{MeetingSeriesId, NetworkId};
use renkei_domain::record::Source;
use renkei_domain::text::{Line, Prose};
use renkei_domain::time::Minute;
use renkei_tests::World;
use renkei_tests::people::Somebody;

use super::{CANARY, day, word};
use crate::letters::invited::demo;
use crate::migrations::line;
use crate::record::fine;

/// A series, somebody who is called, and what is known of one of its meetings.
pub(super) async fn plant_meetings(world: &World, desk: &Writer, network: NetworkId) {
    let app = &world.app;
    let outline = SeriesOutline {
        kind: ConferenceKind::AgencyNetworkMeeting,
        theme: word("theme"),
        place: word("meeting-place"),
        begins: Minute::of(14, 0),
        minutes: 90,
        rule: Recurrence {
            cadence: Cadence::NthWeekday(Nth::Second, Weekday::Tue),
            months_off: BTreeSet::new(),
            on_holiday: OnHoliday::NextWeek,
            first: day(),
            last: None,
        },
        parent: None,
    };
    let id = fine(fine(app.plan_meetings(desk, network, outline).await)).0;
    let by_phone = (CallChannel::Phone, word("phone"));
    call(world, desk, (id, 1), ("office", by_phone)).await;
    let steps = [
        MeetingStep::AddItem {
            title: word("subject"),
            minutes: 20,
            presenter: Some(word("presenter")),
            aim: Aim::Discuss,
        },
        MeetingStep::Note(Prose::parse(&format!("{CANARY}meeting-notes")).ok()),
        MeetingStep::Decide {
            by: word("doer"),
            what: word("agreed"),
            due_on: fine("2027-01-01".parse()),
        },
    ];
    for (step, version) in steps.into_iter().zip(0..) {
        let seen = SeenMeeting {
            series: id,
            original: fine("2026-12-08".parse()),
            version,
        };
        fine(fine(app.write_meeting(desk, seen, step).await));
    }
    tell(world, desk, (id, 3)).await;
    answer(world, desk, id).await;
}

/// Calls somebody to a series in a version, by a way that was chosen.
async fn call(
    world: &World,
    desk: &Writer,
    (id, version): (MeetingSeriesId, i64),
    (office, (channel, target)): (&str, (CallChannel, Line)),
) {
    let app = &world.app;
    let member = NewMember {
        office: MeetingOffice::Written(word(office)),
        seat: Some(word("seat")),
    };
    let seen = SeenSeries { id, version };
    fine(fine(app.call_to_meetings(desk, seen, member).await));
    let view = fine(fine(app.meeting_series(&desk.principal, id).await));
    let member = view.series().members.last().map(|one| one.id);
    let member = fine(member.ok_or("a member"));
    let way = WayStep::Choose {
        channel,
        target: Some(target),
        reason: fine(Prose::parse(&format!("{CANARY}meeting-reason"))),
    };
    let seen = SeenSeries {
        id,
        version: version + 1,
    };
    fine(fine(app.change_member_way(desk, seen, member, way).await));
}

/// Tells whoever is called of the meeting in December, in a version of it.
async fn tell(world: &World, desk: &Writer, (id, version): (MeetingSeriesId, i64)) {
    let seen = SeenMeeting {
        series: id,
        original: fine("2026-12-08".parse()),
        version,
    };
    let sent = fine(fine(world.app.send_meeting_notices(desk, seen).await));
    assert!(sent.prepared > 0 && sent.stuck == 0, "{sent:?}");
}

/// Somebody answers to what they were told of the meeting in December, in words that somebody has to read.
async fn answer(world: &World, desk: &Writer, id: MeetingSeriesId) {
    let day = fine("2026-12-08".parse());
    let board = fine(fine(
        world.app.meeting_board(&desk.principal, id, day).await,
    ));
    let code = board.rows[0].told.last().and_then(|one| one.code.clone());
    let code = fine(code.ok_or("a code"));
    let mail = format!(
        "From: {CANARY}meeting-from <desk@example.jp>\r\nSubject: {CANARY}meeting-subject\r\nMIME-Version: 1.0\r\n\
         Content-Type: text/plain; charset=UTF-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n\
         {CANARY}meeting-answer {code}\r\n"
    );
    let taken = fine(world.app.take_mail(mail.into_bytes()).await);
    assert_eq!(taken, TakenMail::Waits);
}

/// Somebody whom mail calls to a meeting to which others come, and at which others decided something.
pub(in crate::canary) async fn plant_meeting_by_mail(world: &World, by: &Somebody) {
    let app = &world.app;
    let desk = Writer::by(by.principal.clone(), Source::Page);
    let outline = SeriesOutline {
        kind: ConferenceKind::AgencyNetworkMeeting,
        theme: line("定例会"),
        place: line("市役所 3階"),
        begins: Minute::of(14, 0),
        minutes: 90,
        rule: Recurrence {
            cadence: Cadence::NthWeekday(Nth::Second, Weekday::Tue),
            months_off: BTreeSet::new(),
            on_holiday: OnHoliday::NextWeek,
            first: day(),
            last: None,
        },
        parent: None,
    };
    let id = fine(fine(app.plan_meetings(&desk, demo(), outline).await)).0;
    let others = (CallChannel::Phone, word("phone"));
    call(world, &desk, (id, 1), ("others", others)).await;
    let office = NewMember {
        office: MeetingOffice::Written(line("ひなた就労支援室")),
        seat: None,
    };
    let seen = SeenSeries { id, version: 3 };
    fine(fine(app.call_to_meetings(&desk, seen, office).await));
    let view = fine(fine(app.meeting_series(&desk.principal, id).await));
    let member = fine(view.series().members.last().ok_or("a member")).id;
    let way = WayStep::Choose {
        channel: CallChannel::Mail,
        target: Some(line("hinata@example.jp")),
        reason: fine(Prose::parse(&format!("{CANARY}meeting-reason"))),
    };
    let seen = SeenSeries { id, version: 4 };
    fine(fine(app.change_member_way(&desk, seen, member, way).await));
    let noted = MeetingStep::Note(Prose::parse(&format!("{CANARY}meeting-notes")).ok());
    let seen = SeenMeeting {
        series: id,
        original: fine("2026-12-08".parse()),
        version: 0,
    };
    fine(fine(app.write_meeting(&desk, seen, noted).await));
    tell(world, &desk, (id, 1)).await;
    world.clock.pass(TimeDelta::minutes(6));
}
