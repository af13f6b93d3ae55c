//! A conference with something in every text of it.

use chrono::{NaiveDate, TimeDelta};
use renkei_app::conference::SeenConference;
use renkei_app::conference::begin::NewConference;
use renkei_app::conference::decide::NewDecision;
use renkei_app::conference::minutes::{AttendanceStep, NotesForm, SeenNotes};
use renkei_app::conference::poll::OfConference;
use renkei_app::conference::poll::answer::{HeardAnswer, SaidOfDates};
use renkei_app::conference::poll::open::NewPoll;
use renkei_app::conference::step::ConferenceStep;
use renkei_app::writer::Writer;
use renkei_domain::conference::poll::{
    AnswerWay, Mark, Marked, NamesShown, PersonTimes, PollOffer,
};
use renkei_domain::conference::{
    Absence, AbsenceReason, Agenda, AgendaItem, Aim, Attendance, ConferenceKind, ConferencePurpose,
    DecisionKind, FamilyTime, Handover, HandoverView, Inquiry, Invitee, Participant, PersonWords,
    Presence, Presenter, Slot, Substitute, TimeWindow, ToBring, Turnout,
};
use renkei_domain::consent::InformationCategory;
use renkei_domain::ids::CaseId;
use renkei_domain::text::Prose;
use renkei_tests::World;
use renkei_tests::clock::japan;

use super::{CANARY, day, word};
use crate::record::fine;

/// A handover without the person, with somebody who was typed in, that is postponed, and its family asked about another date.
pub(super) async fn plant_conference(world: &World, desk: &Writer, case: CaseId) {
    let app = &world.app;
    let prose = |field: &str| Prose::parse(&format!("{CANARY}{field}")).ok();
    let absence = prose("absence").map(|words| Absence {
        reason: AbsenceReason::PersonDeclined,
        words,
    });
    let window = TimeWindow::new(0, 30).ok();
    let family = window.map(|window| FamilyTime {
        agreed_on: day(),
        window,
    });
    let new = NewConference {
        kind: ConferenceKind::CaseConference,
        purpose: ConferencePurpose::Handover,
        presence: Presence { absence, family },
        host: None,
        to_bring: prose("bring").and_then(|text| ToBring::new(text).ok()),
    };
    let id = fine(fine(app.begin_conference(desk, case, new).await)).0;
    let invited = Participant {
        id: app.new_participant(),
        who: Invitee::Written {
            name: word("invitee"),
            fax: Some(word("invitee-fax")),
        },
        role: None,
        attendance: Attendance::Required,
        window: None,
        substitute: Substitute::Nobody,
        unwanted_since: None,
    };
    let item = AgendaItem {
        id: app.new_agenda_item(),
        title: word("agenda"),
        minutes: 10,
        presenter: Presenter::Participant(invited.id),
        aim: Aim::Decide,
        categories: [InformationCategory::History].into(),
    };
    let words = PersonWords {
        wishes: prose("conference-wishes"),
        can_do: prose("conference-can-do"),
        to_talk: prose("conference-to-talk"),
        not_to_talk: prose("conference-not-to-talk"),
        from: None,
    };
    let handover = Handover {
        ends_on: day(),
        unsolved: prose("unsolved"),
        natural_support: prose("natural-support"),
        difference: prose("difference"),
        explained_on: None,
        from_when: prose("from-when"),
        views: [(HandoverView::Family, prose("handover-view"))].into(),
    };
    let slot = Slot {
        begins: japan("2036-11-27", "15:00"),
        minutes: 60,
        place: word("conference-place"),
    };
    let agenda = Agenda {
        items: vec![item],
        ..Agenda::default()
    };
    let steps = [
        ConferenceStep::Call(invited),
        ConferenceStep::TalkAbout(agenda),
        ConferenceStep::Hear(words),
        ConferenceStep::HandOver(handover),
        ConferenceStep::Fix(slot),
        ConferenceStep::Postpone(fine(prose("conference-why").ok_or("a text"))),
        ConferenceStep::Shown(day()),
    ];
    for (step, version) in steps.into_iter().zip(1..) {
        let seen = SeenConference { case, id, version };
        fine(fine(app.step_conference(desk, seen, step).await));
    }
    plant_poll(
        world,
        desk,
        SeenConference {
            case,
            id,
            version: 8,
        },
    )
    .await;
    plant_minutes(world, desk, case).await;
}

