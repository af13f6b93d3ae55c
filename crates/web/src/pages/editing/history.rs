//! Who changed what of an entry, when and through which door, with a button that takes one change back.

use std::collections::HashMap;

use askama::Template;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::response::{IntoResponse as _, Redirect, Response};
use renkei_app::directory::edit::EditRefusal;
use renkei_app::directory::edit::history::{HISTORY_PAGE, HistoryPart};
use renkei_app::directory::edit::open::Depth;
use renkei_app::directory::edit::undo::Undo;
use renkei_domain::access::action::Action;
use renkei_domain::access::object::Object;
use renkei_domain::directory::edit::Part;
use renkei_domain::ids::{AccountId, ActId, ResourceId};
use renkei_domain::record::{Act, Actor, Source};
use renkei_domain::text::Line;
use renkei_domain::time::japanese_moment;
use serde::Deserialize;

use super::sheet::Sheet;
use super::{resource_of, told, version_of};
use crate::Site;
use crate::error::PageFault;
use crate::form::Sent;
use crate::gate::{conflicting, is_open, refused_on};
use crate::next::Next;
use crate::pages::letters::writer;
use crate::pages::{Here, Shell, shown};
use crate::paths::{
    ApartPath, EditPath, EntrancePath, HistoryPath, ProposalPath, ResourcePath, UndoPath,
};
use crate::session::Visitor;
use crate::spreadsheet::ListFiles;

pub(crate) mod file;
pub(in crate::pages) mod files;
mod read;
mod samples;

/// The page.
#[derive(Debug, Template)]
#[template(path = "history.html")]
pub struct HistoryPage {
    shell: Shell,
    home: EntrancePath,
    resource: ResourcePath,
    undo: UndoPath,
    name: String,
    version: i64,
    /// Why a change was not taken back.
    refusal: Option<String>,
    acts: Vec<ActLine<PartLine>>,
    /// Where all of it is taken from as a file.
    files: ListFiles,
    earlier: Option<String>,
    /// What became part of the entry, and where it is taken out again.
    merged: Vec<(Option<ApartPath>, String)>,
}

#[derive(Debug, Clone)]
struct PartLine {
    code: &'static str,
    word: &'static str,
    before: Vec<String>,
    after: Vec<String>,
    /// Tells this showing of the button from every other; absent where there is none.
    once: Option<String>,
    edit: EditPath,
}

/// What stands behind the question mark of the address.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Asked {
    pub(in crate::pages) before: Option<i64>,
}

const fn door(source: Source) -> &'static str {
    match source {
        Source::Command => "運用者のコマンド",
        Source::Page => "この名簿の画面",
        Source::GraphQl => "ほかのシステムとのつなぎ",
        Source::Import(_) => "公表データの取り込み",
        Source::Seed => "体験用のデータ",
        Source::Courier => "手紙を送るしくみ",
    }
}

pub(in crate::pages) fn who(actor: Actor, names: &HashMap<AccountId, Line>) -> String {
    match actor {
        Actor::Account(id) => names.get(&id).map_or_else(
            || "いまはアカウントがない人".to_owned(),
            ToString::to_string,
        ),
        Actor::Operator => "この名簿の運用者".to_owned(),
        Actor::System => "この名簿のしくみ".to_owned(),
    }
}

/// What those are called who did something, for [`who`].
pub(in crate::pages) async fn names_of(
    site: &Site,
    actors: Vec<Actor>,
) -> Result<HashMap<AccountId, Line>, PageFault> {
    let mut accounts: Vec<AccountId> = actors.into_iter().filter_map(Actor::account).collect();
    accounts.sort_unstable();
    accounts.dedup();
    Ok(site.app.names_of(&accounts).await?)
}

/// An act on a page of a history, with what it changed.
#[derive(Debug, Clone)]
pub(in crate::pages) struct ActLine<T> {
    pub(in crate::pages) id: String,
    /// What was done.
    pub(in crate::pages) done: &'static str,
    pub(in crate::pages) by: String,
    pub(in crate::pages) source: &'static str,
    pub(in crate::pages) at: String,
    /// Of which entries it is that became part of this one.
    pub(in crate::pages) of_merged: Vec<String>,
    /// The proposal that it decided, for those who may read that.
    pub(in crate::pages) proposal: Option<ProposalPath>,
    pub(in crate::pages) changed: Vec<T>,
}

impl<T> ActLine<T> {
    pub(in crate::pages) fn of(
        act: &Act,
        names: &HashMap<AccountId, Line>,
        changed: Vec<T>,
    ) -> Self {
        Self {
            id: act.id.to_string(),
            done: act.purpose.word(),
            by: who(act.actor, names),
            source: door(act.source),
            at: japanese_moment(act.at.in_japan()),
            of_merged: Vec::new(),
            proposal: None,
            changed,
        }
    }

    /// One of a sample, done on a page.
    pub(in crate::pages) fn sample(done: &'static str, by: &str, changed: Vec<T>) -> Self {
        Self {
            id: "01932f00-0000-7003-8000-000000000001".to_owned(),
            done,
            by: by.to_owned(),
            source: door(Source::Page),
            at: "2026年11月20日(金) 10:00".to_owned(),
            of_merged: Vec::new(),
            proposal: None,
            changed,
        }
    }
}

/// What stands there once something is different, and what it was before, where it was something.
pub(in crate::pages) fn differs(
    name: &str,
    before: Option<String>,
    after: Option<String>,
) -> Option<String> {
    match (before, after) {
        (before, after) if before == after => None,
        (Some(before), Some(after)) => Some(format!("{name}: {before} → {after}")),
        (None, Some(after)) => Some(format!("{name}: {after}")),
        (Some(before), None) => Some(format!("{name}: {before} → なし")),
        (None, None) => None,
    }
}

