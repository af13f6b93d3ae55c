//! What an answer comes to, by its own shape: each field as often as it stands there.
//!
//! What an operation may cost at most is known before it is executed (`cost`); what it costs is known afterwards, from
//! the same weights. The operation is kept for that as the tree of its fields with its fragments opened, which the
//! bounds have shown to be small. Under which type a fragment stands is not looked at: the answer does not tell types,
//! and what does not stand in it costs nothing.

use async_graphql::parser::types::{
    ExecutableDocument, Field, OperationDefinition, Selection, SelectionSet,
};
use async_graphql::{Name, Value};

use super::weights::{self, Times};

/// The fields of an operation with their weights, to be laid beside its answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Bill(Vec<Weighed>);

/// One selected field.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Weighed {
    /// Under which it is answered.
    key: Name,
    /// Its points each time it is answered.
    own: u64,
    /// The points of each entry that it answers, whatever is selected of it.
    per_entry: u64,
    under: Vec<Weighed>,
}

impl Bill {
    /// For an operation that is within the bounds.
    pub(super) fn of(document: &ExecutableDocument, meant: &OperationDefinition) -> Self {
        let mut fields = Vec::new();
        open(document, &meant.selection_set.node, &mut fields);
        Self(fields)
    }

    /// The points of everything that stands in an answer. A list that is longer than is usual costs what it holds, so
    /// that this may be more than was asked for.
    pub(crate) fn comes_to(&self, data: &Value) -> u64 {
        object(&self.0, data)
    }
}

impl Weighed {
    fn of(document: &ExecutableDocument, field: &Field) -> Self {
        let weight = weights::of(field);
        let mut under = Vec::new();
        open(document, &field.selection_set.node, &mut under);
        Self {
            key: field.response_key().node.clone(),
            own: weight.own,
            per_entry: match weight.times {
                Times::Ids => weights::PER_ID,
                Times::Once | Times::Fixed(_) | Times::Page | Times::PerEntry => 0,
            },
            under,
        }
    }

    /// The points of what stands under the field, which is less deep than the document.
    fn inner(&self, answered: &Value) -> u64 {
        match answered {
            Value::List(entries) if !self.under.is_empty() => entries
                .iter()
                .map(|entry| self.per_entry.saturating_add(self.inner(entry)))
                .fold(0, u64::saturating_add),
            _ => object(&self.under, answered),
        }
    }
}

/// Adds the fields of a selection, with its fragments opened.
fn open(document: &ExecutableDocument, set: &SelectionSet, fields: &mut Vec<Weighed>) {
    for item in &set.items {
        match &item.node {
            Selection::Field(field) => fields.push(Weighed::of(document, &field.node)),
            Selection::InlineFragment(inline) => {
                open(document, &inline.node.selection_set.node, fields);
            }
            Selection::FragmentSpread(spread) => {
                let name = &spread.node.fragment_name.node;
                // A fragment that is not defined is left to validation.
                if let Some(fragment) = document.fragments.get(name) {
                    open(document, &fragment.node.selection_set.node, fields);
                }
            }
        }
    }
}

/// The points of the fields that stand in an object; of what is none, nothing.
fn object(fields: &[Weighed], answered: &Value) -> u64 {
    let Value::Object(answered) = answered else {
        return 0;
    };
    let points = fields.iter().filter_map(|field| {
        let value = answered.get(&field.key)?;
        Some(field.own.saturating_add(field.inner(value)))
    });
    points.fold(0, u64::saturating_add)
}
