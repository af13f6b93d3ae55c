//! What somebody who is called has to be told next.

use chrono::TimeDelta;

use super::notice::{NoticeState, Says, Told};
use super::way::CallWay;
use super::{Invitation, InvitationFault};
use crate::conference::meeting::Conference;
use crate::conference::participant::Participant;
use crate::conference::state::ConferenceState;

/// How somebody stands who is on the list, or was.
#[derive(Clone, Copy)]
pub struct Standing<'a> {
    /// How they stand on the list; absent where they do not any more.
    pub participant: Option<&'a Participant>,
    /// Whether they may be called: the person wants them there and somebody agreed to it.
    pub may_be_called: bool,
    /// In which way they would be called now.
    pub way: Option<&'a CallWay>,
    /// How they were called.
    pub invitation: Option<&'a Invitation>,
}

/// What of the date a participant is told: all of it, or their part.
///
/// # Errors
/// When there is no date.
pub fn told_of(
    conference: &Conference,
    participant: Option<&Participant>,
) -> Result<Told, InvitationFault> {
    let slot = conference.slot.as_ref().ok_or(InvitationFault::NoDate)?;
    let window = participant.and_then(|participant| participant.window);
    let part = window.map(|window| (window.from(), window.until().min(slot.minutes)));
    // A part that begins after the end is all of it: somebody made the meeting shorter.
    let part = part.filter(|(from, until)| from < until);
    let (from, until) = part.unwrap_or((0, slot.minutes));
    Ok(Told {
        begins: slot.begins.plus(TimeDelta::minutes(i64::from(from))),
        minutes: until - from,
        of_conference: conference.sequence,
    })
}

/// What somebody has to be told; nothing where they know all there is to know. Whoever never heard of the conference
/// is told nothing but the invitation.
#[must_use]
pub fn due(conference: &Conference, standing: Standing<'_>) -> Option<Says> {
    let last = standing.invitation.and_then(Invitation::notice);
    let knows = standing.invitation.is_some_and(Invitation::has_heard);
    let is_called = standing.participant.is_some() && standing.may_be_called;
    let calls = last.is_some_and(|last| last.says.calls());
    let call = if knows {
        Says::Change
    } else {
        Says::Invitation
    };
    match conference.state {
        ConferenceState::Scheduled if is_called => {
            let Some(last) = last.filter(|_| calls) else {
                return Some(call);
            };
            let told = told_of(conference, standing.participant).ok()?;
            let is_news = told != last.told;
            let goes_otherwise = standing.way.is_some_and(|way| !way.is_as(&last.way));
            let again = last.state() == NoticeState::Failed && goes_otherwise;
            (is_news || again).then_some(if is_news { call } else { last.says })
        }
        ConferenceState::Draft
        | ConferenceState::Scheduled
        | ConferenceState::Polling
        | ConferenceState::Postponed
            if !is_called =>
        {
            let heard = last.is_some_and(|last| last.says != Says::Recall);
            heard.then_some(Says::Recall)
        }
        ConferenceState::Postponed | ConferenceState::Polling => {
            calls.then_some(Says::Postponement)
        }
        ConferenceState::Cancelled => {
            let waits = last.is_some_and(|last| last.says == Says::Postponement);
            (calls || waits).then_some(Says::Cancellation)
        }
        ConferenceState::Draft
        | ConferenceState::Scheduled
        | ConferenceState::Held
        | ConferenceState::Closed => None,
    }
}

/// Whether a message that is due is told at all: whoever never heard of the conference hears nothing of its end.
#[must_use]
pub fn is_worth_telling(says: Says, invitation: Option<&Invitation>) -> bool {
    says.calls() || invitation.is_some_and(Invitation::has_heard)
}
