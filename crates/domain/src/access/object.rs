//! Of what something is asked: as much of a thing as decides about rights to it.

use crate::ids::{AccountId, NetworkId, OrganizationId};
use crate::words::word_list;

/// A thing, seen by its owners.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Object {
    /// renkei as a whole.
    Installation,
    /// A network.
    Network(NetworkId),
    /// An organization with the networks it is a member of.
    Organization {
        /// Which.
        id: OrganizationId,
        /// Where it is a member.
        networks: Vec<NetworkId>,
    },
    /// The posts of an organization.
    Posts {
        /// Of which.
        organization: OrganizationId,
        /// Where it is a member.
        networks: Vec<NetworkId>,
        /// Whether somebody is 管理者 there today, who names the others.
        has_manager: bool,
    },
    /// The posts that somebody holds in an organization.
    HeldPosts {
        /// Of which.
        organization: OrganizationId,
        /// Where it is a member.
        networks: Vec<NetworkId>,
        /// Who holds them.
        holder: AccountId,
    },
    /// A resource.
    Resource(ResourceOwners),
    /// What a network keeps about a resource: a contact person, an observation.
    InsideResource {
        /// The resource.
        resource: ResourceOwners,
        /// The network whose own it is.
        owner: NetworkId,
        /// The organization that observed it, where it is an observation.
        observed_by: Option<OrganizationId>,
    },
    /// An account.
    Account(AccountId),
    /// The card by which a person signs in.
    Card {
        /// Whose it is.
        owner: AccountId,
        /// Whom they named to make it anew.
        keeper: Option<AccountId>,
    },
    /// A card as it is put on paper, for whoever holds its code.
    PrintedCard {
        /// Whose it is.
        owner: AccountId,
        /// Who made it: its owner, or somebody in their place.
        made_by: AccountId,
    },
    /// A case.
    Case {
        /// The organization that leads, and whose record it is.
        lead: OrganizationId,
        /// The account of the person it is about, where they have one.
        person: Option<AccountId>,
    },
    /// A case behind the code that links it, for whoever holds that.
    OfferedCase {
        /// The organization that leads.
        lead: OrganizationId,
    },
    /// What was told of somebody by an exception of the law.
    Exception {
        /// The organization that acted by it.
        organization: OrganizationId,
        /// Who named it. That alone gives no right to it.
        by: AccountId,
        /// The account of the person, once they were let see it.
        released_to: Option<AccountId>,
    },
    /// A letter, by whose that is of which it speaks. One that the installation wrote of itself is nobody's.
    Letter {
        /// The networks: that whose members will read what was observed, that into which an invitation leads, those
        /// in which the organization is a member into which it leads.
        networks: Vec<NetworkId>,
        /// The organization into which an invitation leads, or that leads the case in which a consent ends.
        organization: Option<OrganizationId>,
        /// Who sent the invitation, or keeps the case.
        by: Option<AccountId>,
    },
    /// An invitation of a person to an account of their own.
    PersonInvitation {
        /// Who sent it; nobody where a command did.
        by: Option<AccountId>,
    },
    /// A person's map that they show to a supporter by name.
    SharedMap {
        /// The organization for which they support the owner: that leads the case by which it is shown, or another of
        /// the team.
        lead: OrganizationId,
        /// Whom the person named.
        reader: AccountId,
    },
}

/// Who answers for a resource.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct ResourceOwners {
    /// Who runs it.
    pub run_by: Option<OrganizationId>,
    /// The network that keeps its entry.
    pub steward: Option<NetworkId>,
}

word_list! {
    /// What form a thing has. The rule is written by form: a line for resources says nothing of networks.
    Form {
        Installation = "installation", "renkei 全体";
        Network = "network", "ネットワーク";
        Organization = "organization", "法人";
        Posts = "posts", "法人の役割";
        HeldPosts = "held_posts", "だれかがもつ役割";
        Resource = "resource", "機関";
        InsideResource = "inside_resource", "機関についてネットワークの中だけの内容";
        Account = "account", "アカウント";
        Card = "card", "本人のカード";
        PrintedCard = "printed_card", "印刷するカード";
        Case = "case", "ケース";
        OfferedCase = "offered_case", "番号で見せられたケース";
        Exception = "exception", "同意なしで伝えた記録";
        Letter = "letter", "手紙";
        PersonInvitation = "person_invitation", "本人への招待";
        SharedMap = "shared_map", "見せてもらったリソースマップ";
    }
}

