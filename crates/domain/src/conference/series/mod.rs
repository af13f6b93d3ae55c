//! Meetings of a network that come again (定例会, ワーキンググループ, 協議会, 部会). They are about nobody: no person stands behind
//! them, and nothing of anybody who is helped belongs into them. [`rule`] says on which days one falls, a
//! [`MeetingSeries`] what it is and who is called, [`occurrence`] what is known of one of its days: that it was moved or
//! cancelled, what is talked about, who came, what was decided. [`course`] puts the two together to the meetings of a
//! span, and [`attendance`] to who came over a year. [`notice`] is how those who are called hear of one, [`mail`] what
//! they answer to it.

pub mod attendance;
mod carry;
pub mod course;
mod fault;
pub mod mail;
pub mod notice;
pub mod occurrence;
pub mod rule;

pub use attendance::{YearLine, YearOfMeetings, business_year};
pub use course::{Meeting, MeetingState};
pub use fault::{RuleFault, SeriesFault};
pub use mail::MeetingMail;
pub use notice::{MeetingAnswer, MeetingNotice, MeetingTold, NoticeMark, ToldMember};
pub use occurrence::{
    ItemOutcome, MeetingCame, MeetingDecision, MeetingItem, MovedTo, Occurrence, Shift,
};
pub use rule::{Cadence, Nth, OnHoliday, PlannedDay, Recurrence};

use chrono::NaiveDate;

use super::invitation::KeptWay;
use super::kind::ConferenceKind;
use super::slot::SLOT_MINUTES;
use crate::ids::{MeetingSeriesId, NetworkId, ParticipantId, ResourceId};
use crate::text::Line;
use crate::time::{Instant, Minute};

/// The most offices and people that are called to a series.
pub const MEETING_MEMBERS: usize = 60;

/// What a series is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SeriesOutline {
    /// Its kind: one of those that are about nobody.
    pub kind: ConferenceKind,
    /// What it is called: it names no person.
    pub theme: Line,
    /// Where it is: address and room.
    pub place: Line,
    /// When it begins, on a wall clock in Japan.
    pub begins: Minute,
    /// How long it takes, in minutes.
    pub minutes: u16,
    /// On which days.
    pub rule: Recurrence,
    /// The series of which it is a working group or 部会.
    pub parent: Option<MeetingSeriesId>,
}

/// Which office is called.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MeetingOffice {
    /// One of the directory.
    Listed(ResourceId),
    /// One that is known by its name alone.
    Written(Line),
}

/// Who is called to a series.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MeetingMember {
    /// Their id.
    pub id: ParticipantId,
    /// From which office.
    pub office: MeetingOffice,
    /// Which duty or title there: 所長, 就労支援担当.
    pub seat: Option<Line>,
    /// What the secretariat chose of the way to them; absent where they are told as is known of them.
    pub way: Option<KeptWay>,
    /// The last day on which they belonged to it, once that is over. Who came before stays written.
    pub until: Option<NaiveDate>,
}

/// A series of meetings of a network.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MeetingSeries {
    /// Its id; calendars know the series by it.
    pub id: MeetingSeriesId,
    /// Whose it is: its secretariat hosts.
    pub network: NetworkId,
    /// What it is.
    pub outline: SeriesOutline,
    /// Who is called, and was.
    pub members: Vec<MeetingMember>,
    /// The series whose place it took, where its days or hours were changed.
    pub follows: Option<MeetingSeriesId>,
    /// How often what stands in calendars was changed: their SEQUENCE (RFC 5545 §3.8.7.4).
    pub sequence: u32,
    /// When it was made.
    pub made_at: Instant,
    /// Rises by one with every change.
    pub version: i64,
}

impl SeriesOutline {
    /// Checks what a series is to be.
    ///
    /// # Errors
    /// When the kind is about somebody, or the times or the rule cannot be.
    pub fn checked(self) -> Result<Self, SeriesFault> {
        if self.kind.is_about_somebody() {
            return Err(SeriesFault::Kind);
        }
        if !SLOT_MINUTES.contains(&self.minutes) {
            return Err(SeriesFault::Length);
        }
        if self.begins.get() + self.minutes > Minute::END.get() {
            return Err(SeriesFault::OverMidnight);
        }
        let rule = self.rule.checked()?;
        Ok(Self { rule, ..self })
    }

    /// Whether both fall on the same days at the same time.
    #[must_use]
    pub fn is_at_the_times_of(&self, other: &Self) -> bool {
        let open = |rule: &Recurrence| Recurrence {
            last: None,
            ..rule.clone()
        };
        (self.begins, self.minutes) == (other.begins, other.minutes)
            && open(&self.rule) == open(&other.rule)
    }
}

