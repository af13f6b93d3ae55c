//! What an import command says at its end: a table on a terminal, one JSON line elsewhere, and the
//! whole report in a file.

use std::path::Path;

use renkei_app::import::report::{ImportReport, UndecidedLine};
use renkei_domain::directory::correction::CorrectableField;
use renkei_exchange::finding::FindingKind;
use serde::Serialize;

use crate::voice;

/// The reports of all files of one command. The numbers are their sums.
#[derive(Debug, Default, Serialize)]
pub(super) struct Summary {
    rows_read: u64,
    created: u64,
    updated: u64,
    unchanged: u64,
    skipped: u64,
    absent: u64,
    findings: Vec<FileFinding>,
    undecided: Vec<UndecidedLine>,
    files: Vec<FileReport>,
    refused: Vec<RefusedFile>,
    /// Whether a row of some file was refused or waits for a decision.
    #[serde(skip)]
    is_partly_refused: bool,
}

#[derive(Debug, Serialize)]
struct FileFinding {
    file: String,
    line: u64,
    column: Option<String>,
    raw: String,
    kind: &'static str,
    done: String,
}

#[derive(Debug, Serialize)]
struct FileReport {
    file: String,
    #[serde(flatten)]
    report: ImportReport,
}

#[derive(Debug, Serialize)]
struct RefusedFile {
    file: String,
    cause: String,
}

impl Summary {
    pub(super) fn add(&mut self, file: &str, mut report: ImportReport) {
        // The report answers from its findings, which move into the summary below.
        self.is_partly_refused |= report.is_partly_refused();
        self.rows_read += report.rows_read;
        self.created += report.created;
        self.updated += report.updated;
        self.unchanged += report.unchanged;
        self.skipped += report.skipped;
        self.absent += report.absent;
        self.undecided.extend(report.undecided.iter().cloned());
        self.findings.extend(
            std::mem::take(&mut report.findings)
                .into_iter()
                .map(|finding| FileFinding {
                    file: file.to_owned(),
                    line: finding.line,
                    column: finding.column,
                    raw: finding.raw,
                    kind: finding.kind,
                    done: finding.done,
                }),
        );
        self.files.push(FileReport {
            file: file.to_owned(),
            report,
        });
    }

    pub(super) fn refuse(&mut self, file: &str, cause: &str) {
        self.refused.push(RefusedFile {
            file: file.to_owned(),
            cause: cause.to_owned(),
        });
    }

    /// Whether something was refused or waits for a decision. Equal rows that were left out do not.
    pub(super) fn needs_a_person(&self) -> bool {
        !self.refused.is_empty() || self.is_partly_refused
    }

    pub(super) fn print(&self) {
        if !voice::is_terminal() {
            let line = serde_json::json!({
                "event": "imported",
                "rows_read": self.rows_read,
                "created": self.created,
                "updated": self.updated,
                "unchanged": self.unchanged,
                "skipped": self.skipped,
                "absent": self.absent,
                "undecided": self.undecided.len(),
                "refused": self.refused.len(),
            });
            voice::print(&line.to_string());
            return;
        }
        for file in &self.files {
            let report = &file.report;
            voice::print(&format!("\n{}", report.edition));
            let numbers = [
                ("読んだ行", report.rows_read),
                ("新しい", report.created),
                ("変わった", report.updated),
                ("同じ", report.unchanged),
                ("使わなかった", report.skipped),
                ("公表データに無くなった", report.absent),
            ];
            for (word, count) in numbers {
                voice::print(&format!("  {count:>9}  {word}"));
            }
            let left_out = [
                (
                    "使わなかった行のうち、指定した地域の外",
                    report.outside_area,
                ),
                (
                    "使わなかった行のうち、市区町村がわからない",
                    report.without_municipality,
                ),
            ];
            for (word, count) in left_out.iter().filter(|(_, count)| *count > 0) {
                voice::print(&format!("  {count:>9}  {word}"));
            }
            if !report.findings_by_kind.is_empty() {
                voice::print("  気づいたこと");
            }
            for (code, count) in &report.findings_by_kind {
                let word = FindingKind::from_code(code).map_or(*code, FindingKind::word);
                voice::print(&format!("  {count:>9}  {word}"));
            }
            for conflict in &report.conflicts {
                let field = CorrectableField::from_code(conflict.field);
                let said = |value: Option<&str>| match (field, value) {
                    (Some(field), Some(value)) => field.in_words(value),
                    (None, Some(value)) => value.to_owned(),
                    (_, None) => "空欄".to_owned(),
                };
                voice::print(&format!(
                    "  {}行目: 訂正「{}」と公表「{}」がちがいます（{}）。訂正のままにしました。",
                    conflict.line,
                    said(conflict.corrected_value.as_deref()),
                    said(conflict.source_value.as_deref()),
                    field.map_or(conflict.field, CorrectableField::word),
                ));
            }
            for row in &report.undecided {
                voice::print(&format!(
                    "  {}行目「{}」: どの機関のことか決められませんでした（候補 {}件）。",
                    row.line,
                    row.name,
                    row.candidates.len()
                ));
            }
        }
    }

    pub(super) fn write(&self, path: &Path) -> std::io::Result<()> {
        let file = std::io::BufWriter::new(std::fs::File::create(path)?);
        serde_json::to_writer_pretty(file, self)?;
        Ok(())
    }
}
