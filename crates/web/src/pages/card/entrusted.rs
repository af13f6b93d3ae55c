//! Making somebody's card anew, as they asked for. The person sits beside, and types a new PIN themselves
//! where there is to be one: whoever makes the card need not know it.

use std::str::FromStr as _;

use askama::Template;
use axum::extract::State;
use axum::response::{IntoResponse as _, Redirect, Response};
use renkei_app::people::{CardRefusal, EntrustedView};
use renkei_domain::ids::AccountId;

use super::{Made, Told, samples};
use crate::Site;
use crate::error::PageFault;
use crate::form::{Field, Form, Sent};
use crate::gate::{asked_again, refused, refused_on};
use crate::next::Next;
use crate::pages::letters::writer;
use crate::pages::{Here, Samples, Shell, shown};
use crate::paths::{AccountPath, EntrustedCardPath, StopEntrustedCardPath};
use crate::session::Visitor;

/// The page.
#[derive(Debug, Template)]
#[template(path = "card_entrusted.html")]
pub struct EntrustedPage {
    shell: Shell,
    account: AccountPath,
    /// Whose card it is.
    name: String,
    form: Form,
    /// The card that was just made, which is shown once.
    made: Option<Made>,
    /// What is said where the form was sent before.
    before: Option<String>,
    has_card: bool,
    has_pin: bool,
    stop: StopEntrustedCardPath,
}

const BUTTON: &str = "カードを作りなおす";

fn fields(fault: Option<&str>) -> [Field; 1] {
    [Field::digits("pin", "新しい暗証番号（変えるときだけ）")
        .hinted("4けたから6けたの数字。ご本人が自分で打ちます。見ないでください。前の番号のままなら、空けておきます。")
        .unseen()
        .wrong(fault)]
}

impl Samples for EntrustedPage {
    fn samples() -> Vec<(&'static str, Self)> {
        let path = EntrustedCardPath::of(AccountId::from_uuid(Default::default()));
        let page = |name: &str, has_card, fault: Option<&str>, made: Option<Made>| Self {
            shell: Shell::sample_of("島本 そら"),
            account: AccountPath,
            name: name.to_owned(),
            form: Form::sample(&path, BUTTON).with(fields(fault)),
            made,
            before: None,
            has_card,
            has_pin: has_card,
            stop: StopEntrustedCardPath {
                account: path.account.clone(),
            },
        };
        let none = CardRefusal::NoPinYet.to_string();
        vec![
            ("usual", page("吉田 結", true, None, None)),
            ("made", page("吉田 結", true, None, Some(samples::made()))),
            (
                "made_before",
                Self {
                    before: Some(CardRefusal::MadeBefore.to_string()),
                    ..page("吉田 結", true, None, None)
                },
            ),
            ("empty", page("吉田 結", false, Some(&none), None)),
            (
                "longest",
                page(&"とても長い名前".repeat(14), true, Some(&none), None),
            ),
        ]
    }
}

fn account_of(path: &str) -> Result<AccountId, PageFault> {
    AccountId::from_str(path).map_err(|_| PageFault::NotFound)
}

async fn asked(
    site: &Site,
    visitor: &Visitor,
    owner: AccountId,
    told: Told,
) -> Result<Response, PageFault> {
    let entrusted = site.app.entrusted_card(visitor.principal(), owner);
    let EntrustedView {
        name,
        has_card,
        has_pin,
        ..
    } = entrusted.await?.ok_or(PageFault::NotFound)?;
    let path = EntrustedCardPath::of(owner);
    Ok(shown(&EntrustedPage {
        shell: Shell::of(site, visitor, Here::Account).await?,
        account: AccountPath,
        name: name.to_string(),
        form: Form::new(site, &path, BUTTON).with(fields(told.fault())),
        made: told.made(),
        before: told.before(),
        has_card,
        has_pin,
        stop: StopEntrustedCardPath {
            account: path.account,
        },
    }))
}

pub(crate) async fn show(
    path: EntrustedCardPath,
    State(site): State<Site>,
    visitor: Visitor,
) -> Result<Response, PageFault> {
    let owner = account_of(&path.account)?;
    asked(&site, &visitor, owner, Told::Nothing).await
}

pub(crate) async fn reissue(
    path: EntrustedCardPath,
    State(site): State<Site>,
    visitor: Visitor,
    sent: Sent,
) -> Result<Response, PageFault> {
    let owner = account_of(&path.account)?;
    let pin = Some(sent.text("pin")).filter(|pin| !pin.is_empty());
    let writer = writer(&visitor, &sent);
    let reissued = site.app.reissue_card(&writer, owner, pin);
    let refusal = match reissued.await? {
        Ok(made) => return asked(&site, &visitor, owner, Told::Made(made)).await,
        Err(refusal) => refusal,
    };
    match refusal {
        CardRefusal::NotAllowed(decision) => Ok(refused(decision, &visitor)),
        CardRefusal::NotFound => Err(PageFault::NotFound),
        made @ CardRefusal::MadeBefore => {
            let before = Told::Before(made.to_string());
            asked(&site, &visitor, owner, before).await
        }
        told => {
            let page = asked(&site, &visitor, owner, Told::Wrong(told.to_string())).await?;
            Ok(asked_again(page))
        }
    }
}

pub(crate) async fn stop(
    path: StopEntrustedCardPath,
    State(site): State<Site>,
    visitor: Visitor,
) -> Result<Response, PageFault> {
    let owner = account_of(&path.account)?;
    let page = EntrustedCardPath::of(owner).to_string();
    let stopped = site.app.stop_entrusted_card(visitor.principal(), owner);
    match stopped.await? {
        Ok(()) | Err(CardRefusal::NotFound) => Ok(Redirect::to(&page).into_response()),
        Err(CardRefusal::NotAllowed(decision)) => {
            Ok(refused_on(decision, Next::read(&page).as_ref()))
        }
        Err(_) => Err(PageFault::NotFound),
    }
}
