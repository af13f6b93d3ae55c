//! Importing in the browser: the desk of a network, where files are handed in ([`receive`]), and for each
//! file its columns ([`columns`]), its first rows and how far it is ([`file`]), its report ([`report`], as a file [`kept_report`]) and
//! the way back ([`undo`]).

use std::str::FromStr as _;

use askama::Template;
use axum::extract::State;
use axum::response::{IntoResponse as _, Response};
use renkei_app::import::upload::{
    ImportDesk, UPLOAD_MEGABYTES, UndoState, UploadRefusal, UploadStage, UploadView,
};
use renkei_domain::directory::source::Dataset;
use renkei_domain::ids::{NetworkId, UploadId};
use renkei_domain::time::{Instant, japanese_moment};

use super::{Here, Samples, Shell, shown};
use crate::Site;
use crate::error::PageFault;
use crate::gate::refused_on;
use crate::next::Next;
use crate::paths::{
    AccountPath, ConflictsPath, DuplicatesPath, ImportDeskPath, UndecidedPath, UploadDiscardPath,
    UploadPath, UploadUndoPath,
};
use crate::session::Visitor;

pub mod columns;
pub mod file;
pub mod kept_report;
pub mod receive;
pub mod report;
pub mod undo;

/// The page.
#[derive(Debug, Template)]
#[template(path = "import_desk.html")]
pub struct ImportDeskPage {
    shell: Shell,
    account: AccountPath,
    conflicts: ConflictsPath,
    undecided: UndecidedPath,
    duplicates: DuplicatesPath,
    network: String,
    desk: ImportDeskPath,
    /// Tells this showing of the form from every other.
    once: String,
    megabytes: u64,
    /// Which data was chosen, where the form comes back.
    chosen: Option<Dataset>,
    error: Option<String>,
    is_busy: bool,
    waiting: Vec<WaitingLine>,
    done: Vec<DoneLine>,
}

#[derive(Debug, Clone)]
struct WaitingLine {
    name: String,
    data: &'static str,
    state: String,
    path: UploadPath,
    discard: Option<UploadDiscardPath>,
}

#[derive(Debug, Clone)]
struct DoneLine {
    name: String,
    data: &'static str,
    at: String,
    counts: String,
    path: UploadPath,
    undo: Option<UploadUndoPath>,
}

/// What people call the data of a file.
fn data_word(dataset: Dataset) -> &'static str {
    match dataset {
        Dataset::List => "自分たちの一覧",
        dataset => dataset.name(),
    }
}

/// A day and a time of the clock.
fn moment(at: Instant) -> String {
    japanese_moment(at.in_japan())
}

/// The name of a file with the table of it that is meant.
fn name_of(view: &UploadView) -> String {
    match &view.entry {
        Some(entry) => format!("{}（{entry}）", view.file_name),
        None => view.file_name.clone(),
    }
}

fn waiting_line(view: &UploadView) -> Option<WaitingLine> {
    let (state, discard) = match &view.stage {
        UploadStage::Done(_) => return None,
        UploadStage::Running { .. } => ("取り込んでいます".to_owned(), None),
        UploadStage::Waiting => (
            format!(
                "まだ取り込んでいません。{}まで預かります",
                moment(view.kept_until)
            ),
            Some(UploadDiscardPath::of(view.network, view.id)),
        ),
        UploadStage::BrokenOff => (
            "とちゅうで止まりました。名簿は何も変わっていません。もう一度はじめられます".to_owned(),
            Some(UploadDiscardPath::of(view.network, view.id)),
        ),
    };
    Some(WaitingLine {
        name: name_of(view),
        data: data_word(view.dataset),
        state,
        path: UploadPath::of(view.network, view.id),
        discard,
    })
}

fn done_line(view: &UploadView) -> Option<DoneLine> {
    let UploadStage::Done(done) = &view.stage else {
        return None;
    };
    let counts = done.counts;
    let mut told = format!(
        "新しい {}・変わった {}・同じ {}・使わなかった {}",
        counts.created, counts.updated, counts.unchanged, counts.skipped
    );
    if let UndoState::Undone(at) = done.undo {
        told.push_str(&format!("。{}に取り消しました", moment(at)));
    }
    Some(DoneLine {
        name: name_of(view),
        data: data_word(view.dataset),
        at: done.at.map(moment).unwrap_or_default(),
        counts: told,
        path: UploadPath::of(view.network, view.id),
        undo: matches!(done.undo, UndoState::Until(_))
            .then(|| UploadUndoPath::of(view.network, view.id)),
    })
}

