//! The beginning of a list as a file for spreadsheets: what the directory says to everybody of each entry, and beside it
//! what its row on the page says to whoever asks, as it is at that moment.

use axum::extract::{RawQuery, State};
use axum::response::Response;
use renkei_app::directory::list::ListedResource;
use renkei_app::directory::table;
use renkei_domain::time::{Moment, japanese_moment};
use renkei_exchange::export::{Cell, Form};

use super::narrowing::{Base, Narrowing};
use super::row::Row;
use crate::Site;
use crate::error::PageFault;
use crate::paths::{SearchCsvPath, SearchXlsxPath};
use crate::session::Visitor;
use crate::spreadsheet::{MOST_ROWS, Spreadsheet, said_below};

/// What stands in a row of the page beside what the table of the directory has.
const OF_A_ROW: [&str; 7] = [
    "連絡のしかた",
    "連絡のあて先",
    "しないでほしいこと",
    "苦手",
    "空き（人）",
    "空きを聞いた日",
    "連絡先を確かめた日",
];

/// The columns: those of the directory, then those of a row of the page.
const COLUMNS: [&str; table::COLUMNS.len() + OF_A_ROW.len()] = {
    let mut all = [""; table::COLUMNS.len() + OF_A_ROW.len()];
    let mut at = 0;
    while at < all.len() {
        all[at] = if at < table::COLUMNS.len() {
            table::COLUMNS[at]
        } else {
            OF_A_ROW[at - table::COLUMNS.len()]
        };
        at += 1;
    }
    all
};

pub(crate) async fn show_csv(
    _: SearchCsvPath,
    State(site): State<Site>,
    visitor: Visitor,
    RawQuery(question): RawQuery,
) -> Result<Response, PageFault> {
    spreadsheet(&site, &visitor, question.as_deref(), Form::Csv).await
}

pub(crate) async fn show_xlsx(
    _: SearchXlsxPath,
    State(site): State<Site>,
    visitor: Visitor,
    RawQuery(question): RawQuery,
) -> Result<Response, PageFault> {
    spreadsheet(&site, &visitor, question.as_deref(), Form::Xlsx).await
}

/// An entry: whoever asks gets what the page shows them of it, and no more.
fn cells(entry: &ListedResource, at: Moment) -> Vec<Cell> {
    let row = Row::of(entry, at);
    let (free, told) = match &row.capacity {
        Some((free, day)) => (Cell::Count(u64::from(*free)), Cell::Day(day.0)),
        // Not known is not none.
        None => (Cell::from(""), Cell::from("")),
    };
    let ask = row.reach.now.as_ref().map(|line| line.ask.as_str());
    let mut cells = table::row(entry);
    cells.extend([
        Cell::Text(format!(
            "{}時点 {}",
            japanese_moment(at),
            row.reach.sentence()
        )),
        Cell::from(ask.unwrap_or_default()),
        Cell::Text(row.reach.never.join(" / ")),
        Cell::Text(row.weak.join(" / ")),
        free,
        told,
        row.verified
            .map_or_else(|| Cell::from(""), |(day, _)| Cell::Day(day.0)),
    ]);
    cells
}

async fn spreadsheet(
    site: &Site,
    visitor: &Visitor,
    question: Option<&str>,
    form: Form,
) -> Result<Response, PageFault> {
    let request = Narrowing::read(question)?.request(Base::Search)?;
    let at = site.app.now().in_japan();
    let entries = site
        .app
        .list_beginning(&visitor.viewer(), &request, EXPORTED + 1)
        .await?
        .ok_or(PageFault::NotFound)?;
    let listed = entries.iter().take(EXPORTED);
    let mut rows: Vec<_> = listed.map(|entry| cells(entry, at)).collect();
    if entries.len() > EXPORTED {
        let said = "（はじめの1,000件だけです。つづきは、しぼりこんで取り出してください）";
        rows.push(said_below(COLUMNS.len(), said));
    }
    let list = Spreadsheet {
        name: "機関",
        plain_name: "renkei",
        columns: &COLUMNS,
        rows,
    };
    list.answer(site, form).await
}

/// How many rows a spreadsheet gets at most.
pub(super) const EXPORTED: usize = MOST_ROWS;
