//! What the person may be asked about the people at an open employer: whether those whom the person lets know may
//! hear something, and no more than the person lets them know. Of a closed employer nothing is asked. Whether
//! anything may be told is decided by the rule alone, each time, also after the person closed it again.

use super::category::{Categories, InformationCategory};
use super::recipient::{ConsentRecipient, ConsentRecipients, Party, RecipientKind};
use super::rule::workplace::opened;
use crate::cases::employment::{EmploymentDisclosure, Opened};

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
    opened(employment, party).is_some_and(|opened| opened.to.contains(&party.kind.insider()))
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
