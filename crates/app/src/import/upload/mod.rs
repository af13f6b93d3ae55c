//! Importing in the browser, for a network's 事務局 without a terminal: a file is handed in ([`receive`]),
//! its columns are matched ([`columns`]) and its first rows looked at ([`look`]), it is imported in the
//! background ([`run`]) and its report kept ([`kept`]). Only what stands in the network's municipalities
//! comes in. Files lie in a folder ([`folder`]) until they are used, at most a day, sealed (`sealed`).

use std::collections::BTreeSet;

use renkei_domain::access::action::Action;
use renkei_domain::access::object::Object;
use renkei_domain::access::principal::Principal;
use renkei_domain::access::rule::{Decision, decide};
use renkei_domain::audit::{Seen, SeenKind};
use renkei_domain::directory::source::Dataset;
use renkei_domain::ids::{NetworkId, UploadId};
use renkei_domain::retention::{FILE_WAITS, REPORT_KEPT};
use renkei_domain::text::Line;
use renkei_domain::time::Instant;
use renkei_exchange::input::{InputFault, Limits};
use renkei_store::StoreFault;
use renkei_store::directory::network::StoredNetwork;
use renkei_store::import::run::RunCounts;
use renkei_store::import::upload::{StoredUpload, UploadRun, UploadState};

use crate::App;
use crate::directory::register::Outcome;

pub mod columns;
mod folder;
pub mod kept;
pub mod look;
pub mod receive;
mod run;
mod sealed;

pub(crate) use folder::Uploads;

/// The most bytes of a file. Every published ZIP is smaller.
pub const UPLOAD_BYTES: u64 = 50 * 1024 * 1024;

/// The same in the words of pages.
pub const UPLOAD_MEGABYTES: u64 = UPLOAD_BYTES / (1024 * 1024);

/// How much is read of a file: less than a command reads, since several people may ask for it at once.
const LIMITS: Limits = Limits {
    max_bytes: 256 * 1024 * 1024,
    max_workbook_bytes: 64 * 1024 * 1024,
    max_rows: 300_000,
    max_row_bytes: 1024 * 1024,
    max_ratio: 100,
    ratio_from_bytes: 8 * 1024 * 1024,
};

/// How many files of a network may wait at once.
const MOST_WAITING: usize = 10;

/// How many files a network's page lists.
const LISTED: u32 = 30;

/// How long an import may be silent before it counts as broken off, in seconds. It says every second that
/// it lives.
const SILENCE_SECONDS: i64 = 60;

/// Why a step with a file was refused. Nothing has changed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum UploadRefusal {
    /// There is none, or none for these eyes.
    #[error(
        "そのファイルは見つかりません。預かるのは1日までです。もう一度えらんで送ってください。"
    )]
    NotFound,
    /// The rule says no.
    #[error("このネットワークの事務局だけが取り込めます。")]
    NotAllowed(Decision),
    /// Nothing was chosen.
    #[error("ファイルをえらんでください。")]
    NoFile,
    /// Larger than is taken.
    #[error(
        "ファイルが大きすぎます（1つ{UPLOAD_MEGABYTES}MBまで）。都道府県や種類で分けたファイルを送ってください。"
    )]
    TooLarge,
    /// Too many files wait.
    #[error(
        "まだ取り込んでいないファイルが{MOST_WAITING}件あります。先に取り込むか、消してください。"
    )]
    TooManyWaiting,
    /// The file cannot be used.
    #[error("{words}")]
    Unusable {
        /// The stable code.
        code: &'static str,
        /// Why, and what to do.
        words: String,
    },
    /// The network looks after no municipality, so nothing may come in.
    #[error(
        "このネットワークには、担当する市区町村がまだありません。この名簿の運用者に知らせてください。"
    )]
    NoArea,
    /// The table of municipalities is empty.
    #[error("市区町村の表がまだありません。この名簿の運用者に知らせてください。")]
    NoMunicipalities,
    /// The file is not there any more.
    #[error("預かったファイルが もうありません。もう一度えらんで送ってください。")]
    FileGone,
    /// Nobody has said what the columns hold.
    #[error("先に、どの列が何かを えらんでください。")]
    NotMatched,
    /// No column holds the name.
    #[error("「名称」の列を1つ えらんでください。")]
    NameMissing,
    /// Another import is running.
    #[error(
        "いま、ほかの取り込みが動いています。数分で終わります。ファイルは預かっていますので、少し待ってから もう一度押してください。"
    )]
    AnotherImport,
    /// It is being imported.
    #[error("このファイルは いま取り込んでいます。")]
    Running,
    /// It was imported.
    #[error("このファイルは もう取り込みました。")]
    Done,
}

