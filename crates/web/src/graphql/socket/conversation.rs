//! One socket from its first message to its last. Everything that is said goes through here, one message after the other:
//! while somebody does not read, nothing more is looked at for them, and after a while they are cut off with the place
//! from which to go on.

use std::collections::HashMap;
use std::time::Duration;

use axum::body::Bytes;
use axum::extract::ws::{Message, WebSocket};
use axum::http::header::AUTHORIZATION;
use axum::http::{HeaderMap, HeaderValue};
use renkei_app::audit::AskedFrom;
use renkei_domain::access::principal::Principal;
use renkei_domain::ids::TokenId;
use renkei_graphql::Stated;
use serde_json::Value;
use tokio::sync::mpsc;
use tokio::task::{AbortHandle, JoinSet};
use tokio::time::{Instant, MissedTickBehavior, interval, sleep_until, timeout};

use super::super::body::BODY_LIMIT;
use super::super::caller::{self, Known};
use super::super::fault::{Fault, resuming};
use super::super::following::EVERY;
use super::OPERATIONS;
use super::close::Close;
use super::message::{self, ACKNOWLEDGED, Heard};
use super::operation::{Operation, Said, What};
use crate::Site;
use crate::headers::RequestId;
use crate::server::Ending;
use crate::throttle::{Client, POINTS_OF_READING, Place};

/// How many answers of all operations wait to be told.
const QUEUE: usize = 16;

/// After how many beats the other side is asked whether it is there.
const ASKED_EVERY: u32 = 30;

/// How long nothing is heard of the other side before it is taken to be gone.
const SILENCE: Duration = Duration::from_secs(45);

/// How long answers may take that are under way when we close.
const ANSWERS: Duration = Duration::from_secs(2);

/// How long the last words may take.
const LAST_WORDS: Duration = Duration::from_secs(4);

/// How long the other side may take until it closes too.
const PARTING: Duration = Duration::from_secs(2);

/// Somebody who speaks over a socket.
pub(super) struct Conversation {
    site: Site,
    client: Client,
    /// Its place among the sockets.
    place: Place,
    asked: AskedFrom,
    ending: Option<Ending>,
    /// By which is asked who calls.
    headers: HeaderMap,
    /// Whoever greeted; nobody did yet, where there is none.
    greeted: Option<Principal>,
    token: Option<TokenId>,
    operations: HashMap<String, Underway>,
    /// How many were begun.
    begun: u64,
    tasks: JoinSet<()>,
    told: mpsc::Sender<Said>,
    hearing: mpsc::Receiver<Said>,
    /// When the other side was heard last.
    heard: Instant,
    beats: u32,
}

/// An operation that is under way.
struct Underway {
    number: u64,
    task: AbortHandle,
    /// Whether more than one answer may come of it.
    is_watched: bool,
    /// From where it would go on: behind the last that was told.
    cursor: Option<String>,
}

/// Why nothing more is heard.
enum Stop {
    /// We close.
    Close(Close),
    /// The other side is gone.
    Gone,
}

type Step = Result<(), Stop>;

impl From<Close> for Stop {
    fn from(close: Close) -> Self {
        Self::Close(close)
    }
}

impl Conversation {
    pub(super) fn new(
        (site, client, place): (Site, Client, Place),
        asked: AskedFrom,
        ending: Option<Ending>,
        headers: HeaderMap,
    ) -> Self {
        let (told, hearing) = mpsc::channel(QUEUE);
        Self {
            site,
            client,
            place,
            asked,
            ending,
            headers,
            greeted: None,
            token: None,
            operations: HashMap::new(),
            begun: 0,
            tasks: JoinSet::new(),
            told,
            hearing,
            heard: Instant::now(),
            beats: 0,
        }
    }

    /// Speaks until either side ends it.
    pub(super) async fn hold(mut self, mut socket: WebSocket, is_spoken: bool) {
        let began = Instant::now();
        let stop = if is_spoken {
            self.speak(&mut socket).await
        } else {
            Close::Subprotocol.into()
        };
        if let Stop::Close(Close::Away | Close::Later(Fault::Throttled)) = stop {
            drop(timeout(ANSWERS, self.finish(&mut socket)).await);
        }
        // What was begun and not told is behind the cursors that are told now.
        self.tasks.abort_all();
        let code = match stop {
            Stop::Close(close) => {
                self.part(&mut socket, &close).await;
                Some(close.code())
            }
            Stop::Gone => None,
        };
        // Closing at once could take away what is still on its way there.
        let emptied = async { while let Some(Ok(_)) = socket.recv().await {} };
        drop(timeout(PARTING, emptied).await);
        tracing::info!(
            id = %self.asked.id,
            code,
            operations = self.begun,
            ms = began.elapsed().as_millis() as u64,
            "a socket was closed"
        );
    }

