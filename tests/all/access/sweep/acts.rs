//! Acts that have no form of their own, or whose form would not send a strange id: the rule stands below the pages.

use std::fmt::Debug;

use chrono::NaiveDate;
use renkei_app::cases::SeenCase;
use renkei_app::cases::keep::NewNote;
use renkei_app::consent::settle::SettleForm;
use renkei_app::consent::stop::StopForm;
use renkei_app::provisions::reported::ReportForm;
use renkei_app::provisions::told::Partner;
use renkei_domain::cases::case::{AgreedHow, Agreement};
use renkei_domain::cases::employment::{EmployerTie, Voice};
use renkei_domain::cases::note::{NoteCategory, NoteScope};
use renkei_domain::consent::{
    ExceptionStep, HaltOf, InformationCategory, LegalGround, Means, PartyId,
};
use renkei_domain::ids::{CaseId, CaseNoteId, ConsentId, ExceptionId, HaltId, TeamMemberId};
use renkei_domain::text::Prose;
use renkei_tests::World;
use renkei_tests::on_every_database;
use renkei_tests::people::by_page;
use renkei_tests::schema::contents;
use uuid::Uuid;

use super::planted::{Planted, a_pause, an_exception};
use super::{Neighbours, assert_nothing_changed, nowhere, telling};
use crate::migrations::line;
use crate::record::fine;

/// The acts, each with the table whose ids are tried.
const ACTS: [(&str, &str); 14] = [
    ("an exception", "support_case"),
    ("a report", "support_case"),
    ("settling an exception", "consent_exception"),
    ("settling in a strange case", "support_case"),
    ("a pause", "support_case"),
    ("a pause of one consent", "consent"),
    ("going on", "consent_halt"),
    ("going on in a strange case", "support_case"),
    ("a note", "support_case"),
    ("a correction", "case_note"),
    ("the same person", "support_case"),
    ("a code", "support_case"),
    ("leaving", "support_case"),
    ("everything about a case", "support_case"),
];

/// How an act was answered.
pub(super) fn told<T, R: Debug>(answer: Result<T, R>) -> String {
    match answer {
        Ok(_) => "done".to_owned(),
        Err(refusal) => format!("{refusal:?}"),
    }
}

fn a_note(corrects: Option<CaseNoteId>) -> NewNote {
    NewNote {
        on: NaiveDate::from_ymd_opt(2026, 11, 18).unwrap_or_default(),
        category: NoteCategory::Talk,
        scope: NoteScope::Agency,
        body: fine(Prose::parse("訂正")),
        corrects,
    }
}

/// That somebody was told without consent.
fn a_report() -> ReportForm {
    ReportForm {
        ground: LegalGround::AbuseReport,
        reason: fine(Prose::parse("あざがある")),
        to: Partner::typed(line("市の窓口")),
        heard_by: None,
        tie: EmployerTie::NotTheEmployer,
        categories: [InformationCategory::Basic].into_iter().collect(),
        means: Means::Phone,
        told_at: None,
    }
}

/// The end of an exception.
fn an_end(exception: ExceptionId) -> SettleForm {
    SettleForm {
        exception,
        step: ExceptionStep::Ended,
        reason: fine(Prose::parse("すんだ")),
    }
}

/// Tries an act with an id.
async fn tried(world: &World, ours: &Planted, act: &str, id: Uuid) -> String {
    let app = &world.app;
    let desk = by_page(&ours.staff.principal);
    let case = CaseId::from_uuid(id);
    match act {
        "an exception" => {
            let to = PartyId::Written(TeamMemberId::from_uuid(ours.ids("team_member")[0]));
            told(fine(
                app.name_exception(&desk, case, an_exception(to)).await,
            ))
        }
        "a report" => told(fine(app.report_exception(&desk, case, a_report()).await)),
        "settling an exception" => {
            let exception = ExceptionId::from_uuid(id);
            let done = app.settle_exception(&desk, ours.case, an_end(exception));
            told(fine(done.await))
        }
        "settling in a strange case" => {
            let exception = ExceptionId::from_uuid(ours.ids("consent_exception")[0]);
            told(fine(
                app.settle_exception(&desk, case, an_end(exception)).await,
            ))
        }
        "a pause" => told(fine(app.stop_consent(&desk, case, a_pause()).await)),
        "a pause of one consent" => {
            let of = HaltOf::One(ConsentId::from_uuid(id));
            let form = StopForm { of, ..a_pause() };
            told(fine(app.stop_consent(&desk, ours.case, form).await))
        }
        "going on" => {
            let halt = HaltId::from_uuid(id);
            let done = app.resume_consent(&desk, ours.case, halt, Voice::Person);
            told(fine(done.await))
        }
        "going on in a strange case" => {
            let halt = HaltId::from_uuid(ours.ids("consent_halt")[0]);
            told(fine(
                app.resume_consent(&desk, case, halt, Voice::Person).await,
            ))
        }
        "a note" => told(fine(app.write_case_note(&desk, case, a_note(None)).await)),
        "a correction" => {
            let note = a_note(Some(CaseNoteId::from_uuid(id)));
            told(fine(app.write_case_note(&desk, ours.case, note).await))
        }
        "the same person" => {
            let seen = SeenCase {
                id: ours.consultation,
                version: 1,
            };
            let agreed = Agreement {
                on: NaiveDate::from_ymd_opt(2026, 11, 20).unwrap_or_default(),
                how: AgreedHow::Oral,
            };
            told(fine(
                app.bind_case_to_known(&desk, seen, case, agreed).await,
            ))
        }
        "a code" => told(fine(app.offer_case_link(&desk, case).await)),
        "leaving" => {
            let own = by_page(&ours.person.principal);
            told(fine(app.leave_case(&own, case).await))
        }
        "everything about a case" => {
            let view = told(fine(app.case_view(&ours.staff.principal, case).await));
            let consents = told(fine(app.consents(&ours.person.principal, case).await));
            let exceptions = told(fine(app.exceptions(&ours.staff.principal, case).await));
            let all = [view, consents, exceptions];
            let done = all.iter().find(|answer| *answer == "done");
            done.cloned().unwrap_or_else(|| all.join(" "))
        }
        other => panic!("{other} is none of these acts"),
    }
}

/// What is somebody else's is not told from what exists nowhere.
fn assert_looks_missing(act: &str, [real, none]: [String; 2]) {
    assert_ne!(real, "done", "{act}");
    assert_eq!(
        real, none,
        "{act}: somebody else's is told from a missing one"
    );
}

on_every_database! {
    async fn every_id_of_another_organization_looks_missing_to_every_act(world) {
        let world = world.seeded().await;
        let neighbours = Neighbours::of(&world).await;
        let ours = &neighbours.ours;
        let before = contents(&world, &[("session", "seen_at")]).await;
        for (act, table) in ACTS {
            for id in neighbours.strange(table) {
                let real = tried(&world, ours, act, id).await;
                let none = tried(&world, ours, act, nowhere(id)).await;
                assert_looks_missing(act, [real, none]);
            }
        }
        for (act, table) in telling::ACTS {
            for id in neighbours.strange(table) {
                let real = telling::tried(&world, ours, act, id).await;
                let none = telling::tried(&world, ours, act, nowhere(id)).await;
                assert_looks_missing(act, [real, none]);
            }
        }
        assert_nothing_changed(&world, before).await;
    }
}
