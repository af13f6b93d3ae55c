//! Each condition of an exception alone, and who may know that there was one.

use chrono::TimeDelta;

use super::world::{World, account, employment, exception, listed, noon, organization, person};
use crate::access::action::Action;
use crate::access::principal::{Assurance, Door, Principal, Who};
use crate::access::rule::may;
use crate::cases::employment::{Disclosure, LegalBody};
use crate::consent::category::InformationCategory as C;
use crate::consent::exception::{EXCEPTION_HOLDS, ExceptionFault};
use crate::consent::rule::Rule;
use crate::consent::rule::exemption::Exemption;
use crate::consent::{Basis, Exception, ExceptionStep, Post, Reason};
use crate::people::{HeldPost, OrganizationPost, Standing};

/// Nobody agreed; the staff that tells named an exception.
fn exempt() -> World {
    World::unasked().with(|world| world.ledger.exceptions.push(exception()))
}

/// The exception of the world.
fn of(world: &mut World) -> &mut Exception {
    world.ledger.exceptions.first_mut().expect("an exception")
}

/// Shows that a condition is what keeps a changed exception from covering.
fn needed(exemption: Exemption, change: impl FnOnce(&mut World)) {
    let covered = exempt().judged(Rule::WHOLE);
    assert_eq!(covered, Ok(Basis::Exception(exception().id)));
    let changed = exempt().with(change);
    // To whoever may not use it there is none.
    assert_eq!(changed.reason(), Some(Reason::NoConsent), "{changed:?}");
    let exemptions: Vec<Exemption> = Exemption::ALL
        .iter()
        .copied()
        .filter(|other| *other != exemption)
        .collect();
    let rule = Rule {
        exemptions: &exemptions,
        ..Rule::WHOLE
    };
    assert!(changed.judged(rule).is_ok(), "{exemption:?} is not alone");
}

#[test]
fn is_of_this_person() {
    needed(Exemption::IsOfThisPerson, |world| {
        of(world).person = person(2);
    });
}

#[test]
fn is_of_this_organization() {
    needed(Exemption::IsOfThisOrganization, |world| {
        of(world).organization = organization(2);
    });
}

#[test]
fn is_the_tellers() {
    needed(Exemption::IsTheTellers, |world| {
        of(world).by = account(7);
    });
    for post in Post::ALL {
        let by_another = exempt().with(|world| {
            of(world).by = account(7);
            world.staff().post = *post;
        });
        let answers = *post != Post::Member;
        assert_eq!(by_another.is_allowed(), answers, "{post}");
    }
}

#[test]
fn names_recipient() {
    needed(Exemption::NamesRecipient, |world| {
        of(world).recipient = listed(2);
    });
}

#[test]
fn names_category() {
    needed(Exemption::NamesCategory, |world| {
        of(world).categories = [C::Wishes].into();
    });
}

#[test]
fn is_within_its_time() {
    needed(Exemption::IsWithinItsTime, |world| {
        world.now = noon(20).plus(EXCEPTION_HOLDS);
    });
    let just_before = exempt().with(|world| {
        world.now = noon(20)
            .plus(EXCEPTION_HOLDS)
            .plus(TimeDelta::microseconds(-1));
    });
    assert!(just_before.is_allowed());
    assert_eq!(EXCEPTION_HOLDS, TimeDelta::days(3));
}

#[test]
fn has_not_ended() {
    needed(Exemption::HasNotEnded, |world| {
        of(world).ended_at = Some(noon(20));
    });
}

#[test]
fn a_log_has_the_id_of_an_exception_and_nothing_else() {
    let shown = format!("Exception({})", exception().id);
    assert_eq!(format!("{:?}", exception()), shown);
}

#[test]
fn no_exception_opens_a_closed_employment() {
    let closed = exempt().with(|world| {
        world.ledger.employments = vec![employment(50, Disclosure::Closed)];
        world.party().body = LegalBody::known(organization(50));
    });
    assert_eq!(closed.reason(), Some(Reason::ClosedEmployment));
}

