//! What is for members alone never leaves without them: every private field holds a word that must
//! not be found, and every question of the schema is asked with every field below it.

use chrono::NaiveDate;
use renkei_app::Caller;
use renkei_app::directory::read::Viewer;
use renkei_domain::directory::comparison::Comparison;
use renkei_domain::directory::contact::policy::{Channel, ContactPolicy, ContactRule, ContactWay};
use renkei_domain::directory::freshness::{
    FieldGroup, Verification, VerificationMethod, VerificationOutcome,
};
use renkei_domain::directory::kind::ResourceKind;
use renkei_domain::directory::people::{ContactPerson, StaffRole};
use renkei_domain::directory::phone::{Confirmation, Phone};
use renkei_domain::directory::profile::Profile;
use renkei_domain::directory::strength::{Reply, Strength, Topic, Valence, Voice};
use renkei_domain::ids::{ContactPersonId, NetworkId, OrganizationId, StrengthId};
use renkei_domain::text::{Line, Prose};
use renkei_graphql::global_id;
use renkei_tests::{World, on_every_database};
use serde_json::json;
use uuid::Uuid;

use super::whole::Types;
use super::{api, asked, demo};
use crate::migrations::{body, code, line, office_in, register, resource};
use crate::record::fine;

pub(super) const NAME: &str = "かなりあの会";

/// Words in the fields of a named person; for members of the network that knows them.
pub(super) const OF_PERSONS: [&str; 8] = [
    "canary-name",
    "canary-kana",
    "canary-title",
    "canary-number",
    "canary-label",
    "canary-extension",
    "canary-key",
    "canary-mail",
];

/// Whom the agency's own policy names, who is the same person.
const NAMED: [&str; 1] = ["00000000-0000-0000-0000-000000002329"];

/// Words in the fields of an observation; for members of the network it was made in.
pub(super) const OF_OBSERVATIONS: [&str; 3] =
    ["canary-observation", "canary-reply", "canary-observer"];

/// The name of whoever confirmed something; for members of the network that keeps the entry.
pub(super) const OF_ASKERS: [&str; 1] = ["canary-asker"];

fn word(text: &str) -> Line {
    line(text)
}

fn day() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 1).unwrap_or_default()
}

/// Somebody whose every field holds a word of its own.
fn person() -> ContactPerson {
    let [name, kana, title, number, label, extension, key, mail] = OF_PERSONS.map(word);
    ContactPerson {
        id: ContactPersonId::from_uuid(Uuid::from_u128(9_001)),
        network: demo(),
        name,
        kana: Some(kana),
        role: Some(StaffRole::Nurse),
        title: Some(title),
        phone: Some(Phone {
            written: number,
            label: Some(label),
            extension: Some(extension),
            voice_guide_key: Some(key),
            confirmation: Confirmation::Published,
        }),
        email: Some(mail),
    }
}

/// Enters an agency about which everything private is known.
pub(super) async fn enter_canary(world: &World) {
    let observer = OrganizationId::from_uuid(Uuid::from_u128(9_002));
    let [observation, reply, name] = OF_OBSERVATIONS;
    let entered = world
        .app
        .register_organization(Caller::COMMAND, observer, body(name));
    fine(fine(entered.await));
    let way = ContactWay {
        channel: Channel::LiaisonNotebook,
        person: Some(person().id),
        ask_for: None,
        desk: None,
        hours: None,
        etiquette: None,
    };
    let rule = ContactRule {
        purpose: None,
        sender: None,
        ways: vec![way],
        do_not: Vec::new(),
    };
    let profile = Profile {
        contact_policy: ContactPolicy {
            rules: vec![rule],
            ..ContactPolicy::default()
        },
        contact_persons: vec![person()],
        strengths: vec![Strength {
            id: StrengthId::from_uuid(Uuid::from_u128(9_003)),
            valence: Valence::Strong,
            topic: Topic::General,
            text: word(observation),
            voice: Voice::Observed {
                network: demo(),
                by: observer,
                reply: Some(Reply {
                    text: fine(Prose::parse(reply)),
                    on: day(),
                    by_name: word(name),
                    by_role: word("相談員"),
                }),
            },
            stated_on: day(),
        }],
        verifications: vec![Verification {
            group: FieldGroup::Contact,
            verified_on: day(),
            by_name: Some(word(OF_ASKERS[0])),
            by_role: word("ある機関の人"),
            method: VerificationMethod::Phone,
            outcome: VerificationOutcome::Confirmed,
        }],
        // What agencies say of themselves is for everybody. Every field is named, so that whoever adds
        // one has to say which it is.
        description: None,
        programs: Vec::new(),
        comparison: Comparison::default(),
        roles: Vec::new(),
        service_area: Vec::new(),
        languages: Vec::new(),
        access: Vec::new(),
        capacity: None,
        notices: Vec::new(),
    };
    let facts = office_in(code("272078"), ResourceKind::PeerGroup, NAME);
    register(world, resource(9_000), facts, profile).await;
}

