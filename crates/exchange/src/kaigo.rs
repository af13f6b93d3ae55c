//! 介護サービス情報公表: the file of 訪問看護, one row is an office (field notes §a2). Whether an office
//! visits people with mental illness is not in it; people enter that.

use std::io::Read;

use renkei_domain::directory::address::{Address, Precision};
use renkei_domain::directory::hours::Hours;
use renkei_domain::directory::organization::OrganizationFacts;
use renkei_domain::directory::resource::ResourceFacts;
use renkei_domain::text::Line;

use crate::cell::{Cell, CityCell, Notebook, tidy};
use crate::finding::{FindingKind, RowFault};
use crate::header::Layout;
use crate::input::InputFault;
use crate::municipality_table::{AddressHead, MunicipalityTable};
use crate::office::{OfficeKey, PublishedOffice};
use crate::records::{Records, Seen};
use crate::wamnet::service;

/// The columns, exactly as published.
pub const LAYOUT: Layout = Layout {
    name: "介護サービス情報公表システム",
    columns: &[
        "都道府県コード又は市町村コード",
        "No",
        "都道府県名",
        "市区町村名",
        "事業所名",
        "事業所名カナ",
        "サービスの種類",
        "住所",
        "方書（ビル名等）",
        "緯度",
        "経度",
        "電話番号",
        "FAX番号",
        "法人番号",
        "法人の名称",
        "事業所番号",
        "利用可能曜日",
        "利用可能曜日特記事項",
        "定員",
        "URL",
        "高齢者の方と障害者の方が同時一体的に利用できるサービス",
        "介護保険の通常の指定基準を満たしている",
        "障害福祉の通常の指定基準を満たしている",
        "備考",
    ],
};

// 都道府県コード又は市町村コード, the first column, says who published the row, never where the office stands.
const NO: usize = 1;
const PREFECTURE: usize = 2;
const CITY: usize = 3;
const NAME: usize = 4;
const KANA: usize = 5;
const SERVICE: usize = 6;
const ADDRESS: usize = 7;
const BUILDING: usize = 8;
const LATITUDE: usize = 9;
const LONGITUDE: usize = 10;
const PHONE: usize = 11;
const FAX: usize = 12;
const CORPORATE_NUMBER: usize = 13;
const CORPORATION: usize = 14;
const OFFICE_NUMBER: usize = 15;
const DAYS: usize = 16;
const DAYS_REMARK: usize = 17;
const CAPACITY: usize = 18;
const URL: usize = 19;

/// The offices of the file, row by row.
pub struct Rows<'a> {
    records: Records<'a>,
    seen: Seen,
    municipalities: &'a MunicipalityTable,
}

impl<'a> Rows<'a> {
    /// Reads and checks the header.
    ///
    /// # Errors
    /// The header is another one.
    pub fn new(
        reader: impl Read + 'a,
        municipalities: &'a MunicipalityTable,
    ) -> Result<Self, InputFault> {
        Ok(Self {
            records: Records::open(reader, &LAYOUT)?,
            seen: Seen::default(),
            municipalities,
        })
    }

    /// The header as published; `raw` of an office follows it.
    #[must_use]
    pub fn header(&self) -> &[String] {
        self.records.header()
    }

    fn office(&self, line: u64, raw: Vec<String>) -> Result<PublishedOffice, RowFault> {
        let mut notes = Notebook::new(line);
        let row = Row(&raw);
        let Some(name) = notes.line(row.cell(NAME)) else {
            return Err(RowFault {
                line,
                kind: FindingKind::NameMissing,
                message: "事業所名がないため、省きました".to_owned(),
                raw,
            });
        };
        let organization = row.organization(&mut notes);
        let facts = row.facts(&mut notes, name, self.municipalities);
        notes.forms(&[
            row.cell(NAME),
            row.cell(KANA),
            row.cell(CORPORATION),
            row.cell(ADDRESS),
        ]);
        let address = facts
            .address
            .as_ref()
            .map(Address::line)
            .unwrap_or_default();
        Ok(PublishedOffice {
            line,
            key: OfficeKey::new(
                &raw[OFFICE_NUMBER],
                &raw[SERVICE],
                &raw[NAME],
                &address,
                Some(&raw[PHONE]),
            ),
            organization,
            facts,
            raw,
            findings: notes.into_findings(),
        })
    }
}

impl Iterator for Rows<'_> {
    type Item = Result<PublishedOffice, RowFault>;

    fn next(&mut self) -> Option<Self::Item> {
        let row = self.records.next_row()?;
        Some(
            row.and_then(|(line, raw)| self.office(line, raw))
                .and_then(|office| self.seen.once_without(office, NO)),
        )
    }
}

struct Row<'a>(&'a [String]);

