//! The act and change log: written by [`crate::work`], read by history and by whoever follows changes.
//! Changes of what tells of people are sealed; [`forgotten`] empties them after a time.

pub mod feed;
pub(crate) mod forgotten;

use std::collections::BTreeSet;

use renkei_domain::ids::{
    AccountId, ActId, CaseId, ImportRunId, InvitationId, LetterId, NetworkId, OrganizationId,
    ResourceId,
};
use renkei_domain::record::{Act, Actor, Change, Purpose, Source, Subject};
use renkei_domain::time::Instant;
use sea_orm::{
    ActiveModelTrait as _, ColumnTrait as _, ConnectionTrait, EntityTrait, IntoActiveModel as _,
    PaginatorTrait as _, QueryFilter as _, QueryOrder as _, QuerySelect as _, Select,
};
use uuid::Uuid;

use crate::audit::Inside;
use crate::fault::StoreFault;
use crate::keys::{Opener, key_of};
use crate::rows::{act, change};
use crate::store::Store;
use crate::work::{ActHeader, Work};

mod newest;
mod of_group;
mod on_subject;
mod sealed;

use sealed::value_cell;

/// What kind of thing a case is in the log.
const CASE: &str = "case";

/// An act with the changes it made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordedAct {
    /// The act.
    pub act: Act,
    /// Its changes, in the order in which they were made.
    pub changes: Vec<Change>,
}

impl Store {
    /// The acts committed after a place in the order of commits, oldest first.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn acts_after(&self, seq: i64, limit: u64) -> Result<Vec<RecordedAct>, StoreFault> {
        let acts = acts()
            .filter(act::Column::Seq.gt(seq))
            .order_by_asc(act::Column::Seq)
            .limit(limit);
        let acts = acts.all(&self.reader).await?;
        let ids = acts.iter().map(|row| row.id);
        let lines = changes()
            .filter(change::Column::ActId.is_in(ids))
            .order_by_asc(change::Column::ActId)
            .order_by_asc(change::Column::Ordinal)
            .all(&self.reader)
            .await?;
        let opener = self.keys.opener(&self.reader, keys_of(&lines)).await?;
        join(acts, &lines, &opener)
    }

    /// The acts that touched a subject, newest first.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn history_of(
        &self,
        subject: Subject,
        limit: u64,
    ) -> Result<Inside<Vec<RecordedAct>>, StoreFault> {
        self.history_before(subject, None, &[], limit).await
    }

    /// The same, of the acts before a place in the order of commits, without those done for some
    /// purposes.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn history_before(
        &self,
        subject: Subject,
        before: Option<i64>,
        without: &[Purpose],
        limit: u64,
    ) -> Result<Inside<Vec<RecordedAct>>, StoreFault> {
        self.history_among(&[subject], before, without, limit).await
    }

    /// The same of several subjects, in one order.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn history_among(
        &self,
        subjects: &[Subject],
        before: Option<i64>,
        without: &[Purpose],
        limit: u64,
    ) -> Result<Inside<Vec<RecordedAct>>, StoreFault> {
        let subjects = subjects.iter().map(|subject| subject_parts(*subject).1);
        let lines = changes()
            .filter(change::Column::SubjectId.is_in(subjects))
            .order_by_asc(change::Column::ActId)
            .order_by_asc(change::Column::Ordinal)
            .all(&self.reader)
            .await?;
        let ids: Vec<Uuid> = lines.iter().map(|row| row.act_id).collect();
        let acts = acts()
            .filter(act::Column::Id.is_in(ids))
            .filter(act::Column::Seq.lt(before.unwrap_or(i64::MAX)))
            .filter(act::Column::Purpose.is_not_in(without.iter().map(|purpose| purpose.code())))
            .order_by_desc(act::Column::Seq)
            .limit(limit);
        let acts = acts.all(&self.reader).await?;
        let opener = self.keys.opener(&self.reader, keys_of(&lines)).await?;
        let recorded = join(acts, &lines, &opener)?;
        Ok(Inside::of(recorded))
    }
}

