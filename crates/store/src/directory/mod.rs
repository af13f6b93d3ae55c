//! The directory in tables: [`resource`] and [`organization`] hold published facts, [`correction`] what
//! people put right in them, [`duplicate`] which entries may be one office, [`organization_edit`] the same of 法人,
//! [`source`] the published rows behind an entry, [`profile`] what people of the region know, [`proposal`] what
//! anybody would put right, [`head`] what decides about an entry beside them, [`history`] how the log keeps all
//! of it, [`network`] who looks after which municipality and [`network_change`] what changes of that, [`secretariat`] who answers for a network,
//! [`hours`] every pattern of hours once, [`inquiry`] whom a network asks whether that is still so,
//! [`reference`] the tables of municipalities and holidays.
//!
//! [`listing`] finds, orders and counts entries for pages and programs alike; `index` keeps what it
//! searches in. [`coverage`] counts those of a whole area by kind and municipality.

pub mod correction;
pub mod coverage;
pub mod duplicate;
pub mod head;
pub mod history;
pub mod hours;
mod index;
pub mod inquiry;
pub mod listing;
pub mod merging;
pub mod monthly;
pub mod network;
pub mod network_change;
pub mod observations;
pub mod organization;
pub mod organization_edit;
pub mod profile;
pub mod proposal;
pub mod reference;
pub mod resource;
pub(crate) mod resource_rows;
pub mod secretariat;
pub mod source;
pub mod uses;
pub(crate) mod words;
