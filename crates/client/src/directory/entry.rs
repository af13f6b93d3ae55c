//! An entry of the directory, as everybody reads it.

use chrono::NaiveDate;
use cynic::{Id, QueryFragment};
use serde::Serialize;

use super::kinds::{Lifecycle, ResourceKind, Sector};
use super::offer::{Capacity, Comparison, Notice, Program};
use super::place::{AccessFeature, Address, Language, Location, Municipality, OpeningHours, Phone};
use super::statements::{ContactPolicy, Freshness, Source, Strength};
use super::topics::StaffRole;
use crate::schema;

/// An entry of the directory (資源): one office seen as one kind of service. An office that runs two
/// services is two entries. Facts come from published data or from whoever entered them in their
/// place, see `sources`; what agencies said of themselves stands in the other fields.
#[derive(Debug, Clone, PartialEq, Serialize, QueryFragment)]
#[serde(rename_all = "camelCase")]
pub struct Resource {
    /// Opaque global id: the same in every answer, for as long as the entry exists. Do not take it
    /// apart; `node(id:)` answers it.
    pub id: Id,
    /// As which service or office it is listed here; `Query.resourceKinds` has the words.
    pub kind: ResourceKind,
    /// The sector its kind stands in.
    pub sector: Sector,
    /// Whether it may be chosen for new work. Lists hold active entries alone; one that has closed is
    /// still answered by its id.
    pub lifecycle: Lifecycle,
    /// How it ended. Null for what is at work.
    pub closure: Option<Closure>,
    /// Rises with every change of the entry, whether a person or an import made it. A mutation says
    /// which version it was written for and is refused where another one came in between.
    pub version: i32,
    /// The official service name as published, where the kind alone does not say it. Null where it
    /// does.
    pub service_name: Option<String>,
    /// Name of the office, as published.
    pub name: String,
    /// Reading of the name in kana. Null where the source has none.
    pub kana: Option<String>,
    /// 事業所番号 (ten digits as a rule) or 医療機関 ID, as published. Null where there is none.
    pub office_number: Option<String>,
    /// Who runs it. Null where that is not known.
    pub organization: Option<Organization>,
    /// Where it stands. Null where no address is published.
    pub address: Option<Address>,
    /// Where it stands on the map. Null where no usable point is published.
    pub location: Option<Location>,
    /// Municipalities whose people it serves (担当する), where it declared an area. Empty: it declared
    /// none, and is found where it stands.
    pub service_area: Vec<Municipality>,
    /// Phone numbers, the one to use first. Empty where none is known.
    pub phones: Vec<Phone>,
    /// FAX number. Null where none is known.
    pub fax: Option<Phone>,
    /// Mail address, as written. Null where none is known.
    pub email: Option<String>,
    /// Web address, as written: check its scheme before making a link of it. Null where none is known.
    pub url: Option<String>,
    /// When it is open, as stated.
    pub hours: OpeningHours,
    /// What they do, in a few plain sentences. Null where nobody wrote it down.
    pub description: Option<String>,
    /// Programs they run, by their own word. Empty where nothing was said.
    pub programs: Vec<Program>,
    /// What a person compares when choosing where to go, by their own word.
    pub comparison: Comparison,
    /// Specialist roles on the staff. Empty where nothing was said.
    pub roles: Vec<StaffRole>,
    /// Languages spoken beside Japanese. Empty where nothing was said.
    pub languages: Vec<Language>,
    /// What helps a person to get in and to be understood. Empty where nothing was said.
    pub access: Vec<AccessFeature>,
    /// What they are good at, weak at and cannot do. Own words for everybody; what other agencies
    /// observed for signed-in members of the network in which it was observed.
    pub strengths: Vec<Strength>,
    /// How they said they like to be reached.
    pub contact_policy: ContactPolicy,
    /// How many people they can take, as published and as they said.
    pub capacity: Capacity,
    /// Short-lived notices shown today. Empty where there is none.
    pub notices: Vec<Notice>,
    /// When each part of the entry was last confirmed and last asked about: one line for every part, asked about or not.
    pub freshness: Vec<Freshness>,
    /// The rows of published data it was made from. Empty for an entry that people entered.
    pub sources: Vec<Source>,
}

/// 廃止: how an entry ended. Whoever keeps a copy of the directory finds here where to send people
/// instead.
#[derive(Debug, Clone, PartialEq, Serialize, QueryFragment)]
#[serde(rename_all = "camelCase")]
pub struct Closure {
    /// The first day on which it does no more.
    pub on: NaiveDate,
    /// Why, in words for people who were sent there. Null where nobody said.
    pub reason: Option<String>,
    /// Global id of the entry that took its place, for `resource(id:)`. Null where there is none.
    pub successor: Option<Id>,
}

/// A 法人 or other body that runs resources. Source: the published table, or who entered it.
#[derive(Debug, Clone, PartialEq, Serialize, QueryFragment)]
#[serde(rename_all = "camelCase")]
pub struct Organization {
    /// Its id, as `organizationEntry`, `createResource` and the field ORGANIZATION of an entry take it. The same
    /// in every answer, for as long as the 法人 stands in the directory.
    pub id: Id,
    /// Official name with its legal form, as 「社会福祉法人ひなた会」.
    pub name: String,
    /// Reading of the name in kana. Null where the source has none.
    pub kana: Option<String>,
    /// 法人番号 of thirteen digits whose check digit holds. Null where none or a wrong one was
    /// published, and for bodies without a number.
    pub corporate_number: Option<String>,
    /// 代表者: the head of the body, as a provision record must name it. Null where it is not known.
    pub head_of_body: Option<String>,
    /// Registered address in one line as written. Null where it is not known.
    pub address_line: Option<String>,
    /// Phone of the body itself, not of the office. Null where none was published.
    pub phone: Option<Phone>,
    /// FAX of the body itself, not of the office. Null where none was published.
    pub fax: Option<Phone>,
    /// Web address of the body itself. Null where it is not known.
    pub url: Option<String>,
}
