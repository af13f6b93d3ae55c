//! Random worlds: the rule tells what the oracle tells, no more and no less, and what must hold of every rule of
//! consent holds of this one.

use std::collections::BTreeSet;

use proptest::prelude::*;
use proptest::strategy::ValueTree as _;
use proptest::test_runner::TestRunner;

use super::chance::{CATEGORIES, consent, some_categories, world};
use super::oracle::may_be_told;
use super::world::{consent_id, employment, organization, withdrawn};
use crate::cases::employment::{Disclosure, LegalBody};
use crate::consent::category::InformationCategory as C;
use crate::consent::rule::gate::Gate;
use crate::consent::rule::{Held, Rule};
use crate::consent::{Actor, Basis, Categories, Consent, Halt, Reason, Recipient, preview};

proptest! {
    #[test]
    fn what_is_told_is_what_the_oracle_tells(world in world()) {
        prop_assert_eq!(world.is_allowed(), may_be_told(&world));
    }

    #[test]
    fn some_are_told_exactly_where_each_may_be_told(world in world(), asked in some_categories()) {
        let each = |category: C| {
            let one = world.clone().with(|world| world.category = category);
            one.is_allowed()
        };
        let allowed: Categories = asked.iter().copied().filter(|one| each(*one)).collect();
        let seen = preview(
            &world.ledger, &world.actor, &world.recipient, &asked, world.purpose, world.means,
            world.now,
        );
        prop_assert_eq!(&seen.shown, &allowed);
        let held: Categories = seen.held_back.iter().flat_map(|one| one.categories.clone()).collect();
        prop_assert_eq!(held, &asked - &allowed);
        match world.decide(&asked).into_result() {
            Ok(permit) => {
                prop_assert_eq!(permit.categories(), &asked);
                prop_assert_eq!(&allowed, &asked);
                prop_assert_eq!(permit.seq(), world.ledger.seq);
            }
            Err(refusals) => {
                prop_assert_ne!(&allowed, &asked);
                prop_assert_eq!(refusals.as_slice(), seen.held_back);
            }
        }
    }

    #[test]
    fn nothing_is_told_by_a_consent_once_everything_was_withdrawn(world in world()) {
        let mut world = world;
        world.ledger.halts.push(Halt { seq: 31, ..withdrawn() });
        let basis = world.judged(Rule::WHOLE);
        prop_assert!(!matches!(basis, Ok(Basis::Consent(_))), "{:?}", basis);
    }

    #[test]
    fn one_more_consent_takes_nothing_away(world in world(), more in consent()) {
        let was_allowed = world.is_allowed();
        let mut world = world;
        // A halt of everything stops what was given before it: this one comes last.
        world.ledger.consents.push(Consent { id: consent_id(9), seq: 40, ..more });
        prop_assert!(!was_allowed || world.is_allowed());
    }

    #[test]
    fn what_the_family_or_an_employer_says_takes_nothing_from_the_persons_word(world in world()) {
        let mut alone = world.clone();
        alone.ledger.consents.retain(|one| one.giver.speaks_for_person());
        prop_assert!(!alone.is_allowed() || world.is_allowed());
        let is_theirs = matches!(world.category, C::Family | C::EmployerInfo);
        prop_assert!(is_theirs || alone.is_allowed() == world.is_allowed());
    }

    #[test]
    fn a_refusal_tells_nothing_of_what_stands_in_anothers_case(world in world()) {
        let mut world = world;
        for employment in &mut world.ledger.employments {
            employment.keeper = organization(8);
        }
        let gates = [Gate::TellerKnowsThem, Gate::HearerIsMeant];
        let as_if_nobody_worked = Rule { gates: &gates, ..Rule::WHOLE };
        let (plain, said) = (world.judged(as_if_nobody_worked), world.judged(Rule::WHOLE));
        if let Actor::Staff(_) = world.actor {
            match plain {
                Err(held) => prop_assert_eq!(said, Err(held)),
                Ok(basis) => {
                    let held = Held::plainly(Reason::HeldBack);
                    prop_assert!(said == Ok(basis) || said == Err(held));
                }
            }
        }
    }

    #[test]
    fn nobody_of_a_closed_employer_hears_anything(world in world(), asked_all in any::<bool>()) {
        let mut world = world;
        world.ledger.employments.push(employment(52, Disclosure::NotAsked));
        if let Recipient::Party(party) = &mut world.recipient {
            party.body = LegalBody::known(organization(52));
            let asked: Categories = if asked_all { CATEGORIES.into() } else { [world.category].into() };
            prop_assert!(world.decide(&asked).into_result().is_err());
        }
    }
}

/// Worlds in which a case never came up would prove nothing of it.
#[test]
fn random_worlds_hold_both_answers_and_every_reason() {
    let mut runner = TestRunner::deterministic();
    let (mut allowed, mut reasons) = (0, BTreeSet::new());
    for _ in 0..8_000 {
        let tree = world().new_tree(&mut runner).expect("a world");
        match tree.current().reason() {
            None => allowed += 1,
            Some(reason) => {
                reasons.insert(reason);
            }
        }
    }
    assert!((300..7_700).contains(&allowed), "{allowed}");
    let missing: Vec<&Reason> = Reason::ALL
        .iter()
        .filter(|reason| !reasons.contains(reason))
        .collect();
    // In these worlds something is always named.
    assert_eq!(missing, [&Reason::NothingNamed]);
}
