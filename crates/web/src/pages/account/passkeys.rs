//! One's own passkeys on the account page, and taking one away.

use std::str::FromStr as _;

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::{IntoResponse as _, Redirect, Response};
use renkei_app::people::{PasskeyRefusal, PasskeyView};
use renkei_domain::ids::PasskeyId;
use renkei_domain::time::japanese_date;

use crate::Site;
use crate::error::PageFault;
use crate::form::Sent;
use crate::gate::asked_again;
use crate::next::Next;
use crate::paths::{AccountPath, ConfirmPath, RemovePasskeyPath, SecondFactorPath};
use crate::session::{Session, Visitor};

/// The passkeys of an account.
#[derive(Debug)]
pub(super) struct Passkeys {
    /// The passkeys, the oldest first.
    pub(super) lines: Vec<PasskeyLine>,
    /// Where one is taken away.
    pub(super) remove: RemovePasskeyPath,
    /// Why one was not taken away.
    pub(super) fault: Option<String>,
}

/// A passkey.
#[derive(Debug)]
pub(super) struct PasskeyLine {
    pub(super) id: PasskeyId,
    pub(super) name: String,
    pub(super) made: String,
    pub(super) used: String,
    /// The address at which it opens, where that is another.
    pub(super) elsewhere: Option<String>,
}

impl Passkeys {
    pub(super) async fn of(
        site: &Site,
        visitor: &Visitor,
        headers: &HeaderMap,
        refusal: Option<PasskeyRefusal>,
    ) -> Result<Self, PageFault> {
        let place = site.address.passkey_place(headers);
        let here = place.as_ref().map(|place| place.rp_id());
        let known = site.app.passkeys(visitor.principal()).await?;
        Ok(Self {
            lines: known.iter().map(|view| line(view, here)).collect(),
            remove: RemovePasskeyPath,
            fault: refusal.map(|refusal| refusal.to_string()),
        })
    }
}

fn line(view: &PasskeyView, here: Option<&str>) -> PasskeyLine {
    let used = view.used_at.map(|at| japanese_date(at.in_japan().date));
    PasskeyLine {
        id: view.id,
        name: view.name.to_string(),
        made: japanese_date(view.made_at.in_japan().date),
        used: used.unwrap_or_else(|| "まだ".to_owned()),
        elsewhere: (here != Some(view.rp_id.as_str())).then(|| view.rp_id.clone()),
    }
}

pub(crate) async fn remove(
    _: RemovePasskeyPath,
    State(site): State<Site>,
    visitor: Visitor,
    session: Session,
    headers: HeaderMap,
    sent: Sent,
) -> Result<Response, PageFault> {
    let id = PasskeyId::from_str(sent.text("passkey")).map_err(|_| PageFault::NotFound)?;
    let place = site.address.passkey_place(&headers);
    let removed = site
        .app
        .remove_passkey(&session.secret, place.as_ref(), id)
        .await?;
    let back = AccountPath.to_string();
    let first = |page: String| Next::behind(&page, Next::read(&back).as_ref());
    let to = match removed {
        Ok(()) => back.clone(),
        Err(PasskeyRefusal::ConfirmAgain) => first(ConfirmPath.to_string()),
        Err(PasskeyRefusal::SignInFirst) => first(SecondFactorPath.to_string()),
        Err(refusal @ PasskeyRefusal::LastFactor) => {
            let passkeys = Passkeys::of(&site, &visitor, &headers, Some(refusal)).await?;
            return Ok(asked_again(
                super::page(&site, &visitor, &session, passkeys).await?,
            ));
        }
        Err(_) => return Err(PageFault::NotFound),
    };
    Ok(Redirect::to(&to).into_response())
}
