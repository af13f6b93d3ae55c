//! The two switches of a conference: with the person, and with family. Neither is off or on without its rule.

use chrono::NaiveDate;

use super::kind::ConferenceKind;
use super::slot::TimeWindow;
use crate::text::Prose;
use crate::words::word_list;

word_list! {
    /// Why a conference is held without the person.
    AbsenceReason {
        PersonDeclined = "person_declined", "本人が、出ないことを選んだ";
        Unwell = "unwell", "本人の体調がわるく、待てない";
        TooHard = "too_hard", "その場にいることが、本人の大きな負担になる";
        AgenciesPrepare = "agencies_prepare", "機関どうしの準備や、役割のすり合わせ";
    }
}

impl AbsenceReason {
    /// Whether it excuses the person from a meeting that the rules of its service hold with them. What agencies would
    /// rather talk about among themselves does not.
    #[must_use]
    pub const fn excuses_by_rule(self) -> bool {
        matches!(self, Self::PersonDeclined | Self::Unwell)
    }
}

/// That a conference is held without the person.
#[derive(Clone, PartialEq, Eq)]
pub struct Absence {
    /// Why.
    pub reason: AbsenceReason,
    /// The same in words, as the person is told it.
    pub words: Prose,
}

/// Why somebody is not there is nobody's to read in a log.
impl std::fmt::Debug for Absence {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Absence({})", self.reason.code())
    }
}

/// From when until when the family is there. They come on the person's yes alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FamilyTime {
    /// On which day the person said yes.
    pub agreed_on: NaiveDate,
    /// Their part of the conference.
    pub window: TimeWindow,
}

/// With whom a conference is held beside those who help.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Presence {
    /// Why without the person; absent where it is with them.
    pub absence: Option<Absence>,
    /// When the family is there; absent where they are not.
    pub family: Option<FamilyTime>,
}

/// Why a conference cannot be held so.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PresenceFault {
    /// The rules of its service hold it with the person.
    #[error(
        "{}は、本人といっしょに開く会議です。本人が出ないことを選んだときか、体調がわるくて待てないときだけ、本人なしで開けます。", .0.word()
    )]
    WithPerson(ConferenceKind),
    /// The person would have agreed on a day to come.
    #[error("家族が出てよいと本人が言った日は、きょうまでの日にしてください。")]
    FamilyDay,
}

impl Presence {
    /// Whether the person is there.
    #[must_use]
    pub const fn is_with_person(&self) -> bool {
        self.absence.is_none()
    }

    /// Checks the switches of a conference of a kind.
    ///
    /// # Errors
    /// Says why it cannot be held so.
    pub fn check(&self, kind: ConferenceKind, today: NaiveDate) -> Result<(), PresenceFault> {
        if let Some(absence) = &self.absence
            && kind.is_held_with_person()
            && !absence.reason.excuses_by_rule()
        {
            return Err(PresenceFault::WithPerson(kind));
        }
        match &self.family {
            Some(family) if family.agreed_on > today => Err(PresenceFault::FamilyDay),
            _ => Ok(()),
        }
    }
}
