//! Another name, and another address to sign in by. The address is changed by whoever has shown the password
//! a moment ago.

use askama::Template;
use axum::extract::State;
use axum::response::{IntoResponse as _, Redirect, Response};
use renkei_app::people::OwnRefusal;
use renkei_domain::access::rule::Decision;
use renkei_domain::people::MailAddress;

use super::changed::{Changed, told};
use crate::Site;
use crate::error::PageFault;
use crate::form::{Field, Form, Sent, line};
use crate::gate::{asked_again, asked_later, drafted, forget, keep_draft, refused};
use crate::pages::{Here, Samples, Shell, shown};
use crate::paths::{AccountPath, AddressPath, NamePath};
use crate::session::{self, Session, Visitor};

/// The page.
#[derive(Debug, Template)]
#[template(path = "own.html")]
pub struct OwnPage {
    shell: Shell,
    account: AccountPath,
    title: &'static str,
    lead: &'static str,
    form: Form,
}

/// Which of the two is changed.
#[derive(Debug, Clone, Copy)]
enum What {
    Name,
    Address,
}

impl What {
    const fn title(self) -> &'static str {
        match self {
            Self::Name => "名前を変える",
            Self::Address => "メールアドレスを変える",
        }
    }

    const fn lead(self) -> &'static str {
        match self {
            Self::Name => "これまでの記録も、新しい名前で出ます。",
            Self::Address => {
                "次のログインから、新しいアドレスを使います。ほかの機器では ログアウトになります。これまでの所属と記録は そのままです。"
            }
        }
    }

    fn path(self) -> String {
        match self {
            Self::Name => NamePath.to_string(),
            Self::Address => AddressPath.to_string(),
        }
    }

    fn field(self, value: &str, wrong: Option<&str>) -> Field {
        let field = match self {
            Self::Name => Field::sentence("name", "お名前", value).filled_by("name"),
            Self::Address => Field::mail("mail", "新しいメールアドレス", value),
        };
        field.wrong(wrong)
    }
}

async fn asked(
    site: &Site,
    visitor: &Visitor,
    what: What,
    value: &str,
    wrong: Option<&str>,
) -> Result<Response, PageFault> {
    Ok(shown(&OwnPage {
        shell: Shell::of(site, visitor, Here::Account).await?,
        account: AccountPath,
        title: what.title(),
        lead: what.lead(),
        form: Form::new(site, what.path(), what.title()).with([what.field(value, wrong)]),
    }))
}

pub(crate) async fn show_name(
    _: NamePath,
    State(site): State<Site>,
    visitor: Visitor,
    session: Session,
) -> Result<Response, PageFault> {
    let draft = drafted(&site, &visitor).await?;
    let known = session.view.account.name.as_str();
    let name = draft.as_ref().map_or(known, |draft| draft.text("name"));
    asked(&site, &visitor, What::Name, name, None).await
}

pub(crate) async fn show_address(
    _: AddressPath,
    State(site): State<Site>,
    visitor: Visitor,
) -> Result<Response, PageFault> {
    let draft = drafted(&site, &visitor).await?;
    let mail = draft.as_ref().map_or("", |draft| draft.text("mail"));
    asked(&site, &visitor, What::Address, mail, None).await
}

pub(crate) async fn change_name(
    _: NamePath,
    State(site): State<Site>,
    visitor: Visitor,
    session: Session,
    sent: Sent,
) -> Result<Response, PageFault> {
    let typed = sent.text("name");
    let name = match line(typed, "お名前を入れてください。") {
        Ok(name) => name,
        Err(words) => {
            let page = asked(&site, &visitor, What::Name, typed, Some(&words)).await?;
            return Ok(asked_again(page));
        }
    };
    match site.app.change_name(&session.secret, name).await? {
        Ok(()) => {
            forget(&site, &visitor).await?;
            Ok(Redirect::to(&AccountPath.to_string()).into_response())
        }
        Err(refusal) => not_changed(&site, &visitor, &session, What::Name, &sent, refusal).await,
    }
}

pub(crate) async fn change_address(
    _: AddressPath,
    State(site): State<Site>,
    visitor: Visitor,
    session: Session,
    sent: Sent,
) -> Result<Response, PageFault> {
    let typed = sent.text("mail");
    let mail = match MailAddress::parse(typed) {
        Ok(mail) => mail,
        Err(fault) => {
            let words = fault.to_string();
            let page = asked(&site, &visitor, What::Address, typed, Some(&words)).await?;
            return Ok(asked_again(page));
        }
    };
    let changed = site
        .app
        .change_address(&session.secret, mail, sent.key())
        .await?;
    match changed {
        Ok(signed_in) => {
            forget(&site, &visitor).await?;
            let to = Redirect::to(&AccountPath.to_string()).into_response();
            Ok(session::kept(&signed_in, to))
        }
        Err(refusal) => not_changed(&site, &visitor, &session, What::Address, &sent, refusal).await,
    }
}

async fn not_changed(
    site: &Site,
    visitor: &Visitor,
    session: &Session,
    what: What,
    sent: &Sent,
    refusal: OwnRefusal,
) -> Result<Response, PageFault> {
    let words = refusal.to_string();
    match refusal {
        OwnRefusal::SignInFirst => Ok(refused(Decision::SignInFirst, visitor)),
        OwnRefusal::ConfirmAgain => {
            if let Some(page) = visitor.address() {
                keep_draft(site, &session.secret, page, sent).await;
            }
            Ok(refused(Decision::ConfirmAgain, visitor))
        }
        OwnRefusal::ChangedBefore => told(site, visitor, Changed::Address).await,
        OwnRefusal::MailTaken => {
            let page = asked(site, visitor, what, sent.text("mail"), Some(&words)).await?;
            Ok(asked_again(page))
        }
        OwnRefusal::TooMany { retry_after } => {
            let page = asked(site, visitor, what, sent.text("mail"), Some(&words)).await?;
            Ok(asked_later(page, retry_after))
        }
    }
}

impl Samples for OwnPage {
    fn samples() -> Vec<(&'static str, Self)> {
        let page = |what: What, value: &str, wrong: Option<&str>| Self {
            shell: Shell::sample_of("高槻 はるか"),
            account: AccountPath,
            title: what.title(),
            lead: what.lead(),
            form: Form::sample(what.path(), what.title()).with([what.field(value, wrong)]),
        };
        let long = "とても長い名前".repeat(14);
        vec![
            ("usual", page(What::Name, "高槻 はるか", None)),
            ("address", page(What::Address, "", None)),
            (
                "empty",
                page(What::Name, "", Some("お名前を入れてください。")),
            ),
            (
                "longest",
                page(
                    What::Address,
                    &format!("{}@example.jp", "a".repeat(240)),
                    Some(&long),
                ),
            ),
        ]
    }
}
