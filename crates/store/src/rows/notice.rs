//! Rows of `notice`.

use sea_orm::entity::prelude::*;

#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel, serde::Serialize, serde::Deserialize)]
#[sea_orm(table_name = "notice")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) id: Uuid,
    #[serde(skip)]
    pub(crate) resource_id: Uuid,
    pub(crate) notice_text: String,
    pub(crate) from_day: Date,
    pub(crate) until_day: Date,
}

super::plain_entity!();
