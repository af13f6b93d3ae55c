//! The rule itself. It is made of three lists, each line of which can be read, tested and taken away alone:
//! `gate` says what stands before any consent, `condition` when a consent covers, `exemption` when the law's
//! exceptions do. What is not covered by any of them may not be told.

pub(super) mod condition;
pub(super) mod exemption;
pub(super) mod gate;
mod permit;
pub(super) mod workplace;

use std::collections::BTreeMap;

use chrono::NaiveDate;

use self::condition::Condition;
use self::exemption::Exemption;
use self::gate::{Gate, Stop};
pub use self::permit::{Basis, Permit};
use super::actor::{Actor, Staff};
use super::category::{Categories, InformationCategory};
use super::ledger::Ledger;
use super::means::Means;
use super::purpose::ConsentPurpose;
use super::recipient::{Party, Recipient};
use super::refusal::{About, Reason, Refusal, Refusals};
use super::terms::Consent;
use crate::ids::{ConsentId, ExceptionId};
use crate::time::Instant;

/// What the rule answers.
#[derive(Debug)]
#[must_use = "what was decided is done, or told to whoever asked"]
pub enum Decision<'ledger> {
    /// All of it may be told.
    Allowed(Permit<'ledger>),
    /// Some of it may not, so that nothing is told.
    Refused(Refusals),
}

impl<'ledger> Decision<'ledger> {
    /// The permit, or why there is none.
    ///
    /// # Errors
    /// When something may not be told.
    pub fn into_result(self) -> Result<Permit<'ledger>, Refusals> {
        match self {
            Self::Allowed(permit) => Ok(permit),
            Self::Refused(refusals) => Err(refusals),
        }
    }
}

/// What would be told and what would not: for whoever is about to tell it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Preview {
    /// What the recipient would see.
    pub shown: Categories,
    /// What is held back, and why.
    pub held_back: Vec<Refusal>,
}

/// Decides whether somebody may tell a recipient these categories, for a purpose, by some means, now. All of them
/// may be told, or none is: [`preview`] says which.
pub fn decide<'ledger>(
    ledger: &'ledger Ledger,
    actor: &Actor,
    recipient: &Recipient,
    categories: &Categories,
    purpose: ConsentPurpose,
    means: Means,
    now: Instant,
) -> Decision<'ledger> {
    let question = Question {
        ledger,
        actor,
        recipient,
        purpose,
        means,
        now,
    };
    if categories.is_empty() {
        return Decision::Refused(Refusals::nothing_named());
    }
    let (bases, refusals) = Rule::WHOLE.answer(&question, categories);
    match Refusals::of(refusals) {
        None => Decision::Allowed(Permit::granted(ledger, &question, bases)),
        Some(refusals) => Decision::Refused(refusals),
    }
}

/// Says of each category whether it would be told. It permits nothing.
#[must_use]
pub fn preview(
    ledger: &Ledger,
    actor: &Actor,
    recipient: &Recipient,
    categories: &Categories,
    purpose: ConsentPurpose,
    means: Means,
    now: Instant,
) -> Preview {
    let question = Question {
        ledger,
        actor,
        recipient,
        purpose,
        means,
        now,
    };
    let (bases, held_back) = Rule::WHOLE.answer(&question, categories);
    Preview {
        shown: bases.into_iter().map(|(category, _)| category).collect(),
        held_back,
    }
}

/// What is asked of the rule.
pub(super) struct Question<'q> {
    pub(super) ledger: &'q Ledger,
    pub(super) actor: &'q Actor,
    pub(super) recipient: &'q Recipient,
    pub(super) purpose: ConsentPurpose,
    pub(super) means: Means,
    pub(super) now: Instant,
}

/// That staff would tell another party something: the case in which somebody must have agreed.
pub(super) struct Telling<'q> {
    pub(super) ledger: &'q Ledger,
    pub(super) staff: &'q Staff,
    pub(super) party: &'q Party,
    pub(super) purpose: ConsentPurpose,
    pub(super) means: Means,
    pub(super) now: Instant,
    /// The day in Japan.
    pub(super) today: NaiveDate,
}

/// Why a category may not be told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Held {
    pub(super) reason: Reason,
    pub(super) about: Option<About>,
}

impl Held {
    /// A reason that is about no line of the ledger.
    pub(super) const fn plainly(reason: Reason) -> Self {
        Self {
            reason,
            about: None,
        }
    }
}

/// The lines that decide. Only [`Rule::WHOLE`] leads to a permit; that each line is needed is shown by taking one
/// away.
#[derive(Clone, Copy)]
pub(super) struct Rule<'c> {
    pub(super) gates: &'c [Gate],
    pub(super) conditions: &'c [Condition],
    pub(super) exemptions: &'c [Exemption],
}

