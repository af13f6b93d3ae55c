//! The report of an import as a file: for a spreadsheet and for programs.

use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse as _, Response};
use renkei_app::import::upload::kept::KeptReport;
use renkei_domain::directory::correction::{field_word, value_in_words};
use renkei_domain::ids::{NetworkId, UploadId};
use renkei_exchange::export::{Cell, Form};

use super::ids_of;
use super::report::{kept, word_of};
use crate::Site;
use crate::error::PageFault;
use crate::paths::{UploadCsvPath, UploadJsonPath, UploadXlsxPath};
use crate::session::Visitor;
use crate::spreadsheet::Spreadsheet;

/// The columns of the report for a spreadsheet.
const COLUMNS: [&str; 5] = ["行", "列", "もとの値", "気づいたこと", "したこと"];

/// The report for a spreadsheet, in the order of its parts.
fn rows(report: &KeptReport) -> Vec<Vec<Cell>> {
    let findings = report.findings.iter().map(|found| {
        vec![
            Cell::Count(found.line),
            Cell::Text(found.column.clone().unwrap_or_default()),
            Cell::Text(found.raw.clone()),
            Cell::from(word_of(&found.kind)),
            Cell::Text(found.done.clone()),
        ]
    });
    let undecided = report.undecided.iter().map(|row| {
        vec![
            Cell::Count(row.line),
            Cell::from(""),
            Cell::Text(row.name.clone()),
            Cell::from("どの機関のことか決められない"),
            Cell::Text(format!("使わなかった（候補 {}件）", row.candidates.len())),
        ]
    });
    let conflicts = report.conflicts.iter().map(|conflict| {
        let said = |value: &Option<String>| match value {
            Some(value) => value_in_words(&conflict.field, value),
            None => "空欄".to_owned(),
        };
        vec![
            Cell::Count(conflict.line),
            Cell::from(field_word(&conflict.field).unwrap_or(conflict.field.as_str())),
            Cell::Text(said(&conflict.source_value)),
            Cell::from("地域で入れた内容との食い違い"),
            Cell::Text(format!(
                "「{}」のままにした",
                said(&conflict.corrected_value)
            )),
        ]
    });
    findings.chain(undecided).chain(conflicts).collect()
}

pub(crate) async fn show_csv(
    path: UploadCsvPath,
    State(site): State<Site>,
    visitor: Visitor,
) -> Result<Response, PageFault> {
    let ids = ids_of(&path.id, &path.upload)?;
    spreadsheet(&site, &visitor, ids, Form::Csv).await
}

pub(crate) async fn show_xlsx(
    path: UploadXlsxPath,
    State(site): State<Site>,
    visitor: Visitor,
) -> Result<Response, PageFault> {
    let ids = ids_of(&path.id, &path.upload)?;
    spreadsheet(&site, &visitor, ids, Form::Xlsx).await
}

/// A report for a spreadsheet, or the answer for whoever may not read it.
async fn spreadsheet(
    site: &Site,
    visitor: &Visitor,
    ids: (NetworkId, UploadId),
    form: Form,
) -> Result<Response, PageFault> {
    let kept = match kept(site, visitor, ids).await? {
        Ok(kept) => kept,
        Err(answer) => return Ok(answer),
    };
    let report = kept.report.ok_or(PageFault::NotFound)?;
    let list = Spreadsheet {
        name: "取り込みの報告",
        plain_name: "report",
        columns: &COLUMNS,
        rows: rows(&report),
    };
    list.answer(site, form).await
}

pub(crate) async fn show_json(
    path: UploadJsonPath,
    State(site): State<Site>,
    visitor: Visitor,
) -> Result<Response, PageFault> {
    let kept = match kept(&site, &visitor, ids_of(&path.id, &path.upload)?).await? {
        Ok(kept) => kept,
        Err(answer) => return Ok(answer),
    };
    let json = kept.json.ok_or(PageFault::NotFound)?;
    let headers = [
        (header::CONTENT_TYPE, "application/json"),
        (
            header::CONTENT_DISPOSITION,
            "attachment; filename=\"report.json\"",
        ),
    ];
    Ok((headers, json).into_response())
}

#[cfg(test)]
mod tests {
    use renkei_app::import::upload::kept::{KeptConflict, KeptFinding};

    use super::*;

    #[test]
    fn a_spreadsheet_gets_every_line_in_words() {
        let report = KeptReport {
            findings: vec![KeptFinding {
                line: 2,
                column: Some("名称".to_owned()),
                raw: "=1+1".to_owned(),
                kind: "name_missing".to_owned(),
                done: "省いた".to_owned(),
            }],
            conflicts: vec![KeptConflict {
                line: 3,
                field: "capacity".to_owned(),
                source_value: Some("40".to_owned()),
                corrected_value: None,
                ..KeptConflict::default()
            }],
            ..KeptReport::default()
        };
        let all = rows(&report);
        assert_eq!(all.len(), 2);
        let (found, conflict) = (&all[0], &all[1]);
        let said = ["名称", "=1+1", "名称がない行", "省いた"].map(Cell::from);
        assert_eq!((&found[0], &found[1..]), (&Cell::Count(2), &said[..]));
        assert_eq!(
            conflict[..3],
            [Cell::Count(3), Cell::from("定員"), Cell::from("40")]
        );
        assert_eq!(conflict[4], Cell::from("「空欄」のままにした"));
    }
}
