//! What the two statements find.

use std::collections::HashMap;

use uuid::Uuid;

/// One entry, its columns in the order of [`super::statements::COLUMNS`].
pub(super) struct Hit {
    /// How well it fits the words, 0 to 4.
    pub(super) tier: i32,
    pub(super) row: i64,
    pub(super) id: Uuid,
    pub(super) name: String,
    pub(super) kana: Option<String>,
    pub(super) office_number: Option<String>,
    pub(super) url: Option<String>,
    pub(super) organization: Option<Uuid>,
    pub(super) municipality: Option<i32>,
    pub(super) city: Option<String>,
    pub(super) rest: Option<String>,
    /// JSON.
    pub(super) phones: String,
    /// The notation of its hours.
    pub(super) hours: Option<String>,
    /// Square kilometres from the middle of the municipality.
    pub(super) squared: f64,
}

/// Who runs an entry.
pub(super) struct Organization {
    pub(super) name: String,
    pub(super) corporate_number: Option<String>,
}

/// A page.
pub(super) struct Found {
    /// One more than the page has, where there are more.
    pub(super) hits: Vec<Hit>,
    pub(super) organizations: HashMap<Uuid, Organization>,
}
