//! Who agreed. An adult's consent is theirs alone; a parent of an adult is a helper, and named as such in
//! [`super::given`].

use chrono::NaiveDate;

use super::category::{Categories, InformationCategory};
use crate::ids::EmploymentId;
use crate::words::word_list;

word_list! {
    /// On what a legal representative stands.
    RepresentationBasis {
        Guardianship = "guardianship", "後見";
        Curatorship = "curatorship", "保佐";
        Assistance = "assistance", "補助";
    }
}

/// A legal representative (代理人) of the person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Representative {
    /// On what they stand.
    pub basis: RepresentationBasis,
    /// For what they may speak.
    pub scope: Categories,
    /// The first day.
    pub since: NaiveDate,
    /// The last day, where one is known.
    pub until: Option<NaiveDate>,
}

impl Representative {
    /// Whether they may speak for a category on a day.
    #[must_use]
    pub fn may_speak(&self, category: InformationCategory, day: NaiveDate) -> bool {
        self.scope.contains(&category)
            && self.since <= day
            && self.until.is_none_or(|until| day <= until)
    }
}

/// Who agreed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Giver {
    /// 本人.
    Person,
    /// A legal representative.
    Representative(Representative),
    /// The family, about the family.
    Family,
    /// An employer, about the business.
    Employer(EmploymentId),
}

impl Giver {
    /// Whether it is the person's own word, or the word of whoever represents them by law.
    #[must_use]
    pub const fn speaks_for_person(&self) -> bool {
        matches!(self, Self::Person | Self::Representative(_))
    }

    /// Whether a category is theirs to agree to.
    #[must_use]
    pub fn owns(&self, category: InformationCategory) -> bool {
        match self {
            Self::Person | Self::Representative(_) => true,
            Self::Family => category == InformationCategory::Family,
            Self::Employer(_) => category == InformationCategory::EmployerInfo,
        }
    }

    /// The stable code of what they are.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Representative(_) => "representative",
            Self::Family => "family",
            Self::Employer(_) => "employer",
        }
    }

    /// What they are, in the words of people.
    #[must_use]
    pub const fn word(&self) -> &'static str {
        match self {
            Self::Person => "本人",
            Self::Representative(_) => "代理人",
            Self::Family => "家族",
            Self::Employer(_) => "勤め先",
        }
    }

    /// The same, with on what it rests that somebody represents the person.
    #[must_use]
    pub fn with_basis(&self) -> String {
        match self {
            Self::Representative(one) => format!("{}（{}）", self.word(), one.basis),
            Self::Person | Self::Family | Self::Employer(_) => self.word().to_owned(),
        }
    }

    /// What they gave, as a record of what was told by it says.
    #[must_use]
    pub const fn consent_word(&self) -> &'static str {
        match self {
            Self::Person => "本人の同意",
            Self::Representative(_) => "代理人（後見人など）の同意",
            Self::Family => "家族の同意",
            Self::Employer(_) => "雇用主の同意",
        }
    }
}
