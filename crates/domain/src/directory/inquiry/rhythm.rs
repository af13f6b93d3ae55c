//! When an agency is asked, and about what.
//!
//! - In April and May, after 異動, about every group that falls due before the next 1 April. Whatever was confirmed for a
//!   year before this 1 April is among them, so that each group is asked once a year. What was confirmed since the round
//!   began is not.
//! - In October about what is due by its end, and what nobody ever confirmed or answered.
//! - About free places every so many months where the agency agreed to that.
//! - At any time about what was reopened, and nothing else: anew on the same day where it was reopened again after an answer.
//!
//! There is one inquiry of an agency in a round, and no second one while one is open: what is reopened meanwhile joins it.
//! One that was called off before anybody was asked does not count.

use chrono::{Datelike as _, Months, NaiveDate};

use crate::directory::freshness::{FieldGroup, VerificationOutcome};
use crate::directory::inquiry::contact::{CONTACTS, again_from};
use crate::directory::inquiry::reopened::Reopened;

crate::words::word_list! {
    /// What makes a round.
    RoundKind {
        Yearly = "yearly", "異動のあとのお確かめ";
        Autumn = "autumn", "10月のお確かめ";
        Capacity = "capacity", "空きのお確かめ";
        Reopened = "reopened", "もう一度のお確かめ";
    }
}

/// A round. Of an agency it is the same as long as both are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Round {
    /// What makes it.
    pub kind: RoundKind,
    /// Its first day: 1 April, 1 October, the day on which free places fell due, or on which what was reopened is asked.
    pub begins: NaiveDate,
}

fn first_of(year: i32, month: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, 1).unwrap_or(NaiveDate::MAX)
}

impl Round {
    /// The round of the season in which a day lies.
    #[must_use]
    pub fn of_season(day: NaiveDate) -> Option<Self> {
        let (kind, month) = match day.month() {
            4 | 5 => (RoundKind::Yearly, 4),
            10 => (RoundKind::Autumn, 10),
            _ => return None,
        };
        Some(Self {
            kind,
            begins: first_of(day.year(), month),
        })
    }

    /// The first day that is too late to fall due in it.
    fn horizon(self) -> NaiveDate {
        match self.kind {
            RoundKind::Yearly => first_of(self.begins.year().saturating_add(1), 4),
            RoundKind::Autumn => first_of(self.begins.year(), 11),
            RoundKind::Capacity | RoundKind::Reopened => self.begins,
        }
    }
}

/// How often an agency agreed to be asked about free places.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CapacityRhythm {
    months: u32,
    /// Since when.
    pub agreed_on: NaiveDate,
}

impl CapacityRhythm {
    /// Every so many months, from 1 to 12.
    #[must_use]
    pub fn every(months: u32, agreed_on: NaiveDate) -> Option<Self> {
        (1..=12)
            .contains(&months)
            .then_some(Self { months, agreed_on })
    }

    /// Every how many months.
    #[must_use]
    pub const fn months(self) -> u32 {
        self.months
    }

    /// The day on which free places fall due, by the last day on which they were asked about.
    fn due(self, last: Option<NaiveDate>) -> NaiveDate {
        let next = |day: NaiveDate| day.checked_add_months(Months::new(self.months));
        last.map_or(self.agreed_on, |day| next(day).unwrap_or(NaiveDate::MAX))
    }
}

/// How a group of an entry stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct GroupDue {
    /// Which.
    pub group: FieldGroup,
    /// The last day on which somebody told what is so.
    pub confirmed_on: Option<NaiveDate>,
    /// The last day on which it was asked about, with or without an answer.
    pub last_on: Option<NaiveDate>,
    /// From when on it should be asked about again; nothing where nobody ever asked.
    pub due: Option<NaiveDate>,
}

impl GroupDue {
    /// By the last day on which somebody told what is so, and the last attempt.
    #[must_use]
    pub fn of(
        group: FieldGroup,
        confirmed_on: Option<NaiveDate>,
        last: Option<(NaiveDate, VerificationOutcome)>,
    ) -> Self {
        Self {
            group,
            confirmed_on,
            last_on: last.map(|(day, _)| day),
            due: last.map(|(day, outcome)| group.due_after(day, outcome)),
        }
    }

    fn is_due_in(&self, round: Round) -> bool {
        let is_told = self.confirmed_on.is_some_and(|day| day >= round.begins);
        !is_told && self.due.is_none_or(|due| due < round.horizon())
    }
}

