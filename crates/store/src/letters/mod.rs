//! Letters in tables: [`queue`] takes them in beside the act that calls for them, [`claim`] gives them to
//! one courier at a time, [`desk`] is where people look at them and move them, [`test_letter`] keeps what
//! the plainest kind speaks of.

pub mod claim;
pub mod desk;
pub mod queue;
mod row;
pub mod test_letter;
