//! The real data beside the clone (`../shared/data`), and how a test says that it went without.

use std::io::Write as _;
use std::path::{Path, PathBuf};

/// The folder of the real data; a test that gets `None` has been noted as skipped.
#[must_use]
pub fn data(test: &str) -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/data");
    if folder.is_dir() {
        Some(folder)
    } else {
        skipped(test, "../shared/data is absent");
        None
    }
}

/// Notes a skipped test where it is seen: on stderr, and in the list that `tests/run` prints.
pub fn skipped(test: &str, why: &str) {
    eprintln!("SKIPPED {test}: {why}");
    if let Some(list) = std::env::var_os("RENKEI_TEST_SKIPPED") {
        let file = std::fs::OpenOptions::new()
            .create(true)
            .append(true)
            .open(list);
        if let Ok(mut file) = file {
            // The list is a courtesy; the line on stderr stands in any case.
            drop(writeln!(file, "{test}: {why}"));
        }
    }
}
