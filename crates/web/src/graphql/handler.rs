//! `GET /graphql` reads, or opens a socket where that is asked for; `POST /graphql` may write as well, and lets whoever
//! takes events watch something.

use axum::Extension;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use renkei_app::audit::AskedFrom;
use renkei_domain::ids::TokenId;
use renkei_graphql::{Admitted, Call, CallMethod, Program, Refusal, RefusalCode, Stated};

use super::body::{stated_in_address, stated_in_body};
use super::caller::{self, Known};
use super::events;
use super::fault::{Fault, allow, answered, throttled, unadmitted};
use super::following::{Unwatched, Watcher};
use super::negotiation::MediaType;
use super::socket;
use crate::Site;
use crate::device;
use crate::headers::{RequestId, pattern_of};
use crate::paths::GraphqlPath;
use crate::server::Ending;
use crate::throttle::{Allowance, Client, POINTS_OF_READING, Payer, TakenPoints};

/// Answers a call whose document stands in the address. A link of another site may lead here; a session
/// counts for nothing, so that it only reads what everybody may read, and the other site does not get to
/// see the answer.
pub(crate) async fn read(
    _: GraphqlPath,
    State(site): State<Site>,
    Extension(id): Extension<RequestId>,
    Extension(client): Extension<Client>,
    request: Request,
) -> Response {
    let door = format!("{} {}", request.method(), pattern_of(&request));
    let (head, _) = request.into_parts();
    if socket::is_asked_for(&head.headers) {
        let asked = AskedFrom {
            id: id.0.clone(),
            door,
            device: device::calling(&head.extensions, &head.headers),
        };
        return socket::open(site, id, client, asked, head).await;
    }
    let (headers, uri) = (head.headers, head.uri);
    let Some(media) = MediaType::accepted(&headers) else {
        return Fault::NotAcceptable.answer(MediaType::Json, &id);
    };
    let asking = Asking {
        site: &site,
        id: &id,
        client,
        media,
        watching: None,
    };
    let stated = stated_in_address(uri.query().unwrap_or_default());
    let known = caller::by_token(&site, &headers).await;
    asking.respond(known, stated).await
}

/// Answers a call whose document stands in the body.
pub(crate) async fn call(
    _: GraphqlPath,
    State(site): State<Site>,
    Extension(id): Extension<RequestId>,
    Extension(client): Extension<Client>,
    request: Request,
) -> Response {
    let door = format!("{} {}", request.method(), pattern_of(&request));
    let (head, body) = request.into_parts();
    let takes_events = events::are_taken(&head.headers);
    let accepted = MediaType::accepted(&head.headers);
    let (Some(media), takes_json) = (
        accepted.or(takes_events.then_some(MediaType::Json)),
        accepted.is_some(),
    ) else {
        return Fault::NotAcceptable.answer(MediaType::Json, &id);
    };
    let mut stated = stated_in_body(&head.headers, body).await;
    if let Ok(stated) = &mut stated
        && takes_events
    {
        stated.call.method = CallMethod::Watch;
    }
    let known = caller::by_token_or_session(&site, &head.headers).await;
    let watching = Watching {
        asked: AskedFrom {
            id: id.0.clone(),
            door,
            device: device::calling(&head.extensions, &head.headers),
        },
        ending: head.extensions.get::<Ending>().cloned(),
        headers: head.headers,
        takes_json,
    };
    let asking = Asking {
        site: &site,
        id: &id,
        client,
        media,
        watching: takes_events.then_some(watching),
    };
    asking.respond(known, stated).await
}

/// A call with who makes it, and by which program.
fn called_by(
    known: Result<Known, Fault>,
    stated: Result<Stated, Fault>,
) -> Result<(Stated, Option<Program>), Fault> {
    let Known { principal, program } = known?;
    let Stated { call, document_id } = stated?;
    let call = Call { principal, ..call };
    Ok((Stated { call, document_id }, program))
}

/// Who asks, and in which form the answer goes back.
struct Asking<'r> {
    site: &'r Site,
    id: &'r RequestId,
    client: Client,
    media: MediaType,
    /// How it is looked again, for somebody who takes events.
    watching: Option<Watching>,
}

/// What is needed to look again after what somebody watches.
struct Watching {
    headers: HeaderMap,
    asked: AskedFrom,
    ending: Option<Ending>,
    /// Whether what is no subscription can be answered too.
    takes_json: bool,
}

/// An answer with what is left of the points after it, where there is a limit.
type Told = (Response, Option<Allowance>);

