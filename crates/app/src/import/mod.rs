//! Importing published data. [`edition`] reads a file, [`matching`] decides by its [`keys`] which entry each row is
//! and, within its [`scope`], which entries it lacks, [`foreseen`] counts that without writing, [`stage`] writes in short
//! steps what one switch shows in the end, [`settle`] keeps what people put right beside it, [`report`] says what
//! happened. The two tables that everything else is decided with come in by a shorter way ([`reference`]). [`upload`]
//! is the way of people without a terminal: a file is handed in, looked at, imported and, by [`undo`], taken back.
//!
//! Readers see all of an edition or nothing of it. A row that makes no entry is counted and said;
//! a missing row is never read as closure.

pub mod edition;
pub mod foreseen;
pub(crate) mod keys;
mod matching;
mod reference;
pub mod report;
mod scope;
pub(crate) mod settle;
mod stage;
pub mod undo;
pub mod upload;

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

use renkei_domain::directory::municipality::{Municipality, MunicipalityCode};
use renkei_domain::directory::source::Dataset;
use renkei_domain::ids::{ActId, ImportRunId, NetworkId, UploadId};
use renkei_domain::record::{Actor, Purpose, Source};
use renkei_domain::text::Line;
use renkei_exchange::input::InputFault;
use renkei_store::import::run::{AnotherRun, RunHead};
use renkei_store::{Stop, StoreFault};

use crate::{App, Caller};
use edition::Edition;
use matching::{EditionKeys, Matcher};
use report::ImportReport;
use stage::Stage;
use stage::show::Staged;

/// What is to be imported.
#[derive(Debug, Clone)]
pub struct ImportRequest {
    /// Which data.
    pub dataset: Dataset,
    /// File name or edition, as it is shown on pages.
    pub edition: Line,
    /// Only entries that stand in these municipalities and their wards; empty means everywhere.
    pub only: BTreeSet<MunicipalityCode>,
    /// Who asks.
    pub by: Actor,
    /// The file that somebody handed in by the browser, where it is one.
    pub upload: Option<UploadId>,
    /// The network whose desk imports; entries that another network keeps stay as they are then. Whoever runs
    /// the installation imports for every network.
    pub for_network: Option<NetworkId>,
}

/// Why an import was not done. Nothing of it is visible.
#[derive(Debug, thiserror::Error)]
pub enum ImportFault {
    /// The file cannot be used.
    #[error(transparent)]
    Input(#[from] InputFault),
    /// Another import is running.
    #[error("another import is running: {edition}")]
    AnotherImport {
        /// The edition it loads.
        edition: String,
    },
    /// The table of municipalities is empty, so no address could be matched.
    #[error("the table of municipalities is empty")]
    NoMunicipalities,
    /// The file broke in the middle.
    #[error("the file cannot be read any further at line {line}")]
    BrokenOff {
        /// The line.
        line: u64,
    },
    /// The run was discarded because it fell silent, as after a suspended machine.
    #[error("the import was interrupted for too long and was discarded")]
    Discarded,
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreFault),
}

impl ImportFault {
    /// The stable code for programs.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Input(fault) => fault.code(),
            Self::AnotherImport { .. } => "ANOTHER_IMPORT",
            Self::NoMunicipalities => "NO_MUNICIPALITIES",
            Self::BrokenOff { .. } => "BROKEN_OFF",
            Self::Discarded => "DISCARDED",
            Self::Store(_) => "STORE",
        }
    }

    /// What happened and what to do, for people.
    #[must_use]
    pub fn message_ja(&self) -> String {
        match self {
            Self::Input(fault) => fault.message_ja(),
            Self::AnotherImport { edition } => {
                format!("別の取り込み（{edition}）が動いています。終わってから、もう一度お試しください。")
            }
            Self::NoMunicipalities => {
                "市区町村の表がまだありません。先に renkei import municipality で取り込んでください。".to_owned()
            }
            Self::BrokenOff { line } => format!(
                "{line}行目から先を読めませんでした。ファイルを取り直してください。名簿は何も変わっていません。"
            ),
            Self::Discarded => {
                "取り込みが長く止まったため、取りやめました。名簿は何も変わっていません。もう一度お試しください。".to_owned()
            }
            Self::Store(fault) => format!("データベースに書けませんでした（{fault}）。名簿は何も変わっていません。"),
        }
    }
}

/// How far an import is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Progress {
    /// Rows are being compared with what is known.
    Comparing {
        /// Rows so far.
        rows: u64,
    },
    /// Rows are being written.
    Writing {
        /// Rows so far.
        rows: u64,
        /// All rows of the edition.
        of: u64,
    },
}

/// Who is told how far an import is.
pub type Watcher = Arc<dyn Fn(Progress) + Send + Sync>;

/// How long an import waits for another one to end or to be found dead.
const PATIENCE: Duration = Duration::from_secs(20);

