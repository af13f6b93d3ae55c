//! "Is it open?" and "when does it open next?", with unknown as an honest third answer.

use super::{DayFacts, DayPattern, DayPlan, DayRule, HolidayTable, Hours, Span};
use crate::time::{Minute, Moment};

crate::words::word_list! {
    /// Whether a resource is open at a moment.
    Openness {
        Open = "open", "開いている時間";
        Closed = "closed", "閉まっている時間";
        Unknown = "unknown", "開いているか わからない";
    }
}

/// When a resource opens next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NextOpening {
    /// It is open now.
    Now,
    /// At this moment.
    At {
        /// The first minute open.
        moment: Moment,
        /// Days of unknown hours lie between: it may open earlier.
        perhaps_earlier: bool,
    },
    /// Nothing is known that would tell.
    Unknown,
    /// Every day of the coming year is stated to be closed.
    NotWithinAYear,
}

/// How far ahead an opening is looked for: dated exceptions of a year and its 年末年始.
const DAYS_AHEAD: u64 = 366;

impl Hours {
    /// Whether every day is stated to be open around the clock, 祝日 among them.
    #[must_use]
    pub fn is_around_the_clock(&self) -> bool {
        let is_whole = |span: &Span| {
            span.opens == span.closes || (span.opens == Minute::START && span.closes == Minute::END)
        };
        let is_open = |rule: &DayRule| match &rule.plan {
            DayPlan::Open(spans) => spans.iter().any(is_whole),
            DayPlan::Closed | DayPlan::Unknown => false,
        };
        self.states_every_day() && self.rules().iter().all(is_open)
    }

    /// Whether something is stated of each weekday and of 祝日.
    #[must_use]
    pub fn states_every_day(&self) -> bool {
        let weekdays = self
            .rules()
            .iter()
            .filter(|rule| matches!(rule.on, DayPattern::Weekday(_)));
        let mut rules = self.rules().iter();
        weekdays.count() == 7 && rules.any(|rule| rule.on == DayPattern::Holiday)
    }

    /// Whether it is open at a minute of the day, on some day.
    #[must_use]
    pub fn is_ever_open_at(&self, minute: Minute) -> bool {
        let covers = |span: &Span| {
            if span.crosses_midnight() {
                span.opens <= minute || minute < span.closes
            } else {
                span.opens <= minute && minute < span.closes
            }
        };
        let mut rules = self.rules().iter();
        rules.any(|rule| match &rule.plan {
            DayPlan::Open(spans) => spans.iter().any(covers),
            DayPlan::Closed | DayPlan::Unknown => false,
        })
    }

    /// Whether it is open at a moment: by today's plan, or by a stretch that began yesterday. Behind a day
    /// of unknown hours it is unknown for as long as any night that is stated would reach over.
    #[must_use]
    pub fn open_at(&self, at: Moment, holidays: &HolidayTable) -> Openness {
        let today = self.plan_for(&DayFacts::of(at.date, holidays));
        let yesterday = at
            .date
            .pred_opt()
            .map(|date| self.plan_for(&DayFacts::of(date, holidays)));
        if covers_today(today, at.minute)
            || yesterday.is_some_and(|plan| reaches_over(plan, at.minute))
        {
            return Openness::Open;
        }
        let may_reach_over = || {
            let rules = self.rules().iter();
            yesterday == Some(&DayPlan::Unknown)
                && rules
                    .map(|rule| &rule.plan)
                    .any(|plan| reaches_over(plan, at.minute))
        };
        match today {
            DayPlan::Unknown => Openness::Unknown,
            DayPlan::Open(_) | DayPlan::Closed if may_reach_over() => Openness::Unknown,
            DayPlan::Open(_) | DayPlan::Closed => Openness::Closed,
        }
    }

    /// When it opens next, counted from a moment.
    #[must_use]
    pub fn next_opening(&self, from: Moment, holidays: &HolidayTable) -> NextOpening {
        let mut perhaps_earlier = match self.open_at(from, holidays) {
            Openness::Open => return NextOpening::Now,
            Openness::Unknown => true,
            Openness::Closed => false,
        };
        for ahead in 0..=DAYS_AHEAD {
            let Some(date) = from.date.checked_add_days(chrono::Days::new(ahead)) else {
                break;
            };
            match self.plan_for(&DayFacts::of(date, holidays)) {
                DayPlan::Open(spans) => {
                    let earliest = if ahead == 0 {
                        from.minute
                    } else {
                        Minute::START
                    };
                    if let Some(span) = spans.iter().find(|span| span.opens >= earliest) {
                        return NextOpening::At {
                            moment: Moment {
                                date,
                                minute: span.opens,
                            },
                            perhaps_earlier,
                        };
                    }
                }
                DayPlan::Closed => {}
                DayPlan::Unknown => perhaps_earlier = true,
            }
        }
        if perhaps_earlier {
            NextOpening::Unknown
        } else {
            NextOpening::NotWithinAYear
        }
    }

    /// Until when it stays open without a break, if it is open at the moment; `None` also where it does
    /// for the whole coming year, so that [`Self::next_opening`] is [`NextOpening::Now`].
    #[must_use]
    pub fn open_until(&self, at: Moment, holidays: &HolidayTable) -> Option<Moment> {
        let far = at.date.checked_add_days(chrono::Days::new(DAYS_AHEAD))?;
        let mut until = None;
        let mut moment = at;
        // Touching stretches (12:00 to 24:00, then 0:00 to 9:00) are one opening for a caller.
        while let Some(end) = self.end_of_stretch(moment, holidays) {
            if end.date > far {
                return None;
            }
            until = Some(end);
            moment = end;
        }
        until
    }

    fn end_of_stretch(&self, at: Moment, holidays: &HolidayTable) -> Option<Moment> {
        let tomorrow = at.date.succ_opt()?;
        let on = |date, minute: Minute| {
            if minute == Minute::END {
                Moment {
                    date: tomorrow,
                    minute: Minute::START,
                }
            } else {
                Moment { date, minute }
            }
        };
        if let DayPlan::Open(spans) = self.plan_for(&DayFacts::of(at.date, holidays)) {
            for span in spans {
                if span.crosses_midnight() && at.minute >= span.opens {
                    return Some(Moment {
                        date: tomorrow,
                        minute: span.closes,
                    });
                }
                if span.opens <= at.minute && at.minute < span.closes {
                    return Some(on(at.date, span.closes));
                }
            }
        }
        let yesterday = at.date.pred_opt()?;
        match self.plan_for(&DayFacts::of(yesterday, holidays)) {
            DayPlan::Open(spans) => spans
                .iter()
                .find(|span| span.crosses_midnight() && at.minute < span.closes)
                .map(|span| on(at.date, span.closes)),
            DayPlan::Closed | DayPlan::Unknown => None,
        }
    }
}

fn covers_today(plan: &DayPlan, minute: Minute) -> bool {
    match plan {
        DayPlan::Open(spans) => spans
            .iter()
            .any(|span| span.opens <= minute && (span.crosses_midnight() || minute < span.closes)),
        DayPlan::Closed | DayPlan::Unknown => false,
    }
}

fn reaches_over(plan: &DayPlan, minute: Minute) -> bool {
    match plan {
        DayPlan::Open(spans) => spans
            .iter()
            .any(|span| span.crosses_midnight() && minute < span.closes),
        DayPlan::Closed | DayPlan::Unknown => false,
    }
}
