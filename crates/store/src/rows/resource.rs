//! Rows of `resource`.

use sea_orm::entity::prelude::*;

#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "resource")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) id: Uuid,
    pub(crate) lifecycle: String,
    pub(crate) steward_network_id: Option<Uuid>,
    /// How often people changed the entry.
    pub(crate) edits: i64,
}

super::plain_entity!();
