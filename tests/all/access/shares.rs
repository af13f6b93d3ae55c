//! How often each role and each relation comes up in random worlds: what hardly comes up is hardly tried.

use std::collections::BTreeMap;

use renkei_domain::access::condition::Condition;
use renkei_domain::access::object::{Form, Object};
use renkei_domain::access::principal::{Assurance, Door, Principal};
use renkei_domain::people::OrganizationPost;

use super::narrowed::FORMS;
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
        for post in OrganizationPost::ALL {
            let mut workplaces = principal.workplaces().into_iter();
            let holds_it = workplaces.any(|id| principal.holds_post(id, *post));
            self.count(format!("post {}", post.code()), holds_it);
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
        let mut is_stranger = true;
        for relation in relations(form) {
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

/// The forms that no list holds, so that random worlds have none of them: one such thing is asked about at a time, and
/// the matrix has each in every relation.
const OMITTED: [Form; 10] = [
    Form::Installation,
    Form::Network,
    Form::Organization,
    Form::Posts,
    Form::Account,
    Form::Card,
    Form::OfferedCase,
    Form::HeldPosts,
    Form::PersonInvitation,
    Form::PrintedCard,
];

#[test]
fn an_auditor_finds_each_form_counted_or_named_as_left_out() {
    for form in Form::ALL {
        assert_ne!(FORMS.contains(form), OMITTED.contains(form), "{form:?}");
    }
}

/// In what somebody may stand to a thing of a form.
fn relations(form: Form) -> Vec<Condition> {
    let mut relations = vec![
        Condition::WorksThere,
        Condition::WorksElsewhere,
        Condition::Operates,
        Condition::SupportsOthers,
    ];
    relations.extend_from_slice(match form {
        Form::Case => &[Condition::IsThePerson, Condition::Manages],
        Form::Exception => &[Condition::IsThePerson, Condition::AnswersForExceptions],
        Form::Letter => &[Condition::CoordinatesKeeper, Condition::SentIt],
        Form::SharedMap => &[Condition::IsNamedByOwner],
        Form::InsideResource => &[
            Condition::CoordinatesKeeper,
            Condition::BelongsToKeeper,
            Condition::WorksForObserver,
        ],
        Form::Resource => &[Condition::CoordinatesKeeper, Condition::BelongsToKeeper],
        form if OMITTED.contains(&form) => panic!("no list holds {form:?}"),
        form => panic!("{form:?} is neither counted nor named as left out"),
    });
    relations
}
