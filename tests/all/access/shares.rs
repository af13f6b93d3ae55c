//! How often each role and each relation comes up in random worlds: what hardly comes up is hardly tried.

use std::collections::BTreeMap;

use renkei_domain::access::condition::Condition;
use renkei_domain::access::object::{Form, Object};
use renkei_domain::access::principal::{Assurance, Door, Principal};

use super::principals;

/// How often each role and relation came up, out of how many times.
#[derive(Default)]
pub(super) struct Shares(BTreeMap<String, (usize, usize)>);

impl Shares {
    fn count(&mut self, what: String, came_up: bool) {
        let share = self.0.entry(what).or_default();
        share.0 += usize::from(came_up);
        share.1 += 1;
    }

    pub(super) fn count_principal(&mut self, role: &str, principal: &Principal) {
        for (known, _) in principals::ROLES {
            self.count(format!("role {known}"), known == role);
        }
        for assurance in [
            Assurance::None,
            Assurance::OneFactor,
            Assurance::Full,
            Assurance::Fresh,
        ] {
            let came_up = principal.assurance == assurance;
            self.count(format!("assurance {assurance:?}"), came_up);
        }
        let by_token = matches!(principal.door, Door::Token(_));
        self.count("by token".to_owned(), by_token);
        self.count("by page".to_owned(), !by_token);
    }

    pub(super) fn count_relations(&mut self, principal: &Principal, form: Form, object: &Object) {
        let relations = [
            Condition::CoordinatesKeeper,
            Condition::BelongsToKeeper,
            Condition::WorksThere,
            Condition::WorksElsewhere,
            Condition::Operates,
            Condition::SupportsOthers,
        ];
        let mut is_stranger = true;
        for relation in relations {
            let holds = relation.holds(principal, object);
            is_stranger &= !holds || relation == Condition::WorksElsewhere;
            self.count(format!("{form:?} {relation:?}"), holds);
        }
        self.count(format!("{form:?} a stranger's"), is_stranger);
        if form == Form::Resource {
            let holds = Condition::KeptByNobody.holds(principal, object);
            self.count(format!("{form:?} KeptByNobody"), holds);
        }
    }

    /// Each in at least one of twenty.
    pub(super) fn assert_each_is_common(&self) {
        for (what, (times, of)) in &self.0 {
            assert!(times * 20 >= *of, "{what}: {times} of {of}");
        }
    }
}
