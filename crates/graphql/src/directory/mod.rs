//! The directory as types of the schema, one file each. Begin with [`resource`], which gathers the
//! rest; [`queries`] holds the ways in, [`parts`] what they look ahead for, [`loaded`] what they found.
//! Files ending in `_notes` say of each value of a closed list what it is.

pub(crate) mod address;
pub(crate) mod capacity;
pub(crate) mod changed;
pub(crate) mod closure;
pub(crate) mod comparison;
mod comparison_notes;
pub(crate) mod connection;
pub(crate) mod contact_person;
pub(crate) mod contact_policy;
pub(crate) mod facets;
pub(crate) mod filter;
pub(crate) mod freshness;
pub(crate) mod hours;
pub(crate) mod kind;
mod kind_notes;
pub(crate) mod loaded;
pub(crate) mod municipality;
pub(crate) mod notice;
pub(crate) mod organization;
pub(crate) mod paging;
pub(crate) mod parts;
pub(crate) mod phone;
mod places;
pub(crate) mod program;
mod program_notes;
pub(crate) mod queries;
pub(crate) mod reach;
pub(crate) mod resource;
mod role_notes;
pub(crate) mod source;
pub(crate) mod strength;
pub(crate) mod topic;
mod topic_notes;
pub(crate) mod watched;
