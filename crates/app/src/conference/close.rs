//! Closing a conference: it stands there who came, and each who did gets the record of what they heard.

use renkei_domain::access::principal::Principal;
use renkei_domain::cases::case::Case;
use renkei_domain::conference::{Conference, Turnout};
use renkei_domain::ids::{AccountId, ProvisionId};
use renkei_domain::time::Instant;
use renkei_store::{Stop, Work};

use super::ConferenceRefusal;
use super::minutes::of_minutes;
use crate::provisions::heard::{Hearing, record_heard};

/// Checks that it stands there of everybody whether they came, and makes the records of what they heard. As many ids as
/// were called are enough.
pub(super) async fn closing(
    work: &Work,
    case: &Case,
    conference: &Conference,
    (principal, by): (&Principal, AccountId),
    (ids, now): (&[ProvisionId], Instant),
) -> Result<(), Stop<ConferenceRefusal>> {
    let minutes = work.minutes(conference).await?;
    of_minutes(minutes.is_complete(conference))?;
    let Some(slot) = &conference.slot else {
        return Ok(());
    };
    let came = conference.participants.iter().zip(ids);
    let hearings = came.filter_map(|(one, id)| {
        let heard = minutes.heard(conference, one);
        let substitute = match minutes.turnout(one.id) {
            Some(Turnout::Substitute { name }) => Some(name.clone()),
            _ => None,
        };
        (!heard.is_empty()).then(|| Hearing {
            id: *id,
            who: one.clone(),
            substitute,
            heard,
        })
    });
    let hearings: Vec<Hearing> = hearings.collect();
    let purpose = conference.outline.purpose.consent();
    let when = (purpose, slot.begins, now);
    record_heard(work, case, (principal, by), &hearings, when).await?;
    Ok(())
}
