//! Rows of `import_run`.

use sea_orm::entity::prelude::*;

#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "import_run")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) id: Uuid,
    pub(crate) number: i64,
    pub(crate) act_id: Uuid,
    pub(crate) dataset: String,
    pub(crate) edition: String,
    pub(crate) header: String,
    pub(crate) state: String,
    pub(crate) started_at: i64,
    pub(crate) renewed_at: i64,
    pub(crate) finished_at: Option<i64>,
    pub(crate) rows_read: i64,
    pub(crate) created: i64,
    pub(crate) updated: i64,
    pub(crate) unchanged: i64,
    pub(crate) skipped: i64,
    pub(crate) absent: i64,
    pub(crate) summary: String,
    pub(crate) undo_until: Option<i64>,
    pub(crate) undone_at: Option<i64>,
}

super::plain_entity!();
