//! Taking a whole run back that came in by the browser: what it replaced stands again, what it brought
//! goes. Where anybody has done something since, an entry stays as it is and is named with the reason; all
//! of the rest is one act.

use std::convert::Infallible;
use std::io;

use renkei_domain::access::principal::Principal;
use renkei_domain::access::rule::Decision;
use renkei_domain::directory::resource::ResourceFacts;
use renkei_domain::ids::{NetworkId, OrganizationId, ResourceId, UploadId};
use renkei_domain::record::Purpose;
use renkei_domain::time::Instant;
use renkei_store::import::run::RunHead;
use renkei_store::import::undo::{NotUndoable, RunTraces, Trace};
use renkei_store::import::upload::UploadRun;
use renkei_store::{ActHeader, Stop, StoreFault, Work};

use super::upload::{UndoState, UploadRefusal};
use crate::App;
use crate::audit::go_on;
use crate::directory::register::Outcome;
use crate::writer::{Answer, KeyReused, Writer};

/// What taking a run back would do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UndoPlan {
    /// How many entries would be removed.
    pub removed: u64,
    /// How many would say again what they said before.
    pub restored: u64,
    /// The entries that would stay as they are.
    pub left: Vec<LeftEntry>,
    /// Whether it can be taken back at all, and until when.
    pub undo: UndoState,
    /// Whether a later run of the same data rests on it, so that it has to be taken back first.
    pub is_rested_on: bool,
}

/// An entry that stays as it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeftEntry {
    /// The entry.
    pub resource: ResourceId,
    /// Its name.
    pub name: String,
    /// Why.
    pub why: LeftWhy,
}

/// Why an entry stays as it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LeftWhy {
    /// Somebody has done something there since.
    ChangedSince {
        /// What.
        purpose: Purpose,
        /// When.
        at: Instant,
    },
    /// Somebody put something right there while it was being imported.
    ChangedMeanwhile,
    /// It is the secretariat of a network, follows an entry that has closed, or somebody means to call it.
    Needed,
}

/// What was taken back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Undone {
    /// How many entries were removed.
    pub removed: u64,
    /// How many say again what they said before.
    pub restored: u64,
    /// How many stayed as they are.
    pub left: u64,
}

impl Answer for Undone {
    fn to_text(&self) -> String {
        format!("{} {} {}", self.removed, self.restored, self.left)
    }

    fn from_text(text: &str) -> Option<Self> {
        let mut numbers = text.split(' ').map(str::parse::<u64>);
        let mut next = || numbers.next()?.ok();
        Some(Self {
            removed: next()?,
            restored: next()?,
            left: next()?,
        })
    }
}

/// Why a run was not taken back. Nothing has changed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum UndoRefusal {
    /// There is no such run, or none for these eyes.
    #[error("その取り込みは見つかりません。")]
    NotFound,
    /// The rule says no.
    #[error("このネットワークの事務局だけが取り消せます。")]
    NotAllowed(Decision),
    /// Nothing could be taken back.
    #[error(
        "取り込んだ機関は どれも、そのあとに人が直したか、あとの取り込みで変わりました。取り消せるものがありません。直すところがあれば、機関ごとに「変更の記録」からもどしてください。"
    )]
    NothingLeft,
    /// Entries have changed since the plan was shown.
    #[error("見ているあいだに、機関が変わりました。残るところを もう一度確かめてください。")]
    Changed,
    /// Another import is running.
    #[error("いま、ほかの取り込みが動いています。終わってから、もう一度押してください。")]
    AnotherImport,
    /// It was taken back already.
    #[error("この取り込みは もう取り消しました。")]
    Already,
    /// It is too old.
    #[error("取り消せる期間が終わりました。直すところがあれば、機関ごとに直してください。")]
    TooLate,
    /// A later import rests on it.
    #[error(
        "同じデータをあとから取り込んでいて、その中に この取り込みと同じ内容があります。先に、あとの取り込みを取り消してください。"
    )]
    RestedOn,
    /// The key was used before for something else.
    #[error(transparent)]
    KeyReused(#[from] KeyReused),
}

impl From<NotUndoable> for UndoRefusal {
    fn from(refusal: NotUndoable) -> Self {
        match refusal {
            NotUndoable::AnotherRun => Self::AnotherImport,
            NotUndoable::Already => Self::Already,
            NotUndoable::TooLate => Self::TooLate,
            NotUndoable::RestedOn => Self::RestedOn,
        }
    }
}

impl From<UploadRefusal> for UndoRefusal {
    fn from(refusal: UploadRefusal) -> Self {
        match refusal {
            UploadRefusal::NotAllowed(decision) => Self::NotAllowed(decision),
            _ => Self::NotFound,
        }
    }
}

/// What a run did, sorted by what becomes of it.
#[derive(Default)]
struct Sorted<'t> {
    removed: Vec<&'t Trace>,
    restored: Vec<&'t Trace>,
    left: Vec<LeftEntry>,
}

impl<'t> Sorted<'t> {
    fn of(traces: &'t RunTraces) -> Self {
        let mut sorted = Self::default();
        for trace in &traces.resources {
            let Some(standing) = &trace.standing else {
                // Somebody has taken it away already.
                continue;
            };
            match why_left(trace) {
                Some(why) => sorted.left.push(LeftEntry {
                    resource: trace.resource,
                    name: standing.name.to_string(),
                    why,
                }),
                None if trace.is_new => sorted.removed.push(trace),
                None => sorted.restored.push(trace),
            }
        }
        sorted
    }
}

