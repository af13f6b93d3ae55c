//! Somebody's own calendar: its address, which is sealed under their key, how reading it went, and the times that are
//! taken in it. Nothing else of it stands here.

use std::collections::HashMap;

use chrono::NaiveDate;
use renkei_domain::conference::poll::TimeTaken;
use renkei_domain::ids::{AccountId, OrganizationId};
use renkei_domain::people::{BusyAddress, BusyFault};
use renkei_domain::text::Line;
use renkei_domain::time::Instant;
use sea_orm::{QueryResult, Value};
use uuid::Uuid;

use super::account::read_name;
use super::rows;
use crate::directory::words::{code, unreadable};
use crate::fault::StoreFault;
use crate::keys::{Cell, KeyOwner, Opener};
use crate::sql::Sql;
use crate::store::Store;
use crate::work::Work;

const TABLE: &str = "busy_calendar";

/// A calendar as its owner sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredBusyCalendar {
    /// Where it lies.
    pub address: BusyAddress,
    /// When the address was given.
    pub set_at: Instant,
    /// When reading it was tried last.
    pub tried_at: Option<Instant>,
    /// When it was read last.
    pub read_at: Option<Instant>,
    /// Why it was not, where the last try failed.
    pub fault: Option<BusyFault>,
    /// How many of its entries have a time that could not be told.
    pub untold: u32,
    /// How many times are taken in it.
    pub times: u32,
}

/// A calendar that somebody is to read now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClaimedBusyCalendar {
    /// Whose it is.
    pub account: AccountId,
    /// Where it lies.
    pub address: BusyAddress,
    /// Until when nobody else reads it. Whoever finds another end there was overtaken.
    pub until: Instant,
}

/// How reading a calendar went.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BusyRead {
    /// When.
    pub at: Instant,
    /// When it is to be read next.
    pub due: Instant,
    /// The times that are taken, none touching the next, with how many could not be told; or why it was not read.
    pub found: Result<(Vec<TimeTaken>, u32), BusyFault>,
}

fn cell(account: AccountId) -> Cell<'static> {
    Cell::of(TABLE, "address", account.uuid())
}

fn read_address(
    account: AccountId,
    row: &QueryResult,
    column: usize,
    opener: &Opener,
) -> Result<BusyAddress, StoreFault> {
    let text = opener.text_at(&cell(account), row, column)?;
    BusyAddress::parse(&text).map_err(|fault| unreadable(TABLE, fault))
}

fn number(row: &QueryResult, column: usize) -> Result<u32, StoreFault> {
    let number: i64 = row.try_get_by_index(column)?;
    u32::try_from(number).map_err(|_| unreadable(TABLE, number))
}

