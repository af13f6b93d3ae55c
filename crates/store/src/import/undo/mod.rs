//! Taking a shown run back: what it did to each entry, whether anybody has done something there since, and
//! the steps that put things as they were. All of it stands in one transaction, so a run that is meant to
//! be taken back is of one region.

use renkei_domain::directory::correction::{CorrectableField, OrganizationField};
use renkei_domain::directory::organization::OrganizationFacts;
use renkei_domain::directory::resource::ResourceFacts;
use renkei_domain::ids::{ActId, OrganizationId, ResourceId};
use renkei_domain::record::{Change, Purpose, Subject};
use renkei_domain::time::Instant;
use sea_orm::ConnectionTrait;
use uuid::Uuid;

use super::run::RunHead;
use crate::fault::{Stop, StoreFault};
use crate::sql::Sql;
use crate::store::Store;
use crate::work::Work;

mod traces;

use traces::traces;

/// What a run did.
#[derive(Debug, Clone, Default)]
pub struct RunTraces {
    /// To entries, in the order of their ids.
    pub resources: Vec<Trace>,
    /// To 法人.
    pub organizations: Vec<OrganizationTrace>,
    /// The corrected fields of 法人 whose source moved, with what the source said before.
    pub organization_sources: Vec<(OrganizationId, OrganizationField, Option<String>)>,
}

/// What a run did to an entry.
#[derive(Debug, Clone)]
pub struct Trace {
    /// The entry.
    pub resource: ResourceId,
    /// Whether the run brought it.
    pub is_new: bool,
    /// Its facts before; `None` where the run brought it or left its facts alone.
    pub before: Option<ResourceFacts>,
    /// Its facts as the run left them; `None` where it left them alone.
    pub after: Option<ResourceFacts>,
    /// The same as the log keeps it.
    pub line: Option<String>,
    /// Its facts as they are shown now; `None` where it is not there any more.
    pub standing: Option<ResourceFacts>,
    /// What was done to it first after the run.
    pub since: Option<Since>,
    /// Whether something else leads to it: it is the secretariat of a network, follows a closed entry, somebody
    /// means to call it, or it helps somebody.
    pub is_needed: bool,
    /// What the log keeps of the network that the run gave it to, where it did.
    pub got_steward: Option<String>,
    /// The corrected fields whose source moved, with what the source said before.
    pub source_values: Vec<(CorrectableField, Option<String>)>,
}

/// What a run did to a 法人.
#[derive(Debug, Clone)]
pub struct OrganizationTrace {
    /// The 法人.
    pub organization: OrganizationId,
    /// Its facts before; `None` where the run brought it.
    pub before: Option<OrganizationFacts>,
    /// Whether its facts are still what the run made of them.
    pub is_as_left: bool,
}

/// What was done to an entry after a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Since {
    /// In which kind of act.
    pub purpose: Purpose,
    /// When.
    pub at: Instant,
}

/// Why a run cannot be taken back at all.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotUndoable {
    /// Another run is being written.
    AnotherRun,
    /// It was taken back already.
    Already,
    /// What it replaced is not kept any more, or never was.
    TooLate,
    /// A later run of the same data found rows that stood so already, perhaps by this one.
    RestedOn,
}

/// Whether a later run of the same data may rest on a run: it found rows that stood so already.
async fn is_rested_on(connection: &impl ConnectionTrait, run: RunHead) -> Result<bool, StoreFault> {
    let sql = Sql::with(
        "SELECT 1 FROM import_run later JOIN import_run own ON own.id = ? \
         WHERE later.number > own.number AND later.dataset = own.dataset AND later.state = 'shown' \
         AND later.undone_at IS NULL AND later.unchanged > 0 LIMIT 1",
        [run.id.uuid().into()],
    );
    let row = connection.query_one_raw(sql.statement(connection)).await?;
    Ok(row.is_some())
}

impl Store {
    /// What a run did, as it stands now.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn run_traces(&self, run: RunHead) -> Result<RunTraces, StoreFault> {
        traces(&self.reader, run.act).await
    }
}

