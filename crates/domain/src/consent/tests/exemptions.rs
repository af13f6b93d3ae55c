//! Each condition of an exception alone, and who may know that there was one.

use chrono::TimeDelta;

use super::world::{
    World, account, employment, exception, listed, noon, organization, person, staff,
};
use crate::cases::employment::{Disclosure, LegalBody};
use crate::consent::category::InformationCategory as C;
use crate::consent::exception::{EXCEPTION_HOLDS, NotTheirsToRelease};
use crate::consent::rule::Rule;
use crate::consent::rule::exemption::Exemption;
use crate::consent::{Actor, Basis, Exception, Post, Reason, Staff};

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
fn only_those_who_answer_for_it_see_an_exception_until_they_release_it() {
    let as_post = |number, post| {
        Actor::Staff(Staff {
            post,
            ..staff(number)
        })
    };
    let manager = as_post(1, Post::Manager);
    let officer = as_post(1, Post::AbusePreventionOfficer);
    let others = [
        as_post(1, Post::Member),
        as_post(2, Post::Manager),
        Actor::Person(person(1)),
        Actor::Person(person(2)),
        Actor::Outsider,
    ];
    for viewer in [manager, officer] {
        assert!(exception().is_visible_to(&viewer), "{viewer:?}");
        assert!(exception().released(&viewer, noon(21)).is_ok());
    }
    for viewer in &others {
        assert!(!exception().is_visible_to(viewer), "{viewer:?}");
        let answer = exception().released(viewer, noon(21));
        assert_eq!(answer, Err(NotTheirsToRelease), "{viewer:?}");
    }
    let released = exception().released(&officer, noon(21)).expect("released");
    let again = released.released(&manager, noon(22)).expect("released");
    assert_eq!(again.released_at, Some(noon(21)));
    let seeing: Vec<bool> = others.iter().map(|one| again.is_visible_to(one)).collect();
    assert_eq!(seeing, [false, false, true, false, false]);
    let world = exempt();
    assert_eq!(world.ledger.exceptions_for(&manager).count(), 1);
    assert_eq!(world.ledger.exceptions_for(&others[0]).count(), 0);
}
