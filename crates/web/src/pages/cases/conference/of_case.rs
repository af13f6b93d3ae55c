//! The conferences about the person of a case, for staff of the agency that leads.

use askama::Template;
use axum::extract::State;
use axum::response::{IntoResponse as _, Redirect, Response};
use renkei_app::conference::read::ConferencesView;
use renkei_domain::conference::Conference;

use super::super::name_of;
use super::super::trail::{TrailStep, number_of, steps_to};
use super::lines::warning;
use super::{begins, seen};
use crate::Site;
use crate::error::PageFault;
use crate::pages::{Here, Shell, shown};
use crate::paths::{
    CaseConferencesPath, ConferencePath, DecisionsPath, NewConferencePath, OwnConferencesPath,
};
use crate::session::Visitor;

/// The page.
#[derive(Debug, Template)]
#[template(path = "case_conferences.html")]
pub struct CaseConferencesPage {
    shell: Shell,
    steps: [TrailStep; 2],
    number: String,
    name: String,
    /// Whether nobody knows whom the case is about.
    is_anonymous: bool,
    open: Vec<Row>,
    over: Vec<Row>,
    new: Option<NewConferencePath>,
    /// What they decided; absent where nothing was.
    decisions: Option<DecisionsPath>,
}

/// A conference of the list.
#[derive(Debug, Clone)]
struct Row {
    path: ConferencePath,
    what: String,
    state: &'static str,
    when: Option<String>,
    called: usize,
    warning: Option<String>,
}

fn row(view: &ConferencesView, conference: &Conference) -> Row {
    let outline = &conference.outline;
    let slot = conference.slot.as_ref();
    let near = conference.handover_warning(view.consents.now.date);
    Row {
        path: ConferencePath::of(view.case().id, conference.id),
        what: format!("{}（{}）", outline.kind, outline.purpose),
        state: conference.state.word(),
        when: begins(conference.state, slot.map(|slot| slot.begins)),
        called: conference.participants.len(),
        warning: near.map(warning),
    }
}

impl CaseConferencesPage {
    pub(super) fn of(shell: Shell, view: &ConferencesView) -> Self {
        let case = view.case();
        let (over, open): (Vec<&Conference>, Vec<&Conference>) =
            view.conferences.iter().partition(|one| one.state.is_over());
        let rows = |all: Vec<&Conference>| all.into_iter().map(|one| row(view, one)).collect();
        let may_begin = view.may_convene && case.is_open();
        Self {
            shell,
            steps: steps_to(case, None),
            number: number_of(case),
            name: name_of(case),
            is_anonymous: case.is_anonymous(),
            open: rows(open),
            over: rows(over),
            new: may_begin.then(|| NewConferencePath::of(case.id)),
            decisions: (!view.decisions.is_empty()).then(|| DecisionsPath::of(case.id)),
        }
    }
}

pub(crate) async fn show(
    path: CaseConferencesPath,
    State(site): State<Site>,
    visitor: Visitor,
) -> Result<Response, PageFault> {
    match seen(&site, &visitor, &path.id).await? {
        // The person has pages of their own.
        Ok(view) if view.consents.is_person => {
            let own = OwnConferencesPath::of(view.case().id).to_string();
            Ok(Redirect::to(&own).into_response())
        }
        Ok(view) => {
            let shell = Shell::of(&site, &visitor, Here::Cases).await?;
            Ok(shown(&CaseConferencesPage::of(shell, &view)))
        }
        Err(answer) => Ok(answer),
    }
}
