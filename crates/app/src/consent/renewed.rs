//! A renewed consent takes the place of the one before: what whoever agreed took out of it is told no more from the
//! moment the renewed one stands. The one before stays in the ledger, withdrawn.

use chrono::NaiveDate;
use renkei_domain::cases::case::Case;
use renkei_domain::cases::employment::Voice;
use renkei_domain::consent::renewal::ends_the_one_before;
use renkei_domain::consent::{Consent, Giver, Halt, HaltOf, HaltState, Ledger, Reach};
use renkei_domain::ids::{ConsentId, HaltId};
use renkei_store::consent::Kept;
use renkei_store::{Stop, Work};

use super::state::{ConsentState, state_of};
use super::{ConsentRefusal, refuse};

/// The consent that a renewed one ends, if it ends any. One that was withdrawn, or renewed before, is not renewed: only
/// asking anew helps. Whoever asks has the head of the person.
pub(super) async fn replaced(
    work: &Work,
    ledger: &Ledger,
    renewed: Option<ConsentId>,
    new: &Consent,
    today: NaiveDate,
) -> Result<Option<ConsentId>, Stop<ConsentRefusal>> {
    let Some(renewed) = renewed else {
        return Ok(None);
    };
    let mut consents = ledger.consents.iter();
    let known = consents.find(|known| known.id == renewed && known.provider == new.provider);
    let Some(old) = known else {
        return refuse(ConsentRefusal::NoSuchConsent);
    };
    // Also where the renewed one has not begun, and the one before goes on until then.
    if work.is_renewed(old.id).await? {
        return refuse(ConsentRefusal::NotRenewable);
    }
    match state_of(ledger, old, today) {
        ConsentState::Withdrawn => refuse(ConsentRefusal::NotRenewable),
        ConsentState::Ended => Ok(None),
        ConsentState::Holds
        | ConsentState::EndsSoon { .. }
        | ConsentState::HoldsPartly
        | ConsentState::NotYet
        | ConsentState::Paused => Ok(ends_the_one_before(old, new, today).then_some(old.id)),
    }
}

/// Withdraws a consent because another was given in its place.
pub(super) async fn withdrawn(
    work: &Work,
    case: &Case,
    (halt, old): (HaltId, ConsentId),
    giver: &Giver,
    kept: Kept,
) -> Result<(), Stop<ConsentRefusal>> {
    let halt = Halt {
        id: halt,
        seq: work.next_consent_seq(case.person).await?,
        of: HaltOf::One(old),
        reach: Reach::Whole,
        state: HaltState::Withdrawn,
        by: match giver {
            Giver::Person => Voice::Person,
            Giver::Representative(_) => Voice::Representative,
            Giver::Family => Voice::Family,
            Giver::Employer(_) => Voice::Employer,
        },
    };
    work.add_halt(case.id, (case.person, case.lead), &halt, kept)
        .await?;
    Ok(())
}
