//! A consent that ends soon is announced by letter: once to whoever keeps the case, once to the person where they want
//! mail, and to nobody about what was renewed, withdrawn or has a case no more.

use std::collections::BTreeMap;

use chrono::TimeDelta;
use renkei_app::Caller;
use renkei_app::cases::SeenCase;
use renkei_app::consent::stop::{StopForm, StopKind};
use renkei_domain::cases::employment::Voice;
use renkei_domain::cases::person::{Person, PreferredContact};
use renkei_domain::consent::{HaltOf, PartyId, Reach};
use renkei_domain::directory::kind::ResourceKind;
use renkei_domain::directory::organization::OrganizationFacts;
use renkei_domain::directory::phone::Phone;
use renkei_domain::directory::profile::Profile;
use renkei_domain::directory::resource::ResourceFacts;
use renkei_domain::ids::{CaseId, OrganizationId};
use renkei_domain::letters::delivery::DeliveryOutcome;
use renkei_domain::people::Standing;
use renkei_tests::entries::office;
use renkei_tests::people::{Somebody, somebody};
use renkei_tests::schema::contents;
use renkei_tests::{World, on_every_database};
use uuid::Uuid;

use super::{
    DOCTOR, NAME, agreed, case_with_a_doctor, desk, recorded, seen_by, staff, two_agencies,
};
use crate::letters::invited::{all_end, claimed};
use crate::letters::pages::browser_of;
use crate::migrations::{body, line, register, resource};
use crate::record::fine;

/// The day on which consents end in these stories: 41 days after today.
const LAST_DAY: &str = "2026-12-31";

/// A case that haruka keeps, with a consent that ends on a day.
async fn ends_on(world: &World, last_day: &str) -> (Somebody, CaseId, PartyId) {
    let [here, _] = two_agencies(world).await;
    let haruka = staff(world, here, "haruka").await;
    let (id, doctor) = case_with_a_doctor(world, &haruka, here).await;
    recorded(world, &haruka, id, agreed(doctor, last_day)).await;
    (haruka, id, doctor)
}

/// Writes down how the person wants to be contacted.
async fn contacted_by(
    world: &World,
    by: &Somebody,
    id: CaseId,
    (preferred, mail): (PreferredContact, Option<&str>),
) {
    let view = fine(seen_by(world, by, id).await);
    let seen = SeenCase {
        id,
        version: view.file.case.version,
    };
    let person = Person {
        preferred: Some(preferred),
        mail: mail.map(line),
        ..Person::named(line(NAME))
    };
    let writer = desk(by);
    fine(fine(world.app.describe_person(&writer, seen, person).await));
}

async fn announced(world: &World) -> u64 {
    fine(world.app.announce_ending_consents().await)
}

/// The letters that wait, by whom they go to.
async fn letters(world: &World) -> BTreeMap<String, String> {
    let claimed = claimed(world).await.into_iter();
    let letters = claimed.map(|one| {
        let whole = format!("{}\n{}", one.letter.subject, one.letter.text);
        (one.letter.to.to_string(), whole)
    });
    letters.collect()
}

on_every_database! {
    async fn the_keeper_and_the_person_hear_of_an_end_30_days_before_and_once(world) {
        let world = world.seeded().await;
        let (haruka, id, _) = ends_on(&world, LAST_DAY).await;
        contacted_by(&world, &haruka, id, (PreferredContact::Message, Some("hanako@example.jp"))).await;

        world.clock.pass(TimeDelta::days(10));
        assert_eq!(announced(&world).await, 0, "31 days are left");
        world.clock.pass(TimeDelta::days(1));
        assert_eq!(announced(&world).await, 2, "30 days are left");
        let told = letters(&world).await;
        let whom: Vec<&str> = told.keys().map(String::as_str).collect();
        assert_eq!(whom, ["hanako@example.jp", "haruka@example.jp"]);
        let (person, keeper) = (&told["hanako@example.jp"], &told["haruka@example.jp"]);
        for part in ["2026年12月31日(木) までに", "さんに、いつもの方法で知らせてください"] {
            assert!(person.contains(part), "{part}: {person}");
        }
        assert!(keeper.contains("期限: 2026年12月31日(木)"), "{keeper}");
        assert!(keeper.contains("https://renkei.example.jp/cases/ending\n"), "{keeper}");
        for kept in ["同意", "本人", "支援", "障", "病", "つばさ橋"] {
            assert!(!person.contains(kept), "{kept}: {person}");
        }
        for text in [person, keeper] {
            assert!(!text.contains(NAME) && !text.contains(DOCTOR), "{text}");
        }

        // Neither another hour nor another process writes again.
        assert_eq!(announced(&world).await, 0);
        let (other, _) = world.second_process().await;
        assert_eq!(fine(other.announce_ending_consents().await), 0);
        assert_eq!(contents(&world, &[]).await["letter"].len(), 2);
        let on_page = fine(world.app.ending_consents(&haruka.principal).await);
        assert_eq!(on_page.len(), 1, "the page has it as before");
    }
}

