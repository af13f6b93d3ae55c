//! What the person says by one press of whether they come, as their answer to the call: it stands on the board as that of
//! everybody else does.

use std::collections::BTreeSet;

use renkei_domain::conference::invitation::{
    AnswerChannel, GivenReply, Invitation, OwnSide, Reply, ReplyStanding,
};
use renkei_domain::conference::{Conference, OwnWish};
use renkei_domain::ids::ConferenceReplyId;
use renkei_store::{StoreFault, Work};

use super::Draws;

/// Records what the person says as their answer, where they were called. Where the same counts already, nothing is
/// recorded anew; an answer that somebody heard otherwise by another way waits until that is decided.
pub(in crate::conference) async fn answer_of_person(
    work: &Work,
    conference: &Conference,
    reply: Reply,
    draws: &Draws,
) -> Result<(), StoreFault> {
    let invitations = work.conference_invitations(conference.id).await?;
    let mut own = invitations
        .into_iter()
        .filter(|one| one.own_side() == Some(OwnSide::Person) && one.is_calling());
    let Some(before) = own.next() else {
        return Ok(());
    };
    if before.reply().is_some_and(|known| known.reply == reply) {
        return Ok(());
    }
    let new = GivenReply {
        id: ConferenceReplyId::from_uuid(draws.id()),
        reply,
        note: None,
        from: None,
        channel: AnswerChannel::Page,
        // The page shows the date that counts now.
        sequence: before.sequence(),
        given_at: draws.now,
        noted_at: draws.now,
        by: None,
        standing: ReplyStanding::Waits,
        doubt: None,
        decided_by: None,
        wishes: BTreeSet::new(),
    };
    let after = Invitation {
        version: before.version + 1,
        ..before.clone().answered(new, false)
    };
    work.keep_conference_invitation(Some(&before), &after).await
}

/// Whoever said that they stay away before they were called has answered with that.
pub(super) async fn answer_given_before(
    work: &Work,
    conference: &Conference,
    draws: &Draws,
) -> Result<(), StoreFault> {
    if conference.asks.contains(&OwnWish::Rest) {
        answer_of_person(work, conference, Reply::NotComing, draws).await?;
    }
    Ok(())
}
