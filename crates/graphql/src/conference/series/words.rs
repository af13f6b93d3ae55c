//! What meetings of a network are, in words of closed lists.

use async_graphql::Enum;
use chrono::Weekday;
use renkei_domain::conference::series::{ItemOutcome, MeetingCame, MeetingState, Nth, OnHoliday};

use crate::closed_list::closed_list;

closed_list!(
    Nth,
    "WeekOfMonth",
    "Which such weekday of a month counts.",
    |nth| match nth {
        Nth::First => "earliest of four or five",
        Nth::Second => "a week after the earliest",
        Nth::Third => "two weeks after the earliest",
        Nth::Fourth => "three weeks after the earliest; a fifth may follow",
        Nth::Last => "fourth or fifth, whichever ends the month",
    }
);

closed_list!(
    OnHoliday,
    "MeetingOnHoliday",
    "What happens to a meeting that falls on 祝日 or between 29 December and 3 January.",
    |on_holiday| match on_holiday {
        OnHoliday::NextWeek => "seven days later, or fourteen, until a day is free",
        OnHoliday::NextWorkingDay => "on the first day afterwards on which offices work",
        OnHoliday::LeftOut => "nobody meets that time",
    }
);

closed_list!(
    MeetingCame,
    "MeetingAttendance",
    "Whether anybody from a called office was there.",
    |came| match came {
        MeetingCame::Came => "sitting in the room themselves",
        MeetingCame::Absent => "nobody from there took part",
        MeetingCame::Substitute => "a colleague sat in their place",
        MeetingCame::Online => "from elsewhere, by screen or phone",
    }
);

closed_list!(
    ItemOutcome,
    "MeetingItemOutcome",
    "How far people got with something on an agenda.",
    |outcome| match outcome {
        ItemOutcome::Open => "nobody said yet how it went",
        ItemOutcome::Done => "nothing about it is left",
        ItemOutcome::NextTime => "it should stand on the following agenda",
        ItemOutcome::Carried => "it stands on the following agenda already",
    }
);

/// How a meeting stands to the rule of its series.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
#[graphql(name = "MeetingState")]
pub(crate) enum MeetingStateWord {
    /// As the rule has it, perhaps shifted because of 祝日.
    Planned,
    /// Somebody chose another day, hour or room.
    Moved,
    /// Somebody called it off; nobody meets.
    Cancelled,
    /// A day off takes its place.
    LeftOut,
}

impl From<&MeetingState> for MeetingStateWord {
    fn from(state: &MeetingState) -> Self {
        match state {
            MeetingState::Planned => Self::Planned,
            MeetingState::Moved => Self::Moved,
            MeetingState::Cancelled { .. } => Self::Cancelled,
            MeetingState::LeftOut => Self::LeftOut,
        }
    }
}

/// How often a series comes again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
#[graphql(name = "MeetingCadence")]
pub(crate) enum CadenceWord {
    /// Each month again on a certain day of a certain week (第2火曜).
    MonthlyWeekday,
    /// Each month again on a certain date, 1 to 28.
    MonthlyDay,
    /// On a certain weekday of every first to eighth week.
    Weekly,
}

/// A day of the week.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
#[graphql(name = "Weekday")]
pub(crate) enum WeekdayWord {
    /// 月曜, with which a working week begins.
    Monday,
    /// 火曜, following on the first working one.
    Tuesday,
    /// 水曜, halfway between two weekends.
    Wednesday,
    /// 木曜, before the last working one.
    Thursday,
    /// 金曜, the last before a weekend.
    Friday,
    /// 土曜, when many offices are shut.
    Saturday,
    /// 日曜, when public offices are shut.
    Sunday,
}

impl From<WeekdayWord> for Weekday {
    fn from(word: WeekdayWord) -> Self {
        match word {
            WeekdayWord::Monday => Self::Mon,
            WeekdayWord::Tuesday => Self::Tue,
            WeekdayWord::Wednesday => Self::Wed,
            WeekdayWord::Thursday => Self::Thu,
            WeekdayWord::Friday => Self::Fri,
            WeekdayWord::Saturday => Self::Sat,
            WeekdayWord::Sunday => Self::Sun,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::closed_list::tests::shows_all;

    #[test]
    fn every_word_of_meetings_is_a_value_of_the_schema() {
        shows_all(Nth::ALL);
        shows_all(OnHoliday::ALL);
        shows_all(MeetingCame::ALL);
        shows_all(ItemOutcome::ALL);
    }
}