impl Store {
    /// Whether a later run of the same data may rest on a run, so that it has to be taken back first.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn is_rested_on(&self, run: RunHead) -> Result<bool, StoreFault> {
        is_rested_on(&self.reader, run).await
    }
}

impl Work {
    /// Locks what a run touched and keeps other runs from beginning; refuses where it cannot be taken back.
    ///
    /// # Errors
    /// [`NotUndoable`] says why.
    pub async fn hold_run(&self, run: RunHead, now: Instant) -> Result<(), Stop<NotUndoable>> {
        // Entries first and the publication then: the order in which whoever edits an entry takes them.
        let mut touched = self.touched_resources(run.act).await?;
        touched.sort_unstable();
        self.lock_resources(&touched).await?;
        if !self.keep_runs_off().await? {
            return Err(Stop::Refused(NotUndoable::AnotherRun));
        }
        let connection = self.connection();
        let kept = Sql::with(
            "SELECT undo_until, undone_at FROM import_run WHERE id = ? AND state = 'shown'",
            [run.id.uuid().into()],
        );
        let kept = connection.query_one_raw(kept.statement(connection)).await?;
        let (until, undone): (Option<i64>, Option<i64>) = match kept {
            Some(row) => (row.try_get_by_index(0)?, row.try_get_by_index(1)?),
            None => (None, None),
        };
        if undone.is_some() {
            return Err(Stop::Refused(NotUndoable::Already));
        }
        if until.is_none_or(|until| until <= now.micros()) {
            return Err(Stop::Refused(NotUndoable::TooLate));
        }
        if is_rested_on(connection, run).await? {
            return Err(Stop::Refused(NotUndoable::RestedOn));
        }
        Ok(())
    }

