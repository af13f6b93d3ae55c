//! The session behind the cookie: who opens a page, and how a session begins and ends in the browser.
//!
//! [`Visitor`] is what pages take; it asks the application once a request, and not at all where no cookie
//! came. What somebody may do follows from its principal, in `renkei-domain` and nowhere here.

use std::sync::Arc;

use axum::extract::{FromRequestParts, MatchedPath};
use axum::http::header::{COOKIE, SET_COOKIE};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, Method};
use axum::response::{IntoResponse as _, Redirect, Response};
use axum_extra::routing::TypedPath;
use renkei_app::directory::read::Viewer;
use renkei_app::people::{SessionSecret, SignedIn, SignedInView};
use renkei_domain::access::action::Action;
use renkei_domain::access::object::Object;
use renkei_domain::access::principal::Principal;
use renkei_domain::people::{Needs, Standing};

use crate::Site;
use crate::error::PageFault;
use crate::gate::is_open_to;
use crate::next::Next;
use crate::paths::{
    DecideCopyPath, EntrancePath, InquiryStepPath, MapShareLookPath, MyPath, ObservationStepPath,
    SecondFactorPath, SetUpPath, SettleExceptionPath, TodayPath,
};
use crate::routes::{Route, TABLE};

/// The name of the cookie. Browsers keep one of this name only where it came by https, or from this
/// machine itself, for this host alone and for all of its paths (RFC 6265bis, section 4.1.3.2).
const NAME: &str = "__Host-renkei";

/// Whoever opens a page.
#[derive(Debug, Clone)]
pub(crate) struct Visitor {
    principal: Principal,
    session: Option<Session>,
    address: Option<Next>,
}

/// A session that holds.
#[derive(Debug, Clone)]
pub(crate) struct Session {
    /// What the cookie holds.
    pub(crate) secret: SessionSecret,
    /// Whose it is.
    pub(crate) view: Arc<SignedInView>,
}

impl Visitor {
    /// What decides about rights.
    pub(crate) const fn principal(&self) -> &Principal {
        &self.principal
    }

    /// Whose eyes read the directory.
    pub(crate) fn viewer(&self) -> Viewer {
        Viewer::of(&self.principal)
    }

    /// The session, complete or not.
    pub(crate) const fn session(&self) -> Option<&Session> {
        self.session.as_ref()
    }

    /// What is still missing before the session is complete; `None` without a session.
    pub(crate) fn needs(&self) -> Option<Needs> {
        self.session.as_ref().map(|session| session.view.needs)
    }

    /// The address of the page, to come back to. A form that is sent to the address of a page belongs to
    /// that page; of those that are sent elsewhere, some are known to belong to one.
    pub(crate) const fn address(&self) -> Option<&Next> {
        self.address.as_ref()
    }
}

impl FromRequestParts<Site> for Visitor {
    type Rejection = PageFault;

    async fn from_request_parts(parts: &mut Parts, site: &Site) -> Result<Self, PageFault> {
        if let Some(known) = parts.extensions.get::<Self>() {
            return Ok(known.clone());
        }
        let session = match secret(&parts.headers) {
            Some(secret) => site.app.whoever(&secret).await?.map(|view| Session {
                secret,
                view: Arc::new(view),
            }),
            None => None,
        };
        let principal = session
            .as_ref()
            .map_or_else(Principal::anybody, |session| session.view.principal.clone());
        let visitor = Self {
            principal,
            session,
            address: page_of(parts),
        };
        parts.extensions.insert(visitor.clone());
        Ok(visitor)
    }
}

/// Addresses without a page to which something written or chosen at length is sent, and what stands there behind the
/// address of the page that shows the form. What was written is kept for that page.
const BEHIND_A_PAGE: [(&str, &str); 5] = [
    (<ObservationStepPath as TypedPath>::PATH, "/step"),
    (<SettleExceptionPath as TypedPath>::PATH, "/settle"),
    (<DecideCopyPath as TypedPath>::PATH, "/decide"),
    (<MapShareLookPath as TypedPath>::PATH, "/look"),
    (<InquiryStepPath as TypedPath>::PATH, "/step"),
];

