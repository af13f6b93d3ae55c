//! Rows of an edition of which nobody could tell whose they are: kept with all they say until a person says
//! it, and afterwards with what was said.

use renkei_domain::directory::organization::OrganizationFacts;
use renkei_domain::directory::resource::ResourceFacts;
use renkei_domain::directory::source::Dataset;
use renkei_domain::directory::undecided::RowChoice;
use renkei_domain::ids::{ActId, NetworkId, ResourceId, UndecidedRowId};
use renkei_domain::record::Actor;
use renkei_domain::text::Line;
use renkei_domain::time::Instant;
use sea_orm::{ConnectionTrait as _, QueryResult, Value};

use super::cells::NOTHING;
use super::record::{RecordEntry, RecordKeys};
use super::run::{RunHead, SHOWN};
use crate::directory::{organization, resource_rows};
use crate::fault::StoreFault;
use crate::keys::Cell;
use crate::publication;
use crate::record::insert_all;
use crate::rows::undecided_row;
use crate::sql::Sql;
use crate::store::Store;
use crate::work::Work;

mod read;

use read::{SEALED, read, rows};

const TABLE: &str = "undecided_row";

/// The place of the cells of a row of somebody's own list.
fn cells_of(id: UndecidedRowId) -> Cell<'static> {
    Cell::of(TABLE, "raw_sealed", id.uuid())
}

/// A row, with all that an entry is made of.
#[derive(Debug, Clone, PartialEq)]
pub struct UndecidedRow {
    /// Its id.
    pub id: UndecidedRowId,
    /// The network that would keep an entry made of it.
    pub network: Option<NetworkId>,
    /// The line of the file on which it began.
    pub line: u64,
    /// The official name of the service.
    pub service: String,
    /// Its keys.
    pub keys: RecordKeys,
    /// Its cells as published.
    pub raw: Vec<String>,
    /// What it says of the office; who runs it stands in `organization`.
    pub facts: ResourceFacts,
    /// The 法人 that runs the office, where the table names one.
    pub organization: Option<OrganizationFacts>,
    /// The entries that it could be of.
    pub candidates: Vec<ResourceId>,
}

/// What was said about a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DecidedRow {
    /// What.
    pub choice: RowChoice,
    /// The entry that it is of from then on.
    pub became: Option<ResourceId>,
    /// Why, in the words of whoever decided.
    pub reason: Option<Line>,
    /// Who decided.
    pub by: Actor,
    /// When.
    pub at: Instant,
}

/// A row as read, with the edition in which it stood.
#[derive(Debug, Clone, PartialEq)]
pub struct StoredRow {
    /// The row.
    pub row: UndecidedRow,
    /// The run that found it.
    pub run: RunHead,
    /// Which data.
    pub dataset: Dataset,
    /// Which edition of them.
    pub edition: String,
    /// When that edition was shown.
    pub seen_at: Option<Instant>,
    /// What was said about it; `None` while it is open.
    pub decided: Option<DecidedRow>,
}

/// Which rows are asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wanted {
    /// Those that are open.
    Open,
    /// Those that somebody has decided.
    Decided,
}

/// By whom an entry made of a row would be kept.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Keepers {
    /// By one of these networks.
    pub networks: Vec<NetworkId>,
    /// Also by no network.
    pub or_nobody: bool,
}

