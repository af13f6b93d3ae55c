//! Moments as people say them.

use askama::filters::HtmlSafe;
use chrono::{Datelike as _, NaiveDate};
use renkei_domain::directory::hours::opening::NextOpening;
use renkei_domain::time::{Minute, Moment, era_date, era_year, japanese_date, weekday_word};

/// A day with its weekday, as HTML: on a screen with the Western year, on paper with that of the era.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Day(pub(crate) NaiveDate);

impl std::fmt::Display for Day {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            f,
            r#"<span class="screen-only">{}</span><span class="print-only">{}</span>"#,
            japanese_date(self.0),
            era_date(self.0)
        )
    }
}

/// Days are digits and a few kanji.
impl HtmlSafe for Day {}

impl Day {
    /// A day of a sample.
    pub(crate) fn sample(year: i32, month: u32, day: u32) -> Self {
        Self(NaiveDate::from_ymd_opt(year, month, day).unwrap_or_default())
    }
}

/// The moment for which something was decided, as HTML.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct AsOf(pub(crate) Moment);

impl std::fmt::Display for AsOf {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {} の時点", Day(self.0.date), self.0.minute)
    }
}

/// A day and a time of the clock.
impl HtmlSafe for AsOf {}

impl AsOf {
    /// The moment at which every sample is looked at.
    pub(crate) fn sample() -> Self {
        Self(Moment {
            date: Day::sample(2026, 11, 20).0,
            minute: Minute::of(10, 0),
        })
    }
}

/// A day near another: きょう, あす, or month and day with the weekday. Where the year differs both years
/// are told, since the sentence around it stands on paper too.
pub(crate) fn day_near(day: NaiveDate, today: NaiveDate) -> String {
    if day == today {
        "きょう".to_owned()
    } else if Some(day) == today.succ_opt() {
        "あす".to_owned()
    } else if day.year() == today.year() {
        format!("{}月{}日({})", day.month(), day.day(), weekday_word(day))
    } else {
        format!(
            "{}年（{}）{}月{}日({})",
            day.year(),
            era_year(day),
            day.month(),
            day.day(),
            weekday_word(day)
        )
    }
}

/// Until when something is open.
pub(crate) fn until(end: Moment, now: Moment) -> String {
    if end.date == now.date {
        format!("きょう {} まで", end.minute)
    } else if Some(end.date) == now.date.succ_opt() && end.minute.get() == 0 {
        "きょうの 24:00 まで".to_owned()
    } else {
        // Midnight is the end of the day before it.
        let (day, minute) = match end.date.pred_opt() {
            Some(before) if end.minute == Minute::START => (before, Minute::END),
            _ => (end.date, end.minute),
        };
        format!("{} {minute} まで", day_near(day, now.date))
    }
}

/// When to take a way that may be among what is forbidden.
pub(crate) const READ_FIRST: &str = "「しないでください」を読んでから";

/// What to do where nobody knows whether somebody is there, and from when that is certain, if ever. Where
/// somebody is there now, something else is not certain: whether it is allowed.
pub(crate) fn perhaps(opening: NextOpening, now: Moment) -> String {
    let tried = "つながる時間は わかりません。ためしてみてください";
    match opening {
        NextOpening::At { moment, .. } => format!(
            "{tried}。次に たしかに開いているのは {} {} から",
            day_near(moment.date, now.date),
            moment.minute
        ),
        NextOpening::Now => READ_FIRST.to_owned(),
        NextOpening::Unknown | NextOpening::NotWithinAYear => tried.to_owned(),
    }
}

/// When something opens next.
pub(crate) fn next(opening: NextOpening, now: Moment) -> String {
    match opening {
        NextOpening::Now => "いつでも".to_owned(),
        NextOpening::At {
            moment,
            perhaps_earlier,
        } => {
            let when = format!("{} {} から", day_near(moment.date, now.date), moment.minute);
            if perhaps_earlier {
                format!("{when}（もっと早いかもしれません）")
            } else {
                when
            }
        }
        NextOpening::Unknown => "時間は わかりません".to_owned(),
        NextOpening::NotWithinAYear => "この1年は 予定がありません".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_has_the_western_year_on_screens_and_that_of_the_era_on_paper() {
        let day = Day::sample(2026, 11, 20);
        assert_eq!(
            day.to_string(),
            r#"<span class="screen-only">2026年11月20日(金)</span><span class="print-only">令和8年11月20日(金)</span>"#
        );
        assert_eq!(AsOf::sample().to_string(), format!("{day} 10:00 の時点"));
    }

    #[test]
    fn an_opening_of_several_days_has_its_end() {
        let now = AsOf::sample().0;
        let told = |day, hour| {
            let date = Day::sample(2026, 11, day).0;
            let minute = Minute::of(hour, 0);
            until(Moment { date, minute }, now)
        };
        assert_eq!(told(20, 17), "きょう 17:00 まで");
        assert_eq!(told(21, 0), "きょうの 24:00 まで");
        assert_eq!(told(21, 7), "あす 7:00 まで");
        assert_eq!(told(22, 0), "あす 24:00 まで");
        assert_eq!(told(23, 0), "11月22日(日) 24:00 まで");
        assert_eq!(told(25, 9), "11月25日(水) 9:00 まで");
    }

    #[test]
    fn who_may_try_reads_from_when_it_is_certain() {
        let now = AsOf::sample().0;
        let tuesday = Moment {
            date: Day::sample(2026, 11, 24).0,
            minute: Minute::of(9, 0),
        };
        let at = NextOpening::At {
            moment: tuesday,
            perhaps_earlier: true,
        };
        assert_eq!(
            perhaps(at, now),
            "つながる時間は わかりません。ためしてみてください。次に たしかに開いているのは 11月24日(火) 9:00 から"
        );
        assert_eq!(
            perhaps(NextOpening::Unknown, now),
            "つながる時間は わかりません。ためしてみてください"
        );
    }

    #[test]
    fn a_day_of_another_year_is_told_with_both_years() {
        let today = Day::sample(2026, 12, 28).0;
        let told = |day: Day| day_near(day.0, today);
        assert_eq!(told(Day::sample(2026, 12, 28)), "きょう");
        assert_eq!(told(Day::sample(2026, 12, 31)), "12月31日(木)");
        assert_eq!(told(Day::sample(2027, 1, 4)), "2027年（令和9年）1月4日(月)");
    }
}
