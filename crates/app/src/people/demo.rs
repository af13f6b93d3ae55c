//! The accounts of a demo: one for each role, opened by a code that works once. Codes of this kind are
//! made here and nowhere else, and nothing but the command that makes a demo calls it.

use std::sync::Arc;

use chrono::Days;
use renkei_domain::access::principal::TokenScope;
use renkei_domain::ids::{AccountId, TokenId};
use renkei_domain::people::{DocumentMode, Factors, MailAddress, Membership, PaperCode, Standing};
use renkei_domain::record::Purpose;
use renkei_domain::text::Line;
use renkei_store::people::SecretHash;
use renkei_store::people::account::NewAccount;
use renkei_store::people::token::StoredToken;
use renkei_store::{Stop, StoreFault};

use super::secret::{SessionSecret, draw_token, entry_hash, token_hash};
use super::session::{Device, SignedIn};
use crate::directory::register::{Outcome, outcome};
use crate::{App, Caller};

/// How long the demo's token holds.
const TOKEN_DAYS: Days = Days::new(30);

/// A way into the demo.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DemoEntry {
    /// The code of the role.
    pub role: &'static str,
    /// The role in the words of people, with its place.
    pub word: String,
    /// The address by which the account signs in.
    pub mail: MailAddress,
    /// The code that opens it once.
    pub code: String,
}

/// The ways into a demo.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DemoAccounts {
    /// One for each role.
    pub entries: Vec<DemoEntry>,
    /// The password of all of them.
    pub password: String,
    /// A token of the coordinator, of all scopes.
    pub token: String,
}

/// Why a demo got no accounts.
#[derive(Debug, thiserror::Error)]
pub enum DemoFault {
    /// The demo has no network with a member organization.
    #[error("the demo has no network with a member organization")]
    NoNetwork,
    /// The accounts are there already.
    #[error("the demo has its accounts already")]
    AlreadyThere,
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreFault),
}

/// Why a code opens nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum EnterRefusal {
    /// There is none, or it was used.
    #[error("このリンクは一度だけ使えます。もう使われたか、別の体験用のものです。")]
    NoSuchCode,
}

impl EnterRefusal {
    /// The stable code for programs.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::NoSuchCode => "NO_SUCH_CODE",
        }
    }
}

/// An account to be made.
struct Role {
    account: NewAccount,
    membership: Membership,
    hash: SecretHash,
}

#[renkei_boxed::boxed]
impl App {
    /// Makes the accounts of a demo. Only the command that makes a demo calls this.
    ///
    /// # Errors
    /// When the demo has no network, or its accounts already.
    pub async fn found_demo_accounts(&self) -> Result<DemoAccounts, DemoFault> {
        let networks = self.store.networks().await?;
        let network = networks.first().ok_or(DemoFault::NoNetwork)?;
        let organizations = self.store.member_organizations(network.id).await?;
        // Nobody of the demo works for a body that exists, where an invented one is there.
        let is_invented = |name: &String| name.ends_with("（架空）");
        let mut invented = organizations.iter().filter(|(_, name)| is_invented(name));
        let (organization, agency) = invented
            .next()
            .or_else(|| organizations.first())
            .ok_or(DemoFault::NoNetwork)?;
        let password = PaperCode::draw(PaperCode::INVITATION_GROUPS, self.entropy.as_ref());
        let password = password.to_string();
        let cast = [
            (
                Standing::Coordinator(network.id),
                "体験 事務局",
                Some(network.name.as_str()),
            ),
            (
                Standing::Staff(*organization),
                "体験 職員",
                Some(agency.as_str()),
            ),
            (Standing::Person, "体験 本人", None),
            (Standing::Operator, "体験 運用", None),
        ];
        let mut entries = Vec::new();
        let mut roles = Vec::new();
        for (standing, name, place) in cast {
            let code = PaperCode::draw(PaperCode::INVITATION_GROUPS, self.entropy.as_ref());
            let (role, word) = (standing.role_code(), standing.role_word());
            let mail = MailAddress::parse(&format!("{role}@demo.example")).expect("an address");
            let made = self.new_password(&password, Vec::new()).await;
            roles.push(Role {
                account: NewAccount {
                    id: AccountId::from_uuid(self.new_id()),
                    name: Line::parse(name).expect("the name is a line"),
                    mail: mail.clone(),
                    password_hash: made.expect("a drawn password is hard to guess"),
                    created_at: self.now(),
                },
                membership: self.new_membership(standing),
                hash: entry_hash(&code),
            });
            entries.push(DemoEntry {
                role,
                word: place.map_or_else(|| word.to_owned(), |place| format!("{word}（{place}）")),
                mail,
                code: code.to_string(),
            });
        }
        let secret = draw_token(self.entropy.as_ref());
        let token = self.demo_token(roles[0].account.id);
        let token_hash = token_hash(&secret).expect("what was just drawn is a token");
        let parts = Arc::new((roles, token));
        let header = self.header(Caller::SEED, Purpose::AcceptInvitation);
        let done = self.store.act::<_, (), _>(&header, move |work| {
            let parts = Arc::clone(&parts);
            Box::pin(async move {
                let (roles, token) = parts.as_ref();
                for role in roles {
                    if !work.add_account(&role.account).await? {
                        return Err(Stop::Refused(()));
                    }
                    work.add_membership(role.account.id, &role.membership)
                        .await?;
                    work.add_entry_code(&role.hash, role.account.id).await?;
                }
                work.add_token(token, &token_hash).await?;
                Ok(())
            })
        });
        outcome(done.await)?.map_err(|()| DemoFault::AlreadyThere)?;
        Ok(DemoAccounts {
            entries,
            password,
            token: secret,
        })
    }

    fn demo_token(&self, account: AccountId) -> StoredToken {
        let now = self.now();
        let today = now.in_japan().date;
        StoredToken {
            id: TokenId::from_uuid(self.new_id()),
            account,
            name: Line::parse("体験用").expect("the name is a line"),
            scopes: TokenScope::ALL.to_vec(),
            made_at: now,
            expires_on: today.checked_add_days(TOKEN_DAYS).unwrap_or(today),
            last_used_at: None,
            revoked_at: None,
            documents: DocumentMode::Off,
        }
    }

    /// Enters a demo by a code, once, as somebody who has shown everything.
    ///
    /// # Errors
    /// A fault of the store; refusals are in the outcome.
    pub async fn enter_demo(&self, code: &str, device: &Device) -> Outcome<SignedIn, EnterRefusal> {
        let Some(code) = PaperCode::read(code) else {
            return Ok(Err(EnterRefusal::NoSuchCode));
        };
        let entry = entry_hash(&code);
        let secret = SessionSecret::draw(self.entropy.as_ref());
        let hash = secret.hash();
        let nobody = AccountId::from_uuid(uuid::Uuid::nil());
        let session = self.new_session(nobody, Factors::Two, device);
        let is_open = self
            .store
            .aside(move |work| {
                let mut session = session.clone();
                Box::pin(async move {
                    let Some(account) = work.take_entry_code(&entry).await? else {
                        return Ok(false);
                    };
                    session.account = account;
                    work.open_session(&session, &hash).await?;
                    Ok(true)
                })
            })
            .await?;
        if !is_open {
            return Ok(Err(EnterRefusal::NoSuchCode));
        }
        let signed_in = self.signed_in(secret).await?;
        Ok(signed_in.ok_or(EnterRefusal::NoSuchCode))
    }
}
