//! Addresses of a conference of a case.

use axum_extra::routing::TypedPath;
use renkei_domain::ids::{CaseId, ConferenceId, ParticipantId};
use serde::Deserialize;

use super::{CASE, Sampled, part_paths};

/// An example of a conference's id.
pub(super) const CONFERENCE: &str = "01932f00-0000-700c-8000-000000000001";

part_paths! { [id: CaseId = CASE, conference: ConferenceId = CONFERENCE]
    /// A conference, for staff of the agency that leads.
    ConferencePath = "/cases/{id}/conferences/{conference}";
    /// What became of it: who changed what, and when.
    ConferenceHistoryPath = "/cases/{id}/conferences/{conference}/history";
    /// How everybody is called to it, and what became of that.
    CallsPath = "/cases/{id}/conferences/{conference}/calls";
    /// The mail that came back about it.
    ConferenceMailPath = "/cases/{id}/conferences/{conference}/mail";
    /// Preparing what everybody has to be told.
    SendCallsPath = "/cases/{id}/conferences/{conference}/calls/send";
    /// Taking a step with it that asks for no more than a press.
    ConferenceStepPath = "/cases/{id}/conferences/{conference}/step";
    /// Asking when people can come to it, and what they answered.
    ConferencePollPath = "/cases/{id}/conferences/{conference}/poll";
    /// Writing an answer down that was heard.
    PollAnswerPath = "/cases/{id}/conferences/{conference}/poll/answer";
    /// A link to hand on, and closing the poll.
    PollStepPath = "/cases/{id}/conferences/{conference}/poll/step";
    /// Its minutes: an item at a time.
    MinutesPath = "/cases/{id}/conferences/{conference}/minutes";
    /// What the person takes home of it.
    HalfPagePath = "/cases/{id}/conferences/{conference}/half-page";
    /// The same conference, for the person.
    OwnConferencePath = "/my/cases/{id}/conferences/{conference}";
    /// A sheet of a conference by its code, for staff of the agency that leads.
    ConferencePaperPath = "/cases/{id}/conferences/{conference}/paper/{sheet}",
        sheet: &str = "person-agenda";
    /// A sheet of the same conference, for the person.
    OwnConferencePaperPath = "/my/cases/{id}/conferences/{conference}/paper/{sheet}",
        sheet: &str = "person-agenda";
    /// The sheet by which one who is called to a conference is called.
    CallPaperPath = "/cases/{id}/conferences/{conference}/paper/{sheet}/{participant}",
        sheet: &str = "fax",
        participant: ParticipantId = "01932f00-0000-700d-8000-000000000001";
    /// Editing one part of a conference, by the part's code.
    ConferencePartPath = "/cases/{id}/conferences/{conference}/edit/{part}",
        part: &str = "date";
    /// Writing one part of its minutes: who came, what absentees said, a decision, the next date.
    MinutesPartPath = "/cases/{id}/conferences/{conference}/minutes/edit/{part}",
        part: &str = "next";
    /// The copy of the minutes that somebody gets who was called.
    MinutesCopyPath = "/cases/{id}/conferences/{conference}/minutes/copies/{participant}",
        participant: ParticipantId = "01932f00-0000-700d-8000-000000000001";
}
