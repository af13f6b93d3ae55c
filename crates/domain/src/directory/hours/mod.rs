//! When a resource can be reached: weekly hours, 祝日, 年末年始, nth weekdays and dated exceptions.
//!
//! What nobody stated is unknown, and unknown is an answer of its own: an office that says nothing
//! about 祝日 is neither open nor closed on one. A stronger statement replaces a weaker one for the
//! whole day: dated exception > 年末年始 > 祝日 > nth weekday > weekday. Which days are 祝日 is published
//! year by year; in a year that no table speaks of yet, hours that differ on 祝日 are unknown.
//!
//! [`notation`] is the one way hours are written down (in the database, in the seed, in lists that
//! people keep); [`opening`] answers "open at?" and "open when next?".

pub mod notation;
pub mod opening;

use chrono::{Datelike, NaiveDate, Weekday};

use crate::time::Minute;

/// One stretch of opening. Closing at or before opening means: open across midnight.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// First minute open, below 24:00.
    pub opens: Minute,
    /// First minute closed again.
    pub closes: Minute,
}

impl Span {
    /// A stretch of opening; an opening at 24:00 belongs to the next day and is refused.
    #[must_use]
    pub fn new(opens: Minute, closes: Minute) -> Option<Self> {
        (opens < Minute::END && (closes > Minute::START || closes < opens))
            .then_some(Self { opens, closes })
    }

    /// Whether it reaches into the next day.
    #[must_use]
    pub fn crosses_midnight(self) -> bool {
        self.closes <= self.opens
    }
}

/// What is stated for one day.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum DayPlan {
    /// Open during these stretches, which are sorted and not empty.
    Open(Vec<Span>),
    /// Closed all day.
    Closed,
    /// Somebody stated that it is not known.
    Unknown,
}

/// Which days a statement is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum DayPattern {
    /// Every such weekday.
    Weekday(Weekday),
    /// The nth such weekday of a month (1 to 5).
    NthWeekday(u8, Weekday),
    /// The last such weekday of a month.
    LastWeekday(Weekday),
    /// 国民の祝日 and 休日 of the holiday table.
    Holiday,
    /// 年末年始: from a day in December to a day in January.
    YearEnd {
        /// First day, in December.
        from: u8,
        /// Last day, in January.
        to: u8,
    },
    /// From one date to another, both included.
    Dates(NaiveDate, NaiveDate),
}

impl DayPattern {
    /// 12月29日 to 1月3日, the days on which public offices are closed.
    pub const YEAR_END: Self = Self::YearEnd { from: 29, to: 3 };

    /// How strong a statement is; the strongest that matches a day decides it.
    #[must_use]
    pub const fn strength(self) -> u8 {
        match self {
            Self::Weekday(_) => 1,
            Self::NthWeekday(..) | Self::LastWeekday(_) => 2,
            Self::Holiday => 3,
            Self::YearEnd { .. } => 4,
            Self::Dates(..) => 5,
        }
    }

    /// Whether the day is one of them.
    #[must_use]
    pub fn matches(self, day: &DayFacts) -> bool {
        match self {
            Self::Weekday(weekday) => day.weekday == weekday,
            Self::NthWeekday(nth, weekday) => day.weekday == weekday && day.nth == nth,
            Self::LastWeekday(weekday) => day.weekday == weekday && day.is_last,
            Self::Holiday => day.holiday == HolidayState::Holiday,
            Self::YearEnd { from, to } => match day.date.month() {
                12 => day.date.day() >= u32::from(from),
                1 => day.date.day() <= u32::from(to),
                _ => false,
            },
            Self::Dates(from, to) => from <= day.date && day.date <= to,
        }
    }
}

/// One statement: on these days, this.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct DayRule {
    /// Which days.
    pub on: DayPattern,
    /// What then.
    pub plan: DayPlan,
}

/// Everything stated about the opening of a resource. No statement at all is [`Hours::default`].
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Hours {
    rules: Vec<DayRule>,
}

impl Hours {
    /// Takes statements in any order. A later statement about the same days replaces an earlier one.
    #[must_use]
    pub fn new(rules: impl IntoIterator<Item = DayRule>) -> Self {
        let mut kept: Vec<DayRule> = Vec::new();
        for mut rule in rules {
            if let DayPlan::Open(spans) = &mut rule.plan {
                spans.sort_unstable();
                spans.dedup();
                if spans.is_empty() {
                    rule.plan = DayPlan::Closed;
                }
            }
            kept.retain(|earlier| earlier.on != rule.on);
            kept.push(rule);
        }
        kept.sort_by_key(|rule| (rule.on.strength(), weekday_place(rule.on)));
        Self { rules: kept }
    }

    /// The statements, weakest first; within one strength a later one decides.
    #[must_use]
    pub fn rules(&self) -> &[DayRule] {
        &self.rules
    }

    /// Whether nothing at all is stated.
    #[must_use]
    pub fn is_unknown(&self) -> bool {
        self.rules.is_empty()
    }

    /// Whether 年末年始 is spoken of, with whatever first and last day.
    fn states_year_end(&self) -> bool {
        self.rules
            .iter()
            .any(|rule| matches!(rule.on, DayPattern::YearEnd { .. }))
    }

