//! How large values may be: those written in the document and those of the variables.
//!
//! A value weighs its text and its keys in bytes, and [`VALUE_BYTES`] for itself. A variable weighs
//! at every place where the document uses it, because each use gets its own copy.

use std::collections::HashMap;

use async_graphql::Name;
use async_graphql::parser::types::ExecutableDocument;
use async_graphql_value::Value;
use serde_json::{Map, Value as Json};

use super::bounds::{Bound, length};
use super::refusal::Refusal;
use super::walk;

/// What a value weighs beside its text.
const VALUE_BYTES: u64 = 16;

/// How a document uses one variable; operations that declare the same name share the entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Use {
    /// At how many places.
    places: u64,
    /// What its default weighs, the heaviest of all operations.
    default_bytes: u64,
}

/// The variables of a document by name.
pub(super) type Uses = HashMap<Name, Use>;

/// Checks every value that is written in the document, and counts where variables are used.
pub(super) fn check_document(document: &ExecutableDocument) -> Result<Uses, Refusal> {
    let mut uses = Uses::new();
    for value in walk::values(document) {
        written(&value.node, 0, &mut uses).map_err(|bound| Refusal::beyond(bound).at(value.pos))?;
    }
    for (_, operation) in document.operations.iter() {
        for variable in &operation.node.variable_definitions {
            let Some(default) = &variable.node.default_value else {
                continue;
            };
            let literal = default.node.clone().into_value();
            let bytes = written(&literal, 0, &mut uses)
                .map_err(|bound| Refusal::beyond(bound).at(default.pos))?;
            let known = uses.entry(variable.node.name.node.clone()).or_default();
            known.default_bytes = known.default_bytes.max(bytes);
        }
    }
    Ok(uses)
}

/// Checks the variables of a call against the document that uses them. Variables that nothing
/// declares are ignored by execution, but not here.
pub(super) fn check_variables(variables: &Map<String, Json>, uses: &Uses) -> Result<(), Refusal> {
    let mut weights = HashMap::with_capacity(variables.len());
    for (name, value) in variables {
        weights.insert(name.as_str(), sent(value, 0).map_err(Refusal::beyond)?);
    }
    let used = uses.iter().map(|(name, used)| {
        let bytes = weights.get(name.as_str()).copied();
        bytes
            .unwrap_or(used.default_bytes)
            .saturating_mul(used.places)
    });
    Bound::InputBytes.hold(used.fold(0, u64::saturating_add))
}

/// The weight of a value in the document. Goes no deeper than the bound on nesting.
fn written(value: &Value, depth: u64, uses: &mut Uses) -> Result<u64, Bound> {
    let within = match value {
        Value::Variable(name) => {
            uses.entry(name.clone()).or_default().places += 1;
            0
        }
        Value::String(text) => text_bytes(text)?,
        Value::List(entries) => {
            enter(depth, entries.len())?;
            let mut sum = 0_u64;
            for entry in entries {
                sum = sum.saturating_add(written(entry, depth + 1, uses)?);
            }
            sum
        }
        Value::Object(fields) => {
            enter(depth, fields.len())?;
            let mut sum = 0_u64;
            for (key, entry) in fields {
                let entry = written(entry, depth + 1, uses)?;
                sum = sum.saturating_add(length(key.len())).saturating_add(entry);
            }
            sum
        }
        Value::Null | Value::Number(_) | Value::Boolean(_) | Value::Binary(_) | Value::Enum(_) => 0,
    };
    Ok(within.saturating_add(VALUE_BYTES))
}

/// The weight of a variable's value. Goes no deeper than the bound on nesting.
fn sent(value: &Json, depth: u64) -> Result<u64, Bound> {
    let within = match value {
        Json::String(text) => text_bytes(text)?,
        Json::Array(entries) => {
            enter(depth, entries.len())?;
            let mut sum = 0_u64;
            for entry in entries {
                sum = sum.saturating_add(sent(entry, depth + 1)?);
            }
            sum
        }
        Json::Object(fields) => {
            enter(depth, fields.len())?;
            let mut sum = 0_u64;
            for (key, entry) in fields {
                let entry = sent(entry, depth + 1)?;
                sum = sum.saturating_add(length(key.len())).saturating_add(entry);
            }
            sum
        }
        Json::Null | Json::Bool(_) | Json::Number(_) => 0,
    };
    Ok(within.saturating_add(VALUE_BYTES))
}

/// Goes into a list or object that stands under `depth` others.
fn enter(depth: u64, entries: usize) -> Result<(), Bound> {
    if depth >= Bound::InputNesting.limit() {
        return Err(Bound::InputNesting);
    }
    if length(entries) > Bound::InputEntries.limit() {
        return Err(Bound::InputEntries);
    }
    Ok(())
}

fn text_bytes(text: &str) -> Result<u64, Bound> {
    let bytes = length(text.len());
    // No text has more characters than bytes, so short ones need no counting.
    let limit = Bound::InputCharacters.limit();
    if bytes > limit && length(text.chars().count()) > limit {
        return Err(Bound::InputCharacters);
    }
    Ok(bytes)
}
