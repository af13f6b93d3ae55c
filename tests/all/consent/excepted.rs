//! What is told without consent, where the law names a ground: written down with its record by nobody's leave, seen by
//! those who answer for it in the agency, ended and released by them.

mod pages;

use std::collections::BTreeSet;

use chrono::TimeDelta;
use renkei_app::cases::SeenCase;
use renkei_app::cases::keep::{DisclosureWord, EmploymentForm};
use renkei_app::consent::ConsentRefusal;
use renkei_app::consent::settle::SettleForm;
use renkei_app::provisions::TellRefusal;
use renkei_app::provisions::misdirected::IncidentForm;
use renkei_app::provisions::read::RecordsSpan;
use renkei_app::provisions::reported::ReportForm;
use renkei_app::provisions::told::{Partner, TellForm};
use renkei_app::writer::{WriteKey, Writer};
use renkei_domain::cases::employment::{EmployerTie, HiringFrame, Voice};
use renkei_domain::consent::exception::ExceptionFault;
use renkei_domain::consent::{
    Categories, ConsentPurpose, ExceptionStep, InformationCategory, LegalGround, Means,
};
use renkei_domain::ids::{CaseId, ExceptionId, OrganizationId};
use renkei_domain::people::{OrganizationPost, Standing};
use renkei_domain::provisions::{ToldHow, WhenFault};
use renkei_domain::record::Subject;
use renkei_tests::inside::opened;
use renkei_tests::people::{Somebody, somebody};
use renkei_tests::{World, on_every_database};

use super::posts::holding;
use super::{case_with_a_doctor, day, desk, prose, seen_by, staff, two_agencies};
use crate::letters::invited::demo;
use crate::migrations::line;
use crate::record::fine;

/// Whom it was reported to, and why: words that nobody else reads.
const CENTRE: &str = "shi-no-tsuuhou-madoguchi";
const WHY: &str = "kao-ni-aza-ga-aru";

fn report() -> ReportForm {
    ReportForm {
        ground: LegalGround::AbuseReport,
        reason: prose(WHY),
        to: Partner::typed(line(CENTRE)),
        heard_by: None,
        tie: EmployerTie::NotTheEmployer,
        categories: some(&[InformationCategory::Basic, InformationCategory::Family]),
        means: Means::Phone,
        told_at: None,
    }
}

fn some(categories: &[InformationCategory]) -> Categories {
    categories.iter().copied().collect()
}

async fn reported(world: &World, who: &Somebody, id: CaseId) {
    fine(fine(
        world.app.report_exception(&desk(who), id, report()).await,
    ));
}

fn step(exception: ExceptionId, step: ExceptionStep) -> SettleForm {
    SettleForm {
        exception,
        step,
        reason: prose("shirabe-ga-owatta"),
    }
}

async fn settled(
    world: &World,
    who: &Somebody,
    id: CaseId,
    form: SettleForm,
) -> Option<ConsentRefusal> {
    fine(world.app.settle_exception(&desk(who), id, form).await).err()
}

/// The only exception of a case, as somebody sees it.
async fn only(world: &World, who: &Somebody, id: CaseId) -> ExceptionId {
    let view = fine(fine(world.app.exceptions(&who.principal, id).await));
    let [kept] = view.file.exceptions.as_slice() else {
        panic!("{:?}", view.file.exceptions)
    };
    kept.exception.id
}

/// On how many of the ways to it somebody meets what was told: the list of exceptions, the ledger behind the pages of
/// consents, the records of the case, those of everybody, and what reached the wrong one.
async fn met(world: &World, who: &Somebody, id: CaseId) -> [usize; 5] {
    let app = &world.app;
    let own = &who.principal;
    let span = RecordsSpan::default();
    let exceptions = fine(app.exceptions(own, id).await);
    let ledger = seen_by(world, who, id).await;
    let records = fine(app.records(own, id, span).await);
    let all = fine(app.all_records(own, span).await);
    let open = fine(app.open_incidents(own).await);
    [
        exceptions.map_or(0, |view| view.file.exceptions.len()),
        ledger.map_or(0, |view| view.file.ledger.exceptions.len()),
        records.map_or(0, |view| view.file.provisions.len()),
        all.map_or(0, |view| view.all.provisions.len()),
        open.len(),
    ]
}

