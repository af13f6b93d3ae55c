//! Who asks: an account with what it is today, a program with a token, the installation itself, or
//! nobody in particular.

use crate::ids::{AccountId, NetworkId, OrganizationId};
use crate::people::{HeldPost, OrganizationPost, Standing};
use crate::words::word_list;

/// Who asks, as far as rights go. Made anew for every request: rights end the moment they end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Principal {
    /// Who.
    pub who: Who,
    /// What the account is today. Empty for whoever has no account.
    pub standings: Vec<Standing>,
    /// The networks whose inside it may see: a coordinator's own, and those in which a staff member's
    /// organization is a member.
    pub networks: Vec<NetworkId>,
    /// What it answers for in the organizations it works for.
    pub posts: Vec<HeldPost>,
    /// How surely it is known to be the one it says.
    pub assurance: Assurance,
    /// Through which door, and what the door lets pass.
    pub door: Door,
}

/// Who asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Who {
    /// Anybody.
    Anybody,
    /// An account.
    Account(AccountId),
    /// A command typed by whoever runs the installation, or renkei itself.
    Installation,
}

/// How surely an account is known to be the one it says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Assurance {
    /// Not at all.
    None,
    /// One factor.
    OneFactor,
    /// Two factors, or one where no second is asked.
    Full,
    /// Full, and shown again a moment ago.
    Fresh,
}

word_list! {
    /// What a token lets a program do.
    TokenScope {
        DirectoryRead = "directory:read", "名簿を読む";
        DirectoryWrite = "directory:write", "名簿を書く";
        MembersRead = "members:read", "ネットワークの中だけの内容を読む";
        ConferencesRead = "conferences:read", "会議の日時・場所・進みぐあいを読む";
        DocumentsWrite = "documents:write", "ほかの合いことばの 送る文を登録する";
    }
}

/// Through which door somebody comes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Door {
    /// A page in a browser, or a command.
    Page,
    /// GraphQL with a token of these scopes.
    Token(Vec<TokenScope>),
}

impl Principal {
    /// Anybody, of whom nothing is known.
    #[must_use]
    pub fn anybody() -> Self {
        Self {
            who: Who::Anybody,
            standings: Vec::new(),
            networks: Vec::new(),
            posts: Vec::new(),
            assurance: Assurance::None,
            door: Door::Page,
        }
    }

    /// The installation itself: a command, the demo seed, the courier.
    #[must_use]
    pub fn installation() -> Self {
        Self {
            who: Who::Installation,
            assurance: Assurance::Fresh,
            ..Self::anybody()
        }
    }

    /// The account, where there is one.
    #[must_use]
    pub const fn account(&self) -> Option<AccountId> {
        match self.who {
            Who::Account(account) => Some(account),
            Who::Anybody | Who::Installation => None,
        }
    }

    /// Whether it is 事務局 of a network.
    #[must_use]
    pub fn coordinates(&self, network: NetworkId) -> bool {
        self.standings.contains(&Standing::Coordinator(network))
    }

    /// Whether it is 職員 of an organization.
    #[must_use]
    pub fn works_at(&self, organization: OrganizationId) -> bool {
        self.standings.contains(&Standing::Staff(organization))
    }

    /// Whether it runs the installation.
    #[must_use]
    pub fn operates(&self) -> bool {
        self.who == Who::Installation || self.standings.contains(&Standing::Operator)
    }

    /// Whether it helps others as its work, anywhere: 事務局 of some network or 職員 of some organization.
    #[must_use]
    pub fn supports_others(&self) -> bool {
        let is_work =
            |standing: &Standing| matches!(standing, Standing::Coordinator(_) | Standing::Staff(_));
        self.standings.iter().any(is_work)
    }

    /// The networks whose 事務局 it is.
    #[must_use]
    pub fn coordinated(&self) -> Vec<NetworkId> {
        let standings = self.standings.iter();
        let networks = standings.filter_map(|standing| match standing {
            Standing::Coordinator(network) => Some(*network),
            _ => None,
        });
        networks.collect()
    }

    /// Whether it holds a post in an organization it works for.
    #[must_use]
    pub fn holds_post(&self, organization: OrganizationId, post: OrganizationPost) -> bool {
        let held = HeldPost { organization, post };
        self.works_at(organization) && self.posts.contains(&held)
    }

    /// Whether it answers in an organization for what was told without consent: by any of the posts.
    #[must_use]
    pub fn answers_for_exceptions_of(&self, organization: OrganizationId) -> bool {
        let mut posts = OrganizationPost::ALL.iter();
        posts.any(|post| self.holds_post(organization, *post))
    }

    /// The organizations in which it does.
    #[must_use]
    pub fn answered_for(&self) -> Vec<OrganizationId> {
        let mut answered_for = self.workplaces();
        answered_for.retain(|organization| self.answers_for_exceptions_of(*organization));
        answered_for
    }

    /// The organizations whose 管理者 it is.
    #[must_use]
    pub fn managed(&self) -> Vec<OrganizationId> {
        let mut managed = self.workplaces();
        managed.retain(|organization| self.holds_post(*organization, OrganizationPost::Manager));
        managed
    }

    /// The organizations whose 職員 it is.
    #[must_use]
    pub fn workplaces(&self) -> Vec<OrganizationId> {
        let standings = self.standings.iter();
        let organizations = standings.filter_map(|standing| match standing {
            Standing::Staff(organization) => Some(*organization),
            _ => None,
        });
        organizations.collect()
    }
}
