//! Published tables of a test's own making.

use super::*;

/// Cells that differ from those of a row, by their places.
pub(crate) type Changes<'c> = &'c [(usize, &'c str)];

/// A row in which nothing stands.
pub(crate) fn blank(layout: &Layout) -> Vec<String> {
    vec![String::new(); layout.columns.len()]
}

/// The row with other cells.
pub(crate) fn with(mut row: Vec<String>, changes: Changes<'_>) -> Vec<String> {
    for (place, cell) in changes {
        row[*place] = (*cell).to_owned();
    }
    row
}

/// The table as published, every cell quoted.
pub(crate) fn csv(layout: &Layout, rows: &[Vec<String>]) -> String {
    let header = line(layout.columns);
    let rows = rows.iter().map(|row| line(row));
    std::iter::once(header).chain(rows).collect()
}

fn line<C: AsRef<str>>(cells: &[C]) -> String {
    let cells: Vec<String> = cells
        .iter()
        .map(|cell| format!("\"{}\"", cell.as_ref().replace('"', "\"\"")))
        .collect();
    format!("{}\n", cells.join(","))
}

/// The only office of a table.
pub(crate) fn only(mut rows: OfficeRows<'_>) -> PublishedOffice {
    let office = rows.next().unwrap().unwrap();
    assert!(rows.next().is_none(), "there is another row");
    office
}
