//! The rule and the lists of the store say the same of every principal of every world; and where a line or a
//! condition is taken out of the rule, an alternative or a limit out of a scope, or a condition of SQL is read
//! wrongly, they part.
//!
//! What is tried are pairs of a world and a principal, for each of whom one list of each form is asked for:
//! - ten thousand small worlds (`worlds::Size::SMALL`) with one principal each. A hundred of them lie side by
//!   side in a database, and are drawn anew a hundred times in the same rows. That is 60,000 lists, of which
//!   the store answers about half (of the others it is known beforehand that they hold nothing), each over
//!   200 rows or, of letters, 600, and 1,800 statements that give the rows to other owners. On PostgreSQL it is one
//!   list for each world, and all of them in the long form.
//! - fifty large worlds with a hundred principals each, so five thousand pairs, or in the long form forty
//!   thousand. Their answers are kept, and asked for again with each part taken away.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use renkei_domain::access::action::Action;
use renkei_domain::access::object::{Form, Object};
use renkei_domain::access::principal::Principal;
use renkei_domain::access::rule::{CLAUSES, Decision, Rule, may};
use renkei_domain::access::scope::{
    cases_for, exceptions_for, networks_read_inside, shared_maps_for,
};
use renkei_domain::ids::{ContactPersonId, ExceptionId};
use renkei_store::access::observations::ScopedObservation;
use renkei_store::access::resources::ScopedResource;
use renkei_store::directory::profile::Audience;
use renkei_tests::inside::opened;
use renkei_tests::{World, on_every_database};
use uuid::Uuid;

use super::dice::Dice;
use super::enter::{enter, give_over, run};
use super::misreadings;
use super::mutants::mutants;
use super::narrowed::{ALL, FORMS, Listed, Narrowed, assert_each_part_is_missed, things};
use super::principals;
use super::shares::Shares;
use super::worlds::{OwnedThings, Size};
use crate::record::fine;

/// How many principals ask in each large world.
const PRINCIPALS: usize = 100;
/// How many small worlds lie side by side, and how often they are drawn.
const BESIDE: usize = 100;
const DRAWS: usize = 100;

/// Which one list is asked for of a small world: PostgreSQL, which takes four times as long, is asked for one of each,
/// in turn, by default; nothing where all are asked for.
fn one_list(world: &World, number: usize) -> Option<usize> {
    let is_short = std::env::var_os("RENKEI_TEST_FULL").is_none();
    let is_dear = world.url().starts_with("postgres");
    (is_short && is_dear).then_some(number % FORMS.len())
}

/// How many large worlds.
fn number_of_worlds() -> usize {
    match std::env::var_os("RENKEI_TEST_FULL") {
        Some(_) => 400,
        None => 50,
    }
}

fn thrown(dice: &Dice, number: usize, size: Size) -> Vec<OwnedThings> {
    (0..number)
        .map(|_| OwnedThings::thrown(dice, size))
        .collect()
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

fn allows(rule: Rule<'_>, principal: &Principal, action: Action, object: &Object) -> bool {
    rule.decide(principal, action, object) == Decision::Allowed
}

/// Worlds that lie side by side, by what the rule knows of their things.
struct Beside<'w> {
    all: &'w [OwnedThings],
    /// Of each form, in their order.
    known: [HashMap<Uuid, Object>; FORMS.len()],
    /// What may be asked for of each form, in their order.
    actions: [Vec<Action>; FORMS.len()],
}

impl<'w> Beside<'w> {
    fn of(all: &'w [OwnedThings]) -> Self {
        Self {
            all,
            known: FORMS.map(|form| all.iter().flat_map(|own| things(own, form)).collect()),
            actions: FORMS.map(listable),
        }
    }

