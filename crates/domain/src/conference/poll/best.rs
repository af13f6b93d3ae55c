//! Which dates are the best, and why, in words.
//!
//! A date is weighed by these, each before the next: whether the person can come, whether the quorum can, whether the one
//! can whose dates are the hardest to meet, how many of those who have to be there cannot, how many can, how many of the
//! others can, whether it is an ordinary day, and which is earlier. A × never raises a date, and in which order people
//! stand in a list changes nothing.

use std::cmp::Reverse;

use super::answer::{Mark, PollAnswer};
use super::asked::Candidate;
use super::quorum::{Need, QuorumPart, QuorumState, QuorumWho};
use super::reason::{SlotReason, Tally};
use super::times::{PersonTimes, Stated, Stretch, TimeTaken, stated};
use crate::conference::participant::Attendance;
use crate::conference::slot::TimeWindow;
use crate::consent::RecipientKind;
use crate::directory::hours::{DayFacts, HolidayState, HolidayTable, Hours};
use crate::directory::people::StaffRole;
use crate::ids::{CandidateId, RespondentId};
use crate::time::{Instant, Minute};

/// Whether somebody can come on a date, from what they said or else from what is known of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Chance {
    /// They said ×.
    No,
    /// They said nothing, and something speaks against it.
    Unlikely,
    /// They said nothing, and nothing is known.
    Unknown,
    /// They said △; or the person said ○ to a time at which they work or see a doctor.
    Perhaps,
    /// They said ○.
    Yes,
}

impl Chance {
    const fn weight(self) -> u32 {
        match self {
            Self::No => 0,
            Self::Unlikely => 1,
            Self::Unknown => 2,
            Self::Perhaps => 3,
            Self::Yes => 4,
        }
    }
}

/// Somebody who is asked, with what is known of when they can.
#[derive(Debug, Clone, Copy)]
pub struct Sitter<'a> {
    /// Who.
    pub id: RespondentId,
    /// Whether that is the person.
    pub is_person: bool,
    /// Whether the conference can do without them.
    pub attendance: Attendance,
    /// As what they come.
    pub role: Option<StaffRole>,
    /// Of which kind their agency is.
    pub kind: Option<RecipientKind>,
    /// For which part they come; absent for all of it.
    pub window: Option<TimeWindow>,
    /// What counts of what they answered.
    pub answer: Option<&'a PollAnswer>,
    /// When their agency is open. When it can be phoned is no matter here.
    pub hours: &'a Hours,
    /// When they come to meetings, which goes before the hours of their agency where it is stated.
    pub meets: &'a Hours,
    /// When their calendar has them busy.
    pub busy: &'a [TimeTaken],
}

/// What is asked: which of these dates, for these people.
#[derive(Debug, Clone, Copy)]
pub struct Question<'a> {
    /// The dates.
    pub candidates: &'a [Candidate],
    /// How long the conference would take, in minutes.
    pub minutes: u16,
    /// Who is asked.
    pub sitters: &'a [Sitter<'a>],
    /// Whose dates are the hardest to meet.
    pub hardest: Option<RespondentId>,
    /// Without whom people do not meet.
    pub quorum: &'a [QuorumPart],
    /// When the person works or sees a doctor.
    pub person_times: &'a PersonTimes,
    /// 祝日.
    pub holidays: &'a HolidayTable,
}

/// How good a date is; the greatest is the best.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Merit {
    person: u32,
    missing: Reverse<u16>,
    waiting: Reverse<u16>,
    hardest: u32,
    required_no: Reverse<u16>,
    required: u32,
    optional: u32,
    is_ordinary_day: bool,
    begins: Reverse<Instant>,
    id: Reverse<CandidateId>,
}

/// A date with its place among all of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RankedSlot {
    /// Which.
    pub candidate: Candidate,
    /// How good it is.
    pub merit: Merit,
    /// How the quorum stands.
    pub quorum: QuorumState,
    /// How many said what.
    pub tally: Tally,
    /// Why it stands where it does, what weighs most first.
    pub reasons: Vec<SlotReason>,
}

/// A date while it is weighed.
struct Weighed<'a> {
    question: &'a Question<'a>,
    candidate: Candidate,
    day: DayFacts,
}

/// What speaks against somebody on a date, as far as it is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
struct Against {
    at_work: bool,
    at_doctor: bool,
    is_shut: bool,
    is_busy: bool,
    is_day_off: bool,
}

