//! Another password. All other sessions end with the old one.

use askama::Template;
use axum::extract::State;
use axum::response::{IntoResponse as _, Redirect, Response};
use renkei_app::people::PasswordRefusal;

use super::changed::{Changed, told};
use crate::Site;
use crate::device::CallingDevice;
use crate::error::PageFault;
use crate::form::{Field, Form, Sent};
use crate::gate::{asked_again, asked_later};
use crate::pages::invitation::NEW_PASSWORD;
use crate::pages::{Here, Samples, Shell, shown};
use crate::paths::{AccountPath, PasswordPath, SignInPath};
use crate::session::{self, Session, Visitor};

/// The page.
#[derive(Debug, Template)]
#[template(path = "password.html")]
pub struct PasswordPage {
    shell: Shell,
    form: Form,
}

/// What is wrong with what was typed.
#[derive(Debug, Default)]
struct Faults {
    old: Option<String>,
    new: Option<String>,
}

const BUTTON: &str = "パスワードを変える";

fn fields(faults: &Faults) -> [Field; 2] {
    [
        Field::password("password", "いまのパスワード", "current-password")
            .wrong(faults.old.as_deref()),
        Field::password("new_password", "新しいパスワード", "new-password")
            .hinted(NEW_PASSWORD)
            .wrong(faults.new.as_deref()),
    ]
}

impl Samples for PasswordPage {
    fn samples() -> Vec<(&'static str, Self)> {
        let page = |name: &str, faults: &Faults| Self {
            shell: Shell::sample_of(name),
            form: Form::sample(PasswordPath, BUTTON).with(fields(faults)),
        };
        let empty = Faults {
            old: Some("いまのパスワードを入れてください。".to_owned()),
            new: Some("新しいパスワードを入れてください。".to_owned()),
        };
        vec![
            ("usual", page("高槻 はるか", &Faults::default())),
            ("empty", page("高槻 はるか", &empty)),
            ("longest", page(&"とても長い名前".repeat(14), &empty)),
        ]
    }
}

async fn asked(site: &Site, visitor: &Visitor, faults: &Faults) -> Result<Response, PageFault> {
    Ok(shown(&PasswordPage {
        shell: Shell::of(site, visitor, Here::Account).await?,
        form: Form::new(site, PasswordPath, BUTTON).with(fields(faults)),
    }))
}

pub(crate) async fn show(
    _: PasswordPath,
    State(site): State<Site>,
    visitor: Visitor,
) -> Result<Response, PageFault> {
    asked(&site, &visitor, &Faults::default()).await
}

pub(crate) async fn change(
    _: PasswordPath,
    State(site): State<Site>,
    visitor: Visitor,
    session: Session,
    CallingDevice(device): CallingDevice,
    sent: Sent,
) -> Result<Response, PageFault> {
    let (old, new) = (sent.raw("password"), sent.raw("new_password"));
    let missing = |text: &str, words: &str| text.is_empty().then(|| words.to_owned());
    let mut faults = Faults {
        old: missing(old, "いまのパスワードを入れてください。"),
        new: missing(new, "新しいパスワードを入れてください。"),
    };
    let mut wait = None;
    if faults.old.is_none() && faults.new.is_none() {
        let changed = site
            .app
            .change_password(&session.secret, (old, new), &device, sent.key())
            .await?;
        let refusal = match changed {
            Ok(signed_in) => {
                let to = Redirect::to(&AccountPath.to_string()).into_response();
                return Ok(session::kept(&signed_in, to));
            }
            Err(refusal) => refusal,
        };
        let words = Some(refusal.to_string());
        match refusal {
            PasswordRefusal::SignInFirst => {
                return Ok(Redirect::to(&SignInPath.to_string()).into_response());
            }
            PasswordRefusal::WrongPassword => faults.old = words,
            PasswordRefusal::TooMany { retry_after } => {
                faults.old = words;
                wait = Some(retry_after);
            }
            PasswordRefusal::Unfit(_) => faults.new = words,
            PasswordRefusal::ChangedBefore => {
                return told(&site, &visitor, Changed::Password).await;
            }
        }
    }
    let page = asked(&site, &visitor, &faults).await?;
    Ok(match wait {
        Some(seconds) => asked_later(page, seconds),
        None => asked_again(page),
    })
}
