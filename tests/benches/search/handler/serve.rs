//! A handler as a process: it says where it listens, as `renkei serve` does, and answers until it is
//! ended.

use std::process::ExitCode;
use std::sync::Arc;

use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse as _, Response};
use axum::routing::post;
use axum::serve::ListenerExt as _;
use renkei::outside::SystemClock;
use renkei_app::Place;
use renkei_domain::outside::Clock as _;
use renkei_tests::bench::fine;
use renkei_tests::bench::ground::file;
use sqlx::{PgPool, SqlitePool};
use tokio::net::TcpListener;

use super::asked::{Tables, Wanted};
use super::by_rusqlite::Readers;
use super::{Driver, Way, answer, by_sqlx, reads};

/// Whatever goes wrong: the bench shows it and ends.
pub(super) type Fault = Box<dyn std::error::Error + Send + Sync>;

/// Where pages are read.
enum Source {
    Sqlite(SqlitePool),
    Postgres(PgPool),
    Threads(Readers),
}

/// What answers a request.
struct Handler {
    source: Source,
    tables: Arc<Tables>,
}

/// Serves until it is ended.
pub(crate) fn run(driver: Driver) -> ExitCode {
    fine(tokio::runtime::Runtime::new()).block_on(serve(driver));
    ExitCode::SUCCESS
}

async fn serve(driver: Driver) {
    let place = reads(driver);
    let tables = Arc::new(Tables::read(&place).await);
    let source = match (driver, &place) {
        (Driver::Rusqlite, Place::Folder(folder)) => {
            Source::Threads(Readers::start(&file(folder), &tables))
        }
        (_, Place::Folder(folder)) => Source::Sqlite(by_sqlx::open_sqlite(&file(folder)).await),
        (_, Place::Postgres(url)) => Source::Postgres(by_sqlx::open_postgres(url).await),
    };
    let router = Way::ALL
        .into_iter()
        .fold(Router::<Arc<Handler>>::new(), |router, way| {
            let answer = move |State(handler): State<Arc<Handler>>, body: Bytes| async move {
                handler.answer(way, &body).await
            };
            router.route(way.path(), post(answer))
        });
    let router: Router = router.with_state(Arc::new(Handler { source, tables }));
    let listener = fine(TcpListener::bind(("127.0.0.1", 0)).await);
    println!("http://{}/", fine(listener.local_addr()));
    let listener = listener.tap_io(|stream| fine(stream.set_nodelay(true)));
    fine(axum::serve(listener, router).await);
}

impl Handler {
    async fn answer(&self, way: Way, body: &[u8]) -> Response {
        let Some(wanted) = Wanted::read(body, &self.tables) else {
            return StatusCode::BAD_REQUEST.into_response();
        };
        match self.page(wanted, way).await {
            Ok(json) => ([(CONTENT_TYPE, "application/json")], json).into_response(),
            Err(fault) => (StatusCode::INTERNAL_SERVER_ERROR, fault.to_string()).into_response(),
        }
    }

    async fn page(&self, wanted: Wanted, way: Way) -> Result<Vec<u8>, Fault> {
        let found = match &self.source {
            Source::Sqlite(pool) => by_sqlx::from_sqlite(pool, &wanted, way).await?,
            Source::Postgres(pool) => by_sqlx::from_postgres(pool, &wanted, way).await?,
            // They write the JSON as well: a page changes hands but once.
            Source::Threads(readers) => return readers.page(wanted, way).await,
        };
        answer::json(&wanted, &found, &self.tables, SystemClock.now())
    }
}
