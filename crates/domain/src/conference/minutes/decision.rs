//! What a conference decided: who does what, how, until when. It stays open until somebody writes down that it was done,
//! or that it is not done; what is open comes first at the next conference, after the person's own item.

use chrono::NaiveDate;

use super::MinutesFault;
use crate::conference::agenda::{AgendaItem, Aim, Presenter};
use crate::conference::meeting::Conference;
use crate::consent::Categories;
use crate::ids::{AccountId, AgendaItemId, ConferenceId, DecisionId};
use crate::text::{Line, Prose};
use crate::time::Instant;
use crate::words::word_list;

/// What the item is called in which earlier decisions are gone through.
pub const FOLLOW_UP: &str = "前の会議で決めたことの確かめ";

/// How long that takes, in minutes.
const FOLLOW_UP_MINUTES: u16 = 10;

word_list! {
    /// What a decision brings about.
    DecisionKind {
        Act = "act", "すること";
        ChangeTeam = "change_team", "支援チームを変える";
        AskConsent = "ask_consent", "同意をお願いする";
        StartReferral = "start_referral", "つぎの機関を紹介する";
    }
}

word_list! {
    /// What became of a decision.
    DecisionState {
        Open = "open", "まだ";
        Done = "done", "できた";
        Dropped = "dropped", "しないことにした";
    }
}

/// That something was done, or is not done any more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Settled {
    /// On which day that was written down.
    pub on: NaiveDate,
    /// By whom.
    pub by: AccountId,
}

/// Something that a conference decided.
#[derive(Clone, PartialEq, Eq)]
pub struct ConferenceDecision {
    /// Its id.
    pub id: DecisionId,
    /// At which conference.
    pub conference: ConferenceId,
    /// About which item; absent for the person's own, and for none in particular.
    pub item: Option<AgendaItemId>,
    /// What it brings about.
    pub kind: DecisionKind,
    /// Who does it.
    pub by: Presenter,
    /// What.
    pub what: Line,
    /// How.
    pub how: Option<Prose>,
    /// The last day on which it is done in time.
    pub due_on: NaiveDate,
    /// What became of it.
    pub state: DecisionState,
    /// Since when and by whom that stands; absent as long as it is open.
    pub settled: Option<Settled>,
    /// When it was written down.
    pub made_at: Instant,
    /// Rises with every change.
    pub version: i64,
}

/// What is planned with somebody is nobody's to read in a log.
impl std::fmt::Debug for ConferenceDecision {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "ConferenceDecision({})", self.id)
    }
}

impl ConferenceDecision {
    /// Checks a decision of a conference that was held.
    ///
    /// # Errors
    /// When item or doer are not of the conference, it would be due before it was decided, or the conference was not
    /// held yet or is over.
    pub fn checked(self, conference: &Conference) -> Result<Self, MinutesFault> {
        conference.in_minutes()?;
        if let Some(item) = self.item
            && conference.agenda.item(item).is_none()
        {
            return Err(MinutesFault::NoSuchItem);
        }
        if let Presenter::Participant(id) = self.by
            && conference.participant(id).is_none()
        {
            return Err(MinutesFault::NoSuchParticipant);
        }
        let slot = conference.slot.as_ref();
        let was_on = slot.map(|slot| slot.begins.in_japan().date);
        if was_on.is_some_and(|was_on| self.due_on < was_on) {
            return Err(MinutesFault::Due);
        }
        Ok(self)
    }

    /// Whether it waits to be done.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.state == DecisionState::Open
    }

    /// Whether it should have been done before a day.
    #[must_use]
    pub fn is_late(&self, today: NaiveDate) -> bool {
        self.is_open() && self.due_on < today
    }

    /// The decision after somebody wrote down what became of it.
    #[must_use]
    pub fn turned(self, state: DecisionState, settled: Settled) -> Self {
        Self {
            state,
            settled: (state != DecisionState::Open).then_some(settled),
            version: self.version + 1,
            ..self
        }
    }

    /// What of the person it tells: what its item does, or anything that was talked about.
    #[must_use]
    pub fn tells(&self, conference: &Conference) -> Categories {
        let item = self.item.and_then(|item| conference.agenda.item(item));
        match item {
            Some(item) => item.categories.clone(),
            None => conference.agenda.heard_in(None),
        }
    }
}

/// The item in which earlier decisions are gone through, telling so much of the person.
#[must_use]
pub fn follow_up(id: AgendaItemId, categories: Categories) -> Option<AgendaItem> {
    Some(AgendaItem {
        id,
        title: Line::parse(FOLLOW_UP).ok()?,
        minutes: FOLLOW_UP_MINUTES,
        presenter: Presenter::Host,
        aim: Aim::Share,
        categories,
    })
}
