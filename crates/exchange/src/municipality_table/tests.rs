//! A few real municipalities, and every way of writing them.

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
