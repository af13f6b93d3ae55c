//! Addresses of how somebody is called to a conference. They name rows and never people.

use axum_extra::routing::TypedPath;
use renkei_domain::ids::{CaseId, ConferenceId, ConferenceInvitationId, ParticipantId};
use serde::Deserialize;

use super::{CasePath, ConferencePath, Sampled};

/// An example of the id of somebody who is called, and of their invitation.
const SOMEBODY: &str = "01932f00-0000-700d-8000-000000000001";

/// Declares addresses of somebody who is to be called to a conference.
macro_rules! participant_paths {
    ($($(#[$doc:meta])* $name:ident = $path:literal;)+) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, TypedPath, Deserialize)]
        #[typed_path($path)]
        pub struct $name {
            /// The case's id.
            pub id: String,
            /// The conference's id.
            pub conference: String,
            /// By what the list knows them.
            pub participant: String,
        }

        impl $name {
            /// The address of somebody on the list of a conference.
            #[must_use]
            pub fn of(id: CaseId, conference: ConferenceId, participant: ParticipantId) -> Self {
                Self {
                    id: id.to_string(),
                    conference: conference.to_string(),
                    participant: participant.to_string(),
                }
            }
        }

        impl Sampled for $name {
            fn sample() -> Self {
                Self {
                    id: CasePath::sample().id,
                    conference: ConferencePath::sample().conference,
                    participant: SOMEBODY.to_owned(),
                }
            }
        }
    )+};
}

participant_paths! {
    /// By which channel they are called, and why.
    CallWayPath = "/cases/{id}/conferences/{conference}/calls/way/{participant}";
    /// What they will read or hear.
    CallDraftPath = "/cases/{id}/conferences/{conference}/calls/draft/{participant}";
}

/// An invitation, with everything that became of it.
#[derive(Debug, Clone, TypedPath, Deserialize)]
#[typed_path("/cases/{id}/conferences/{conference}/calls/to/{invited}")]
pub struct InvitedPath {
    /// The case's id.
    pub id: String,
    /// The conference's id.
    pub conference: String,
    /// The invitation's id.
    pub invited: String,
}

impl InvitedPath {
    /// The address of an invitation.
    #[must_use]
    pub fn of(id: CaseId, conference: ConferenceId, invited: ConferenceInvitationId) -> Self {
        Self {
            id: id.to_string(),
            conference: conference.to_string(),
            invited: invited.to_string(),
        }
    }
}

impl Sampled for InvitedPath {
    fn sample() -> Self {
        Self {
            id: CasePath::sample().id,
            conference: ConferencePath::sample().conference,
            invited: SOMEBODY.to_owned(),
        }
    }
}

/// Writing something down about an invitation.
#[derive(Debug, Clone, TypedPath, Deserialize)]
#[typed_path("/cases/{id}/conferences/{conference}/calls/to/{invited}/{step}")]
pub struct InvitedStepPath {
    /// The case's id.
    pub id: String,
    /// The conference's id.
    pub conference: String,
    /// The invitation's id.
    pub invited: String,
    /// What is written down, by its code.
    pub step: String,
}

impl InvitedStepPath {
    /// Where something is written down about an invitation.
    #[must_use]
    pub fn of(of: &InvitedPath, step: &str) -> Self {
        Self {
            id: of.id.clone(),
            conference: of.conference.clone(),
            invited: of.invited.clone(),
            step: step.to_owned(),
        }
    }
}

impl Sampled for InvitedStepPath {
    fn sample() -> Self {
        Self::of(&InvitedPath::sample(), "mark")
    }
}
