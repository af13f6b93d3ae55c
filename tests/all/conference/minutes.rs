//! Holding a conference: of two who take notes one does, whoever heard something gets its record, absentees get what the
//! person agreed to, and what is open comes first the next time.

use renkei_app::conference::decide::{NewDecision, SeenDecision};
use renkei_app::conference::minutes::{AttendanceStep, KeptNotes, NotesForm, SeenNotes};
use renkei_app::conference::read::ConferencesView;
use renkei_app::conference::step::ConferenceStep;
use renkei_app::conference::{ConferenceRefusal, SeenConference};
use renkei_app::consent::ConsentRefusal;
use renkei_app::consent::record::ConsentForm;
use renkei_app::provisions::read::RecordsSpan;
use renkei_app::writer::WriteKey;
use renkei_domain::conference::minutes::decision::FOLLOW_UP;
use renkei_domain::conference::{
    ConferenceFault, ConferenceState, DecisionKind, DecisionState, Inquiry, ItemNotes,
    MinutesFault, Presenter, Slot, Turnout,
};
use renkei_domain::consent::package::{Package, PlainGroup};
use renkei_domain::consent::{
    Categories, ConsentRecipient, Giver, InformationCategory, Means, PartyId, Validity,
};
use renkei_domain::ids::{AgendaItemId, CaseId, ConferenceId};
use renkei_domain::provisions::ToldHow;
use renkei_tests::clock::japan;
use renkei_tests::people::Somebody;
use renkei_tests::schema::contents;
use renkei_tests::{World, on_every_database};

use super::{a_slot, begun, conference_of, linked, member_of, stepped, view_of};
use crate::consent::{case_with_a_doctor, day, desk, prose, recorded, staff, two_agencies};
use crate::migrations::line;
use crate::record::fine;

/// A conference to which the team is called, a minute after it began.
pub(super) async fn held(
    world: &World,
    who: &Somebody,
    case: CaseId,
    called: PartyId,
) -> ConferenceId {
    let id = begun(world, who, case).await;
    let at = (case, id);
    let team = ConferenceStep::CallTeam(vec![member_of(called)]);
    fine(stepped(world, who, at, team).await);
    let slot = Slot {
        begins: japan("2026-11-20", "10:30"),
        ..a_slot()
    };
    fine(stepped(world, who, at, ConferenceStep::Fix(slot)).await);
    world.clock.set(japan("2026-11-20", "10:31"));
    fine(stepped(world, who, at, ConferenceStep::Hold).await);
    id
}

fn said(text: &str, takes_over: bool) -> NotesForm {
    NotesForm {
        said: Some(prose(text)),
        takes_over,
        ..NotesForm::default()
    }
}

async fn noted(
    world: &World,
    who: &Somebody,
    (case, conference): (CaseId, ConferenceId),
    (item, version): (Option<AgendaItemId>, i64),
    form: NotesForm,
) -> Result<KeptNotes, ConferenceRefusal> {
    let seen = SeenNotes {
        case,
        conference,
        item,
        version,
    };
    fine(world.app.write_minutes(&desk(who), seen, form).await)
}

fn stands(view: &ConferencesView, id: ConferenceId, item: Option<AgendaItemId>) -> Option<String> {
    let minutes = view.minutes(id);
    let notes: Option<&ItemNotes> = minutes.notes_of(item);
    notes
        .and_then(|notes| notes.said.as_ref())
        .map(ToString::to_string)
}

fn no<T>(fault: MinutesFault) -> Result<T, ConferenceRefusal> {
    Err(ConferenceRefusal::Conference(ConferenceFault::Minutes(
        fault,
    )))
}

/// What the person agrees that a conference of a handover tells somebody, on paper too.
pub(super) fn agreed_to(party: PartyId, means: &[Means]) -> ConsentForm {
    let package = Package::HandoverMeeting;
    ConsentForm {
        giver: Giver::Person,
        recipients: [ConsentRecipient::Named(party)].into(),
        categories: package.agreed(&[PlainGroup::Work]),
        purposes: package.purposes(),
        means: package
            .means()
            .into_iter()
            .chain(means.iter().copied())
            .collect(),
        validity: fine(Validity::new(day("2026-11-20"), day("2027-11-19"))),
        renews: None,
    }
}

fn a_task(by: Presenter, item: Option<AgendaItemId>) -> NewDecision {
    NewDecision {
        item,
        kind: DecisionKind::Act,
        by,
        what: line("職場を訪ねる"),
        how: None,
        due_on: day("2026-11-30"),
    }
}

