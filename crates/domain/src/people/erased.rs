//! Somebody whose data were erased. Their account stays, since acts and lines of the audit name it by its
//! id; nothing there tells any more who they were.

use crate::text::Line;

/// What everybody reads in the place of the name of somebody whose data were erased.
#[must_use]
pub fn erased_name() -> Line {
    Line::parse("消去ずみの人").expect("a short line without control characters")
}
