//! Tokens of programs: made by an account for itself, shown once, revoked at any time.

use chrono::{Days, NaiveDate};
use renkei_domain::access::action::Action;
use renkei_domain::access::object::Object;
use renkei_domain::access::principal::{Assurance, Door, Principal, TokenScope};
use renkei_domain::access::rule::{Decision, decide};
use renkei_domain::audit::KnownBy;
use renkei_domain::ids::{AccountId, TokenId};
use renkei_domain::people::DocumentMode;
use renkei_domain::people::limits::{SEEN_EVERY, TOKEN_DAYS};
use renkei_domain::record::Purpose;
use renkei_domain::text::Line;
use renkei_domain::time::Instant;
use renkei_store::people::token::StoredToken;
use renkei_store::{Stop, StoreFault};

use super::secret::{draw_token, token_hash};
use super::view::principal;
use crate::audit::know;
use crate::directory::register::{Outcome, outcome};
use crate::writer::{Drawn, KeyReused, Writer};
use crate::{App, Caller};

/// A token to be made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewToken {
    /// What its owner calls it.
    pub name: Line,
    /// What it lets pass.
    pub scopes: Vec<TokenScope>,
    /// The first day on which it holds no more.
    pub expires_on: NaiveDate,
}

/// A token was made.
#[derive(Clone, PartialEq, Eq)]
pub struct MadeToken {
    /// Its id.
    pub id: TokenId,
    /// The token itself, told this once.
    pub secret: String,
}

impl std::fmt::Debug for MadeToken {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut shown = f.debug_struct("MadeToken");
        shown.field("id", &self.id).finish_non_exhaustive()
    }
}

/// A token as its owner sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TokenView {
    /// Its id.
    pub id: TokenId,
    /// What its owner calls it.
    pub name: Line,
    /// What it lets pass.
    pub scopes: Vec<TokenScope>,
    /// When it was made.
    pub made_at: Instant,
    /// The first day on which it holds no more.
    pub expires_on: NaiveDate,
    /// When it was last used, to the minute.
    pub last_used_at: Option<Instant>,
    /// When it was revoked.
    pub revoked_at: Option<Instant>,
    /// What its program may send in place of registered documents.
    pub documents: DocumentMode,
}

/// A token that holds, as a call comes by it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownToken {
    /// Its id.
    pub id: TokenId,
    /// Whom it speaks for, within its scopes.
    pub principal: Principal,
    /// What its program may send in place of registered documents.
    pub documents: DocumentMode,
}

impl From<StoredToken> for TokenView {
    fn from(token: StoredToken) -> Self {
        Self {
            id: token.id,
            name: token.name,
            scopes: token.scopes,
            made_at: token.made_at,
            expires_on: token.expires_on,
            last_used_at: token.last_used_at,
            revoked_at: token.revoked_at,
            documents: token.documents,
        }
    }
}

/// Why a token was not made or revoked.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TokenRefusal {
    /// The rule says no.
    #[error("合いことば（トークン）をあつかう権限がありません。")]
    NotAllowed(Decision),
    /// It would let nothing pass.
    #[error("できることを1つ以上選んでください。")]
    NoScope,
    /// Its last day is past, or too far away.
    #[error("期限は、あしたから1年以内の日にしてください。")]
    ExpiresOn,
    /// There is none that holds, or it is somebody else's.
    #[error("その合いことば（トークン）は見つかりません。もう取り消されているかもしれません。")]
    NotFound,
    /// The form was sent before. What it made is told once.
    #[error(
        "この画面から、合いことばはもう できています。いちどしか出ないので、もう出せません。ひかえていないときは、下の一覧で取り消して、もう一度つくってください。"
    )]
    MadeBefore,
}

impl From<KeyReused> for TokenRefusal {
    fn from(_: KeyReused) -> Self {
        Self::MadeBefore
    }
}

impl TokenRefusal {
    /// The stable code for programs.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NotAllowed(_) => "NOT_ALLOWED",
            Self::NoScope => "NO_SCOPE",
            Self::ExpiresOn => "INVALID_EXPIRY",
            Self::NotFound => "NOT_FOUND",
            Self::MadeBefore => "MADE_BEFORE",
        }
    }
}

pub(super) fn may_manage(own: &Principal) -> Result<AccountId, TokenRefusal> {
    match decide(own, Action::ManageOwnTokens, &Object::Installation) {
        Decision::Allowed => {}
        other => return Err(TokenRefusal::NotAllowed(other)),
    }
    // The installation has no tokens of its own.
    own.account().ok_or(TokenRefusal::NotFound)
}

