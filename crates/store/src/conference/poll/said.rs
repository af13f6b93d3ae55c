//! What is sealed of a poll and of an answer, as it stands in their rows.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use renkei_domain::conference::poll::{
    Asked, Candidate, Mark, Marked, Need, PersonTimes, Poll, PollAnswer, QuorumPart, QuorumWho,
    Respondent, Wish,
};
use renkei_domain::directory::hours::Hours;
use renkei_domain::ids::{CandidateId, ParticipantId, RespondentId};
use renkei_domain::text::{Line, Prose};
use renkei_domain::time::Instant;
use serde::{Deserialize, Serialize};

use super::{ANSWER, POLL};
use crate::directory::words::{code, line, unreadable};
use crate::fault::StoreFault;

/// What is sealed of a poll.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct SaidOfPoll {
    candidates: Vec<(String, i64)>,
    respondents: Vec<SaidOfRespondent>,
    hardest: Option<String>,
    quorum: Vec<(String, String)>,
    works: String,
    sees_doctor: Vec<NaiveDate>,
}

/// What is sealed of somebody who is asked.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
struct SaidOfRespondent {
    id: String,
    who: String,
    shown_as: Option<String>,
    meets: String,
}

/// The same, read back.
pub(super) struct ReadOfPoll {
    pub(super) candidates: Vec<Candidate>,
    pub(super) respondents: Vec<Respondent>,
    pub(super) hardest: Option<RespondentId>,
    pub(super) quorum: Vec<QuorumPart>,
    pub(super) person_times: PersonTimes,
}

fn id<T: std::str::FromStr>(table: &'static str, text: &str) -> Result<T, StoreFault> {
    text.parse().map_err(|_| unreadable(table, "id"))
}

fn hours(text: &str) -> Result<Hours, StoreFault> {
    Hours::parse(text).map_err(|_| unreadable(POLL, "hours"))
}

/// Who is asked, as a word.
fn who_text(who: Asked) -> String {
    match who {
        Asked::Person => "person".to_owned(),
        Asked::Family => "family".to_owned(),
        Asked::Participant(id) => id.to_string(),
    }
}

fn who(text: &str) -> Result<Asked, StoreFault> {
    Ok(match text {
        "person" => Asked::Person,
        "family" => Asked::Family,
        other => Asked::Participant(id::<ParticipantId>(POLL, other)?),
    })
}

impl SaidOfRespondent {
    fn of(one: &Respondent) -> Self {
        Self {
            id: one.id.to_string(),
            who: who_text(one.who),
            shown_as: one.shown_as.as_ref().map(ToString::to_string),
            meets: one.meets.to_string(),
        }
    }

    fn read(&self) -> Result<Respondent, StoreFault> {
        let shown_as = self.shown_as.as_deref();
        Ok(Respondent {
            id: id(POLL, &self.id)?,
            who: who(&self.who)?,
            shown_as: shown_as.map(|text| line(POLL, text)).transpose()?,
            meets: hours(&self.meets)?,
        })
    }
}

impl SaidOfPoll {
    pub(super) fn of(poll: &Poll) -> Self {
        let candidates = poll.candidates.iter();
        let candidates = candidates.map(|one| (one.id.to_string(), one.begins.micros()));
        let quorum = poll.quorum.iter();
        let quorum = quorum.map(|part| (part.who.code(), part.need.code().to_owned()));
        Self {
            candidates: candidates.collect(),
            respondents: poll.respondents.iter().map(SaidOfRespondent::of).collect(),
            hardest: poll.hardest.map(|id| id.to_string()),
            quorum: quorum.collect(),
            works: poll.person_times.works.to_string(),
            sees_doctor: poll.person_times.sees_doctor.iter().copied().collect(),
        }
    }

    pub(super) fn read(self) -> Result<ReadOfPoll, StoreFault> {
        let candidates = self.candidates.iter().map(|(known, begins)| {
            Ok(Candidate {
                id: id(POLL, known)?,
                begins: Instant::from_micros(*begins),
            })
        });
        let quorum = self.quorum.iter().map(|(who, need)| {
            Ok(QuorumPart {
                who: code(POLL, QuorumWho::from_code, who)?,
                need: code(POLL, Need::from_code, need)?,
            })
        });
        let respondents = self.respondents.iter().map(SaidOfRespondent::read);
        Ok(ReadOfPoll {
            candidates: candidates.collect::<Result<_, StoreFault>>()?,
            respondents: respondents.collect::<Result<_, StoreFault>>()?,
            hardest: self.hardest.map(|known| id(POLL, &known)).transpose()?,
            quorum: quorum.collect::<Result<_, StoreFault>>()?,
            person_times: PersonTimes {
                works: hours(&self.works)?,
                sees_doctor: self.sees_doctor.into_iter().collect(),
            },
        })
    }
}

/// What is sealed of an answer.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct SaidOfAnswer {
    marks: BTreeMap<String, (String, Option<String>)>,
    wishes: Vec<String>,
    note: Option<String>,
}

/// The same, read back.
pub(super) struct ReadOfAnswer {
    pub(super) marks: BTreeMap<CandidateId, Marked>,
    pub(super) wishes: std::collections::BTreeSet<Wish>,
    pub(super) note: Option<Prose>,
}

impl SaidOfAnswer {
    pub(super) fn of(answer: &PollAnswer) -> Self {
        let marks = answer.marks.iter().map(|(candidate, marked)| {
            let note = marked.note.as_ref().map(Line::to_string);
            let said = (marked.mark.code().to_owned(), note);
            (candidate.to_string(), said)
        });
        let wishes = answer.wishes.iter();
        Self {
            marks: marks.collect(),
            wishes: wishes.map(|wish| wish.code().to_owned()).collect(),
            note: answer.note.as_ref().map(Prose::to_string),
        }
    }

    pub(super) fn read(&self) -> Result<ReadOfAnswer, StoreFault> {
        let marks = self.marks.iter().map(|(candidate, (mark, note))| {
            let note = note.as_deref();
            let marked = Marked {
                mark: code(ANSWER, Mark::from_code, mark)?,
                note: note.map(|text| line(ANSWER, text)).transpose()?,
            };
            Ok((id(ANSWER, candidate)?, marked))
        });
        let wishes = self.wishes.iter();
        let wishes = wishes.map(|wish| code(ANSWER, Wish::from_code, wish));
        let note = self.note.as_deref().map(Prose::parse).transpose();
        Ok(ReadOfAnswer {
            marks: marks.collect::<Result<_, StoreFault>>()?,
            wishes: wishes.collect::<Result<_, StoreFault>>()?,
            note: note.map_err(|fault| unreadable(ANSWER, fault))?,
        })
    }
}
