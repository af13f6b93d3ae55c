//! What came of a proposal, for whoever made it: by its code and without an account, since many have no mail.

use askama::Template;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::response::Response;
use renkei_app::directory::edit::proposal::read::OwnProposal;
use renkei_domain::directory::proposal::ProposedChange;
use renkei_domain::time::japanese_date;
use serde::Deserialize;

use super::{enter, wanted_words};
use crate::Site;
use crate::error::PageFault;
use crate::pages::{Here, Shell, shown};
use crate::paths::{OwnProposalPath, OwnProposalsPath, ResourcePath};
use crate::session::Visitor;

/// The page.
#[derive(Debug, Template)]
#[template(path = "proposal_own.html")]
pub struct OwnProposalPage {
    pub(super) shell: Shell,
    pub(super) enter: OwnProposalsPath,
    /// Whether it was sent just now.
    pub(super) is_sent: bool,
    pub(super) code: String,
    pub(super) entry: Option<(ResourcePath, String)>,
    pub(super) made: String,
    pub(super) decided: Option<String>,
    pub(super) is_told: bool,
    pub(super) lines: Vec<OwnLine>,
}

/// One field of it.
#[derive(Debug, Clone)]
pub(super) struct OwnLine {
    pub(super) field: &'static str,
    pub(super) wanted: String,
    pub(super) came: &'static str,
}

/// What stands behind the question mark.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Asking {
    sent: String,
}

impl OwnLine {
    fn of(change: &ProposedChange) -> Self {
        Self {
            field: change.field.word(),
            wanted: wanted_words(change),
            came: change
                .verdict
                .map_or("まだ確かめています", |verdict| verdict.word()),
        }
    }
}

impl OwnProposalPage {
    fn of(shell: Shell, found: &OwnProposal, is_sent: bool) -> Self {
        let proposal = &found.proposal;
        let entry = found.entry.as_ref();
        let decided = proposal.decided_at;
        Self {
            shell,
            enter: OwnProposalsPath,
            is_sent: is_sent && decided.is_none(),
            code: proposal.code.to_string(),
            entry: entry.map(|(id, name)| (ResourcePath::of(*id), name.to_string())),
            made: japanese_date(proposal.made_at.in_japan().date),
            decided: decided.map(|at| japanese_date(at.in_japan().date)),
            is_told: proposal.is_told,
            lines: proposal.changes.iter().map(OwnLine::of).collect(),
        }
    }
}

pub(crate) async fn show(
    path: OwnProposalPath,
    State(site): State<Site>,
    visitor: Visitor,
    query: Result<Query<Asking>, QueryRejection>,
) -> Result<Response, PageFault> {
    let Query(query) = query.map_err(|_| PageFault::BadRequest)?;
    let Some(found) = site.app.own_proposal(&path.code).await? else {
        return enter::unknown(&site, &visitor).await;
    };
    let shell = Shell::of(&site, &visitor, Here::Directory).await?;
    let is_sent = query.sent == "yes";
    Ok(shown(&OwnProposalPage::of(shell, &found, is_sent)))
}
