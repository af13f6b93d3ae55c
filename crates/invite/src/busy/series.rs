//! Rules of series (RRULE), followed as far as one looks and no further.

use chrono::{DateTime, NaiveDateTime, NaiveTime, TimeZone as _, Utc};
use chrono_tz::Tz;
use renkei_domain::time::Instant;
use rrule::{Frequency, RRule, RRuleSet, Unvalidated};

use crate::busy::Window;
use crate::read::when::When;

/// The longest rule that is read, in octets.
const LONGEST: usize = 400;

/// How much following the rules of one calendar may cost: two million steps take about half a second. A rule
/// costs what its days, weeks, months or years from its begin to the end of the window cost, and a step for
/// each time it names.
pub(crate) struct Budget {
    steps: i64,
}

/// The steps that it costs to read a rule.
pub(crate) const TO_READ_A_RULE: i64 = 50;

impl Default for Budget {
    fn default() -> Self {
        Self { steps: 2_000_000 }
    }
}

impl Budget {
    /// Takes steps; `None` when too few are left.
    pub(crate) fn spend(&mut self, steps: i64) -> Option<()> {
        self.steps -= steps;
        (self.steps >= 0).then_some(())
    }
}

/// A rule by days, weeks, months or years.
pub(crate) struct Pattern {
    rule: RRule<Unvalidated>,
    until: Option<When>,
}

impl Pattern {
    /// Reads a rule in upper case. Rules by hours and finer ones are no meetings, and cost most to follow.
    pub(crate) fn read(text: &str) -> Option<Self> {
        if text.len() > LONGEST {
            return None;
        }
        let mut until = None;
        let mut parts = Vec::new();
        for part in text.split(';').filter(|part| !part.is_empty()) {
            match part.split_once('=')? {
                ("UNTIL", moment) => until = Some(When::read(moment, None)?),
                ("BYMINUTE" | "BYSECOND", _) => return None,
                _ => parts.push(part),
            }
        }
        let rule: RRule<Unvalidated> = parts.join(";").parse().ok()?;
        stride(rule.get_freq())?;
        (rule.get_interval() > 0).then_some(Self { rule, until })
    }

    /// Whether the rule ends at a moment that means something else on every wall clock.
    pub(crate) const fn ends_on_a_wall_clock(&self) -> bool {
        !matches!(self.until, None | Some(When::Utc(_)))
    }

    /// The begins within the window. `None` where the rule cannot be followed, costs too much, or names no
    /// time although it has no end: the library gives up on rare times without saying so.
    pub(crate) fn begins(
        self,
        first: NaiveDateTime,
        zone: Tz,
        window: Window,
        budget: &mut Budget,
    ) -> Option<Vec<Instant>> {
        let start = rrule::Tz::from(zone)
            .from_local_datetime(&first)
            .earliest()?;
        let begin = Instant::from(start.with_timezone(&Utc));
        let until = match &self.until {
            Some(until) => Some(last(until, zone)?),
            None => None,
        };
        let is_over = until.is_some_and(|until| Instant::from(until) < window.from);
        if is_over || begin >= window.to || until.is_some_and(|until| until < start) {
            return Some(Vec::new());
        }
        let days = (window.to.micros() - begin.micros()) / (86_400 * 1_000_000);
        let interval = i64::from(self.rule.get_interval());
        let (stride, cost) = stride(self.rule.get_freq())?;
        budget.spend((days / stride / interval + 1) * cost)?;
        let may_end = self.rule.get_count().is_some() || until.is_some();
        let rule = match until {
            Some(until) => self.rule.until(until.with_timezone(&rrule::Tz::UTC)),
            None => self.rule,
        };
        let set = RRuleSet::new(start)
            .rrule(rule.validate(start).ok()?)
            .limit();
        let mut begins = Vec::new();
        for moment in &set {
            let moment = Instant::from(moment.with_timezone(&Utc));
            if moment >= window.to {
                return Some(begins);
            }
            budget.spend(1)?;
            if moment >= window.from {
                begins.push(moment);
            }
        }
        if may_end {
            return Some(begins);
        }
        // It was sought to the end of time.
        budget.spend(60_000)?;
        None
    }
}

/// How many days at least lie between two times of a rule, its interval aside, and how many steps it costs to
/// go on by one.
const fn stride(frequency: Frequency) -> Option<(i64, i64)> {
    match frequency {
        Frequency::Daily => Some((1, 1)),
        Frequency::Weekly => Some((7, 3)),
        Frequency::Monthly => Some((28, 6)),
        Frequency::Yearly => Some((365, 20)),
        Frequency::Hourly | Frequency::Minutely | Frequency::Secondly => None,
    }
}

/// The last instant of a rule. Many programs write a day, or a wall clock, where UTC is asked for.
fn last(until: &When, zone: Tz) -> Option<DateTime<Utc>> {
    let local = match until {
        When::Utc(moment) => return Some(moment.and_utc()),
        When::Floating(local) | When::Zoned { local, .. } => *local,
        When::Day(day) => day.and_time(NaiveTime::MIN) + chrono::TimeDelta::seconds(86_399),
    };
    let moment = zone.from_local_datetime(&local).latest()?;
    Some(moment.with_timezone(&Utc))
}
