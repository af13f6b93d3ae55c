//! One's own calendar by GraphQL.

use renkei_domain::access::principal::Principal;
use renkei_tests::on_every_database;
use serde_json::{Value, json};

use crate::consent::{staff, two_agencies};
use crate::graphql::{api, asked_by as asked};
use crate::record::fine;

/// What comes back of a change.
const BACK: &str = "{ path feeds { id program lastReadOn revokedAt } busyCalendar { host fault times } refusal { code message } }";

on_every_database! {
    async fn a_supporter_makes_and_revokes_addresses_by_graphql(world) {
        let world = world.seeded().await;
        let [here, _] = two_agencies(&world).await;
        let haruka = staff(&world, here, "haruka").await;
        let api = api(&world);
        let make = format!("mutation {{ makeFeed(input: {{ program: OUTLOOK, idempotencyKey: \"a\" }}) {BACK} }}");
        let made = asked(&api, &haruka.principal, &make).await["data"]["makeFeed"].take();
        assert_eq!(made["refusal"], Value::Null, "{made}");
        let secret = made["path"].as_str().unwrap_or_default().trim_start_matches("/feed/").trim_end_matches(".ics").to_owned();
        assert!(fine(world.app.read_feed(&secret).await).is_some(), "{made}");
        let again = asked(&api, &haruka.principal, &make).await["data"]["makeFeed"].take();
        assert_eq!((&again["refusal"]["code"], &again["path"]), (&json!("MADE_BEFORE"), &Value::Null), "{again}");
        let id = made["feeds"][0]["id"].as_str().unwrap_or_default();
        let revoke = format!("mutation {{ revokeFeed(input: {{ id: \"{id}\" }}) {BACK} }}");
        let revoked = asked(&api, &haruka.principal, &revoke).await["data"]["revokeFeed"].take();
        assert_eq!(revoked["refusal"], Value::Null, "{revoked}");
        assert!(fine(world.app.read_feed(&secret).await).is_none());
        let set = |address: &str| format!("mutation {{ setBusyCalendar(input: {{ address: \"{address}\" }}) {BACK} }}");
        let wrong = asked(&api, &haruka.principal, &set("http://calendar.example.jp/")).await["data"]["setBusyCalendar"].take();
        assert_eq!(wrong["refusal"]["code"], json!("INVALID"), "{wrong}");
        let kept = asked(&api, &haruka.principal, &set("webcal://calendar.example.jp/key.ics")).await["data"]["setBusyCalendar"].take();
        assert_eq!(kept["busyCalendar"], json!({ "host": "calendar.example.jp", "fault": null, "times": 0 }), "{kept}");
        let remove = format!("mutation {{ removeBusyCalendar(input: {{}}) {BACK} }}");
        let removed = asked(&api, &haruka.principal, &remove).await["data"]["removeBusyCalendar"].take();
        assert_eq!((&removed["refusal"], &removed["busyCalendar"]), (&Value::Null, &Value::Null), "{removed}");
        let refresh = format!("mutation {{ refreshBusyCalendar(input: {{}}) {BACK} }}");
        let refused = asked(&api, &haruka.principal, &refresh).await["data"]["refreshBusyCalendar"].take();
        assert_eq!(refused["refusal"]["code"], json!("NOT_FOUND"), "{refused}");
        let own = "{ ownFeeds { id } busyCalendar { host } }";
        let nobody = asked(&api, &Principal::anybody(), own).await["data"].take();
        assert_eq!(nobody, json!({ "ownFeeds": [], "busyCalendar": null }));
        let known = asked(&api, &haruka.principal, own).await["data"].take();
        assert_eq!(known["ownFeeds"].as_array().map(Vec::len), Some(1), "{known}");
    }
}
