//! What staff read of their cases by GraphQL.

use chrono::TimeDelta;
use renkei_app::cases::course::CaseStep;
use renkei_domain::access::principal::{Door, Principal, TokenScope};
use renkei_domain::cases::case::About;
use renkei_tests::on_every_database;
use serde_json::json;

use super::{NAME, as_seen_by, day, desk, named, opened_by, staff, two_agencies};
use crate::audit::lines;
use crate::graphql::{api, asked_by as asked};
use crate::record::fine;

const LIST: &str = "{ cases(first: 1) { nodes { id number name isErased topic care retention keeper startedOn endedOn } next } }";

on_every_database! {
    async fn staff_turn_the_pages_of_their_cases_and_nobody_else_reads_one(world) {
        let world = world.seeded().await;
        let [here, there] = two_agencies(&world).await;
        let haruka = staff(&world, here, "haruka").await;
        let sora = staff(&world, there, "sora").await;
        let first = opened_by(&world, &haruka, here, named(NAME)).await;
        world.clock.pass(TimeDelta::minutes(1));
        let second = opened_by(&world, &haruka, here, About::Anonymous).await;
        let ended = opened_by(&world, &haruka, here, About::Anonymous).await;
        let seen = as_seen_by(&world, &haruka, ended).await;
        let end = CaseStep::End(day("2026-11-20"));
        fine(fine(world.app.step_case(&desk(&haruka), seen, end).await));

        let api = api(&world);
        let before = lines(&world).await.len();
        let page = asked(&api, &haruka.principal, LIST).await["data"]["cases"].take();
        assert_eq!(page["nodes"][0]["id"], json!(second.to_string()), "{page}");
        assert_eq!(page["nodes"][0]["name"], json!(null));
        assert_eq!(page["next"], json!(second.to_string()));
        assert_eq!(lines(&world).await.len(), before + 1, "reading is noted down");
        let after = LIST.replace("first: 1", &format!("first: 1, after: \"{second}\""));
        let page = asked(&api, &haruka.principal, &after).await["data"]["cases"].take();
        assert_eq!(page["nodes"][0]["name"], json!(NAME), "{page}");
        assert_eq!(page["next"], json!(null));
        let over = "{ cases(course: ENDED) { nodes { id care endedOn } } }";
        let page = asked(&api, &haruka.principal, over).await["data"]["cases"].take();
        let alone = json!({ "id": ended.to_string(), "care": "TERMINATION", "endedOn": "2026-11-20" });
        assert_eq!(page["nodes"], json!([alone]));
        let one = format!("{{ case(id: \"{first}\") {{ name care }} }}");
        let case = asked(&api, &haruka.principal, &one).await["data"]["case"].take();
        assert_eq!(case, json!({ "name": NAME, "care": "INTAKE" }));

        let token = Principal {
            door: Door::Token(TokenScope::ALL.to_vec()),
            ..haruka.principal.clone()
        };
        for stranger in [&sora.principal, &token, &Principal::anybody()] {
            let list = asked(&api, stranger, LIST).await["data"]["cases"].take();
            assert_eq!(list, json!({ "nodes": [], "next": null }), "{stranger:?}");
            let case = asked(&api, stranger, &one).await;
            assert_eq!(case["data"], json!({ "case": null }), "{stranger:?}");
            assert_eq!(case["errors"], json!(null), "{stranger:?}");
        }
        for (wrong, code) in [
            ("{ cases(first: 51) { next } }", "PAGE_SIZE"),
            ("{ cases(first: 0) { next } }", "PAGE_SIZE"),
            ("{ cases(after: \"x\") { next } }", "CURSOR_UNREADABLE"),
        ] {
            let answer = asked(&api, &haruka.principal, wrong).await;
            assert_eq!(answer["errors"][0]["extensions"]["code"], json!(code), "{wrong}");
        }
    }
}
