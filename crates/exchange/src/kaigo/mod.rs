//! 介護サービス情報公表: the file of 訪問看護, one row is an office (field notes §a2). Whether an office
//! visits people with mental illness is not in it; people enter that.

mod columns;

use std::io::Read;

use renkei_domain::directory::address::{Address, Precision};
use renkei_domain::directory::hours::Hours;
use renkei_domain::directory::organization::OrganizationFacts;
use renkei_domain::directory::resource::ResourceFacts;
use renkei_domain::text::Line;

use crate::cell::{Notebook, tidy};
use crate::input::InputFault;
use crate::municipality_table::{AddressHead, MunicipalityTable};
use crate::office::{OfficeKey, ReadOffice};
use crate::office_rows::{OfficeRows, Row, Table};

use columns as at;
pub use columns::LAYOUT;

static TABLE: Table = Table {
    layout: LAYOUT,
    name: at::NAME,
    kana: at::KANA,
    serial: Some(at::NO),
    latitude: Some(at::LATITUDE),
    office_number: Some(at::OFFICE_NUMBER),
};

/// The offices of the file.
///
/// # Errors
/// The header is another one.
pub fn rows<'a>(
    reader: impl Read + 'a,
    municipalities: &'a MunicipalityTable,
) -> Result<OfficeRows<'a>, InputFault> {
    OfficeRows::open(reader, &TABLE, move |row, name, notes| {
        office(row, name, notes, municipalities)
    })
}

fn office(
    row: Row<'_>,
    name: Line,
    notes: &mut Notebook,
    municipalities: &MunicipalityTable,
) -> ReadOffice {
    let organization = organization(row, notes);
    let facts = facts(row, name, notes, municipalities);
    notes.forms(&row.cells([at::NAME, at::KANA, at::CORPORATION, at::ADDRESS]));
    let address = facts
        .address
        .as_ref()
        .map(Address::line)
        .unwrap_or_default();
    ReadOffice {
        key: OfficeKey::new(
            row.text(at::OFFICE_NUMBER),
            row.text(at::SERVICE),
            row.text(at::NAME),
            &address,
            Some(row.text(at::PHONE)),
        ),
        organization,
        facts,
    }
}

fn organization(row: Row<'_>, notes: &mut Notebook) -> Option<OrganizationFacts> {
    let corporate_number = notes.corporate_number(row.cell(at::CORPORATE_NUMBER));
    let name = notes.line(row.cell(at::CORPORATION))?;
    Some(OrganizationFacts {
        corporate_number,
        ..OrganizationFacts::named(name)
    })
}

fn facts(
    row: Row<'_>,
    name: Line,
    notes: &mut Notebook,
    municipalities: &MunicipalityTable,
) -> ResourceFacts {
    let (kind, service_name) = notes.service(row.cell(at::SERVICE));
    let phone = notes.phone(row.cell(at::PHONE));
    let fax = notes.fax(row.cell(at::FAX), phone.as_slice());
    ResourceFacts {
        organization: None,
        kind,
        service_name,
        name,
        kana: notes.kana(row.cell(at::KANA)),
        office_number: notes.office_number(row.cell(at::OFFICE_NUMBER)),
        address: address(row, notes, municipalities),
        location: notes.location(
            row.cell(at::LATITUDE),
            row.cell(at::LONGITUDE),
            Precision::Approximate,
        ),
        phones: phone.into_iter().collect(),
        fax,
        email: None,
        url: notes.url(row.cell(at::URL)),
        // 「平日,土曜日」 gives no time of day, and a day that is not listed is not said to be closed.
        hours: Hours::default(),
        hours_note: notes.prose(row.cell(at::DAYS), &days_note(row)),
        capacity: capacity(row, notes),
    }
}

/// 訪問看護 has no 定員; an empty cell is no defect here.
fn capacity(row: Row<'_>, notes: &mut Notebook) -> Option<u32> {
    let cell = row.cell(at::CAPACITY);
    if cell.is_blank() {
        return None;
    }
    notes.capacity(cell)
}

fn days_note(row: Row<'_>) -> String {
    let days = tidy(row.text(at::DAYS)).replace([',', '，'], "、");
    let remark = tidy(row.text(at::DAYS_REMARK));
    match (days.is_empty(), remark.is_empty()) {
        (true, _) => remark.into_owned(),
        (false, true) => format!("利用可能曜日: {days}"),
        (false, false) => format!("利用可能曜日: {days} / {remark}"),
    }
}

/// 住所 repeats prefecture and municipality as a rule; where it does not, their own columns tell.
/// What neither names stays without a municipality and is reported.
fn address(
    row: Row<'_>,
    notes: &mut Notebook,
    municipalities: &MunicipalityTable,
) -> Option<Address> {
    let [whole, prefecture, city, building] =
        [at::ADDRESS, at::PREFECTURE, at::CITY, at::BUILDING].map(|place| row.text(place).trim());
    let city = format!("{prefecture}{city}");
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
    head.add_building(building);
    notes.parted_address(
        &head,
        row.cell(at::CITY).column,
        row.cell(at::ADDRESS).column,
    )
}

#[cfg(test)]
mod tests;
