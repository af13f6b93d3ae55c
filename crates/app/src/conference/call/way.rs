//! What the host chooses of the way to somebody who is called, for a reason, and that a FAX number was confirmed.

use std::sync::Arc;

use renkei_domain::access::action::Action;
use renkei_domain::access::principal::Principal;
use renkei_domain::conference::ConferenceFault;
use renkei_domain::conference::invitation::{
    CallChannel, CheckedHow, InvitationFault, KeptWay, NumberCheck, OwnSide, WayChoice,
};
use renkei_domain::ids::{AccountId, ParticipantId};
use renkei_domain::letters::address::MailAddress;
use renkei_domain::record::Purpose;
use renkei_domain::text::{Line, Prose};
use renkei_domain::time::Instant;
use renkei_store::{Stop, Work};

use super::{CallRefusal, judged, refuse};
use crate::App;
use crate::conference::{
    ConferenceRefusal, KeptConference, SeenConference, case_of, conference_of,
};
use crate::consent::what_is_missing;
use crate::directory::register::Outcome;
use crate::writer::Writer;

/// What is said about the way to somebody.
#[derive(Clone, PartialEq, Eq)]
pub enum WayStep {
    /// They are called by this channel, for a reason.
    Choose {
        /// The channel.
        channel: CallChannel,
        /// The mail address, number or postal address; where it is left open, the one that is known.
        target: Option<Line>,
        /// Why.
        reason: Prose,
    },
    /// They are called as is known of them after all.
    AsKnown,
    /// Their FAX number was confirmed today.
    Confirm {
        /// The number.
        number: Line,
        /// How.
        how: CheckedHow,
    },
}

/// Where somebody is reached is nobody's to read in a log.
impl std::fmt::Debug for WayStep {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("WayStep(..)")
    }
}

impl WayStep {
    /// What tells it from another.
    pub(in crate::conference) fn asked(&self) -> String {
        match self {
            Self::Choose {
                channel,
                target,
                reason,
            } => {
                let target = target.as_ref().map(Line::as_str);
                format!("choose {} {target:?} {reason}", channel.code())
            }
            Self::AsKnown => "as known".to_owned(),
            Self::Confirm { number, how } => format!("confirm {number} {}", how.code()),
        }
    }

    /// Whether mail can be sent to what is typed in for it.
    ///
    /// # Errors
    /// When it cannot.
    pub(in crate::conference) fn checked(&self) -> Result<(), InvitationFault> {
        match self {
            Self::Choose {
                channel: CallChannel::Mail,
                target: Some(target),
                ..
            } if MailAddress::parse(target.as_str()).is_err() => {
                Err(InvitationFault::NoMailAddress)
            }
            Self::Choose { .. } | Self::AsKnown | Self::Confirm { .. } => Ok(()),
        }
    }

    /// The kept way after it.
    pub(in crate::conference) fn applied(
        &self,
        kept: KeptWay,
        by: AccountId,
        now: Instant,
    ) -> KeptWay {
        match self {
            Self::Choose {
                channel,
                target,
                reason,
            } => KeptWay {
                choice: Some(WayChoice {
                    channel: *channel,
                    target: target.clone(),
                    reason: reason.clone(),
                    by,
                    at: now,
                }),
                ..kept
            },
            Self::AsKnown => KeptWay {
                choice: None,
                ..kept
            },
            Self::Confirm { number, how } => KeptWay {
                check: Some(NumberCheck {
                    number: number.clone(),
                    how: *how,
                    on: now.in_japan().date,
                    by,
                }),
                ..kept
            },
        }
    }
}

/// Everything that was given beforehand.
struct Given {
    principal: Principal,
    by: AccountId,
    seen: SeenConference,
    participant: ParticipantId,
    step: WayStep,
}

#[renkei_boxed::boxed]
impl App {
    /// Keeps what the host says about the way to somebody who is called. Messages that are under way are not changed by
    /// it; the next goes so.
    ///
    /// # Errors
    /// A fault of the store; refusals are in the outcome.
    pub async fn change_call_way(
        &self,
        writer: &Writer,
        seen: SeenConference,
        participant: ParticipantId,
        step: WayStep,
    ) -> Outcome<KeptConference, CallRefusal> {
        let Some(by) = writer.principal.account() else {
            return Ok(Err(what_is_missing(&writer.principal).into()));
        };
        if let Err(fault) = step.checked() {
            return Ok(Err(fault.into()));
        }
        let asked = format!("{seen:?} {participant} {}", step.asked());
        let given = Arc::new(Given {
            principal: writer.principal.clone(),
            by,
            seen,
            participant,
            step,
        });
        let purpose = Purpose::ChangeCallWay;
        self.act_of(writer, purpose, &asked, move |work, header| {
            let given = Arc::clone(&given);
            Box::pin(async move { changed_in(work, &given, header.at).await })
        })
        .await
    }
}

async fn changed_in(
    work: &Work,
    given: &Given,
    now: Instant,
) -> Result<KeptConference, Stop<CallRefusal>> {
    let seen = given.seen;
    let action = Action::ConveneConference;
    let case = case_of(work, &given.principal, action, seen.case).await;
    let case = case.map_err(Stop::widened)?;
    let conference = conference_of(work, &case, seen.id)
        .await
        .map_err(Stop::widened)?;
    if conference.version != seen.version {
        return refuse(ConferenceRefusal::Overtaken);
    }
    judged(conference.being_prepared().map(|_| ()))?;
    if conference.expected(given.participant).is_none() {
        return refuse(ConferenceFault::NoSuchParticipant);
    }
    if let WayStep::Choose { channel, .. } = &given.step {
        // Nobody goes to an agency to hand a sheet over.
        let is_listed = OwnSide::at(conference.id, given.participant).is_none();
        if is_listed && !channel.has_target() {
            return refuse(InvitationFault::NoTarget);
        }
    }
    let kept = work.conference_ways(conference.id).await?;
    let mut kept = kept.into_iter();
    let before = kept.find(|known| known.participant == given.participant);
    let nothing = KeptWay {
        participant: given.participant,
        choice: None,
        check: None,
    };
    let new = before.clone().unwrap_or(nothing);
    let new = given.step.applied(new, given.by, now);
    work.keep_conference_way(&conference, before.as_ref(), &new)
        .await?;
    Ok(KeptConference(conference.id))
}
