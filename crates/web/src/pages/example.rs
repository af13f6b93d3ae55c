//! An example of a GraphQL call as text: to read, to copy, and to send from a terminal.

use renkei_graphql::examples::{EXAMPLES, Example};
use serde_json::{Value, json};

use crate::paths::GraphqlPath;

/// One example.
#[derive(Debug, Clone)]
pub(crate) struct ExampleText {
    pub(crate) title: String,
    pub(crate) document: String,
    /// JSON; empty where the document takes no variables.
    pub(crate) variables: String,
    /// What a terminal takes.
    pub(crate) command: String,
}

impl ExampleText {
    /// Every example, each of which a test runs.
    pub(crate) fn all() -> Vec<Self> {
        EXAMPLES.iter().map(Self::of).collect()
    }

    fn of(example: &Example) -> Self {
        Self::new(example.title, example.document, example.variables)
    }

    fn new(title: &str, document: &str, variables: &str) -> Self {
        let stated: Value = serde_json::from_str(variables).unwrap_or(Value::Null);
        let call = json!({ "query": document, "variables": stated });
        Self {
            title: title.to_owned(),
            document: document.trim().to_owned(),
            variables: variables.trim().to_owned(),
            command: command("$RENKEI", "", &call),
        }
    }

    /// Much longer ones, for the samples.
    pub(crate) fn longest() -> Vec<Self> {
        let title = "とても長い題の例".repeat(12);
        let document = format!("query Longest {{ {} }}", "一".repeat(4_000));
        let variables = format!(r#"{{ "text": "{}" }}"#, "it's ".repeat(400));
        vec![Self::new(&title, &document, &variables); 30]
    }
}

/// A call as a terminal takes it, with headers beside the usual ones as the shell reads them.
pub(super) fn command(base: &str, headers: &str, call: &Value) -> String {
    // Within single quotation marks a shell takes everything but that mark itself as it stands.
    let quoted = call.to_string().replace('\'', r"'\''");
    format!(
        "curl \"{base}{GraphqlPath}\" -H 'content-type: application/json'{headers} --data-raw '{quoted}'"
    )
}