#[renkei_boxed::boxed]
impl App {
    /// Makes a token for one's own account. It is told this once: under a key, the same form sent twice
    /// makes one token, and who sent it again is told that it is there.
    ///
    /// # Errors
    /// A fault of the store; refusals are in the outcome.
    pub async fn make_token(
        &self,
        writer: &Writer,
        token: NewToken,
    ) -> Outcome<MadeToken, TokenRefusal> {
        let account = match may_manage(&writer.principal) {
            Ok(account) => account,
            Err(refusal) => return Ok(Err(refusal)),
        };
        let now = self.now();
        let today = now.in_japan().date;
        let asked = format!("{token:?}");
        let mut scopes = token.scopes;
        scopes.sort_unstable();
        scopes.dedup();
        if scopes.is_empty() {
            return Ok(Err(TokenRefusal::NoScope));
        }
        let last = today.checked_add_days(Days::new(TOKEN_DAYS));
        if token.expires_on <= today || last.is_none_or(|last| token.expires_on > last) {
            return Ok(Err(TokenRefusal::ExpiresOn));
        }
        let kept = StoredToken {
            id: TokenId::from_uuid(self.new_id()),
            account,
            name: token.name,
            scopes,
            made_at: now,
            expires_on: token.expires_on,
            last_used_at: None,
            revoked_at: None,
            documents: DocumentMode::Off,
        };
        let (made, hash) = {
            let secret = draw_token(self.entropy.as_ref());
            let hash = token_hash(&secret).expect("what was just drawn is a token");
            let id = kept.id;
            (MadeToken { id, secret }, hash)
        };
        let purpose = Purpose::MakeToken;
        let done = self
            .act_of::<Drawn, TokenRefusal, _>(writer, purpose, &asked, move |work, _| {
                let kept = kept.clone();
                Box::pin(async move {
                    work.add_token(&kept, &hash).await?;
                    Ok(Drawn(kept.id.uuid()))
                })
            })
            .await?;
        Ok(match done {
            Ok(Drawn(known)) if known == made.id.uuid() => Ok(made),
            Ok(Drawn(_)) => Err(TokenRefusal::MadeBefore),
            Err(refusal) => Err(refusal),
        })
    }

    /// One's own tokens, the newest first; revoked and expired ones are among them.
    ///
    /// # Errors
    /// A fault of the store.
    pub async fn tokens(&self, own: &Principal) -> Result<Vec<TokenView>, StoreFault> {
        let Some(account) = own.account() else {
            return Ok(Vec::new());
        };
        let tokens = self.store.tokens_of(account).await?.into_iter();
        Ok(tokens.map(TokenView::from).collect())
    }

    /// Revokes one of one's own tokens; the next call with it finds nobody.
    ///
    /// # Errors
    /// A fault of the store; refusals are in the outcome.
    pub async fn revoke_token(&self, own: &Principal, id: TokenId) -> Outcome<(), TokenRefusal> {
        let account = match may_manage(own) {
            Ok(account) => account,
            Err(refusal) => return Ok(Err(refusal)),
        };
        let now = self.now();
        let header = self.header(Caller::of(own), Purpose::RevokeToken);
        let done = self.store.act(&header, move |work| {
            Box::pin(async move {
                // Whoever registers documents for it meanwhile is waited for, so that those go with it.
                work.lock_account(account).await?;
                if work.revoke_token(account, id, now).await? {
                    Ok(())
                } else {
                    Err(Stop::Refused(TokenRefusal::NotFound))
                }
            })
        });
        outcome(done.await)
    }

    /// Whom a token speaks for, within its scopes; `None` when it is none, or holds no more, or its
    /// account was stopped.
    ///
    /// # Errors
    /// A fault of the store.
    pub async fn by_token(&self, secret: &str) -> Result<Option<Principal>, StoreFault> {
        let known = self.known_by_token(secret).await?;
        Ok(known.map(|known| known.principal))
    }

    /// The same, with which token it is and what its program may send.
    ///
    /// # Errors
    /// A fault of the store.
    pub async fn known_by_token(&self, secret: &str) -> Result<Option<KnownToken>, StoreFault> {
        let Some(hash) = token_hash(secret) else {
            return Ok(None);
        };
        let now = self.now();
        let today = now.in_japan().date;
        let Some((token, account)) = self.store.known_by_token(&hash, today).await? else {
            return Ok(None);
        };
        if account.is_disabled || token.revoked_at.is_some() || token.expires_on <= today {
            return Ok(None);
        }
        let is_news = token
            .last_used_at
            .is_none_or(|at| at.plus(SEEN_EVERY) <= now);
        if is_news {
            let id = token.id;
            let seen = self
                .store
                .aside(move |work| Box::pin(async move { Ok(work.see_token(id, now).await?) }));
            if let Err(fault) = seen.await {
                tracing::warn!(token = %id, %fault, "the use of a token was not written down");
            }
        }
        let id = token.id;
        know(account.id, KnownBy::Token(id));
        // Only who had shown two factors a moment ago could make it.
        let door = Door::Token(token.scopes);
        Ok(Some(KnownToken {
            id,
            principal: principal(&account, Assurance::Full, door),
            documents: token.documents,
        }))
    }
}
