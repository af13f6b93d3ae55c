//! The figures of the import: `cargo bench -p renkei-tests --bench import`.
//!
//! A generator makes 200,000 offices from the real rows of `../shared/data/wamnet` (or from invented
//! ones without them). Every step is a process of its own, as an operator would start it: this program
//! calls itself with the words of the `renkei` command. What it prints is read by people; nothing
//! here fails on a slow machine.

mod beside;
mod serve;

use std::process::ExitCode;

use renkei_app::Place;
use renkei_tests::process::{self, import, reference_tables};
use renkei_tests::{generated, shared};

const OFFICES: usize = 200_000;

fn main() -> ExitCode {
    if process::is_the_command() {
        return renkei::run();
    }
    let folder = tempfile::tempdir().unwrap_or_else(|fault| panic!("temporary folder: {fault}"));
    let data = Place::Folder(folder.path().join("data"));
    let csv = folder.path().join("offices.csv");
    let source = shared::data("bench import");
    generated::generate(source.as_deref(), &csv, OFFICES);
    reference_tables(&data, source.as_deref(), folder.path());
    println!(
        "{OFFICES} offices, SQLite, {} cores",
        std::thread::available_parallelism().map_or(0, usize::from)
    );
    let first = import(&data, "wamnet", &csv);
    first.print("import", "<= 40 s, <= 400 MB");
    let again = import(&data, "wamnet", &csv);
    again.print("the same file again", "<= 15 s");
    println!(
        "{:<28} {:>8.2}",
        "again / first",
        again.seconds / first.seconds
    );
    serve::measure(&data);
    // Last and in a folder of its own: whoever acts beside an import slows it down.
    let beside = Place::Folder(folder.path().join("beside"));
    reference_tables(&beside, source.as_deref(), folder.path());
    beside::measure(&beside, &csv);
    ExitCode::SUCCESS
}
