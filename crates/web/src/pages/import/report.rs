//! What came of an import: the same report as the command's, on the page. As a file it is in [`super::kept_report`].

use askama::Template;
use axum::response::Response;
use renkei_app::import::upload::kept::{KeptReport, UploadReport};
use renkei_app::import::upload::{UndoState, UploadStage};
use renkei_domain::ids::{NetworkId, UploadId};
use renkei_exchange::finding::FindingKind;

use super::{Here, Samples, Shell, data_word, moment, name_of, shown, turned_away};
use crate::Site;
use crate::error::PageFault;
use crate::paths::{
    AccountPath, ConflictsPath, ImportDeskPath, UndecidedPath, UploadCsvPath, UploadJsonPath,
    UploadUndoPath, UploadXlsxPath,
};
use crate::session::Visitor;

/// How many lines of each part the page shows; the files hold all.
const SHOWN: usize = 100;

/// The page.
#[derive(Debug, Template)]
#[template(path = "import_report.html")]
pub struct ImportReportPage {
    shell: Shell,
    account: AccountPath,
    desk: ImportDeskPath,
    conflicts: ConflictsPath,
    decide: UndecidedPath,
    name: String,
    data: &'static str,
    at: String,
    /// When it was taken back.
    undone: Option<String>,
    /// Until when it can be.
    undo_until: Option<String>,
    undo: UploadUndoPath,
    xlsx: UploadXlsxPath,
    csv: UploadCsvPath,
    json: UploadJsonPath,
    numbers: Vec<(&'static str, u64)>,
    told: Option<Told>,
}

/// What the kept report tells beside the numbers.
#[derive(Debug, Clone)]
struct Told {
    kinds: Vec<(String, u64)>,
    conflict_count: usize,
    undecided: Vec<(u64, String, usize)>,
    findings: Vec<Finding>,
    is_cut: bool,
}

/// One finding in words.
#[derive(Debug, Clone)]
pub(super) struct Finding {
    pub(super) place: String,
    pub(super) raw: String,
    pub(super) word: String,
    pub(super) done: String,
}

/// A finding in words.
pub(super) fn finding(
    line: u64,
    column: Option<&str>,
    raw: &str,
    kind: &str,
    done: &str,
) -> Finding {
    Finding {
        place: match column {
            Some(column) => format!("{line}行目 {column}"),
            None => format!("{line}行目"),
        },
        raw: raw.to_owned(),
        word: word_of(kind).to_owned(),
        done: done.to_owned(),
    }
}

pub(super) fn word_of(kind: &str) -> &str {
    let known = FindingKind::from_code(kind);
    known.map_or(kind, |known| known.word())
}

impl Told {
    fn of(report: &KeptReport) -> Self {
        let findings = report.findings.iter().take(SHOWN);
        let undecided = report.undecided.iter().take(SHOWN);
        Self {
            kinds: report
                .findings_by_kind
                .iter()
                .map(|(kind, count)| (word_of(kind).to_owned(), *count))
                .collect(),
            conflict_count: report.conflicts.len(),
            undecided: undecided
                .map(|row| (row.line, row.name.clone(), row.candidates.len()))
                .collect(),
            is_cut: report.findings.len() > SHOWN || report.undecided.len() > SHOWN,
            findings: findings
                .map(|found| {
                    let column = found.column.as_deref();
                    finding(found.line, column, &found.raw, &found.kind, &found.done)
                })
                .collect(),
        }
    }
}

impl ImportReportPage {
    fn of(shell: Shell, kept: &UploadReport) -> Self {
        let view = &kept.upload;
        let (network, id) = (view.network, view.id);
        let (mut at, mut undo, mut numbers) = (String::new(), UndoState::Over, Vec::new());
        if let UploadStage::Done(done) = &view.stage {
            at = done.at.map(moment).unwrap_or_default();
            undo = done.undo;
            numbers = vec![
                ("読んだ行", done.counts.rows_read),
                ("新しく入れた機関", done.counts.created),
                ("内容が変わった機関", done.counts.updated),
                ("同じだった機関", done.counts.unchanged),
                ("使わなかった行", done.counts.skipped),
            ];
            if done.counts.absent > 0 {
                numbers.push(("公表データから無くなった機関", done.counts.absent));
            }
        }
        if let Some(report) = &kept.report {
            let parts = [
                ("使わなかった行のうち、地域の外", report.outside_area),
                (
                    "使わなかった行のうち、市区町村がわからない",
                    report.without_municipality,
                ),
            ];
            numbers.extend(parts.into_iter().filter(|(_, count)| *count > 0));
        }
        Self {
            shell,
            account: AccountPath,
            desk: ImportDeskPath::of(network),
            conflicts: ConflictsPath,
            decide: UndecidedPath,
            name: name_of(view),
            data: data_word(view.dataset),
            at,
            undone: match undo {
                UndoState::Undone(at) => Some(moment(at)),
                UndoState::Until(_) | UndoState::Over => None,
            },
            undo_until: match undo {
                UndoState::Until(until) => Some(moment(until)),
                UndoState::Undone(_) | UndoState::Over => None,
            },
            undo: UploadUndoPath::of(network, id),
            xlsx: UploadXlsxPath::of(network, id),
            csv: UploadCsvPath::of(network, id),
            json: UploadJsonPath::of(network, id),
            numbers,
            told: kept.report.as_ref().map(Told::of),
        }
    }
}

/// The report of a file, or the answer for whoever may not read it.
pub(super) async fn kept(
    site: &Site,
    visitor: &Visitor,
    (network, id): (NetworkId, UploadId),
) -> Result<Result<UploadReport, Response>, PageFault> {
    let kept = site
        .app
        .upload_report(visitor.principal(), network, id)
        .await?;
    match kept {
        Ok(kept) => Ok(Ok(kept)),
        Err(refusal) => match turned_away(&refusal, network) {
            Some(answer) => Ok(Err(answer)),
            None => Err(PageFault::NotFound),
        },
    }
}

/// Shows the report of a file.
pub(super) async fn shown_for(
    site: &Site,
    visitor: &Visitor,
    network: NetworkId,
    id: UploadId,
) -> Result<Response, PageFault> {
    match kept(site, visitor, (network, id)).await? {
        Ok(kept) => {
            let shell = Shell::of(site, visitor, Here::Account).await?;
            Ok(shown(&ImportReportPage::of(shell, &kept)))
        }
        Err(answer) => Ok(answer),
    }
}

impl Samples for ImportReportPage {
    fn samples() -> Vec<(&'static str, Self)> {
        use renkei_app::import::upload::DoneUpload;
        use renkei_app::import::upload::kept::{KeptConflict, KeptFinding, KeptUndecided};
        let at = crate::words::moment::AsOf::sample().0.instant();
        let page = |name: &str, undo, report: Option<KeptReport>| {
            let done = DoneUpload {
                counts: Default::default(),
                at: Some(at),
                undo,
            };
            let kept = UploadReport {
                upload: super::sample_view(name, UploadStage::Done(done)),
                report,
                json: None,
            };
            Self::of(Shell::sample_of("高槻 はるか"), &kept)
        };
        let report = |raw: &str, lines: usize| KeptReport {
            outside_area: 3,
            findings_by_kind: [("phone_normalised".to_owned(), 2)].into(),
            conflicts: vec![KeptConflict::default(); lines],
            undecided: vec![
                KeptUndecided {
                    line: 5,
                    name: raw.to_owned(),
                    candidates: vec![String::new(); 2],
                };
                lines
            ],
            findings: vec![
                KeptFinding {
                    line: 3,
                    column: Some("電話番号".to_owned()),
                    raw: raw.to_owned(),
                    kind: "phone_normalised".to_owned(),
                    done: "区切りを入れて取り込んだ".to_owned(),
                };
                lines
            ],
            ..KeptReport::default()
        };
        let long = "0123456789abcdef".repeat(20);
        vec![
            (
                "usual",
                page(
                    "一覧.xlsx",
                    UndoState::Until(at),
                    Some(report("0720000003", 2)),
                ),
            ),
            (
                "empty",
                page("一覧.xlsx", UndoState::Over, Some(KeptReport::default())),
            ),
            ("undone", page("一覧.xlsx", UndoState::Undone(at), None)),
            (
                "longest",
                page(&long, UndoState::Until(at), Some(report(&long, 120))),
            ),
        ]
    }
}
