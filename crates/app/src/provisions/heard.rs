//! What those heard who came to a conference. It was told there, by word: when the conference is closed, each who came
//! gets the record of what they heard, by the consents as they stood when it began. What no consent covered has no
//! record, since it could not be told; the minutes say whose that is. Unlike with 「話した」 no time runs out: who was
//! there for what was written down on the spot.

use renkei_domain::access::principal::Principal;
use renkei_domain::cases::case::Case;
use renkei_domain::consent::{
    Actor, Categories, ConsentPurpose, Decision, Ledger, Means, Recipient, Staff, decide, preview,
};
use renkei_domain::ids::{AccountId, ProvisionId, TeamMemberId};
use renkei_domain::provisions::{Provision, Telling};
use renkei_domain::text::Line;
use renkei_domain::time::Instant;
use renkei_store::{StoreFault, Work};

use super::partner::{Known, Partner, partner};
use super::told::{no_provision, teller};

/// What somebody heard at a conference.
pub(crate) struct Hearing {
    /// The id of its record.
    pub(crate) id: ProvisionId,
    /// Who.
    pub(crate) to: Partner,
    /// Who of them was there, where that is not their contact in the team.
    pub(crate) heard_by: Option<Line>,
    /// By what somebody would be known who is not in the team.
    pub(crate) stranger: TeamMemberId,
    /// What.
    pub(crate) heard: Categories,
}

/// Makes the records of what was heard in a case that is locked, at a moment and for a purpose.
pub(crate) async fn record_heard(
    work: &Work,
    case: &Case,
    by: (&Principal, AccountId),
    hearings: &[Hearing],
    (purpose, at, now): (ConsentPurpose, Instant, Instant),
) -> Result<(), StoreFault> {
    if hearings.is_empty() {
        return Ok(());
    }
    work.hold_consents(case.person).await?;
    let times = work.ledger_times(case).await?;
    let mut ledger = work.ledger(case).await?.as_of(at, &times);
    ledger.exceptions.clear();
    let staff = teller(work, case, by).await?;
    for hearing in hearings {
        let who = (&hearing.to, hearing.heard_by.clone(), hearing.stranger);
        let Some(known) = partner(work, case, who, at).await? else {
            continue;
        };
        let telling = Telling {
            case: case.id,
            name: case.known().map(|person| person.name.clone()),
            told_by: by.1,
            at,
            noted_at: now,
            recipient: known.named.clone(),
        };
        for record in recorded(&ledger, staff, known, (hearing, purpose), &telling)? {
            work.add_provision(&record).await?;
        }
    }
    Ok(())
}

/// The records of what of it could be told.
fn recorded(
    ledger: &Ledger,
    staff: Staff,
    known: Known,
    (hearing, purpose): (&Hearing, ConsentPurpose),
    telling: &Telling,
) -> Result<Vec<Provision>, StoreFault> {
    let (actor, recipient) = (Actor::Staff(staff), Recipient::Party(known.party));
    let (means, at) = (Means::Meeting, telling.at);
    let covered = preview(
        ledger,
        &actor,
        &recipient,
        &hearing.heard,
        purpose,
        means,
        at,
    );
    if covered.shown.is_empty() {
        return Ok(Vec::new());
    }
    let decision = decide(
        ledger,
        &actor,
        &recipient,
        &covered.shown,
        purpose,
        means,
        at,
    );
    match decision {
        Decision::Allowed(permit) => {
            Provision::of(permit, telling, &[hearing.id]).map_err(|_| no_provision())
        }
        Decision::Refused(_) => Ok(Vec::new()),
    }
}
