//! Setting up an authenticator: first why and how, then the secret to scan or type, then a number from it.
//! Whose office forbids private phones takes a passkey of its PC instead, or a printed sheet of codes.

use askama::Template;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::{IntoResponse as _, Redirect, Response};
use renkei_app::people::{PasskeyRefusal, SecondFactorRefusal, TotpSetUp};
use renkei_domain::people::Needs;

use super::passkey::{PasskeyPart, Tried};
use super::second::{again, first, told};
use crate::Site;
use crate::error::PageFault;
use crate::form::{Field, Form, Sent};
use crate::pages::{Here, Samples, Shell, shown};
use crate::paths::{BeginSetUpPath, CodeSheetPath, SecondFactorPath, SetUpPath};
use crate::qr::QrImage;
use crate::session::{self, Session, Visitor};

/// The page.
#[derive(Debug, Template)]
#[template(path = "set_up.html")]
pub struct SetUpPage {
    shell: Shell,
    form: Form,
    begin: Form,
    /// What the authenticator is to be given; absent until somebody asks for it.
    offer: Option<Offer>,
    /// Absent where browsers keep no passkeys.
    passkey: Option<PasskeyPart>,
    /// Nothing else can be reached before a second factor is set up.
    is_due: bool,
    code_sheet: CodeSheetPath,
    second: SecondFactorPath,
}

impl SetUpPage {
    /// The forms that may come back with something wrong.
    fn forms(&self) -> Vec<&Form> {
        let passkey = self.passkey.iter().map(|part| &part.form);
        std::iter::once(&self.form).chain(passkey).collect()
    }

    fn is_wrong(&self) -> bool {
        self.forms().iter().any(|form| form.is_wrong())
    }
}

/// The secret of an authenticator, shown in two ways.
#[derive(Debug, Clone)]
struct Offer {
    image: Option<QrImage>,
    secret: String,
}

impl Offer {
    fn of(set_up: &TotpSetUp) -> Self {
        let letters: Vec<char> = set_up.secret_base32.chars().collect();
        let groups = letters
            .chunks(4)
            .map(|group| group.iter().collect::<String>());
        let groups: Vec<String> = groups.collect();
        Self {
            image: QrImage::of(&set_up.uri),
            secret: groups.join(" "),
        }
    }
}

const FINISH: &str = "この番号で確かめる";
const BEGIN: &str = "認証アプリを用意する";

fn fields(fault: Option<&str>) -> [Field; 1] {
    [Field::code("code", "アプリに出た6けたの数字").wrong(fault)]
}

impl Samples for SetUpPage {
    fn samples() -> Vec<(&'static str, Self)> {
        let page = |set_up: Option<TotpSetUp>, fault: Option<&str>| Self {
            shell: Shell::sample_of("高槻 はるか"),
            form: Form::sample(SetUpPath, FINISH).with(fields(fault)),
            begin: Form::sample(BeginSetUpPath, BEGIN),
            offer: set_up.as_ref().map(Offer::of),
            passkey: Some(PasskeyPart::sample_to_make("事務所のパソコン", None)),
            is_due: set_up.is_none(),
            code_sheet: CodeSheetPath,
            second: SecondFactorPath,
        };
        let set_up = |mail: &str| TotpSetUp {
            secret_base32: "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP".to_owned(),
            uri: format!("otpauth://totp/renkei:{mail}?secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"),
        };
        let long = format!("{}@example.jp", "a".repeat(240));
        let wrong = SecondFactorRefusal::WrongCode.to_string();
        let nowhere = Self {
            passkey: None,
            ..page(None, None)
        };
        let unnamed = Self {
            passkey: Some(PasskeyPart::sample_to_make("", Some(PasskeyRefusal::Full))),
            ..page(None, None)
        };
        vec![
            ("usual", page(Some(set_up("haruka@example.jp")), None)),
            ("empty", page(None, None)),
            ("longest", page(Some(set_up(&long)), Some(&wrong))),
            ("nowhere", nowhere),
            ("unnamed", unnamed),
        ]
    }
}

async fn asked(
    site: &Site,
    visitor: &Visitor,
    headers: &HeaderMap,
    offer: Option<Offer>,
    fault: Option<&str>,
) -> Result<Response, PageFault> {
    let passkey = PasskeyPart::to_make(site, headers, &Tried::default());
    page(site, visitor, offer, fault, passkey).await
}

/// The page after a passkey that was refused.
pub(super) async fn with_passkey(
    site: &Site,
    visitor: &Visitor,
    headers: &HeaderMap,
    tried: &Tried,
) -> Result<Response, PageFault> {
    let passkey = PasskeyPart::to_make(site, headers, tried);
    page(site, visitor, None, None, passkey).await
}

async fn page(
    site: &Site,
    visitor: &Visitor,
    offer: Option<Offer>,
    fault: Option<&str>,
    passkey: Option<PasskeyPart>,
) -> Result<Response, PageFault> {
    Ok(shown(&SetUpPage {
        shell: Shell::of(site, visitor, Here::Account).await?,
        form: Form::new(site, SetUpPath, FINISH).with(fields(fault)),
        begin: Form::new(site, BeginSetUpPath, BEGIN),
        offer,
        passkey,
        is_due: visitor.needs() == Some(Needs::SetUpSecondFactor),
        code_sheet: CodeSheetPath,
        second: SecondFactorPath,
    }))
}

pub(crate) async fn show(
    _: SetUpPath,
    State(site): State<Site>,
    visitor: Visitor,
    session: Session,
    headers: HeaderMap,
) -> Result<Response, PageFault> {
    let offered = site.app.offered_totp(&session.secret).await?;
    let offer = offered.as_ref().map(Offer::of);
    asked(&site, &visitor, &headers, offer, None).await
}

pub(crate) async fn begin(
    _: BeginSetUpPath,
    State(site): State<Site>,
    session: Session,
) -> Result<Response, PageFault> {
    if let Err(refusal) = site.app.begin_totp(&session.secret).await?
        && let Some(led) = first(&refusal, &SetUpPath)
    {
        return Ok(led);
    }
    Ok(Redirect::to(&SetUpPath.to_string()).into_response())
}

pub(crate) async fn finish(
    _: SetUpPath,
    State(site): State<Site>,
    visitor: Visitor,
    session: Session,
    headers: HeaderMap,
    sent: Sent,
) -> Result<Response, PageFault> {
    let code = sent.text("code");
    let (fault, wait) = if code.is_empty() {
        ("アプリに出た数字を入れてください。".to_owned(), None)
    } else {
        match site.app.finish_totp(&session.secret, code).await? {
            Ok(signed_in) => {
                // Phones are lost: the sheet of codes comes next.
                let to = Redirect::to(&CodeSheetPath.to_string()).into_response();
                return Ok(session::kept(&signed_in, to));
            }
            Err(refusal) => {
                if let Some(led) = first(&refusal, &SetUpPath) {
                    return Ok(led);
                }
                told(&refusal)
            }
        }
    };
    let Some(offered) = site.app.offered_totp(&session.secret).await? else {
        return Ok(Redirect::to(&SetUpPath.to_string()).into_response());
    };
    let offer = Some(Offer::of(&offered));
    let page = asked(&site, &visitor, &headers, offer, Some(&fault)).await?;
    Ok(again(page, wait))
}
