//! The records as files: a sheet to print, and a table for spreadsheets.

use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::response::Response;
use renkei_app::consent::ConsentRefusal;
use renkei_app::provisions::read::RecordsView;
use renkei_domain::consent::Categories;
use renkei_domain::ids::CaseId;
use renkei_domain::provisions::{KeptProvision, NamedAgency, Receipt};
use renkei_domain::text::Line;
use renkei_exchange::export::{Cell, Form};

use super::lines::{asked_by_law, basis, head_words};
use super::{Asked, seen};
use crate::Site;
use crate::error::PageFault;
use crate::gate::refused;
use crate::paper::on_paper;
use crate::paths::{RecordsCsvPath, RecordsPaperPath, RecordsXlsxPath};
use crate::session::Visitor;
use crate::spreadsheet::Spreadsheet;

/// The columns, as the law names them.
pub(super) const COLUMNS: [&str; 17] = [
    "種類",
    "日",
    "本人の氏名",
    "提供元・受領者",
    "相手の名称",
    "相手の担当者",
    "相手の法人",
    "相手の代表者",
    "相手の住所",
    "項目",
    "内容",
    "目的",
    "方法",
    "もとになること",
    "取得の経緯",
    "記録した職員",
    "記録した日",
];

fn categories(told: &Categories) -> String {
    let words: Vec<&str> = told.iter().map(|one| one.word()).collect();
    words.join("、")
}

/// What a row says of whom a record names.
fn agency(named: &NamedAgency) -> [Cell; 5] {
    let contact = named.contact.as_ref().map(Line::to_string);
    [
        named.name.clone(),
        contact.unwrap_or_default(),
        named.body.clone().unwrap_or_default(),
        head_words(named),
        asked_by_law(named.address.as_ref()),
    ]
    .map(Cell::Text)
}

/// A row of what an agency told, by whom of its staff.
pub(super) fn told(kept: &KeptProvision, agency_name: String, by: String) -> Vec<Cell> {
    let record = &kept.record;
    let name = record.name.as_ref().map(Line::to_string);
    let begin = [
        Cell::from("提供"),
        Cell::Day(record.at.in_japan().date),
        Cell::Text(name.unwrap_or_default()),
        Cell::Text(agency_name),
    ];
    let rest = [
        Cell::Text(categories(&record.categories())),
        Cell::from(""),
        Cell::from(record.purpose.word()),
        Cell::from(record.means.word()),
        Cell::Text(basis(kept)),
        Cell::from(""),
        Cell::Text(by),
        Cell::Day(record.noted_at.in_japan().date),
    ];
    let cells = begin.into_iter().chain(agency(&record.recipient));
    cells.chain(rest).collect()
}

/// A row of what came in to an agency, by whom it was written down.
pub(super) fn heard(receipt: &Receipt, agency_name: String, by: String) -> Vec<Cell> {
    let name = receipt.name.as_ref().map(Line::to_string);
    let what = receipt.what.as_ref().map(ToString::to_string);
    let begin = [
        Cell::from("受領"),
        Cell::Day(receipt.on),
        Cell::Text(name.unwrap_or_default()),
        Cell::Text(agency_name),
    ];
    let rest = [
        Cell::Text(categories(&receipt.categories)),
        Cell::Text(what.unwrap_or_default()),
        Cell::from(""),
        Cell::from(receipt.means.word()),
        Cell::from(receipt.ground.word()),
        Cell::from(receipt.obtained.word()),
        Cell::Text(by),
        Cell::Day(receipt.noted_at.in_japan().date),
    ];
    let cells = begin.into_iter().chain(agency(&receipt.from));
    cells.chain(rest).collect()
}

fn rows(view: &RecordsView) -> Vec<Vec<Cell>> {
    let provisions = view.file.provisions.iter().map(|kept| {
        let by = view.name_of(kept.record.told_by);
        told(kept, view.lead_name(), by)
    });
    let receipts = view.file.receipts.iter().map(|receipt| {
        let by = view.name_of(receipt.noted_by);
        heard(receipt, view.lead_name(), by)
    });
    provisions.chain(receipts).collect()
}

/// A table of records as a file.
pub(super) async fn file(
    site: &Site,
    rows: Vec<Vec<Cell>>,
    form: Form,
) -> Result<Response, PageFault> {
    let list = Spreadsheet {
        name: "伝えた記録",
        plain_name: "records",
        columns: &COLUMNS,
        rows,
    };
    list.answer(site, form).await
}

pub(crate) async fn print(
    path: RecordsPaperPath,
    State(site): State<Site>,
    visitor: Visitor,
    query: Result<Query<Asked>, QueryRejection>,
) -> Result<Response, PageFault> {
    let Query(asked) = query.map_err(|_| PageFault::BadRequest)?;
    let id: CaseId = path.id.parse().map_err(|_| PageFault::NotFound)?;
    let (span, _) = asked.read();
    let made = site.app.records_on_paper(visitor.principal(), id, span);
    match made.await? {
        Ok(sheet) => on_paper(&site, &sheet, None).await,
        Err(ConsentRefusal::NotAllowed(decision)) => Ok(refused(decision, &visitor)),
        Err(_) => Err(PageFault::NotFound),
    }
}

pub(crate) async fn table(
    path: RecordsCsvPath,
    State(site): State<Site>,
    visitor: Visitor,
    query: Result<Query<Asked>, QueryRejection>,
) -> Result<Response, PageFault> {
    list(&site, &visitor, (&path.id, Form::Csv), query).await
}

pub(crate) async fn workbook(
    path: RecordsXlsxPath,
    State(site): State<Site>,
    visitor: Visitor,
    query: Result<Query<Asked>, QueryRejection>,
) -> Result<Response, PageFault> {
    list(&site, &visitor, (&path.id, Form::Xlsx), query).await
}

async fn list(
    site: &Site,
    visitor: &Visitor,
    (id, form): (&str, Form),
    query: Result<Query<Asked>, QueryRejection>,
) -> Result<Response, PageFault> {
    let Query(asked) = query.map_err(|_| PageFault::BadRequest)?;
    let (span, _) = asked.read();
    match seen(site, visitor, id, span).await? {
        Ok(view) => file(site, rows(&view), form).await,
        Err(answer) => Ok(answer),
    }
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use super::super::samples::{longest, usual};
    use super::*;

    #[test]
    fn every_row_has_a_cell_for_every_column() {
        for view in [usual(), longest()] {
            let all = rows(&view);
            let kept = view.file.provisions.len() + view.file.receipts.len();
            assert_eq!(all.len(), kept);
            for row in all {
                assert_eq!(row.len(), COLUMNS.len(), "{row:?}");
            }
        }
        let day = |day| Cell::Day(NaiveDate::from_ymd_opt(2026, 11, day).unwrap());
        let first = &rows(&usual())[0];
        assert_eq!(first[..2], [Cell::from("提供"), day(20)]);
        assert_eq!(first[9], Cell::from("基本情報、服薬・通院"));
        assert_eq!(first[16], day(20));
        let second = &rows(&usual())[1];
        assert_eq!(second[..2], [Cell::from("受領"), day(19)]);
    }
}
