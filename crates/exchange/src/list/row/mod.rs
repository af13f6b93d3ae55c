//! One row of a list.

mod address;
mod contact;
mod hours;

use renkei_domain::directory::address::{Address, Precision};
use renkei_domain::directory::kind::ResourceKind;
use renkei_domain::directory::organization::OrganizationFacts;
use renkei_domain::directory::resource::ResourceFacts;
use renkei_domain::text::{Line, fold};

use super::columns::{Columns, Field};
use super::kinds::kind_within;
use crate::cell::{Cell, Column, Notebook, tidy};
use crate::finding::FindingKind;
use crate::municipality_table::MunicipalityTable;
use crate::office::{OfficeKey, ReadOffice};

/// A row with the meaning of its columns.
#[derive(Clone, Copy)]
pub(super) struct Row<'a> {
    header: &'a [String],
    columns: &'a Columns,
    cells: &'a [String],
    /// Where an office stands whose address names no municipality.
    place: Option<&'a str>,
}

impl<'a> Row<'a> {
    pub(super) fn new(header: &'a [String], columns: &'a Columns, cells: &'a [String]) -> Self {
        Self {
            header,
            columns,
            cells,
            place: None,
        }
    }

    /// The same, standing in a municipality unless it says otherwise.
    pub(super) fn standing_in(self, place: Option<&'a str>) -> Self {
        Self { place, ..self }
    }

    fn at(&self, place: usize) -> Cell<'a> {
        Cell {
            column: Column::Own(self.header.get(place).map_or("", String::as_str)),
            text: self.cells.get(place).map_or("", String::as_str),
        }
    }

    /// The cell of a field, where the list has a column for it.
    pub(super) fn cell(&self, field: Field) -> Option<Cell<'a>> {
        self.columns.first(field).map(|place| self.at(place))
    }

    /// The cell, where something stands in it.
    fn filled(&self, field: Field) -> Option<Cell<'a>> {
        self.cell(field).filter(|cell| !cell.is_blank())
    }

    fn text(&self, field: Field) -> &'a str {
        self.cell(field).map_or("", |cell| cell.text.trim())
    }

    /// Reads the row, or nothing where it has no name.
    pub(super) fn read(
        &self,
        notes: &mut Notebook,
        named_kind: Option<ResourceKind>,
        default_kind: Option<ResourceKind>,
        municipalities: &MunicipalityTable,
    ) -> Option<ReadOffice> {
        let published = self.cell(Field::Name)?;
        let name = notes.name(published, self.cell(Field::Kana))?;
        let (kind, service_name) = self.kind(notes, &name, named_kind, default_kind);
        let phones = self.phones(notes);
        let address = self.address(notes, municipalities);
        // What people call a kind changes from edition to edition; its official name does not, and other
        // data sets are keyed by it too.
        let service = match (kind, &service_name) {
            (ResourceKind::OtherDisabilityService, Some(written)) => written.as_str(),
            _ => kind.service_name(),
        };
        let key = OfficeKey::new(
            self.text(Field::OfficeNumber),
            service,
            &tidy(published.text),
            &address.as_ref().map(Address::line).unwrap_or_default(),
            phones.first().map(|phone| phone.written.as_str()),
        );
        let organization = self.organization(notes);
        let (hours, hours_note) = self.hours(notes);
        let facts = ResourceFacts {
            organization: None,
            kind,
            service_name,
            name,
            kana: self.cell(Field::Kana).and_then(|cell| notes.kana(cell)),
            office_number: self.office_number(notes),
            address,
            location: match (self.filled(Field::Latitude), self.filled(Field::Longitude)) {
                (Some(north), Some(east)) => notes.location(north, east, Precision::Approximate),
                _ => None,
            },
            fax: self.fax(notes, &phones),
            phones,
            email: self.email(notes),
            url: self.filled(Field::Url).and_then(|cell| notes.url(cell)),
            hours,
            hours_note,
            capacity: self
                .filled(Field::Capacity)
                .and_then(|cell| notes.capacity(cell)),
        };
        Some(ReadOffice {
            key,
            organization,
            facts,
        })
    }

    fn line(&self, notes: &mut Notebook, field: Field) -> Option<Line> {
        self.cell(field).and_then(|cell| notes.line(cell))
    }

    /// The kind by its column, by the mapping, by the name; what none of them tells is kept in words.
    fn kind(
        &self,
        notes: &mut Notebook,
        name: &Line,
        named: Option<ResourceKind>,
        default: Option<ResourceKind>,
    ) -> (ResourceKind, Option<Line>) {
        let written = self.line(notes, Field::Kind);
        if let Some(kind) = named {
            let says_more = |line: &Line| {
                fold(line.as_str()) != fold(kind.word()) && line.as_str() != kind.code()
            };
            return (kind, written.filter(says_more));
        }
        let guess = default.or_else(|| kind_within(name.as_str()).filter(|_| written.is_none()));
        if let Some(kind) = guess {
            return (kind, written);
        }
        let cell = self.cell(Field::Kind).or_else(|| self.cell(Field::Name));
        if let Some(cell) = cell {
            notes.note(
                cell,
                FindingKind::UnknownService,
                "「その他の障害福祉サービス」とし、書かれた種類を残した",
            );
        }
        (ResourceKind::OtherDisabilityService, written)
    }

    fn organization(&self, notes: &mut Notebook) -> Option<OrganizationFacts> {
        let name = self.line(notes, Field::Organization)?;
        Some(OrganizationFacts {
            corporate_number: self
                .filled(Field::CorporateNumber)
                .and_then(|cell| notes.corporate_number(cell)),
            ..OrganizationFacts::named(name)
        })
    }
}
