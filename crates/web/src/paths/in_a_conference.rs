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
    /// Taking a step with it that asks for no more than a press.
    ConferenceStepPath = "/cases/{id}/conferences/{conference}/step";
    /// Its minutes: an item at a time.
    MinutesPath = "/cases/{id}/conferences/{conference}/minutes";
    /// What the person takes home of it.
    HalfPagePath = "/cases/{id}/conferences/{conference}/half-page";
    /// The same conference, for the person.
    OwnConferencePath = "/my/cases/{id}/conferences/{conference}";
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
