//! What stands behind an id, and what is said of what does not or was asked for wrongly.

use renkei_app::writer::Writer;
use renkei_domain::access::principal::Principal;
use renkei_domain::directory::resource::Closure;
use renkei_domain::record::Source;
use renkei_tests::clock::japan;
use renkei_tests::on_every_database;
use reqwest::Method;
use serde_json::Value;

use super::{LISTS, contents, json, lines};
use crate::import::look::view;
use crate::migrations::{enter, resource};
use crate::record::fine;

const NOBODY: &str = "01932f00-0000-7000-8000-00000000ffff";

on_every_database! {
    async fn a_program_is_told_in_json_what_it_asked_for_wrongly(world) {
        let world = world.seeded().await;
        let server = world.serve().await;
        let visitor = server.visitor();
        for path in ["/hsds", "/hsds/"] {
            let root = json(&visitor, path).await;
            assert_eq!(root["version"], "3.1", "{root}");
            assert!(root["openapi_url"].is_string() && root["profile"].is_string(), "{root}");
        }
        let (_, page) = visitor.read("/directory/monthly").await;
        assert!(page.contains("href=\"/hsds\""), "{page}");
        let mut asked: Vec<(String, u16, &str)> = vec![
            ("/hsds/nothing".to_owned(), 404, "NOT_FOUND"),
            ("/hsds/services/".to_owned(), 404, "NOT_FOUND"),
            ("/hsds/services?page=0".to_owned(), 400, "PAGE_UNREADABLE"),
            ("/hsds/services?per_page=1000".to_owned(), 400, "PER_PAGE_OUT_OF_RANGE"),
            ("/hsds/services?format=csv".to_owned(), 400, "FORMAT_UNKNOWN"),
            ("/hsds/services?organization_id=1".to_owned(), 400, "ID_UNREADABLE"),
            ("/hsds/services?modified_after=x".to_owned(), 400, "TIME_UNREADABLE"),
            ("/hsds/services?full=2".to_owned(), 400, "FLAG_UNREADABLE"),
            ("/hsds/service_at_locations?postcode=1".to_owned(), 400, "POSTCODE_UNREADABLE"),
            ("/hsds/service_at_locations?postcode=000-0000".to_owned(), 400, "POSTCODE_UNKNOWN"),
            ("/hsds/service_at_locations?proximity=10".to_owned(), 400, "PROXIMITY_WITHOUT_POSTCODE"),
            ("/hsds/services?postcode=000-0000&format=ndjson".to_owned(), 400, "POSTCODE_UNKNOWN"),
        ];
        for (list, _) in LISTS {
            asked.push((format!("/hsds/{list}/{NOBODY}"), 404, "NOT_FOUND"));
            asked.push((format!("/hsds/{list}/x"), 404, "NOT_FOUND"));
            asked.push((format!("/hsds/{list}/{}", NOBODY.to_uppercase()), 404, "NOT_FOUND"));
        }
        for (path, status, code) in asked {
            let answer = visitor.open(&path).await;
            assert_eq!(answer.status(), status, "{path}");
            let told: Value = fine(serde_json::from_str(&fine(answer.text().await)));
            assert_eq!(told["error"]["code"], code, "{path}: {told}");
            assert!(told["error"]["message"].as_str().is_some_and(|words| !words.is_empty()), "{told}");
        }
        let answer = visitor.send(Method::DELETE, "/hsds/services", Vec::new()).await;
        assert_eq!(answer.status(), 405);
        let told: Value = fine(serde_json::from_str(&fine(answer.text().await)));
        assert_eq!(told["error"]["code"], "METHOD_NOT_ALLOWED");
        server.stop().await;
    }
}

on_every_database! {
    async fn a_partner_reads_of_a_closed_service_that_it_is_gone(world) {
        enter(&world, resource(1), "ひなたの会").await;
        enter(&world, resource(2), "こもれびの会").await;
        let server = world.serve().await;
        let visitor = server.visitor();
        let path = format!("/hsds/services/{}", resource(1));
        assert_eq!(json(&visitor, &path).await["status"], "active");
        let operator = Writer::by(Principal::installation(), Source::Command);
        let closure = Closure {
            on: japan("2026-11-01", "00:00").in_japan().date,
            reason: None,
            successor: None,
        };
        let seen = view(&world, resource(1)).await.version;
        fine(fine(world.app.close_resource(&operator, resource(1), seen, closure).await));
        assert_eq!(json(&visitor, &path).await["status"], "defunct");
        let listed = json(&visitor, "/hsds/services").await;
        assert_eq!((listed["total_items"].as_u64(), contents(&listed).len()), (Some(1), 1));
        let whole = lines(&visitor, "/hsds/services?format=ndjson").await;
        assert_eq!(super::super::ids(&whole), [resource(2).to_string()]);
        server.stop().await;
    }
}

on_every_database! {
    async fn a_place_leads_to_its_service_and_back(world) {
        let world = world.seeded().await;
        let server = world.serve().await;
        let visitor = server.visitor();
        let listed = json(&visitor, "/hsds/service_at_locations?per_page=5").await;
        for offered in contents(&listed) {
            let id = super::super::id(&offered);
            let one = json(&visitor, &format!("/hsds/service_at_locations/{id}")).await;
            assert_eq!(super::super::id(&one), id);
            assert_eq!((&one["service_id"], &one["location_id"]), (&offered["service_id"], &offered["location_id"]));
            assert_eq!((&one["service"]["id"], &one["location"]["id"]), (&one["service_id"], &one["location_id"]));
            let service = one["service_id"].as_str().unwrap_or_default();
            let service = json(&visitor, &format!("/hsds/services/{service}")).await;
            assert_eq!(service["service_at_locations"][0]["id"], offered["id"]);
            assert_eq!(service["service_at_locations"][0]["location"], one["location"]);
        }
        server.stop().await;
    }
}