impl Store {
    /// The calendar of an account.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn busy_calendar(
        &self,
        account: AccountId,
    ) -> Result<Option<StoredBusyCalendar>, StoreFault> {
        let sql = Sql::with(
            "SELECT address, set_at, tried_at, read_at, fault, CAST(untold AS BIGINT), \
             (SELECT COUNT(*) FROM busy_time t WHERE t.account_id = b.account_id) \
             FROM busy_calendar b WHERE account_id = ?",
            [account.uuid().into()],
        );
        let found = rows(&self.reader, sql).await?;
        let opener = self.keys.opener_of_rows(&self.reader, &found, &[0]).await?;
        let Some(row) = found.first() else {
            return Ok(None);
        };
        let instant = |column: usize| -> Result<Option<Instant>, StoreFault> {
            let micros = row.try_get_by_index::<Option<i64>>(column)?;
            Ok(micros.map(Instant::from_micros))
        };
        let fault = row.try_get_by_index::<Option<String>>(4)?;
        Ok(Some(StoredBusyCalendar {
            address: read_address(account, row, 0, &opener)?,
            set_at: Instant::from_micros(row.try_get_by_index(1)?),
            tried_at: instant(2)?,
            read_at: instant(3)?,
            fault: fault
                .map(|fault| code(TABLE, BusyFault::from_code, &fault))
                .transpose()?,
            untold: number(row, 5)?,
            times: number(row, 6)?,
        }))
    }

    /// The times that are taken in the calendars of these accounts within a span, as far as they were read since a
    /// moment: the earliest first.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn busy_times(
        &self,
        accounts: &[AccountId],
        (from, to): (Instant, Instant),
        since: Instant,
    ) -> Result<HashMap<AccountId, Vec<TimeTaken>>, StoreFault> {
        let mut sql = Sql::new(
            "SELECT t.account_id, t.begins_at, t.ends_at FROM busy_time t \
             JOIN busy_calendar b ON b.account_id = t.account_id WHERE b.read_at >= ",
        );
        let ids = accounts.iter().map(|account| account.uuid());
        sql.bind(since.micros())
            .push(" AND t.begins_at < ")
            .bind(to.micros())
            .push(" AND t.ends_at > ")
            .bind(from.micros())
            .push(" AND t.account_id IN (")
            .add(Sql::ids(self.reader.get_database_backend(), ids))
            .push(") ORDER BY t.account_id, t.begins_at");
        let mut taken: HashMap<AccountId, Vec<TimeTaken>> = HashMap::new();
        for row in rows(&self.reader, sql).await? {
            let account = AccountId::from_uuid(row.try_get_by_index::<Uuid>(0)?);
            taken.entry(account).or_default().push(TimeTaken {
                from: Instant::from_micros(row.try_get_by_index(1)?),
                to: Instant::from_micros(row.try_get_by_index(2)?),
            });
        }
        Ok(taken)
    }

    /// The staff of these organizations on a day who gave the address of their calendar, with their names.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn staff_with_calendars(
        &self,
        organizations: &[OrganizationId],
        day: NaiveDate,
    ) -> Result<Vec<(OrganizationId, AccountId, Line)>, StoreFault> {
        let mut sql = Sql::new(
            "SELECT m.organization_id, a.id, a.name FROM busy_calendar b \
             JOIN account a ON a.id = b.account_id JOIN membership m ON m.account_id = a.id \
             WHERE a.erased_at IS NULL AND a.is_disabled = ",
        );
        let ids = organizations.iter().map(|id| id.uuid());
        sql.bind(false)
            .push(" AND m.since <= ")
            .bind(day)
            .push(" AND (m.until IS NULL OR m.until > ")
            .bind(day)
            .push(") AND m.organization_id IN (")
            .add(Sql::ids(self.reader.get_database_backend(), ids))
            .push(") ORDER BY m.organization_id, a.id");
        let found = rows(&self.reader, sql).await?;
        let opener = self.keys.opener_of_rows(&self.reader, &found, &[2]).await?;
        let staff = found.iter().map(|row| {
            let id = AccountId::from_uuid(row.try_get_by_index::<Uuid>(1)?);
            let organization = OrganizationId::from_uuid(row.try_get_by_index::<Uuid>(0)?);
            Ok((organization, id, read_name(id, row, 2, &opener)?))
        });
        staff.collect()
    }
}

