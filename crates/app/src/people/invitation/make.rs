//! Making an invitation: once, however often its form is sent.

use std::sync::Arc;

use chrono::NaiveDate;
use renkei_domain::access::principal::Principal;
use renkei_domain::access::rule::Decision;
use renkei_domain::ids::{InvitationId, LetterId};
use renkei_domain::letters::address::{AddressFault, MailAddress as LetterAddress};
use renkei_domain::letters::kind::LetterSubject;
use renkei_domain::people::limits::INVITATION;
use renkei_domain::people::{MailAddress, PaperCode, Standing};
use renkei_domain::record::Purpose;
use renkei_domain::text::Line;
use renkei_domain::time::{Instant, japanese_date};
use renkei_store::people::invitation::StoredInvitation;
use renkei_store::{Stop, StoreFault, Work};

use super::WithdrawRefusal;
use crate::directory::register::Outcome;
use crate::people::secret::invitation_hash;
use crate::writer::{Answer, KeyReused, Writer};
use crate::{App, Caller};

/// Somebody to be invited.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Invite {
    /// What to.
    pub standing: Standing,
    /// Their name, as the inviter knows it.
    pub name: Line,
    /// Where a letter with a code of its own goes; absent where the code is handed over on paper.
    pub mail: Option<MailAddress>,
}

/// An invitation was made.
#[derive(Clone, PartialEq, Eq)]
pub struct Invited {
    /// Its id.
    pub id: InvitationId,
    /// Its code, told this once.
    pub code: String,
    /// From when on it is accepted no more.
    pub expires_at: Instant,
}

impl std::fmt::Debug for Invited {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut shown = f.debug_struct("Invited");
        shown.field("id", &self.id).finish_non_exhaustive()
    }
}

/// Why nobody was invited.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum InviteRefusal {
    /// The rule says no.
    #[error("この人を招く権限がありません。")]
    NotAllowed(Decision),
    /// There is no such network or organization.
    #[error("招く先のネットワークか法人が見つかりません。")]
    UnknownPlace,
    /// Whoever invites is known to be gone before the invitation ends, and nobody would answer for it.
    #[error("{}", leaving(.0))]
    LeavingSoon(NaiveDate),
    /// No letter goes to this address.
    #[error(transparent)]
    Mail(#[from] AddressFault),
    /// The form was sent before, and what it made is over.
    #[error("この画面から出した招待は、もう受けられたか、取り消されました。")]
    Over,
    /// The key was used before for somebody else.
    #[error(transparent)]
    KeyReused(#[from] KeyReused),
}

impl InviteRefusal {
    /// The stable code for programs.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NotAllowed(_) => "NOT_ALLOWED",
            Self::UnknownPlace => "UNKNOWN_PLACE",
            Self::LeavingSoon(_) => "LEAVING_SOON",
            Self::Mail(_) => "INVALID_MAIL",
            Self::Over => "INVITATION_OVER",
            Self::KeyReused(_) => "KEY_REUSED",
        }
    }
}

fn leaving(gone: &NaiveDate) -> String {
    format!(
        "あなたの所属は {} の前の日までで、引きつぐ人が決まっていないので、それより長くつづく招待は出せません。つづける人に、招いてもらってください。",
        japanese_date(*gone)
    )
}

/// What is kept of an invitation beside the key of the form that made it: of its code nothing is.
#[derive(Debug, Clone, Copy)]
struct Kept {
    id: InvitationId,
    expires_at: Instant,
}

impl Answer for Kept {
    fn to_text(&self) -> String {
        format!("{} {}", self.id, self.expires_at.micros())
    }

    fn from_text(text: &str) -> Option<Self> {
        let (id, micros) = text.split_once(' ')?;
        Some(Self {
            id: id.parse().ok()?,
            expires_at: Instant::from_micros(micros.parse().ok()?),
        })
    }
}

#[renkei_boxed::boxed]
impl App {
    /// Invites an operator: the first account of an installation, made by its command.
    ///
    /// # Errors
    /// A fault of the store; refusals are in the outcome.
    pub async fn first_account_code(&self) -> Outcome<String, InviteRefusal> {
        let invite = Invite {
            standing: Standing::Operator,
            name: Line::parse(Standing::Operator.role_word()).expect("the word is a line"),
            mail: None,
        };
        let invited = self.invite(&Principal::installation(), invite).await?;
        Ok(invited.map(|invited| invited.code))
    }

    /// Invites somebody, as the installation or as an account that tries but once.
    ///
    /// # Errors
    /// A fault of the store; refusals are in the outcome.
    pub async fn invite(&self, by: &Principal, invite: Invite) -> Outcome<Invited, InviteRefusal> {
        let writer = Writer {
            principal: by.clone(),
            caller: Caller::of(by),
            key: None,
        };
        self.invite_once(&writer, invite).await
    }

