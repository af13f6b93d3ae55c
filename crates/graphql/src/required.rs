//! Variables that an operation requires. The library notices a missing one only when it resolves the
//! field that uses it; for the specification it is a mistake of the request, and nothing is executed
//! (GraphQL October 2021, §6.1.2, `CoerceVariableValues`).

use async_graphql::Positioned;
use async_graphql::parser::types::{
    DocumentOperations, ExecutableDocument, OperationDefinition, VariableDefinition,
};
use serde_json::{Map, Value};

use crate::guard::{Refusal, RefusalCode};

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
