//! What stood in the database before somebody was erased, and looking for it afterwards.

use renkei_app::Place;
use renkei_domain::ids::AccountId;
use renkei_store::keys::check::{SEALED, SealedColumn};
use renkei_tests::World;
use renkei_tests::schema::contents;
use sea_orm::{ConnectionTrait as _, DatabaseConnection, Statement, Value};
use uuid::Uuid;

use super::WORD;
use crate::keys::behind;
use crate::record::fine;

/// A sealed value as it stood in the database.
pub(super) struct Saved {
    pub(super) column: SealedColumn,
    row: Uuid,
    within: String,
    pub(super) bytes: Vec<u8>,
}

impl Saved {
    pub(super) async fn opens(&self, world: &World) -> bool {
        let opened =
            world
                .store
                .opens_with_any_key(self.column, self.row, &self.within, &self.bytes);
        fine(opened.await)
    }
}

pub(super) fn statement(database: &DatabaseConnection, sql: &str, values: Vec<Value>) -> Statement {
    Statement::from_sql_and_values(database.get_database_backend(), sql, values)
}

/// The key of somebody as it stands wrapped, and everything that is sealed under it.
pub(super) async fn sealed_for(world: &World, id: AccountId) -> (Vec<u8>, Vec<Saved>) {
    let database = behind(world).await;
    let sql = "SELECT id, wrapped FROM data_key WHERE owner_kind = 'account' AND owner_id = $1";
    let asked = statement(&database, sql, vec![Value::from(id.uuid())]);
    let row = fine(database.query_one_raw(asked).await);
    let row = row.unwrap_or_else(|| panic!("{id} has no key"));
    let key: Uuid = fine(row.try_get_by_index(0));
    let wrapped: Vec<u8> = fine(row.try_get_by_index(1));
    let mut saved = Vec::new();
    for column in SEALED {
        let within = column.within.unwrap_or("''");
        let (name, table) = (column.column, column.table);
        let sql = format!(
            "SELECT {}, CAST({within} AS TEXT), {name} FROM {table} WHERE {name} IS NOT NULL",
            column.row
        );
        let rows = database.query_all_raw(statement(&database, &sql, Vec::new()));
        for row in fine(rows.await) {
            let bytes: Vec<u8> = fine(row.try_get_by_index(2));
            // The id of its key stands at the head of every sealed value.
            if bytes.get(1..17) == Some(&key.as_bytes()[..]) {
                saved.push(Saved {
                    column: *column,
                    row: fine(row.try_get_by_index(0)),
                    within: fine(row.try_get_by_index(1)),
                    bytes,
                });
            }
        }
    }
    fine(database.close().await);
    (wrapped, saved)
}

/// The bytes of the embedded database: its file with the log that is written ahead. Nothing of another one.
pub(super) fn bytes_of(world: &World) -> Option<Vec<u8>> {
    let Place::Folder(data) = &world.place else {
        return None;
    };
    let mut all = fine(std::fs::read(data.join("renkei.sqlite")));
    all.extend(std::fs::read(data.join("renkei.sqlite-wal")).unwrap_or_default());
    Some(all)
}

pub(super) fn holds(all: &[u8], some: &[u8]) -> bool {
    all.windows(some.len()).any(|window| window == some)
}

/// Every table that holds the word, as text or as digits.
pub(super) async fn telling(world: &World) -> Vec<String> {
    let digits: String = WORD.bytes().map(|byte| format!("{byte:02x}")).collect();
    let tells = |row: &String| {
        let row = row.to_lowercase();
        row.contains(WORD) || row.contains(&digits)
    };
    let all = contents(world, &[]).await.into_iter();
    let telling = all.filter(|(_, rows)| rows.iter().any(tells));
    telling.map(|(table, _)| table).collect()
}
