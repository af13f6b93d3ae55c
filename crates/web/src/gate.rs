//! Between an address and its handler: who has no session, or one that is not complete, is led to what is
//! missing and from there back. The table of routes says for which addresses.

use axum::extract::{FromRequest as _, FromRequestParts as _, Request, State};
use axum::http::{Method, StatusCode};
use axum::middleware::Next as Onward;
use axum::response::{IntoResponse as _, Redirect, Response};
use renkei_app::people::SessionSecret;
use renkei_domain::access::action::Action;
use renkei_domain::access::object::Object;
use renkei_domain::access::principal::Principal;
use renkei_domain::access::rule::{Decision, decide};
use renkei_domain::people::Needs;

use crate::Site;
use crate::error::PageFault;
use crate::form::Sent;
use crate::next::Next;
use crate::pages::account::changed::answered_before;
use crate::paths::{ConfirmPath, SecondFactorPath, SetUpPath, SignInPath};
use crate::routes::Who;
use crate::session::{self, Visitor};

/// What a gate knows.
#[derive(Debug, Clone)]
pub(crate) struct Gate {
    /// The site.
    pub(crate) site: Site,
    /// Whom it lets through.
    pub(crate) who: Who,
}

/// Lets through or leads to what is missing.
pub(crate) async fn ask(State(gate): State<Gate>, request: Request, onward: Onward) -> Response {
    let (mut parts, body) = request.into_parts();
    let visitor = match Visitor::from_request_parts(&mut parts, &gate.site).await {
        Ok(visitor) => visitor,
        Err(fault) => return fault.into_response(),
    };
    let missing = match (gate.who, visitor.needs()) {
        (Who::Anybody | Who::CodeHolder, _)
        | (Who::SigningIn, Some(_))
        | (Who::SignedIn, Some(Needs::Nothing)) => {
            return onward.run(Request::from_parts(parts, body)).await;
        }
        (Who::SigningIn | Who::SignedIn, None) => SignInPath.to_string(),
        (Who::SignedIn, Some(Needs::SecondFactor)) => SecondFactorPath.to_string(),
        (Who::SignedIn, Some(Needs::SetUpSecondFactor)) => SetUpPath.to_string(),
    };
    let next = visitor.address();
    if parts.method == Method::POST
        && let Some(next) = next
    {
        let request = Request::from_parts(parts, body);
        match answered_or_kept(&gate.site, &visitor, request, next).await {
            Ok(Some(answer)) => return answer,
            Ok(None) => {}
            Err(fault) => return fault.into_response(),
        }
    }
    Redirect::to(&Next::behind(&missing, next)).into_response()
}

/// The answer to a form that has done its work, and with it ended the session by which it comes a second time.
/// Of any other keeps what somebody wrote until they have signed in again, where the session that ended says
/// who it was.
async fn answered_or_kept(
    site: &Site,
    visitor: &Visitor,
    request: Request,
    page: &Next,
) -> Result<Option<Response>, PageFault> {
    let Some(secret) = session::secret(request.headers()) else {
        return Ok(None);
    };
    let address = request.uri().path().to_owned();
    let Ok(sent) = Sent::from_request(request, site).await else {
        return Ok(None);
    };
    let answer = answered_before(site, visitor, (&address, &sent), &secret).await?;
    if answer.is_none() {
        keep_draft(site, &secret, page, &sent).await;
    }
    Ok(answer)
}

/// Keeps what somebody wrote, without passwords, PINs and codes: those are typed again.
pub(crate) async fn keep_draft(site: &Site, secret: &SessionSecret, page: &Next, sent: &Sent) {
    let open = sent.leaving_out(&SECRETS);
    if !open.says_something() {
        return;
    }
    // A draft is a courtesy: who signs in again finds the page in any case.
    if let Err(fault) = site
        .app
        .keep_draft(secret, &page.to_string(), open.body())
        .await
    {
        tracing::warn!(%fault, "a draft could not be kept");
    }
}

/// What somebody wrote on this page before a session ended or had to be confirmed.
pub(crate) async fn drafted(site: &Site, visitor: &Visitor) -> Result<Option<Sent>, PageFault> {
    let Some(page) = visitor.address() else {
        return Ok(None);
    };
    let draft = site
        .app
        .draft(visitor.principal(), &page.to_string())
        .await?;
    Ok(draft.map(|draft| Sent::read(draft.body)))
}

