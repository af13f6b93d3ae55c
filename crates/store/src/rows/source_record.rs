//! Rows of `source_record`.

use sea_orm::entity::prelude::*;

#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "source_record")]
pub(crate) struct Model {
    #[sea_orm(primary_key)]
    pub(crate) row_id: i64,
    pub(crate) resource_id: Uuid,
    pub(crate) run_id: Uuid,
    pub(crate) dataset: String,
    pub(crate) born: i64,
    pub(crate) dead: Option<i64>,
    pub(crate) service: String,
    pub(crate) municipality_code: Option<i32>,
    pub(crate) key_full: Vec<u8>,
    pub(crate) key_number: Option<Vec<u8>>,
    pub(crate) key_name: Vec<u8>,
    pub(crate) key_address: Vec<u8>,
    pub(crate) key_phone: Option<Vec<u8>>,
    pub(crate) content: Vec<u8>,
    pub(crate) supplied: i32,
    pub(crate) raw: String,
    pub(crate) absent_since: Option<Date>,
    pub(crate) raw_sealed: Option<Vec<u8>>,
}

super::plain_entity!();
