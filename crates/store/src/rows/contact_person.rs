//! Rows of `contact_person`.

use sea_orm::entity::prelude::*;

#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel, serde::Deserialize)]
#[sea_orm(table_name = "contact_person")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) id: Uuid,
    #[serde(skip)]
    pub(crate) resource_id: Uuid,
    pub(crate) network_id: Uuid,
    pub(crate) ordinal: i32,
    pub(crate) name: String,
    pub(crate) kana: Option<String>,
    pub(crate) role: Option<String>,
    pub(crate) title: Option<String>,
    pub(crate) phone: Option<String>,
    pub(crate) email: Option<String>,
}

super::plain_entity!();
