//! The answer of somebody who was called and has a code, and no account. Looking at it never answers, and it tells no
//! more than the message did: no client, nobody else who is called.

use std::collections::BTreeSet;
use std::sync::Arc;

use renkei_domain::cases::case::Case;
use renkei_domain::conference::invitation::{
    AnswerChannel, GivenReply, Invitation, Reply, ReplyStanding, Says, Told, conference_number,
    neutral, told_of,
};
use renkei_domain::conference::poll::Wish;
use renkei_domain::conference::{Conference, ConferenceState};
use renkei_domain::ids::{CaseId, ConferenceId, ConferenceInvitationId, ConferenceReplyId};
use renkei_domain::people::PaperCode;
use renkei_domain::record::{Actor, Purpose, Source};
use renkei_domain::text::{Line, Prose};
use renkei_domain::time::Instant;
use renkei_store::{Stop, StoreFault, Work};

use super::step::may_send_another;
use crate::directory::register::{Outcome, outcome};
use crate::letters::WhoCalls;
use crate::{App, Caller};

renkei_domain::word_list! {
    /// How an invitation stands to whoever has its code.
    CardStanding {
        Open = "open", "返事を待っています";
        Postponed = "postponed", "延期になりました。新しい日時は、あらためて知らせます";
        Cancelled = "cancelled", "中止になりました";
        Recalled = "recalled", "この案内は取り消されました";
        Over = "over", "この打ち合わせは終わりました";
    }
}

/// What whoever has a code may see.
#[derive(Clone, PartialEq, Eq)]
pub struct CallCard {
    /// The number of the conference.
    pub number: String,
    /// Whom it is for, as they were called.
    pub name: Line,
    /// Who calls: the agency that leads, or to the person and their family who there sees to it.
    pub caller: String,
    /// How that agency is asked, each way on a line.
    pub ways: Vec<String>,
    /// How it stands.
    pub standing: CardStanding,
    /// When they are to be there.
    pub told: Told,
    /// When the conference begins, by which a part of it is counted; it is not theirs to see where they come later.
    pub counts_from: Instant,
    /// Where.
    pub place: Option<Line>,
    /// Whether the date was moved since they were called first.
    pub is_moved: bool,
    /// Whether somebody else may come in their place.
    pub may_send_another: bool,
    /// What they answered, as far as it counts.
    pub reply: Option<GivenReply>,
    /// Whether an answer of theirs waits for somebody to look at it.
    pub is_looked_at: bool,
}

/// What is told to somebody is nobody's to read in a log.
impl std::fmt::Debug for CallCard {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "CallCard({})", self.standing.code())
    }
}

/// An answer as whoever has the code gives it.
#[derive(Clone, PartialEq, Eq)]
pub struct CardReply {
    /// The answer.
    pub reply: Reply,
    /// How they would like to be there.
    pub wishes: BTreeSet<Wish>,
    /// What they say besides.
    pub note: Option<Prose>,
    /// Who answers.
    pub from: Option<Line>,
    /// The moment they were told to come at, as it stood before them: an answer to another date waits.
    pub begins: Instant,
}

/// Who comes is nobody's to read in a log.
impl std::fmt::Debug for CardReply {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "CardReply({})", self.reply.kind().code())
    }
}

/// Why there is no answer by a code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CardRefusal {
    /// There is no such code.
    #[error(
        "その番号は使えません。番号をもう一度確かめるか、案内にある電話・FAXで知らせてください。"
    )]
    NoSuchCode,
    /// Nobody waits for an answer any more.
    #[error("この打ち合わせの返事は、もう受け付けていません。案内にある電話で知らせてください。")]
    NotOpen,
}

/// Where an invitation stands.
type Place = (CaseId, ConferenceId, ConferenceInvitationId);

#[renkei_boxed::boxed]
impl App {
    /// What whoever has a code may see. Looking changes nothing.
    ///
    /// # Errors
    /// A fault of the store; a code that opens nothing is in the outcome.
    pub async fn call_card(&self, code: &str) -> Outcome<CallCard, CardRefusal> {
        let Some(place) = self.place_of_code(code).await? else {
            return Ok(Err(CardRefusal::NoSuchCode));
        };
        let header = self.header(OUTSIDE, Purpose::AnswerInvitation);
        let now = header.at;
        outcome(
            self.store
                .act(&header, move |work| {
                    Box::pin(async move { card(work, place, now).await })
                })
                .await,
        )
    }

    /// Takes the answer of whoever has a code. It can be changed later by the same code.
    ///
    /// # Errors
    /// A fault of the store; refusals are in the outcome.
    pub async fn answer_call(
        &self,
        code: &str,
        answer: CardReply,
    ) -> Outcome<CallCard, CardRefusal> {
        let Some(place) = self.place_of_code(code).await? else {
            return Ok(Err(CardRefusal::NoSuchCode));
        };
        let id = ConferenceReplyId::from_uuid(self.new_id());
        let header = self.header(OUTSIDE, Purpose::AnswerInvitation);
        let now = header.at;
        let answer = Arc::new(answer);
        outcome(
            self.store
                .act(&header, move |work| {
                    let answer = Arc::clone(&answer);
                    Box::pin(async move {
                        answered_in(work, place, (id, &answer), now).await?;
                        card(work, place, now).await
                    })
                })
                .await,
        )
    }

