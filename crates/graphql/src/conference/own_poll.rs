//! What people are or were asked about the date of a conference, as whom it is about reads it: the dates with their own
//! answer. What others answered is theirs.

use async_graphql::Object;
use renkei_app::conference::read::ConferencesView;
use renkei_domain::conference::Conference;
use renkei_domain::conference::poll::{AnswerWay, Asked, Mark, Marked, Poll, PollAnswer, Wish};
use renkei_domain::text::{Line, Prose};
use renkei_domain::time::Instant;

use crate::closed_list::Word;
use crate::scalars::{DateScalar, DateTimeScalar};

/// What was asked about the date of a conference, the newest first.
pub(super) fn own_polls(view: &ConferencesView, conference: &Conference) -> Vec<OwnPollType> {
    let polls = view.polls.iter();
    let polls = polls.filter(|poll| poll.conference == conference.id);
    polls.cloned().map(OwnPollType).collect()
}

/// A question about dates.
#[derive(Debug, Clone)]
pub(crate) struct OwnPollType(Poll);

impl OwnPollType {
    /// What the person said last.
    fn answered(&self) -> Option<&PollAnswer> {
        let own = self.0.respondent_of(Asked::Person)?;
        self.0.counts(own.id)
    }
}

/// Possible dates of a conference about the caller, with what they answered themselves.
#[Object(name = "OwnPoll")]
impl OwnPollType {
    /// Whether answers are taken still.
    async fn is_open(&self) -> bool {
        self.0.taking().is_ok()
    }

    /// The last day for an answer.
    async fn deadline(&self) -> DateScalar {
        DateScalar(self.0.deadline)
    }

    /// Whether the caller was asked themselves.
    async fn is_asked(&self) -> bool {
        self.0.respondent_of(Asked::Person).is_some()
    }

    /// Everything that was offered, in its order.
    async fn dates(&self) -> Vec<OwnPollDateType> {
        let answer = self.answered();
        let dates = self.0.candidates.iter().map(|date| OwnPollDateType {
            begins: date.begins,
            minutes: self.0.minutes,
            marked: answer.and_then(|answer| answer.marks.get(&date.id).cloned()),
        });
        dates.collect()
    }

    /// When the caller answered last. Null: they did not.
    async fn answered_at(&self) -> Option<DateTimeScalar> {
        self.answered().map(|answer| DateTimeScalar(answer.said_at))
    }

    /// By which way the caller did. Null: they did not.
    async fn way(&self) -> Option<Word<AnswerWay>> {
        self.answered().map(|answer| Word(answer.way))
    }

    /// How the caller would like to be there. Empty: as anybody, or they did not answer.
    async fn wishes(&self) -> Vec<Word<Wish>> {
        let answer = self.answered();
        let wishes = answer.into_iter().flat_map(|answer| &answer.wishes);
        wishes.copied().map(Word).collect()
    }

    /// What the caller said besides. Null: nothing.
    async fn note(&self) -> Option<&str> {
        let note = self.answered().and_then(|answer| answer.note.as_ref());
        note.map(Prose::as_str)
    }
}

/// A date.
#[derive(Debug)]
pub(crate) struct OwnPollDateType {
    begins: Instant,
    minutes: u16,
    marked: Option<Marked>,
}

/// A date that was offered, with what the caller said of it.
#[Object(name = "OwnPollDate")]
impl OwnPollDateType {
    /// Its first minute.
    async fn begins(&self) -> DateTimeScalar {
        DateTimeScalar(self.begins)
    }

    /// How long it would take, counted in whole minutes.
    async fn minutes(&self) -> i32 {
        i32::from(self.minutes)
    }

    /// Whether the caller said that they can come. Null: they said nothing of this date.
    async fn mark(&self) -> Option<Word<Mark>> {
        self.marked.as_ref().map(|marked| Word(marked.mark))
    }

    /// A few words of the caller about this date. Null: none.
    async fn note(&self) -> Option<&str> {
        let note = self.marked.as_ref().and_then(|marked| marked.note.as_ref());
        note.map(Line::as_str)
    }
}
