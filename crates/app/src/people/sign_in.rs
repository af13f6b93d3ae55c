//! Signing in by address and password, and showing again that one is still the same person.

use renkei_domain::people::{Factors, MailAddress};
use renkei_store::StoreFault;
use renkei_store::people::account::StoredAccount;

use super::attempts::{of_name, of_password, of_place};
use super::secret::SessionSecret;
use super::session::{Device, SignedIn};
use crate::App;
use crate::directory::register::Outcome;

/// Why somebody does not come in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SignInRefusal {
    /// The address or the password is not right, or the account was disabled. Which one is not said.
    #[error("メールアドレスかパスワードが違います。もう一度たしかめてください。")]
    Wrong,
    /// Too many wrong answers came from the same place.
    #[error(
        "間違いが続いたため、{minutes}分ほど受け付けません。そのあとで、もう一度お試しください。",
        minutes = .retry_after.div_ceil(60)
    )]
    TooMany {
        /// Seconds until answers are taken again.
        retry_after: u64,
    },
}

impl SignInRefusal {
    /// The stable code for programs.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Wrong => "WRONG_SIGN_IN",
            Self::TooMany { .. } => "TOO_MANY_ATTEMPTS",
        }
    }
}

/// The most bytes of a name that are looked at.
const NAME_BYTES: usize = 1_000;

#[renkei_boxed::boxed]
impl App {
    /// Signs in. An address without an account costs the same work and gets the same answer as one with.
    ///
    /// # Errors
    /// A fault of the store; refusals are in the outcome.
    pub async fn sign_in(
        &self,
        mail: &str,
        password: &str,
        device: &Device,
    ) -> Outcome<SignedIn, SignInRefusal> {
        let key = match MailAddress::parse(mail) {
            Ok(mail) => mail.key(),
            Err(_) => mail.bytes().take(NAME_BYTES).map(char::from).collect(),
        };
        let account = match self.shown_password(&key, password, device).await? {
            Ok(account) => account,
            Err(refusal) => return Ok(Err(refusal)),
        };
        let secret = SessionSecret::draw(self.entropy.as_ref());
        let hash = secret.hash();
        let session = self.new_session(account.id, Factors::One, device);
        self.store
            .aside(move |work| {
                let session = session.clone();
                Box::pin(async move { Ok(work.open_session(&session, &hash).await?) })
            })
            .await?;
        tracing::info!(account = %account.id, "signed in with a password");
        Ok(self.signed_in(secret).await?.ok_or(SignInRefusal::Wrong))
    }

    /// Shows again, by the password, that a session is still its owner's. It gets another secret.
    ///
    /// # Errors
    /// A fault of the store; refusals are in the outcome.
    pub async fn confirm_again(
        &self,
        secret: &SessionSecret,
        password: &str,
        device: &Device,
    ) -> Outcome<SignedIn, SignInRefusal> {
        let Some(view) = self.whoever(secret).await? else {
            return Ok(Err(SignInRefusal::Wrong));
        };
        let key = view.account.mail.key();
        if let Err(refusal) = self.shown_password(&key, password, device).await? {
            return Ok(Err(refusal));
        }
        // Whoever came by a card has now shown that they know the password too.
        let shown = (view.shown == Factors::Card).then_some(Factors::One);
        let rotated = self.rotate(secret, shown).await?;
        Ok(rotated.ok_or(SignInRefusal::Wrong))
    }

    /// The account whose password was shown. The attempt is counted first, so that many at once are
    /// counted too, and forgotten when it was right.
    pub(super) async fn shown_password(
        &self,
        mail_key: &str,
        password: &str,
        device: &Device,
    ) -> Outcome<StoredAccount, SignInRefusal> {
        let attempt = of_password(mail_key, device.address);
        let (place, name) = (of_place(device.address), of_name(mail_key));
        let at_place = self.waits_at(&place).await?;
        let wait = match at_place {
            Some(_) => at_place,
            None => {
                let most = self.tries_for(&name).await?;
                self.count_attempt_of(&attempt, most).await?
            }
        };
        if let Some(retry_after) = wait {
            tracing::warn!("sign-in refused: too many wrong passwords");
            return Ok(Err(SignInRefusal::TooMany { retry_after }));
        }
        let account = self.store.account_by_mail(mail_key).await?;
        let hash = account
            .as_ref()
            .map(|account| account.password_hash.clone());
        let fits = self.hashing.fits(password, hash).await?;
        let account = account.filter(|account| fits && !account.is_disabled);
        let Some(account) = account else {
            self.count_attempt(&place).await?;
            self.count_attempt(&name).await?;
            tracing::warn!("sign-in refused: wrong address or password");
            return Ok(Err(SignInRefusal::Wrong));
        };
        self.store
            .aside(move |work| {
                let attempt = attempt.clone();
                Box::pin(async move { Ok(work.forget_attempts(&attempt).await?) })
            })
            .await?;
        Ok(Ok(account))
    }

    /// Gives a session another secret after its owner has shown more; `None` when it has ended meanwhile
    /// or another request was faster.
    pub(super) async fn rotate(
        &self,
        old: &SessionSecret,
        shown: Option<Factors>,
    ) -> Result<Option<SignedIn>, StoreFault> {
        let secret = SessionSecret::draw(self.entropy.as_ref());
        let (old, new, now) = (old.hash(), secret.hash(), self.now());
        let is_rotated = self
            .store
            .aside(move |work| {
                Box::pin(async move { Ok(work.rotate_session(&old, &new, shown, now).await?) })
            })
            .await?;
        if is_rotated {
            self.signed_in(secret).await
        } else {
            Ok(None)
        }
    }
}
