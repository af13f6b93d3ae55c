//! What stands in the house of a consent, and who learns of an exception.

use renkei_app::consent::except::ExceptionForm;
use renkei_domain::consent::{ConsentPurpose, InformationCategory, LegalGround, Means};
use renkei_domain::people::OrganizationPost;
use renkei_domain::record::Subject;
use renkei_store::Stop;
use renkei_tests::inside::opened;
use renkei_tests::on_every_database;
use renkei_tests::schema::contents;
use renkei_tests::statements::counted;

use super::posts::holding;
use super::{
    DOCTOR, agreed, case_with_a_doctor, desk, prose, recorded, seen_by, staff, two_agencies,
};
use crate::cases::ended_long_ago;
use crate::record::{fine, header};

on_every_database! {
    async fn a_consent_stands_sealed_and_is_gone_with_its_person(world) {
        let world = world.seeded().await;
        let [here, _] = two_agencies(&world).await;
        let haruka = staff(&world, here, "haruka").await;
        let (id, doctor) = case_with_a_doctor(&world, &haruka, here).await;
        recorded(&world, &haruka, id, agreed(doctor, "2027-11-19")).await;
        let view = fine(seen_by(&world, &haruka, id).await);
        let person = view.file.case.person;
        for (table, rows) in contents(&world, &[]).await {
            for word in ["medication_visits", "medical_cooperation", DOCTOR] {
                let digits: String = word.bytes().map(|byte| format!("{byte:02x}")).collect();
                let holds = |row: &String| row.contains(word) || row.to_lowercase().contains(&digits);
                assert!(!rows.iter().any(holds), "{table} tells {word}");
            }
        }
        let sealed = fine(world.store.check_sealed().await);
        assert_eq!(sealed.unopened, 0);
        let at = header(77).at;
        let header = header(77);
        ended_long_ago(&world).await;
        let erased = world.store.act(&header, move |work| {
            Box::pin(async move {
                work.erase_person(person, at).await?;
                Ok::<(), Stop<()>>(())
            })
        });
        erased.await.expect("the person is erased");
        let left = contents(&world, &[]).await;
        for table in ["consent", "consent_halt", "consent_exception", "consent_head"] {
            assert!(left[table].is_empty(), "{table}");
        }
        for table in ["consent_sheet", "consent_sheet_answer", "evidence", "evidence_of_consent", "evidence_piece"] {
            assert!(left[table].is_empty(), "{table}");
        }
        let view = fine(seen_by(&world, &haruka, id).await);
        assert!(view.file.ledger.consents.is_empty() && !view.may_keep && !view.may_stop);
    }
}

on_every_database! {
    async fn an_exception_is_seen_by_whoever_answers_for_it_and_the_log_is_silent(world) {
        let world = world.seeded().await;
        let [here, _] = two_agencies(&world).await;
        let haruka = staff(&world, here, "haruka").await;
        let nagi = holding(&world, here, "nagi", OrganizationPost::Manager).await;
        let (id, doctor) = case_with_a_doctor(&world, &haruka, here).await;
        let history = opened(fine(world.store.history_of(Subject::Case(id), 50).await));
        let exception = ExceptionForm {
            ground: LegalGround::DangerToLife,
            reason: prose("電話に出ない"),
            recipient: doctor,
            categories: [InformationCategory::Emergency].into_iter().collect(),
        };
        fine(fine(world.app.name_exception(&desk(&haruka), id, exception).await));
        let own = fine(seen_by(&world, &haruka, id).await);
        let others = fine(seen_by(&world, &nagi, id).await);
        assert_eq!((own.file.ledger.exceptions.len(), others.file.ledger.exceptions.len()), (0, 1));
        let party = own.party(doctor).expect("the doctor").party.clone();
        let told = |view: &renkei_app::consent::read::ConsentsView| {
            view.preview(&party, ConsentPurpose::EmergencyResponse, Means::Phone).shown.len()
        };
        assert_eq!((told(&own), told(&others)), (0, 0), "what is looked at beside the person tells of no exception");
        let after = opened(fine(world.store.history_of(Subject::Case(id), 50).await));
        assert_eq!(after.len(), history.len(), "nobody learns of it from the log of the case");
    }
}

on_every_database! {
    async fn a_ledger_is_read_by_as_many_statements_however_much_stands_in_it(world) {
        let world = world.seeded().await;
        let [here, _] = two_agencies(&world).await;
        let haruka = staff(&world, here, "haruka").await;
        let (id, doctor) = case_with_a_doctor(&world, &haruka, here).await;
        recorded(&world, &haruka, id, agreed(doctor, "2027-11-19")).await;
        let (view, few) = counted(seen_by(&world, &haruka, id)).await;
        fine(view);
        for _ in 0..6 {
            recorded(&world, &haruka, id, agreed(doctor, "2027-11-19")).await;
        }
        let (view, many) = counted(seen_by(&world, &haruka, id)).await;
        assert_eq!(fine(view).file.ledger.consents.len(), 7);
        assert!(many <= few, "{many} statements, and {few} for one consent");
    }
}
