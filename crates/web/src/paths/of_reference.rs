//! Addresses of the reference of the schema.

use axum_extra::routing::TypedPath;
use serde::Deserialize;

use super::Sampled;

/// One type of the schema.
#[derive(Debug, Clone, TypedPath, Deserialize)]
#[typed_path("/graphql/reference/{name}")]
pub struct ReferenceTypePath {
    /// The type's name.
    pub name: String,
}

impl ReferenceTypePath {
    /// The page of a type.
    #[must_use]
    pub fn of(name: &str) -> Self {
        Self {
            name: name.to_owned(),
        }
    }
}

impl Sampled for ReferenceTypePath {
    fn sample() -> Self {
        Self::of("Resource")
    }
}
