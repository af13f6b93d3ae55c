//! What a search is narrowed to, as it is asked for, and its way into the application's own words.

use async_graphql::{InputObject, Result};
use renkei_app::directory::search::{ReferenceTables, ResourceSearch};
use renkei_domain::directory::filter::{Countrywide, Near, ResourceOrder};
use renkei_domain::directory::kind::{ResourceKind, Sector};
use renkei_domain::directory::municipality::{MunicipalityCode, Point};
use renkei_domain::directory::program::ProgramKind;
use renkei_domain::directory::strength::Topic;

use crate::closed_list::{Word, closed_list};
use crate::failure::bad_filter;
use crate::scalars::{CodeScalar, DateScalar, DateTimeScalar};

closed_list!(
    ResourceOrder,
    "ResourceOrder",
    "The order of a search. It is total: of two entries one always comes first. An entry that is changed between two pages may move.",
    |order| match order {
        ResourceOrder::Relevance =>
            "first whose name is `text`, then whose name begins with it, holds it, whose reading holds \
             it, then the rest. Among equals the nearest to the middle of `near`, or of the municipality where \
             `municipalityCodes` names one alone, comes first, without either the one whose facts were entered \
             or changed first. Without `text` it is DISTANCE, without `near` as well it is NAME",
        ResourceOrder::Name => "by reading in the order of kana, by name where no reading is known",
        ResourceOrder::Distance =>
            "the nearest to the middle of `near` first. Without `near` it is RELEVANCE",
    }
);

/// The most characters of `text`.
const TEXT_LIMIT: usize = 10_000;

/// What a search is narrowed to. Every part that is given must hold, inside a list any value may. A
/// part that is left out, null or an empty list narrows nothing. Lists take at most 250 values: a
/// longer one refuses the whole call with code `INPUT_LIMIT`. What else cannot be used is an error with
/// code `BAD_FILTER` whose `extensions.field` names the part.
#[derive(Debug, Default, InputObject)]
#[graphql(name = "ResourceFilter")]
pub(crate) struct FilterInput {
    /// Words that must all be found, as a person types them: parts of names, readings and addresses,
    /// nicknames (「就ポツ」), phone and office numbers. One kanji is enough. Width, case, kana, long vowels
    /// and variants of kanji do not matter; signs mean nothing. Of a longer text the first 100
    /// characters are looked at, and in them the first 8 words; over 10,000 characters are `BAD_FILTER`.
    text: Option<String>,
    /// Only entries of one of these kinds. Null and an empty list: of any.
    kinds: Option<Vec<Word<ResourceKind>>>,
    /// Only entries whose kind stands in one of these sectors. Null and an empty list: in any.
    sectors: Option<Vec<Word<Sector>>>,
    /// Only who serves one of these municipalities (担当する) or, where no area is declared, stands
    /// there (所在する). A city stands for its wards, and what serves the whole city serves its wards.
    municipality_codes: Option<Vec<CodeScalar>>,
    /// Only what stands inside a circle.
    near: Option<NearInput>,
    /// Only what is stated to be open at this instant. Unknown hours are not open.
    open_at: Option<DateTimeScalar>,
    /// Only who says that it runs one of these programs. Null and an empty list: anybody.
    programs: Option<Vec<Word<ProgramKind>>>,
    /// Only who says of itself that it is good at one of these.
    good_at: Option<Vec<Word<Topic>>>,
    /// True: only who said that it has a free place. The last statement counts, whatever its age:
    /// `Capacity.asOf` has its day. False narrows nothing.
    has_capacity: Option<bool>,
    /// Only where some part was confirmed on this day or later.
    verified_since: Option<DateScalar>,
}

/// A circle on the map. The table of municipalities gives points to begin with.
#[derive(Debug, Clone, Copy, InputObject)]
#[graphql(name = "NearInput")]
pub(crate) struct NearInput {
    /// Degrees north of the middle (WGS 84), inside Japan.
    latitude: f64,
    /// Degrees east of the middle (WGS 84), inside Japan.
    longitude: f64,
    /// Radius in kilometres, more than 0 and at most 50.
    within_km: f64,
}

