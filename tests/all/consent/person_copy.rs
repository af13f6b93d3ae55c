//! The person's copy: what they have at once, the rest once its holder looked at it, and what is withheld and why.

mod left;
mod looked;
mod pages;
mod taken_back;

use renkei_app::cases::keep::NewNote;
use renkei_app::consent::ConsentRefusal;
use renkei_app::consent::except::ExceptionForm;
use renkei_app::person_copy::CopyRefusal;
use renkei_app::person_copy::ask::{AtTheDesk, CopyAsked};
use renkei_app::person_copy::decide::CopyDecisionForm;
use renkei_app::person_copy::read::{PersonCopyView, ToDecide};
use renkei_app::provisions::receive::ReceiptForm;
use renkei_app::provisions::told::{Partner, TellForm};
use renkei_domain::cases::note::{NoteCategory, NoteScope};
use renkei_domain::consent::{InformationCategory, LegalGround, Means, PartyId};
use renkei_domain::ids::{CaseId, CopyRequestId};
use renkei_domain::people::{OrganizationPost, Standing};
use renkei_domain::person_copy::{CopyDecision, CopyEntry, CopyFault, CopyKind};
use renkei_domain::provisions::{ObtainedHow, ReceivedBy, ToldHow};
use renkei_tests::people::{Somebody, somebody};
use renkei_tests::schema::contents;
use renkei_tests::{World, on_every_database};

use super::posts::holding;
use super::{agreed, case_with_a_doctor, day, desk, prose, recorded, seen_by, staff, two_agencies};
use crate::record::fine;

/// What is said in a note, and what the doctor said.
const NOTED: &str = "note-no-himitsu";
const HEARD: &str = "ishi-no-kotoba";

/// Why the words of the doctor are withheld.
const WHY: &str = "riyuu-no-setsumei";

fn a_note(scope: NoteScope, body: &str) -> NewNote {
    NewNote {
        on: day("2026-11-18"),
        category: NoteCategory::Talk,
        scope,
        body: prose(body),
        corrects: None,
    }
}

fn told(to: PartyId, category: InformationCategory) -> TellForm {
    TellForm {
        to: Partner::InTeam(to),
        heard_by: None,
        categories: [category].into(),
        how: ToldHow::Phone,
        purpose: None,
        at: None,
    }
}

/// A case with something at once and something to look at: a note, and what the doctor said.
async fn kept_about(world: &World, who: &Somebody, id: CaseId, doctor: PartyId) {
    let app = &world.app;
    recorded(world, who, id, agreed(doctor, "2027-11-19")).await;
    let visits = told(doctor, InformationCategory::MedicationVisits);
    fine(fine(app.tell(&desk(who), id, visits).await));
    let note = a_note(NoteScope::Agency, NOTED);
    fine(fine(app.write_case_note(&desk(who), id, note).await));
    let heard = ReceiptForm {
        from: Partner::InTeam(doctor),
        told_by: None,
        address: None,
        head: None,
        obtained: ObtainedHow::InTheirWork,
        ground: ReceivedBy::Consent,
        categories: [InformationCategory::MedicationVisits].into(),
        what: Some(prose(HEARD)),
        means: Means::Phone,
        on: day("2026-11-18"),
    };
    fine(fine(app.note_receipt(&desk(who), id, heard).await));
}

async fn linked(world: &World, who: &Somebody, id: CaseId, name: &str) -> Somebody {
    let app = &world.app;
    let person = somebody(app, Standing::Person, name).await;
    let link = fine(fine(app.offer_case_link(&desk(who), id).await));
    fine(fine(app.accept_case(&desk(&person), &link.code).await));
    person
}

async fn copy_of(
    world: &World,
    who: &Somebody,
    id: CaseId,
) -> Result<PersonCopyView, ConsentRefusal> {
    fine(world.app.person_copy(&who.principal, id).await)
}

fn kinds(entries: &[CopyEntry]) -> Vec<CopyKind> {
    entries.iter().map(|entry| entry.kind).collect()
}

/// What is decided about something as somebody sees it.
fn decision(
    request: CopyRequestId,
    one: &ToDecide,
    decision: CopyDecision,
    reason: Option<&str>,
) -> CopyDecisionForm {
    CopyDecisionForm {
        request,
        kind: one.entry.kind,
        source: one.entry.source,
        mark: one.mark.clone(),
        decision,
        reason: reason.map(prose),
    }
}

fn of_kind(view: &PersonCopyView, kind: CopyKind) -> &ToDecide {
    let mut things = view.to_decide.iter();
    fine(things.find(|one| one.entry.kind == kind).ok_or(kind))
}

