//! The edition that benchmarks load: the real rows, repeated until there are as many as wanted.

use std::io::Write as _;
use std::path::{Path, PathBuf};

use crate::published;

/// Writes an edition of so many offices. The rows of the real tables under `source`, or invented ones
/// without it, are repeated with numbers, names and addresses of their own.
pub fn generate(source: Option<&Path>, target: &Path, offices: usize) {
    let files: Vec<PathBuf> = source
        .map(|source| {
            ["034", "045", "060", "062"]
                .map(|n| source.join(format!("wamnet/csvdownload{n}.csv")))
                .to_vec()
        })
        .unwrap_or_default();
    let mut header = renkei_exchange::wamnet::LAYOUT.columns.join(",");
    let mut rows: Vec<Vec<String>> = Vec::new();
    for file in files {
        let text = std::fs::read_to_string(&file)
            .unwrap_or_else(|fault| panic!("{}: {fault}", file.display()));
        let mut lines = text.trim_start_matches('\u{feff}').lines();
        header = lines.next().unwrap_or_default().to_owned();
        rows.extend(lines.map(published::cells));
    }
    if rows.is_empty() {
        rows = (0..1_000).map(invented).collect();
    }
    let mut out = std::io::BufWriter::new(
        std::fs::File::create(target).unwrap_or_else(|fault| panic!("{fault}")),
    );
    let mut write = |line: String| {
        out.write_all(line.as_bytes())
            .unwrap_or_else(|fault| panic!("{fault}"))
    };
    write(format!("\u{feff}{header}\n"));
    for number in 0..offices {
        let mut row = rows[number % rows.len()].clone();
        let round = number / rows.len();
        row[14] = format!("{:010}", number + 1_000_000_000);
        row[12] = format!("{}{round}", row[12]);
        row[16] = format!("{} {round}号", row[16]);
        write(published::line(row.iter().map(String::as_str)));
    }
}

fn invented(number: usize) -> Vec<String> {
    let mut row = vec![String::new(); 29];
    row[3] = format!("社会福祉法人みほん{}会", number / 3);
    row[11] = "就労移行支援".to_owned();
    row[12] = format!("みほんワークス{number}");
    row[13] = format!("みほんわーくす{number}");
    row[15] = "大阪府高槻市".to_owned();
    row[16] = format!("架空町{number}-1");
    row[17] = format!("072-{:03}-{:04}", number % 1000, number);
    row[22] = "09:00-17:00".to_owned();
    row
}

/// Writes a table with the one municipality in which the invented offices stand.
pub fn towns(target: &Path) {
    let header = renkei_exchange::municipality::LAYOUT.columns.join(",");
    let row = "1,大阪府,27207,高槻市,たかつきし,34.84,135.61,,,272078";
    std::fs::write(target, format!("{header}\n{row}\n")).unwrap_or_else(|fault| panic!("{fault}"));
}
