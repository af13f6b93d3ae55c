//! 医療情報ネット: one row is a hospital, clinic, dental clinic, birth house or pharmacy (field notes
//! §a2). The file has no phone and no FAX column; people enter those.

mod closed;
mod columns;

use std::io::Read;

use renkei_domain::directory::address::{Address, Precision};
use renkei_domain::directory::kind::ResourceKind;
use renkei_domain::directory::municipality::MunicipalityCode;
use renkei_domain::directory::resource::ResourceFacts;
use renkei_domain::text::Line;

use crate::cell::{Cell, CityCell, Notebook};
use crate::finding::{FindingKind, RowFault};
use crate::input::InputFault;
use crate::municipality_table::{AddressHead, MunicipalityMatch, MunicipalityTable};
use crate::office::{OfficeKey, PublishedOffice};
use crate::records::{Records, Seen};

use columns as at;
pub use columns::LAYOUT;

/// The service by which a medical institution is keyed.
const SERVICE: &str = "医療機関";

/// The institutions of a facility file, row by row.
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
        let Some(name) = notes.line(row.cell(at::NAME)) else {
            return Err(RowFault {
                line,
                kind: FindingKind::NameMissing,
                message: "正式名称がないため、省きました".to_owned(),
                raw,
            });
        };
        let facts = row.facts(&mut notes, name, self.municipalities);
        notes.forms(&[
            row.cell(at::NAME),
            row.cell(at::KANA),
            row.cell(at::ADDRESS),
        ]);
        Ok(PublishedOffice {
            line,
            key: OfficeKey::new(
                &raw[at::ID],
                SERVICE,
                &raw[at::NAME],
                &raw[at::ADDRESS],
                None,
            ),
            organization: None,
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
                .and_then(|office| self.seen.once(office)),
        )
    }
}

struct Row<'a>(&'a [String]);

