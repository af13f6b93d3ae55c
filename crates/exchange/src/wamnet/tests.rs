//! Rows of our own making, one for each defect that published rows show.

use renkei_domain::directory::kind::ResourceKind;
use renkei_domain::directory::phone::Confirmation;

use super::*;
use crate::finding::tests::codes;
use crate::finding::{FindingKind, RowFault};
use crate::municipality_table::tests::table;
use crate::office::PublishedOffice;
use crate::office_rows::sample::{Changes, csv, only, with};

/// A row without defects.
const USUAL: [&str; 29] = [
    "27000",
    "A0000000001",
    "大阪府",
    "社会福祉法人　ひなた会",
    "しゃかいふくしほうじんひなたかい",
    "9430001076731",
    "大阪府高槻市",
    "桃園町2-1",
    "072-000-0001",
    "072-000-0002",
    "https://hinata.example/",
    "就労移行支援",
    "ひなたワーク",
    "ひなたわーく",
    "2799900001",
    "大阪府高槻市",
    "城北町1-2-3",
    "072-000-0003",
    "072-000-0004",
    "https://hinata.example/work",
    "34.85",
    "135.62",
    "09:00-17:00",
    "",
    "",
    "",
    "土日祝、年末年始（12月28日〜1月4日）",
    "",
    "20",
];

fn usual() -> Vec<String> {
    USUAL.map(str::to_owned).to_vec()
}

fn changed(changes: Changes<'_>) -> Vec<String> {
    with(usual(), changes)
}

fn read(table_rows: &[Vec<String>]) -> Vec<Result<PublishedOffice, RowFault>> {
    let table = table();
    let text = csv(&LAYOUT, table_rows);
    rows(text.as_bytes(), &table).unwrap().collect()
}

fn read_one(changes: Changes<'_>) -> PublishedOffice {
    let table = table();
    let text = csv(&LAYOUT, &[changed(changes)]);
    only(rows(text.as_bytes(), &table).unwrap())
}

#[test]
fn a_usual_row_is_read_whole() {
    let office = read_one(&[]);
    assert_eq!(codes(&office.findings), "");
    assert_eq!(office.line, 2);
    assert_eq!(office.facts.kind, ResourceKind::EmploymentTransition);
    assert_eq!(office.facts.service_name, None);
    assert_eq!(
        office.facts.hours.to_string(),
        "月-金 9:00-17:00; 土-日 休み; 祝 休み; 年末年始(12/28..1/4) 休み"
    );
    assert_eq!(
        office.facts.hours_note.as_ref().map(ToString::to_string),
        Some("定休日: 土日祝、年末年始（12月28日〜1月4日）".to_owned())
    );
    assert_eq!(office.facts.capacity, Some(20));
    let organization = office.organization.as_ref().unwrap();
    assert_eq!(organization.name.as_str(), "社会福祉法人　ひなた会");
    assert!(organization.corporate_number.is_some());
}