impl From<InputFault> for UploadRefusal {
    fn from(fault: InputFault) -> Self {
        Self::Unusable {
            code: fault.code(),
            words: fault.message_ja(),
        }
    }
}

/// How far a file is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum UploadStage {
    /// It waits to be imported.
    Waiting,
    /// It is being imported.
    Running {
        /// Rows so far.
        done: u64,
        /// All its rows; 0 while they are not counted yet.
        all: u64,
    },
    /// Its import broke off, as when the machine was switched off. Nothing of it is visible.
    BrokenOff,
    /// It was imported.
    Done(DoneUpload),
}

/// A file that was imported.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DoneUpload {
    /// How its rows came out.
    pub counts: RunCounts,
    /// When.
    pub at: Option<Instant>,
    /// Whether it can be taken back.
    pub undo: UndoState,
}

/// Whether a run can be taken back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UndoState {
    /// Until then.
    Until(Instant),
    /// It was.
    Undone(Instant),
    /// Not any more.
    Over,
}

/// A file as its network sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UploadView {
    /// Its id.
    pub id: UploadId,
    /// The network.
    pub network: NetworkId,
    /// Its name.
    pub network_name: Line,
    /// Which data it holds.
    pub dataset: Dataset,
    /// What it was called.
    pub file_name: String,
    /// Which table of it is meant, where it holds several.
    pub entry: Option<String>,
    /// Whether somebody has said what its columns hold, where that is asked.
    pub is_matched: bool,
    /// How far it is.
    pub stage: UploadStage,
    /// Why the last try ended.
    pub fault: Option<String>,
    /// Until when it is kept, as long as it waits.
    pub kept_until: Instant,
}

/// What the 事務局 of a network sees of its imports.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportDesk {
    /// The network.
    pub network: NetworkId,
    /// Its name.
    pub name: Line,
    /// Its files, the newest first.
    pub uploads: Vec<UploadView>,
    /// Whether any import is running, of whomever.
    pub is_busy: bool,
}

#[renkei_boxed::boxed]
impl App {
    /// What the 事務局 of a network sees of its imports.
    ///
    /// # Errors
    /// A fault of the store; refusals are in the outcome.
    pub async fn import_desk(
        &self,
        principal: &Principal,
        network: NetworkId,
    ) -> Outcome<ImportDesk, UploadRefusal> {
        let network = match self.importing_network(principal, network).await? {
            Ok(network) => network,
            Err(refusal) => return Ok(Err(refusal)),
        };
        let uploads = self.store.uploads_of(network.id, LISTED).await?;
        let seen = uploads.iter().map(seen).collect();
        self.note_seen(Some(principal), seen).await?;
        Ok(Ok(ImportDesk {
            network: network.id,
            uploads: uploads
                .into_iter()
                .map(|upload| self.upload_view(&network, upload))
                .collect(),
            name: network.name,
            is_busy: self.store.running_edition(self.now()).await?.is_some(),
        }))
    }

    /// One file of a network.
    ///
    /// # Errors
    /// A fault of the store; refusals are in the outcome.
    pub async fn upload(
        &self,
        principal: &Principal,
        network: NetworkId,
        id: UploadId,
    ) -> Outcome<UploadView, UploadRefusal> {
        let found = self.own_upload(principal, network, id).await?;
        Ok(found.map(|(network, upload)| self.upload_view(&network, upload)))
    }

    /// Throws a file away that waits.
    ///
    /// # Errors
    /// A fault of the store; refusals are in the outcome.
    pub async fn discard_upload(
        &self,
        principal: &Principal,
        network: NetworkId,
        id: UploadId,
    ) -> Outcome<(), UploadRefusal> {
        if let Err(refusal) = self.own_upload(principal, network, id).await? {
            return Ok(Err(refusal));
        }
        if !self.store.drop_upload(id, silent_since(self.now())).await? {
            return Ok(Err(UploadRefusal::Running));
        }
        self.uploads.remove(id).await?;
        Ok(Ok(()))
    }

