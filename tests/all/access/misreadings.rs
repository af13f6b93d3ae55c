//! The store writes a scope down as conditions of SQL. Here the same conditions decide in memory, with the
//! three answers of SQL: yes, no and unknown. Read as they are meant, they say of every row what the database
//! listed. Read wrongly in any one way, by a half of a condition, by another column or by another joint, they
//! say something else of somebody's row: made in the store, each of these mistakes would part the lists from
//! the rule.

use renkei_domain::access::object::{Form, Object};
use renkei_domain::access::rule::Rule;
use renkei_domain::access::scope::{Limit, Scope};
use renkei_domain::ids::{AccountId, NetworkId, OrganizationId};

use super::narrowed::{Listed, Narrowed};
use super::worlds::{Entry, LedCase, OwnedThings};

/// How the conditions are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Reading {
    AsMeant,
    /// Of the networks of a limit only the first.
    OneNetwork,
    /// Of the organizations of a limit only the first.
    OneOrganization,
    /// What nobody keeps counts as kept.
    KeptOrNull,
    /// What nobody runs counts as run.
    RunOrNull,
    /// `IS NOT NULL` for `IS NULL`.
    KeptBySomebody,
    /// `NOT IN` alone, which of nothing is neither true nor false.
    NotRunWithoutNull,
    /// `IS NULL` alone.
    NotRunByNullAlone,
    /// `IN` for `NOT IN`.
    NotRunIsRun,
    /// The limits of an alternative joined by `OR`.
    AnyLimit,
    /// The alternatives joined by `AND`.
    EveryAlternative,
    /// An alternative without limits leaves nothing.
    NoLimitsNothing,
    /// The keeper of the entry for the network whose own a content is.
    KeeperOfEntry,
    /// Who ran it in the edition before.
    EditionBefore,
    /// Who will run it in an edition that nobody is shown yet.
    EditionNext,
    /// The person under whom a case was begun, whoever that turned out to be.
    PersonOfBeginning,
    /// The person may know of an exception whether or not they were let see it.
    ReleasedOrNot,
    /// Whoever named an exception for the person it is about.
    NamerForPerson,
    /// Who runs an agency for who observed it.
    RunnerForObserver,
    /// What is about nobody who has an account counts as about whoever asks.
    AboutOrNull,
    /// What nobody sent counts as sent by whoever asks.
    SentOrNull,
    /// Whose map it is for whom they named.
    OwnerForReader,
}

const WRONG: [Reading; 21] = [
    Reading::OneNetwork,
    Reading::OneOrganization,
    Reading::KeptOrNull,
    Reading::RunOrNull,
    Reading::KeptBySomebody,
    Reading::NotRunWithoutNull,
    Reading::NotRunByNullAlone,
    Reading::NotRunIsRun,
    Reading::AnyLimit,
    Reading::EveryAlternative,
    Reading::NoLimitsNothing,
    Reading::KeeperOfEntry,
    Reading::EditionBefore,
    Reading::EditionNext,
    Reading::PersonOfBeginning,
    Reading::ReleasedOrNot,
    Reading::NamerForPerson,
    Reading::RunnerForObserver,
    Reading::AboutOrNull,
    Reading::SentOrNull,
    Reading::OwnerForReader,
];

/// The columns that conditions look at; `NULL` where rows of a form have none of the kind.
#[derive(Debug, Clone, Copy, Default)]
struct Row {
    keeper: Option<NetworkId>,
    run_by: Option<OrganizationId>,
    about: Option<AccountId>,
    sent_by: Option<AccountId>,
    observed_by: Option<OrganizationId>,
    named: Option<AccountId>,
}

/// What SQL makes of `OR`.
fn any(answers: impl IntoIterator<Item = Option<bool>>) -> Option<bool> {
    let mut all = Some(false);
    for answer in answers {
        match answer {
            Some(true) => return Some(true),
            Some(false) => {}
            None => all = None,
        }
    }
    all
}

/// What SQL makes of `AND`.
fn every(answers: impl IntoIterator<Item = Option<bool>>) -> Option<bool> {
    let negated = answers.into_iter().map(|answer| answer.map(|yes| !yes));
    any(negated).map(|no| !no)
}

/// What SQL makes of `IN`.
fn among<T: PartialEq>(value: Option<T>, ids: &[T]) -> Option<bool> {
    if ids.is_empty() {
        return Some(false);
    }
    value.map(|value| ids.contains(&value))
}

impl Reading {
    /// The rows of a world for each of its things, in their order. What has several keepers has a row for each.
    fn rows(self, world: &OwnedThings, form: Form) -> Vec<Vec<Row>> {
        if form == Form::Letter {
            return rows_of_letters(world);
        }
        let rows = self.single_rows(world, form).into_iter();
        rows.map(|row| vec![row]).collect()
    }

