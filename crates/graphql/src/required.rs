//! Variables as operations declare them: their types exist, and those that an operation requires are
//! given. The library notices a missing one only when it resolves the field that uses it; for the
//! specification it is a mistake of the request, and nothing is executed (GraphQL October 2021, §6.1.2,
//! `CoerceVariableValues`).

use std::collections::HashSet;

use async_graphql::Positioned;
use async_graphql::parser::parse_schema;
use async_graphql::parser::types::{
    BaseType, DocumentOperations, ExecutableDocument, OperationDefinition, Type, TypeKind,
    TypeSystemDefinition, VariableDefinition,
};
use serde_json::{Map, Value};

use crate::guard::{Refusal, RefusalCode};

/// The types of a schema that a variable can be of.
#[derive(Debug, Clone, Default)]
pub(crate) struct InputTypes(HashSet<String>);

impl InputTypes {
    /// Reads them from a schema: what it names itself, and the scalars that every schema has.
    pub(crate) fn of(sdl: &str) -> Self {
        let own = parse_schema(sdl)
            .map(|schema| schema.definitions)
            .unwrap_or_default();
        let named = own.into_iter().filter_map(|definition| match definition {
            TypeSystemDefinition::Type(one) => match one.node.kind {
                TypeKind::Scalar | TypeKind::Enum(_) | TypeKind::InputObject(_) => {
                    Some(one.node.name.node.to_string())
                }
                _ => None,
            },
            _ => None,
        });
        let built_in = ["Boolean", "Float", "ID", "Int", "String"].map(str::to_owned);
        Self(named.chain(built_in).collect())
    }

    /// Refuses a document in which a variable is of no such type.
    pub(crate) fn check(&self, document: &ExecutableDocument) -> Result<(), Refusal> {
        let operations: Vec<_> = match &document.operations {
            DocumentOperations::Single(operation) => vec![operation],
            DocumentOperations::Multiple(operations) => operations.values().collect(),
        };
        let definitions = operations
            .into_iter()
            .flat_map(|operation| &operation.node.variable_definitions);
        let unknown: Vec<_> = definitions
            .filter(|definition| !self.0.contains(innermost(&definition.node.var_type.node)))
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
}

fn innermost(of: &Type) -> &str {
    let mut base = &of.base;
    loop {
        match base {
            BaseType::Named(name) => return name.as_str(),
            BaseType::List(inner) => base = &inner.base,
        }
    }
}

/// Refuses a call that leaves out a variable, or sends null for one, that must have a value.
pub(crate) fn check(
    document: &ExecutableDocument,
    name: Option<&str>,
    variables: &Map<String, Value>,
) -> Result<(), Refusal> {
    let Some(operation) = meant(document, name) else {
        return Ok(());
    };
    let definitions = operation.node.variable_definitions.iter();
    let mistakes = definitions.filter_map(|definition| {
        let mistake = mistake(&definition.node, variables)?;
        let message = format!("the variable ${} {mistake}", definition.node.name.node);
        Some((message, vec![definition.pos]))
    });
    let mistakes: Vec<_> = mistakes.collect();
    if mistakes.is_empty() {
        return Ok(());
    }
    Err(Refusal::listing(RefusalCode::VariablesInvalid, mistakes))
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

fn mistake(variable: &VariableDefinition, variables: &Map<String, Value>) -> Option<&'static str> {
    if variable.var_type.node.nullable {
        return None;
    }
    match variables.get(variable.name.node.as_str()) {
        None if variable.default_value.is_none() => Some("must be given"),
        Some(Value::Null) => Some("must not be null"),
        None | Some(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use async_graphql::parser::parse_query;
    use serde_json::json;

    use super::*;

    fn refused(document: &str, name: Option<&str>, variables: Value) -> bool {
        let document = parse_query(document).expect("a document");
        let Value::Object(variables) = variables else {
            panic!("variables are an object");
        };
        let checked = check(&document, name, &variables);
        checked.is_err_and(|refusal| refusal.code == RefusalCode::VariablesInvalid)
    }

    #[test]
    fn a_variable_is_of_a_type_that_the_schema_takes_in() {
        let types = InputTypes::of(
            "scalar Date enum Kind { A } input Filter { kind: Kind } type Thing { id: ID! }",
        );
        for (variable, is_known) in [
            ("$v: Date", true),
            ("$v: [[Kind!]!]!", true),
            ("$v: Filter = {}", true),
            ("$v: ID!", true),
            ("$v: Thing", false),
            ("$v: [Nothing] = [1]", false),
        ] {
            let text = format!("query ({variable}) {{ __typename }}");
            let document = parse_query(text).expect("a document");
            assert_eq!(types.check(&document).is_ok(), is_known, "{variable}");
        }
    }

    #[test]
    fn a_variable_that_must_have_a_value_has_one() {
        let one = "query Q($id: ID!) { resource(id: $id) { name } }";
        let usual = "query Q($n: Int! = 5) { resources(first: $n) { nodes { name } } }";
        let free = "query Q($n: Int) { resources(first: $n) { nodes { name } } }";
        for (document, variables, is_refused) in [
            (one, json!({ "id": "a" }), false),
            (one, json!({}), true),
            (one, json!({ "id": null }), true),
            (one, json!({ "other": "a" }), true),
            (usual, json!({}), false),
            (usual, json!({ "n": null }), true),
            (free, json!({}), false),
            (free, json!({ "n": null }), false),
        ] {
            let said = refused(document, None, variables.clone());
            assert_eq!(said, is_refused, "{document} {variables}");
        }
        // Only the operation that is meant counts.
        let both = "query A($id: ID!) { node(id: $id) { id } } query B { resourceKinds { code } }";
        assert!(refused(both, Some("A"), json!({})));
        assert!(!refused(both, Some("B"), json!({})));
    }
}
