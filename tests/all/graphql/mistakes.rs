//! Mistakes and faults: a mistake in one field leaves the others alone, a mistake of the request leaves
//! nothing, and a fault of ours tells nothing about us.

use renkei_app::directory::read::Viewer;
use renkei_graphql::{FieldCode, RefusalCode};
use renkei_tests::on_every_database;
use sea_orm::ConnectionTrait as _;
use serde_json::{Value, json};

use super::{REQUEST_ID, api, asked, list, refused, told};
use crate::record::fine;

const CURSOR: &str = "{ resources(first: 1, orderBy: NAME) { pageInfo { endCursor } } }";

on_every_database! {
    async fn a_partner_whose_field_cannot_be_answered_keeps_the_others(world) {
        let world = world.seeded().await;
        let api = api(&world);
        let cursor = told(&api, CURSOR, json!({})).await["resources"]["pageInfo"]["endCursor"].take();
        let cursor = cursor.as_str().unwrap_or_default().to_owned();
        let ids = ["\"a\""; 101].join(",");
        let long = "看".repeat(10_001);
        let arguments = |arguments: &str| format!("resources({arguments}) {{ nodes {{ id }} }}");
        let narrowed = |filter: &str| arguments(&format!("filter: {{ {filter} }}"));
        for (field, code, part) in [
            (arguments("first: 0"), FieldCode::PageSize, None),
            (arguments("first: 101"), FieldCode::PageSize, None),
            (arguments("last: -1"), FieldCode::PageSize, None),
            (arguments("first: 1, last: 1"), FieldCode::BadPaging, None),
            (arguments(&format!("before: \"{cursor}\"")), FieldCode::BadPaging, None),
            (arguments(&format!("last: 1, after: \"{cursor}\"")), FieldCode::BadPaging, None),
            (arguments("after: \"nonsense\""), FieldCode::CursorUnreadable, None),
            (arguments("after: \"\""), FieldCode::CursorUnreadable, None),
            (arguments("after: \"看護\""), FieldCode::CursorUnreadable, None),
            (arguments(&format!("orderBy: RELEVANCE, filter: {{ text: \"看護\" }}, after: \"{cursor}\"")), FieldCode::CursorOfAnotherSearch, None),
            (arguments(&format!("orderBy: NAME, filter: {{ hasCapacity: true }}, after: \"{cursor}\"")), FieldCode::CursorOfAnotherSearch, None),
            (narrowed("municipalityCodes: [\"011002\"]"), FieldCode::BadFilter, Some("municipalityCodes")),
            (narrowed("near: { latitude: 0, longitude: 0, withinKm: 5 }"), FieldCode::BadFilter, Some("near")),
            (narrowed("near: { latitude: 34.8, longitude: 135.6, withinKm: 51 }"), FieldCode::BadFilter, Some("near.withinKm")),
            (narrowed("near: { latitude: 34.8, longitude: 135.6, withinKm: 0 }"), FieldCode::BadFilter, Some("near.withinKm")),
            (narrowed(&format!("text: \"{long}\"")), FieldCode::BadFilter, Some("text")),
            (format!("nodes(ids: [{ids}]) {{ id }}"), FieldCode::TooMany, None),
        ] {
            let document = format!("{{ bad: {field} good: resources(first: 1) {{ nodes {{ id }} }} resourceKinds {{ code }} }}");
            let answer = asked(&api, Viewer::Anonymous, &document, json!({})).await;
            let said = format!("{field}: {answer}");
            let [error] = list(&answer["errors"]) else {
                panic!("not one error: {said}");
            };
            assert_eq!(error["extensions"]["code"], code.code(), "{said}");
            assert_eq!(error["extensions"]["field"].as_str(), part, "{said}");
            assert_eq!(error["path"], json!(["bad"]), "{said}");
            assert!(error["message"].as_str().is_some_and(|message| message.ends_with('.')), "{said}");
            let data = &answer["data"];
            assert_eq!(data["bad"], Value::Null, "{said}");
            assert_eq!(list(&data["good"]["nodes"]).len(), 1, "{said}");
            assert!(!list(&data["resourceKinds"]).is_empty(), "{said}");
            assert!(answer["extensions"]["cost"]["requested"].as_u64() > Some(0), "{said}");
        }
    }
}

/// A call that is refused whole says so with one code, and with nothing that looks like an answer.
pub(super) fn assert_refused(
    said: &str,
    (code, body): (RefusalCode, &Value),
    expected: RefusalCode,
) {
    assert_eq!(code, expected, "{said}: {body}");
    assert!(body.get("data").is_none(), "{said}: {body}");
    assert!(!list(&body["errors"]).is_empty(), "{said}: {body}");
    for error in list(&body["errors"]) {
        assert_eq!(error["extensions"]["code"], code.code(), "{said}: {body}");
    }
}

