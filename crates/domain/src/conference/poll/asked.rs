//! A poll and what may be done with it.

use chrono::NaiveDate;

use super::answer::PollAnswer;
use super::quorum::QuorumPart;
use super::times::PersonTimes;
use crate::conference::slot::SLOT_MINUTES;
use crate::directory::hours::Hours;
use crate::ids::{
    CandidateId, ConferenceId, OrganizationId, ParticipantId, PersonId, PollId, RespondentId,
};
use crate::text::Line;
use crate::time::Instant;
use crate::words::word_list;

/// The most dates that are asked about at once.
pub const CANDIDATES: usize = 60;

word_list! {
    /// Whether answers are taken.
    PollState {
        Open = "open", "答えを待っている";
        Closed = "closed", "しめきった";
    }
}

word_list! {
    /// What whoever answers sees of the others' answers.
    NamesShown {
        Hidden = "hidden", "ほかの人の名前は出さない（数だけ）";
        Shown = "shown", "ほかの人の名前も出す";
    }
}

/// A possible date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Candidate {
    /// Its id.
    pub id: CandidateId,
    /// When the conference would begin.
    pub begins: Instant,
}

/// Who is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Asked {
    /// 本人.
    Person,
    /// Their family, who are there for a part.
    Family,
    /// One of those who are called.
    Participant(ParticipantId),
}

/// Somebody who is asked.
#[derive(Clone, PartialEq, Eq)]
pub struct Respondent {
    /// Its id.
    pub id: RespondentId,
    /// Who.
    pub who: Asked,
    /// What others read of them where names are shown: a name of their own, never what agency they are of. Absent where
    /// none is known, and for the person and their family.
    pub shown_as: Option<Line>,
    /// When they come to meetings, as they said; nothing stated where they did not. Hours at which they can be phoned are
    /// another thing.
    pub meets: Hours,
}

/// Who is asked is nobody's to read in a log.
impl std::fmt::Debug for Respondent {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Respondent({})", self.id)
    }
}

/// A question about possible dates of a conference.
#[derive(Clone, PartialEq, Eq)]
pub struct Poll {
    /// Its id.
    pub id: PollId,
    /// Of which conference.
    pub conference: ConferenceId,
    /// About whom that is.
    pub person: PersonId,
    /// The agency that leads the case.
    pub organization: OrganizationId,
    /// Whether answers are taken.
    pub state: PollState,
    /// How long the conference would take, in minutes.
    pub minutes: u16,
    /// The dates, the earliest first.
    pub candidates: Vec<Candidate>,
    /// Who is asked.
    pub respondents: Vec<Respondent>,
    /// What they answered.
    pub answers: Vec<PollAnswer>,
    /// What they see of each other.
    pub names: NamesShown,
    /// The last day on which answers are waited for; by post and FAX they have to leave earlier.
    pub deadline: NaiveDate,
    /// Whose dates are the hardest to meet.
    pub hardest: Option<RespondentId>,
    /// Without whom people do not meet.
    pub quorum: Vec<QuorumPart>,
    /// When the person works or sees a doctor.
    pub person_times: PersonTimes,
    /// When it was opened.
    pub opened_at: Instant,
    /// When it was closed.
    pub closed_at: Option<Instant>,
}

/// Who is asked about whom is nobody's to read in a log.
impl std::fmt::Debug for Poll {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Poll({})", self.id)
    }
}

/// Why nothing is asked, or no answer taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PollFault {
    /// There is no date, or there are too many.
    #[error("候補の日時は、1つから{}までにしてください。", CANDIDATES)]
    Candidates,
    /// A date stands there twice.
    #[error("同じ日時が2つ入っています。1つにしてください。")]
    Twice,
    /// A date is over.
    #[error("候補の日時は、いまより後にしてください。")]
    Over,
    /// It is too short or too long.
    #[error("会議の長さは、10分から480分（8時間）までにしてください。")]
    Length,
    /// Answers would come too late, or are over already.
    #[error("答えのしめきりは、きょうから、さいしょの候補の日の前の日までにしてください。")]
    Deadline,
    /// There is no such message.
    #[error("その知らせは見つかりません。いまの内容を見てください。")]
    NoSuchNotice,
    /// Nobody is asked.
    #[error("日程をきける相手が、まだいません。呼ぶ人を入れるか、同意のお願いを先にしてください。")]
    Nobody,
    /// The dates of nobody in particular are the hardest to meet.
    #[error("いちばん合わせにくい人を選んでください。")]
    NoHardest,
    /// They said yes to none of the dates.
    #[error(
        "いちばん合わせにくい人が ○ にした日時が、候補の中にありません。先にその人だけにきいて、答えが入ってから選んでください。"
    )]
    NoneOfTheirs,
    /// Somebody is asked who may not be.
    #[error("まだ呼べない相手には、日程をきけません。会議のページで、わけを見てください。")]
    NotYet,
    /// There is no such respondent.
    #[error("その人には、この日程をきいていません。")]
    NotAsked,
    /// What came by a link comes from whoever holds it.
    #[error("リンクのページの答えは、その人だけが入れられます。聞いた方法を選んでください。")]
    ByThemselves,
    /// Answers are not taken any more.
    #[error("この日程は、もうしめきりました。")]
    Closed,
    /// It says nothing.
    #[error("○・△・×を、1つは選んでください。")]
    Empty,
    /// It speaks of a date that is not asked about.
    #[error("候補にない日時の答えがあります。ページを開きなおして、もう一度選んでください。")]
    UnknownCandidate,
    /// It was said later than now.
    #[error("聞いた日時は、いままでの日時にしてください。")]
    Day,
    /// By the same way something newer was said.
    #[error(
        "同じ方法で、もっと新しい答えがあります。聞いた日時を確かめてください。新しい答えは、そのまま のこっています。"
    )]
    Older,
}

