//! Opening an account anew whose owner has lost the password, the second factor or both. Whoever runs the
//! installation makes the link and hands it over; the owner chooses what it is opened by from then on. It
//! stays the same account: what it did, what it is and the tokens it made are untouched.

use std::sync::Arc;

use renkei_domain::people::limits::RESET;
use renkei_domain::people::{Factors, MailAddress, MailFault, PaperCode};
use renkei_domain::record::{Purpose, Source};
use renkei_domain::text::Line;
use renkei_domain::time::Instant;
use renkei_store::people::SecretHash;
use renkei_store::people::known::KnownAccount;
use renkei_store::{Stop, StoreFault};

use super::account::about;
use super::attempts::of_second_factor;
use super::password::PasswordFault;
use super::secret::{SessionSecret, reset_hash};
use super::session::{Device, SignedIn};
use crate::directory::register::{Outcome, outcome};
use crate::{App, Caller};

/// A link was made that opens an account anew.
#[derive(Clone, PartialEq, Eq)]
pub struct ResetOffered {
    /// Whose account.
    pub name: Line,
    /// The code of the link, told this once.
    pub code: String,
    /// From when on it opens nothing.
    pub expires_at: Instant,
}

impl std::fmt::Debug for ResetOffered {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut shown = f.debug_struct("ResetOffered");
        shown
            .field("expires_at", &self.expires_at)
            .finish_non_exhaustive()
    }
}

/// Why no link was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum OfferResetRefusal {
    /// The address is none.
    #[error(transparent)]
    Mail(MailFault),
    /// Nobody signs in by this address.
    #[error(
        "このメールアドレスのアカウントはありません。つづりを確かめてください。新しい人は招待してください。"
    )]
    NoAccount,
    /// The account was stopped.
    #[error("このアカウントは止めてあります。先に、止めた理由を確かめて、もどしてください。")]
    Disabled,
}

impl OfferResetRefusal {
    /// The stable code for programs.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Mail(_) => "INVALID_MAIL",
            Self::NoAccount => "NO_ACCOUNT",
            Self::Disabled => "ACCOUNT_DISABLED",
        }
    }
}

/// What a link opens, as its page shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ResetView {
    /// Whose account.
    pub name: Line,
    /// The address by which it signs in.
    pub mail: MailAddress,
}

/// Why an account was not opened anew.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ResetRefusal {
    /// The link opens nothing, or nothing any more.
    #[error(
        "このリンクは使えません。期限が切れたか、もう使われました。運用者に新しいリンクを頼んでください。"
    )]
    NoCode,
    /// The password is not good enough.
    #[error(transparent)]
    Password(PasswordFault),
}

impl ResetRefusal {
    /// The stable code for programs.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::NoCode => "NO_RESET",
            Self::Password(fault) => fault.code(),
        }
    }
}

#[renkei_boxed::boxed]
impl App {
    /// Makes the link that opens an account anew, for the command of whoever runs the installation. An
    /// earlier one ends. Until it is used the account stays as it is.
    ///
    /// # Errors
    /// A fault of the store; refusals are in the outcome.
    pub async fn offer_reset(&self, mail: &str) -> Outcome<ResetOffered, OfferResetRefusal> {
        let mail = match MailAddress::parse(mail) {
            Ok(mail) => mail,
            Err(fault) => return Ok(Err(OfferResetRefusal::Mail(fault))),
        };
        let Some(account) = self.store.account_by_mail(&mail.key()).await? else {
            return Ok(Err(OfferResetRefusal::NoAccount));
        };
        if account.is_disabled {
            return Ok(Err(OfferResetRefusal::Disabled));
        }
        let code = PaperCode::draw(PaperCode::INVITATION_GROUPS, self.entropy.as_ref());
        let (id, hash) = (account.id, reset_hash(&code));
        let expires_at = self.now().plus(RESET);
        let offered = ResetOffered {
            name: account.name,
            code: code.to_string(),
            expires_at,
        };
        let header = self.header(Caller::COMMAND, Purpose::OfferReset);
        let done = self.store.act(&header, move |work| {
            Box::pin(async move {
                work.offer_reset(id, &hash, expires_at).await?;
                Ok::<_, Stop<OfferResetRefusal>>(())
            })
        });
        let done = outcome(done.await)?;
        if done.is_ok() {
            tracing::info!(account = %id, "a link was made that opens the account anew");
        }
        Ok(done.map(|()| offered))
    }

    /// Whose account a link opens; `None` for one that opens nothing. Looking changes nothing.
    ///
    /// # Errors
    /// A fault of the store.
    pub async fn reset_of(&self, code: &str) -> Result<Option<ResetView>, StoreFault> {
        let found = self.known_by_reset(code).await?;
        Ok(found.map(|(_, account)| ResetView {
            name: account.name,
            mail: account.mail,
        }))
    }

    /// Opens an account anew: another password, no second factor, no other session. Whoever did it is
    /// signed in, and where their role asks for a second factor reaches nothing else before they set it
    /// up.
    ///
    /// # Errors
    /// A fault of the store; refusals are in the outcome.
    pub async fn reset_account(
        &self,
        code: &str,
        password: &str,
        device: &Device,
    ) -> Outcome<SignedIn, ResetRefusal> {
        // Without a link nothing is hashed: nobody makes the server work for nothing.
        let Some((hash, known)) = self.known_by_reset(code).await? else {
            return Ok(Err(ResetRefusal::NoCode));
        };
        let places = known.standings.iter();
        let about = about(
            known.mail.as_str(),
            known.name.as_str(),
            places.filter_map(|standing| standing.place.as_deref()),
        );
        let password_hash = match self.new_password(password, about).await {
            Ok(hash) => hash,
            Err(fault) => return Ok(Err(ResetRefusal::Password(fault))),
        };
        let (id, now) = (known.id, self.now());
        let secret = SessionSecret::draw(self.entropy.as_ref());
        let secret_hash = secret.hash();
        let session = self.new_session(id, Factors::One, device);
        let parts = Arc::new((password_hash, session, of_second_factor(id)));
        let header = self.header(Caller::account(id, Source::Page), Purpose::ResetAccount);
        let done = self.store.act(&header, move |work| {
            let parts = Arc::clone(&parts);
            Box::pin(async move {
                let (password_hash, session, attempts) = parts.as_ref();
                if work.take_reset(&hash, now).await? != Some(id) {
                    return Err(Stop::Refused(ResetRefusal::NoCode));
                }
                work.set_password(id, password_hash).await?;
                work.drop_second_factors(id).await?;
                work.end_sessions(id, None).await?;
                work.forget_attempts(attempts).await?;
                work.open_session(session, &secret_hash).await?;
                Ok(())
            })
        });
        if let Err(refusal) = outcome(done.await)? {
            return Ok(Err(refusal));
        }
        tracing::info!(account = %id, "account opened anew");
        Ok(self.signed_in(secret).await?.ok_or(ResetRefusal::NoCode))
    }

    async fn known_by_reset(
        &self,
        code: &str,
    ) -> Result<Option<(SecretHash, KnownAccount)>, StoreFault> {
        let code = PaperCode::read(code);
        let Some(code) = code.filter(|code| code.groups() == PaperCode::INVITATION_GROUPS) else {
            return Ok(None);
        };
        let (hash, now) = (reset_hash(&code), self.now());
        let Some(id) = self.store.reset_by_code(&hash, now).await? else {
            return Ok(None);
        };
        let known = self.store.known_account(id, now.in_japan().date).await?;
        let known = known.filter(|known| !known.is_disabled);
        Ok(known.map(|known| (hash, known)))
    }
}
