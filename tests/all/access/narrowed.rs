//! What the store is asked for a list: the scope of a form of things, and every scope that lacks one of its
//! parts.

use std::collections::{BTreeMap, HashSet};

use renkei_domain::access::action::Action;
use renkei_domain::access::object::{Form, Object};
use renkei_domain::access::principal::Principal;
use renkei_domain::access::rule::Rule;
use renkei_domain::access::scope::{
    CaseScope, ExceptionScope, InsideScope, LetterScope, Limit, ResourceScope, Scope,
    SharedMapScope, cases_for,
};
use renkei_domain::ids::OrganizationId;
use renkei_store::access::cases::CaseQuery;
use renkei_tests::World;
use renkei_tests::inside::opened;
use uuid::Uuid;

use super::worlds::OwnedThings;
use crate::record::fine;

/// More than there are rows.
pub(super) const ALL: u32 = 1_000_000;

/// The forms that stand in lists of the rule.
pub(super) const FORMS: [Form; 6] = [
    Form::Resource,
    Form::InsideResource,
    Form::Case,
    Form::Exception,
    Form::Letter,
    Form::SharedMap,
];

/// A scope of one of these forms.
#[derive(Debug)]
pub(super) enum Narrowed {
    Resources(ResourceScope),
    Inside(InsideScope),
    Cases(CaseScope),
    /// The cases of those who may be erased: every case of a world is older than any law asks to keep one.
    Over(CaseScope),
    Exceptions(ExceptionScope),
    Letters(LetterScope),
    SharedMaps(SharedMapScope),
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
    match form {
        Form::Resource => {
            let entries = world.resources.iter();
            let things = entries.map(|entry| (entry.id.uuid(), entry.object()));
            things.collect()
        }
        Form::InsideResource => {
            let contents = world.contents.iter();
            let things = contents.map(|content| (content.observation.uuid(), content.object()));
            things.collect()
        }
        Form::Case => {
            let cases = world.cases.iter();
            let things = cases.map(|case| (case.id.uuid(), case.object()));
            things.collect()
        }
        Form::Exception => {
            let exceptions = world.exceptions.iter();
            let things = exceptions.map(|exception| (exception.id.uuid(), exception.object()));
            things.collect()
        }
        Form::Letter => {
            let letters = world.letters.iter();
            let things = letters.map(|letter| (letter.id.uuid(), letter.object(world)));
            things.collect()
        }
        Form::SharedMap => {
            let shown = world.shown_maps();
            let things = shown.map(|map| (map.id.uuid(), map.object()));
            things.collect()
        }
        _ => panic!("no list of the rule holds things of the form {form:?}"),
    }
}

impl Narrowed {
    /// What some lines let a principal do something with.
    pub(super) fn of(rule: Rule<'_>, principal: &Principal, action: Action, form: Form) -> Self {
        match form {
            Form::Resource => Self::Resources(rule.resources_for(principal, action)),
            Form::InsideResource => Self::Inside(rule.inside_for(principal, action)),
            Form::Case if action == Action::EraseHelped => {
                Self::Over(rule.cases_for(principal, action))
            }
            Form::Case => Self::Cases(rule.cases_for(principal, action)),
            Form::Exception => Self::Exceptions(rule.exceptions_for(principal, action)),
            Form::Letter => Self::Letters(rule.letters_for(principal, action)),
            Form::SharedMap => Self::SharedMaps(rule.shared_maps_for(principal, action)),
            _ => panic!("no list of the rule holds things of the form {form:?}"),
        }
    }

    /// The scope itself.
    pub(super) const fn scope(&self) -> &Scope {
        match self {
            Self::Resources(scope) => scope.scope(),
            Self::Inside(scope) => scope.scope(),
            Self::Cases(scope) | Self::Over(scope) => scope.scope(),
            Self::Exceptions(scope) => scope.scope(),
            Self::Letters(scope) => scope.scope(),
            Self::SharedMaps(scope) => scope.scope(),
        }
    }