    async fn place_of_code(&self, code: &str) -> Result<Option<Place>, StoreFault> {
        let code = PaperCode::read(code).filter(|code| code.groups() == PaperCode::SHEET_GROUPS);
        match code {
            Some(code) => self.store.place_of_conference_code(&code).await,
            None => Ok(None),
        }
    }
}

/// Whoever has a code is nobody in particular.
pub(super) const OUTSIDE: Caller = Caller {
    actor: Actor::System,
    source: Source::Page,
};

fn gone<T>() -> Result<T, Stop<CardRefusal>> {
    Err(Stop::Refused(CardRefusal::NoSuchCode))
}

/// An invitation with its conference and case, locked until the act ends.
async fn found(
    work: &Work,
    (case, conference, id): Place,
) -> Result<(Case, Conference, Invitation), Stop<CardRefusal>> {
    work.lock_case(case).await?;
    let Some(case) = work.case(case).await?.filter(|case| !case.is_erased()) else {
        return gone();
    };
    let Some(conference) = work.conference(case.id, conference).await? else {
        return gone();
    };
    match work.conference_invitation(conference.id, id).await? {
        // Whoever never heard of it has no code.
        Some(invitation) if invitation.notice().is_some() => Ok((case, conference, invitation)),
        _ => gone(),
    }
}

async fn card(work: &Work, place: Place, now: Instant) -> Result<CallCard, Stop<CardRefusal>> {
    let (case, conference, invitation) = found(work, place).await?;
    let Some(notice) = invitation.notice() else {
        return gone();
    };
    let of = (&case, &conference);
    let who = WhoCalls::of(work, of, invitation.own_side(), now).await?;
    let counts_from = conference.slot.as_ref().map(|slot| slot.begins);
    let slot = conference.slot.as_ref();
    let slot = slot.filter(|slot| neutral(slot, &case).is_ok());
    let standing = standing(&conference, &invitation);
    let told = match standing {
        // What is on its way to them already counts.
        CardStanding::Open => {
            let participant = conference.expected(invitation.participant);
            told_of(&conference, participant.as_deref()).unwrap_or(notice.told)
        }
        _ => notice.told,
    };
    Ok(CallCard {
        number: conference_number(conference.id),
        name: invitation.name.clone(),
        caller: who.name,
        ways: who.ways,
        standing,
        counts_from: counts_from.unwrap_or(told.begins),
        told,
        place: slot.map(|slot| slot.place.clone()),
        is_moved: notice.version.sequence > 0,
        may_send_another: may_send_another(&conference, &invitation),
        reply: invitation.reply().cloned(),
        is_looked_at: invitation.doubtful().next().is_some(),
    })
}

fn standing(conference: &Conference, invitation: &Invitation) -> CardStanding {
    match conference.state {
        ConferenceState::Cancelled => CardStanding::Cancelled,
        ConferenceState::Held | ConferenceState::Closed => CardStanding::Over,
        _ if invitation
            .notice()
            .is_some_and(|notice| notice.says == Says::Recall) =>
        {
            CardStanding::Recalled
        }
        ConferenceState::Scheduled if invitation.is_calling() => CardStanding::Open,
        ConferenceState::Scheduled => CardStanding::Recalled,
        ConferenceState::Draft | ConferenceState::Polling | ConferenceState::Postponed => {
            CardStanding::Postponed
        }
    }
}

async fn answered_in(
    work: &Work,
    place: Place,
    (id, answer): (ConferenceReplyId, &CardReply),
    now: Instant,
) -> Result<(), Stop<CardRefusal>> {
    let (_, conference, before) = found(work, place).await?;
    if standing(&conference, &before) != CardStanding::Open {
        return Err(Stop::Refused(CardRefusal::NotOpen));
    }
    let participant = conference.expected(before.participant);
    let told = told_of(&conference, participant.as_deref());
    let is_to_this = told.is_ok_and(|told| told.begins == answer.begins);
    let sequence = before.sequence();
    let reply = GivenReply {
        id,
        reply: answer.reply.clone(),
        wishes: answer.wishes.clone(),
        note: answer.note.clone(),
        from: answer.from.clone(),
        channel: AnswerChannel::Page,
        sequence: if is_to_this {
            sequence
        } else {
            sequence.saturating_sub(1)
        },
        given_at: now,
        noted_at: now,
        by: None,
        standing: ReplyStanding::Waits,
        doubt: None,
        decided_by: None,
    };
    let may = may_send_another(&conference, &before);
    let after = before.clone().answered(reply, may);
    let after = Invitation {
        version: before.version + 1,
        ..after
    };
    work.keep_conference_invitation(Some(&before), &after)
        .await?;
    Ok(())
}
