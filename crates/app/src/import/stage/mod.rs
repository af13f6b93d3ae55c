//! Writing an edition: in steps that aim at 200 ms, so that few reach 300, into a publication nobody
//! sees yet, with a gap between them for other writers; the last act shows it all.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::ops::ControlFlow;
use std::sync::Arc;
use std::time::{Duration, Instant as Stopwatch};

use renkei_domain::directory::correction::{CorrectableField, Correction, OrganizationField};
use renkei_domain::directory::merge::Supplied;
use renkei_domain::directory::municipality::MunicipalityCode;
use renkei_domain::directory::organization::OrganizationFacts;
use renkei_domain::ids::{NetworkId, OrganizationId, ResourceId};
use renkei_exchange::finding::RowFault;
use renkei_exchange::office::PublishedOffice;
use renkei_store::Stop;
use renkei_store::directory::organization::{MatchKey, OrganizationEntry};
use renkei_store::directory::resource::ResourceEntry;
use renkei_store::import::record::{RecordEntry, RecordKeys};
use renkei_store::import::run::RunHead;
use tokio::sync::mpsc;
use tokio::task::JoinHandle;

mod left_over;
pub(super) mod show;
mod step;

use self::show::Staged;
use self::step::{Fold, Lost, Met, Pending, Step, stopped, write};
use crate::App;
use crate::directory::register::organization_key;
use crate::import::edition::Edition;
use crate::import::keys::{Standing, keys_of, standing};
use crate::import::matching::{Matcher, Verdict};
use crate::import::report::ImportReport;
use crate::import::{ImportFault, ImportRequest, Progress, Watcher};

/// What a step should take; its size is fitted to it, well below the promised 300 ms.
const STEP: Duration = Duration::from_millis(200);
/// The smallest and the largest step, in rows.
const STEP_ROWS: std::ops::RangeInclusive<usize> = 50..=1_000;

/// How long a run may write nothing before it says that it is alive, well below what counts as dead.
const ALIVE: Duration = Duration::from_secs(3);

/// A row of the edition with its keys, or why it makes no entry.
type Arriving = Result<(RecordKeys, PublishedOffice), RowFault>;

/// An edition being written.
pub(in crate::import) struct Stage {
    app: App,
    request: ImportRequest,
    run: RunHead,
    matcher: Matcher,
    stewards: HashMap<MunicipalityCode, NetworkId>,
    organizations: HashMap<MatchKey, OrganizationId>,
    written_organizations: HashSet<OrganizationId>,
    /// Entries of other networks than the one that imports: it neither changes them nor calls them missing.
    kept_by_others: HashSet<ResourceId>,
    spared: HashSet<ResourceId>,
    step: Step,
    /// The step being written while the next one is gathered.
    writing: Option<JoinHandle<Written>>,
    step_rows: usize,
    steps: u32,
    ordinal: i64,
    alive: Stopwatch,
    first: Vec<(ResourceId, Correction)>,
    moved: Vec<(ResourceId, CorrectableField, Option<String>)>,
    organizations_moved: Vec<(OrganizationId, OrganizationField, Option<String>)>,
    report: ImportReport,
}

/// Every 法人 by what its source calls it, and by what people wrote there where nothing else is called so.
async fn known_organizations(app: &App) -> Result<HashMap<MatchKey, OrganizationId>, ImportFault> {
    let mut known = app.store.organization_keys().await?;
    for (id, facts) in app.store.corrected_organizations().await? {
        known.entry(organization_key(&facts)).or_insert(id);
    }
    Ok(known)
}

/// How the writing of a step ended.
struct Written {
    step: Arc<Step>,
    took: Duration,
    met: Result<Met, Stop<Lost>>,
}

impl Stage {
    pub(in crate::import) async fn new(
        app: &App,
        request: &ImportRequest,
        run: RunHead,
        matcher: Matcher,
    ) -> Result<Self, ImportFault> {
        let kept_by_others = match request.for_network {
            Some(network) => app.store.resources_of_others(network).await?,
            None => HashSet::new(),
        };
        Ok(Self {
            stewards: app.store.stewards().await?,
            organizations: known_organizations(app).await?,
            app: app.clone(),
            request: request.clone(),
            run,
            matcher,
            written_organizations: HashSet::new(),
            spared: kept_by_others.clone(),
            kept_by_others,
            step: Step::default(),
            writing: None,
            step_rows: 200,
            steps: 0,
            ordinal: 0,
            alive: Stopwatch::now(),
            first: Vec::new(),
            moved: Vec::new(),
            organizations_moved: Vec::new(),
            report: ImportReport {
                dataset: request.dataset.code().to_owned(),
                edition: request.edition.to_string(),
                ..ImportReport::default()
            },
        })
    }

