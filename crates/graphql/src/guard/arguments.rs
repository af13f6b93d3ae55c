//! How often a list is answered, as far as arguments say so.

use std::collections::HashMap;

use async_graphql::parser::types::{Field, OperationDefinition};
use async_graphql::{Name, Value as ConstValue};
use async_graphql_value::Value;
use serde_json::{Map, Value as Json};

use super::bounds::length;

/// Entries of a connection whose arguments do not say how many.
pub const DEFAULT_PAGE: u64 = 20;
/// Entries of a connection at most; a resolver refuses what asks for more.
pub const LARGEST_PAGE: u64 = 100;

/// What arguments mean in one call of one operation.
#[derive(Debug)]
pub(super) struct Arguments<'a> {
    variables: &'a Map<String, Json>,
    defaults: HashMap<&'a str, &'a ConstValue>,
}

/// As much of an argument's value as decides how often something is answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Found {
    /// Left out, or null.
    Nothing,
    Number(u64),
    List(u64),
    /// Neither; validation refuses it.
    Other,
}

impl<'a> Arguments<'a> {
    /// Variables come from the call, and from the operation where the call leaves them out.
    pub(super) fn new(
        operation: &'a OperationDefinition,
        variables: &'a Map<String, Json>,
    ) -> Self {
        let definitions = operation.variable_definitions.iter();
        let defaults = definitions.filter_map(|definition| {
            let default = definition.node.default_value.as_ref()?;
            Some((definition.node.name.node.as_str(), &default.node))
        });
        Self {
            variables,
            defaults: defaults.collect(),
        }
    }

    /// How many entries a connection is asked for.
    pub(super) fn page(&self, field: &Field) -> u64 {
        let asked = ["first", "last"].into_iter().filter_map(|argument| {
            match self.found(field, argument) {
                Found::Nothing => None,
                Found::Number(number) => Some(number),
                Found::List(_) | Found::Other => Some(LARGEST_PAGE),
            }
        });
        asked.max().unwrap_or(DEFAULT_PAGE).clamp(1, LARGEST_PAGE)
    }

    /// How many objects are asked for by id.
    pub(super) fn ids(&self, field: &Field) -> u64 {
        let asked = ["ids", "representations"]
            .into_iter()
            .filter_map(|argument| match self.found(field, argument) {
                Found::List(entries) => Some(entries),
                Found::Nothing | Found::Number(_) | Found::Other => None,
            });
        asked.max().unwrap_or(1).clamp(1, LARGEST_PAGE)
    }

    fn found(&self, field: &Field, argument: &str) -> Found {
        match field.get_argument(argument).map(|value| &value.node) {
            None | Some(Value::Null) => Found::Nothing,
            Some(Value::Number(number)) => Found::Number(number.as_u64().unwrap_or(LARGEST_PAGE)),
            Some(Value::List(entries)) => Found::List(length(entries.len())),
            Some(Value::Variable(name)) => self.variable(name),
            Some(_) => Found::Other,
        }
    }

    fn variable(&self, name: &Name) -> Found {
        match self.variables.get(name.as_str()) {
            Some(Json::Null) => Found::Nothing,
            Some(Json::Number(number)) => Found::Number(number.as_u64().unwrap_or(LARGEST_PAGE)),
            Some(Json::Array(entries)) => Found::List(length(entries.len())),
            Some(_) => Found::Other,
            None => match self.defaults.get(name.as_str()).copied() {
                None | Some(ConstValue::Null) => Found::Nothing,
                Some(ConstValue::Number(number)) => {
                    Found::Number(number.as_u64().unwrap_or(LARGEST_PAGE))
                }
                Some(ConstValue::List(entries)) => Found::List(length(entries.len())),
                Some(_) => Found::Other,
            },
        }
    }
}