impl Weighed<'_> {
    /// From when until when somebody would be there.
    fn span(&self, sitter: &Sitter<'_>) -> (Instant, Instant) {
        let minutes = |minutes: u16| chrono::TimeDelta::minutes(i64::from(minutes));
        let begins = self.candidate.begins;
        let all = (begins, begins.plus(minutes(self.question.minutes)));
        sitter.window.map_or(all, |window| {
            let until = window.until().min(self.question.minutes);
            let from = window.from().min(until);
            (begins.plus(minutes(from)), begins.plus(minutes(until)))
        })
    }

    fn against(&self, sitter: &Sitter<'_>) -> Against {
        let (from, to) = self.span(sitter);
        let (first, last) = (from.in_japan(), to.in_japan());
        let stretch = Stretch {
            from: first.minute,
            until: match first.date == last.date {
                true => last.minute,
                false => Minute::END,
            },
        };
        let hours = match sitter.meets.is_unknown() {
            true => sitter.hours,
            false => sitter.meets,
        };
        let said = stated(hours, &self.day, stretch);
        let is_off = self.day.is_year_end || self.day.holiday == HolidayState::Holiday;
        let mut busy = sitter.busy.iter();
        let times = self.question.person_times;
        Against {
            at_work: sitter.is_person && times.is_at_work(&self.day, stretch),
            at_doctor: sitter.is_person && times.sees_doctor.contains(&self.day.date),
            is_shut: said == Stated::Shut,
            is_busy: busy.any(|taken| taken.touches(from, to)),
            is_day_off: is_off && said == Stated::Nothing,
        }
    }

    fn mark(&self, sitter: &Sitter<'_>) -> Option<Mark> {
        let answer = sitter.answer?;
        answer.mark(self.candidate.id)
    }
}

/// Whether somebody can come, by their mark and what speaks against it.
fn chance(mark: Option<Mark>, against: Against) -> Chance {
    let costs_the_person = against.at_work || against.at_doctor;
    match mark {
        Some(Mark::No) => Chance::No,
        Some(Mark::Perhaps) => Chance::Perhaps,
        Some(Mark::Yes) if costs_the_person => Chance::Perhaps,
        Some(Mark::Yes) => Chance::Yes,
        None if costs_the_person || against.is_shut || against.is_busy || against.is_day_off => {
            Chance::Unlikely
        }
        None => Chance::Unknown,
    }
}

/// Whether somebody is of a part of the quorum.
fn is_of(sitter: &Sitter<'_>, who: QuorumWho) -> bool {
    match who {
        QuorumWho::Person => sitter.is_person,
        QuorumWho::Role(role) => sitter.role == Some(role),
        QuorumWho::Kind(kind) => !sitter.is_person && sitter.kind == Some(kind),
    }
}

/// Somebody on a date.
struct Seat<'a> {
    sitter: &'a Sitter<'a>,
    mark: Option<Mark>,
    against: Against,
    chance: Chance,
}

/// How the quorum stands on a date.
struct Quorum {
    state: QuorumState,
    lost: u16,
    waiting: u16,
    reasons: Vec<SlotReason>,
}

fn count(how_many: usize) -> u16 {
    u16::try_from(how_many).unwrap_or(u16::MAX)
}

