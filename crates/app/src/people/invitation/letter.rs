//! Writing once more to somebody who was invited and has not answered.

use renkei_domain::access::rule::Decision;
use renkei_domain::ids::{InvitationId, LetterId};
use renkei_domain::letters::address::MailAddress;
use renkei_domain::letters::kind::LetterSubject;
use renkei_domain::letters::state::{LetterState, StepFault};
use renkei_domain::record::Purpose;
use renkei_domain::time::Instant;
use renkei_store::{Stop, Work};

use super::WithdrawRefusal;
use crate::App;
use crate::directory::register::Outcome;
use crate::letters::Done;
use crate::writer::{KeyReused, Writer};

/// Why no further letter goes to somebody who was invited.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SendAgainRefusal {
    /// There is no such invitation that is open, or none for these eyes.
    #[error("その招待は見つかりません。もう受けられたか、取り消されたかもしれません。")]
    NotFound,
    /// The rule says no.
    #[error("この招待をあつかう権限がありません。")]
    NotAllowed(Decision),
    /// The letter would open nothing: the account of who answers for the invitation was stopped.
    #[error("招待した人のアカウントが止められているので、この招待は使えません。")]
    InviterDisabled,
    /// Nobody knows where to write.
    #[error("手紙を送れるメールアドレスがありません。紙か電話で伝えてください。")]
    NoAddress,
    /// A courier has the last letter: it may have left already.
    #[error(transparent)]
    UnderWay(StepFault),
    /// The key was used before for something else.
    #[error(transparent)]
    KeyReused(#[from] KeyReused),
}

impl SendAgainRefusal {
    /// The stable code for programs.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NotFound => "NOT_FOUND",
            Self::NotAllowed(_) => "NOT_ALLOWED",
            Self::InviterDisabled => "INVITER_DISABLED",
            Self::NoAddress => "NO_ADDRESS",
            Self::UnderWay(_) => "LETTER_UNDER_WAY",
            Self::KeyReused(_) => "KEY_REUSED",
        }
    }
}

impl From<WithdrawRefusal> for SendAgainRefusal {
    fn from(refusal: WithdrawRefusal) -> Self {
        match refusal {
            WithdrawRefusal::NotFound => Self::NotFound,
            WithdrawRefusal::NotAllowed(decision) => Self::NotAllowed(decision),
            WithdrawRefusal::InviterDisabled => Self::InviterDisabled,
        }
    }
}

#[renkei_boxed::boxed]
impl App {
    /// Sends the letter of an open invitation again: the last one where it is still in the house, else
    /// another. It bears another code; earlier ones stay good.
    ///
    /// # Errors
    /// A fault of the store; refusals are in the outcome.
    pub async fn send_invitation_again(
        &self,
        writer: &Writer,
        id: InvitationId,
    ) -> Outcome<(), SendAgainRefusal> {
        if let Err(refusal) = self.usable_invitation(&writer.principal, id).await? {
            return Ok(Err(refusal.into()));
        }
        let (asked, further) = (id.to_string(), LetterId::from_uuid(self.new_id()));
        let done = self
            .act_of::<Done, SendAgainRefusal, _>(
                writer,
                Purpose::RetryLetter,
                &asked,
                move |work, header| {
                    Box::pin(async move {
                        send_again(work, id, further, header.at).await?;
                        Ok(Done)
                    })
                },
            )
            .await?;
        self.wake_courier();
        Ok(done.map(|Done| ()))
    }
}

async fn send_again(
    work: &Work,
    id: InvitationId,
    further: LetterId,
    now: Instant,
) -> Result<(), Stop<SendAgainRefusal>> {
    let subject = LetterSubject::Invitation(id);
    // Letters before their subject, as a claim takes them: so nobody waits for each other.
    let letters = work.lock_letters_about(id.uuid()).await?;
    let Some(open) = work.lock_open_invitation(id, now).await? else {
        return Err(Stop::Refused(SendAgainRefusal::NotFound));
    };
    let mail = open.invitation.mail.as_ref();
    if mail.is_none_or(|mail| MailAddress::parse(mail.as_str()).is_err()) {
        return Err(Stop::Refused(SendAgainRefusal::NoAddress));
    }
    match letters.last() {
        Some(last) if last.state == LetterState::Claimed => {
            let fault = StepFault::UnderWay;
            Err(Stop::Refused(SendAgainRefusal::UnderWay(fault)))
        }
        Some(last) if last.state.retry().is_ok() => Ok(work.requeue_letter(last, now).await?),
        Some(_) | None => Ok(work.queue_letter(further, subject, now).await?),
    }
}