    /// Throws a principal of a world, asks the store for one list of each form, or of one form alone, and compares it
    /// with the rule: for the things of the world and of another, and for whatever is listed.
    async fn asked(
        &self,
        world: &World,
        (number, only): (usize, Option<usize>),
        dice: &Dice,
        shares: &mut Shares,
    ) -> Vec<Listed> {
        let own = &self.all[number];
        let (role, principal) = principals::thrown(dice, own);
        shares.count_principal(role, &principal);
        let other = &self.all[dice.below(self.all.len())];
        let agencies = [&own.organizations[..], &other.organizations[..]].concat();
        let mut answers = Vec::with_capacity(FORMS.len());
        let forms = FORMS.into_iter().zip(&self.known).zip(&self.actions);
        for (place, ((form, known), actions)) in forms.enumerate() {
            let own_things = things(own, form);
            for (_, object) in &own_things {
                shares.count_relations(&principal, form, object);
            }
            for action in Action::ALL.iter().copied() {
                let asked = Narrowed::of(Rule::WHOLE, &principal, action, form);
                if asked.scope().is_nothing() {
                    let mut things = own_things.iter();
                    let allowed = things.find(|(_, object)| may(&principal, action, object));
                    assert_eq!(allowed, None, "{action:?} in no list of {principal:?}");
                }
            }
            if only.is_some_and(|only| only != place) {
                continue;
            }
            let action = dice.one_of(actions);
            let asked = Narrowed::of(Rule::WHOLE, &principal, action, form);
            let ids = asked.listed(world, &agencies).await;
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
        answers
    }
}

/// Takes each line and each condition out of the rule: whatever is gone, somebody misses it in what is decided
/// and in what is listed.
async fn assert_each_line_is_missed(world: &World, all: &[OwnedThings], answers: &[Listed]) {
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
            let decided = own
                .iter()
                .map(|(_, object)| allows(rule, &answer.principal, answer.action, object));
            decided.ne(answer.is_listed.iter().copied())
        });
        assert!(is_rule_missed, "nobody misses it in the rule: {what}");
        let mut is_scope_missed = false;
        for (answer, own) in &asked {
            let asked = Narrowed::of(rule, &answer.principal, answer.action, answer.form);
            let agencies = &all[answer.world].organizations;
            let ids = asked.listed(world, agencies).await;
            let now = own.iter().map(|(id, _)| ids.contains(id));
            if now.ne(answer.is_listed.iter().copied()) {
                is_scope_missed = true;
                break;
            }
        }
        assert!(is_scope_missed, "nobody misses it in the lists: {what}");
    }
}

on_every_database! {
    async fn asvs_8_4_1_a_member_finds_in_every_list_what_the_rule_allows_and_nothing_else(world) {
        let dice = Dice::new(20_261_120);
        let all = Arc::new(thrown(&dice, number_of_worlds(), Size::LARGE));
        enter(&world, &all).await;
        let (beside, mut shares) = (Beside::of(&all), Shares::default());
        let mut answers = Vec::new();
        for number in 0..all.len() {
            for _ in 0..PRINCIPALS {
                answers.extend(beside.asked(&world, (number, None), &dice, &mut shares).await);
            }
        }
        shares.assert_each_is_common();
        assert_each_line_is_missed(&world, &all, &answers).await;
        assert_each_part_is_missed(&world, &all, &answers).await;
        misreadings::assert_each_would_be_noticed(&all, &answers);
    }
}

on_every_database! {
    async fn asvs_8_4_1_a_member_of_any_of_ten_thousand_worlds_finds_what_the_rule_allows(world) {
        let dice = Dice::new(20_261_123);
        let mut all = thrown(&dice, BESIDE, Size::SMALL);
        enter(&world, &Arc::new(all.clone())).await;
        let database = fine(sea_orm::Database::connect(world.url()).await);
        let (mut shares, mut worlds) = (Shares::default(), 0);
        for draw in 0..DRAWS {
            if draw > 0 {
                all = all.into_iter().map(|own| own.redrawn(&dice)).collect();
                give_over(&database, &all).await;
            }
            let beside = Beside::of(&all);
            for number in 0..all.len() {
                let only = one_list(&world, worlds);
                beside.asked(&world, (number, only), &dice, &mut shares).await;
                worlds += 1;
            }
        }
        fine(database.close().await);
        shares.assert_each_is_common();
        assert_eq!(worlds, BESIDE * DRAWS);
    }
}

