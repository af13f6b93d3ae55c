//! A new password and second factor for somebody who has lost theirs, by a link that whoever runs the
//! installation handed over. Opening it changes nothing; the button does.

use askama::Template;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use renkei_app::people::{ResetRefusal, ResetView};

use super::invitation::NEW_PASSWORD;
use super::sign_in::sent_openly;
use super::{Here, Samples, Shell, shown};
use crate::Site;
use crate::device::CallingDevice;
use crate::error::PageFault;
use crate::form::{Field, Form, Sent};
use crate::gate::asked_again;
use crate::next::Next;
use crate::paths::{AccountPath, ResetPath, SignInPath};
use crate::session::{self, Visitor};

/// The page.
#[derive(Debug, Template)]
#[template(path = "reset.html")]
pub struct ResetPage {
    shell: Shell,
    /// Whose account; absent where the link opens nothing.
    owner: Option<Owner>,
    form: Form,
    sign_in: SignInPath,
}

/// Whose account a link opens.
#[derive(Debug)]
struct Owner {
    name: String,
    mail: String,
}

const BUTTON: &str = "このパスワードにする";

fn fields(fault: Option<&str>) -> [Field; 1] {
    [
        Field::password("password", "新しいパスワード", "new-password")
            .hinted(NEW_PASSWORD)
            .wrong(fault),
    ]
}

impl From<&ResetView> for Owner {
    fn from(view: &ResetView) -> Self {
        Self {
            name: view.name.to_string(),
            mail: view.mail.to_string(),
        }
    }
}

impl Samples for ResetPage {
    fn samples() -> Vec<(&'static str, Self)> {
        let page = |owner: Option<(&str, &str)>, fault: Option<&str>| Self {
            shell: Shell::sample(Here::Account).while_signing_in(),
            owner: owner.map(|(name, mail)| Owner {
                name: name.to_owned(),
                mail: mail.to_owned(),
            }),
            form: Form::sample(ResetPath::of("ABCD-EFGH-JKMN-PQRS"), BUTTON).with(fields(fault)),
            sign_in: SignInPath,
        };
        let haruka = Some(("高槻 はるか", "haruka@example.jp"));
        let long = "とても長い名前".repeat(14);
        let long_mail = format!("{}@example.jp", "a".repeat(240));
        vec![
            ("usual", page(haruka, None)),
            (
                "empty",
                page(haruka, Some("新しいパスワードを入れてください。")),
            ),
            ("gone", page(None, None)),
            (
                "longest",
                page(Some((long.as_str(), long_mail.as_str())), None),
            ),
        ]
    }
}

async fn asked(
    site: &Site,
    visitor: &Visitor,
    path: &ResetPath,
    view: Option<&ResetView>,
    fault: Option<&str>,
) -> Result<Response, PageFault> {
    let shell = Shell::of(site, visitor, Here::Account).await?;
    let mut page = shown(&ResetPage {
        shell: shell.while_signing_in(),
        owner: view.map(Owner::from),
        form: Form::new(site, path, BUTTON).with(fields(fault)),
        sign_in: SignInPath,
    });
    if view.is_none() && page.status() == StatusCode::OK {
        *page.status_mut() = StatusCode::NOT_FOUND;
    }
    Ok(page)
}

pub(crate) async fn show(
    path: ResetPath,
    State(site): State<Site>,
    visitor: Visitor,
) -> Result<Response, PageFault> {
    let view = site.app.reset_of(&path.code).await?;
    asked(&site, &visitor, &path, view.as_ref(), None).await
}

pub(crate) async fn reset(
    path: ResetPath,
    State(site): State<Site>,
    visitor: Visitor,
    CallingDevice(device): CallingDevice,
    headers: HeaderMap,
    sent: Sent,
) -> Result<Response, PageFault> {
    if !site.address.is_safe_for_passwords(&headers) {
        return sent_openly(&site, &visitor).await;
    }
    let Some(view) = site.app.reset_of(&path.code).await? else {
        return asked(&site, &visitor, &path, None, None).await;
    };
    let password = sent.raw("password");
    let fault = if password.is_empty() {
        "新しいパスワードを入れてください。".to_owned()
    } else {
        match site
            .app
            .reset_account(&path.code, password, &device)
            .await?
        {
            Ok(signed_in) => {
                let account = Next::read(&AccountPath.to_string());
                return session::begun_instead(&site, &visitor, &signed_in, account.as_ref()).await;
            }
            Err(ResetRefusal::NoCode) => return asked(&site, &visitor, &path, None, None).await,
            Err(ResetRefusal::Password(fault)) => fault.to_string(),
        }
    };
    let page = asked(&site, &visitor, &path, Some(&view), Some(&fault)).await?;
    Ok(asked_again(page))
}
