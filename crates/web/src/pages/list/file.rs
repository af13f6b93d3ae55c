//! The beginning of a list as a file for spreadsheets.

use axum::extract::{RawQuery, State};
use axum::response::Response;
use renkei_app::directory::read::Viewer;
use renkei_app::directory::table;
use renkei_exchange::export::{Cell, Form};

use super::narrowing::{Base, Narrowing};
use crate::Site;
use crate::error::PageFault;
use crate::paths::{SearchCsvPath, SearchXlsxPath};
use crate::spreadsheet::Spreadsheet;

pub(crate) async fn show_csv(
    _: SearchCsvPath,
    State(site): State<Site>,
    RawQuery(question): RawQuery,
) -> Result<Response, PageFault> {
    spreadsheet(&site, question.as_deref(), Form::Csv).await
}

pub(crate) async fn show_xlsx(
    _: SearchXlsxPath,
    State(site): State<Site>,
    RawQuery(question): RawQuery,
) -> Result<Response, PageFault> {
    spreadsheet(&site, question.as_deref(), Form::Xlsx).await
}

async fn spreadsheet(
    site: &Site,
    question: Option<&str>,
    form: Form,
) -> Result<Response, PageFault> {
    let request = Narrowing::read(question)?.request(Base::Search)?;
    // A file goes from hand to hand: it holds what everybody may read, whoever takes it.
    let entries = site
        .app
        .list_beginning(&Viewer::Anonymous, &request, EXPORTED + 1)
        .await?
        .ok_or(PageFault::NotFound)?;
    let mut rows: Vec<_> = entries.iter().take(EXPORTED).map(table::row).collect();
    if entries.len() > EXPORTED {
        rows.push(cut_off());
    }
    let list = Spreadsheet {
        name: "機関",
        plain_name: "renkei",
        columns: &table::COLUMNS,
        rows,
    };
    list.answer(site, form).await
}

/// The last row of a spreadsheet that does not hold the whole list.
fn cut_off() -> Vec<Cell> {
    let said = "（はじめの1,000件だけです。つづきは、しぼりこんで取り出してください）";
    let mut cells = vec![Cell::from(""); table::COLUMNS.len()];
    cells[0] = Cell::from(said);
    cells
}

/// How many rows a spreadsheet gets at most: more than a thousand nobody reads.
pub(super) const EXPORTED: usize = 1_000;
