//! What is sealed of a file that somebody handed in, under the key of its network: what the file and its table are
//! called, and the report of its import, whose cells may be about people.

use renkei_domain::ids::{AccountId, NetworkId, UploadId};
use sea_orm::{ConnectionTrait as _, QueryResult, Value};
use uuid::Uuid;

use super::TABLE;
use crate::directory::words::unreadable;
use crate::fault::StoreFault;
use crate::keys::{Cell, KeyOwner, Opener};
use crate::sql::Sql;
use crate::store::Store;
use crate::work::Work;

/// How many rows are sealed in one transaction.
const AT_ONCE: i64 = 50;

/// What a file and its table are called.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Named {
    pub(super) file: String,
    /// Which table of it is meant, where it holds several.
    pub(super) entry: Option<String>,
}

/// A file with what is sealed of it, opened.
struct OpenedUpload {
    network: NetworkId,
    id: UploadId,
    named: Named,
    report: Option<String>,
}

fn names_of(id: Uuid) -> Cell<'static> {
    Cell::of(TABLE, "named", id)
}

fn report_of(id: Uuid) -> Cell<'static> {
    Cell::of(TABLE, "report_sealed", id)
}

impl Named {
    fn text(&self) -> String {
        serde_json::json!({ "file": self.file, "entry": self.entry }).to_string()
    }

    fn of(text: &str) -> Result<Self, StoreFault> {
        let said: serde_json::Value =
            serde_json::from_str(text).map_err(|fault| unreadable(TABLE, fault))?;
        let told = |part: &str| said[part].as_str().map(str::to_owned);
        Ok(Self {
            file: told("file").unwrap_or_default(),
            entry: told("entry"),
        })
    }

    /// Reads it from a row, sealed in one column; or open, as an earlier version kept it.
    pub(super) fn read(
        row: &QueryResult,
        id: Uuid,
        column: usize,
        opener: &Opener,
    ) -> Result<Self, StoreFault> {
        match opener.text_opt_at(&names_of(id), row, column)? {
            Some(text) => Self::of(&text),
            None => Ok(Self {
                file: row.try_get("", "file_name")?,
                entry: row.try_get("", "entry")?,
            }),
        }
    }
}

impl Work {
    /// Seals what a file of a network is called.
    pub(super) async fn seal_names(
        &self,
        network: NetworkId,
        id: UploadId,
        named: &Named,
    ) -> Result<Vec<u8>, StoreFault> {
        let owner = KeyOwner::Network(network);
        self.seal_text(owner, names_of(id.uuid()), &named.text())
            .await
    }

    /// Seals the report of its import.
    pub(super) async fn seal_report(
        &self,
        network: NetworkId,
        id: UploadId,
        report: &str,
    ) -> Result<Vec<u8>, StoreFault> {
        let owner = KeyOwner::Network(network);
        self.seal_text(owner, report_of(id.uuid()), report).await
    }

    /// Files with what is sealed of them, opened: those that a condition names.
    async fn opened_uploads(&self, condition: Sql) -> Result<Vec<OpenedUpload>, StoreFault> {
        let mut sql = Sql::new(
            "SELECT id, network_id, file_name, entry, report, named, report_sealed FROM upload WHERE ",
        );
        sql.add(condition);
        if self.is_postgres() {
            sql.push(" FOR UPDATE");
        }
        let connection = self.connection();
        let rows = connection.query_all_raw(sql.statement(connection)).await?;
        let opener = self.keys().opener_of_rows(connection, &rows, &[5, 6]);
        let opener = opener.await?;
        let read = rows.iter().map(|row| {
            let id: Uuid = row.try_get_by_index(0)?;
            let network: Uuid = row.try_get_by_index(1)?;
            let report = match opener.text_opt_at(&report_of(id), row, 6)? {
                Some(report) => Some(report),
                None => row.try_get_by_index(4)?,
            };
            Ok(OpenedUpload {
                network: NetworkId::from_uuid(network),
                id: UploadId::from_uuid(id),
                named: Named::read(row, id, 5, &opener)?,
                report,
            })
        });
        read.collect()
    }

