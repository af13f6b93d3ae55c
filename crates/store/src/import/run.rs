//! The life of an import run: begun, renewed by each step, then shown by one switch, or discarded.

use renkei_domain::directory::source::Dataset;
use renkei_domain::ids::{ActId, ImportRunId};
use renkei_domain::text::Line;
use renkei_domain::time::Instant;
use sea_orm::sea_query::{Expr, ExprTrait as _};
use sea_orm::{
    ActiveModelTrait as _, ColumnTrait as _, ConnectionTrait as _, EntityTrait,
    IntoActiveModel as _, QueryFilter as _, QueryOrder as _, Select, Statement,
};

use crate::fault::{Stop, StoreFault};
use crate::publication;
use crate::rows::import_run;
use crate::store::Store;
use crate::work::Work;

/// How long a run may be silent before it counts as dead, in seconds. A step takes less than one.
const SILENCE_SECONDS: i64 = 15;

/// How many rows a clean-up statement removes at once, so that no other write waits for it.
const CLEAN_UP_ROWS: i64 = 2_000;

/// What a run is known by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RunHead {
    /// Its id.
    pub id: ImportRunId,
    /// The act under which its changes stand.
    pub act: ActId,
    /// The publication it writes into.
    pub number: i64,
}

/// How a run's rows came out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct RunCounts {
    /// Rows of the file.
    pub rows_read: u64,
    /// New entries.
    pub created: u64,
    /// Changed entries.
    pub updated: u64,
    /// Entries that stood so already.
    pub unchanged: u64,
    /// Rows that made no entry.
    pub skipped: u64,
    /// Entries the published data no longer name.
    pub absent: u64,
}

/// A run as read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredRun {
    /// What it is known by.
    pub head: RunHead,
    /// Which data.
    pub dataset: Dataset,
    /// File name or edition.
    pub edition: String,
    /// When it was shown.
    pub finished_at: Option<Instant>,
    /// How its rows came out.
    pub counts: RunCounts,
    /// What else is kept of its report, as it was handed in.
    pub summary: String,
    /// When it was taken back.
    pub undone_at: Option<Instant>,
}

/// Why a run cannot begin.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AnotherRun {
    /// The edition the other run is loading.
    pub edition: String,
}

const STAGING: &str = "staging";
pub(crate) const SHOWN: &str = "shown";
/// Being taken back: its writer, should it wake up, finds the door closed.
const DISCARDING: &str = "discarding";
const DISCARDED: &str = "discarded";

#[expect(clippy::disallowed_methods, reason = "runs belong to the installation")]
fn runs() -> Select<import_run::Entity> {
    import_run::Entity::find()
}

impl Work {
    /// Begins a run; only one at a time may prepare a publication.
    ///
    /// # Errors
    /// [`AnotherRun`] while another run is alive.
    pub async fn begin_run(
        &self,
        id: ImportRunId,
        act: ActId,
        dataset: Dataset,
        edition: &Line,
        header: &[String],
        now: Instant,
    ) -> Result<RunHead, Stop<AnotherRun>> {
        if self.is_postgres() {
            // Two runs that begin at once would take the same number; the publication's row is their lock.
            let lock = "SELECT id FROM publication WHERE id = 1 FOR UPDATE";
            self.connection().execute_unprepared(lock).await?;
        }
        let staging = runs()
            .filter(import_run::Column::State.is_in([STAGING, DISCARDING]))
            .one(self.connection())
            .await?;
        if let Some(other) = staging {
            return Err(Stop::Refused(AnotherRun {
                edition: other.edition,
            }));
        }
        let number = self.next_number().await?;
        let row = import_run::Model {
            id: id.uuid(),
            number,
            act_id: act.uuid(),
            dataset: dataset.code().to_owned(),
            edition: edition.to_string(),
            header: serde_json::json!(header).to_string(),
            state: STAGING.to_owned(),
            started_at: now.micros(),
            renewed_at: now.micros(),
            finished_at: None,
            rows_read: 0,
            created: 0,
            updated: 0,
            unchanged: 0,
            skipped: 0,
            absent: 0,
            summary: String::new(),
            undo_until: None,
            undone_at: None,
        };
        row.into_active_model().insert(self.connection()).await?;
        Ok(RunHead { id, act, number })
    }

