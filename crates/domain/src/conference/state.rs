//! The states of a conference as a checked machine: draft → (polling →) scheduled → held → closed. Until it is held it
//! can be cancelled; one with a date can be postponed, and gets another date later.

use crate::words::word_list;

word_list! {
    /// The state of a conference.
    ConferenceState {
        Draft = "draft", "準備中";
        Polling = "polling", "日程をきいている";
        Scheduled = "scheduled", "日時が決まった";
        Postponed = "postponed", "延期（日時はまだ）";
        Held = "held", "開いた";
        Closed = "closed", "終わり（ふりかえり済み）";
        Cancelled = "cancelled", "中止";
    }
}

word_list! {
    /// A move from one state to another.
    ConferenceMove {
        OpenPoll = "open_poll", "日程をきく";
        Fix = "fix", "日時を決める";
        Postpone = "postpone", "延期する";
        Cancel = "cancel", "中止する";
        Hold = "hold", "開いたことにする";
        Close = "close", "会議を終える";
    }
}

/// A conference in its state is not moved so.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("いまは「{}」なので、「{}」はできません。いまの内容を見てください。", .from.word(), .step.word())]
pub struct MoveFault {
    /// In which state it is.
    pub from: ConferenceState,
    /// What was wanted.
    pub step: ConferenceMove,
}

impl ConferenceState {
    /// The state after a move.
    ///
    /// # Errors
    /// When there is no such move from here.
    pub const fn after(self, step: ConferenceMove) -> Result<Self, MoveFault> {
        use ConferenceMove as M;
        Ok(match (self, step) {
            // Where no date suits, others are asked about.
            (Self::Draft | Self::Polling | Self::Postponed, M::OpenPoll) => Self::Polling,
            // A date is moved by fixing another.
            (Self::Draft | Self::Polling | Self::Scheduled | Self::Postponed, M::Fix) => {
                Self::Scheduled
            }
            (Self::Scheduled, M::Postpone) => Self::Postponed,
            (Self::Draft | Self::Polling | Self::Scheduled | Self::Postponed, M::Cancel) => {
                Self::Cancelled
            }
            (Self::Scheduled, M::Hold) => Self::Held,
            (Self::Held, M::Close) => Self::Closed,
            (from, step) => return Err(MoveFault { from, step }),
        })
    }

    /// Whether there is such a move from here.
    #[must_use]
    pub const fn may(self, step: ConferenceMove) -> bool {
        self.after(step).is_ok()
    }

    /// Whether who is called and what is talked about may still change.
    #[must_use]
    pub const fn is_being_prepared(self) -> bool {
        matches!(
            self,
            Self::Draft | Self::Polling | Self::Scheduled | Self::Postponed
        )
    }

    /// Whether nothing is left to do.
    #[must_use]
    pub const fn is_over(self) -> bool {
        matches!(self, Self::Closed | Self::Cancelled)
    }
}
