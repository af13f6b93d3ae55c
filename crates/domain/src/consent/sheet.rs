//! A form on paper on which somebody is asked: what stands on it, and the short code by which the page that comes
//! back finds its record.

use chrono::NaiveDate;

use super::means::MeansSet;
use super::package::{MOST_QUESTIONS, Package};
use super::purpose::{ConsentPurpose, Purposes};
use super::recipient::ConsentRecipients;
use crate::ids::ConsentSheetId;
use crate::people::PaperCode;
use crate::text::Line;

/// What is asked on an occasion, and about whom.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AskedOccasion {
    /// The occasion, with its questions.
    pub package: Package,
    /// Who would hear it.
    pub recipients: ConsentRecipients,
    /// What for, as it is printed: the occasion may hold more since.
    pub purposes: Purposes,
    /// By what means.
    pub means: MeansSet,
}

/// What an occasion was for up to 「同意の質問 2026年11月 第2版」, on forms that were kept without saying it.
#[must_use]
pub fn purposes_of_old(package: Package) -> Purposes {
    use ConsentPurpose as P;
    let purposes: &[P] = match package {
        Package::HandoverMeeting => &[P::Handover, P::TeamBuilding, P::PlanReview],
        Package::MedicalCooperation => &[
            P::FitnessForWork,
            P::AccommodationAdvice,
            P::DailyCondition,
            P::WhenUnwell,
        ],
        Package::DailyContact => &[P::DailyCondition, P::WhenUnwell, P::PlanReview],
    };
    purposes.iter().copied().collect()
}

/// A form on paper.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConsentSheet {
    /// Its id.
    pub id: ConsentSheetId,
    /// What stands on it to find it again. It opens nothing: whoever types it has to have the right anyway.
    pub code: PaperCode,
    /// What is asked.
    pub occasions: Vec<AskedOccasion>,
    /// The last day on which a yes would hold.
    pub last_day: NaiveDate,
    /// Which version of the text stands on it.
    pub text_version: Line,
}

/// Why something is no form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SheetFault {
    /// Nothing would be asked.
    #[error("用紙にのせることを選んでください。きくことごとに、だれに話してよいかを選びます。")]
    NothingAsked,
    /// Nobody is named for something that is asked.
    #[error("だれに伝えてよいかを選んでください。")]
    NoRecipient,
    /// An occasion stands on it twice.
    #[error("同じことが2回入っています。1回にしてください。")]
    Twice,
}

impl ConsentSheet {
    /// A form that can be printed.
    ///
    /// # Errors
    /// Says why it is none.
    pub fn checked(self) -> Result<Self, SheetFault> {
        if self.occasions.is_empty() {
            return Err(SheetFault::NothingAsked);
        }
        for (place, one) in self.occasions.iter().enumerate() {
            if one.recipients.is_empty() {
                return Err(SheetFault::NoRecipient);
            }
            let mut earlier = self.occasions.iter().take(place);
            if earlier.any(|other| other.package == one.package) {
                return Err(SheetFault::Twice);
            }
        }
        Ok(self)
    }

    /// How many questions stand on it: never more than are asked at a time.
    #[must_use]
    pub fn questions(&self) -> usize {
        let occasions = self.occasions.iter();
        let asked: usize = occasions.map(|one| one.package.questions().count()).sum();
        asked.min(MOST_QUESTIONS)
    }

    /// What is asked on an occasion, where it stands on the form.
    #[must_use]
    pub fn occasion(&self, package: Package) -> Option<&AskedOccasion> {
        let mut occasions = self.occasions.iter();
        occasions.find(|one| one.package == package)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::consent::{ConsentRecipient, RecipientKind};

    fn occasion(package: Package) -> AskedOccasion {
        let kind = ConsentRecipient::KindInTeam(RecipientKind::Medical);
        AskedOccasion {
            package,
            recipients: [kind].into_iter().collect(),
            purposes: package.purposes(),
            means: package.means(),
        }
    }

    fn sheet(occasions: Vec<AskedOccasion>) -> ConsentSheet {
        ConsentSheet {
            id: ConsentSheetId::from_uuid(Default::default()),
            code: PaperCode::read("K7QM-2XHD").expect("a code"),
            occasions,
            last_day: NaiveDate::from_ymd_opt(2027, 11, 19).expect("a day"),
            text_version: Line::parse("同意の質問 2026年11月").expect("a line"),
        }
    }

    #[test]
    fn a_form_asks_something_of_somebody_and_nothing_twice() {
        let daily = occasion(Package::DailyContact);
        assert_eq!(sheet(Vec::new()).checked(), Err(SheetFault::NothingAsked));
        let mut nobody = daily.clone();
        nobody.recipients.clear();
        assert_eq!(sheet(vec![nobody]).checked(), Err(SheetFault::NoRecipient));
        let twice = sheet(vec![daily.clone(), daily.clone()]);
        assert_eq!(twice.checked(), Err(SheetFault::Twice));
        let medical = occasion(Package::MedicalCooperation);
        let whole = sheet(vec![daily, medical]).checked().expect("a form");
        assert_eq!(whole.questions(), 4);
        assert!(whole.occasion(Package::DailyContact).is_some());
        assert!(whole.occasion(Package::HandoverMeeting).is_none());
    }
}
