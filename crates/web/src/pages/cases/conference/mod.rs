//! Conferences: the list of those that somebody sees to, which `files` gives away as a table; [`of_case`] lists those of a case, [`find`] leads from the number on an answer to where it is entered, [`view`] is one and [`history`]
//! who changed what of it, [`begin`] begins one and [`part`] edits a part of it, [`steps`] takes what asks for no more than a
//! press, [`poll`] looks for a date, [`minutes`] what came of it, and [`own`] are the pages of the person. By [`call`] people are called.

use askama::Template;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::response::Response;
use renkei_app::cases::read::Whose;
use renkei_app::conference::ConferenceRefusal;
use renkei_app::conference::list::{ListedConference, OpenConferences};
use renkei_app::conference::read::ConferencesView;
use renkei_domain::access::rule::Decision;
use renkei_domain::conference::invitation::conference_number;
use renkei_domain::conference::{Conference, ConferenceState};
use renkei_domain::ids::CaseId;
use renkei_domain::time::Instant;
use serde::Deserialize;

use self::lines::{moment, warning_of};
use super::consents::words_of;
use super::name_of;
use super::trail::number_of;
use crate::Site;
use crate::error::PageFault;
use crate::gate::refused_on;
use crate::next::Next;
use crate::pages::{Here, Shell, shown};
use crate::paths::{CasesPath, ConferencePath, ConferencesPath, FindAnswerPath};
use crate::session::Visitor;
use crate::spreadsheet::ListFiles;

pub mod begin;
pub mod call;
pub(crate) mod files;
pub mod find;
pub mod history;
pub(in crate::pages) mod lines;
pub mod minutes;
pub mod of_case;
pub mod own;
pub(in crate::pages) mod own_asks;
mod own_poll;
pub mod paper;
pub mod part;
mod parts;
pub mod poll;
mod samples;
pub(in crate::pages) mod soon;
pub mod steps;
pub mod view;

/// The page.
#[derive(Debug, Template)]
#[template(path = "conferences.html")]
pub struct ConferencesPage {
    shell: Shell,
    heading: &'static str,
    rows: Vec<OpenRow>,
    own: String,
    all: String,
    is_own: bool,
    cases: CasesPath,
    /// Where an answer is entered by its number.
    find: FindAnswerPath,
    /// The list as a file.
    files: ListFiles,
}

/// A conference that is not over.
#[derive(Debug, Clone)]
struct OpenRow {
    path: ConferencePath,
    what: String,
    about: String,
    state: &'static str,
    when: Option<String>,
    keeper: String,
    warning: Option<String>,
}

/// What stands beside one that is off, as long as it is listed.
const UNTOLD: &str = "中止を、まだ知らせていない相手がいます。会議の「よび方と返事」で、FAX・電話・手紙で知らせてください。";

/// What stands behind the question mark.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Asked {
    whose: String,
}

impl Asked {
    fn whose(&self) -> Whose {
        match self.whose.as_str() {
            "all" => Whose::Everybodys,
            _ => Whose::Own,
        }
    }
}

/// When a conference begins, as far as that still holds.
fn fixed(state: ConferenceState, begins: Option<Instant>) -> Option<Instant> {
    begins.filter(|_| state != ConferenceState::Postponed)
}

/// The same in words.
fn begins(state: ConferenceState, begins: Option<Instant>) -> Option<String> {
    fixed(state, begins).map(moment)
}

impl OpenRow {
    fn of(open: &OpenConferences, row: &ListedConference) -> Self {
        let keeper = open.names.get(&row.keeper);
        let ends_on = row.ends_on.filter(|_| row.state.is_being_prepared());
        Self {
            path: ConferencePath::of(row.case.id, row.id),
            what: format!("{}（{}）", row.kind, row.purpose),
            about: format!(
                "ケース{} {} 打ち合わせ{}",
                number_of(&row.case),
                name_of(&row.case),
                conference_number(row.id)
            ),
            state: row.state.word(),
            when: begins(row.state, row.begins),
            keeper: keeper.map(ToString::to_string).unwrap_or_default(),
            warning: match row.state {
                ConferenceState::Cancelled => Some(UNTOLD.to_owned()),
                _ => ends_on.and_then(|ends_on| warning_of(ends_on, open.today)),
            },
        }
    }
}

impl ConferencesPage {
    fn of(shell: Shell, open: &OpenConferences, whose: Whose) -> Self {
        let is_own = matches!(whose, Whose::Own);
        Self {
            shell,
            heading: if is_own {
                "担当している会議"
            } else {
                "法人の会議"
            },
            rows: open.rows.iter().map(|row| OpenRow::of(open, row)).collect(),
            own: format!("{ConferencesPath}?whose=own"),
            all: format!("{ConferencesPath}?whose=all"),
            is_own,
            cases: CasesPath,
            find: FindAnswerPath,
            files: files::of_list(whose),
        }
    }
}

pub(crate) async fn show(
    _: ConferencesPath,
    State(site): State<Site>,
    visitor: Visitor,
    asked: Result<Query<Asked>, QueryRejection>,
) -> Result<Response, PageFault> {
    let Query(asked) = asked.map_err(|_| PageFault::BadRequest)?;
    let whose = asked.whose();
    match site
        .app
        .open_conferences(visitor.principal(), whose)
        .await?
    {
        Ok(open) => {
            let shell = Shell::of(&site, &visitor, Here::Conferences).await?;
            Ok(shown(&ConferencesPage::of(shell, &open, whose)))
        }
        Err(decision) => Ok(refused_list(decision)),
    }
}

/// How the list answers whoever may see none, as a page and as a file.
fn refused_list(decision: Decision) -> Response {
    let page = Next::read(&ConferencesPath.to_string());
    refused_on(decision, page.as_ref())
}

/// The conferences of a case that somebody may see, or how the page answers instead.
async fn seen(
    site: &Site,
    visitor: &Visitor,
    id: &str,
) -> Result<Result<ConferencesView, Response>, PageFault> {
    let id: CaseId = id.parse().map_err(|_| PageFault::NotFound)?;
    match site.app.conferences(visitor.principal(), id).await? {
        Ok(view) => Ok(Ok(view)),
        Err(refusal) => match words_of(refusal, visitor)? {
            Ok(_) => Err(PageFault::NotFound),
            Err(answer) => Ok(Err(answer)),
        },
    }
}

/// The same for staff of the agency that leads.
async fn at_the_desk(
    site: &Site,
    visitor: &Visitor,
    id: &str,
) -> Result<Result<ConferencesView, Response>, PageFault> {
    match seen(site, visitor, id).await? {
        Ok(view) if !view.consents.is_person => Ok(Ok(view)),
        Ok(_) => Err(PageFault::NotFound),
        Err(answer) => Ok(Err(answer)),
    }
}

/// A conference of an address.
fn one<'v>(view: &'v ConferencesView, id: &str) -> Result<&'v Conference, PageFault> {
    let id = id.parse().map_err(|_| PageFault::NotFound)?;
    view.conference(id).ok_or(PageFault::NotFound)
}

/// The words for what a use case refused, or how the page answers instead.
fn refusal_words(
    refusal: ConferenceRefusal,
    visitor: &Visitor,
) -> Result<Result<String, Response>, PageFault> {
    match refusal {
        ConferenceRefusal::Case(refusal) => words_of(refusal, visitor),
        ConferenceRefusal::NoSuchConference => Err(PageFault::NotFound),
        other => Ok(Ok(other.to_string())),
    }
}
