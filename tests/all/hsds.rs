//! `/hsds`: other systems read the directory in the open standard of service directories, all of it, each thing once, as
//! everybody reads it; the schemas of the standard and renkei's own lists are the judges.

mod files;
mod lists;
mod narrowed;
mod one;
mod schemas;

use renkei_tests::World;
use renkei_tests::published::Row;
use renkei_tests::server::Visitor;
use serde_json::Value;

use crate::record::fine;

/// The lists, and of what each is.
const LISTS: [(&str, &str); 5] = [
    ("services", "service"),
    ("organizations", "organization"),
    ("service_at_locations", "service_at_location"),
    ("taxonomies", "taxonomy"),
    ("taxonomy_terms", "taxonomy_term"),
];

/// The demo with an edition beside it: many pages.
async fn with_an_edition(world: World) -> World {
    let world = world.seeded().await;
    let rows: Vec<Row> = (1..=120).map(Row::nth).collect();
    world.import("later.csv", &rows).await;
    world
}

/// What is answered as JSON.
async fn json(visitor: &Visitor, path: &str) -> Value {
    let answer = visitor.open(path).await;
    let kind = answer.headers().get("content-type").cloned();
    assert!(
        kind.is_some_and(|kind| kind == "application/json"),
        "{path} is no JSON"
    );
    assert_eq!(answer.status(), 200, "{path}");
    let text = fine(answer.text().await);
    fine(serde_json::from_str(&text))
}

/// The lines of a list that is asked for whole.
async fn lines(visitor: &Visitor, path: &str) -> Vec<Value> {
    let answer = visitor.open(path).await;
    assert_eq!(answer.status(), 200, "{path}");
    let kind = answer.headers().get("content-type").cloned();
    assert!(
        kind.is_some_and(|kind| kind == "application/x-ndjson"),
        "{path}"
    );
    let text = fine(answer.text().await);
    assert!(text.is_empty() || text.ends_with('\n'), "{path} broke off");
    let lines = text.lines().map(|line| fine(serde_json::from_str(line)));
    lines.collect()
}

fn contents(page: &Value) -> Vec<Value> {
    page["contents"].as_array().cloned().unwrap_or_default()
}

fn id(thing: &Value) -> String {
    thing["id"].as_str().unwrap_or_default().to_owned()
}

fn ids(things: &[Value]) -> Vec<String> {
    things.iter().map(id).collect()
}
