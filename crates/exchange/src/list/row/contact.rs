//! How to reach an office of a list, and the number it is known by.

use renkei_domain::directory::phone::Phone;
use renkei_domain::text::Line;

use super::super::columns::Field;
use super::super::number::{lost_zero, scientific};
use super::Row;
use crate::cell::{Notebook, half_width};
use crate::finding::FindingKind;

impl Row<'_> {
    /// Every phone column; from the second on, its header is what the number is for.
    pub(super) fn phones(&self, notes: &mut Notebook) -> Vec<Phone> {
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

    pub(super) fn fax(&self, notes: &mut Notebook, phones: &[Phone]) -> Option<Phone> {
        let cell = self.filled(Field::Fax)?;
        match lost_zero(notes, cell) {
            Some(fax) => Some(notes.fax_beside(cell, fax, phones)),
            None => notes.fax(cell, phones),
        }
    }

    /// 事業所番号, which spreadsheets like to take for a number.
    pub(super) fn office_number(&self, notes: &mut Notebook) -> Option<Line> {
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

    pub(super) fn email(&self, notes: &mut Notebook) -> Option<Line> {
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
}
