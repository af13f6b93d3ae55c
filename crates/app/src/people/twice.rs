//! A form about how its owner signs in, sent a second time. The first gives the session another secret, so
//! that the second may come under one that opens nothing any more: its key is kept under that secret too.

use renkei_domain::record::Purpose;
use renkei_domain::time::Instant;
use renkei_store::idempotency::{Claim, KeyedWrite};
use renkei_store::{StoreFault, Work};
use uuid::Uuid;

use super::secret::SessionSecret;
use crate::writer::WriteKey;
use crate::{App, match_key};

/// What is kept beside the key: it was done.
const DONE: &str = "done";

/// A form as it was sent under the secret of a session.
pub(super) fn sent_under(
    secret: &SessionSecret,
    purpose: Purpose,
    key: Option<&WriteKey>,
) -> Option<KeyedWrite> {
    Some(KeyedWrite {
        caller: Uuid::from_bytes(secret.sender()),
        key: key?.as_str().to_owned(),
        fingerprint: match_key(&[purpose.code()]),
    })
}

/// Keeps, in the act that the form asked for, that it was done.
pub(super) async fn keep_done(
    work: &Work,
    form: Option<&KeyedWrite>,
    now: Instant,
) -> Result<(), StoreFault> {
    if let Some(form) = form
        && work.claim_key(form, now).await? == Claim::New
    {
        work.keep_answer(form, DONE).await?;
    }
    Ok(())
}

#[renkei_boxed::boxed]
impl App {
    /// Whether a form did what it asks for when it was sent before, under a secret that opened a session
    /// then. It may open nothing any more, since the act gives the session another.
    ///
    /// # Errors
    /// A fault of the store.
    pub async fn was_done_under(
        &self,
        secret: &SessionSecret,
        purpose: Purpose,
        key: Option<&WriteKey>,
    ) -> Result<bool, StoreFault> {
        match sent_under(secret, purpose, key) {
            Some(form) => Ok(self.store.answer_of(&form).await?.is_some()),
            None => Ok(false),
        }
    }
}
