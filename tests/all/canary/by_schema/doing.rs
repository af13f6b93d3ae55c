//! A program that may read the directory does nothing by any mutation of the schema, and is told nothing by its answer.

use renkei_graphql::global_id;
use renkei_tests::World;
use serde_json::{Value, json};

use super::super::planted::planted_resource;
use super::readers::Reader;
use super::{Ids, assert_tells_nothing, is_there};
use crate::access::sweep::programs::{Names, names};
use crate::graphql::whole::{Types, inmost, text};
use crate::letters::invited::demo;
use crate::record::fine;

/// With what a change is refused to whoever has no right to it.
const REFUSED: [&str; 4] = ["SIGN_IN_FIRST", "SCOPE_MISSING", "NOT_FOUND", "NOT_ALLOWED"];

/// What a refusal may stand beside: why, and the entry that was meant, which everybody reads.
const BESIDES: [&str; 3] = ["refusal", "resource", "organization"];

/// Tries every mutation, with what was planted in the place of every id.
pub(super) async fn assert_nothing_is_done(
    world: &World,
    types: &Types,
    ids: &Ids,
    narrow: &[Reader],
) {
    let members = fine(world.store.member_organizations(demo()).await);
    let named = |of: &str, part: &str| match names(of, part) {
        _ if of.contains("Meeting") && part == "id" => json!(ids.one("meeting_series").to_string()),
        Names::Own(table) => json!(ids.one(table).to_string()),
        Names::Network => json!(demo().to_string()),
        Names::Organization => json!(members[0].0.to_string()),
        Names::Entry => json!(global_id(planted_resource())),
    };
    let changes = types.changes(named);
    let before = fine(world.store.acts_after(0, 100_000).await);
    let mut done = Vec::new();
    for reader in narrow {
        for (name, input) in &changes {
            let (first, rest) = name.split_at(1);
            let kind = format!("{}{rest}Input", first.to_uppercase());
            let mut fields = types.fields("Mutation").iter();
            let field = fine(fields.find(|one| text(one, "name") == name).ok_or(name));
            let shown = types.fields(inmost(&field["type"])).iter().map(|part| {
                let (part, kind) = (text(part, "name"), inmost(&part["type"]));
                match text(types.named(kind), "kind") {
                    _ if part == "refusal" => "refusal { code message }".to_owned(),
                    "SCALAR" | "ENUM" => part.to_owned(),
                    _ => format!("{part} {{ __typename }}"),
                }
            });
            let shown: Vec<String> = shown.collect();
            let shown = shown.join(" ");
            let document =
                format!("mutation($input: {kind}!) {{ {name}(input: $input) {{ {shown} }} }}");
            let told = reader.ask(&document, &json!({ "input": input })).await;
            assert_tells_nothing(name, &told.text);
            let payload = told.body["data"][name].as_object();
            let payload =
                payload.unwrap_or_else(|| panic!("{}: {name}: {}", reader.name, told.text));
            let code = payload["refusal"]["code"].as_str().unwrap_or_default();
            let mut parts = payload.iter();
            let is_told = |(part, value): (&String, &Value)| {
                !BESIDES.contains(&part.as_str()) && is_there(value)
            };
            if !REFUSED.contains(&code) || parts.any(is_told) {
                done.push(format!("{}: {name}: {}", reader.name, told.text));
            }
        }
    }
    let after = fine(world.store.acts_after(0, 100_000).await);
    assert!(after == before, "somebody changed something");
    assert!(done.is_empty(), "{}", done.join("\n"));
}
