//! One person in several rows: a consultation that turned out to be theirs, and what another agency keeps of whoever
//! has the same account. What is written in one is news to whoever read another.

use renkei_app::cases::CaseRefusal;
use renkei_app::cases::keep::{DisclosureWord, EmploymentForm};
use renkei_app::cases::open::NewCase;
use renkei_domain::cases::case::{About, AgreedHow, Agreement};
use renkei_domain::cases::employment::{HiringFrame, Voice};
use renkei_domain::cases::person::Person;
use renkei_domain::ids::CaseId;
use renkei_domain::people::Standing;
use renkei_tests::people::{Somebody, somebody};
use renkei_tests::{World, on_every_database};

use super::{
    NAME, TODAY, agreed, as_seen_by, case_with_a_doctor, day, desk, recorded, seen_by, staff,
    two_agencies,
};
use crate::migrations::line;
use crate::record::fine;

/// A workplace that is not to know anything.
fn closed() -> EmploymentForm {
    EmploymentForm {
        id: None,
        employer: line("株式会社はな"),
        number: None,
        hired_on: day("2026-11-02"),
        left_on: None,
        frame: HiringFrame::General,
        hours: None,
        disclosure: DisclosureWord::Closed,
        by: Voice::Person,
    }
}

async fn employed(world: &World, who: &Somebody, id: CaseId) {
    let seen = as_seen_by(world, who, id).await;
    let done = world.app.keep_employment(&desk(who), seen, closed()).await;
    fine(fine(done));
}

/// A consultation without a name that turned out to be of the person of another case.
async fn consultation_of(world: &World, who: &Somebody, known: CaseId) -> CaseId {
    let lead = fine(seen_by(world, who, known).await).file.case.lead;
    let new = NewCase {
        lead,
        about: About::Anonymous,
        topic: None,
        started_on: day("2026-11-02"),
    };
    let id = fine(fine(world.app.open_case(&desk(who), new).await)).0;
    let agreement = Agreement {
        on: day(TODAY),
        how: AgreedHow::OnScreen,
    };
    let (writer, nameless) = (desk(who), as_seen_by(world, who, id).await);
    let bound = world
        .app
        .bind_case_to_known(&writer, nameless, known, agreement);
    fine(fine(bound.await));
    id
}

on_every_database! {
    async fn a_closed_workplace_is_news_to_every_agency_of_whoever_has_the_account(world) {
        let world = world.seeded().await;
        let app = &world.app;
        let [here, there] = two_agencies(&world).await;
        let haruka = staff(&world, here, "haruka").await;
        let sora = staff(&world, there, "sora").await;
        let hanako = somebody(app, Standing::Person, "hanako").await;
        let (own, _) = case_with_a_doctor(&world, &haruka, here).await;
        let (sibling, doctor) = case_with_a_doctor(&world, &sora, there).await;
        recorded(&world, &sora, sibling, agreed(doctor, "2027-11-19")).await;
        // Somebody else is called the same.
        let (stranger, _) = case_with_a_doctor(&world, &sora, there).await;
        for (who, id) in [(&haruka, own), (&sora, sibling)] {
            let link = fine(fine(app.offer_case_link(&desk(who), id).await));
            fine(fine(app.accept_case(&desk(&hanako), &link.code).await));
        }
        let consultation = consultation_of(&world, &haruka, own).await;
        let heads = async || {
            let mut heads = Vec::new();
            for (who, id) in [(&haruka, own), (&sora, sibling), (&sora, stranger)] {
                heads.push(fine(seen_by(&world, who, id).await).file.ledger.seq);
            }
            heads
        };
        let before = heads().await;
        employed(&world, &haruka, own).await;
        let after = heads().await;
        assert_eq!(after, [before[0] + 1, before[1] + 1, before[2]], "what was allowed before is decided again");
        let view = fine(seen_by(&world, &sora, sibling).await);
        assert!(view.file.ledger.employments.iter().any(|one| one.disclosure.is_closed()));

        // It counts the same where it stands in the consultation that turned out to be theirs,
        employed(&world, &haruka, consultation).await;
        assert_eq!(heads().await, [after[0] + 1, after[1] + 1, after[2]]);
        // from the other side too,
        let before = heads().await;
        employed(&world, &sora, sibling).await;
        assert_eq!(heads().await, [before[0] + 1, before[1] + 1, before[2]]);
        // and for somebody without an account there is nobody else to tell.
        let before = heads().await;
        employed(&world, &sora, stranger).await;
        assert_eq!(heads().await, [before[0], before[1], before[2] + 1]);
    }
}

on_every_database! {
    async fn who_a_person_is_changes_in_all_their_cases_at_once(world) {
        let world = world.seeded().await;
        let app = &world.app;
        let [here, _] = two_agencies(&world).await;
        let haruka = staff(&world, here, "haruka").await;
        let writer = desk(&haruka);
        let (first, _) = case_with_a_doctor(&world, &haruka, here).await;
        let (stranger, _) = case_with_a_doctor(&world, &haruka, here).await;
        let second = consultation_of(&world, &haruka, first).await;
        let person = |kana: &str| Person {
            kana: Some(line(kana)),
            ..Person::named(line(NAME))
        };
        // Whoever opened a form of the other case meanwhile has read what no longer stands there.
        for (kana, [changed, other]) in [("ハナコ", [first, second]), ("ハナ", [second, first])] {
            let [opened, old, aside] = [
                as_seen_by(&world, &haruka, changed).await,
                as_seen_by(&world, &haruka, other).await,
                as_seen_by(&world, &haruka, stranger).await,
            ];
            fine(fine(app.describe_person(&writer, opened, person(kana)).await));
            assert_eq!(as_seen_by(&world, &haruka, other).await.version, old.version + 1, "{kana}");
            assert_eq!(as_seen_by(&world, &haruka, stranger).await, aside, "{kana}");
            let late = app.describe_person(&writer, old, person("オソイ")).await;
            assert_eq!(fine(late).err(), Some(CaseRefusal::Overtaken), "{kana}");
            let view = fine(seen_by(&world, &haruka, other).await);
            let known = view.file.case.known().and_then(|person| person.kana.clone());
            assert_eq!(known, Some(line(kana)), "nothing was overwritten");
        }
        // What is written of a team or an employment stands in one case alone.
        let other = as_seen_by(&world, &haruka, second).await;
        employed(&world, &haruka, first).await;
        assert_eq!(as_seen_by(&world, &haruka, second).await, other);
    }
}
