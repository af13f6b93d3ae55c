//! Addresses of the open standard of service directories. Their last words are those of the standard.

use axum_extra::routing::TypedPath;
use serde::Deserialize;
use uuid::Uuid;

use super::{ORGANIZATION, RESOURCE, Sampled, part_paths};

/// Where the service of the example is offered.
const OFFERED: &str = "01932f00-0000-8002-8000-000000000001";
/// The taxonomy of kinds, and one of them.
const TAXONOMY: &str = "aadb7e2c-655c-5860-a90d-516b608ef086";
const TERM: &str = "c092fab7-9496-57f7-b525-40e57472e5fb";

part_paths! { []
    /// One service.
    HsdsServicePath = "/hsds/services/{id}", id: Uuid = RESOURCE;
    /// One organization.
    HsdsOrganizationPath = "/hsds/organizations/{id}", id: Uuid = ORGANIZATION;
    /// One service where it is offered.
    HsdsServiceAtLocationPath = "/hsds/service_at_locations/{id}", id: Uuid = OFFERED;
    /// One taxonomy.
    HsdsTaxonomyPath = "/hsds/taxonomies/{id}", id: Uuid = TAXONOMY;
    /// One term.
    HsdsTaxonomyTermPath = "/hsds/taxonomy_terms/{id}", id: Uuid = TERM;
}
