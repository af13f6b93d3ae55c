//! What stands before any consent: who tells, who hears, and what the people at work may know.

use super::{Held, Question, workplace};
use crate::consent::actor::Actor;
use crate::consent::category::InformationCategory;
use crate::consent::recipient::Recipient;
use crate::consent::refusal::Reason;

/// One gate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::consent) enum Gate {
    /// The person tells of themself, or an organization that keeps a record of them does.
    TellerKnowsThem,
    /// The person who hears is the one it is about, and the record that is read is the reader's own.
    HearerIsMeant,
    /// The recipient is not of a closed employer's 法人.
    EmployerIsNotClosed,
    /// The recipient cannot be of a closed employer's 法人 without anybody knowing.
    IsSurelyNotTheEmployer,
    /// At an open employer's, the person named them.
    IsAmongThoseWhoKnow,
    /// At an open employer's, the person let them know as much.
    IsNoMoreThanTheyKnow,
}

/// That a gate is shut.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stop {
    /// For a reason that whoever tells may know.
    Told(Held),
    /// For one that stands in another agency's case. Whoever tells hears what they would hear without it, so that
    /// asking about one company after another does not find where the person works.
    Untold,
}

impl Gate {
    /// Every gate, in the order in which they are passed.
    pub(in crate::consent) const ALL: &'static [Self] = &[
        Self::TellerKnowsThem,
        Self::HearerIsMeant,
        Self::EmployerIsNotClosed,
        Self::IsSurelyNotTheEmployer,
        Self::IsAmongThoseWhoKnow,
        Self::IsNoMoreThanTheyKnow,
    ];

    /// Whether a category passes.
    pub(super) fn passed(
        self,
        question: &Question<'_>,
        category: InformationCategory,
    ) -> Result<(), Stop> {
        let is_passed = match self {
            Self::TellerKnowsThem => teller_knows_them(question),
            Self::HearerIsMeant => hearer_is_meant(question),
            Self::EmployerIsNotClosed => return workplace::is_not_closed(question),
            Self::IsSurelyNotTheEmployer => return workplace::is_surely_another(question),
            Self::IsAmongThoseWhoKnow => return workplace::is_among_those_who_know(question),
            Self::IsNoMoreThanTheyKnow => {
                return workplace::is_no_more_than_known(question, category);
            }
        };
        if is_passed {
            Ok(())
        } else {
            Err(Stop::Told(Held::plainly(Reason::HeldBack)))
        }
    }
}

fn teller_knows_them(question: &Question<'_>) -> bool {
    match question.actor {
        Actor::Person(person) => *person == question.ledger.person,
        Actor::Staff(staff) => question.ledger.keepers.contains(&staff.organization),
        Actor::Outsider => false,
    }
}

fn hearer_is_meant(question: &Question<'_>) -> bool {
    match (question.recipient, question.actor) {
        (Recipient::Person(person), _) => *person == question.ledger.person,
        (Recipient::Keeper(organization), Actor::Staff(staff)) => {
            *organization == staff.organization
        }
        (Recipient::Keeper(organization), _) => question.ledger.keepers.contains(organization),
        (Recipient::Party(_), _) => true,
    }
}
