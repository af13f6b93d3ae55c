//! The directory: who there is, what they do, what they are good at and how they like to be reached.
//!
//! Read [`resource`] first; it gathers the rest. Facts that open data publish stand in
//! [`resource::ResourceFacts`] and [`organization::OrganizationFacts`]; what only people of the region know
//! stands in [`profile::Profile`].

pub mod address;
pub mod capacity;
pub mod changed;
pub mod comparison;
pub mod contact;
pub mod correction;
pub mod coverage;
pub mod duplicate;
pub mod edit;
pub mod few;
pub mod filter;
pub mod freshness;
pub mod hours;
pub mod inquiry;
pub mod kind;
pub mod merge;
pub mod merging;
pub mod municipality;
pub mod network;
pub mod notice;
pub mod observation;
pub mod organization;
pub mod people;
pub mod phone;
pub mod profile;
pub mod program;
pub mod proposal;
pub mod reading;
pub mod resource;
pub mod search;
pub mod source;
pub mod strength;
pub mod undecided;
