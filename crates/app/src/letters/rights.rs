//! Whose letters somebody may look at and move: the question that is put to the one rule.

use renkei_domain::access::action::Action;
use renkei_domain::access::object::Object;
use renkei_domain::access::principal::Principal;
use renkei_domain::access::rule::{Decision, decide};
use renkei_store::letters::scope::LetterScope;

/// The letters somebody may manage, or why there are none: those of the networks that they coordinate, and
/// those of their own invitations, for which they answer.
pub(super) fn managed_by(by: &Principal) -> Result<LetterScope, Decision> {
    let decision = |object| decide(by, Action::ManageLetters, &object);
    let of_all = decision(Object::Installation);
    if of_all == Decision::Allowed {
        return Ok(LetterScope::Everything);
    }
    let Some(account) = by.account() else {
        return Err(of_all);
    };
    let (mut networks, mut missing) = (Vec::new(), None);
    for network in by.coordinated() {
        match decision(Object::Network(network)) {
            Decision::Allowed => networks.push(network),
            other => missing = Some(other),
        }
    }
    match decide(by, Action::InvitePerson, &Object::Installation) {
        Decision::Allowed => {}
        // Whoever supports nobody invites nobody; what would open the rest tells more than that it is closed.
        Decision::Refused => return Err(missing.unwrap_or(of_all)),
        other => return Err(missing.unwrap_or(other)),
    }
    Ok(LetterScope::Of {
        networks,
        organizations: by.workplaces(),
        account,
    })
}