    async fn speak(&mut self, socket: &mut WebSocket) -> Stop {
        let late = Instant::now() + self.site.patience.greeting;
        let mut beats = interval(EVERY);
        beats.set_missed_tick_behavior(MissedTickBehavior::Delay);
        loop {
            let step: Step = tokio::select! {
                () = ended(&mut self.ending) => Err(Close::Away.into()),
                () = sleep_until(late), if self.greeted.is_none() => {
                    Err(Close::GreetingLate.into())
                }
                Some(said) = self.hearing.recv() => self.tell(socket, said).await,
                heard = socket.recv() => match heard {
                    Some(Ok(message)) => self.hear(socket, message).await,
                    Some(Err(fault)) => {
                        tracing::debug!(%fault, "a socket cannot be read");
                        Err(Close::Unreadable.into())
                    }
                    None => Err(Stop::Gone),
                },
                Some(ended) = self.tasks.join_next() => match ended {
                    Err(fault) if fault.is_panic() => Err(Close::Broken.into()),
                    Ok(()) | Err(_) => Ok(()),
                },
                _ = beats.tick() => self.beat(socket).await,
            };
            if let Err(stop) = step {
                return stop;
            }
        }
    }

    async fn hear(&mut self, socket: &mut WebSocket, message: Message) -> Step {
        self.heard = Instant::now();
        let text = match message {
            Message::Text(text) => text,
            Message::Binary(_) => return Err(Close::BadMessage("A message is text").into()),
            Message::Ping(_) | Message::Pong(_) => return Ok(()),
            Message::Close(_) => return Err(Stop::Gone),
        };
        if text.len() > BODY_LIMIT {
            return Err(Close::TooLarge.into());
        }
        let heard = message::read(&text).map_err(Close::BadMessage)?;
        // An operation that begins pays for itself, once its cost is known.
        if !matches!(heard, Heard::Begin { .. }) {
            self.pay()?;
        }
        match heard {
            Heard::Greeting(authorization) => self.greet(socket, authorization).await,
            Heard::Ping(payload) => self.send(socket, message::pong(payload)).await,
            Heard::Pong => Ok(()),
            Heard::Begin { id, stated } => self.begin(socket, id, *stated).await,
            Heard::End(id) => {
                if let Some(ended) = self.operations.remove(&id) {
                    ended.task.abort();
                }
                Ok(())
            }
        }
    }

    /// Takes what a message costs that asks for nothing.
    fn pay(&self) -> Result<(), Close> {
        let payer = self.place.payer();
        let throttle = &self.site.throttle;
        let taken = throttle.take_points(payer, self.token, POINTS_OF_READING);
        taken.map_or(Err(Close::Later(Fault::Throttled)), |_| Ok(()))
    }

    /// Learns who speaks.
    async fn greet(&mut self, socket: &mut WebSocket, authorization: Option<String>) -> Step {
        if self.greeted.is_some() {
            return Err(Close::GreetedTwice.into());
        }
        if let Some(text) = authorization {
            let value = HeaderValue::from_str(&text);
            let value = value.map_err(|_| Close::Forbidden(Fault::TokenUnknown))?;
            self.headers.insert(AUTHORIZATION, value);
        }
        let known = caller::by_token_or_session(&self.site, &self.headers).await;
        let Known { principal, program } = known.map_err(|fault| match fault {
            Fault::TokenUnknown => Close::Forbidden(fault),
            _ => Close::Broken,
        })?;
        let payer = self.client.or_account(principal.account());
        if !self.place.becomes_of(payer) {
            return Err(Close::Later(Fault::TooManySockets).into());
        }
        self.token = program.map(|program| program.token);
        self.greeted = Some(principal);
        self.send(socket, ACKNOWLEDGED.to_owned()).await
    }