    /// Reads the edition a second time and writes what is new or changed.
    pub(in crate::import) async fn fill(
        mut self,
        edition: Arc<dyn Edition>,
        only: Arc<BTreeSet<MunicipalityCode>>,
        watcher: &Watcher,
    ) -> Result<Staged, ImportFault> {
        let filled = self.write_all(edition, only, watcher).await;
        // A step may still be on its way: whoever takes the run back must find it written or gone.
        let settled = self.settle().await;
        filled.and(settled)?;
        self.mark_absent().await?;
        Ok(Staged {
            request: self.request,
            run: self.run,
            first: self.first,
            moved: self.moved,
            organizations_moved: self.organizations_moved,
            report: self.report,
        })
    }

    async fn write_all(
        &mut self,
        edition: Arc<dyn Edition>,
        only: Arc<BTreeSet<MunicipalityCode>>,
        watcher: &Watcher,
    ) -> Result<(), ImportFault> {
        // Reading goes on while the last step is written; four parcels may wait.
        let (parcels, mut arriving) = mpsc::channel::<Vec<Arriving>>(4);
        let reading = tokio::task::spawn_blocking(move || {
            let mut parcel = Vec::with_capacity(256);
            let read = edition.each(&mut |row| {
                parcel.push(row.map(|office| (keys_of(&office), office)));
                if parcel.len() == 256
                    && parcels.blocking_send(std::mem::take(&mut parcel)).is_err()
                {
                    return ControlFlow::Break(());
                }
                ControlFlow::Continue(())
            });
            if read.is_ok() && !parcel.is_empty() {
                // Nobody waits for it when the writing side has failed.
                drop(parcels.blocking_send(parcel));
            }
            read
        });
        while let Some(parcel) = arriving.recv().await {
            for row in parcel {
                self.take(row, &only)?;
                if self.step.len() >= self.step_rows {
                    self.write_step().await?;
                }
            }
            if self.alive.elapsed() > ALIVE {
                self.app.stay_alive(self.run).await?;
                self.alive = Stopwatch::now();
            }
            watcher(Progress::Writing {
                rows: self.report.rows_read,
                of: self.matcher.rows(),
            });
        }
        reading.await.map_err(|_| ImportFault::BrokenOff {
            line: self.report.rows_read,
        })??;
        self.write_step().await
    }

    fn take(
        &mut self,
        row: Arriving,
        only: &BTreeSet<MunicipalityCode>,
    ) -> Result<(), ImportFault> {
        self.report.rows_read += 1;
        let (keys, mut office) = match row {
            Ok(row) => row,
            Err(fault) if fault.ends_file() => {
                return Err(ImportFault::BrokenOff { line: fault.line });
            }
            Err(fault) => {
                self.report.note_fault(fault);
                return Ok(());
            }
        };
        match standing(&office, only) {
            Standing::Inside => {}
            Standing::Outside => {
                self.report.skipped += 1;
                self.report.outside_area += 1;
                return Ok(());
            }
            Standing::Unknown => {
                // It is named, only not where: nobody may call it missing.
                self.spared.extend(self.matcher.perhaps(&keys));
                self.report.note_without_municipality(office);
                return Ok(());
            }
        }
        self.report.note(std::mem::take(&mut office.findings));
        let (id, is_new) = match self.matcher.decide(&keys) {
            Verdict::Unchanged => {
                self.report.unchanged += 1;
                return Ok(());
            }
            Verdict::Undecided(mut candidates) => {
                self.spared.extend(candidates.iter().copied());
                // Whoever decides chooses among what stands today.
                for candidate in &mut candidates {
                    *candidate = self.matcher.current(*candidate);
                }
                let mut once = HashSet::new();
                candidates.retain(|candidate| once.insert(*candidate));
                self.report
                    .note_undecided(office.line, office.facts.name.as_str(), &candidates);
                // Two rows of one number, service, name and address are one office: nothing is asked there.
                if !self.matcher.is_known(&keys) {
                    self.ask_about(keys, office, candidates);
                }
                return Ok(());
            }
            // Another network keeps it: whoever imports may tell it, and writes nothing there.
            Verdict::Changed(id) if self.kept_by_others.contains(&id) => {
                self.report
                    .note_undecided(office.line, office.facts.name.as_str(), &[id]);
                return Ok(());
            }
            Verdict::Changed(id) => {
                self.report.updated += 1;
                (id, false)
            }
            Verdict::New => {
                self.report.created += 1;
                (ResourceId::from_uuid(self.app.new_id()), true)
            }
        };
        let mut facts = office.facts;
        facts.organization = office
            .organization
            .map(|facts| self.organization(facts, is_new));
        let place = facts
            .address
            .as_ref()
            .and_then(|address| address.municipality);
        let steward = place.and_then(|place| self.stewards.get(&place).copied());
        self.step.rows.push(Pending {
            line: office.line,
            is_new,
            record: RecordEntry {
                supplied: Supplied::by(&facts),
                resource: id,
                service: office.key.service,
                municipality: place,
                keys,
                raw: office.raw,
            },
            resource: ResourceEntry { id, steward, facts },
        });
        Ok(())
    }

