//! Finding the municipality an address text names. Published addresses write 「○○郡」 where the table
//! does not, use another form of a kanji, and name wards that are younger than the table.

use std::collections::HashMap;

use renkei_domain::directory::municipality::{Municipality, MunicipalityCode};

use crate::finding::FindingKind;

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

/// The part of a text that ends before each later 「市」: what may be the city of a ward.
fn cities_before_ward(text: &str) -> impl Iterator<Item = &str> {
    text.match_indices('市')
        .map(|(place, letter)| &text[..place + letter.len()])
        .filter(|city| city.len() < text.len())
}

/// The text without what stands between its prefecture and each 「郡」. Every place of 「郡」 is tried and
/// the result looked up, because 郡山市, 蒲郡市 and 余市郡余市町 are all names.
fn without_county(text: &str) -> impl Iterator<Item = String> {
    /// With 「郡」 itself, as 「東置賜郡」; more stands only where an address repeats itself.
    const LONGEST_COUNTY: usize = 5;
    let prefecture = prefecture_of(text);
    text.match_indices('郡')
        .map(move |(place, letter)| place + letter.len())
        .filter(move |end| {
            text.get(prefecture.len()..*end)
                .is_some_and(|county| (1..=LONGEST_COUNTY).contains(&county.chars().count()))
        })
        .map(move |end| format!("{prefecture}{}", &text[end..]))
}

/// The prefecture at the head of a text, or nothing.
pub(crate) fn prefecture_of(text: &str) -> &str {
    // The four that do not end in 県; of the others 神奈川県, 和歌山県 and 鹿児島県 have four letters.
    for fixed in ["北海道", "東京都", "京都府", "大阪府"] {
        if text.starts_with(fixed) {
            return fixed_part(text, fixed.len());
        }
    }
    let end = text
        .char_indices()
        .take(4)
        .skip(2)
        .find(|(_, letter)| *letter == '県')
        .map_or(0, |(place, letter)| place + letter.len_utf8());
    fixed_part(text, end)
}

fn fixed_part(text: &str, end: usize) -> &str {
    text.get(..end).unwrap_or_default()
}

fn without_spaces(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// One form for each kanji and kana of place names that is written in several.
fn plain(text: &str) -> String {
    text.chars()
        .filter(|c| !matches!(c, '\u{FE00}'..='\u{FE0F}' | '\u{E0100}'..='\u{E01EF}'))
        .map(|c| match c {
            '惠' => '恵',
            '櫻' => '桜',
            '澤' => '沢',
            '﨑' => '崎',
            '髙' => '高',
            '濱' => '浜',
            '邊' | '邉' => '辺',
            '龍' => '竜',
            '廣' => '広',
            '國' => '国',
            '嶋' => '島',
            '萬' => '万',
            '鯵' => '鰺',
            '檜' => '桧',
            '曾' => '曽',
            '祗' => '祇',
            '蘆' => '芦',
            '竈' | '竃' => '釜',
            '檮' => '梼',
            '驒' => '騨',
            '榮' => '栄',
            '會' => '会',
            '縣' => '県',
            '壹' => '壱',
            'ヶ' | 'ケ' | 'ヵ' | 'カ' | 'ｹ' | 'ｶ' => 'が',
            'ノ' | 'ﾉ' | '之' => 'の',
            c => c,
        })
        .collect()
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// A few real municipalities, enough for every rule.
    pub(crate) fn table() -> MunicipalityTable {
        let rows = [
            ("01100", "北海道", "札幌市"),
            ("01101", "北海道", "札幌市中央区"),
            ("01233", "北海道", "伊達市"),
            ("01408", "北海道", "余市町"),
            ("07213", "福島県", "伊達市"),
            ("13206", "東京都", "府中市"),
            ("22130", "静岡県", "浜松市"),
            ("22131", "静岡県", "浜松市中区"),
            ("27207", "大阪府", "高槻市"),
            ("27301", "大阪府", "島本町"),
            ("29401", "奈良県", "高取町"),
            ("34208", "広島県", "府中市"),
            ("40345", "福岡県", "須恵町"),
        ];
        MunicipalityTable::new(
            rows.iter()
                .filter_map(|(code, prefecture, name)| {
                    Some(Municipality {
                        code: MunicipalityCode::parse(code).ok()?,
                        prefecture: (*prefecture).to_owned(),
                        name: (*name).to_owned(),
                        kana: String::new(),
                        point: None,
                    })
                })
                .collect(),
        )
    }

    fn told(matched: MunicipalityMatch) -> (String, &'static str) {
        (
            matched
                .code()
                .map(|code| code.to_string())
                .unwrap_or_default(),
            matched.finding().map_or("exact", |(kind, _)| kind.code()),
        )
    }

    #[test]
    fn the_ways_of_writing_a_municipality() {
        let table = table();
        for (text, code, how) in [
            ("北海道札幌市中央区", "01101", "exact"),
            ("北海道札幌市 中央区", "01101", "exact"),
            ("東京都府中市", "13206", "exact"),
            ("広島県府中市", "34208", "exact"),
            ("大阪府三島郡島本町", "27301", "municipality_county_dropped"),
            ("北海道余市郡余市町", "01408", "municipality_county_dropped"),
            ("奈良県高市郡高取町", "29401", "municipality_county_dropped"),
            ("福岡県糟屋郡須惠町", "40345", "municipality_variant_kanji"),
            ("静岡県浜松市中央区", "22130", "ward_redrawn"),
            ("静岡県浜松市浜名区", "22130", "ward_redrawn"),
            ("高槻市", "27207", "municipality_prefecture_added"),
            ("三島郡島本町", "27301", "municipality_prefecture_added"),
            ("伊達市", "", "municipality_not_found"),
            ("大阪府高槻市中央区", "", "municipality_not_found"),
            ("", "", "municipality_not_found"),
        ] {
            let (found, finding) = told(table.find(text));
            assert_eq!(
                (found.get(..5).unwrap_or_default(), finding),
                (code, how),
                "{text}"
            );
        }
    }

    #[test]
    fn the_head_of_an_address() {
        let table = table();
        for (address, city, rest, how) in [
            (
                "大阪府高槻市城北町１−２",
                "大阪府高槻市",
                "城北町１−２",
                "exact",
            ),
            (
                "北海道札幌市中央区南１条",
                "北海道札幌市中央区",
                "南１条",
                "exact",
            ),
            (
                "大阪府三島郡島本町桜井3",
                "大阪府三島郡島本町",
                "桜井3",
                "municipality_county_dropped",
            ),
            (
                "静岡県浜松市浜名区小松1",
                "静岡県浜松市浜名区",
                "小松1",
                "ward_redrawn",
            ),
            (
                "高槻市 桃園町2-1",
                "高槻市",
                "桃園町2-1",
                "municipality_prefecture_added",
            ),
        ] {
            let head = table.find_prefix(address);
            assert_eq!(
                head.map(|head| (head.city, head.rest, told(head.matched).1)),
                Some((city.to_owned(), rest.to_owned(), how)),
                "{address}"
            );
        }
        assert_eq!(table.find_prefix("どこか遠くの町"), None);
    }
}
