//! What somebody would be told, seen beforehand in the words in which the case keeps it.

use renkei_app::cases::keep::{DisclosureWord, EmploymentForm, NewNote};
use renkei_app::consent::ConsentRefusal;
use renkei_app::consent::record::ConsentForm;
use renkei_app::consent::stop::{StopForm, StopKind};
use renkei_domain::cases::emergency::EmergencySheet;
use renkei_domain::cases::employment::{HiringFrame, Voice};
use renkei_domain::cases::note::{NoteCategory, NoteScope};
use renkei_domain::cases::workplace::WeeklyHours;
use renkei_domain::consent::package::{Package, PlainGroup};
use renkei_domain::consent::{
    ConsentPurpose, ConsentRecipient, HaltOf, InformationCategory, Means, PartyId, Reach,
};
use renkei_domain::ids::CaseId;
use renkei_domain::people::Standing;
use renkei_tests::people::{Somebody, somebody};
use renkei_tests::{World, on_every_database};

use super::{
    NAME, agreed, as_seen_by, case_with_a_doctor, day, desk, prose, recorded, seen_by, staff,
    two_agencies,
};
use crate::editing_pages::forms::Form;
use crate::letters::pages::browser_of;
use crate::markup::assert_sound;
use crate::migrations::line;
use crate::record::fine;

const WHEN_UNWELL: (ConsentPurpose, Means) = (ConsentPurpose::WhenUnwell, Means::Phone);

/// What the doctor would be told on the phone when the person is unwell: categories with texts.
async fn worded(
    world: &World,
    who: &Somebody,
    (id, doctor): (CaseId, PartyId),
) -> Result<Vec<(InformationCategory, String)>, ConsentRefusal> {
    let view = seen_by(world, who, id).await?;
    let known = fine(view.party(doctor).ok_or("the doctor"));
    let told = world
        .app
        .told_in_words(&who.principal, &view, (&known.party, WHEN_UNWELL));
    let facts = fine(told.await)?;
    Ok(facts
        .into_iter()
        .map(|one| (one.category, one.text))
        .collect())
}

async fn noted(world: &World, who: &Somebody, id: CaseId, what: (NoteCategory, NoteScope, &str)) {
    let note = NewNote {
        on: day("2026-11-18"),
        category: what.0,
        scope: what.1,
        body: prose(what.2),
        corrects: None,
    };
    fine(fine(world.app.write_case_note(&desk(who), id, note).await));
}

