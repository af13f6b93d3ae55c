//! The account itself: its password, and stopping it.

use std::sync::Arc;

use renkei_domain::access::action::Action;
use renkei_domain::access::object::Object;
use renkei_domain::access::principal::Principal;
use renkei_domain::access::rule::{Decision, decide};
use renkei_domain::ids::AccountId;
use renkei_domain::people::{DutyKind, MailAddress, Membership, Standing};
use renkei_domain::record::{Purpose, Source};
use renkei_domain::text::Line;
use renkei_domain::time::Instant;
use renkei_store::people::account::Use;
use renkei_store::people::known::KnownAccount;
use renkei_store::{Stop, StoreFault, Work};

use super::handing_over::{Leaving, hand_over_duties};
use super::hashing::password_hash;
use super::membership::EndRefusal;
use super::password::{self, PasswordFault};
use super::secret::SessionSecret;
use super::session::{Device, SignedIn};
use super::sign_in::SignInRefusal;
use super::twice::{keep_done, sent_under};
use crate::directory::register::{Outcome, outcome};
use crate::writer::{Drawn, KeyReused, WriteKey, Writer};
use crate::{App, Caller};

/// Why a password was not changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PasswordRefusal {
    /// The session has ended.
    #[error("ログインの時間が切れました。もう一度ログインしてください。")]
    SignInFirst,
    /// The present password is not right.
    #[error("いまのパスワードが違います。もう一度たしかめてください。")]
    WrongPassword,
    /// Too many wrong answers came from the same place.
    #[error(
        "間違いが続いたため、{minutes}分ほど受け付けません。そのあとで、もう一度お試しください。",
        minutes = .retry_after.div_ceil(60)
    )]
    TooMany {
        /// Seconds until answers are taken again.
        retry_after: u64,
    },
    /// The new password is not good enough.
    #[error(transparent)]
    Unfit(PasswordFault),
    /// The form was sent before. What it asked for is done.
    #[error(
        "この画面から、パスワードはもう変わっています。次からは、新しいパスワードを使ってください。"
    )]
    ChangedBefore,
}

impl From<KeyReused> for PasswordRefusal {
    fn from(_: KeyReused) -> Self {
        Self::ChangedBefore
    }
}

impl PasswordRefusal {
    /// The stable code for programs.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::SignInFirst => "SIGN_IN_FIRST",
            Self::WrongPassword => "WRONG_PASSWORD",
            Self::TooMany { .. } => "TOO_MANY_ATTEMPTS",
            Self::Unfit(fault) => fault.code(),
            Self::ChangedBefore => "CHANGED_BEFORE",
        }
    }
}

/// Why an account was not stopped or brought back.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AccountRefusal {
    /// There is none, or none for this eye.
    #[error("そのアカウントは見つかりません。つづりを確かめてください。")]
    NotFound,
    /// The rule says no.
    #[error("この操作をする権限がありません。")]
    NotAllowed(Decision),
    /// Nobody would run the installation any more.
    #[error("さいごの運用者は止められません。先に、ほかの運用者を招いてください。")]
    LastOperator,
    /// Nobody, or nobody who may, would keep a network any more.
    #[error(transparent)]
    HandOver(EndRefusal),
}

impl AccountRefusal {
    /// The stable code for programs.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NotFound => "NOT_FOUND",
            Self::NotAllowed(_) => "NOT_ALLOWED",
            Self::LastOperator => "LAST_OPERATOR",
            Self::HandOver(refusal) => refusal.code(),
        }
    }

    fn of(decision: Decision) -> Option<Self> {
        match decision {
            Decision::Allowed => None,
            Decision::Hidden => Some(Self::NotFound),
            other => Some(Self::NotAllowed(other)),
        }
    }
}

#[renkei_boxed::boxed]
impl App {
    /// The account that signs in by an address, and whose it is, for the command of whoever runs the
    /// installation.
    ///
    /// # Errors
    /// A fault of the store.
    pub async fn account_by_address(
        &self,
        mail: &str,
    ) -> Result<Option<(AccountId, Line)>, StoreFault> {
        let Ok(mail) = MailAddress::parse(mail) else {
            return Ok(None);
        };
        let found = self.store.account_by_mail(&mail.key()).await?;
        Ok(found.map(|account| (account.id, account.name)))
    }

