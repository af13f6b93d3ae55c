//! When an office of a list is open.

use renkei_domain::directory::hours::Hours;
use renkei_domain::text::Prose;

use super::super::columns::Field;
use super::super::sheet::time_of_day;
use super::Row;
use crate::cell::{Notebook, tidy};
use crate::finding::FindingKind;
use crate::hours_text::{ClosedDays, read_schedule};

impl Row<'_> {
    /// Hours that can be read become statements; the texts stay as a note unless all was read.
    pub(super) fn hours(&self, notes: &mut Notebook) -> (Hours, Option<Prose>) {
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
