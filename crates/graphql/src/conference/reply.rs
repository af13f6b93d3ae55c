//! An answer of somebody who was called, as a type of the schema.

use async_graphql::{ID, Object};
use renkei_domain::conference::invitation::{
    AnswerChannel, GivenReply, Reply, ReplyKind, ReplyStanding,
};
use renkei_domain::conference::poll::Wish;
use renkei_domain::text::Prose;

use crate::closed_list::Word;
use crate::scalars::DateTimeScalar;

/// An answer.
pub(crate) struct ConferenceReplyType(pub(super) GivenReply);

/// What somebody who was called answered.
#[Object(name = "ConferenceReply")]
impl ConferenceReplyType {
    /// Which answer of them all it is.
    async fn id(&self) -> ID {
        ID(self.0.id.to_string())
    }

    /// Whether they come, stay away, send somebody or come for a part.
    async fn reply(&self) -> Word<ReplyKind> {
        Word(self.0.reply.kind())
    }

    /// Who comes instead, by name. Null unless they send somebody.
    async fn substitute(&self) -> Option<&str> {
        match &self.0.reply {
            Reply::Substitute { name } => Some(name.as_str()),
            Reply::Coming | Reply::NotComing | Reply::Part(_) => None,
        }
    }

    /// How they would like to be there.
    async fn wishes(&self) -> Vec<Word<Wish>> {
        self.0.wishes.iter().copied().map(Word).collect()
    }

    /// Words they added. Null: none.
    async fn note(&self) -> Option<&str> {
        self.0.note.as_ref().map(Prose::as_str)
    }

    /// By which way it reached the agency.
    async fn channel(&self) -> Word<AnswerChannel> {
        Word(self.0.channel)
    }

    /// When they gave it, which may be earlier than it was written down.
    async fn given_at(&self) -> DateTimeScalar {
        DateTimeScalar(self.0.given_at)
    }

    /// Whether it counts, waits for a decision, was replaced, or is not used.
    async fn standing(&self) -> Word<ReplyStanding> {
        Word(self.0.standing)
    }
}
