//! One step of an edition: the rows that one transaction writes, and what they met there.

use renkei_domain::directory::correction::{
    CorrectableField, Correction, OrganizationCorrection, OrganizationField,
};
use renkei_domain::directory::source::Dataset;
use renkei_domain::ids::{OrganizationId, ResourceId};
use renkei_domain::time::Instant;
use renkei_store::directory::organization::OrganizationEntry;
use renkei_store::directory::resource::ResourceEntry;
use renkei_store::import::record::{Conflict, RecordEntry};
use renkei_store::import::run::RunHead;
use renkei_store::import::undecided::UndecidedRow;
use renkei_store::{Stop, Work};

use crate::import::ImportFault;
use crate::import::report::ConflictLine;
use crate::import::settle::settle;

/// When the log of the embedded database is folded into its file: not after each step, so that a page which several
/// write is written once, and before it grows long.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fold {
    /// Not yet.
    Later,
    /// While the next steps are written: most of the log at no cost of time. What they write stands behind it.
    Beside,
    /// Before the next step: the rest, and the log begins anew.
    Now,
}

impl Fold {
    pub(super) const fn after(step: u32) -> Self {
        match step % 8 {
            5 => Self::Beside,
            0 => Self::Now,
            _ => Self::Later,
        }
    }
}

/// A row to be written.
#[derive(Debug, Clone)]
pub(super) struct Pending {
    pub(super) line: u64,
    pub(super) is_new: bool,
    pub(super) resource: ResourceEntry,
    pub(super) record: RecordEntry,
}

/// One step's rows.
#[derive(Debug, Default)]
pub(super) struct Step {
    pub(super) new_organizations: Vec<OrganizationEntry>,
    pub(super) changed_organizations: Vec<OrganizationEntry>,
    pub(super) rows: Vec<Pending>,
    /// Rows that a person has to decide.
    pub(super) undecided: Vec<UndecidedRow>,
}

impl Step {
    /// How many rows it writes.
    pub(super) fn len(&self) -> usize {
        self.rows.len() + self.undecided.len()
    }

    pub(super) fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The conflicts that it met, as the report tells them: each at the first row that led to it.
    pub(super) fn conflict_lines(&self, met: &Met) -> Vec<ConflictLine> {
        let line_of = |leads: &dyn Fn(&Pending) -> bool| {
            let row = self.rows.iter().find(|row| leads(row));
            row.map_or(0, |row| row.line)
        };
        let of_entries = met.conflicts.iter().map(|conflict| ConflictLine {
            line: line_of(&|row| row.resource.id == conflict.resource),
            resource: conflict.resource.to_string(),
            field: conflict.field.code(),
            source_value: conflict.source_value.clone(),
            corrected_value: conflict.corrected_value.clone(),
        });
        let of_organizations = met.organization_conflicts.iter();
        let of_organizations = of_organizations.map(|(id, conflict)| ConflictLine {
            line: line_of(&|row| row.resource.facts.organization == Some(*id)),
            resource: id.to_string(),
            field: conflict.field.code(),
            source_value: conflict.source_value.clone(),
            corrected_value: conflict.value.clone(),
        });
        of_entries.chain(of_organizations).collect()
    }
}

/// The run was discarded by another process that took it for dead.
pub(super) struct Lost;

pub(super) fn stopped(stop: Stop<Lost>) -> ImportFault {
    match stop {
        Stop::Refused(Lost) => ImportFault::Discarded,
        Stop::Fault(fault) => fault.into(),
    }
}

pub(super) async fn renewed(work: &Work, run: RunHead, now: Instant) -> Result<(), Stop<Lost>> {
    if work.renew_run(run.id, now).await? {
        Ok(())
    } else {
        Err(Stop::Refused(Lost))
    }
}

/// What a step met.
#[derive(Debug, Default)]
pub(super) struct Met {
    /// How many changes it noted.
    pub(super) changes: i64,
    /// Conflicts for the list.
    pub(super) conflicts: Vec<Conflict>,
    /// What people entered where the table, at its first word, says something else. Kept at the switch.
    pub(super) first: Vec<(ResourceId, Correction)>,
    /// Corrected fields whose source moved to this value. Kept at the switch.
    pub(super) moved: Vec<(ResourceId, CorrectableField, Option<String>)>,
    /// Conflicts of 法人 for the list.
    pub(super) organization_conflicts: Vec<(OrganizationId, OrganizationCorrection)>,
    /// Corrected fields of 法人 whose source moved to this value. Kept at the switch.
    pub(super) organizations_moved: Vec<(OrganizationId, OrganizationField, Option<String>)>,
}

/// Writes one step.
pub(super) async fn write(
    work: &Work,
    run: RunHead,
    dataset: Dataset,
    step: &Step,
    now: Instant,
) -> Result<Met, Stop<Lost>> {
    renewed(work, run, now).await?;
    let mut changes = step.rows.len() + step.new_organizations.len();
    work.add_organizations(run.number, step.new_organizations.clone())
        .await?;
    let refreshed = work
        .refresh_organizations(run.number, step.changed_organizations.clone())
        .await?;
    changes += refreshed.differed;
    work.keep_organization_conflicts(run, &refreshed.conflicts)
        .await?;
    let entries = |is_new| {
        let rows = step.rows.iter().filter(move |row| row.is_new == is_new);
        rows.map(|row| &row.resource)
    };
    let new: Vec<&ResourceEntry> = entries(true).collect();
    let mut changed: Vec<ResourceEntry> = entries(false).cloned().collect();
    let ids: Vec<ResourceId> = changed.iter().map(|entry| entry.id).collect();
    let mut met = Met {
        organization_conflicts: refreshed.conflicts,
        organizations_moved: refreshed.moved,
        ..Met::default()
    };
    if !ids.is_empty() {
        work.lock_resources(&ids).await?;
        let before = work.supplied_before(dataset, &ids).await?;
        let corrections = work.corrections(&ids).await?;
        for shown in work.resources_kept(&ids).await? {
            let Some(entry) = changed.iter_mut().find(|entry| entry.id == shown.id) else {
                continue;
            };
            let id = shown.id;
            let settled = settle(
                &mut entry.facts,
                &shown.facts,
                before.get(&id).copied(),
                corrections.get(&id).map(Vec::as_slice).unwrap_or_default(),
            );
            let conflicts = settled.conflicts.into_iter();
            met.conflicts
                .extend(conflicts.map(|correction| conflict(id, correction)));
            let first = settled.first.into_iter();
            met.first.extend(first.map(|correction| (id, correction)));
            let moved = settled.moved.into_iter();
            met.moved
                .extend(moved.map(|(field, value)| (id, field, value)));
        }
    }
    work.add_resources(run.number, &new).await?;
    let changed: Vec<&ResourceEntry> = changed.iter().collect();
    work.replace_resources(run.number, &changed).await?;
    let records: Vec<&RecordEntry> = step.rows.iter().map(|row| &row.record).collect();
    work.keep_records(run, dataset, &records).await?;
    work.keep_conflicts(run, &met.conflicts).await?;
    work.keep_undecided(run, dataset, &step.undecided).await?;
    met.changes = i64::try_from(changes).unwrap_or(i64::MAX);
    Ok(met)
}

fn conflict(resource: ResourceId, correction: Correction) -> Conflict {
    Conflict {
        resource,
        field: correction.field,
        source_value: correction.source_value,
        corrected_value: correction.value,
    }
}
