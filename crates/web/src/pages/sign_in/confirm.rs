//! The password once more before something that matters, or a passkey, and then back to it.

use askama::Template;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::http::HeaderMap;
use axum::response::Response;
use renkei_app::people::{PasskeyFor, PasskeyRefusal, SignInRefusal};
use renkei_domain::people::{Factors, Needs};

use super::next_of;
use super::passkey::{Asked, PasskeyPart, Wrong};
use super::second::again;
use crate::Site;
use crate::device::CallingDevice;
use crate::error::PageFault;
use crate::form::{Field, Form, Sent};
use crate::next::{LeadsOn, Next};
use crate::pages::{Here, Samples, Shell, shown};
use crate::paths::ConfirmPath;
use crate::session::{self, Session, Visitor};

/// The page.
#[derive(Debug, Template)]
#[template(path = "confirm.html")]
pub struct ConfirmPage {
    shell: Shell,
    form: Form,
    /// Whether this session was opened by a card, which somebody else may be keeping.
    by_card: bool,
    /// For whoever has a passkey that opens at this address.
    passkey: Option<PasskeyPart>,
}

const BUTTON: &str = "確かめてつづける";

fn fields(fault: Option<&str>) -> [Field; 1] {
    [Field::password("password", "パスワード", "current-password").wrong(fault)]
}

impl Samples for ConfirmPage {
    fn samples() -> Vec<(&'static str, Self)> {
        let page = |name: &str, fault: Option<&str>| Self {
            shell: Shell::sample_of(name),
            form: Form::sample(ConfirmPath, BUTTON).with(fields(fault)),
            by_card: fault.is_some(),
            passkey: None,
        };
        let by_passkey = |refusal| Self {
            passkey: Some(PasskeyPart::sample_to_show(PasskeyFor::Confirm, refusal)),
            ..page("高槻 はるか", None)
        };
        let wrong = SignInRefusal::Wrong.to_string();
        vec![
            ("usual", page("高槻 はるか", None)),
            (
                "empty",
                page("高槻 はるか", Some("パスワードを入れてください。")),
            ),
            ("longest", page(&"とても長い名前".repeat(14), Some(&wrong))),
            ("passkey", by_passkey(None)),
            ("refused", by_passkey(Some(PasskeyRefusal::NotVerified))),
        ]
    }
}

/// The page, with what is wrong with a password or with a passkey.
pub(super) async fn page(
    site: &Site,
    visitor: &Visitor,
    headers: &HeaderMap,
    next: Option<Next>,
    wrong: Wrong<'_>,
) -> Result<Response, PageFault> {
    let session = visitor.session();
    // In the middle of a sign-in the passkey is asked for as the second factor, and not here.
    let is_in = visitor.needs() == Some(Needs::Nothing);
    let asked = Asked {
        what: PasskeyFor::Confirm,
        next: next.as_ref(),
        fault: wrong.passkey,
    };
    let passkey = if is_in {
        PasskeyPart::to_show(site, visitor, headers, asked).await?
    } else {
        None
    };
    let form = Form::new(site, ConfirmPath, BUTTON).going_on(next);
    Ok(shown(&ConfirmPage {
        shell: Shell::of(site, visitor, Here::Account).await?,
        form: form.with(fields(wrong.typed)),
        by_card: session.is_some_and(|session| session.view.shown == Factors::Card),
        passkey,
    }))
}

pub(crate) async fn show(
    _: ConfirmPath,
    State(site): State<Site>,
    visitor: Visitor,
    headers: HeaderMap,
    leads: Result<Query<LeadsOn>, QueryRejection>,
) -> Result<Response, PageFault> {
    page(&site, &visitor, &headers, next_of(leads), Wrong::default()).await
}

pub(crate) async fn confirm(
    _: ConfirmPath,
    State(site): State<Site>,
    visitor: Visitor,
    session: Session,
    CallingDevice(device): CallingDevice,
    headers: HeaderMap,
    sent: Sent,
) -> Result<Response, PageFault> {
    let password = sent.raw("password");
    let (fault, wait) = if password.is_empty() {
        ("パスワードを入れてください。".to_owned(), None)
    } else {
        let confirmed = site
            .app
            .confirm_again(&session.secret, password, &device)
            .await?;
        match confirmed {
            Ok(signed_in) => return Ok(session::begun(&signed_in, sent.next().as_ref())),
            Err(SignInRefusal::Wrong) => ("パスワードが違います。".to_owned(), None),
            Err(SignInRefusal::TooMany { retry_after }) => {
                let refusal = SignInRefusal::TooMany { retry_after };
                (refusal.to_string(), Some(retry_after))
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
