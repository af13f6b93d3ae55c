//! Going over a parsed document without recursion: what it selects, what it spreads, which values
//! it holds.

use async_graphql::Positioned;
use async_graphql::parser::types::{
    Directive, ExecutableDocument, FragmentSpread, Selection, SelectionSet,
};
use async_graphql_value::Value;

/// Every selection under a set, at any depth, in no particular order. Spreads are not opened.
pub(super) fn selections(start: &SelectionSet) -> Vec<&Selection> {
    let mut found = Vec::new();
    let mut open = vec![start];
    while let Some(set) = open.pop() {
        for item in &set.items {
            match &item.node {
                Selection::Field(field) => open.push(&field.node.selection_set.node),
                Selection::InlineFragment(inline) => open.push(&inline.node.selection_set.node),
                Selection::FragmentSpread(_) => {}
            }
            found.push(&item.node);
        }
    }
    found
}

/// Every spread under a set, at any depth.
pub(super) fn spreads(start: &SelectionSet) -> Vec<&Positioned<FragmentSpread>> {
    let selections = selections(start).into_iter();
    let spreads = selections.filter_map(|selection| match selection {
        Selection::FragmentSpread(spread) => Some(spread),
        Selection::Field(_) | Selection::InlineFragment(_) => None,
    });
    spreads.collect()
}

/// The value of every argument of a field or directive. Defaults of variables are not among them.
pub(super) fn values(document: &ExecutableDocument) -> Vec<&Positioned<Value>> {
    let mut found = Vec::new();
    for (_, operation) in document.operations.iter() {
        let operation = &operation.node;
        for variable in &operation.variable_definitions {
            of_directives(&variable.node.directives, &mut found);
        }
        of_directives(&operation.directives, &mut found);
        of_selections(&operation.selection_set.node, &mut found);
    }
    for fragment in document.fragments.values() {
        of_directives(&fragment.node.directives, &mut found);
        of_selections(&fragment.node.selection_set.node, &mut found);
    }
    found
}

fn of_selections<'a>(set: &'a SelectionSet, found: &mut Vec<&'a Positioned<Value>>) {
    for selection in selections(set) {
        of_directives(selection.directives(), found);
        if let Selection::Field(field) = selection {
            found.extend(field.node.arguments.iter().map(|(_, value)| value));
        }
    }
}

fn of_directives<'a>(
    directives: &'a [Positioned<Directive>],
    found: &mut Vec<&'a Positioned<Value>>,
) {
    for directive in directives {
        found.extend(directive.node.arguments.iter().map(|(_, value)| value));
    }
}