impl Work {
    /// Keeps rows that a run could not decide. They are shown with it. The cells of somebody's own list are sealed.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn keep_undecided(
        &self,
        run: RunHead,
        dataset: Dataset,
        rows: &[UndecidedRow],
    ) -> Result<(), StoreFault> {
        let bytes = |key: u128| key.to_be_bytes().to_vec();
        let owner = if dataset.is_own_list() && !rows.is_empty() {
            Some(self.owner_of_cells(run.id).await?)
        } else {
            None
        };
        let mut kept = Vec::with_capacity(rows.len());
        for row in rows {
            let ids: Vec<String> = row.candidates.iter().map(ToString::to_string).collect();
            let organization = row.organization.as_ref();
            let raw = serde_json::json!(row.raw).to_string();
            let (raw, raw_sealed) = match owner {
                Some(owner) => {
                    let sealed = self.seal_text(owner, cells_of(row.id), &raw);
                    (NOTHING.to_owned(), Some(sealed.await?))
                }
                None => (raw, None),
            };
            kept.push(undecided_row::Model {
                id: row.id.uuid(),
                run_id: run.id.uuid(),
                network_id: row.network.map(NetworkId::uuid),
                line: i64::try_from(row.line).unwrap_or(i64::MAX),
                service: row.service.clone(),
                key_full: bytes(row.keys.full),
                key_number: row.keys.number.map(bytes),
                key_name: bytes(row.keys.name),
                key_address: bytes(row.keys.address),
                key_phone: row.keys.phone.map(bytes),
                content: bytes(row.keys.content),
                raw,
                raw_sealed,
                facts: resource_rows::to_log(&row.facts)?,
                organization: organization.map(organization::to_log).transpose()?,
                candidates: ids.join(" "),
                choice: None,
                became_id: None,
                reason: None,
                decided_act_id: None,
                answered_run_id: None,
            });
        }
        insert_all(self.connection(), kept).await
    }

    /// Of rows that earlier editions of a data set left open, closes those that a run knows again, decided or
    /// listed anew, for as long as it stands; and of its own forgets those that somebody has said to leave.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn answer_rows(&self, run: RunHead, dataset: Dataset) -> Result<(), StoreFault> {
        let own = Value::from(run.id.uuid());
        let of_data = || Value::from(dataset.code());
        let known_again = Sql::with(
            "UPDATE undecided_row SET answered_run_id = ? \
             WHERE choice IS NULL AND answered_run_id IS NULL AND run_id <> ? \
             AND run_id IN (SELECT id FROM import_run WHERE dataset = ?) \
             AND (EXISTS (SELECT 1 FROM undecided_row again WHERE again.run_id = ? \
             AND again.key_full = undecided_row.key_full \
             AND again.network_id IS NOT DISTINCT FROM undecided_row.network_id) \
             OR key_full IN (SELECT key_full FROM source_record WHERE dataset = ? AND dead IS NULL))",
            [own.clone(), own.clone(), of_data(), own.clone(), of_data()],
        );
        let left = Sql::with(
            "DELETE FROM undecided_row WHERE run_id = ? AND EXISTS (SELECT 1 FROM undecided_row said \
             JOIN import_run r ON r.id = said.run_id AND r.dataset = ? \
             WHERE said.choice = ? AND said.key_full = undecided_row.key_full \
             AND said.content = undecided_row.content \
             AND said.network_id IS NOT DISTINCT FROM undecided_row.network_id)",
            [own, of_data(), RowChoice::Leave.code().into()],
        );
        let connection = self.connection();
        for sql in [known_again, left] {
            connection.execute_raw(sql.statement(connection)).await?;
        }
        Ok(())
    }

    /// Opens the rows again that a run had answered which was taken back, but for those that a later run of the same
    /// data lists anew or knows.
    ///
    /// # Errors
    /// When the database refuses.
    pub(super) async fn ask_again(&self, run: RunHead) -> Result<(), StoreFault> {
        let sql = Sql::with(
            "UPDATE undecided_row SET answered_run_id = COALESCE( \
             (SELECT again.run_id FROM undecided_row again \
             JOIN import_run r ON r.id = again.run_id AND r.state = ? AND r.undone_at IS NULL \
             JOIN import_run own ON own.id = undecided_row.run_id AND own.dataset = r.dataset \
             AND own.number < r.number \
             WHERE again.key_full = undecided_row.key_full \
             AND again.network_id IS NOT DISTINCT FROM undecided_row.network_id \
             ORDER BY r.number LIMIT 1), \
             (SELECT s.run_id FROM source_record s \
             JOIN import_run own ON own.id = undecided_row.run_id AND own.dataset = s.dataset \
             WHERE s.key_full = undecided_row.key_full AND s.dead IS NULL LIMIT 1)) \
             WHERE answered_run_id = ?",
            [SHOWN.into(), run.id.uuid().into()],
        );
        let connection = self.connection();
        connection.execute_raw(sql.statement(connection)).await?;
        Ok(())
    }

    /// A row that no later run has answered, as this transaction sees it.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn undecided_row(&self, id: UndecidedRowId) -> Result<Option<StoredRow>, StoreFault> {
        let mut sql = rows();
        sql.push("WHERE u.id = ").bind(id.uuid());
        let connection = self.connection();
        let found: Vec<QueryResult> = connection.query_all_raw(sql.statement(connection)).await?;
        let opener = self.keys().opener_of_rows(connection, &found, &[SEALED]);
        let opener = opener.await?;
        found.first().map(|row| read(row, &opener)).transpose()
    }

    /// Whether the same data name an entry, or miss it, since a run: what they say is its row then.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn is_named_since(
        &self,
        run: RunHead,
        dataset: Dataset,
        resource: ResourceId,
    ) -> Result<bool, StoreFault> {
        let sql = Sql::with(
            "SELECT 1 FROM source_record WHERE resource_id = ? AND dataset = ? AND dead IS NULL \
             AND born >= ?",
            [
                resource.uuid().into(),
                dataset.code().into(),
                run.number.into(),
            ],
        );
        let connection = self.connection();
        let found = connection.query_one_raw(sql.statement(connection)).await?;
        Ok(found.is_some())
    }

    /// Keeps what was said about a row. Where it is of an entry, the row stands beside the entry from now on as
    /// if its edition had known it. Whoever calls keeps runs off.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn close_undecided(
        &self,
        stored: &StoredRow,
        (choice, reason): (RowChoice, Option<&Line>),
        record: Option<RecordEntry>,
        act: ActId,
    ) -> Result<(), StoreFault> {
        if let Some(record) = &record {
            // In the publication that is shown now: whoever reads does so from the next moment on.
            let number = publication::visible(self.connection()).await?;
            let run = RunHead {
                number,
                ..stored.run
            };
            self.keep_records(run, stored.dataset, &[record]).await?;
        }
        let became = record.map(|record| record.resource.uuid());
        let sql = Sql::with(
            "UPDATE undecided_row SET raw = '[]', raw_sealed = NULL, choice = ?, became_id = ?, reason = ?, decided_act_id = ? WHERE id = ?",
            [
                choice.code().into(),
                became.into(),
                reason.map(ToString::to_string).into(),
                act.uuid().into(),
                stored.row.id.uuid().into(),
            ],
        );
        let connection = self.connection();
        connection.execute_raw(sql.statement(connection)).await?;
        self.keep_act();
        Ok(())
    }
}

