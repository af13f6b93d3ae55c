//! Where a card's QR code leads: the PIN, and in. Whose card it is stands nowhere, since whoever opens the
//! page may have found it in the street.

use askama::Template;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use renkei_app::people::CardSignInRefusal;

use super::MISSING;
use crate::Site;
use crate::device::CallingDevice;
use crate::error::PageFault;
use crate::form::{Field, Form, Sent};
use crate::gate::{asked_again, asked_later, instead};
use crate::pages::sign_in::sent_openly;
use crate::pages::{Here, Samples, Shell, shown};
use crate::paths::{CardEntryPath, Sampled as _, SignInPath};
use crate::session::{self, Visitor};

/// The page.
#[derive(Debug, Template)]
#[template(path = "card_entry.html")]
pub struct CardEntryPage {
    shell: Shell,
    form: Form,
    /// Whether the card opens anything.
    is_usable: bool,
    sign_in: SignInPath,
}

const BUTTON: &str = "はいる";

fn fields(fault: Option<&str>) -> [Field; 1] {
    [Field::digits("pin", "暗証番号").unseen().wrong(fault)]
}

impl Samples for CardEntryPage {
    fn samples() -> Vec<(&'static str, Self)> {
        let page = |is_usable, fault: Option<&str>| Self {
            shell: Shell::sample(Here::Account).while_signing_in(),
            form: Form::sample(CardEntryPath::sample(), BUTTON).with(fields(fault)),
            is_usable,
            sign_in: SignInPath,
        };
        let long = CardSignInRefusal::TooMany { retry_after: 900 }.to_string();
        vec![
            ("usual", page(true, None)),
            ("empty", page(true, Some(MISSING))),
            ("stopped", page(false, None)),
            ("longest", page(true, Some(&long))),
        ]
    }
}

async fn asked(
    site: &Site,
    visitor: &Visitor,
    path: &CardEntryPath,
    fault: Option<&str>,
) -> Result<Response, PageFault> {
    let shell = Shell::of(site, visitor, Here::Account).await?;
    Ok(shown(&CardEntryPage {
        shell: shell.while_signing_in(),
        form: Form::new(site, path, BUTTON).with(fields(fault)),
        is_usable: true,
        sign_in: SignInPath,
    }))
}

/// Answers for a card that opens nothing.
async fn unusable(
    site: &Site,
    visitor: &Visitor,
    path: &CardEntryPath,
) -> Result<Response, PageFault> {
    let shell = Shell::of(site, visitor, Here::Account).await?;
    let page = shown(&CardEntryPage {
        shell: shell.while_signing_in(),
        form: Form::new(site, path, BUTTON),
        is_usable: false,
        sign_in: SignInPath,
    });
    Ok(instead(page, StatusCode::NOT_FOUND))
}

pub(crate) async fn show(
    path: CardEntryPath,
    State(site): State<Site>,
    visitor: Visitor,
) -> Result<Response, PageFault> {
    if site.app.has_card(&path.code).await? {
        asked(&site, &visitor, &path, None).await
    } else {
        unusable(&site, &visitor, &path).await
    }
}

pub(crate) async fn enter(
    path: CardEntryPath,
    State(site): State<Site>,
    visitor: Visitor,
    CallingDevice(device): CallingDevice,
    headers: HeaderMap,
    sent: Sent,
) -> Result<Response, PageFault> {
    if !site.address.is_safe_for_passwords(&headers) {
        return sent_openly(&site, &visitor).await;
    }
    let pin = sent.text("pin");
    if pin.is_empty() && site.app.has_card(&path.code).await? {
        return Ok(asked_again(
            asked(&site, &visitor, &path, Some(MISSING)).await?,
        ));
    }
    let refusal = match site.app.sign_in_by_card(&path.code, pin, &device).await? {
        Ok(signed_in) => {
            return session::begun_instead(&site, &visitor, &signed_in, None).await;
        }
        Err(refusal) => refusal,
    };
    if refusal == CardSignInRefusal::NoCard {
        return unusable(&site, &visitor, &path).await;
    }
    let page = asked(&site, &visitor, &path, Some(&refusal.to_string())).await?;
    Ok(match refusal {
        CardSignInRefusal::TooMany { retry_after } => asked_later(page, retry_after),
        _ => asked_again(page),
    })
}
