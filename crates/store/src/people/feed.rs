//! Addresses by which calendars subscribe to somebody's conferences, or to those of their agency: known by a hash, for
//! which program, and when one was read last.

use chrono::NaiveDate;
use renkei_domain::conference::feed::CalendarProgram;
use renkei_domain::ids::{AccountId, FeedId, OrganizationId};
use renkei_domain::time::Instant;
use sea_orm::{QueryResult, Value};
use uuid::Uuid;

use super::{SecretHash, count, first_row, rows};
use crate::directory::words::code;
use crate::fault::StoreFault;
use crate::sql::Sql;
use crate::store::Store;
use crate::work::Work;

const TABLE: &str = "conference_feed";

/// A feed, without its secret.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredFeed {
    /// Its id.
    pub id: FeedId,
    /// Whose it is.
    pub account: AccountId,
    /// The agency for all of which it is; absent where it is for its owner alone.
    pub agency: Option<OrganizationId>,
    /// The program that reads it.
    pub program: CalendarProgram,
    /// When it was made.
    pub made_at: Instant,
    /// The last day on which it was read, in Japan.
    pub last_read_on: Option<NaiveDate>,
    /// What tells the text that was read last from others.
    pub last_tag: Option<String>,
    /// When it was revoked.
    pub revoked_at: Option<Instant>,
}

const COLUMNS: &str = "SELECT id, account_id, program, made_at, last_read_on, last_tag, revoked_at, \
     organization_id FROM conference_feed WHERE ";

fn read(row: &QueryResult) -> Result<StoredFeed, StoreFault> {
    let program: String = row.try_get_by_index(2)?;
    let revoked_at = row.try_get_by_index::<Option<i64>>(6)?;
    let agency = row.try_get_by_index::<Option<Uuid>>(7)?;
    Ok(StoredFeed {
        id: FeedId::from_uuid(row.try_get_by_index::<Uuid>(0)?),
        account: AccountId::from_uuid(row.try_get_by_index::<Uuid>(1)?),
        agency: agency.map(OrganizationId::from_uuid),
        program: code(TABLE, CalendarProgram::from_code, &program)?,
        made_at: Instant::from_micros(row.try_get_by_index(3)?),
        last_read_on: row.try_get_by_index(4)?,
        last_tag: row.try_get_by_index(5)?,
        revoked_at: revoked_at.map(Instant::from_micros),
    })
}

impl Store {
    /// The feeds of an account and those of some agencies, the newest first; revoked ones are among them.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn feeds_of(
        &self,
        account: AccountId,
        agencies: &[OrganizationId],
    ) -> Result<Vec<StoredFeed>, StoreFault> {
        let agencies = agencies.iter().map(|agency| agency.uuid());
        let mut sql = Sql::new(COLUMNS);
        sql.push("(account_id = ")
            .bind(account.uuid())
            .push(" OR organization_id IN (")
            .add(Sql::ids(self.reader.get_database_backend(), agencies))
            .push(")) ORDER BY made_at DESC, id DESC");
        rows(&self.reader, sql).await?.iter().map(read).collect()
    }

    /// The feed that a secret opens; one that was revoked is none.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn feed_by_secret(
        &self,
        hash: &SecretHash,
    ) -> Result<Option<StoredFeed>, StoreFault> {
        let mut sql = Sql::new(COLUMNS);
        sql.push("revoked_at IS NULL AND secret_hash = ")
            .bind(hash.to_vec());
        let found = first_row(&self.reader, sql).await?;
        found.as_ref().map(read).transpose()
    }
}

impl Work {
    /// How many feeds of an account hold.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn count_feeds(&self, account: AccountId) -> Result<i64, StoreFault> {
        let mut sql = Sql::new(
            "SELECT COUNT(*) FROM conference_feed WHERE revoked_at IS NULL AND account_id = ",
        );
        sql.bind(account.uuid());
        count(self.connection(), sql).await
    }

    /// How many feeds of an agency hold.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn count_agency_feeds(&self, agency: OrganizationId) -> Result<i64, StoreFault> {
        let mut sql = Sql::new(
            "SELECT COUNT(*) FROM conference_feed WHERE revoked_at IS NULL AND organization_id = ",
        );
        sql.bind(agency.uuid());
        count(self.connection(), sql).await
    }

    /// A feed, inside an act.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn feed(&self, id: FeedId) -> Result<Option<StoredFeed>, StoreFault> {
        let mut sql = Sql::new(COLUMNS);
        sql.push("id = ").bind(id.uuid());
        let found = first_row(self.connection(), sql).await?;
        found.as_ref().map(read).transpose()
    }

    /// Keeps a new feed.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn add_feed(&self, feed: &StoredFeed, hash: &SecretHash) -> Result<(), StoreFault> {
        let mut sql = Sql::new(
            "INSERT INTO conference_feed (id, account_id, secret_hash, program, made_at, organization_id) VALUES ",
        );
        sql.add(Sql::row([
            Value::from(feed.id.uuid()),
            Value::from(feed.account.uuid()),
            Value::from(hash.to_vec()),
            Value::from(feed.program.code()),
            Value::from(feed.made_at.micros()),
            Value::from(feed.agency.map(OrganizationId::uuid)),
        ]));
        self.write(sql).await?;
        self.note_account(feed.account, "feed", None, Some(feed.program.code()));
        Ok(())
    }

    /// Revokes a feed of an account; another's stays. Says whether it held until now.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn revoke_feed(
        &self,
        account: AccountId,
        id: FeedId,
        now: Instant,
    ) -> Result<bool, StoreFault> {
        self.revoke((TABLE, "feed"), (id.uuid(), account), now)
            .await
    }

    /// Writes down that a feed was read, and what was read of it.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn see_feed(&self, id: FeedId, day: NaiveDate, tag: &str) -> Result<(), StoreFault> {
        let mut sql = Sql::new("UPDATE conference_feed SET last_read_on = ");
        sql.bind(day)
            .push(", last_tag = ")
            .bind(tag)
            .push(" WHERE id = ")
            .bind(id.uuid());
        self.write(sql).await?;
        Ok(())
    }
}
