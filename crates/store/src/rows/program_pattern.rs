//! Rows of `program_pattern`.

use sea_orm::entity::prelude::*;

#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel, serde::Serialize, serde::Deserialize)]
#[sea_orm(table_name = "program_pattern")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    #[serde(skip)]
    pub(crate) resource_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) program_ordinal: i32,
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) ordinal: i32,
    pub(crate) job_coach: Option<String>,
    pub(crate) months_from: Option<i32>,
    pub(crate) months_to: Option<i32>,
    pub(crate) visits_from: Option<i32>,
    pub(crate) visits_to: Option<i32>,
    pub(crate) visits_per: Option<String>,
    pub(crate) visits_at_first: bool,
    pub(crate) description: Option<String>,
}

super::plain_entity!();
