//! The second factor: a number from an authenticator, a code of a printed sheet, or a passkey.

use askama::Template;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::http::HeaderMap;
use axum::response::{IntoResponse as _, Redirect, Response};
use renkei_app::people::{PasskeyFor, PasskeyRefusal, SecondFactorRefusal};
use renkei_domain::people::{Factors, Needs};

use super::next_of;
use super::passkey::{Asked, PasskeyPart, Wrong};
use crate::Site;
use crate::error::PageFault;
use crate::form::{Field, Form, Sent};
use crate::gate::{asked_again, asked_later};
use crate::next::{LeadsOn, Next};
use crate::pages::{Here, Samples, Shell, shown};
use crate::paths::{AccountPath, ConfirmPath, SecondFactorPath, SetUpPath};
use crate::session::{self, Session, Visitor};

/// The page.
#[derive(Debug, Template)]
#[template(path = "second_factor.html")]
pub struct SecondFactorPage {
    shell: Shell,
    form: Form,
    /// For whoever has a passkey that opens at this address.
    passkey: Option<PasskeyPart>,
}

const BUTTON: &str = "確かめてログインする";

fn fields(fault: Option<&str>) -> [Field; 1] {
    [Field::code("code", "番号")
        .hinted("認証アプリに出ている6けたの数字か、紙の一覧の まだ使っていない番号。全角でも、区切りがあっても かまいません。")
        .wrong(fault)]
}

impl Samples for SecondFactorPage {
    fn samples() -> Vec<(&'static str, Self)> {
        let page = |fault: Option<&str>| Self {
            shell: Shell::sample_of("高槻 はるか"),
            form: Form::sample(SecondFactorPath, BUTTON).with(fields(fault)),
            passkey: None,
        };
        let by_passkey = |refusal| Self {
            passkey: Some(PasskeyPart::sample_to_show(
                PasskeyFor::SecondFactor,
                refusal,
            )),
            ..page(None)
        };
        let long = SecondFactorRefusal::TooMany { retry_after: 900 }.to_string();
        vec![
            ("usual", page(None)),
            ("empty", page(Some("番号を入れてください。"))),
            ("longest", page(Some(&long))),
            ("passkey", by_passkey(None)),
            ("refused", by_passkey(Some(PasskeyRefusal::NotTaken))),
        ]
    }
}

/// Where a step of setting up leads when something else must come first.
pub(super) fn first(
    refusal: &SecondFactorRefusal,
    back: &impl std::fmt::Display,
) -> Option<Response> {
    let back = Next::read(&back.to_string());
    let to = match refusal {
        // Whoever has no session any more is led on from there.
        SecondFactorRefusal::SignInFirst => Next::behind(&SecondFactorPath, back.as_ref()),
        SecondFactorRefusal::ConfirmAgain => Next::behind(&ConfirmPath, back.as_ref()),
        SecondFactorRefusal::NotBegun => SetUpPath.to_string(),
        SecondFactorRefusal::WrongCode
        | SecondFactorRefusal::TooMany { .. }
        | SecondFactorRefusal::MadeBefore => return None,
    };
    Some(Redirect::to(&to).into_response())
}

/// What stands beside the field after a refusal, and how long to wait.
pub(super) fn told(refusal: &SecondFactorRefusal) -> (String, Option<u64>) {
    let wait = match refusal {
        SecondFactorRefusal::TooMany { retry_after } => Some(*retry_after),
        _ => None,
    };
    (refusal.to_string(), wait)
}

/// Answers with a page whose form is shown again, now or later.
pub(super) fn again(page: Response, wait: Option<u64>) -> Response {
    match wait {
        Some(seconds) => asked_later(page, seconds),
        None => asked_again(page),
    }
}

/// The page, with what is wrong with a code or with a passkey.
pub(super) async fn page(
    site: &Site,
    visitor: &Visitor,
    headers: &HeaderMap,
    next: Option<Next>,
    wrong: Wrong<'_>,
) -> Result<Response, PageFault> {
    let asked = Asked {
        what: PasskeyFor::SecondFactor,
        next: next.as_ref(),
        fault: wrong.passkey,
    };
    let passkey = PasskeyPart::to_show(site, visitor, headers, asked).await?;
    let form = Form::new(site, SecondFactorPath, BUTTON).going_on(next);
    Ok(shown(&SecondFactorPage {
        shell: Shell::of(site, visitor, Here::Account).await?,
        form: form.with(fields(wrong.typed)),
        passkey,
    }))
}

pub(crate) async fn show(
    _: SecondFactorPath,
    State(site): State<Site>,
    visitor: Visitor,
    headers: HeaderMap,
    leads: Result<Query<LeadsOn>, QueryRejection>,
) -> Result<Response, PageFault> {
    let next = next_of(leads);
    // A code is second to a password, and no card stands for that.
    let by_card = |session: &Session| session.view.shown == Factors::Card;
    if visitor.session().is_some_and(by_card) && visitor.needs() != Some(Needs::Nothing) {
        let to = Next::behind(&ConfirmPath, next.as_ref());
        return Ok(Redirect::to(&to).into_response());
    }
    match visitor.needs() {
        // Whoever has just made the first sheet shows by one of its codes that it can be read.
        Some(Needs::SecondFactor | Needs::SetUpSecondFactor) => {
            page(&site, &visitor, &headers, next, Wrong::default()).await
        }
        Some(Needs::Nothing) | None => {
            let to = next.map_or_else(|| AccountPath.to_string(), |next| next.to_string());
            Ok(Redirect::to(&to).into_response())
        }
    }
}

pub(crate) async fn confirm(
    _: SecondFactorPath,
    State(site): State<Site>,
    visitor: Visitor,
    session: Session,
    headers: HeaderMap,
    sent: Sent,
) -> Result<Response, PageFault> {
    let code = sent.text("code");
    let (fault, wait) = if code.is_empty() {
        ("番号を入れてください。".to_owned(), None)
    } else {
        match site
            .app
            .confirm_second_factor(&session.secret, code)
            .await?
        {
            Ok(signed_in) => return Ok(session::begun(&signed_in, sent.next().as_ref())),
            Err(refusal) => {
                if let Some(led) = first(&refusal, &SecondFactorPath) {
                    return Ok(led);
                }
                told(&refusal)
            }
        }
    };
    let wrong = Wrong {
        typed: Some(&fault),
        ..Wrong::default()
    };
    let page = page(&site, &visitor, &headers, sent.next(), wrong).await?;
    Ok(again(page, wait))
}
