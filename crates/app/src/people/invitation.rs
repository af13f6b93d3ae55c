//! Inviting people, and becoming somebody by an invitation. A code travels by mail or on paper; opening it
//! changes nothing, accepting it does.

mod accept;
mod forget;
mod further;
mod letter;
mod make;

use renkei_domain::access::action::Action;
use renkei_domain::access::object::Object;
use renkei_domain::access::principal::Principal;
use renkei_domain::access::rule::{Decision, decide};
use renkei_domain::ids::InvitationId;
use renkei_domain::letters::kind::LetterSubject;
use renkei_domain::people::{MailAddress, PaperCode, Standing};
use renkei_domain::record::Purpose;
use renkei_domain::text::Line;
use renkei_domain::time::Instant;
use renkei_store::people::invitation::{OpenInvitation as Stored, StoredInvitation};
use renkei_store::{Stop, StoreFault};

use super::rights::{Members, may_look};
use super::secret::invitation_hash;
use crate::directory::register::{Outcome, outcome};
use crate::letters::board::StoredLetter;
use crate::letters::withdraw::withdraw_letters_about;
use crate::{App, Caller};

pub use accept::{AcceptForm, AcceptRefusal};
pub use further::FurtherCodeRefusal;
pub use letter::SendAgainRefusal;
pub use make::{Invite, InviteRefusal, Invited};

/// What an invitation offers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InvitationView {
    /// What one is invited to be.
    pub standing: Standing,
    /// The name of the network or the 法人.
    pub place: Option<String>,
    /// Whom it is meant for.
    pub name: Line,
    /// Where it was sent.
    pub mail: Option<MailAddress>,
    /// From when on it is accepted no more.
    pub expires_at: Instant,
}

/// An invitation that waits to be accepted, as those who answer for it see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenInvitation {
    /// Its id.
    pub id: InvitationId,
    /// What it offers.
    pub view: InvitationView,
    /// When it was made.
    pub invited_at: Instant,
    /// The name of who answers for it.
    pub invited_by: Option<String>,
    /// Whether nobody comes in by it, since the account of who answers for it was stopped.
    pub is_inviter_disabled: bool,
    /// The last letter about it, where one was asked for.
    pub letter: Option<StoredLetter>,
}

/// Why an invitation was not withdrawn, or got no further code.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum WithdrawRefusal {
    /// There is none that is open, or none for these eyes.
    #[error("その招待は見つかりません。もう受けられたか、取り消されたかもしれません。")]
    NotFound,
    /// The rule says no.
    #[error("この招待をあつかう権限がありません。")]
    NotAllowed(Decision),
    /// A code would open nothing: the account of who answers for it was stopped.
    #[error("招待した人のアカウントが止められているので、この招待は使えません。")]
    InviterDisabled,
}

impl WithdrawRefusal {
    /// The stable code for programs.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NotFound => "NOT_FOUND",
            Self::NotAllowed(_) => "NOT_ALLOWED",
            Self::InviterDisabled => "INVITER_DISABLED",
        }
    }
}

impl InvitationView {
    /// What it offers; nothing where it is over and forgotten.
    pub(super) fn of(stored: &Stored) -> Option<Self> {
        let invitation = &stored.invitation;
        Some(Self {
            standing: invitation.standing,
            place: stored.place.clone(),
            name: invitation.name.clone()?,
            mail: invitation.mail.clone(),
            expires_at: invitation.expires_at,
        })
    }
}

#[renkei_boxed::boxed]
impl App {
    /// What the invitation with a code offers; `None` for one that is not open. Looking changes nothing.
    ///
    /// # Errors
    /// A fault of the store.
    pub async fn invitation(&self, code: &str) -> Result<Option<InvitationView>, StoreFault> {
        let found = self.invitation_of(code).await?;
        Ok(found.as_ref().and_then(InvitationView::of))
    }

    pub(super) async fn invitation_of(&self, code: &str) -> Result<Option<Stored>, StoreFault> {
        let code = PaperCode::read(code);
        let Some(code) = code.filter(|code| code.groups() == PaperCode::INVITATION_GROUPS) else {
            return Ok(None);
        };
        let hash = invitation_hash(&code);
        let found = self.store.invitation_by_code(&hash, self.now()).await?;
        Ok(found.filter(|found| !found.is_inviter_disabled))
    }

