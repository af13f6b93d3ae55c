//! How consent is asked for kindly: as packages of a few plain questions. Each is answered by yes or no alone;
//! nothing is answered beforehand, and a no to one is a no to that one only.

use super::category::{Categories, InformationCategory};
use super::means::{Means, MeansSet};
use super::purpose::{ConsentPurpose, Purposes};
use crate::words::word_list;

word_list! {
    /// An occasion for which several things are asked together. What goes to a workplace is in none of them:
    /// that is asked by itself, once it is clear who there may know.
    Package {
        HandoverMeeting = "handover_meeting", "引継ぎ会議";
        MedicalCooperation = "medical_cooperation", "医療連携";
        DailyContact = "daily_contact", "日常連絡";
    }
}

word_list! {
    /// A group of information in words for everybody.
    PlainGroup {
        Work = "work", "しごと";
        Body = "body", "からだ・びょうき";
        Living = "living", "くらし";
        Family = "family", "かぞく";
    }
}

/// The most questions that are asked at a time.
pub const MOST_QUESTIONS: usize = 8;

/// Every question there is: what a package has no use for is not asked.
const QUESTIONS: [Question; MOST_QUESTIONS] = [
    Question::of(Package::HandoverMeeting, PlainGroup::Work),
    Question::of(Package::HandoverMeeting, PlainGroup::Body),
    Question::of(Package::HandoverMeeting, PlainGroup::Living),
    Question::of(Package::HandoverMeeting, PlainGroup::Family),
    Question::of(Package::MedicalCooperation, PlainGroup::Body),
    Question::of(Package::MedicalCooperation, PlainGroup::Work),
    Question::of(Package::DailyContact, PlainGroup::Work),
    Question::of(Package::DailyContact, PlainGroup::Living),
];

impl Package {
    /// On which occasion, in easy words.
    #[must_use]
    pub const fn plain(self) -> &'static str {
        match self {
            Self::HandoverMeeting => "つぎの人に ひきつぐときに",
            Self::MedicalCooperation => "びょういんの人と れんらくするときに",
            Self::DailyContact => "てつだう人どうしの れんらくで",
        }
    }

    /// What it is for. Together they hold every purpose but that of the workplace, so that whatever the rule misses
    /// can be asked for.
    #[must_use]
    pub fn purposes(self) -> Purposes {
        use ConsentPurpose as P;
        let purposes: &[P] = match self {
            Self::HandoverMeeting => &[
                P::IntakeInquiry,
                P::Handover,
                P::TeamBuilding,
                P::PlanReview,
            ],
            Self::MedicalCooperation => &[
                P::FitnessForWork,
                P::AccommodationAdvice,
                P::DailyCondition,
                P::WhenUnwell,
                P::EmergencyResponse,
            ],
            Self::DailyContact => &[
                P::DailyCondition,
                P::WhenUnwell,
                P::EmergencyResponse,
                P::PlanReview,
            ],
        };
        purposes.iter().copied().collect()
    }

    /// By what means: whoever may hear it on some occasion may hear it where people sit together. FAX is asked for by
    /// itself.
    #[must_use]
    pub fn means(self) -> MeansSet {
        [Means::Meeting, Means::Document, Means::Phone].into()
    }

    /// Its questions, in the order in which they are asked.
    pub fn questions(self) -> impl Iterator<Item = Question> {
        QUESTIONS
            .into_iter()
            .filter(move |question| question.package == self)
    }

    /// What the person agreed to by the groups they said yes to. Without a yes to something that is asked here
    /// it is nothing. The name goes along with any yes, and the questions say so.
    #[must_use]
    pub fn agreed(self, yes: &[PlainGroup]) -> Categories {
        let agreed = self
            .questions()
            .filter(|question| yes.contains(&question.group));
        agreed
            .flat_map(|question| question.group.categories())
            .collect()
    }
}

impl PlainGroup {
    /// The group of a category. 基本情報 belongs to none: whatever is told of somebody says who it is.
    #[must_use]
    pub const fn of(category: InformationCategory) -> Option<Self> {
        use InformationCategory as C;
        match category {
            C::Basic => None,
            C::Skills
            | C::Communication
            | C::Accommodations
            | C::EmploymentStatus
            | C::EmployerInfo
            | C::Wishes => Some(Self::Work),
            C::DisabilityDiagnosis | C::MedicationVisits | C::Emergency | C::History => {
                Some(Self::Body)
            }
            C::LivingMoney => Some(Self::Living),
            C::Family => Some(Self::Family),
        }
    }

    /// What a yes to it means. 要配慮 categories are in 「からだ・びょうき」 alone, so that no other yes gives them.
    #[must_use]
    pub fn categories(self) -> Categories {
        let all = InformationCategory::ALL.iter().copied();
        all.filter(|category| Self::of(*category).is_none_or(|group| group == self))
            .collect()
    }
}

