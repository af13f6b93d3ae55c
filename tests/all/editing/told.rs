//! An agency is told of an observation by mail or on paper, and its fourteen days begin when that leaves.

use chrono::{NaiveDate, TimeDelta};
use renkei_app::Caller;
use renkei_app::directory::edit::EditRefusal;
use renkei_app::directory::edit::observe::{NewObservation, ObservationStep};
use renkei_domain::access::principal::Principal;
use renkei_domain::directory::kind::ResourceKind;
use renkei_domain::directory::observation::PaperWay;
use renkei_domain::directory::profile::Profile;
use renkei_domain::directory::resource::ResourceFacts;
use renkei_domain::directory::strength::{Topic, Valence};
use renkei_domain::ids::{NetworkId, OrganizationId, ResourceId, StrengthId};
use renkei_domain::letters::delivery::{Delivery, DeliveryOutcome};
use renkei_domain::letters::kind::LetterKind;
use renkei_domain::people::Standing;
use renkei_domain::record::Purpose;
use renkei_domain::text::Prose;
use renkei_tests::entries::office;
use renkei_tests::{World, on_every_database};
use uuid::Uuid;

use super::{coordinator, desk, network};
use crate::letters::invited::{all_end, claimed};
use crate::migrations::{body, line, register, resource};
use crate::record::fine;

const MAIL: &str = "komorebi@example.jp";

/// Something that was observed of an agency with a mail address, or without one.
async fn observed(world: &World, mail: Option<&str>) -> (ResourceId, StrengthId) {
    desk(world).await;
    let by = OrganizationId::from_uuid(Uuid::from_u128(41));
    let entered = world
        .app
        .register_organization(Caller::COMMAND, by, body("見る会"));
    fine(fine(entered.await));
    let facts = ResourceFacts {
        email: mail.map(line),
        ..office(ResourceKind::PeerGroup, "こもれび")
    };
    let seen = resource(2);
    register(world, seen, facts, Profile::default()).await;
    let new = NewObservation {
        resource: seen,
        network: network(),
        by,
        valence: Valence::Strong,
        topic: Topic::General,
        text: line("午前の電話がつながりやすい"),
        basis: line("月に2回いっしょに訪問"),
        stated_on: world.app.now().in_japan().date,
    };
    let observed = fine(fine(world.app.observe(&coordinator(1), new).await));
    (seen, observed.id)
}

/// The desk takes a step; of a mistake in a field its name and code are told.
async fn step(world: &World, id: StrengthId, step: ObservationStep) -> Result<(), String> {
    let done = fine(world.app.step_observation(&coordinator(1), id, step).await);
    done.map(|_| ()).map_err(|refusal| match refusal {
        EditRefusal::Invalid(faults) => format!("{} {}", faults[0].field, faults[0].code),
        other => other.code().to_owned(),
    })
}

fn refused(code: &str) -> Result<(), String> {
    Err(code.to_owned())
}

async fn told_on(world: &World, seen: ResourceId) -> Option<NaiveDate> {
    let desk = coordinator(1).principal;
    let read = world.app.observations(&desk, seen);
    fine(read.await)[0].told_on
}

on_every_database! {
    async fn an_agency_has_fourteen_days_from_the_day_on_which_its_letter_leaves(world) {
        let (seen, id) = observed(&world, Some(MAIL)).await;
        assert_eq!(step(&world, id, ObservationStep::Write).await, Ok(()));
        assert_eq!(step(&world, id, ObservationStep::Write).await, refused("ALREADY_SO"), "one letter is enough");
        let letters = claimed(&world).await;
        let [first] = letters.as_slice() else { panic!("{letters:?}") };
        assert_eq!(first.letter.to.to_string(), MAIL);
        assert_eq!(first.letter.subject.as_str(), "renkei（連携）から お知らせの手紙");
        for told in ["こもれび 御中", "午前の電話がつながりやすい", "月に2回いっしょに訪問", "見る会", "2026年12月4日(金)"] {
            assert!(first.letter.text.contains(told), "{told}: {}", first.letter.text);
        }
        // A letter in the house tells nobody anything.
        let later = Delivery::without_reply(DeliveryOutcome::RefusedForNow);
        fine(world.app.record_delivery(first, later).await);
        assert_eq!(told_on(&world, seen).await, None);
        assert_eq!(step(&world, id, ObservationStep::Release).await, refused("NOT_YET"));

        world.clock.pass(TimeDelta::days(2));
        let letters = claimed(&world).await;
        let [second] = letters.as_slice() else { panic!("{letters:?}") };
        assert!(second.letter.text.contains("2026年12月6日(日)"), "{}", second.letter.text);
        let left = Delivery::without_reply(DeliveryOutcome::Accepted);
        fine(world.app.record_delivery(second, left).await);
        assert_eq!(told_on(&world, seen).await, Some(world.app.now().in_japan().date));
        assert_eq!(step(&world, id, ObservationStep::Write).await, refused("ALREADY_SO"));
        world.clock.pass(TimeDelta::days(13));
        assert_eq!(step(&world, id, ObservationStep::Release).await, refused("NOT_YET"));
        world.clock.pass(TimeDelta::days(1));
        assert_eq!(step(&world, id, ObservationStep::Release).await, Ok(()));
        // Whoever reads the history of the entry does not learn of it.
        let history = fine(fine(world.app.history(&Principal::installation(), seen, None).await));
        let purposes: Vec<Purpose> = history.iter().map(|entry| entry.act.purpose).collect();
        assert_eq!(purposes, [Purpose::RegisterResource]);
    }
}

