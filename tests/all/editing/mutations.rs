//! Every part of an entry has its mutation. For each of them: mistakes are named by their field, the same
//! input sent twice has one effect, and whoever comes late is told.

use renkei_domain::directory::edit::Part;
use renkei_graphql::{Api, global_id};
use renkei_tests::on_every_database;
use serde_json::{Value, json};

use super::programs::{asked, sent};
use super::{coordinator, desk, network, version};
use crate::record::fine;

/// How a program changes one part.
struct Change {
    /// The mutation.
    mutation: &'static str,
    /// What stands.
    right: Value,
    /// What does not.
    wrong: Value,
    /// The field that is wrong with it, and how.
    fault: (&'static str, &'static str),
}

/// A key that is none: the mistake that every input can hold.
fn no_key(field: &str) -> Value {
    json!({ field: [], "idempotencyKey": "鍵" })
}

/// How each part is changed. Whoever adds a part to the domain says here by which mutation.
fn change_of(part: Part) -> Change {
    let change = |mutation, right, wrong, fault| Change {
        mutation,
        right,
        wrong,
        fault,
    };
    let bad_key = ("idempotencyKey", "KEY");
    match part {
        Part::Facts => change(
            "updateResourceFacts",
            json!({ "facts": [{ "field": "CAPACITY", "value": "20" }] }),
            json!({ "facts": [{ "field": "CAPACITY", "value": "二十" }] }),
            ("capacity", "NUMBER"),
        ),
        Part::Description => change(
            "updateDescription",
            json!({ "description": "当事者が集まる会です。" }),
            json!({ "description": "長".repeat(4_001) }),
            ("description", "TOO_LONG"),
        ),
        Part::Comparison => change(
            "updateComparison",
            json!({ "months": { "from": 6, "to": 24 }, "pay": "WAGE", "trial": "ASK" }),
            json!({ "months": { "from": 24, "to": 6 } }),
            ("months", "RANGE"),
        ),
        Part::Capacity => change(
            "updateCapacity",
            json!({ "available": 2, "maximum": 3 }),
            json!({ "available": 3, "maximum": 2 }),
            ("available", "MORE_THAN_MAXIMUM"),
        ),
        Part::Programs => change(
            "updatePrograms",
            json!({ "programs": [{ "kind": "PEER_SUPPORT", "ownName": "つどい" }] }),
            json!({ "programs": [{ "kind": "PEER_SUPPORT", "patterns": [{
                "visits": { "times": { "from": 2, "to": 1 }, "per": "WEEK" },
            }] }] }),
            ("programs[0].patterns[0].visits.times", "RANGE"),
        ),
        Part::Strengths => {
            let said = |text: &str| json!({ "strengths": [{ "valence": "STRONG", "topic": "GENERAL", "text": text }] });
            let fault = ("strengths[0].text", "EMPTY");
            change(
                "updateResourceCharacter",
                said("一緒に考える"),
                said(" "),
                fault,
            )
        }
        Part::ContactPolicy => {
            let policy =
                |ways: Value| json!({ "rules": [{ "ways": ways }], "never": ["夕方の電話"] });
            let fault = ("rules[0].ways", "EMPTY");
            let phone = json!([{ "channel": "PHONE" }]);
            change(
                "updateContactPolicy",
                policy(phone),
                policy(json!([])),
                fault,
            )
        }
        Part::Notices => {
            let notice = |until: &str| json!({ "notices": [{ "text": "移転しました。", "from": "2026-11-20", "until": until }] });
            let fault = ("notices[0].until", "ENDS_BEFORE_START");
            change(
                "updateNotices",
                notice("2026-11-30"),
                notice("2026-11-19"),
                fault,
            )
        }
        Part::ServiceArea => change(
            "updateServiceArea",
            json!({ "serviceArea": ["272078"] }),
            json!({ "serviceArea": ["272078", "131016"] }),
            ("serviceArea[1]", "UNKNOWN_MUNICIPALITY"),
        ),
        Part::Roles => change(
            "updateRoles",
            json!({ "roles": ["NURSE"] }),
            no_key("roles"),
            bad_key,
        ),
        Part::Languages => change(
            "updateLanguages",
            json!({ "languages": ["EN", "ZH"] }),
            no_key("languages"),
            bad_key,
        ),
        Part::Access => change(
            "updateAccess",
            json!({ "access": ["STEP_FREE"] }),
            no_key("access"),
            bad_key,
        ),
        Part::ContactPersons => {
            let persons = |name: &str| json!({ "network": network().to_string(), "contactPersons": [{ "name": name }] });
            let fault = ("contactPersons[0].name", "EMPTY");
            change(
                "updateContactPersons",
                persons("見本 はなこ"),
                persons(""),
                fault,
            )
        }
    }
}

