//! Passkeys: what is known of each, which is no secret, and what a browser was asked last. What its owner
//! calls one is sealed: people name devices by their place and by themselves.

use renkei_domain::ids::{AccountId, PasskeyId, SessionId};
use renkei_domain::people::Ceremony;
use renkei_domain::text::Line;
use renkei_domain::time::Instant;
use sea_orm::{ConnectionTrait, QueryResult, Value};
use uuid::Uuid;

use super::{first_row, rows};
use crate::directory::words::{code, line, unreadable};
use crate::fault::StoreFault;
use crate::keys::{Cell, KeyOwner, KeyRing, Opener};
use crate::sql::Sql;
use crate::store::Store;
use crate::work::Work;

const TABLE: &str = "passkey";

/// A passkey of an account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptPasskey {
    /// Its id, which no browser knows.
    pub id: PasskeyId,
    /// Whose it is.
    pub account: AccountId,
    /// What its owner calls it.
    pub name: Line,
    /// The name of the address at which browsers offer it.
    pub rp_id: String,
    /// The name by which browsers know it.
    pub credential_id: Vec<u8>,
    /// Its public key, as COSE.
    pub public_key: Vec<u8>,
    /// By what it signs, as COSE counts.
    pub algorithm: i32,
    /// By which ways a browser reaches it, as JSON.
    pub transports: String,
    /// Whether its device promised never to sign without asking for a PIN or a finger.
    pub needs_verification: bool,
    /// How often it signed, as far as it counts.
    pub sign_count: u32,
    /// When it was made.
    pub made_at: Instant,
    /// When it was last shown.
    pub used_at: Option<Instant>,
}

/// What a session's browser was asked last.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptChallenge {
    /// What for.
    pub ceremony: Ceremony,
    /// What has to come back signed.
    pub challenge: Vec<u8>,
    /// When it was asked.
    pub made_at: Instant,
}

const COLUMNS: &str = "id, account_id, name, rp_id, credential_id, public_key, algorithm, transports, \
     needs_verification, sign_count, made_at, used_at";

/// The place of the one among them that is sealed.
const NAME: usize = 2;

fn name(id: PasskeyId) -> Cell<'static> {
    Cell::of(TABLE, "name", id.uuid())
}

fn read(row: &QueryResult, opener: &Opener) -> Result<KeptPasskey, StoreFault> {
    let id = PasskeyId::from_uuid(row.try_get_by_index::<Uuid>(0)?);
    let sign_count: i64 = row.try_get_by_index(9)?;
    let used_at: Option<i64> = row.try_get_by_index(11)?;
    Ok(KeptPasskey {
        id,
        account: AccountId::from_uuid(row.try_get_by_index::<Uuid>(1)?),
        name: line(TABLE, &opener.text_at(&name(id), row, NAME)?)?,
        rp_id: row.try_get_by_index(3)?,
        credential_id: row.try_get_by_index(4)?,
        public_key: row.try_get_by_index(5)?,
        algorithm: row.try_get_by_index(6)?,
        transports: row.try_get_by_index(7)?,
        needs_verification: row.try_get_by_index(8)?,
        sign_count: u32::try_from(sign_count).map_err(|_| unreadable(TABLE, sign_count))?,
        made_at: Instant::from_micros(row.try_get_by_index(10)?),
        used_at: used_at.map(Instant::from_micros),
    })
}

async fn passkeys_of(
    keys: &KeyRing,
    connection: &impl ConnectionTrait,
    account: AccountId,
) -> Result<Vec<KeptPasskey>, StoreFault> {
    let mut sql = Sql::new("SELECT ");
    sql.push(COLUMNS)
        .push(" FROM passkey WHERE account_id = ")
        .bind(account.uuid())
        .push(" ORDER BY made_at, id");
    let found = rows(connection, sql).await?;
    let opener = keys.opener_of_rows(connection, &found, &[NAME]).await?;
    found.iter().map(|row| read(row, &opener)).collect()
}

impl Store {
    /// The passkeys of an account, the oldest first.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn passkeys_of(&self, account: AccountId) -> Result<Vec<KeptPasskey>, StoreFault> {
        passkeys_of(&self.keys, &self.reader, account).await
    }
}

