//! In which order fragments can be measured, so that each comes after those it spreads.

use std::collections::HashMap;

use async_graphql::parser::types::{FragmentDefinition, FragmentSpread};
use async_graphql::{Name, Pos, Positioned};

use super::walk;

/// The fragments of a document by name.
pub(super) type Fragments = HashMap<Name, Positioned<FragmentDefinition>>;

/// How far a fragment is on its way into the order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mark {
    /// Some of what it spreads is not in the order yet.
    InProgress,
    /// It stands in the order.
    Done,
}

/// A fragment whose spreads are being followed.
struct Open<'a> {
    name: &'a Name,
    spreads: std::vec::IntoIter<&'a Positioned<FragmentSpread>>,
}

impl<'a> Open<'a> {
    fn new(name: &'a Name, fragment: &'a Positioned<FragmentDefinition>) -> Self {
        Self {
            name,
            spreads: walk::spreads(&fragment.node.selection_set.node).into_iter(),
        }
    }
}

/// Every fragment, used or not, after those it spreads; or the place of a spread that leads back to
/// the fragment it stands in. Each spread is followed once and the ways are kept in a list, so
/// neither the number of ways through the document nor their length matters. A spread of what is
/// not defined is left to validation.
pub(super) fn spread_order(fragments: &Fragments) -> Result<Vec<Name>, Pos> {
    let mut starts: Vec<_> = fragments.iter().collect();
    starts.sort_by_key(|(_, fragment)| fragment.pos);
    let mut marks: HashMap<&Name, Mark> = HashMap::with_capacity(fragments.len());
    let mut order = Vec::with_capacity(fragments.len());
    for (name, fragment) in starts {
        if marks.contains_key(name) {
            continue;
        }
        marks.insert(name, Mark::InProgress);
        let mut way = vec![Open::new(name, fragment)];
        while let Some(last) = way.last_mut() {
            let Some(spread) = last.spreads.next() else {
                marks.insert(last.name, Mark::Done);
                order.push(last.name.clone());
                way.pop();
                continue;
            };
            let meant = fragments.get_key_value(&spread.node.fragment_name.node);
            let Some((name, fragment)) = meant else {
                continue;
            };
            match marks.get(name) {
                Some(Mark::Done) => {}
                Some(Mark::InProgress) => return Err(spread.pos),
                None => {
                    marks.insert(name, Mark::InProgress);
                    way.push(Open::new(name, fragment));
                }
            }
        }
    }
    Ok(order)
}