    /// The id of a 法人. A new one is entered with this step; a known one is refreshed by a changed row,
    /// once a run: many offices publish the same 法人 in slightly different words.
    fn organization(&mut self, facts: OrganizationFacts, row_is_new: bool) -> OrganizationId {
        let match_key = organization_key(&facts);
        match self.organizations.get(&match_key).copied() {
            Some(id) => {
                if !row_is_new && self.written_organizations.insert(id) {
                    self.step.changed_organizations.push(OrganizationEntry {
                        id,
                        facts,
                        match_key,
                    });
                }
                id
            }
            None => {
                let id = OrganizationId::from_uuid(self.app.new_id());
                self.organizations.insert(match_key, id);
                self.written_organizations.insert(id);
                self.step.new_organizations.push(OrganizationEntry {
                    id,
                    facts,
                    match_key,
                });
                id
            }
        }
    }

    /// Writes what was gathered, once the step before it is written, and lets gathering go on.
    async fn write_step(&mut self) -> Result<(), ImportFault> {
        self.settle().await?;
        if self.step.is_empty() {
            return Ok(());
        }
        let step = Arc::new(std::mem::take(&mut self.step));
        let (run, dataset, now) = (self.run, self.request.dataset, self.app.now());
        let (store, ordinal) = (self.app.store.clone(), self.ordinal);
        self.steps += 1;
        let fold = Fold::after(self.steps);
        self.writing = Some(tokio::spawn(async move {
            let since = Stopwatch::now();
            let rows = Arc::clone(&step);
            let met = store
                .step(run.act, ordinal, move |work| {
                    let rows = Arc::clone(&rows);
                    Box::pin(async move { write(work, run, dataset, &rows, now).await })
                })
                .await;
            let took = since.elapsed();
            // The log is folded all the same later; that it could not be is said when a step cannot be written.
            match fold {
                Fold::Later => {}
                Fold::Beside => drop(tokio::spawn(async move { drop(store.fold_log().await) })),
                Fold::Now => drop(store.fold_log().await),
            }
            tokio::time::sleep(renkei_store::import::GAP).await;
            Written { step, took, met }
        }));
        Ok(())
    }

    /// Waits for the step that is being written and takes in what it met.
    async fn settle(&mut self) -> Result<(), ImportFault> {
        let Some(writing) = self.writing.take() else {
            return Ok(());
        };
        let Written { step, took, met } = writing.await.map_err(|_| ImportFault::BrokenOff {
            line: self.report.rows_read,
        })?;
        let met = met.map_err(stopped)?;
        tracing::debug!(
            rows = step.rows.len(),
            ms = took.as_secs_f64() * 1e3,
            "step"
        );
        self.alive = Stopwatch::now();
        self.ordinal += met.changes;
        self.report.conflicts.extend(step.conflict_lines(&met));
        self.first.extend(met.first);
        self.moved.extend(met.moved);
        self.organizations_moved.extend(met.organizations_moved);
        self.fit_step(took);
        Ok(())
    }

    fn fit_step(&mut self, took: Duration) {
        let share = STEP.as_secs_f64() / took.as_secs_f64().max(0.001);
        // At most twice or half at once: one slow step says little.
        let rows = self.step_rows as f64 * share.clamp(0.5, 2.0);
        self.step_rows = (rows as usize).clamp(*STEP_ROWS.start(), *STEP_ROWS.end());
    }
}
