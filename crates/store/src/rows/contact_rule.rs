//! Rows of `contact_rule`.

use sea_orm::entity::prelude::*;

#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel, serde::Serialize, serde::Deserialize)]
#[sea_orm(table_name = "contact_rule")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    #[serde(skip)]
    pub(crate) resource_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) ordinal: i32,
    pub(crate) purpose: Option<String>,
    pub(crate) sender: Option<String>,
    /// A JSON list of lines.
    pub(crate) do_not: String,
}

super::plain_entity!();
