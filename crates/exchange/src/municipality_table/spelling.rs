//! How municipality names are spelt: counties, prefectures, forms of kanji.

/// The part of a text that ends before each later 「市」: what may be the city of a ward.
pub(super) fn cities_before_ward(text: &str) -> impl Iterator<Item = &str> {
    text.match_indices('市')
        .map(|(place, letter)| &text[..place + letter.len()])
        .filter(|city| city.len() < text.len())
}

/// The text without what stands between its prefecture and each 「郡」. Every place of 「郡」 is tried and
/// the result looked up, because 郡山市, 蒲郡市 and 余市郡余市町 are all names.
pub(super) fn without_county(text: &str) -> impl Iterator<Item = String> {
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

pub(super) fn without_spaces(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// One form for each kanji and kana of place names that is written in several.
pub(super) fn plain(text: &str) -> String {
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
