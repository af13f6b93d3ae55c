//! Consents of somebody of whom two cases are kept, and of somebody who agrees on a screen by their own card.

use renkei_app::cases::open::NewCase;
use renkei_app::consent::ConsentRefusal;
use renkei_app::consent::except::ExceptionForm;
use renkei_app::consent::record::{HowForm, Sitting};
use renkei_app::consent::stop::{StopForm, StopKind};
use renkei_app::people::CardSignInRefusal;
use renkei_domain::cases::case::{About, AgreedHow, Agreement, CaseFault};
use renkei_domain::cases::employment::Voice;
use renkei_domain::cases::team::TeamMember;
use renkei_domain::consent::given::{DeviceOwner, HowGiven};
use renkei_domain::consent::{HaltOf, InformationCategory, LegalGround, Reach};
use renkei_domain::people::{OrganizationPost, Standing};
use renkei_store::Stop;
use renkei_tests::on_every_database;
use renkei_tests::people::somebody;
use renkei_tests::schema::contents;

use super::posts::holding;
use super::{
    TODAY, agreed, as_seen_by, case_with_a_doctor, day, desk, prose, recorded, seen_by, sitting,
    staff, two_agencies,
};
use crate::cases::ended_long_ago;
use crate::record::{fine, header};

const PIN: &str = "2580";

on_every_database! {
    async fn a_consultation_that_was_somebodys_is_told_and_erased_by_their_consents(world) {
        let world = world.seeded().await;
        let app = &world.app;
        let [here, _] = two_agencies(&world).await;
        let haruka = holding(&world, here, "haruka", OrganizationPost::Manager).await;
        let writer = desk(&haruka);
        let (id, doctor) = case_with_a_doctor(&world, &haruka, here).await;
        recorded(&world, &haruka, id, agreed(doctor, "2026-12-10")).await;
        let new = NewCase {
            lead: here,
            about: About::Anonymous,
            topic: None,
            started_on: day("2026-11-02"),
        };
        let second = fine(fine(app.open_case(&writer, new).await)).0;
        let exception = ExceptionForm {
            ground: LegalGround::DangerToLife,
            reason: prose("電話に出ない"),
            recipient: doctor,
            categories: [InformationCategory::Emergency].into_iter().collect(),
        };
        fine(fine(app.name_exception(&writer, second, exception).await));
        let everything = StopForm {
            kind: StopKind::Pause,
            of: HaltOf::Everything,
            reach: Reach::Whole,
            by: Voice::Person,
        };
        let refused = fine(app.stop_consent(&writer, second, everything).await);
        assert_eq!(refused.err(), Some(ConsentRefusal::Case(CaseFault::Anonymous)));

        let before = fine(seen_by(&world, &haruka, id).await).file.ledger;
        let told = Agreement { on: day(TODAY), how: AgreedHow::Oral };
        let nameless = as_seen_by(&world, &haruka, second).await;
        fine(fine(app.bind_case_to_known(&writer, nameless, id, told).await));
        let first = fine(seen_by(&world, &haruka, id).await).file;
        let bound = fine(seen_by(&world, &haruka, second).await).file;
        assert_eq!(first.ledger, bound.ledger, "one person, one ledger");
        assert_eq!((first.ledger.consents.len(), first.ledger.exceptions.len()), (1, 1));
        assert!(first.ledger.seq > before.seq, "what may be told of them changed");
        let ending = fine(app.ending_consents(&haruka.principal).await);
        assert_eq!(ending.len(), 1, "once, though two cases are kept");

        // Whoever comes into the team of the consultation moves the head of the person.
        let member = TeamMember { id: app.new_team_member(), ..first.team[0].clone() };
        let seen = as_seen_by(&world, &haruka, second).await;
        fine(fine(app.keep_team_member(&writer, seen, member).await));
        let after = fine(seen_by(&world, &haruka, id).await).file;
        assert!(after.ledger.seq > first.ledger.seq);
        assert_eq!(fine(world.store.check_sealed().await).unopened, 0);

        let (person, at) = (after.case.person, header(77).at);
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
    }
}

on_every_database! {
    async fn on_a_screen_somebody_agrees_by_the_card_of_the_account_they_linked(world) {
        let world = world.seeded().await;
        let app = &world.app;
        let [here, _] = two_agencies(&world).await;
        let haruka = staff(&world, here, "haruka").await;
        let hanako = somebody(app, Standing::Person, "hanako").await;
        let writer = desk(&haruka);
        let (id, doctor) = case_with_a_doctor(&world, &haruka, here).await;
        let tried = async |pin: &str| {
            let how = HowForm::OnScreen { device: DeviceOwner::Shared, pin: pin.to_owned(), signature: None };
            let form = agreed(doctor, "2027-11-19");
            let sitting = Sitting { how, ..sitting() };
            fine(app.record_consents(&writer, id, sitting, vec![form]).await)
        };
        assert_eq!(tried(PIN).await.err(), Some(ConsentRefusal::NoCard), "no account is linked");
        let link = fine(fine(app.offer_case_link(&writer, id).await));
        fine(fine(app.accept_case(&desk(&hanako), &link.code).await));
        assert_eq!(tried(PIN).await.err(), Some(ConsentRefusal::NoCard), "the account has no card");
        let Some(own) = fine(app.whoever(&hanako.secret).await) else { panic!("signed in") };
        fine(fine(app.make_card(&own, PIN, None).await));
        let wrong = ConsentRefusal::Pin(CardSignInRefusal::WrongPin);
        assert_eq!(tried("9630").await.err(), Some(wrong));
        fine(tried(PIN).await);
        let view = fine(seen_by(&world, &hanako, id).await);
        let how = &view.file.askings[0].asking.how;
        assert!(matches!(how, HowGiven::OnScreen { .. }) && !view.told_today()[0].left.is_empty());

        // The person took their account away: no screen knows them any more.
        fine(fine(app.leave_case(&desk(&hanako), id).await));
        assert_eq!(tried(PIN).await.err(), Some(ConsentRefusal::NoCard));
    }
}