/// The mutation with everything that a program looks at afterwards.
fn document(mutation: &str) -> String {
    let (first, rest) = mutation.split_at(1);
    let input = format!("{}{rest}Input", first.to_uppercase());
    format!(
        "mutation($input: {input}!) {{ {mutation}(input: $input) {{
            resource {{ id version }}
            refusal {{ code message version fields {{ field code message }} }}
        }} }}"
    )
}

/// Whether people can read it.
fn is_japanese(text: &Value) -> bool {
    let text = text.as_str().unwrap_or_default();
    text.ends_with('。') && !text.is_ascii()
}

const HISTORY: &str = "query($id: ID!) { history(id: $id) { act changedParts { part } } }";

on_every_database! {
    async fn a_program_changes_every_part_of_an_entry_once_and_is_told_its_mistakes(world) {
        let id = desk(&world).await;
        let api = Api::new(world.app.clone());
        let who = |number: u128| coordinator(number).principal;
        let history = async || asked(&api, who(1), HISTORY, json!({ "id": global_id(id) })).await["history"].clone();
        for part in Part::ALL.iter().copied() {
            let change = change_of(part);
            let document = document(change.mutation);
            let seen = version(&world, id).await;
            let input = |own: &Value| {
                let mut input = json!({ "id": global_id(id), "version": seen, "idempotencyKey": part.code() });
                for (field, value) in own.as_object().into_iter().flatten() {
                    input[field] = value.clone();
                }
                input
            };
            let wrong = sent(&api, who(1), &document, input(&change.wrong)).await;
            assert_eq!(wrong["refusal"]["code"], "INVALID", "{part}: {wrong}");
            let fault = &wrong["refusal"]["fields"][0];
            assert_eq!((&fault["field"], &fault["code"]), (&json!(change.fault.0), &json!(change.fault.1)), "{part}");
            assert!(is_japanese(&fault["message"]), "{part}: {fault}");
            assert_eq!(wrong["resource"]["version"], seen, "{part}");

            let done = sent(&api, who(1), &document, input(&change.right)).await;
            let standing = json!({ "id": global_id(id), "version": seen + 1 });
            assert_eq!(done, json!({ "resource": standing, "refusal": null }), "{part}");
            let acts = history().await;
            let expected = json!([{ "part": part.code().to_uppercase() }]);
            assert_eq!(acts[0]["changedParts"], expected, "{part}");

            let again = sent(&api, who(1), &document, input(&change.right)).await;
            assert_eq!(again, done, "{part}: the same under the same key");
            assert_eq!(history().await, acts, "{part}: one effect");

            let late = sent(&api, who(2), &document, input(&change.right)).await;
            let refusal = &late["refusal"];
            assert_eq!((&refusal["code"], &refusal["version"]), (&json!("CHANGED"), &json!(seen + 1)), "{part}");
            assert!(is_japanese(&refusal["message"]), "{part}: {refusal}");
            assert_eq!(late["resource"], standing, "{part}: what stands is shown");
        }
    }
}

#[test]
fn a_partner_finds_every_mutation_and_every_refusal_in_the_readme() {
    let readme = concat!(env!("CARGO_MANIFEST_DIR"), "/../README.md");
    let readme = fine(std::fs::read_to_string(readme));
    let told = readme
        .split("\n### Editing from another system\n")
        .nth(1)
        .and_then(|rest| rest.split("\n## ").next())
        .unwrap_or_else(|| panic!("the README does not say how a program edits"));
    let sdl = Api::sdl();
    let inside = |head: &str| {
        let rest = sdl.split(&format!("\n{head} {{\n")).nth(1);
        rest.and_then(|rest| rest.split("\n}").next())
            .unwrap_or_else(|| panic!("no {head}"))
            .lines()
    };
    let mutations = inside("type Mutation")
        .filter_map(|line| line.strip_prefix("  ")?.strip_suffix('('))
        .filter(|name| name.bytes().all(|letter| letter.is_ascii_alphabetic()));
    let codes = inside("enum RefusalCode").map(str::trim).filter(|line| {
        !line.is_empty() && line.bytes().all(|b| b.is_ascii_uppercase() || b == b'_')
    });
    let names: Vec<&str> = mutations.chain(codes).collect();
    assert!(names.len() > 35, "{names:?}");
    for name in names {
        assert!(told.contains(&format!("`{name}`")), "{name}");
    }
}
