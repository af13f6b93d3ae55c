//! How a case begins, gets a name, moves and ends.

use super::*;
use crate::cases::stage::RetentionStage;
use uuid::Uuid;

fn day(day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, day).expect("a day")
}

fn person() -> Person {
    Person::named(Line::parse("山田 花子").expect("a name"))
}

fn case(about: About) -> Case {
    Case {
        id: CaseId::from_uuid(Uuid::from_u128(1)),
        number: CaseNumber::new(483_920).expect("a number"),
        person: PersonId::from_uuid(Uuid::from_u128(2)),
        account: None,
        lead: OrganizationId::from_uuid(Uuid::from_u128(3)),
        keeper: AccountId::from_uuid(Uuid::from_u128(4)),
        about,
        agreement: None,
        topic: None,
        standing: Standing::BEGINNING,
        plan_maker: PlanMaker::NotAsked,
        started_on: day(10),
        ended_on: None,
        version: 1,
    }
}

fn agreed(on: u32) -> Agreement {
    Agreement {
        on: day(on),
        how: AgreedHow::Oral,
    }
}

#[test]
fn a_consultation_gets_a_name_once_and_with_an_agreement_of_a_day_that_can_be() {
    let today = day(20);
    for (on, answer) in [
        (9, Err(CaseFault::AgreementDate)),
        (10, Ok(())),
        (20, Ok(())),
        (21, Err(CaseFault::AgreementDate)),
    ] {
        let bound = case(About::Anonymous).bound(person(), agreed(on), today);
        assert_eq!(bound.map(|_| ()), answer, "{on}");
    }
    let bound = case(About::Anonymous).bound(person(), agreed(10), today);
    let bound = bound.expect("bound");
    assert!(bound.known().is_some() && bound.agreement.is_some());
    let again = bound.bound(person(), agreed(10), today);
    assert_eq!(again.map(|_| ()), Err(CaseFault::AlreadyBound));
}

#[test]
fn nothing_is_written_of_the_person_of_a_consultation() {
    let named = case(About::Anonymous).of_person(person());
    assert_eq!(named.map(|_| ()), Err(CaseFault::Anonymous));
    let known = case(About::Person(Box::new(person()))).of_person(person());
    assert!(known.is_ok());
}

#[test]
fn nothing_is_known_or_written_of_a_person_who_was_erased() {
    let erased = case(About::Erased);
    assert!(erased.known().is_none() && !erased.is_anonymous());
    assert_eq!(erased.writable().map(|_| ()), Err(CaseFault::Erased));
    assert!(case(About::Anonymous).writable().is_ok());
    let damaged = case(About::Damaged);
    assert!(damaged.is_damaged() && damaged.known().is_none() && !damaged.is_erased());
    assert_eq!(damaged.writable().err(), Some(CaseFault::Damaged));
    assert_eq!(damaged.of_person(person()).err(), Some(CaseFault::Damaged));
    let described = erased.clone().of_person(person());
    assert_eq!(described.map(|_| ()), Err(CaseFault::Erased));
    let bound = erased.bound(person(), agreed(10), day(20));
    assert_eq!(bound.map(|_| ()), Err(CaseFault::AlreadyBound));
}

#[test]
fn a_case_ends_on_a_day_between_its_beginning_and_today() {
    let today = day(20);
    for (on, answer) in [
        (9, Err(CaseFault::EndDate)),
        (10, Ok(())),
        (20, Ok(())),
        (21, Err(CaseFault::EndDate)),
    ] {
        let ended = case(About::Anonymous).ended(day(on), today);
        assert_eq!(ended.map(|_| ()), answer, "{on}");
    }
}

#[test]
fn an_ended_case_stands_still_until_it_is_taken_up_again() {
    let ended = case(About::Anonymous).ended(day(20), day(20));
    let ended = ended.expect("ended");
    assert_eq!(ended.standing.care, CareStage::Termination);
    let moved = ended
        .clone()
        .at(Standing::BEGINNING, PlanMaker::SelfPlan)
        .map(|_| ());
    assert_eq!(moved, Err(CaseFault::Ended));
    let again = ended.taken_up().expect("taken up");
    assert_eq!(again.standing.care, CareStage::Assessment);
    assert!(again.is_open());
    assert_eq!(again.taken_up().map(|_| ()), Err(CaseFault::NotEnded));
}

#[test]
fn a_case_moves_to_any_stage_but_the_last_which_asks_for_a_day() {
    for care in CareStage::ALL {
        let standing = Standing {
            care: *care,
            retention: Some(RetentionStage::Exploring),
            job_coach: None,
        };
        let moved = case(About::Anonymous).at(standing, PlanMaker::SelfPlan);
        let is_last = *care == CareStage::Termination;
        assert_eq!(moved.is_err(), is_last, "{care}");
    }
}

#[test]
fn an_account_is_linked_with_a_named_case_that_goes_on_and_the_person_may_end_it() {
    let me = AccountId::from_uuid(Uuid::from_u128(9));
    let other = AccountId::from_uuid(Uuid::from_u128(8));
    let named = case(About::Person(Box::new(person())));
    let linked = named.clone().linked(me).expect("linked");
    assert_eq!(linked.account, Some(me));
    for (not, fault) in [
        (case(About::Anonymous), CaseFault::Anonymous),
        (case(About::Erased), CaseFault::Erased),
        (case(About::Damaged), CaseFault::Damaged),
        (linked.clone(), CaseFault::Linked),
        (
            named.ended(day(20), day(20)).expect("ended"),
            CaseFault::Ended,
        ),
    ] {
        assert_eq!(not.linked(other).map(|_| ()), Err(fault));
    }
    assert_eq!(
        linked.unlinked().linked(other).map(|case| case.account),
        Ok(Some(other))
    );
}
