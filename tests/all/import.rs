//! Published tables are read in: every row is accounted for, nothing is doubled or lost, and nobody
//! ever sees half an edition.

pub(crate) mod address;
mod audit;
mod big;
mod conflicts;
mod correction;
mod defects;
mod editions;
pub(crate) mod encodings;
mod faults;
mod held;
mod identity;
mod interrupted;
pub(crate) mod look;
mod merged;
mod others;
mod real;
mod report;
mod staging;
mod stewards;
pub(crate) mod web;
