//! A message as it came, in pieces that are sealed under the key of whose it is.

use renkei_domain::ids::{NetworkId, PersonId};
use sea_orm::{QueryResult, Value};
use uuid::Uuid;

use crate::cases::write;
use crate::directory::words::unreadable;
use crate::fault::StoreFault;
use crate::keys::{Cell, KeyOwner, Opener};
use crate::sql::Sql;
use crate::work::Work;

/// So many bytes of a message stand in one piece.
const PIECE_BYTES: usize = 64 * 1024;

/// Whose a message is.
#[derive(Debug, Clone, Copy)]
pub(super) enum MessageOwner {
    /// Of a person who is helped.
    Person(PersonId),
    /// Of a network.
    Network(NetworkId),
}

impl MessageOwner {
    /// The column that says so, the id in it, and whose key seals it.
    const fn parts(self) -> (&'static str, Uuid, KeyOwner) {
        match self {
            Self::Person(id) => ("person_id", id.uuid(), KeyOwner::Person(id)),
            Self::Network(id) => ("network_id", id.uuid(), KeyOwner::Network(id)),
        }
    }
}

/// Binds a piece to its mail; its place is bound in besides.
fn cell_of_piece(table: &'static str, mail: Uuid) -> Cell<'static> {
    Cell::of(table, "body", mail)
}

/// Keeps a message in the pieces of a table.
pub(super) async fn keep_pieces(
    work: &Work,
    (table, mail): (&'static str, Uuid),
    owner: MessageOwner,
    raw: &[u8],
) -> Result<(), StoreFault> {
    let (column, id, key) = owner.parts();
    for (place, piece) in (0_i64..).zip(raw.chunks(PIECE_BYTES)) {
        let within = place.to_string();
        let cell = cell_of_piece(table, mail).within(&within);
        let sealed = work.seal_bytes(key, cell, piece).await?;
        let mut sql = Sql::new(&format!(
            "INSERT INTO {table} (mail_id, ordinal, {column}, body) VALUES "
        ));
        sql.add(Sql::row([
            Value::from(mail),
            Value::from(place),
            Value::from(id),
            Value::from(sealed),
        ]));
        write(work, sql).await?;
    }
    Ok(())
}

/// The message of rows of its length, and place and bytes of a piece; nothing where there is no row.
pub(super) fn of_pieces(
    (table, mail): (&'static str, Uuid),
    found: &[QueryResult],
    opener: &Opener,
) -> Result<Option<Vec<u8>>, StoreFault> {
    let Some(first) = found.first() else {
        return Ok(None);
    };
    let size: i64 = first.try_get_by_index(0)?;
    let mut bytes = Vec::new();
    for row in found {
        let place = row.try_get_by_index::<i64>(1)?.to_string();
        let sealed: Vec<u8> = row.try_get_by_index(2)?;
        bytes.extend(opener.open(&cell_of_piece(table, mail).within(&place), &sealed)?);
    }
    if i64::try_from(bytes.len()) != Ok(size) {
        return Err(unreadable(table, mail));
    }
    Ok(Some(bytes))
}