impl Work {
    /// The passkeys of an account, read inside an act.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn passkeys_of(&self, account: AccountId) -> Result<Vec<KeptPasskey>, StoreFault> {
        passkeys_of(self.keys(), self.connection(), account).await
    }

    /// Keeps a new passkey, unless it is known already, to this account or another.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn add_passkey(&self, passkey: &KeptPasskey) -> Result<bool, StoreFault> {
        let owner = KeyOwner::Account(passkey.account);
        let name = self.seal_text(owner, name(passkey.id), passkey.name.as_str());
        let name = name.await?;
        let mut sql = Sql::new("INSERT INTO passkey (");
        sql.push(COLUMNS)
            .push(") VALUES ")
            .add(Sql::row([
                Value::from(passkey.id.uuid()),
                Value::from(passkey.account.uuid()),
                Value::from(name),
                Value::from(passkey.rp_id.clone()),
                Value::from(passkey.credential_id.clone()),
                Value::from(passkey.public_key.clone()),
                Value::from(passkey.algorithm),
                Value::from(passkey.transports.clone()),
                Value::from(passkey.needs_verification),
                Value::from(i64::from(passkey.sign_count)),
                Value::from(passkey.made_at.micros()),
                Value::from(passkey.used_at.map(Instant::micros)),
            ]))
            .push(" ON CONFLICT (credential_id) DO NOTHING");
        let is_new = self.write(sql).await? == 1;
        if is_new {
            self.note_account(passkey.account, "second_factor", None, Some("passkey"));
        }
        Ok(is_new)
    }

    /// Writes down that a passkey was shown, and how often it has signed. Says no where it was taken away
    /// meanwhile, or has counted as far already: of two that come at once with one count, one succeeds.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn use_passkey(
        &self,
        account: AccountId,
        id: PasskeyId,
        sign_count: u32,
        now: Instant,
    ) -> Result<bool, StoreFault> {
        let mut sql = Sql::new("UPDATE passkey SET sign_count = ");
        sql.bind(i64::from(sign_count))
            .push(", used_at = ")
            .bind(now.micros())
            .push(" WHERE id = ")
            .bind(id.uuid())
            .push(" AND account_id = ")
            .bind(account.uuid());
        // Some devices do not count at all; they say 0 each time.
        if sign_count == 0 {
            sql.push(" AND sign_count = 0");
        } else {
            sql.push(" AND sign_count < ").bind(i64::from(sign_count));
        }
        Ok(self.write(sql).await? == 1)
    }

    /// Takes a passkey away from its account; another's stays.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn remove_passkey(
        &self,
        account: AccountId,
        id: PasskeyId,
    ) -> Result<bool, StoreFault> {
        let mut sql = Sql::new("DELETE FROM passkey WHERE id = ");
        sql.bind(id.uuid())
            .push(" AND account_id = ")
            .bind(account.uuid());
        let is_removed = self.write(sql).await? == 1;
        if is_removed {
            self.note_account(account, "second_factor", Some("passkey"), None);
        }
        Ok(is_removed)
    }

    /// Keeps what a session's browser is being asked, in place of what it was asked before.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn keep_challenge(
        &self,
        session: SessionId,
        asked: &KeptChallenge,
    ) -> Result<(), StoreFault> {
        let mut sql = Sql::new(
            "INSERT INTO passkey_challenge (session_id, ceremony, challenge, made_at) VALUES ",
        );
        sql.add(Sql::row([
            Value::from(session.uuid()),
            Value::from(asked.ceremony.code()),
            Value::from(asked.challenge.clone()),
            Value::from(asked.made_at.micros()),
        ]))
        .push(
            " ON CONFLICT (session_id) DO UPDATE SET ceremony = excluded.ceremony, \
             challenge = excluded.challenge, made_at = excluded.made_at",
        );
        self.write(sql).await?;
        Ok(())
    }

    /// Takes out what a session's browser was asked; of several answers at once one finds it.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn take_challenge(
        &self,
        session: SessionId,
    ) -> Result<Option<KeptChallenge>, StoreFault> {
        let mut sql = Sql::new("DELETE FROM passkey_challenge WHERE session_id = ");
        sql.bind(session.uuid())
            .push(" RETURNING ceremony, challenge, made_at");
        let Some(row) = first_row(self.connection(), sql).await? else {
            return Ok(None);
        };
        let ceremony: String = row.try_get_by_index(0)?;
        Ok(Some(KeptChallenge {
            ceremony: code("passkey_challenge", Ceremony::from_code, &ceremony)?,
            challenge: row.try_get_by_index(1)?,
            made_at: Instant::from_micros(row.try_get_by_index(2)?),
        }))
    }
}
