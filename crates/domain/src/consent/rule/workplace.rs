//! What disclosure of employment (オープン・クローズ) says of a recipient. It is asked of every employment, also of
//! those that have ended, and the strictest answer counts.

use super::gate::Stop;
use super::{Held, Question};
use crate::cases::employment::{Belonging, Doubt, EmploymentDisclosure, Opened};
use crate::consent::actor::Actor;
use crate::consent::category::InformationCategory;
use crate::consent::recipient::{Party, Recipient};
use crate::consent::refusal::{About, Reason};

/// Whether an employer is called like the 法人 of a recipient or like any of the offices that it runs.
fn is_called_so(employment: &EmploymentDisclosure, party: &Party) -> bool {
    let mut names = party.offices.iter().chain(&party.body.name);
    let employer = employment.employer.name.as_ref();
    employer.is_some_and(|employer| names.any(|name| name.may_be(employer)))
}

/// Whether a recipient belongs to the 法人 of an employer. One of the directory of whose 法人 anything is called like it
/// may.
fn belonging(employment: &EmploymentDisclosure, party: &Party) -> Belonging {
    let doubt = if party.is_written() {
        Doubt::Always
    } else if party.is_at_work() || is_called_so(employment, party) {
        Doubt::UnlessDifferent
    } else {
        Doubt::Never
    };
    employment.belonging(&party.body, party.tie, doubt)
}

/// Whether a recipient belongs to the 法人 of an employer of whom the people may know nothing.
pub(in crate::consent) fn belonging_to_closed(
    employment: &EmploymentDisclosure,
    party: &Party,
) -> Belonging {
    if employment.disclosure.is_closed() {
        belonging(employment, party)
    } else {
        Belonging::No
    }
}

/// Whether a recipient is one of an employer's people, as far as anybody knows: whoever works for some employer and
/// may work for this one counts as one of them.
pub(in crate::consent) fn is_of_its_people(
    employment: &EmploymentDisclosure,
    party: &Party,
) -> bool {
    match belonging(employment, party) {
        Belonging::Surely => true,
        Belonging::Perhaps => party.is_at_work(),
        Belonging::No => false,
    }
}

/// Whether somebody may know of an employment: the person, and whoever keeps the case that names it.
fn may_know_of(actor: &Actor, employment: &EmploymentDisclosure) -> bool {
    match actor {
        Actor::Person(_) => true,
        Actor::Staff(staff) => staff.organization == employment.keeper,
        Actor::Outsider => false,
    }
}

/// Looks for employments that keep the recipient from hearing. What an agency reads in its own record, and what
/// the person hears of themself, nobody at work hears. Where one that the teller may know of is among them it is the
/// reason, so that one of another agency does not show by hiding it.
fn held_by(
    question: &Question<'_>,
    reason: Reason,
    keeps_from: impl Fn(&EmploymentDisclosure, &Party) -> bool,
) -> Result<(), Stop> {
    let Recipient::Party(party) = question.recipient else {
        return Ok(());
    };
    let mut passed = Ok(());
    for employment in &question.ledger.employments {
        if !keeps_from(employment, party) {
            continue;
        }
        if may_know_of(question.actor, employment) {
            return Err(Stop::Told(Held {
                reason,
                about: Some(About::Employment(employment.id)),
            }));
        }
        passed = Err(Stop::Untold);
    }
    passed
}

/// Everyone of a closed employer's 法人 hears nothing.
pub(super) fn is_not_closed(question: &Question<'_>) -> Result<(), Stop> {
    held_by(question, Reason::ClosedEmployment, |employment, party| {
        belonging_to_closed(employment, party) == Belonging::Surely
    })
}

/// Whoever may belong to a closed employer hears nothing until somebody has said that they do not.
pub(super) fn is_surely_another(question: &Question<'_>) -> Result<(), Stop> {
    held_by(question, Reason::MayBeEmployer, |employment, party| {
        belonging_to_closed(employment, party) == Belonging::Perhaps
    })
}

/// What somebody may know at an open employer's, where they are one of its people.
pub(in crate::consent) fn opened<'e>(
    employment: &'e EmploymentDisclosure,
    party: &Party,
) -> Option<&'e Opened> {
    let opened = employment.disclosure.opened();
    opened.filter(|_| is_of_its_people(employment, party))
}

/// At an open employer's hear those whom the person named.
pub(super) fn is_among_those_who_know(question: &Question<'_>) -> Result<(), Stop> {
    held_by(
        question,
        Reason::NotAmongThoseWhoKnow,
        |employment, party| {
            opened(employment, party).is_some_and(|opened| !opened.to.contains(&party.insider()))
        },
    )
}

/// And no more than the person lets them know.
pub(super) fn is_no_more_than_known(
    question: &Question<'_>,
    category: InformationCategory,
) -> Result<(), Stop> {
    held_by(question, Reason::MoreThanIsKnown, |employment, party| {
        opened(employment, party).is_some_and(|opened| opened.what < category.asks_openness())
    })
}
