//! When somebody is busy, out of their calendar. Of an entry its time is taken and nothing else: no title,
//! place or name leaves this module.

pub(crate) mod series;

use std::collections::BTreeSet;

use chrono::{NaiveDate, NaiveDateTime, NaiveTime, TimeDelta};
use chrono_tz::Tz;
use renkei_domain::time::Instant;

use crate::busy::series::{Budget, Pattern, TO_READ_A_RULE};
use crate::read::preflight::Bounds;
use crate::read::received::{Calendar, Received, Status};
use crate::read::when::{Period, PeriodEnd, When};
use crate::read::zone::{Zones, instant};
use crate::read::{ReadFault, document};

/// From when to when one looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Window {
    /// The first instant.
    pub from: Instant,
    /// The first instant after it.
    pub to: Instant,
}

/// A time in which somebody is busy.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct BusyTime {
    /// Its begin.
    pub from: Instant,
    /// Its end.
    pub to: Instant,
}

/// When somebody is busy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Busy {
    /// In order, none touching the next, none beyond the window.
    pub times: Vec<BusyTime>,
    /// How many entries have a time that could not be told: a zone that nobody knows, a rule that cannot
    /// be followed, too many rules. Where there is one, a free hour may not be free.
    pub untold: usize,
    /// Whether the text ends before the calendar does: entries may be missing.
    pub breaks_off: bool,
}

/// Reads the times out of a calendar. Entries that leave their owner free, or that were called off, count
/// for nothing. A day without hours lasts from midnight to midnight in Japan, and a wall clock without a
/// zone is Japan's.
///
/// # Errors
/// Says why nothing was read.
pub fn busy(text: &[u8], window: Window) -> Result<Busy, ReadFault> {
    let document = document(text, Bounds::CALENDAR)?;
    let mut reader = Reader {
        window,
        budget: Budget::default(),
        times: Vec::new(),
        untold: 0,
    };
    for calendar in &document.calendars {
        reader.calendar(calendar);
    }
    Ok(Busy {
        times: merged(reader.times),
        untold: reader.untold,
        breaks_off: document.breaks_off,
    })
}

struct Reader {
    window: Window,
    budget: Budget,
    times: Vec<BusyTime>,
    untold: usize,
}

/// What says when an entry is: where one of these cannot be read, the entry may be at other times too.
const TIMES: [&str; 5] = ["DTSTART", "DTEND", "DURATION", "RDATE", "RECURRENCE-ID"];

/// Begins of occurrences that have an entry of their own, by the name of the series.
type Moved<'a> = BTreeSet<(&'a str, Instant)>;

impl Reader {
    fn calendar(&mut self, calendar: &Calendar) {
        let zones = &calendar.zones;
        let moved: Moved<'_> = calendar
            .entries
            .iter()
            .filter_map(|entry| {
                let planned = entry.occurrence.as_ref()?.instant(zones)?;
                Some((entry.uid.as_deref()?, planned))
            })
            .collect();
        for entry in &calendar.entries {
            if entry.is_free || entry.status == Some(Status::Cancelled) {
                continue;
            }
            if self.entry(entry, zones, &moved).is_none() {
                self.untold += 1;
            }
        }
        self.untold += calendar.busy_unread;
        for period in &calendar.busy {
            match ends(period, zones) {
                Some((from, to)) => self.add(from, to),
                None => self.untold += 1,
            }
        }
    }

