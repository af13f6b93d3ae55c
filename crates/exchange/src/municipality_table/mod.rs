//! Finding the municipality an address text names. Published addresses write 「○○郡」 where the table
//! does not, use another form of a kanji, and name wards that are younger than the table.

mod spelling;

use std::collections::HashMap;

use renkei_domain::directory::municipality::{Municipality, MunicipalityCode};

use crate::finding::FindingKind;

pub(crate) use spelling::prefecture_of;
use spelling::{cities_before_ward, plain, without_county, without_spaces};

/// How a text was matched.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MunicipalityMatch {
    /// Letter by letter, spaces aside.
    Exact(MunicipalityCode),
    /// After dropping 「○○郡」.
    CountyDropped(MunicipalityCode),
    /// After reading one form of a kanji for another (須惠町 for 須恵町).
    VariantKanji(MunicipalityCode),
    /// Without a prefecture, by a name that stands only once in Japan.
    PrefectureAdded(MunicipalityCode),
    /// A ward the table does not know; its city is taken.
    WardRedrawn(MunicipalityCode),
    /// Nothing fits.
    NotFound,
}

impl MunicipalityMatch {
    /// The code, where one was found.
    #[must_use]
    pub const fn code(self) -> Option<MunicipalityCode> {
        match self {
            Self::Exact(code)
            | Self::CountyDropped(code)
            | Self::VariantKanji(code)
            | Self::PrefectureAdded(code)
            | Self::WardRedrawn(code) => Some(code),
            Self::NotFound => None,
        }
    }

    /// What is to be reported, and what was done; nothing for an exact match.
    #[must_use]
    pub const fn finding(self) -> Option<(FindingKind, &'static str)> {
        match self {
            Self::Exact(_) => None,
            Self::CountyDropped(_) => Some((
                FindingKind::MunicipalityCountyDropped,
                "郡を除いた名前で一致させ、表記はそのまま残した",
            )),
            Self::VariantKanji(_) => Some((
                FindingKind::MunicipalityVariantKanji,
                "異体字を読みかえて一致させ、表記はそのまま残した",
            )),
            Self::PrefectureAdded(_) => Some((
                FindingKind::MunicipalityPrefectureAdded,
                "全国に一つの名前なので都道府県を補って一致させた",
            )),
            Self::WardRedrawn(_) => Some((
                FindingKind::WardRedrawn,
                "一覧にない区のため、市に一致させた",
            )),
            Self::NotFound => Some((
                FindingKind::MunicipalityNotFound,
                "市区町村なしで取り込んだ",
            )),
        }
    }
}

/// The head of an address that names a municipality, and what follows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AddressHead {
    /// How the head was matched.
    pub matched: MunicipalityMatch,
    /// The head as written.
    pub city: String,
    /// What follows.
    pub rest: String,
}

impl AddressHead {
    /// Puts the building behind the rest, where the rest does not end with it already.
    pub(crate) fn add_building(&mut self, building: &str) {
        if building.is_empty() || self.rest.ends_with(building) {
            return;
        }
        if !self.rest.is_empty() {
            self.rest.push(' ');
        }
        self.rest.push_str(building);
    }
}

/// The reference table, indexed by every way in which a name is looked up.
#[derive(Debug, Clone)]
pub struct MunicipalityTable {
    municipalities: Vec<Municipality>,
    by_code: HashMap<MunicipalityCode, usize>,
    by_full_name: HashMap<String, usize>,
    by_plain_name: HashMap<String, usize>,
    /// `None` where several municipalities bear the name.
    by_short_name: HashMap<String, Option<usize>>,
    with_wards: Vec<bool>,
}

impl MunicipalityTable {
    /// Builds the indexes.
    #[must_use]
    pub fn new(municipalities: Vec<Municipality>) -> Self {
        let mut table = Self {
            by_code: HashMap::with_capacity(municipalities.len()),
            by_full_name: HashMap::with_capacity(municipalities.len()),
            by_plain_name: HashMap::with_capacity(municipalities.len()),
            by_short_name: HashMap::with_capacity(municipalities.len()),
            with_wards: vec![false; municipalities.len()],
            municipalities,
        };
        for (place, municipality) in table.municipalities.iter().enumerate() {
            let full = without_spaces(&format!("{}{}", municipality.prefecture, municipality.name));
            table.by_code.insert(municipality.code, place);
            table.by_plain_name.insert(plain(&full), place);
            table
                .by_short_name
                .entry(without_spaces(&municipality.name))
                .and_modify(|only| *only = None)
                .or_insert(Some(place));
            // 「中央区」 alone is no place: wards of ten cities bear the name, and one of Tokyo.
            if let Some((_, ward)) = municipality.name.split_once('市')
                && ward.ends_with('区')
            {
                table.by_short_name.insert(without_spaces(ward), None);
            }
            table.by_full_name.insert(full, place);
        }
        for municipality in &table.municipalities {
            let full = without_spaces(&format!("{}{}", municipality.prefecture, municipality.name));
            if full.ends_with('区')
                && let Some(city) =
                    cities_before_ward(&full).find_map(|city| table.by_full_name.get(city).copied())
            {
                table.with_wards[city] = true;
            }
        }
        table
    }

