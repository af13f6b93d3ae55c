//! Sessions: opened at sign-in, given another secret whenever their owner has shown more, listed and ended
//! by their owner.

use std::net::IpAddr;

use renkei_domain::access::principal::Principal;
use renkei_domain::audit::KnownBy;
use renkei_domain::ids::{AccountId, SessionId};
use renkei_domain::people::limits::{
    ATTEMPT_SPAN, CALLS_KEPT, DRAFT_KEPT, SEEN_EVERY, SESSION_KEPT, SESSION_WHOLE,
};
use renkei_domain::people::{Factors, Needs, is_session_alive};
use renkei_domain::time::Instant;
use renkei_store::StoreFault;
use renkei_store::people::known::KnownAccount;
use renkei_store::people::session::StoredSession;

use super::secret::SessionSecret;
use super::view::{SignedInView, signed_in_view};
use crate::App;
use crate::audit::know;
use crate::directory::register::Outcome;

/// How many characters of a device's words are kept.
const DEVICE_CHARACTERS: usize = 120;

/// From where somebody signs in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Device {
    /// The address the request came from, behind trusted proxies.
    pub address: IpAddr,
    /// What the owner recognises it by in the list of sessions.
    pub words: String,
}

impl Device {
    fn kept(&self) -> String {
        let words = self.words.chars().filter(|c| !c.is_control());
        words.take(DEVICE_CHARACTERS).collect()
    }
}

/// Somebody has come in, or shown more of who they are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignedIn {
    /// The secret of the session, for the cookie. It is told this once.
    pub secret: SessionSecret,
    /// For whom rights are decided.
    pub principal: Principal,
    /// What is asked of them before anything else.
    pub needs: Needs,
}

/// A session as its owner sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SessionView {
    /// Its name.
    pub id: SessionId,
    /// What its owner recognises it by.
    pub device: String,
    /// When it was opened.
    pub made_at: Instant,
    /// When it was last in use, to the minute.
    pub seen_at: Instant,
    /// When it ends in any case.
    pub expires_at: Instant,
}

/// Why a session cannot be ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SessionRefusal {
    /// There is none of this name, or it is somebody else's.
    #[error("そのログインは見つかりません。もう終わっているかもしれません。")]
    NotFound,
}

impl SessionRefusal {
    /// The stable code for programs.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::NotFound => "NOT_FOUND",
        }
    }
}

#[renkei_boxed::boxed]
impl App {
    /// Who a session belongs to, what they are now and what is asked of them; `None` when the session has
    /// ended or the account was disabled.
    ///
    /// # Errors
    /// A fault of the store.
    pub async fn whoever(
        &self,
        secret: &SessionSecret,
    ) -> Result<Option<SignedInView>, StoreFault> {
        let now = self.now();
        let Some((session, account)) = self.open_session(secret, now).await? else {
            return Ok(None);
        };
        if session.seen_at.plus(SEEN_EVERY) <= now {
            let id = session.id;
            let seen = self
                .store
                .aside(move |work| Box::pin(async move { Ok(work.see_session(id, now).await?) }));
            if let Err(fault) = seen.await {
                // Reading goes on: the session then ends a little too early, which is the safe side.
                tracing::warn!(session = %id, %fault, "the use of a session was not written down");
            }
        }
        know(account.id, KnownBy::Session(session.id));
        Ok(Some(signed_in_view(&session, account, now)))
    }

    /// The same, where nobody did anything: the session stays as long unused as it was.
    ///
    /// # Errors
    /// A fault of the store.
    pub async fn still_whoever(
        &self,
        secret: &SessionSecret,
    ) -> Result<Option<SignedInView>, StoreFault> {
        let now = self.now();
        let open = self.open_session(secret, now).await?;
        Ok(open.map(|(session, account)| {
            know(account.id, KnownBy::Session(session.id));
            signed_in_view(&session, account, now)
        }))
    }

    async fn open_session(
        &self,
        secret: &SessionSecret,
        now: Instant,
    ) -> Result<Option<(StoredSession, KnownAccount)>, StoreFault> {
        let today = now.in_japan().date;
        let known = self.store.known_by_session(&secret.hash(), today).await?;
        Ok(known.filter(|(session, account)| {
            !account.is_disabled && is_session_alive(session.seen_at, session.expires_at, now)
        }))
    }