#[test]
fn each_defect_is_handled_and_counted() {
    let cases: &[(Changes<'_>, &str)] = &[
        (
            &[(3, "社会福祉法人ひ\u{FFFD}た会")],
            "replacement_character",
        ),
        (&[(5, "")], "corporate_number_missing"),
        (&[(5, "943000107673")], "corporate_number_invalid"),
        (&[(5, "9430001076731  ")], "whitespace_trimmed"),
        (&[(7, "高槻市桃園町2-1")], "address_repeated"),
        (&[(7, "桃園町2-1大阪府高槻市城北町3")], "address_twice"),
        (&[(12, "ひなたワーク\t\t")], "whitespace_trimmed"),
        (&[(13, "ひなた\u{FFFD}ーく")], "replacement_character"),
        (&[(15, "大阪府三島郡島本町")], "municipality_county_dropped"),
        (&[(15, "福岡県糟屋郡須惠町")], "municipality_variant_kanji"),
        (&[(15, "静岡県浜松市浜名区")], "ward_redrawn"),
        (&[(15, "大阪府ひなた市")], "municipality_not_found"),
        (&[(16, "城北町１−２")], "digits_full_width hyphen_variant"),
        (&[(17, "0720000003")], "phone_normalised"),
        (&[(17, "000-0003")], "phone_unparsable"),
        (&[(18, "072-000-0003")], "fax_equals_phone"),
        (&[(20, "0.0"), (21, "0.0")], "location_missing"),
        (&[(11, "あたらしい支援")], "unknown_service"),
        (&[(22, "")], "hours_missing"),
        (&[(23, "00:00-00:00")], "hours_zero_length"),
        (&[(22, "10:00-09:00")], "hours_reversed"),
        (&[(23, "09:00-12:00")], "hours_contradict"),
        (&[(28, "")], "capacity_missing"),
        (&[(28, "若干")], "capacity_unreadable"),
    ];
    for (changes, found) in cases {
        let office = read_one(changes);
        assert_eq!(codes(&office.findings), *found, "{changes:?}");
    }
    let same = read_one(&[(18, "072-000-0003")]);
    assert_eq!(
        same.facts.fax.map(|fax| fax.confirmation),
        Some(Confirmation::Unconfirmed)
    );
}

#[test]
fn a_body_is_shown_by_its_other_form_and_its_city_once() {
    let office = read_one(&[(3, "社会福祉法人ひ\u{FFFD}た会"), (7, "高槻市桃園町2-1")]);
    let body = office.organization.unwrap();
    assert_eq!(body.name.as_str(), "しゃかいふくしほうじんひなたかい");
    let address = body.address.map(|address| address.line());
    assert_eq!(address.as_deref(), Some("大阪府高槻市桃園町2-1"));
}

#[test]
fn hours_are_read_as_far_as_they_are_clear() {
    let cases: &[(Changes<'_>, &str)] = &[
        (&[(26, "")], "月-金 9:00-17:00"),
        (
            &[(26, "水曜日")],
            "月-火 9:00-17:00; 水 休み; 木-金 9:00-17:00",
        ),
        (
            &[(26, ""), (23, "00:00-00:00")],
            "月-金 9:00-17:00; 土 休み",
        ),
        (&[(26, ""), (22, "10:00-09:00")], "月-金 不明"),
        (&[(26, ""), (22, "00:00-00:00")], "月-金 休み"),
        (
            &[(26, "日祝"), (23, "09:00-12:00")],
            "月-金 9:00-17:00; 土 9:00-12:00; 日 休み; 祝 休み",
        ),
        (
            &[(26, "土日。ただし第2土曜日のみ9：30〜12：30")],
            "月-金 9:00-17:00; 土-日 休み; 第2土 9:30-12:30",
        ),
        (
            &[(26, ""), (27, "金曜日のみ10:00〜14:00")],
            "月-木 9:00-17:00; 金 10:00-14:00",
        ),
        (&[(26, "会社カレンダーによる"), (22, "")], ""),
    ];
    for (changes, expected) in cases {
        let office = read_one(changes);
        assert_eq!(office.facts.hours.to_string(), *expected, "{changes:?}");
    }
}

#[test]
fn rows_that_cannot_be_used_are_named_and_the_rest_goes_on() {
    let again = changed(&[(1, "A0000000009")]);
    let corrected = changed(&[(28, "30")]);
    let branch = changed(&[(16, "桃園町9-9")]);
    let nameless = changed(&[(12, "　")]);
    let read_rows = read(&[usual(), again, corrected, branch, nameless]);
    let told: Vec<&str> = read_rows
        .iter()
        .map(|row| {
            row.as_ref()
                .map_or_else(|fault| fault.kind.code(), |_| "ok")
        })
        .collect();
    assert_eq!(
        told,
        ["ok", "duplicate_row", "duplicate_row", "ok", "name_missing"]
    );
    let noted: Vec<String> = read_rows
        .iter()
        .flatten()
        .map(|office| codes(&office.findings))
        .collect();
    assert_eq!(noted, ["", "location_shared office_number_shared"]);

    let table = table();
    let text = format!("{}1,2,3\n", csv(&LAYOUT, &[usual()]));
    let short = rows(text.as_bytes(), &table).unwrap().last();
    assert!(matches!(
        short,
        Some(Err(RowFault {
            kind: FindingKind::RowTooShort,
            line: 3,
            ..
        }))
    ));
}