    /// The number of the publication that follows every other, prepared ones included.
    async fn next_number(&self) -> Result<i64, StoreFault> {
        let last = runs()
            .order_by_desc(import_run::Column::Number)
            .one(self.connection())
            .await?;
        let visible = publication::visible(self.connection()).await?;
        Ok(Ord::max(last.map_or(0, |run| run.number), visible) + 1)
    }

    /// Says that the run is alive. A run that was discarded meanwhile must stop.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn renew_run(&self, id: ImportRunId, now: Instant) -> Result<bool, StoreFault> {
        #[expect(clippy::disallowed_methods, reason = "scoped to one run")]
        let renewed = import_run::Entity::update_many()
            .col_expr(import_run::Column::RenewedAt, Expr::value(now.micros()))
            .filter(import_run::Column::Id.eq(id.uuid()))
            .filter(import_run::Column::State.eq(STAGING))
            .exec(self.connection())
            .await?;
        Ok(renewed.rows_affected == 1)
    }

    /// Shows everything a run prepared: the switch. An edition that brought nothing new was read in all the
    /// same: its act is kept.
    ///
    /// # Errors
    /// When the database refuses, or the run was discarded meanwhile.
    pub async fn show_run(
        &self,
        run: RunHead,
        counts: RunCounts,
        summary: &str,
        now: Instant,
    ) -> Result<(), StoreFault> {
        let whole = |n: u64| i64::try_from(n).unwrap_or(i64::MAX);
        use import_run::Column as C;
        #[expect(clippy::disallowed_methods, reason = "scoped to one run")]
        let done = import_run::Entity::update_many()
            .col_expr(C::State, Expr::value(SHOWN))
            .col_expr(C::FinishedAt, Expr::value(now.micros()))
            .col_expr(C::RowsRead, Expr::value(whole(counts.rows_read)))
            .col_expr(C::Created, Expr::value(whole(counts.created)))
            .col_expr(C::Updated, Expr::value(whole(counts.updated)))
            .col_expr(C::Unchanged, Expr::value(whole(counts.unchanged)))
            .col_expr(C::Skipped, Expr::value(whole(counts.skipped)))
            .col_expr(C::Absent, Expr::value(whole(counts.absent)))
            .col_expr(C::Summary, Expr::value(summary))
            .filter(C::Id.eq(run.id.uuid()))
            .filter(C::State.eq(STAGING))
            .exec(self.connection())
            .await?;
        if done.rows_affected != 1 {
            return Err(StoreFault::Unreadable {
                table: "import_run",
                value: "discarded while it ran".to_owned(),
            });
        }
        self.keep_act();
        publication::show(self, run.number).await
    }
}

impl Work {
    /// Notes that an edition of a reference table was loaded: a run that showed itself at once, with its
    /// act.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn note_reference_run(
        &self,
        id: ImportRunId,
        act: ActId,
        dataset: Dataset,
        edition: &Line,
        counts: RunCounts,
        now: Instant,
    ) -> Result<(), StoreFault> {
        let number = self.next_number().await?;
        let whole = |n: u64| i64::try_from(n).unwrap_or(i64::MAX);
        let row = import_run::Model {
            id: id.uuid(),
            number,
            act_id: act.uuid(),
            dataset: dataset.code().to_owned(),
            edition: edition.to_string(),
            header: "[]".to_owned(),
            state: SHOWN.to_owned(),
            started_at: now.micros(),
            renewed_at: now.micros(),
            finished_at: Some(now.micros()),
            rows_read: whole(counts.rows_read),
            created: whole(counts.created),
            updated: whole(counts.updated),
            unchanged: whole(counts.unchanged),
            skipped: whole(counts.skipped),
            absent: whole(counts.absent),
            summary: String::new(),
            undo_until: None,
            undone_at: None,
        };
        row.into_active_model().insert(self.connection()).await?;
        self.keep_act();
        Ok(())
    }
}