impl<'a> Row<'a> {
    fn text(&self, place: usize) -> &'a str {
        self.0.get(place).map_or("", String::as_str)
    }

    fn cell(&self, place: usize) -> Cell<'a> {
        Cell::fixed(LAYOUT.columns[place], self.text(place))
    }

    fn week(&self, first: usize) -> [Cell<'a>; 7] {
        [0, 1, 2, 3, 4, 5, 6].map(|day| self.cell(first + day))
    }

    fn facts(
        &self,
        notes: &mut Notebook,
        name: Line,
        municipalities: &MunicipalityTable,
    ) -> ResourceFacts {
        let (hours, other_closed) = closed::read(
            notes,
            &closed::ClosedCells {
                weekly: self.week(at::WEEKLY),
                by_week: [0, 1, 2, 3, 4].map(|week| self.week(at::BY_WEEK + 7 * week)),
                holiday: self.cell(at::HOLIDAY),
                other: self.cell(at::OTHER_CLOSED),
            },
        );
        let other_closed = other_closed.unwrap_or_default();
        ResourceFacts {
            organization: None,
            kind: ResourceKind::MedicalInstitution,
            service_name: self.institution(notes),
            name,
            kana: notes.line(self.cell(at::KANA)),
            office_number: notes.office_number(self.cell(at::ID)),
            address: self.address(notes, municipalities),
            location: notes.location(
                self.cell(at::LATITUDE),
                self.cell(at::LONGITUDE),
                Precision::Exact,
            ),
            phones: Vec::new(),
            fax: None,
            email: None,
            url: notes.url(self.cell(at::URL)),
            hours,
            hours_note: notes.prose(self.cell(at::OTHER_CLOSED), &other_closed),
            capacity: None,
        }
    }

    /// 機関区分 as a word.
    fn institution(&self, notes: &mut Notebook) -> Option<Line> {
        let cell = self.cell(at::INSTITUTION);
        let word = match cell.text.trim() {
            "1" => "病院",
            "2" => "診療所",
            "3" => "歯科診療所",
            "4" => "助産所",
            "5" => "薬局",
            _ => {
                notes.note(
                    cell,
                    FindingKind::UnknownService,
                    "区分なしの医療機関として取り込んだ",
                );
                return None;
            }
        };
        Line::parse(word).ok()
    }

    /// The address in two parts. The published code names the municipality where the table knows it;
    /// the text does where a ward is younger than the table.
    fn address(&self, notes: &mut Notebook, municipalities: &MunicipalityTable) -> Option<Address> {
        let whole = self.cell(at::ADDRESS);
        let five = format!(
            "{:0>2}{:0>3}",
            self.text(at::PREFECTURE).trim(),
            self.text(at::MUNICIPALITY).trim()
        );
        let by_code = MunicipalityCode::parse(&five)
            .ok()
            .and_then(|code| municipalities.get(code));
        let head = municipalities.find_prefix(whole.text);
        let head = match (head, by_code) {
            (Some(head), Some(known)) if head.matched.code() != Some(known.code) => AddressHead {
                matched: MunicipalityMatch::Exact(known.code),
                ..head
            },
            (Some(head), _) => head,
            (None, Some(known)) if !whole.is_blank() => AddressHead {
                matched: MunicipalityMatch::Exact(known.code),
                city: format!("{}{}", known.prefecture, known.name),
                rest: whole.text.to_owned(),
            },
            (None, _) => AddressHead {
                matched: MunicipalityMatch::NotFound,
                city: whole.text.to_owned(),
                rest: String::new(),
            },
        };
        notes.office_address(
            CityCell {
                cell: Cell {
                    column: whole.column,
                    text: &head.city,
                },
                matched: head.matched,
            },
            Cell {
                column: whole.column,
                text: &head.rest,
            },
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::municipality_table::tests::table;

    fn row() -> Vec<String> {
        let mut row = vec![String::new(); LAYOUT.columns.len()];
        for (place, text) in [
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
        ] {
            row[place] = text.to_owned();
        }
        for day in 0..7 {
            row[at::WEEKLY + day] = if day < 5 { "1" } else { "0" }.to_owned();
        }
        for flag in 0..35 {
            row[at::BY_WEEK + flag] = "1".to_owned();
        }
        row
    }

    fn quoted<'a>(cells: impl Iterator<Item = &'a str>) -> String {
        let cells: Vec<String> = cells.map(|cell| format!("\"{cell}\"")).collect();
        cells.join(",")
    }

    fn read(row: &[String]) -> PublishedOffice {
        let table = table();
        let text = format!(
            "{}\n{}\n",
            quoted(LAYOUT.columns.iter().copied()),
            quoted(row.iter().map(String::as_str))
        );
        let mut rows = Rows::new(text.as_bytes(), &table).unwrap();
        rows.next().unwrap().unwrap()
    }

    fn codes(office: &PublishedOffice) -> String {
        let codes: Vec<&str> = office
            .findings
            .iter()
            .map(|finding| finding.kind.code())
            .collect();
        codes.join(" ")
    }

    #[test]
    fn flags_run_opposite_to_their_header() {
        let office = read(&row());
        assert_eq!(codes(&office), "");
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

        let mut third_wednesday = row();
        third_wednesday[at::BY_WEEK + 7 * 2 + 2] = "0".to_owned();
        assert_eq!(
            read(&third_wednesday).facts.hours.to_string(),
            "土-日 休み; 第3水 休み; 祝 休み; 年末年始(12/31..1/1) 休み"
        );
    }

    #[test]
    fn each_defect_is_handled_and_counted() {
        let cases: &[(&[(usize, &str)], &str)] = &[
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
            let mut changed = row();
            for (place, text) in *changes {
                changed[*place] = (*text).to_owned();
            }
            assert_eq!(codes(&read(&changed)), *found, "{changes:?}");
        }
        let mut in_the_headers_sense = row();
        for day in 0..7 {
            in_the_headers_sense[at::WEEKLY + day] = if day < 5 { "0" } else { "1" }.to_owned();
        }
        let office = read(&in_the_headers_sense);
        assert_eq!(codes(&office), "flag_doubtful");
        assert_eq!(office.facts.hours.to_string(), "年末年始(12/31..1/1) 休み");
    }
}
