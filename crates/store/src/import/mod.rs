//! Import runs in tables: [`run`] begins, renews, shows and discards them, [`record`] keeps what they
//! brought, `cells` seals those of own lists, [`matching`] reads what the next edition is compared with, [`conflict`]
//! what a person has to decide, [`undecided`] rows of which somebody has to say whose they are; [`upload`] holds the
//! files that people handed in, [`undo`] takes a shown run back.

use std::time::Duration;

pub(crate) mod cells;
pub mod conflict;
pub(crate) mod disputed;
pub mod matching;
pub mod record;
pub mod run;
pub mod undecided;
pub mod undo;
pub mod upload;

/// How long an import pauses between two steps, so that a waiting writer gets its turn.
pub const GAP: Duration = Duration::from_millis(12);
