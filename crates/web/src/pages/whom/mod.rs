//! Reading who a conference is about, without an account: by the link of a mail and the number that was told on the phone.
//! Opening the link changes nothing, and shows the same whether there is such a link or not. The page tells the name and
//! whom to ask, and is kept nowhere.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use renkei_app::conference::call::about_open::{AboutCard, AboutRefusal};

use super::{Here, Shell, shown};
use crate::Site;
use crate::device::CallingDevice;
use crate::error::PageFault;
use crate::form::{Field, Form, Sent};
use crate::gate::{asked_again, asked_later};
use crate::paths::{WhomPath, WhomsPath};
use crate::session::Visitor;

mod samples;

/// The page.
#[derive(Debug, Template)]
#[template(path = "whom.html")]
pub struct WhomPage {
    shell: Shell,
    /// What is asked for, before anything is told.
    form: Option<Form>,
    told: Option<AboutCard>,
}

const BUTTON: &str = "読む";
const NO_NUMBER: &str = "電話で聞いた番号を入れてください。";
const NO_LINK: &str = "メールにあるリンクの番号を入れてください。";

/// What is wrong with each field.
#[derive(Debug, Clone, Default)]
struct Wrong {
    link: Option<String>,
    number: Option<String>,
}

/// The fields: the number, and the code of the link where it does not stand in the address.
fn fields(has_link: bool, wrong: &Wrong) -> Vec<Field> {
    let link = (!has_link).then(|| {
        Field::code("link", "リンクの番号")
            .hinted("メールにある、4文字ずつ4つの番号です。例: ABCD-EFGH-JKMN-PQRS")
            .filled_by("off")
            .wrong(wrong.link.as_deref())
    });
    let number = Field::code("code", "電話で聞いた番号")
        .hinted(
            "4文字ずつ2つの番号です。例: ABCD-EFGH。小文字でも、区切りがなくても かまいません。",
        )
        .filled_by("off")
        .wrong(wrong.number.as_deref());
    link.into_iter().chain([number]).collect()
}

/// Where a link is opened: by the code in the address, or typed.
enum Place {
    Linked(WhomPath),
    Typed,
}

impl Place {
    fn form(&self, site: &Site, wrong: &Wrong) -> Form {
        match self {
            Self::Linked(path) => Form::new(site, path, BUTTON).with(fields(true, wrong)),
            Self::Typed => Form::new(site, WhomsPath, BUTTON).with(fields(false, wrong)),
        }
    }
}

async fn asked(
    site: &Site,
    visitor: &Visitor,
    place: &Place,
    wrong: &Wrong,
) -> Result<Response, PageFault> {
    let shell = Shell::of(site, visitor, Here::Account).await?;
    Ok(shown(&WhomPage {
        shell: shell.while_signing_in(),
        form: Some(place.form(site, wrong)),
        told: None,
    }))
}

/// Opens a link, or asks for the number again.
async fn opened(
    site: &Site,
    visitor: &Visitor,
    (place, CallingDevice(device)): (Place, CallingDevice),
    sent: &Sent,
) -> Result<Response, PageFault> {
    let (link, number) = match &place {
        Place::Linked(path) => (path.code.as_str(), sent.text("code")),
        Place::Typed => (sent.text("link"), sent.text("code")),
    };
    if link.is_empty() || number.is_empty() {
        let wrong = Wrong {
            link: link.is_empty().then(|| NO_LINK.to_owned()),
            number: number.is_empty().then(|| NO_NUMBER.to_owned()),
        };
        return Ok(asked_again(asked(site, visitor, &place, &wrong).await?));
    }
    let card = site
        .app
        .open_about_link_from(device.address, link, number)
        .await?;
    let refusal = match card {
        Ok(card) => {
            let shell = Shell::of(site, visitor, Here::Account).await?;
            return Ok(shown(&WhomPage {
                shell: shell.while_signing_in(),
                form: None,
                told: Some(card),
            }));
        }
        Err(refusal) => refusal,
    };
    let wrong = Wrong {
        link: None,
        number: Some(refusal.to_string()),
    };
    let page = asked(site, visitor, &place, &wrong).await?;
    Ok(match refusal {
        AboutRefusal::Unopened => asked_again(page),
        AboutRefusal::TooMany { retry_after } => asked_later(page, retry_after),
    })
}

pub(crate) async fn enter(
    _: WhomsPath,
    State(site): State<Site>,
    visitor: Visitor,
) -> Result<Response, PageFault> {
    asked(&site, &visitor, &Place::Typed, &Wrong::default()).await
}

pub(crate) async fn open_typed(
    _: WhomsPath,
    State(site): State<Site>,
    visitor: Visitor,
    device: CallingDevice,
    sent: Sent,
) -> Result<Response, PageFault> {
    opened(&site, &visitor, (Place::Typed, device), &sent).await
}

pub(crate) async fn show(
    path: WhomPath,
    State(site): State<Site>,
    visitor: Visitor,
) -> Result<Response, PageFault> {
    let place = Place::Linked(path);
    asked(&site, &visitor, &place, &Wrong::default()).await
}

pub(crate) async fn open(
    path: WhomPath,
    State(site): State<Site>,
    visitor: Visitor,
    device: CallingDevice,
    sent: Sent,
) -> Result<Response, PageFault> {
    opened(&site, &visitor, (Place::Linked(path), device), &sent).await
}
