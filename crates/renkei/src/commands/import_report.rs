//! What an import command says at its end: a table on a terminal, one JSON line elsewhere, and the
//! whole report in a file.

use std::path::Path;

use renkei_app::import::report::{ImportReport, UndecidedLine};
use renkei_domain::directory::correction::{field_word, value_in_words};
use renkei_exchange::finding::FindingKind;
use serde::Serialize;

use crate::voice;

/// The reports of all files of one command. The numbers are their sums:
/// `rows_read = created + updated + unchanged + skipped`; the others count within these, and entries.
#[derive(Debug, Default, Serialize)]
pub(super) struct Summary {
    rows_read: u64,
    created: u64,
    updated: u64,
    unchanged: u64,
    skipped: u64,
    /// Of the skipped, rows outside the area asked for.
    outside_area: u64,
    /// Of the skipped, rows whose municipality could not be matched.
    without_municipality: u64,
    /// Of the skipped, rows that could be more than one known entry.
    undecided_rows: u64,
    /// Known entries that the data no longer name.
    absent: u64,
    /// Fields that people put right and that the source says differently: what people put stays.
    conflicting_fields: u64,
    /// Files, and tables of a ZIP with several, that were refused whole.
    refused_files: u64,
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
        self.outside_area += report.outside_area;
        self.without_municipality += report.without_municipality;
        self.undecided_rows += report.undecided.len() as u64;
        self.absent += report.absent;
        self.conflicting_fields += report.conflicts.len() as u64;
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
        self.refused_files += 1;
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
                "undecided": self.undecided_rows,
                "conflicts": self.conflicting_fields,
                "refused": self.refused_files,
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
                ("公表データから無くなった", report.absent),
                ("訂正とちがう内容", report.conflicts.len() as u64),
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
                let said = |value: Option<&str>| match value {
                    Some(value) => value_in_words(conflict.field, value),
                    None => "空欄".to_owned(),
                };
                voice::print(&format!(
                    "  {}行目: 訂正「{}」と公表「{}」がちがいます（{}）。訂正のままにしました。",
                    conflict.line,
                    said(conflict.corrected_value.as_deref()),
                    said(conflict.source_value.as_deref()),
                    field_word(conflict.field).unwrap_or(conflict.field),
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

#[cfg(test)]
mod tests {
    use renkei_app::import::report::ConflictLine;

    use super::*;

    #[test]
    fn the_numbers_of_several_files_are_told_as_their_sums() {
        let conflict = ConflictLine {
            line: 2,
            resource: "ある機関".to_owned(),
            field: "phone",
            source_value: None,
            corrected_value: None,
        };
        let undecided = UndecidedLine {
            line: 3,
            name: "どれか".to_owned(),
            candidates: Vec::new(),
        };
        let report = |rows_read, skipped| ImportReport {
            rows_read,
            created: 1,
            updated: 2,
            unchanged: rows_read - skipped - 3,
            skipped,
            outside_area: 1,
            without_municipality: 1,
            absent: 4,
            conflicts: vec![conflict.clone(); 2],
            undecided: vec![undecided.clone()],
            ..ImportReport::default()
        };
        let mut summary = Summary::default();
        summary.add("one.csv", report(10, 3));
        summary.add("two.csv", report(20, 5));
        summary.refuse("three.csv", "空のファイルです");
        let told = serde_json::to_value(&summary).expect("JSON");
        for (name, expected) in [
            ("rows_read", 30),
            ("created", 2),
            ("updated", 4),
            ("unchanged", 16),
            ("skipped", 8),
            ("outside_area", 2),
            ("without_municipality", 2),
            ("undecided_rows", 2),
            ("absent", 8),
            ("conflicting_fields", 4),
            ("refused_files", 1),
        ] {
            assert_eq!(told[name], expected, "{name}");
        }
        for (name, expected) in [("undecided", 2), ("files", 2), ("refused", 1)] {
            let lines = told[name].as_array().map(Vec::len);
            assert_eq!(lines, Some(expected), "{name}");
        }
        assert!(summary.needs_a_person());
    }
}