    /// Keeps runs from beginning until the transaction ends; false while one is being written.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn keep_runs_off(&self) -> Result<bool, StoreFault> {
        let connection = self.connection();
        if self.is_postgres() {
            let lock = "SELECT id FROM publication WHERE id = 1 FOR UPDATE";
            connection.execute_unprepared(lock).await?;
        }
        let running = Sql::new("SELECT 1 FROM import_run WHERE state IN ('staging', 'discarding')");
        let running = connection.query_one_raw(running.statement(connection));
        Ok(running.await?.is_none())
    }

    async fn touched_resources(&self, act: ActId) -> Result<Vec<ResourceId>, StoreFault> {
        let sql = Sql::with(
            "SELECT DISTINCT subject_id FROM change WHERE act_id = ? AND subject_kind = 'resource'",
            [act.uuid().into()],
        );
        let connection = self.connection();
        let rows = connection.query_all_raw(sql.statement(connection)).await?;
        rows.iter()
            .map(|row| Ok(ResourceId::from_uuid(row.try_get_by_index::<Uuid>(0)?)))
            .collect()
    }

    /// What a run did, as this transaction sees it.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn run_traces(&self, run: RunHead) -> Result<RunTraces, StoreFault> {
        traces(self.connection(), run.act).await
    }

    /// Removes entries that a run brought, with all that hangs on them; the log keeps what they said.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn remove_brought(&self, traces: &[&Trace]) -> Result<(), StoreFault> {
        if traces.is_empty() {
            return Ok(());
        }
        let connection = self.connection();
        let ids: Vec<ResourceId> = traces.iter().map(|trace| trace.resource).collect();
        for trace in traces {
            self.note(Change {
                subject: Subject::Resource(trace.resource),
                field_group: "facts".to_owned(),
                before: trace.line.clone(),
                after: None,
            });
        }
        let sql = within("DELETE FROM resource WHERE id IN (", &ids, connection);
        connection.execute_raw(sql.statement(connection)).await?;
        Ok(())
    }

    /// Puts the published rows, conflicts, sources of corrections and stewards of entries back as they were
    /// before a run. Their facts are written by whoever calls.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn restore_around(&self, run: RunHead, traces: &[&Trace]) -> Result<(), StoreFault> {
        if traces.is_empty() {
            return Ok(());
        }
        let connection = self.connection();
        let ids: Vec<ResourceId> = traces.iter().map(|trace| trace.resource).collect();
        let number = run.number;
        for text in [
            format!("DELETE FROM source_record WHERE born = {number} AND resource_id IN ("),
            format!(
                "UPDATE source_record SET dead = NULL WHERE dead = {number} AND resource_id IN ("
            ),
        ] {
            let sql = within(&text, &ids, connection);
            connection.execute_raw(sql.statement(connection)).await?;
        }
        for (text, id) in [
            ("DELETE FROM import_conflict WHERE run_id = ", run.id.uuid()),
            // What the run itself kept of what people had entered.
            ("DELETE FROM correction WHERE act_id = ", run.act.uuid()),
        ] {
            let mut sql = Sql::new(text);
            sql.bind(id)
                .add(within(" AND resource_id IN (", &ids, connection));
            connection.execute_raw(sql.statement(connection)).await?;
        }
        for trace in traces {
            for (field, said) in &trace.source_values {
                self.move_correction(trace.resource, *field, said.clone())
                    .await?;
            }
        }
        for trace in traces.iter().filter(|trace| trace.got_steward.is_some()) {
            let sql = Sql::with(
                "UPDATE resource SET steward_network_id = NULL WHERE id = ?",
                [trace.resource.uuid().into()],
            );
            connection.execute_raw(sql.statement(connection)).await?;
            self.note(Change {
                subject: Subject::Resource(trace.resource),
                field_group: "steward".to_owned(),
                before: trace.got_steward.clone(),
                after: None,
            });
        }
        Ok(())
    }

    /// Takes the facts of 法人 away that a run brought and that nothing speaks of any more.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn remove_unused_organizations(
        &self,
        ids: &[OrganizationId],
    ) -> Result<(), StoreFault> {
        if ids.is_empty() {
            return Ok(());
        }
        let connection = self.connection();
        let mut sql = Sql::new("DELETE FROM organization_facts WHERE organization_id IN (");
        sql.add(Sql::ids(
            connection.get_database_backend(),
            ids.iter().map(|id| id.uuid()),
        ))
        .push(")");
        for (table, column) in [
            ("resource_facts", "organization_id"),
            ("network_member", "organization_id"),
            ("membership", "organization_id"),
            ("invitation", "organization_id"),
            ("strength", "observer_id"),
            ("person", "organization_id"),
        ] {
            sql.push(&format!(
                " AND NOT EXISTS (SELECT 1 FROM {table} t WHERE t.{column} = organization_facts.organization_id)"
            ));
        }
        sql.push(" RETURNING organization_id, name");
        let rows = connection.query_all_raw(sql.statement(connection)).await?;
        for row in &rows {
            let name: String = row.try_get_by_index(1)?;
            self.note(Change {
                subject: Subject::Organization(OrganizationId::from_uuid(
                    row.try_get_by_index::<Uuid>(0)?,
                )),
                field_group: "facts".to_owned(),
                before: Some(serde_json::json!({ "name": name }).to_string()),
                after: None,
            });
        }
        Ok(())
    }

    /// Notes that a run was taken back: what it had answered is asked again.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn note_undone(&self, run: RunHead, now: Instant) -> Result<(), StoreFault> {
        let sql = Sql::with(
            "UPDATE import_run SET undone_at = ? WHERE id = ?",
            [now.micros().into(), run.id.uuid().into()],
        );
        let connection = self.connection();
        connection.execute_raw(sql.statement(connection)).await?;
        self.ask_again(run).await?;
        self.keep_act();
        Ok(())
    }
}

/// A piece that ends with a list of entries in brackets.
fn within(text: &str, ids: &[ResourceId], connection: &impl ConnectionTrait) -> Sql {
    let mut sql = Sql::new(text);
    let ids = ids.iter().map(|id| id.uuid());
    sql.add(Sql::ids(connection.get_database_backend(), ids))
        .push(")");
    sql
}
