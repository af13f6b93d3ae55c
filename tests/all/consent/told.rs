//! What can be told, from before anybody was asked until the consent is over.

use chrono::TimeDelta;
use renkei_app::consent::ConsentRefusal;
use renkei_app::consent::record::{ConsentForm, HowForm};
use renkei_app::provisions::TellRefusal;
use renkei_app::provisions::read::RecordsSpan;
use renkei_app::provisions::told::{Partner, TellForm};
use renkei_domain::cases::employment::EmployerTie;
use renkei_domain::cases::team::{MemberAgency, Part, Ring, Seat, TeamMember};
use renkei_domain::consent::given::{ConsentFault, DeviceOwner};
use renkei_domain::consent::{
    Categories, ConsentPurpose, ConsentRecipient, Giver, InformationCategory, Means, PartyId,
    Reason, RecipientKind,
};
use renkei_domain::ids::{ResourceId, TeamMemberId};
use renkei_domain::provisions::ToldHow;
use renkei_tests::on_every_database;

use super::{
    agreed, as_seen_by, case_with_a_doctor, day, desk, recorded, seen_by, sitting, staff,
    two_agencies,
};
use crate::record::fine;

/// A desk of a city in the directory.
const CITY_DESK: &str = "01932f00-0000-7002-8000-000000000401";

/// That a recipient was told of medicine and visits.
fn told(to: PartyId, how: ToldHow) -> TellForm {
    let categories = [InformationCategory::MedicationVisits];
    TellForm {
        to: Partner::InTeam(to),
        heard_by: None,
        categories: categories.into_iter().collect(),
        how,
        purpose: None,
        at: None,
    }
}

on_every_database! {
    async fn nothing_is_told_until_the_person_agreed_and_then_what_they_agreed_to(world) {
        let world = world.seeded().await;
        let [here, _] = two_agencies(&world).await;
        let haruka = staff(&world, here, "haruka").await;
        let (id, doctor) = case_with_a_doctor(&world, &haruka, here).await;
        let asked = (ConsentPurpose::WhenUnwell, Means::Phone);
        let view = fine(seen_by(&world, &haruka, id).await);
        let party = view.party(doctor).expect("the doctor").party.clone();
        assert_eq!(party.kind, RecipientKind::Medical);
        let before = view.preview(&party, asked.0, asked.1);
        assert!(before.shown.is_empty());
        assert_eq!(before.held_back.len(), 1);
        assert_eq!(before.held_back[0].reason, Reason::NoConsent);

        let form = agreed(doctor, "2026-12-10");
        let categories: Categories = form.categories.clone();
        recorded(&world, &haruka, id, form).await;
        let view = fine(seen_by(&world, &haruka, id).await);
        let now = view.preview(&party, asked.0, asked.1);
        assert_eq!(now.shown, categories, "as it was agreed to");
        let by_fax = view.preview(&party, asked.0, Means::Fax);
        let family: Categories = [InformationCategory::Family, InformationCategory::LivingMoney].into_iter().collect();
        assert!(by_fax.shown.is_empty());
        assert!(by_fax.held_back.iter().any(|held| held.reason == Reason::MeansNotNamed));
        assert!(now.held_back.iter().any(|held| held.categories == family), "{:?}", now.held_back);
        assert_eq!(view.file.askings.len(), 1);
        assert_eq!(view.asking(view.file.ledger.consents[0].id).map(|asking| asking.kept.by), haruka.principal.account());

        let soon = fine(world.app.ending_consents(&haruka.principal).await);
        assert_eq!(soon.iter().map(|one| one.last_day).collect::<Vec<_>>(), [day("2026-12-10")]);
        world.clock.pass(TimeDelta::days(21));
        let view = fine(seen_by(&world, &haruka, id).await);
        let over = view.preview(&party, asked.0, asked.1);
        assert!(over.shown.is_empty());
        assert!(over.held_back.iter().any(|held| held.reason == Reason::Expired));
        assert!(fine(world.app.ending_consents(&haruka.principal).await).is_empty());
    }
}

