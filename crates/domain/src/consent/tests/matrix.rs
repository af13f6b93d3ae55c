//! The matrix role × consent state × recipient × purpose × category, as a file that people read: equal lines stand
//! once, under the names of all they hold for. It is at `snapshots/`; where the rule changes, so does a line.

use super::world::World;
use super::worlds::{actors, recipients, states};
use crate::consent::category::InformationCategory as C;
use crate::consent::rule::{Basis, Rule};
use crate::consent::{Actor, ConsentPurpose, Recipient};

/// What a rule says in one case.
pub(super) fn answer(rule: Rule<'_>, world: &World) -> &'static str {
    match world.judged(rule) {
        Ok(Basis::OwnWord) => "yes_own_word",
        Ok(Basis::ToThePerson) => "yes_to_the_person",
        Ok(Basis::OwnRecord) => "yes_own_record",
        Ok(Basis::Consent(_)) => "yes_consent",
        Ok(Basis::Exception(_)) => "yes_exception",
        Err(held) => held.reason.code(),
    }
}

/// Puts together what is equal, in the order in which it first came.
fn grouped<N, V: PartialEq>(all: impl IntoIterator<Item = (N, V)>) -> Vec<(Vec<N>, V)> {
    let mut groups: Vec<(Vec<N>, V)> = Vec::new();
    for (name, value) in all {
        match groups.iter_mut().find(|(_, known)| *known == value) {
            Some((names, _)) => names.push(name),
            None => groups.push((vec![name], value)),
        }
    }
    groups
}

/// Some names, or that it is all of them.
fn named<N: AsRef<str>>(names: &[N], of: usize) -> String {
    if names.len() == of {
        return "all".to_owned();
    }
    let names: Vec<&str> = names.iter().map(AsRef::as_ref).collect();
    names.join(" ")
}

/// What a recipient hears for each purpose.
fn of_recipient(rule: Rule<'_>, world: &mut World) -> String {
    let mut columns = Vec::new();
    for purpose in ConsentPurpose::ALL {
        world.purpose = *purpose;
        let mut column = Vec::new();
        for category in C::ALL {
            world.category = *category;
            column.push((category.code(), answer(rule, world)));
        }
        columns.push((purpose.code(), column));
    }
    let mut text = String::new();
    for (purposes, column) in grouped(columns) {
        let answers: Vec<String> = grouped(column)
            .into_iter()
            .map(|(categories, answer)| format!("{answer}: {}", named(&categories, C::ALL.len())))
            .collect();
        let purposes = named(&purposes, ConsentPurpose::ALL.len());
        text.push_str(&format!("      for {purposes} | {}\n", answers.join(" | ")));
    }
    text
}

fn of_state(
    rule: Rule<'_>,
    actor: Actor,
    state: &World,
    recipients: &[(String, Recipient)],
) -> String {
    let mut world = state.clone().with(|world| world.actor = actor);
    let blocks = recipients.iter().map(|(name, recipient)| {
        world.recipient = recipient.clone();
        (name, of_recipient(rule, &mut world))
    });
    let mut text = String::new();
    for (names, block) in grouped(blocks) {
        let names = named(&names, recipients.len());
        text.push_str(&format!("    to {names}\n{block}"));
    }
    text
}

/// The matrix of a rule.
fn written(rule: Rule<'_>) -> String {
    let (states, recipients) = (states(), recipients());
    let of_actor = |actor: Actor| {
        let blocks = states.iter().map(|(name, state)| {
            let block = of_state(rule, actor, state, &recipients);
            (*name, block)
        });
        let mut text = String::new();
        for (names, block) in grouped(blocks) {
            let names = named(&names, states.len());
            text.push_str(&format!("  consent {names}\n{block}"));
        }
        text
    };
    let blocks = actors()
        .into_iter()
        .map(|(name, actor)| (name, of_actor(actor)));
    let mut text = String::new();
    for (names, block) in grouped(blocks) {
        text.push_str(&format!("by {}\n{block}\n", names.join(" ")));
    }
    text
}

#[test]
fn an_auditor_reads_every_case_of_the_rule_of_consent_in_one_file() {
    insta::assert_snapshot!("every_case", written(Rule::WHOLE));
}
