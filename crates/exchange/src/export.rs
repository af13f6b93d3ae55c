//! Lists for other people's spreadsheets: CSV in UTF-8 with a byte order mark, since the common one
//! reads Japanese only so, and with no cell that it would take for a formula.

/// A table as CSV.
#[must_use]
pub fn csv(header: &[&str], rows: &[Vec<String>]) -> Vec<u8> {
    let mut text = String::from("\u{feff}");
    let header = header.iter().map(|cell| (*cell).to_owned()).collect();
    for row in std::iter::once(&header).chain(rows) {
        let cells: Vec<String> = row.iter().map(|cell| quoted(cell)).collect();
        text.push_str(&cells.join(","));
        text.push_str("\r\n");
    }
    text.into_bytes()
}

/// A cell that begins like a formula gets an apostrophe, which spreadsheets show as text.
fn quoted(cell: &str) -> String {
    let is_formula = cell.starts_with(['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠']);
    let guard = if is_formula { "'" } else { "" };
    format!("\"{guard}{}\"", cell.replace('"', "\"\""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn asvs_1_2_10_a_spreadsheet_reads_japanese_and_runs_nothing() {
        let rows = [vec!["=1+1".to_owned(), "「\"みほん\"」,作業所".to_owned()]];
        let text = String::from_utf8(csv(&["名称", "メモ"], &rows)).unwrap_or_default();
        assert_eq!(
            text,
            "\u{feff}\"名称\",\"メモ\"\r\n\"'=1+1\",\"「\"\"みほん\"\"」,作業所\"\r\n"
        );
    }
}
