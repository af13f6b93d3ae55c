//! Rows of `service_area`.

use sea_orm::entity::prelude::*;

#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel, serde::Serialize, serde::Deserialize)]
#[sea_orm(table_name = "service_area")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    #[serde(skip)]
    pub(crate) resource_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) municipality_code: i32,
}

super::plain_entity!();