impl Work {
    /// What an act that stands in the log changed in one field group of a subject.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn logged_change(
        &self,
        act: ActId,
        subject: Subject,
        group: &str,
    ) -> Result<Option<Change>, StoreFault> {
        let head = acts().filter(act::Column::Id.eq(act.uuid()));
        if head.one(self.connection()).await?.is_none() {
            return Ok(None);
        }
        let (kind, id) = subject_parts(subject);
        let line = changes()
            .filter(change::Column::ActId.eq(act.uuid()))
            .filter(change::Column::SubjectKind.eq(kind))
            .filter(change::Column::SubjectId.eq(id))
            .filter(change::Column::FieldGroup.eq(group))
            .one(self.connection())
            .await?;
        let Some(line) = line else {
            return Ok(None);
        };
        let ids = keys_of(std::slice::from_ref(&line));
        let opener = self.keys().opener(self.connection(), ids).await?;
        change_from_row(&line, &opener).map(Some)
    }
}

fn join(
    acts: Vec<act::Model>,
    lines: &[change::Model],
    opener: &Opener,
) -> Result<Vec<RecordedAct>, StoreFault> {
    acts.into_iter()
        .map(|row| {
            let of_act = lines.iter().filter(|line| line.act_id == row.id);
            let changes = of_act.map(|line| change_from_row(line, opener));
            Ok(RecordedAct {
                act: act_from_row(&row)?,
                changes: changes.collect::<Result<_, _>>()?,
            })
        })
        .collect()
}

/// The keys that open some lines.
fn keys_of(lines: &[change::Model]) -> BTreeSet<Uuid> {
    let sealed = lines
        .iter()
        .flat_map(|line| [&line.before_sealed, &line.after_sealed]);
    let ids = sealed.filter_map(|sealed| key_of(sealed.as_ref()?));
    ids.collect()
}

#[expect(
    clippy::disallowed_methods,
    reason = "the scoped start of every read of acts"
)]
fn acts() -> Select<act::Entity> {
    act::Entity::find()
}

#[expect(
    clippy::disallowed_methods,
    reason = "the scoped start of every read of changes"
)]
fn changes() -> Select<change::Entity> {
    change::Entity::find()
}

pub(crate) async fn has_steps(work: &Work, act: ActId) -> Result<bool, StoreFault> {
    Ok(next_ordinal(work, act).await? > 0)
}

pub(crate) async fn next_ordinal(work: &Work, act: ActId) -> Result<i64, StoreFault> {
    let count = changes()
        .filter(change::Column::ActId.eq(act.uuid()))
        .count(work.connection())
        .await?;
    Ok(i64::try_from(count).unwrap_or(i64::MAX))
}

pub(crate) async fn write_act(work: &Work, header: &ActHeader, seq: i64) -> Result<(), StoreFault> {
    let (actor_kind, actor_id) = actor_parts(header.actor);
    let (source_kind, source_id) = source_parts(header.source);
    let row = act::Model {
        id: header.id.uuid(),
        seq,
        actor_kind: actor_kind.to_owned(),
        actor_id,
        at: header.at.micros(),
        source_kind: source_kind.to_owned(),
        source_id,
        purpose: header.purpose.code().to_owned(),
    };
    row.into_active_model().insert(work.connection()).await?;
    Ok(())
}

pub(crate) async fn write_changes(
    work: &Work,
    act: ActId,
    first_ordinal: i64,
    changes: &[Change],
) -> Result<(), StoreFault> {
    let mut rows: Vec<_> = changes
        .iter()
        .zip(first_ordinal..)
        .map(|(line, ordinal)| {
            let (kind, id) = subject_parts(line.subject);
            change::Model {
                act_id: act.uuid(),
                ordinal,
                subject_kind: kind.to_owned(),
                subject_id: id,
                field_group: line.field_group.clone(),
                before_value: line.before.clone(),
                after_value: line.after.clone(),
                before_sealed: None,
                after_sealed: None,
            }
        })
        .collect();
    for row in &mut rows {
        sealed::seal(work, row).await?;
    }
    insert_all(work.connection(), rows).await
}

/// Inserts many rows of one table in statements that stay below the databases' parameter limits.
pub(crate) async fn insert_all<M>(
    connection: &impl ConnectionTrait,
    rows: Vec<M>,
) -> Result<(), StoreFault>
where
    M: sea_orm::ModelTrait + sea_orm::IntoActiveModel<<M::Entity as EntityTrait>::ActiveModel>,
    M::Entity: EntityTrait<Model = M>,
    <M::Entity as EntityTrait>::ActiveModel: Send,
{
    use sea_orm::Iterable as _;
    // SQLite takes 32,766 parameters in a statement, PostgreSQL 65,535.
    let columns = <M::Entity as EntityTrait>::Column::iter().count().max(1);
    let at_once = (30_000 / columns).min(500);
    let mut rows = rows
        .into_iter()
        .map(sea_orm::IntoActiveModel::into_active_model)
        .peekable();
    while rows.peek().is_some() {
        let some: Vec<_> = rows.by_ref().take(at_once).collect();
        <M::Entity as EntityTrait>::insert_many(some)
            .exec_without_returning(connection)
            .await?;
    }
    Ok(())
}

