//! Possible dates of a conference as types of the schema: the best ones with why, who is asked, and what counts of what they
//! said.

use async_graphql::{ID, Object};
use renkei_app::conference::poll::read::{PollProgress, PollView};
use renkei_domain::conference::poll::{
    AnswerWay, Asked, Mark, Marked, NamesShown, Poll, PollAnswer, PollNotice, PollState,
    QuorumState, RankedSlot, Respondent, Wish,
};
use renkei_domain::ids::CandidateId;

use super::poll_sent::PollNoticeType;
use crate::closed_list::{Word, words};
use crate::scalars::{DateScalar, DateTimeScalar};

/// A poll, with what is worked out from it.
pub(crate) struct PollType {
    view: PollView,
    poll: Poll,
    ranked: Vec<RankedSlot>,
    progress: PollProgress,
}

impl PollType {
    /// The poll of a conference, where there is one.
    pub(super) fn of(view: PollView) -> Option<Self> {
        let poll = view.poll()?.clone();
        let ranked = view.ranked();
        let progress = view.progress(&ranked);
        Some(Self {
            view,
            poll,
            ranked,
            progress,
        })
    }
}

/// What people are asked about the date of a conference, and what came back. Whoever is asked sees dates and a length.
#[Object(name = "ConferencePoll")]
impl PollType {
    /// Whether answers still come in.
    async fn state(&self) -> Word<PollState> {
        Word(self.poll.state)
    }

    /// How long people would meet, counted in whole minutes.
    async fn minutes(&self) -> i32 {
        i32::from(self.poll.minutes)
    }

    /// Until which day, included, answers are waited for.
    async fn deadline(&self) -> DateScalar {
        DateScalar(self.poll.deadline)
    }

    /// On which day a FAX leaves at the latest: one working day before.
    async fn fax_deadline(&self) -> DateScalar {
        DateScalar(self.view.answer_by(AnswerWay::Fax, self.poll.deadline))
    }

    /// On which day a letter is posted at the latest that is four days under way and brought on a working day.
    async fn letter_deadline(&self) -> DateScalar {
        DateScalar(self.view.answer_by(AnswerWay::Letter, self.poll.deadline))
    }

    /// What those who answer see of each other.
    async fn names(&self) -> Word<NamesShown> {
        Word(self.poll.names)
    }

    /// The dates in the order of how good they are, worked out anew for each answer to this question.
    async fn candidates(&self) -> Vec<PollCandidateType> {
        let slots = self.ranked.iter().map(|slot| PollCandidateType {
            slot: slot.clone(),
            reasons: slot
                .reasons
                .iter()
                .map(|reason| reason.words(|id| self.view.name(id)))
                .collect(),
        });
        slots.collect()
    }

    /// Whoever is asked, in the order in which they were.
    async fn respondents(&self) -> Vec<PollRespondentType> {
        let all = self.poll.respondents.iter().map(|one| PollRespondentType {
            name: self.view.name(one.id),
            answer: self.poll.counts(one.id).cloned(),
            messages: self.view.notices_to(one.id).cloned().collect(),
            respondent: one.clone(),
        });
        all.collect()
    }

    /// Whether each of those who are asked and still called said something.
    async fn is_complete(&self) -> bool {
        self.progress.is_complete()
    }

    /// Whether there is a date on which nobody is missed who has to be there.
    async fn is_quorum_met(&self) -> bool {
        self.progress.is_quorum_met
    }
}

/// A date.
pub(crate) struct PollCandidateType {
    slot: RankedSlot,
    reasons: Vec<String>,
}

/// A possible date, with how good it is.
#[Object(name = "PollCandidate")]
impl PollCandidateType {
    /// Which date it is; answers name it.
    async fn id(&self) -> ID {
        ID(self.slot.candidate.id.to_string())
    }

    /// Its first minute.
    async fn begins(&self) -> DateTimeScalar {
        DateTimeScalar(self.slot.candidate.begins)
    }

    /// How those stand without whom people do not meet.
    async fn quorum(&self) -> Word<QuorumState> {
        Word(self.slot.quorum)
    }

    /// How many people said ○.
    async fn yes(&self) -> i32 {
        i32::from(self.slot.tally.yes)
    }