    /// What is stated for a day. On 祝日 a mere weekday says nothing, and neither does it in 年末年始
    /// where that is not spoken of; who names its first and last day means the others to be ordinary.
    /// Of a day that may turn out to be 祝日 only what holds in either case is known.
    #[must_use]
    pub fn plan_for(&self, day: &DayFacts) -> &DayPlan {
        let on = |holiday| self.stated_for(&DayFacts { holiday, ..*day });
        match day.holiday {
            HolidayState::Ordinary | HolidayState::Holiday => self.stated_for(day),
            HolidayState::NotYetKnown => {
                let ordinary = on(HolidayState::Ordinary);
                if ordinary == on(HolidayState::Holiday) {
                    ordinary
                } else {
                    &DayPlan::Unknown
                }
            }
        }
    }

    /// What is stated for a day of which is known whether it is 祝日.
    fn stated_for(&self, day: &DayFacts) -> &DayPlan {
        let floor = if day.holiday == HolidayState::Holiday {
            DayPattern::Holiday.strength()
        } else if day.is_year_end && !self.states_year_end() {
            DayPattern::YEAR_END.strength()
        } else {
            0
        };
        self.rules
            .iter()
            .rev()
            .find(|rule| rule.on.strength() >= floor && rule.on.matches(day))
            .map_or(&DayPlan::Unknown, |rule| &rule.plan)
    }
}

/// Keeps weekdays in their order; everything else stays as stated.
fn weekday_place(on: DayPattern) -> (u8, u8) {
    match on {
        DayPattern::Weekday(weekday) => (weekday.num_days_from_monday() as u8, 0),
        DayPattern::NthWeekday(nth, weekday) => (weekday.num_days_from_monday() as u8, nth),
        DayPattern::LastWeekday(weekday) => (weekday.num_days_from_monday() as u8, 9),
        DayPattern::Holiday | DayPattern::YearEnd { .. } | DayPattern::Dates(..) => (0, 0),
    }
}

/// Whether a day is 祝日 or 休日.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum HolidayState {
    /// It is neither.
    Ordinary,
    /// It is one.
    Holiday,
    /// Its year is not published yet: it may turn out to be one.
    NotYetKnown,
}

/// What must be known about a day to decide its hours; the same columns stand in SQL.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DayFacts {
    /// The day.
    pub date: NaiveDate,
    /// Its weekday.
    pub weekday: Weekday,
    /// The how-manieth such weekday of its month, 1 to 5.
    pub nth: u8,
    /// Whether it is the last such weekday of its month.
    pub is_last: bool,
    /// Whether it is 祝日 or 休日.
    pub holiday: HolidayState,
    /// Whether it lies between 12月29日 and 1月3日.
    pub is_year_end: bool,
}

impl DayFacts {
    /// The facts of a day, given the holiday table.
    #[must_use]
    pub fn of(date: NaiveDate, holidays: &HolidayTable) -> Self {
        let next_week = date.checked_add_days(chrono::Days::new(7));
        Self {
            date,
            weekday: date.weekday(),
            nth: (date.day0() / 7 + 1) as u8,
            is_last: next_week.is_none_or(|next| next.month() != date.month()),
            holiday: holidays.state_of(date),
            is_year_end: (date.month() == 12 && date.day() >= 29)
                || (date.month() == 1 && date.day() <= 3),
        }
    }

    /// Whether public offices work on it: no Saturday, no Sunday, no 祝日 and not 年末年始.
    #[must_use]
    pub fn is_working_day(&self) -> bool {
        let is_weekend = matches!(self.weekday, Weekday::Sat | Weekday::Sun);
        !is_weekend && !self.is_year_end && self.holiday != HolidayState::Holiday
    }
}

/// The public holidays, by date.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct HolidayTable {
    names: std::collections::BTreeMap<NaiveDate, String>,
}

impl HolidayTable {
    /// Whether the day is one.
    #[must_use]
    pub fn is_holiday(&self, date: NaiveDate) -> bool {
        self.names.contains_key(&date)
    }

    /// Whether the day is one, as far as the table reaches. Without any table every day is an ordinary
    /// one: nobody has said yet that 祝日 matter here.
    #[must_use]
    pub fn state_of(&self, date: NaiveDate) -> HolidayState {
        if self.is_holiday(date) {
            HolidayState::Holiday
        } else if self.known_until().is_some_and(|last| date > last) {
            HolidayState::NotYetKnown
        } else {
            HolidayState::Ordinary
        }
    }

    /// The last day of which is known whether it is one: 内閣府 publishes them by whole calendar years,
    /// so the year of the last one is known to its end.
    #[must_use]
    pub fn known_until(&self) -> Option<NaiveDate> {
        let last = self.names.keys().next_back()?;
        NaiveDate::from_ymd_opt(last.year(), 12, 31)
    }

    /// Every day with its name, in order.
    pub fn iter(&self) -> impl Iterator<Item = (NaiveDate, &str)> {
        self.names.iter().map(|(date, name)| (*date, name.as_str()))
    }
}

impl FromIterator<(NaiveDate, String)> for HolidayTable {
    fn from_iter<T: IntoIterator<Item = (NaiveDate, String)>>(days: T) -> Self {
        Self {
            names: days.into_iter().collect(),
        }
    }
}

#[cfg(test)]
mod tests;