    /// The open invitations that somebody may withdraw, the newest first.
    ///
    /// # Errors
    /// A fault of the store.
    pub async fn open_invitations(
        &self,
        by: &Principal,
    ) -> Result<Vec<OpenInvitation>, StoreFault> {
        if by.account().is_none() {
            return Ok(Vec::new());
        }
        let members = self.members().await?;
        let open = self.store.open_invitations(self.now()).await?;
        let own = open.narrowed(|open| {
            open.retain(|stored| may_look(&may_keep(&members, by, &stored.invitation)));
        });
        let own = self.opened(Some(by), own).await?;
        let subjects = own.iter().map(|stored| stored.invitation.id.uuid());
        let letters = self.store.letters_about(subjects).await?;
        let last_of = |id| {
            let subject = LetterSubject::Invitation(id);
            let mut letters = letters.iter().rev();
            letters.find(|letter| letter.subject == subject).cloned()
        };
        Ok(own
            .iter()
            .filter_map(|stored| {
                Some(OpenInvitation {
                    id: stored.invitation.id,
                    view: InvitationView::of(stored)?,
                    invited_at: stored.invitation.invited_at,
                    invited_by: stored.inviter.clone(),
                    is_inviter_disabled: stored.is_inviter_disabled,
                    letter: last_of(stored.invitation.id),
                })
            })
            .collect())
    }

    /// Withdraws an invitation that nobody has accepted, and its letters as far as they are in the house.
    ///
    /// # Errors
    /// A fault of the store; refusals are in the outcome.
    pub async fn withdraw_invitation(
        &self,
        by: &Principal,
        id: InvitationId,
    ) -> Outcome<(), WithdrawRefusal> {
        if let Err(refusal) = self.invitation_to_keep(by, id).await? {
            return Ok(Err(refusal));
        }
        let now = self.now();
        let header = self.header(Caller::of(by), Purpose::WithdrawInvitation);
        let done = self.store.act(&header, move |work| {
            Box::pin(async move {
                withdraw_letters_about(work, LetterSubject::Invitation(id)).await?;
                if !work.withdraw_invitation(id, now).await? {
                    return Err(Stop::Refused(WithdrawRefusal::NotFound));
                }
                work.forget_invited(id, now).await?;
                Ok(())
            })
        });
        outcome(done.await)
    }

    /// Makes a further code of an open invitation, for a printed sheet. Earlier ones stay good.
    ///
    /// # Errors
    /// A fault of the store; refusals are in the outcome.
    pub async fn new_invitation_code(
        &self,
        by: &Principal,
        id: InvitationId,
    ) -> Outcome<String, WithdrawRefusal> {
        if let Err(refusal) = self.usable_invitation(by, id).await? {
            return Ok(Err(refusal));
        }
        let code = PaperCode::draw(PaperCode::INVITATION_GROUPS, self.entropy.as_ref());
        let (hash, now) = (invitation_hash(&code), self.now());
        let header = self.header(Caller::of(by), Purpose::InviteToAccount);
        let done = self.store.act(&header, move |work| {
            Box::pin(async move {
                work.add_invitation_code(id, &hash, now).await?;
                Ok::<_, Stop<WithdrawRefusal>>(())
            })
        });
        Ok(outcome(done.await)?.map(|()| code.to_string()))
    }

    /// An open invitation that somebody may pass on: one by which somebody can come in.
    async fn usable_invitation(
        &self,
        by: &Principal,
        id: InvitationId,
    ) -> Outcome<(), WithdrawRefusal> {
        Ok(match self.invitation_to_keep(by, id).await? {
            Ok(found) if found.is_inviter_disabled => Err(WithdrawRefusal::InviterDisabled),
            found => found.map(|_| ()),
        })
    }

    /// An open invitation that somebody may handle.
    async fn invitation_to_keep(
        &self,
        by: &Principal,
        id: InvitationId,
    ) -> Outcome<Stored, WithdrawRefusal> {
        let Some(found) = self.store.open_invitation(id, self.now()).await? else {
            return Ok(Err(WithdrawRefusal::NotFound));
        };
        let decision = may_keep(&self.members().await?, by, &found.invitation);
        Ok(match decision {
            Decision::Allowed => Ok(found),
            Decision::Refused | Decision::Hidden | Decision::SignInFirst => {
                Err(WithdrawRefusal::NotFound)
            }
            other => Err(WithdrawRefusal::NotAllowed(other)),
        })
    }
}

/// Whether somebody may withdraw an invitation: whoever may send such a one, and of a person's whoever sent it.
pub(super) fn may_keep(
    members: &Members,
    by: &Principal,
    invitation: &StoredInvitation,
) -> Decision {
    match of_person(invitation) {
        Some(invitation) => decide(by, Action::InvitePerson, &invitation),
        None => members.may_invite(by, invitation.standing),
    }
}

/// An invitation of a person as the rule sees it.
pub(crate) fn of_person(invitation: &StoredInvitation) -> Option<Object> {
    let by = invitation.invited_by;
    (invitation.standing == Standing::Person).then_some(Object::PersonInvitation { by })
}
