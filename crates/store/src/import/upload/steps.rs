//! What happens to a file, step by step: it comes in, is claimed, says how far it is, and ends or waits
//! again. Steps outside an act leave no line in the log: nothing of the directory changes by them.

use renkei_domain::ids::{ImportRunId, NetworkId, UploadId};
use renkei_domain::time::Instant;
use sea_orm::{ConnectionTrait as _, Value};
use uuid::Uuid;

use super::sealed::Named;
use super::{NewUpload, UploadState};
use crate::fault::StoreFault;
use crate::import::run::RunHead;
use crate::sql::Sql;
use crate::store::Store;
use crate::work::Work;

impl Store {
    /// Keeps what somebody said of the columns of a file that waits.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn match_upload(&self, id: UploadId, matched: &str) -> Result<bool, StoreFault> {
        let sql = Sql::with(
            "UPDATE upload SET matched = ?, fault_code = NULL, fault = NULL WHERE id = ? AND state = ?",
            [
                matched.into(),
                id.uuid().into(),
                UploadState::Waiting.code().into(),
            ],
        );
        Ok(self.alone(sql.statement(&self.writer)).await? == 1)
    }

    /// Says which table of a file that waits is meant; what was said of columns is forgotten.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn choose_entry(&self, id: UploadId, entry: &str) -> Result<bool, StoreFault> {
        let entry = entry.to_owned();
        self.aside(move |work| {
            let entry = entry.clone();
            Box::pin(async move {
                let waiting = UploadState::Waiting.code();
                Ok(work.choose_entry(id, &entry, waiting).await?)
            })
        })
        .await
    }

    /// Claims a file for an import: one that waits, or one whose import has been silent since an instant.
    /// Of two who claim it at once, one is told no.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn claim_upload(
        &self,
        id: UploadId,
        now: Instant,
        silent_since: Instant,
    ) -> Result<bool, StoreFault> {
        let sql = Sql::with(
            "UPDATE upload SET state = ?, rows_done = 0, rows_all = 0, fault_code = NULL, fault = NULL, \
             renewed_at = ? WHERE id = ? AND (state = ? OR (state = ? AND renewed_at < ?))",
            [
                UploadState::Running.code().into(),
                now.micros().into(),
                id.uuid().into(),
                UploadState::Waiting.code().into(),
                UploadState::Running.code().into(),
                silent_since.micros().into(),
            ],
        );
        Ok(self.alone(sql.statement(&self.writer)).await? == 1)
    }

    /// Says how far the import of a file is.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn renew_upload(
        &self,
        id: UploadId,
        done: u64,
        all: u64,
        now: Instant,
    ) -> Result<(), StoreFault> {
        let sql = Sql::with(
            "UPDATE upload SET rows_done = ?, rows_all = ?, renewed_at = ? WHERE id = ? AND state = ?",
            [
                whole(done),
                whole(all),
                now.micros().into(),
                id.uuid().into(),
                UploadState::Running.code().into(),
            ],
        );
        self.alone(sql.statement(&self.writer)).await?;
        Ok(())
    }

    /// Lets a file wait again, with why its import came to nothing.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn return_upload(
        &self,
        id: UploadId,
        fault: (&str, &str),
        now: Instant,
    ) -> Result<(), StoreFault> {
        let sql = Sql::with(
            "UPDATE upload SET state = ?, fault_code = ?, fault = ?, renewed_at = ? WHERE id = ? AND state = ?",
            [
                UploadState::Waiting.code().into(),
                fault.0.into(),
                fault.1.into(),
                now.micros().into(),
                id.uuid().into(),
                UploadState::Running.code().into(),
            ],
        );
        self.alone(sql.statement(&self.writer)).await?;
        Ok(())
    }

    /// Forgets a file that waits, or whose import has been silent since an instant.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn drop_upload(
        &self,
        id: UploadId,
        silent_since: Instant,
    ) -> Result<bool, StoreFault> {
        let sql = Sql::with(
            "DELETE FROM upload WHERE id = ? AND (state = ? OR (state = ? AND renewed_at < ?))",
            [
                id.uuid().into(),
                UploadState::Waiting.code().into(),
                UploadState::Running.code().into(),
                silent_since.micros().into(),
            ],
        );
        Ok(self.alone(sql.statement(&self.writer)).await? == 1)
    }

    /// Forgets files that came before an instant and were not imported since, and the reports of those
    /// that came before another. The cells in them may be about people.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn forget_uploads(
        &self,
        unused_before: Instant,
        reports_before: Instant,
    ) -> Result<u64, StoreFault> {
        let unused = Sql::with(
            "DELETE FROM upload WHERE state <> ? AND made_at < ? AND renewed_at < ?",
            [
                UploadState::Done.code().into(),
                unused_before.micros().into(),
                unused_before.micros().into(),
            ],
        );
        let forgotten = self.alone(unused.statement(&self.writer)).await?;
        let reports = Sql::with(
            "UPDATE upload SET report = NULL, report_sealed = NULL, matched = NULL \
             WHERE (report IS NOT NULL OR report_sealed IS NOT NULL) AND made_at < ?",
            [reports_before.micros().into()],
        );
        self.alone(reports.statement(&self.writer)).await?;
        Ok(forgotten)
    }
}

