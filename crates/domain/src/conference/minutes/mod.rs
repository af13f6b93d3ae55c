//! What came of a conference (議事録): who was there ([`attendance`]), what was said about each item and what is left,
//! what was decided ([`decision`]), what of it somebody gets ([`copy`]) and what the next conference takes over
//! ([`next`]). It is written while people sit together, by one of the agency that leads at a time.

pub mod attendance;
pub mod copy;
pub mod decision;
pub mod next;

pub use attendance::{AttendanceLine, Came, Inquiry, Stay, Turnout};
pub use copy::MinutesCopy;
pub use decision::{ConferenceDecision, DecisionKind, DecisionState, Settled};
pub use next::NextIds;

use super::meeting::Conference;
use super::state::ConferenceState;
use crate::ids::{AccountId, AgendaItemId, ConferenceId};
use crate::text::Prose;
use crate::time::Instant;

/// Who takes the notes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NoteTaker {
    /// Who.
    pub account: AccountId,
    /// Since when.
    pub since: Instant,
}

/// What was noted about an item.
#[derive(Clone, PartialEq, Eq)]
pub struct ItemNotes {
    /// Which; absent for the person's own.
    pub item: Option<AgendaItemId>,
    /// 話したこと.
    pub said: Option<Prose>,
    /// 結論.
    pub conclusion: Option<Prose>,
    /// 残ったこと.
    pub remaining: Option<Prose>,
    /// Who wrote it last.
    pub by: AccountId,
    /// When.
    pub at: Instant,
    /// Rises by one each time it is kept. Whoever writes names the one they saw; before the first that is 0.
    pub version: i64,
}

/// What somebody said is nobody's to read in a log.
impl std::fmt::Debug for ItemNotes {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "ItemNotes({:?}, {})", self.item, self.version)
    }
}

/// The minutes of a conference.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Minutes {
    /// Of which.
    pub conference: ConferenceId,
    /// Who takes the notes; nobody before the first.
    pub taker: Option<NoteTaker>,
    /// Who was there, and what those said beforehand who would not be.
    pub attendance: Vec<AttendanceLine>,
    /// What was noted, of each item once.
    pub notes: Vec<ItemNotes>,
    /// The conference that follows it.
    pub next: Option<ConferenceId>,
}

/// Why nothing is written in minutes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum MinutesFault {
    /// It was not held yet, or is over.
    #[error(
        "会議の記録は、「会議を開いた」を押してから、会議を終えるまで書けます。いまは「{}」です。", .0.word()
    )]
    NotOpen(ConferenceState),
    /// Somebody else takes the notes.
    #[error(
        "いまは、ほかの人が記録しています。まだ何も消えていません。「記録を代わって保存する」を押すと、ここからはあなたが記録します。"
    )]
    OtherTaker,
    /// Something else stands there than whoever writes saw.
    #[error(
        "ほかの画面で、先に保存されました。「いま保存されている内容」と見くらべて、もう一度保存してください。"
    )]
    Overtaken,
    /// There is no such item.
    #[error("その議題は、この会議に見つかりません。いまの内容を見てください。")]
    NoSuchItem,
    /// Nobody of that id was called.
    #[error("その人は、呼んだ人の中に見つかりません。いまの内容を見てください。")]
    NoSuchParticipant,
    /// Somebody would have been asked, or have answered, later than today, or have answered before being asked.
    #[error("きいた日と返事の日は、きょうまでの日を、この順に入れてください。")]
    InquiryDays,
    /// Nobody comes in the place of the person or their family.
    #[error("本人や家族の代わりの人は書けません。出席か欠席を選んでください。")]
    NobodyInstead,
    /// Nobody wrote down why the person was not there.
    #[error("本人が来なかったわけを書いてください。")]
    WhyAway,
    /// Of somebody who was called nobody wrote down whether they came.
    #[error("出欠がまだ書かれていない人がいます。終える前に、全員の出欠を書いてください。")]
    AttendanceMissing,
    /// Something would be due before it was decided.
    #[error("期限は、会議の日か、それより後の日にしてください。")]
    Due,
    /// There is no such decision, or it changed meanwhile.
    #[error(
        "その「決まったこと」は見つからないか、ほかの人が先に書きかえました。いまの内容を見てください。"
    )]
    NoSuchDecision,
    /// The next conference is being prepared already.
    #[error("つぎの会議は、もう用意されています。")]
    NextIsThere,
}

impl Minutes {
    /// Those of a conference of which nothing was written yet.
    #[must_use]
    pub const fn empty(conference: ConferenceId) -> Self {
        Self {
            conference,
            taker: None,
            attendance: Vec::new(),
            notes: Vec::new(),
            next: None,
        }
    }

    /// What was noted about an item.
    #[must_use]
    pub fn notes_of(&self, item: Option<AgendaItemId>) -> Option<&ItemNotes> {
        self.notes.iter().find(|known| known.item == item)
    }

    /// The version of what was noted about an item; 0 before the first.
    #[must_use]
    pub fn version_of(&self, item: Option<AgendaItemId>) -> i64 {
        self.notes_of(item).map_or(0, |notes| notes.version)
    }

    /// The minutes after somebody began to take the notes, or took them over.
    #[must_use]
    pub fn taken_by(self, account: AccountId, now: Instant) -> Self {
        let is_theirs = self.taker.is_some_and(|taker| taker.account == account);
        let since = self.taker.filter(|_| is_theirs);
        let new = NoteTaker {
            account,
            since: now,
        };
        Self {
            taker: Some(since.unwrap_or(new)),
            ..self
        }
    }

    /// The minutes with something noted about an item by whoever takes the notes; the first who writes does. Its
    /// version is the one that they saw.
    ///
    /// # Errors
    /// When somebody else takes the notes, the item is not on the agenda, or something else stands there than was seen.
    pub fn noting(self, conference: &Conference, new: ItemNotes) -> Result<Self, MinutesFault> {
        conference.in_minutes()?;
        if let Some(item) = new.item
            && conference.agenda.item(item).is_none()
        {
            return Err(MinutesFault::NoSuchItem);
        }
        if self.taker.is_some_and(|taker| taker.account != new.by) {
            return Err(MinutesFault::OtherTaker);
        }
        if self.version_of(new.item) != new.version {
            return Err(MinutesFault::Overtaken);
        }
        let mut minutes = self.taken_by(new.by, new.at);
        minutes.notes.retain(|known| known.item != new.item);
        minutes.notes.push(ItemNotes {
            version: new.version + 1,
            ..new
        });
        Ok(minutes)
    }

    /// Checks that of everybody who was called it stands there whether they came. Whom the person did not want there
    /// was not called.
    ///
    /// # Errors
    /// When that of somebody is missing.
    pub fn is_complete(&self, conference: &Conference) -> Result<(), MinutesFault> {
        let called = conference.participants.iter();
        let mut called = called.filter(|one| one.unwanted_since.is_none());
        if called.all(|one| self.turnout(one.id).is_some()) {
            Ok(())
        } else {
            Err(MinutesFault::AttendanceMissing)
        }
    }
}

impl Conference {
    /// The conference, where it was held and minutes are written.
    ///
    /// # Errors
    /// When it was not held yet, or is over.
    pub const fn in_minutes(&self) -> Result<&Self, MinutesFault> {
        match self.state {
            ConferenceState::Held => Ok(self),
            other => Err(MinutesFault::NotOpen(other)),
        }
    }
}

#[cfg(test)]
mod tests;