impl Store {
    /// The edition of a run that is being written, where there is one that shows signs of life.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn running_edition(&self, now: Instant) -> Result<Option<String>, StoreFault> {
        let silent_since = now.micros() - SILENCE_SECONDS * 1_000_000;
        let running = runs()
            .filter(import_run::Column::State.eq(STAGING))
            .filter(import_run::Column::RenewedAt.gte(silent_since))
            .one(&self.reader)
            .await?;
        Ok(running.map(|run| run.edition))
    }

    /// The runs that were shown, newest first.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn shown_runs(&self) -> Result<Vec<StoredRun>, StoreFault> {
        let rows = runs()
            .filter(import_run::Column::State.eq(SHOWN))
            .order_by_desc(import_run::Column::Number)
            .all(&self.reader)
            .await?;
        rows.into_iter()
            .map(|row| {
                let count = |n: i64| u64::try_from(n).unwrap_or(0);
                Ok(StoredRun {
                    head: RunHead {
                        id: ImportRunId::from_uuid(row.id),
                        act: ActId::from_uuid(row.act_id),
                        number: row.number,
                    },
                    dataset: Dataset::from_code(&row.dataset).ok_or(StoreFault::Unreadable {
                        table: "import_run",
                        value: row.dataset,
                    })?,
                    edition: row.edition,
                    finished_at: row.finished_at.map(Instant::from_micros),
                    counts: RunCounts {
                        rows_read: count(row.rows_read),
                        created: count(row.created),
                        updated: count(row.updated),
                        unchanged: count(row.unchanged),
                        skipped: count(row.skipped),
                        absent: count(row.absent),
                    },
                    summary: row.summary,
                    undone_at: row.undone_at.map(Instant::from_micros),
                })
            })
            .collect()
    }

    /// Discards runs that fell silent and rows that a shown publication replaced. Returns how many
    /// runs were discarded. Works in short steps, so that it may run beside anything.
    ///
    /// # Errors
    /// When the database refuses; what was done so far stays done.
    pub async fn clean_up_runs(&self, now: Instant) -> Result<u64, StoreFault> {
        let silent_since = now.micros() - SILENCE_SECONDS * 1_000_000;
        let dead = runs()
            .filter(
                import_run::Column::State
                    .eq(DISCARDING)
                    .or(import_run::Column::State
                        .eq(STAGING)
                        .and(import_run::Column::RenewedAt.lt(silent_since))),
            )
            .all(&self.reader)
            .await?;
        for run in &dead {
            self.discard_run(RunHead {
                id: ImportRunId::from_uuid(run.id),
                act: ActId::from_uuid(run.act_id),
                number: run.number,
            })
            .await?;
        }
        self.remove_replaced(now).await?;
        Ok(dead.len() as u64)
    }

    /// Takes back everything a run prepared. Readers never saw any of it.
    ///
    /// # Errors
    /// When the database refuses; running it again goes on where it stopped.
    pub async fn discard_run(&self, run: RunHead) -> Result<(), StoreFault> {
        self.set_state(run, DISCARDING).await?;
        let number = run.number;
        for table in ["source_record", "resource_facts", "organization_facts"] {
            let key = "row_id";
            self.in_small_steps(&format!(
                "DELETE FROM {table} WHERE {key} IN (SELECT {key} FROM {table} WHERE born = {number} LIMIT {CLEAN_UP_ROWS})"
            ))
            .await?;
            self.in_small_steps(&format!(
                "UPDATE {table} SET dead = NULL WHERE {key} IN (SELECT {key} FROM {table} WHERE dead = {number} LIMIT {CLEAN_UP_ROWS})"
            ))
            .await?;
        }
        for table in ["import_conflict", "organization_conflict", "undecided_row"] {
            let conflicts = Statement::from_sql_and_values(
                self.writer.get_database_backend(),
                format!("DELETE FROM {table} WHERE run_id = $1"),
                [run.id.uuid().into()],
            );
            self.alone(conflicts).await?;
        }
        // Heads without facts are those the run brought: nothing else writes a head alone. They stand
        // in its changes, which go last.
        for (table, facts, kind) in [
            ("resource", "resource_facts", "resource"),
            ("organization", "organization_facts", "organization"),
        ] {
            let sql = format!(
                "DELETE FROM {table} WHERE id IN (SELECT c.subject_id FROM change c WHERE c.act_id = $1 AND c.subject_kind = '{kind}' \
                 AND c.before_value IS NULL AND EXISTS (SELECT 1 FROM {table} t WHERE t.id = c.subject_id) \
                 AND NOT EXISTS (SELECT 1 FROM {facts} f WHERE f.{kind}_id = c.subject_id) LIMIT {CLEAN_UP_ROWS})"
            );
            self.in_small_steps_for(&sql, run.act).await?;
        }
        let changes = format!(
            "DELETE FROM change WHERE act_id = $1 AND ordinal IN (SELECT ordinal FROM change WHERE act_id = $1 LIMIT {CLEAN_UP_ROWS})"
        );
        self.in_small_steps_for(&changes, run.act).await?;
        self.set_state(run, DISCARDED).await
    }

    async fn set_state(&self, run: RunHead, state: &str) -> Result<(), StoreFault> {
        let statement = Statement::from_sql_and_values(
            self.writer.get_database_backend(),
            "UPDATE import_run SET state = $1 WHERE id = $2 AND state <> $3",
            [state.into(), run.id.uuid().into(), SHOWN.into()],
        );
        self.alone(statement).await?;
        Ok(())
    }

    /// The published rows that a run replaced, and the open ones that it answered, stay as long as it can be taken back;
    /// of facts the log keeps what stood before.
    async fn remove_replaced(&self, now: Instant) -> Result<(), StoreFault> {
        let kept = format!(
            " AND dead NOT IN (SELECT number FROM import_run WHERE undo_until > {} AND undone_at IS NULL)",
            now.micros()
        );
        let answered = format!(
            "DELETE FROM undecided_row WHERE id IN (SELECT id FROM undecided_row WHERE choice IS NULL \
             AND answered_run_id IS NOT NULL AND answered_run_id NOT IN \
             (SELECT id FROM import_run WHERE undo_until > {} AND undone_at IS NULL) LIMIT {CLEAN_UP_ROWS})",
            now.micros()
        );
        self.in_small_steps(&answered).await?;
        for (table, kept) in [
            ("source_record", kept.as_str()),
            ("resource_facts", ""),
            ("organization_facts", ""),
        ] {
            self.in_small_steps(&format!(
                "DELETE FROM {table} WHERE row_id IN (SELECT row_id FROM {table} \
                 WHERE dead <= (SELECT visible FROM publication WHERE id = 1){kept} LIMIT {CLEAN_UP_ROWS})"
            ))
            .await?;
        }
        Ok(())
    }

    async fn in_small_steps(&self, sql: &str) -> Result<(), StoreFault> {
        let backend = self.writer.get_database_backend();
        while self.alone(Statement::from_string(backend, sql)).await? > 0 {
            tokio::time::sleep(super::GAP).await;
        }
        Ok(())
    }

    async fn in_small_steps_for(&self, sql: &str, act: ActId) -> Result<(), StoreFault> {
        let backend = self.writer.get_database_backend();
        while self
            .alone(Statement::from_sql_and_values(
                backend,
                sql,
                [act.uuid().into()],
            ))
            .await?
            > 0
        {
            tokio::time::sleep(super::GAP).await;
        }
        Ok(())
    }
}
