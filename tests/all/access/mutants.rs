//! The rule with each of its lines, and each condition of each line, taken away once.

use renkei_domain::access::action::Action;
use renkei_domain::access::object::Form;
use renkei_domain::access::rule::{CLAUSES, Clause, Rule};

use super::matrix;

/// The rule without one of its parts.
pub(super) struct Mutant {
    /// What was taken away.
    pub(super) what: String,
    pub(super) action: Action,
    pub(super) form: Form,
    pub(super) clauses: Vec<Clause>,
}

pub(super) fn mutants() -> Vec<Mutant> {
    let mut mutants = Vec::new();
    for (place, clause) in CLAUSES.iter().enumerate() {
        let mut mutant = |what: String, clauses: Vec<Clause>| {
            mutants.push(Mutant {
                what,
                action: clause.action,
                form: clause.form,
                clauses,
            });
        };
        let mut without = CLAUSES.to_vec();
        without.remove(place);
        mutant(format!("{clause:?}"), without);
        for (position, condition) in clause.conditions.iter().enumerate() {
            let mut conditions = clause.conditions.to_vec();
            conditions.remove(position);
            let mut wider = CLAUSES.to_vec();
            // Lines live as long as the program; a handful of shorter ones does so in a test.
            wider[place].conditions = conditions.leak();
            mutant(format!("{condition:?} of {clause:?}"), wider);
        }
    }
    mutants
}

#[test]
fn an_auditor_sees_in_the_matrix_when_any_part_of_the_rule_is_taken_away() {
    let mutants = mutants();
    assert!(mutants.len() > CLAUSES.len());
    for mutant in mutants {
        let made = matrix::written(Rule::of(&mutant.clauses));
        assert_ne!(made, matrix::COMMITTED, "nobody sees it: {}", mutant.what);
    }
}

#[test]
fn an_auditor_reads_no_line_of_the_rule_twice() {
    for (place, clause) in CLAUSES.iter().enumerate() {
        assert!(!CLAUSES[..place].contains(clause), "{clause:?}");
    }
}
