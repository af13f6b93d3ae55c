//! The API beside other makes: `cargo bench -p renkei-tests --bench api`.
//!
//! 20,000 offices and the demo network are loaded, as `renkei import` and `renkei demo` do, and the same questions are
//! put to several servers over HTTP. On PostgreSQL `renkei serve` stands beside PostGraphile 5 on the same tables: a
//! page of 20 entries, one entry with its lists, 100 entries with organization and hours. On SQLite it stands beside
//! mercurius (graphql-jit, better-sqlite3) and beside a handler written by hand over rusqlite, on the same file: the
//! page of 20. What the other makes need is installed by `npm ci --ignore-scripts` in `tests/benches/api/beside`; without it, or without
//! `RENKEI_TEST_POSTGRES`, that part is skipped and says so.
//!
//! Every server is a process of its own on one processor, and who asks sits on another: a program of one thread is then
//! not compared with one that has both, and no server shares its processor with who asks it. PostgreSQL runs where the
//! system lets it. Before anything is measured, every answer of every make is compared with ours; a make with other
//! answers is not measured. Then the servers take turns, the first of which warms them up and is not counted; a ratio
//! is that of two turns which follow one another, and of these ratios the one in the middle counts. Nothing here fails
//! on a slow machine.
//!
//! `BENCH_DATA=FOLDER` keeps what was loaded, as in the bench of search. Start with `beside`, which compares; `asked`
//! holds what is asked of whom, `alike` puts the answers of PostGraphile into our shape, `by_hand` is the handler.

mod alike;
mod asked;
mod beside;
mod by_hand;
mod makes;
mod processors;
mod walked;

use std::process::ExitCode;

use renkei_tests::bench::ground::{Base, Ground};
use renkei_tests::{postgres, process};

use self::asked::Question;
use self::makes::Make;
use self::processors::Processors;

const OFFICES: usize = 20_000;

fn main() -> ExitCode {
    if process::is_the_command() {
        return renkei::run();
    }
    if let Some(folder) = by_hand::of_this_process() {
        return by_hand::run(&folder);
    }
    let ground = Ground::open("bench api");
    let embedded = ground.offices_and_demo(Base::Sqlite, OFFICES);
    let served = postgres::is_there("bench api on PostgreSQL")
        .then(|| ground.offices_and_demo(Base::Postgres, OFFICES));
    // From here on nothing is loaded: what measures stands aside.
    let processors = Processors::part();
    if let Some(served) = &served {
        beside::measure(
            Base::Postgres,
            &served.place,
            &processors,
            &[Make::PostGraphile],
            &Question::ALL,
        );
    }
    beside::measure(
        Base::Sqlite,
        &embedded.place,
        &processors,
        &[Make::ByHand, Make::Mercurius],
        &[Question::Page],
    );
    ExitCode::SUCCESS
}
