//! Addresses of how somebody is called to a conference. They name rows and never people.

use axum_extra::routing::TypedPath;
use renkei_domain::ids::{
    CaseId, ConferenceId, ConferenceInvitationId, ParticipantId, ReceivedMailId,
};
use serde::Deserialize;

use super::in_a_conference::CONFERENCE;
use super::{CASE, Sampled, part_paths};

/// An example of the id of somebody who is called, and of their invitation.
const SOMEBODY: &str = "01932f00-0000-700d-8000-000000000001";

part_paths! { [id: CaseId = CASE, conference: ConferenceId = CONFERENCE]
    /// By which channel they are called, and why.
    CallWayPath = "/cases/{id}/conferences/{conference}/calls/way/{participant}",
        participant: ParticipantId = SOMEBODY;
    /// What they will read or hear.
    CallDraftPath = "/cases/{id}/conferences/{conference}/calls/draft/{participant}",
        participant: ParticipantId = SOMEBODY;
    /// An invitation, with everything that became of it.
    InvitedPath = "/cases/{id}/conferences/{conference}/calls/to/{invited}",
        invited: ConferenceInvitationId = SOMEBODY;
    /// A mail that came back about a conference, as it came.
    ReceivedMailPath = "/cases/{id}/conferences/{conference}/mail/{mail}",
        mail: ReceivedMailId = SOMEBODY;
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
