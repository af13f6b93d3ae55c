//! With whom a share is: decided in the act that makes it.

use renkei_domain::access::action::Action;
use renkei_domain::access::object::Object;
use renkei_domain::access::rule::may;
use renkei_domain::cases::case::Case;
use renkei_domain::conference::Conference;
use renkei_domain::consent::{Actor, Recipient, decide};
use renkei_domain::ids::{AccountId, CaseId, OrganizationId};
use renkei_domain::map::SharedWith;
use renkei_domain::map::share::{SHARE_MEANS, SHARE_PURPOSE};
use renkei_domain::time::Instant;
use renkei_store::{Stop, Work};

use super::super::{MapRefusal, refuse};
use super::{Given, ShareTo};
use crate::consent::case_for;
use crate::people::as_if_here;

/// Whom a share is with, by which case, and what they are called to the person.
pub(super) struct Named {
    pub(super) with: SharedWith,
    pub(super) case: Option<Case>,
    pub(super) name: String,
    /// For which agency of the team they read; nothing for the one that leads.
    pub(super) agency: Option<OrganizationId>,
}

/// A supporter: of those who keep the case, or another of the team.
async fn supporter(
    work: &Work,
    given: &Given,
    (case, supporter): (Case, AccountId),
    now: Instant,
) -> Result<Named, Stop<MapRefusal>> {
    let known = work.known_account(supporter, now.in_japan().date).await?;
    let Some(known) = known.filter(|known| !known.is_disabled) else {
        return refuse(MapRefusal::NotASupporter);
    };
    let there = as_if_here(&known);
    let led = Object::Case {
        lead: case.lead,
        person: None,
    };
    let (agency, of) = if may(&there, Action::KeepCase, &led) {
        (None, &given.lead)
    } else {
        let mut readers = given.readers.iter();
        let reader = readers.find(|reader| {
            let shown = Object::SharedMap {
                lead: reader.organization,
                reader: supporter,
            };
            reader.account == supporter && may(&there, Action::ReadSharedMap, &shown)
        });
        let Some(reader) = reader else {
            return refuse(MapRefusal::NotASupporter);
        };
        (Some(reader.organization), &reader.agency)
    };
    Ok(Named {
        with: SharedWith::Supporter(supporter),
        case: Some(case),
        name: format!("{of} {}", known.name),
        agency,
    })
}

/// The case by which a map is shown, where the person may tell there what they choose.
async fn held(
    work: &Work,
    given: &Given,
    (id, action): (CaseId, Action),
    now: Instant,
) -> Result<Case, Stop<MapRefusal>> {
    let case = case_for(work, &given.principal, action, id)
        .await
        .map_err(Stop::widened)?;
    // The claim: whoever stops a consent takes the same head.
    work.hold_consents(case.person).await?;
    let ledger = work.ledger(&case).await?;
    // Where it may be told it is the person's own word, of which the share is the record.
    let decision = decide(
        &ledger,
        &Actor::Person(case.person),
        &Recipient::Keeper(case.lead),
        &given.form.categories,
        SHARE_PURPOSE,
        SHARE_MEANS,
        now,
    );
    if decision.into_result().is_err() {
        return refuse(MapRefusal::Held);
    }
    Ok(case)
}

/// Whom a share is with, once the rule of consent and that of access have said yes.
pub(super) async fn named(
    work: &Work,
    given: &Given,
    now: Instant,
) -> Result<Named, Stop<MapRefusal>> {
    match given.form.to {
        ShareTo::Link => Ok(Named {
            with: SharedWith::Link,
            case: None,
            name: "リンク・QRコード".to_owned(),
            agency: None,
        }),
        ShareTo::Supporter {
            case,
            supporter: whom,
        } => {
            let case = held(work, given, (case, Action::ReadOwnCase), now).await?;
            supporter(work, given, (case, whom), now).await
        }
        ShareTo::Conference { case, conference } => {
            let case = held(work, given, (case, Action::SpeakInConference), now).await?;
            let found = work.conference(case.id, conference).await?;
            let is_open = |found: &Conference| !found.state.is_over();
            if !found.as_ref().is_some_and(is_open) {
                return refuse(MapRefusal::NoSuchConference);
            }
            Ok(Named {
                with: SharedWith::Conference(conference),
                case: Some(case),
                name: format!("{} の会議", given.lead),
                agency: None,
            })
        }
    }
}
