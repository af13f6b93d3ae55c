//! What people are or were asked about the date of a conference, as whom it is about reads it: the dates with their own
//! answer. What others answered is theirs.

use renkei_app::conference::read::ConferencesView;
use renkei_domain::conference::Conference;
use renkei_domain::conference::poll::{Asked, Poll, PollAnswer};

use super::super::facts::{day, lines_of};
use crate::pages::poll::marks::when;

/// A question about dates.
#[derive(Debug, Clone)]
pub(super) struct OwnPoll {
    /// Whether answers are taken.
    pub(super) is_open: bool,
    /// The last day for an answer.
    pub(super) deadline: String,
    /// Whether one was asked oneself.
    pub(super) is_asked: bool,
    pub(super) dates: Vec<OwnDate>,
    /// What one answered last; absent where one did not.
    pub(super) answer: Option<OwnAnswer>,
}

/// A date that was asked about.
#[derive(Debug, Clone)]
pub(super) struct OwnDate {
    pub(super) when: String,
    /// What one said of it.
    pub(super) mark: Option<&'static str>,
    pub(super) note: Option<String>,
}

/// What one said besides.
#[derive(Debug, Clone)]
pub(super) struct OwnAnswer {
    pub(super) on: String,
    pub(super) way: &'static str,
    pub(super) wishes: Vec<&'static str>,
    pub(super) note: Vec<String>,
}

fn answered(answer: &PollAnswer) -> OwnAnswer {
    OwnAnswer {
        on: day(answer.said_at.in_japan().date),
        way: answer.way.word(),
        wishes: answer.wishes.iter().map(|wish| wish.word()).collect(),
        note: answer.note.as_ref().map(lines_of).unwrap_or_default(),
    }
}

fn own_poll(poll: &Poll) -> OwnPoll {
    let own = poll.respondent_of(Asked::Person);
    let answer = own.and_then(|own| poll.counts(own.id));
    let dates = poll.candidates.iter().map(|date| {
        let marked = answer.and_then(|answer| answer.marks.get(&date.id));
        OwnDate {
            when: when(date.begins, poll.minutes),
            mark: marked.map(|marked| marked.mark.said()),
            note: marked.and_then(|marked| marked.note.as_ref().map(ToString::to_string)),
        }
    });
    OwnPoll {
        is_open: poll.taking().is_ok(),
        deadline: day(poll.deadline),
        is_asked: own.is_some(),
        dates: dates.collect(),
        answer: answer.map(answered),
    }
}

/// What was asked about the date of a conference, the newest first.
pub(super) fn own_polls(view: &ConferencesView, conference: &Conference) -> Vec<OwnPoll> {
    let polls = view.polls.iter();
    let polls = polls.filter(|poll| poll.conference == conference.id);
    polls.map(own_poll).collect()
}