impl MeetingSeries {
    /// Who is called now.
    pub fn called(&self) -> impl Iterator<Item = &MeetingMember> {
        self.members.iter().filter(|one| one.until.is_none())
    }

    /// One of its members, also one who belonged to it before.
    #[must_use]
    pub fn member(&self, id: ParticipantId) -> Option<&MeetingMember> {
        self.members.iter().find(|one| one.id == id)
    }

    /// The series with another outline. Days and hours change in place only while nothing of it has begun.
    ///
    /// # Errors
    /// When the outline cannot be, or days or hours would change of a series that has begun.
    pub fn outlined(self, outline: SeriesOutline, has_begun: bool) -> Result<Self, SeriesFault> {
        let outline = outline.checked()?;
        if outline.parent == Some(self.id) {
            return Err(SeriesFault::Parent);
        }
        if has_begun && !outline.is_at_the_times_of(&self.outline) {
            return Err(SeriesFault::Begun);
        }
        let is_same = outline == self.outline;
        Ok(Self {
            outline,
            sequence: self.sequence + u32::from(!is_same),
            version: self.version + 1,
            ..self
        })
    }

    /// The series up to the day before one, and the one that takes its place from then on: calendars end the old one
    /// by UNTIL and know the new one by a UID of its own, so that no past meeting moves in them.
    ///
    /// # Errors
    /// When the new outline cannot be, or the day is over or not after the first.
    pub fn replaced(
        self,
        (outline, from): (SeriesOutline, NaiveDate),
        id: MeetingSeriesId,
        now: Instant,
    ) -> Result<(Self, Self), SeriesFault> {
        let (today, first) = (now.in_japan().date, self.outline.rule.first);
        let last = from
            .pred_opt()
            .filter(|last| *last >= today && *last >= first);
        let last = last.ok_or(SeriesFault::ChangeDay)?;
        if self.outline.rule.last.is_some_and(|known| known < from) {
            return Err(SeriesFault::ChangeDay);
        }
        let outline = SeriesOutline {
            rule: Recurrence {
                first: from,
                ..outline.rule
            },
            ..outline
        };
        let new = Self {
            id,
            network: self.network,
            outline: outline.checked()?,
            members: self.called().cloned().collect(),
            follows: Some(self.id),
            sequence: 0,
            made_at: now,
            version: 1,
        };
        let old = Self {
            outline: SeriesOutline {
                rule: Recurrence {
                    last: Some(last),
                    ..self.outline.rule
                },
                ..self.outline
            },
            sequence: self.sequence + 1,
            version: self.version + 1,
            ..self
        };
        Ok((old, new))
    }

    /// The series as a group of another one, which took the place of that of which it was.
    #[must_use]
    pub fn below(self, parent: MeetingSeriesId) -> Self {
        let outline = SeriesOutline {
            parent: Some(parent),
            ..self.outline
        };
        Self {
            outline,
            version: self.version + 1,
            ..self
        }
    }

    /// The series with somebody more who is called.
    ///
    /// # Errors
    /// When they are called already, or too many are.
    pub fn calling(mut self, new: MeetingMember) -> Result<Self, SeriesFault> {
        let is_there = |one: &MeetingMember| (&one.office, &one.seat) == (&new.office, &new.seat);
        if self.called().any(is_there) {
            return Err(SeriesFault::CalledAlready);
        }
        if self.called().count() >= MEETING_MEMBERS {
            return Err(SeriesFault::TooManyMembers);
        }
        self.members.push(new);
        self.version += 1;
        Ok(self)
    }

    /// The series with what is kept of the way to somebody who is called.
    ///
    /// # Errors
    /// When they are not called.
    pub fn reaching(mut self, way: KeptWay) -> Result<Self, SeriesFault> {
        let mut members = self.members.iter_mut();
        let member = members.find(|one| one.id == way.participant && one.until.is_none());
        let member = member.ok_or(SeriesFault::NoSuchMember)?;
        member.way = (way.choice.is_some() || way.check.is_some()).then_some(way);
        self.version += 1;
        Ok(self)
    }

    /// The series without somebody from the day after one on. Who came before stays written.
    ///
    /// # Errors
    /// When they are not called.
    pub fn letting_go(mut self, id: ParticipantId, until: NaiveDate) -> Result<Self, SeriesFault> {
        let mut members = self.members.iter_mut();
        let member = members.find(|one| one.id == id && one.until.is_none());
        let member = member.ok_or(SeriesFault::NoSuchMember)?;
        member.until = Some(until);
        self.version += 1;
        Ok(self)
    }
}

#[cfg(test)]
mod tests;
