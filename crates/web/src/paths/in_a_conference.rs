//! Addresses of a conference of a case.

use axum_extra::routing::TypedPath;
use renkei_domain::ids::{CaseId, ConferenceId, ParticipantId};
use serde::Deserialize;

use super::{CasePath, Sampled};

/// An example of a conference's id.
const CONFERENCE: &str = "01932f00-0000-700c-8000-000000000001";

/// Declares addresses of a conference.
macro_rules! conference_paths {
    ($($(#[$doc:meta])* $name:ident = $path:literal;)+) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, TypedPath, Deserialize)]
        #[typed_path($path)]
        pub struct $name {
            /// The case's id.
            pub id: String,
            /// The conference's id.
            pub conference: String,
        }

        impl $name {
            /// The address of a conference of a case.
            #[must_use]
            pub fn of(id: CaseId, conference: ConferenceId) -> Self {
                Self {
                    id: id.to_string(),
                    conference: conference.to_string(),
                }
            }
        }

        impl Sampled for $name {
            fn sample() -> Self {
                Self {
                    id: CasePath::sample().id,
                    conference: CONFERENCE.to_owned(),
                }
            }
        }
    )+};
}

conference_paths! {
    /// A conference, for staff of the agency that leads.
    ConferencePath = "/cases/{id}/conferences/{conference}";
    /// What became of it: who changed what, and when.
    ConferenceHistoryPath = "/cases/{id}/conferences/{conference}/history";
    /// How everybody is called to it, and what became of that.
    CallsPath = "/cases/{id}/conferences/{conference}/calls";
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
}

/// Declares the sheets of a conference as PDF.
macro_rules! paper_paths {
    ($($(#[$doc:meta])* $name:ident = $path:literal;)+) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, TypedPath, Deserialize)]
        #[typed_path($path)]
        pub struct $name {
            /// The case's id.
            pub id: String,
            /// The conference's id.
            pub conference: String,
            /// The code of the sheet.
            pub sheet: String,
        }

        impl $name {
            /// A sheet of a conference, by its code.
            #[must_use]
            pub fn of(id: CaseId, conference: ConferenceId, sheet: &str) -> Self {
                Self {
                    id: id.to_string(),
                    conference: conference.to_string(),
                    sheet: sheet.to_owned(),
                }
            }
        }

        impl Sampled for $name {
            fn sample() -> Self {
                Self {
                    id: CasePath::sample().id,
                    conference: CONFERENCE.to_owned(),
                    sheet: "person-agenda".to_owned(),
                }
            }
        }
    )+};
}

paper_paths! {
    /// A sheet of a conference, for staff of the agency that leads.
    ConferencePaperPath = "/cases/{id}/conferences/{conference}/paper/{sheet}";
    /// A sheet of the same conference, for the person.
    OwnConferencePaperPath = "/my/cases/{id}/conferences/{conference}/paper/{sheet}";
}

/// The sheet by which one who is called to a conference is called.
#[derive(Debug, Clone, TypedPath, Deserialize)]
#[typed_path("/cases/{id}/conferences/{conference}/paper/{sheet}/{participant}")]
pub struct CallPaperPath {
    /// The case's id.
    pub id: String,
    /// The conference's id.
    pub conference: String,
    /// The code of the sheet.
    pub sheet: String,
    /// The id by which the conference knows them.
    pub participant: String,
}

impl CallPaperPath {
    /// A sheet for somebody who is called, by its code.
    #[must_use]
    pub fn of(
        id: CaseId,
        conference: ConferenceId,
        sheet: &str,
        participant: ParticipantId,
    ) -> Self {
        Self {
            id: id.to_string(),
            conference: conference.to_string(),
            sheet: sheet.to_owned(),
            participant: participant.to_string(),
        }
    }
}

impl Sampled for CallPaperPath {
    fn sample() -> Self {
        Self {
            id: CasePath::sample().id,
            conference: CONFERENCE.to_owned(),
            sheet: "fax".to_owned(),
            participant: "01932f00-0000-700d-8000-000000000001".to_owned(),
        }
    }
}

/// Editing one part of a conference.
#[derive(Debug, Clone, TypedPath, Deserialize)]
#[typed_path("/cases/{id}/conferences/{conference}/edit/{part}")]
pub struct ConferencePartPath {
    /// The case's id.
    pub id: String,
    /// The conference's id.
    pub conference: String,
    /// The code of the part.
    pub part: String,
}

impl ConferencePartPath {
    /// The page for editing a part, by its code.
    #[must_use]
    pub fn of(id: CaseId, conference: ConferenceId, part: &str) -> Self {
        Self {
            id: id.to_string(),
            conference: conference.to_string(),
            part: part.to_owned(),
        }
    }
}

impl Sampled for ConferencePartPath {
    fn sample() -> Self {
        Self {
            id: CasePath::sample().id,
            conference: CONFERENCE.to_owned(),
            part: "date".to_owned(),
        }
    }
}

/// Writing one part of its minutes: who came, what absentees said, a decision, the next date.
#[derive(Debug, Clone, TypedPath, Deserialize)]
#[typed_path("/cases/{id}/conferences/{conference}/minutes/edit/{part}")]
pub struct MinutesPartPath {
    /// The case's id.
    pub id: String,
    /// The conference's id.
    pub conference: String,
    /// The code of the part.
    pub part: String,
}

impl MinutesPartPath {
    /// The page for writing a part, by its code.
    #[must_use]
    pub fn of(id: CaseId, conference: ConferenceId, part: &str) -> Self {
        Self {
            id: id.to_string(),
            conference: conference.to_string(),
            part: part.to_owned(),
        }
    }
}

impl Sampled for MinutesPartPath {
    fn sample() -> Self {
        Self {
            id: CasePath::sample().id,
            conference: CONFERENCE.to_owned(),
            part: "next".to_owned(),
        }
    }
}

/// The copy of the minutes that somebody gets who was called.
#[derive(Debug, Clone, TypedPath, Deserialize)]
#[typed_path("/cases/{id}/conferences/{conference}/minutes/copies/{participant}")]
pub struct MinutesCopyPath {
    /// The case's id.
    pub id: String,
    /// The conference's id.
    pub conference: String,
    /// The id of whoever was called.
    pub participant: String,
}

impl MinutesCopyPath {
    /// The copy of somebody.
    #[must_use]
    pub fn of(id: CaseId, conference: ConferenceId, participant: ParticipantId) -> Self {
        Self {
            id: id.to_string(),
            conference: conference.to_string(),
            participant: participant.to_string(),
        }
    }
}

impl Sampled for MinutesCopyPath {
    fn sample() -> Self {
        Self {
            id: CasePath::sample().id,
            conference: CONFERENCE.to_owned(),
            participant: CONFERENCE.to_owned(),
        }
    }
}
