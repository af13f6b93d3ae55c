//! Rows of `organization_facts`.

use sea_orm::entity::prelude::*;

#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel, serde::Serialize, serde::Deserialize)]
#[sea_orm(table_name = "organization_facts")]
pub(crate) struct Model {
    #[sea_orm(primary_key)]
    #[serde(skip)]
    pub(crate) row_id: i64,
    #[serde(skip)]
    pub(crate) organization_id: Uuid,
    #[serde(skip)]
    pub(crate) born: i64,
    #[serde(skip)]
    pub(crate) dead: Option<i64>,
    pub(crate) name: String,
    pub(crate) kana: Option<String>,
    pub(crate) corporate_number: Option<String>,
    pub(crate) postal_code: Option<String>,
    pub(crate) municipality_code: Option<i32>,
    pub(crate) city: Option<String>,
    pub(crate) rest: Option<String>,
    pub(crate) head_of_body: Option<String>,
    pub(crate) phone: Option<String>,
    pub(crate) fax: Option<String>,
    pub(crate) url: Option<String>,
    #[serde(skip)]
    pub(crate) match_key: Vec<u8>,
}

super::plain_entity!();
