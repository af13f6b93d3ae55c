//! A PostgreSQL for tests: templates are made once, each test works on a clone of its own.

use std::time::Duration;

use renkei_store::Place;
use sea_orm::{ConnectionTrait, Database, DatabaseConnection, DbBackend, Statement};

use crate::template::{self, Content};

/// Where the server is, set by `tests/run`.
const ADDRESS: &str = "RENKEI_TEST_POSTGRES";

/// How often it is looked whether those who were sent out of a database are gone, and the pause between two looks.
const LOOKS: usize = 50;
const PAUSE: Duration = Duration::from_millis(2);

/// Whether there is a PostgreSQL; says so when a test goes without.
#[must_use]
pub fn is_there(test: &str) -> bool {
    let there = std::env::var(ADDRESS).is_ok();
    if !there {
        crate::shared::skipped(
            test,
            "no PostgreSQL (RENKEI_TEST_POSTGRES is not set; ./tests/run starts one)",
        );
    }
    there
}

/// How text sorts in a database.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Locale {
    /// By code point.
    C,
    /// As Japanese dictionaries sort, by ICU.
    Ja,
}

impl Locale {
    const fn template(self, content: Content) -> &'static str {
        match (self, content) {
            (Self::C, Content::Tables) => "renkei_template_c",
            (Self::C, Content::Seed) => "renkei_template_c_seeded",
            (Self::Ja, Content::Tables) => "renkei_template_ja",
            (Self::Ja, Content::Seed) => "renkei_template_ja_seeded",
        }
    }

    const fn creation(self) -> &'static str {
        match self {
            Self::C => "TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C.UTF-8' LC_CTYPE 'C.UTF-8'",
            Self::Ja => {
                "TEMPLATE template0 ENCODING 'UTF8' LOCALE_PROVIDER icu ICU_LOCALE 'ja' LC_COLLATE 'C.UTF-8' LC_CTYPE 'C.UTF-8'"
            }
        }
    }
}

fn server() -> String {
    std::env::var(ADDRESS).unwrap_or_else(|_| panic!("{ADDRESS} is not set"))
}

async fn admin() -> DatabaseConnection {
    Database::connect(server())
        .await
        .unwrap_or_else(|fault| panic!("PostgreSQL: {fault}"))
}

/// The URL of a database on the server.
#[must_use]
pub fn url(database: &str) -> String {
    let server = server();
    let base = server
        .rsplit_once('/')
        .map_or(server.as_str(), |(base, _)| base);
    format!("{base}/{database}")
}

async fn run(connection: &impl ConnectionTrait, sql: &str) {
    connection
        .execute_unprepared(sql)
        .await
        .unwrap_or_else(|fault| panic!("{sql}: {fault}"));
}

/// An empty database under C.UTF-8, whatever bore its name before, and its URL.
pub async fn make_empty(name: &str) -> String {
    drop_clone(name).await;
    let admin = admin().await;
    run(
        &admin,
        &format!("CREATE DATABASE {name} {}", Locale::C.creation()),
    )
    .await;
    admin.close().await.unwrap_or_default();
    url(name)
}

/// Whether there is a database of this name.
pub async fn is_known(name: &str) -> bool {
    let admin = admin().await;
    let known = Statement::from_string(
        DbBackend::Postgres,
        format!("SELECT 1 FROM pg_database WHERE datname = '{name}'"),
    );
    let known = admin
        .query_one_raw(known)
        .await
        .unwrap_or_else(|fault| panic!("PostgreSQL: {fault}"));
    admin.close().await.unwrap_or_default();
    known.is_some()
}

/// Gives a database that nobody uses another name.
pub async fn rename(from: &str, to: &str) {
    let admin = admin().await;
    run(&admin, &format!("ALTER DATABASE {from} RENAME TO {to}")).await;
    admin.close().await.unwrap_or_default();
}

/// Does in a database what autovacuum does within minutes: counts what there is of what, and folds in
/// what the indexes have put off.
pub async fn tidy(url: &str) {
    let connection = Database::connect(url)
        .await
        .unwrap_or_else(|fault| panic!("PostgreSQL: {fault}"));
    run(&connection, "VACUUM ANALYZE").await;
    connection.close().await.unwrap_or_default();
}

/// A clone of a template, and its URL.
pub async fn clone_of(locale: Locale, content: Content, name: &str) -> String {
    let admin = admin().await;
    // Nobody opens a database once it is a template, so that it is free to be cloned: file by file, which takes half as
    // long as page by page through the log.
    if !is_template(&admin, locale.template(content)).await {
        make_template(locale, Content::Tables).await;
        if content == Content::Seed {
            make_template(locale, content).await;
        }
    }
    run(
        &admin,
        &format!(
            "CREATE DATABASE {name} TEMPLATE {} STRATEGY FILE_COPY",
            locale.template(content)
        ),
    )
    .await;
    admin.close().await.unwrap_or_default();
    url(name)
}

/// Drops a clone.
pub async fn drop_clone(name: &str) {
    let admin = admin().await;
    send_out(&admin, name).await;
    run(
        &admin,
        &format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)"),
    )
    .await;
    admin.close().await.unwrap_or_default();
}

/// Sends everybody out of a database. Whoever drops it with them inside sends them out as well, and looks no sooner than
/// a tenth of a second later whether they are gone.
async fn send_out(admin: &DatabaseConnection, name: &str) {
    let sent =
        format!("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'");
    for _ in 0..LOOKS {
        let sent = Statement::from_string(DbBackend::Postgres, sent.as_str());
        let sent = admin
            .query_all_raw(sent)
            .await
            .unwrap_or_else(|fault| panic!("PostgreSQL: {fault}"));
        if sent.is_empty() {
            return;
        }
        tokio::time::sleep(PAUSE).await;
    }
}

/// Whether a template is made.
async fn is_template(connection: &impl ConnectionTrait, name: &str) -> bool {
    let known = Statement::from_string(
        DbBackend::Postgres,
        format!("SELECT 1 FROM pg_database WHERE datname = '{name}' AND datistemplate"),
    );
    let known = connection.query_one_raw(known).await;
    let known = known.unwrap_or_else(|fault| panic!("PostgreSQL: {fault}"));
    known.is_some()
}

/// Tests run in processes of their own: the first one makes the template, the others wait for it.
async fn make_template(locale: Locale, content: Content) {
    let name = locale.template(content);
    let admin = admin().await;
    let session = sea_orm::TransactionTrait::begin(&admin)
        .await
        .unwrap_or_else(|fault| panic!("PostgreSQL: {fault}"));
    run(&session, "SELECT pg_advisory_xact_lock(7351)").await;
    if !is_template(&session, name).await {
        run(&admin, &format!("DROP DATABASE IF EXISTS {name}")).await;
        let creation = match content {
            Content::Tables => locale.creation().to_owned(),
            Content::Seed => format!("TEMPLATE {}", locale.template(Content::Tables)),
        };
        run(&admin, &format!("CREATE DATABASE {name} {creation}")).await;
        template::fill(&Place::Postgres(url(name)), content).await;
        run(&admin, &format!("ALTER DATABASE {name} IS_TEMPLATE true")).await;
    }
    session
        .commit()
        .await
        .unwrap_or_else(|fault| panic!("PostgreSQL: {fault}"));
    admin.close().await.unwrap_or_default();
}