impl Rule<'_> {
    /// Every line.
    pub(super) const WHOLE: Rule<'static> = Rule {
        gates: Gate::ALL,
        conditions: Condition::ALL,
        exemptions: Exemption::ALL,
    };

    /// By what each category may be told, and why the others may not.
    fn answer(
        self,
        question: &Question<'_>,
        categories: &Categories,
    ) -> (Vec<(InformationCategory, Basis)>, Vec<Refusal>) {
        let mut bases = Vec::new();
        let mut held: BTreeMap<Held, Categories> = BTreeMap::new();
        for category in categories {
            match self.judge(question, *category) {
                Ok(basis) => bases.push((*category, basis)),
                Err(why) => {
                    held.entry(why).or_default().insert(*category);
                }
            }
        }
        let refusals = held.into_iter().map(|(why, categories)| Refusal {
            categories,
            reason: why.reason,
            about: why.about,
        });
        (bases, refusals.collect())
    }

    /// By what one category may be told.
    pub(super) fn judge(
        self,
        question: &Question<'_>,
        category: InformationCategory,
    ) -> Result<Basis, Held> {
        let mut is_kept_untold = false;
        for gate in self.gates {
            match gate.passed(question, category) {
                Ok(()) => {}
                Err(Stop::Told(held)) => return Err(held),
                Err(Stop::Untold) => is_kept_untold = true,
            }
        }
        let basis = self.basis(question, category)?;
        if is_kept_untold {
            return Err(Held::plainly(Reason::HeldBack));
        }
        Ok(basis)
    }

    /// By what one category may be told that has passed the gates.
    fn basis(self, question: &Question<'_>, category: InformationCategory) -> Result<Basis, Held> {
        match (question.actor, question.recipient) {
            (Actor::Person(_), _) => Ok(Basis::OwnWord),
            (Actor::Outsider, _) => Err(Held::plainly(Reason::HeldBack)),
            (Actor::Staff(_), Recipient::Person(_)) => Ok(Basis::ToThePerson),
            (Actor::Staff(_), Recipient::Keeper(_)) => Ok(Basis::OwnRecord),
            (Actor::Staff(staff), Recipient::Party(party)) => {
                let telling = Telling {
                    ledger: question.ledger,
                    staff,
                    party,
                    purpose: question.purpose,
                    means: question.means,
                    now: question.now,
                    today: question.now.in_japan().date,
                };
                self.agreed(&telling, category)
                    .map(Basis::Consent)
                    .or_else(|held| match self.exempt(&telling, category) {
                        Some(exception) => Ok(Basis::Exception(exception)),
                        None => Err(held),
                    })
            }
        }
    }

    /// The consent that covers a category, or what the nearest one lacks.
    fn agreed(
        self,
        telling: &Telling<'_>,
        category: InformationCategory,
    ) -> Result<ConsentId, Held> {
        let mut nearest: Option<(usize, &Consent)> = None;
        for consent in &telling.ledger.consents {
            let Some(lacking) = self.lacking(telling, consent, category) else {
                return Ok(consent.id);
            };
            let is_nearer =
                nearest.is_none_or(|(place, other)| (lacking, consent.seq) > (place, other.seq));
            if is_nearer {
                nearest = Some((lacking, consent));
            }
        }
        let lacking = nearest.and_then(|(place, consent)| {
            let condition = self.conditions.get(place)?;
            Some((condition.reason(), consent))
        });
        Err(match lacking {
            // What another organization asked for, or nobody, is the same to whoever asks.
            None | Some((Reason::NoConsent, _)) => Held::plainly(Reason::NoConsent),
            Some((reason, consent)) => Held {
                reason,
                about: Some(About::Consent(consent.id)),
            },
        })
    }

    /// The place of the first condition that does not hold.
    pub(super) fn lacking(
        self,
        telling: &Telling<'_>,
        consent: &Consent,
        category: InformationCategory,
    ) -> Option<usize> {
        let mut conditions = self.conditions.iter();
        conditions.position(|condition| !condition.holds(self, telling, consent, category))
    }

    /// The exception that covers a category.
    fn exempt(self, telling: &Telling<'_>, category: InformationCategory) -> Option<ExceptionId> {
        let mut exceptions = telling.ledger.exceptions.iter();
        let covering = exceptions.find(|exception| {
            let mut exemptions = self.exemptions.iter();
            exemptions.all(|exemption| exemption.holds(telling, exception, category))
        });
        covering.map(|exception| exception.id)
    }
}