    async fn begin(&mut self, socket: &mut WebSocket, id: String, stated: Stated) -> Step {
        let Some(greeted_by) = self.greeted.clone() else {
            return Err(Close::NotGreeted.into());
        };
        if self.operations.contains_key(&id) {
            return Err(Close::Twice(id).into());
        }
        if self.operations.len() >= OPERATIONS {
            self.pay()?;
            let body = Fault::TooManyOperations.body(&self.new_id());
            return self.send(socket, message::error(&id, body)).await;
        }
        self.begun += 1;
        let operation = Operation {
            site: self.site.clone(),
            headers: self.headers.clone(),
            asked: self.asked.clone(),
            client: self.client,
            greeted_by,
            id: id.clone(),
            number: self.begun,
            told: self.told.clone(),
        };
        let underway = Underway {
            number: self.begun,
            task: self.tasks.spawn(operation.run(stated)),
            is_watched: false,
            cursor: None,
        };
        self.operations.insert(id, underway);
        Ok(())
    }

    /// Tells what an operation said, unless the client ended it.
    async fn tell(&mut self, socket: &mut WebSocket, said: Said) -> Step {
        let Said { id, number, what } = said;
        let underway = self.operations.get_mut(&id);
        let Some(underway) = underway.filter(|underway| underway.number == number) else {
            return Ok(());
        };
        match what {
            What::Watching(from) => {
                underway.is_watched = true;
                underway.cursor = from;
                Ok(())
            }
            What::Next(body, cursor) => {
                // It stands before the last words on the wire, however slowly it is read.
                if cursor.is_some() {
                    underway.cursor = cursor;
                }
                self.send(socket, message::next(&id, &body)).await
            }
            What::Error(body) => {
                self.operations.remove(&id);
                self.send(socket, message::error(&id, body)).await
            }
            What::Complete => {
                self.operations.remove(&id);
                self.send(socket, message::complete(&id)).await
            }
        }
    }

    /// Tells what was asked once and is being answered: clients ask anew what a socket took with it, changes too.
    async fn finish(&mut self, socket: &mut WebSocket) {
        let mut is_there = true;
        while is_there && self.operations.values().any(|one| !one.is_watched) {
            is_there = match self.hearing.recv().await {
                Some(said) => self.tell(socket, said).await.is_ok(),
                None => false,
            };
        }
    }

    /// Looks whether the other side is there, and still may be.
    async fn beat(&mut self, socket: &mut WebSocket) -> Step {
        if self.heard.elapsed() > SILENCE {
            return Err(Stop::Gone);
        }
        self.beats = self.beats.wrapping_add(1);
        if self.beats.is_multiple_of(ASKED_EVERY) {
            self.pass(socket, Message::Ping(Bytes::new())).await?;
        }
        let Some(greeted) = self.greeted.as_ref().filter(|who| who.account().is_some()) else {
            return Ok(());
        };
        let known = caller::still_by_token_or_session(&self.site, &self.headers);
        let Ok(known) = timeout(self.site.patience.call, known).await else {
            return Ok(());
        };
        match known.and_then(|known| known.still(greeted)) {
            Err(fault @ (Fault::TokenUnknown | Fault::SessionEnded)) => {
                Err(Close::Forbidden(fault).into())
            }
            // What cannot be looked up now is looked up again.
            Ok(_) | Err(_) => Ok(()),
        }
    }

    async fn send(&mut self, socket: &mut WebSocket, text: String) -> Step {
        self.pass(socket, Message::Text(text.into())).await
    }

    /// Waits until what is said has left; somebody who does not take it in time is cut off.
    async fn pass(&mut self, socket: &mut WebSocket, message: Message) -> Step {
        match timeout(self.site.patience.reading, socket.send(message)).await {
            Ok(Ok(())) => Ok(()),
            Ok(Err(_)) => Err(Stop::Gone),
            Err(_) => Err(Close::Later(Fault::ReaderTooSlow).into()),
        }
    }

    /// Says the last words: to each operation why it ends and from where it may go on, then why the socket does.
    async fn part(&mut self, socket: &mut WebSocket, close: &Close) {
        let id = self.new_id();
        let operations: Vec<_> = self.operations.drain().collect();
        let words = async {
            for (name, underway) in operations {
                let cursor = underway.cursor.as_deref();
                let Some(fault) = close.fault(cursor.is_some()) else {
                    continue;
                };
                let body: Value = resuming(fault.body(&id), cursor);
                let text = message::error(&name, body);
                if socket.send(Message::Text(text.into())).await.is_err() {
                    return;
                }
            }
            drop(socket.send(close.frame()).await);
        };
        drop(timeout(LAST_WORDS, words).await);
    }

    fn new_id(&self) -> RequestId {
        RequestId(self.site.app.new_request_id())
    }
}

/// Waits until the server ends.
async fn ended(ending: &mut Option<Ending>) {
    match ending {
        Some(ending) => ending.asked().await,
        None => std::future::pending().await,
    }
}