    fn single_rows(self, world: &OwnedThings, form: Form) -> Vec<Row> {
        let run_by = |entry: &Entry| match self {
            Self::EditionBefore => entry.run_before,
            Self::EditionNext => entry.run_next,
            _ => entry.owners.run_by,
        };
        let account = |case: &LedCase| match self {
            Self::PersonOfBeginning => case.begun.account,
            _ => case.account(),
        };
        match form {
            Form::Resource => {
                let entries = world.resources.iter();
                let rows = entries.map(|entry| Row {
                    keeper: entry.owners.steward,
                    run_by: run_by(entry),
                    ..Row::default()
                });
                rows.collect()
            }
            Form::InsideResource => {
                let contents = world.contents.iter();
                let rows = contents.map(|content| Row {
                    keeper: match self {
                        Self::KeeperOfEntry => content.of.owners.steward,
                        _ => Some(content.owner),
                    },
                    run_by: run_by(&content.of),
                    observed_by: match self {
                        Self::RunnerForObserver => content.of.owners.run_by,
                        _ => Some(content.observer),
                    },
                    ..Row::default()
                });
                rows.collect()
            }
            Form::Case => {
                let cases = world.cases.iter();
                let rows = cases.map(|case| Row {
                    run_by: Some(case.lead),
                    about: account(case),
                    ..Row::default()
                });
                rows.collect()
            }
            Form::SharedMap => {
                let shown = world.shown_maps();
                let rows = shown.map(|map| Row {
                    run_by: Some(map.by.lead),
                    named: Some(match self {
                        Self::OwnerForReader => map.owner,
                        _ => map.reader,
                    }),
                    ..Row::default()
                });
                rows.collect()
            }
            _ => {
                let exceptions = world.exceptions.iter();
                let rows = exceptions.map(|exception| {
                    let is_shown = exception.is_released || self == Self::ReleasedOrNot;
                    let about = account(&exception.of).filter(|_| is_shown);
                    Row {
                        run_by: Some(exception.of.lead),
                        about: match self {
                            Self::NamerForPerson => Some(exception.by),
                            _ => about,
                        },
                        ..Row::default()
                    }
                });
                rows.collect()
            }
        }
    }

    fn holds(self, scope: &Scope, row: Row) -> bool {
        let alternatives = scope.alternatives();
        if alternatives.is_empty() {
            return false;
        }
        let alternatives = alternatives.iter().map(|limits| {
            if limits.is_empty() {
                return Some(self != Self::NoLimitsNothing);
            }
            let limits = limits.iter().map(|limit| self.keeps(limit, row));
            match self {
                Self::AnyLimit => any(limits),
                _ => every(limits),
            }
        });
        let holds = match self {
            Self::EveryAlternative => every(alternatives),
            _ => any(alternatives),
        };
        holds == Some(true)
    }

    fn keeps(self, limit: &Limit, row: Row) -> Option<bool> {
        match limit {
            Limit::KeptBy(ids) => {
                let most = if self == Self::OneNetwork {
                    1
                } else {
                    ids.len()
                };
                let is_null = Some(self == Self::KeptOrNull && row.keeper.is_none());
                any([is_null, among(row.keeper, &ids[..most])])
            }
            Limit::KeptByNobody => Some(row.keeper.is_none() != (self == Self::KeptBySomebody)),
            Limit::RunBy(ids) => {
                let most = if self == Self::OneOrganization {
                    1
                } else {
                    ids.len()
                };
                let is_null = Some(self == Self::RunOrNull && row.run_by.is_none());
                any([is_null, among(row.run_by, &ids[..most])])
            }
            Limit::NotRunBy(ids) => {
                let is_null = Some(row.run_by.is_none());
                let is_among = among(row.run_by, ids);
                let is_not = is_among.map(|is_among| !is_among);
                match self {
                    Self::NotRunWithoutNull => is_not,
                    Self::NotRunByNullAlone => is_null,
                    Self::NotRunIsRun => any([is_null, is_among]),
                    _ => any([is_null, is_not]),
                }
            }
            Limit::RunByNobody => Some(row.run_by.is_none()),
            Limit::ObservedBy(ids) => among(row.observed_by, ids),
            Limit::About(account) => {
                let is_null = Some(self == Self::AboutOrNull && row.about.is_none());
                any([is_null, among(row.about, &[*account])])
            }
            Limit::SentBy(account) => {
                let is_null = Some(self == Self::SentOrNull && row.sent_by.is_none());
                any([is_null, among(row.sent_by, &[*account])])
            }
            Limit::Named(account) => among(row.named, &[*account]),
        }
    }

    /// Whether a list would be another by this reading.
    fn parts(self, all: &[OwnedThings], answer: &Listed) -> bool {
        let asked = Narrowed::of(Rule::WHOLE, &answer.principal, answer.action, answer.form);
        let rows = self.rows(&all[answer.world], answer.form);
        let read = rows.into_iter().map(|rows| {
            let mut rows = rows.into_iter();
            rows.any(|row| self.holds(asked.scope(), row))
        });
        read.ne(answer.is_listed.iter().copied())
    }
}

fn rows_of_letters(world: &OwnedThings) -> Vec<Vec<Row>> {
    let letters = world.letters.iter();
    let rows = letters.map(|letter| {
        let object = letter.object(world);
        let Object::Letter { by, .. } = object else {
            panic!("a letter is a letter");
        };
        let row = Row {
            run_by: object.run_by(),
            sent_by: by,
            ..Row::default()
        };
        let keepers = object.keepers().iter();
        let kept: Vec<Row> = keepers
            .map(|keeper| Row {
                keeper: Some(*keeper),
                ..row
            })
            .collect();
        if kept.is_empty() { vec![row] } else { kept }
    });
    rows.collect()
}

/// Every wrong reading would be noticed by somebody, and the right one by nobody.
pub(super) fn assert_each_would_be_noticed(all: &[OwnedThings], answers: &[Listed]) {
    let wrong = answers
        .iter()
        .find(|answer| Reading::AsMeant.parts(all, answer));
    assert!(
        wrong.is_none(),
        "the database reads it otherwise: {wrong:?}"
    );
    for reading in WRONG {
        let is_noticed = answers.iter().any(|answer| reading.parts(all, answer));
        assert!(is_noticed, "nobody would notice {reading:?}");
    }
}