impl Asking<'_> {
    /// Answers what was stated, if the caller has the points for it. What cannot be taken costs points
    /// too: it was read.
    async fn respond(self, known: Result<Known, Fault>, stated: Result<Stated, Fault>) -> Response {
        let called = called_by(known, stated);
        let (account, token) = match &called {
            Ok((stated, program)) => (
                stated.call.principal.account(),
                program.map(|program| program.token),
            ),
            Err(_) => (None, None),
        };
        let payer = self.client.or_account(account);
        let admitted = match called {
            Ok((stated, program)) => {
                let admitted = self.site.api.admit(stated, program).await;
                admitted.map_err(|fault| unadmitted(&fault))
            }
            Err(fault) => Err(fault),
        };
        let cost = match &admitted {
            Ok(Ok(admitted)) => admitted.cost(),
            Ok(Err(_)) | Err(_) => 0,
        };
        let points = cost.saturating_add(POINTS_OF_READING);
        let (mut response, left) = match self.site.throttle.take_points(payer, token, points) {
            Ok(taken) => self.answer(admitted, (payer, token), taken).await,
            Err(used_up) => {
                let response = throttled(self.media, self.id, cost, used_up);
                (response, Some(used_up))
            }
        };
        if let Some(left) = left {
            response.extensions_mut().insert(left);
        }
        response
    }

    async fn answer(
        self,
        admitted: Result<Result<Admitted, Refusal>, Fault>,
        by: (Payer, Option<TokenId>),
        taken: TakenPoints,
    ) -> Told {
        let admitted = match admitted {
            Ok(Ok(admitted)) => admitted,
            Ok(Err(refusal)) => return self.refused(&refusal, taken),
            Err(fault) => return self.failed(fault, taken, 0),
        };
        if admitted.is_subscription() {
            return self.watch(admitted, by, taken).await;
        }
        if self
            .watching
            .as_ref()
            .is_some_and(|watching| !watching.takes_json)
        {
            return self.failed(Fault::NotAcceptable, taken, 0);
        }
        let cost = admitted.cost();
        let running = self.site.api.execute(&self.id.0, admitted);
        match tokio::time::timeout(self.site.patience.call, running).await {
            Ok(Ok(outcome)) => {
                let left = self.site.throttle.settle(taken, outcome.actual());
                let body = outcome.body(left.map(Allowance::purse));
                (answered(StatusCode::OK, self.media, body), left)
            }
            Ok(Err(refusal)) => self.refused(&refusal, taken),
            Err(_) => self.failed(Fault::TooSlow, taken, cost),
        }
    }

    /// Looks once, so that a mistake is answered like that of any call, and goes on looking in the stream that is answered.
    async fn watch(
        mut self,
        watched: Admitted,
        (payer, token): (Payer, Option<TokenId>),
        taken: TakenPoints,
    ) -> Told {
        let Some(watching) = self.watching.take() else {
            // Only whoever takes events is let through with a subscription.
            return self.failed(Fault::NotAcceptable, taken, 0);
        };
        let Some(place) = self.site.throttle.enter_stream(payer) else {
            return self.failed(Fault::TooManyStreams, taken, 0);
        };
        let cost = watched.cost();
        let watcher = Watcher {
            site: self.site.clone(),
            headers: watching.headers,
            asked: watching.asked,
            client: self.client,
            token,
            ending: watching.ending,
            watched,
        };
        match watcher.begin(self.id, taken).await {
            Ok((following, left)) => (events::answer(following, place), left),
            Err(Unwatched::Refused(refusal)) => self.refused(&refusal, taken),
            Err(Unwatched::Fault(fault)) => self.failed(fault, taken, cost),
        }
    }

    fn failed(&self, fault: Fault, taken: TakenPoints, spent: u64) -> Told {
        let response = fault.answer(self.media, self.id);
        (response, self.site.throttle.settle(taken, spent))
    }

    fn refused(&self, refusal: &Refusal, taken: TakenPoints) -> Told {
        let left = self.site.throttle.settle(taken, refusal.spent());
        let status = status(refusal.code, self.media);
        let body = refusal.body(left.map(Allowance::purse));
        let mut response = answered(status, self.media, body);
        if status == StatusCode::METHOD_NOT_ALLOWED {
            allow(&mut response, "POST");
        }
        (response, left)
    }
}

/// The status of a document that was refused whole. Under `application/json` it is 200: a client that
/// knows only that type takes any other status for a fault of the way there.
fn status(code: RefusalCode, media: MediaType) -> StatusCode {
    match (code, media) {
        (RefusalCode::MethodNotAllowed, _) => StatusCode::METHOD_NOT_ALLOWED,
        (_, MediaType::Json) => StatusCode::OK,
        (_, MediaType::GraphqlResponse) => StatusCode::BAD_REQUEST,
    }
}
