//! Import runs in tables: [`run`] begins, renews, shows and discards them, [`record`] keeps what they
//! brought, [`matching`] reads what the next edition is compared with, [`conflict`] what a person has to
//! decide; [`upload`] holds the files that people handed in, [`undo`] takes a shown run back.

use std::time::Duration;

pub mod conflict;
pub mod matching;
pub mod record;
pub mod run;
pub mod undo;
pub mod upload;

/// How long an import pauses between two steps, so that a waiting writer gets its turn.
pub const GAP: Duration = Duration::from_millis(12);
