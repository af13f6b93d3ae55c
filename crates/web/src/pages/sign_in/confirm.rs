//! The password once more before something that matters, and then back to it.

use askama::Template;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::response::Response;
use renkei_app::people::SignInRefusal;
use renkei_domain::people::Factors;

use super::next_of;
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
        };
        let wrong = SignInRefusal::Wrong.to_string();
        vec![
            ("usual", page("高槻 はるか", None)),
            (
                "empty",
                page("高槻 はるか", Some("パスワードを入れてください。")),
            ),
            ("longest", page(&"とても長い名前".repeat(14), Some(&wrong))),
        ]
    }
}

async fn asked(
    site: &Site,
    visitor: &Visitor,
    next: Option<Next>,
    fault: Option<&str>,
) -> Result<Response, PageFault> {
    let form = Form::new(site, ConfirmPath, BUTTON).going_on(next);
    Ok(shown(&ConfirmPage {
        shell: Shell::of(site, visitor, Here::Account).await?,
        form: form.with(fields(fault)),
        by_card: visitor
            .session()
            .is_some_and(|session| session.view.shown == Factors::Card),
    }))
}

pub(crate) async fn show(
    _: ConfirmPath,
    State(site): State<Site>,
    visitor: Visitor,
    leads: Result<Query<LeadsOn>, QueryRejection>,
) -> Result<Response, PageFault> {
    asked(&site, &visitor, next_of(leads), None).await
}

pub(crate) async fn confirm(
    _: ConfirmPath,
    State(site): State<Site>,
    visitor: Visitor,
    session: Session,
    CallingDevice(device): CallingDevice,
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
    let page = asked(&site, &visitor, sent.next(), Some(&fault)).await?;
    Ok(again(page, wait))
}
