//! What the conferences of a case decided, and writing down what became of it.

use askama::Template;
use askama::filters::HtmlSafe;
use axum::extract::State;
use axum::response::{IntoResponse as _, Redirect, Response};
use renkei_app::conference::decide::SeenDecision;
use renkei_app::conference::read::ConferencesView;
use renkei_domain::conference::{ConferenceDecision, DecisionState};

use super::lines::{DecisionLine, decision_line};
use crate::Site;
use crate::error::PageFault;
use crate::form::Sent;
use crate::gate::asked_again;
use crate::pages::cases::conference::begin::to_begin;
use crate::pages::cases::conference::{at_the_desk, refusal_words};
use crate::pages::cases::name_of;
use crate::pages::cases::trail::{TrailStep, number_of, steps_to};
use crate::pages::letters::writer;
use crate::pages::{Here, Shell, shown};
use crate::paths::{CaseConferencesPath, DecisionsPath};
use crate::session::Visitor;

/// Some of what was decided as a list, which is the same wherever it stands.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "decision_rows.html")]
pub(super) struct DecisionRows {
    pub(super) rows: Vec<DecisionLine>,
    /// Where it is written down what became of one; absent for whoever only reads.
    pub(super) settle: Option<DecisionsPath>,
    pub(super) once: String,
    /// What tells the keys of one list from those of another on the same page.
    pub(super) mark: &'static str,
    /// Where to go on afterwards.
    pub(super) next: String,
}

/// It is made by a template, which escapes what people wrote.
impl HtmlSafe for DecisionRows {}

impl DecisionRows {
    /// Those that can only be read.
    pub(super) fn read_only(rows: Vec<DecisionLine>) -> Self {
        Self {
            rows,
            ..Self::default()
        }
    }
}

/// The page.
#[derive(Debug, Template)]
#[template(path = "decisions.html")]
pub struct DecisionsPage {
    shell: Shell,
    steps: [TrailStep; 2],
    list: CaseConferencesPath,
    number: String,
    name: String,
    open: DecisionRows,
    settled: DecisionRows,
    /// Why the last step was not taken.
    fault: Option<String>,
}

impl DecisionsPage {
    pub(super) fn of(
        shell: Shell,
        view: &ConferencesView,
        (once, fault): (&str, Option<String>),
    ) -> Self {
        let case = view.case();
        let own = DecisionsPath::of(case.id);
        let rows = |is_open: bool, mark: &'static str| {
            let some = view.decisions.iter();
            let some = some.filter(|one: &&ConferenceDecision| one.is_open() == is_open);
            DecisionRows {
                rows: some.map(|one| decision_line(view, one, true)).collect(),
                settle: view.may_convene.then(|| own.clone()),
                once: once.to_owned(),
                mark,
                next: own.to_string(),
            }
        };
        Self {
            shell,
            steps: steps_to(case, None),
            list: CaseConferencesPath::of(case.id),
            number: number_of(case),
            name: name_of(case),
            open: rows(true, "-o"),
            settled: rows(false, "-s"),
            fault,
        }
    }
}

async fn asked(
    site: &Site,
    visitor: &Visitor,
    view: &ConferencesView,
    fault: Option<String>,
) -> Result<Response, PageFault> {
    let shell = Shell::of(site, visitor, Here::Cases).await?;
    let once = site.app.new_request_id();
    Ok(shown(&DecisionsPage::of(shell, view, (&once, fault))))
}

pub(crate) async fn show(
    path: DecisionsPath,
    State(site): State<Site>,
    visitor: Visitor,
) -> Result<Response, PageFault> {
    match at_the_desk(&site, &visitor, &path.id).await? {
        Ok(view) => asked(&site, &visitor, &view, None).await,
        Err(answer) => Ok(answer),
    }
}

pub(crate) async fn settle(
    path: DecisionsPath,
    State(site): State<Site>,
    visitor: Visitor,
    sent: Sent,
) -> Result<Response, PageFault> {
    let view = match to_begin(&site, &visitor, &path.id).await? {
        Ok(view) => view,
        Err(answer) => return Ok(answer),
    };
    let id = sent.text("item").parse().map_err(|_| PageFault::NotFound)?;
    let known = view.decision(id).ok_or(PageFault::NotFound)?;
    let state = DecisionState::from_code(sent.text("step")).ok_or(PageFault::NotFound)?;
    let seen = SeenDecision {
        case: view.case().id,
        id: known.id,
        version: sent.text("version").parse().unwrap_or(0),
    };
    let by = writer(&visitor, &sent);
    match site.app.settle_decision(&by, seen, state).await? {
        Ok(_) => {
            let own = DecisionsPath::of(seen.case).to_string();
            let page = sent.next().map_or(own, |next| next.to_string());
            Ok(Redirect::to(&page).into_response())
        }
        Err(refusal) => match refusal_words(refusal, &visitor)? {
            Ok(words) => {
                let page = asked(&site, &visitor, &view, Some(words)).await?;
                Ok(asked_again(page))
            }
            Err(answer) => Ok(answer),
        },
    }
}
