//! What an import says it did. The top-level numbers add up:
//! `rows_read = created + updated + unchanged + skipped`.

use std::collections::{BTreeMap, BTreeSet};

use renkei_domain::directory::municipality::MunicipalityCode;
use renkei_domain::ids::ResourceId;
use renkei_exchange::finding::{Finding, FindingKind, RowFault};
use renkei_exchange::office::PublishedOffice;
use renkei_store::StoreFault;
use serde::{Deserialize, Serialize};

/// What was done with a row of an unknown place.
const LEFT_OUT: &str = "市区町村がわからず、地域をしぼった取り込みでは使わなかった";

/// The report of one import.
#[derive(Debug, Clone, Default, Serialize)]
pub struct ImportReport {
    /// Which data.
    pub dataset: String,
    /// File name or edition.
    pub edition: String,
    /// Rows of the file.
    pub rows_read: u64,
    /// New entries.
    pub created: u64,
    /// Changed entries.
    pub updated: u64,
    /// Entries that stood so already.
    pub unchanged: u64,
    /// Rows that made no entry: duplicates, unusable and undecided rows, rows that do not stand in the area
    /// asked for or may not.
    pub skipped: u64,
    /// Of the skipped, rows outside the area asked for.
    pub outside_area: u64,
    /// Of the skipped, rows of which nobody knows whether they stand in the area asked for: their
    /// municipality could not be matched. Their findings say why.
    pub without_municipality: u64,
    /// Entries the data no longer name. They stay, marked 「公表データに無い」.
    pub absent: u64,
    /// Rows by what was noticed about them.
    pub findings_by_kind: BTreeMap<&'static str, u64>,
    /// Corrected fields that the source has moved away from.
    pub conflicts: Vec<ConflictLine>,
    /// Rows that could be more than one known entry; a person decides.
    pub undecided: Vec<UndecidedLine>,
    /// Everything noticed, in the order of the file.
    pub findings: Vec<FindingLine>,
}

/// One finding.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FindingLine {
    /// Line of the file.
    pub line: u64,
    /// Column, where one cell is meant.
    pub column: Option<String>,
    /// The cell as published.
    pub raw: String,
    /// The kind's code.
    pub kind: &'static str,
    /// What was done.
    pub done: String,
}

impl FindingLine {
    /// A finding as a report tells it.
    pub(super) fn of(finding: Finding) -> Self {
        Self {
            line: finding.line,
            column: finding.column.map(std::borrow::Cow::into_owned),
            raw: finding.raw,
            kind: finding.kind.code(),
            done: finding.done.to_owned(),
        }
    }

    /// A row that could not be used, as a report tells it.
    pub(super) fn of_fault(fault: RowFault) -> Self {
        Self {
            line: fault.line,
            column: None,
            raw: fault.raw.join(","),
            kind: fault.kind.code(),
            done: fault.message,
        }
    }
}

/// One conflict.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ConflictLine {
    /// Line of the file.
    pub line: u64,
    /// The entry, or the 法人 where it is a field of one.
    pub resource: String,
    /// The field's code.
    pub field: &'static str,
    /// What the source says now.
    pub source_value: Option<String>,
    /// What a person had put; it stays.
    pub corrected_value: Option<String>,
}

/// One undecided row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct UndecidedLine {
    /// Line of the file.
    pub line: u64,
    /// Name of the office.
    pub name: String,
    /// Entries it could be.
    pub candidates: Vec<String>,
}

impl ImportReport {
    /// Whether a person has something to do afterwards.
    #[must_use]
    pub fn is_partly_refused(&self) -> bool {
        !self.undecided.is_empty()
            || self
                .findings
                .iter()
                .any(|finding| is_unusable(finding.kind))
    }

    /// The whole report as JSON, as the command writes it.
    ///
    /// # Errors
    /// When it cannot be written as JSON.
    pub(super) fn whole(&self) -> Result<String, StoreFault> {
        serde_json::to_string(self).map_err(|fault| StoreFault::Unreadable {
            table: "upload",
            value: fault.to_string(),
        })
    }

    /// What is kept of the report beside the run's counts, as JSON.
    pub(super) fn summary(&self, only: &BTreeSet<MunicipalityCode>) -> String {
        serde_json::json!({
            "findings": self.findings_by_kind,
            "undecided": self.undecided,
            "outside_area": self.outside_area,
            "without_municipality": self.without_municipality,
            "only": only.iter().map(ToString::to_string).collect::<Vec<_>>(),
        })
        .to_string()
    }

    pub(super) fn note(&mut self, findings: Vec<Finding>) {
        for finding in findings {
            *self
                .findings_by_kind
                .entry(finding.kind.code())
                .or_default() += 1;
            self.findings.push(FindingLine::of(finding));
        }
    }

    /// A row whose municipality could not be matched, where only some municipalities were asked for. What
    /// was noticed about its cells is kept; nothing else was done with them.
    pub(super) fn note_without_municipality(&mut self, office: PublishedOffice) {
        self.skipped += 1;
        self.without_municipality += 1;
        let says_why = |finding: &Finding| {
            matches!(
                finding.kind,
                FindingKind::MunicipalityNotFound | FindingKind::AddressMissing
            )
        };
        let mut findings = office.findings;
        // A list may have no column for addresses at all.
        if !findings.iter().any(says_why) {
            findings.push(Finding {
                line: office.line,
                column: None,
                raw: office.raw.join(","),
                kind: FindingKind::AddressMissing,
                done: LEFT_OUT,
            });
        }
        for finding in &mut findings {
            finding.done = LEFT_OUT;
        }
        self.note(findings);
    }

    pub(super) fn note_fault(&mut self, fault: RowFault) {
        self.skipped += 1;
        *self.findings_by_kind.entry(fault.kind.code()).or_default() += 1;
        self.findings.push(FindingLine::of_fault(fault));
    }

    pub(super) fn note_undecided(&mut self, line: u64, name: &str, candidates: &[ResourceId]) {
        self.skipped += 1;
        self.undecided.push(UndecidedLine {
            line,
            name: name.to_owned(),
            candidates: candidates.iter().map(ToString::to_string).collect(),
        });
    }
}

/// Of a kept summary, what pages tell. A reference table has none, since nothing of it is left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
pub(crate) struct KeptSummary {
    /// Rows outside the area asked for.
    pub(crate) outside_area: u64,
}

impl KeptSummary {
    pub(crate) fn read(summary: &str) -> Self {
        serde_json::from_str(summary).unwrap_or_default()
    }
}

/// Rows left out although they speak of an office; equal rows are no loss.
fn is_unusable(code: &str) -> bool {
    FindingKind::from_code(code).is_some_and(|kind| {
        kind.severity() == renkei_exchange::finding::Severity::Skipped
            && kind != FindingKind::DuplicateRow
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_kept_of_a_report_reads_back() {
        let report = ImportReport {
            skipped: 5,
            outside_area: 3,
            ..ImportReport::default()
        };
        let kept = KeptSummary::read(&report.summary(&BTreeSet::new()));
        assert_eq!(kept.outside_area, 3);
        assert_eq!(KeptSummary::read(""), KeptSummary::default());
    }
}
