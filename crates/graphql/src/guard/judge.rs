//! What is told of a document before anybody asks it: what its operations are called, what they do, and what each costs
//! where no variable is given.

use serde_json::Map;

use super::arguments::Arguments;
use super::document::ReadDocument;
use super::refusal::Refusal;
use super::{cost, operation};
use crate::call::CallMethod;

/// A document that may be registered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Judged {
    /// Its operations by their names.
    pub operations: Vec<JudgedOperation>,
}

/// One of its operations.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JudgedOperation {
    /// What it is called, where it has a name.
    pub name: Option<String>,
    /// What it does, in the word of GraphQL.
    pub kind: &'static str,
    /// Its points where no variable is given.
    pub cost: u64,
}

/// Judges a document as far as that goes without the schema.
pub(super) fn judge(read: &ReadDocument) -> Result<Judged, Refusal> {
    let none = Map::new();
    let mut operations = Vec::new();
    for (name, meant) in read.document.operations.iter() {
        let kind = operation::admit(meant, CallMethod::Watch)?;
        operations.push(JudgedOperation {
            name: name.map(ToString::to_string),
            kind: kind.word(),
            cost: cost::cost(read, meant, &Arguments::new(&meant.node, &none))?,
        });
    }
    operations.sort_unstable_by(|one, other| one.name.cmp(&other.name));
    Ok(Judged { operations })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn judged(text: &str) -> Result<Judged, Refusal> {
        judge(&ReadDocument::read(text)?)
    }

    #[test]
    fn an_owner_is_told_what_a_document_does_and_costs() {
        let text = "query Two { a: resources(first: 2) { nodes { id } } } \
                    mutation Change { updateCapacity(input: {}) { refusal { code } } }";
        let operations = judged(text).expect("it is let through").operations;
        let told: Vec<(Option<&str>, &str)> = operations
            .iter()
            .map(|one| (one.name.as_deref(), one.kind))
            .collect();
        assert_eq!(told, [(Some("Change"), "mutation"), (Some("Two"), "query")]);
        assert!(operations.iter().all(|one| one.cost > 0));
        let alone = judged("{ __typename }")
            .expect("it is let through")
            .operations;
        assert_eq!((alone.len(), alone[0].name.as_deref()), (1, None));
        assert!(judged("subscription { a b }").is_err());
    }
}
