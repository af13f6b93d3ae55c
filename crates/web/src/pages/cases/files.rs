//! A list of cases as a file, for whoever sees the list: what stands in a row of it and nothing else of a case. Which cases
//! were read is noted as on the page, once for each file.

use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::response::Response;
use renkei_app::cases::read::{CaseFilter, CaseRow};
use renkei_exchange::export::{Cell, Form};

use super::{Asked, CaseLine, asked_of, led};
use crate::Site;
use crate::error::PageFault;
use crate::paths::{CasesCsvPath, CasesXlsxPath};
use crate::session::Visitor;
use crate::spreadsheet::{ListFiles, MOST_ROWS, Spreadsheet, said_below};

const COLUMNS: [&str; 6] = [
    "番号",
    "名前",
    "いまの段階",
    "担当",
    "はじめた日",
    "終わった日",
];

fn row(row: &CaseRow) -> Vec<Cell> {
    let line = CaseLine::of(row, None);
    vec![
        Cell::Text(line.number),
        Cell::Text(line.name),
        Cell::Text(line.stage),
        Cell::Text(line.keeper),
        Cell::Day(line.since.0),
        line.until
            .map_or_else(|| Cell::from(""), |until| Cell::Day(until.0)),
    ]
}

/// Where a list is taken from.
pub(super) fn of_list(filter: CaseFilter) -> ListFiles {
    let asked = asked_of((filter.whose, filter.course));
    ListFiles::at(
        format!("{CasesXlsxPath}?{asked}"),
        format!("{CasesCsvPath}?{asked}"),
    )
}

pub(crate) async fn csv(
    _: CasesCsvPath,
    State(site): State<Site>,
    visitor: Visitor,
    asked: Result<Query<Asked>, QueryRejection>,
) -> Result<Response, PageFault> {
    file(&site, &visitor, Form::Csv, asked).await
}

pub(crate) async fn xlsx(
    _: CasesXlsxPath,
    State(site): State<Site>,
    visitor: Visitor,
    asked: Result<Query<Asked>, QueryRejection>,
) -> Result<Response, PageFault> {
    file(&site, &visitor, Form::Xlsx, asked).await
}

async fn file(
    site: &Site,
    visitor: &Visitor,
    form: Form,
    asked: Result<Query<Asked>, QueryRejection>,
) -> Result<Response, PageFault> {
    let Query(asked) = asked.map_err(|_| PageFault::BadRequest)?;
    let mut filter = CaseFilter {
        after: None,
        ..asked.filter()?
    };
    let mut rows = Vec::new();
    loop {
        let found = match site.app.cases(visitor.principal(), filter).await? {
            Ok(found) => found,
            Err(decision) => return Ok(led(decision)),
        };
        rows.extend(found.rows.iter().map(row));
        filter.after = found.next;
        if filter.after.is_none() {
            break;
        }
        if rows.len() >= MOST_ROWS {
            let said = "（はじめの1,000件だけです。つづきは、画面の一覧で見てください）";
            rows.push(said_below(COLUMNS.len(), said));
            break;
        }
    }
    let list = Spreadsheet {
        name: "ケース",
        plain_name: "cases",
        columns: &COLUMNS,
        rows,
    };
    list.answer(site, form).await
}
