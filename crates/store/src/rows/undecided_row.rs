//! Rows of `undecided_row`.

use sea_orm::entity::prelude::*;

#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "undecided_row")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) id: Uuid,
    pub(crate) run_id: Uuid,
    pub(crate) network_id: Option<Uuid>,
    pub(crate) line: i64,
    pub(crate) service: String,
    pub(crate) key_full: Vec<u8>,
    pub(crate) key_number: Option<Vec<u8>>,
    pub(crate) key_name: Vec<u8>,
    pub(crate) key_address: Vec<u8>,
    pub(crate) key_phone: Option<Vec<u8>>,
    pub(crate) content: Vec<u8>,
    pub(crate) raw: String,
    pub(crate) raw_sealed: Option<Vec<u8>>,
    pub(crate) facts: String,
    pub(crate) organization: Option<String>,
    pub(crate) candidates: String,
    pub(crate) choice: Option<String>,
    pub(crate) became_id: Option<Uuid>,
    pub(crate) reason: Option<String>,
    pub(crate) decided_act_id: Option<Uuid>,
    pub(crate) answered_run_id: Option<Uuid>,
}

super::plain_entity!();
