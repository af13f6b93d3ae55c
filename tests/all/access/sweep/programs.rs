//! Programs: every question of the schema that takes an id, and every change that names something of somebody's.

use renkei_domain::access::principal::Principal;
use renkei_domain::ids::ResourceId;
use renkei_graphql::{Answer, Api, Call, CallMethod, global_id};
use renkei_tests::on_every_database;
use renkei_tests::schema::contents;
use serde_json::{Value, json};
use uuid::Uuid;

use super::planted::ENTRY;
use super::{Neighbours, THEIRS, assert_nothing_changed, nowhere};
use crate::graphql::api;
use crate::graphql::whole::Types;
use crate::letters::invited::demo;
use crate::record::fine;

/// What may be read or changed of an organization by an id of these.
const TABLES: [&str; 19] = [
    "account",
    "act",
    "case_note",
    "conference",
    "consent",
    "consent_exception",
    "consent_halt",
    "consent_sheet",
    "employment",
    "evidence",
    "exception_step",
    "incident",
    "invitation",
    "person",
    "provision",
    "receipt",
    "strength",
    "support_case",
    "team_member",
];

async fn answer(api: &Api, who: &Principal, document: &str, variables: Value) -> String {
    let Value::Object(variables) = variables else {
        panic!("variables are an object: {variables}");
    };
    let call = Call {
        document: document.to_owned(),
        operation_name: None,
        variables,
        method: CallMethod::ReadOrWrite,
        principal: who.clone(),
    };
    match api.answer("0123456789abcdef0123456789abcdef", call).await {
        Answer::Executed(body) => String::from_utf8_lossy(&body).into_owned(),
        Answer::Refused { body, .. } => panic!("{document}: {}", String::from_utf8_lossy(&body)),
    }
}

/// An id as a program may write it: as it stands, and as the global id of an entry.
fn written(id: Uuid) -> [String; 2] {
    [id.to_string(), global_id(ResourceId::from_uuid(id))]
}

/// Asks with an id and with one that exists nowhere; says whether the answers differ in more than that.
async fn assert_same(
    (api, who): (&Api, &Principal),
    document: &str,
    id: Uuid,
    variables: impl Fn(&str) -> Value,
) {
    for (real, none) in written(id).into_iter().zip(written(nowhere(id))) {
        let told = answer(api, who, document, variables(&real)).await;
        let missing = answer(api, who, document, variables(&none)).await;
        assert!(!told.contains(THEIRS), "{document} tells {told}");
        let (told, missing) = (told.replace(&real, "…"), missing.replace(&none, "…"));
        assert_eq!(told, missing, "{document}");
    }
}

on_every_database! {
    async fn every_id_of_another_organization_looks_missing_to_a_program(world) {
        let world = world.seeded().await;
        let neighbours = Neighbours::of(&world).await;
        let before = contents(&world, &[("session", "seen_at")]).await;
        let api = api(&world);
        let types = Types::of(&api).await;
        let who = &neighbours.ours.staff.principal;

        let questions = types.questions_by_id();
        for asked in ["case(id: $id)", "caseConsents(id: $id)", "caseProvisions(id: $id)", "caseReceipts(id: $id)", "cases(after: $id)", "conferences(id: $id)", "conference(id: $id)", "node(id: $id)", "nodes(ids: [$id])", "history(id: $id)"] {
            assert!(questions.iter().any(|known| known.contains(asked)), "{asked} in {questions:?}");
        }
        for table in TABLES {
            for id in neighbours.strange(table).into_iter().take(2) {
                for document in &questions {
                    assert_same((&api, who), document, id, |id| json!({ "id": id })).await;
                }
            }
        }

        let entry = global_id(fine(ENTRY.parse()));
        let mut tried = 0;
        for table in ["act", "strength"] {
            let id = neighbours.strange(table)[0];
            let changes = |strange: &str| {
                types.changes(|of, part| match part {
                    "id" if of.contains("Organization") => json!(neighbours.ours.organization.to_string()),
                    "resource" | "id" => json!(entry),
                    "network" => json!(demo().to_string()),
                    "by" => json!(neighbours.ours.organization.to_string()),
                    _ => json!(strange),
                })
            };
            let names = changes(&id.to_string()).into_iter();
            let names = names.filter(|(_, input)| input.to_string().contains(&id.to_string()));
            for (name, _) in names {
                let (first, rest) = name.split_at(1);
                let kind = format!("{}{rest}Input", first.to_uppercase());
                let document = format!("mutation($input: {kind}!) {{ {name}(input: $input) {{ refusal {{ code message }} }} }}");
                let input = |strange: &str| {
                    let mut all = changes(strange).into_iter();
                    let own = all.find(|(known, _)| *known == name);
                    json!({ "input": own.map(|(_, input)| input) })
                };
                assert_same((&api, who), &document, id, input).await;
                tried += 1;
            }
        }
        assert!(tried >= 6, "only {tried} changes name something of somebody's");
        assert_nothing_changed(&world, before).await;
    }
}
