//! The ledger as it stood at an earlier moment, for what was told then and is written down later. What was stopped
//! since does not take back what was told; what was agreed to, opened or excepted since does not make it right.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::Form;
use super::halt::{Halt, HaltOf, HaltState};
use super::ledger::Ledger;
use crate::cases::employment::Disclosure;
use crate::ids::{ConsentId, EmploymentId, HaltId};
use crate::time::Instant;

/// When a halt came to stand in a ledger.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct HaltTimes {
    /// When it was written down.
    pub began: Instant,
    /// When the person began again, where that is known.
    pub resumed: Option<Instant>,
}

/// When the lines of a ledger came to stand in it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct LedgerTimes {
    /// When each consent was written down.
    pub consents: BTreeMap<ConsentId, Instant>,
    /// The same of each halt.
    pub halts: BTreeMap<HaltId, HaltTimes>,
    /// Since when the people of an employer may know as much as they do, where that is known.
    pub disclosed: BTreeMap<EmploymentId, Instant>,
}

impl LedgerTimes {
    /// Whether a halt stood at a moment. One of which nothing is known did.
    fn had_begun(&self, halt: &Halt, at: Instant) -> bool {
        let times = self.halts.get(&halt.id);
        times.is_none_or(|times| times.began <= at)
    }

    /// A halt as it stood at a moment.
    fn at(&self, halt: &Halt, at: Instant) -> Halt {
        let resumed = self.halts.get(&halt.id).and_then(|times| times.resumed);
        let state = match halt.state {
            // Of one that was lifted before such days were kept nobody knows the day: it may have held still.
            HaltState::Resumed { .. } if resumed.is_none_or(|resumed| at < resumed) => {
                HaltState::Paused
            }
            state => state,
        };
        Halt { state, ..*halt }
    }
}

impl Ledger {
    /// Whether everything was stopped on a later day and stays so: what was given on a day before is then not agreed to.
    #[must_use]
    pub fn is_stopped_since(&self, given_on: NaiveDate, times: &LedgerTimes) -> bool {
        let mut halts = self.halts.iter();
        halts.any(|halt| {
            let is_lifted = matches!(halt.state, HaltState::Resumed { .. });
            let times = times.halts.get(&halt.id);
            let is_later = times.is_none_or(|times| given_on < times.began.in_japan().date);
            halt.of == HaltOf::Everything && !is_lifted && is_later
        })
    }

    /// The ledger as it stood at a moment. A consent stood in it that was written down by then, or that was given on
    /// a day before, on paper perhaps, and written down later: of one that was given on the same day nobody can say
    /// which came first. Nothing that follows a later stop in the order of acts is taken from after it, so that the
    /// place of what is decided by this ledger lies before that of every later stop.
    #[must_use]
    pub fn as_of(&self, at: Instant, times: &LedgerTimes) -> Self {
        let day = at.in_japan().date;
        let later = self.halts.iter();
        let later = later.filter(|halt| !times.had_begun(halt, at));
        let first_stop = later.map(|halt| halt.seq).min();
        let consents = self.consents.iter().filter(|consent| {
            let written = times.consents.get(&consent.id);
            let stood = written.is_some_and(|written| *written <= at);
            let precedes_stops = first_stop.is_none_or(|stop| consent.seq < stop);
            let is_on_paper = consent.form == Form::Written;
            stood || (is_on_paper && consent.given_on < day && precedes_stops)
        });
        let consents: Vec<_> = consents.cloned().collect();
        let halts = self.halts.iter();
        let halts = halts.filter(|halt| times.had_begun(halt, at));
        let halts: Vec<Halt> = halts.map(|halt| times.at(halt, at)).collect();
        let mut employments = self.employments.clone();
        for employment in &mut employments {
            let since = times.disclosed.get(&employment.id);
            if since.is_some_and(|since| at < *since) {
                employment.disclosure = Disclosure::Closed;
            }
        }
        let exceptions = self.exceptions.iter();
        let mut exceptions: Vec<_> = exceptions.filter(|one| one.at <= at).cloned().collect();
        for exception in &mut exceptions {
            exception.ended_at = exception.ended_at.filter(|ended| *ended <= at);
        }
        let places = consents.iter().map(|consent| consent.seq);
        let seq = places.chain(halts.iter().map(last_place)).max();
        Self {
            person: self.person,
            keepers: self.keepers.clone(),
            consents,
            halts,
            employments,
            exceptions,
            seq: seq.unwrap_or(0),
        }
    }
}

/// The place of the last act that a halt tells of.
const fn last_place(halt: &Halt) -> i64 {
    match halt.state {
        HaltState::Resumed { seq } => seq,
        HaltState::Paused | HaltState::Withdrawn => halt.seq,
    }
}
