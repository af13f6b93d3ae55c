//! What a consent says: as much of its record as decides what may be told. How it came about stands in
//! [`super::given`].

use chrono::{Days, NaiveDate};

use super::category::Categories;
use super::giver::Giver;
use super::means::MeansSet;
use super::purpose::Purposes;
use super::recipient::ConsentRecipients;
use crate::ids::{ConsentId, OrganizationId, PersonId};
use crate::words::word_list;

word_list! {
    /// In which form somebody agreed.
    Form {
        Written = "written", "書面で";
        /// Counts as written once the person agreed to the electronic form (承諾).
        OnScreen = "on_screen", "画面で";
        Oral = "oral", "口頭で";
    }
}

impl Form {
    /// Whether it counts where a written consent is asked for.
    #[must_use]
    pub const fn is_written(self) -> bool {
        matches!(self, Self::Written | Self::OnScreen)
    }
}

/// The end of a consent is announced so long before.
pub const ANNOUNCED_BEFORE: Days = Days::new(30);

/// From when until when a consent holds, both days included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Validity {
    first_day: NaiveDate,
    last_day: NaiveDate,
}

/// It would end before it begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("終わりの日は、始まりの日か それより後にしてください。")]
pub struct Reversed;

impl Validity {
    /// The days from one to another.
    ///
    /// # Errors
    /// When the last one lies before the first.
    pub fn new(first_day: NaiveDate, last_day: NaiveDate) -> Result<Self, Reversed> {
        if last_day < first_day {
            return Err(Reversed);
        }
        Ok(Self {
            first_day,
            last_day,
        })
    }

    /// The first day.
    #[must_use]
    pub const fn first_day(self) -> NaiveDate {
        self.first_day
    }

    /// The last day on which it holds.
    #[must_use]
    pub const fn last_day(self) -> NaiveDate {
        self.last_day
    }

    /// The first day on which it holds no more.
    #[must_use]
    pub fn expires_on(self) -> NaiveDate {
        self.last_day
            .checked_add_days(Days::new(1))
            .unwrap_or(NaiveDate::MAX)
    }

    /// Whether it has begun on a day.
    #[must_use]
    pub fn has_begun(self, day: NaiveDate) -> bool {
        self.first_day <= day
    }

    /// Whether it is over on a day.
    #[must_use]
    pub fn has_ended(self, day: NaiveDate) -> bool {
        self.last_day < day
    }

    /// Whether the lead and the person are told on a day that it ends soon.
    #[must_use]
    pub fn is_announced(self, day: NaiveDate) -> bool {
        let told_from = self.last_day.checked_sub_days(ANNOUNCED_BEFORE);
        !self.has_ended(day) && told_from.is_none_or(|first| first <= day)
    }

    /// How many days are left after a day; none are once it is over.
    #[must_use]
    pub fn days_left(self, day: NaiveDate) -> i64 {
        self.last_day.signed_duration_since(day).num_days().max(0)
    }
}

/// A consent. Every category is meant for every recipient, purpose and means of it: whoever agreed to different
/// things for different recipients gave several.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Consent {
    /// Its id.
    pub id: ConsentId,
    /// Its place in the order of acts.
    pub seq: i64,
    /// Of whom something may be told.
    pub person: PersonId,
    /// Who may tell it (提供元). What another organization knows is not covered.
    pub provider: OrganizationId,
    /// Who agreed.
    pub giver: Giver,
    /// Who may hear it.
    pub recipients: ConsentRecipients,
    /// What may be told.
    pub categories: Categories,
    /// What for.
    pub purposes: Purposes,
    /// By what means.
    pub means: MeansSet,
    /// When it was given.
    pub given_on: NaiveDate,
    /// In which form.
    pub form: Form,
    /// When it holds.
    pub validity: Validity,
}
