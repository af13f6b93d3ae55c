//! What came of a conference, as types of the schema.

use async_graphql::{ID, Object};
use renkei_domain::conference::{
    ConferenceDecision, DecisionKind, DecisionState, Inquiry, ItemNotes,
};
use renkei_domain::text::Prose;

use crate::closed_list::Word;
use crate::scalars::{DateScalar, DateTimeScalar};

/// What was noted about an item.
pub(crate) struct ConferenceNotesType(pub(super) ItemNotes);

/// Minutes about one item of the agenda.
#[Object(name = "ConferenceNotes")]
impl ConferenceNotesType {
    /// Which item, as `ConferenceItem.id` shows it. Null: what the person brought in themselves.
    async fn item(&self) -> Option<ID> {
        self.0.item.map(|id| ID(id.to_string()))
    }

    /// Rises by one each time it is saved; recording names the one it was written over.
    async fn version(&self) -> i64 {
        self.0.version
    }

    /// What people talked about (話したこと). Null: nothing was written there.
    async fn said(&self) -> Option<&str> {
        self.0.said.as_ref().map(Prose::as_str)
    }

    /// What they came to (結論). Null: nothing was written there.
    async fn conclusion(&self) -> Option<&str> {
        self.0.conclusion.as_ref().map(Prose::as_str)
    }

    /// Questions that stay for another time (残ったこと). Null: nothing was written there.
    async fn remaining(&self) -> Option<&str> {
        self.0.remaining.as_ref().map(Prose::as_str)
    }

    /// The moment at which the note taker saved it last.
    async fn saved_at(&self) -> DateTimeScalar {
        DateTimeScalar(self.0.at)
    }
}

/// What an absentee was asked beforehand.
pub(crate) struct ConferenceInquiryType(pub(super) Inquiry);

/// A question to somebody who will not be there, with what they think.
#[Object(name = "ConferenceInquiry")]
impl ConferenceInquiryType {
    /// On which day somebody asked them.
    async fn asked_on(&self) -> DateScalar {
        DateScalar(self.0.asked_on)
    }

    /// On which day they answered. Null: they did not yet.
    async fn answered_on(&self) -> Option<DateScalar> {
        self.0.answered_on.map(DateScalar)
    }

    /// What they think, in their words as they were written down. Null: they said nothing yet.
    async fn view(&self) -> Option<&str> {
        self.0.view.as_ref().map(Prose::as_str)
    }
}

/// Something that was decided.
pub(crate) struct ConferenceDecisionType {
    pub(super) decision: ConferenceDecision,
    pub(super) by: String,
}

/// Who does what until when, as a conference agreed.
#[Object(name = "ConferenceDecision")]
impl ConferenceDecisionType {
    /// Which it is among all of them; settling takes it.
    async fn id(&self) -> ID {
        ID(self.decision.id.to_string())
    }

    /// Rises by one each time it is settled or opened again.
    async fn version(&self) -> i64 {
        self.decision.version
    }

    /// About which item, as `ConferenceItem.id` shows it. Null: about none in particular.
    async fn item(&self) -> Option<ID> {
        self.decision.item.map(|id| ID(id.to_string()))
    }

    /// Whether it is a thing to do, or begins a change of team, a question for consent or a referral.
    async fn kind(&self) -> Word<DecisionKind> {
        Word(self.decision.kind)
    }

    /// Which agency does it, by name; the person is called 本人.
    async fn by(&self) -> &str {
        &self.by
    }

    /// The thing itself, in the words of the note taker.
    async fn what(&self) -> &str {
        self.decision.what.as_str()
    }

    /// In which way they do it. Null: nobody said so.
    async fn how(&self) -> Option<&str> {
        self.decision.how.as_ref().map(Prose::as_str)
    }

    /// The last day on which it is done in time.
    async fn due_on(&self) -> DateScalar {
        DateScalar(self.decision.due_on)
    }

    /// Whether it waits, was done, or is not done any more.
    async fn state(&self) -> Word<DecisionState> {
        Word(self.decision.state)
    }

    /// On which day somebody wrote down what became of it. Null as long as it waits.
    async fn settled_on(&self) -> Option<DateScalar> {
        let settled = self.decision.settled;
        settled.map(|settled| DateScalar(settled.on))
    }
}
