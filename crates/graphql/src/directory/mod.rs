//! The directory as types of the schema, one file each. Begin with [`resource`], which gathers the
//! rest; [`queries`] holds the ways in, [`parts`] what they look ahead for, [`loaded`] what they found.

pub(crate) mod address;
pub(crate) mod capacity;
pub(crate) mod comparison;
pub(crate) mod connection;
pub(crate) mod contact_person;
pub(crate) mod contact_policy;
pub(crate) mod facets;
pub(crate) mod filter;
pub(crate) mod freshness;
pub(crate) mod hours;
pub(crate) mod kind;
pub(crate) mod loaded;
pub(crate) mod municipality;
pub(crate) mod notice;
pub(crate) mod organization;
pub(crate) mod paging;
pub(crate) mod parts;
pub(crate) mod phone;
pub(crate) mod program;
pub(crate) mod queries;
pub(crate) mod reach;
pub(crate) mod resource;
pub(crate) mod source;
pub(crate) mod strength;
pub(crate) mod topic;
