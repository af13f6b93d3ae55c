//! Following up what changed: whoever was called is told that it is moved, put off or cancelled, or that they are not
//! expected any more, by the way by which they were called. It happens in the act that changes it.

use std::collections::BTreeSet;
use std::convert::Infallible;
use std::sync::Arc;

use renkei_domain::cases::case::Case;
use renkei_domain::conference::invitation::{
    AboutLinkEnd, CallVersion, Invitation, Notice, NoticeState, PreparedWay, Says, Standing, Told,
    WAIT, due, is_worth_telling, told_of,
};
use renkei_domain::conference::{Conference, ConferenceState};
use renkei_domain::ids::{ConferenceNoticeId, LetterId, ParticipantId};
use renkei_domain::letters::kind::LetterSubject;
use renkei_domain::letters::state::LetterState;
use renkei_domain::record::Purpose;
use renkei_domain::time::Instant;
use renkei_store::{StoreFault, Work};
use uuid::Uuid;

use super::Draws;
use super::about_link::end_links;
use super::permitted::expected;
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
    let may = expected(work, case, conference, draws.now).await?;
    for invitation in invitations {
        let participant = conference.expected(invitation.participant);
        let participant = participant.as_deref();
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
    end_links_of_gone(work, conference, &may, draws.now).await
}

/// Whoever is not called any more reads by no link who it is about, from the act on that calls them off.
async fn end_links_of_gone(
    work: &Work,
    conference: &Conference,
    may: &BTreeSet<ParticipantId>,
    now: Instant,
) -> Result<(), StoreFault> {
    let mut links = work.about_links(conference).await?;
    links.retain(|link| link.ended.is_none());
    if links.is_empty() {
        return Ok(());
    }
    let invitations = work.conference_invitations(conference.id).await?;
    links.retain(|link| {
        let mut own = invitations.iter().filter(|one| one.id == link.invitation);
        !own.any(|one| one.is_calling() && may.contains(&one.participant))
    });
    let why = (AboutLinkEnd::CalledOff, now);
    end_links(work, conference.case, links, why).await
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

#[renkei_boxed::boxed]
impl App {
    /// Follows up what no act of somebody brings about: a consent ended, or somebody left a team, so that whom it let
    /// be called is not expected any more. A courier asks for it every hour. Says how many cases were looked at. One of
    /// which something is damaged is named in the log, and keeps nobody from the others.
    ///
    /// # Errors
    /// A fault of the store; what was followed up until then stays so.
    pub async fn follow_calls(&self) -> Result<usize, StoreFault> {
        let cases = self.store.cases_with_calls().await?;
        let mut followed = 0;
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
            match unrefused(ended) {
                Err(fault) if fault.is_damage() => {
                    tracing::error!(case = %id, %fault, "calls of a case cannot be followed up");
                }
                ended => {
                    ended?;
                    followed += 1;
                }
            }
        }
        Ok(followed)
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
        is_under_way = taken_back(work, last.id.uuid()).await?;
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
pub(in crate::conference) async fn taken_back(
    work: &Work,
    notice: Uuid,
) -> Result<bool, StoreFault> {
    let mut is_under_way = false;
    for letter in work.lock_letters_about(notice).await? {
        if letter.state.withdraw().is_ok() {
            work.withdraw_letter(&letter).await?;
        }
        // What left just now, or may have left at an earlier try, counts as under way.
        is_under_way |= matches!(letter.state, LetterState::Claimed | LetterState::Sent)
            || letter.is_second_copy_possible;
    }
    Ok(is_under_way)
}
