//! Rows of `contact_person`. Name, reading, title, phone and address stand together in `said`, sealed.

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
    pub(crate) role: Option<String>,
    #[serde(deserialize_with = "super::from_digits")]
    pub(crate) said: Vec<u8>,
}

super::plain_entity!();
