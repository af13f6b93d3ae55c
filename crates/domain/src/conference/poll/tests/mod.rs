use chrono::NaiveDate;
use uuid::Uuid;

use super::*;
use crate::directory::hours::{HolidayTable, Hours};
use crate::ids::{
    AccountId, CandidateId, ConferenceId, OrganizationId, ParticipantId, PersonId, PollAnswerId,
    PollId, RespondentId,
};
use crate::time::Instant;

pub(super) fn uuid(number: u128) -> Uuid {
    Uuid::from_u128(number)
}

pub(super) fn day(month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, month, day).expect("a day")
}

pub(super) fn at(date: NaiveDate, hour: u32) -> Instant {
    Instant::from_japan(date.and_hms_opt(hour, 0, 0).expect("a time"))
}

pub(super) fn candidate(number: u128, date: NaiveDate, hour: u32) -> Candidate {
    Candidate {
        id: CandidateId::from_uuid(uuid(number)),
        begins: at(date, hour),
    }
}

pub(super) fn respondent(number: u128, who: Asked) -> Respondent {
    Respondent {
        id: RespondentId::from_uuid(uuid(number)),
        who,
        shown_as: None,
        meets: Hours::default(),
    }
}

pub(super) fn hours(text: &str) -> Hours {
    Hours::parse(text).expect("hours")
}

pub(super) fn holidays() -> HolidayTable {
    [(day(11, 23), "勤労感謝の日".to_owned())]
        .into_iter()
        .collect()
}

/// A poll about two dates, asked of the person and of one who is called.
pub(super) fn poll() -> Poll {
    Poll {
        id: PollId::from_uuid(uuid(1)),
        conference: ConferenceId::from_uuid(uuid(2)),
        person: PersonId::from_uuid(uuid(3)),
        organization: OrganizationId::from_uuid(uuid(4)),
        state: PollState::Open,
        minutes: 60,
        candidates: vec![candidate(12, day(12, 4), 15), candidate(11, day(12, 3), 10)],
        respondents: vec![
            respondent(21, Asked::Person),
            respondent(22, Asked::Participant(ParticipantId::from_uuid(uuid(5)))),
        ],
        answers: Vec::new(),
        names: NamesShown::Hidden,
        deadline: day(11, 27),
        hardest: None,
        quorum: Vec::new(),
        person_times: PersonTimes::default(),
        opened_at: at(day(11, 20), 9),
        closed_at: None,
    }
}

pub(super) fn answer(respondent: u128, mark: Mark, way: AnswerWay, said_at: Instant) -> PollAnswer {
    let marked = Marked { mark, note: None };
    PollAnswer {
        id: PollAnswerId::from_uuid(uuid(100)),
        respondent: RespondentId::from_uuid(uuid(respondent)),
        marks: [(CandidateId::from_uuid(uuid(11)), marked)].into(),
        wishes: [Wish::WithRests].into(),
        note: None,
        way,
        said_at,
        kept_at: said_at,
        kept_by: (way != AnswerWay::Link).then(|| AccountId::from_uuid(uuid(6))),
    }
}

mod asked;
mod offered;
mod ranked;
mod told;