pub(crate) fn subject_parts(subject: Subject) -> (&'static str, Uuid) {
    match subject {
        Subject::Organization(id) => ("organization", id.uuid()),
        Subject::Resource(id) => ("resource", id.uuid()),
        Subject::Network(id) => ("network", id.uuid()),
        Subject::Account(id) => ("account", id.uuid()),
        Subject::Invitation(id) => ("invitation", id.uuid()),
        Subject::ReferenceTable(id) => ("reference_table", id.uuid()),
        Subject::Letter(id) => ("letter", id.uuid()),
        Subject::Case(id) => (CASE, id.uuid()),
    }
}

pub(crate) fn actor_parts(actor: Actor) -> (&'static str, Option<Uuid>) {
    match actor {
        Actor::Account(id) => ("account", Some(id.uuid())),
        Actor::Operator => ("operator", None),
        Actor::System => ("system", None),
    }
}

pub(crate) fn actor_from_parts(kind: &str, id: Option<Uuid>) -> Option<Actor> {
    match (kind, id) {
        ("account", Some(id)) => Some(Actor::Account(AccountId::from_uuid(id))),
        ("operator", None) => Some(Actor::Operator),
        ("system", None) => Some(Actor::System),
        _ => None,
    }
}

fn source_parts(source: Source) -> (&'static str, Option<Uuid>) {
    match source {
        Source::Command => ("command", None),
        Source::Page => ("page", None),
        Source::GraphQl => ("graphql", None),
        Source::Import(run) => ("import", Some(run.uuid())),
        Source::Seed => ("seed", None),
        Source::Courier => ("courier", None),
    }
}

fn change_from_row(row: &change::Model, opener: &Opener) -> Result<Change, StoreFault> {
    let subject = match row.subject_kind.as_str() {
        "organization" => Subject::Organization(OrganizationId::from_uuid(row.subject_id)),
        "resource" => Subject::Resource(ResourceId::from_uuid(row.subject_id)),
        "network" => Subject::Network(NetworkId::from_uuid(row.subject_id)),
        "account" => Subject::Account(AccountId::from_uuid(row.subject_id)),
        "invitation" => Subject::Invitation(InvitationId::from_uuid(row.subject_id)),
        "reference_table" => Subject::ReferenceTable(ImportRunId::from_uuid(row.subject_id)),
        "letter" => Subject::Letter(LetterId::from_uuid(row.subject_id)),
        CASE => Subject::Case(CaseId::from_uuid(row.subject_id)),
        other => {
            return Err(StoreFault::Unreadable {
                table: "change",
                value: other.to_owned(),
            });
        }
    };
    let place = row.ordinal.to_string();
    let value = |column, plain: &Option<String>, sealed: &Option<Vec<u8>>| match sealed {
        Some(sealed) => {
            let cell = value_cell(column, row.act_id, &place);
            opener.text(&cell, sealed).map(Some)
        }
        None => Ok(plain.clone()),
    };
    Ok(Change {
        subject,
        field_group: row.field_group.clone(),
        before: value("before_sealed", &row.before_value, &row.before_sealed)?,
        after: value("after_sealed", &row.after_value, &row.after_sealed)?,
    })
}

fn act_from_row(row: &act::Model) -> Result<Act, StoreFault> {
    let unreadable = |value: &str| StoreFault::Unreadable {
        table: "act",
        value: value.to_owned(),
    };
    let actor = actor_from_parts(&row.actor_kind, row.actor_id)
        .ok_or_else(|| unreadable(&row.actor_kind))?;
    let source = match (row.source_kind.as_str(), row.source_id) {
        ("command", None) => Source::Command,
        ("page", None) => Source::Page,
        ("graphql", None) => Source::GraphQl,
        ("import", Some(run)) => Source::Import(ImportRunId::from_uuid(run)),
        ("seed", None) => Source::Seed,
        ("courier", None) => Source::Courier,
        (other, _) => return Err(unreadable(other)),
    };
    Ok(Act {
        id: ActId::from_uuid(row.id),
        seq: row.seq,
        actor,
        at: Instant::from_micros(row.at),
        source,
        purpose: Purpose::from_code(&row.purpose).ok_or_else(|| unreadable(&row.purpose))?,
    })
}
