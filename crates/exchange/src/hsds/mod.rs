//! The directory in the open standard of service directories: HSDS 3.1 of Open Referral. An entry is a `service` with
//! the place where it is offered, a 法人 an `organization`; kinds, programs and ways of getting in touch are terms of
//! taxonomies.
//!
//! What is not for everybody has no field here, and neither has what an agency is good and bad at: out of its network
//! such a sentence is a verdict. What is not known is left out, since the standard takes no `null`; the few texts that
//! it asks for are made of what is known, or are empty. Start with [`ServiceEntry`].

mod attribute;
mod ids;
mod organization;
mod page;
mod place;
mod policy;
mod record;
mod schedule;
mod service;
mod taxonomy;
mod text;

pub use self::ids::{offered_at, service_at};
pub use self::page::{Page, Root};
pub use self::record::{
    Organization, Service, ServiceAtLocation, ServiceMark, Taxonomy, TaxonomyTerm,
};
pub use self::service::{Detail, ServiceEntry};
pub use self::taxonomy::{Term, Vocabulary};

use serde::Serialize;

/// One thing of a list, whatever list it is.
#[derive(Debug, Clone, Serialize)]
#[serde(untagged)]
pub enum Item {
    /// A service.
    Service(Box<Service>),
    /// That a service is there, and when it changed last.
    Mark(ServiceMark),
    /// An organization.
    Organization(Box<Organization>),
    /// A service where it is offered.
    ServiceAtLocation(Box<ServiceAtLocation>),
    /// A taxonomy.
    Taxonomy(Taxonomy),
    /// A term of one.
    Term(TaxonomyTerm),
}