impl Work {
    /// Keeps the address of somebody's calendar, in place of the one they had, whose times are forgotten.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn set_busy_calendar(
        &self,
        account: AccountId,
        address: &BusyAddress,
        now: Instant,
    ) -> Result<(), StoreFault> {
        let had = self.drop_busy_calendar(account).await?;
        let owner = KeyOwner::Account(account);
        let sealed = self.seal_text(owner, cell(account), address.as_str());
        let sealed = sealed.await?;
        let mut sql = Sql::new(
            "INSERT INTO busy_calendar (account_id, address, set_at, due_at, untold) VALUES ",
        );
        sql.add(Sql::row([
            Value::from(account.uuid()),
            Value::from(sealed),
            Value::from(now.micros()),
            Value::from(now.micros()),
            Value::from(0_i32),
        ]));
        self.write(sql).await?;
        let before = had.then_some("set");
        self.note_account(account, "busy_calendar", before, Some("set anew"));
        Ok(())
    }

    /// Forgets somebody's calendar with its times; says whether there was one.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn remove_busy_calendar(&self, account: AccountId) -> Result<bool, StoreFault> {
        let had = self.drop_busy_calendar(account).await?;
        if had {
            self.note_account(account, "busy_calendar", Some("set"), None);
        }
        Ok(had)
    }

    async fn drop_busy_calendar(&self, account: AccountId) -> Result<bool, StoreFault> {
        let mut times = Sql::new("DELETE FROM busy_time WHERE account_id = ");
        times.bind(account.uuid());
        self.write(times).await?;
        let mut sql = Sql::new("DELETE FROM busy_calendar WHERE account_id = ");
        sql.bind(account.uuid());
        Ok(self.write(sql).await? == 1)
    }

    /// Has somebody's calendar read as soon as may be; says whether there is one.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn hurry_busy_calendar(
        &self,
        account: AccountId,
        now: Instant,
    ) -> Result<bool, StoreFault> {
        let mut sql = Sql::new("UPDATE busy_calendar SET due_at = ");
        sql.bind(now.micros())
            .push(" WHERE account_id = ")
            .bind(account.uuid());
        Ok(self.write(sql).await? == 1)
    }

    /// Claims calendars that are due, of accounts in use, at most so many: until a moment nobody else reads them.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn claim_busy_calendars(
        &self,
        now: Instant,
        until: Instant,
        limit: u32,
    ) -> Result<Vec<ClaimedBusyCalendar>, StoreFault> {
        let mut sql = Sql::new(
            "SELECT b.account_id, b.address, b.due_at FROM busy_calendar b JOIN account a ON a.id = b.account_id \
             WHERE a.erased_at IS NULL AND a.is_disabled = ",
        );
        sql.bind(false)
            .push(" AND b.due_at <= ")
            .bind(now.micros())
            .push(" ORDER BY b.due_at, b.account_id LIMIT ")
            .bind(i64::from(limit));
        let found = rows(self.connection(), sql).await?;
        let opener = self.keys().opener_of_rows(self.connection(), &found, &[1]);
        let opener = opener.await?;
        let mut claimed = Vec::new();
        for row in &found {
            let account = AccountId::from_uuid(row.try_get_by_index::<Uuid>(0)?);
            if self.lease(account, row.try_get_by_index(2)?, until).await? {
                claimed.push(ClaimedBusyCalendar {
                    account,
                    address: read_address(account, row, 1, &opener)?,
                    until,
                });
            }
        }
        Ok(claimed)
    }

    /// Moves the moment at which a calendar is due, unless somebody else did.
    async fn lease(&self, account: AccountId, due: i64, to: Instant) -> Result<bool, StoreFault> {
        let mut sql = Sql::new("UPDATE busy_calendar SET due_at = ");
        sql.bind(to.micros())
            .push(" WHERE account_id = ")
            .bind(account.uuid())
            .push(" AND due_at = ")
            .bind(due);
        Ok(self.write(sql).await? == 1)
    }

    /// Keeps what was read of a calendar, unless its owner changed it meanwhile or somebody else reads it by now. A try
    /// that failed leaves the times of the one before.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn keep_busy_read(
        &self,
        claimed: &ClaimedBusyCalendar,
        read: &BusyRead,
    ) -> Result<(), StoreFault> {
        let account = claimed.account;
        if !self
            .lease(account, claimed.until.micros(), read.due)
            .await?
        {
            return Ok(());
        }
        let mut sql = Sql::new("UPDATE busy_calendar SET tried_at = ");
        sql.bind(read.at.micros());
        match &read.found {
            Ok((_, untold)) => sql
                .push(", fault = NULL, read_at = ")
                .bind(read.at.micros())
                .push(", untold = ")
                .bind(i32::try_from(*untold).unwrap_or(i32::MAX)),
            Err(fault) => sql.push(", fault = ").bind(fault.code()),
        };
        sql.push(" WHERE account_id = ").bind(account.uuid());
        self.write(sql).await?;
        let Ok((times, _)) = &read.found else {
            return Ok(());
        };
        let mut old = Sql::new("DELETE FROM busy_time WHERE account_id = ");
        old.bind(account.uuid());
        self.write(old).await?;
        for some in times.chunks(500) {
            let mut sql =
                Sql::new("INSERT INTO busy_time (account_id, begins_at, ends_at) VALUES ");
            for (place, time) in some.iter().enumerate() {
                sql.push(if place == 0 { "" } else { ", " });
                sql.add(Sql::row([
                    Value::from(account.uuid()),
                    Value::from(time.from.micros()),
                    Value::from(time.to.micros()),
                ]));
            }
            self.write(sql).await?;
        }
        Ok(())
    }
}
