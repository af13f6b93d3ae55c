//! The conferences in the person's copy.

use renkei_app::conference::decide::NewDecision;
use renkei_app::conference::minutes::{AttendanceStep, NotesForm, SeenNotes};
use renkei_app::conference::poll::answer::{HeardAnswer, SaidOfDates};
use renkei_app::conference::step::ConferenceStep;
use renkei_app::person_copy::ask::CopyAsked;
use renkei_domain::conference::poll::{AnswerWay, Asked, Mark, Marked};
use renkei_domain::conference::{DecisionKind, Handover, Inquiry, Presenter, Turnout};
use renkei_domain::person_copy::{CopyEntry, CopyKind};
use renkei_tests::on_every_database;

use super::minutes::held;
use super::paper::pdf;
use super::polls::polled;
use super::{a_slot, begun, conference_of, linked, member_of, stepped};
use crate::consent::{case_with_a_doctor, day, desk, prose, staff, two_agencies};
use crate::letters::pages::browser_of;
use crate::migrations::line;
use crate::record::fine;

/// What somebody wrote of a handover.
const UNSOLVED: &str = "nokotte-iru-koto";

/// Everything that stands in an entry.
fn says(entry: &CopyEntry) -> String {
    let values = entry.facts.iter().flat_map(|fact| &fact.values);
    let texts: Vec<&str> = values.map(|value| value.text.as_str()).collect();
    texts.join("\n")
}

on_every_database! {
    async fn the_person_takes_their_conferences_along_and_what_a_handover_settles_is_looked_at(world) {
        let world = world.seeded().await;
        let app = &world.app;
        let [here, _] = two_agencies(&world).await;
        let haruka = staff(&world, here, "haruka").await;
        let (case, doctor) = case_with_a_doctor(&world, &haruka, here).await;
        let id = begun(&world, &haruka, case).await;
        let team = ConferenceStep::CallTeam(vec![member_of(doctor)]);
        fine(stepped(&world, &haruka, (case, id), team).await);
        fine(stepped(&world, &haruka, (case, id), ConferenceStep::Fix(a_slot())).await);
        let handover = Handover {
            ends_on: day("2027-03-31"),
            unsolved: Some(prose(UNSOLVED)),
            natural_support: None,
            difference: None,
            explained_on: None,
            from_when: None,
            views: Default::default(),
        };
        fine(stepped(&world, &haruka, (case, id), ConferenceStep::HandOver(handover)).await);
        let hanako = linked(&world, &haruka, case, "hanako").await;

        let copy = fine(fine(app.person_copy(&hanako.principal, case).await));
        let mut at_once = copy.parts.at_once.iter();
        let conference = at_once.find(|entry| entry.kind == CopyKind::Conference);
        let conference = fine(conference.ok_or("a conference"));
        let said = says(conference);
        for words in ["高槻市役所 3階", "2026年12月4日", "だれが・いつから支援するか", "haruka さん"] {
            assert!(said.contains(words), "{words}: {said}");
        }
        assert!(!said.contains(UNSOLVED), "words of those who help: {said}");
        let told = copy.parts.at_once.iter().any(|entry| entry.kind == CopyKind::Handover);
        assert!(!told);

        fine(fine(app.ask_copy(&desk(&hanako), case, CopyAsked::ByThemselves).await));
        let copy = fine(fine(app.person_copy(&haruka.principal, case).await));
        let mut asked = copy.to_decide.iter();
        let handover = asked.find(|one| one.entry.kind == CopyKind::Handover);
        let handover = fine(handover.ok_or("a handover"));
        assert!(says(&handover.entry).contains(UNSOLVED));
    }
}

/// What the person said of a date, and what was decided: theirs to take along.
const OWN: [&str; 3] = ["watashi-no-kotae", "kimatta-koto", "denwa-de-kimeru"];

/// What others said.
const OF_OTHERS: [&str; 4] = [
    "isha-no-kotae",
    "hanashita-koto",
    "isha-no-iken",
    "kawari-no-hito",
];