fn page_of(parts: &Parts) -> Option<Next> {
    let pattern = parts.extensions.get::<MatchedPath>()?.as_str();
    let is_page = |route: &Route| route.pattern == pattern && route.method == Method::GET;
    if TABLE.iter().any(is_page) {
        return Next::of(&parts.uri);
    }
    let (_, behind) = BEHIND_A_PAGE
        .iter()
        .find(|(sent_to, _)| *sent_to == pattern)?;
    Next::read(parts.uri.path().strip_suffix(*behind)?)
}

impl FromRequestParts<Site> for Session {
    type Rejection = PageFault;

    /// For handlers behind the gate, which lets nobody through who has no session.
    async fn from_request_parts(parts: &mut Parts, site: &Site) -> Result<Self, PageFault> {
        let visitor = Visitor::from_request_parts(parts, site).await?;
        visitor.session.ok_or(PageFault::NotFound)
    }
}

/// The secret that a request carries, whether its session still holds or not.
pub(crate) fn secret(headers: &HeaderMap) -> Option<SessionSecret> {
    let cookies = headers.get_all(COOKIE).into_iter();
    let mut cookies = cookies
        .filter_map(|cookies| cookies.to_str().ok())
        .flat_map(|cookies| cookies.split(';'))
        .filter_map(|cookie| cookie.trim().split_once('='));
    let (_, value) = cookies.find(|(name, _)| *name == NAME)?;
    SessionSecret::read(value)
}

/// Where somebody begins who did not mean to go anywhere: with what they have to do today, with what is theirs, or
/// with the directory.
fn first_page(principal: &Principal) -> String {
    if is_open_to(principal, Action::PlanCalls, &Object::Installation) {
        TodayPath.to_string()
    } else if principal.standings.contains(&Standing::Person) {
        MyPath.to_string()
    } else {
        EntrancePath.to_string()
    }
}

/// Gives the browser its session and leads on: to what is still missing, or to where somebody wanted to go.
pub(crate) fn begun(session: &SignedIn, next: Option<&Next>) -> Response {
    let to = match session.needs {
        Needs::Nothing => next.map_or_else(|| first_page(&session.principal), ToString::to_string),
        Needs::SecondFactor => Next::behind(&SecondFactorPath, next),
        Needs::SetUpSecondFactor => Next::behind(&SetUpPath, next),
    };
    kept(session, Redirect::to(&to).into_response())
}

/// The same for a browser that may hold another session: whosever that was, it ends here.
pub(crate) async fn begun_instead(
    site: &Site,
    visitor: &Visitor,
    session: &SignedIn,
    next: Option<&Next>,
) -> Result<Response, PageFault> {
    if let Some(earlier) = visitor.session() {
        site.app.sign_out(&earlier.secret).await?;
    }
    Ok(begun(session, next))
}

/// Gives the browser its session beside an answer.
pub(crate) fn kept(session: &SignedIn, mut response: Response) -> Response {
    // Without an age the browser forgets it when it is closed, which suits computers that are shared.
    let cookie = format!(
        "{NAME}={}; Path=/; Secure; HttpOnly; SameSite=Lax",
        session.secret.as_str()
    );
    match HeaderValue::from_str(&cookie) {
        Ok(cookie) => {
            response.headers_mut().append(SET_COOKIE, cookie);
            response
        }
        Err(_) => PageFault::Broken("a session's secret is no cookie".to_owned()).into_response(),
    }
}

/// Takes the session from the browser, with everything it has kept of this site.
pub(crate) fn ended(mut response: Response) -> Response {
    const GONE: &str = "__Host-renkei=; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=0";
    let headers = response.headers_mut();
    headers.append(SET_COOKIE, HeaderValue::from_static(GONE));
    headers.insert(
        "clear-site-data",
        HeaderValue::from_static("\"cache\", \"cookies\""),
    );
    response
}
