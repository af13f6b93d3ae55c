//! Variables as operations declare them. Before anything is executed their types exist, those that an
//! operation requires are given, and each value fits its type (GraphQL October 2021, §6.1.2,
//! `CoerceVariableValues`). The library looks at a value only where it is used; for the specification
//! one that does not fit is a mistake of the request, wherever it would be used.
//!
//! [`types`] reads from the schema what there is to fit into, [`fitting`] fits one value.

mod fitting;
#[cfg(test)]
mod tests;
mod types;

use std::collections::HashSet;

use async_graphql::Positioned;
use async_graphql::parser::types::{
    DocumentOperations, ExecutableDocument, OperationDefinition, VariableDefinition,
};
use serde_json::{Map, Value};

use self::fitting::Fitting;
pub(crate) use self::types::InputTypes;
use crate::guard::{MAX_ERRORS, Refusal, RefusalCode};

impl InputTypes {
    /// Refuses a document in which a variable is of no type that the schema takes in.
    pub(crate) fn check(&self, document: &ExecutableDocument) -> Result<(), Refusal> {
        let operations: Vec<_> = match &document.operations {
            DocumentOperations::Single(operation) => vec![operation],
            DocumentOperations::Multiple(operations) => operations.values().collect(),
        };
        let definitions = operations
            .into_iter()
            .flat_map(|operation| &operation.node.variable_definitions);
        let unknown: Vec<_> = definitions
            .filter(|definition| !self.holds(&definition.node.var_type.node))
            .map(|definition| {
                let name = &definition.node.name.node;
                let message = format!("the variable ${name} is of no input type of the schema");
                (message, vec![definition.pos])
            })
            .collect();
        if unknown.is_empty() {
            return Ok(());
        }
        Err(Refusal::listing(RefusalCode::ValidationFailed, unknown))
    }

    /// The values of the variables that the operation declares, in the form that their types have:
    /// a single value stands for a list of it, a whole number may be written with a point. Others
    /// are left out, and so is what is not given: its default takes its place where it is used.
    ///
    /// # Errors
    /// The refusal of a call in which a value is missing or does not fit.
    pub(crate) fn fit(
        &self,
        document: &ExecutableDocument,
        name: Option<&str>,
        mut given: Map<String, Value>,
    ) -> Result<Map<String, Value>, Refusal> {
        let mut fitting = Map::new();
        let Some(operation) = meant(document, name) else {
            return Ok(fitting);
        };
        let mut seen = HashSet::new();
        let mut mistakes = Vec::new();
        for definition in &operation.node.variable_definitions {
            let name = definition.node.name.node.as_str();
            // One that is declared twice is refused as a mistake of the document.
            if mistakes.len() >= MAX_ERRORS || !seen.insert(name) {
                continue;
            }
            let of = &definition.node.var_type.node;
            let mut here = Fitting::new(self, name);
            match given.remove(name) {
                Some(value) => {
                    fitting.insert(name.to_owned(), here.fit(value, of));
                }
                None if is_required(&definition.node) => here.mistake("must be given"),
                None => {}
            }
            let found = here.mistakes.into_iter();
            mistakes.extend(found.map(|message| (message, vec![definition.pos])));
        }
        if mistakes.is_empty() {
            return Ok(fitting);
        }
        Err(Refusal::listing(RefusalCode::VariablesInvalid, mistakes))
    }
}

fn is_required(variable: &VariableDefinition) -> bool {
    !variable.var_type.node.nullable && variable.default_value.is_none()
}

/// The operation that is meant; the guard has refused a call that does not say.
fn meant<'d>(
    document: &'d ExecutableDocument,
    name: Option<&str>,
) -> Option<&'d Positioned<OperationDefinition>> {
    match (&document.operations, name) {
        (DocumentOperations::Single(operation), _) => Some(operation),
        (DocumentOperations::Multiple(operations), Some(name)) => operations.get(name),
        (DocumentOperations::Multiple(operations), None) => operations.values().next(),
    }
}