on_every_database! {
    async fn both_letters_say_how_the_agency_that_leads_is_answered_and_not_what_it_is(world) {
        let world = world.seeded().await;
        let here = OrganizationId::from_uuid(Uuid::from_u128(77));
        let facts = OrganizationFacts {
            phone: Some(Phone::published(line("072-000-0067"))),
            ..body("かわべ福祉会")
        };
        fine(fine(world.app.register_organization(Caller::COMMAND, here, facts).await));
        let entry = ResourceFacts {
            organization: Some(here),
            email: Some(line("kawabe@example.jp")),
            fax: Some(Phone::published(line("072-000-0068"))),
            ..office(ResourceKind::PeerGroup, "かわべ就労室")
        };
        register(&world, resource(900), entry, Profile::default()).await;
        let haruka = staff(&world, here, "haruka").await;
        let (id, doctor) = case_with_a_doctor(&world, &haruka, here).await;
        recorded(&world, &haruka, id, agreed(doctor, LAST_DAY)).await;
        contacted_by(&world, &haruka, id, (PreferredContact::Message, Some("hanako@example.jp"))).await;
        world.clock.pass(TimeDelta::days(11));
        assert_eq!(announced(&world).await, 2);
        for (to, text) in letters(&world).await {
            assert!(text.contains("電話 072-000-0067\nFAX 072-000-0068\n"), "{to}: {text}");
            // What stands in an address often says whose it is.
            let is_colleague = to == "haruka@example.jp";
            assert_eq!(text.contains("メール kawabe@example.jp\n"), is_colleague, "{to}: {text}");
            assert!(!text.contains("かわべ"), "{to}: {text}");
        }
    }
}

on_every_database! {
    async fn two_processes_that_look_at_once_write_one_letter(world) {
        let world = world.seeded().await;
        let (_, _, _) = ends_on(&world, LAST_DAY).await;
        world.clock.pass(TimeDelta::days(11));
        let (other, _) = world.second_process().await;
        let (one, two) = tokio::join!(
            world.app.announce_ending_consents(),
            other.announce_ending_consents(),
        );
        assert_eq!(fine(one) + fine(two), 1);
        assert_eq!(contents(&world, &[]).await["letter"].len(), 1);
        assert_eq!(contents(&world, &[]).await["consent_notice"].len(), 1);
    }
}

on_every_database! {
    async fn several_consents_that_end_on_a_day_are_one_letter(world) {
        let world = world.seeded().await;
        let (haruka, id, doctor) = ends_on(&world, LAST_DAY).await;
        recorded(&world, &haruka, id, agreed(doctor, LAST_DAY)).await;
        world.clock.pass(TimeDelta::days(11));
        assert_eq!(announced(&world).await, 1);
        assert_eq!(contents(&world, &[]).await["consent_notice"].len(), 2);
        // One more that ends then is an end of its own.
        recorded(&world, &haruka, id, agreed(doctor, LAST_DAY)).await;
        assert_eq!(announced(&world).await, 1);
    }
}

