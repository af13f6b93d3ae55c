//! Rows of `code_sheet`.

use sea_orm::entity::prelude::*;

#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "code_sheet")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) account_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) ordinal: i32,
    pub(crate) salt: Vec<u8>,
    pub(crate) code_hash: Vec<u8>,
    pub(crate) made_at: i64,
    pub(crate) confirmed_at: Option<i64>,
    pub(crate) used_at: Option<i64>,
}

super::plain_entity!();
