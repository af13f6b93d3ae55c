//! Rows of `program`.

use sea_orm::entity::prelude::*;

#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel, serde::Serialize, serde::Deserialize)]
#[sea_orm(table_name = "program")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    #[serde(skip)]
    pub(crate) resource_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) ordinal: i32,
    pub(crate) kind: String,
    pub(crate) own_name: Option<String>,
    pub(crate) description: Option<String>,
}

super::plain_entity!();
