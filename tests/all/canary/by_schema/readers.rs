//! Who asks: anybody, programs with a token that reads the directory and no more, and people who may read what was
//! planted.

use std::collections::BTreeSet;
use std::sync::Arc;

use chrono::NaiveDate;
use renkei_app::people::NewToken;
use renkei_domain::access::principal::{Assurance, Principal, TokenScope};
use renkei_tests::World;
use renkei_tests::people::{Somebody, by_page};
use renkei_tests::server::{Server, Visitor};
use reqwest::Method;
use serde_json::{Value, json};
use tokio::task::JoinSet;

use super::questions::{Coordinate, Part};
use crate::graphql::list;
use crate::migrations::line;
use crate::record::fine;

/// Nothing has it.
const NOTHING: &str = "01932f00-0000-7fff-8fff-ffffffffffff";

/// Codes of a document that asks for too much at once.
const TOO_MUCH: [&str; 2] = ["DOCUMENT_LIMIT", "QUERY_TOO_COMPLEX"];

/// The codes of the errors of an answer, in their order.
pub(super) fn codes(errors: &Value) -> Vec<&str> {
    let errors = list(errors).iter();
    let codes = errors.map(|error| error["extensions"]["code"].as_str());
    codes.map(Option::unwrap_or_default).collect()
}

/// Whether a document that was refused with some errors may be asked in halves.
pub(super) fn is_too_much(errors: &Value) -> bool {
    let codes = codes(errors);
    !codes.is_empty() && codes.iter().all(|code| TOO_MUCH.contains(code))
}

/// A program of somebody that reads the directory and no more.
pub(super) async fn token(world: &World, of: &Somebody) -> String {
    let new = NewToken {
        name: line("市のシステム"),
        scopes: vec![TokenScope::DirectoryRead],
        expires_on: NaiveDate::from_ymd_opt(2026, 11, 30).unwrap_or_default(),
    };
    // They confirmed a moment ago who they are.
    let own = Principal {
        assurance: Assurance::Fresh,
        ..of.principal.clone()
    };
    let made = world.app.make_token(&by_page(&own), new).await;
    fine(fine(made)).secret
}

/// What was answered.
#[derive(Debug)]
pub(super) struct Told {
    pub(super) text: String,
    pub(super) body: Value,
}

/// Somebody who asks by HTTP.
#[derive(Debug, Clone)]
pub(super) struct Reader {
    pub(super) name: &'static str,
    header: Option<(&'static str, String)>,
    visitor: Visitor,
}

impl Reader {
    /// Somebody without an account.
    pub(super) fn anybody(server: &Server) -> Self {
        Self {
            name: "anybody",
            header: None,
            visitor: server.visitor(),
        }
    }

    /// A program with a token.
    pub(super) fn program(server: &Server, name: &'static str, token: &str) -> Self {
        Self {
            name,
            header: Some(("authorization", format!("Bearer {token}"))),
            visitor: server.visitor(),
        }
    }

    /// Somebody who is signed in.
    pub(super) fn signed_in(server: &Server, name: &'static str, who: &Somebody) -> Self {
        let cookie = format!("__Host-renkei={}", who.secret.as_str());
        Self {
            name,
            header: Some(("cookie", cookie)),
            visitor: server.visitor(),
        }
    }

    /// Asks; whatever is answered, the server did not fail.
    pub(super) async fn ask(&self, document: &str, variables: &Value) -> Told {
        let call = json!({ "query": document, "variables": variables });
        let mut request = self.visitor.request(Method::POST, "/graphql");
        if let Some((name, value)) = &self.header {
            request = request.header(*name, value);
        }
        let request = request.header("content-type", "application/json");
        let answer = fine(request.body(call.to_string()).send().await);
        let status = answer.status().as_u16();
        let text = fine(answer.text().await);
        let asked: String = document.chars().take(200).collect();
        assert!(
            status < 500,
            "{}: {status} to {asked} {variables}",
            self.name
        );
        let body: Value = serde_json::from_str(&text)
            .unwrap_or_else(|fault| panic!("{}: {fault} in {text}", self.name));
        for code in codes(&body["errors"]) {
            let is_ours = code.is_empty() || code == "INTERNAL";
            assert!(!is_ours, "{}: {text} to {asked} {variables}", self.name);
        }
        Told { text, body }
    }

    /// Asks what must be executed.
    async fn read(&self, document: &str, variables: &Value) -> Told {
        let told = self.ask(document, variables).await;
        let is_executed = told.body.get("data").is_some();
        assert!(is_executed, "{}: {} to {document}", self.name, told.text);
        told
    }
}

/// A question as it is sent, with the fields for which it asks.
#[derive(Debug)]
pub(super) struct Document {
    pub(super) text: String,
    pub(super) asks: BTreeSet<Coordinate>,
}

impl Document {
    fn of(parts: &[Part]) -> Self {
        let selection = Part::selection(parts);
        let head = if selection.contains("$id") {
            "query($id: ID!) "
        } else {
            ""
        };
        Self {
            text: format!("{head}{selection}"),
            asks: Part::coordinates(parts),
        }
    }
}

/// As few documents as the guard lets pass that ask for some parts: it is asked itself, about nothing.
pub(super) async fn fitted(reader: &Reader, parts: Vec<Part>) -> Vec<Document> {
    let (mut waiting, mut documents) = (vec![parts], Vec::new());
    while let Some(parts) = waiting.pop() {
        if parts.is_empty() {
            continue;
        }
        if Part::is_ample(&parts) {
            waiting.extend(Part::halves(parts));
            continue;
        }
        let document = Document::of(&parts);
        let told = reader.ask(&document.text, &about(NOTHING)).await;
        if is_too_much(&told.body["errors"]) {
            waiting.extend(Part::halves(parts));
            continue;
        }
        let is_executed = told.body.get("data").is_some();
        assert!(is_executed, "{} to {}", told.text, document.text);
        documents.push(document);
    }
    documents
}

/// The variables of a question about something.
pub(super) fn about(id: &str) -> Value {
    json!({ "id": id })
}

/// Everybody asks the same, side by side. Says of each what they were told, in the order in which it was asked.
pub(super) async fn each(
    readers: &[Reader],
    calls: Vec<(String, Value)>,
) -> Vec<(&'static str, Vec<Told>)> {
    let calls = Arc::new(calls);
    let mut asking = JoinSet::new();
    for reader in readers.iter().cloned() {
        let calls = Arc::clone(&calls);
        asking.spawn(async move {
            let mut told = Vec::new();
            for (document, variables) in calls.iter() {
                told.push(reader.read(document, variables).await);
            }
            (reader.name, told)
        });
    }
    asking.join_all().await
}
