//! Rows of `hours_rule`.

use sea_orm::entity::prelude::*;

#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "hours_rule")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) hours_id: i64,
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) ordinal: i32,
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) span: i32,
    pub(crate) strength: i32,
    pub(crate) weekday: Option<i32>,
    pub(crate) nth: Option<i32>,
    pub(crate) is_last: bool,
    pub(crate) year_end_from: Option<i32>,
    pub(crate) year_end_to: Option<i32>,
    pub(crate) from_day: Option<Date>,
    pub(crate) to_day: Option<Date>,
    pub(crate) state: String,
    pub(crate) opens: Option<i32>,
    pub(crate) closes: Option<i32>,
}

super::plain_entity!();