on_every_database! {
    async fn of_two_who_take_notes_one_does_and_the_other_may_take_over(world) {
        let world = world.seeded().await;
        let [here, there] = two_agencies(&world).await;
        let haruka = staff(&world, here, "haruka").await;
        let nagi = staff(&world, here, "nagi").await;
        let sora = staff(&world, there, "sora").await;
        let (case, doctor) = case_with_a_doctor(&world, &haruka, here).await;
        let draft = begun(&world, &haruka, case).await;
        let early = noted(&world, &haruka, (case, draft), (None, 0), said("x", false)).await;
        assert_eq!(early, no(MinutesFault::NotOpen(ConferenceState::Draft)));
        let id = held(&world, &haruka, case, doctor).await;
        let at = (case, id);
        let strange = noted(&world, &sora, at, (None, 0), said("x", false)).await;
        assert_eq!(strange, Err(ConferenceRefusal::Case(ConsentRefusal::NotFound)));

        let first = fine(noted(&world, &haruka, at, (None, 0), said("はじめ", false)).await);
        assert_eq!(first.version, 1);
        let other = noted(&world, &nagi, at, (None, 1), said("べつの言葉", false)).await;
        assert_eq!(other, no(MinutesFault::OtherTaker));
        // Whoever takes over has seen what stands there.
        let unseen = noted(&world, &nagi, at, (None, 0), said("べつの言葉", true)).await;
        assert_eq!(unseen, Err(ConferenceRefusal::Overtaken));
        let view = view_of(&world, &nagi, case).await;
        assert_eq!(stands(&view, id, None).as_deref(), Some("はじめ"));
        let taken = fine(noted(&world, &nagi, at, (None, 1), said("はじめ、べつの言葉", true)).await);
        assert_eq!(taken.version, 2);
        let late = noted(&world, &haruka, at, (None, 1), said("つづき", false)).await;
        assert_eq!(late, no(MinutesFault::OtherTaker));
        let view = view_of(&world, &haruka, case).await;
        assert_eq!(stands(&view, id, None).as_deref(), Some("はじめ、べつの言葉"));
        let taker = view.minutes(id).taker.map(|taker| taker.account);
        assert_eq!((taker, view.names.contains_key(&nagi.id)), (Some(nagi.id), true));

        // What is sent again since its answer was lost is kept once.
        let key = fine(WriteKey::parse("autosave-1"));
        let once = desk(&nagi).once(Some(key));
        let seen = SeenNotes { case, conference: id, item: None, version: 2 };
        for _ in 0..2 {
            let kept = fine(fine(world.app.write_minutes(&once, seen, said("つづき", false)).await));
            assert_eq!(kept.version, 3);
        }
        let view = view_of(&world, &nagi, case).await;
        assert_eq!(stands(&view, id, None).as_deref(), Some("つづき"));
    }
}

on_every_database! {
    async fn whoever_came_gets_the_record_of_what_they_heard_when_it_is_closed(world) {
        let world = world.seeded().await;
        let app = &world.app;
        let [here, _] = two_agencies(&world).await;
        let haruka = staff(&world, here, "haruka").await;
        let (case, doctor) = case_with_a_doctor(&world, &haruka, here).await;
        recorded(&world, &haruka, case, agreed_to(doctor, &[])).await;
        let id = held(&world, &haruka, case, doctor).await;
        let at = (case, id);
        let missing = stepped(&world, &haruka, at, ConferenceStep::Close).await;
        assert_eq!(missing, no(MinutesFault::AttendanceMissing));
        let conference = conference_of(&world, &haruka, case, id).await;
        let who = conference.participants[0].id;
        let instead = Turnout::Substitute { name: line("中村 さくら") };
        let came = AttendanceStep::Came(instead);
        fine(fine(app.mark_attendance(&desk(&haruka), at, who, came).await));
        let view = view_of(&world, &haruka, case).await;
        let minutes = view.minutes(id);
        let uncovered = view.uncovered(&conference, &minutes, &conference.participants[0]);
        assert!(uncovered.contains(&InformationCategory::History), "{uncovered:?}");
        let records = async || {
            let span = RecordsSpan::default();
            fine(fine(app.records(&haruka.principal, case, span).await)).file.provisions
        };
        assert!(records().await.is_empty());
        world.clock.set(japan("2026-11-20", "12:00"));
        fine(stepped(&world, &haruka, at, ConferenceStep::Close).await);
        let records = records().await;
        let [kept] = records.as_slice() else { panic!("{records:?}") };
        let record = &kept.record;
        assert_eq!((record.to, record.means), (doctor, Means::Meeting));
        assert_eq!(record.at, japan("2026-11-20", "10:30"));
        assert_eq!(record.noted_at, japan("2026-11-20", "12:00"));
        assert_eq!(record.recipient.contact.as_ref().map(|name| name.as_str()), Some("中村 さくら"));
        let told = record.categories();
        assert!(told.contains(&InformationCategory::Basic) && !told.contains(&InformationCategory::History));
        let heard = minutes.heard(&conference, &conference.participants[0]);
        let covered: Categories = heard.difference(&uncovered).copied().collect();
        assert_eq!(told, covered);
        let over = noted(&world, &haruka, at, (None, 0), said("x", false)).await;
        assert_eq!(over, no(MinutesFault::NotOpen(ConferenceState::Closed)));
    }
}

