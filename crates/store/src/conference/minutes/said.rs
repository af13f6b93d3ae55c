//! What is sealed of the minutes of a conference: texts, as they stand in their rows.

use renkei_domain::conference::{AttendanceLine, ConferenceDecision, Inquiry, ItemNotes, Turnout};
use serde::{Deserialize, Serialize};

use crate::conference::said::text;

/// What is sealed of what was noted about an item.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct SaidOfNotes {
    pub(super) said: Option<String>,
    pub(super) conclusion: Option<String>,
    pub(super) remaining: Option<String>,
}

impl SaidOfNotes {
    pub(super) fn of(notes: &ItemNotes) -> Self {
        Self {
            said: text(notes.said.as_ref()),
            conclusion: text(notes.conclusion.as_ref()),
            remaining: text(notes.remaining.as_ref()),
        }
    }
}

/// What is sealed of whether somebody came.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct SaidOfAttendance {
    pub(super) substitute: Option<String>,
    pub(super) view: Option<String>,
    pub(super) why: Option<String>,
}

impl SaidOfAttendance {
    pub(super) fn of(line: &AttendanceLine) -> Self {
        let view = |inquiry: &Inquiry| text(inquiry.view.as_ref());
        Self {
            substitute: match &line.turnout {
                Some(Turnout::Substitute { name }) => Some(name.to_string()),
                _ => None,
            },
            view: line.inquiry.as_ref().and_then(view),
            why: match &line.turnout {
                Some(Turnout::Away { why }) => Some(why.to_string()),
                _ => None,
            },
        }
    }
}

/// What is sealed of a decision.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct SaidOfDecision {
    pub(super) what: String,
    pub(super) how: Option<String>,
}

impl SaidOfDecision {
    pub(super) fn of(decision: &ConferenceDecision) -> Self {
        Self {
            what: decision.what.to_string(),
            how: text(decision.how.as_ref()),
        }
    }
}
