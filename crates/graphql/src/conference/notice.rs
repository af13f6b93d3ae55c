//! A message to somebody who was called, with everything that became of it, as types of the schema.

use async_graphql::{ID, Object};
use renkei_domain::conference::invitation::{
    CallChannel, Mark, Notice, NoticeState, PhoneOutcome, Says,
};
use renkei_domain::text::Line;

use crate::closed_list::Word;
use crate::scalars::DateTimeScalar;

/// A message.
pub(crate) struct ConferenceNoticeType(pub(super) Notice);

/// A message that calls somebody to a conference, changes something, or calls them off.
#[Object(name = "ConferenceNotice")]
impl ConferenceNoticeType {
    /// Which message it is among all of them.
    async fn id(&self) -> ID {
        ID(self.0.id.to_string())
    }

    /// Whether it calls, changes or ends something.
    async fn says(&self) -> Word<Says> {
        Word(self.0.says)
    }

    /// The first minute that it names.
    async fn begins(&self) -> DateTimeScalar {
        DateTimeScalar(self.0.told.begins)
    }

    /// By which channel it leaves the house.
    async fn channel(&self) -> Word<CallChannel> {
        Word(self.0.way.channel)
    }

    /// Version of its calendar entry: SEQUENCE (RFC 5546).
    async fn sequence(&self) -> i64 {
        i64::from(self.0.version.sequence)
    }

    /// What became of it, the oldest first: prepared, sent, arrived or failed, and each call on the phone.
    async fn marks(&self) -> Vec<ConferenceMarkType> {
        let marks = self.0.marks.iter().cloned();
        marks.map(ConferenceMarkType).collect()
    }
}

/// Something that became of it.
pub(crate) struct ConferenceMarkType(Mark);

/// One thing that somebody, or a mail server, said of a message.
#[Object(name = "ConferenceMark")]
impl ConferenceMarkType {
    /// Where the message stands since then.
    async fn state(&self) -> Word<NoticeState> {
        Word(self.0.state)
    }

    /// How somebody's attempt to ring them ended. Null: it was no call.
    async fn phone(&self) -> Option<Word<PhoneOutcome>> {
        self.0.phone.map(Word)
    }

    /// The moment for which it was written down.
    async fn at(&self) -> DateTimeScalar {
        DateTimeScalar(self.0.at)
    }

    /// What shows that, or is to be known before the next attempt. Null: they left it empty.
    async fn evidence(&self) -> Option<&str> {
        self.0.evidence.as_ref().map(Line::as_str)
    }
}
