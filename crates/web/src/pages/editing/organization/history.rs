//! Who changed what of a 法人, when and through which door, with a button that takes one change back.

use std::collections::HashMap;

use askama::Template;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::response::Response;
use renkei_app::directory::edit::EditRefusal;
use renkei_app::directory::edit::history::{HISTORY_PAGE, HistoryEntry};
use renkei_domain::access::action::Action;
use renkei_domain::access::rule::Decision;
use renkei_domain::directory::municipality::Municipalities;
use renkei_domain::ids::{AccountId, ActId, OrganizationId};
use renkei_domain::text::Line;
use renkei_exchange::export::Form;

use super::organization_of;
use crate::Site;
use crate::error::PageFault;
use crate::form::Sent;
use crate::gate::{conflicting, refused_on};
use crate::next::Next;
use crate::pages::editing::history::files::{FileChange, HistoryFile};
use crate::pages::editing::history::{ActLine, Asked, names_of, states, taken_back};
use crate::pages::editing::{told, version_of};
use crate::pages::letters::writer;
use crate::pages::{Here, Shell, shown};
use crate::paths::{
    EntrancePath, OrganizationHistoryCsvPath, OrganizationHistoryPath, OrganizationHistoryXlsxPath,
    OrganizationPath, OrganizationUndoPath,
};
use crate::session::Visitor;
use crate::spreadsheet::ListFiles;

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
    pub(super) acts: Vec<ActLine<OrganizationChange>>,
    /// Where all of it is taken from as a file.
    pub(super) files: ListFiles,
    pub(super) earlier: Option<String>,
}

#[derive(Debug, Clone)]
pub(super) struct OrganizationChange {
    pub(super) before: Vec<String>,
    pub(super) after: Vec<String>,
    /// Tells this showing of the button from every other; absent where there is none.
    pub(super) once: Option<String>,
}

/// A page of a history, with what those are called who acted.
type Read = (Vec<HistoryEntry>, HashMap<AccountId, Line>);

/// The newest acts, or those before one; for whoever may not read them where it leads instead.
async fn read(
    site: &Site,
    visitor: &Visitor,
    id: OrganizationId,
    before: Option<i64>,
) -> Result<Result<Read, Response>, PageFault> {
    let entries = site
        .app
        .organization_history(visitor.principal(), id, before);
    let entries = match entries.await? {
        Ok(entries) => entries,
        Err(EditRefusal::NotAllowed(decision)) => {
            let page = OrganizationHistoryPath::of(id).to_string();
            return Ok(Err(refused_on(decision, Next::read(&page).as_ref())));
        }
        Err(_) => return Err(PageFault::NotFound),
    };
    let actors = entries.iter().map(|entry| entry.act.actor);
    let names = names_of(site, actors.collect()).await?;
    Ok(Ok((entries, names)))
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
    let (entries, names) = match read(site, visitor, id, before).await? {
        Ok(read) => read,
        Err(answer) => return Ok(answer),
    };
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
        ActLine::of(&entry.act, &names, parts.collect())
    };
    let acts = entries.iter().map(act).collect();
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
        files: files_of(id),
        earlier: last.map(|last| format!("{page}?before={}", last.act.seq)),
    }))
}

/// Where the history of a 法人 is taken from.
pub(super) fn files_of(id: OrganizationId) -> ListFiles {
    ListFiles::at(
        OrganizationHistoryXlsxPath::of(id),
        OrganizationHistoryCsvPath::of(id),
    )
}

pub(crate) async fn csv(
    path: OrganizationHistoryCsvPath,
    State(site): State<Site>,
    visitor: Visitor,
) -> Result<Response, PageFault> {
    file(&site, &visitor, (organization_of(&path.id)?, Form::Csv)).await
}

pub(crate) async fn xlsx(
    path: OrganizationHistoryXlsxPath,
    State(site): State<Site>,
    visitor: Visitor,
) -> Result<Response, PageFault> {
    file(&site, &visitor, (organization_of(&path.id)?, Form::Xlsx)).await
}

async fn file(
    site: &Site,
    visitor: &Visitor,
    (id, form): (OrganizationId, Form),
) -> Result<Response, PageFault> {
    let now = site.app.editable_organization(id).await?;
    now.ok_or(PageFault::NotFound)?;
    let places = Municipalities::default();
    let called = told::Called {
        places: &places,
        organizations: Default::default(),
    };
    let mut file = HistoryFile::default();
    loop {
        let (entries, names) = match read(site, visitor, id, file.before()).await? {
            Ok(read) => read,
            Err(answer) => return Ok(answer),
        };
        for entry in &entries {
            let changes = entry.parts.iter().map(|part| {
                let (before, after) = states(part, &called);
                FileChange {
                    what: part.part.word().to_owned(),
                    before,
                    after,
                }
            });
            file.add(&entry.act, &names, changes.collect());
        }
        if !file.goes_on(entries.len(), HISTORY_PAGE) {
            return file.answer(site, form).await;
        }
    }
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
    let words = match taken_back(undone.await?, &page)? {
        Ok(answer) => return Ok(answer),
        Err(words) => words,
    };
    let page = asked(&site, &visitor, id, None, Some(words)).await?;
    Ok(conflicting(page))
}
