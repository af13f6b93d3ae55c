//! Addresses of a conference of a case.

use axum_extra::routing::TypedPath;
use renkei_domain::ids::{CaseId, ConferenceId};
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
    /// Asking when people can come to it, and what they answered.
    ConferencePollPath = "/cases/{id}/conferences/{conference}/poll";
    /// Writing an answer down that was heard.
    PollAnswerPath = "/cases/{id}/conferences/{conference}/poll/answer";
    /// A link to hand on, and closing the poll.
    PollStepPath = "/cases/{id}/conferences/{conference}/poll/step";
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
