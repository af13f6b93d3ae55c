//! Signing in and out. What comes after the password has a page of its own each: the second factor, setting
//! one up, a sheet of codes, and showing the password again before something that matters. A passkey is a
//! part of three of them.

use askama::Template;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse as _, Redirect, Response};
use renkei_app::people::SignInRefusal;
use renkei_domain::people::Needs;

use super::{Here, Samples, Shell, shown};
use crate::Site;
use crate::device::CallingDevice;
use crate::error::PageFault;
use crate::form::{Field, Form, Sent};
use crate::gate::{asked_again, asked_later};
use crate::next::{LeadsOn, Next};
use crate::paths::{AccountPath, EntrancePath, InvitationsPath, SignInPath, SignOutPath};
use crate::session::{self, Visitor};

pub mod code_sheet;
pub mod confirm;
pub mod passkey;
pub mod second;
pub mod set_up;

/// The page of the password.
#[derive(Debug, Template)]
#[template(path = "sign_in.html")]
pub struct SignInPage {
    shell: Shell,
    form: Form,
    /// A session ended while nobody used it.
    has_ended: bool,
    invitations: InvitationsPath,
}

/// The page of a site to which no password may be sent.
#[derive(Debug, Template)]
#[template(path = "no_tls.html")]
pub struct NoTlsPage {
    shell: Shell,
    home: EntrancePath,
}

/// What somebody typed, and what is wrong with it.
#[derive(Debug, Default)]
struct Tried<'a> {
    mail: &'a str,
    mail_fault: Option<String>,
    password_fault: Option<String>,
}

fn fields(tried: &Tried<'_>) -> [Field; 2] {
    [
        Field::mail("mail", "メールアドレス", tried.mail).wrong(tried.mail_fault.as_deref()),
        Field::password("password", "パスワード", "current-password")
            .wrong(tried.password_fault.as_deref()),
    ]
}

const BUTTON: &str = "ログインする";

impl Samples for SignInPage {
    fn samples() -> Vec<(&'static str, Self)> {
        let page = |tried: &Tried<'_>, has_ended| Self {
            shell: Shell::sample(Here::Account).while_signing_in(),
            form: Form::sample(SignInPath, BUTTON).with(fields(tried)),
            has_ended,
            invitations: InvitationsPath,
        };
        let long = format!("{}@example.jp", "a".repeat(240));
        let missing = Tried {
            mail_fault: Some("メールアドレスを入れてください。".to_owned()),
            password_fault: Some("パスワードを入れてください。".to_owned()),
            ..Tried::default()
        };
        let longest = Tried {
            mail: &long,
            mail_fault: Some(SignInRefusal::Wrong.to_string()),
            ..Tried::default()
        };
        vec![
            ("usual", page(&Tried::default(), false)),
            ("ended", page(&Tried::default(), true)),
            ("empty", page(&missing, false)),
            ("longest", page(&longest, false)),
        ]
    }
}

impl Samples for NoTlsPage {
    fn samples() -> Vec<(&'static str, Self)> {
        let page = |shell| Self {
            shell,
            home: EntrancePath,
        };
        let long = Shell {
            network: "とても長い名前の障がい者就労支援ネットワーク".repeat(4),
            ..Shell::sample(Here::Account)
        };
        vec![
            ("usual", page(Shell::sample(Here::Account))),
            ("empty", page(Shell::bare())),
            ("longest", page(long)),
        ]
    }
}

/// What stands behind the question mark of a page that leads on; what cannot be read leads nowhere.
pub(super) fn next_of(leads: Result<Query<LeadsOn>, QueryRejection>) -> Option<Next> {
    leads.ok().and_then(|Query(leads)| leads.next())
}

async fn no_tls(site: &Site, visitor: &Visitor) -> Result<Response, PageFault> {
    let shell = Shell::of(site, visitor, Here::Account).await?;
    Ok(shown(&NoTlsPage {
        shell: shell.while_signing_in(),
        home: EntrancePath,
    }))
}

/// Answers a form that would have begun a session in the open.
pub(super) async fn sent_openly(site: &Site, visitor: &Visitor) -> Result<Response, PageFault> {
    let mut page = no_tls(site, visitor).await?;
    *page.status_mut() = StatusCode::FORBIDDEN;
    Ok(page)
}

async fn asked(
    site: &Site,
    visitor: &Visitor,
    form: Form,
    has_ended: bool,
) -> Result<Response, PageFault> {
    let shell = Shell::of(site, visitor, Here::Account).await?;
    Ok(shown(&SignInPage {
        shell: shell.while_signing_in(),
        form,
        has_ended,
        invitations: InvitationsPath,
    }))
}

pub(crate) async fn show(
    _: SignInPath,
    State(site): State<Site>,
    visitor: Visitor,
    headers: HeaderMap,
    leads: Result<Query<LeadsOn>, QueryRejection>,
) -> Result<Response, PageFault> {
    let next = next_of(leads);
    if visitor.needs() == Some(Needs::Nothing) {
        let to = next.map_or_else(|| AccountPath.to_string(), |next| next.to_string());
        return Ok(Redirect::to(&to).into_response());
    }
    if !site.address.is_safe_for_passwords(&headers) {
        return no_tls(&site, &visitor).await;
    }
    let has_ended = visitor.session().is_none() && session::secret(&headers).is_some();
    let form = Form::new(&site, SignInPath, BUTTON).going_on(next);
    let form = form.with(fields(&Tried::default()));
    asked(&site, &visitor, form, has_ended).await
}

pub(crate) async fn sign_in(
    _: SignInPath,
    State(site): State<Site>,
    visitor: Visitor,
    CallingDevice(device): CallingDevice,
    headers: HeaderMap,
    sent: Sent,
) -> Result<Response, PageFault> {
    if !site.address.is_safe_for_passwords(&headers) {
        return sent_openly(&site, &visitor).await;
    }
    let (mail, password) = (sent.text("mail"), sent.raw("password"));
    let missing = |text: &str, words: &str| text.is_empty().then(|| words.to_owned());
    let mut tried = Tried {
        mail,
        mail_fault: missing(mail, "メールアドレスを入れてください。"),
        password_fault: missing(password, "パスワードを入れてください。"),
    };
    let mut wait = None;
    if tried.mail_fault.is_none() && tried.password_fault.is_none() {
        match site.app.sign_in(mail, password, &device).await? {
            Ok(signed_in) => {
                let next = sent.next();
                return session::begun_instead(&site, &visitor, &signed_in, next.as_ref()).await;
            }
            Err(refusal) => {
                tried.mail_fault = Some(refusal.to_string());
                if let SignInRefusal::TooMany { retry_after } = refusal {
                    wait = Some(retry_after);
                }
            }
        }
    }
    let form = Form::new(&site, SignInPath, BUTTON).going_on(sent.next());
    let page = asked(&site, &visitor, form.with(fields(&tried)), false).await?;
    Ok(match wait {
        Some(seconds) => asked_later(page, seconds),
        None => asked_again(page),
    })
}

pub(crate) async fn sign_out(
    _: SignOutPath,
    State(site): State<Site>,
    headers: HeaderMap,
) -> Result<Response, PageFault> {
    if let Some(secret) = session::secret(&headers) {
        site.app.sign_out(&secret).await?;
    }
    Ok(session::ended(
        Redirect::to(&EntrancePath.to_string()).into_response(),
    ))
}