on_every_database! {
    async fn the_person_has_at_once_what_they_gave_and_the_rest_once_it_was_looked_at(world) {
        let world = world.seeded().await;
        let app = &world.app;
        let [here, there] = two_agencies(&world).await;
        let haruka = staff(&world, here, "haruka").await;
        let nagi = staff(&world, here, "nagi").await;
        let sora = staff(&world, there, "sora").await;
        let (id, doctor) = case_with_a_doctor(&world, &haruka, here).await;
        kept_about(&world, &haruka, id, doctor).await;
        let own_note = a_note(NoteScope::Own, "jibun-dake");
        fine(fine(app.write_case_note(&desk(&nagi), id, own_note).await));
        let hanako = linked(&world, &haruka, id, "hanako").await;
        let other = somebody(app, Standing::Person, "other").await;
        for stranger in [&sora, &other] {
            let refused = copy_of(&world, stranger, id).await.err();
            assert_eq!(refused, Some(ConsentRefusal::NotFound), "somebody else's copy looks missing");
            let asked = app.ask_copy(&desk(stranger), id, CopyAsked::ByThemselves).await;
            assert_eq!(fine(asked).err(), Some(CopyRefusal::Case(ConsentRefusal::NotFound)));
        }

        let view = fine(copy_of(&world, &hanako, id).await);
        assert!(view.is_person && !view.may_keep && view.to_decide.is_empty());
        let at_once = [
            CopyKind::Person, CopyKind::Consent, CopyKind::TeamMember, CopyKind::Link, CopyKind::Provision, CopyKind::Looked,
        ];
        assert_eq!(kinds(&view.parts.at_once), at_once);
        assert!(view.parts.released.is_empty() && view.parts.open.is_none());

        let staff_only = app.ask_copy(&desk(&haruka), id, CopyAsked::ByThemselves).await;
        assert_eq!(fine(staff_only).err(), Some(CopyRefusal::Case(ConsentRefusal::NotFound)));
        let request = fine(fine(app.ask_copy(&desk(&hanako), id, CopyAsked::ByThemselves).await)).0;
        let again = app.ask_copy(&desk(&hanako), id, CopyAsked::ByThemselves).await;
        assert_eq!(fine(again).err(), Some(CopyRefusal::Copy(CopyFault::AskedBefore)));
        let open = fine(app.open_copies(&haruka.principal).await);
        assert_eq!(open.len(), 1);
        assert_eq!(open[0].due(), day("2026-12-04"));
        assert!(fine(app.open_copies(&sora.principal).await).is_empty());
        assert!(fine(app.open_copies(&hanako.principal).await).is_empty());

        let view = fine(copy_of(&world, &haruka, id).await);
        let asked: Vec<CopyKind> = view.to_decide.iter().map(|one| one.entry.kind).collect();
        assert_eq!(asked, [CopyKind::Note, CopyKind::Note, CopyKind::Receipt]);
        let (own, shared): (Vec<&ToDecide>, Vec<&ToDecide>) =
            view.to_decide.iter().filter(|one| one.entry.kind == CopyKind::Note).partition(|one| one.reader.is_some());
        assert!(own[0].reader == Some(nagi.id) && own[0].entry.facts.is_empty(), "no more than that it is there");
        let given = CopyDecision::Given;
        let unread = app.decide_copy_item(&desk(&haruka), id, decision(request, own[0], given, None)).await;
        assert_eq!(fine(unread).err(), Some(CopyRefusal::Copy(CopyFault::OwnNote)));
        let heard = of_kind(&view, CopyKind::Receipt);
        let silent = decision(request, heard, CopyDecision::ThirdPerson, None);
        let silent = app.decide_copy_item(&desk(&haruka), id, silent).await;
        assert_eq!(fine(silent).err(), Some(CopyRefusal::Copy(CopyFault::NoReason)));
        let stale = CopyDecisionForm { mark: "x".to_owned(), ..decision(request, heard, given, None) };
        let stale = app.decide_copy_item(&desk(&haruka), id, stale).await;
        assert_eq!(fine(stale).err(), Some(CopyRefusal::Changed));
        let elsewhere = decision(request, heard, given, None);
        let elsewhere = app.decide_copy_item(&desk(&sora), id, elsewhere).await;
        assert_eq!(fine(elsewhere).err(), Some(CopyRefusal::Case(ConsentRefusal::NotFound)));
        let themselves = decision(request, heard, given, None);
        let themselves = app.decide_copy_item(&desk(&hanako), id, themselves).await;
        assert_eq!(fine(themselves).err(), Some(CopyRefusal::Case(ConsentRefusal::NotFound)));

        // What was decided first is not the last word until the copy is released.
        fine(fine(app.decide_copy_item(&desk(&haruka), id, decision(request, heard, given, None)).await));
        let withheld = decision(request, heard, CopyDecision::ThirdPerson, Some(WHY));
        fine(fine(app.decide_copy_item(&desk(&haruka), id, withheld).await));
        fine(fine(app.decide_copy_item(&desk(&haruka), id, decision(request, shared[0], given, None)).await));
        let early = app.release_copy(&desk(&haruka), id, request).await;
        assert_eq!(fine(early).err(), Some(CopyRefusal::Copy(CopyFault::Undecided(1))));
        let view = fine(copy_of(&world, &nagi, id).await);
        let theirs = view.to_decide.iter().find(|one| one.decided.is_none());
        let theirs = decision(request, fine(theirs.ok_or("one's own")), given, None);
        fine(fine(app.decide_copy_item(&desk(&nagi), id, theirs).await));
        let view = fine(copy_of(&world, &hanako, id).await);
        assert!(view.parts.released.is_empty() && view.parts.withheld.is_empty(), "only after the release");
        assert!(view.requests[0].items.is_empty(), "nor what was decided");

        fine(fine(app.release_copy(&desk(&haruka), id, request).await));
        let view = fine(copy_of(&world, &hanako, id).await);
        assert_eq!(kinds(&view.parts.released), [CopyKind::Note, CopyKind::Note]);
        let [withheld] = view.parts.withheld.as_slice() else { panic!("{:?}", view.parts.withheld) };
        assert_eq!((withheld.kind, withheld.decision), (CopyKind::Receipt, CopyDecision::ThirdPerson));
        assert_eq!(withheld.reason, Some(prose(WHY)));
        assert_eq!(withheld.decision.ground(), Some("個人情報保護法33条2項1号"));
        assert!(fine(app.open_copies(&haruka.principal).await).is_empty());
        let late = decision(request, heard, given, None);
        let late = app.decide_copy_item(&desk(&haruka), id, late).await;
        assert_eq!(fine(late).err(), Some(CopyRefusal::Copy(CopyFault::Released)));

        // Of a second copy what was given is not looked at again, what was withheld is.
        let taken_down = CopyAsked::TakenDown { how: AtTheDesk::Oral, on: day("2026-11-19"), said: prose("顔を知っている") };
        fine(fine(app.ask_copy(&desk(&haruka), id, taken_down).await));
        let view = fine(copy_of(&world, &haruka, id).await);
        let asked: Vec<CopyKind> = view.to_decide.iter().map(|one| one.entry.kind).collect();
        assert_eq!(asked, [CopyKind::Receipt]);
        assert_eq!(fine(world.store.check_sealed().await).unopened, 0);
        for word in [NOTED, HEARD, WHY] {
            let digits: String = word.bytes().map(|byte| format!("{byte:02x}")).collect();
            for (table, rows) in contents(&world, &[]).await {
                let holds = |row: &String| row.contains(word) || row.to_lowercase().contains(&digits);
                assert!(!rows.iter().any(holds), "{table} tells {word}");
            }
        }
    }
}