/// The person of a case, who has an account linked with it.
async fn linked(world: &World, who: &Somebody, id: CaseId) -> Somebody {
    let app = &world.app;
    let hanako = somebody(app, Standing::Person, "hanako").await;
    let link = fine(fine(app.offer_case_link(&desk(who), id).await));
    fine(fine(app.accept_case(&desk(&hanako), &link.code).await));
    hanako
}

/// Everybody who could be curious, with whether they may know, and whether they may once it was released.
async fn everybody(
    world: &World,
    [here, there]: [OrganizationId; 2],
) -> Vec<(&'static str, Somebody, bool)> {
    let app = &world.app;
    let (manager, officer) = (
        OrganizationPost::Manager,
        OrganizationPost::AbusePreventionOfficer,
    );
    vec![
        ("a colleague", staff(world, here, "nagi").await, false),
        ("管理者", holding(world, here, "kaede", manager).await, true),
        (
            "虐待防止責任者",
            holding(world, here, "mio", officer).await,
            true,
        ),
        (
            "管理者 of another organization",
            holding(world, there, "sora", manager).await,
            false,
        ),
        (
            "事務局",
            somebody(app, Standing::Coordinator(demo()), "minato").await,
            false,
        ),
        (
            "運用者",
            somebody(app, Standing::Operator, "kaname").await,
            false,
        ),
    ]
}

on_every_database! {
    async fn who_meets_what_was_told_without_consent_before_and_after_its_release(world) {
        let world = world.seeded().await;
        let app = &world.app;
        let both = two_agencies(&world).await;
        let haruka = staff(&world, both[0], "haruka").await;
        let (id, _) = case_with_a_doctor(&world, &haruka, both[0]).await;
        let hanako = linked(&world, &haruka, id).await;
        let mut people = everybody(&world, both).await;
        let kaede = people[1].1.clone();
        let log = opened(fine(world.store.history_of(Subject::Case(id), 50).await)).len();
        reported(&world, &haruka, id).await;
        let record = fine(fine(app.records(&kaede.principal, id, RecordsSpan::default()).await));
        let record = record.file.provisions[0].record.clone();
        assert_eq!(record.recipient.name, CENTRE);
        assert_eq!(record.categories(), report().categories);
        let wrong = IncidentForm {
            record: Some(record.id),
            noticed_on: day("2026-11-20"),
            what: prose("ちがう窓口だった"),
            whose: line("花子"),
            to: line("となりの市"),
        };
        assert!(fine(app.report_misdirected(&desk(&haruka), id, wrong.clone()).await).is_err());
        fine(fine(app.report_misdirected(&desk(&kaede), id, wrong).await));
        people.push(("who wrote it", haruka.clone(), false));

        for (who, one, sees) in &people {
            let expected = if *sees { [1; 5] } else { [0; 5] };
            assert_eq!(met(&world, one, id).await, expected, "{who}");
        }
        assert_eq!(met(&world, &hanako, id).await, [0; 5], "the person");

        let released = step(only(&world, &kaede, id).await, ExceptionStep::Released);
        assert_eq!(settled(&world, &kaede, id, released.clone()).await, None);
        let again = settled(&world, &kaede, id, released).await;
        assert_eq!(again, Some(ConsentRefusal::Exception(ExceptionFault::Done)));
        for (who, one, sees) in &people {
            let expected = if *sees { [1; 5] } else { [0; 5] };
            assert_eq!(met(&world, one, id).await, expected, "{who}, after the release");
        }
        // What reached the wrong one is told to the person when that is said to be done.
        assert_eq!(met(&world, &hanako, id).await, [1, 1, 1, 0, 0], "the person, after the release");
        let after = opened(fine(world.store.history_of(Subject::Case(id), 50).await)).len();
        assert_eq!(after, log, "the log of the case is silent about all of it");
        assert_eq!(fine(world.store.check_sealed().await).unopened, 0);
    }
}

