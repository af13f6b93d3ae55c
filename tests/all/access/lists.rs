//! The rule and the lists of the store say the same of every principal of every world; and where a line
//! or a condition is taken out of either, they part.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use renkei_domain::access::action::Action;
use renkei_domain::access::object::{Form, Object};
use renkei_domain::access::principal::Principal;
use renkei_domain::access::rule::{CLAUSES, Decision, Rule, may};
use renkei_domain::access::scope::networks_read_inside;
use renkei_domain::ids::ContactPersonId;
use renkei_store::access::observations::ScopedObservation;
use renkei_store::access::resources::ScopedResource;
use renkei_store::directory::profile::Audience;
use renkei_tests::inside::opened;
use renkei_tests::{World, on_every_database};
use uuid::Uuid;

use super::dice::Dice;
use super::enter::enter;
use super::mutants::mutants;
use super::principals;
use super::shares::Shares;
use super::worlds::OwnedThings;
use crate::record::fine;

const PRINCIPALS: usize = 100;
/// More than there are rows.
const ALL: u32 = 1_000_000;
const FORMS: [Form; 2] = [Form::Resource, Form::InsideResource];

/// How many worlds: with a hundred principals each, ten thousand pairs, or in the long form more.
fn number_of_worlds() -> usize {
    match std::env::var_os("RENKEI_TEST_FULL") {
        Some(_) => 400,
        None => 100,
    }
}

/// What the store listed of a principal's own world.
struct Listed {
    principal: Principal,
    action: Action,
    form: Form,
    world: usize,
    is_listed: Vec<bool>,
}

/// What the rule has lines for.
fn listable(form: Form) -> Vec<Action> {
    let is_listable = |action: &Action| {
        let mut clauses = CLAUSES.iter();
        clauses.any(|clause| clause.action == *action && clause.form == form)
    };
    let actions = Action::ALL.iter().copied();
    actions.filter(is_listable).collect()
}

/// The things of a world that stand in lists, with their ids.
fn things(world: &OwnedThings, form: Form) -> Vec<(Uuid, Object)> {
    if form == Form::Resource {
        let entries = world.resources.iter();
        entries
            .map(|entry| (entry.id.uuid(), entry.object()))
            .collect()
    } else {
        let contents = world.contents.iter();
        contents
            .map(|content| (content.observation.uuid(), content.object()))
            .collect()
    }
}

/// Whether a list of these lines holds anything at all, known before the store is asked.
fn is_nothing(rule: Rule<'_>, principal: &Principal, action: Action, form: Form) -> bool {
    if form == Form::Resource {
        rule.resources_for(principal, action).scope().is_nothing()
    } else {
        rule.inside_for(principal, action).scope().is_nothing()
    }
}

/// What the store lists.
async fn listed(
    world: &World,
    rule: Rule<'_>,
    principal: &Principal,
    action: Action,
    form: Form,
) -> HashSet<Uuid> {
    let ids: Vec<Uuid> = if form == Form::Resource {
        let scope = rule.resources_for(principal, action);
        let rows = fine(world.store.resources_in_scope(&scope, None, ALL).await);
        rows.iter().map(|row| row.id().uuid()).collect()
    } else {
        let scope = rule.inside_for(principal, action);
        let rows = fine(world.store.observations_in_scope(&scope, None, ALL).await);
        rows.iter().map(|row| row.id.uuid()).collect()
    };
    let distinct: HashSet<Uuid> = ids.iter().copied().collect();
    assert_eq!(distinct.len(), ids.len(), "something is listed twice");
    distinct
}

fn allows(rule: Rule<'_>, principal: &Principal, action: Action, object: &Object) -> bool {
    rule.decide(principal, action, object) == Decision::Allowed
}

/// Asks the store for lists of ten thousand principals and compares each with the rule.
async fn asked(world: &World, all: &[OwnedThings], dice: &Dice) -> Vec<Listed> {
    let known: [HashMap<Uuid, Object>; 2] =
        FORMS.map(|form| all.iter().flat_map(|own| things(own, form)).collect());
    let mut shares = Shares::default();
    let mut answers = Vec::new();
    for (number, own) in all.iter().enumerate() {
        let own_things = FORMS.map(|form| things(own, form));
        for _ in 0..PRINCIPALS {
            let (role, principal) = principals::thrown(dice, own);
            shares.count_principal(role, &principal);
            let other = &all[dice.below(all.len())];
            for ((form, own_things), known) in FORMS.into_iter().zip(&own_things).zip(&known) {
                for (_, object) in own_things {
                    shares.count_relations(&principal, form, object);
                }
                for action in Action::ALL.iter().copied() {
                    if is_nothing(Rule::WHOLE, &principal, action, form) {
                        let mut things = own_things.iter();
                        let allowed = things.find(|(_, object)| may(&principal, action, object));
                        assert_eq!(allowed, None, "{action:?} in no list of {principal:?}");
                    }
                }
                let action = dice.one_of(&listable(form));
                let ids = listed(world, Rule::WHOLE, &principal, action, form).await;
                for (id, object) in own_things.iter().chain(&things(other, form)) {
                    let is_allowed = may(&principal, action, object);
                    assert_eq!(
                        ids.contains(id),
                        is_allowed,
                        "{action:?} {object:?} for {principal:?}"
                    );
                }
                for id in &ids {
                    let object = &known[id];
                    assert!(
                        may(&principal, action, object),
                        "{action:?} {object:?} is listed for {principal:?}"
                    );
                }
                let is_listed = own_things.iter().map(|(id, _)| ids.contains(id));
                answers.push(Listed {
                    is_listed: is_listed.collect(),
                    principal: principal.clone(),
                    action,
                    form,
                    world: number,
                });
            }
        }
    }
    shares.assert_each_is_common();
    answers
}