    fn without(&self, alternative: usize, limit: Option<usize>) -> Self {
        match self {
            Self::Resources(scope) => Self::Resources(scope.without(alternative, limit)),
            Self::Inside(scope) => Self::Inside(scope.without(alternative, limit)),
            Self::Cases(scope) => Self::Cases(scope.without(alternative, limit)),
            Self::Over(scope) => Self::Over(scope.without(alternative, limit)),
            Self::Exceptions(scope) => Self::Exceptions(scope.without(alternative, limit)),
            Self::Letters(scope) => Self::Letters(scope.without(alternative, limit)),
            Self::SharedMaps(scope) => Self::SharedMaps(scope.without(alternative, limit)),
        }
    }

    /// What the store lists, each thing once. For exceptions it is asked by agency, as whoever looks at them does:
    /// for those of some organizations.
    pub(super) async fn listed(
        &self,
        world: &World,
        organizations: &[OrganizationId],
    ) -> HashSet<Uuid> {
        let ids: Vec<Uuid> = match self {
            Self::Resources(scope) => {
                let rows = fine(world.store.resources_in_scope(scope, None, ALL).await);
                rows.iter().map(|row| row.id().uuid()).collect()
            }
            Self::Inside(scope) => {
                let rows = fine(world.store.observations_in_scope(scope, None, ALL).await);
                rows.iter().map(|row| row.id.uuid()).collect()
            }
            Self::Cases(scope) => {
                let query = CaseQuery::default();
                let rows = world.store.cases_in_scope(scope, &query, ALL).await;
                let rows = opened(fine(rows));
                rows.iter().map(|case| case.id.uuid()).collect()
            }
            Self::Over(scope) => {
                let today = world.app.now().in_japan().date;
                let over = fine(world.store.helped_over_in_scope(scope, today).await);
                let cases = over.iter().flat_map(|helped| &helped.cases);
                cases.map(|(id, _)| id.uuid()).collect()
            }
            Self::Exceptions(scope) => {
                let store = &world.store;
                let rows = store.all_exceptions_in_scope(scope, organizations, ALL);
                let rows = opened(fine(rows.await));
                rows.iter().map(|row| row.exception.id.uuid()).collect()
            }
            Self::Letters(scope) => {
                let (store, now) = (&world.store, world.app.now());
                let rows = store.letters_on_board(scope, now, u64::from(ALL));
                fine(rows.await).iter().map(|row| row.id.uuid()).collect()
            }
            Self::SharedMaps(scope) => {
                let nothing = cases_for(&Principal::anybody(), Action::ConveneConference);
                let rows = world.store.map_shares_in_scope((scope, &nothing), None);
                let rows = fine(rows.await);
                let ids = rows.iter().map(|head| head.stored.share.id.uuid());
                ids.collect()
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
        Limit::RunByNobody => "RunByNobody",
        Limit::ObservedBy(_) => "ObservedBy",
        Limit::About(_) => "About",
        Limit::SentBy(_) => "SentBy",
        Limit::Named(_) => "Named",
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
                let own = &all[answer.world];
                let narrowed = whole.without(place, gone);
                let ids = narrowed.listed(world, &own.organizations).await;
                let own = things(own, form);
                let now = own.iter().map(|(id, _)| ids.contains(id));
                *is_missed = now.ne(answer.is_listed.iter().copied());
            }
        }
    }
    for limit in [
        "KeptBy",
        "KeptByNobody",
        "RunBy",
        "NotRunBy",
        "RunByNobody",
        "ObservedBy",
        "About",
        "SentBy",
        "Named",
    ] {
        let end = format!("without {limit}");
        assert!(missed.keys().any(|what| what.ends_with(&end)), "{limit}");
    }
    for (what, is_missed) in missed {
        assert!(is_missed, "nobody misses it in the lists: {what}");
    }
}