    /// Invites somebody to be something somewhere. Where their address is known, a letter is queued in
    /// the same act; it will bear a code of its own. Under a key, the same form sent twice makes one
    /// invitation and one letter: whoever sent it again is told a further code, since nobody knows the
    /// first one any more.
    ///
    /// # Errors
    /// A fault of the store; refusals are in the outcome.
    pub async fn invite_once(
        &self,
        writer: &Writer,
        invite: Invite,
    ) -> Outcome<Invited, InviteRefusal> {
        let by = &writer.principal;
        let members = self.members().await?;
        match members.may_invite(by, invite.standing) {
            Decision::Allowed => {}
            other => return Ok(Err(InviteRefusal::NotAllowed(other))),
        }
        if !self.has_place(invite.standing).await? {
            return Ok(Err(InviteRefusal::UnknownPlace));
        }
        if let Some(mail) = &invite.mail
            && let Err(fault) = LetterAddress::parse(mail.as_str())
        {
            return Ok(Err(InviteRefusal::Mail(fault)));
        }
        let ways: Arc<[Standing]> = members.ways_to_invite(by, invite.standing).into();
        let asked = format!("{invite:?}");
        let has_letter = invite.mail.is_some();
        let letter = has_letter.then(|| LetterId::from_uuid(self.new_id()));
        let now = self.now();
        let invitation = StoredInvitation {
            id: InvitationId::from_uuid(self.new_id()),
            standing: invite.standing,
            name: Some(invite.name),
            mail: invite.mail,
            invited_by: by.account(),
            invited_at: now,
            expires_at: now.plus(INVITATION),
        };
        let code = PaperCode::draw(PaperCode::INVITATION_GROUPS, self.entropy.as_ref());
        let hash = invitation_hash(&code);
        let drawn = invitation.id;
        let purpose = Purpose::InviteToAccount;
        let kept = self
            .act_of::<Kept, InviteRefusal, _>(writer, purpose, &asked, move |work, _| {
                let (invitation, ways) = (invitation.clone(), Arc::clone(&ways));
                Box::pin(async move {
                    if let Some(gone) = gone_before_its_end(work, &invitation, &ways, now).await? {
                        return Err(Stop::Refused(InviteRefusal::LeavingSoon(gone)));
                    }
                    work.add_invitation(&invitation).await?;
                    work.add_invitation_code(invitation.id, &hash, now).await?;
                    if let Some(letter) = letter {
                        let subject = LetterSubject::Invitation(invitation.id);
                        work.queue_letter(letter, subject, now).await?;
                    }
                    Ok(Kept {
                        id: invitation.id,
                        expires_at: invitation.expires_at,
                    })
                })
            })
            .await?;
        let Kept { id, expires_at } = match kept {
            Ok(kept) => kept,
            Err(refusal) => return Ok(Err(refusal)),
        };
        if has_letter {
            self.wake_courier();
        }
        let code = if id == drawn {
            code.to_string()
        } else {
            match self.new_invitation_code(by, id).await? {
                Ok(code) => code,
                Err(WithdrawRefusal::NotFound | WithdrawRefusal::InviterDisabled) => {
                    return Ok(Err(InviteRefusal::Over));
                }
                Err(WithdrawRefusal::NotAllowed(decision)) => {
                    return Ok(Err(InviteRefusal::NotAllowed(decision)));
                }
            }
        };
        Ok(Ok(Invited {
            id,
            code,
            expires_at,
        }))
    }

    async fn has_place(&self, standing: Standing) -> Result<bool, StoreFault> {
        Ok(match standing {
            Standing::Coordinator(id) => {
                let networks = self.store.networks().await?;
                networks.iter().any(|network| network.id == id)
            }
            Standing::Staff(id) => !self.store.organizations(&[id]).await?.is_empty(),
            Standing::Person | Standing::Operator => true,
        })
    }
}

/// From which day on whoever invites may no more do so, where all by which they may ends before the invitation does
/// and nobody was named to follow. What else they are answers for nobody there.
async fn gone_before_its_end(
    work: &Work,
    invitation: &StoredInvitation,
    ways: &[Standing],
    now: Instant,
) -> Result<Option<NaiveDate>, StoreFault> {
    let Some(inviter) = invitation.invited_by else {
        return Ok(None);
    };
    // An end that somebody enters meanwhile comes before this or sees the invitation.
    for way in ways {
        work.lock_place(*way).await?;
    }
    let today = now.in_japan().date;
    let Some(inviter) = work.known_account(inviter, today).await? else {
        return Ok(None);
    };
    let held = inviter.standings.iter();
    let held = held.filter(|known| ways.contains(&known.membership.standing));
    // One of which no end is known outlasts every invitation, and so does whoever was named to follow.
    let ends = held.map(|known| match (known.membership.until, known.successor) {
        (Some(until), None) => until,
        (None, _) | (_, Some(_)) => NaiveDate::MAX,
    });
    // Where none is left, the last one ended since they signed in.
    let last = ends.max().unwrap_or(today);
    let expires_on = invitation.expires_at.in_japan().date;
    Ok((last <= expires_on).then_some(last))
}
