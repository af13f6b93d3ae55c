//! One row per defect, all invented.

use renkei_domain::directory::address::Precision;
use renkei_domain::directory::phone::Confirmation;

use super::*;
use crate::municipality_table::tests::table;

fn cell(text: &str) -> Cell<'_> {
    Cell::fixed("欄", text)
}

fn codes(notes: Notebook) -> String {
    crate::finding::tests::codes(&notes.into_findings())
}

#[test]
fn names() {
    for (raw, kept, found) in [
        ("社会福祉法人　あおば", "社会福祉法人　あおば", ""),
        ("あおば  ワーク", "あおば ワーク", ""),
        ("あおば　　ワーク", "あおば　ワーク", ""),
        ("あおば\t\t", "あおば", "whitespace_trimmed"),
        (" あおば", "あおば", "whitespace_trimmed"),
        ("あお\u{FFFD}ば", "あお\u{FFFD}ば", "replacement_character"),
        ("あお\u{0}ば", "", "text_refused"),
        ("　", "", ""),
    ] {
        let mut notes = Notebook::new(2);
        let line = notes.line(cell(raw));
        assert_eq!(
            line.map(|line| line.to_string()).unwrap_or_default(),
            kept,
            "{raw:?}"
        );
        assert_eq!(codes(notes), found, "{raw:?}");
    }
}

#[test]
fn lost_letters_are_shown_by_the_other_form() {
    for (name, kana, shown, reading) in [
        ("あおば", "あお\u{FFFD}", "あおば", None),
        ("青\u{FFFD}", "あおば", "あおば", Some("あおば")),
        ("青\u{FFFD}", "あお\u{FFFD}", "青\u{FFFD}", None),
        ("青\u{FFFD}", "", "青\u{FFFD}", None),
    ] {
        let mut notes = Notebook::new(2);
        let kept = notes.name(cell(name), Some(cell(kana)));
        assert_eq!(
            kept.as_ref().map(Line::as_str),
            Some(shown),
            "{name} {kana}"
        );
        let kept = notes.kana(cell(kana));
        assert_eq!(kept.as_ref().map(Line::as_str), reading, "{name} {kana}");
        let lost = [name, kana].into_iter().filter(|text| text.contains(LOST));
        let told: Vec<String> = notes.into_findings().into_iter().map(|f| f.raw).collect();
        assert!(lost.eq(told.iter().map(String::as_str)), "{told:?}");
    }
}

#[test]
fn ways_of_writing_are_counted_once_per_row() {
    let mut notes = Notebook::new(2);
    notes.forms(&[
        cell("う゛ぃれっじ"),
        cell("１丁目２−３"),
        cell("４番ﾋﾞﾙ"),
        cell("ワーク"),
    ]);
    assert_eq!(
        codes(notes),
        "kana_variant digits_full_width hyphen_variant kana_half_width"
    );
}

#[test]
fn numbers() {
    for (raw, dials, found) in [
        ("072-000-0001", Some("0720000001"), ""),
        ("0720000001", Some("0720000001"), "phone_normalised"),
        ("000-0001", None, "phone_unparsable"),
        ("なし", None, "phone_unparsable"),
    ] {
        let mut notes = Notebook::new(2);
        let phone = notes.phone(cell(raw));
        assert_eq!(
            phone.and_then(|phone| phone.dial()).as_deref(),
            dials,
            "{raw}"
        );
        assert_eq!(codes(notes), found, "{raw}");
    }
    let mut notes = Notebook::new(2);
    let phone = notes.phone(cell("072-000-0001"));
    let fax = notes.fax(cell("072(000)0001"), phone.as_slice());
    assert_eq!(
        fax.map(|fax| fax.confirmation),
        Some(Confirmation::Unconfirmed)
    );
    assert_eq!(codes(notes), "phone_normalised fax_equals_phone");

    for (raw, valid, found) in [
        ("9430001076731", true, ""),
        ("9430001076731   ", true, "whitespace_trimmed"),
        ("8430001076731", false, "corporate_number_invalid"),
        (
            "943000107673 ",
            false,
            "whitespace_trimmed corporate_number_invalid",
        ),
        ("", false, "corporate_number_missing"),
    ] {
        let mut notes = Notebook::new(2);
        assert_eq!(notes.corporate_number(cell(raw)).is_some(), valid, "{raw}");
        assert_eq!(codes(notes), found, "{raw}");
    }
    for (raw, size, found) in [
        ("20", Some(20), ""),
        ("２０名", Some(20), ""),
        ("", None, "capacity_missing"),
        ("0", None, "capacity_unreadable"),
        ("若干", None, "capacity_unreadable"),
    ] {
        let mut notes = Notebook::new(2);
        assert_eq!(notes.capacity(cell(raw)), size, "{raw}");
        assert_eq!(codes(notes), found, "{raw}");
    }
}

