//! Rows of `strength`.

use sea_orm::entity::prelude::*;

#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel, serde::Serialize, serde::Deserialize)]
#[sea_orm(table_name = "strength")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) id: Uuid,
    #[serde(skip)]
    pub(crate) resource_id: Uuid,
    pub(crate) ordinal: i32,
    pub(crate) valence: String,
    pub(crate) topic: String,
    pub(crate) statement: String,
    pub(crate) stated_on: Date,
    pub(crate) network_id: Option<Uuid>,
    pub(crate) observer_id: Option<Uuid>,
    pub(crate) reply: Option<String>,
    pub(crate) replied_on: Option<Date>,
    /// Names of people stand in their own tables alone, not in the log.
    #[serde(skip_serializing)]
    pub(crate) replied_by_name: Option<String>,
    pub(crate) replied_by_role: Option<String>,
    /// What an observation rests on.
    pub(crate) basis: Option<String>,
    /// When an observation was written down here.
    pub(crate) written_on: Option<Date>,
    /// When the agency was told of an observation.
    pub(crate) told_on: Option<Date>,
    /// From which day on the members of its network read it.
    pub(crate) released_on: Option<Date>,
    /// When an observation was taken back.
    pub(crate) withdrawn_on: Option<Date>,
    /// And why.
    pub(crate) withdrawn_because: Option<String>,
}

super::plain_entity!();
