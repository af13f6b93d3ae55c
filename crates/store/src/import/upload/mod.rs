//! Files that coordinators handed in: whose they are, how far their import is and what came of it. The
//! file itself lies outside the database, under the id, sealed. [`steps`] takes a file from waiting to its end,
//! [`sealed`] keeps what it is called and its report.

use renkei_domain::directory::source::Dataset;
use renkei_domain::ids::{AccountId, ActId, ImportRunId, NetworkId, UploadId};
use renkei_domain::time::Instant;
use sea_orm::{ConnectionTrait as _, QueryResult};
use uuid::Uuid;

use super::run::{RunCounts, RunHead};
use crate::directory::words::code;
use crate::fault::StoreFault;
use crate::keys::Opener;
use crate::sql::Sql;
use crate::store::Store;

mod sealed;
mod steps;

use sealed::Named;

const TABLE: &str = "upload";

renkei_domain::word_list! {
    /// How far a file is.
    UploadState {
        Waiting = "waiting", "まだ取り込んでいない";
        Running = "running", "取り込んでいる";
        Done = "done", "取り込んだ";
    }
}

/// A file to be kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewUpload {
    /// Its id.
    pub id: UploadId,
    /// The network for which it is.
    pub network: NetworkId,
    /// Who handed it in.
    pub account: AccountId,
    /// Which data it holds.
    pub dataset: Dataset,
    /// What it was called.
    pub file_name: String,
    /// Which table of it is meant, where it holds several.
    pub entry: Option<String>,
    /// When it came.
    pub at: Instant,
}

/// A file as read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredUpload {
    /// Its id.
    pub id: UploadId,
    /// The network for which it is.
    pub network: NetworkId,
    /// Who handed it in.
    pub account: AccountId,
    /// Which data it holds.
    pub dataset: Dataset,
    /// What it was called.
    pub file_name: String,
    /// Which table of it is meant, where it holds several.
    pub entry: Option<String>,
    /// What somebody said of its columns, as it was handed in.
    pub matched: Option<String>,
    /// How far it is.
    pub state: UploadState,
    /// Rows that were read so far.
    pub rows_done: u64,
    /// All its rows, once they were counted.
    pub rows_all: u64,
    /// Why the last try ended: a code and a sentence.
    pub fault: Option<(String, String)>,
    /// The run that shows it.
    pub run: Option<UploadRun>,
    /// When it came.
    pub made_at: Instant,
    /// When its import last gave a sign of life.
    pub renewed_at: Instant,
}

/// The run that shows a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UploadRun {
    /// What it is known by.
    pub head: RunHead,
    /// How its rows came out.
    pub counts: RunCounts,
    /// When it was shown.
    pub finished_at: Option<Instant>,
    /// Until when it can be taken back.
    pub undo_until: Option<Instant>,
    /// When it was taken back.
    pub undone_at: Option<Instant>,
}

const SELECT: &str = "SELECT u.id, u.network_id, u.account_id, u.dataset, u.file_name, u.entry, u.matched, \
     u.state, u.rows_done, u.rows_all, u.fault_code, u.fault, u.made_at, u.renewed_at, \
     r.id AS run, r.act_id, r.number, r.finished_at, r.undo_until, r.undone_at, \
     r.rows_read, r.created, r.updated, r.unchanged, r.skipped, r.absent, u.named \
     FROM upload u LEFT JOIN import_run r ON r.id = u.run_id AND r.state = 'shown' ";

/// Where stands sealed what a file is called.
const NAMED: usize = 26;

impl Store {
    /// The newest files of a network.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn uploads_of(
        &self,
        network: NetworkId,
        limit: u32,
    ) -> Result<Vec<StoredUpload>, StoreFault> {
        let mut sql = Sql::new(SELECT);
        sql.push("WHERE u.network_id = ")
            .bind(network.uuid())
            .push(" ORDER BY u.made_at DESC, u.id DESC LIMIT ")
            .bind(i64::from(limit));
        self.read_uploads(sql).await
    }

    /// One file.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn upload(&self, id: UploadId) -> Result<Option<StoredUpload>, StoreFault> {
        let mut sql = Sql::new(SELECT);
        sql.push("WHERE u.id = ").bind(id.uuid());
        Ok(self.read_uploads(sql).await?.pop())
    }

    async fn read_uploads(&self, sql: Sql) -> Result<Vec<StoredUpload>, StoreFault> {
        let rows = self
            .reader
            .query_all_raw(sql.statement(&self.reader))
            .await?;
        let opener = self.keys.opener_of_rows(&self.reader, &rows, &[NAMED]);
        let opener = opener.await?;
        rows.iter().map(|row| read(row, &opener)).collect()
    }

    /// The ids of the files that are still needed.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn needed_uploads(&self) -> Result<Vec<UploadId>, StoreFault> {
        let sql = Sql::with(
            "SELECT id FROM upload WHERE state <> ?",
            [UploadState::Done.code().into()],
        );
        let rows = self
            .reader
            .query_all_raw(sql.statement(&self.reader))
            .await?;
        rows.iter()
            .map(|row| Ok(UploadId::from_uuid(row.try_get_by_index::<Uuid>(0)?)))
            .collect()
    }
}

fn read(row: &QueryResult, opener: &Opener) -> Result<StoredUpload, StoreFault> {
    let id: Uuid = row.try_get("", "id")?;
    let named = Named::read(row, id, NAMED, opener)?;
    let text = |column| row.try_get::<String>("", column);
    let maybe = |column| row.try_get::<Option<String>>("", column);
    let moment = |column| row.try_get::<i64>("", column).map(Instant::from_micros);
    let count = |column| -> Result<u64, StoreFault> {
        Ok(u64::try_from(row.try_get::<i64>("", column)?).unwrap_or(0))
    };
    Ok(StoredUpload {
        id: UploadId::from_uuid(id),
        network: NetworkId::from_uuid(row.try_get("", "network_id")?),
        account: AccountId::from_uuid(row.try_get("", "account_id")?),
        dataset: code(TABLE, Dataset::from_code, &text("dataset")?)?,
        file_name: named.file,
        entry: named.entry,
        matched: maybe("matched")?,
        state: code(TABLE, UploadState::from_code, &text("state")?)?,
        rows_done: count("rows_done")?,
        rows_all: count("rows_all")?,
        fault: maybe("fault_code")?.zip(maybe("fault")?),
        run: read_run(row)?,
        made_at: moment("made_at")?,
        renewed_at: moment("renewed_at")?,
    })
}

fn read_run(row: &QueryResult) -> Result<Option<UploadRun>, StoreFault> {
    let Some(id) = row.try_get::<Option<Uuid>>("", "run")? else {
        return Ok(None);
    };
    let count = |column| -> Result<u64, StoreFault> {
        Ok(u64::try_from(row.try_get::<i64>("", column)?).unwrap_or(0))
    };
    let moment = |column| -> Result<Option<Instant>, StoreFault> {
        let micros = row.try_get::<Option<i64>>("", column)?;
        Ok(micros.map(Instant::from_micros))
    };
    Ok(Some(UploadRun {
        head: RunHead {
            id: ImportRunId::from_uuid(id),
            act: ActId::from_uuid(row.try_get("", "act_id")?),
            number: row.try_get("", "number")?,
        },
        counts: RunCounts {
            rows_read: count("rows_read")?,
            created: count("created")?,
            updated: count("updated")?,
            unchanged: count("unchanged")?,
            skipped: count("skipped")?,
            absent: count("absent")?,
        },
        finished_at: moment("finished_at")?,
        undo_until: moment("undo_until")?,
        undone_at: moment("undone_at")?,
    }))
}