    fn entry(&mut self, entry: &Received, zones: &Zones, moved: &Moved<'_>) -> Option<()> {
        let start = entry.from.as_ref()?;
        let (local, zone) = on_its_clock(start, zones)?;
        let first = instant(local, zone)?;
        let length = length(entry, first, zones)?;
        let mut is_told = !TIMES.iter().any(|name| entry.has_unread(name));
        let is_series = !(entry.rules.is_empty() && entry.besides.is_empty());
        if !is_series || entry.occurrence.is_some() {
            // Of an occurrence that stands for all later ones, those are not known.
            self.add(first, first.plus(length));
            return (is_told && !entry.is_and_later).then_some(());
        }
        let mut begins = vec![first];
        let wanted = Window {
            from: self.window.from.plus(-length),
            to: self.window.to,
        };
        for rule in &entry.rules {
            let paid = self.budget.spend(TO_READ_A_RULE);
            let pattern = paid.and_then(|()| Pattern::read(rule));
            let found =
                pattern.and_then(|pattern| pattern.begins(local, zone, wanted, &mut self.budget));
            is_told &= found.is_some();
            begins.extend(found.unwrap_or_default());
        }
        for when in &entry.besides {
            let begin = when.instant(zones);
            is_told &= begin.is_some();
            begins.extend(begin);
        }
        let excepted = Excepted::of(entry, zones);
        let falls_away = |begin: Instant| {
            let is_moved = |uid| moved.contains(&(uid, begin));
            entry.uid.as_deref().is_some_and(is_moved) || excepted.names(begin)
        };
        begins.sort_unstable();
        begins.dedup();
        for begin in begins.into_iter().filter(|begin| !falls_away(*begin)) {
            self.add(begin, begin.plus(length));
        }
        is_told.then_some(())
    }

    fn add(&mut self, from: Instant, to: Instant) {
        let (from, to) = (from.max(self.window.from), to.min(self.window.to));
        if from < to {
            self.times.push(BusyTime { from, to });
        }
    }
}

/// Begins of a series that fall away.
struct Excepted {
    moments: BTreeSet<Instant>,
    /// Programs except whole days of series that have hours, too.
    days: BTreeSet<NaiveDate>,
}

impl Excepted {
    fn of(entry: &Received, zones: &Zones) -> Self {
        let mut excepted = Self {
            moments: BTreeSet::new(),
            days: BTreeSet::new(),
        };
        for when in &entry.except {
            match when {
                When::Day(day) => excepted.days.extend([*day]),
                when => excepted.moments.extend(when.instant(zones)),
            }
        }
        excepted
    }

    fn names(&self, begin: Instant) -> bool {
        self.moments.contains(&begin) || self.days.contains(&begin.in_japan().date)
    }
}

/// The wall clock on which a series goes on, and what it shows at its begin.
fn on_its_clock(start: &When, zones: &Zones) -> Option<(NaiveDateTime, Tz)> {
    Some(match start {
        When::Utc(moment) => (*moment, Tz::UTC),
        When::Zoned { local, zone } => (*local, zones.find(zone)?),
        When::Floating(local) => (*local, Tz::Asia__Tokyo),
        When::Day(day) => (day.and_time(NaiveTime::MIN), Tz::Asia__Tokyo),
    })
}

fn length(entry: &Received, first: Instant, zones: &Zones) -> Option<TimeDelta> {
    match (&entry.to, entry.length) {
        (Some(to), _) => {
            let micros = to.instant(zones)?.micros() - first.micros();
            (micros >= 0).then(|| TimeDelta::microseconds(micros))
        }
        (None, Some(length)) => Some(length),
        (None, None) if matches!(entry.from, Some(When::Day(_))) => Some(TimeDelta::days(1)),
        (None, None) => Some(TimeDelta::zero()),
    }
}

fn ends(period: &Period, zones: &Zones) -> Option<(Instant, Instant)> {
    let from = period.from.instant(zones)?;
    let to = match &period.to {
        PeriodEnd::At(to) => to.instant(zones)?,
        PeriodEnd::After(length) => from.plus(*length),
    };
    Some((from, to))
}

fn merged(mut times: Vec<BusyTime>) -> Vec<BusyTime> {
    times.sort_unstable();
    let mut merged: Vec<BusyTime> = Vec::new();
    for time in times {
        match merged.last_mut() {
            Some(last) if time.from <= last.to => last.to = last.to.max(time.to),
            _ => merged.push(time),
        }
    }
    merged
}

#[cfg(test)]
mod tests;
