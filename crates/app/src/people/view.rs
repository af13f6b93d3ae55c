//! What is shown of a signed-in account, and the principal that rights are decided for.

use renkei_domain::access::principal::{Assurance, Door, Principal, Who};
use renkei_domain::ids::{AccountId, SessionId};
use renkei_domain::people::{Display, Evidence, Factors, MailAddress, Membership, Needs, Standing};
use renkei_domain::text::Line;
use renkei_domain::time::Instant;
use renkei_store::people::known::KnownAccount;
use renkei_store::people::session::StoredSession;

/// Somebody who is signed in, and what a page shows of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignedInView {
    /// For whom rights are decided.
    pub principal: Principal,
    /// The account.
    pub account: AccountView,
    /// The session they came by.
    pub session: SessionId,
    /// What this session has shown. Of [`Factors::Card`] nobody knows who held the card.
    pub shown: Factors,
    /// What is asked of them before anything else.
    pub needs: Needs,
}

/// An account as its owner sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccountView {
    /// Its id.
    pub id: AccountId,
    /// The name of its owner.
    pub name: Line,
    /// The address by which it signs in.
    pub mail: MailAddress,
    /// What it is today, the oldest first.
    pub standings: Vec<StandingView>,
    /// Its second factors.
    pub second_factors: SecondFactors,
    /// How its owner wants pages to look.
    pub display: Display,
}

/// What an account is somewhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StandingView {
    /// The membership.
    pub membership: Membership,
    /// The name of the network or the 法人.
    pub place: Option<String>,
}

/// Which second factors an account has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SecondFactors {
    /// Whether it has an authenticator.
    pub has_totp: bool,
    /// Whether it has a passkey, wherever that opens.
    pub has_passkey: bool,
    /// Whether it has a sheet of one-time codes, used up or not.
    pub has_sheet: bool,
    /// How many codes of its sheet are unused.
    pub codes_left: u32,
}

pub(super) fn signed_in_view(
    session: &StoredSession,
    account: KnownAccount,
    now: Instant,
) -> SignedInView {
    let evidence = Evidence {
        shown: session.factors,
        has_second_factor: account.has_totp || account.has_sheet || account.has_passkey,
        confirmed_at: session.confirmed_at,
    };
    let (assurance, needs) = evidence.assurance(&standings(&account), now);
    SignedInView {
        principal: principal(&account, assurance, Door::Page),
        session: session.id,
        shown: session.factors,
        needs,
        account: AccountView {
            id: account.id,
            display: account.display,
            name: account.name,
            mail: account.mail,
            standings: account
                .standings
                .into_iter()
                .map(|standing| StandingView {
                    membership: standing.membership,
                    place: standing.place,
                })
                .collect(),
            second_factors: SecondFactors {
                has_totp: account.has_totp,
                has_sheet: account.has_sheet,
                has_passkey: account.has_passkey,
                codes_left: account.codes_left,
            },
        },
    }
}

pub(super) fn principal(account: &KnownAccount, assurance: Assurance, door: Door) -> Principal {
    Principal {
        who: Who::Account(account.id),
        standings: standings(account),
        networks: account.networks.clone(),
        posts: account.posts.clone(),
        assurance,
        door,
    }
}

/// An account as if it were surely known to be here: whether something is sent to it is asked of the rule so.
pub(crate) fn as_if_here(account: &KnownAccount) -> Principal {
    principal(account, Assurance::Full, Door::Page)
}

fn standings(account: &KnownAccount) -> Vec<Standing> {
    let standings = account.standings.iter();
    standings.map(|known| known.membership.standing).collect()
}
