//! What is known of one meeting, as types of the schema: what is talked about, who came, what was decided.

use async_graphql::{ID, Object};
use renkei_domain::conference::series::{
    ItemOutcome, MeetingCame, MeetingDecision, MeetingItem, MeetingMember,
};
use renkei_domain::conference::{Aim, DecisionState};
use renkei_domain::text::Line;

use crate::closed_list::Word;
use crate::scalars::DateScalar;

/// Something that is talked about.
pub(crate) struct MeetingItemType(pub(super) MeetingItem);

/// Something on the agenda of a meeting.
#[Object(name = "MeetingItem")]
impl MeetingItemType {
    /// Which it is within its meeting.
    async fn id(&self) -> ID {
        ID(self.0.id.to_string())
    }

    /// The subject, in words of the secretariat.
    async fn title(&self) -> &str {
        self.0.title.as_str()
    }

    /// How long it may take, counted in whole minutes.
    async fn minutes(&self) -> i32 {
        i32::from(self.0.minutes)
    }

    /// Which office or duty brings it in. Null: nobody was named.
    async fn presenter(&self) -> Option<&str> {
        self.0.presenter.as_ref().map(Line::as_str)
    }

    /// What should be different afterwards.
    async fn aim(&self) -> Word<Aim> {
        Word(self.0.aim)
    }

    /// How far people got with it.
    async fn outcome(&self) -> Word<ItemOutcome> {
        Word(self.0.outcome)
    }

    /// The day of the meeting that left it over first. Null: it is new here.
    async fn carried_from(&self) -> Option<DateScalar> {
        self.0.from.map(DateScalar)
    }
}

/// Whether a member came.
pub(crate) struct MeetingTurnoutType {
    pub(super) member: MeetingMember,
    pub(super) name: String,
    pub(super) came: MeetingCame,
}

/// Whether one office was there.
#[Object(name = "MeetingTurnout")]
impl MeetingTurnoutType {
    /// Which one, as `MeetingMember.id` shows it.
    async fn member(&self) -> ID {
        ID(self.member.id.to_string())
    }

    /// Office and duty, as one text.
    async fn name(&self) -> &str {
        &self.name
    }

    /// In which way they took part, if at all.
    async fn came(&self) -> Word<MeetingCame> {
        Word(self.came)
    }
}

/// Something that was decided.
pub(crate) struct MeetingDecisionType(pub(super) MeetingDecision);

/// Who does what until when, as a meeting of a network agreed.
#[Object(name = "MeetingDecision")]
impl MeetingDecisionType {
    /// Which it is within its meeting; settling takes it.
    async fn id(&self) -> ID {
        ID(self.0.id.to_string())
    }

    /// Which office or duty does it.
    async fn by(&self) -> &str {
        self.0.by.as_str()
    }

    /// The thing itself, in words of the secretariat.
    async fn what(&self) -> &str {
        self.0.what.as_str()
    }

    /// The last day on which it is in time.
    async fn due_on(&self) -> DateScalar {
        DateScalar(self.0.due_on)
    }

    /// Whether it waits, was done, or is not wanted any more.
    async fn state(&self) -> Word<DecisionState> {
        Word(self.0.state)
    }
}