impl Work {
    /// Keeps a file that came in. What it is called may name people and is sealed.
    ///
    /// # Errors
    /// When the keys are not there, or the database refuses.
    pub async fn add_upload(&self, new: &NewUpload) -> Result<(), StoreFault> {
        let named = Named {
            file: new.file_name.clone(),
            entry: new.entry.clone(),
        };
        let named = self.seal_names(new.network, new.id, &named).await?;
        let sql = Sql::with(
            "INSERT INTO upload (id, network_id, account_id, dataset, file_name, named, state, rows_done, \
             rows_all, made_at, renewed_at) VALUES (?, ?, ?, ?, '', ?, ?, 0, 0, ?, ?)",
            [
                new.id.uuid().into(),
                new.network.uuid().into(),
                new.account.uuid().into(),
                new.dataset.code().into(),
                named.into(),
                UploadState::Waiting.code().into(),
                new.at.micros().into(),
                new.at.micros().into(),
            ],
        );
        let connection = self.connection();
        connection.execute_raw(sql.statement(connection)).await?;
        Ok(())
    }

    /// Says which run writes a file.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn upload_runs(&self, id: UploadId, run: ImportRunId) -> Result<(), StoreFault> {
        let sql = Sql::with(
            "UPDATE upload SET run_id = ? WHERE id = ?",
            [run.uuid().into(), id.uuid().into()],
        );
        let connection = self.connection();
        connection.execute_raw(sql.statement(connection)).await?;
        Ok(())
    }

    /// Keeps what came of a file in the act that shows it, and until when it can be taken back: till then
    /// the rows it replaced stay.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn finish_upload(
        &self,
        id: UploadId,
        run: RunHead,
        report: &str,
        undo_until: Instant,
        now: Instant,
    ) -> Result<(), StoreFault> {
        let connection = self.connection();
        let whose = Sql::with(
            "SELECT network_id FROM upload WHERE id = ?",
            [id.uuid().into()],
        );
        let whose = connection
            .query_one_raw(whose.statement(connection))
            .await?;
        // A file that was forgotten meanwhile has no report.
        let report = match whose {
            Some(row) => {
                let network = NetworkId::from_uuid(row.try_get_by_index::<Uuid>(0)?);
                Some(self.seal_report(network, id, report).await?)
            }
            None => None,
        };
        let done = Sql::with(
            "UPDATE upload SET state = ?, report_sealed = ?, renewed_at = ? WHERE id = ?",
            [
                UploadState::Done.code().into(),
                report.into(),
                now.micros().into(),
                id.uuid().into(),
            ],
        );
        connection.execute_raw(done.statement(connection)).await?;
        let kept = Sql::with(
            "UPDATE import_run SET undo_until = ? WHERE id = ?",
            [undo_until.micros().into(), run.id.uuid().into()],
        );
        connection.execute_raw(kept.statement(connection)).await?;
        Ok(())
    }
}

fn whole(count: u64) -> Value {
    i64::try_from(count).unwrap_or(i64::MAX).into()
}
