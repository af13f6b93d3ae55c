//! A partner system finds what a supporter finds on the page, and counts what it could find.

use renkei_app::directory::list::{ListRequest, OpenWhen};
use renkei_app::directory::read::Viewer;
use renkei_domain::directory::kind::{ResourceKind, Sector};
use renkei_domain::directory::program::ProgramKind;
use renkei_domain::directory::strength::{Disability, Topic};
use renkei_graphql::examples::EXAMPLES;
use renkei_tests::clock::japan;
use renkei_tests::on_every_database;
use serde_json::{Value, json};

use super::{api, filter, ids, list, texts, told};
use crate::migrations::{code, everything};
use crate::record::fine;

const NODES: &str =
    "query($filter: ResourceFilter) { resources(filter: $filter, first: 20) { nodes { id } } }";

on_every_database! {
    async fn a_partner_finds_what_the_page_lists_in_the_same_order(world) {
        let world = world.seeded().await;
        let api = api(&world);
        let mut pairs: Vec<(ListRequest, Value)> = [
            "看護", "移行", "桜", "就ポツ", "なかぽつ", "職安", "障がい", "ワークス", "072-000", "高槻 移行", "存在しない機関", "＊",
        ]
        .map(|text| (ListRequest { text: text.to_owned(), ..everything() }, json!({ "text": text })))
        .to_vec();
        pairs.extend([
            (everything(), json!({})),
            (everything(), json!({ "text": null, "kinds": [], "hasCapacity": false })),
            (
                ListRequest { kinds: vec![ResourceKind::VisitingNursing, ResourceKind::GroupHome], ..everything() },
                json!({ "kinds": ["VISITING_NURSING", "GROUP_HOME"] }),
            ),
            (
                ListRequest { sectors: vec![Sector::Health], ..everything() },
                json!({ "sectors": ["HEALTH"] }),
            ),
            (
                ListRequest { area: Some(code("272078")), ..everything() },
                json!({ "municipalityCodes": ["272078"] }),
            ),
            (
                ListRequest { programs: vec![ProgramKind::DayCare], ..everything() },
                json!({ "programs": ["DAY_CARE"] }),
            ),
            (
                ListRequest { good_at: vec![Topic::Disability(Disability::Mental)], ..everything() },
                json!({ "goodAt": ["DISABILITY_MENTAL"] }),
            ),
            (
                ListRequest { has_capacity: true, ..everything() },
                json!({ "hasCapacity": true }),
            ),
            (
                ListRequest { open: Some(OpenWhen::Now), ..everything() },
                json!({ "openAt": world.app.now().rfc3339() }),
            ),
            (
                ListRequest { open: Some(OpenWhen::At(japan("2026-11-22", "23:30").in_japan())), ..everything() },
                json!({ "openAt": "2026-11-22T23:30:00+09:00" }),
            ),
            (
                ListRequest { verified_since: chrono::NaiveDate::from_ymd_opt(2026, 10, 1), ..everything() },
                json!({ "verifiedSince": "2026-10-01" }),
            ),
        ]);
        let mut found = 0;
        for (request, asked) in pairs {
            let list = fine(world.app.list_resources(&Viewer::Anonymous, request).await);
            let listed = list.map(|list| list.entries).unwrap_or_default();
            let data = told(&api, NODES, filter(asked.clone())).await;
            let nodes = texts(&data["resources"]["nodes"], "id");
            assert_eq!(nodes, ids(listed.iter().map(|entry| entry.id)), "{asked}");
            found += nodes.len();
        }
        assert!(found > 100, "{found}");
    }
}

