//! What tests and benchmarks share: worlds on every database, a clock that stands still, servers and actors,
//! the command as a process.
//!
//! The tests in Rust are one binary, `tests/all`, one module a subject. A test names its actor and ends
//! with what that actor sees. Write `on_every_database!` for anything that touches the store. Programs of
//! other makes (`tests/graphql`) and browsers (`tests/browser`) call a demo that `tests/run` starts.

pub mod attacks;
pub mod bench;
pub mod browser;
pub mod calls;
pub mod clock;
pub mod datasets;
pub mod entries;
pub mod generated;
pub mod imap_server;
pub mod inside;
pub mod mail_server;
pub mod pace;
pub mod patience;
pub mod people;
pub mod postgres;
pub mod process;
pub mod published;
pub mod schema;
pub mod server;
pub mod shared;
pub mod statements;
pub mod template;
pub mod world;

pub use world::World;

/// Declares a test that runs on SQLite, on PostgreSQL under C.UTF-8 and under a Japanese ICU locale.
/// Without a PostgreSQL (`RENKEI_TEST_POSTGRES`) the last two say that they were skipped.
/// Where its first line asks for the seed, no empty world is made before.
#[macro_export]
macro_rules! on_every_database {
    ($(#[$meta:meta])* async fn $name:ident($world:ident) {
        let $seeded:ident = $empty:ident.seeded().await;
        $($rest:tt)*
    }) => {
        $crate::on_every_database! { @told seeded_on, $(#[$meta])* $name($seeded) { $($rest)* } }
    };
    ($(#[$meta:meta])* async fn $name:ident($world:ident) $body:block) => {
        $crate::on_every_database! { @told on, $(#[$meta])* $name($world) $body }
    };
    (@told $begins:ident, $(#[$meta:meta])* $name:ident($world:ident) $body:block) => {
        $(#[$meta])*
        mod $name {
            #[expect(unused_imports, reason = "small tests use nothing of their module")]
            use super::*;

            async fn tell_the_story($world: $crate::World) $body

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn sqlite() {
                tell_the_story($crate::World::$begins($crate::world::Database::Sqlite).await).await;
            }

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn postgres_c() {
                if $crate::postgres::is_there(concat!(module_path!(), "::postgres_c")) {
                    tell_the_story($crate::World::$begins($crate::world::Database::PostgresC).await).await;
                }
            }

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn postgres_ja() {
                if $crate::postgres::is_there(concat!(module_path!(), "::postgres_ja")) {
                    tell_the_story($crate::World::$begins($crate::world::Database::PostgresJa).await).await;
                }
            }
        }
    };
}
