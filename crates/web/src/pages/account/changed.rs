//! What is said to whoever sends the form for another password or address a second time: it is changed, and
//! how to go on. The first press gave the session another secret, so that the second may come under one that
//! opens nothing any more.

use askama::Template;
use axum::response::Response;
use renkei_app::people::{OwnRefusal, PasswordRefusal, SessionSecret};
use renkei_domain::record::Purpose;

use crate::Site;
use crate::error::PageFault;
use crate::form::Sent;
use crate::pages::{Here, Samples, Shell, shown};
use crate::paths::{AccountPath, AddressPath, PasswordPath, SignInPath};
use crate::session::Visitor;

/// The page.
#[derive(Debug, Template)]
#[template(path = "changed.html")]
pub struct ChangedPage {
    shell: Shell,
    title: &'static str,
    words: String,
    /// The account, for whoever is still signed in.
    account: Option<AccountPath>,
    sign_in: SignInPath,
}

/// What the form changes.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Changed {
    /// The password.
    Password,
    /// The address by which one signs in.
    Address,
}

impl Changed {
    /// What a form that is sent to an address changes, where it is one of these.
    fn at(address: &str) -> Option<Self> {
        if address == PasswordPath.to_string() {
            Some(Self::Password)
        } else if address == AddressPath.to_string() {
            Some(Self::Address)
        } else {
            None
        }
    }

    const fn purpose(self) -> Purpose {
        match self {
            Self::Password => Purpose::ChangePassword,
            Self::Address => Purpose::ChangeAddress,
        }
    }

    const fn title(self) -> &'static str {
        match self {
            Self::Password => "パスワードは変わっています",
            Self::Address => "メールアドレスは変わっています",
        }
    }

    fn words(self) -> String {
        match self {
            Self::Password => PasswordRefusal::ChangedBefore.to_string(),
            Self::Address => OwnRefusal::ChangedBefore.to_string(),
        }
    }
}

/// Says that it is changed.
pub(crate) async fn told(
    site: &Site,
    visitor: &Visitor,
    what: Changed,
) -> Result<Response, PageFault> {
    let shell = Shell::of(site, visitor, Here::Account).await?;
    Ok(shown(&ChangedPage {
        shell: shell.while_signing_in(),
        title: what.title(),
        words: what.words(),
        account: visitor.session().map(|_| AccountPath),
        sign_in: SignInPath,
    }))
}

/// The answer to a form of these that comes under a secret which opens nothing any more, where the same form
/// did its work before under that secret.
pub(crate) async fn answered_before(
    site: &Site,
    visitor: &Visitor,
    (address, sent): (&str, &Sent),
    secret: &SessionSecret,
) -> Result<Option<Response>, PageFault> {
    let Some(what) = Changed::at(address) else {
        return Ok(None);
    };
    let key = sent.key();
    let was_done = site
        .app
        .was_done_under(secret, what.purpose(), key.as_ref());
    if was_done.await? {
        told(site, visitor, what).await.map(Some)
    } else {
        Ok(None)
    }
}

impl Samples for ChangedPage {
    fn samples() -> Vec<(&'static str, Self)> {
        let page = |shell: Shell, what: Changed, account: Option<AccountPath>| Self {
            shell,
            title: what.title(),
            words: what.words(),
            account,
            sign_in: SignInPath,
        };
        let nobody = Shell::sample(Here::Account).while_signing_in();
        vec![
            ("usual", page(nobody, Changed::Password, None)),
            (
                "empty",
                page(
                    Shell::sample_of("高槻 はるか"),
                    Changed::Password,
                    Some(AccountPath),
                ),
            ),
            (
                "longest",
                page(
                    Shell::sample_of(&"とても長い名前".repeat(14)),
                    Changed::Address,
                    Some(AccountPath),
                ),
            ),
        ]
    }
}
