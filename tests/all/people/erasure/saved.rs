//! What stood in the database before somebody was erased, and looking for it afterwards.

use std::collections::BTreeSet;

use renkei_app::Place;
use renkei_store::keys::check::{SEALED, SealedColumn};
use renkei_tests::World;
use renkei_tests::schema::contents;
use sea_orm::{ConnectionTrait as _, DatabaseConnection, Statement, Value};
use uuid::Uuid;

use crate::keys::behind;
use crate::record::fine;

/// So many bytes tell a sealed value from every other: the id of its key stands there and what was drawn for it
/// alone. A long one may stand in several pages of a file, and begins in one of them.
const HEAD: usize = 48;

/// A sealed value as it stood in the database.
struct Saved {
    column: SealedColumn,
    row: Uuid,
    within: String,
    bytes: Vec<u8>,
}

impl Saved {
    async fn opens(&self, world: &World) -> bool {
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

/// What stood sealed for somebody before they were erased.
pub(super) struct Before {
    /// Their key as it stood wrapped.
    wrapped: Vec<u8>,
    /// Everything that was sealed under it.
    saved: Vec<Saved>,
}

impl Before {
    /// The tables and columns in which something stood.
    pub(super) fn columns(&self) -> Vec<(&'static str, &'static str)> {
        let columns = self.saved.iter().map(|one| one.column);
        columns.map(|one| (one.table, one.column)).collect()
    }

    fn heads(&self) -> BTreeSet<&[u8]> {
        let all = self.saved.iter().map(|one| &one.bytes);
        all.chain([&self.wrapped])
            .filter_map(|bytes| bytes.get(..HEAD))
            .collect()
    }

    /// It opens while its key is there, and stands in the file and in a backup, where it is looked for later.
    pub(super) async fn assert_stands(&self, world: &World, copy: &str) {
        for one in &self.saved {
            assert!(
                one.opens(world).await,
                "{:?} does not open while its key is there",
                one.column
            );
        }
        if let (Some(bytes), Place::Folder(data)) = (bytes_of(world), &world.place) {
            let copy = fine(world.store.back_up(data, copy).await);
            let copy = fine(std::fs::read(copy));
            let heads = self.heads();
            assert!(heads.len() > 1, "nothing is looked for");
            for all in [&bytes, &copy] {
                assert_eq!(
                    standing(all, &heads).len(),
                    heads.len(),
                    "it is looked for where it does not stand"
                );
            }
        }
    }

    /// With every key that is left nothing of it opens, whoever saved it, and neither the file nor the log that is
    /// written ahead holds it.
    pub(super) async fn assert_gone(&self, world: &World, word: &str) {
        for one in &self.saved {
            assert!(!one.opens(world).await, "{:?} opens", one.column);
        }
        if let Some(bytes) = bytes_of(world) {
            assert!(
                standing(&bytes, &self.heads()).is_empty(),
                "the file still holds what was erased"
            );
            assert!(
                !holds(&bytes, word.as_bytes()),
                "the file still holds the name"
            );
        }
        let left = telling(world, word).await;
        assert!(left.is_empty(), "{left:?}");
    }
}

/// The key of an owner as it stands wrapped, and everything that is sealed under it.
pub(super) async fn sealed_for(world: &World, kind: &str, id: Uuid) -> Before {
    let database = behind(world).await;
    let sql = "SELECT id, wrapped FROM data_key WHERE owner_kind = $1 AND owner_id = $2";
    let asked = statement(&database, sql, vec![Value::from(kind), Value::from(id)]);
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
    Before { wrapped, saved }
}

/// The bytes of the embedded database: its file with the log that is written ahead. Nothing of another one.
fn bytes_of(world: &World) -> Option<Vec<u8>> {
    let Place::Folder(data) = &world.place else {
        return None;
    };
    let mut all = fine(std::fs::read(data.join("renkei.sqlite")));
    all.extend(std::fs::read(data.join("renkei.sqlite-wal")).unwrap_or_default());
    Some(all)
}

/// Which of these beginnings stand somewhere, looked for in one go: there are many of them.
fn standing<'h>(all: &[u8], heads: &BTreeSet<&'h [u8]>) -> BTreeSet<&'h [u8]> {
    let firsts: BTreeSet<u8> = heads
        .iter()
        .filter_map(|head| head.first().copied())
        .collect();
    all.windows(HEAD)
        .filter(|window| firsts.contains(&window[0]))
        .filter_map(|window| heads.get(window).copied())
        .collect()
}

fn holds(all: &[u8], some: &[u8]) -> bool {
    all.windows(some.len()).any(|window| window == some)
}

/// Every table that holds the word, as text or as digits.
pub(super) async fn telling(world: &World, word: &str) -> Vec<String> {
    let digits: String = word.bytes().map(|byte| format!("{byte:02x}")).collect();
    let tells = |row: &String| {
        let row = row.to_lowercase();
        row.contains(word) || row.contains(&digits)
    };
    let all = contents(world, &[]).await.into_iter();
    let telling = all.filter(|(_, rows)| rows.iter().any(tells));
    telling.map(|(table, _)| table).collect()
}