/// Forgets what was kept of this page, since it was sent.
pub(crate) async fn forget(site: &Site, visitor: &Visitor) -> Result<(), PageFault> {
    if let Some(page) = visitor.address() {
        site.app
            .drop_draft(visitor.principal(), &page.to_string())
            .await?;
    }
    Ok(())
}

/// What somebody wrote on this page before, or the form as it is first shown.
pub(crate) async fn drafted_or(
    site: &Site,
    visitor: &Visitor,
    fresh: impl FnOnce() -> Sent,
) -> Result<Sent, PageFault> {
    let kept = drafted(site, visitor).await?;
    Ok(kept.unwrap_or_else(fresh))
}

/// How a form ends that is kept as a draft until it is taken: on the page to which it leads, or with the words for why
/// it was not taken, which stand above it when it is shown again.
pub(crate) async fn ended<T, R>(
    (site, visitor): (&Site, &Visitor),
    done: Result<T, R>,
    leads_to: impl FnOnce(T) -> String,
    words: impl FnOnce(R, &Visitor) -> Result<Result<String, Response>, PageFault>,
) -> Result<Result<Response, String>, PageFault> {
    match done {
        Ok(kept) => {
            forget(site, visitor).await?;
            Ok(Ok(Redirect::to(&leads_to(kept)).into_response()))
        }
        Err(refusal) => Ok(match words(refusal, visitor)? {
            Ok(words) => Err(words),
            Err(answer) => Ok(answer),
        }),
    }
}

/// What was found, for whoever may write it. For others who read it, its forms are not there.
pub(crate) fn writable<T>(
    found: Result<T, Response>,
    may_write: impl FnOnce(&T) -> bool,
) -> Result<Result<T, Response>, PageFault> {
    match found {
        Ok(view) if !may_write(&view) => Err(PageFault::NotFound),
        found => Ok(found),
    }
}

/// The fields that hold secrets.
const SECRETS: [&str; 4] = ["password", "new_password", "code", "pin"];

/// How a page answers what the rule did not allow. Something that is not for these eyes looks like
/// something that is not there.
pub(crate) fn refused(decision: Decision, visitor: &Visitor) -> Response {
    refused_on(decision, visitor.address())
}

/// The same for a form without a page of its own, which names the page to come back to.
pub(crate) fn refused_on(decision: Decision, page: Option<&Next>) -> Response {
    let led = |to: String| Redirect::to(&Next::behind(&to, page)).into_response();
    match decision {
        Decision::SignInFirst => led(SignInPath.to_string()),
        Decision::SecondFactorFirst => led(SecondFactorPath.to_string()),
        Decision::ConfirmAgain => led(ConfirmPath.to_string()),
        Decision::Hidden => PageFault::NotFound.into_response(),
        Decision::Refused | Decision::ScopeMissing(_) => PageFault::NotAllowed.into_response(),
        Decision::Allowed => {
            PageFault::Broken("an allowed act was refused".to_owned()).into_response()
        }
    }
}

/// Whether a way there is offered: to whoever may do it, if need be after showing something more.
pub(crate) fn is_open(visitor: &Visitor, action: Action, object: &Object) -> bool {
    is_open_to(visitor.principal(), action, object)
}

/// The same of somebody who has only just come in.
pub(crate) fn is_open_to(principal: &Principal, action: Action, object: &Object) -> bool {
    match decide(principal, action, object) {
        Decision::Allowed | Decision::SecondFactorFirst | Decision::ConfirmAgain => true,
        Decision::SignInFirst
        | Decision::Hidden
        | Decision::Refused
        | Decision::ScopeMissing(_) => false,
    }
}

/// Answers with a page that is shown for want of another: with a status that says so, where the page is well.
pub(crate) fn instead(mut page: Response, status: StatusCode) -> Response {
    if page.status() == StatusCode::OK {
        *page.status_mut() = status;
    }
    page
}

/// Answers with a page that shows a form again, because something in it is wrong.
pub(crate) fn asked_again(page: Response) -> Response {
    instead(page, StatusCode::UNPROCESSABLE_ENTITY)
}

/// Answers with a page that says why nothing was written: what stands there is not what the form was shown for.
pub(crate) fn conflicting(page: Response) -> Response {
    instead(page, StatusCode::CONFLICT)
}

/// Answers with a page that shows a form again, because it was sent too often.
pub(crate) fn asked_later(mut page: Response, seconds: u64) -> Response {
    if page.status() == StatusCode::OK {
        *page.status_mut() = StatusCode::TOO_MANY_REQUESTS;
        let headers = page.headers_mut();
        headers.insert(axum::http::header::RETRY_AFTER, seconds.into());
    }
    page
}
