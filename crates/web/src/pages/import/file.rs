//! One file, whatever it is at: what an import would do with its first rows, how far its import is, or what
//! came of it.

use askama::Template;
use axum::extract::State;
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse as _, Redirect, Response};
use renkei_app::import::foreseen::Foreseen;
use renkei_app::import::report::FindingLine;
use renkei_app::import::upload::look::{PreviewRow, UploadPreview};
use renkei_app::import::upload::{UploadRefusal, UploadStage, UploadView};
use renkei_domain::ids::{NetworkId, UploadId};

use super::report::{Finding, finding};
use super::{Here, Shell, data_word, ids_of, moment, name_of, report, shown, turned_away};
use crate::Site;
use crate::error::PageFault;
use crate::form::Sent;
use crate::paths::{
    AccountPath, ImportDeskPath, UploadColumnsPath, UploadDiscardPath, UploadPath, UploadStartPath,
    UploadTablePath,
};
use crate::session::Visitor;

mod samples;

/// How often a page that tells of a running import is read again by itself, in seconds.
const AGAIN: &str = "5";

/// The page of a file that waits.
#[derive(Debug, Template)]
#[template(path = "import_preview.html")]
pub struct ImportPreviewPage {
    shell: Shell,
    account: AccountPath,
    desk: ImportDeskPath,
    network: String,
    name: String,
    data: &'static str,
    until: String,
    /// Why it cannot be imported, or why the last try came to nothing.
    trouble: Option<String>,
    preview: Option<Preview>,
    columns: Option<UploadColumnsPath>,
    table: UploadTablePath,
    start: UploadStartPath,
    discard: UploadDiscardPath,
}

#[derive(Debug, Clone)]
struct Preview {
    tables: Vec<TableChoice>,
    inside: u64,
    counts: String,
    /// What would become of them; nothing where that is not known.
    foreseen: Option<String>,
    rows: Vec<RowLine>,
    faults: Vec<Finding>,
}

#[derive(Debug, Clone)]
struct TableChoice {
    name: String,
    is_chosen: bool,
}

#[derive(Debug, Clone)]
struct RowLine {
    line: u64,
    name: String,
    kind: &'static str,
    address: String,
    phone: String,
    left_out: bool,
    findings: Vec<Finding>,
}

impl Preview {
    fn of(preview: &UploadPreview, entry: Option<&str>) -> Self {
        let parts = [
            ("地域の外なので取り込まない", preview.outside),
            ("市区町村がわからないので取り込まない", preview.unplaced),
            ("使えない", preview.unusable),
        ];
        let parts = parts.iter().filter(|(_, count)| *count > 0);
        let parts: Vec<String> = parts
            .map(|(word, count)| format!("{word} {count}行"))
            .collect();
        let mut counts = format!("ぜんぶで {}行", preview.rows);
        if !parts.is_empty() {
            counts.push_str(&format!("（{}）", parts.join("・")));
        }
        Self {
            tables: preview
                .tables
                .iter()
                .map(|name| TableChoice {
                    is_chosen: Some(name.as_str()) == entry,
                    name: name.clone(),
                })
                .collect(),
            inside: preview.inside,
            counts,
            foreseen: preview.foreseen.map(foreseen_words),
            rows: preview.first.iter().map(row_line).collect(),
            faults: preview.faults.iter().map(noticed).collect(),
        }
    }
}

fn foreseen_words(foreseen: Foreseen) -> String {
    let mut words = format!(
        "新しく入る {}件・内容がかわる {}件・そのまま {}件",
        foreseen.created, foreseen.updated, foreseen.unchanged
    );
    if foreseen.undecided > 0 {
        words.push_str(&format!(
            "・どの機関か決められないので何もしない {}件",
            foreseen.undecided
        ));
    }
    if foreseen.missing > 0 {
        words.push_str(&format!(
            "。このデータに無く、「公表データに無い」と印がつく機関 {}件（消えません）",
            foreseen.missing
        ));
    }
    words
}

fn row_line(row: &PreviewRow) -> RowLine {
    let findings = row.findings.iter();
    RowLine {
        line: row.line,
        name: row.name.clone(),
        kind: row.kind.word(),
        address: row.address.clone().unwrap_or_default(),
        phone: row.phone.clone().unwrap_or_default(),
        left_out: !row.is_inside,
        findings: findings.map(noticed).collect(),
    }
}

fn noticed(line: &FindingLine) -> Finding {
    let column = line.column.as_deref();
    finding(line.line, column, &line.raw, line.kind, &line.done)
}

impl ImportPreviewPage {
    fn of(shell: Shell, view: &UploadView) -> Self {
        let (network, id) = (view.network, view.id);
        let broke_off = match view.stage {
            UploadStage::BrokenOff => Some(
                "取り込みが とちゅうで止まりました。名簿は何も変わっていません。もう一度はじめられます。"
                    .to_owned(),
            ),
            _ => None,
        };
        Self {
            shell,
            account: AccountPath,
            desk: ImportDeskPath::of(network),
            network: view.network_name.to_string(),
            name: name_of(view),
            data: data_word(view.dataset),
            until: moment(view.kept_until),
            trouble: view.fault.clone().or(broke_off),
            preview: None,
            columns: view
                .dataset
                .is_own_list()
                .then(|| UploadColumnsPath::of(network, id)),
            table: UploadTablePath::of(network, id),
            start: UploadStartPath::of(network, id),
            discard: UploadDiscardPath::of(network, id),
        }
    }
}

