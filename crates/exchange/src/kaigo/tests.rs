//! Offices of our own making.

use renkei_domain::directory::kind::ResourceKind;

use super::*;
use crate::finding::FindingKind;
use crate::municipality_table::tests::table;
use crate::office::PublishedOffice;
use crate::office_rows::sample::{Changes, blank, csv, only, with};

/// Who published the row: the column that nothing is read from.
const CODE: usize = 0;

fn read(changes: Changes<'_>) -> PublishedOffice {
    let usual = with(
        blank(&LAYOUT),
        &[
            (CODE, "272078"),
            (at::PREFECTURE, "大阪府"),
            (at::CITY, "高槻市"),
            (at::NAME, "訪問看護ステーションこもれび"),
            (at::SERVICE, "訪問看護"),
            (at::ADDRESS, "大阪府高槻市城北町1-2"),
            (at::BUILDING, "こもれびビル3階"),
            (at::LATITUDE, "34.85"),
            (at::LONGITUDE, "135.62"),
            (at::PHONE, "072-000-0001"),
            (at::CORPORATE_NUMBER, "9430001076731"),
            (at::CORPORATION, "合同会社こもれび"),
            (at::OFFICE_NUMBER, "2769900001"),
            (at::DAYS, "平日,土曜日"),
        ],
    );
    let table = table();
    let text = csv(&LAYOUT, &[with(usual, changes)]);
    only(rows(text.as_bytes(), &table).unwrap())
}

#[test]
fn a_row_becomes_an_office_without_invented_hours() {
    let office = read(&[]);
    assert!(office.findings.is_empty(), "{:?}", office.findings);
    assert_eq!(office.facts.kind, ResourceKind::VisitingNursing);
    assert!(office.facts.hours.is_unknown());
    assert_eq!(
        office.facts.hours_note.map(|note| note.to_string()),
        Some("利用可能曜日: 平日、土曜日".to_owned())
    );
    let address = office.facts.address.unwrap();
    assert_eq!(address.city.as_str(), "大阪府高槻市");
    assert_eq!(
        address.rest.map(|rest| rest.to_string()),
        Some("城北町1-2 こもれびビル3階".to_owned())
    );
}

#[test]
fn an_address_without_its_city_takes_it_from_the_columns() {
    let office = read(&[(at::ADDRESS, "城北町1-2"), (at::BUILDING, "")]);
    assert_eq!(
        office.facts.address.map(|address| address.line()),
        Some("大阪府高槻市城北町1-2".to_owned())
    );
}

#[test]
fn the_code_of_the_publisher_places_no_office() {
    for (prefecture, city, address, whole) in [
        ("大阪府", "なにわ市", "城北町1-2", "大阪府なにわ市城北町1-2"),
        ("", "", "城北1-2", "城北1-2"),
    ] {
        let office = read(&[
            (CODE, "272078"),
            (at::PREFECTURE, prefecture),
            (at::CITY, city),
            (at::ADDRESS, address),
            (at::BUILDING, ""),
        ]);
        let told: Vec<FindingKind> = office.findings.iter().map(|finding| finding.kind).collect();
        assert_eq!(told, [FindingKind::MunicipalityNotFound], "{whole}");
        let address = office.facts.address.unwrap();
        assert_eq!(address.municipality, None, "{whole}");
        assert_eq!(address.line(), whole);
    }
}