on_every_database! {
    async fn what_is_no_consent_is_not_written_down(world) {
        let world = world.seeded().await;
        let app = &world.app;
        let [here, there] = two_agencies(&world).await;
        let haruka = staff(&world, here, "haruka").await;
        let sora = staff(&world, there, "sora").await;
        let (id, doctor) = case_with_a_doctor(&world, &haruka, here).await;
        let fit = || agreed(doctor, "2027-11-19");
        let stranger = PartyId::Written(TeamMemberId::from_uuid(uuid::Uuid::from_u128(9)));
        let mut to_nobody = fit();
        to_nobody.recipients.clear();
        let mut by_family = fit();
        by_family.giver = Giver::Family;
        let mut to_a_stranger = fit();
        to_a_stranger.recipients = [ConsentRecipient::Named(stranger)].into_iter().collect();
        for (form, refusal) in [
            (to_nobody, ConsentRefusal::Consent(ConsentFault::NoRecipient)),
            (by_family, ConsentRefusal::Consent(ConsentFault::NotTheirs)),
            (to_a_stranger, ConsentRefusal::NotInTeam),
        ] {
            let done = app.record_consents(&desk(&haruka), id, sitting(), vec![fit(), form]).await;
            assert_eq!(fine(done).err(), Some(refusal));
        }
        let mut tomorrow = sitting();
        tomorrow.given_on = day("2026-11-21");
        let done = app.record_consents(&desk(&haruka), id, tomorrow, vec![fit()]).await;
        assert_eq!(fine(done).err(), Some(ConsentRefusal::GivenLater));
        let mut on_screen = sitting();
        on_screen.how = HowForm::OnScreen { device: DeviceOwner::Supporter, pin: "1234".to_owned(), signature: None };
        let done = app.record_consents(&desk(&haruka), id, on_screen, vec![fit()]).await;
        assert_eq!(fine(done).err(), Some(ConsentRefusal::NoCard), "nobody can show that it was the person");
        let done = app.record_consents(&desk(&sora), id, sitting(), vec![fit()]).await;
        assert_eq!(fine(done).err(), Some(ConsentRefusal::NotFound));
        assert_eq!(seen_by(&world, &sora, id).await.err(), Some(ConsentRefusal::NotFound));
        let view = fine(seen_by(&world, &haruka, id).await);
        assert!(view.file.ledger.consents.is_empty(), "all of a sitting or nothing");
        assert!(view.file.askings.is_empty());
    }
}

on_every_database! {
    async fn what_is_told_or_sent_is_recorded_where_a_consent_names_that_means_and_nowhere_else(world) {
        let world = world.seeded().await;
        let app = &world.app;
        let [here, _] = two_agencies(&world).await;
        let haruka = staff(&world, here, "haruka").await;
        let (id, doctor) = case_with_a_doctor(&world, &haruka, here).await;
        let ways = [
            (ToldHow::FaceToFace, Means::Meeting),
            (ToldHow::Phone, Means::Phone),
            (ToldHow::Document, Means::Document),
            (ToldHow::Fax, Means::Fax),
        ];
        assert_eq!(ways.map(|(how, _)| how).as_slice(), ToldHow::ALL, "every one of them");
        let mut expected = Vec::new();
        for (nth, (_, agreed_to)) in ways.iter().enumerate() {
            let form = ConsentForm {
                means: [*agreed_to].into_iter().collect(),
                ..agreed(doctor, "2027-11-19")
            };
            recorded(&world, &haruka, id, form).await;
            for (place, (how, means)) in ways.iter().enumerate() {
                let done = fine(app.tell(&desk(&haruka), id, told(doctor, *how)).await);
                if place <= nth {
                    expected.push((fine(done).0, *means));
                    continue;
                }
                let Some(TellRefusal::Withheld(withheld)) = done.err() else { panic!("{how} by {agreed_to}") };
                let mut refusals = withheld.refusals.as_slice().iter();
                assert!(refusals.all(|one| one.reason == Reason::MeansNotNamed), "{how} by {agreed_to}");
            }
        }
        let records = fine(fine(app.records(&haruka.principal, id, RecordsSpan::default()).await));
        let kept = records.file.provisions.iter();
        let mut kept: Vec<_> = kept.map(|kept| (kept.record.id, kept.record.means)).collect();
        kept.sort_unstable_by_key(|(id, _)| *id);
        expected.sort_unstable_by_key(|(id, _)| *id);
        assert_eq!(kept, expected, "what was refused has no record");
    }
}

on_every_database! {
    async fn what_an_office_of_a_city_is_told_is_recorded_too(world) {
        let world = world.seeded().await;
        let app = &world.app;
        let [here, _] = two_agencies(&world).await;
        let haruka = staff(&world, here, "haruka").await;
        let (id, _) = case_with_a_doctor(&world, &haruka, here).await;
        let office: ResourceId = fine(CITY_DESK.parse());
        let member = TeamMember {
            id: app.new_team_member(),
            agency: MemberAgency::Listed(office),
            contact: None,
            role: None,
            ring: Ring::WelfareMedical,
            part: Part::Member,
            employer: EmployerTie::NotTheEmployer,
            does: None,
            reach: None,
            seat: Seat::default(),
            since: day("2026-11-02"),
            until: None,
        };
        let seen = as_seen_by(&world, &haruka, id).await;
        fine(fine(app.keep_team_member(&desk(&haruka), seen, member).await));
        let to = PartyId::Listed(office);
        let view = fine(seen_by(&world, &haruka, id).await);
        assert_eq!(view.party(to).expect("the desk").party.kind, RecipientKind::PublicOffice);
        recorded(&world, &haruka, id, agreed(to, "2027-11-19")).await;
        let first = fine(fine(app.tell(&desk(&haruka), id, told(to, ToldHow::Document)).await));
        let records = fine(fine(app.records(&haruka.principal, id, RecordsSpan::default()).await));
        let [kept] = records.file.provisions.as_slice() else { panic!("{:?}", records.file.provisions) };
        assert_eq!((kept.record.id, kept.record.to), (first.0, to), "the law would let it go without one");
    }
}
