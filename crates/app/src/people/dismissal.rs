//! How the membership of an organization in a network ends: what its people saw by it they see no more from that
//! moment, invitations that nobody may answer for any more are withdrawn, and no one follows at the desk of a
//! network that they do not belong to.

use renkei_domain::access::action::Action;
use renkei_domain::access::object::Object;
use renkei_domain::access::principal::{Assurance, Door};
use renkei_domain::access::rule::{Decision, decide};
use renkei_domain::ids::{InvitationId, NetworkId, OrganizationId};
use renkei_domain::letters::kind::LetterSubject;
use renkei_domain::people::Standing;
use renkei_domain::record::Purpose;
use renkei_domain::time::Instant;
use renkei_store::{Stop, StoreFault, Work};

use crate::App;
use crate::directory::register::Outcome;
use crate::letters::withdraw::withdraw_letters_about;
use crate::people::view::principal;
use crate::writer::{Answer, KeyReused, Writer};

/// Why an organization was not dismissed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DismissRefusal {
    /// It is no member.
    #[error(
        "この法人（{0}）は、いまは このネットワークのメンバーではありません。メンバーの一覧を確かめてください。"
    )]
    NotAMember(OrganizationId),
    /// The rule says no.
    #[error("法人を外せるのは、ネットワークの事務局か、この名簿の運用者です。")]
    NotAllowed(Decision),
    /// The same key was sent with something else.
    #[error(transparent)]
    KeyReused(#[from] KeyReused),
    /// Some of its people were named to take over from somebody at the desk.
    #[error(
        "事務局の人の引きつぎに、この法人の職員が決まっています。先に、メンバーのページで ほかの人を選んでください。"
    )]
    TakesOver,
}

impl DismissRefusal {
    /// The stable code for programs.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NotAMember(_) => "NOT_A_MEMBER",
            Self::NotAllowed(_) => "NOT_ALLOWED",
            Self::KeyReused(_) => "KEY_REUSED",
            Self::TakesOver => "TAKES_OVER",
        }
    }
}

/// An organization is no member any more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Dismissed {
    /// How many open invitations to work there were withdrawn, since whoever sent them may invite there no more.
    pub withdrawn: usize,
}

impl Answer for Dismissed {
    fn to_text(&self) -> String {
        self.withdrawn.to_string()
    }

    fn from_text(text: &str) -> Option<Self> {
        let withdrawn = text.parse().ok()?;
        Some(Self { withdrawn })
    }
}

#[renkei_boxed::boxed]
impl App {
    /// Ends the membership of an organization in a network, as of now. Accounts of its people stay, and what they
    /// wrote for the network stays the network's.
    ///
    /// # Errors
    /// A fault of the store; refusals are in the outcome.
    pub async fn dismiss_member(
        &self,
        writer: &Writer,
        network: NetworkId,
        organization: OrganizationId,
    ) -> Outcome<Dismissed, DismissRefusal> {
        let there = Object::Network(network);
        match decide(&writer.principal, Action::ManageNetwork, &there) {
            Decision::Allowed => {}
            decision => return Ok(Err(DismissRefusal::NotAllowed(decision))),
        }
        let asked = format!("{network} {organization}");
        self.act_of(
            writer,
            Purpose::DismissMember,
            &asked,
            move |work, header| {
                let now = header.at;
                Box::pin(async move {
                    work.lock_place(Standing::Coordinator(network)).await?;
                    dismiss_in(work, network, organization, now).await
                })
            },
        )
        .await
    }

    /// The member organizations of a network with their names, in the order of names.
    ///
    /// # Errors
    /// A fault of the store.
    pub async fn member_organizations(
        &self,
        network: NetworkId,
    ) -> Result<Vec<(OrganizationId, String)>, StoreFault> {
        self.store.member_organizations(network).await
    }
}

/// Ends the membership of an organization inside an act that holds the network.
pub(crate) async fn dismiss_in(
    work: &Work,
    network: NetworkId,
    organization: OrganizationId,
    now: Instant,
) -> Result<Dismissed, Stop<DismissRefusal>> {
    if !work.dismiss_member(network, organization).await? {
        return Err(Stop::Refused(DismissRefusal::NotAMember(organization)));
    }
    if !all_may_follow(work, network, now).await? {
        return Err(Stop::Refused(DismissRefusal::TakesOver));
    }
    let orphans = orphans(work, organization, now).await?;
    for invitation in &orphans {
        withdraw_letters_about(work, LetterSubject::Invitation(*invitation)).await?;
        work.withdraw_invitation(*invitation, now).await?;
        work.forget_invited(*invitation, now).await?;
    }
    Ok(Dismissed {
        withdrawn: orphans.len(),
    })
}

/// Whether everybody who is named to take over at the desk of a network still belongs to it.
async fn all_may_follow(work: &Work, network: NetworkId, now: Instant) -> Result<bool, StoreFault> {
    let today = now.in_japan().date;
    for successor in work.successors_at_desk(network).await? {
        let known = work.known_account(successor, today).await?;
        if !known.is_some_and(|known| known.networks.contains(&network)) {
            return Ok(false);
        }
    }
    Ok(true)
}

/// The open invitations to work for an organization whose senders may invite there no more.
async fn orphans(
    work: &Work,
    organization: OrganizationId,
    now: Instant,
) -> Result<Vec<InvitationId>, StoreFault> {
    let there = Object::Organization {
        id: organization,
        networks: work.networks_it_is_in(organization).await?,
    };
    let today = now.in_japan().date;
    let mut orphans = Vec::new();
    for (invitation, inviter) in work.open_invitations_into(organization, now).await? {
        let known = work.known_account(inviter, today).await?;
        let may_invite = known.is_some_and(|known| {
            let by = principal(&known, Assurance::Fresh, Door::Page);
            decide(&by, Action::ManageStaff, &there) == Decision::Allowed
        });
        if !may_invite {
            orphans.push(invitation);
        }
    }
    Ok(orphans)
}
