//! What the owner of an account says of themselves: their name, and the address by which they sign in. The
//! account stays the same, with its history, wherever its owner works.

use renkei_domain::access::principal::Assurance;
use renkei_domain::ids::{AddressChangeId, LetterId};
use renkei_domain::people::{Factors, MailAddress, Needs};
use renkei_domain::record::{Purpose, Source};
use renkei_domain::text::Line;
use renkei_store::Stop;

use super::attempts::of_naming;
use super::secret::SessionSecret;
use super::session::SignedIn;
use super::twice::{keep_done, sent_under};
use super::view::SignedInView;
use crate::directory::register::{Outcome, outcome};
use crate::letters::address_change::{Notice, tell_former_address};
use crate::writer::{Drawn, KeyReused, WriteKey, Writer};
use crate::{App, Caller};

/// Why a name or an address was not changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum OwnRefusal {
    /// The session has ended, or is not complete.
    #[error("ログインの時間が切れました。もう一度ログインしてください。")]
    SignInFirst,
    /// They have to show again who they are.
    #[error("先にパスワードを入れてください。")]
    ConfirmAgain,
    /// Another account signs in by this address.
    #[error("このメールアドレスは、ほかのアカウントで使われています。")]
    MailTaken,
    /// Too many addresses were tried.
    #[error(
        "何度も試したため、{minutes}分ほど受け付けません。そのあとで、もう一度お試しください。",
        minutes = .retry_after.div_ceil(60)
    )]
    TooMany {
        /// Seconds until addresses are taken again.
        retry_after: u64,
    },
    /// The form was sent before. What it asked for is done.
    #[error(
        "この画面から、メールアドレスはもう変わっています。次からは、新しいアドレスでログインしてください。"
    )]
    ChangedBefore,
}

impl From<KeyReused> for OwnRefusal {
    fn from(_: KeyReused) -> Self {
        Self::ChangedBefore
    }
}

impl OwnRefusal {
    /// The stable code for programs.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::SignInFirst => "SIGN_IN_FIRST",
            Self::ConfirmAgain => "CONFIRM_AGAIN",
            Self::MailTaken => "MAIL_TAKEN",
            Self::TooMany { .. } => "TOO_MANY_ATTEMPTS",
            Self::ChangedBefore => "CHANGED_BEFORE",
        }
    }
}

#[renkei_boxed::boxed]
impl App {
    /// Gives oneself another name. A card is not enough: whoever keeps it speaks for nobody.
    ///
    /// # Errors
    /// A fault of the store; refusals are in the outcome.
    pub async fn change_name(&self, secret: &SessionSecret, name: Line) -> Outcome<(), OwnRefusal> {
        let view = match self.own(secret).await? {
            Ok(view) if view.shown == Factors::Card => return Ok(Err(OwnRefusal::ConfirmAgain)),
            Ok(view) => view,
            Err(refusal) => return Ok(Err(refusal)),
        };
        let account = view.account.id;
        let caller = Caller::account(account, Source::Page);
        let header = self.header(caller, Purpose::ChangeName);
        let done = self.store.act(&header, move |work| {
            let name = name.clone();
            Box::pin(async move {
                work.set_name(account, &name).await?;
                Ok::<_, Stop<OwnRefusal>>(())
            })
        });
        let done = outcome(done.await)?;
        if done.is_ok() {
            tracing::info!(%account, "name changed");
        }
        Ok(done)
    }

    /// Signs in by another address from now on, of which a letter tells the one before. Every other session
    /// ends; this one gets another secret.
    /// The password is asked again first, since whoever has the address gets back into the account.
    /// The same form sent twice changes it once, and who sent it again is told that it is changed.
    ///
    /// # Errors
    /// A fault of the store; refusals are in the outcome.
    pub async fn change_address(
        &self,
        secret: &SessionSecret,
        mail: MailAddress,
        once: Option<WriteKey>,
    ) -> Outcome<SignedIn, OwnRefusal> {
        const PURPOSE: Purpose = Purpose::ChangeAddress;
        let form = sent_under(secret, PURPOSE, once.as_ref());
        let view = match self.own(secret).await? {
            Ok(view) => view,
            // The first of two presses gives the session another secret, perhaps while the second is on its way: what
            // was done under the former one is asked after it was found to open nothing.
            Err(refusal) => {
                let was_done = self.was_done_under(secret, PURPOSE, once.as_ref()).await?;
                return Ok(Err(if was_done {
                    OwnRefusal::ChangedBefore
                } else {
                    refusal
                }));
            }
        };
        let writer = Writer::by(view.principal.clone(), Source::Page).once(once);
        if self.was_done(&writer, PURPOSE, "").await? {
            return Ok(Err(OwnRefusal::ChangedBefore));
        }
        if view.principal.assurance != Assurance::Fresh {
            return Ok(Err(OwnRefusal::ConfirmAgain));
        }
        let (account, session) = (view.account.id, view.session);
        // The answer tells whether an address has an account, so that nobody asks it without end.
        let attempt = of_naming(account);
        if let Some(retry_after) = self.count_attempt(&attempt).await? {
            return Ok(Err(OwnRefusal::TooMany { retry_after }));
        }
        let (letter, change) = (
            LetterId::from_uuid(self.new_id()),
            AddressChangeId::from_uuid(self.new_id()),
        );
        let this = Drawn(self.new_id());
        let done = self
            .act_of::<Drawn, OwnRefusal, _>(&writer, PURPOSE, "", move |work, header| {
                let (mail, form) = (mail.clone(), form.clone());
                Box::pin(async move {
                    let at = header.at;
                    work.lock_account(account).await?;
                    let known = work.known_account(account, at.in_japan().date).await?;
                    let known = known.ok_or(Stop::Refused(OwnRefusal::SignInFirst))?;
                    if !work.set_mail(account, &mail).await? {
                        return Err(Stop::Refused(OwnRefusal::MailTaken));
                    }
                    work.end_sessions(account, Some(session)).await?;
                    let notice = Notice { letter, change, at };
                    tell_former_address(work, account, (&known.mail, &mail), notice).await?;
                    keep_done(work, form.as_ref(), at).await?;
                    Ok(this)
                })
            })
            .await?;
        match done {
            Ok(known) if known == this => {}
            Ok(_) => return Ok(Err(OwnRefusal::ChangedBefore)),
            Err(refusal) => return Ok(Err(refusal)),
        }
        tracing::info!(%account, "address changed");
        self.wake_courier();
        let rotated = self.rotate(secret, None).await?;
        Ok(rotated.ok_or(OwnRefusal::SignInFirst))
    }

    /// Whoever is signed in with everything that is asked of them.
    async fn own(&self, secret: &SessionSecret) -> Outcome<SignedInView, OwnRefusal> {
        let view = self.whoever(secret).await?;
        let view = view.filter(|view| view.needs == Needs::Nothing);
        Ok(view.ok_or(OwnRefusal::SignInFirst))
    }
}
