//! Data keys: what values are sealed with, one for each person and each network, so that whoever is to be
//! forgotten is forgotten everywhere, in old copies too, once their key is gone. In the table they stand
//! wrapped by the master key.

use renkei_domain::ids::{AccountId, InvitationId, NetworkId, PersonId};
use renkei_domain::outside::{Entropy, new_uuid};
use renkei_domain::time::Instant;
use sea_orm::{ConnectionTrait, QueryResult, Value};
use secrecy::zeroize::Zeroize as _;
use secrecy::{ExposeSecret as _, SecretBox};
use uuid::Uuid;

use super::cipher::{self, Cell};
use super::master::{KEY_BYTES, KeyBytes, drawn};
use crate::directory::words::unreadable;
use crate::fault::StoreFault;
use crate::sql::Sql;

const TABLE: &str = "data_key";

/// What [`WrappedKey::read`] takes.
const COLUMNS: &str = "SELECT id, owner_kind, owner_id, wrapped, generation FROM data_key WHERE ";

/// Whose values a key seals.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum KeyOwner {
    /// A person with an account.
    Account(AccountId),
    /// A person who is invited.
    Invitation(InvitationId),
    /// A network.
    Network(NetworkId),
    /// Somebody who is helped, as one agency knows them.
    Person(PersonId),
    /// The installation itself.
    Installation,
    /// The index by which something sealed is found; it seals nothing.
    Index,
    /// The chain of the audit; it seals nothing.
    Audit,
}

/// A data key as it is used.
#[derive(Debug)]
pub(super) struct DataKey {
    pub(super) id: Uuid,
    pub(super) owner: KeyOwner,
    pub(super) bytes: KeyBytes,
}

/// A data key as it stands in the table.
pub(super) struct WrappedKey {
    pub(super) id: Uuid,
    owner: KeyOwner,
    wrapped: Vec<u8>,
    pub(super) generation: i64,
}

impl KeyOwner {
    /// The two columns in which an owner stands. Of those that stand alone there is no id.
    const fn parts(self) -> (&'static str, Uuid) {
        match self {
            Self::Account(id) => ("account", id.uuid()),
            Self::Invitation(id) => ("invitation", id.uuid()),
            Self::Network(id) => ("network", id.uuid()),
            Self::Person(id) => ("person", id.uuid()),
            Self::Installation => ("installation", Uuid::nil()),
            Self::Index => ("index", Uuid::nil()),
            Self::Audit => ("audit", Uuid::nil()),
        }
    }

    fn from_parts(kind: &str, id: Uuid) -> Option<Self> {
        Some(match kind {
            "account" => Self::Account(AccountId::from_uuid(id)),
            "invitation" => Self::Invitation(InvitationId::from_uuid(id)),
            "network" => Self::Network(NetworkId::from_uuid(id)),
            "person" => Self::Person(PersonId::from_uuid(id)),
            "installation" => Self::Installation,
            "index" => Self::Index,
            "audit" => Self::Audit,
            _ => return None,
        })
    }

    /// The owner as it is bound into a wrapped key.
    fn bound(self) -> String {
        let (kind, id) = self.parts();
        format!("{kind} {id}")
    }

    /// Finds the key of an owner.
    pub(super) fn condition(self) -> Sql {
        let (kind, id) = self.parts();
        Sql::with("owner_kind = ? AND owner_id = ?", [kind.into(), id.into()])
    }
}

impl WrappedKey {
    fn read(row: &QueryResult) -> Result<Self, StoreFault> {
        let kind: String = row.try_get_by_index(1)?;
        let owner = KeyOwner::from_parts(&kind, row.try_get_by_index(2)?);
        Ok(Self {
            id: row.try_get_by_index(0)?,
            owner: owner.ok_or_else(|| unreadable(TABLE, &kind))?,
            wrapped: row.try_get_by_index(3)?,
            generation: row.try_get_by_index(4)?,
        })
    }

    /// Draws a key and wraps it.
    pub(super) fn draw(
        owner: KeyOwner,
        under: (i64, &KeyBytes),
        now: Instant,
        entropy: &dyn Entropy,
    ) -> Result<Self, StoreFault> {
        let key = DataKey {
            id: new_uuid(now, entropy),
            owner,
            bytes: drawn(entropy),
        };
        Self::wrap(&key, under, entropy)
    }

    /// Wraps a key under the master key of a generation.
    fn wrap(
        key: &DataKey,
        (generation, wrapping): (i64, &KeyBytes),
        entropy: &dyn Entropy,
    ) -> Result<Self, StoreFault> {
        let owner = key.owner.bound();
        let cell = cell(key.id, &owner);
        let bytes = key.bytes.expose_secret();
        Ok(Self {
            id: key.id,
            owner: key.owner,
            wrapped: cipher::seal(wrapping, key.id, &cell, bytes, entropy)?,
            generation,
        })
    }

    /// The same key under the master key of another generation.
    pub(super) fn rewrap(
        &self,
        was: &KeyBytes,
        under: (i64, &KeyBytes),
        entropy: &dyn Entropy,
    ) -> Result<Self, StoreFault> {
        Self::wrap(&self.unwrap_with(was)?, under, entropy)
    }

