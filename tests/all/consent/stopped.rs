//! Pausing, beginning again, withdrawing.

use renkei_app::consent::ConsentRefusal;
use renkei_app::consent::state::{ConsentState, state_of};
use renkei_app::consent::stop::{StopForm, StopKind};
use renkei_domain::cases::employment::Voice;
use renkei_domain::consent::halt::ResumeFault;
use renkei_domain::consent::{
    Categories, ConsentRecipient, HaltOf, HaltState, InformationCategory, Reach,
};
use renkei_domain::people::Standing;
use renkei_tests::on_every_database;
use renkei_tests::people::somebody;

use super::{agreed, case_with_a_doctor, desk, recorded, seen_by, sitting, staff, two_agencies};
use crate::record::fine;

fn stop(kind: StopKind, reach: Reach) -> StopForm {
    StopForm {
        kind,
        of: HaltOf::Everything,
        reach,
        by: Voice::Person,
    }
}

on_every_database! {
    async fn a_pause_holds_until_the_person_begins_again_and_a_withdrawal_for_good(world) {
        let world = world.seeded().await;
        let app = &world.app;
        let [here, _] = two_agencies(&world).await;
        let haruka = staff(&world, here, "haruka").await;
        let writer = desk(&haruka);
        let (id, doctor) = case_with_a_doctor(&world, &haruka, here).await;
        let form = agreed(doctor, "2027-11-19");
        let whole = form.categories.clone();
        recorded(&world, &haruka, id, form).await;
        let told = async || {
            let view = fine(seen_by(&world, &haruka, id).await);
            let told = view.told_today();
            let consent = &view.file.ledger.consents[0];
            let state = state_of(&view.file.ledger, consent, view.now.date);
            (told[0].left.clone(), state, view)
        };
        let (before, state, _) = told().await;
        assert_eq!((before, state), (whole.clone(), ConsentState::Holds));

        let medication = InformationCategory::MedicationVisits;
        let partly = stop(StopKind::Pause, Reach::Category(medication));
        fine(fine(app.stop_consent(&writer, id, partly).await));
        let (now, state, view) = told().await;
        let rest: Categories = whole.iter().copied().filter(|one| *one != medication).collect();
        assert_eq!((now, state), (rest.clone(), ConsentState::HoldsPartly));
        let halt = view.file.ledger.halts[0];
        let refused = app.resume_consent(&writer, id, halt.id, Voice::Staff).await;
        assert_eq!(fine(refused).err(), Some(ConsentRefusal::Resume(ResumeFault::NotThePerson)));
        fine(fine(app.resume_consent(&writer, id, halt.id, Voice::Person).await));
        let (now, state, view) = told().await;
        assert_eq!((now, state), (whole.clone(), ConsentState::Holds));
        assert!(matches!(view.file.ledger.halts[0].state, HaltState::Resumed { seq } if seq == view.file.ledger.seq));

        let to_the_doctor = Reach::Recipient(ConsentRecipient::Named(doctor));
        fine(fine(app.stop_consent(&writer, id, stop(StopKind::Pause, to_the_doctor)).await));
        assert!(told().await.0.is_empty());
        fine(fine(app.stop_consent(&writer, id, stop(StopKind::Withdraw, Reach::Whole)).await));
        let (now, state, view) = told().await;
        assert_eq!((now.is_empty(), state), (true, ConsentState::Withdrawn));
        assert!(fine(app.ending_consents(&haruka.principal).await).is_empty());
        let withdrawn = view.file.ledger.halts.iter().find(|halt| halt.state == HaltState::Withdrawn);
        let withdrawn = withdrawn.expect("the withdrawal").id;
        let refused = app.resume_consent(&writer, id, withdrawn, Voice::Person).await;
        assert_eq!(fine(refused).err(), Some(ConsentRefusal::Resume(ResumeFault::Withdrawn)));

        // A new consent is not stopped by what was stopped before, but for whom a pause still names.
        recorded(&world, &haruka, id, agreed(doctor, "2027-11-19")).await;
        assert_eq!(told().await.0, whole, "halts of everything reach what was given before them");
    }
}

on_every_database! {
    async fn the_page_says_beforehand_what_stopping_changes(world) {
        let world = world.seeded().await;
        let [here, _] = two_agencies(&world).await;
        let haruka = staff(&world, here, "haruka").await;
        let (id, doctor) = case_with_a_doctor(&world, &haruka, here).await;
        recorded(&world, &haruka, id, agreed(doctor, "2027-11-19")).await;
        let view = fine(seen_by(&world, &haruka, id).await);
        let form = stop(StopKind::Withdraw, Reach::Category(InformationCategory::MedicationVisits));
        fine(fine(world.app.stop_consent(&desk(&haruka), id, form).await));
        let after = fine(seen_by(&world, &haruka, id).await);
        let said = view.changed_by(&after.file.ledger.halts[0]);
        assert_eq!(said[0].left, after.told_today()[0].left, "as it came");
        let lost: Vec<InformationCategory> = said[0].lost.iter().copied().collect();
        assert_eq!(lost, [InformationCategory::MedicationVisits]);
    }
}

on_every_database! {
    async fn the_person_reads_and_stops_by_their_own_account_and_writes_nothing_else(world) {
        let world = world.seeded().await;
        let app = &world.app;
        let [here, _] = two_agencies(&world).await;
        let haruka = staff(&world, here, "haruka").await;
        let hanako = somebody(app, Standing::Person, "hanako").await;
        let (id, doctor) = case_with_a_doctor(&world, &haruka, here).await;
        recorded(&world, &haruka, id, agreed(doctor, "2027-11-19")).await;
        assert_eq!(seen_by(&world, &hanako, id).await.err(), Some(ConsentRefusal::NotFound));
        let link = fine(fine(app.offer_case_link(&desk(&haruka), id).await));
        fine(fine(app.accept_case(&desk(&hanako), &link.code).await));

        let view = fine(seen_by(&world, &hanako, id).await);
        assert!(view.is_person && view.may_stop && !view.may_keep);
        let own = desk(&hanako);
        let on_behalf = StopForm { by: Voice::Staff, ..stop(StopKind::Pause, Reach::Whole) };
        fine(fine(app.stop_consent(&own, id, on_behalf).await));
        let view = fine(seen_by(&world, &haruka, id).await);
        let halt = view.file.ledger.halts[0];
        assert_eq!(halt.by, Voice::Person, "by their own account nobody else speaks");
        assert!(view.told_today()[0].left.is_empty());
        fine(fine(app.resume_consent(&own, id, halt.id, Voice::Staff).await));
        assert!(!fine(seen_by(&world, &hanako, id).await).told_today()[0].left.is_empty());
        let written = app.record_consents(&own, id, sitting(), vec![agreed(doctor, "2027-11-19")]).await;
        assert_eq!(fine(written).err(), Some(ConsentRefusal::NotFound));
    }
}
