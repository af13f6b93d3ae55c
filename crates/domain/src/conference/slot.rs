//! When and where a conference is, and which part of it somebody is there for.

use chrono::TimeDelta;

use crate::text::Line;
use crate::time::Instant;

/// The shortest and the longest conference, in minutes.
pub const SLOT_MINUTES: std::ops::RangeInclusive<u16> = 10..=480;

/// When and where a conference is.
#[derive(Clone, PartialEq, Eq)]
pub struct Slot {
    /// When it begins.
    pub begins: Instant,
    /// How long it takes, in minutes.
    pub minutes: u16,
    /// Where it is: address and room. A name of a place may tell what it is about, so that nobody else reads it yet.
    pub place: Line,
}

/// Where somebody is spoken of is nobody's to read in a log.
impl std::fmt::Debug for Slot {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Slot({}, {})", self.begins.rfc3339(), self.minutes)
    }
}

/// Why a slot or a window cannot be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SlotFault {
    /// It is too short or too long.
    #[error("会議の長さは、10分から480分（8時間）までにしてください。")]
    Length,
    /// It has begun already.
    #[error("会議の日時は、いまより後にしてください。")]
    Over,
    /// It would end before it begins.
    #[error("「ここから」は「ここまで」より前の時間（分）にしてください。")]
    Window,
}

impl Slot {
    /// Checks a slot.
    ///
    /// # Errors
    /// When it has begun, or its length cannot be.
    pub fn checked(self, now: Instant) -> Result<Self, SlotFault> {
        if !SLOT_MINUTES.contains(&self.minutes) {
            return Err(SlotFault::Length);
        }
        if self.begins <= now {
            return Err(SlotFault::Over);
        }
        Ok(self)
    }

    /// When it ends.
    #[must_use]
    pub fn ends(&self) -> Instant {
        self.after(self.minutes)
    }

    /// The moment so many minutes after it begins.
    #[must_use]
    pub fn after(&self, minutes: u16) -> Instant {
        self.begins.plus(TimeDelta::minutes(i64::from(minutes)))
    }
}

/// A part of a conference, in minutes after its beginning.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct TimeWindow {
    from: u16,
    until: u16,
}

impl TimeWindow {
    /// The part from one minute until another.
    ///
    /// # Errors
    /// When it is empty, or longer than any conference.
    pub fn new(from: u16, until: u16) -> Result<Self, SlotFault> {
        if from >= until || until > *SLOT_MINUTES.end() {
            return Err(SlotFault::Window);
        }
        Ok(Self { from, until })
    }

    /// The minute with which it begins.
    #[must_use]
    pub const fn from(self) -> u16 {
        self.from
    }

    /// The minute before which it ends.
    #[must_use]
    pub const fn until(self) -> u16 {
        self.until
    }

    /// Whether it touches minutes from one until another.
    #[must_use]
    pub const fn touches(self, from: u16, until: u16) -> bool {
        self.from < until && from < self.until
    }
}
