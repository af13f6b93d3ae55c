//! Closing a conference: it stands there who came, and each who did gets the record of what they heard.

use renkei_domain::access::principal::Principal;
use renkei_domain::cases::case::Case;
use renkei_domain::conference::{Conference, ConferenceFault, Invitee, Turnout, named_so};
use renkei_domain::consent::PartyId;
use renkei_domain::ids::{AccountId, ProvisionId, TeamMemberId};
use renkei_domain::time::Instant;
use renkei_store::{Stop, Work};

use super::copies::partner_of;
use super::minutes::of_minutes;
use super::{ConferenceRefusal, refuse};
use crate::provisions::heard::{Hearing, record_heard};

/// Checks that it stands there of everybody whether they came, and that a person who stayed away was told, and makes the
/// records of what they heard. As many ids as were called are enough.
pub(super) async fn closing(
    work: &Work,
    case: &Case,
    conference: &Conference,
    (principal, by): (&Principal, AccountId),
    (ids, now): (&[ProvisionId], Instant),
) -> Result<(), Stop<ConferenceRefusal>> {
    let minutes = work.minutes(conference).await?;
    of_minutes(minutes.is_complete(conference))?;
    if minutes.person_stayed_away(conference) && conference.told_on.is_none() {
        return refuse(ConferenceFault::PersonNotTold);
    }
    let Some(slot) = &conference.slot else {
        return Ok(());
    };
    let team = work.team_of(case).await?;
    let came = conference.participants.iter().zip(ids);
    let hearings = came.filter_map(|(one, id)| {
        let (member, contact) = match &one.who {
            Invitee::Member(id) => (team.iter().find(|member| member.id == *id), None),
            Invitee::Listed { contact, .. } => (None, contact.as_ref()),
            Invitee::Written { name, .. } => (named_so(&team, name, now.in_japan().date), None),
        };
        let heard_by = match minutes.turnout(one.id) {
            Some(Turnout::Substitute { name }) => Some(name),
            _ => contact,
        };
        let heard = minutes.heard(conference, one);
        let to = partner_of(one, member.map(PartyId::of))?;
        (!heard.is_empty()).then(|| Hearing {
            id: *id,
            to,
            heard_by: heard_by.cloned(),
            stranger: TeamMemberId::from_uuid(one.id.uuid()),
            heard,
        })
    });
    let hearings: Vec<Hearing> = hearings.collect();
    let purpose = conference.outline.purpose.consent();
    let when = (purpose, slot.begins, now);
    record_heard(work, case, (principal, by), &hearings, when).await?;
    Ok(())
}
