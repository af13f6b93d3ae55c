//! What the store is asked for a list: the scope of a form of things, and every scope that lacks one of its
//! parts.

use std::collections::{BTreeMap, HashSet};

use renkei_domain::access::action::Action;
use renkei_domain::access::object::{Form, Object};
use renkei_domain::access::principal::Principal;
use renkei_domain::access::rule::Rule;
use renkei_domain::access::scope::{InsideScope, Limit, ResourceScope, Scope};
use renkei_tests::World;
use uuid::Uuid;

use super::worlds::OwnedThings;
use crate::record::fine;

/// More than there are rows.
pub(super) const ALL: u32 = 1_000_000;

/// The forms that stand in lists of the rule.
pub(super) const FORMS: [Form; 2] = [Form::Resource, Form::InsideResource];

/// A scope of one of these forms.
#[derive(Debug)]
pub(super) enum Narrowed {
    Resources(ResourceScope),
    Inside(InsideScope),
}

/// What the store listed of a principal's own world.
#[derive(Debug)]
pub(super) struct Listed {
    pub(super) principal: Principal,
    pub(super) action: Action,
    pub(super) form: Form,
    /// The place of the world among all.
    pub(super) world: usize,
    /// For each thing of the world, in the order of [`things`].
    pub(super) is_listed: Vec<bool>,
}

/// The things of a world that stand in lists, with their ids.
pub(super) fn things(world: &OwnedThings, form: Form) -> Vec<(Uuid, Object)> {
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

impl Narrowed {
    /// What some lines let a principal do something with.
    pub(super) fn of(rule: Rule<'_>, principal: &Principal, action: Action, form: Form) -> Self {
        if form == Form::Resource {
            Self::Resources(rule.resources_for(principal, action))
        } else {
            Self::Inside(rule.inside_for(principal, action))
        }
    }

    /// The scope itself.
    pub(super) const fn scope(&self) -> &Scope {
        match self {
            Self::Resources(scope) => scope.scope(),
            Self::Inside(scope) => scope.scope(),
        }
    }

    fn without(&self, alternative: usize, limit: Option<usize>) -> Self {
        match self {
            Self::Resources(scope) => Self::Resources(scope.without(alternative, limit)),
            Self::Inside(scope) => Self::Inside(scope.without(alternative, limit)),
        }
    }

    /// What the store lists, each thing once.
    pub(super) async fn listed(&self, world: &World) -> HashSet<Uuid> {
        let ids: Vec<Uuid> = match self {
            Self::Resources(scope) => {
                let rows = fine(world.store.resources_in_scope(scope, None, ALL).await);
                rows.iter().map(|row| row.id().uuid()).collect()
            }
            Self::Inside(scope) => {
                let rows = fine(world.store.observations_in_scope(scope, None, ALL).await);
                rows.iter().map(|row| row.id.uuid()).collect()
            }
        };
        let distinct: HashSet<Uuid> = ids.iter().copied().collect();
        assert_eq!(distinct.len(), ids.len(), "something is listed twice");
        distinct
    }
}

const fn name(limit: &Limit) -> &'static str {
    match limit {
        Limit::KeptBy(_) => "KeptBy",
        Limit::KeptByNobody => "KeptByNobody",
        Limit::RunBy(_) => "RunBy",
        Limit::NotRunBy(_) => "NotRunBy",
        Limit::About(_) => "About",
    }
}

/// Takes each alternative of each scope away, and each limit of each alternative, and asks the store again:
/// whatever is gone, somebody's list is another.
pub(super) async fn assert_each_part_is_missed(
    world: &World,
    all: &[OwnedThings],
    answers: &[Listed],
) {
    let mut missed: BTreeMap<String, bool> = BTreeMap::new();
    for answer in answers {
        let (action, form) = (answer.action, answer.form);
        let whole = Narrowed::of(Rule::WHOLE, &answer.principal, action, form);
        for (place, limits) in whole.scope().alternatives().iter().enumerate() {
            let names: Vec<&str> = limits.iter().map(name).collect();
            for gone in std::iter::once(None).chain((0..limits.len()).map(Some)) {
                let part = gone.map_or("all of it", |at| names[at]);
                let what = format!("{action:?} of {form:?} if {names:?}, without {part}");
                let is_missed = missed.entry(what).or_default();
                if *is_missed {
                    continue;
                }
                let ids = whole.without(place, gone).listed(world).await;
                let own = things(&all[answer.world], form);
                let now = own.iter().map(|(id, _)| ids.contains(id));
                *is_missed = now.ne(answer.is_listed.iter().copied());
            }
        }
    }
    for limit in ["KeptBy", "KeptByNobody", "RunBy", "NotRunBy"] {
        let end = format!("without {limit}");
        assert!(missed.keys().any(|what| what.ends_with(&end)), "{limit}");
    }
    for (what, is_missed) in missed {
        assert!(is_missed, "nobody misses it in the lists: {what}");
    }
}
