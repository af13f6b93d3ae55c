//! Naming who may make one's card anew. Nobody may who was not named here, whoever they are.

use askama::Template;
use axum::extract::State;
use axum::response::{IntoResponse as _, Redirect, Response};
use renkei_app::people::CardRefusal;

use super::own_card;
use crate::Site;
use crate::error::PageFault;
use crate::form::{Field, Form, Sent};
use crate::gate::{asked_again, asked_later, drafted, forget, keep_draft, refused, refused_on};
use crate::next::Next;
use crate::pages::{Here, Samples, Shell, shown};
use crate::paths::{AccountPath, CardPath, EndKeeperPath, KeeperPath};
use crate::session::{Session, Visitor};

/// The page.
#[derive(Debug, Template)]
#[template(path = "card_keeper.html")]
pub struct KeeperPage {
    shell: Shell,
    account: AccountPath,
    card: CardPath,
    form: Form,
    /// Who was named.
    named: Option<String>,
    end: EndKeeperPath,
}

const BUTTON: &str = "この人に頼む";

fn fields(mail: &str, fault: Option<&str>) -> [Field; 1] {
    [Field::mail("mail", "頼む人のメールアドレス", mail)
        .hinted("その人が renkei に入るときのアドレス。その人に聞いてください。")
        .filled_by("off")
        .wrong(fault)]
}

impl Samples for KeeperPage {
    fn samples() -> Vec<(&'static str, Self)> {
        let page = |named: Option<&str>, mail: &str, fault: Option<&str>| Self {
            shell: Shell::sample_of("吉田 結"),
            account: AccountPath,
            card: CardPath,
            form: Form::sample(KeeperPath, BUTTON).with(fields(mail, fault)),
            named: named.map(str::to_owned),
            end: EndKeeperPath,
        };
        let long = "とても長い名前".repeat(14);
        let mail = format!("{}@example.jp", "a".repeat(240));
        let unknown = CardRefusal::NoSuchKeeper.to_string();
        vec![
            ("usual", page(Some("島本 そら"), "", None)),
            (
                "empty",
                page(None, "", Some("メールアドレスを入れてください。")),
            ),
            ("longest", page(Some(&long), &mail, Some(&unknown))),
        ]
    }
}

async fn asked(
    site: &Site,
    visitor: &Visitor,
    mail: &str,
    fault: Option<&str>,
) -> Result<Response, PageFault> {
    if own_card(visitor).is_none() {
        return Err(PageFault::NotFound);
    }
    let cards = site.app.cards(visitor.principal()).await?;
    Ok(shown(&KeeperPage {
        shell: Shell::of(site, visitor, Here::Account).await?,
        account: AccountPath,
        card: CardPath,
        form: Form::new(site, KeeperPath, BUTTON).with(fields(mail, fault)),
        named: cards.keeper.map(|name| name.to_string()),
        end: EndKeeperPath,
    }))
}

pub(crate) async fn show(
    _: KeeperPath,
    State(site): State<Site>,
    visitor: Visitor,
) -> Result<Response, PageFault> {
    let kept = drafted(&site, &visitor).await?;
    let mail = kept.as_ref().map_or("", |kept| kept.text("mail"));
    asked(&site, &visitor, mail, None).await
}

pub(crate) async fn name(
    _: KeeperPath,
    State(site): State<Site>,
    visitor: Visitor,
    session: Session,
    sent: Sent,
) -> Result<Response, PageFault> {
    let mail = sent.text("mail");
    let mut wait = None;
    let fault = if mail.is_empty() {
        "メールアドレスを入れてください。".to_owned()
    } else {
        match site.app.entrust_card(visitor.principal(), mail).await? {
            Ok(()) => {
                forget(&site, &visitor).await?;
                return Ok(Redirect::to(&CardPath.to_string()).into_response());
            }
            Err(CardRefusal::NotAllowed(decision)) => {
                if let Some(page) = visitor.address() {
                    keep_draft(&site, &session.secret, page, &sent).await;
                }
                return Ok(refused(decision, &visitor));
            }
            Err(CardRefusal::NotFound) => return Err(PageFault::NotFound),
            Err(refusal) => {
                if let CardRefusal::TooMany { retry_after } = refusal {
                    wait = Some(retry_after);
                }
                refusal.to_string()
            }
        }
    };
    let page = asked(&site, &visitor, mail, Some(&fault)).await?;
    Ok(match wait {
        Some(seconds) => asked_later(page, seconds),
        None => asked_again(page),
    })
}

pub(crate) async fn end(
    _: EndKeeperPath,
    State(site): State<Site>,
    visitor: Visitor,
) -> Result<Response, PageFault> {
    let page = CardPath.to_string();
    match site.app.withdraw_card(visitor.principal()).await? {
        Ok(()) => Ok(Redirect::to(&page).into_response()),
        Err(CardRefusal::NotAllowed(decision)) => {
            Ok(refused_on(decision, Next::read(&page).as_ref()))
        }
        Err(_) => Err(PageFault::NotFound),
    }
}
