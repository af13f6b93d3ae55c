//! A calendar entry as it is sent: what, when, where, by whom, in which version.

use chrono::NaiveDateTime;
use renkei_domain::letters::address::MailAddress;
use renkei_domain::text::{Line, Prose};
use renkei_domain::time::Instant;
use uuid::Uuid;

use crate::busy::series::Pattern;

/// What an entry cannot be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum EntryFault {
    /// It ends before it begins, or as it begins.
    #[error("an entry ends after it begins")]
    Backwards,
    /// The identifier holds what RFC 7986 §5.3 keeps out, or is too long.
    #[error("an identifier is 1 to 254 letters, digits and hyphens")]
    Uid,
    /// The rule of a series cannot be followed.
    #[error("the rule of the series is not one that calendars can follow")]
    Rule,
    /// Nothing was sent before that could be called off: its sequence would be that of a first request.
    #[error("a cancellation has a sequence above that of the request")]
    NotRaised,
}

/// The name of an entry among all entries of the world (UID). It says nothing about anybody: no person, case
/// or host (RFC 7986 §5.3).
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Uid(String);

impl Uid {
    /// The name of an entry of ours.
    #[must_use]
    pub fn of(id: Uuid) -> Self {
        Self(id.hyphenated().to_string())
    }

    /// Takes a name that was given before.
    ///
    /// # Errors
    /// [`EntryFault::Uid`] for a name that could carry something else.
    pub fn parse(text: &str) -> Result<Self, EntryFault> {
        let fits = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
        if (1..255).contains(&text.len()) && text.bytes().all(fits) {
            Ok(Self(text.to_owned()))
        } else {
            Err(EntryFault::Uid)
        }
    }

    /// The name.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// How often an entry was changed so that who takes part must look again (SEQUENCE, RFC 5545 §3.8.7.4).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Sequence(u32);

impl Sequence {
    /// That of the first request.
    pub const FIRST: Self = Self(0);

    /// From a number of changes.
    #[must_use]
    pub const fn new(number: u32) -> Self {
        Self(number)
    }

    /// The number of changes.
    #[must_use]
    pub const fn number(self) -> u32 {
        self.0
    }
}

/// Which version of an entry a message tells, and when the message was made. Of two versions the later is
/// the greater (RFC 5546 §2.1.5).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Version {
    /// How often the entry was changed.
    pub sequence: Sequence,
    /// When the message was made (DTSTAMP; written in whole seconds of UTC).
    pub made: Instant,
}

impl Version {
    /// The version of a first request.
    #[must_use]
    pub const fn first(made: Instant) -> Self {
        Self {
            sequence: Sequence::FIRST,
            made,
        }
    }

    /// The version after a change that everybody must look at again, and of every cancellation.
    #[must_use]
    pub const fn raised(self, made: Instant) -> Self {
        Self {
            sequence: Sequence(self.sequence.0.saturating_add(1)),
            made,
        }
    }

    /// The version of a message that corrects words or asks once more: answers given so far stand.
    #[must_use]
    pub const fn restated(self, made: Instant) -> Self {
        Self {
            sequence: self.sequence,
            made,
        }
    }
}

/// From when to when, on Japanese wall clocks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Span {
    from: NaiveDateTime,
    to: NaiveDateTime,
}

impl Span {
    /// A span of time.
    ///
    /// # Errors
    /// [`EntryFault::Backwards`] unless it ends after it begins.
    pub fn new(from: NaiveDateTime, to: NaiveDateTime) -> Result<Self, EntryFault> {
        if from < to {
            Ok(Self { from, to })
        } else {
            Err(EntryFault::Backwards)
        }
    }

    /// Its begin.
    #[must_use]
    pub const fn from(&self) -> NaiveDateTime {
        self.from
    }

    /// Its end.
    #[must_use]
    pub const fn to(&self) -> NaiveDateTime {
        self.to
    }
}

/// Somebody with a mail address: iTIP by mail knows nobody without one (RFC 6047 §2.3).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Party {
    /// The name that is shown, where there is one.
    pub name: Option<Line>,
    /// Where mail reaches them.
    pub address: MailAddress,
}

/// How much it matters that somebody comes (ROLE).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Role {
    /// Leads.
    Chair,
    /// Has to be there.
    Required,
    /// May stay away.
    Optional,
    /// Is told, and not expected.
    Informed,
}

/// An answer that is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Answer {
    /// Comes.
    Accepted,
    /// Does not come.
    Declined,
    /// May come.
    Tentative,
}

/// The one person a message is for. A message names nobody else who was called (RFC 5546 §6.3).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Invitee {
    /// Who.
    pub party: Party,
    /// How much it matters that they come.
    pub role: Role,
    /// What they answered to this sequence; `None` asks for an answer.
    pub answer: Option<Answer>,
}

/// Whether an entry is certain yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Standing {
    /// Held free for the time being.
    Tentative,
    /// Takes place.
    Confirmed,
}

/// The rule of a series, such as `FREQ=MONTHLY;BYDAY=2TU` (RFC 5545 §3.3.10).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rule(String);

impl Rule {
    /// The longest rule in characters.
    pub const LIMIT: usize = 300;

    /// Reads a rule by days, weeks, months or years. Its end, if it has one, is a number or UTC.
    ///
    /// # Errors
    /// [`EntryFault::Rule`] for any other.
    pub fn parse(text: &str) -> Result<Self, EntryFault> {
        let may_stand = |byte: u8| byte.is_ascii_alphanumeric() || b"=;,+-".contains(&byte);
        let fits = text.len() <= Self::LIMIT && text.bytes().all(may_stand);
        let rule = text.to_ascii_uppercase();
        match Pattern::read(&rule) {
            Some(pattern) if fits && !pattern.ends_on_a_wall_clock() => Ok(Self(rule)),
            _ => Err(EntryFault::Rule),
        }
    }

    /// The rule.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Whether an entry stands alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Repeats {
    /// It takes place once.
    Once,
    /// It takes place again and again; the entry's span is the first time.
    Series {
        /// When.
        rule: Rule,
        /// Begins that the rule names and that fall away, on Japanese wall clocks.
        except: Vec<NaiveDateTime>,
    },
    /// It is one occurrence of the series of the same name, at a time of its own.
    Occurrence {
        /// When the rule has it begin, on a Japanese wall clock.
        planned: NaiveDateTime,
    },
}

/// A calendar entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Its name; the same in every message about it.
    pub uid: Uid,
    /// Which version this is.
    pub version: Version,
    /// When, in Japan.
    pub span: Span,
    /// What it is called.
    pub title: Line,
    /// Where.
    pub place: Option<Line>,
    /// What else is to be known.
    pub note: Option<Prose>,
    /// Who calls.
    pub organizer: Party,
    /// Whether it is certain yet.
    pub standing: Standing,
    /// Whether it stands alone.
    pub repeats: Repeats,
}

impl Entry {
    /// The version of this entry when it takes the place of an earlier one. Time, place, standing and rule
    /// ask everybody to look again; words alone do not (RFC 5546 §2.1.4). So does another organizer
    /// (§3.2.2.4).
    #[must_use]
    pub fn version_after(&self, earlier: &Self, now: Instant) -> Version {
        let is_as_before = self.span == earlier.span
            && self.place == earlier.place
            && self.standing == earlier.standing
            && self.repeats == earlier.repeats
            && self.organizer.address == earlier.organizer.address;
        if is_as_before {
            earlier.version.restated(now)
        } else {
            earlier.version.raised(now)
        }
    }
}
