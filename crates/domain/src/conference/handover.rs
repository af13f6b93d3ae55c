//! What a handover has to settle (S3 §31, §33): by when it is shared, what is unsolved, how the next agency helps
//! otherwise, and who from when.

use std::collections::BTreeMap;

use chrono::{Months, NaiveDate};

use crate::cases::employment::EmploymentDisclosure;
use crate::text::Prose;
use crate::words::word_list;

/// A handover is shared so many months before the service ends (S3 §31).
pub const SHARED_BEFORE: Months = Months::new(3);

/// Whoever helps begins to move so many months before (S3 §31: advice, no duty).
pub const BEGUN_BEFORE: Months = Months::new(6);

word_list! {
    /// Whose view is asked for before a handover.
    HandoverView {
        Person = "person", "本人";
        Employer = "employer", "勤め先";
        Family = "family", "家族";
        Agencies = "agencies", "関係機関";
    }
}

impl HandoverView {
    /// Whose views are asked for, by what is known of the employers where the person works today. An employer that is closed
    /// is never asked, since asking would tell.
    #[must_use]
    pub fn to_ask<'e>(employers: impl IntoIterator<Item = &'e EmploymentDisclosure>) -> Vec<Self> {
        let mut employers = employers.into_iter();
        let is_open = employers.any(|employer| !employer.disclosure.is_closed());
        let views = Self::ALL.iter().copied();
        views
            .filter(|view| is_open || *view != Self::Employer)
            .collect()
    }

    /// What they said, as a heading names it.
    #[must_use]
    pub const fn said(self) -> &'static str {
        match self {
            Self::Person => "本人の考え",
            Self::Employer => "勤め先の考え",
            Self::Family => "家族の考え",
            Self::Agencies => "関係機関の考え",
        }
    }

    /// What a handover lacks for which they were not asked.
    const fn lack(self) -> HandoverLack {
        match self {
            Self::Person => HandoverLack::PersonsView,
            Self::Employer => HandoverLack::EmployersView,
            Self::Family => HandoverLack::FamilysView,
            Self::Agencies => HandoverLack::AgenciesViews,
        }
    }
}

/// What a handover settles.
#[derive(Clone, PartialEq, Eq)]
pub struct Handover {
    /// The last day of the service.
    pub ends_on: NaiveDate,
    /// What is unsolved, and what was tried.
    pub unsolved: Option<Prose>,
    /// ナチュラルサポート: who at work helps by themselves.
    pub natural_support: Option<Prose>,
    /// How the next agency helps otherwise than this one.
    pub difference: Option<Prose>,
    /// On which day that was explained to the person.
    pub explained_on: Option<NaiveDate>,
    /// Who helps from when.
    pub from_when: Option<Prose>,
    /// Whose views were asked for, each with what they said; nothing of it where nobody wrote that down.
    pub views: BTreeMap<HandoverView, Option<Prose>>,
}

/// What somebody needs is nobody's to read in a log.
impl std::fmt::Debug for Handover {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Handover({})", self.ends_on)
    }
}

/// Why a handover is not kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum HandoverFault {
    /// It was explained on a day to come.
    #[error("本人に説明した日は、きょうまでの日にしてください。")]
    Explained,
}

word_list! {
    /// What a handover still lacks.
    HandoverLack {
        Unsolved = "unsolved", "残っている課題と、ためしたこと";
        NaturalSupport = "natural_support", "職場のナチュラルサポート";
        Difference = "difference", "つぎの機関の支援が いまとどう違うか";
        Explained = "explained", "違いを本人に説明した日";
        FromWhen = "from_when", "だれが・いつから支援するか";
        PersonsView = "persons_view", "本人の考えを前もって聞くこと";
        EmployersView = "employers_view", "勤め先の考えを前もって聞くこと";
        FamilysView = "familys_view", "家族の考えを前もって聞くこと";
        AgenciesViews = "agencies_views", "関係機関の考えを前もって聞くこと";
    }
}

/// How near the end of the service is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HandoverWarning {
    /// It is time to begin.
    Begin {
        /// The last day on which it is shared in time.
        share_by: NaiveDate,
    },
    /// It should have been shared already.
    Late {
        /// The last day on which it would have been in time.
        share_by: NaiveDate,
    },
}

/// The last day on which what is handed over is shared in time: three months before the end.
fn share_by(ends_on: NaiveDate) -> NaiveDate {
    ends_on.checked_sub_months(SHARED_BEFORE).unwrap_or(ends_on)
}

impl HandoverWarning {
    /// Whether it is time to begin handing over a service that ends on a day, or late.
    #[must_use]
    pub fn of(ends_on: NaiveDate, today: NaiveDate) -> Option<Self> {
        let share_by = share_by(ends_on);
        let begin = ends_on.checked_sub_months(BEGUN_BEFORE);
        if today > share_by {
            Some(Self::Late { share_by })
        } else if begin.is_some_and(|begin| today >= begin) {
            Some(Self::Begin { share_by })
        } else {
            None
        }
    }

    /// The last day on which it is, or would have been, shared in time.
    #[must_use]
    pub const fn share_by(self) -> NaiveDate {
        match self {
            Self::Begin { share_by } | Self::Late { share_by } => share_by,
        }
    }
}

impl Handover {
    /// Checks a handover.
    ///
    /// # Errors
    /// When it was explained later than today.
    pub fn checked(self, today: NaiveDate) -> Result<Self, HandoverFault> {
        match self.explained_on {
            Some(on) if on > today => Err(HandoverFault::Explained),
            _ => Ok(self),
        }
    }

    /// The last day on which it is shared in time: three months before the end.
    #[must_use]
    pub fn share_by(&self) -> NaiveDate {
        share_by(self.ends_on)
    }

    /// Whether it is time to begin, or late, on a day.
    #[must_use]
    pub fn warning(&self, today: NaiveDate) -> Option<HandoverWarning> {
        HandoverWarning::of(self.ends_on, today)
    }

    /// What it still lacks, where these are asked what they think.
    #[must_use]
    pub fn lacks(&self, to_ask: &[HandoverView]) -> Vec<HandoverLack> {
        let lacks = [
            (self.unsolved.is_none(), HandoverLack::Unsolved),
            (self.natural_support.is_none(), HandoverLack::NaturalSupport),
            (self.difference.is_none(), HandoverLack::Difference),
            (self.explained_on.is_none(), HandoverLack::Explained),
            (self.from_when.is_none(), HandoverLack::FromWhen),
        ];
        let lacks = lacks.into_iter().filter(|(is_lacking, _)| *is_lacking);
        let unasked = to_ask.iter();
        let unasked = unasked.filter(|view| !self.views.contains_key(*view));
        let unasked = unasked.map(|view| view.lack());
        lacks.map(|(_, lack)| lack).chain(unasked).collect()
    }
}