on_every_database! {
    async fn a_partner_whose_request_is_wrong_gets_no_data(world) {
        let world = world.seeded().await;
        let api = api(&world);
        for document in [
            "{ nonsense }",
            "{ resources { nodes } }",
            "{ resources { nodes { nonsense } } }",
            "{ resources(first: \"ten\") { nodes { id } } }",
            "{ resources(first: 3000000000) { nodes { id } } }",
            "{ resources(filter: { kinds: [NONSENSE] }) { nodes { id } } }",
            "{ resources(filter: { municipalityCodes: [\"272079\"] }) { nodes { id } } }",
            "{ resources(filter: { verifiedSince: \"2026-02-30\" }) { nodes { id } } }",
            "query($v: Resource) { resources(filter: $v) { nodes { id } } }",
        ] {
            let (code, body) = refused(&api, document, json!({})).await;
            assert_refused(document, (code, &body), RefusalCode::ValidationFailed);
        }
        // Of many mistakes the first are enough, and nobody is told what else there is.
        let many: String = (0..500).map(|number| format!("nam{number} ")).collect();
        let (_, body) = refused(&api, &format!("{{ resources {{ nodes {{ {many} }} }} }}"), json!({})).await;
        assert_eq!(list(&body["errors"]).len(), 20);
        assert!(!body.to_string().contains("Did you mean"), "{body}");
    }
}

on_every_database! {
    async fn a_partner_may_send_null_for_whatever_is_left_out(world) {
        let world = world.seeded().await;
        let api = api(&world);
        // What Relay sends: every argument a variable, most of them absent or null.
        let document = "query($filter: ResourceFilter, $orderBy: ResourceOrder, $first: Int, $after: String, $last: Int, $before: String, $at: DateTime) {
            resources(filter: $filter, orderBy: $orderBy, first: $first, after: $after, last: $last, before: $before) { nodes { id openAt(at: $at) } }
        }";
        let nulls = json!({ "filter": null, "orderBy": null, "first": null, "after": null, "last": null, "before": null, "at": null });
        let (absent, nulls) = (told(&api, document, json!({})).await, told(&api, document, nulls).await);
        assert_eq!(absent, nulls);
        assert_eq!(list(&absent["resources"]["nodes"]).len(), 20);
    }
}

on_every_database! {
    async fn a_partner_keeps_the_page_whose_entries_could_not_be_counted(world) {
        let world = world.seeded().await;
        let api = api(&world);
        let document = "{ resources(first: 3) { nodes { name } totalCount { value } facets { kinds { kind } } } resourceKinds { code } }";
        let whole = told(&api, document, json!({})).await;
        assert_eq!(list(&whole["resources"]["nodes"]).len(), 3);
        assert!(whole["resources"]["totalCount"]["value"].as_u64() > Some(0), "{whole}");
        // The counts look there, the names do not.
        let database = fine(sea_orm::Database::connect(world.url()).await);
        fine(database.execute_unprepared("ALTER TABLE service_area RENAME TO service_area_away").await);
        fine(database.close().await);
        let answer = asked(&api, Viewer::Anonymous, document, json!({})).await;
        let mut failed: Vec<&Value> = list(&answer["errors"]).iter().map(|error| &error["path"]).collect();
        failed.sort_by_key(|path| path.to_string());
        assert_eq!(failed, [&json!(["resources", "facets"]), &json!(["resources", "totalCount"])], "{answer}");
        for error in list(&answer["errors"]) {
            assert_eq!(error["message"], "internal error", "{answer}");
            assert_eq!(error["extensions"]["code"], "INTERNAL", "{answer}");
        }
        let found = &answer["data"]["resources"];
        assert_eq!(found["nodes"], whole["resources"]["nodes"], "{answer}");
        for field in ["totalCount", "facets"] {
            assert_eq!(found[field], Value::Null, "{field}: {answer}");
        }
        assert_eq!(answer["data"]["resourceKinds"], whole["resourceKinds"]);
    }
}

on_every_database! {
    async fn a_partner_learns_nothing_about_a_fault_of_ours(world) {
        let world = world.seeded().await;
        let api = api(&world);
        let document = "{ resources(first: 1) { nodes { name } totalCount { value } } resourceKinds { code } }";
        told(&api, document, json!({})).await;
        // The tables vanish under a serving process.
        let steps = fine(world.store.migration_status().await).len();
        fine(world.store.migrate_down(fine(u32::try_from(steps))).await);
        let answer = asked(&api, Viewer::Anonymous, document, json!({})).await;
        let [error] = list(&answer["errors"]) else {
            panic!("not one error: {answer}");
        };
        assert_eq!(error["message"], "internal error");
        assert_eq!(error["extensions"], json!({ "code": "INTERNAL", "requestId": REQUEST_ID }));
        assert_eq!(answer["data"]["resources"], Value::Null);
        assert!(!list(&answer["data"]["resourceKinds"]).is_empty());
        for hint in ["SELECT", "resource_facts", "table", "sql", "relation"] {
            assert!(!answer["errors"].to_string().contains(hint), "{answer}");
        }
    }
}
