//! What somebody watches, looked after until it ends, by whichever way it is told. It goes on after it was answered: so
//! it asks anew each time who calls, writes down what was read before it is told, and ends when the server does. It looks
//! only when whoever tells it asks what is next, so that nothing heaps up for somebody who reads slowly.

use std::collections::VecDeque;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::time::Duration;

use axum::http::HeaderMap;
use renkei_app::audit::AskedFrom;
use renkei_domain::access::principal::Principal;
use renkei_domain::ids::TokenId;
use renkei_graphql::{Admitted, Followed, Looked, Mark, News, Purse, Refusal};
use serde_json::Value;
use tokio::time::{Instant, timeout};

use super::caller::{self, Known};
use super::fault::{Fault, parsed, resuming, throttled_event, unadmitted};
use crate::Site;
use crate::headers::{Patience, RequestId};
use crate::server::Ending;
use crate::throttle::{Allowance, Client, POINTS_OF_READING, Payer, TakenPoints, Throttle};

/// How often is looked whether something changed, and whether whoever asked may know. A token that is revoked ends what
/// it watches within a second, a document that is withdrawn what is watched by it.
pub(super) const EVERY: Duration = Duration::from_millis(500);

/// After how many looks without news nothing is said, to show both sides that the other is there.
const SILENT: u32 = 30;

/// How long something is watched at most; whoever goes on watching asks again.
const LONGEST: Duration = Duration::from_secs(3_600);

/// Somebody who watches, with what is needed to look again.
pub(super) struct Watcher {
    pub(super) site: Site,
    /// By which is asked anew who calls.
    pub(super) headers: HeaderMap,
    pub(super) asked: AskedFrom,
    pub(super) client: Client,
    /// By which token they called.
    pub(super) token: Option<TokenId>,
    pub(super) ending: Option<Ending>,
    pub(super) watched: Admitted,
}

/// What is said next.
pub(super) enum Told {
    /// Something new.
    News(Event),
    /// Nothing for a while.
    Nothing,
    /// It ends with an error: a JSON object.
    Last(Value),
    /// It ends.
    End,
}

/// Something new, as it is told.
pub(super) struct Event {
    /// A JSON object like that of a query, with what whoever watches has left.
    pub(super) body: Vec<u8>,
    /// The mark behind it.
    pub(super) mark: Mark,
}

/// Why something is not watched from the beginning.
pub(super) enum Unwatched {
    /// The schema finds a mistake in the call.
    Refused(Refusal),
    /// It could not be looked at.
    Fault(Fault),
}

/// Something that is watched.
pub(super) struct Following {
    watcher: Watcher,
    /// What was found and not told yet, with what was left once it was paid for.
    waiting: VecDeque<(News, Option<Purse>)>,
    /// Where the next look goes on.
    since: Option<Mark>,
    /// Up to where everything was told.
    told: Option<Mark>,
    /// What was said last, in short.
    said: Option<u64>,
    goes_on: bool,
    last: Option<Value>,
    silent: u32,
    until: Instant,
}

/// Who pays for what is found.
struct Paying {
    throttle: Throttle,
    payer: Payer,
    token: Option<TokenId>,
    /// What was taken for the call, until it is settled.
    taken: Option<TakenPoints>,
    /// What was left when they paid last, where there is a limit.
    left: Option<Allowance>,
}

impl Paying {
    /// Whether nothing was paid for yet.
    const fn is_first(&self) -> bool {
        self.taken.is_some()
    }

    /// Pays for something that was read, the first time out of what was taken for the call.
    fn pay(&mut self, spent: u64) -> Result<(), Allowance> {
        if let Some(taken) = self.taken.take() {
            self.left = self.throttle.settle(taken, spent);
        } else {
            let points = spent.saturating_add(POINTS_OF_READING);
            let taken = self.throttle.take_points(self.payer, self.token, points)?;
            self.left = taken.left();
        }
        Ok(())
    }
}

impl Watcher {
    /// Looks for the first time, so that a mistake is answered like that of any call, and settles what was taken for the
    /// call. Answers what is left beside it; of what is not watched nothing was settled.
    pub(super) async fn begin(
        self,
        id: &RequestId,
        taken: TakenPoints,
    ) -> Result<(Following, Option<Allowance>), Unwatched> {
        let principal = self.watched.principal().clone();
        let paying = Paying {
            taken: Some(taken),
            ..self.paying(&principal, self.token)
        };
        let first = self.site.api.follow(&id.0, &self.watched, principal, None);
        let first = match timeout(self.site.patience.call, first).await {
            Ok(Ok(first)) => first,
            Ok(Err(refusal)) => return Err(Unwatched::Refused(refusal)),
            Err(_) => return Err(Unwatched::Fault(Fault::TooSlow)),
        };
        let mut following = Following {
            watcher: self,
            waiting: VecDeque::new(),
            since: None,
            told: None,
            said: None,
            goes_on: false,
            last: None,
            silent: 0,
            until: Instant::now() + LONGEST,
        };
        let left = following.take_in(first, paying, id);
        // Whoever is cut off before anything came goes on from where they began.
        if following.waiting.is_empty() {
            following.told.clone_from(&following.since);
        }
        Ok((following, left))
    }

    /// Whoever watches, as they are by now.
    fn paying(&self, principal: &Principal, token: Option<TokenId>) -> Paying {
        Paying {
            throttle: self.site.throttle.clone(),
            payer: self.client.or_account(principal.account()),
            token,
            taken: None,
            left: None,
        }
    }
}

impl Following {
    /// How long whoever watches may take.
    pub(super) const fn patience(&self) -> Patience {
        self.watcher.site.patience
    }