on_every_database! {
    async fn asvs_8_4_1_a_member_finds_in_every_list_what_the_rule_allows_and_nothing_else(world) {
        let dice = Dice::new(20_261_120);
        let all = (0..number_of_worlds()).map(|_| OwnedThings::thrown(&dice));
        let all: Arc<Vec<OwnedThings>> = Arc::new(all.collect());
        enter(&world, &all).await;
        let answers = asked(&world, &all, &dice).await;
        for mutant in mutants() {
            if !FORMS.contains(&mutant.form) {
                continue;
            }
            let (what, rule) = (&mutant.what, Rule::of(&mutant.clauses));
            let asked: Vec<_> = answers
                .iter()
                .filter(|answer| answer.action == mutant.action && answer.form == mutant.form)
                .map(|answer| (answer, things(&all[answer.world], answer.form)))
                .collect();
            let is_rule_missed = asked.iter().any(|(answer, own)| {
                let decided = own.iter().map(|(_, object)| allows(rule, &answer.principal, answer.action, object));
                decided.ne(answer.is_listed.iter().copied())
            });
            assert!(is_rule_missed, "nobody misses it in the rule: {what}");
            let mut is_scope_missed = false;
            for (answer, own) in &asked {
                let ids = listed(&world, rule, &answer.principal, answer.action, answer.form).await;
                let now = own.iter().map(|(id, _)| ids.contains(id));
                if now.ne(answer.is_listed.iter().copied()) {
                    is_scope_missed = true;
                    break;
                }
            }
            assert!(is_scope_missed, "nobody misses it in the lists: {what}");
        }
    }
}

on_every_database! {
    async fn asvs_8_2_3_a_member_reads_with_an_entry_the_contact_persons_that_the_rule_allows(world) {
        let dice = Dice::new(20_261_121);
        let all: Arc<Vec<OwnedThings>> = Arc::new((0..10).map(|_| OwnedThings::thrown(&dice)).collect());
        enter(&world, &all).await;
        let mut readers = 0;
        for own in all.iter() {
            for _ in 0..PRINCIPALS {
                let (role, principal) = principals::thrown(&dice, own);
                // It belongs to no network; commands read what they need by themselves.
                if role == "installation" {
                    continue;
                }
                let other = &all[dice.below(all.len())];
                let entries = own.resources.iter().chain(&other.resources);
                let entries: Vec<_> = entries.map(|entry| entry.id).collect();
                let networks = networks_read_inside(&principal);
                readers += usize::from(!networks.is_empty());
                let profiles = world.store.profiles(&entries, &Audience::Members(networks)).await;
                let profiles = opened(fine(profiles));
                let persons = profiles.values().flat_map(|profile| &profile.contact_persons);
                let read: HashSet<ContactPersonId> = persons.map(|person| person.id).collect();
                for content in own.contents.iter().chain(&other.contents) {
                    let is_allowed = may(&principal, Action::ReadInside, &content.object());
                    assert_eq!(read.contains(&content.person), is_allowed, "{content:?} for {principal:?}");
                }
            }
        }
        assert!(readers > 200, "only {readers} read anything");
    }
}

on_every_database! {
    async fn an_operator_turns_the_pages_of_a_list_and_meets_each_entry_once(world) {
        let dice = Dice::new(20_261_122);
        let all: Arc<Vec<OwnedThings>> = Arc::new((0..5).map(|_| OwnedThings::thrown(&dice)).collect());
        enter(&world, &all).await;
        let everybody = Principal::installation();
        let scope = Rule::WHOLE.resources_for(&everybody, Action::EditFacts);
        let whole = fine(world.store.resources_in_scope(&scope, None, ALL).await);
        assert_eq!(whole.len(), all.iter().map(|own| own.resources.len()).sum::<usize>());
        let mut turned = Vec::new();
        loop {
            let after = turned.last().map(|entry: &ScopedResource| entry.place.clone());
            let page = fine(world.store.resources_in_scope(&scope, after.as_ref(), 7).await);
            if page.is_empty() {
                break;
            }
            turned.extend(page);
        }
        assert_eq!(turned, whole);

        let scope = Rule::WHOLE.inside_for(&everybody, Action::ReleaseObservation);
        let whole = fine(world.store.observations_in_scope(&scope, None, ALL).await);
        assert_eq!(whole.len(), all.iter().map(|own| own.contents.len()).sum::<usize>());
        let mut turned = Vec::new();
        loop {
            let after = turned.last().map(|seen: &ScopedObservation| seen.id);
            let page = fine(world.store.observations_in_scope(&scope, after, 7).await);
            if page.is_empty() {
                break;
            }
            turned.extend(page);
        }
        assert_eq!(turned, whole);
    }
}
