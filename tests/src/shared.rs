//! What lies beside the clone, the real data (`../shared/data`) and the schemas of HSDS (`../shared/hsds`), and how a test
//! says that it went without.

use std::io::Write as _;
use std::path::{Path, PathBuf};

/// The folder of the real data; a test that gets `None` has been noted as skipped.
#[must_use]
pub fn data(test: &str) -> Option<PathBuf> {
    folder(test, "data")
}

/// The folder of the schemas of HSDS 3.1; a test that gets `None` has been noted as skipped.
#[must_use]
pub fn hsds(test: &str) -> Option<PathBuf> {
    folder(test, "hsds")
}

fn folder(test: &str, name: &str) -> Option<PathBuf> {
    let shared = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared");
    let folder = shared.join(name);
    if folder.is_dir() {
        Some(folder)
    } else {
        skipped(test, &format!("../shared/{name} is absent"));
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