on_every_database! {
    async fn asvs_8_2_3_a_member_reads_with_an_entry_the_contact_persons_that_the_rule_allows(world) {
        let dice = Dice::new(20_261_121);
        let all: Arc<Vec<OwnedThings>> = Arc::new(thrown(&dice, 10, Size::LARGE));
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
    async fn asvs_8_2_3_a_member_reads_in_a_case_the_exceptions_that_the_rule_allows(world) {
        let dice = Dice::new(20_261_124);
        let all: Arc<Vec<OwnedThings>> = Arc::new(thrown(&dice, 10, Size::LARGE));
        enter(&world, &all).await;
        let (mut cases, mut exceptions) = (0, 0);
        for own in all.iter() {
            for _ in 0..PRINCIPALS {
                let (_, principal) = principals::thrown(&dice, own);
                let case = dice.one_of(&own.cases);
                let scope = cases_for(&principal, Action::ReadCase);
                let seen = exceptions_for(&principal, Action::ReadException);
                let file = world.store.exceptions_in_scope(&scope, &seen, case.id).await;
                let file = opened(fine(file));
                let is_case_allowed = may(&principal, Action::ReadCase, &case.object());
                assert_eq!(file.is_some(), is_case_allowed, "{case:?} for {principal:?}");
                cases += usize::from(file.is_some());
                let kept = file.iter().flat_map(|file| &file.exceptions);
                let read: HashSet<ExceptionId> = kept.map(|kept| kept.exception.id).collect();
                exceptions += read.len();
                for exception in &own.exceptions {
                    let is_allowed = is_case_allowed
                        && exception.of.id == case.id
                        && may(&principal, Action::ReadException, &exception.object());
                    assert_eq!(read.contains(&exception.id), is_allowed, "{exception:?} for {principal:?}");
                }
            }
        }
        assert!(cases > 100, "only {cases} cases were read");
        assert!(exceptions > 100, "only {exceptions} exceptions were read");
    }
}

on_every_database! {
    async fn asvs_8_2_3_a_supporter_is_shown_by_name_or_for_a_conference_the_maps_that_the_rule_allows(world) {
        let dice = Dice::new(20_261_125);
        let all: Arc<Vec<OwnedThings>> = Arc::new(thrown(&dice, 10, Size::LARGE));
        enter(&world, &all).await;
        // Every other one is shown for a conference about its case instead.
        let called = all.iter().flat_map(|own| own.maps.iter().step_by(2));
        let called: HashSet<Uuid> = called.map(|map| map.id.uuid()).collect();
        let database = fine(sea_orm::Database::connect(world.url()).await);
        let turned = "UPDATE map_share SET kind = 'conference', supporter_id = NULL WHERE id = $1";
        for id in &called {
            run(&database, turned, vec![(*id).into()]).await;
        }
        fine(database.close().await);
        let (mut by_name, mut by_call) = (0, 0);
        for own in all.iter() {
            for _ in 0..PRINCIPALS {
                let (_, principal) = principals::thrown(&dice, own);
                let named = shared_maps_for(&principal, Action::ReadSharedMap);
                let leading = cases_for(&principal, Action::ConveneConference);
                let shares = world.store.map_shares_in_scope((&named, &leading), None);
                let shares = fine(shares.await);
                let shown: HashSet<Uuid> = shares.iter().map(|head| head.stored.share.id.uuid()).collect();
                let other = &all[dice.below(all.len())];
                for map in own.maps.iter().chain(&other.maps) {
                    let (id, is_of_case) = (map.id.uuid(), map.by.account() == Some(map.owner));
                    let (action, object, counted) = if called.contains(&id) {
                        (Action::ConveneConference, map.by.object(), &mut by_call)
                    } else {
                        (Action::ReadSharedMap, map.object(), &mut by_name)
                    };
                    let is_allowed = is_of_case && may(&principal, action, &object);
                    assert_eq!(shown.contains(&id), is_allowed, "{map:?} for {principal:?}");
                    *counted += usize::from(is_allowed);
                }
            }
        }
        assert!(by_name > 50 && by_call > 50, "only {by_name} by name and {by_call} by a call");
    }
}

on_every_database! {
    async fn an_operator_turns_the_pages_of_a_list_and_meets_each_entry_once(world) {
        let dice = Dice::new(20_261_122);
        let all: Arc<Vec<OwnedThings>> = Arc::new(thrown(&dice, 5, Size::LARGE));
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
