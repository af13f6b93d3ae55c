//! What the person may be asked about the people at an open employer: whether those whom the person lets know may
//! hear something, and no more than the person lets them know. Of a closed employer nothing is asked. Whether
//! anything may be told is decided by the rule alone, each time, also after the person closed it again.

use super::category::{Categories, InformationCategory};
use super::recipient::{ConsentRecipient, ConsentRecipients, Party, RecipientKind};
use super::rule::workplace::{belonging_to_closed, is_of_its_people, opened};
use crate::cases::employment::{Belonging, EmploymentDisclosure, Opened};

/// Why people at an employer are not asked about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum AtWorkFault {
    /// It is closed, or nobody asked the person.
    #[error("この勤め先はクローズです。本人が「オープン」にすると、きけるようになります。")]
    Closed,
    /// Somebody is named whom the person does not let know.
    #[error("選んだ相手の中に、本人がこの勤め先で知らせることにした人でない人がいます。")]
    NotAmongThoseWhoKnow,
    /// More is named than the person lets them know.
    #[error("本人がこの勤め先に知らせることにしたことより、くわしい内容が入っています。")]
    MoreThanIsKnown,
}

/// The kinds of people at an employer whom the person lets know.
pub fn kinds(opened: &Opened) -> impl Iterator<Item = RecipientKind> {
    let all = RecipientKind::ALL.iter().copied();
    all.filter(move |kind| kind.is_workplace() && opened.to.contains(&kind.insider()))
}

/// What the person lets them know.
#[must_use]
pub fn categories(opened: &Opened) -> Categories {
    let all = InformationCategory::ALL.iter().copied();
    all.filter(|category| category.asks_openness() <= opened.what)
        .collect()
}

/// Whether somebody of the team is at an employer, and the person lets them know.
#[must_use]
pub fn may_know(employment: &EmploymentDisclosure, party: &Party) -> bool {
    opened(employment, party).is_some_and(|opened| opened.to.contains(&party.insider()))
}

/// Whether somebody of the team is one of the people at some employer, so that the person is asked about them by
/// itself or, while it is closed, not at all.
#[must_use]
pub fn works_at_one<'e>(
    employments: impl IntoIterator<Item = &'e EmploymentDisclosure>,
    party: &Party,
) -> bool {
    let mut employments = employments.into_iter();
    employments.any(|employment| is_of_its_people(employment, party))
}

/// Whether somebody of the team belongs to an employer of whom the people may know nothing. Of several employers the
/// one to which they surely belong counts.
#[must_use]
pub fn belongs_to_closed<'e>(
    employments: impl IntoIterator<Item = &'e EmploymentDisclosure>,
    party: &Party,
) -> Belonging {
    let employments = employments.into_iter();
    employments
        .map(|employment| belonging_to_closed(employment, party))
        .max()
        .unwrap_or(Belonging::No)
}

/// Whether the person may be asked about some recipients at an employer and some categories. The parties are those
/// of the team.
///
/// # Errors
/// Says why not.
pub fn fits(
    employment: &EmploymentDisclosure,
    recipients: &ConsentRecipients,
    categories: &Categories,
    parties: &[Party],
) -> Result<(), AtWorkFault> {
    let opened = employment.disclosure.opened().ok_or(AtWorkFault::Closed)?;
    let mut recipients = recipients.iter();
    let know = recipients.all(|recipient| match recipient {
        ConsentRecipient::KindInTeam(kind) => kinds(opened).any(|known| known == *kind),
        ConsentRecipient::Named(id) => {
            let mut meant = parties.iter().filter(|party| party.id == *id);
            meant.any(|party| may_know(employment, party))
        }
    });
    if !know {
        return Err(AtWorkFault::NotAmongThoseWhoKnow);
    }
    if !categories.is_subset(&self::categories(opened)) {
        return Err(AtWorkFault::MoreThanIsKnown);
    }
    Ok(())
}