/// Whether a button takes a change back, for whoever looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Undoing {
    Offered,
    NotOffered,
}

fn part_line(
    id: ResourceId,
    part: &HistoryPart,
    (before, after): (Vec<String>, Vec<String>),
    once: Option<String>,
) -> PartLine {
    PartLine {
        code: part.part.code(),
        word: part.part.word(),
        before,
        after,
        once,
        edit: EditPath::of(id, Sheet::of(part.part).code()),
    }
}

/// What stood there before a change and after it, side by side.
pub(super) fn states(part: &HistoryPart, called: &told::Called<'_>) -> (Vec<String>, Vec<String>) {
    let untold = match part.part {
        Part::ContactPersons => "（名前は、ここには出しません）",
        _ => "（記録にありません）",
    };
    let none = || vec![untold.to_owned()];
    match (&part.before, &part.after) {
        (Some(before), Some(after)) => told::beside(part.part, before, after, called),
        (before, after) => {
            let said = |value: &Option<_>| {
                let value = value.as_ref();
                value.map_or_else(none, |value| told::alone(part.part, value, called))
            };
            (said(before), said(after))
        }
    }
}

async fn asked(
    site: &Site,
    visitor: &Visitor,
    id: ResourceId,
    before: Option<i64>,
    refusal: Option<String>,
) -> Result<Response, PageFault> {
    let page = HistoryPath::of(id);
    // The version first: of a change in between, whoever takes one back is told.
    let now = site
        .app
        .editable(visitor.principal(), id, Depth::Outside)
        .await?;
    let now = now.ok_or(PageFault::NotFound)?;
    let read = match read::read(site, visitor, id, before).await? {
        Ok(read) => read,
        Err(answer) => return Ok(answer),
    };
    let undoing = if is_open(visitor, Action::UndoChange, &Object::Resource(now.owners)) {
        Undoing::Offered
    } else {
        Undoing::NotOffered
    };
    let may_part = is_open(
        visitor,
        Action::CloseResource,
        &Object::Resource(now.owners),
    );
    let goes_on = read.acts.len() as u64 >= HISTORY_PAGE;
    let last = read.acts.last().filter(|_| goes_on);
    let earlier = last.map(|last| format!("{page}?before={}", last.entry.act.seq));
    let acts = read.acts.into_iter().map(|one| {
        let parts = one.entry.parts.iter().zip(one.states);
        let parts = parts.map(|(part, states)| {
            let is_offered = undoing == Undoing::Offered && part.is_undoable;
            let once = is_offered.then(|| site.app.new_request_id());
            part_line(id, part, states, once)
        });
        let line = ActLine::of(&one.entry.act, &read.names, parts.collect());
        ActLine {
            of_merged: one.of_merged,
            proposal: one.entry.proposal.map(ProposalPath::of),
            ..line
        }
    });
    let acts = acts.collect();
    let merged = read.merged.iter();
    Ok(shown(&HistoryPage {
        shell: Shell::of(site, visitor, Here::Directory).await?,
        home: EntrancePath,
        resource: ResourcePath::of(id),
        undo: UndoPath::of(id),
        name: now.facts.name.to_string(),
        version: now.version,
        refusal,
        acts,
        files: file::of_entry(id),
        earlier,
        merged: merged
            .map(|(id, name)| (may_part.then(|| ApartPath::of(*id)), name.to_string()))
            .collect(),
    }))
}

/// The answer to taking a change back, or why it stays as words for the page that asks again.
pub(super) fn taken_back<D>(
    undone: Result<D, EditRefusal>,
    page: &str,
) -> Result<Result<Response, String>, PageFault> {
    Ok(match undone {
        Ok(_) | Err(EditRefusal::NothingToChange) => Ok(Redirect::to(page).into_response()),
        Err(EditRefusal::NotFound) => return Err(PageFault::NotFound),
        Err(EditRefusal::NotAllowed(decision)) => Ok(refused_on(decision, Next::read(page).as_ref())),
        Err(EditRefusal::Changed { .. } | EditRefusal::KeyReused(_)) => Err("この画面を開いたあとに、ほかの人が直しました。下の新しい記録を見てから、もう一度もどすか、いまの内容を直してください。".to_owned()),
        Err(refusal) => Err(refusal.to_string()),
    })
}

pub(crate) async fn show(
    path: HistoryPath,
    State(site): State<Site>,
    visitor: Visitor,
    asking: Result<Query<Asked>, QueryRejection>,
) -> Result<Response, PageFault> {
    let Query(Asked { before }) = asking.map_err(|_| PageFault::NotFound)?;
    asked(&site, &visitor, resource_of(&path.id)?, before, None).await
}

pub(crate) async fn undo(
    path: UndoPath,
    State(site): State<Site>,
    visitor: Visitor,
    sent: Sent,
) -> Result<Response, PageFault> {
    let resource = resource_of(&path.id)?;
    let act: ActId = sent.text("act").parse().map_err(|_| PageFault::NotFound)?;
    let part = Part::from_code(sent.text("part")).ok_or(PageFault::NotFound)?;
    let undo = Undo {
        resource,
        act,
        part,
    };
    let writer = writer(&visitor, &sent);
    let page = HistoryPath::of(resource).to_string();
    let undone = site.app.undo_change(&writer, undo, version_of(&sent));
    let words = match taken_back(undone.await?, &page)? {
        Ok(answer) => return Ok(answer),
        Err(words) => words,
    };
    let page = asked(&site, &visitor, resource, None, Some(words)).await?;
    Ok(conflicting(page))
}