    /// The key itself.
    pub(super) fn unwrap_with(&self, wrapping: &KeyBytes) -> Result<DataKey, StoreFault> {
        let owner = self.owner.bound();
        let cell = cell(self.id, &owner);
        let mut opened = cipher::open(wrapping, &cell, &self.wrapped)?;
        let is_whole = opened.len() == KEY_BYTES;
        let bytes = SecretBox::init_with_mut(|bytes: &mut [u8; KEY_BYTES]| {
            if is_whole {
                bytes.copy_from_slice(&opened);
            }
        });
        opened.zeroize();
        if !is_whole {
            return Err(cell.fault());
        }
        Ok(DataKey {
            id: self.id,
            owner: self.owner,
            bytes,
        })
    }

    /// Keeps a new key, unless its owner has one by now.
    pub(super) async fn insert(
        &self,
        connection: &impl ConnectionTrait,
        now: Instant,
    ) -> Result<(), StoreFault> {
        let (kind, owner) = self.owner.parts();
        let mut sql = Sql::new(
            "INSERT INTO data_key (id, owner_kind, owner_id, wrapped, generation, made_at) VALUES ",
        );
        sql.add(Sql::row([
            Value::from(self.id),
            Value::from(kind),
            Value::from(owner),
            Value::from(self.wrapped.clone()),
            Value::from(self.generation),
            Value::from(now.micros()),
        ]))
        .push(" ON CONFLICT (owner_kind, owner_id) DO NOTHING");
        connection.execute_raw(sql.statement(connection)).await?;
        Ok(())
    }

    /// Keeps a key that was wrapped anew in place of what it was before.
    pub(super) async fn replace(
        &self,
        connection: &impl ConnectionTrait,
        was: i64,
    ) -> Result<(), StoreFault> {
        let sql = Sql::with(
            "UPDATE data_key SET wrapped = ?, generation = ? WHERE id = ? AND generation = ?",
            [
                self.wrapped.clone().into(),
                self.generation.into(),
                self.id.into(),
                was.into(),
            ],
        );
        connection.execute_raw(sql.statement(connection)).await?;
        Ok(())
    }
}

/// A wrapped key belongs to its row and to its owner: nobody gives somebody else's to anyone.
fn cell(id: Uuid, owner: &str) -> Cell<'_> {
    Cell::of(TABLE, "wrapped", id).within(owner)
}

/// Reads wrapped keys.
pub(super) async fn wrapped_keys(
    connection: &impl ConnectionTrait,
    condition: Sql,
) -> Result<Vec<WrappedKey>, StoreFault> {
    let mut sql = Sql::new(COLUMNS);
    sql.add(condition);
    let rows = connection.query_all_raw(sql.statement(connection)).await?;
    rows.iter().map(WrappedKey::read).collect()
}

#[cfg(test)]
mod tests {
    use super::super::master::MasterKey;
    use super::*;

    struct Same(u8);

    impl Entropy for Same {
        fn fill(&self, buffer: &mut [u8]) {
            buffer.fill(self.0);
        }
    }

    #[test]
    fn a_key_comes_out_as_it_went_in_and_under_one_master_key_alone() {
        let of = |digits: &str| {
            let key = MasterKey::parse(&digits.repeat(32)).expect("a key");
            key.wrapping()
        };
        let (old, new) = (of("7a"), of("7b"));
        let now = Instant::from_micros(0);
        let owner = KeyOwner::Network(NetworkId::from_uuid(Uuid::from_u128(3)));
        let wrapped = WrappedKey::draw(owner, (1, &old), now, &Same(4)).expect("wrapped");
        let key = wrapped.unwrap_with(&old).expect("unwrapped");
        assert_eq!(key.bytes.expose_secret(), &[4; KEY_BYTES]);
        assert!(wrapped.unwrap_with(&new).is_err());
        let rewrapped = wrapped
            .rewrap(&old, (2, &new), &Same(5))
            .expect("rewrapped");
        assert_eq!((rewrapped.id, rewrapped.generation), (wrapped.id, 2));
        let again = rewrapped.unwrap_with(&new).expect("unwrapped");
        assert_eq!(again.bytes.expose_secret(), key.bytes.expose_secret());
        assert!(rewrapped.unwrap_with(&old).is_err());
        let of_another = WrappedKey {
            owner: KeyOwner::Installation,
            ..rewrapped
        };
        assert!(of_another.unwrap_with(&new).is_err(), "given to another");
    }

    #[test]
    fn every_owner_is_read_back() {
        let id = Uuid::from_u128(7);
        for owner in [
            KeyOwner::Account(AccountId::from_uuid(id)),
            KeyOwner::Invitation(InvitationId::from_uuid(id)),
            KeyOwner::Network(NetworkId::from_uuid(id)),
            KeyOwner::Person(PersonId::from_uuid(id)),
            KeyOwner::Installation,
            KeyOwner::Index,
            KeyOwner::Audit,
        ] {
            let (kind, id) = owner.parts();
            assert_eq!(KeyOwner::from_parts(kind, id), Some(owner));
        }
        assert_eq!(KeyOwner::from_parts("nobody", id), None);
    }
}
