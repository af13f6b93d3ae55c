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

use crate::cell::{Cell, Notebook};
use crate::finding::FindingKind;
use crate::input::InputFault;
use crate::municipality_table::{AddressHead, MunicipalityMatch, MunicipalityTable};
use crate::office::{OfficeKey, ReadOffice};
use crate::office_rows::{OfficeRows, Row, Table};

use columns as at;
pub use columns::LAYOUT;

static TABLE: Table = Table {
    layout: LAYOUT,
    name: at::NAME,
    kana: at::KANA,
    serial: None,
    latitude: None,
    office_number: None,
};

/// The service by which a medical institution is keyed.
const SERVICE: &str = "医療機関";

/// The institutions of a facility file.
///
/// # Errors
/// The header is another one.
pub fn rows<'a>(
    reader: impl Read + 'a,
    municipalities: &'a MunicipalityTable,
) -> Result<OfficeRows<'a>, InputFault> {
    OfficeRows::open(reader, &TABLE, move |row, name, notes| {
        institution(row, name, notes, municipalities)
    })
}

fn institution(
    row: Row<'_>,
    name: Line,
    notes: &mut Notebook,
    municipalities: &MunicipalityTable,
) -> ReadOffice {
    let facts = facts(row, name, notes, municipalities);
    notes.forms(&row.cells([at::NAME, at::KANA, at::ADDRESS]));
    ReadOffice {
        key: OfficeKey::new(
            row.text(at::ID),
            SERVICE,
            row.text(at::NAME),
            row.text(at::ADDRESS),
            None,
        ),
        organization: None,
        facts,
    }
}

fn facts(
    row: Row<'_>,
    name: Line,
    notes: &mut Notebook,
    municipalities: &MunicipalityTable,
) -> ResourceFacts {
    let (hours, other_closed) = closed::read(
        notes,
        &closed::ClosedCells {
            weekly: week(row, at::WEEKLY),
            by_week: [0, 1, 2, 3, 4].map(|nth| week(row, at::BY_WEEK + 7 * nth)),
            holiday: row.cell(at::HOLIDAY),
            other: row.cell(at::OTHER_CLOSED),
        },
    );
    let other_closed = other_closed.unwrap_or_default();
    ResourceFacts {
        organization: None,
        kind: ResourceKind::MedicalInstitution,
        service_name: service_name(row, notes),
        name,
        kana: notes.kana(row.cell(at::KANA)),
        office_number: notes.office_number(row.cell(at::ID)),
        address: address(row, notes, municipalities),
        location: notes.location(
            row.cell(at::LATITUDE),
            row.cell(at::LONGITUDE),
            Precision::Exact,
        ),
        phones: Vec::new(),
        fax: None,
        email: None,
        url: notes.url(row.cell(at::URL)),
        hours,
        hours_note: notes.prose(row.cell(at::OTHER_CLOSED), &other_closed),
        capacity: None,
    }
}

/// Seven cells, Monday to Sunday.
fn week(row: Row<'_>, first: usize) -> [Cell<'_>; 7] {
    row.cells([0, 1, 2, 3, 4, 5, 6].map(|day| first + day))
}

/// 機関区分 as a word.
fn service_name(row: Row<'_>, notes: &mut Notebook) -> Option<Line> {
    let cell = row.cell(at::INSTITUTION);
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
fn address(
    row: Row<'_>,
    notes: &mut Notebook,
    municipalities: &MunicipalityTable,
) -> Option<Address> {
    let whole = row.cell(at::ADDRESS);
    let five = format!(
        "{:0>2}{:0>3}",
        row.text(at::PREFECTURE).trim(),
        row.text(at::MUNICIPALITY).trim()
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
    notes.parted_address(&head, whole.column, whole.column)
}

#[cfg(test)]
mod tests;
