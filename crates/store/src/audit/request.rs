//! The request that is being answered: who asks, as far as that is known, and what was read for it. It
//! travels with the task that answers, so that no reader and no act has to be handed it and none can be
//! without it. Whatever is read outside of any request leaves a line of its own.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use renkei_domain::audit::{KnownBy, Seen};
use renkei_domain::ids::AccountId;
use renkei_domain::record::Actor;
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

tokio::task_local! {
    static REQUEST: Arc<Request>;
}

/// A request.
#[derive(Debug)]
pub struct Request {
    id: Uuid,
    detail: Option<Detail>,
    noted: Mutex<Noted>,
}

/// What tells of a person where a request came from. It may be erased; lines hold its hash alone, and
/// without the salt, which goes with it, the hash tells nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Detail {
    /// Random, of this request alone.
    pub salt: [u8; 16],
    /// JSON.
    pub body: String,
}

#[derive(Debug, Default)]
struct Noted {
    reader: Option<Actor>,
    known_by: Option<KnownBy>,
    seen: BTreeSet<Seen>,
}

impl Detail {
    pub(super) fn hash(&self) -> [u8; 32] {
        hash(&self.salt, &self.body)
    }
}

/// The hash of a detail, which a line keeps.
pub(super) fn hash(salt: &[u8], body: &str) -> [u8; 32] {
    let mut hash = Sha256::new();
    hash.update(salt);
    hash.update(body.as_bytes());
    let mut detail = [0; 32];
    detail.copy_from_slice(&hash.finalize()[..]);
    detail
}

impl Request {
    /// A request of which nothing is known yet.
    #[must_use]
    pub fn new(id: Uuid, detail: Option<Detail>) -> Arc<Self> {
        Arc::new(Self {
            id,
            detail,
            noted: Mutex::default(),
        })
    }

    /// The request that this task answers.
    #[must_use]
    pub fn current() -> Option<Arc<Self>> {
        REQUEST.try_with(Arc::clone).ok()
    }

    /// Does something for this request.
    pub async fn around<F: Future>(self: Arc<Self>, doing: F) -> F::Output {
        REQUEST.scope(self, doing).await
    }

    /// Notes who asks.
    pub fn know(&self, account: AccountId, by: KnownBy) {
        let mut noted = self.noted();
        noted.reader = Some(Actor::Account(account));
        noted.known_by = Some(by);
    }

    /// Notes what is read; who reads, where nobody said so yet.
    pub fn see(&self, reader: Option<Actor>, seen: impl IntoIterator<Item = Seen>) {
        let mut noted = self.noted();
        noted.reader = noted.reader.or(reader);
        noted.seen.extend(seen);
    }

    /// Takes what was read.
    #[must_use]
    pub fn take_seen(&self) -> Vec<Seen> {
        std::mem::take(&mut self.noted().seen).into_iter().collect()
    }

    /// Its id, under which the log knows it too.
    #[must_use]
    pub const fn id(&self) -> Uuid {
        self.id
    }

    pub(super) fn reader(&self) -> Option<Actor> {
        self.noted().reader
    }

    pub(super) fn known_by(&self) -> Option<KnownBy> {
        self.noted().known_by
    }

    pub(super) const fn detail(&self) -> Option<&Detail> {
        self.detail.as_ref()
    }

    fn noted(&self) -> MutexGuard<'_, Noted> {
        self.noted.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
