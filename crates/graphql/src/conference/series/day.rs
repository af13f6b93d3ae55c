//! A day of a series, as a type of the schema.

use async_graphql::Object;
use renkei_domain::conference::series::{Meeting, MeetingState};
use renkei_domain::text::Line;

use super::words::MeetingStateWord;
use crate::scalars::{DateScalar, DateTimeScalar};

/// A day of a series.
pub(crate) struct MeetingDayType(pub(super) Meeting);

/// Hour and place at which people of a series come together.
#[Object(name = "MeetingDay")]
impl MeetingDayType {
    /// On which day the rule alone has it (RECURRENCE-ID); `meetingOccurrence` takes it.
    async fn original(&self) -> DateScalar {
        DateScalar(self.0.original)
    }

    /// Its first minute after shifting or moving; of one called off afterwards, the minute it would have had.
    async fn begins(&self) -> DateTimeScalar {
        DateTimeScalar(self.0.begins.instant())
    }

    /// Address and room of that day.
    async fn place(&self) -> &str {
        self.0.place.as_str()
    }

    /// How it stands to the rule.
    async fn state(&self) -> MeetingStateWord {
        MeetingStateWord::from(&self.0.state)
    }

    /// Why it was called off, as members read it. Null: it was not, or nobody said why.
    async fn why(&self) -> Option<&str> {
        match &self.0.state {
            MeetingState::Cancelled { why } => why.as_ref().map(Line::as_str),
            MeetingState::Planned | MeetingState::Moved | MeetingState::LeftOut => None,
        }
    }

    /// Whether 祝日 of that year are published, so that the day will stay.
    async fn is_sure(&self) -> bool {
        self.0.is_sure
    }
}
