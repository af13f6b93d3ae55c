//! The figures of looking for entries that may be one office: `cargo bench -p renkei-tests --bench duplicates`.
//!
//! The 200,000 offices of the import's figures are compared with each other as a serving process does it, on SQLite:
//! read, compared, kept. The generator repeats real rows under names with numbers, so that every phone and house is
//! shared by twenty of them: more than anywhere in the country. What it prints is read by people; nothing here fails on
//! a slow machine.

use std::process::ExitCode;
use std::time::Instant;

use renkei::settings::Settings;
use renkei::wiring::application;
use renkei_app::Place;
use renkei_tests::process::{self, import, memory, reference_tables};
use renkei_tests::{generated, shared};

const OFFICES: usize = 200_000;

fn main() -> ExitCode {
    if process::is_the_command() {
        return renkei::run();
    }
    let folder = tempfile::tempdir().unwrap_or_else(|fault| panic!("temporary folder: {fault}"));
    let data = folder.path().join("data");
    let place = Place::Folder(data.clone());
    let csv = folder.path().join("offices.csv");
    let source = shared::data("bench duplicates");
    generated::generate(source.as_deref(), &csv, OFFICES);
    reference_tables(&place, source.as_deref(), folder.path());
    import(&place, "wamnet", &csv);
    let settings = Settings {
        data,
        ..Settings::default()
    };
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .unwrap_or_else(|fault| panic!("a runtime: {fault}"));
    runtime.block_on(async {
        let app = application(&place, &settings.key_place())
            .await
            .unwrap_or_else(|fault| panic!("{fault}"));
        let before = memory(std::process::id(), "VmRSS:");
        let began = Instant::now();
        let searched = app
            .find_duplicates()
            .await
            .unwrap_or_else(|fault| panic!("{fault}"));
        let took = began.elapsed().as_secs_f64();
        println!(
            "{} entries compared in {took:.1} s (aim <= 60 s), {} pairs",
            searched.compared, searched.pairs
        );
        let most = memory(std::process::id(), "VmHWM:");
        println!("{before:.0} MB before, {most:.0} MB at most");
    });
    ExitCode::SUCCESS
}
