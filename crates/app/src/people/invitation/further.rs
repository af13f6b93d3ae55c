//! A further code of an invitation, asked for on a page: once, however often the button is pressed.

use renkei_domain::ids::InvitationId;
use renkei_domain::people::PaperCode;
use renkei_domain::record::Purpose;
use uuid::Uuid;

use super::WithdrawRefusal;
use crate::App;
use crate::directory::register::Outcome;
use crate::people::invitation_hash;
use crate::writer::{Drawn, KeyReused, Writer};

/// Why no further code was made.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FurtherCodeRefusal {
    /// The invitation says no.
    #[error(transparent)]
    Invitation(#[from] WithdrawRefusal),
    /// The form was sent before. The code it made is told once.
    #[error(
        "この画面から、番号はもう できています。番号はいちどしか出ません。見ていないときは、下の一覧でもう一度つくってください。"
    )]
    MadeBefore,
}

impl From<KeyReused> for FurtherCodeRefusal {
    fn from(_: KeyReused) -> Self {
        Self::MadeBefore
    }
}

impl FurtherCodeRefusal {
    /// The stable code for programs.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Invitation(refusal) => refusal.code(),
            Self::MadeBefore => "MADE_BEFORE",
        }
    }
}

#[renkei_boxed::boxed]
impl App {
    /// Makes a further code of an open invitation, for paper or the phone. Earlier ones stay good. Under a key, the
    /// same form sent twice makes one code.
    ///
    /// # Errors
    /// A fault of the store; refusals are in the outcome.
    pub async fn further_invitation_code(
        &self,
        writer: &Writer,
        id: InvitationId,
    ) -> Outcome<String, FurtherCodeRefusal> {
        if let Err(refusal) = self.usable_invitation(&writer.principal, id).await? {
            return Ok(Err(refusal.into()));
        }
        let code = PaperCode::draw(PaperCode::INVITATION_GROUPS, self.entropy.as_ref());
        let (hash, now) = (invitation_hash(&code), self.now());
        let drawn: Uuid = self.new_id();
        let (purpose, asked) = (Purpose::InviteToAccount, format!("{id} further code"));
        let done = self
            .act_of::<Drawn, FurtherCodeRefusal, _>(writer, purpose, &asked, move |work, _| {
                Box::pin(async move {
                    work.add_invitation_code(id, &hash, now).await?;
                    Ok(Drawn(drawn))
                })
            })
            .await?;
        Ok(match done {
            Ok(Drawn(known)) if known == drawn => Ok(code.to_string()),
            Ok(Drawn(_)) => Err(FurtherCodeRefusal::MadeBefore),
            Err(refusal) => Err(refusal),
        })
    }
}
