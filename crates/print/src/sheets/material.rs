//! What those who meet about a person have before them (会議資料): for each recipient a copy of its own, cut to what they
//! may be told, numbered, opening with what the person wishes and can do. It says what the recipient's own record
//! needs (個人情報保護法30条): who gives it, with address and head, how that was obtained, and when the person agreed.
//! One that is posted has a page with the address before it.

use chrono::NaiveDate;
use renkei_domain::time::Minute;
use serde::Serialize;

use super::calling::span_opt;
use crate::words::Words;

/// The copies for one meeting, each beginning on a page of its own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MaterialSheet {
    /// The network.
    pub network: Words,
    /// Of whom it tells.
    pub for_whom: Words,
    /// On which day the meeting is, once that is fixed.
    #[serde(serialize_with = "super::day_opt")]
    pub on: Option<NaiveDate>,
    /// From when until when.
    #[serde(serialize_with = "span_opt")]
    pub hours: Option<(Minute, Minute)>,
    /// 提供元: who gives it.
    pub lead: Words,
    /// Where that is.
    pub lead_address: Option<Words>,
    /// Its head (代表者).
    pub lead_head: Option<Words>,
    /// How it was obtained (取得のいきさつ).
    pub obtained: Words,
    /// What for.
    pub purpose: Words,
    /// The copies.
    pub copies: Vec<MaterialCopy>,
}

/// The copy of one recipient.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MaterialCopy {
    /// Which of how many it is: 「1/5」.
    pub number: String,
    /// Who gets it.
    pub to: Words,
    /// 希望, as the person said it.
    pub wishes: Option<Words>,
    /// できていること, as the person said it.
    pub can_do: Option<Words>,
    /// What they may be told besides, by category.
    pub sections: Vec<MaterialSection>,
    /// When and how it was agreed to.
    pub agreed: Words,
    /// The categories that stand on it.
    pub told: Words,
    /// Whether it may leave by FAX, which a consent has to name.
    pub may_be_faxed: bool,
    /// The page before it, where it is posted.
    pub address_page: Option<AddressPage>,
}

/// What shows in the window of a 長形3号 envelope, on a page of its own: to whom a letter goes and from whom, and nothing of
/// what is in it. Nobody but who it is for opens it (親展).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AddressPage {
    /// The agency, without 御中.
    pub to: Words,
    /// Who there, without 様.
    pub contact: Option<Words>,
    /// 郵便番号, without its sign.
    pub postal_code: Option<String>,
    /// Where it goes; the page says where nobody knows it.
    pub address: Option<Words>,
    /// Who writes.
    pub from: Words,
    /// The number by which they are answered.
    pub from_phone: Option<String>,
}

/// What is told of one category.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MaterialSection {
    /// The category.
    pub heading: Words,
    /// What is told.
    pub entries: Vec<MaterialEntry>,
}

/// Something that is told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MaterialEntry {
    /// By what it is known, where the category does not say it.
    pub label: Option<Words>,
    /// What it says.
    pub text: Words,
}
