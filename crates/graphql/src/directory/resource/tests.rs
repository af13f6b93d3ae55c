//! A field that fails and may be null is null alone.

use std::collections::HashMap;

use async_graphql::{EmptyMutation, EmptySubscription, Schema};
use futures_util::FutureExt as _;
use renkei_app::directory::search::{ReadResource, ReferenceTables};
use renkei_domain::directory::resource::ResourceFacts;
use renkei_domain::text::Line;
use renkei_domain::time::Instant;
use serde_json::{Value, json};

use super::*;

/// A schema over an entry for which nothing but its facts was loaded.
struct Root;

#[Object]
impl Root {
    async fn entry(&self) -> Resource {
        let id = "01932f00-0000-7002-8000-000000000301"
            .parse()
            .expect("an id");
        let read = ReadResource {
            id,
            asked: id,
            lifecycle: Lifecycle::Active,
            closure: None,
            version: 0,
            facts: ResourceFacts::named(
                ResourceKind::HelloWork,
                Line::parse("みほんハローワーク").expect("a name"),
            ),
            municipality: None,
            profile: None,
            service_area: Vec::new(),
            organization: None,
            observers: HashMap::new(),
            sources: None,
        };
        let reference = Arc::new(ReferenceTables::default());
        Resource::new(Loaded::new(read, reference, Instant::from_micros(0)))
    }
}

#[test]
fn a_partner_keeps_an_entry_of_which_a_field_that_may_be_null_fails() {
    let schema = Schema::new(Root, EmptyMutation, EmptySubscription);
    for field in ["organization { name }", "closure { on }", "description"] {
        let document = format!("{{ entry {{ kind {field} }} }}");
        let answer = schema.execute(document.as_str()).now_or_never();
        let answer = answer.expect("nothing waits");
        let name = field.split(' ').next().unwrap_or_default();
        let body: Value = serde_json::to_value(&answer).expect("JSON");
        assert_eq!(
            body["data"],
            json!({ "entry": { "kind": "HELLO_WORK", name: null } }),
            "{body}"
        );
        let path = body["errors"][0]["path"].clone();
        assert_eq!(path, json!(["entry", name]), "{body}");
        let code = body["errors"][0]["extensions"]["code"].clone();
        assert_eq!(code, "INTERNAL", "{body}");
    }
}