/// How a part of the quorum stands; nothing, where it does not matter.
fn part_state(part: QuorumPart, seats: &[Seat<'_>]) -> Option<(QuorumState, SlotReason)> {
    let of_it = seats.iter().filter(|seat| is_of(seat.sitter, part.who));
    Some(match of_it.map(|seat| seat.chance).max() {
        None if part.need == Need::IfThere => return None,
        None => (QuorumState::Lost, SlotReason::QuorumNotCalled(part.who)),
        Some(Chance::No) => (QuorumState::Lost, SlotReason::QuorumLost(part.who)),
        Some(Chance::Unlikely | Chance::Unknown) => {
            (QuorumState::Waiting, SlotReason::QuorumWaits(part.who))
        }
        Some(Chance::Perhaps | Chance::Yes) => (QuorumState::Met, SlotReason::QuorumMet),
    })
}

fn quorum(parts: &[QuorumPart], seats: &[Seat<'_>]) -> Quorum {
    let mut parts = parts.to_vec();
    parts.sort_by_key(|part| part.who);
    let states = parts.iter().filter_map(|part| part_state(*part, seats));
    let states: Vec<(QuorumState, SlotReason)> = states.collect();
    let how_many = |state| count(states.iter().filter(|(known, _)| *known == state).count());
    let (lost, waiting) = (how_many(QuorumState::Lost), how_many(QuorumState::Waiting));
    let state = match (lost, waiting) {
        (0, 0) => QuorumState::Met,
        (0, _) => QuorumState::Waiting,
        _ => QuorumState::Lost,
    };
    let open = states
        .iter()
        .filter(|(state, _)| *state != QuorumState::Met);
    let mut reasons: Vec<SlotReason> = open.map(|(_, reason)| *reason).collect();
    if reasons.is_empty() && !states.is_empty() {
        reasons.push(SlotReason::QuorumMet);
    }
    Quorum {
        state,
        lost,
        waiting,
        reasons,
    }
}

fn tally(seats: &[Seat<'_>]) -> Tally {
    Tally::of(seats.iter().map(|seat| seat.mark))
}

impl Weighed<'_> {
    fn is_holiday(&self) -> bool {
        self.day.holiday == HolidayState::Holiday
    }

    fn merit(&self, seats: &[Seat<'_>], quorum: &Quorum) -> Merit {
        let weight = |seat: Option<&Seat<'_>>| seat.map_or(0, |seat| seat.chance.weight());
        let of = |attendance: Attendance| {
            let some = seats.iter();
            some.filter(move |seat| seat.sitter.attendance == attendance)
        };
        let sum = |attendance| -> u32 { of(attendance).map(|seat| seat.chance.weight()).sum() };
        let cannot = of(Attendance::Required).filter(|seat| seat.chance == Chance::No);
        let hardest = self.question.hardest;
        Merit {
            person: weight(seats.iter().find(|seat| seat.sitter.is_person)),
            missing: Reverse(quorum.lost),
            waiting: Reverse(quorum.waiting),
            hardest: weight(seats.iter().find(|seat| Some(seat.sitter.id) == hardest)),
            required_no: Reverse(count(cannot.count())),
            required: sum(Attendance::Required),
            optional: sum(Attendance::Optional),
            is_ordinary_day: !self.is_holiday() && !self.day.is_year_end,
            begins: Reverse(self.candidate.begins),
            id: Reverse(self.candidate.id),
        }
    }

    fn reasons(&self, seats: &[Seat<'_>], quorum: Quorum) -> Vec<SlotReason> {
        let person = seats.iter().find(|seat| seat.sitter.is_person);
        let person = person.map(|seat| SlotReason::Person {
            mark: seat.mark,
            at_work: seat.against.at_work,
            at_doctor: seat.against.at_doctor,
        });
        let mut others = seats.iter().filter(|seat| !seat.sitter.is_person);
        let hardest = others.find(|seat| Some(seat.sitter.id) == self.question.hardest);
        let hardest = hardest.map(|seat| SlotReason::Hardest(seat.sitter.id, seat.mark));
        // Whether the person works or sees a doctor is said above, whatever else is taken here.
        let is_silent = |seat: &&Seat<'_>| {
            let is_told = !seat.sitter.is_person || seat.against.is_busy;
            seat.mark.is_none() && is_told
        };
        let silent = seats.iter().filter(is_silent);
        let mut silent: Vec<(RespondentId, SlotReason)> = silent
            .filter_map(|seat| {
                let id = seat.sitter.id;
                match (seat.against.is_busy, seat.against.is_shut) {
                    (true, _) => Some((id, SlotReason::Busy(id))),
                    (false, true) => Some((id, SlotReason::Shut(id))),
                    (false, false) => None,
                }
            })
            .collect();
        silent.sort_by_key(|(id, _)| *id);
        let day = [
            self.is_holiday().then_some(SlotReason::Holiday),
            self.day.is_year_end.then_some(SlotReason::YearEnd),
        ];
        let mut reasons: Vec<SlotReason> = person.into_iter().collect();
        reasons.extend(quorum.reasons);
        reasons.extend(hardest);
        reasons.push(SlotReason::Said(tally(seats)));
        reasons.extend(day.into_iter().flatten());
        reasons.extend(silent.into_iter().map(|(_, reason)| reason));
        reasons
    }
}

/// Weighs one date.
fn weigh(question: &Question<'_>, candidate: Candidate) -> RankedSlot {
    let date = candidate.begins.in_japan().date;
    let weighed = Weighed {
        question,
        candidate,
        day: DayFacts::of(date, question.holidays),
    };
    let seats = question.sitters.iter().map(|sitter| {
        let (mark, against) = (weighed.mark(sitter), weighed.against(sitter));
        Seat {
            sitter,
            mark,
            against,
            chance: chance(mark, against),
        }
    });
    let seats: Vec<Seat<'_>> = seats.collect();
    let quorum = quorum(question.quorum, &seats);
    RankedSlot {
        candidate,
        merit: weighed.merit(&seats, &quorum),
        quorum: quorum.state,
        tally: tally(&seats),
        reasons: weighed.reasons(&seats, quorum),
    }
}

/// The dates, the best first.
#[must_use]
pub fn best(question: &Question<'_>) -> Vec<RankedSlot> {
    let candidates = question.candidates.iter();
    let mut slots: Vec<RankedSlot> = candidates.map(|one| weigh(question, *one)).collect();
    slots.sort_by_key(|slot| std::cmp::Reverse(slot.merit));
    slots
}
