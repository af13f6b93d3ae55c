//! What a list may hold: the lines of the rule, with everything known of the principal filled in. The
//! store turns a scope into a condition on rows; nothing is read first and thrown away later.
//!
//! A thing is in the scope exactly when the rule allows the action with it. A property test holds the
//! two together on both databases.

use super::action::Action;
use super::condition::Condition;
use super::object::{Form, Object, ResourceOwners};
use super::principal::{Principal, Who};
use super::rule::{Decision, Rule, may, what_is_still_asked};
use crate::ids::{AccountId, NetworkId, OrganizationId};

/// What is asked of a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Limit {
    /// One of these networks keeps it.
    KeptBy(Vec<NetworkId>),
    /// No network keeps it.
    KeptByNobody,
    /// One of these organizations runs or leads it.
    RunBy(Vec<OrganizationId>),
    /// None of these organizations runs it; nobody may.
    NotRunBy(Vec<OrganizationId>),
    /// No organization runs it.
    RunByNobody,
    /// One of these organizations observed it.
    ObservedBy(Vec<OrganizationId>),
    /// It is about the person with this account, who may know of it.
    About(AccountId),
    /// This account sent it.
    SentBy(AccountId),
    /// The person whose it is named this account.
    Named(AccountId),
}

/// The rows for which in one of the alternatives every limit is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scope(Vec<Vec<Limit>>);

/// The resources with which something may be done. The steward keeps them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ResourceScope(Scope);

/// The inside contents with which something may be done. Their network keeps them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InsideScope(Scope);

/// The cases with which something may be done. The organization that leads one runs it, and no network keeps it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseScope(Scope);

/// The exceptions of the law with which something may be done. The organization that acted by one runs it, no network
/// keeps it, and it is about its person once that person was let see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExceptionScope(Scope);

/// The letters with which something may be done. Whose that is of which one speaks, keeps it, runs it and named it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LetterScope(Scope);

/// The maps shown to a supporter by name with which something may be done. The organization that leads the case by which
/// one is shown runs it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SharedMapScope(Scope);

impl Scope {
    /// Its alternatives. None leave nothing; one without limits leaves everything.
    #[must_use]
    pub fn alternatives(&self) -> &[Vec<Limit>] {
        &self.0
    }

    /// Whether nothing can be in it.
    #[must_use]
    pub const fn is_nothing(&self) -> bool {
        self.0.is_empty()
    }

    fn without(&self, alternative: usize, limit: Option<usize>) -> Self {
        let alternatives = self.0.iter().enumerate().filter_map(|(place, limits)| {
            if place != alternative {
                return Some(limits.clone());
            }
            let gone = limit?;
            let kept = limits.iter().enumerate().filter(|(at, _)| *at != gone);
            Some(kept.map(|(_, limit)| limit.clone()).collect())
        });
        Self(alternatives.collect())
    }
}

/// What each kind of scope lets ask of the scope itself.
macro_rules! scopes {
    ($($kind:ident),+) => {
        $(impl $kind {
            /// The scope itself.
            #[must_use]
            pub const fn scope(&self) -> &Scope {
                &self.0
            }

            /// The same without one alternative, or without one limit of it. Nobody is let in by it: as
            /// [`Rule::of`] does for the lines of the rule, it shows that each part of a scope is needed.
            #[must_use]
            pub fn without(&self, alternative: usize, limit: Option<usize>) -> Self {
                Self(self.0.without(alternative, limit))
            }
        })+
    };
}

scopes!(
    ResourceScope,
    InsideScope,
    CaseScope,
    ExceptionScope,
    LetterScope,
    SharedMapScope
);

/// The resources with which a principal may do something.
#[must_use]
pub fn resources_for(principal: &Principal, action: Action) -> ResourceScope {
    Rule::WHOLE.resources_for(principal, action)
}

/// The inside contents with which a principal may do something.
#[must_use]
pub fn inside_for(principal: &Principal, action: Action) -> InsideScope {
    Rule::WHOLE.inside_for(principal, action)
}

/// The cases with which a principal may do something.
#[must_use]
pub fn cases_for(principal: &Principal, action: Action) -> CaseScope {
    Rule::WHOLE.cases_for(principal, action)
}

/// The exceptions of the law with which a principal may do something.
#[must_use]
pub fn exceptions_for(principal: &Principal, action: Action) -> ExceptionScope {
    Rule::WHOLE.exceptions_for(principal, action)
}

/// The letters with which a principal may do something.
#[must_use]
pub fn letters_for(principal: &Principal, action: Action) -> LetterScope {
    Rule::WHOLE.letters_for(principal, action)
}

/// The maps shown to a supporter by name with which a principal may do something.
#[must_use]
pub fn shared_maps_for(principal: &Principal, action: Action) -> SharedMapScope {
    Rule::WHOLE.shared_maps_for(principal, action)
}

