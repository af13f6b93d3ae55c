//! Who belongs to a network or works for an organization, as whoever invites and ends sees them.

use renkei_domain::access::principal::Principal;
use renkei_domain::access::rule::Decision;
use renkei_domain::ids::{AccountId, OrganizationId};
use renkei_domain::people::{Circle, MailAddress, Membership};
use renkei_domain::text::Line;
use renkei_store::StoreFault;
use renkei_store::people::membership::StoredMember;

use super::rights::may_look;
use crate::App;
use crate::directory::register::Outcome;

/// Somebody who belongs to a circle.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MemberView {
    /// The membership.
    pub membership: Membership,
    /// Whose it is.
    pub account: AccountId,
    /// Their name.
    pub name: Line,
    /// The address by which they sign in.
    pub mail: MailAddress,
    /// The name of the network or the 法人.
    pub place: Option<String>,
    /// Whether the account was stopped.
    pub is_disabled: bool,
    /// Who takes over what they have to do once it ends; absent where nobody is named.
    pub successor: Option<AccountId>,
}

impl From<StoredMember> for MemberView {
    fn from(stored: StoredMember) -> Self {
        Self {
            membership: stored.membership,
            account: stored.account,
            name: stored.name,
            mail: stored.mail,
            place: stored.place,
            is_disabled: stored.is_disabled,
            successor: stored.successor,
        }
    }
}

/// A circle with its people.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MembersView {
    /// Whose people they are.
    pub circle: Circle,
    /// The name of the network or the 法人.
    pub name: Line,
    /// 事務局 first, then 職員.
    pub members: Vec<MemberView>,
    /// The organizations for which 職員 can be invited: the members of a network, or the one itself.
    pub organizations: Vec<(OrganizationId, String)>,
}

/// Why the people of a circle are not shown.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MembersRefusal {
    /// There is no such network or organization.
    #[error("そのネットワークか法人は見つかりません。")]
    NotFound,
    /// The rule says no.
    #[error("ここの人を見る権限がありません。")]
    NotAllowed(Decision),
}

impl MembersRefusal {
    /// The stable code for programs.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NotFound => "NOT_FOUND",
            Self::NotAllowed(_) => "NOT_ALLOWED",
        }
    }
}

#[renkei_boxed::boxed]
impl App {
    /// The people of a circle, for whoever may invite and end.
    ///
    /// # Errors
    /// A fault of the store; refusals are in the outcome.
    pub async fn members_of(
        &self,
        by: &Principal,
        circle: Circle,
    ) -> Outcome<MembersView, MembersRefusal> {
        let decision = self.members().await?.may_see(by, circle);
        if !may_look(&decision) {
            return Ok(Err(MembersRefusal::NotAllowed(decision)));
        }
        let Some((name, organizations)) = self.circle(circle).await? else {
            return Ok(Err(MembersRefusal::NotFound));
        };
        let today = self.now().in_japan().date;
        let members = self.store.members_of(circle, today).await?;
        let members = self.opened(Some(by), members).await?;
        Ok(Ok(MembersView {
            circle,
            name,
            members: members.into_iter().map(MemberView::from).collect(),
            organizations,
        }))
    }

    /// The name of a circle, and its organizations with theirs.
    async fn circle(
        &self,
        circle: Circle,
    ) -> Result<Option<(Line, Vec<(OrganizationId, String)>)>, StoreFault> {
        Ok(match circle {
            Circle::Network(id) => {
                let networks = self.store.networks().await?;
                match networks.into_iter().find(|known| known.id == id) {
                    Some(found) => Some((found.name, self.store.member_organizations(id).await?)),
                    None => None,
                }
            }
            Circle::Organization(id) => {
                let found = self.store.organizations(&[id]).await?.remove(&id);
                found.map(|found| {
                    let name = found.name.to_string();
                    (found.name, vec![(id, name)])
                })
            }
        })
    }
}
