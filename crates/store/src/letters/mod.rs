//! Letters in tables: [`queue`] takes them in beside the act that calls for them, [`claim`] gives them to
//! one courier at a time, [`desk`] is where people look at them and move them, each as far as `scope`
//! says. What they speak of is kept elsewhere, or by [`test_letter`] and [`address_change`], and found by `behind`. What is
//! over is forgotten by [`retention`].

pub mod address_change;
mod behind;
pub mod claim;
pub mod desk;
pub mod queue;
pub mod retention;
mod row;
mod scope;
pub mod test_letter;
