//! When an exception of the law covers what would be told.

use super::Telling;
use crate::consent::category::InformationCategory;
use crate::consent::exception::Exception;

/// One condition of an exception; all of them must hold. The law names the ground, so that neither purpose nor
/// means are asked about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::consent) enum Exemption {
    /// It is about this person.
    IsOfThisPerson,
    /// The organization that tells is the one that acts by it.
    IsOfThisOrganization,
    /// Whoever tells named it, or answers for it: nobody else is to notice that it is there.
    IsTheTellers,
    /// It names the recipient.
    NamesRecipient,
    /// It names the category.
    NamesCategory,
    /// It is recent.
    IsWithinItsTime,
    /// It was not ended.
    HasNotEnded,
}

impl Exemption {
    /// Every condition.
    pub(in crate::consent) const ALL: &'static [Self] = &[
        Self::IsOfThisPerson,
        Self::IsOfThisOrganization,
        Self::IsTheTellers,
        Self::NamesRecipient,
        Self::NamesCategory,
        Self::IsWithinItsTime,
        Self::HasNotEnded,
    ];

    /// Whether it holds for an exception.
    pub(super) fn holds(
        self,
        telling: &Telling<'_>,
        exception: &Exception,
        category: InformationCategory,
    ) -> bool {
        let staff = telling.staff;
        match self {
            Self::IsOfThisPerson => exception.person == telling.ledger.person,
            Self::IsOfThisOrganization => exception.organization == staff.organization,
            Self::IsTheTellers => {
                exception.by == staff.account || staff.post.answers_for_exceptions()
            }
            Self::NamesRecipient => exception.recipient == telling.party.id,
            Self::NamesCategory => exception.categories.contains(&category),
            Self::IsWithinItsTime => exception.is_within_its_time(telling.now),
            Self::HasNotEnded => exception.ended_at.is_none(),
        }
    }
}