impl Form {
    /// Whether whoever asks about a thing of this form knows that it is there: anybody, or whoever holds its code. Of
    /// the others a missing one and one that is not for these eyes give the same answer.
    #[must_use]
    pub const fn is_publicly_known(self) -> bool {
        match self {
            Self::Installation
            | Self::Network
            | Self::Organization
            | Self::Posts
            | Self::HeldPosts
            | Self::Resource
            | Self::OfferedCase => true,
            Self::InsideResource
            | Self::Account
            | Self::Card
            | Self::PrintedCard
            | Self::Case
            | Self::Exception
            | Self::Letter
            | Self::PersonInvitation
            | Self::SharedMap => false,
        }
    }
}

impl Object {
    /// Its form.
    #[must_use]
    pub const fn form(&self) -> Form {
        match self {
            Self::Installation => Form::Installation,
            Self::Network(_) => Form::Network,
            Self::Organization { .. } => Form::Organization,
            Self::Posts { .. } => Form::Posts,
            Self::HeldPosts { .. } => Form::HeldPosts,
            Self::Resource(_) => Form::Resource,
            Self::InsideResource { .. } => Form::InsideResource,
            Self::Account(_) => Form::Account,
            Self::Card { .. } => Form::Card,
            Self::PrintedCard { .. } => Form::PrintedCard,
            Self::Case { .. } => Form::Case,
            Self::OfferedCase { .. } => Form::OfferedCase,
            Self::Exception { .. } => Form::Exception,
            Self::Letter { .. } => Form::Letter,
            Self::PersonInvitation { .. } => Form::PersonInvitation,
            Self::SharedMap { .. } => Form::SharedMap,
        }
    }

    /// The networks that keep it: a network itself, those in which an organization is a member, also for its
    /// posts, the steward of an entry, whose own an inside content is, those of what a letter speaks of.
    #[must_use]
    pub fn keepers(&self) -> &[NetworkId] {
        match self {
            Self::Network(network)
            | Self::InsideResource { owner: network, .. }
            | Self::Resource(ResourceOwners {
                steward: Some(network),
                ..
            }) => std::slice::from_ref(network),
            Self::Organization { networks, .. }
            | Self::Posts { networks, .. }
            | Self::HeldPosts { networks, .. }
            | Self::Letter { networks, .. } => networks,
            Self::Installation
            | Self::Resource(_)
            | Self::Account(_)
            | Self::Card { .. }
            | Self::PrintedCard { .. }
            | Self::Case { .. }
            | Self::OfferedCase { .. }
            | Self::Exception { .. }
            | Self::PersonInvitation { .. }
            | Self::SharedMap { .. } => &[],
        }
    }

    /// The organization it is, whose posts it is, that runs or leads it, acted by it, or has a part in what a letter
    /// speaks of.
    #[must_use]
    pub const fn run_by(&self) -> Option<OrganizationId> {
        match self {
            Self::Organization { id, .. }
            | Self::Posts {
                organization: id, ..
            }
            | Self::HeldPosts {
                organization: id, ..
            }
            | Self::Case { lead: id, .. }
            | Self::OfferedCase { lead: id }
            | Self::SharedMap { lead: id, .. }
            | Self::Exception {
                organization: id, ..
            } => Some(*id),
            Self::Letter { organization, .. } => *organization,
            Self::Resource(owners)
            | Self::InsideResource {
                resource: owners, ..
            } => owners.run_by,
            Self::Installation
            | Self::Network(_)
            | Self::Account(_)
            | Self::Card { .. }
            | Self::PrintedCard { .. }
            | Self::PersonInvitation { .. } => None,
        }
    }
}
