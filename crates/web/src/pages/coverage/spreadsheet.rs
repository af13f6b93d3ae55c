//! The table for a spreadsheet: a line for each kind and municipality, since programs that sum and filter read that, and
//! one for each kind in the whole area, where whoever serves several municipalities counts once.

use renkei_app::directory::coverage::CoverageView;
use renkei_domain::directory::coverage::{CoverageRow, Tally};
use renkei_exchange::export::Cell;

use super::{ALL, COUNTRY};

/// The columns.
pub(super) const COLUMNS: [&str; 11] = [
    "分野",
    "種類",
    "市区町村",
    "市区町村コード",
    "機関の数",
    "うち担当する",
    "うち所在する",
    "空き（人）",
    "空きを答えた機関の数",
    "空きのいちばん古い答えの日",
    "連絡先をこの1年に確かめた機関の数",
];

fn line(row: &CoverageRow, place: &str, code: String, tally: &Tally) -> Vec<Cell> {
    let (free, oldest) = match tally.places() {
        Some((free, oldest)) => (Cell::Count(free), Cell::Day(oldest)),
        // Not known is not none.
        None => (Cell::from(""), Cell::from("")),
    };
    vec![
        Cell::from(row.kind.sector().word()),
        Cell::from(row.kind.word()),
        Cell::from(place),
        Cell::from(code),
        Cell::Count(tally.agencies()),
        Cell::Count(tally.serves),
        Cell::Count(tally.stands),
        free,
        Cell::Count(tally.told),
        oldest,
        Cell::Count(tally.confirmed),
    ]
}

/// Every line, those of gaps too.
pub(super) fn rows(view: &CoverageView) -> Vec<Vec<Cell>> {
    let mut rows = Vec::new();
    for row in &view.coverage.rows {
        let places = view.places.iter().zip(&view.coverage.places);
        for ((name, code), cell) in places.zip(&row.cells) {
            rows.push(line(row, name, code.to_string(), cell));
        }
        if !row.country.is_empty() {
            rows.push(line(row, COUNTRY, String::new(), &row.country));
        }
        rows.push(line(row, ALL, String::new(), &row.all));
    }
    rows
}
