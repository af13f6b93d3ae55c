//! Mail that comes back about a conference. [`take`] reads a message, finds by its `leads` whose answer it is, and records
//! what is sure (`reading` says what that is); what is doubtful waits, and [`settle`] is what somebody who sees to the
//! conference decides about it. `meeting` does the same for the meetings of a network, about which their secretariat
//! decides ([`super::series::mails`]). Mail that belongs to neither is not taken at all: it stays in the mailbox, for
//! whoever reads that.

use renkei_domain::ids::{CaseId, ConferenceId, ReceivedMailId};

use crate::writer::Answer;

mod leads;
mod meeting;
mod reading;
pub mod settle;
pub mod take;

/// A mail as somebody saw it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SeenMail {
    /// In which case.
    pub case: CaseId,
    /// About which conference.
    pub conference: ConferenceId,
    /// Which.
    pub id: ReceivedMailId,
    /// In which version.
    pub version: i64,
}

/// A mail about which somebody decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KeptMail(pub ReceivedMailId);

impl Answer for KeptMail {
    fn to_text(&self) -> String {
        self.0.to_string()
    }

    fn from_text(text: &str) -> Option<Self> {
        text.parse().ok().map(Self)
    }
}
