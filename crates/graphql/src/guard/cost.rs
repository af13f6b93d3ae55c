//! How much a document asks for.
//!
//! Each fragment is measured once, after those it spreads; a spread then adds what is known of it.
//! So the work is linear in the size of the document however often its fragments are spread, and
//! all sums stop at the largest number instead of passing it. Recursion goes as deep as the brackets
//! of one definition, which the scan bounds.

use std::collections::HashMap;

use async_graphql::parser::types::{Field, OperationDefinition, Selection, SelectionSet};
use async_graphql::{Name, Positioned};

use super::arguments::{Arguments, LARGEST_PAGE};
use super::bounds::{Bound, length};
use super::document::ReadDocument;
use super::refusal::Refusal;
use super::weights::{self, Times};

/// What a definition or a part of it asks for, with its fragments opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Size {
    /// Fields, `__typename` included.
    pub(super) fields: u64,
    /// Fields of the outermost object alone.
    pub(super) top_fields: u64,
    /// Fields, inline fragments and spreads.
    pub(super) selections: u64,
    pub(super) directives: u64,
    /// Fields within fields; a field without a selection is one level.
    pub(super) depth: u64,
    /// Selection sets within selection sets, those of fragments included.
    pub(super) nesting: u64,
    pub(super) cost: Cost,
}

/// Points of a selection. What stands in a connection's `nodes` or `edges` is kept apart until the
/// connection is reached that says how often it is answered: a fragment on a connection is measured
/// before it is known where it is spread.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Cost {
    pub(super) once: u64,
    pub(super) per_entry: u64,
}

impl Cost {
    fn plus(self, other: Self) -> Self {
        Self {
            once: self.once.saturating_add(other.once),
            per_entry: self.per_entry.saturating_add(other.per_entry),
        }
    }

    fn times(self, times: u64) -> Self {
        Self {
            once: self.once.saturating_mul(times),
            per_entry: self.per_entry.saturating_mul(times),
        }
    }

    /// All points, if a connection around it has so many entries.
    fn total(self, entries: u64) -> u64 {
        let per_entry = self.per_entry.saturating_mul(entries);
        self.once.saturating_add(per_entry)
    }
}

impl Size {
    /// What two selections beside each other ask for together.
    fn beside(self, other: Self) -> Self {
        Self {
            fields: self.fields.saturating_add(other.fields),
            top_fields: self.top_fields.saturating_add(other.top_fields),
            selections: self.selections.saturating_add(other.selections),
            directives: self.directives.saturating_add(other.directives),
            depth: self.depth.max(other.depth),
            nesting: self.nesting.max(other.nesting),
            cost: self.cost.plus(other.cost),
        }
    }

    /// One selection more, which carries so many directives.
    fn selected_with(self, directives: usize) -> Self {
        Self {
            selections: self.selections.saturating_add(1),
            ..self.directed(directives)
        }
    }

    fn directed(self, directives: usize) -> Self {
        Self {
            directives: self.directives.saturating_add(length(directives)),
            ..self
        }
    }

    fn hold(self) -> Result<(), Refusal> {
        Bound::Fields.hold(self.fields)?;
        Bound::Depth.hold(self.depth)?;
        Bound::SelectionNesting.hold(self.nesting)?;
        Bound::Directives.hold(self.directives)
    }
}

/// Measures every operation and fragment of a document and refuses what is beyond a bound.
/// Answers what the operation that is meant costs.
pub(super) fn cost(
    read: &ReadDocument,
    meant: &Positioned<OperationDefinition>,
    arguments: &Arguments<'_>,
) -> Result<u64, Refusal> {
    let document = &read.document;
    let mut measure = Measure::new(arguments);
    let mut selections = 0_u64;
    for name in &read.order {
        let Some(fragment) = document.fragments.get(name) else {
            continue;
        };
        let size = measure.set(&fragment.node.selection_set.node);
        let size = size.directed(fragment.node.directives.len());
        size.hold().map_err(|refusal| refusal.at(fragment.pos))?;
        selections = selections.saturating_add(size.selections);
        measure.fragments.insert(name, size);
    }
    for (_, operation) in document.operations.iter() {
        let size = measure.operation(&operation.node);
        size.hold()
            .and_then(|()| Bound::RootFields.hold(size.top_fields))
            .map_err(|refusal| refusal.at(operation.pos))?;
        selections = selections.saturating_add(size.selections);
    }
    Bound::Selections.hold(selections)?;
    // Entries outside a connection are no valid query; they cost as much as they could.
    let cost = measure.operation(&meant.node).cost.total(LARGEST_PAGE);
    Bound::Cost
        .hold(cost)
        .map_err(|refusal| refusal.at(meant.pos).costing(cost))?;
    Ok(cost)
}

/// What is known while a document is measured.
struct Measure<'a> {
    arguments: &'a Arguments<'a>,
    fragments: HashMap<&'a Name, Size>,
}

impl<'a> Measure<'a> {
    fn new(arguments: &'a Arguments<'a>) -> Self {
        Self {
            arguments,
            fragments: HashMap::new(),
        }
    }

    fn operation(&self, operation: &OperationDefinition) -> Size {
        let variables = operation.variable_definitions.iter();
        let on_variables: usize = variables
            .map(|variable| variable.node.directives.len())
            .sum();
        self.set(&operation.selection_set.node)
            .directed(operation.directives.len())
            .directed(on_variables)
    }

    /// The size of a selection set; of none, nothing.
    fn set(&self, set: &SelectionSet) -> Size {
        let items = set.items.iter().map(|item| self.selection(&item.node));
        let inner = items.fold(Size::default(), Size::beside);
        let level = u64::from(!set.items.is_empty());
        Size {
            nesting: inner.nesting.saturating_add(level),
            ..inner
        }
    }

    fn selection(&self, selection: &Selection) -> Size {
        let size = match selection {
            Selection::Field(field) => self.field(&field.node),
            Selection::InlineFragment(inline) => self.set(&inline.node.selection_set.node),
            // A fragment that is not defined is left to validation.
            Selection::FragmentSpread(spread) => self
                .fragments
                .get(&spread.node.fragment_name.node)
                .copied()
                .unwrap_or_default(),
        };
        size.selected_with(selection.directives().len())
    }

    fn field(&self, field: &Field) -> Size {
        let inner = self.set(&field.selection_set.node);
        Size {
            fields: inner.fields.saturating_add(1),
            top_fields: 1,
            depth: inner.depth.saturating_add(1),
            cost: self.points(field, inner.cost),
            ..inner
        }
    }

    fn points(&self, field: &Field, inner: Cost) -> Cost {
        let weight = weights::of(field);
        let under = match weight.times {
            Times::Once => inner,
            Times::Fixed(times) => inner.times(times),
            Times::Ids => inner
                .plus(Cost {
                    once: weights::PER_ID,
                    per_entry: 0,
                })
                .times(self.arguments.ids(field)),
            Times::Page => Cost {
                once: inner.total(self.arguments.page(field)),
                per_entry: 0,
            },
            Times::PerEntry => Cost {
                once: 0,
                per_entry: inner.total(LARGEST_PAGE),
            },
        };
        under.plus(Cost {
            once: weight.own,
            per_entry: 0,
        })
    }
}
