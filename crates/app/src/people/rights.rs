//! What has to be allowed to change a membership: the question that is put to the one rule.

use renkei_domain::access::action::Action;
use renkei_domain::access::object::Object;
use renkei_domain::access::principal::Principal;
use renkei_domain::access::rule::{Decision, decide};
use renkei_domain::ids::{AccountId, NetworkId, OrganizationId};
use renkei_domain::people::{Circle, OrganizationPost, Standing};
use renkei_store::StoreFault;
use renkei_store::people::post::StoredPost;

use crate::App;
use crate::directory::secretariat::NamedNetwork;

/// Which organizations are members of which networks, read once for several questions.
pub(super) struct Members(Vec<(NetworkId, OrganizationId)>);

impl Members {
    pub(super) fn networks_of(&self, organization: OrganizationId) -> Vec<NetworkId> {
        let of_it = self.0.iter().filter(|(_, member)| *member == organization);
        of_it.map(|(network, _)| *network).collect()
    }

    /// May somebody invite others to a standing, and withdraw that again? Operators are invited by the
    /// command alone, which is the installation itself.
    pub(super) fn may_invite(&self, by: &Principal, standing: Standing) -> Decision {
        let (action, object) = match standing {
            Standing::Coordinator(network) => {
                (Action::ManageCoordinators, Object::Network(network))
            }
            Standing::Staff(organization) => (Action::ManageStaff, self.organization(organization)),
            Standing::Person => (Action::InvitePerson, Object::Installation),
            Standing::Operator => (Action::ManageCoordinators, Object::Installation),
        };
        decide(by, action, &object)
    }

    /// By which of all that somebody is they may invite others to a standing: each of them alone is put to the rule.
    /// They are in the order in which their places are locked.
    pub(super) fn ways_to_invite(&self, by: &Principal, standing: Standing) -> Vec<Standing> {
        let may = |held: &Standing| {
            let with_it_alone = Principal {
                standings: vec![*held],
                ..by.clone()
            };
            self.may_invite(&with_it_alone, standing) == Decision::Allowed
        };
        let held = by.standings.iter().copied();
        let mut ways: Vec<Standing> = held.filter(may).collect();
        ways.sort_by_key(|way| (*way != Standing::Operator, *way));
        ways
    }

    /// May somebody see the people of a circle? Whoever may invite those who stand first in it.
    pub(super) fn may_see(&self, by: &Principal, circle: Circle) -> Decision {
        self.may_invite(
            by,
            match circle {
                Circle::Network(network) => Standing::Coordinator(network),
                Circle::Organization(organization) => Standing::Staff(organization),
            },
        )
    }

    /// May somebody end a standing of an account?
    pub(super) fn may_end(
        &self,
        by: &Principal,
        standing: Standing,
        account: AccountId,
    ) -> Decision {
        let (action, object) = match standing {
            Standing::Coordinator(network) => {
                (Action::ManageCoordinators, Object::Network(network))
            }
            Standing::Staff(organization) => (Action::ManageStaff, self.organization(organization)),
            Standing::Person | Standing::Operator => {
                (Action::DisableAccount, Object::Account(account))
            }
        };
        decide(by, action, &object)
    }

    /// May somebody say who holds a post in an organization, as these are held?
    pub(super) fn may_manage_posts(
        &self,
        by: &Principal,
        organization: OrganizationId,
        held: &[StoredPost],
    ) -> Decision {
        let mut held = held.iter();
        let posts = Object::Posts {
            organization,
            networks: self.networks_of(organization),
            has_manager: held.any(|held| held.post == OrganizationPost::Manager),
        };
        decide(by, Action::ManagePosts, &posts)
    }

    /// May somebody say who follows in the posts of an account that leaves an organization?
    pub(super) fn may_hand_over_posts(
        &self,
        by: &Principal,
        organization: OrganizationId,
        holder: AccountId,
    ) -> Decision {
        let held = Object::HeldPosts {
            organization,
            networks: self.networks_of(organization),
            holder,
        };
        decide(by, Action::HandOverPosts, &held)
    }

    fn organization(&self, id: OrganizationId) -> Object {
        Object::Organization {
            id,
            networks: self.networks_of(id),
        }
    }
}

#[renkei_boxed::boxed]
impl App {
    pub(super) async fn members(&self) -> Result<Members, StoreFault> {
        Ok(Members(self.store.network_members().await?))
    }

    /// The networks whose people somebody may see and invite, the one founded first first.
    ///
    /// # Errors
    /// A fault of the store.
    pub async fn managed_networks(&self, by: &Principal) -> Result<Vec<NamedNetwork>, StoreFault> {
        let mut networks = self.named_networks().await?;
        networks.retain(|network| {
            let network = Object::Network(network.id);
            may_look(&decide(by, Action::ManageCoordinators, &network))
        });
        Ok(networks)
    }
}

/// Looking at what one may change asks for no new confirmation; changing it does.
pub(crate) const fn may_look(decision: &Decision) -> bool {
    matches!(decision, Decision::Allowed | Decision::ConfirmAgain)
}