impl ImportDeskPage {
    fn of(shell: Shell, once: String, desk: &ImportDesk) -> Self {
        Self {
            shell,
            account: AccountPath,
            conflicts: ConflictsPath,
            undecided: UndecidedPath,
            duplicates: DuplicatesPath,
            network: desk.name.to_string(),
            desk: ImportDeskPath::of(desk.network),
            once,
            megabytes: UPLOAD_MEGABYTES,
            chosen: None,
            error: None,
            is_busy: desk.is_busy,
            waiting: desk.uploads.iter().filter_map(waiting_line).collect(),
            done: desk.uploads.iter().filter_map(done_line).collect(),
        }
    }

    fn is_chosen(&self, code: &str) -> bool {
        self.chosen.is_some_and(|chosen| chosen.code() == code)
    }
}

/// The network and the file of an address.
fn ids_of(network: &str, upload: &str) -> Result<(NetworkId, UploadId), PageFault> {
    let upload = UploadId::from_str(upload).map_err(|_| PageFault::NotFound)?;
    Ok((network_of(network)?, upload))
}

fn network_of(id: &str) -> Result<NetworkId, PageFault> {
    NetworkId::from_str(id).map_err(|_| PageFault::NotFound)
}

/// The answer for whoever may not do this here; nothing for a refusal that a page tells.
fn turned_away(refusal: &UploadRefusal, network: NetworkId) -> Option<Response> {
    match refusal {
        UploadRefusal::NotFound => Some(PageFault::NotFound.into_response()),
        UploadRefusal::NotAllowed(decision) => {
            let desk = Next::read(&ImportDeskPath::of(network).to_string());
            Some(refused_on(*decision, desk.as_ref()))
        }
        _ => None,
    }
}

pub(crate) async fn show(
    path: ImportDeskPath,
    State(site): State<Site>,
    visitor: Visitor,
) -> Result<Response, PageFault> {
    let network = network_of(&path.id)?;
    match site.app.import_desk(visitor.principal(), network).await? {
        Ok(desk) => {
            let shell = Shell::of(&site, &visitor, Here::Account).await?;
            let once = site.app.new_request_id();
            Ok(shown(&ImportDeskPage::of(shell, once, &desk)))
        }
        Err(refusal) => turned_away(&refusal, network)
            .ok_or_else(|| PageFault::Broken("a desk was refused".to_owned())),
    }
}

/// A file of a sample.
fn sample_view(name: &str, stage: UploadStage) -> UploadView {
    use renkei_domain::text::Line;
    #[expect(clippy::expect_used, reason = "the words are a line")]
    let network_name =
        Line::parse("たかつき・しまもと障がい者就労支援ネットワーク").expect("a line");
    UploadView {
        id: UploadId::from_uuid(Default::default()),
        network: NetworkId::from_uuid(Default::default()),
        network_name,
        dataset: Dataset::List,
        file_name: name.to_owned(),
        entry: None,
        is_matched: true,
        stage,
        fault: None,
        kept_until: crate::words::moment::AsOf::sample().0.instant(),
    }
}

impl Samples for ImportDeskPage {
    fn samples() -> Vec<(&'static str, Self)> {
        use renkei_app::import::upload::DoneUpload;
        let at = crate::words::moment::AsOf::sample().0.instant();
        let done = |name: &str, undo| {
            let done = DoneUpload {
                counts: Default::default(),
                at: Some(at),
                undo,
            };
            sample_view(name, UploadStage::Done(done))
        };
        let page = |name: &str, uploads: Vec<UploadView>| {
            let network_name = sample_view(name, UploadStage::Waiting).network_name;
            Self::of(
                Shell::sample_of("高槻 はるか"),
                "01932f00000070028000000000000001".to_owned(),
                &ImportDesk {
                    network: NetworkId::from_uuid(Default::default()),
                    name: network_name,
                    uploads,
                    is_busy: false,
                },
            )
        };
        let wrong = Self {
            error: Some(UploadRefusal::TooLarge.to_string()),
            chosen: Some(Dataset::Wamnet),
            is_busy: true,
            ..page("一覧.xlsx", Vec::new())
        };
        let long = "とても長い名前の連絡先の一覧".repeat(12);
        let usual = vec![
            sample_view("一覧.xlsx", UploadStage::Waiting),
            done("余暇の場.csv", UndoState::Until(at)),
            done("古い一覧.csv", UndoState::Undone(at)),
        ];
        let many = (0..15).flat_map(|_| {
            [
                sample_view(&long, UploadStage::BrokenOff),
                done(&long, UndoState::Until(at)),
            ]
        });
        vec![
            ("usual", page("一覧.xlsx", usual)),
            ("empty", page("一覧.xlsx", Vec::new())),
            ("wrong", wrong),
            ("longest", page(&long, many.collect())),
        ]
    }
}