on_every_database! {
    async fn a_partner_counts_on_all_pages_what_narrowing_would_leave(world) {
        let world = world.seeded().await;
        let api = api(&world);
        let counts = "query($filter: ResourceFilter) { resources(filter: $filter, first: 1) {
            totalCount { value isExact }
            facets {
                kindsAreExact sectorsAreExact municipalitiesAreExact
                kinds { kind count } sectors { sector count }
                municipalities { municipalityCode municipality { name } count }
            }
        } }";
        let total = |data: &Value| data["resources"]["totalCount"]["value"].as_u64().unwrap_or_default();
        let narrowed = |part: &str, value: &Value| filter(json!({ "text": "就労", part: [value] }));
        let data = told(&api, counts, filter(json!({ "text": "就労" }))).await;
        assert_eq!(data["resources"]["totalCount"]["isExact"], true);
        let facets = &data["resources"]["facets"];
        for exact in ["kindsAreExact", "sectorsAreExact", "municipalitiesAreExact"] {
            assert_eq!(facets[exact], true, "{exact}");
        }
        for (facet, key, part) in [("kinds", "kind", "kinds"), ("sectors", "sector", "sectors")] {
            let entries = list(&facets[facet]);
            let sum: u64 = entries.iter().filter_map(|entry| entry["count"].as_u64()).sum();
            assert_eq!(sum, total(&data), "{facet}");
            for entry in entries {
                let narrower = told(&api, counts, narrowed(part, &entry[key])).await;
                assert_eq!(Some(total(&narrower)), entry["count"].as_u64(), "{entry}");
                // A list leaves its own part of the filter aside.
                assert_eq!(narrower["resources"]["facets"][facet], facets[facet], "{entry}");
            }
        }
        for text in ["就労", ""] {
            let everywhere = told(&api, counts, filter(json!({ "text": text }))).await;
            let places = &everywhere["resources"]["facets"]["municipalities"];
            assert!(list(places).len() > 1, "{text}");
            for entry in list(places) {
                let there = filter(json!({ "text": text, "municipalityCodes": [entry["municipalityCode"]] }));
                let narrower = told(&api, counts, there).await;
                assert_eq!(Some(total(&narrower)), entry["count"].as_u64(), "{text} {entry}");
                assert_eq!(&narrower["resources"]["facets"]["municipalities"], places, "{text} {entry}");
            }
        }
        let takatsuki = list(&facets["municipalities"]).iter().find(|entry| entry["municipalityCode"] == "272078");
        assert_eq!(takatsuki.map(|entry| &entry["municipality"]["name"]), Some(&json!("高槻市")));
        // Asking for one of the two, or under two names, changes no number.
        let twice = "query($filter: ResourceFilter) { resources(filter: $filter) { a: totalCount { value } b: totalCount { value } } }";
        let data = told(&api, twice, filter(json!({}))).await;
        assert_eq!(data["resources"]["a"], data["resources"]["b"]);
    }
}

on_every_database! {
    async fn a_partner_orders_by_distance_and_by_name(world) {
        let world = world.seeded().await;
        let api = api(&world);
        let document = "query($filter: ResourceFilter, $order: ResourceOrder) {
            resources(filter: $filter, orderBy: $order, first: 100) { nodes { id name kana location { latitude longitude } } }
        }";
        let near = json!({ "near": { "latitude": 34.8461, "longitude": 135.6172, "withinKm": 5 } });
        let nearest = told(&api, document, json!({ "filter": near, "order": "DISTANCE" })).await;
        let away = |node: &Value| {
            let degrees = |key: &str| node["location"][key].as_f64().unwrap_or(f64::NAN);
            let north = (degrees("latitude") - 34.8461) * 111.2;
            let east = (degrees("longitude") - 135.6172) * 111.2 * 34.8461_f64.to_radians().cos();
            north.hypot(east)
        };
        let kilometres: Vec<f64> = list(&nearest["resources"]["nodes"]).iter().map(away).collect();
        assert!(kilometres.len() > 5, "{kilometres:?}");
        // Flat reckoning and that of the sphere differ by metres.
        assert!(kilometres.iter().all(|km| *km < 5.05), "{kilometres:?}");
        assert!(kilometres.windows(2).all(|pair| pair[0] <= pair[1] + 0.05), "{kilometres:?}");

        let by_name = told(&api, document, json!({ "filter": {}, "order": "NAME" })).await;
        let usual = told(&api, document, json!({ "filter": null, "order": null })).await;
        assert_eq!(texts(&by_name["resources"]["nodes"], "id"), texts(&usual["resources"]["nodes"], "id"));
    }
}

on_every_database! {
    async fn a_newcomer_runs_every_example(world) {
        let world = world.seeded().await;
        let api = api(&world);
        for example in EXAMPLES {
            let variables = if example.variables.is_empty() {
                json!({})
            } else {
                fine(serde_json::from_str(example.variables))
            };
            let data = told(&api, example.document, variables).await;
            let fields = data.as_object().into_iter().flatten();
            for (field, answered) in fields {
                assert!(!answered.is_null(), "{}: {field}", example.title);
                let nothing = json!({ "nodes": [] });
                assert_ne!(answered, &nothing, "{} finds nothing in the demo", example.title);
                assert_ne!(list(&answered["edges"]).is_empty(), answered.get("edges").is_some(), "{}", example.title);
            }
        }
    }
}