    /// Changes one's own password. Every other session ends; this one gets another secret. The same form
    /// sent twice changes it once, and who sent it again is told that it is changed.
    ///
    /// # Errors
    /// A fault of the store; refusals are in the outcome.
    pub async fn change_password(
        &self,
        secret: &SessionSecret,
        (old, new): (&str, &str),
        device: &Device,
        once: Option<WriteKey>,
    ) -> Outcome<SignedIn, PasswordRefusal> {
        const PURPOSE: Purpose = Purpose::ChangePassword;
        let form = sent_under(secret, PURPOSE, once.as_ref());
        let Some(view) = self.whoever(secret).await? else {
            let was_done = self.was_done_under(secret, PURPOSE, once.as_ref()).await?;
            return Ok(Err(if was_done {
                PasswordRefusal::ChangedBefore
            } else {
                PasswordRefusal::SignInFirst
            }));
        };
        let writer = Writer::by(view.principal.clone(), Source::Page).once(once);
        if self.was_done(&writer, PURPOSE, "").await? {
            return Ok(Err(PasswordRefusal::ChangedBefore));
        }
        let key = view.account.mail.key();
        match self.shown_password(&key, old, device).await? {
            Ok(_) => {}
            // The password may have gone while it was looked at: of two presses the first replaces it.
            Err(_) if self.was_done(&writer, PURPOSE, "").await? => {
                return Ok(Err(PasswordRefusal::ChangedBefore));
            }
            Err(SignInRefusal::Wrong) => return Ok(Err(PasswordRefusal::WrongPassword)),
            Err(SignInRefusal::TooMany { retry_after }) => {
                return Ok(Err(PasswordRefusal::TooMany { retry_after }));
            }
        }
        let places = view.account.standings.iter();
        let about = about(
            view.account.mail.as_str(),
            view.account.name.as_str(),
            places.filter_map(|standing| standing.place.as_deref()),
        );
        let hash = match self.new_password(new, about).await {
            Ok(hash) => hash,
            Err(fault) => return Ok(Err(PasswordRefusal::Unfit(fault))),
        };
        let (account, session) = (view.account.id, view.session);
        let this = Drawn(self.new_id());
        let done = self
            .act_of::<Drawn, PasswordRefusal, _>(&writer, PURPOSE, "", move |work, header| {
                let (hash, form) = (hash.clone(), form.clone());
                Box::pin(async move {
                    work.set_password(account, &hash).await?;
                    work.end_sessions(account, Some(session)).await?;
                    keep_done(work, form.as_ref(), header.at).await?;
                    Ok(this)
                })
            })
            .await?;
        match done {
            Ok(known) if known == this => {}
            Ok(_) => return Ok(Err(PasswordRefusal::ChangedBefore)),
            Err(refusal) => return Ok(Err(refusal)),
        }
        tracing::info!(%account, "password changed");
        let rotated = self.rotate(secret, None).await?;
        Ok(rotated.ok_or(PasswordRefusal::SignInFirst))
    }

    /// Stops an account: its sessions end with it and its tokens open nothing. The last coordinator of a
    /// network is stopped only with a successor, who becomes one.
    ///
    /// # Errors
    /// A fault of the store; refusals are in the outcome.
    pub async fn disable_account(
        &self,
        by: &Principal,
        id: AccountId,
        successor: Option<AccountId>,
    ) -> Outcome<(), AccountRefusal> {
        self.set_use(by, id, Use::Disabled, successor).await
    }

    /// Brings a stopped account back, with the memberships that still hold.
    ///
    /// # Errors
    /// A fault of the store; refusals are in the outcome.
    pub async fn enable_account(
        &self,
        by: &Principal,
        id: AccountId,
    ) -> Outcome<(), AccountRefusal> {
        self.set_use(by, id, Use::Enabled, None).await
    }