    /// Forgets files that nobody imported within a day and reports that are older than a quarter.
    ///
    /// # Errors
    /// A fault of the store or of the folder.
    pub async fn forget_uploads(&self) -> Result<u64, StoreFault> {
        let (unused, reports) = (self.now().plus(-FILE_WAITS), self.now().plus(-REPORT_KEPT));
        let forgotten = self.store.forget_uploads(unused, reports).await?;
        // The files first: of one that comes in meanwhile the row stands before the file does.
        let there = self.uploads.ids().await?;
        let needed: BTreeSet<UploadId> = self.store.needed_uploads().await?.into_iter().collect();
        for id in there.into_iter().filter(|id| !needed.contains(id)) {
            self.uploads.remove(id).await?;
        }
        Ok(forgotten)
    }

    /// A network for which somebody may import.
    async fn importing_network(
        &self,
        principal: &Principal,
        network: NetworkId,
    ) -> Outcome<StoredNetwork, UploadRefusal> {
        // First of all, so that nobody is told by an address whether there is such a network.
        match decide(principal, Action::Import, &Object::Network(network)) {
            Decision::Allowed => {}
            decision => return Ok(Err(UploadRefusal::NotAllowed(decision))),
        }
        let mut networks = self.store.networks().await?.into_iter();
        let found = networks.find(|known| known.id == network);
        Ok(found.ok_or(UploadRefusal::NotFound))
    }

    /// A file with its network, for somebody who may import there.
    pub(in crate::import) async fn own_upload(
        &self,
        principal: &Principal,
        network: NetworkId,
        id: UploadId,
    ) -> Outcome<(StoredNetwork, StoredUpload), UploadRefusal> {
        let network = match self.importing_network(principal, network).await? {
            Ok(network) => network,
            Err(refusal) => return Ok(Err(refusal)),
        };
        let upload = self.store.upload(id).await?;
        let Some(upload) = upload.filter(|upload| upload.network == network.id) else {
            return Ok(Err(UploadRefusal::NotFound));
        };
        self.note_seen(Some(principal), vec![seen(&upload)]).await?;
        Ok(Ok((network, upload)))
    }

    fn upload_view(&self, network: &StoredNetwork, upload: StoredUpload) -> UploadView {
        let now = self.now();
        let stage = match (&upload.run, upload.state) {
            (Some(run), UploadState::Done) => UploadStage::Done(DoneUpload {
                counts: run.counts,
                at: run.finished_at,
                undo: UndoState::of(run, now),
            }),
            (None, UploadState::Done) | (_, UploadState::Waiting) => UploadStage::Waiting,
            (_, UploadState::Running) if upload.renewed_at < silent_since(now) => {
                UploadStage::BrokenOff
            }
            (_, UploadState::Running) => UploadStage::Running {
                done: upload.rows_done,
                all: upload.rows_all,
            },
        };
        UploadView {
            id: upload.id,
            network: network.id,
            network_name: network.name.clone(),
            dataset: upload.dataset,
            file_name: upload.file_name,
            entry: upload.entry,
            is_matched: !upload.dataset.is_own_list() || upload.matched.is_some(),
            stage,
            fault: upload.fault.map(|(_, words)| words),
            kept_until: upload.made_at.plus(FILE_WAITS),
        }
    }
}

impl UndoState {
    /// Whether a run can be taken back now.
    pub(in crate::import) fn of(run: &UploadRun, now: Instant) -> Self {
        match (run.undone_at, run.undo_until) {
            (Some(at), _) => Self::Undone(at),
            (None, Some(until)) if until > now => Self::Until(until),
            (None, _) => Self::Over,
        }
    }
}

/// A file is its network's: its name, its cells and its report may tell of people.
fn seen(upload: &StoredUpload) -> Seen {
    Seen {
        kind: SeenKind::Upload,
        of: Some(upload.network.uuid()),
        id: upload.id.uuid(),
    }
}

fn silent_since(now: Instant) -> Instant {
    now.plus(chrono::TimeDelta::seconds(-SILENCE_SECONDS))
}
