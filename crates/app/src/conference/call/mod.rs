//! Calling people to a conference: [`view`] shows how each is called and the board of what became of it, [`way`] keeps
//! what the host chose, [`draft`] shows what they would read, [`send`] prepares what has to be told, [`paper`] prints
//! what leaves by hand, `posted` tells whom the material is posted to, [`script`] is what is said on the phone,
//! [`step`] writes down what became of a message and what
//! somebody answered, [`about`] that they were told who it is about, `own_answer` that the person stays away as they said by themself, [`about_link`] sends the link by which they read
//! that and [`about_open`] opens it to whoever has the number too, and [`outside`] takes the answer of somebody who has a
//! code and no account, by as many
//! tries as [`guarded`] lets through. What changes for those who were called is followed up in `follow`, in the act that
//! changes it: nobody has to think of it.
//!
//! Nothing here is sent but by mail, which a courier does. Everything else somebody does by hand, and says so.

use std::sync::Arc;

use renkei_domain::conference::ConferenceFault;
use renkei_domain::conference::invitation::{Invitation, InvitationFault, Mark, NoticeState};
use renkei_domain::ids::{
    AccountId, CaseId, ConferenceId, ConferenceInvitationId, ConferenceMarkId,
};
use renkei_domain::outside::{Entropy, new_uuid};
use renkei_domain::provisions::WhenFault;
use renkei_domain::time::Instant;
use renkei_store::{Stop, Work};
use uuid::Uuid;

use super::ConferenceRefusal;
use crate::consent::ConsentRefusal;
use crate::provisions::TellRefusal;
use crate::provisions::told::Withheld;
use crate::writer::{Answer, KeyReused};

pub mod about;
pub mod about_link;
pub mod about_open;
mod by_when;
pub mod draft;
pub(crate) mod follow;
pub mod guarded;
pub mod outside;
pub(super) mod own_answer;
pub(super) mod own_paper;
pub mod paper;
pub(crate) mod permitted;
mod posted;
pub mod script;
pub mod send;
pub mod step;
pub mod view;
pub mod way;

/// An invitation as somebody saw it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SeenCall {
    /// In which case.
    pub case: CaseId,
    /// To which conference.
    pub conference: ConferenceId,
    /// Which.
    pub id: ConferenceInvitationId,
    /// In which version.
    pub version: i64,
}

/// An invitation that was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KeptCall(pub ConferenceInvitationId);

impl Answer for KeptCall {
    fn to_text(&self) -> String {
        self.0.to_string()
    }

    fn from_text(text: &str) -> Option<Self> {
        text.parse().ok().map(Self)
    }
}

/// Why nothing is written about who is called.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CallRefusal {
    /// The case or the conference says no.
    #[error(transparent)]
    Conference(#[from] ConferenceRefusal),
    /// The rule of consent says no.
    #[error("まだ伝えられません。記録は作っていません。")]
    Withheld(Box<Withheld>),
    /// It was told later than now, or too long ago.
    #[error(transparent)]
    When(#[from] WhenFault),
}

impl From<KeyReused> for CallRefusal {
    fn from(reused: KeyReused) -> Self {
        Self::Conference(reused.into())
    }
}

impl From<ConsentRefusal> for CallRefusal {
    fn from(refusal: ConsentRefusal) -> Self {
        Self::Conference(refusal.into())
    }
}

impl From<ConferenceFault> for CallRefusal {
    fn from(fault: ConferenceFault) -> Self {
        Self::Conference(fault.into())
    }
}

impl From<InvitationFault> for CallRefusal {
    fn from(fault: InvitationFault) -> Self {
        Self::Conference(fault.into())
    }
}

impl From<TellRefusal> for CallRefusal {
    fn from(refusal: TellRefusal) -> Self {
        match refusal {
            TellRefusal::Case(refusal) => refusal.into(),
            TellRefusal::Withheld(withheld) => Self::Withheld(withheld),
            TellRefusal::When(fault) => Self::When(fault),
        }
    }
}

impl CallRefusal {
    /// The stable code for programs.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Conference(refusal) => refusal.code(),
            Self::Withheld(_) => "WITHHELD",
            Self::When(_) => "TOLD_WHEN",
        }
    }
}

/// What new rows are named by. Messages and what became of them are named in the act that makes them, since nobody
/// knows beforehand who has to be told something.
pub(crate) struct Draws {
    entropy: Arc<dyn Entropy>,
    /// The moment of the act.
    pub(crate) now: Instant,
    /// Who does it; nobody where the courier does.
    pub(crate) by: Option<AccountId>,
}

impl Draws {
    /// For an act of somebody.
    pub(crate) fn new(entropy: &Arc<dyn Entropy>, now: Instant, by: Option<AccountId>) -> Self {
        let entropy = Arc::clone(entropy);
        Self { entropy, now, by }
    }

    /// An id for something new.
    fn id(&self) -> Uuid {
        new_uuid(self.now, self.entropy.as_ref())
    }

    /// A mark of this moment by whoever acts.
    fn mark(&self, state: NoticeState) -> Mark {
        Mark {
            id: ConferenceMarkId::from_uuid(self.id()),
            state,
            phone: None,
            at: self.now,
            by: self.by,
            evidence: None,
        }
    }
}

fn refuse<T>(refusal: impl Into<CallRefusal>) -> Result<T, Stop<CallRefusal>> {
    Err(Stop::Refused(refusal.into()))
}

/// What the domain says, as the end of an act.
fn judged<T>(judged: Result<T, impl Into<CallRefusal>>) -> Result<T, Stop<CallRefusal>> {
    judged.or_else(refuse)
}

/// An invitation that still is as it was seen.
async fn invitation_of(work: &Work, seen: SeenCall) -> Result<Invitation, Stop<CallRefusal>> {
    let known = work.conference_invitation(seen.conference, seen.id).await?;
    match known.filter(|known| known.case == seen.case) {
        None => refuse(InvitationFault::NoSuchInvitation),
        Some(known) if known.version != seen.version => refuse(ConferenceRefusal::Overtaken),
        Some(known) => Ok(known),
    }
}
