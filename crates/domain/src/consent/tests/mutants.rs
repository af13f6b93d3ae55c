//! The rule with each of its lines taken away once: the matrix shows it.

use super::matrix::answer;
use super::worlds::{actors, recipients, states};
use crate::consent::ConsentPurpose;
use crate::consent::category::InformationCategory as C;
use crate::consent::rule::Rule;
use crate::consent::rule::condition::Condition;
use crate::consent::rule::exemption::Exemption;
use crate::consent::rule::gate::Gate;

/// As much of the matrix as shows every line: one purpose and one category that were named, one purpose and one
/// category that were not, and the categories with lines of their own.
const PURPOSES: [ConsentPurpose; 2] = [ConsentPurpose::Handover, ConsentPurpose::DailyCondition];
const CATEGORIES: [C; 5] = [
    C::Skills,
    C::DisabilityDiagnosis,
    C::Family,
    C::EmployerInfo,
    C::History,
];

/// Whether two rules answer differently somewhere in the matrix.
fn differ(one: Rule<'_>, other: Rule<'_>) -> bool {
    let recipients = recipients();
    for (_, state) in states() {
        for (_, actor) in actors() {
            let mut world = state.clone().with(|world| world.actor = actor);
            for (_, recipient) in &recipients {
                world.recipient = recipient.clone();
                for (purpose, category) in PURPOSES
                    .into_iter()
                    .flat_map(|purpose| CATEGORIES.map(|category| (purpose, category)))
                {
                    world.purpose = purpose;
                    world.category = category;
                    if answer(one, &world) != answer(other, &world) {
                        return true;
                    }
                }
            }
        }
    }
    false
}

fn without<T: Copy + PartialEq>(all: &[T], line: T) -> Vec<T> {
    all.iter().copied().filter(|other| *other != line).collect()
}

#[test]
fn an_auditor_sees_in_the_matrix_when_any_gate_is_taken_away() {
    for gate in Gate::ALL {
        let gates = without(Gate::ALL, *gate);
        let rule = Rule {
            gates: &gates,
            ..Rule::WHOLE
        };
        assert!(differ(Rule::WHOLE, rule), "nobody sees it: {gate:?}");
    }
}

#[test]
fn an_auditor_sees_in_the_matrix_when_any_condition_is_taken_away() {
    for condition in Condition::ALL {
        let conditions = without(Condition::ALL, *condition);
        let rule = Rule {
            conditions: &conditions,
            ..Rule::WHOLE
        };
        assert!(differ(Rule::WHOLE, rule), "nobody sees it: {condition:?}");
    }
}

#[test]
fn an_auditor_sees_in_the_matrix_when_any_exemption_is_taken_away() {
    for exemption in Exemption::ALL {
        let exemptions = without(Exemption::ALL, *exemption);
        let rule = Rule {
            exemptions: &exemptions,
            ..Rule::WHOLE
        };
        assert!(differ(Rule::WHOLE, rule), "nobody sees it: {exemption:?}");
    }
}
