//! Where a person works or worked. What the people there may know is in [`super::employment`]; it belongs to each
//! employment. An employer that is named here becomes no entry of the directory.

use chrono::NaiveDate;

use super::employment::{
    BodyName, Disclosure, DisclosureWarning, EmploymentDisclosure, HiringFrame, LegalBody,
};
use crate::directory::organization::CorporateNumber;
use crate::ids::{EmploymentId, OrganizationId};
use crate::text::Line;

/// Hours of work in a week, as agreed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct WeeklyHours(u8);

impl WeeklyHours {
    /// The most that anybody agrees to.
    pub const MOST: u8 = 60;

    /// Takes whole hours, from one on.
    #[must_use]
    pub const fn new(hours: u8) -> Option<Self> {
        if hours >= 1 && hours <= Self::MOST {
            Some(Self(hours))
        } else {
            None
        }
    }

    /// The hours.
    #[must_use]
    pub const fn get(self) -> u8 {
        self.0
    }
}

/// An employment.
#[derive(Clone, PartialEq, Eq)]
pub struct Employment {
    /// Its id.
    pub id: EmploymentId,
    /// The 法人 that employs, as it is written down here.
    pub employer: Line,
    /// Its 法人番号, where it is known: two who are one are then known as one, whatever they are called.
    pub number: Option<CorporateNumber>,
    /// The day of hiring.
    pub hired_on: NaiveDate,
    /// The last day.
    pub left_on: Option<NaiveDate>,
    /// In which frame.
    pub frame: HiringFrame,
    /// How long in a week.
    pub hours: Option<WeeklyHours>,
    /// What the people there may know.
    pub disclosure: Disclosure,
}

/// Where somebody works is nobody's to read in a log.
impl std::fmt::Debug for Employment {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Employment({})", self.id)
    }
}

/// What is wrong with an employment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum EmploymentFault {
    /// It ends before it begins.
    #[error("やめた日は、入社した日より前にはできません。")]
    Days,
}

impl Employment {
    /// Checks what cannot be.
    ///
    /// # Errors
    /// Says what is wrong.
    pub fn checked(self) -> Result<Self, EmploymentFault> {
        match self.left_on {
            Some(left) if left < self.hired_on => Err(EmploymentFault::Days),
            _ => Ok(self),
        }
    }

    /// Whether the person works there on a day.
    #[must_use]
    pub fn is_current(&self, day: NaiveDate) -> bool {
        self.hired_on <= day && self.left_on.is_none_or(|left| day <= left)
    }

    /// What should be talked about with the person.
    #[must_use]
    pub const fn warning(&self) -> Option<DisclosureWarning> {
        self.disclosure.warning(self.frame)
    }

    /// As much of it as decides what may be told, for the rule of consent. Those that have ended decide too.
    #[must_use]
    pub fn for_the_rule(&self, keeper: OrganizationId) -> EmploymentDisclosure {
        EmploymentDisclosure {
            id: self.id,
            keeper,
            employer: LegalBody {
                organization: None,
                number: self.number,
                name: BodyName::of(&self.employer),
            },
            disclosure: self.disclosure.clone(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cases::employment::Sameness;
    use uuid::Uuid;

    fn day(day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 11, day).expect("a day")
    }

    fn employment() -> Employment {
        Employment {
            id: EmploymentId::from_uuid(Uuid::from_u128(1)),
            employer: Line::parse("株式会社 はな").expect("a name"),
            number: None,
            hired_on: day(2),
            left_on: None,
            frame: HiringFrame::DisabilityQuota,
            hours: WeeklyHours::new(20),
            disclosure: Disclosure::default(),
        }
    }

    #[test]
    fn an_employment_lasts_from_its_first_to_its_last_day() {
        let left = Employment {
            left_on: Some(day(5)),
            ..employment()
        };
        let there: Vec<bool> = (1..=6).map(|on| left.is_current(day(on))).collect();
        assert_eq!(there, [false, true, true, true, true, false]);
        assert!(left.checked().is_ok());
        let backwards = Employment {
            left_on: Some(day(1)),
            ..employment()
        };
        assert_eq!(backwards.checked().err(), Some(EmploymentFault::Days));
    }

    #[test]
    fn an_employment_of_which_nobody_asked_is_closed_to_everybody_of_its_body() {
        let rule = employment().for_the_rule(OrganizationId::from_uuid(Uuid::from_u128(9)));
        assert!(rule.disclosure.is_closed());
        let same = LegalBody {
            name: BodyName::of(&Line::parse("はな（株）").expect("a name")),
            ..LegalBody::default()
        };
        assert_eq!(rule.employer.compared(&same), Sameness::Same);
        assert!(employment().warning().is_some());
    }

    #[test]
    fn a_week_has_some_hours_of_work_and_not_all() {
        for (hours, is_fine) in [(0, false), (1, true), (60, true), (61, false)] {
            assert_eq!(WeeklyHours::new(hours).is_some(), is_fine, "{hours}");
        }
    }
}