on_every_database! {
    async fn a_report_is_written_down_whatever_else_stands_in_the_case(world) {
        let world = world.seeded().await;
        let app = &world.app;
        let [here, _] = two_agencies(&world).await;
        let haruka = staff(&world, here, "haruka").await;
        let mio = holding(&world, here, "mio", OrganizationPost::AbusePreventionOfficer).await;
        let (id, doctor) = case_with_a_doctor(&world, &haruka, here).await;
        let employment = EmploymentForm {
            id: None,
            employer: line("ある会社"),
            number: None,
            hired_on: day("2026-11-02"),
            left_on: None,
            frame: HiringFrame::General,
            hours: None,
            disclosure: DisclosureWord::Closed,
            by: Voice::Person,
        };
        let seen = SeenCase { id, version: 2 };
        fine(fine(app.keep_employment(&desk(&haruka), seen, employment).await));

        // Nobody agreed, the person is closed at work, and the report was made an hour ago.
        let earlier = app.now().plus(-TimeDelta::hours(1));
        let key = fine(WriteKey::parse("reported-once"));
        let once = Writer { key: Some(key), ..desk(&haruka) };
        let form = ReportForm { told_at: Some(earlier), ..report() };
        let first = fine(fine(app.report_exception(&once, id, form.clone()).await));
        let second = fine(fine(app.report_exception(&once, id, form).await));
        assert_eq!(first, second, "a second press reports nothing twice");
        let other = fine(app.report_exception(&once, id, report()).await).err();
        assert_eq!(other, Some(TellRefusal::Case(ConsentRefusal::KeyReused)));
        let own = fine(fine(app.exceptions(&haruka.principal, id).await));
        assert!(own.file.exceptions.is_empty() && own.theirs.is_empty(), "who wrote it neither reads it later nor ends it");
        let answers: Vec<(OrganizationPost, String)> =
            own.answerers.iter().map(|one| (one.post, one.name.to_string())).collect();
        assert_eq!(answers, [(OrganizationPost::AbusePreventionOfficer, "mio さん".to_owned())]);
        let view = fine(fine(app.exceptions(&mio.principal, id).await));
        let [kept] = view.file.exceptions.as_slice() else { panic!("{:?}", view.file.exceptions) };
        assert_eq!((kept.told.len(), kept.told[0].at, kept.told[0].id), (1, earlier, first.0));
        assert_eq!(view.recipient(kept), CENTRE);

        let to_the_doctor = ReportForm { to: Partner::InTeam(doctor), ..report() };
        fine(fine(app.report_exception(&desk(&haruka), id, to_the_doctor).await));
        let at_work = ReportForm { to: Partner::typed(line("ある会社")), ..report() };
        let refused = fine(app.report_exception(&desk(&haruka), id, at_work).await).err();
        assert!(matches!(refused, Some(TellRefusal::Withheld(_))), "{refused:?}");
        let ahead = Some(app.now().plus(TimeDelta::minutes(1)));
        for (form, refusal) in [
            (ReportForm { told_at: ahead, ..report() }, TellRefusal::When(WhenFault::Later)),
            (ReportForm { categories: Categories::new(), ..report() }, TellRefusal::Case(ConsentRefusal::NothingNamed)),
        ] {
            let refused = fine(app.report_exception(&desk(&haruka), id, form).await).err();
            assert_eq!(refused, Some(refusal));
        }
        let view = fine(fine(app.exceptions(&mio.principal, id).await));
        assert_eq!(view.file.exceptions.len(), 2, "what was refused left nothing");
    }
}