    async fn set_use(
        &self,
        by: &Principal,
        id: AccountId,
        to: Use,
        successor: Option<AccountId>,
    ) -> Outcome<(), AccountRefusal> {
        let decision = decide(by, Action::DisableAccount, &Object::Account(id));
        if let Some(refusal) = AccountRefusal::of(decision) {
            return Ok(Err(refusal));
        }
        let purpose = match to {
            Use::Enabled => Purpose::EnableAccount,
            Use::Disabled => Purpose::DisableAccount,
        };
        let header = self.header(Caller::of(by), purpose);
        // One for each network there is: which of them lose their last coordinator is seen in the act.
        let networks = self.store.networks().await?.into_iter();
        let follow: Vec<Membership> = networks
            .map(|network| self.new_membership(Standing::Coordinator(network.id)))
            .collect();
        let follow = Arc::new(follow);
        let done = self.store.act(&header, move |work| {
            let follow = Arc::clone(&follow);
            Box::pin(async move {
                work.lock_place(Standing::Operator).await?;
                let today = header.at.in_japan().date;
                let Some(known) = work.known_account(id, today).await? else {
                    return Err(Stop::Refused(AccountRefusal::NotFound));
                };
                if to == Use::Disabled && !known.is_disabled {
                    let mut standings = known.standings.iter();
                    let operates =
                        standings.any(|known| known.membership.standing == Standing::Operator);
                    if operates && work.count_who_stay(Standing::Operator, id, today).await? == 0 {
                        return Err(Stop::Refused(AccountRefusal::LastOperator));
                    }
                    keep_networks(work, &known, header.at, successor, &follow).await?;
                }
                if work.set_use(id, to).await? {
                    work.end_sessions(id, None).await?;
                }
                Ok(())
            })
        });
        let done = outcome(done.await)?;
        if done.is_ok() {
            tracing::info!(account = %id, code = purpose.code(), "account changed");
        }
        Ok(done)
    }

    /// Checks a new password and hashes it.
    pub(super) async fn new_password(
        &self,
        password: &str,
        about: Vec<String>,
    ) -> Result<String, PasswordFault> {
        let mut salt = [0; 16];
        self.entropy.fill(&mut salt);
        let password = password.to_owned();
        self.hashing
            .run(move || {
                password::check(&password, &about)?;
                Ok(password_hash(&password, &salt))
            })
            .await
    }
}

/// Hands the networks over of which an account that is being stopped is the last coordinator, as its
/// memberships would be. What else it has to do waits, since it may come back.
async fn keep_networks(
    work: &Work,
    known: &KnownAccount,
    now: Instant,
    successor: Option<AccountId>,
    follow: &[Membership],
) -> Result<(), Stop<AccountRefusal>> {
    // In the order of the networks, so that two acts do not wait for each other.
    for follow in follow {
        let standing = follow.standing;
        let mut standings = known.standings.iter();
        if !standings.any(|known| known.membership.standing == standing) {
            continue;
        }
        work.lock_place(standing).await?;
        let today = now.in_japan().date;
        let leaving = Leaving {
            account: known.id,
            standing,
            until: today,
            held_on: today,
            now,
        };
        let kinds = [DutyKind::KeepNetwork];
        match hand_over_duties(work, leaving, &kinds, successor.as_slice(), *follow).await {
            Ok(_) => {}
            Err(Stop::Refused(refusal)) => {
                return Err(Stop::Refused(AccountRefusal::HandOver(refusal)));
            }
            Err(Stop::Fault(fault)) => return Err(Stop::Fault(fault)),
        }
    }
    Ok(())
}

/// The words by which others would begin to guess.
pub(super) fn about<'t>(
    mail: &'t str,
    name: &'t str,
    places: impl Iterator<Item = &'t str>,
) -> Vec<String> {
    let parts = mail.split(['@', '.']);
    parts
        .chain([mail, name])
        .chain(name.split_whitespace())
        .chain(places)
        .filter(|word| word.chars().count() > 1)
        .map(str::to_owned)
        .collect()
}