/// One question, answered by yes or no.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Question {
    /// On which occasion.
    pub package: Package,
    /// What would be told.
    pub group: PlainGroup,
}

impl Question {
    const fn of(package: Package, group: PlainGroup) -> Self {
        Self { package, group }
    }

    /// The question in easy words.
    #[must_use]
    pub fn plain(self) -> String {
        format!(
            "{}、あなたの「{}」のことを 話しても いいですか。",
            self.package.plain(),
            self.group.word()
        )
    }

    /// The details behind 「くわしく」: each thing that would be told.
    #[must_use]
    pub fn details(self) -> Vec<&'static str> {
        let categories = self.group.categories();
        categories.into_iter().map(|one| one.plain()).collect()
    }

    /// The same in the words of the law, for the purposes for which it is asked: those of the occasion, or of a form
    /// that was printed when the occasion held others.
    #[must_use]
    pub fn legal(self, purposes: &Purposes) -> String {
        let purposes: Vec<&str> = purposes.iter().map(|one| one.legal()).collect();
        let categories: Vec<&str> = self
            .group
            .categories()
            .iter()
            .map(|one| one.legal())
            .collect();
        format!(
            "{}を目的として、次の個人情報を関係機関に提供することに同意します。{}",
            purposes.join("、"),
            categories.join("／")
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::conference::ConferencePurpose;

    #[test]
    fn nobody_is_asked_more_than_eight_questions_and_none_twice() {
        let mut asked = 0;
        for package in Package::ALL {
            let groups: Vec<PlainGroup> = package.questions().map(|one| one.group).collect();
            for (place, group) in groups.iter().enumerate() {
                assert!(!groups[..place].contains(group), "{package} {group}");
            }
            assert!(!groups.is_empty(), "{package}");
            asked += groups.len();
        }
        assert_eq!(asked, MOST_QUESTIONS);
    }

    #[test]
    fn every_category_is_behind_some_question_and_details_name_each() {
        for category in InformationCategory::ALL {
            let asks = |question: &Question| question.group.categories().contains(category);
            assert!(QUESTIONS.iter().any(asks), "{category}");
        }
        for (place, question) in QUESTIONS.iter().enumerate() {
            let earlier = &QUESTIONS[..place];
            assert!(
                earlier
                    .iter()
                    .all(|other| other.plain() != question.plain())
            );
            assert_eq!(question.details().len(), question.group.categories().len());
            assert!(question.plain().contains(question.group.word()));
            let legal = question.legal(&question.package.purposes());
            assert!(legal.contains("氏名"), "{question:?}");
        }
    }

    #[test]
    fn only_a_yes_about_body_and_illness_gives_what_needs_special_care() {
        for group in PlainGroup::ALL {
            let categories = group.categories();
            let gives = categories.iter().any(|one| one.is_special_care());
            assert_eq!(gives, *group == PlainGroup::Body, "{group}");
        }
    }

    #[test]
    fn a_no_gives_nothing_and_a_yes_gives_its_group_and_the_name() {
        let package = Package::MedicalCooperation;
        assert!(package.agreed(&[]).is_empty());
        // It is not asked here, so that nobody can have said yes to it here.
        assert!(package.agreed(&[PlainGroup::Family]).is_empty());
        let agreed = package.agreed(&[PlainGroup::Body]);
        assert!(agreed.contains(&InformationCategory::Basic));
        assert!(agreed.contains(&InformationCategory::MedicationVisits));
        assert!(!agreed.contains(&InformationCategory::Skills));
        let both = package.agreed(&[PlainGroup::Body, PlainGroup::Work]);
        assert!(both.contains(&InformationCategory::Skills) && both.is_superset(&agreed));
    }

    #[test]
    fn whatever_the_rule_asks_for_stands_in_some_package_but_the_workplace() {
        let is_asked = |purpose: ConsentPurpose, means: Means| {
            let mut packages = Package::ALL.iter();
            packages.any(|one| one.purposes().contains(&purpose) && one.means().contains(&means))
        };
        for purpose in ConferencePurpose::ALL {
            assert!(is_asked(purpose.consent(), Means::Meeting), "{purpose}");
        }
        for purpose in ConsentPurpose::ALL.iter().copied() {
            let is_of_work = purpose == ConsentPurpose::WorkplaceSharing;
            for means in [Means::Meeting, Means::Document, Means::Phone] {
                assert_eq!(is_asked(purpose, means), !is_of_work, "{purpose} {means}");
            }
        }
    }

    #[test]
    fn no_package_means_fax_or_the_workplace() {
        for package in Package::ALL {
            assert!(!package.means().contains(&Means::Fax), "{package}");
            assert!(!package.means().is_empty(), "{package}");
            let purposes = package.purposes();
            assert!(
                !purposes.contains(&ConsentPurpose::WorkplaceSharing),
                "{package}"
            );
            assert!(!purposes.is_empty(), "{package}");
        }
    }
}