/// A conference that was held, with something in every text of its minutes. Nobody waits for it: the clock stands
/// afterwards where it stood.
async fn plant_minutes(world: &World, desk: &Writer, case: CaseId) {
    let app = &world.app;
    let prose = |field: &str| Prose::parse(&format!("{CANARY}{field}")).ok();
    let new = NewConference {
        kind: ConferenceKind::CaseConference,
        purpose: ConferencePurpose::ReviewPlan,
        presence: Presence::default(),
        host: None,
        to_bring: None,
    };
    let id = fine(fine(app.begin_conference(desk, case, new).await)).0;
    let who = app.new_participant();
    let invited = Participant {
        id: who,
        who: Invitee::Written {
            name: word("absentee"),
            fax: None,
        },
        role: None,
        attendance: Attendance::Optional,
        window: None,
        substitute: Substitute::SameAgency,
        unwanted_since: None,
    };
    let before = app.now();
    let slot = Slot {
        begins: before.plus(TimeDelta::seconds(1)),
        minutes: 60,
        place: word("minutes-place"),
    };
    let seen = |version| SeenConference { case, id, version };
    let call = ConferenceStep::Call(invited);
    fine(fine(app.step_conference(desk, seen(1), call).await));
    let fix = ConferenceStep::Fix(slot);
    fine(fine(app.step_conference(desk, seen(2), fix).await));
    world.clock.set(before.plus(TimeDelta::seconds(1)));
    let hold = ConferenceStep::Hold;
    fine(fine(app.step_conference(desk, seen(3), hold).await));
    world.clock.set(before);
    let notes = NotesForm {
        said: prose("minutes-said"),
        conclusion: prose("minutes-conclusion"),
        remaining: prose("minutes-remaining"),
        ..NotesForm::default()
    };
    let own = SeenNotes {
        case,
        conference: id,
        item: None,
        version: 0,
    };
    fine(fine(app.write_minutes(desk, own, notes).await));
    let today = before.in_japan().date;
    let asked = Inquiry {
        asked_on: today,
        answered_on: Some(today),
        view: prose("absentee-view"),
    };
    let instead = Turnout::Substitute {
        name: word("substitute"),
    };
    for step in [AttendanceStep::Asked(asked), AttendanceStep::Came(instead)] {
        fine(fine(app.mark_attendance(desk, (case, id), who, step).await));
    }
    let decision = NewDecision {
        item: None,
        kind: DecisionKind::Act,
        by: Presenter::Host,
        what: word("decision"),
        how: prose("decision-how"),
        due_on: NaiveDate::from_ymd_opt(2036, 12, 1).unwrap_or_default(),
    };
    fine(fine(app.record_decision(desk, (case, id), decision).await));
}

/// What the family says of a date, which somebody wrote down.
async fn plant_poll(world: &World, desk: &Writer, seen: SeenConference) {
    let app = &world.app;
    let new = NewPoll {
        minutes: 60,
        begins: vec![japan("2036-12-04", "15:00")],
        deadline: japan("2036-12-01", "12:00").in_japan().date,
        names: NamesShown::Shown,
        hardest: None,
        offer: PollOffer::Everybody,
        quorum: Vec::new(),
        person_times: PersonTimes::default(),
    };
    fine(fine(app.open_poll(desk, seen, new).await));
    let of = OfConference {
        case: seen.case,
        id: seen.id,
    };
    let view = fine(fine(app.poll(&desk.principal, of).await));
    let poll = fine(view.poll().ok_or("a poll"));
    let marks = poll.candidates.iter().map(|date| {
        let marked = Marked {
            mark: Mark::No,
            note: Some(word("poll-why")),
        };
        (date.id, marked)
    });
    let heard = HeardAnswer {
        who: poll.respondents[0].id,
        said: SaidOfDates {
            marks: marks.collect(),
            wishes: Default::default(),
            note: Prose::parse(&format!("{CANARY}poll-note")).ok(),
        },
        way: AnswerWay::Phone,
        said_at: poll.opened_at,
    };
    fine(fine(app.keep_heard_answer(desk, of, heard).await));
}
