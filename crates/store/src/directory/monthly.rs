//! The directory of a network as it stood when a month began: public facts as a workbook, kept so that everybody has the
//! same one through the month.

use chrono::NaiveDate;
use renkei_domain::ids::NetworkId;
use renkei_domain::time::Instant;
use sea_orm::{ConnectionTrait as _, QueryResult};
use uuid::Uuid;

use crate::fault::StoreFault;
use crate::sql::Sql;
use crate::store::Store;

/// What is known of a monthly directory without its rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MonthlyIssue {
    /// Of which network.
    pub network: NetworkId,
    /// The first day of its month.
    pub month: NaiveDate,
    /// When it was made.
    pub made_at: Instant,
    /// How many entries stand in it.
    pub entries: u64,
    /// What tells its bytes from others.
    pub digest: String,
}

const ISSUE: &str = "network_id, month, made_at, entries, digest";

fn issue(row: &QueryResult) -> Result<MonthlyIssue, StoreFault> {
    Ok(MonthlyIssue {
        network: NetworkId::from_uuid(row.try_get_by_index::<Uuid>(0)?),
        month: row.try_get_by_index(1)?,
        made_at: Instant::from_micros(row.try_get_by_index(2)?),
        entries: u64::try_from(row.try_get_by_index::<i64>(3)?).unwrap_or(0),
        digest: row.try_get_by_index(4)?,
    })
}

impl Store {
    /// Every issue there is, the newest first.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn monthly_issues(&self) -> Result<Vec<MonthlyIssue>, StoreFault> {
        let sql = Sql::new(&format!(
            "SELECT {ISSUE} FROM monthly_directory ORDER BY month DESC, network_id"
        ));
        let rows = self.reader.query_all_raw(sql.statement(&self.reader));
        rows.await?.iter().map(issue).collect()
    }

    /// An issue with its workbook.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn monthly_directory(
        &self,
        network: NetworkId,
        month: NaiveDate,
    ) -> Result<Option<(MonthlyIssue, Vec<u8>)>, StoreFault> {
        let sql = Sql::with(
            &format!(
                "SELECT {ISSUE}, workbook FROM monthly_directory WHERE network_id = ? AND month = ?"
            ),
            [network.uuid().into(), month.into()],
        );
        let row = self.reader.query_one_raw(sql.statement(&self.reader));
        match row.await? {
            Some(row) => Ok(Some((issue(&row)?, row.try_get_by_index(5)?))),
            None => Ok(None),
        }
    }

    /// Keeps an issue, unless another process was first: then that one stays, since people may have it already.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn keep_monthly_directory(
        &self,
        issue: &MonthlyIssue,
        workbook: Vec<u8>,
    ) -> Result<(), StoreFault> {
        let entries = i64::try_from(issue.entries).unwrap_or(i64::MAX);
        let mut sql = Sql::new(&format!(
            "INSERT INTO monthly_directory ({ISSUE}, workbook) VALUES "
        ));
        sql.add(Sql::row([
            issue.network.uuid().into(),
            issue.month.into(),
            issue.made_at.micros().into(),
            entries.into(),
            issue.digest.clone().into(),
            workbook.into(),
        ]))
        .push(" ON CONFLICT (network_id, month) DO NOTHING");
        self.alone(sql.statement(&self.writer)).await?;
        Ok(())
    }

    /// Forgets the issues of months before a day.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn forget_monthly_directories(&self, before: NaiveDate) -> Result<u64, StoreFault> {
        let sql = Sql::with(
            "DELETE FROM monthly_directory WHERE month < ?",
            [before.into()],
        );
        self.alone(sql.statement(&self.writer)).await
    }
}