    /// Keeps sealed what a file is called and the report of its import, in place of what stood there.
    async fn keep_sealed(&self, upload: &OpenedUpload) -> Result<(), StoreFault> {
        let OpenedUpload {
            network,
            id,
            named,
            report,
        } = upload;
        let named = self.seal_names(*network, *id, named).await?;
        let report = match report {
            Some(report) => Some(self.seal_report(*network, *id, report).await?),
            None => None,
        };
        let sql = Sql::with(
            "UPDATE upload SET file_name = '', entry = NULL, report = NULL, named = ?, report_sealed = ? \
             WHERE id = ?",
            [Value::from(named), Value::from(report), id.uuid().into()],
        );
        let connection = self.connection();
        connection.execute_raw(sql.statement(connection)).await?;
        Ok(())
    }

    /// Calls the files that somebody handed in by another name, in what `report` makes of their reports too.
    ///
    /// # Errors
    /// When the keys are not there, or the database refuses.
    pub(crate) async fn rename_files_of(
        &self,
        account: AccountId,
        name: &str,
        report: impl Fn(&str) -> Option<String>,
    ) -> Result<(), StoreFault> {
        let theirs = Sql::with("account_id = ? ORDER BY id", [account.uuid().into()]);
        for mut upload in self.opened_uploads(theirs).await? {
            name.clone_into(&mut upload.named.file);
            upload.report = upload.report.as_deref().and_then(&report);
            self.keep_sealed(&upload).await?;
        }
        Ok(())
    }

    /// Says which table of a file that waits is meant; what was said of columns is forgotten.
    pub(super) async fn choose_entry(
        &self,
        id: UploadId,
        entry: &str,
        waiting: &str,
    ) -> Result<bool, StoreFault> {
        let one = || Sql::with("id = ? AND state = ?", [id.uuid().into(), waiting.into()]);
        let Some(mut upload) = self.opened_uploads(one()).await?.pop() else {
            return Ok(false);
        };
        upload.named.entry = Some(entry.to_owned());
        let named = self.seal_names(upload.network, id, &upload.named).await?;
        let mut sql = Sql::with(
            "UPDATE upload SET file_name = '', entry = NULL, named = ?, matched = NULL, fault_code = NULL, \
             fault = NULL WHERE ",
            [named.into()],
        );
        sql.add(one());
        let connection = self.connection();
        let done = connection.execute_raw(sql.statement(connection)).await?;
        Ok(done.rows_affected() == 1)
    }

    async fn seal_some_uploads(&self) -> Result<usize, StoreFault> {
        let mut open = Sql::new("named IS NULL ORDER BY id LIMIT ");
        open.bind(AT_ONCE);
        let open = self.opened_uploads(open).await?;
        for upload in &open {
            self.keep_sealed(upload).await?;
        }
        Ok(open.len())
    }
}

impl Store {
    /// Seals what an earlier version kept open of files that were handed in, some at a time; says how many those were.
    ///
    /// # Errors
    /// When the keys are not there, or the database refuses; what is sealed stays so.
    pub async fn seal_open_uploads(&self) -> Result<u64, StoreFault> {
        let mut sealed = 0;
        loop {
            let some =
                self.aside(|work| Box::pin(async move { Ok(work.seal_some_uploads().await?) }));
            let some = some.await?;
            if some == 0 {
                return Ok(sealed);
            }
            sealed += some as u64;
            tokio::time::sleep(crate::import::GAP).await;
        }
    }

    /// The report of a file's import, as it was handed in; `None` where it was forgotten.
    ///
    /// # Errors
    /// When the database cannot be read, or the report does not open.
    pub async fn upload_report(&self, id: UploadId) -> Result<Option<String>, StoreFault> {
        let sql = Sql::with(
            "SELECT report, report_sealed FROM upload WHERE id = ?",
            [id.uuid().into()],
        );
        let rows = self
            .reader
            .query_all_raw(sql.statement(&self.reader))
            .await?;
        let opener = self.keys.opener_of_rows(&self.reader, &rows, &[1]).await?;
        let Some(row) = rows.first() else {
            return Ok(None);
        };
        match opener.text_opt_at(&report_of(id.uuid()), row, 1)? {
            Some(report) => Ok(Some(report)),
            None => Ok(row.try_get_by_index(0)?),
        }
    }
}
