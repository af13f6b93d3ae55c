//! Addresses of a person's own map.

use axum_extra::routing::TypedPath;
use renkei_domain::ids::{CaseId, MapEntryId, MapPictureId, MapShareId};
use serde::Deserialize;

use super::{CASE, Sampled, part_paths};

/// An example of the id of somebody on a map.
const ENTRY: &str = "01932f00-0000-7061-8000-000000000001";

part_paths! { []
    /// A question of the walk through one's own map.
    WalkPath = "/my/map/walk/{question}", question: &str = "aim";
    /// Somebody on one's own map, for changing what stands there.
    MapEntryPath = "/my/map/entry/{entry}", entry: MapEntryId = ENTRY;
    /// Putting a picture beside them.
    EntryPicturePath = "/my/map/entry/{entry}/picture", entry: MapEntryId = ENTRY;
    /// A picture of one's own.
    MapPicturePath = "/my/map/picture/{picture}", picture: MapPictureId = "01932f00-0000-7062-8000-000000000001";
    /// One's own map as PDF, in a form.
    MapPaperPath = "/my/map/paper/{form}", form: &str = "map";
    /// An empty sheet as PDF, in a form.
    WorksheetPath = "/worksheet/{form}", form: &str = "blank_a4";
    /// The map of the person of a case, as far as they show it, by a share.
    CaseSharedMapPath = "/cases/{id}/map/{share}",
        id: CaseId = CASE,
        share: MapShareId = "01932f00-0000-7063-8000-000000000001";
}