    /// How many people said △.
    async fn perhaps(&self) -> i32 {
        i32::from(self.slot.tally.perhaps)
    }

    /// How many people said ×.
    async fn no(&self) -> i32 {
        i32::from(self.slot.tally.no)
    }

    /// How many people said nothing of it yet.
    async fn waiting(&self) -> i32 {
        i32::from(self.slot.tally.waiting)
    }

    /// Japanese sentences that say why it stands at its place, what weighs most before the rest.
    async fn reasons(&self) -> Vec<&str> {
        self.reasons.iter().map(String::as_str).collect()
    }
}

/// Somebody who is asked.
pub(crate) struct PollRespondentType {
    respondent: Respondent,
    name: String,
    answer: Option<PollAnswer>,
    messages: Vec<PollNotice>,
}

/// Somebody who is asked when they can come.
#[Object(name = "PollRespondent")]
impl PollRespondentType {
    /// Which entry of the poll it is; an answer that was heard names it.
    async fn id(&self) -> ID {
        ID(self.respondent.id.to_string())
    }

    /// What they are called at the desk.
    async fn name(&self) -> &str {
        &self.name
    }

    /// Which entry of the list of the conference that is. Null for the person and their family.
    async fn participant(&self) -> Option<ID> {
        match self.respondent.who {
            Asked::Participant(id) => Some(ID(id.to_string())),
            Asked::Person | Asked::Family => None,
        }
    }

    /// Whether people meet about them.
    async fn is_person(&self) -> bool {
        self.respondent.who == Asked::Person
    }

    /// When they come to meetings at all, as `月-金 13:00-17:00`. Null: nobody heard that yet.
    async fn meeting_hours(&self) -> Option<String> {
        let meets = &self.respondent.meets;
        (!meets.is_unknown()).then(|| meets.to_string())
    }

    /// Each message by which they were asked or reminded, the first before the later ones.
    async fn messages(&self) -> Vec<PollNoticeType> {
        self.messages.iter().cloned().map(PollNoticeType).collect()
    }

    /// What they said last, by whichever way. Null as long as they said nothing.
    async fn answer(&self) -> Option<PollAnswerType> {
        self.answer.clone().map(PollAnswerType)
    }
}

/// An answer.
pub(crate) struct PollAnswerType(PollAnswer);

/// What somebody said about the dates, with when and by which way.
#[Object(name = "PollAnswer")]
impl PollAnswerType {
    /// By which way it came to the desk.
    async fn way(&self) -> Word<AnswerWay> {
        Word(self.0.way)
    }

    /// When they said or sent it, which decides between ways; not when it was typed in.
    async fn said_at(&self) -> DateTimeScalar {
        DateTimeScalar(self.0.said_at)
    }

    /// Whether staff typed it in for them.
    async fn is_heard(&self) -> bool {
        self.0.kept_by.is_some()
    }

    /// What they said of each date; of a date that is left out they said nothing.
    async fn marks(&self) -> Vec<PollMarkedType> {
        let marks = self.0.marks.iter();
        marks
            .map(|(candidate, marked)| PollMarkedType(*candidate, marked.clone()))
            .collect()
    }

    /// How they would like to be there.
    async fn wishes(&self) -> Vec<Word<Wish>> {
        let wishes: Vec<Wish> = self.0.wishes.iter().copied().collect();
        words(&wishes)
    }

    /// Anything else, in their words. Null: they left it empty.
    async fn note(&self) -> Option<&str> {
        self.0.note.as_ref().map(|note| note.as_str())
    }
}

/// A mark.
pub(crate) struct PollMarkedType(CandidateId, Marked);

/// What somebody said of one date.
#[Object(name = "PollMarked")]
impl PollMarkedType {
    /// The date, as `PollCandidate.id` shows it.
    async fn candidate(&self) -> ID {
        ID(self.0.to_string())
    }

    /// Whether they can come.
    async fn mark(&self) -> Word<Mark> {
        Word(self.1.mark)
    }

    /// A few words about that date. Null: they left it empty.
    async fn note(&self) -> Option<&str> {
        self.1.note.as_ref().map(|note| note.as_str())
    }
}
