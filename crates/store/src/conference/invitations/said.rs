//! What is sealed of somebody who was called: names, numbers and words, as they stand in their rows.

use serde::{Deserialize, Serialize};

/// What is sealed of an invitation.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct SaidOfInvitation {
    /// What they are called.
    pub(super) name: String,
    /// Who listened when they were told who it is about.
    pub(super) heard_by: Option<String>,
}

/// What is sealed of a message.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct SaidOfNotice {
    /// The mail address, number or postal address.
    pub(super) target: Option<String>,
}

/// What is sealed of a mark.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct SaidOfMark {
    /// What shows it.
    pub(super) evidence: Option<String>,
}

/// What is sealed of an answer.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct SaidOfReply {
    /// Who comes in their place.
    pub(super) substitute: Option<String>,
    /// What they said besides.
    pub(super) note: Option<String>,
    /// Who answered.
    pub(super) from: Option<String>,
}

/// What is sealed of a way.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct SaidOfWay {
    /// The mail address, number or postal address that the host chose.
    pub(super) target: Option<String>,
    /// Why.
    pub(super) reason: Option<String>,
    /// The number that was confirmed.
    pub(super) number: Option<String>,
}
