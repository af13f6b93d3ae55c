//! Whom somebody of a network knows at an agency: a named professional, since when, by whom they were introduced, when
//! they spoke last, and who goes on with it after a change of posts (異動). It belongs to the network and to nobody else.

use chrono::NaiveDate;

use crate::ids::{AccountId, NetworkId, RelationId, ResourceId};
use crate::text::{Line, Prose, TextFault};

crate::words::word_list! {
    /// How somebody was spoken with.
    SpokenBy {
        Phone = "phone", "電話";
        Met = "met", "会って";
        Online = "online", "オンライン";
        Mail = "mail", "メール";
        Fax = "fax", "FAX";
        Letter = "letter", "手紙";
    }
}

/// When somebody was spoken with, and how.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Spoken {
    /// On which day.
    pub on: NaiveDate,
    /// How.
    pub by: SpokenBy,
}

/// Who is known, in the words of whoever knows them: what they are at work, and nothing else of them.
#[derive(Clone, PartialEq, Eq)]
pub struct KnownPerson {
    /// Their name as used at work.
    pub name: Line,
    /// What they are there.
    pub role: Option<Line>,
    /// Who introduced them: a colleague, a meeting.
    pub introduced_by: Option<Line>,
    /// What helps to go on.
    pub note: Option<Prose>,
}

/// Whom somebody knows is the network's, no log's.
impl std::fmt::Debug for KnownPerson {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("KnownPerson(..)")
    }
}

impl KnownPerson {
    /// The most characters of a note: what helps to go on, no record of talks.
    pub const NOTE_LIMIT: usize = 500;

    /// Reads a note; nothing is `None`.
    ///
    /// # Errors
    /// Says what is wrong with the text.
    pub fn note(text: &str) -> Result<Option<Prose>, TextFault> {
        match Prose::parse(text) {
            Err(TextFault::Empty) => Ok(None),
            Ok(note) if note.as_str().chars().count() > Self::NOTE_LIMIT => {
                Err(TextFault::TooLong {
                    limit: Self::NOTE_LIMIT,
                })
            }
            note => note.map(Some),
        }
    }
}

/// That somebody of a network knows somebody at an agency.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Relation {
    /// Its id.
    pub id: RelationId,
    /// Whose it is.
    pub network: NetworkId,
    /// The agency.
    pub resource: ResourceId,
    /// Who of us.
    pub holder: AccountId,
    /// Who goes on with it once the holder leaves; where nobody is named, whoever follows them in all else.
    pub heir: Option<AccountId>,
    /// Since when they know each other.
    pub since: NaiveDate,
    /// When they spoke last, where that was written down.
    pub last: Option<Spoken>,
    /// Who is known.
    pub person: KnownPerson,
    /// Rises with every change.
    pub version: i64,
}

/// A day on which nobody can have been spoken with yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotYet;

impl Relation {
    /// The same after its holder spoke with them. An earlier talk than the last one known changes nothing.
    ///
    /// # Errors
    /// The day is still to come.
    pub fn spoken(&self, spoken: Spoken, today: NaiveDate) -> Result<Self, NotYet> {
        if spoken.on > today {
            return Err(NotYet);
        }
        let is_newer = self.last.is_none_or(|last| last.on <= spoken.on);
        Ok(Self {
            last: if is_newer { Some(spoken) } else { self.last },
            version: self.version + 1,
            ..self.clone()
        })
    }

    /// In which order one looks after them: whom nobody spoke with for the longest time first, and before these those of
    /// whom it is not known.
    #[must_use]
    pub fn rank(&self) -> (Option<NaiveDate>, RelationId) {
        (self.last.map(|last| last.on), self.id)
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    fn day(day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 11, day).unwrap()
    }

    fn relation() -> Relation {
        Relation {
            id: RelationId::from_uuid(Uuid::from_u128(1)),
            network: NetworkId::from_uuid(Uuid::from_u128(2)),
            resource: ResourceId::from_uuid(Uuid::from_u128(3)),
            holder: AccountId::from_uuid(Uuid::from_u128(4)),
            heir: None,
            since: day(1),
            last: None,
            person: KnownPerson {
                name: Line::parse("田中").unwrap(),
                role: None,
                introduced_by: None,
                note: None,
            },
            version: 1,
        }
    }

    #[test]
    fn the_last_talk_is_the_newest_and_none_is_still_to_come() {
        let spoken = |on| Spoken {
            on: day(on),
            by: SpokenBy::Phone,
        };
        let known = relation().spoken(spoken(10), day(20)).unwrap();
        assert_eq!((known.last, known.version), (Some(spoken(10)), 2));
        let earlier = known.spoken(spoken(9), day(20)).unwrap();
        assert_eq!(earlier.last, Some(spoken(10)));
        assert_eq!(known.spoken(spoken(21), day(20)), Err(NotYet));
        assert!(relation().rank() < known.rank());
    }

    #[test]
    fn a_note_is_short_and_nobody_known_stands_in_a_log() {
        assert_eq!(KnownPerson::note("  "), Ok(None));
        let long = "長".repeat(KnownPerson::NOTE_LIMIT + 1);
        let limit = KnownPerson::NOTE_LIMIT;
        assert_eq!(KnownPerson::note(&long), Err(TextFault::TooLong { limit }));
        assert!(!format!("{:?}", relation()).contains("田中"));
    }
}
