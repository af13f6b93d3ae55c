//! Taking a code: first what it links is shown, with two ways that are equally easy; nothing changes before the
//! person presses the one that says so.

use askama::Template;
use axum::extract::State;
use axum::response::{IntoResponse as _, Redirect, Response};
use renkei_app::cases::CaseRefusal;
use renkei_app::cases::link::LinkPreview;

use super::{led, with_fault};
use crate::Site;
use crate::error::PageFault;
use crate::form::Sent;
use crate::gate::{asked_again, asked_later};
use crate::pages::letters::writer;
use crate::pages::{Here, Shell, shown};
use crate::paths::{OwnCaseCodePath, OwnCasePath, OwnCasesPath};
use crate::session::Visitor;

/// The page.
#[derive(Debug, Template)]
#[template(path = "take_case.html")]
pub struct TakeCasePage {
    pub(super) shell: Shell,
    pub(super) list: OwnCasesPath,
    pub(super) lead: String,
    pub(super) keeper: Option<String>,
    pub(super) code: String,
    pub(super) once: String,
}

impl TakeCasePage {
    pub(super) fn of(shell: Shell, found: &LinkPreview, code: &str, once: String) -> Self {
        Self {
            shell,
            list: OwnCasesPath,
            lead: found.lead.clone(),
            keeper: found.keeper.as_ref().map(ToString::to_string),
            code: code.to_owned(),
            once,
        }
    }
}

/// Shows the codes page again, with why a code links nothing.
async fn answered(
    site: &Site,
    visitor: &Visitor,
    refusal: CaseRefusal,
) -> Result<Response, PageFault> {
    let wait = match refusal {
        CaseRefusal::NotAllowed(decision) => return Ok(led(decision)),
        CaseRefusal::TooMany { retry_after } => Some(retry_after),
        _ => None,
    };
    let page = with_fault(site, visitor, Some(&refusal.to_string())).await?;
    Ok(match wait {
        Some(seconds) => asked_later(page, seconds),
        None => asked_again(page),
    })
}

const MISSING: &str = "番号を入れてください。";

pub(crate) async fn look_up(
    _: OwnCaseCodePath,
    State(site): State<Site>,
    visitor: Visitor,
    sent: Sent,
) -> Result<Response, PageFault> {
    let code = sent.text("code");
    if code.is_empty() {
        let page = with_fault(&site, &visitor, Some(MISSING)).await?;
        return Ok(asked_again(page));
    }
    match site.app.case_behind_link(visitor.principal(), code).await? {
        Ok(found) => {
            let shell = Shell::of(&site, &visitor, Here::OwnCases).await?;
            let once = site.app.new_request_id();
            Ok(shown(&TakeCasePage::of(shell, &found, code, once)))
        }
        Err(refusal) => answered(&site, &visitor, refusal).await,
    }
}

pub(crate) async fn take(
    _: OwnCasesPath,
    State(site): State<Site>,
    visitor: Visitor,
    sent: Sent,
) -> Result<Response, PageFault> {
    let by = writer(&visitor, &sent);
    match site.app.accept_case(&by, sent.text("code")).await? {
        Ok(kept) => Ok(Redirect::to(&OwnCasePath::of(kept.0).to_string()).into_response()),
        Err(refusal) => answered(&site, &visitor, refusal).await,
    }
}
