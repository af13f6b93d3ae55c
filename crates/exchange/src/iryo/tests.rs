//! Institutions of our own making.

use super::*;
use crate::finding::tests::codes;
use crate::municipality_table::tests::table;
use crate::office::PublishedOffice;
use crate::office_rows::sample::{Changes, blank, csv, only, with};

/// A row without defects.
fn usual() -> Vec<String> {
    let mut row = with(
        blank(&LAYOUT),
        &[
            (at::ID, "9999999990001"),
            (at::NAME, "あおば台病院"),
            (at::KANA, "アオバダイビョウイン"),
            (at::INSTITUTION, "1"),
            (at::PREFECTURE, "27"),
            (at::MUNICIPALITY, "207"),
            (at::ADDRESS, "大阪府高槻市城北町1-2"),
            (at::LATITUDE, "34.85"),
            (at::LONGITUDE, "135.62"),
            (at::HOLIDAY, "0"),
            (at::OTHER_CLOSED, "01月01日，12月31日"),
        ],
    );
    for day in 0..7 {
        row[at::WEEKLY + day] = if day < 5 { "1" } else { "0" }.to_owned();
    }
    row[at::BY_WEEK..at::BY_WEEK + 35].fill("1".to_owned());
    row
}

fn read(row: Vec<String>) -> PublishedOffice {
    let table = table();
    let text = csv(&LAYOUT, &[row]);
    only(rows(text.as_bytes(), &table).unwrap())
}

#[test]
fn flags_run_opposite_to_their_header() {
    let office = read(usual());
    assert_eq!(codes(&office.findings), "");
    assert_eq!(
        office.facts.hours.to_string(),
        "土-日 休み; 祝 休み; 年末年始(12/31..1/1) 休み"
    );
    assert_eq!(office.facts.hours_note, None);
    assert_eq!(
        office.facts.location.map(|location| location.precision),
        Some(Precision::Exact)
    );
    assert_eq!(
        office.facts.service_name.as_ref().map(Line::as_str),
        Some("病院")
    );
    let address = office.facts.address.unwrap();
    assert_eq!(address.city.as_str(), "大阪府高槻市");
    assert_eq!(address.municipality.unwrap().to_string(), "272078");

    let third_wednesday = with(usual(), &[(at::BY_WEEK + 7 * 2 + 2, "0")]);
    assert_eq!(
        read(third_wednesday).facts.hours.to_string(),
        "土-日 休み; 第3水 休み; 祝 休み; 年末年始(12/31..1/1) 休み"
    );
}

#[test]
fn each_defect_is_handled_and_counted() {
    let cases: &[(Changes<'_>, &str)] = &[
        (
            &[(at::LATITUDE, "0.0"), (at::LONGITUDE, "0.0")],
            "location_missing",
        ),
        (&[(at::INSTITUTION, "9")], "unknown_service"),
        (&[(at::WEEKLY, "2")], "flag_doubtful"),
        (
            &[
                (at::MUNICIPALITY, "999"),
                (at::ADDRESS, "静岡県浜松市中央区元町1"),
                (at::PREFECTURE, "22"),
            ],
            "ward_redrawn",
        ),
        (
            &[(at::MUNICIPALITY, ""), (at::ADDRESS, "どこか1")],
            "municipality_not_found",
        ),
    ];
    for (changes, found) in cases {
        let office = read(with(usual(), changes));
        assert_eq!(codes(&office.findings), *found, "{changes:?}");
    }
    let mut in_the_headers_sense = usual();
    for day in 0..7 {
        in_the_headers_sense[at::WEEKLY + day] = if day < 5 { "0" } else { "1" }.to_owned();
    }
    let office = read(in_the_headers_sense);
    assert_eq!(codes(&office.findings), "flag_doubtful");
    assert_eq!(office.facts.hours.to_string(), "年末年始(12/31..1/1) 休み");
}