impl Poll {
    /// The poll when it is opened.
    ///
    /// # Errors
    /// Says what cannot be asked so.
    pub fn opened(mut self, now: Instant) -> Result<Self, PollFault> {
        if self.candidates.is_empty() || self.candidates.len() > CANDIDATES {
            return Err(PollFault::Candidates);
        }
        if !SLOT_MINUTES.contains(&self.minutes) {
            return Err(PollFault::Length);
        }
        self.candidates.sort_by_key(|one| (one.begins, one.id));
        let mut pairs = self.candidates.windows(2);
        if pairs.any(|pair| matches!(pair, [one, next] if one.begins == next.begins)) {
            return Err(PollFault::Twice);
        }
        let first = self.candidates.iter().map(|one| one.begins).min();
        let first = first.filter(|begins| *begins > now);
        let first = first.ok_or(PollFault::Over)?.in_japan().date;
        if self.deadline < now.in_japan().date || self.deadline >= first {
            return Err(PollFault::Deadline);
        }
        if self.respondents.is_empty() {
            return Err(PollFault::Nobody);
        }
        Ok(self)
    }

    /// Somebody who is asked.
    #[must_use]
    pub fn respondent(&self, id: RespondentId) -> Option<&Respondent> {
        self.respondents.iter().find(|known| known.id == id)
    }

    /// The same by who they are.
    #[must_use]
    pub fn respondent_of(&self, who: Asked) -> Option<&Respondent> {
        self.respondents.iter().find(|known| known.who == who)
    }

    /// A possible date.
    #[must_use]
    pub fn candidate(&self, id: CandidateId) -> Option<&Candidate> {
        self.candidates.iter().find(|known| known.id == id)
    }

    /// What counts of what somebody answered: what they said last.
    #[must_use]
    pub fn counts(&self, respondent: RespondentId) -> Option<&PollAnswer> {
        let theirs = self.answers.iter();
        let theirs = theirs.filter(|answer| answer.respondent == respondent);
        theirs.max_by_key(|answer| answer.order())
    }

    /// The poll, where answers are taken.
    ///
    /// # Errors
    /// When it was closed.
    pub const fn taking(&self) -> Result<&Self, PollFault> {
        match self.state {
            PollState::Open => Ok(self),
            PollState::Closed => Err(PollFault::Closed),
        }
    }

    /// The poll with one more who is asked; whoever is already stays as they are.
    ///
    /// # Errors
    /// When it was closed.
    pub fn asking(mut self, new: Respondent) -> Result<Self, PollFault> {
        self.taking()?;
        if self.respondent_of(new.who).is_none() {
            self.respondents.push(new);
        }
        Ok(self)
    }

    /// The poll with when somebody comes to meetings.
    ///
    /// # Errors
    /// When it was closed, or they are not asked.
    pub fn meeting(mut self, id: RespondentId, meets: Hours) -> Result<Self, PollFault> {
        self.taking()?;
        let mut respondents = self.respondents.iter_mut();
        let one = respondents.find(|known| known.id == id);
        one.ok_or(PollFault::NotAsked)?.meets = meets;
        Ok(self)
    }

    /// The poll with an answer, in place of what the same respondent said before by the same way. What came by other
    /// ways stays beside it, and what was said last counts.
    ///
    /// # Errors
    /// When no answer is taken, or not this one.
    pub fn answered(mut self, answer: PollAnswer, now: Instant) -> Result<Self, PollFault> {
        self.taking()?;
        if self.respondent(answer.respondent).is_none() {
            return Err(PollFault::NotAsked);
        }
        if answer.marks.is_empty() {
            return Err(PollFault::Empty);
        }
        let mut marked = answer.marks.keys();
        if marked.any(|candidate| self.candidate(*candidate).is_none()) {
            return Err(PollFault::UnknownCandidate);
        }
        if answer.said_at > now {
            return Err(PollFault::Day);
        }
        let is_before =
            |known: &PollAnswer| (known.respondent, known.way) == (answer.respondent, answer.way);
        match self.answers.iter_mut().find(|known| is_before(known)) {
            Some(before) if before.said_at > answer.said_at => return Err(PollFault::Older),
            Some(before) => {
                *before = PollAnswer {
                    id: before.id,
                    ..answer
                };
            }
            None => self.answers.push(answer),
        }
        Ok(self)
    }

    /// The poll after which no answer is taken.
    ///
    /// # Errors
    /// When it was closed before.
    pub fn closed(self, now: Instant) -> Result<Self, PollFault> {
        self.taking()?;
        Ok(Self {
            state: PollState::Closed,
            closed_at: Some(now),
            ..self
        })
    }
}