#[renkei_boxed::boxed]
impl App {
    /// Imports an edition of an office table.
    ///
    /// # Errors
    /// Says why nothing was imported.
    pub async fn import_offices(
        &self,
        mut request: ImportRequest,
        edition: Arc<dyn Edition>,
        watcher: Watcher,
    ) -> Result<ImportReport, ImportFault> {
        // Published addresses name the ward.
        let asked: Vec<MunicipalityCode> = request.only.into_iter().collect();
        request.only = self.reference().await?.municipalities.families(&asked);
        let only = Arc::new(request.only.clone());
        let keys = {
            let (edition, watcher, only) = (
                Arc::clone(&edition),
                Arc::clone(&watcher),
                Arc::clone(&only),
            );
            blocking(move || matching::read_keys(edition.as_ref(), &only, &watcher)).await??
        };
        let act = ActId::from_uuid(self.new_id());
        let id = ImportRunId::from_uuid(self.new_id());
        let run = self.begin_run(id, act, &request, &edition.header()).await?;
        let staged = self
            .stage(&request, run, keys, edition, only, &watcher)
            .await;
        match staged {
            Ok(staged) => staged.show(self).await,
            Err(fault) => {
                // Whatever stood in the way of the rows may stand in the way of taking them back; the
                // next start discards the run then.
                if let Err(second) = self.store.discard_run(run).await {
                    return Err(ImportFault::Store(second));
                }
                Err(fault)
            }
        }
    }

    /// What is known is read once the run has begun: until then another import may still be changing it.
    async fn stage(
        &self,
        request: &ImportRequest,
        run: RunHead,
        keys: EditionKeys,
        edition: Arc<dyn Edition>,
        only: Arc<BTreeSet<MunicipalityCode>>,
        watcher: &Watcher,
    ) -> Result<Staged, ImportFault> {
        let known = self.store.known_records(request.dataset).await?;
        self.stay_alive(run).await?;
        let mut matcher = Matcher::new(known, keys);
        self.store
            .unpublished_resources(request.dataset, |stored| matcher.know(&stored))
            .await?;
        matcher.prepare();
        self.stay_alive(run).await?;
        Stage::new(self, request, run, matcher)
            .await?
            .fill(edition, only, watcher)
            .await
    }

    /// Says that a run is alive; long reading writes nothing that would say so.
    async fn stay_alive(&self, run: RunHead) -> Result<(), ImportFault> {
        let now = self.now();
        let renewed = self
            .store
            .step::<_, (), _>(run.act, 0, move |work| {
                Box::pin(async move {
                    if work.renew_run(run.id, now).await? {
                        Ok(())
                    } else {
                        Err(Stop::Refused(()))
                    }
                })
            })
            .await;
        match renewed {
            Ok(()) => Ok(()),
            Err(Stop::Refused(())) => Err(ImportFault::Discarded),
            Err(Stop::Fault(fault)) => Err(fault.into()),
        }
    }

    /// Every municipality: what addresses are matched against.
    ///
    /// # Errors
    /// [`ImportFault::NoMunicipalities`] when the table is empty.
    pub async fn municipality_table(&self) -> Result<Vec<Municipality>, ImportFault> {
        let all = self.store.municipalities().await?;
        if all.is_empty() {
            Err(ImportFault::NoMunicipalities)
        } else {
            Ok(all)
        }
    }

    async fn begin_run(
        &self,
        id: ImportRunId,
        act: ActId,
        request: &ImportRequest,
        header: &[String],
    ) -> Result<RunHead, ImportFault> {
        let since = std::time::Instant::now();
        loop {
            self.store.clean_up_runs(self.now()).await?;
            let mut act_header = self.header(
                Caller {
                    actor: request.by,
                    source: Source::Import(id),
                },
                Purpose::ImportPublished,
            );
            act_header.id = ActId::from_uuid(self.new_id());
            let (dataset, edition, columns, now) = (
                request.dataset,
                request.edition.clone(),
                header.to_vec(),
                self.now(),
            );
            let upload = request.upload;
            let begun = self
                .store
                .act(&act_header, move |work| {
                    let (edition, columns) = (edition.clone(), columns.clone());
                    Box::pin(async move {
                        let run = work
                            .begin_run(id, act, dataset, &edition, &columns, now)
                            .await?;
                        if let Some(upload) = upload {
                            work.upload_runs(upload, id).await?;
                        }
                        Ok(run)
                    })
                })
                .await;
            match begun {
                Ok(run) => return Ok(run),
                Err(Stop::Refused(AnotherRun { edition })) if since.elapsed() > PATIENCE => {
                    return Err(ImportFault::AnotherImport { edition });
                }
                Err(Stop::Refused(_)) => tokio::time::sleep(Duration::from_millis(500)).await,
                Err(Stop::Fault(fault)) => return Err(fault.into()),
            }
        }
    }
}

/// Runs work that reads a file on a thread of its own.
async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T, ImportFault> {
    tokio::task::spawn_blocking(work)
        .await
        .map_err(|_| ImportFault::BrokenOff { line: 0 })
}

/// A file name or address as the name of an edition: what no line of a page can hold is left out.
#[must_use]
pub fn edition_name(text: &str) -> Line {
    let plain: String = text
        .chars()
        .filter(|c| !c.is_control())
        .take(Line::LIMIT)
        .collect();
    #[expect(clippy::expect_used, reason = "the word is a line")]
    Line::parse(&plain)
        .unwrap_or_else(|_| Line::parse("名前のないデータ").expect("the word is a line"))
}