on_every_database! {
    async fn paper_takes_the_place_of_a_letter_that_could_not_be_sent(world) {
        let (seen, id) = observed(&world, Some(MAIL)).await;
        let today = world.app.now().in_japan().date;
        assert_eq!(step(&world, id, ObservationStep::Write).await, Ok(()));
        all_end(&world, DeliveryOutcome::Refused).await;
        assert_eq!(told_on(&world, seen).await, None);

        let mut elsewhere = coordinator(2).principal;
        let other = NetworkId::from_uuid(Uuid::from_u128(4));
        elsewhere.standings = vec![Standing::Coordinator(other)];
        elsewhere.networks = vec![other];
        assert!(fine(fine(world.app.letter_board(&elsewhere).await)).is_empty());
        let desk = coordinator(1).principal;
        let board = fine(fine(world.app.letter_board(&desk).await));
        let [letter] = board.as_slice() else { panic!("{board:?}") };
        assert_eq!(letter.kind(), LetterKind::Observation);
        assert_eq!(letter.about.as_deref(), Some("こもれび"));
        assert_eq!(letter.recipient.as_ref().map(ToString::to_string).as_deref(), Some(MAIL));

        for by in [PaperWay::Fax, PaperWay::Post] {
            let told = ObservationStep::Told { by, on: today };
            assert_eq!(step(&world, id, told).await, refused("by NO_ADDRESS"), "{by}");
        }
        let by = PaperWay::Hand;
        let tomorrow = today + TimeDelta::days(1);
        let told = ObservationStep::Told { by, on: tomorrow };
        assert_eq!(step(&world, id, told).await, refused("on OUT_OF_RANGE"));
        assert_eq!(step(&world, id, ObservationStep::Told { by, on: today }).await, Ok(()));
        assert_eq!(told_on(&world, seen).await, Some(today));
        assert!(fine(fine(world.app.letter_board(&desk).await)).is_empty(), "the letter is withdrawn");
    }
}

on_every_database! {
    async fn an_agency_that_has_answered_gets_no_letter_and_one_without_address_none_either(world) {
        let (seen, id) = observed(&world, Some(MAIL)).await;
        assert_eq!(step(&world, id, ObservationStep::Write).await, Ok(()));
        let reply = ObservationStep::Reply {
            text: fine(Prose::parse("午後も留守番電話があります。")),
            by_name: line("見本 はなこ"),
            by_role: line("サービス管理責任者"),
        };
        assert_eq!(step(&world, id, reply).await, Ok(()));
        assert!(claimed(&world).await.is_empty(), "it knows");
        assert_eq!(told_on(&world, seen).await, Some(world.app.now().in_japan().date));

        let facts = office(ResourceKind::PeerGroup, "あてさきのない会");
        let silent = resource(3);
        register(&world, silent, facts, Profile::default()).await;
        let new = NewObservation {
            resource: silent,
            network: network(),
            by: OrganizationId::from_uuid(Uuid::from_u128(41)),
            valence: Valence::Weak,
            topic: Topic::General,
            text: line("返事に1週間かかる"),
            basis: line("この1年に3件"),
            stated_on: world.app.now().in_japan().date,
        };
        let other = fine(fine(world.app.observe(&coordinator(1), new).await)).id;
        assert_eq!(step(&world, other, ObservationStep::Write).await, refused("mail NO_ADDRESS"));
    }
}
