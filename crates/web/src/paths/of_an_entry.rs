//! Addresses of one part of an entry of the directory, and of a kind of entries.

use axum_extra::routing::TypedPath;
use renkei_domain::directory::kind::ResourceKind;
use renkei_domain::ids::{RelationId, ResourceId, StrengthId};
use serde::Deserialize;

use super::{RESOURCE, Sampled, part_paths};

/// An example of the id of a relation.
const RELATION: &str = "01932f00-0000-700b-8000-000000000001";

part_paths! { [id: ResourceId = RESOURCE]
    /// Editing one part of an entry, by the part's code.
    EditPath = "/resources/{id}/edit/{part}", part: &str = "strengths";
    /// What others observed of an agency as a PDF that goes there by FAX or by post.
    ObservationPaperPath = "/resources/{id}/observations/{observation}/paper",
        observation: StrengthId = "01932f00-0000-700a-8000-000000000001";
    /// Whom one of us knows there.
    RelationPath = "/resources/{id}/relations/{relation}", relation: RelationId = RELATION;
    /// What is pressed there.
    RelationStepPath = "/resources/{id}/relations/{relation}/step", relation: RelationId = RELATION;
}

part_paths! { [left: ResourceId = RESOURCE]
    /// Two entries of one agency side by side.
    DuplicatePairPath = "/directory/duplicates/{left}/{right}",
        right: ResourceId = "01932f00-0000-7002-8000-000000000002";
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
