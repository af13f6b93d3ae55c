//! Rows of `municipality`.

use sea_orm::entity::prelude::*;

#[derive(Debug, Clone, PartialEq, DeriveEntityModel, serde::Serialize)]
#[sea_orm(table_name = "municipality")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) code: i32,
    pub(crate) prefecture: String,
    pub(crate) name: String,
    pub(crate) kana: String,
    pub(crate) latitude: Option<f64>,
    pub(crate) longitude: Option<f64>,
}

super::plain_entity!();