/// The networks whose inside a principal may read now, by this door and with this assurance.
#[must_use]
pub fn networks_read_inside(principal: &Principal) -> Vec<NetworkId> {
    let networks = principal.networks.iter().copied();
    networks
        .filter(|owner| {
            let content = Object::InsideResource {
                resource: ResourceOwners {
                    run_by: None,
                    steward: None,
                },
                owner: *owner,
                observed_by: None,
            };
            may(principal, Action::ReadInside, &content)
        })
        .collect()
}

impl Rule<'_> {
    /// The resources with which these lines let a principal do something.
    #[must_use]
    pub fn resources_for(self, principal: &Principal, action: Action) -> ResourceScope {
        ResourceScope(self.scope(principal, action, Form::Resource))
    }

    /// The inside contents with which these lines let a principal do something.
    #[must_use]
    pub fn inside_for(self, principal: &Principal, action: Action) -> InsideScope {
        InsideScope(self.scope(principal, action, Form::InsideResource))
    }

    /// The cases with which these lines let a principal do something.
    #[must_use]
    pub fn cases_for(self, principal: &Principal, action: Action) -> CaseScope {
        CaseScope(self.scope(principal, action, Form::Case))
    }

    /// The exceptions of the law with which these lines let a principal do something.
    #[must_use]
    pub fn exceptions_for(self, principal: &Principal, action: Action) -> ExceptionScope {
        ExceptionScope(self.scope(principal, action, Form::Exception))
    }

    /// The letters with which these lines let a principal do something.
    #[must_use]
    pub fn letters_for(self, principal: &Principal, action: Action) -> LetterScope {
        LetterScope(self.scope(principal, action, Form::Letter))
    }

    /// The maps shown to a supporter by name with which these lines let a principal do something.
    #[must_use]
    pub fn shared_maps_for(self, principal: &Principal, action: Action) -> SharedMapScope {
        SharedMapScope(self.scope(principal, action, Form::SharedMap))
    }

    fn scope(self, principal: &Principal, action: Action, form: Form) -> Scope {
        if what_is_still_asked(principal, action) != Decision::Allowed {
            return Scope(Vec::new());
        }
        match principal.who {
            Who::Anybody => Scope(Vec::new()),
            Who::Installation => Scope(vec![Vec::new()]),
            Who::Account(_) => {
                let clauses = self.clauses(action, form);
                Scope(
                    clauses
                        .filter_map(|clause| limits(clause.conditions, principal))
                        .collect(),
                )
            }
        }
    }
}

/// What conditions ask of a row; `None` when no row can meet them.
fn limits(conditions: &[Condition], principal: &Principal) -> Option<Vec<Limit>> {
    let mut limits = Vec::new();
    for condition in conditions {
        match filled_in(*condition, principal) {
            Filled::Always => {}
            Filled::Never => return None,
            Filled::To(limit) => limits.push(limit),
        }
    }
    Some(limits)
}

/// A condition in which the principal is filled in.
enum Filled {
    Always,
    Never,
    To(Limit),
}

fn filled_in(condition: Condition, principal: &Principal) -> Filled {
    match condition {
        Condition::CoordinatesKeeper => among(principal.coordinated(), Limit::KeptBy),
        Condition::BelongsToKeeper => among(principal.networks.clone(), Limit::KeptBy),
        Condition::WorksThere => among(principal.workplaces(), Limit::RunBy),
        Condition::WorksElsewhere => Filled::To(Limit::NotRunBy(principal.workplaces())),
        Condition::WorksForObserver => among(principal.workplaces(), Limit::ObservedBy),
        Condition::KeptByNobody => Filled::To(Limit::KeptByNobody),
        Condition::RunByNobody => Filled::To(Limit::RunByNobody),
        Condition::IsThePerson => match principal.account() {
            Some(account) => Filled::To(Limit::About(account)),
            None => Filled::Never,
        },
        Condition::SentIt => match principal.account() {
            Some(account) => Filled::To(Limit::SentBy(account)),
            None => Filled::Never,
        },
        Condition::IsNamedByOwner => match principal.account() {
            Some(account) => Filled::To(Limit::Named(account)),
            None => Filled::Never,
        },
        Condition::Manages => among(principal.managed(), Limit::RunBy),
        Condition::AnswersForExceptions => among(principal.answered_for(), Limit::RunBy),
        Condition::Operates if principal.operates() => Filled::Always,
        Condition::SupportsOthers if principal.supports_others() => Filled::Always,
        // No list holds accounts, cards, organizations or their posts.
        Condition::Operates
        | Condition::SupportsOthers
        | Condition::IsItself
        | Condition::IsPersonAlone
        | Condition::MadeIt
        | Condition::HoldsAStanding
        | Condition::HasNoManager => Filled::Never,
    }
}

/// What is kept or run by one of these: nothing, where there are none.
fn among<T>(ids: Vec<T>, limit: fn(Vec<T>) -> Limit) -> Filled {
    if ids.is_empty() {
        Filled::Never
    } else {
        Filled::To(limit(ids))
    }
}
