//! Rows of `resource_profile`.

use sea_orm::entity::prelude::*;

#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel, serde::Serialize, serde::Deserialize)]
#[sea_orm(table_name = "resource_profile")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    #[serde(skip)]
    pub(crate) resource_id: Uuid,
    pub(crate) description: Option<String>,
    pub(crate) months_from: Option<i32>,
    pub(crate) months_to: Option<i32>,
    pub(crate) without_limit: bool,
    pub(crate) days_from: Option<i32>,
    pub(crate) days_to: Option<i32>,
    pub(crate) pay: Option<String>,
    pub(crate) pay_note: Option<String>,
    pub(crate) distance: Option<String>,
    pub(crate) retention_support: Option<String>,
    pub(crate) apply_at: Option<String>,
    pub(crate) visit: Option<String>,
    pub(crate) trial: Option<String>,
    pub(crate) transport: Option<String>,
    pub(crate) cost: Option<String>,
    pub(crate) eligibility: Option<String>,
    pub(crate) policy_note: Option<String>,
    pub(crate) capacity_available: Option<i32>,
    pub(crate) capacity_maximum: Option<i32>,
    pub(crate) capacity_waiting: Option<i32>,
    pub(crate) capacity_as_of: Option<Date>,
}

super::plain_entity!();
