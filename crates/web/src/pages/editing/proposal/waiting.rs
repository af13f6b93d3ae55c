//! What anybody proposed and waits for the desk of a network, the oldest first, and below it what was decided last.

use std::str::FromStr as _;

use askama::Template;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::response::Response;
use renkei_app::directory::edit::proposal::read::{DECIDED_SHOWN, ListedProposal};
use renkei_domain::ids::ProposalId;
use renkei_domain::time::japanese_date;
use serde::Deserialize;

use crate::Site;
use crate::error::PageFault;
use crate::pages::{Here, Shell, shown};
use crate::paths::{ProposalPath, ProposalsCsvPath, ProposalsPath, ProposalsXlsxPath};
use crate::session::Visitor;
use crate::spreadsheet::ListFiles;

/// The page.
#[derive(Debug, Template)]
#[template(path = "proposals.html")]
pub struct ProposalsPage {
    pub(super) shell: Shell,
    pub(super) all: u64,
    pub(super) lines: Vec<WaitingLine>,
    /// Whether others stand before these.
    pub(super) is_continued: bool,
    pub(super) first: ProposalsPath,
    pub(super) next: Option<String>,
    /// All of them as a file.
    pub(super) files: ListFiles,
    /// The newest of those that were decided, on the first page.
    pub(super) decided: Vec<WaitingLine>,
}

/// One that waits, or that was decided.
#[derive(Debug, Clone)]
pub(super) struct WaitingLine {
    pub(super) path: ProposalPath,
    pub(super) what: String,
    pub(super) made: String,
    /// When it was decided.
    pub(super) decided: Option<String>,
}

/// What stands behind the question mark.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Asking {
    after: String,
}

/// What a proposal is about.
pub(super) fn what(one: &ListedProposal) -> String {
    let entry = one.entry.as_ref().map(ToString::to_string);
    entry.unwrap_or_else(|| "名簿にない機関".to_owned())
}

impl ProposalsPage {
    /// How many of those that were decided stand on it at most.
    const fn most_decided(&self) -> u32 {
        DECIDED_SHOWN
    }
}

impl WaitingLine {
    fn of(one: &ListedProposal) -> Self {
        Self {
            path: ProposalPath::of(one.id),
            what: what(one),
            made: japanese_date(one.made_at.in_japan().date),
            decided: one.decided_at.map(|at| japanese_date(at.in_japan().date)),
        }
    }
}

pub(crate) async fn show(
    _: ProposalsPath,
    State(site): State<Site>,
    visitor: Visitor,
    asking: Result<Query<Asking>, QueryRejection>,
) -> Result<Response, PageFault> {
    let Query(asking) = asking.map_err(|_| PageFault::BadRequest)?;
    let after = match asking.after.as_str() {
        "" => None,
        id => Some(ProposalId::from_str(id).map_err(|_| PageFault::NotFound)?),
    };
    let waiting = site.app.waiting_proposals(visitor.principal(), after);
    let waiting = waiting.await?.ok_or(PageFault::NotAllowed)?;
    let decided = match after {
        None => site.app.decided_proposals(visitor.principal()).await?,
        Some(_) => None,
    };
    Ok(shown(&ProposalsPage {
        shell: Shell::of(&site, &visitor, Here::Directory).await?,
        all: waiting.all,
        lines: waiting.lines.iter().map(WaitingLine::of).collect(),
        is_continued: after.is_some(),
        first: ProposalsPath,
        files: ListFiles::at(ProposalsXlsxPath, ProposalsCsvPath),
        next: waiting.next.map(|id| format!("{ProposalsPath}?after={id}")),
        decided: decided.iter().flatten().map(WaitingLine::of).collect(),
    }))
}