on_every_database! {
    async fn an_exception_is_ended_by_who_answers_for_it_and_looks_missing_to_others(world) {
        let world = world.seeded().await;
        let app = &world.app;
        let both = two_agencies(&world).await;
        let haruka = staff(&world, both[0], "haruka").await;
        let (id, doctor) = case_with_a_doctor(&world, &haruka, both[0]).await;
        let people = everybody(&world, both).await;
        let [nagi, kaede, mio, sora] = [0, 1, 2, 3].map(|place| people[place].1.clone());
        let to_the_doctor = ReportForm { to: Partner::InTeam(doctor), ..report() };
        fine(fine(app.report_exception(&desk(&haruka), id, to_the_doctor).await));
        let exception = only(&world, &mio, id).await;
        let strange = ExceptionId::from_uuid(uuid::Uuid::from_u128(9));
        for what in [ExceptionStep::Ended, ExceptionStep::Released] {
            for (who, refusal) in [
                (&haruka, ConsentRefusal::NoSuchException),
                (&nagi, ConsentRefusal::NoSuchException),
                (&sora, ConsentRefusal::NotFound),
            ] {
                for id_of_it in [exception, strange] {
                    let done = settled(&world, who, id, step(id_of_it, what)).await;
                    assert_eq!(done, Some(refusal), "a real one looks as a missing one");
                }
            }
        }

        // Who answers for it may tell more by it, as who named it may, until it is ended.
        let again = TellForm {
            to: Partner::InTeam(doctor),
            heard_by: None,
            categories: some(&[InformationCategory::Family]),
            how: ToldHow::Phone,
            purpose: Some(ConsentPurpose::EmergencyResponse),
            at: None,
        };
        assert!(fine(app.tell(&desk(&nagi), id, again.clone()).await).is_err());
        fine(fine(app.tell(&desk(&mio), id, again.clone()).await));
        assert_eq!(settled(&world, &mio, id, step(exception, ExceptionStep::Ended)).await, None);
        for who in [&haruka, &kaede, &mio] {
            assert!(fine(app.tell(&desk(who), id, again.clone()).await).is_err(), "it is ended");
        }
        let second = settled(&world, &kaede, id, step(exception, ExceptionStep::Ended)).await;
        assert_eq!(second, Some(ConsentRefusal::Exception(ExceptionFault::Done)));
        let view = fine(fine(app.exceptions(&kaede.principal, id).await));
        let kept = &view.file.exceptions[0];
        assert_eq!((kept.told.len(), kept.steps.len()), (2, 1), "what was told stays");
        assert_eq!((kept.steps[0].by, kept.steps[0].step), (mio.id, ExceptionStep::Ended));
        assert_eq!(view.theirs, BTreeSet::from([exception]));
        assert!(kept.exception.released_at.is_none());
    }
}

on_every_database! {
    async fn two_who_release_at_once_release_it_once(world) {
        let world = world.seeded().await;
        let both = two_agencies(&world).await;
        let haruka = staff(&world, both[0], "haruka").await;
        let (id, _) = case_with_a_doctor(&world, &haruka, both[0]).await;
        let people = everybody(&world, both).await;
        let [kaede, mio] = [1, 2].map(|place| people[place].1.clone());
        reported(&world, &haruka, id).await;
        let released = step(only(&world, &kaede, id).await, ExceptionStep::Released);
        let (first, second) = tokio::join!(
            settled(&world, &kaede, id, released.clone()),
            settled(&world, &mio, id, released.clone()),
        );
        let refused: Vec<ConsentRefusal> = [first, second].into_iter().flatten().collect();
        assert_eq!(refused, [ConsentRefusal::Exception(ExceptionFault::Done)]);
        let view = fine(fine(world.app.exceptions(&mio.principal, id).await));
        assert_eq!(view.file.exceptions[0].steps.len(), 1);
    }
}
