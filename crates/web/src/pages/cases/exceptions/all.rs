//! What was told without consent in all the cases of an agency: those who answer for it find here what waits for them.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use renkei_app::consent::ConsentRefusal;
use renkei_app::consent::excepted::{AllExceptionsView, ListedException};
use renkei_domain::access::rule::Decision;

use super::moment;
use crate::Site;
use crate::error::PageFault;
use crate::gate::refused;
use crate::pages::{Here, Shell, shown};
use crate::paths::{AllExceptionsPath, CasesPath, ExceptionsPath};
use crate::session::Visitor;

/// The page.
#[derive(Debug, Template)]
#[template(path = "all_exceptions.html")]
pub struct AllExceptionsPage {
    pub(super) shell: Shell,
    pub(super) cases: CasesPath,
    pub(super) rows: Vec<Row>,
    pub(super) has_more: bool,
}

/// An exception.
#[derive(Debug, Clone)]
pub(super) struct Row {
    pub(super) path: ExceptionsPath,
    pub(super) number: String,
    pub(super) when: String,
    pub(super) ground: &'static str,
    pub(super) by: String,
    pub(super) state: &'static str,
}

/// The words for what became of one.
const fn state(listed: &ListedException) -> &'static str {
    let exception = &listed.exception;
    match (exception.released_at, exception.ended_at) {
        (Some(_), _) => "本人に見せています",
        (None, Some(_)) => "終えました・本人には見せていません",
        (None, None) => "本人には見せていません",
    }
}

impl Row {
    fn of(view: &AllExceptionsView, listed: &ListedException) -> Self {
        let name = view.names.get(&listed.exception.by);
        Self {
            path: ExceptionsPath::of(listed.case),
            number: listed.number.to_string(),
            when: moment(listed.exception.at),
            ground: listed.exception.ground.word(),
            by: name.map(ToString::to_string).unwrap_or_default(),
            state: state(listed),
        }
    }
}

pub(crate) async fn show(
    _: AllExceptionsPath,
    State(site): State<Site>,
    visitor: Visitor,
) -> Result<Response, PageFault> {
    let view = match site.app.all_exceptions(visitor.principal()).await? {
        Ok(view) => view,
        Err(ConsentRefusal::NotAllowed(decision)) => return Ok(refused(decision, &visitor)),
        Err(_) => return Ok(refused(Decision::Refused, &visitor)),
    };
    Ok(shown(&AllExceptionsPage {
        shell: Shell::of(&site, &visitor, Here::Cases).await?,
        cases: CasesPath,
        rows: view.listed.iter().map(|one| Row::of(&view, one)).collect(),
        has_more: view.has_more,
    }))
}
