//! The figures of finding a date: `cargo bench -p renkei-tests --bench dates`.
//!
//! Sixty possible dates for thirty people, each of whom has hours, a calendar and, every third of them, no answer yet; with
//! a quorum of three parts. What it prints is read by people; nothing here fails on a slow machine.

use std::collections::BTreeMap;
use std::hint::black_box;
use std::time::{Duration, Instant};

use chrono::{Days, NaiveDate, TimeDelta};
use renkei_domain::conference::Attendance;
use renkei_domain::conference::poll::{
    AnswerWay, Candidate, Mark, Marked, Need, PersonTimes, PollAnswer, Question, QuorumPart,
    QuorumWho, Sitter, TimeTaken, best,
};
use renkei_domain::consent::RecipientKind;
use renkei_domain::directory::hours::{HolidayTable, Hours};
use renkei_domain::ids::{CandidateId, PollAnswerId, RespondentId};
use renkei_domain::time::Instant as At;
use uuid::Uuid;

const PEOPLE: u128 = 30;
const DATES: u64 = 60;
const ROUNDS: usize = 101;

/// How many times each is busy.
const BUSY: i64 = 40;

fn main() {
    let candidates = candidates();
    let answers: Vec<Option<PollAnswer>> = (0..PEOPLE)
        .map(|number| answer(number, &candidates))
        .collect();
    let hours = hours("月-金 9:00-12:00,13:00-17:30; 第2水 休み; 祝 休み; 年末年始 休み");
    let (nothing, busy) = (Hours::default(), busy());
    let sitters = (0..PEOPLE).zip(&answers).map(|(number, answer)| Sitter {
        id: respondent(number),
        is_person: number == 0,
        attendance: Attendance::Required,
        role: None,
        kind: match number % 3 {
            1 => Some(RecipientKind::LabourOffice),
            2 => Some(RecipientKind::Medical),
            _ => None,
        },
        window: None,
        answer: answer.as_ref(),
        hours: &hours,
        meets: &nothing,
        busy: &busy,
    });
    let sitters: Vec<Sitter<'_>> = sitters.collect();
    let part = |who| QuorumPart {
        who,
        need: Need::Always,
    };
    let quorum = [
        part(QuorumWho::Person),
        part(QuorumWho::Kind(RecipientKind::LabourOffice)),
        part(QuorumWho::Kind(RecipientKind::Medical)),
    ];
    let (times, holidays) = (PersonTimes::default(), holidays());
    let question = Question {
        candidates: &candidates,
        minutes: 60,
        sitters: &sitters,
        hardest: Some(respondent(3)),
        quorum: &quorum,
        person_times: &times,
        holidays: &holidays,
    };
    let mut spent: Vec<Duration> = Vec::with_capacity(ROUNDS);
    let mut ranked = 0;
    for _ in 0..ROUNDS {
        let begun = Instant::now();
        ranked = best(black_box(&question)).len();
        spent.push(begun.elapsed());
    }
    spent.sort_unstable();
    let median = spent.get(ROUNDS / 2).copied().unwrap_or_default();
    println!(
        "{PEOPLE} people × {ranked} dates: median {:.2} ms (aim: 5 ms)",
        median.as_secs_f64() * 1e3
    );
}

fn first_day() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 12, 1).unwrap_or_default()
}

fn respondent(number: u128) -> RespondentId {
    RespondentId::from_uuid(Uuid::from_u128(number))
}

fn hours(notation: &str) -> Hours {
    Hours::parse(notation).unwrap_or_default()
}

fn begins(number: u64) -> At {
    let hour = [9, 10, 13, 15][usize::try_from(number % 4).unwrap_or_default()];
    let time = first_day().and_time(chrono::NaiveTime::MIN) + TimeDelta::hours(hour);
    At::from_japan(time + Days::new(number / 4))
}

/// Two weeks and a day, four times a day.
fn candidates() -> Vec<Candidate> {
    (0..DATES)
        .map(|number| Candidate {
            id: CandidateId::from_uuid(Uuid::from_u128(u128::from(number))),
            begins: begins(number),
        })
        .collect()
}

/// Two of three said something of every date.
fn answer(number: u128, candidates: &[Candidate]) -> Option<PollAnswer> {
    if number % 3 == 2 {
        return None;
    }
    let marks = candidates.iter().zip(Mark::ALL.iter().cycle());
    let marks: BTreeMap<CandidateId, Marked> = marks
        .map(|(candidate, mark)| {
            let marked = Marked {
                mark: *mark,
                note: None,
            };
            (candidate.id, marked)
        })
        .collect();
    Some(PollAnswer {
        id: PollAnswerId::from_uuid(Uuid::from_u128(number)),
        respondent: respondent(number),
        marks,
        wishes: Default::default(),
        note: None,
        way: AnswerWay::Link,
        said_at: begins(0),
        kept_at: begins(0),
        kept_by: None,
    })
}

fn busy() -> Vec<TimeTaken> {
    let hour = |hours: i64| begins(0).plus(TimeDelta::hours(hours));
    (0..BUSY)
        .map(|number| TimeTaken {
            from: hour(9 * number),
            to: hour(9 * number + 1),
        })
        .collect()
}

fn holidays() -> HolidayTable {
    let days = (0..60).filter_map(|number| {
        let day = first_day().checked_add_days(Days::new(number * 7))?;
        Some((day, "休日".to_owned()))
    });
    days.collect()
}
