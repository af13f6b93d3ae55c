//! The rule with each of its lines taken away once: the matrix shows it, and a test of the line's own name needs it.
//! What is taken away inside a line is shown by the same test, which changes the world once for each of its parts.

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

/// The name of a line as a test bears it.
fn name_of(line: impl std::fmt::Debug) -> String {
    let mut name = String::new();
    for letter in format!("{line:?}").chars() {
        if letter.is_ascii_uppercase() && !name.is_empty() {
            name.push('_');
        }
        name.push(letter.to_ascii_lowercase());
    }
    name
}

#[test]
fn an_auditor_finds_for_every_line_a_test_of_its_name_that_needs_it_alone() {
    let of_gates = include_str!("gates.rs");
    let of_conditions = [include_str!("conditions.rs"), include_str!("in_time.rs")].concat();
    let of_exemptions = include_str!("exemptions.rs");
    let gates = Gate::ALL.iter().map(|line| (name_of(line), of_gates));
    let conditions = Condition::ALL.iter();
    let conditions = conditions.map(|line| (name_of(line), of_conditions.as_str()));
    let exemptions = Exemption::ALL.iter();
    let exemptions = exemptions.map(|line| (name_of(line), of_exemptions));
    let mut lines = 0;
    for (name, tests) in gates.chain(conditions).chain(exemptions) {
        assert!(tests.contains(&format!("fn {name}() {{")), "{name}");
        lines += 1;
    }
    assert_eq!(lines, 29, "say here how many lines the rule has");
}
