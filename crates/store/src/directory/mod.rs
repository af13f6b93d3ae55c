//! The directory in tables: [`resource`] and [`organization`] hold published facts, [`profile`] what
//! people of the region know, [`source`] the published rows behind an entry, [`hours`] every pattern of
//! hours once, [`listing`] the lists that pages show, [`reference`] the tables of municipalities and
//! holidays.

pub mod correction;
pub mod hours;
mod index;
pub mod listing;
pub mod network;
pub mod organization;
pub mod profile;
pub mod reference;
pub mod resource;
pub(crate) mod resource_rows;
pub mod source;
pub(crate) mod words;