impl<'a> Row<'a> {
    fn text(&self, place: usize) -> &'a str {
        self.0.get(place).map_or("", |cell| cell.trim())
    }

    fn cell(&self, place: usize) -> Cell<'a> {
        Cell::fixed(
            LAYOUT.columns[place],
            self.0.get(place).map_or("", String::as_str),
        )
    }

    fn organization(&self, notes: &mut Notebook) -> Option<OrganizationFacts> {
        let corporate_number = notes.corporate_number(self.cell(CORPORATE_NUMBER));
        Some(OrganizationFacts {
            name: notes.line(self.cell(CORPORATION))?,
            kana: None,
            corporate_number,
            address: None,
            head_of_body: None,
            phone: None,
            fax: None,
            url: None,
        })
    }

    fn facts(
        &self,
        notes: &mut Notebook,
        name: Line,
        municipalities: &MunicipalityTable,
    ) -> ResourceFacts {
        let (kind, service_name) = service(notes, self.cell(SERVICE));
        let phone = notes.phone(self.cell(PHONE));
        let fax = notes.fax(self.cell(FAX), phone.as_ref());
        let days_note = self.days_note();
        ResourceFacts {
            organization: None,
            kind,
            service_name,
            name,
            kana: notes.line(self.cell(KANA)),
            office_number: notes.office_number(self.cell(OFFICE_NUMBER)),
            address: self.address(notes, municipalities),
            location: notes.location(
                self.cell(LATITUDE),
                self.cell(LONGITUDE),
                Precision::Approximate,
            ),
            phones: phone.into_iter().collect(),
            fax,
            email: None,
            url: notes.url(self.cell(URL)),
            // 「平日,土曜日」 gives no time of day, and a day that is not listed is not said to be closed.
            hours: Hours::default(),
            hours_note: notes.prose(self.cell(DAYS), &days_note),
            capacity: self.capacity(notes),
        }
    }

    /// 訪問看護 has no 定員; an empty cell is no defect here.
    fn capacity(&self, notes: &mut Notebook) -> Option<u32> {
        let cell = self.cell(CAPACITY);
        if cell.is_blank() {
            return None;
        }
        notes.capacity(cell)
    }

    fn days_note(&self) -> String {
        let days = tidy(self.text(DAYS)).replace([',', '，'], "、");
        let remark = tidy(self.text(DAYS_REMARK));
        match (days.is_empty(), remark.is_empty()) {
            (true, _) => remark.into_owned(),
            (false, true) => format!("利用可能曜日: {days}"),
            (false, false) => format!("利用可能曜日: {days} / {remark}"),
        }
    }

    /// 住所 repeats prefecture and municipality as a rule; where it does not, their own columns tell.
    /// What neither names stays without a municipality and is reported.
    fn address(&self, notes: &mut Notebook, municipalities: &MunicipalityTable) -> Option<Address> {
        let whole = self.text(ADDRESS);
        let city = format!("{}{}", self.text(PREFECTURE), self.text(CITY));
        let mut head = municipalities
            .find_prefix(whole)
            .unwrap_or_else(|| AddressHead {
                matched: municipalities.find(&city),
                city,
                rest: whole.to_owned(),
            });
        // Without those columns the text itself is what no municipality was found for.
        if head.city.is_empty() {
            head.city = std::mem::take(&mut head.rest);
        }
        let building = self.text(BUILDING);
        if !building.is_empty() && !head.rest.ends_with(building) {
            if !head.rest.is_empty() {
                head.rest.push(' ');
            }
            head.rest.push_str(building);
        }
        notes.office_address(
            CityCell {
                cell: Cell::fixed(LAYOUT.columns[CITY], &head.city),
                matched: head.matched,
            },
            Cell::fixed(LAYOUT.columns[ADDRESS], &head.rest),
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::municipality_table::tests::table;
    use renkei_domain::directory::kind::ResourceKind;

    const CODE: usize = 0;

    fn read(changes: &[(usize, &str)]) -> PublishedOffice {
        let mut row = vec![String::new(); LAYOUT.columns.len()];
        let usual = [
            (CODE, "272078"),
            (PREFECTURE, "大阪府"),
            (CITY, "高槻市"),
            (NAME, "訪問看護ステーションこもれび"),
            (SERVICE, "訪問看護"),
            (ADDRESS, "大阪府高槻市城北町1-2"),
            (BUILDING, "こもれびビル3階"),
            (LATITUDE, "34.85"),
            (LONGITUDE, "135.62"),
            (PHONE, "072-000-0001"),
            (CORPORATE_NUMBER, "9430001076731"),
            (CORPORATION, "合同会社こもれび"),
            (OFFICE_NUMBER, "2769900001"),
            (DAYS, "平日,土曜日"),
        ];
        for (place, text) in usual.iter().chain(changes) {
            row[*place] = (*text).to_owned();
        }
        let cells: Vec<String> = row.iter().map(|cell| format!("\"{cell}\"")).collect();
        let text = format!("{}\n{}\n", LAYOUT.columns.join(","), cells.join(","));
        let table = table();
        let mut rows = Rows::new(text.as_bytes(), &table).unwrap();
        rows.next().unwrap().unwrap()
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
        let office = read(&[(ADDRESS, "城北町1-2"), (BUILDING, "")]);
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
                (PREFECTURE, prefecture),
                (CITY, city),
                (ADDRESS, address),
                (BUILDING, ""),
            ]);
            let told: Vec<FindingKind> =
                office.findings.iter().map(|finding| finding.kind).collect();
            assert_eq!(told, [FindingKind::MunicipalityNotFound], "{whole}");
            let address = office.facts.address.unwrap();
            assert_eq!(address.municipality, None, "{whole}");
            assert_eq!(address.line(), whole);
        }
    }
}
