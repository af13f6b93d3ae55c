//! Reading one cell: the value, and what was noticed about it. A defect never rejects the row.

mod number;
mod place;
mod service;
mod text;
mod url;

use std::borrow::Cow;

use renkei_domain::text::{Line, Prose};

use crate::finding::{Finding, FindingKind};

pub(crate) use place::CityCell;
pub(crate) use text::{half_width, tidy};

/// What stands where a letter was lost before the table was published.
const LOST: char = '\u{FFFD}';

/// The header of a column: fixed in published tables, somebody's own in lists.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Column<'a> {
    Fixed(&'static str),
    Own(&'a str),
}

impl Column<'_> {
    fn name(self) -> Cow<'static, str> {
        match self {
            Self::Fixed(name) => Cow::Borrowed(name),
            Self::Own(name) => Cow::Owned(name.to_owned()),
        }
    }
}

/// One cell with the column it stands in.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Cell<'a> {
    pub(crate) column: Column<'a>,
    pub(crate) text: &'a str,
}

impl<'a> Cell<'a> {
    /// A cell of a published table.
    pub(crate) fn fixed(column: &'static str, text: &'a str) -> Self {
        Self {
            column: Column::Fixed(column),
            text,
        }
    }

    /// Whether nothing stands in it.
    pub(crate) fn is_blank(self) -> bool {
        self.text.trim().is_empty()
    }
}

/// Collects what is noticed while one row is read.
#[derive(Debug)]
pub(crate) struct Notebook {
    line: u64,
    findings: Vec<Finding>,
}

impl Notebook {
    pub(crate) fn new(line: u64) -> Self {
        Self {
            line,
            findings: Vec::new(),
        }
    }

    pub(crate) fn into_findings(self) -> Vec<Finding> {
        self.findings
    }

    /// Writes down a defect of a cell and what was done about it.
    pub(crate) fn note(&mut self, cell: Cell<'_>, kind: FindingKind, done: &'static str) {
        self.findings.push(Finding {
            line: self.line,
            column: Some(cell.column.name()),
            raw: cell.text.to_owned(),
            kind,
            done,
        });
    }

    /// A text as one line: trimmed, runs of spaces made one, otherwise as published.
    pub(crate) fn line(&mut self, cell: Cell<'_>) -> Option<Line> {
        if cell.is_blank() {
            return None;
        }
        let tidied = tidy(cell.text);
        let edges = cell.text.trim().len() != cell.text.len();
        if edges || cell.text.contains(['\t', '\n', '\r']) {
            self.note(
                cell,
                FindingKind::WhitespaceTrimmed,
                "前後の空白とタブを取りのぞいた",
            );
        }
        if cell.text.contains(LOST) {
            self.note(
                cell,
                FindingKind::ReplacementCharacter,
                "そのまま残した。正しい文字を確かめて直す",
            );
        }
        match Line::parse(&tidied) {
            Ok(line) => Some(line),
            Err(_) => {
                self.note(cell, FindingKind::TextRefused, "この欄は取り込まなかった");
                None
            }
        }
    }

    /// A reading. One with lost letters reads wrong and sorts wrong, so the name stands alone.
    pub(crate) fn kana(&mut self, cell: Cell<'_>) -> Option<Line> {
        if cell.text.contains(LOST) {
            self.note(
                cell,
                FindingKind::ReplacementCharacter,
                "読みなしで取り込んだ。正しい文字を確かめて直す",
            );
            return None;
        }
        self.line(cell)
    }

    /// The name of an office or a 法人; one with lost letters is shown by its reading where that is whole. Rows
    /// are still told apart by the name as published.
    pub(crate) fn name(&mut self, cell: Cell<'_>, kana: Option<Cell<'_>>) -> Option<Line> {
        let whole = kana.filter(|kana| !kana.is_blank() && !kana.text.contains(LOST));
        let reading = || Line::parse(&tidy(whole?.text)).ok();
        match cell.text.contains(LOST).then(reading).flatten() {
            Some(reading) => {
                self.note(
                    cell,
                    FindingKind::ReplacementCharacter,
                    "読みを名称として取り込んだ。正しい文字を確かめて直す",
                );
                Some(reading)
            }
            None => self.line(cell),
        }
    }

    /// A longer text, line ends kept.
    pub(crate) fn prose(&mut self, cell: Cell<'_>, text: &str) -> Option<Prose> {
        if text.trim().is_empty() {
            return None;
        }
        match Prose::parse(text) {
            Ok(prose) => Some(prose),
            Err(_) => {
                self.note(cell, FindingKind::TextRefused, "この欄は取り込まなかった");
                None
            }
        }
    }
}

#[cfg(test)]
mod tests;
