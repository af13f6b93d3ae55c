//! The figures of search: `cargo bench -p renkei-tests --bench search`.
//!
//! 200,000 offices (and 20,000 to compare with) are made by the generator of the import's bench and read
//! in by `renkei import`; then `renkei serve` is asked over HTTP, on SQLite and on PostgreSQL. Beside it
//! a handler written by hand answers the same search page from the same database. Every server is a
//! process of its own: this program calls itself. What is asked for is drawn from the loaded offices by a
//! fixed seed. What it prints is read by people; nothing here fails on a slow machine.
//!
//! PostgreSQL is where `RENKEI_TEST_POSTGRES` says, as for the tests; without it that half is skipped.
//! `BENCH_DATA=FOLDER` keeps what was loaded, in that folder and in databases named `renkei_bench_…`, so
//! that the next run begins at once. After a change of the schema or of the import, remove both.
//!
//! Start with `page`, the figure that everything else stands around; `parameters` draws,
//! `handler` is what GraphQL is compared with. `renkei_tests::bench` loads and asks.

mod attacks;
mod counts;
mod documents;
mod growth;
mod handler;
mod nearest;
mod page;
mod parameters;
mod table;

use std::process::ExitCode;

use renkei_tests::bench::ground::{Base, Ground};
use renkei_tests::postgres;
use renkei_tests::process::{self, Serving};

use self::parameters::Parameters;
use self::table::Table;

/// How many offices there are.
const MANY: usize = 200_000;
/// How many there are where a tenth is compared with.
const FEW: usize = 20_000;

fn main() -> ExitCode {
    if process::is_the_command() {
        return renkei::run();
    }
    if let Some(driver) = handler::of_this_process() {
        return handler::run(driver);
    }
    let ground = Ground::open("bench search");
    println!(
        "{MANY} offices, {} cores shared by server and clients",
        std::thread::available_parallelism().map_or(0, usize::from)
    );
    let mut table = Table::default();
    figures(&ground, Base::Sqlite, &mut table);
    if postgres::is_there("bench search on PostgreSQL") {
        figures(&ground, Base::Postgres, &mut table);
    }
    table.print();
    ExitCode::SUCCESS
}

/// Everything that is measured on one database.
fn figures(ground: &Ground, base: Base, table: &mut Table) {
    let many = ground.offices(base, MANY);
    let few = ground.offices(base, FEW);
    println!("{}", base.word());
    let serving = Serving::the_command(&many.place);
    let drawn = Parameters::draw(&many.place);
    table.add(base, page::measure(base, &many.place, &serving, &drawn));
    table.add(base, growth::measure(&serving, &few.place));
    table.add(base, counts::measure(&serving, &drawn));
    table.add(base, nearest::measure(&serving, &drawn));
    // Only one process may serve a folder, and the attacked one shall begin with what a start needs.
    drop(serving);
    table.add(base, attacks::measure(&many.place, &drawn));
}