on_every_database! {
    async fn whoever_tells_sees_the_words_that_somebody_would_hear_and_no_others(world) {
        use InformationCategory as C;
        let world = world.seeded().await;
        let app = &world.app;
        let [here, _] = two_agencies(&world).await;
        let haruka = staff(&world, here, "haruka").await;
        let (id, doctor) = case_with_a_doctor(&world, &haruka, here).await;
        for note in [
            (NoteCategory::Medical, NoteScope::Team, "asa-no-kusuri"),
            (NoteCategory::Medical, NoteScope::Agency, "naibu-no-memo"),
            (NoteCategory::Medical, NoteScope::Own, "jibun-no-memo"),
            (NoteCategory::Family, NoteScope::Team, "kazoku-no-koto"),
        ] {
            noted(&world, &haruka, id, note).await;
        }
        let sheet = EmergencySheet {
            on_bad_day: Some(prose("shizuka-na-heya")),
            ..EmergencySheet::default()
        };
        let seen = as_seen_by(&world, &haruka, id).await;
        fine(fine(app.keep_emergency_sheet(&desk(&haruka), seen, sheet).await));
        let told = fine(worded(&world, &haruka, (id, doctor)).await);
        assert!(told.is_empty(), "nobody agreed: {told:?}");

        recorded(&world, &haruka, id, agreed(doctor, "2027-11-19")).await;
        let whole = [
            (C::Basic, NAME.to_owned()),
            (C::MedicationVisits, "asa-no-kusuri".to_owned()),
            (C::Emergency, "shizuka-na-heya".to_owned()),
        ];
        assert_eq!(fine(worded(&world, &haruka, (id, doctor)).await), whole);
        let server = world.serve().await;
        let browser = browser_of(&server, &haruka);
        let preview = format!("/cases/{id}/consents/preview");
        let page = browser.look(&preview).await;
        for words in ["asa-no-kusuri", "shizuka-na-heya"] {
            assert!(!page.says(words), "nobody was chosen: {}", page.html);
        }
        let to = ConsentRecipient::Named(doctor).code();
        let form = Form::on(&page.html, &preview).with("to", &to).with("purpose", "when_unwell");
        let by_phone = form.clone().with("means", "phone").send(&browser).await;
        assert_sound("in words", &by_phone.html);
        for words in [NAME, "asa-no-kusuri", "shizuka-na-heya", "ケースには、まだ書いてありません"] {
            assert!(by_phone.says(words), "{words}: {}", by_phone.html);
        }
        for words in ["naibu-no-memo", "jibun-no-memo", "kazoku-no-koto"] {
            assert!(!by_phone.says(words), "{words}: {}", by_phone.html);
        }
        let by_fax = form.with("means", "fax").send(&browser).await;
        assert!(by_fax.says("何も話せません") && !by_fax.says("asa-no-kusuri"), "{}", by_fax.html);

        let stop = StopForm {
            kind: StopKind::Pause,
            of: HaltOf::Everything,
            reach: Reach::Category(C::MedicationVisits),
            by: Voice::Person,
        };
        fine(fine(app.stop_consent(&desk(&haruka), id, stop).await));
        let told = fine(worded(&world, &haruka, (id, doctor)).await);
        let rest = [whole[0].clone(), whole[2].clone()];
        assert_eq!(told, rest, "what is paused is not among it");

        // The person reads their case on pages of their own: this one is for whoever tells.
        let hanako = somebody(app, Standing::Person, "hanako").await;
        let link = fine(fine(app.offer_case_link(&desk(&haruka), id).await));
        fine(fine(app.accept_case(&desk(&hanako), &link.code).await));
        let refused = worded(&world, &hanako, (id, doctor)).await;
        assert_eq!(refused.err(), Some(ConsentRefusal::NotFound));
        server.stop().await;
    }
}

on_every_database! {
    async fn in_which_frame_somebody_was_hired_is_told_by_no_yes_to_work_alone(world) {
        use InformationCategory as C;
        let world = world.seeded().await;
        let [here, _] = two_agencies(&world).await;
        let haruka = staff(&world, here, "haruka").await;
        for frame in HiringFrame::ALL.iter().copied() {
            let (id, doctor) = case_with_a_doctor(&world, &haruka, here).await;
            let employment = EmploymentForm {
                id: None,
                employer: line("株式会社みほん商会"),
                number: None,
                hired_on: day("2026-11-02"),
                left_on: None,
                frame,
                hours: WeeklyHours::new(20),
                disclosure: DisclosureWord::Closed,
                by: Voice::Person,
            };
            let seen = as_seen_by(&world, &haruka, id).await;
            fine(fine(world.app.keep_employment(&desk(&haruka), seen, employment).await));
            let work = ConsentForm {
                categories: Package::MedicalCooperation.agreed(&[PlainGroup::Work]),
                ..agreed(doctor, "2027-11-19")
            };
            recorded(&world, &haruka, id, work).await;
            let told = fine(worded(&world, &haruka, (id, doctor)).await);
            let status = told.iter().find(|(category, _)| *category == C::EmploymentStatus);
            let status = &status.expect("where they work").1;
            assert!(status.starts_with("週20時間、"), "{status}");
            let says = |(_, text): &(C, String)| text.contains("枠");
            assert!(!told.iter().any(says), "neither frame tells the other: {told:?}");

            recorded(&world, &haruka, id, agreed(doctor, "2027-11-19")).await;
            let told = fine(worded(&world, &haruka, (id, doctor)).await);
            assert!(told.contains(&(C::DisabilityDiagnosis, frame.word().to_owned())), "{told:?}");
            let saying: Vec<_> = told.iter().filter(|fact| says(fact)).collect();
            assert_eq!(saying.len(), 1, "it stands there alone: {told:?}");
        }
    }
}
