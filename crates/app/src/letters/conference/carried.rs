//! What became of a message that a courier carried, noted beside it.

use renkei_domain::conference::invitation::{Mark, NoticeState};
use renkei_domain::conference::poll::notice::PollMark;
use renkei_domain::ids::{ConferenceMarkId, ConferenceNoticeId};
use renkei_domain::letters::delivery::{Delivery, DeliveryOutcome};
use renkei_domain::letters::state::{LetterState, Settled};
use renkei_domain::outside::{Entropy, new_uuid};
use renkei_domain::text::Line;
use renkei_domain::time::Instant;
use renkei_store::{StoreFault, Work};
use uuid::Uuid;

use crate::directory::inquiry::astray::participant_astray;

/// Notes what became of a message that a courier carried.
pub(in crate::letters) async fn note_carried(
    work: &Work,
    id: ConferenceNoticeId,
    (settled, delivery): (Settled, Delivery),
    (now, entropy): (Instant, &dyn Entropy),
) -> Result<(), StoreFault> {
    let letters = work.lock_letters_about(id.uuid()).await?;
    let is_twice = letters.iter().any(|letter| letter.is_second_copy_possible);
    let mut states = Vec::new();
    if settled.may_have_arrived {
        states.push(NoticeState::MaybeTwice);
    }
    match settled.state {
        LetterState::Sent if is_twice => states.push(NoticeState::MaybeTwice),
        LetterState::Sent => states.push(NoticeState::Sent),
        LetterState::Undeliverable => states.push(NoticeState::Failed),
        // There was nothing to say any more.
        LetterState::Withdrawn => states.push(NoticeState::Superseded),
        LetterState::Queued | LetterState::Claimed | LetterState::Waiting => {}
    }
    if states.is_empty() {
        return Ok(());
    }
    let Some((_, conference, invitation)) = work.place_of_notice(id).await? else {
        return Ok(());
    };
    let known = work.conference_invitation(conference, invitation).await?;
    let Some(before) = known else {
        return Ok(());
    };
    let mut after = before.clone();
    let mut notices = after.notices.iter_mut();
    let Some(notice) = notices.find(|notice| notice.id == id) else {
        return Ok(());
    };
    states.retain(|state| *state != NoticeState::Superseded || notice.is_waiting());
    if states.is_empty() {
        return Ok(());
    }
    let way = notice.way.clone();
    for state in states {
        notice.marks.push(Mark {
            id: ConferenceMarkId::from_uuid(new_uuid(now, entropy)),
            state,
            phone: None,
            at: now,
            by: None,
            evidence: Line::parse(&evidence(delivery)).ok(),
        });
    }
    work.keep_conference_invitation(Some(&before), &after)
        .await?;
    if is_refused((settled, delivery)) {
        participant_astray(work, before.participant, &way, (None, now)).await?;
    }
    Ok(())
}

/// Whether a server will never take what goes to an address: then nobody is there.
pub(in crate::letters) fn is_refused((settled, delivery): (Settled, Delivery)) -> bool {
    settled.state == LetterState::Undeliverable && delivery.outcome == DeliveryOutcome::Refused
}

/// What became of a message that a courier carried, of which the last mark alone is kept; nothing where its letter has
/// not come to its end.
pub(in crate::letters) async fn carried_mark(
    work: &Work,
    notice: Uuid,
    (settled, delivery): (Settled, Delivery),
    now: Instant,
) -> Result<Option<PollMark>, StoreFault> {
    let letters = work.lock_letters_about(notice).await?;
    let is_twice = letters.iter().any(|letter| letter.is_second_copy_possible);
    let state = match settled.state {
        LetterState::Sent if is_twice => NoticeState::MaybeTwice,
        LetterState::Sent => NoticeState::Sent,
        LetterState::Undeliverable if settled.may_have_arrived => NoticeState::MaybeTwice,
        LetterState::Undeliverable => NoticeState::Failed,
        // There was nothing to say any more.
        LetterState::Withdrawn => NoticeState::Superseded,
        LetterState::Queued | LetterState::Claimed | LetterState::Waiting => return Ok(None),
    };
    Ok(Some(PollMark {
        state,
        at: now,
        by: None,
        evidence: Line::parse(&evidence(delivery)).ok(),
    }))
}

/// What the mail server said, in words.
fn evidence(delivery: Delivery) -> String {
    match delivery.reply {
        Some(reply) => format!("{}（{reply}）", delivery.outcome.word()),
        None => delivery.outcome.word().to_owned(),
    }
}