    /// The id of something that happens to it.
    pub(super) fn new_request_id(&self) -> String {
        self.watcher.site.app.new_request_id()
    }

    /// The cursor from which everything is told that was not yet, where there is one.
    pub(super) fn cursor(&self) -> Option<&str> {
        self.told.as_ref().and_then(Mark::cursor)
    }

    /// Waits for what is told next. After [`Told::Last`] and [`Told::End`] there is nothing more.
    pub(super) async fn next(&mut self) -> Told {
        loop {
            while let Some((news, purse)) = self.waiting.pop_front() {
                if !self.is_as_before(&news) {
                    let News { outcome, mark } = news;
                    self.silent = 0;
                    self.told = Some(mark.clone());
                    let body = outcome.body(purse);
                    return Told::News(Event { body, mark });
                }
            }
            if self.since.is_some() {
                self.told.clone_from(&self.since);
            }
            if let Some(last) = self.last.take() {
                return Told::Last(resuming(last, self.cursor()));
            }
            if self.silent >= SILENT {
                self.silent = 0;
                return Told::Nothing;
            }
            if !self.waited().await {
                return match self.cursor() {
                    // Whoever asks again without it would miss what changes in between.
                    Some(cursor) => {
                        let id = RequestId(self.new_request_id());
                        Told::Last(resuming(Fault::StreamEnded.body(&id), Some(cursor)))
                    }
                    None => Told::End,
                };
            }
            self.look().await;
        }
    }

    /// Of what is told whole each time, what reads as before is not told again; what is left is no part of that.
    fn is_as_before(&mut self, news: &News) -> bool {
        if news.mark.cursor().is_some() {
            return false;
        }
        let mut hasher = DefaultHasher::new();
        news.outcome.body(None).hash(&mut hasher);
        let said = Some(hasher.finish());
        std::mem::replace(&mut self.said, said) == said
    }

    /// Waits until it is time to look again; no where it should end first.
    async fn waited(&mut self) -> bool {
        let pause = if self.goes_on { Duration::ZERO } else { EVERY };
        self.silent += u32::from(!self.goes_on);
        let waiting = tokio::time::sleep(pause);
        match &mut self.watcher.ending {
            None => waiting.await,
            Some(ending) => tokio::select! {
                biased;
                () = ending.asked() => return false,
                () = waiting => {}
            },
        }
        Instant::now() < self.until
    }

    /// Looks once more, as whoever the caller is by now.
    async fn look(&mut self) {
        let watcher = &self.watcher;
        let id = RequestId(watcher.site.app.new_request_id());
        let asked = AskedFrom {
            id: id.0.clone(),
            ..watcher.asked.clone()
        };
        let looking = async {
            let known = caller::still_by_token_or_session(&watcher.site, &watcher.headers).await?;
            let Known { principal, program } = known.still(watcher.watched.principal())?;
            let token = program.map(|program| program.token);
            let paying = watcher.paying(&principal, token);
            let api = &watcher.site.api;
            let admits = api.still_admits(&watcher.watched, program).await;
            let followed = match admits.map_err(|fault| unadmitted(&fault))? {
                Ok(()) => {
                    let since = self.since.clone();
                    let followed = api.follow(&id.0, &watcher.watched, principal, since);
                    // It was let through once, so that nothing is wrong with it.
                    followed.await.map_err(|_| Fault::Broken)?
                }
                Err(refusal) => Followed::Over(refusal.body(None)),
            };
            Ok::<_, Fault>((followed, paying))
        };
        // What was read and cannot be written down is not told.
        let answering = watcher.site.app.answering(asked, looking);
        let ended = timeout(watcher.site.patience.call, answering).await;
        let fault = match ended {
            Ok(Ok(Ok((followed, paying)))) => {
                self.take_in(followed, paying, &id);
                return;
            }
            Ok(Ok(Err(fault))) => fault,
            Ok(Err(fault)) => {
                tracing::error!(%fault, "an event was held back");
                Fault::Broken
            }
            Err(_) => Fault::TooSlow,
        };
        self.last = Some(fault.body(&id));
    }

    /// Takes in what came of looking, as far as whoever watches has the points for it. Answers what they have left where
    /// they paid for something.
    fn take_in(
        &mut self,
        followed: Followed,
        mut paying: Paying,
        id: &RequestId,
    ) -> Option<Allowance> {
        let cost = self.watcher.watched.cost();
        let paid = match followed {
            Followed::On(looked) => self.take_news(looked, &mut paying),
            Followed::Over(body) => {
                self.last = Some(parsed(&body));
                if paying.is_first() {
                    paying.pay(cost)
                } else {
                    Ok(())
                }
            }
        };
        if let Err(used_up) = paid {
            self.last = Some(throttled_event(id, cost, used_up));
        }
        paying.left
    }

    /// Each that is new costs what stands in it. Where nothing is, the first look and one that has to go on at once cost
    /// all that was asked for. What is not paid for stays behind the place from which to go on.
    fn take_news(&mut self, looked: Looked, paying: &mut Paying) -> Result<(), Allowance> {
        let Looked {
            news,
            mark,
            goes_on,
        } = looked;
        if news.is_empty() && (goes_on || paying.is_first()) {
            paying.pay(self.watcher.watched.cost())?;
        }
        for one in news {
            paying.pay(one.outcome.actual())?;
            self.since = Some(one.mark.clone());
            let purse = paying.left.map(Allowance::purse);
            self.waiting.push_back((one, purse));
        }
        self.since = Some(mark);
        self.goes_on = goes_on;
        Ok(())
    }
}