    /// Ends the session that a secret opens.
    ///
    /// # Errors
    /// A fault of the store.
    pub async fn sign_out(&self, secret: &SessionSecret) -> Result<(), StoreFault> {
        let hash = secret.hash();
        self.store
            .aside(move |work| Box::pin(async move { Ok(work.end_session_of(&hash).await?) }))
            .await
    }

    /// The sessions of whoever asks that are still open, the one used last first.
    ///
    /// # Errors
    /// A fault of the store.
    pub async fn sessions(&self, own: &Principal) -> Result<Vec<SessionView>, StoreFault> {
        let Some(account) = own.account() else {
            return Ok(Vec::new());
        };
        let now = self.now();
        let sessions = self.store.sessions_of(account).await?.into_iter();
        Ok(sessions
            .filter(|session| is_session_alive(session.seen_at, session.expires_at, now))
            .map(|session| SessionView {
                id: session.id,
                device: session.device,
                made_at: session.made_at,
                seen_at: session.seen_at,
                expires_at: session.expires_at,
            })
            .collect())
    }

    /// Ends one of one's own sessions.
    ///
    /// # Errors
    /// A fault of the store; refusals are in the outcome.
    pub async fn end_session(&self, own: &Principal, id: SessionId) -> Outcome<(), SessionRefusal> {
        let Some(account) = own.account() else {
            return Ok(Err(SessionRefusal::NotFound));
        };
        let has_ended = self
            .store
            .aside(move |work| Box::pin(async move { Ok(work.end_session(account, id).await?) }))
            .await?;
        if !has_ended {
            return Ok(Err(SessionRefusal::NotFound));
        }
        tracing::info!(%account, session = %id, "session ended by its owner");
        Ok(Ok(()))
    }

    /// Ends all of one's own sessions, the present one too; says how many.
    ///
    /// # Errors
    /// A fault of the store.
    pub async fn end_all_sessions(&self, own: &Principal) -> Result<u64, StoreFault> {
        let Some(account) = own.account() else {
            return Ok(0);
        };
        let ended = self
            .store
            .aside(move |work| Box::pin(async move { Ok(work.end_sessions(account, None).await?) }))
            .await?;
        tracing::info!(%account, ended, "all sessions ended by their owner");
        Ok(ended)
    }

    /// Forgets sessions that ended long ago, drafts and links that nobody came back for, calls of days long
    /// over, and wrong answers that count no more.
    pub(crate) async fn forget_people(&self) -> Result<(), StoreFault> {
        let now = self.now();
        let (sessions, drafts) = (now.plus(-SESSION_KEPT), now.plus(-DRAFT_KEPT));
        let calls = now.plus(-CALLS_KEPT).in_japan().date;
        let attempts = now.plus(-ATTEMPT_SPAN);
        self.store
            .aside(move |work| {
                Box::pin(async move {
                    work.forget_sessions(sessions).await?;
                    work.forget_drafts(drafts).await?;
                    work.forget_calls(calls).await?;
                    work.forget_resets(now).await?;
                    work.forget_case_links(now).await?;
                    work.forget_map_sheets(now).await?;
                    work.forget_old_attempts(attempts).await?;
                    Ok(())
                })
            })
            .await
    }

    /// A session to be opened now: whoever opens it has just shown who they are.
    pub(super) fn new_session(
        &self,
        account: AccountId,
        factors: Factors,
        device: &Device,
    ) -> StoredSession {
        let now = self.now();
        StoredSession {
            id: SessionId::from_uuid(self.new_id()),
            account,
            factors,
            made_at: now,
            seen_at: now,
            expires_at: now.plus(SESSION_WHOLE),
            confirmed_at: Some(now),
            device: device.kept(),
        }
    }

    /// What a secret that was just made opens; `None` when it was ended in the same moment.
    pub(super) async fn signed_in(
        &self,
        secret: SessionSecret,
    ) -> Result<Option<SignedIn>, StoreFault> {
        Ok(self.whoever(&secret).await?.map(|view| SignedIn {
            secret,
            principal: view.principal,
            needs: view.needs,
        }))
    }
}
