//! The directory in tables: [`resource`] and [`organization`] hold published facts, [`profile`] what
//! people of the region know, [`hours`] every pattern of hours once, [`listing`] the lists that pages
//! show, the rest the reference tables.

pub mod correction;
pub mod hours;
mod index;
pub mod listing;
pub mod network;
pub mod organization;
pub mod profile;
pub mod reference;
pub mod resource;
pub(crate) mod words;
