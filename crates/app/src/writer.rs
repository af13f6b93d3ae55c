//! Who writes: with which rights, through which door, and under which key, so that the same write sent
//! twice has one effect.

use std::sync::Arc;

use renkei_domain::access::principal::{Principal, Who};
use renkei_domain::record::{Actor, Purpose, Source};
use renkei_domain::retention::WRITE_KEY_KEPT;
use renkei_store::idempotency::{Claim, KeyedWrite};
use renkei_store::work::Working;
use renkei_store::{ActHeader, Stop, StoreFault, Work};
use uuid::Uuid;

use crate::directory::register::{Outcome, outcome};
use crate::{App, Caller, match_key};

/// The text is no key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("1〜64文字の英数字と「-」「_」で書いてください。")]
pub struct NotAKey;

/// A key under which a write is done once: made by the program, or hidden in a form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WriteKey(String);

impl WriteKey {
    /// Takes 1 to 64 letters, digits, hyphens and underscores.
    ///
    /// # Errors
    /// When the text is anything else.
    pub fn parse(text: &str) -> Result<Self, NotAKey> {
        let is_plain = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_');
        if (1..=64).contains(&text.len()) && text.bytes().all(is_plain) {
            Ok(Self(text.to_owned()))
        } else {
            Err(NotAKey)
        }
    }

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Who writes.
#[derive(Debug, Clone)]
pub struct Writer {
    /// With which rights.
    pub principal: Principal,
    /// Through which door.
    pub caller: Caller,
    /// Under which key; without one, a write sent twice is done twice.
    pub key: Option<WriteKey>,
}

impl Writer {
    /// Somebody who writes through a door with what they may do.
    #[must_use]
    pub fn by(principal: Principal, source: Source) -> Self {
        let actor = match principal.who {
            Who::Account(account) => Actor::Account(account),
            Who::Installation => Actor::Operator,
            // Whoever is nobody in particular is refused before anything is written.
            Who::Anybody => Actor::System,
        };
        Self {
            principal,
            caller: Caller { actor, source },
            key: None,
        }
    }

    /// The same, under a key.
    #[must_use]
    pub fn once(self, key: Option<WriteKey>) -> Self {
        Self { key, ..self }
    }

    /// What is written under the key, as the store knows it again.
    pub(crate) fn write(&self, purpose: Purpose, asked: &str) -> Option<KeyedWrite> {
        let key = self.key.as_ref()?;
        Some(KeyedWrite {
            caller: match self.principal.who {
                Who::Account(account) => account.uuid(),
                Who::Anybody | Who::Installation => Uuid::nil(),
            },
            key: key.as_str().to_owned(),
            fingerprint: match_key(&[purpose.code(), asked]),
        })
    }
}

/// A key was used before for something else.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("このキーは別の内容で使われています。新しいキーで送ってください。")]
pub struct KeyReused;

/// What a write answers, as it is kept beside its key.
pub(crate) trait Answer: Sized {
    /// As text.
    fn to_text(&self) -> String;
    /// Reads it back.
    fn from_text(text: &str) -> Option<Self>;
}

/// What is kept of something that is told once: which it was. Whoever sends the same again finds another
/// than was just drawn for them, and is told that it was made before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Drawn(pub(crate) Uuid);

impl Answer for Drawn {
    fn to_text(&self) -> String {
        self.0.to_string()
    }

    fn from_text(text: &str) -> Option<Self> {
        Uuid::parse_str(text).ok().map(Self)
    }
}

impl App {
    /// Runs an act for a writer: once, where there is a key. `asked` tells what is asked from anything
    /// else; a refusal leaves the key free.
    pub(crate) async fn act_of<T, R, F>(
        &self,
        writer: &Writer,
        purpose: Purpose,
        asked: &str,
        run: F,
    ) -> Outcome<T, R>
    where
        T: Answer + Send + 'static,
        R: From<KeyReused> + Send + 'static,
        F: for<'w> Fn(&'w Work, ActHeader) -> Working<'w, T, R> + Send + Sync + 'static,
    {
        let header = self.header(writer.caller, purpose);
        let write = writer.write(purpose, asked);
        let (run, write) = (Arc::new(run), Arc::new(write));
        outcome(
            self.store
                .act(&header, move |work| {
                    let (run, write) = (Arc::clone(&run), Arc::clone(&write));
                    Box::pin(async move {
                        let Some(write) = &*write else {
                            return run(work, header).await;
                        };
                        match work.claim_key(write, header.at).await? {
                            Claim::New => {}
                            Claim::Done(answer) => {
                                return T::from_text(&answer).ok_or_else(|| {
                                    Stop::Fault(StoreFault::Unreadable {
                                        table: "idempotency",
                                        value: answer,
                                    })
                                });
                            }
                            Claim::OfAnother => {
                                return Err(Stop::Refused(R::from(KeyReused)));
                            }
                        }
                        let value = run(work, header).await?;
                        work.keep_answer(write, &value.to_text()).await?;
                        Ok(value)
                    })
                })
                .await,
        )
    }

    /// Whether a writer did the same under the same key before. What was done may have taken away the right
    /// to do it, or the thing itself: whoever pressed twice is to read the first answer all the same.
    pub(crate) async fn was_done(
        &self,
        writer: &Writer,
        purpose: Purpose,
        asked: &str,
    ) -> Result<bool, StoreFault> {
        match writer.write(purpose, asked) {
            Some(write) => Ok(self.store.answer_of(&write).await?.is_some()),
            None => Ok(false),
        }
    }

    pub(crate) async fn forget_old_keys(&self) -> Result<u64, StoreFault> {
        let before = self.now().plus(-WRITE_KEY_KEPT);
        self.store.forget_keys(before).await
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_short_and_plain() {
        for (text, is_key) in [
            ("a", true),
            ("01932f3e-7b1c-7000-8000-000000000000", true),
            ("", false),
            ("鍵", false),
            ("a b", false),
        ] {
            assert_eq!(WriteKey::parse(text).is_ok(), is_key, "{text}");
        }
        assert!(WriteKey::parse(&"a".repeat(65)).is_err());
    }
}