    /// The municipality with this code.
    #[must_use]
    pub fn get(&self, code: MunicipalityCode) -> Option<&Municipality> {
        self.by_code
            .get(&code)
            .and_then(|place| self.municipalities.get(*place))
    }

    /// Every municipality of the table.
    #[must_use]
    pub fn municipalities(&self) -> &[Municipality] {
        &self.municipalities
    }

    /// Finds a text that is a municipality and nothing else, as 「大阪府三島郡島本町」.
    #[must_use]
    pub fn find(&self, text: &str) -> MunicipalityMatch {
        let text = without_spaces(text);
        let found = self.find_whole(&text);
        if found != MunicipalityMatch::NotFound {
            return found;
        }
        if text.ends_with('区') {
            let city = cities_before_ward(&text).find_map(|city| {
                let place = self.whole_place(city)?;
                self.with_wards[place].then(|| self.code_at(place))
            });
            if let Some(code) = city {
                return MunicipalityMatch::WardRedrawn(code);
            }
        }
        MunicipalityMatch::NotFound
    }

    /// Finds the municipality at the head of a whole address.
    #[must_use]
    pub fn find_prefix(&self, address: &str) -> Option<AddressHead> {
        /// The longest municipality name with prefecture and county stays well below this.
        const LONGEST: usize = 24;
        let address = address.trim();
        let ends: Vec<usize> = address
            .char_indices()
            .take(LONGEST)
            .filter(|(_, letter)| matches!(letter, '市' | '区' | '町' | '村'))
            .map(|(place, letter)| place + letter.len_utf8())
            .collect();
        let (end, matched) = ends.iter().rev().find_map(|end| {
            let matched = self.find_whole(&without_spaces(&address[..*end]));
            (matched != MunicipalityMatch::NotFound).then_some((*end, matched))
        })?;
        let (end, matched) = self.with_new_ward(address, &ends, end, matched);
        Some(AddressHead {
            matched,
            city: address[..end].trim().to_owned(),
            rest: address[end..].trim().to_owned(),
        })
    }

    /// A city that has wards, followed by a ward that is not in the table.
    fn with_new_ward(
        &self,
        address: &str,
        ends: &[usize],
        end: usize,
        matched: MunicipalityMatch,
    ) -> (usize, MunicipalityMatch) {
        /// 「保土ケ谷区」 is the longest ward.
        const LONGEST_WARD: usize = 6;
        let has_wards = matched
            .code()
            .and_then(|code| self.by_code.get(&code))
            .is_some_and(|place| self.with_wards[*place]);
        let ward_end = ends
            .iter()
            .find(|ward| **ward > end && address[..**ward].ends_with('区'))
            .filter(|ward| address[end..**ward].chars().count() <= LONGEST_WARD);
        match (has_wards, ward_end, matched.code()) {
            (true, Some(ward_end), Some(code)) => (*ward_end, MunicipalityMatch::WardRedrawn(code)),
            _ => (end, matched),
        }
    }

    fn find_whole(&self, text: &str) -> MunicipalityMatch {
        if let Some(place) = self.by_full_name.get(text) {
            return MunicipalityMatch::Exact(self.code_at(*place));
        }
        let no_county = |text: &str, names: &HashMap<String, usize>| {
            without_county(text).find_map(|shorter| names.get(&shorter).copied())
        };
        if let Some(place) = no_county(text, &self.by_full_name) {
            return MunicipalityMatch::CountyDropped(self.code_at(place));
        }
        let plain = plain(text);
        if let Some(place) = self
            .by_plain_name
            .get(&plain)
            .copied()
            .or_else(|| no_county(&plain, &self.by_plain_name))
        {
            return MunicipalityMatch::VariantKanji(self.code_at(place));
        }
        let short = std::iter::once(text.to_owned()).chain(without_county(text));
        for name in short {
            if let Some(Some(place)) = self.by_short_name.get(&name) {
                return MunicipalityMatch::PrefectureAdded(self.code_at(*place));
            }
        }
        MunicipalityMatch::NotFound
    }

    fn whole_place(&self, text: &str) -> Option<usize> {
        self.find_whole(text)
            .code()
            .and_then(|code| self.by_code.get(&code).copied())
    }

    fn code_at(&self, place: usize) -> MunicipalityCode {
        self.municipalities[place].code
    }
}

#[cfg(test)]
pub(crate) mod tests;
