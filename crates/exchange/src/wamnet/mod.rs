//! WAM NET: one row is an office seen as one kind of service (field notes §a1).

mod columns;
mod hours;

use std::collections::HashMap;
use std::io::Read;

use renkei_domain::directory::address::Precision;
use renkei_domain::directory::kind::ResourceKind;
use renkei_domain::directory::organization::OrganizationFacts;
use renkei_domain::directory::resource::ResourceFacts;
use renkei_domain::text::{Line, fold};

use crate::cell::{Cell, CityCell, Notebook};
use crate::finding::{FindingKind, RowFault};
use crate::input::InputFault;
use crate::municipality_table::{MunicipalityMatch, MunicipalityTable};
use crate::office::{OfficeKey, PublishedOffice};
use crate::records::{Records, Seen};

use columns as at;
pub use columns::LAYOUT;

/// The offices of a WAM NET file, row by row.
pub struct Rows<'a> {
    records: Records<'a>,
    seen: Seen,
    municipalities: &'a MunicipalityTable,
    matched: HashMap<String, MunicipalityMatch>,
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
            matched: HashMap::new(),
        })
    }

    /// The header as published; `raw` of an office follows it.
    #[must_use]
    pub fn header(&self) -> &[String] {
        self.records.header()
    }

    /// A few hundred texts stand for all rows, so each is matched once.
    fn find_city(&mut self, text: &str) -> MunicipalityMatch {
        if let Some(matched) = self.matched.get(text) {
            return *matched;
        }
        let matched = self.municipalities.find(text);
        self.matched.insert(text.to_owned(), matched);
        matched
    }

    fn office(&mut self, line: u64, raw: Vec<String>) -> Result<PublishedOffice, RowFault> {
        let matched = Matched {
            corporation: self.find_city(&raw[at::CORPORATION_CITY]),
            office: self.find_city(&raw[at::CITY]),
        };
        let mut notes = Notebook::new(line);
        let row = Row(&raw);
        let Some(name) = notes.line(row.cell(at::OFFICE)) else {
            return Err(RowFault {
                line,
                kind: FindingKind::NameMissing,
                message: "事業所の名称がないため、省きました".to_owned(),
                raw,
            });
        };
        let organization = row.organization(&mut notes, matched.corporation);
        let facts = row.facts(&mut notes, name, matched.office);
        notes.forms(&row.cells([
            at::CORPORATION,
            at::CORPORATION_KANA,
            at::OFFICE,
            at::OFFICE_KANA,
            at::REST,
        ]));
        let key = OfficeKey::new(
            &raw[at::OFFICE_NUMBER],
            &raw[at::SERVICE],
            &raw[at::OFFICE],
            &format!("{}{}", raw[at::CITY], raw[at::REST]),
            Some(&raw[at::PHONE]),
        );
        Ok(PublishedOffice {
            line,
            key,
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
                .and_then(|office| self.seen.once_without(office, at::SYSTEM_NO)),
        )
    }
}

struct Matched {
    corporation: MunicipalityMatch,
    office: MunicipalityMatch,
}

struct Row<'a>(&'a [String]);

impl<'a> Row<'a> {
    fn cell(&self, place: usize) -> Cell<'a> {
        Cell::fixed(
            LAYOUT.columns[place],
            self.0.get(place).map_or("", String::as_str),
        )
    }

    fn cells<const N: usize>(&self, places: [usize; N]) -> [Cell<'a>; N] {
        places.map(|place| self.cell(place))
    }

    fn organization(
        &self,
        notes: &mut Notebook,
        matched: MunicipalityMatch,
    ) -> Option<OrganizationFacts> {
        let corporate_number = notes.corporate_number(self.cell(at::CORPORATE_NUMBER));
        let name = notes.line(self.cell(at::CORPORATION))?;
        let phone = notes.phone(self.cell(at::CORPORATION_PHONE));
        Some(OrganizationFacts {
            name,
            kana: notes.line(self.cell(at::CORPORATION_KANA)),
            corporate_number,
            address: notes.registered_address(
                CityCell {
                    cell: self.cell(at::CORPORATION_CITY),
                    matched,
                },
                self.cell(at::CORPORATION_REST),
            ),
            head_of_body: None,
            fax: notes.fax(self.cell(at::CORPORATION_FAX), phone.as_ref()),
            phone,
            url: notes.url(self.cell(at::CORPORATION_URL)),
        })
    }

    fn facts(&self, notes: &mut Notebook, name: Line, matched: MunicipalityMatch) -> ResourceFacts {
        let (kind, service_name) = service(notes, self.cell(at::SERVICE));
        let phone = notes.phone(self.cell(at::PHONE));
        let fax = notes.fax(self.cell(at::FAX), phone.as_ref());
        let hours_cells = hours::HoursCells {
            weekdays: self.cell(at::WEEKDAYS),
            saturday: self.cell(at::SATURDAY),
            sunday: self.cell(at::SUNDAY),
            holiday: self.cell(at::HOLIDAY),
            closed_days: self.cell(at::CLOSED_DAYS),
            remark: self.cell(at::REMARK),
        };
        ResourceFacts {
            organization: None,
            kind,
            service_name,
            name,
            kana: notes.line(self.cell(at::OFFICE_KANA)),
            office_number: notes.office_number(self.cell(at::OFFICE_NUMBER)),
            address: notes.office_address(
                CityCell {
                    cell: self.cell(at::CITY),
                    matched,
                },
                self.cell(at::REST),
            ),
            // Up to 23 offices share one published point.
            location: notes.location(
                self.cell(at::LATITUDE),
                self.cell(at::LONGITUDE),
                Precision::Approximate,
            ),
            phones: phone.into_iter().collect(),
            fax,
            email: None,
            url: notes.url(self.cell(at::URL)),
            hours: hours::read(notes, &hours_cells),
            hours_note: hours::note(notes, &hours_cells),
            capacity: notes.capacity(self.cell(at::CAPACITY)),
        }
    }
}

/// The kind behind a service name, and the name where it says more than the kind.
pub(crate) fn service(notes: &mut Notebook, cell: Cell<'_>) -> (ResourceKind, Option<Line>) {
    let written = notes.line(cell);
    let kind = ResourceKind::from_service_name(cell.text).unwrap_or_else(|| {
        notes.note(
            cell,
            FindingKind::UnknownService,
            "「その他の障害福祉サービス」とし、公表の名前を残した",
        );
        ResourceKind::OtherDisabilityService
    });
    let name = written.filter(|name| fold(name.as_str()) != fold(kind.word()));
    (kind, name)
}

#[cfg(test)]
mod tests;
