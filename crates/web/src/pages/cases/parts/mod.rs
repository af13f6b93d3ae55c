//! The fields of each part of a case: how they are first filled, shown, and read back.

pub(super) mod course;
pub(super) mod emergency;
pub(super) mod employment;
pub(super) mod note;
pub(super) mod person;
pub(super) mod same;
pub(super) mod team;
pub(super) mod tie;

use std::str::FromStr;

use crate::error::PageFault;

/// Which one of a part is meant, by its id; a new one where nothing is said.
fn item<I: FromStr>(text: &str) -> Result<Option<I>, PageFault> {
    match text {
        "" => Ok(None),
        id => Ok(Some(id.parse().map_err(|_| PageFault::NotFound)?)),
    }
}