/// The page of a file that is being imported.
#[derive(Debug, Template)]
#[template(path = "import_progress.html")]
pub struct ImportProgressPage {
    shell: Shell,
    account: AccountPath,
    desk: ImportDeskPath,
    name: String,
    path: UploadPath,
    how_far: String,
}

impl ImportProgressPage {
    fn of(shell: Shell, view: &UploadView, done: u64, all: u64) -> Self {
        Self {
            shell,
            account: AccountPath,
            desk: ImportDeskPath::of(view.network),
            name: name_of(view),
            path: UploadPath::of(view.network, view.id),
            how_far: match (done, all) {
                (0, 0) => "ファイルを読んでいます。".to_owned(),
                (done, 0) => format!("{done}行を、いまの名簿とくらべました。"),
                (done, all) => format!("{all}行のうち {done}行まで書きました。"),
            },
        }
    }
}

pub(crate) async fn show(
    path: UploadPath,
    State(site): State<Site>,
    visitor: Visitor,
) -> Result<Response, PageFault> {
    let (network, id) = ids_of(&path.id, &path.upload)?;
    let view = match site.app.upload(visitor.principal(), network, id).await? {
        Ok(view) => view,
        Err(refusal) => return away(&refusal, network),
    };
    match view.stage {
        UploadStage::Done(_) => report::shown_for(&site, &visitor, network, id).await,
        UploadStage::Running { done, all } => {
            let shell = Shell::of(&site, &visitor, Here::Account).await?;
            let mut answer = shown(&ImportProgressPage::of(shell, &view, done, all));
            // Said by the answer, so that it works without script and a printed or kept page stays still.
            let again = HeaderValue::from_static(AGAIN);
            answer.headers_mut().insert("refresh", again);
            Ok(answer)
        }
        UploadStage::Waiting | UploadStage::BrokenOff if !view.is_matched => {
            let columns = UploadColumnsPath::of(network, id).to_string();
            Ok(Redirect::to(&columns).into_response())
        }
        UploadStage::Waiting | UploadStage::BrokenOff => {
            previewed(&site, &visitor, &view, None).await
        }
    }
}

/// Shows what an import would do, with what stands in its way.
async fn previewed(
    site: &Site,
    visitor: &Visitor,
    view: &UploadView,
    trouble: Option<&UploadRefusal>,
) -> Result<Response, PageFault> {
    let read = site
        .app
        .preview_upload(visitor.principal(), view.network, view.id)
        .await?;
    let shell = Shell::of(site, visitor, Here::Account).await?;
    let mut page = ImportPreviewPage::of(shell, view);
    match read {
        Ok(preview) => page.preview = Some(Preview::of(&preview, view.entry.as_deref())),
        Err(refusal) => page.trouble = Some(refusal.to_string()),
    }
    if let Some(refusal) = trouble {
        page.trouble = Some(refusal.to_string());
    }
    Ok(shown(&page))
}

fn away(refusal: &UploadRefusal, network: NetworkId) -> Result<Response, PageFault> {
    turned_away(refusal, network)
        .ok_or_else(|| PageFault::Broken(format!("a file was refused: {refusal}")))
}

pub(crate) async fn start(
    path: UploadStartPath,
    State(site): State<Site>,
    visitor: Visitor,
) -> Result<Response, PageFault> {
    let (network, id) = ids_of(&path.id, &path.upload)?;
    let principal = visitor.principal();
    match site.app.start_import(principal, network, id).await? {
        // Whoever pressed twice sees how far the first is.
        Ok(()) | Err(UploadRefusal::Running | UploadRefusal::Done | UploadRefusal::NotMatched) => {
            Ok(on(network, id))
        }
        Err(refusal) => {
            if let Some(answer) = turned_away(&refusal, network) {
                return Ok(answer);
            }
            let view = site.app.upload(principal, network, id).await?;
            let view = view.map_err(|_| PageFault::NotFound)?;
            let mut answer = previewed(&site, &visitor, &view, Some(&refusal)).await?;
            *answer.status_mut() = StatusCode::CONFLICT;
            Ok(answer)
        }
    }
}

pub(crate) async fn discard(
    path: UploadDiscardPath,
    State(site): State<Site>,
    visitor: Visitor,
) -> Result<Response, PageFault> {
    let (network, id) = ids_of(&path.id, &path.upload)?;
    let discarded = site
        .app
        .discard_upload(visitor.principal(), network, id)
        .await?;
    match discarded {
        Ok(()) => Ok(Redirect::to(&ImportDeskPath::of(network).to_string()).into_response()),
        Err(UploadRefusal::Running) => Ok(on(network, id)),
        Err(refusal) => away(&refusal, network),
    }
}

pub(crate) async fn choose_table(
    path: UploadTablePath,
    State(site): State<Site>,
    visitor: Visitor,
    sent: Sent,
) -> Result<Response, PageFault> {
    let (network, id) = ids_of(&path.id, &path.upload)?;
    let chosen = site
        .app
        .choose_table(visitor.principal(), network, id, sent.raw("table"))
        .await?;
    match chosen {
        Ok(()) => Ok(on(network, id)),
        // The page of the file says what is wrong with it.
        Err(refusal) => Ok(turned_away(&refusal, network).unwrap_or_else(|| on(network, id))),
    }
}

fn on(network: NetworkId, id: UploadId) -> Response {
    Redirect::to(&UploadPath::of(network, id).to_string()).into_response()
}
