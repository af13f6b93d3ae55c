//! Rows of `public_holiday`.

use sea_orm::entity::prelude::*;

#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel, serde::Serialize)]
#[sea_orm(table_name = "public_holiday")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) day: Date,
    pub(crate) name: String,
}

super::plain_entity!();
