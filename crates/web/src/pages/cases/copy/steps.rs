//! The steps at the desk: deciding about one thing, and releasing the copy; and taking back that it was asked for, which
//! the person does on their own page, too.

use axum::extract::State;
use axum::response::{IntoResponse as _, Redirect, Response};
use renkei_app::person_copy::decide::CopyDecisionForm;
use renkei_domain::person_copy::{CopyDecision, CopyKind};

use super::super::faults::Faults;
use super::{Said, at_the_desk, own, refusal_words, seen, with_said};
use crate::Site;
use crate::error::PageFault;
use crate::form::Sent;
use crate::gate::{asked_again, forget};
use crate::pages::letters::writer;
use crate::paths::{
    DecideCopyPath, OwnCopyPath, PersonCopyPath, ReleaseCopyPath, TakeBackCopyPath,
};
use crate::session::Visitor;

/// What was typed about one thing when it was not taken.
pub(super) struct Typed<'s> {
    pub(super) kind: &'s str,
    pub(super) item: &'s str,
    pub(super) decision: &'s str,
    pub(super) reason: &'s str,
}

impl<'s> Typed<'s> {
    pub(super) fn of(sent: &'s Sent) -> Self {
        Self {
            kind: sent.text("kind"),
            item: sent.text("item"),
            decision: sent.text("decision"),
            reason: sent.raw("reason"),
        }
    }
}

/// What was decided, or in words why it cannot be read.
fn decision(sent: &Sent) -> Result<Result<CopyDecisionForm, String>, PageFault> {
    let request = sent.text("request").parse();
    let kind = CopyKind::from_code(sent.text("kind")).ok_or(PageFault::NotFound)?;
    let source = sent.text("item").parse().map_err(|_| PageFault::NotFound)?;
    let mut faults = Faults::default();
    let decision = faults.word(sent, "decision", CopyDecision::from_code);
    let reason = faults.prose_opt(sent, "reason");
    let wrong = faults.of("decision").or_else(|| faults.of("reason"));
    let (Some(decision), None) = (decision, wrong) else {
        let chosen = || "わたすか、わたさないかを 選んでください。".to_owned();
        let words = faults.of("reason").cloned();
        return Ok(Err(words.unwrap_or_else(chosen)));
    };
    Ok(Ok(CopyDecisionForm {
        request: request.map_err(|_| PageFault::NotFound)?,
        kind,
        source,
        mark: sent.text("seen").to_owned(),
        decision,
        reason,
    }))
}

pub(crate) async fn decide(
    path: DecideCopyPath,
    State(site): State<Site>,
    visitor: Visitor,
    sent: Sent,
) -> Result<Response, PageFault> {
    let view = match at_the_desk(&site, &visitor, &path.id).await? {
        Ok(view) => view,
        Err(answer) => return Ok(answer),
    };
    let id = view.case.id;
    let words = match decision(&sent)? {
        Err(words) => words,
        Ok(form) => {
            let by = writer(&visitor, &sent);
            match site.app.decide_copy_item(&by, id, form).await? {
                Ok(_) => {
                    forget(&site, &visitor).await?;
                    let page = PersonCopyPath::of(id).to_string();
                    return Ok(Redirect::to(&page).into_response());
                }
                Err(refusal) => match refusal_words(refusal, &visitor)? {
                    Ok(words) => words,
                    Err(answer) => return Ok(answer),
                },
            }
        }
    };
    let said = Said {
        fault: Some(words),
        typed: Some(Typed::of(&sent)),
        ..Said::default()
    };
    Ok(asked_again(with_said(&site, &visitor, &view, said).await?))
}

pub(crate) async fn release(
    path: ReleaseCopyPath,
    State(site): State<Site>,
    visitor: Visitor,
    sent: Sent,
) -> Result<Response, PageFault> {
    let view = match at_the_desk(&site, &visitor, &path.id).await? {
        Ok(view) => view,
        Err(answer) => return Ok(answer),
    };
    let id = view.case.id;
    let request = sent.text("request").parse();
    let request = request.map_err(|_| PageFault::NotFound)?;
    let by = writer(&visitor, &sent);
    match site.app.release_copy(&by, id, request).await? {
        Ok(_) => {
            let page = PersonCopyPath::of(id).to_string();
            Ok(Redirect::to(&page).into_response())
        }
        Err(refusal) => match refusal_words(refusal, &visitor)? {
            Ok(words) => {
                let said = Said {
                    fault: Some(words),
                    ..Said::default()
                };
                Ok(asked_again(with_said(&site, &visitor, &view, said).await?))
            }
            Err(answer) => Ok(answer),
        },
    }
}

pub(crate) async fn take_back(
    path: TakeBackCopyPath,
    State(site): State<Site>,
    visitor: Visitor,
    sent: Sent,
) -> Result<Response, PageFault> {
    let view = match seen(&site, &visitor, &path.id).await? {
        Ok(view) => view,
        Err(answer) => return Ok(answer),
    };
    let id = view.case.id;
    let request = sent.text("request").parse();
    let request = request.map_err(|_| PageFault::NotFound)?;
    let by = writer(&visitor, &sent);
    match site.app.take_back_copy(&by, id, request).await? {
        Ok(_) => {
            let page = if view.is_person {
                OwnCopyPath::of(id).to_string()
            } else {
                PersonCopyPath::of(id).to_string()
            };
            Ok(Redirect::to(&page).into_response())
        }
        Err(refusal) => match refusal_words(refusal, &visitor)? {
            Ok(words) if view.is_person => {
                let page = own::with_fault(&site, &visitor, &view, Some(words));
                Ok(asked_again(page.await?))
            }
            Ok(words) => {
                let said = Said {
                    fault: Some(words),
                    ..Said::default()
                };
                Ok(asked_again(with_said(&site, &visitor, &view, said).await?))
            }
            Err(answer) => Ok(answer),
        },
    }
}
