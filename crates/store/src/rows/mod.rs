//! One module a table, each a plain struct of its columns. No relation is declared: a finder joins by
//! hand, with a scope, so that nobody walks from a row to somebody else's. Rows of a profile are also
//! read from JSON whose keys are their columns; the resource stands beside it, as in the change log.

/// What sea-orm asks of an entity beside its columns.
macro_rules! plain_entity {
    () => {
        #[derive(Copy, Clone, Debug, EnumIter)]
        pub(crate) enum Relation {}

        impl RelationTrait for Relation {
            fn def(&self) -> RelationDef {
                match *self {}
            }
        }

        impl ActiveModelBehavior for ActiveModel {}
    };
}
use plain_entity;

use serde::{Deserialize as _, Deserializer};

/// Reads bytes, which stand in JSON as hexadecimal digits.
fn from_digits<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<u8>, D::Error> {
    use serde::de::Error as _;
    let digits = String::deserialize(from)?;
    let byte = |place: usize| {
        let pair = digits.get(2 * place..2 * place + 2)?;
        u8::from_str_radix(pair, 16).ok()
    };
    let bytes: Option<Vec<u8>> = (0..digits.len().div_ceil(2)).map(byte).collect();
    bytes.ok_or_else(|| D::Error::custom("bytes that are no hexadecimal digits"))
}

pub(crate) mod act;
pub(crate) mod change;
pub(crate) mod code_sheet;
pub(crate) mod contact_person;
pub(crate) mod contact_rule;
pub(crate) mod contact_way;
pub(crate) mod correction;
pub(crate) mod hours;
pub(crate) mod hours_rule;
pub(crate) mod import_conflict;
pub(crate) mod import_run;
pub(crate) mod municipality;
pub(crate) mod network;
pub(crate) mod network_municipality;
pub(crate) mod network_secretariat;
pub(crate) mod notice;
pub(crate) mod organization;
pub(crate) mod organization_facts;
pub(crate) mod program;
pub(crate) mod program_pattern;
pub(crate) mod public_holiday;
pub(crate) mod resource;
pub(crate) mod resource_facts;
pub(crate) mod resource_profile;
pub(crate) mod resource_word;
pub(crate) mod service_area;
pub(crate) mod source_record;
pub(crate) mod strength;
pub(crate) mod undecided_row;
pub(crate) mod verification;
