//! Addresses of one part of a case.

use axum_extra::routing::TypedPath;
use renkei_domain::ids::CaseId;
use serde::Deserialize;

use super::{CasePath, Sampled};

/// Editing one part of a case.
#[derive(Debug, Clone, TypedPath, Deserialize)]
#[typed_path("/cases/{id}/edit/{part}")]
pub struct CasePartPath {
    /// The case's id.
    pub id: String,
    /// The code of the part.
    pub part: String,
}

impl CasePartPath {
    /// The page for editing a part, by its code.
    #[must_use]
    pub fn of(id: CaseId, part: &str) -> Self {
        Self {
            id: id.to_string(),
            part: part.to_owned(),
        }
    }
}

impl Sampled for CasePartPath {
    fn sample() -> Self {
        Self {
            id: CasePath::sample().id,
            part: "note".to_owned(),
        }
    }
}
