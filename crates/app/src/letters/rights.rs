//! Whose letters somebody may look at and move: the question that is put to the one rule.

use renkei_domain::access::action::Action;
use renkei_domain::access::object::Object;
use renkei_domain::access::principal::Principal;
use renkei_domain::access::rule::{Decision, decide};
use renkei_domain::access::scope::{LetterScope, letters_for};

/// The letters somebody may manage, or why there are none.
pub(super) fn managed_by(by: &Principal) -> Result<LetterScope, Decision> {
    match decide(by, Action::ManageLetters, &Object::Installation) {
        Decision::Allowed => Ok(letters_for(by, Action::ManageLetters)),
        other => Err(other),
    }
}