impl FilterInput {
    /// The search that is asked for.
    ///
    /// # Errors
    /// Names the part that cannot be used.
    pub(crate) fn into_search(
        self,
        order: ResourceOrder,
        reference: &ReferenceTables,
    ) -> Result<ResourceSearch> {
        let text = self.text.unwrap_or_default();
        // Bytes first: characters need not be counted in what cannot have too many.
        if text.len() > TEXT_LIMIT && text.chars().count() > TEXT_LIMIT {
            return Err(bad_filter(
                "text",
                format!("`text` takes at most {TEXT_LIMIT} characters."),
            ));
        }
        Ok(ResourceSearch {
            text,
            kinds: plain(self.kinds),
            sectors: plain(self.sectors),
            municipalities: known(self.municipality_codes, reference)?,
            near: self.near.map(NearInput::circle).transpose()?,
            open_at: self.open_at.map(|at| at.0),
            programs: plain(self.programs),
            good_at: plain(self.good_at),
            has_capacity: self.has_capacity.unwrap_or(false),
            countrywide: Countrywide::AsOthers,
            verified_since: self.verified_since.map(|day| day.0),
            order,
        })
    }
}

impl NearInput {
    fn circle(self) -> Result<Near> {
        let middle = Point::in_japan(self.latitude, self.longitude).ok_or_else(|| {
            bad_filter(
                "near",
                "The middle of `near` lies outside Japan: latitude 20 to 46.5, longitude 122 to 154.5.",
            )
        })?;
        Near::new(middle, self.within_km).ok_or_else(|| {
            let most = Near::MOST_KM;
            bad_filter(
                "near.withinKm",
                format!("`withinKm` must be more than 0 and at most {most}."),
            )
        })
    }
}

/// The values of a list. The guard has refused a call with one that is too long.
pub(super) fn plain<T>(list: Option<Vec<Word<T>>>) -> Vec<T> {
    let words = list.unwrap_or_default().into_iter();
    words.map(|word| word.0).collect()
}

/// Codes that are in the table.
pub(super) fn known(
    codes: Option<Vec<CodeScalar>>,
    reference: &ReferenceTables,
) -> Result<Vec<MunicipalityCode>> {
    let codes = codes.unwrap_or_default();
    let in_table = |code: CodeScalar| match reference.municipalities.by_code(code.0) {
        Some(_) => Ok(code.0),
        None => Err(bad_filter(
            "municipalityCodes",
            format!("There is no municipality {} in the table.", code.0),
        )),
    };
    codes.into_iter().map(in_table).collect()
}

#[cfg(test)]
mod tests {
    use renkei_domain::directory::hours::HolidayTable;
    use renkei_domain::directory::municipality::{Municipalities, Municipality};

    use super::*;

    fn tables() -> ReferenceTables {
        let takatsuki = Municipality {
            code: code("272078"),
            prefecture: "大阪府".to_owned(),
            name: "高槻市".to_owned(),
            kana: "たかつきし".to_owned(),
            point: None,
        };
        ReferenceTables {
            municipalities: Municipalities::new(vec![takatsuki]),
            holidays: HolidayTable::default(),
        }
    }

    fn code(text: &str) -> MunicipalityCode {
        MunicipalityCode::parse(text).expect("a code")
    }

    fn circle(latitude: f64, longitude: f64, within_km: f64) -> FilterInput {
        let near = Some(NearInput {
            latitude,
            longitude,
            within_km,
        });
        FilterInput {
            near,
            ..FilterInput::default()
        }
    }

    /// The part that an answer complains about.
    fn complaint(filter: FilterInput) -> Option<String> {
        let error = filter
            .into_search(ResourceOrder::Relevance, &tables())
            .err()?;
        let field = error.extensions?.get("field")?.clone();
        field.into_json().ok()?.as_str().map(str::to_owned)
    }

    #[test]
    fn a_part_that_cannot_be_used_is_named() {
        let texts = |length: usize| FilterInput {
            text: Some("看".repeat(length)),
            ..FilterInput::default()
        };
        let places = |number: &str| FilterInput {
            municipality_codes: Some(vec![CodeScalar(code(number))]),
            ..FilterInput::default()
        };
        for (filter, expected) in [
            (FilterInput::default(), None),
            (texts(10_000), None),
            (texts(10_001), Some("text")),
            (places("272078"), None),
            (places("011002"), Some("municipalityCodes")),
            (circle(34.85, 135.62, 50.0), None),
            (circle(0.0, 0.0, 5.0), Some("near")),
            (circle(34.85, 135.62, 0.0), Some("near.withinKm")),
            (circle(34.85, 135.62, 50.1), Some("near.withinKm")),
            (circle(34.85, 135.62, f64::NAN), Some("near.withinKm")),
        ] {
            assert_eq!(complaint(filter).as_deref(), expected);
        }
    }
}