impl Store {
    /// Rows by whom an entry made of them would be kept: open ones of the newest edition first, then in the
    /// order of its file; decided ones from the last on.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn undecided_rows(
        &self,
        wanted: Wanted,
        keepers: &Keepers,
        limit: u64,
    ) -> Result<Vec<StoredRow>, StoreFault> {
        let backend = self.reader.get_database_backend();
        let mut sql = rows();
        sql.push(match wanted {
            Wanted::Open => "WHERE u.choice IS NULL",
            Wanted::Decided => "WHERE u.choice IS NOT NULL",
        });
        sql.push(" AND (u.network_id IN (")
            .add(Sql::ids(
                backend,
                keepers.networks.iter().map(|id| id.uuid()),
            ))
            .push(")");
        if keepers.or_nobody {
            sql.push(" OR u.network_id IS NULL");
        }
        sql.push(match wanted {
            Wanted::Open => ") ORDER BY r.number DESC, u.line, u.id LIMIT ",
            Wanted::Decided => ") ORDER BY a.seq DESC, u.id LIMIT ",
        })
        .bind(i64::try_from(limit).unwrap_or(i64::MAX));
        let found = self.reader.query_all_raw(sql.statement(&self.reader));
        let found = found.await?;
        let opener = self.keys.opener_of_rows(&self.reader, &found, &[SEALED]);
        let opener = opener.await?;
        found.iter().map(|row| read(row, &opener)).collect()
    }
}
