//! One row of a list.

use renkei_domain::directory::address::{Address, Precision};
use renkei_domain::directory::hours::Hours;
use renkei_domain::directory::kind::ResourceKind;
use renkei_domain::directory::organization::OrganizationFacts;
use renkei_domain::directory::phone::Phone;
use renkei_domain::directory::resource::ResourceFacts;
use renkei_domain::text::{Line, Prose, fold};

use super::columns::{Columns, Field};
use super::kinds::kind_within;
use super::number::{lost_zero, postal_code, postal_code_in_front, scientific};
use super::sheet::time_of_day;
use crate::cell::{Cell, CityCell, Column, Notebook, half_width, tidy};
use crate::finding::{Finding, FindingKind};
use crate::hours_text::{ClosedDays, read_schedule};
use crate::municipality_table::{AddressHead, MunicipalityMatch, MunicipalityTable};
use crate::office::{OfficeKey, PublishedOffice};

/// A row with the meaning of its columns.
#[derive(Clone, Copy)]
pub(super) struct Row<'a> {
    header: &'a [String],
    columns: &'a Columns,
    cells: &'a [String],
}

/// What a row gives, without its raw cells.
pub(super) struct ReadRow {
    key: OfficeKey,
    organization: Option<OrganizationFacts>,
    facts: ResourceFacts,
    findings: Vec<Finding>,
}

impl ReadRow {
    pub(super) fn with_raw(self, line: u64, raw: Vec<String>) -> PublishedOffice {
        PublishedOffice {
            line,
            key: self.key,
            organization: self.organization,
            facts: self.facts,
            raw,
            findings: self.findings,
        }
    }
}

