//! When a resource is open, as stated and as decided for a moment.

use async_graphql::{Enum, Object};
use renkei_domain::directory::hours::Hours;
use renkei_domain::directory::hours::notation::HoursLine;
use renkei_domain::directory::hours::opening::{NextOpening, Openness};
use renkei_domain::text::Prose;

use crate::closed_list::closed_list;
use crate::scalars::DateTimeScalar;

closed_list!(
    Openness,
    "OpenState",
    "Whether a resource is open at a moment. Unknown is an answer of its own: who says nothing about \
     祝日 is neither open nor closed on one.",
    |state| match state {
        Openness::Open => "the stated hours cover the moment",
        Openness::Closed => "hours are stated for that day and do not cover the moment",
        Openness::Unknown => {
            "nothing is stated for that day, or the hours differ on 祝日 and it is not published yet which days of its year are"
        }
    }
);

/// Stated hours.
pub(crate) struct OpeningHoursType<'a> {
    /// The statements.
    pub(crate) hours: &'a Hours,
    /// What was published beside them in free text.
    pub(crate) note: Option<&'a Prose>,
}

/// Everything stated about opening: weekly hours, 祝日, 年末年始, nth weekdays and dated exceptions.
/// A stronger statement replaces a weaker one for the whole day: dated exception, then 年末年始, then
/// 祝日, then nth weekday, then weekday.
#[Object(name = "OpeningHours")]
impl OpeningHoursType<'_> {
    /// The statements in renkei's notation, one canonical text for equal hours:
    /// 「月-金 9:00-12:00,13:00-17:00; 第2土 9:30-12:30; 祝 休み; 年末年始 休み」. Times are Japan's. Null
    /// where nothing is stated: the hours are unknown, not closed.
    fn notation(&self) -> Option<String> {
        (!self.hours.is_unknown()).then(|| self.hours.to_string())
    }

    /// The same statements as lines of a table, weakest first. Empty where nothing is stated.
    fn lines(&self) -> Vec<HoursLineType> {
        self.hours.lines().into_iter().map(HoursLineType).collect()
    }

    /// What was published about hours in free text (定休日, 留意事項) and could not be read as a
    /// statement. Null where nothing was, and for hours of a single way of contact.
    fn note(&self) -> Option<&str> {
        self.note.map(|note| note.as_str())
    }
}

/// One line of a table of hours.
pub(crate) struct HoursLineType(HoursLine);

/// One statement of the hours in words: on these days, this.
#[Object(name = "HoursLine")]
impl HoursLineType {
    /// Which days: 「月-金」, 「第2土」 (second Saturday), 「最終金」 (last Friday), 「祝」 (public holidays),
    /// 「年末年始」 (29 December to 3 January, or 「年末年始(12/28..1/4)」), a date or 「2026-08-13..2026-08-15」.
    fn days(&self) -> &str {
        &self.0.days
    }

    /// What then: stretches in Japan's time as 「9:00-12:00,13:00-17:00」 (a closing before its opening
    /// lies on the next day), 「休み」 (closed) or 「不明」 (stated as unknown).
    fn plan(&self) -> &str {
        &self.0.plan
    }

    /// True where `plan` holds stretches of opening, false for 「休み」 and 「不明」.
    fn is_open(&self) -> bool {
        self.0.is_open
    }
}

/// How an answer about the next opening is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
#[graphql(name = "NextOpeningState")]
pub(crate) enum NextOpeningState {
    /// 開いている: the moment asked about lies inside the stated hours.
    Now,
    /// It is closed now, and opens at the instant that the field `at` holds.
    At,
    /// Too little is stated to tell.
    Unknown,
    /// Every day of the coming year is stated to be closed.
    NotWithinAYear,
}

/// When something opens next.
pub(crate) struct NextOpeningType(pub(crate) NextOpening);

/// When a resource, or a way of contact, opens next, decided from its stated hours and the holidays.
#[Object(name = "NextOpening")]
impl NextOpeningType {
    /// How the answer is meant; `at` has a value for `AT` alone.
    fn state(&self) -> NextOpeningState {
        match self.0 {
            NextOpening::Now => NextOpeningState::Now,
            NextOpening::At { .. } => NextOpeningState::At,
            NextOpening::Unknown => NextOpeningState::Unknown,
            NextOpening::NotWithinAYear => NextOpeningState::NotWithinAYear,
        }
    }

    /// The first open minute. Null for every state but `AT`.
    fn at(&self) -> Option<DateTimeScalar> {
        match self.0 {
            NextOpening::At { moment, .. } => Some(DateTimeScalar(moment.instant())),
            NextOpening::Now | NextOpening::Unknown | NextOpening::NotWithinAYear => None,
        }
    }

    /// True where days of unknown hours lie before `at`: it may open earlier. False for every other
    /// state.
    fn is_perhaps_earlier(&self) -> bool {
        matches!(
            self.0,
            NextOpening::At {
                perhaps_earlier: true,
                ..
            }
        )
    }
}