#[test]
fn web_addresses() {
    for (raw, kept, found) in [
        ("https://aoba.example/", "https://aoba.example/", ""),
        (
            "https://aoba.example/\t\t\thttps://aoba.example/\t\t",
            "https://aoba.example/",
            "url_repeated",
        ),
        (
            "https://aoba.example/?page=2&fbclid=abc&utm_source=x#top",
            "https://aoba.example/?page=2#top",
            "url_tracking_dropped",
        ),
        (
            "https://aoba.example/?fbclid=abc",
            "https://aoba.example/",
            "url_tracking_dropped",
        ),
        (
            "https:// aoba.example/",
            "https://aoba.example/",
            "whitespace_trimmed",
        ),
        (
            "http://青葉.example　青葉.test",
            "http://青葉.example",
            "url_repeated",
        ),
        (
            "aoba.example/top",
            "http://aoba.example/top",
            "url_scheme_added",
        ),
        (
            "https://a.example/?u=https://b.example",
            "https://a.example/?u=https://b.example",
            "",
        ),
        ("javascript:alert(1)", "", "url_unreadable"),
        ("なし", "", "url_unreadable"),
    ] {
        let mut notes = Notebook::new(2);
        let url = notes.url(cell(raw));
        assert_eq!(
            url.map(|url| url.to_string()).unwrap_or_default(),
            kept,
            "{raw}"
        );
        assert_eq!(codes(notes), found, "{raw}");
    }
}

#[test]
fn places() {
    let table = table();
    for (city, rest, whole, found) in [
        ("大阪府高槻市", "桃園町2-1", "大阪府高槻市桃園町2-1", ""),
        (
            "大阪府高槻市",
            "大阪府高槻市桃園町2-1",
            "大阪府高槻市桃園町2-1",
            "address_repeated",
        ),
        (
            "大阪府高槻市",
            "高槻市",
            "大阪府高槻市",
            "address_without_number address_repeated",
        ),
        (
            "大阪府高槻市",
            "桃園町２－１大阪府高槻市桃園町2-1　2階",
            "大阪府高槻市桃園町2-1　2階",
            "address_repeated",
        ),
        (
            "大阪府高槻市",
            "桃園町2-1高槻市桃園町2-1",
            "大阪府高槻市桃園町2-1",
            "address_repeated",
        ),
        (
            "大阪府高槻市",
            "桃園町2大阪府高槻市桃園町21",
            "大阪府高槻市桃園町2大阪府高槻市桃園町21",
            "address_twice",
        ),
        (
            "大阪府高槻市",
            "桃園町2-1高槻市役所内",
            "大阪府高槻市桃園町2-1高槻市役所内",
            "",
        ),
        (
            "大阪府三島郡島本町",
            "桜井三丁目",
            "大阪府三島郡島本町桜井三丁目",
            "municipality_county_dropped",
        ),
        (
            "大阪府なにわ市",
            "1",
            "大阪府なにわ市1",
            "municipality_not_found",
        ),
        ("", "1", "", "address_missing"),
    ] {
        let mut notes = Notebook::new(2);
        let address = notes.office_address(
            CityCell {
                cell: cell(city),
                matched: table.find(city),
            },
            cell(rest),
        );
        assert_eq!(
            address.map(|address| address.line()).unwrap_or_default(),
            whole,
            "{city}"
        );
        assert_eq!(codes(notes), found, "{city} {rest}");
    }
    for (north, east, known, found) in [
        ("34.85", "135.62", true, ""),
        ("0.0", "0.0", false, "location_missing"),
        ("", "", false, "location_missing"),
        ("135.62", "34.85", false, "location_outside_japan"),
    ] {
        let mut notes = Notebook::new(2);
        let location = notes.location(cell(north), cell(east), Precision::Approximate);
        assert_eq!(location.is_some(), known, "{north}");
        assert_eq!(codes(notes), found, "{north}");
    }
}
