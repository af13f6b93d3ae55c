//! Who is still asked about dates: the person and their family where they are to be there, and whom the person's consents
//! let be there. It is decided anew each time a link is opened or made and each time an answer comes by one.

use std::collections::BTreeSet;

use renkei_domain::cases::case::Case;
use renkei_domain::conference::Conference;
use renkei_domain::conference::poll::Asked;
use renkei_domain::ids::ParticipantId;
use renkei_domain::time::Instant;
use renkei_store::conference::poll::link::LinkedPoll;
use renkei_store::people::SecretHash;
use renkei_store::{Stop, StoreFault, Work};

use super::super::call::permitted::permitted;
use super::super::{ConferenceRefusal, refuse};

/// Those of a conference who may be asked now. The head of the person's consents is taken until the act ends.
pub(crate) async fn asked_now(
    work: &Work,
    case: &Case,
    conference: &Conference,
    now: Instant,
) -> Result<BTreeSet<Asked>, StoreFault> {
    let called = permitted(work, case, conference, now).await?;
    Ok(asked_of(conference, called))
}

/// The person and their family where they are to be there, with those who may be called.
pub(super) fn asked_of(
    conference: &Conference,
    called: BTreeSet<ParticipantId>,
) -> BTreeSet<Asked> {
    let presence = &conference.outline.presence;
    let person = presence.is_with_person().then_some(Asked::Person);
    let family = presence.family.map(|_| Asked::Family);
    let called = called.into_iter().map(Asked::Participant);
    called.chain(person).chain(family).collect()
}

/// A poll that was found by a link, with its conference and case.
pub(super) struct Linked {
    /// What the link leads to.
    pub(super) found: LinkedPoll,
    /// The case, locked until the act ends.
    pub(super) case: Case,
    /// The conference.
    pub(super) conference: Conference,
}

/// The poll behind a link whose holder is still asked, in a case that is locked until the act ends.
pub(super) async fn linked(
    work: &Work,
    hash: &SecretHash,
    now: Instant,
) -> Result<Linked, Stop<ConferenceRefusal>> {
    let Some(found) = work.poll_by_link(hash).await? else {
        return refuse(ConferenceRefusal::NoSuchLink);
    };
    work.lock_case(found.case).await?;
    // Whoever waited for the lock looks again.
    let Some(found) = work.poll_by_link(hash).await? else {
        return refuse(ConferenceRefusal::NoSuchLink);
    };
    let case = work.case(found.case).await?;
    let Some(case) = case.filter(|case| !case.is_erased()) else {
        return refuse(ConferenceRefusal::NoSuchLink);
    };
    let conference = work.conference(case.id, found.poll.conference).await?;
    let one = found.poll.respondent(found.respondent);
    let (Some(conference), Some(who)) = (conference, one.map(|one| one.who)) else {
        return refuse(ConferenceRefusal::NoSuchLink);
    };
    let asked = asked_now(work, &case, &conference, now).await?;
    if !asked.contains(&who) {
        return refuse(ConferenceRefusal::LinkEnded);
    }
    Ok(Linked {
        found,
        case,
        conference,
    })
}
