//! Rows of `verification`.

use sea_orm::entity::prelude::*;

#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel, serde::Serialize, serde::Deserialize)]
#[sea_orm(table_name = "verification")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    /// Read of what was confirmed of another entry that became part of the one that is read, and nil otherwise.
    #[serde(default, skip_serializing)]
    pub(crate) resource_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) ordinal: i32,
    pub(crate) field_group: String,
    pub(crate) verified_on: Date,
    pub(crate) by_name: String,
    pub(crate) by_role: String,
    pub(crate) method: String,
    pub(crate) outcome: String,
}

super::plain_entity!();