impl<'a> Row<'a> {
    pub(super) fn new(header: &'a [String], columns: &'a Columns, cells: &'a [String]) -> Self {
        Self {
            header,
            columns,
            cells,
        }
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
        line: u64,
        named_kind: Option<ResourceKind>,
        default_kind: Option<ResourceKind>,
        municipalities: &MunicipalityTable,
    ) -> Option<ReadRow> {
        let notes = &mut Notebook::new(line);
        let name = notes.line(self.cell(Field::Name)?)?;
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
            name.as_str(),
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
            kana: self.line(notes, Field::Kana),
            office_number: self.office_number(notes),
            address,
            location: match (self.filled(Field::Latitude), self.filled(Field::Longitude)) {
                (Some(north), Some(east)) => notes.location(north, east, Precision::Approximate),
                _ => None,
            },
            fax: self
                .filled(Field::Fax)
                .and_then(|cell| self.fax(notes, cell, phones.first())),
            phones,
            email: self.email(notes),
            url: self.filled(Field::Url).and_then(|cell| notes.url(cell)),
            hours,
            hours_note,
            capacity: self
                .filled(Field::Capacity)
                .and_then(|cell| notes.capacity(cell)),
        };
        Some(ReadRow {
            key,
            organization,
            facts,
            findings: std::mem::replace(notes, Notebook::new(line)).into_findings(),
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
            name,
            kana: None,
            corporate_number: self
                .filled(Field::CorporateNumber)
                .and_then(|cell| notes.corporate_number(cell)),
            address: None,
            head_of_body: None,
            phone: None,
            fax: None,
            url: None,
        })
    }

    /// Every phone column; from the second on, its header is what the number is for.
    fn phones(&self, notes: &mut Notebook) -> Vec<Phone> {
        let mut phones: Vec<Phone> = Vec::new();
        for place in self.columns.all(Field::Phone) {
            let cell = self.at(place);
            if cell.is_blank() {
                continue;
            }
            let Some(mut phone) = lost_zero(notes, cell).or_else(|| notes.phone(cell)) else {
                continue;
            };
            if phones.is_empty() {
                phone.extension = self.line(notes, Field::Extension);
                phone.voice_guide_key = self.line(notes, Field::VoiceGuideKey);
            } else {
                phone.label = Line::parse(self.header[place].as_str()).ok();
            }
            phones.push(phone);
        }
        phones
    }

    fn fax(&self, notes: &mut Notebook, cell: Cell<'_>, phone: Option<&Phone>) -> Option<Phone> {
        lost_zero(notes, cell).or_else(|| notes.fax(cell, phone))
    }

    /// 事業所番号, which spreadsheets like to take for a number.
    fn office_number(&self, notes: &mut Notebook) -> Option<Line> {
        let cell = self.filled(Field::OfficeNumber)?;
        let text = half_width(cell.text.trim());
        if let Some(digits) = scientific(&text) {
            notes.note(
                cell,
                FindingKind::ScientificNotation,
                "桁がそろうときだけ番号に戻し、欠けたものは番号なしとした",
            );
            return digits.and_then(|digits| Line::parse(&digits).ok());
        }
        if text.len() == 9 && text.bytes().all(|b| b.is_ascii_digit()) {
            notes.note(
                cell,
                FindingKind::LeadingZeroLost,
                "0を補わず、書かれたまま残した",
            );
        }
        notes.line(cell)
    }

    fn email(&self, notes: &mut Notebook) -> Option<Line> {
        let cell = self.filled(Field::Email)?;
        let text = half_width(cell.text.trim());
        let (user, host) = text.split_once('@').unwrap_or_default();
        let is_address = !user.is_empty()
            && host.contains('.')
            && text.is_ascii()
            && !text
                .contains(|c: char| c.is_whitespace() || c.is_control() || "<>\"',;:".contains(c))
            && !host.contains('@');
        if !is_address {
            notes.note(
                cell,
                FindingKind::EmailUnreadable,
                "メールアドレスなしで取り込んだ",
            );
            return None;
        }
        Line::parse(&text).ok()
    }

    /// The address: prefecture and municipality in columns of their own or at its head, the postal
    /// code in its column or in front of it.
    fn address(&self, notes: &mut Notebook, municipalities: &MunicipalityTable) -> Option<Address> {
        let cell = self
            .filled(Field::Address)
            .or_else(|| self.filled(Field::City))?;
        let address = tidy(self.text(Field::Address)).into_owned();
        let (in_front, address) = postal_code_in_front(&address);
        let area = format!("{}{}", self.text(Field::Prefecture), self.text(Field::City));
        let whole = if address.starts_with(&area) {
            address.to_owned()
        } else if !self.text(Field::City).is_empty() && address.starts_with(self.text(Field::City))
        {
            format!("{}{address}", self.text(Field::Prefecture))
        } else {
            format!("{area}{address}")
        };
        let mut head = municipalities
            .find_prefix(&whole)
            .unwrap_or_else(|| AddressHead {
                matched: MunicipalityMatch::NotFound,
                city: whole.clone(),
                rest: String::new(),
            });
        let building = tidy(self.text(Field::Building));
        if !building.is_empty() && !head.rest.ends_with(&*building) {
            head.rest.push(' ');
            head.rest.push_str(&building);
        }
        let own = |text| Cell {
            column: cell.column,
            text,
        };
        let mut found = notes.office_address(
            CityCell {
                cell: own(head.city.as_str()),
                matched: head.matched,
            },
            own(head.rest.trim()),
        )?;
        found.postal_code = match self.filled(Field::PostalCode) {
            Some(cell) => postal_code(notes, cell),
            None => in_front,
        };
        Some(found)
    }

    /// Hours that can be read become statements; the texts stay as a note unless all was read.
    fn hours(&self, notes: &mut Notebook) -> (Hours, Option<Prose>) {
        let closed_text = tidy(self.text(Field::ClosedDays)).into_owned();
        let cell = self.filled(Field::Hours);
        let mut text = cell
            .map(|cell| cell.text.trim().to_owned())
            .unwrap_or_default();
        // A time of day that lost its format is a bare part of one.
        if let Some(cell) = cell
            && text.contains('.')
            && let Some(minute) = text.parse().ok().and_then(time_of_day)
        {
            notes.note(cell, FindingKind::ExcelTime, "時刻の表記に戻した");
            text = minute.to_string();
        }
        let schedule = read_schedule(&text);
        if let Some(cell) = cell.filter(|_| schedule.is_none()) {
            notes.note(
                cell,
                FindingKind::HoursUnreadable,
                "曜日ごとの時間とはせず、注記に残した",
            );
        }
        let mut parts = Vec::new();
        if schedule.is_none() && !text.is_empty() {
            parts.push(format!("利用時間: {text}"));
        }
        if !closed_text.is_empty() {
            parts.push(format!("定休日: {closed_text}"));
        }
        let mut rules = ClosedDays::read(&closed_text).rules();
        if let Some(schedule) = &schedule {
            rules.extend(schedule.rules().iter().cloned());
        }
        let note = self
            .cell(Field::Hours)
            .or_else(|| self.cell(Field::ClosedDays))
            .and_then(|cell| notes.prose(cell, &parts.join(" / ")));
        (Hours::new(rules), note)
    }
}
