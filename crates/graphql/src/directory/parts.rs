//! Looking ahead: which parts of an entry the selection below a field will show. What is loaded is
//! loaded once for all entries of the answer; what nobody selected is not loaded at all.

use async_graphql::{Context, Lookahead, SelectionField};
use renkei_app::directory::search::Parts;

/// The parts that a field of one entry or of a list of entries needs (`resource`, `node`, `nodes`).
pub(crate) fn of_entries(ctx: &Context<'_>) -> Parts {
    let mut parts = Parts::NONE;
    add(&ctx.look_ahead(), &mut parts);
    parts
}

/// The parts that a connection needs, through `nodes` and through `edges { node }`.
pub(crate) fn of_connection(ctx: &Context<'_>) -> Parts {
    let mut parts = Parts::NONE;
    let ahead = ctx.look_ahead();
    add(&ahead.field("nodes"), &mut parts);
    add(&ahead.field("edges").field("node"), &mut parts);
    parts
}

/// The parts that the entry in the payload of a mutation needs.
pub(crate) fn of_payload(ctx: &Context<'_>) -> Parts {
    let mut parts = Parts::NONE;
    add(&ctx.look_ahead().field("resource"), &mut parts);
    parts
}

/// The parts that the entries behind a page of changes need; `None` where nobody asks for those.
pub(crate) fn of_changes(ctx: &Context<'_>) -> Option<Parts> {
    behind(&ctx.look_ahead().field("nodes"))
}

/// The same of one change that is told by itself.
pub(crate) fn of_change(ctx: &Context<'_>) -> Option<Parts> {
    behind(&ctx.look_ahead())
}

fn behind(changes: &Lookahead<'_>) -> Option<Parts> {
    let entries = changes.field("resource");
    entries.exists().then(|| {
        let mut parts = Parts::NONE;
        add(&entries, &mut parts);
        parts
    })
}

/// What a connection is asked about its number of entries.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Counted {
    Nothing,
    Total,
    Facets,
}

/// Whether a connection is asked how many entries it has, and of what.
pub(crate) fn counted(ctx: &Context<'_>) -> Counted {
    let ahead = ctx.look_ahead();
    if ahead.field("facets").exists() {
        Counted::Facets
    } else if ahead.field("totalCount").exists() {
        Counted::Total
    } else {
        Counted::Nothing
    }
}

fn add(entries: &Lookahead<'_>, parts: &mut Parts) {
    for entry in entries.selection_fields() {
        for field in entry.selection_set() {
            add_field(&field, parts);
        }
    }
}

/// A test selects every field alone: one that is missing here answers with an internal error.
fn add_field(field: &SelectionField<'_>, parts: &mut Parts) {
    match field.name() {
        "organization" => parts.organization = true,
        "closure" => parts.closure = true,
        "sources" => {
            parts.sources = true;
            parts.cells |= field.selection_set().any(|inner| inner.name() == "raw");
        }
        "contactPersons" | "strengths" => {
            parts.profile = true;
            parts.inside = true;
        }
        "description" | "programs" | "comparison" | "roles" | "serviceArea" | "languages"
        | "access" | "capacity" | "notices" => parts.profile = true,
        "freshness" => {
            parts.profile = true;
            parts.askers |= field.selection_set().any(|inner| inner.name() == "byName");
        }
        "contactPolicy" | "howToReach" => {
            parts.profile = true;
            parts.inside |= names_somebody(field);
        }
        _ => {}
    }
}

/// Whether somebody to ask for is selected: who that is members alone may read.
fn names_somebody(field: &SelectionField<'_>) -> bool {
    let mut below = field.selection_set();
    below.any(|inner| inner.name() == "person" || names_somebody(&inner))
}
