//! Addresses of one part of an entry of the directory, and of a kind of entries.

use axum_extra::routing::TypedPath;
use renkei_domain::directory::kind::ResourceKind;
use renkei_domain::ids::{ResourceId, StrengthId};
use serde::Deserialize;

use super::{ResourcePath, Sampled};

/// Editing one part of an entry.
#[derive(Debug, Clone, TypedPath, Deserialize)]
#[typed_path("/resources/{id}/edit/{part}")]
pub struct EditPath {
    /// The resource's id.
    pub id: String,
    /// The code of the part.
    pub part: String,
}

impl EditPath {
    /// The page for editing a part, by its code.
    #[must_use]
    pub fn of(id: ResourceId, part: &str) -> Self {
        Self {
            id: id.to_string(),
            part: part.to_owned(),
        }
    }
}

impl Sampled for EditPath {
    fn sample() -> Self {
        Self {
            id: ResourcePath::sample().id,
            part: "strengths".to_owned(),
        }
    }
}

/// What others observed of an agency as a PDF that goes there by FAX or by post.
#[derive(Debug, Clone, TypedPath, Deserialize)]
#[typed_path("/resources/{id}/observations/{observation}/paper")]
pub struct ObservationPaperPath {
    /// The resource's id.
    pub id: String,
    /// The observation's id.
    pub observation: String,
}

impl ObservationPaperPath {
    /// The sheet of an observation.
    #[must_use]
    pub fn of(id: ResourceId, observation: StrengthId) -> Self {
        Self {
            id: id.to_string(),
            observation: observation.to_string(),
        }
    }
}

impl Sampled for ObservationPaperPath {
    fn sample() -> Self {
        Self {
            id: ResourcePath::sample().id,
            observation: "01932f00-0000-700a-8000-000000000001".to_owned(),
        }
    }
}

/// The list of a kind.
#[derive(Debug, Clone, TypedPath, Deserialize)]
#[typed_path("/kinds/{kind}")]
pub struct KindPath {
    /// The kind's code.
    pub kind: String,
}

impl KindPath {
    /// The list of a kind.
    #[must_use]
    pub fn of(kind: ResourceKind) -> Self {
        Self {
            kind: kind.code().to_owned(),
        }
    }
}

impl Sampled for KindPath {
    fn sample() -> Self {
        Self::of(ResourceKind::EmploymentTransition)
    }
}