on_every_database! {
    async fn a_visitor_reads_nothing_that_is_for_members_and_a_member_reads_all_of_it(world) {
        let world = world.seeded().await;
        enter_canary(&world).await;
        let api = api(&world);
        let types = Types::of(&api).await;
        let documents = types.questions();
        let variables = json!({ "id": global_id(resource(9_000)), "text": NAME });
        let other = NetworkId::from_uuid(Uuid::from_u128(7));
        for (viewer, is_theirs) in [
            (Viewer::Anonymous, false),
            (Viewer::Member(vec![]), false),
            (Viewer::Member(vec![other]), false),
            (Viewer::Member(vec![demo()]), true),
            (Viewer::Member(vec![other, demo()]), true),
        ] {
            let mut data = json!({});
            for document in &documents {
                let answer = asked(&api, viewer.clone(), document, variables.clone()).await;
                assert!(answer.get("errors").is_none(), "{answer}");
                let part = answer["data"].as_object().cloned().unwrap_or_default();
                data.as_object_mut().unwrap_or_else(|| panic!("data")).extend(part);
            }
            // Every way in shows the entry, so each is looked through.
            for way in [
                &data["resources"]["edges"][0]["node"],
                &data["resources"]["nodes"][0],
                &data["resource"],
                &data["node"],
                &data["nodes"][0],
            ] {
                assert_eq!(way["name"], NAME, "{viewer:?}");
                let said = way.to_string();
                let shows = |words: &[&str], is_shown: bool| {
                    for canary in words {
                        assert_eq!(said.contains(canary), is_shown, "{viewer:?}: {canary} in {said}");
                    }
                };
                shows(&OF_PERSONS, is_theirs);
                shows(&NAMED, is_theirs);
                for named in ["/contactPolicy/rules/0/ways/0/person", "/howToReach/now/way/person"] {
                    let expected = if is_theirs { json!(NAMED[0]) } else { json!(null) };
                    assert_eq!(way.pointer(named), Some(&expected), "{viewer:?}");
                }
                shows(&OF_OBSERVATIONS, is_theirs);
                shows(&OF_ASKERS, is_theirs);
            }
            assert_eq!(data.to_string().contains("canary"), is_theirs, "{viewer:?}");
        }
    }
}

on_every_database! {
    async fn a_visitor_who_searches_for_what_is_private_finds_nothing(world) {
        let world = world.seeded().await;
        enter_canary(&world).await;
        let api = api(&world);
        let document = "query($text: String) { resources(filter: { text: $text }) { nodes { name } totalCount { value } } }";
        for word in OF_PERSONS.iter().chain(&OF_OBSERVATIONS).chain(&OF_ASKERS) {
            for viewer in [Viewer::Anonymous, Viewer::Member(vec![demo()])] {
                let answer = asked(&api, viewer, document, json!({ "text": word })).await;
                assert_eq!(answer["data"]["resources"]["totalCount"]["value"], 0, "{word}");
            }
        }
        let good_at = "{ resources(filter: { goodAt: [GENERAL], text: \"かなりあ\" }) { nodes { name } } }";
        let answer = asked(&api, Viewer::Anonymous, good_at, json!({})).await;
        assert_eq!(answer["data"]["resources"]["nodes"], json!([]), "an observation is no word of its own");
    }
}