/// All that decides whether an agency is to be asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// Every group.
    pub groups: Vec<GroupDue>,
    /// What was reopened.
    pub reopened: Vec<Reopened>,
    /// How often it agreed to be asked about free places.
    pub rhythm: Option<CapacityRhythm>,
    /// The rounds in which it was asked, with the day on which that ended where free places were among it.
    pub asked_in: Vec<(Round, Option<NaiveDate>)>,
    /// The last day on which it was asked anything, in whatever round.
    pub last_contact: Option<NaiveDate>,
}

impl Standing {
    /// In which round it is to be asked today, and about what; nothing where nothing is due. Whether an inquiry is open
    /// already is not asked here.
    #[must_use]
    pub fn due(&self, today: NaiveDate) -> Option<(Round, Vec<FieldGroup>)> {
        // Two rounds may follow on each other; what was reopened does not wait.
        let has_rested = self.last_contact.is_none_or(|day| again_from(day) <= today);
        let season = Round::of_season(today);
        let season = season.filter(|round| has_rested && !self.was_asked_in(*round));
        let in_season = |group: &GroupDue| season.is_some_and(|round| group.is_due_in(round));
        let capacity = self.capacity_due();
        let capacity = capacity.filter(|round| has_rested && round.begins <= today);
        let is_reopened = |group: FieldGroup| {
            let mut reopened = self.reopened.iter();
            reopened.any(|one| one.group == group && one.since <= today)
        };
        let is_asked = |group: &GroupDue| {
            let of_capacity = group.group == FieldGroup::Capacity && capacity.is_some();
            in_season(group) || of_capacity || is_reopened(group.group)
        };
        let round = if self.groups.iter().any(in_season) {
            season
        } else {
            self.reopened_round(today).or(capacity)
        };
        let groups = self.groups.iter().filter(|group| is_asked(group));
        let groups: Vec<FieldGroup> = groups.map(|group| group.group).collect();
        Some((round?, groups)).filter(|(_, groups)| !groups.is_empty())
    }

    fn was_asked_in(&self, round: Round) -> bool {
        self.asked_in.iter().any(|(known, _)| *known == round)
    }

    fn reopened_round(&self, today: NaiveDate) -> Option<Round> {
        let mut reopened = self.reopened.iter();
        // What was reopened goes with the inquiry that asks about it: whatever stands here came after the last one.
        let is_new = reopened.any(|one| one.since <= today);
        let round = Round {
            kind: RoundKind::Reopened,
            begins: today,
        };
        let asked = self.asked_in.iter().filter(|(known, _)| *known == round);
        // Nobody is asked more often in a day than in a whole round.
        (is_new && asked.count() < CONTACTS).then_some(round)
    }

    /// The first day from one on since which something can be reopened so that it is asked: of rounds that begin alike
    /// there is one.
    #[must_use]
    pub fn reopens_from(&self, day: NaiveDate) -> NaiveDate {
        let is_free = |begins: &NaiveDate| {
            let kind = RoundKind::Reopened;
            !self.was_asked_in(Round {
                kind,
                begins: *begins,
            })
        };
        day.iter_days().find(is_free).unwrap_or(day)
    }

    fn capacity_due(&self) -> Option<Round> {
        let groups = self.groups.iter();
        let mut capacity = groups.filter(|group| group.group == FieldGroup::Capacity);
        let told = capacity.next().and_then(|group| group.last_on);
        let asked = self.asked_in.iter().filter_map(|(_, ended)| *ended).max();
        let round = Round {
            kind: RoundKind::Capacity,
            begins: self.rhythm?.due(told.max(asked)),
        };
        (!self.was_asked_in(round)).then_some(round)
    }

    /// The day by which the oldest of some groups should have been asked about, for the order of a list: what nobody ever
    /// asked about, and what was reopened, comes first.
    #[must_use]
    pub fn oldest_due(&self, groups: &[FieldGroup]) -> Option<NaiveDate> {
        let is_reopened = |group: FieldGroup| self.reopened.iter().any(|one| one.group == group);
        let known = self.groups.iter();
        let due = known
            .filter(|one| groups.contains(&one.group))
            .map(|one| one.due.filter(|_| !is_reopened(one.group)));
        // `None` is the least.
        due.min().flatten()
    }
}
