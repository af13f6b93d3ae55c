//! What a series is to be, as an input: kind, theme, place, hours, and the rule of its days.

use std::collections::BTreeSet;

use async_graphql::{ID, InputObject};
use renkei_domain::conference::ConferenceKind;
use renkei_domain::conference::series::{Cadence, Nth, OnHoliday, Recurrence, SeriesOutline};
use renkei_domain::time::Minute;

use super::words::{CadenceWord, WeekdayWord};
use super::write::{Ready, Refused, known, line, small};
use crate::closed_list::Word;
use crate::scalars::DateScalar;

/// When a series meets.
#[derive(Debug, InputObject)]
pub(crate) struct MeetingRuleInput {
    /// How often people meet.
    cadence: CadenceWord,
    /// Which week of a month; needed by `MONTHLY_WEEKDAY` alone. Null: the cadence knows no weeks of a month.
    nth: Option<Word<Nth>>,
    /// Which day of a week; needed by `MONTHLY_WEEKDAY` and `WEEKLY`. Null: the cadence goes by dates.
    weekday: Option<WeekdayWord>,
    /// The day of each month, 1 to 28, or after how many weeks, 1 to 8. Null: the cadence counts neither.
    number: Option<i32>,
    /// Months without any meeting, 1 to 12. Null: every month has some.
    months_off: Option<Vec<i32>>,
    /// What to do on a day off.
    on_holiday: Word<OnHoliday>,
    /// From which day on it counts.
    first_on: DateScalar,
    /// The day with which it ends. Null: no end is known.
    last_on: Option<DateScalar>,
}

impl MeetingRuleInput {
    fn rule(&self) -> Ready<Recurrence> {
        let incomplete = || Refused::Invalid("くりかえし方に要る週・曜日・数がありません。");
        let number = || {
            let number = self.number.and_then(|number| u8::try_from(number).ok());
            number.ok_or_else(incomplete)
        };
        let weekday = || self.weekday.ok_or_else(incomplete).map(Into::into);
        let cadence = match self.cadence {
            CadenceWord::MonthlyWeekday => {
                let nth = self.nth.ok_or_else(incomplete)?;
                Cadence::NthWeekday(nth.0, weekday()?)
            }
            CadenceWord::MonthlyDay => Cadence::DayOfMonth(number()?),
            CadenceWord::Weekly => Cadence::Weekly(number()?, weekday()?),
        };
        let months = self.months_off.iter().flatten();
        let months = months.map(|month| {
            let month = u8::try_from(*month).ok();
            let month = month.filter(|month| (1..=12).contains(month));
            month.ok_or(Refused::Invalid("月は、1から12で入れてください。"))
        });
        Ok(Recurrence {
            cadence,
            months_off: months.collect::<Ready<BTreeSet<u8>>>()?,
            on_holiday: self.on_holiday.0,
            first: self.first_on.0,
            last: self.last_on.map(|day| day.0),
        })
    }
}

/// Kind, theme, place, hours and days of a series.
#[derive(Debug, InputObject)]
pub(crate) struct MeetingOutlineInput {
    /// One of the four kinds that are about nobody.
    kind: Word<ConferenceKind>,
    /// What people call it: 1 to 300 characters, and nobody's name.
    theme: String,
    /// Address and room where people usually sit together.
    place: String,
    /// On a wall clock in Japan, such as `14:00`.
    begins: String,
    /// How long one takes, 10 to 480 minutes.
    minutes: i32,
    /// On which days people come together.
    rule: MeetingRuleInput,
    /// The series of which it is a working group. Null: it stands by itself.
    parent: Option<ID>,
}

impl MeetingOutlineInput {
    pub(super) fn outline(&self) -> Ready<SeriesOutline> {
        let begins = Minute::parse(&self.begins).filter(|minute| *minute < Minute::END);
        let wrong = Refused::Invalid("はじまる時間を 14:00 の形で入れてください。");
        Ok(SeriesOutline {
            kind: self.kind.0,
            theme: line(&self.theme)?,
            place: line(&self.place)?,
            begins: begins.ok_or(wrong)?,
            minutes: small(self.minutes)?,
            rule: self.rule.rule()?,
            parent: self.parent.as_ref().map(known).transpose()?,
        })
    }
}