on_every_database! {
    async fn the_person_takes_along_what_was_decided_and_words_of_others_are_looked_at(world) {
        let world = world.seeded().await;
        let app = &world.app;
        let [here, _] = two_agencies(&world).await;
        let haruka = staff(&world, here, "haruka").await;
        let (case, doctor) = case_with_a_doctor(&world, &haruka, here).await;
        let (of, _) = polled(&world, &haruka, case, doctor).await;
        let view = fine(fine(app.poll(&haruka.principal, of).await));
        let poll = fine(view.poll().ok_or("a poll")).clone();
        for one in &poll.respondents {
            let note = if one.who == Asked::Person { OWN[0] } else { OF_OTHERS[0] };
            let marked = Marked { mark: Mark::Yes, note: Some(line(note)) };
            let said = SaidOfDates {
                marks: [(poll.candidates[0].id, marked)].into(),
                wishes: Default::default(),
                note: None,
            };
            let heard = HeardAnswer { who: one.id, said, way: AnswerWay::Phone, said_at: poll.opened_at };
            fine(fine(app.keep_heard_answer(&desk(&haruka), of, heard).await));
        }
        let id = held(&world, &haruka, case, doctor).await;
        let seen = SeenNotes { case, conference: id, item: None, version: 0 };
        let notes = NotesForm { said: Some(prose(OF_OTHERS[1])), ..NotesForm::default() };
        fine(fine(app.write_minutes(&desk(&haruka), seen, notes).await));
        let who = conference_of(&world, &haruka, case, id).await.participants[0].id;
        let asked = Inquiry {
            asked_on: day("2026-11-19"),
            answered_on: Some(day("2026-11-20")),
            view: Some(prose(OF_OTHERS[2])),
        };
        let instead = Turnout::Substitute { name: line(OF_OTHERS[3]) };
        for step in [AttendanceStep::Asked(asked), AttendanceStep::Came(instead)] {
            fine(fine(app.mark_attendance(&desk(&haruka), (case, id), who, step).await));
        }
        let decision = NewDecision {
            item: None,
            kind: DecisionKind::Act,
            by: Presenter::Person,
            what: line(OWN[1]),
            how: Some(prose(OWN[2])),
            due_on: day("2026-11-30"),
        };
        fine(fine(app.record_decision(&desk(&haruka), (case, id), decision).await));
        let hanako = linked(&world, &haruka, case, "hanako").await;

        let copy = fine(fine(app.person_copy(&hanako.principal, case).await));
        let kinds: Vec<CopyKind> = copy.parts.at_once.iter().map(|entry| entry.kind).collect();
        assert!(kinds.contains(&CopyKind::Poll) && kinds.contains(&CopyKind::Decision), "{kinds:?}");
        let server = world.serve().await;
        let paper = format!("/cases/{case}/copy/paper");
        let json = browser_of(&server, &hanako).look(&format!("/cases/{case}/copy/json")).await.html;
        let paper = fine(pdf(&server, &hanako, &paper).await.ok_or("a sheet"));
        for copy in [&json, &paper] {
            for words in OWN {
                assert!(copy.contains(words), "{words}: {copy}");
            }
            for words in OF_OTHERS {
                assert!(!copy.contains(words), "{words} of somebody else: {copy}");
            }
        }
        let page = browser_of(&server, &hanako).look(&format!("/my/cases/{case}/conferences/{}", of.id)).await;
        assert!(page.says(OWN[0]) && !page.says(OF_OTHERS[0]), "{}", page.html);
        let page = browser_of(&server, &hanako).look(&format!("/my/cases/{case}/conferences")).await;
        let half = format!("/my/cases/{case}/conferences/{id}/paper/half-page");
        assert!(page.says("おわった 会議") && page.html.contains(&half), "{}", page.html);

        fine(fine(app.ask_copy(&desk(&hanako), case, CopyAsked::ByThemselves).await));
        let copy = fine(fine(app.person_copy(&haruka.principal, case).await));
        let to_decide: Vec<String> = copy.to_decide.iter().map(|one| says(&one.entry)).collect();
        let to_decide = to_decide.join("\n");
        for words in OF_OTHERS {
            assert!(to_decide.contains(words), "{words}: {to_decide}");
        }
        server.stop().await;
    }
}
