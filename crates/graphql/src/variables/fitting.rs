//! One value against its type.

use std::fmt;

use async_graphql::parser::types::{BaseType, Type};
use serde_json::{Map, Value};

use super::types::{Choice, InputObject, InputType, InputTypes};
use crate::guard::MAX_ERRORS;

/// The most characters of a name that was sent and that the schema does not know.
const SHOWN: usize = 40;

/// The work on one variable: linear in its value, no deeper than its type and its value are, both of
/// which the guard bounds.
#[derive(Debug)]
pub(super) struct Fitting<'t> {
    types: &'t InputTypes,
    variable: &'t str,
    path: Vec<Step<'t>>,
    /// What does not fit, the first mistakes alone.
    pub(super) mistakes: Vec<String>,
}

/// A step into a value.
#[derive(Debug, Clone, Copy)]
enum Step<'t> {
    Part(&'t str),
    Entry(usize),
}

impl fmt::Display for Step<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Part(name) => write!(f, ".{name}"),
            Self::Entry(index) => write!(f, "[{index}]"),
        }
    }
}

impl<'t> Fitting<'t> {
    pub(super) const fn new(types: &'t InputTypes, variable: &'t str) -> Self {
        Self {
            types,
            variable,
            path: Vec::new(),
            mistakes: Vec::new(),
        }
    }

    /// Notes a mistake at the place where the work is.
    pub(super) fn mistake(&mut self, what: &str) {
        if self.mistakes.len() >= MAX_ERRORS {
            return;
        }
        let mut message = format!("the variable ${}", self.variable);
        for step in &self.path {
            message.push_str(&step.to_string());
        }
        message.push(' ');
        message.push_str(what);
        self.mistakes.push(message);
    }

    /// The value in the form of its type. Where it does not fit, the mistake is noted and what comes
    /// back is of no use.
    pub(super) fn fit(&mut self, value: Value, of: &Type) -> Value {
        if value.is_null() {
            if !of.nullable {
                self.mistake("must not be null");
            }
            return value;
        }
        match &of.base {
            BaseType::List(inner) => self.fit_list(value, inner),
            BaseType::Named(name) => self.fit_named(value, name.as_str()),
        }
    }

    fn fit_list(&mut self, value: Value, inner: &Type) -> Value {
        let entries = match value {
            Value::Array(entries) => entries,
            // One value stands for the list of it (GraphQL October 2021, §3.11).
            one => return Value::Array(vec![self.fit(one, inner)]),
        };
        let mut fitting = Vec::with_capacity(entries.len());
        for (index, entry) in entries.into_iter().enumerate() {
            self.path.push(Step::Entry(index));
            fitting.push(self.fit(entry, inner));
            self.path.pop();
        }
        Value::Array(fitting)
    }

    fn fit_named(&mut self, value: Value, name: &str) -> Value {
        let types = self.types;
        match types.get(name) {
            Some(InputType::Scalar(scalar)) => match scalar.fit(value) {
                Some(value) => return value,
                None => self.mistake(scalar.expected()),
            },
            Some(InputType::Enum(values)) => {
                if matches!(&value, Value::String(text) if values.contains(text)) {
                    return value;
                }
                self.mistake(&format!("must be the name of a value of {name}"));
            }
            Some(InputType::Object(object)) => match value {
                Value::Object(given) => return Value::Object(self.fit_object(given, object, name)),
                _ => self.mistake(&format!("must be an object of the type {name}")),
            },
            // Documents with such a variable are refused before.
            None => return value,
        }
        Value::Null
    }

    fn fit_object(
        &mut self,
        mut given: Map<String, Value>,
        object: &'t InputObject,
        name: &str,
    ) -> Map<String, Value> {
        let mut fitting = Map::new();
        for part in &object.parts {
            self.path.push(Step::Part(&part.name));
            match given.remove(&part.name) {
                Some(value) => {
                    let value = self.fit(value, &part.of);
                    fitting.insert(part.name.clone(), value);
                }
                None if part.is_required() => self.mistake("must be given"),
                None => {}
            }
            self.path.pop();
        }
        for unknown in given.keys() {
            let shown: String = unknown.chars().take(SHOWN).collect();
            self.mistake(&format!("has a part \"{shown}\", which {name} has not"));
        }
        if object.choice == Choice::One
            && (fitting.len() != 1 || fitting.values().any(Value::is_null))
        {
            self.mistake("must have exactly one part, and that not null");
        }
        fitting
    }
}
