//! WAM NET: one row is an office seen as one kind of service (field notes §a1).

mod columns;
mod hours;

use std::collections::HashMap;
use std::io::Read;

use renkei_domain::directory::address::Precision;
use renkei_domain::directory::organization::OrganizationFacts;
use renkei_domain::directory::resource::ResourceFacts;
use renkei_domain::text::Line;

use crate::cell::{CityCell, Notebook};
use crate::input::InputFault;
use crate::municipality_table::{MunicipalityMatch, MunicipalityTable};
use crate::office::{OfficeKey, ReadOffice};
use crate::office_rows::{OfficeRows, Row, Table};

use columns as at;
pub use columns::LAYOUT;

static TABLE: Table = Table {
    layout: LAYOUT,
    name: at::OFFICE,
    kana: at::OFFICE_KANA,
    serial: Some(at::SYSTEM_NO),
    latitude: Some(at::LATITUDE),
    office_number: Some(at::OFFICE_NUMBER),
};

/// The offices of a WAM NET file.
///
/// # Errors
/// The header is another one.
pub fn rows<'a>(
    reader: impl Read + 'a,
    municipalities: &'a MunicipalityTable,
) -> Result<OfficeRows<'a>, InputFault> {
    let mut cities = Cities {
        municipalities,
        matched: HashMap::new(),
    };
    OfficeRows::open(reader, &TABLE, move |row, name, notes| {
        office(row, name, notes, &mut cities)
    })
}

/// A few hundred texts name the cities of all rows, so each is matched once.
struct Cities<'a> {
    municipalities: &'a MunicipalityTable,
    matched: HashMap<String, MunicipalityMatch>,
}

impl Cities<'_> {
    fn find(&mut self, text: &str) -> MunicipalityMatch {
        if let Some(matched) = self.matched.get(text) {
            return *matched;
        }
        let matched = self.municipalities.find(text);
        self.matched.insert(text.to_owned(), matched);
        matched
    }

    fn cell<'c>(&mut self, row: Row<'c>, place: usize) -> CityCell<'c> {
        CityCell {
            cell: row.cell(place),
            matched: self.find(row.text(place)),
        }
    }
}

fn office(row: Row<'_>, name: Line, notes: &mut Notebook, cities: &mut Cities<'_>) -> ReadOffice {
    let organization = organization(row, notes, cities);
    let facts = facts(row, name, notes, cities);
    notes.forms(&row.cells([
        at::CORPORATION,
        at::CORPORATION_KANA,
        at::OFFICE,
        at::OFFICE_KANA,
        at::REST,
    ]));
    ReadOffice {
        key: OfficeKey::new(
            row.text(at::OFFICE_NUMBER),
            row.text(at::SERVICE),
            row.text(at::OFFICE),
            &format!("{}{}", row.text(at::CITY), row.text(at::REST)),
            Some(row.text(at::PHONE)),
        ),
        organization,
        facts,
    }
}

fn organization(
    row: Row<'_>,
    notes: &mut Notebook,
    cities: &mut Cities<'_>,
) -> Option<OrganizationFacts> {
    let corporate_number = notes.corporate_number(row.cell(at::CORPORATE_NUMBER));
    let kana = row.cell(at::CORPORATION_KANA);
    let name = notes.name(row.cell(at::CORPORATION), Some(kana))?;
    let phone = notes.phone(row.cell(at::CORPORATION_PHONE));
    Some(OrganizationFacts {
        name,
        kana: notes.kana(kana),
        corporate_number,
        address: notes.registered_address(
            cities.cell(row, at::CORPORATION_CITY),
            row.cell(at::CORPORATION_REST),
        ),
        head_of_body: None,
        fax: notes.fax(row.cell(at::CORPORATION_FAX), phone.as_slice()),
        phone,
        url: notes.url(row.cell(at::CORPORATION_URL)),
    })
}

fn facts(row: Row<'_>, name: Line, notes: &mut Notebook, cities: &mut Cities<'_>) -> ResourceFacts {
    let (kind, service_name) = notes.service(row.cell(at::SERVICE));
    let phone = notes.phone(row.cell(at::PHONE));
    let fax = notes.fax(row.cell(at::FAX), phone.as_slice());
    let hours_cells = hours::HoursCells {
        weekdays: row.cell(at::WEEKDAYS),
        saturday: row.cell(at::SATURDAY),
        sunday: row.cell(at::SUNDAY),
        holiday: row.cell(at::HOLIDAY),
        closed_days: row.cell(at::CLOSED_DAYS),
        remark: row.cell(at::REMARK),
    };
    ResourceFacts {
        organization: None,
        kind,
        service_name,
        name,
        kana: notes.kana(row.cell(at::OFFICE_KANA)),
        office_number: notes.office_number(row.cell(at::OFFICE_NUMBER)),
        address: notes.office_address(cities.cell(row, at::CITY), row.cell(at::REST)),
        // Up to 23 offices share one published point.
        location: notes.location(
            row.cell(at::LATITUDE),
            row.cell(at::LONGITUDE),
            Precision::Approximate,
        ),
        phones: phone.into_iter().collect(),
        fax,
        email: None,
        url: notes.url(row.cell(at::URL)),
        hours: hours::read(notes, &hours_cells),
        hours_note: hours::note(notes, &hours_cells),
        capacity: notes.capacity(row.cell(at::CAPACITY)),
    }
}

#[cfg(test)]
mod tests;
