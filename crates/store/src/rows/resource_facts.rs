//! Rows of `resource_facts`.

use sea_orm::entity::prelude::*;

#[derive(Debug, Clone, PartialEq, DeriveEntityModel, serde::Serialize, serde::Deserialize)]
#[sea_orm(table_name = "resource_facts")]
pub(crate) struct Model {
    #[sea_orm(primary_key)]
    #[serde(skip)]
    pub(crate) row_id: i64,
    #[serde(skip)]
    pub(crate) resource_id: Uuid,
    #[serde(skip)]
    pub(crate) born: i64,
    #[serde(skip)]
    pub(crate) dead: Option<i64>,
    #[serde(skip)]
    pub(crate) sort_key: String,
    pub(crate) organization_id: Option<Uuid>,
    pub(crate) kind: String,
    pub(crate) service_name: Option<String>,
    pub(crate) name: String,
    pub(crate) kana: Option<String>,
    pub(crate) office_number: Option<String>,
    pub(crate) postal_code: Option<String>,
    pub(crate) municipality_code: Option<i32>,
    pub(crate) city: Option<String>,
    pub(crate) rest: Option<String>,
    pub(crate) latitude: Option<f64>,
    pub(crate) longitude: Option<f64>,
    pub(crate) location_precision: Option<String>,
    pub(crate) phones: String,
    pub(crate) fax: Option<String>,
    pub(crate) email: Option<String>,
    pub(crate) url: Option<String>,
    #[serde(skip)]
    pub(crate) hours_id: Option<i64>,
    pub(crate) hours_note: Option<String>,
    pub(crate) capacity: Option<i32>,
}

super::plain_entity!();
