//! Who changed what of a 法人, when and through which door, with a button that takes one change back.

use askama::Template;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect, Response};
use renkei_app::directory::edit::EditRefusal;
use renkei_app::directory::edit::history::{HISTORY_PAGE, HistoryEntry};
use renkei_domain::access::action::Action;
use renkei_domain::access::rule::Decision;
use renkei_domain::directory::municipality::Municipalities;
use renkei_domain::ids::{AccountId, ActId, OrganizationId};
use renkei_domain::time::japanese_date;

use super::organization_of;
use crate::Site;
use crate::error::PageFault;
use crate::form::Sent;
use crate::gate::refused_on;
use crate::next::Next;
use crate::pages::editing::history::{Asked, account, door, states, who};
use crate::pages::editing::{told, version_of, writer};
use crate::pages::{Here, Shell, shown};
use crate::paths::{EntrancePath, OrganizationHistoryPath, OrganizationPath, OrganizationUndoPath};
use crate::session::Visitor;

/// The page.
#[derive(Debug, Template)]
#[template(path = "organization_history.html")]
pub struct OrganizationHistoryPage {
    pub(super) shell: Shell,
    pub(super) home: EntrancePath,
    /// Where it is put right, for whoever may.
    pub(super) edit: Option<OrganizationPath>,
    pub(super) undo: OrganizationUndoPath,
    pub(super) name: String,
    pub(super) version: i64,
    /// Why a change was not taken back.
    pub(super) refusal: Option<String>,
    pub(super) acts: Vec<OrganizationAct>,
    pub(super) earlier: Option<String>,
}

#[derive(Debug, Clone)]
pub(super) struct OrganizationAct {
    pub(super) id: String,
    pub(super) done: &'static str,
    pub(super) by: String,
    pub(super) source: &'static str,
    pub(super) at: String,
    pub(super) parts: Vec<OrganizationChange>,
}

#[derive(Debug, Clone)]
pub(super) struct OrganizationChange {
    pub(super) before: Vec<String>,
    pub(super) after: Vec<String>,
    /// Tells this showing of the button from every other; absent where there is none.
    pub(super) once: Option<String>,
}

async fn asked(
    site: &Site,
    visitor: &Visitor,
    id: OrganizationId,
    before: Option<i64>,
    refusal: Option<String>,
) -> Result<Response, PageFault> {
    let page = OrganizationHistoryPath::of(id);
    // The version first: of a change in between, whoever takes one back is told.
    let now = site.app.editable_organization(id).await?;
    let now = now.ok_or(PageFault::NotFound)?;
    let entries = site
        .app
        .organization_history(visitor.principal(), id, before);
    let entries = match entries.await? {
        Ok(entries) => entries,
        Err(EditRefusal::NotAllowed(decision)) => {
            return Ok(refused_on(decision, Next::read(&page.to_string()).as_ref()));
        }
        Err(_) => return Err(PageFault::NotFound),
    };
    let mut accounts: Vec<AccountId> = entries.iter().filter_map(account).collect();
    accounts.sort_unstable();
    accounts.dedup();
    let names = site.app.names_of(&accounts).await?;
    let may = |action| now.decision(visitor.principal(), action) == Decision::Allowed;
    let may_undo = may(Action::UndoChange);
    let places = Municipalities::default();
    let called = told::Called {
        places: &places,
        organizations: Default::default(),
    };
    let act = |entry: &HistoryEntry| {
        let parts = entry.parts.iter().map(|part| {
            let (before, after) = states(part, &called);
            OrganizationChange {
                before,
                after,
                once: (may_undo && part.is_undoable).then(|| site.app.new_request_id()),
            }
        });
        let at = entry.act.at.in_japan();
        OrganizationAct {
            id: entry.act.id.to_string(),
            done: entry.act.purpose.word(),
            by: who(entry.act.actor, &names),
            source: door(entry.act.source),
            at: format!("{} {}", japanese_date(at.date), at.minute),
            parts: parts.collect(),
        }
    };
    let acts: Vec<OrganizationAct> = entries.iter().map(act).collect();
    let goes_on = entries.len() as u64 >= HISTORY_PAGE;
    let last = entries.last().filter(|_| goes_on);
    Ok(shown(&OrganizationHistoryPage {
        shell: Shell::of(site, visitor, Here::Directory).await?,
        home: EntrancePath,
        edit: may(Action::EditFacts).then(|| OrganizationPath::of(id)),
        undo: OrganizationUndoPath::of(id),
        name: now.facts.name.to_string(),
        version: now.version,
        refusal,
        acts,
        earlier: last.map(|last| format!("{page}?before={}", last.act.seq)),
    }))
}

pub(crate) async fn show(
    path: OrganizationHistoryPath,
    State(site): State<Site>,
    visitor: Visitor,
    asking: Result<Query<Asked>, QueryRejection>,
) -> Result<Response, PageFault> {
    let Query(Asked { before }) = asking.map_err(|_| PageFault::NotFound)?;
    let id = organization_of(&path.id)?;
    asked(&site, &visitor, id, before, None).await
}

pub(crate) async fn undo(
    path: OrganizationUndoPath,
    State(site): State<Site>,
    visitor: Visitor,
    sent: Sent,
) -> Result<Response, PageFault> {
    let id = organization_of(&path.id)?;
    let act: ActId = sent.text("act").parse().map_err(|_| PageFault::NotFound)?;
    let writer = writer(&visitor, &sent);
    let page = OrganizationHistoryPath::of(id).to_string();
    let undone = site
        .app
        .undo_organization_change(&writer, id, act, version_of(&sent));
    let words = match undone.await? {
        Ok(_) | Err(EditRefusal::NothingToChange) => {
            return Ok(Redirect::to(&page).into_response());
        }
        Err(EditRefusal::NotFound) => return Err(PageFault::NotFound),
        Err(EditRefusal::NotAllowed(decision)) => {
            return Ok(refused_on(decision, Next::read(&page).as_ref()));
        }
        Err(EditRefusal::Changed { .. } | EditRefusal::KeyReused(_)) => {
            "この画面を開いたあとに、ほかの人が直しました。下の新しい記録を見てから、もう一度もどすか、いまの内容を直してください。".to_owned()
        }
        Err(refusal) => refusal.to_string(),
    };
    let mut page = asked(&site, &visitor, id, None, Some(words)).await?;
    if page.status() == StatusCode::OK {
        *page.status_mut() = StatusCode::CONFLICT;
    }
    Ok(page)
}
