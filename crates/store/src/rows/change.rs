//! Rows of `change`.

use sea_orm::entity::prelude::*;

#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "change")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) act_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) ordinal: i64,
    pub(crate) subject_kind: String,
    pub(crate) subject_id: Uuid,
    pub(crate) field_group: String,
    pub(crate) before_value: Option<String>,
    pub(crate) after_value: Option<String>,
    pub(crate) before_sealed: Option<Vec<u8>>,
    pub(crate) after_sealed: Option<Vec<u8>>,
}

super::plain_entity!();
