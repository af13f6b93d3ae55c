//! What a search is narrowed to.

use chrono::{DateTime, NaiveDate, Utc};
use cynic::{Enum, InputObject};

use super::kinds::{ResourceKind, Sector};
use super::scalars::MunicipalityCode;
use super::topics::{ProgramKind, Topic};
use crate::schema;

/// What a search is narrowed to. Every part that is given must hold, inside a list any value may. A
/// part that is left out, null or an empty list narrows nothing. Lists take at most 250 values: a
/// longer one refuses the whole call with code `INPUT_LIMIT`. What else cannot be used is an error with
/// code `BAD_FILTER` whose `extensions.field` names the part.
#[derive(Debug, Clone, Default, PartialEq, InputObject)]
pub struct ResourceFilter {
    /// Words that must all be found, as a person types them: parts of names, readings and addresses,
    /// nicknames (「就ポツ」), phone and office numbers. One kanji is enough. Width, case, kana, long vowels
    /// and variants of kanji do not matter; signs mean nothing. Of a longer text the first 100
    /// characters are looked at, and in them the first 8 words; over 10,000 characters are `BAD_FILTER`.
    pub text: Option<String>,
    /// Only entries of one of these kinds. Null and an empty list: of any.
    pub kinds: Option<Vec<ResourceKind>>,
    /// Only entries whose kind stands in one of these sectors. Null and an empty list: in any.
    pub sectors: Option<Vec<Sector>>,
    /// Only who serves one of these municipalities (担当する) or, where no area is declared, stands
    /// there (所在する). A city stands for its wards, and what serves the whole city serves its wards.
    pub municipality_codes: Option<Vec<MunicipalityCode>>,
    /// Only what stands inside a circle.
    pub near: Option<NearInput>,
    /// Only what is stated to be open at this instant. Unknown hours are not open.
    pub open_at: Option<DateTime<Utc>>,
    /// Only who says that it runs one of these programs. Null and an empty list: anybody.
    pub programs: Option<Vec<ProgramKind>>,
    /// Only who says of itself that it is good at one of these.
    pub good_at: Option<Vec<Topic>>,
    /// True: only who said that it has a free place. The last statement counts, whatever its age:
    /// `Capacity.asOf` has its day. False narrows nothing.
    pub has_capacity: Option<bool>,
    /// Only where some part was confirmed on this day or later.
    pub verified_since: Option<NaiveDate>,
}

/// A circle on the map. The table of municipalities gives points to begin with.
#[derive(Debug, Clone, Copy, PartialEq, InputObject)]
pub struct NearInput {
    /// Degrees north of the middle (WGS 84), inside Japan.
    pub latitude: f64,
    /// Degrees east of the middle (WGS 84), inside Japan.
    pub longitude: f64,
    /// Radius in kilometres, more than 0 and at most 50.
    pub within_km: f64,
}

/// The order of a search. It is total: of two entries one always comes first. An entry that is changed between two pages may move.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Enum)]
#[cynic(non_exhaustive)]
pub enum ResourceOrder {
    /// ことばに合う順: first whose name is `text`, then whose name begins with it, holds it, whose reading holds it, then the rest. Among equals the nearest to the middle of `near`, or of the municipality where `municipalityCodes` names one alone, comes first, without either the one whose facts were entered or changed first. Without `text` it is DISTANCE, without `near` as well it is NAME
    Relevance,
    /// よみの順: by reading in the order of kana, by name where no reading is known
    Name,
    /// 近い順: the nearest to the middle of `near` first. Without `near` it is RELEVANCE
    Distance,
    /// A word that came to the schema after this version.
    #[cynic(fallback)]
    Unknown(String),
}
