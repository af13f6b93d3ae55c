//! Who read and who did, kept note of in one place. What not everybody may read comes from the store
//! closed; it is opened by [`App::opened`] alone, which notes what is in it, so that a reader cannot
//! forget to. [`App::answering`] gathers what is read for one request into one line, which stands before
//! the answer leaves. What is read outside of any request leaves its line at once. Acts need nothing: the
//! store writes their lines with them.
//!
//! [`chain`] seals the lines and looks whether they are whole; [`page`] shows them.

pub mod chain;
pub mod page;

use std::sync::Arc;

use renkei_domain::access::principal::{Principal, Who};
use renkei_domain::audit::{KnownBy, Seen};
use renkei_domain::ids::AccountId;
use renkei_domain::record::Actor;
use renkei_store::StoreFault;
use renkei_store::audit::request::{Detail, Request};
use renkei_store::audit::{Inside, ReadLine, Restricted};
use tokio::task::JoinHandle;
use uuid::Uuid;

use crate::App;
use crate::people::Device;

/// From where a request came.
#[derive(Debug, Clone)]
pub struct AskedFrom {
    /// Its id, as [`App::new_request_id`] made it.
    pub id: String,
    /// Which address of ours it came to: the method and the pattern, without what stands in its place.
    pub door: String,
    /// The device.
    pub device: Device,
}

impl AskedFrom {
    /// What is kept of it beside the line, where it can be erased.
    fn detail(&self) -> String {
        serde_json::json!({
            "door": self.door,
            "address": self.device.address.to_string(),
            "device": self.device.words,
        })
        .to_string()
    }
}

#[renkei_boxed::boxed]
impl App {
    /// Answers a request. What not everybody may read and was read for it is written down in one line
    /// before this returns; a request that read nothing of the kind writes nothing.
    ///
    /// # Errors
    /// When the line cannot be written: then the answer must not leave.
    pub async fn answering<T>(
        &self,
        asked: AskedFrom,
        answer: impl Future<Output = T>,
    ) -> Result<T, StoreFault> {
        let id = Uuid::try_parse(&asked.id).unwrap_or_else(|_| self.new_id());
        let mut salt = [0; 16];
        self.entropy.fill(&mut salt);
        let body = asked.detail();
        let request = Request::new(id, Some(Detail { salt, body }));
        let answer = Arc::clone(&request).around(answer).await;
        let seen = request.take_seen();
        self.keep_seen(None, seen, Some(request)).await?;
        Ok(answer)
    }

    /// Opens what not everybody may read, for somebody who may, and keeps note of it.
    ///
    /// # Errors
    /// When that cannot be written down.
    #[expect(
        clippy::disallowed_methods,
        reason = "the one place that opens what the store closed"
    )]
    pub(crate) async fn opened<T: Restricted + Send>(
        &self,
        by: Option<&Principal>,
        inside: Inside<T>,
    ) -> Result<T, StoreFault> {
        let (content, seen) = inside.open();
        self.note_seen(by, seen).await?;
        Ok(content)
    }

    /// Opens it for somebody who asks over and over, as a calendar does: what has to be kept note of comes with it, for
    /// [`App::note_seen`].
    #[expect(
        clippy::disallowed_methods,
        reason = "whoever opens it keeps note of what is new"
    )]
    pub(crate) fn opened_unnoted<T: Restricted>(&self, inside: Inside<T>) -> (T, Vec<Seen>) {
        inside.open()
    }

    /// Keeps note of what somebody is shown.
    pub(crate) async fn note_seen(
        &self,
        by: Option<&Principal>,
        seen: Vec<Seen>,
    ) -> Result<(), StoreFault> {
        if seen.is_empty() {
            return Ok(());
        }
        let reader = by.and_then(actor);
        match Request::current() {
            Some(request) => {
                request.see(reader, seen);
                Ok(())
            }
            None => self.keep_seen(reader, seen, None).await,
        }
    }

    async fn keep_seen(
        &self,
        reader: Option<Actor>,
        mut seen: Vec<Seen>,
        request: Option<Arc<Request>>,
    ) -> Result<(), StoreFault> {
        if seen.is_empty() {
            return Ok(());
        }
        seen.sort_unstable();
        seen.dedup();
        let read = ReadLine {
            id: self.new_id(),
            at: self.now(),
            reader,
            seen,
            request,
        };
        self.store.keep_read(read).await
    }
}

/// Goes on beside the request that asked for it. What is done there is done for that request; of what is
/// read nothing is kept note of once the request was answered, so that nothing restricted is read there.
pub(crate) fn go_on<T: Send + 'static>(
    doing: impl Future<Output = T> + Send + 'static,
) -> JoinHandle<T> {
    match Request::current() {
        Some(request) => tokio::spawn(request.around(doing)),
        None => tokio::spawn(doing),
    }
}

/// Notes who asks, where a request is being answered.
pub(crate) fn know(account: AccountId, by: KnownBy) {
    if let Some(request) = Request::current() {
        request.know(account, by);
    }
}

fn actor(principal: &Principal) -> Option<Actor> {
    match principal.who {
        Who::Account(account) => Some(Actor::Account(account)),
        Who::Installation => Some(Actor::Operator),
        Who::Anybody => None,
    }
}