on_every_database! {
    async fn an_absentee_gets_what_the_person_agreed_to_and_handing_it_over_is_a_telling(world) {
        let world = world.seeded().await;
        let app = &world.app;
        let [here, _] = two_agencies(&world).await;
        let haruka = staff(&world, here, "haruka").await;
        let (case, doctor) = case_with_a_doctor(&world, &haruka, here).await;
        let id = held(&world, &haruka, case, doctor).await;
        let at = (case, id);
        let conference = conference_of(&world, &haruka, case, id).await;
        let one = &conference.participants[0];
        let at_desk = desk(&haruka);
        let asked = Inquiry {
            asked_on: day("2026-11-19"),
            answered_on: Some(day("2026-11-20")),
            view: Some(prose("訪問は月に1回でよい")),
        };
        let asked = AttendanceStep::Asked(asked);
        fine(fine(app.mark_attendance(&desk(&haruka), at, one.id, asked).await));
        let absent = AttendanceStep::Came(Turnout::Absent);
        fine(fine(app.mark_attendance(&desk(&haruka), at, one.id, absent).await));
        fine(noted(&world, &haruka, at, (None, 0), said("本人の言葉", false)).await);
        for item in &conference.agenda.items {
            fine(noted(&world, &haruka, at, (Some(item.id), 0), said("話した", false)).await);
        }
        let view = view_of(&world, &haruka, case).await;
        let minutes = view.minutes(id);
        let line = fine(minutes.line(one.id).ok_or("a line"));
        assert!(line.inquiry.is_some() && line.turnout == Some(Turnout::Absent));
        assert_eq!(view.copy(&conference, &minutes, one), None);
        let handed = app.hand_minutes(&at_desk, &view, (&conference, one), ToldHow::Document);
        assert!(fine(handed.await).is_err());

        recorded(&world, &haruka, case, agreed_to(doctor, &[Means::Document])).await;
        let view = view_of(&world, &haruka, case).await;
        let copy = fine(view.copy(&conference, &minutes, one).ok_or("a copy"));
        assert!(!copy.was_there && copy.own.is_none() && copy.held_back > 0);
        let agreed = Package::HandoverMeeting.agreed(&[PlainGroup::Work]);
        assert!(!copy.items.is_empty() && copy.items.len() < conference.agenda.items.len());
        assert!(copy.items.iter().all(|(item, _)| item.categories.is_subset(&agreed)));
        let handed = app.hand_minutes(&at_desk, &view, (&conference, one), ToldHow::Document);
        fine(fine(handed.await));
        let span = RecordsSpan::default();
        let records = fine(fine(app.records(&haruka.principal, case, span).await)).file.provisions;
        let [kept] = records.as_slice() else { panic!("{records:?}") };
        assert_eq!((kept.record.means, kept.record.categories()), (Means::Document, copy.tells));
        // Whoever was not there heard nothing: closing makes no record of it.
        fine(stepped(&world, &haruka, at, ConferenceStep::Close).await);
        let span = RecordsSpan::default();
        let records = fine(fine(app.records(&haruka.principal, case, span).await)).file.provisions;
        assert_eq!(records.len(), 1);
    }
}

