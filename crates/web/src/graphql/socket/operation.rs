//! One operation over a socket: answered once, or watched until either side ends it.

use axum::http::HeaderMap;
use renkei_app::audit::AskedFrom;
use renkei_domain::access::principal::Principal;
use renkei_domain::ids::TokenId;
use renkei_graphql::{Admitted, Call, Refusal, Stated};
use serde_json::Value;
use tokio::sync::mpsc;
use tokio::time::timeout;
use tracing::Instrument as _;

use super::super::caller::{self, Known};
use super::super::fault::{Fault, parsed, throttled_event, unadmitted};
use super::super::following::{Following, Told, Unwatched, Watcher};
use crate::Site;
use crate::headers::RequestId;
use crate::throttle::{Allowance, Client, POINTS_OF_READING, Payer, Place, TakenPoints};

/// What an operation says, to whoever speaks for it.
#[derive(Debug)]
pub(super) struct Said {
    /// What the client calls the operation.
    pub(super) id: String,
    /// Which of those that it called so.
    pub(super) number: u64,
    pub(super) what: What,
}

/// What is said.
#[derive(Debug)]
pub(super) enum What {
    /// It is watched, from where one would go on if nothing came any more.
    Watching(Option<String>),
    /// An answer, or something new, with the cursor behind it where there is one.
    Next(Vec<u8>, Option<String>),
    /// Nothing more will come: a JSON object whose errors say why.
    Error(Value),
    /// Nothing more will come.
    Complete,
}

/// An operation, with what is needed to answer it.
pub(super) struct Operation {
    pub(super) site: Site,
    /// By which is asked who calls.
    pub(super) headers: HeaderMap,
    pub(super) asked: AskedFrom,
    pub(super) client: Client,
    /// Whoever greeted.
    pub(super) greeted_by: Principal,
    pub(super) id: String,
    pub(super) number: u64,
    /// Where it says what comes of it. What is not taken there makes it wait.
    pub(super) told: mpsc::Sender<Said>,
}

/// What comes of an operation first.
enum First {
    Answer(Vec<u8>),
    Watch(Box<Following>, Place),
}

impl Operation {
    /// Answers it.
    pub(super) async fn run(self, stated: Stated) {
        let id = RequestId(self.site.app.new_request_id());
        let span = tracing::info_span!("operation", id = %id.0);
        async {
            let last = match self.first(&id, stated).await {
                Ok(First::Answer(body)) => {
                    self.say(What::Next(body, None)).await;
                    What::Complete
                }
                Ok(First::Watch(following, place)) => {
                    let last = self.watch(*following).await;
                    drop(place);
                    last
                }
                Err(body) => What::Error(body),
            };
            tracing::info!(
                is_error = matches!(last, What::Error(_)),
                "an operation ended"
            );
            self.say(last).await;
        }
        .instrument(span)
        .await;
    }

    async fn say(&self, what: What) {
        let said = Said {
            id: self.id.clone(),
            number: self.number,
            what,
        };
        // Whoever does not hear it any more has ended the operation.
        drop(self.told.send(said).await);
    }

    /// Answers it, or looks for the first time.
    async fn first(&self, id: &RequestId, stated: Stated) -> Result<First, Value> {
        let asked = AskedFrom {
            id: id.0.clone(),
            ..self.asked.clone()
        };
        // What was read and cannot be written down does not leave.
        let answering = self.site.app.answering(asked, self.answered(id, stated));
        match timeout(self.site.patience.call, answering).await {
            Ok(Ok(first)) => first,
            Ok(Err(fault)) => {
                tracing::error!(%fault, "an answer was held back");
                Err(Fault::Broken.body(id))
            }
            Err(_) => Err(Fault::TooSlow.body(id)),
        }
    }

    async fn answered(&self, id: &RequestId, stated: Stated) -> Result<First, Value> {
        let known = caller::by_token_or_session(&self.site, &self.headers).await;
        let known = known.and_then(|known| known.still(&self.greeted_by));
        let Known { principal, program } = known.map_err(|fault| fault.body(id))?;
        let token = program.map(|program| program.token);
        let payer = self.client.or_account(principal.account());
        let Stated { call, document_id } = stated;
        let call = Call { principal, ..call };
        let stated = Stated { call, document_id };
        let admitted = self.site.api.admit(stated, program).await;
        let admitted = admitted.map_err(|fault| unadmitted(&fault).body(id))?;
        let cost = admitted.as_ref().map_or(0, Admitted::cost);
        let points = cost.saturating_add(POINTS_OF_READING);
        let taken = self.site.throttle.take_points(payer, token, points);
        let taken = taken.map_err(|used_up| throttled_event(id, cost, used_up))?;
        let admitted = admitted.map_err(|refusal| self.refused(&refusal, taken))?;
        if admitted.is_subscription() {
            return self.followed(id, admitted, (payer, token), taken).await;
        }
        let outcome = self.site.api.execute(&id.0, admitted).await;
        let outcome = outcome.map_err(|refusal| self.refused(&refusal, taken))?;
        let left = self.site.throttle.settle(taken, outcome.actual());
        Ok(First::Answer(outcome.body(left.map(Allowance::purse))))
    }

    /// Looks once after what is watched, so that a mistake is told like that of any call.
    async fn followed(
        &self,
        id: &RequestId,
        watched: Admitted,
        (payer, token): (Payer, Option<TokenId>),
        taken: TakenPoints,
    ) -> Result<First, Value> {
        let Some(place) = self.site.throttle.enter_stream(payer) else {
            self.site.throttle.settle(taken, 0);
            return Err(Fault::TooManyStreams.body(id));
        };
        let watcher = Watcher {
            site: self.site.clone(),
            headers: self.headers.clone(),
            asked: self.asked.clone(),
            client: self.client,
            token,
            // Whoever speaks for it says when the server ends.
            ending: None,
            watched,
        };
        match watcher.begin(id, taken).await {
            // The first event says what is left.
            Ok((following, _)) => Ok(First::Watch(Box::new(following), place)),
            Err(Unwatched::Refused(refusal)) => Err(self.refused(&refusal, taken)),
            // What took too long was read as far as it came, and keeps all that was taken.
            Err(Unwatched::Fault(fault)) => Err(fault.body(id)),
        }
    }

    /// A refusal, with what is left once what was not spent is given back.
    fn refused(&self, refusal: &Refusal, taken: TakenPoints) -> Value {
        let left = self.site.throttle.settle(taken, refusal.spent());
        parsed(&refusal.body(left.map(Allowance::purse)))
    }

    /// Tells what is new until it is over; answers the last word.
    async fn watch(&self, mut following: Following) -> What {
        let from = following.cursor().map(str::to_owned);
        self.say(What::Watching(from)).await;
        loop {
            match following.next().await {
                Told::News(news) => {
                    let cursor = news.mark.cursor().map(str::to_owned);
                    self.say(What::Next(news.body, cursor)).await;
                }
                // The socket itself shows that both sides are there.
                Told::Nothing => {}
                Told::Last(body) => return What::Error(body),
                Told::End => return What::Complete,
            }
        }
    }
}
