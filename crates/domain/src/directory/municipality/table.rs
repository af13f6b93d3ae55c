//! The whole table of municipalities: looked up by code and by name, and from a city to its wards.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::{Municipality, MunicipalityCode};

/// Every municipality and ward of the reference table, in the order of codes.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Municipalities {
    entries: Vec<Municipality>,
    /// The wards of each city that has some.
    wards: BTreeMap<MunicipalityCode, Vec<MunicipalityCode>>,
    /// The city of each ward.
    cities: BTreeMap<MunicipalityCode, MunicipalityCode>,
}

impl Municipalities {
    /// Takes the entries in any order; of several with one code the first stays.
    #[must_use]
    pub fn new(mut entries: Vec<Municipality>) -> Self {
        entries.sort_by_key(|entry| entry.code);
        entries.dedup_by_key(|entry| entry.code);
        let mut table = Self {
            entries,
            ..Self::default()
        };
        table.tie_wards();
        table
    }

    /// Codes do not say to which city a ward belongs (静岡 and 浜松 share their hundreds), names do:
    /// 「札幌市中央区」 begins with the name of its city.
    fn tie_wards(&mut self) {
        let entries = self.entries.iter();
        let cities: HashMap<(&str, &str), MunicipalityCode> = entries
            .filter(|entry| entry.name.ends_with('市'))
            .map(|entry| ((entry.prefecture.as_str(), entry.name.as_str()), entry.code))
            .collect();
        for ward in self
            .entries
            .iter()
            .filter(|entry| entry.name.ends_with('区'))
        {
            let ends = ward.name.match_indices('市');
            let names = ends.filter_map(|(at, sign)| ward.name.get(..at + sign.len()));
            for name in names {
                if let Some(city) = cities.get(&(ward.prefecture.as_str(), name)) {
                    self.wards.entry(*city).or_default().push(ward.code);
                    self.cities.entry(ward.code).or_insert(*city);
                }
            }
        }
    }

    /// Every entry, in the order of codes.
    #[must_use]
    pub fn all(&self) -> &[Municipality] {
        &self.entries
    }

    /// The entry with a code.
    #[must_use]
    pub fn by_code(&self, code: MunicipalityCode) -> Option<&Municipality> {
        let place = self
            .entries
            .binary_search_by_key(&code, |entry| entry.code)
            .ok()?;
        self.entries.get(place)
    }

    /// The entries whose name or reading begins with a text, in the order of codes: a city comes
    /// before its wards.
    #[must_use]
    pub fn named(&self, text: &str) -> Vec<&Municipality> {
        self.entries
            .iter()
            .filter(|entry| entry.name.starts_with(text) || entry.kana.starts_with(text))
            .collect()
    }

    /// A city with its wards, which together are what people mean by its name. Anything else, a ward
    /// too, stands for itself alone.
    #[must_use]
    pub fn family(&self, code: MunicipalityCode) -> Vec<MunicipalityCode> {
        let mut family = vec![code];
        family.extend(self.wards.get(&code).into_iter().flatten());
        family
    }

    /// All that several municipalities stand for: each with its wards.
    #[must_use]
    pub fn families(&self, codes: &[MunicipalityCode]) -> BTreeSet<MunicipalityCode> {
        codes.iter().flat_map(|code| self.family(*code)).collect()
    }

    /// Every place whose declared service reaches this one or a part of it, and as well every place that
    /// a service declared for this one reaches: the place, its wards and its city.
    #[must_use]
    pub fn served_with(&self, code: MunicipalityCode) -> Vec<MunicipalityCode> {
        let mut places = self.family(code);
        places.extend(self.city_of(code));
        places
    }

    /// The city of a ward. The special wards of Tokyo have none: they are municipalities themselves.
    #[must_use]
    pub fn city_of(&self, code: MunicipalityCode) -> Option<MunicipalityCode> {
        self.cities.get(&code).copied()
    }
}

impl FromIterator<Municipality> for Municipalities {
    fn from_iter<T: IntoIterator<Item = Municipality>>(entries: T) -> Self {
        Self::new(entries.into_iter().collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table() -> Municipalities {
        [
            ("27128", "大阪府", "大阪市中央区", "おおさかしちゅうおうく"),
            ("27100", "大阪府", "大阪市", "おおさかし"),
            ("27127", "大阪府", "大阪市北区", "おおさかしきたく"),
            ("27227", "大阪府", "東大阪市", "ひがしおおさかし"),
            ("27378", "大阪府", "大阪町", "おおさかちょう"),
            ("13110", "東京都", "目黒区", "めぐろく"),
            ("13206", "東京都", "府中市", "ふちゅうし"),
            ("34208", "広島県", "府中市", "ふちゅうし"),
            ("34302", "広島県", "府中町", "ふちゅうちょう"),
            ("24202", "三重県", "四日市市", "よっかいちし"),
        ]
        .into_iter()
        .map(|(code, prefecture, name, kana)| Municipality {
            code: coded(code),
            prefecture: prefecture.to_owned(),
            name: name.to_owned(),
            kana: kana.to_owned(),
            point: None,
        })
        .collect()
    }

    fn coded(five: &str) -> MunicipalityCode {
        MunicipalityCode::parse(five).expect("five digits")
    }

    fn names<'t>(entries: impl IntoIterator<Item = &'t Municipality>) -> Vec<&'t str> {
        let names = entries.into_iter().map(|entry| entry.name.as_str());
        names.collect()
    }

    #[test]
    fn entries_stand_in_the_order_of_codes_and_each_is_found_by_its_own() {
        let table = table();
        assert!(table.all().is_sorted_by_key(|entry| entry.code));
        for entry in table.all() {
            assert_eq!(table.by_code(entry.code), Some(entry));
        }
        assert_eq!(table.by_code(coded("01100")), None);
        assert_eq!(Municipalities::default().by_code(coded("27100")), None);
    }

    #[test]
    fn a_name_finds_what_begins_with_it_the_city_before_its_wards() {
        let table = table();
        let cases: [(&str, &[&str]); 6] = [
            ("大阪市", &["大阪市", "大阪市北区", "大阪市中央区"]),
            ("大阪", &["大阪市", "大阪市北区", "大阪市中央区", "大阪町"]),
            ("おおさかしき", &["大阪市北区"]),
            ("府中", &["府中市", "府中市", "府中町"]),
            // No sign is a pattern here.
            ("大阪%", &[]),
            ("_", &[]),
        ];
        for (text, expected) in cases {
            assert_eq!(names(table.named(text)), expected, "{text}");
        }
    }

    #[test]
    fn a_city_stands_for_its_wards_and_a_ward_knows_its_city() {
        let table = table();
        let [city, north, central] = ["27100", "27127", "27128"].map(coded);
        assert_eq!(table.family(city), [city, north, central]);
        for ward in [north, central] {
            assert_eq!(table.family(ward), [ward]);
            assert_eq!(table.city_of(ward), Some(city));
        }
        for alone in [
            "13110", "13206", "34208", "34302", "27227", "27378", "24202", "01100",
        ] {
            assert_eq!(table.family(coded(alone)), [coded(alone)], "{alone}");
            assert_eq!(table.city_of(coded(alone)), None, "{alone}");
        }
        assert_eq!(table.city_of(city), None);
        let takatsuki = coded("27207");
        let all = table.families(&[takatsuki, city, north]);
        assert_eq!(all, [city, north, central, takatsuki].into());
        assert!(table.families(&[]).is_empty());
    }
}