on_every_database! {
    async fn what_was_decided_and_is_open_comes_first_at_the_next_conference(world) {
        let world = world.seeded().await;
        let app = &world.app;
        let [here, _] = two_agencies(&world).await;
        let haruka = staff(&world, here, "haruka").await;
        let (case, doctor) = case_with_a_doctor(&world, &haruka, here).await;
        let hanako = linked(&world, &haruka, case, "hanako").await;
        let id = held(&world, &haruka, case, doctor).await;
        let at = (case, id);
        let conference = conference_of(&world, &haruka, case, id).await;
        let first = conference.agenda.items[0].id;
        let by = Presenter::Participant(conference.participants[0].id);
        for new in [a_task(by, Some(first)), a_task(Presenter::Person, None)] {
            fine(fine(app.record_decision(&desk(&haruka), at, new).await));
        }
        let early = NewDecision { due_on: day("2026-11-19"), ..a_task(Presenter::Host, None) };
        let early = fine(app.record_decision(&desk(&haruka), at, early).await);
        assert_eq!(early.err(), no::<()>(MinutesFault::Due).err());
        let view = view_of(&world, &hanako, case).await;
        let doers: Vec<String> = view.decided(id).iter().map(|one| view.doer(one)).collect();
        assert!(doers.contains(&"本人".to_owned()) && doers.len() == 2, "{doers:?}");
        let theirs = fine(app.record_decision(&desk(&hanako), at, a_task(Presenter::Person, None)).await);
        assert_eq!(theirs.err(), Some(ConferenceRefusal::Case(ConsentRefusal::NotFound)));

        let decision = view.decided(id)[0].clone();
        let seen = SeenDecision { case, id: decision.id, version: decision.version };
        fine(fine(app.settle_decision(&desk(&haruka), seen, DecisionState::Done).await));
        let again = fine(app.settle_decision(&desk(&haruka), seen, DecisionState::Dropped).await);
        assert_eq!(again.err(), no::<()>(MinutesFault::NoSuchDecision).err());

        let seen = SeenConference { case, id, version: conference.version };
        let slot = Slot { begins: japan("2026-12-18", "15:00"), ..a_slot() };
        let next = fine(fine(app.begin_next_conference(&desk(&haruka), seen, Some(slot.clone())).await)).0;
        let twice = fine(app.begin_next_conference(&desk(&haruka), seen, None).await);
        assert_eq!(twice.err(), no::<()>(MinutesFault::NextIsThere).err());
        let view = view_of(&world, &haruka, case).await;
        let follows = fine(view.conference(next).ok_or("the next"));
        assert_eq!((follows.state, follows.slot.as_ref()), (ConferenceState::Scheduled, Some(&slot)));
        let titles: Vec<&str> = follows.agenda.items.iter().map(|item| item.title.as_str()).collect();
        assert_eq!((titles[0], titles.len()), (FOLLOW_UP, conference.agenda.items.len() + 1));
        assert_eq!(follows.participants.len(), 1);
        assert_ne!(follows.participants[0].id, conference.participants[0].id);
        let half = view.half_page(&conference);
        assert_eq!((half.decisions.len(), half.next), (2, Some(&slot)));
        assert_eq!(view.open_before(next).len(), 1);
        // Another one begins with it too.
        let another = begun(&world, &haruka, case).await;
        let another = conference_of(&world, &haruka, case, another).await;
        assert_eq!(another.agenda.items[0].title.as_str(), FOLLOW_UP);
    }
}

on_every_database! {
    async fn what_was_said_and_decided_stands_nowhere_in_the_open(world) {
        let world = world.seeded().await;
        let app = &world.app;
        let [here, _] = two_agencies(&world).await;
        let haruka = staff(&world, here, "haruka").await;
        let (case, doctor) = case_with_a_doctor(&world, &haruka, here).await;
        let id = held(&world, &haruka, case, doctor).await;
        let at = (case, id);
        let who = conference_of(&world, &haruka, case, id).await.participants[0].id;
        fine(noted(&world, &haruka, at, (None, 0), said("hanashita-koto", false)).await);
        let instead = Turnout::Substitute { name: line("kawari-no-hito") };
        let came = AttendanceStep::Came(instead);
        fine(fine(app.mark_attendance(&desk(&haruka), at, who, came).await));
        let task = NewDecision { what: line("kimatta-koto"), ..a_task(Presenter::Host, None) };
        fine(fine(app.record_decision(&desk(&haruka), at, task).await));
        for rows in contents(&world, &[]).await.values() {
            for row in rows {
                for word in ["hanashita-koto", "kawari-no-hito", "kimatta-koto"] {
                    assert!(!row.contains(word), "{row}");
                }
            }
        }
        let view = view_of(&world, &haruka, case).await;
        assert_eq!(stands(&view, id, None).as_deref(), Some("hanashita-koto"));
        assert_eq!(view.decided(id)[0].what.as_str(), "kimatta-koto");
    }
}