on_every_database! {
    async fn what_was_withdrawn_or_renewed_is_not_announced_not_even_by_a_letter_that_waits(world) {
        let world = world.seeded().await;
        let (haruka, id, doctor) = ends_on(&world, LAST_DAY).await;
        let old = fine(seen_by(&world, &haruka, id).await).file.ledger.consents[0].id;
        world.clock.pass(TimeDelta::days(11));
        assert_eq!(announced(&world).await, 1);
        let mut renewed = agreed(doctor, "2027-06-30");
        renewed.renews = Some(old);
        recorded(&world, &haruka, id, renewed).await;
        assert!(letters(&world).await.is_empty(), "it was renewed before the letter left");
        let states = contents(&world, &[]).await;
        assert!(states["letter"].iter().all(|row| row.contains("withdrawn")), "{:?}", states["letter"]);

        let (id, doctor) = case_with_a_doctor(&world, &haruka, two_agencies(&world).await[0]).await;
        recorded(&world, &haruka, id, agreed(doctor, LAST_DAY)).await;
        let withdrawn = StopForm {
            kind: StopKind::Withdraw,
            of: HaltOf::Everything,
            reach: Reach::Whole,
            by: Voice::Person,
        };
        fine(fine(world.app.stop_consent(&desk(&haruka), id, withdrawn).await));
        assert_eq!(announced(&world).await, 0);
        world.clock.pass(TimeDelta::days(31));
        assert_eq!(announced(&world).await, 0, "what is over is not announced");
    }
}

on_every_database! {
    async fn a_person_without_mail_reads_it_on_their_page_and_one_with_an_account_there_too(world) {
        let world = world.seeded().await;
        let app = &world.app;
        let (haruka, id, _) = ends_on(&world, "2026-12-10").await;
        let hanako = somebody(app, Standing::Person, "hanako").await;
        let link = fine(fine(app.offer_case_link(&desk(&haruka), id).await));
        fine(fine(app.accept_case(&desk(&hanako), &link.code).await));
        assert_eq!(announced(&world).await, 1, "nobody asked the person about mail");
        all_end(&world, DeliveryOutcome::Accepted).await;
        // Who wants a phone call is phoned, whatever address there is.
        contacted_by(&world, &haruka, id, (PreferredContact::Phone, Some("home@example.jp"))).await;
        assert_eq!(announced(&world).await, 0);
        assert_eq!(fine(app.own_ending_consents(&hanako.principal).await).len(), 1);
        let server = world.serve().await;
        let [office, own] = [&haruka, &hanako].map(|who| browser_of(&server, who));
        assert!(office.look("/cases/ending").await.says("もうすぐ期限の同意（1）"));
        for path in ["/my", "/my/cases"] {
            assert!(own.look(path).await.says("2026年12月10日(木)"), "{path}");
        }
        server.stop().await;

        contacted_by(&world, &haruka, id, (PreferredContact::Message, None)).await;
        assert_eq!(announced(&world).await, 1, "they have an account");
        let told = letters(&world).await;
        let text = &told["hanako@example.jp"];
        assert!(text.contains("https://renkei.example.jp/sign-in\n"), "{text}");
    }
}

on_every_database! {
    async fn who_keeps_the_case_finds_a_letter_that_did_not_leave_and_nobody_else_does(world) {
        let world = world.seeded().await;
        let app = &world.app;
        let (haruka, id, _) = ends_on(&world, LAST_DAY).await;
        let [here, _] = two_agencies(&world).await;
        let sora = staff(&world, here, "sora").await;
        contacted_by(&world, &haruka, id, (PreferredContact::Message, Some("hanako@example.jp"))).await;
        world.clock.pass(TimeDelta::days(11));
        assert_eq!(announced(&world).await, 2);
        all_end(&world, DeliveryOutcome::Refused).await;
        let number = fine(seen_by(&world, &haruka, id).await).file.case.number;
        let board = fine(fine(app.letter_board(&haruka.principal).await));
        let mut about: Vec<String> = board.iter().filter_map(|one| one.about.clone()).collect();
        about.sort();
        let expected = ["担当の人", "本人"].map(|whom| format!("ケース №{number}（{whom}あて）"));
        assert_eq!(about, expected);
        assert!(fine(fine(app.letter_board(&sora.principal).await)).is_empty());
    }
}
