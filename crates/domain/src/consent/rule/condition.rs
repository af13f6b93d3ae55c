//! When a consent covers what would be told.

use super::{Rule, Telling};
use crate::consent::actor::Standards;
use crate::consent::category::InformationCategory;
use crate::consent::giver::Giver;
use crate::consent::halt::HaltState;
use crate::consent::means::Means;
use crate::consent::recipient::ConsentRecipient;
use crate::consent::refusal::Reason;
use crate::consent::terms::Consent;

/// One condition. A consent for which all of them hold covers; of one that does not, the first that fails is the
/// reason. They stand from what makes a consent another matter altogether to what makes it cover no more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::consent) enum Condition {
    /// It is about this person.
    IsOfThisPerson,
    /// It was given to the organization that tells (提供元).
    IsOfThisProvider,
    /// It names the category.
    NamesCategory,
    /// Who gave it has a say about the category: the family about the family, an employer about the business.
    IsTheirsToGive,
    /// It names the recipient, or its kind while it is in the team.
    NamesRecipient,
    /// It names the purpose.
    NamesPurpose,
    /// A representative who gave it could speak for the category that day and still can.
    IsWithinAuthority,
    /// An employer who gave it is open: a closed one is never asked.
    EmployerCouldBeAsked,
    /// Where the family or an employer gave it, the person lets the same recipient hear something too.
    PersonAgreedToo,
    /// 要配慮 reaches whoever is named, or was in the team of that kind when it was given.
    RecipientWasKnown,
    /// It names the means.
    NamesMeans,
    /// It is in writing where 指定基準 ask for that.
    IsInWritingWhereAsked,
    /// It has begun.
    HasBegun,
    /// It is not over.
    HasNotEnded,
    /// It was not withdrawn.
    IsNotWithdrawn,
    /// It is not paused.
    IsNotPaused,
}

impl Condition {
    /// Every condition, in order.
    pub(in crate::consent) const ALL: &'static [Self] = &[
        Self::IsOfThisPerson,
        Self::IsOfThisProvider,
        Self::NamesCategory,
        Self::IsTheirsToGive,
        Self::NamesRecipient,
        Self::NamesPurpose,
        Self::IsWithinAuthority,
        Self::EmployerCouldBeAsked,
        Self::PersonAgreedToo,
        Self::RecipientWasKnown,
        Self::NamesMeans,
        Self::IsInWritingWhereAsked,
        Self::HasBegun,
        Self::HasNotEnded,
        Self::IsNotWithdrawn,
        Self::IsNotPaused,
    ];

    /// Why a consent does not cover for which it does not hold.
    pub(in crate::consent) const fn reason(self) -> Reason {
        match self {
            Self::IsOfThisPerson | Self::IsOfThisProvider | Self::NamesCategory => {
                Reason::NoConsent
            }
            Self::IsTheirsToGive => Reason::NotTheirsToGive,
            Self::NamesRecipient => Reason::RecipientNotNamed,
            Self::NamesPurpose => Reason::PurposeNotNamed,
            Self::IsWithinAuthority => Reason::OutsideAuthority,
            Self::EmployerCouldBeAsked => Reason::EmployerNotToBeAsked,
            Self::PersonAgreedToo => Reason::PersonNotAsked,
            Self::RecipientWasKnown => Reason::JoinedLater,
            Self::NamesMeans => Reason::MeansNotNamed,
            Self::IsInWritingWhereAsked => Reason::NotInWriting,
            Self::HasBegun => Reason::NotYet,
            Self::HasNotEnded => Reason::Expired,
            Self::IsNotWithdrawn => Reason::Withdrawn,
            Self::IsNotPaused => Reason::Paused,
        }
    }

    /// Whether it holds for a consent. The rule is asked again for the person's own consent beside another's.
    pub(super) fn holds(
        self,
        rule: Rule<'_>,
        telling: &Telling<'_>,
        consent: &Consent,
        category: InformationCategory,
    ) -> bool {
        match self {
            Self::IsOfThisPerson => consent.person == telling.ledger.person,
            Self::IsOfThisProvider => consent.provider == telling.staff.organization,
            Self::NamesCategory => consent.categories.contains(&category),
            Self::IsTheirsToGive => consent.giver.owns(category),
            Self::NamesRecipient => {
                let mut recipients = consent.recipients.iter();
                recipients.any(|recipient| recipient.means(telling.party, telling.today))
            }
            Self::NamesPurpose => consent.purposes.contains(&telling.purpose),
            Self::IsWithinAuthority => is_within_authority(telling, consent, category),
            Self::EmployerCouldBeAsked => employer_could_be_asked(telling, consent),
            Self::PersonAgreedToo => person_agreed_too(rule, telling, consent),
            Self::RecipientWasKnown => {
                !category.is_special_care() || recipient_was_known(telling, consent)
            }
            Self::NamesMeans => consent.means.contains(&telling.means),
            Self::IsInWritingWhereAsked => consent.form.is_written() || !asks_for_writing(telling),
            Self::HasBegun => consent.validity.has_begun(telling.today),
            Self::HasNotEnded => !consent.validity.has_ended(telling.today),
            Self::IsNotWithdrawn => !is_halted(telling, consent, category, HaltState::Withdrawn),
            Self::IsNotPaused => !is_halted(telling, consent, category, HaltState::Paused),
        }
    }
}

fn is_within_authority(
    telling: &Telling<'_>,
    consent: &Consent,
    category: InformationCategory,
) -> bool {
    match &consent.giver {
        Giver::Representative(representative) => {
            representative.may_speak(category, consent.given_on)
                && representative.may_speak(category, telling.today)
        }
        Giver::Person | Giver::Family | Giver::Employer(_) => true,
    }
}

fn employer_could_be_asked(telling: &Telling<'_>, consent: &Consent) -> bool {
    let Giver::Employer(employer) = consent.giver else {
        return true;
    };
    let mut employments = telling.ledger.employments.iter();
    employments.any(|employment| employment.id == employer && !employment.disclosure.is_closed())
}

/// A person who lets a recipient hear nothing at all is not spoken about by others' leave.
fn person_agreed_too(rule: Rule<'_>, telling: &Telling<'_>, consent: &Consent) -> bool {
    if consent.giver.speaks_for_person() {
        return true;
    }
    let consents = telling.ledger.consents.iter();
    let mut own = consents.filter(|other| other.giver.speaks_for_person());
    own.any(|other| {
        let mut categories = other.categories.iter();
        categories.any(|category| rule.lacking(telling, other, *category).is_none())
    })
}

fn recipient_was_known(telling: &Telling<'_>, consent: &Consent) -> bool {
    let party = telling.party;
    let mut recipients = consent.recipients.iter();
    recipients.any(|recipient| match recipient {
        ConsentRecipient::Named(id) => *id == party.id,
        ConsentRecipient::KindInTeam(kind) => {
            *kind == party.kind
                && party
                    .team
                    .is_some_and(|span| span.since <= consent.given_on)
        }
    })
}

fn asks_for_writing(telling: &Telling<'_>) -> bool {
    telling.staff.standards == Standards::Designated
        && (telling.party.kind.is_service_provider() || telling.means == Means::Meeting)
}

fn is_halted(
    telling: &Telling<'_>,
    consent: &Consent,
    category: InformationCategory,
    state: HaltState,
) -> bool {
    let mut halts = telling.ledger.halts.iter();
    halts.any(|halt| halt.state == state && halt.concerns(consent, telling.party, category))
}
