//! Who is called to a conference, and who could be, as types of the schema.

use async_graphql::{ID, Object};
use renkei_app::conference::read::Called;
use renkei_domain::conference::{Attendance, Came, Coming, Inquiry, Substitute};
use renkei_domain::consent::{Categories, InformationCategory};
use renkei_domain::directory::people::StaffRole;
use renkei_domain::ids::TeamMemberId;

use super::minutes::ConferenceInquiryType;
use crate::closed_list::Word;
use crate::scalars::DateScalar;

/// Somebody who is called.
pub(crate) struct ConferenceParticipantType {
    pub(super) called: Called,
    pub(super) came: Option<Came>,
    pub(super) inquiry: Option<Inquiry>,
    pub(super) uncovered: Categories,
}

/// Somebody on the list of a conference, with whether the person's consents let them be there.
#[Object(name = "ConferenceParticipant")]
impl ConferenceParticipantType {
    /// Which entry of the list it is.
    async fn id(&self) -> ID {
        ID(self.called.participant.id.to_string())
    }

    /// Agency and contact as the team, the directory or whoever typed it calls them.
    async fn name(&self) -> &str {
        &self.called.name
    }

    /// Whether people can meet without them.
    async fn attendance(&self) -> Word<Attendance> {
        Word(self.called.participant.attendance)
    }

    /// As what they come, by their profession or office. Null: nobody said so.
    async fn role(&self) -> Option<Word<StaffRole>> {
        self.called.participant.role.map(Word)
    }

    /// Whether a colleague may sit in their place.
    async fn substitute(&self) -> Word<Substitute> {
        Word(self.called.participant.substitute)
    }

    /// From which minute after the beginning they are there. Null: for all of it.
    async fn from_minute(&self) -> Option<i32> {
        let window = self.called.participant.window;
        window.map(|window| i32::from(window.from()))
    }

    /// Until which minute after the beginning they stay. Null: for all of it.
    async fn until_minute(&self) -> Option<i32> {
        let window = self.called.participant.window;
        window.map(|window| i32::from(window.until()))
    }

    /// Whether they may hear whom it is about today, and the person did not say no to them.
    async fn may_be_called(&self) -> bool {
        self.called.coming.may_be_called()
    }

    /// Japanese sentences that say what is missing for all of the agenda, or for coming at all.
    async fn missing(&self) -> Vec<&str> {
        let refusals = match &self.called.coming {
            Coming::May { not, .. } => not.as_slice(),
            Coming::NotYet(why) => why.as_slice(),
            Coming::Unwanted(_) => &[],
        };
        refusals.iter().map(|one| one.reason.word()).collect()
    }

    /// Whether they were there, once somebody wrote that down. Null: nobody did.
    async fn came(&self) -> Option<Word<Came>> {
        self.came.map(Word)
    }

    /// What they heard while people met that no consent of today covers: no record is made of that.
    async fn uncovered(&self) -> Vec<Word<InformationCategory>> {
        self.uncovered.iter().copied().map(Word).collect()
    }

    /// What they were asked beforehand (照会), where somebody wrote that down. Null: nobody did.
    async fn inquiry(&self) -> Option<ConferenceInquiryType> {
        self.inquiry.clone().map(ConferenceInquiryType)
    }

    /// Since which day the person wants them kept away (「よばないで」). Null: they said nothing against them.
    async fn unwanted_since(&self) -> Option<DateScalar> {
        self.called.participant.unwanted_since.map(DateScalar)
    }
}

/// Somebody of the team.
#[derive(Debug, Clone)]
pub(crate) struct ConferenceTeamMemberType {
    pub(super) id: TeamMemberId,
    pub(super) name: String,
    pub(super) is_called: bool,
}

/// Somebody who helps the person today (支援チーム), and whom a conference can call.
#[Object(name = "ConferenceTeamMember")]
impl ConferenceTeamMemberType {
    /// Which entry of the team it is, as `prepareConference` takes it.
    async fn id(&self) -> ID {
        ID(self.id.to_string())
    }

    /// Agency and contact as the case calls them.
    async fn name(&self) -> &str {
        &self.name
    }

    /// Whether they stand on the list of this conference already.
    async fn is_called(&self) -> bool {
        self.is_called
    }
}