fn why_left(trace: &Trace) -> Option<LeftWhy> {
    if let Some(since) = trace.since {
        return Some(LeftWhy::ChangedSince {
            purpose: since.purpose,
            at: since.at,
        });
    }
    // What was put right while the run wrote stands in the facts and before the run in the log.
    if let (Some(after), Some(standing)) = (&trace.after, &trace.standing)
        && !is_same(after, standing)
    {
        return Some(LeftWhy::ChangedMeanwhile);
    }
    (trace.is_new && trace.is_needed).then_some(LeftWhy::Needed)
}

/// Whether facts from the log are those of a row. A point may differ in its last digit by being written
/// down and read.
fn is_same(logged: &ResourceFacts, row: &ResourceFacts) -> bool {
    const NOTHING: f64 = 1e-9;
    let (mut logged, mut row) = (logged.clone(), row.clone());
    let is_near = match (logged.location.take(), row.location.take()) {
        (None, None) => true,
        (Some(one), Some(other)) => {
            one.precision == other.precision
                && (one.point.latitude - other.point.latitude).abs() < NOTHING
                && (one.point.longitude - other.point.longitude).abs() < NOTHING
        }
        _ => false,
    };
    is_near && logged == row
}

#[renkei_boxed::boxed]
impl App {
    /// What taking a run back would do, for the 事務局 of its network.
    ///
    /// # Errors
    /// A fault of the store; refusals are in the outcome.
    pub async fn undo_plan(
        &self,
        principal: &Principal,
        network: NetworkId,
        id: UploadId,
    ) -> Outcome<UndoPlan, UndoRefusal> {
        let run = match self.shown_run(principal, network, id).await? {
            Ok(run) => run,
            Err(refusal) => return Ok(Err(refusal)),
        };
        let traces = self.store.run_traces(run.head).await?;
        let sorted = Sorted::of(&traces);
        Ok(Ok(UndoPlan {
            removed: sorted.removed.len() as u64,
            restored: sorted.restored.len() as u64,
            left: sorted.left,
            undo: UndoState::of(&run, self.now()),
            is_rested_on: self.store.is_rested_on(run.head).await?,
        }))
    }

    /// Takes a run back, for somebody who saw how many entries would stay as they are.
    ///
    /// # Errors
    /// A fault of the store; refusals are in the outcome.
    pub async fn undo_import(
        &self,
        writer: &Writer,
        network: NetworkId,
        id: UploadId,
        left: u64,
    ) -> Outcome<Undone, UndoRefusal> {
        let run = match self.shown_run(&writer.principal, network, id).await? {
            Ok(run) => run.head,
            Err(refusal) => return Ok(Err(refusal)),
        };
        let (app, writer) = (self.clone(), writer.clone());
        // Of a large run it may take longer than a visitor waits, and ends all the same.
        let acting = go_on(async move {
            let asked = format!("{id} {left}");
            app.act_of(&writer, Purpose::UndoImport, &asked, move |work, header| {
                Box::pin(async move { undo(work, &header, run, left).await })
            })
            .await
        });
        acting
            .await
            .map_err(|fault| StoreFault::Folder(io::Error::other(fault)))?
    }

    async fn shown_run(
        &self,
        principal: &Principal,
        network: NetworkId,
        id: UploadId,
    ) -> Outcome<UploadRun, UndoRefusal> {
        Ok(match self.own_upload(principal, network, id).await? {
            Ok((_, upload)) => upload.run.ok_or(UndoRefusal::NotFound),
            Err(refusal) => Err(refusal.into()),
        })
    }
}

async fn undo(
    work: &Work,
    header: &ActHeader,
    run: RunHead,
    expected_left: u64,
) -> Result<Undone, Stop<UndoRefusal>> {
    work.hold_run(run, header.at)
        .await
        .map_err(|stop| match stop {
            Stop::Refused(refusal) => Stop::Refused(refusal.into()),
            Stop::Fault(fault) => Stop::Fault(fault),
        })?;
    let traces = work.run_traces(run).await?;
    let sorted = Sorted::of(&traces);
    if sorted.left.len() as u64 != expected_left {
        return Err(Stop::Refused(UndoRefusal::Changed));
    }
    if sorted.removed.is_empty() && sorted.restored.is_empty() {
        return Err(Stop::Refused(UndoRefusal::NothingLeft));
    }
    work.restore_around(run, &sorted.restored).await?;
    for trace in &sorted.restored {
        let Some(before) = &trace.before else {
            // Only what is published of it had changed.
            continue;
        };
        let amended = work
            .amend_resource(trace.resource, |facts| -> Result<(), Infallible> {
                facts.clone_from(before);
                Ok(())
            })
            .await?;
        match amended {
            Ok(()) => work.count_edit(trace.resource).await?,
            Err(never) => match never {},
        }
    }
    work.remove_brought(&sorted.removed).await?;
    let mut unused: Vec<OrganizationId> = Vec::new();
    for trace in traces.organizations.iter().filter(|trace| trace.is_as_left) {
        match &trace.before {
            Some(before) => {
                let restored = work
                    .edit_organization(trace.organization, |facts| -> Result<(), Infallible> {
                        facts.clone_from(before);
                        Ok(())
                    })
                    .await?;
                match restored {
                    Ok(()) => {}
                    Err(never) => match never {},
                }
            }
            None => unused.push(trace.organization),
        }
    }
    work.remove_unused_organizations(&unused).await?;
    for (id, field, source_value) in &traces.organization_sources {
        work.move_organization_correction(*id, *field, source_value.clone())
            .await?;
    }
    work.note_undone(run, header.at).await?;
    Ok(Undone {
        removed: sorted.removed.len() as u64,
        restored: sorted.restored.len() as u64,
        left: expected_left,
    })
}
