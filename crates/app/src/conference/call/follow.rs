//! Following up what changed: whoever was called is told that it is moved, put off or cancelled, or that they are not
//! expected any more, by the way by which they were called. It happens in the act that changes it.

use std::convert::Infallible;
use std::sync::Arc;

use renkei_domain::cases::case::Case;
use renkei_domain::conference::invitation::{
    CallVersion, Invitation, Notice, NoticeState, PreparedWay, Says, Standing, Told, WAIT, due,
    is_worth_telling, told_of,
};
use renkei_domain::conference::{Conference, ConferenceState};
use renkei_domain::ids::{ConferenceNoticeId, LetterId};
use renkei_domain::letters::kind::LetterSubject;
use renkei_domain::letters::state::LetterState;
use renkei_domain::record::Purpose;
use renkei_store::{StoreFault, Work};

use super::Draws;
use super::permitted::permitted;
use crate::letters::carry::unrefused;
use crate::{App, Caller};

/// Prepares what those who were called to a conference have to be told now. Nobody is called anew by it.
pub(crate) async fn follow(
    work: &Work,
    case: &Case,
    conference: &Conference,
    draws: &Draws,
) -> Result<(), StoreFault> {
    let invitations = work.conference_invitations(conference.id).await?;
    if invitations.is_empty() {
        return Ok(());
    }
    let may = permitted(work, case, conference, draws.now).await?;
    for invitation in invitations {
        let participant = conference.participant(invitation.participant);
        let standing = Standing {
            participant,
            may_be_called: may.contains(&invitation.participant),
            way: None,
            invitation: Some(&invitation),
        };
        let Some(says) = due(conference, standing) else {
            continue;
        };
        // Whoever was called off is called again by somebody's decision, and never by itself.
        if says.calls() && !invitation.is_calling() {
            continue;
        }
        let Some(last) = invitation.notice() else {
            continue;
        };
        let told = if says.calls() {
            told_of(conference, participant).unwrap_or(last.told)
        } else {
            last.told
        };
        let way = last.way.clone();
        prepare(work, (conference, invitation), (says, told, way), draws).await?;
    }
    Ok(())
}

/// The same for every conference of a case that is not over, after something changed that decides who may be called.
pub(crate) async fn follow_in(work: &Work, case: &Case, draws: &Draws) -> Result<(), StoreFault> {
    for conference in work.conferences(case.id).await? {
        let is_open = conference.state.is_being_prepared();
        if is_open && conference.state != ConferenceState::Draft {
            follow(work, case, &conference, draws).await?;
        }
    }
    Ok(())
}

impl App {
    /// Follows up what no act of somebody brings about: a consent ended, or somebody left a team, so that whom it let
    /// be called is not expected any more. A courier asks for it every hour. Says how many cases were looked at.
    ///
    /// # Errors
    /// A fault of the store; what was followed up until then stays so.
    pub async fn follow_calls(&self) -> Result<usize, StoreFault> {
        let cases = self.store.cases_with_calls().await?;
        for id in &cases {
            let (id, entropy) = (*id, Arc::clone(&self.entropy));
            let header = self.header(Caller::COURIER, Purpose::SendInvitations);
            let ended = self
                .store
                .act::<(), Infallible, _>(&header, move |work| {
                    let entropy = Arc::clone(&entropy);
                    Box::pin(async move {
                        work.lock_case(id).await?;
                        let case = work.case(id).await?;
                        if let Some(case) = case.filter(|case| !case.is_erased()) {
                            let draws = Draws::new(&entropy, header.at, None);
                            follow_in(work, &case, &draws).await?;
                        }
                        Ok(())
                    })
                })
                .await;
            unrefused(ended)?;
        }
        Ok(cases.len())
    }
}

/// Prepares a message in place of one that did not leave yet. Whoever never heard of the conference is told nothing of
/// its end: what was prepared for them is taken back.
pub(super) async fn prepare(
    work: &Work,
    (conference, before): (&Conference, Invitation),
    (says, told, way): (Says, Told, PreparedWay),
    draws: &Draws,
) -> Result<(), StoreFault> {
    let now = draws.now;
    let mut after = before.clone();
    let mut leaves_at = now.plus(WAIT);
    let mut is_under_way = false;
    if let Some(last) = after.notices.last_mut().filter(|last| last.is_waiting()) {
        // What is changed meanwhile leaves as one, at the time at which the first would have.
        leaves_at = last.leaves_at.max(now);
        is_under_way = taken_back(work, last).await?;
        last.marks.push(draws.mark(NoticeState::Superseded));
    }
    let id = ConferenceNoticeId::from_uuid(draws.id());
    let is_told = is_under_way || is_worth_telling(says, Some(&before));
    let is_carried = is_told && way.channel.is_carried();
    if is_told {
        after.notices.push(Notice {
            id,
            says,
            version: CallVersion {
                sequence: before.next_sequence(says, conference.sequence),
                stamped_at: now,
            },
            told,
            way,
            leaves_at,
            marks: vec![draws.mark(NoticeState::Prepared)],
        });
    }
    after.version += 1;
    let known = (before.version > 0).then_some(&before);
    work.keep_conference_invitation(known, &after).await?;
    if is_carried {
        let letter = LetterId::from_uuid(draws.id());
        let subject = LetterSubject::ConferenceNotice(id);
        work.queue_letter_after(letter, subject, (now, leaves_at))
            .await?;
    }
    Ok(())
}

/// Takes the letter of a message back, and says whether a courier has it already.
async fn taken_back(work: &Work, notice: &Notice) -> Result<bool, StoreFault> {
    let mut is_under_way = false;
    for letter in work.lock_letters_about(notice.id.uuid()).await? {
        if letter.state.withdraw().is_ok() {
            work.withdraw_letter(&letter).await?;
        }
        is_under_way |= letter.state == LetterState::Claimed;
    }
    Ok(is_under_way)
}
