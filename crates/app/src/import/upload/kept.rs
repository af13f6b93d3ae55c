//! The report of an import as it was kept: the same that the command writes.

use std::collections::BTreeMap;

use renkei_domain::access::principal::Principal;
use renkei_domain::ids::{NetworkId, UploadId};
use serde::Deserialize;

use super::{UploadRefusal, UploadView};
use crate::App;
use crate::directory::register::Outcome;

/// A report.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct KeptReport {
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
    /// Rows that made no entry.
    pub skipped: u64,
    /// Of the skipped, rows outside the area.
    pub outside_area: u64,
    /// Of the skipped, rows of which nobody knows whether they stand in it.
    pub without_municipality: u64,
    /// Entries the data no longer name.
    pub absent: u64,
    /// Rows by what was noticed about them, by its code.
    pub findings_by_kind: BTreeMap<String, u64>,
    /// Corrected fields that the source has moved away from.
    pub conflicts: Vec<KeptConflict>,
    /// Rows that could be more than one known entry.
    pub undecided: Vec<KeptUndecided>,
    /// Everything noticed, in the order of the file.
    pub findings: Vec<KeptFinding>,
}

/// One finding.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct KeptFinding {
    /// Line of the file.
    pub line: u64,
    /// Column, where one cell is meant.
    pub column: Option<String>,
    /// The cell as published.
    pub raw: String,
    /// The kind's code.
    pub kind: String,
    /// What was done.
    pub done: String,
}

/// One conflict.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct KeptConflict {
    /// Line of the file.
    pub line: u64,
    /// The entry.
    pub resource: String,
    /// The field's code.
    pub field: String,
    /// What the source says.
    pub source_value: Option<String>,
    /// What a person had put; it stayed.
    pub corrected_value: Option<String>,
}

/// One undecided row.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct KeptUndecided {
    /// Line of the file.
    pub line: u64,
    /// Name of the office.
    pub name: String,
    /// Entries it could be.
    pub candidates: Vec<String>,
}

/// A report with the file it is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UploadReport {
    /// The file.
    pub upload: UploadView,
    /// The report; `None` where it was forgotten after its time.
    pub report: Option<KeptReport>,
    /// The same as JSON.
    pub json: Option<String>,
}

#[renkei_boxed::boxed]
impl App {
    /// The report of a file that was imported.
    ///
    /// # Errors
    /// A fault of the store; refusals are in the outcome.
    pub async fn upload_report(
        &self,
        principal: &Principal,
        network: NetworkId,
        id: UploadId,
    ) -> Outcome<UploadReport, UploadRefusal> {
        let upload = match self.upload(principal, network, id).await? {
            Ok(upload) => upload,
            Err(refusal) => return Ok(Err(refusal)),
        };
        let json = self.store.upload_report(id).await?;
        let report = json
            .as_deref()
            .and_then(|json| serde_json::from_str(json).ok());
        Ok(Ok(UploadReport {
            upload,
            report,
            json,
        }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::report::{FindingLine, ImportReport, UndecidedLine};

    #[test]
    fn a_report_reads_back_as_it_was_written() {
        let finding = FindingLine {
            line: 3,
            column: Some("電話番号".to_owned()),
            raw: "0720000003".to_owned(),
            kind: "phone_normalised",
            done: "区切りを入れた".to_owned(),
        };
        let report = ImportReport {
            rows_read: 2,
            created: 1,
            skipped: 1,
            undecided: vec![UndecidedLine {
                line: 4,
                name: "ひなた".to_owned(),
                candidates: vec!["a".to_owned(), "b".to_owned()],
            }],
            findings: vec![finding],
            ..ImportReport::default()
        };
        let json = report.whole().unwrap_or_default();
        let kept: KeptReport = serde_json::from_str(&json).unwrap_or_default();
        assert_eq!((kept.rows_read, kept.created, kept.skipped), (2, 1, 1));
        assert_eq!(kept.findings[0].column.as_deref(), Some("電話番号"));
        assert_eq!(kept.undecided[0].candidates.len(), 2);
    }
}