on_every_database! {
    async fn what_was_told_by_an_exception_stands_in_no_copy_and_nobody_looks_at_it_for_one(world) {
        let world = world.seeded().await;
        let app = &world.app;
        let [here, _] = two_agencies(&world).await;
        let haruka = staff(&world, here, "haruka").await;
        let (id, doctor) = case_with_a_doctor(&world, &haruka, here).await;
        let hanako = linked(&world, &haruka, id, "hanako").await;
        let exception = ExceptionForm {
            ground: LegalGround::DangerToLife,
            reason: prose("電話に出ない"),
            recipient: doctor,
            categories: [InformationCategory::Family, InformationCategory::Emergency].into(),
        };
        fine(fine(app.name_exception(&desk(&haruka), id, exception).await));
        for category in [InformationCategory::Family, InformationCategory::Emergency] {
            fine(fine(app.tell(&desk(&haruka), id, told(doctor, category)).await));
        }
        fine(fine(app.ask_copy(&desk(&hanako), id, CopyAsked::ByThemselves).await));
        for who in [&haruka, &hanako] {
            let view = fine(copy_of(&world, who, id).await);
            let shown = kinds(&view.parts.at_once);
            assert!(!shown.contains(&CopyKind::Provision), "{shown:?}");
            assert!(view.to_decide.is_empty(), "{:?}", view.to_decide);
        }
        let mio = holding(&world, here, "mio", OrganizationPost::AbusePreventionOfficer).await;
        assert_eq!(fine(seen_by(&world, &mio, id).await).file.ledger.exceptions.len(), 1);
    }
}