#[test]
fn a_consent_goes_before_an_exception() {
    let both = World::agreed().with(|world| world.ledger.exceptions.push(exception()));
    let basis = both.judged(Rule::WHOLE);
    assert!(matches!(basis, Ok(Basis::Consent(_))), "{basis:?}");
}

#[test]
fn each_step_of_an_exception_is_taken_once_and_the_first_stands() {
    let at = noon(21);
    for (step, other) in [
        (ExceptionStep::Ended, ExceptionStep::Released),
        (ExceptionStep::Released, ExceptionStep::Ended),
    ] {
        let stepped = exception().stepped(step, at).expect("taken");
        let again = stepped.clone().stepped(step, noon(22)).err();
        assert_eq!(again, Some(ExceptionFault::Done), "{step}");
        let both = stepped.stepped(other, noon(22)).expect("taken");
        let days = match step {
            ExceptionStep::Ended => (both.ended_at, both.released_at),
            ExceptionStep::Released => (both.released_at, both.ended_at),
        };
        assert_eq!(days, (Some(at), Some(noon(22))), "{step}");
    }
}

/// Somebody who works for an organization and holds posts in some.
fn supporter(number: u128, works_at: u128, posts: &[(u128, OrganizationPost)]) -> Principal {
    let posts = posts.iter().map(|(place, post)| HeldPost {
        organization: organization(*place),
        post: *post,
    });
    Principal {
        who: Who::Account(account(number)),
        standings: vec![Standing::Staff(organization(works_at))],
        networks: Vec::new(),
        posts: posts.collect(),
        assurance: Assurance::Fresh,
        door: Door::Page,
    }
}

#[test]
fn only_who_answers_for_it_sees_an_exception_until_it_is_released() {
    use OrganizationPost::{AbusePreventionOfficer, Manager};
    let named_by = exception().by;
    let own = account(77);
    let person = Principal {
        who: Who::Account(own),
        standings: vec![Standing::Person],
        ..supporter(77, 9, &[])
    };
    let operator = Principal {
        standings: vec![Standing::Operator],
        ..supporter(78, 1, &[])
    };
    let of_namer = |works_at| Principal {
        who: Who::Account(named_by),
        ..supporter(79, works_at, &[])
    };
    let table = [
        ("manager", supporter(70, 1, &[(1, Manager)]), true),
        (
            "officer",
            supporter(71, 1, &[(1, AbusePreventionOfficer)]),
            true,
        ),
        ("who named it", of_namer(1), false),
        ("the same, elsewhere now", of_namer(2), false),
        ("a colleague", supporter(72, 1, &[]), false),
        (
            "manager of another",
            supporter(73, 2, &[(2, Manager)]),
            false,
        ),
        ("who left", supporter(74, 2, &[(1, Manager)]), false),
        ("operator", operator, false),
        ("the person", person.clone(), false),
        ("anybody", Principal::anybody(), false),
    ];
    let released = exception()
        .stepped(ExceptionStep::Released, noon(21))
        .expect("released");
    for (who, principal, sees) in &table {
        let before = exception().sight();
        let object = before.object(Some(own));
        assert_eq!(
            may(principal, Action::ReadException, &object),
            *sees,
            "{who}"
        );
        assert_eq!(before.is_for(principal), *sees, "{who}");
        let settles = may(principal, Action::SettleException, &object);
        assert_eq!(settles, *who == "manager" || *who == "officer", "{who}");
        let object = released.sight().object(Some(own));
        let sees = *sees || *who == "the person";
        assert_eq!(
            may(principal, Action::ReadException, &object),
            sees,
            "{who}"
        );
    }
    // Of somebody without an account nobody comes to read it.
    let object = released.sight().object(None);
    assert!(!may(&person, Action::ReadException, &object));
}
