//! Accepting an invitation, with a new account or with the one that somebody has.

use std::sync::Arc;

use renkei_domain::access::rule::Decision;
use renkei_domain::ids::{AccountId, MembershipId};
use renkei_domain::letters::kind::LetterSubject;
use renkei_domain::people::{Factors, MailAddress, MailFault, Membership, Standing};
use renkei_domain::record::{Purpose, Source};
use renkei_domain::text::{Line, TextFault};
use renkei_store::Stop;
use renkei_store::people::account::NewAccount;

use crate::directory::register::{Outcome, outcome};
use crate::letters::withdraw::withdraw_letters_about;
use crate::people::account::about;
use crate::people::password::PasswordFault;
use crate::people::secret::SessionSecret;
use crate::people::session::{Device, SignedIn};
use crate::people::view::SignedInView;
use crate::{App, Caller};

/// What a new account is made of.
#[derive(Clone, PartialEq, Eq)]
pub struct AcceptForm {
    /// The name, as others shall read it.
    pub name: String,
    /// The address by which it will sign in.
    pub mail: String,
    /// The password.
    pub password: String,
}

/// Shows nothing of it: a form may end in a log.
impl std::fmt::Debug for AcceptForm {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("AcceptForm").finish_non_exhaustive()
    }
}

/// Why an invitation was not accepted.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AcceptRefusal {
    /// The code is wrong, or the invitation is not open any more.
    #[error(
        "この招待コードは使えません。コードを確かめるか、招いた人に新しいコードを頼んでください。"
    )]
    NoInvitation,
    /// The name cannot be kept.
    #[error("名前を入れてください。300文字までの1行です。")]
    Name(TextFault),
    /// The address is none.
    #[error(transparent)]
    Mail(MailFault),
    /// Another account signs in by this address.
    #[error(
        "このメールアドレスのアカウントがすでにあります。先にログインして、もう一度この招待を開いてください。"
    )]
    MailTaken,
    /// The password is not good enough.
    #[error(transparent)]
    Password(PasswordFault),
    /// The account is that already.
    #[error("すでにその役割があります。")]
    AlreadyThere,
    /// Something has to be shown first.
    #[error("先にパスワードを入れてください。")]
    NotAllowed(Decision),
}

impl AcceptRefusal {
    /// The stable code for programs.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NoInvitation => "NO_INVITATION",
            Self::Name(_) => "INVALID_NAME",
            Self::Mail(_) => "INVALID_MAIL",
            Self::MailTaken => "MAIL_TAKEN",
            Self::Password(fault) => fault.code(),
            Self::AlreadyThere => "ALREADY_THERE",
            Self::NotAllowed(_) => "NOT_ALLOWED",
        }
    }
}

#[renkei_boxed::boxed]
impl App {
    /// Accepts an invitation with a new account, which is signed in at once.
    ///
    /// # Errors
    /// A fault of the store; refusals are in the outcome.
    pub async fn accept_invitation(
        &self,
        code: &str,
        form: AcceptForm,
        device: &Device,
    ) -> Outcome<SignedIn, AcceptRefusal> {
        // Without an invitation nothing is hashed: nobody makes the server work for nothing.
        let Some(found) = self.invitation_of(code).await? else {
            return Ok(Err(AcceptRefusal::NoInvitation));
        };
        let (name, mail) = match (Line::parse(&form.name), MailAddress::parse(&form.mail)) {
            (Ok(name), Ok(mail)) => (name, mail),
            (Err(fault), _) => return Ok(Err(AcceptRefusal::Name(fault))),
            (_, Err(fault)) => return Ok(Err(AcceptRefusal::Mail(fault))),
        };
        let about = about(
            mail.as_str(),
            name.as_str(),
            found.place.as_deref().into_iter(),
        );
        let password_hash = match self.new_password(&form.password, about).await {
            Ok(hash) => hash,
            Err(fault) => return Ok(Err(AcceptRefusal::Password(fault))),
        };
        let now = self.now();
        let account = NewAccount {
            id: AccountId::from_uuid(self.new_id()),
            name,
            mail,
            password_hash,
            created_at: now,
        };
        let id = account.id;
        let membership = self.new_membership(found.invitation.standing);
        let secret = SessionSecret::draw(self.entropy.as_ref());
        let hash = secret.hash();
        let session = self.new_session(id, Factors::One, device);
        let parts = Arc::new((account, membership, session));
        let invitation = found.invitation.id;
        let header = self.header(Caller::account(id, Source::Page), Purpose::AcceptInvitation);
        let done = self.store.act(&header, move |work| {
            let parts = Arc::clone(&parts);
            Box::pin(async move {
                let (account, membership, session) = parts.as_ref();
                if !work.add_account(account).await? {
                    return Err(Stop::Refused(AcceptRefusal::MailTaken));
                }
                withdraw_letters_about(work, LetterSubject::Invitation(invitation)).await?;
                if !work.take_invitation(invitation, id, now).await? {
                    return Err(Stop::Refused(AcceptRefusal::NoInvitation));
                }
                // The account says from now on who they are.
                work.forget_invited(invitation, now).await?;
                work.add_membership(id, membership).await?;
                work.open_session(session, &hash).await?;
                Ok(())
            })
        });
        if let Err(refusal) = outcome(done.await)? {
            return Ok(Err(refusal));
        }
        tracing::info!(account = %id, "account made by an invitation");
        let signed_in = self.signed_in(secret).await?;
        Ok(signed_in.ok_or(AcceptRefusal::NoInvitation))
    }

    /// Accepts an invitation with the account that is signed in: it becomes something more, as after a
    /// change of agency. A card is not enough: whoever keeps it could make its owner something for which
    /// the card opens nothing any more.
    ///
    /// # Errors
    /// A fault of the store; refusals are in the outcome.
    pub async fn join_by_invitation(
        &self,
        own: &SignedInView,
        code: &str,
    ) -> Outcome<MembershipId, AcceptRefusal> {
        if own.shown == Factors::Card {
            return Ok(Err(AcceptRefusal::NotAllowed(Decision::ConfirmAgain)));
        }
        let account = own.account.id;
        let Some(found) = self.invitation_of(code).await? else {
            return Ok(Err(AcceptRefusal::NoInvitation));
        };
        let membership = self.new_membership(found.invitation.standing);
        let (invitation, now) = (found.invitation.id, self.now());
        let header = self.header(Caller::of(&own.principal), Purpose::AcceptInvitation);
        let done = self.store.act(&header, move |work| {
            Box::pin(async move {
                work.lock_account(account).await?;
                let known = work.known_account(account, membership.since).await?;
                let is_there = known.is_some_and(|known| {
                    let mut standings = known.standings.iter();
                    standings.any(|known| known.membership.standing == membership.standing)
                });
                if is_there {
                    return Err(Stop::Refused(AcceptRefusal::AlreadyThere));
                }
                withdraw_letters_about(work, LetterSubject::Invitation(invitation)).await?;
                if !work.take_invitation(invitation, account, now).await? {
                    return Err(Stop::Refused(AcceptRefusal::NoInvitation));
                }
                work.forget_invited(invitation, now).await?;
                work.add_membership(account, &membership).await?;
                Ok(())
            })
        });
        Ok(outcome(done.await)?.map(|()| membership.id))
    }

    /// A membership from today on.
    pub(in crate::people) fn new_membership(&self, standing: Standing) -> Membership {
        Membership {
            id: MembershipId::from_uuid(self.new_id()),
            standing,
            since: self.now().in_japan().date,
            until: None,
        }
    }
}
