//! What is known of one meeting of a series: that it was moved or cancelled, what is talked about, who came, what was
//! decided. It stands only once something is. It is known by the day of the rule, however often it is moved: so do
//! calendars (RECURRENCE-ID, RFC 5545 §3.8.4.4).

use chrono::NaiveDate;

use super::SeriesFault;
use crate::conference::agenda::{Aim, ITEM_MINUTES, ITEMS};
use crate::conference::minutes::DecisionState;
use crate::ids::{
    AgendaItemId, DecisionId, MeetingSeriesId, NetworkId, OccurrenceId, ParticipantId,
};
use crate::text::{Line, Prose};
use crate::time::Moment;
use crate::words::word_list;

/// The most decisions of one meeting.
pub const DECISIONS: usize = 50;

word_list! {
    /// Whether a member came.
    MeetingCame {
        Came = "came", "出席";
        Absent = "absent", "欠席";
        Substitute = "substitute", "代理";
        Online = "online", "オンライン";
    }
}

impl MeetingCame {
    /// Whether anybody of the member was there.
    #[must_use]
    pub const fn is_there(self) -> bool {
        !matches!(self, Self::Absent)
    }
}

word_list! {
    /// What became of an item.
    ItemOutcome {
        Open = "open", "まだ";
        Done = "done", "終わった";
        NextTime = "next_time", "次回へ";
        Carried = "carried", "次の回に引き継いだ";
    }
}

/// When and where a meeting is that was moved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MovedTo {
    /// When it begins.
    pub begins: Moment,
    /// Where, where that is not the place of the series.
    pub place: Option<Line>,
}

/// When and where a meeting is that is not as the rule has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Shift {
    /// It is at another time, perhaps in another place.
    Moved {
        /// When it begins.
        begins: Moment,
        /// Where, where that is not the place of the series.
        place: Option<Line>,
    },
    /// It is not held.
    Cancelled {
        /// Why, as it is told to who is called.
        why: Option<Line>,
        /// Where it had been moved before: whoever heard of that day hears that it falls away.
        was: Option<MovedTo>,
    },
}

/// Something that is talked about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MeetingItem {
    /// Its id.
    pub id: AgendaItemId,
    /// What it is called.
    pub title: Line,
    /// How long it takes, in minutes.
    pub minutes: u16,
    /// Who brings it in.
    pub presenter: Option<Line>,
    /// What it aims at.
    pub aim: Aim,
    /// What became of it.
    pub outcome: ItemOutcome,
    /// The day of the rule of the meeting that left it over.
    pub from: Option<NaiveDate>,
}

/// Something that was decided.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MeetingDecision {
    /// Its id.
    pub id: DecisionId,
    /// Who does it.
    pub by: Line,
    /// What.
    pub what: Line,
    /// The last day on which it is done in time.
    pub due_on: NaiveDate,
    /// What became of it.
    pub state: DecisionState,
}

/// What is known of a meeting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Occurrence {
    /// Its id.
    pub id: OccurrenceId,
    /// Of which series.
    pub series: MeetingSeriesId,
    /// Of which network.
    pub network: NetworkId,
    /// On which day the rule has it.
    pub original: NaiveDate,
    /// That it is not as the rule has it.
    pub shift: Option<Shift>,
    /// What is talked about, in this order.
    pub items: Vec<MeetingItem>,
    /// Who came, of each member once.
    pub came: Vec<(ParticipantId, MeetingCame)>,
    /// What was decided.
    pub decisions: Vec<MeetingDecision>,
    /// What else was noted.
    pub notes: Option<Prose>,
    /// How often what stands in calendars was changed.
    pub sequence: u32,
    /// Rises by one with every change; 0 before the first.
    pub version: i64,
}

impl Occurrence {
    /// One of which nothing is known yet.
    #[must_use]
    pub const fn bare(
        id: OccurrenceId,
        (network, series): (NetworkId, MeetingSeriesId),
        original: NaiveDate,
    ) -> Self {
        Self {
            id,
            series,
            network,
            original,
            shift: None,
            items: Vec::new(),
            came: Vec::new(),
            decisions: Vec::new(),
            notes: None,
            sequence: 0,
            version: 0,
        }
    }

    /// Whether it is not held.
    #[must_use]
    pub const fn is_cancelled(&self) -> bool {
        matches!(self.shift, Some(Shift::Cancelled { .. }))
    }

    /// Whether no more is known of it than what is talked about.
    #[must_use]
    pub const fn is_agenda_alone(&self) -> bool {
        self.shift.is_none()
            && self.came.is_empty()
            && self.decisions.is_empty()
            && self.notes.is_none()
    }

    /// Why it is not held, where somebody said so.
    #[must_use]
    pub const fn why_cancelled(&self) -> Option<&Line> {
        match &self.shift {
            Some(Shift::Cancelled { why, .. }) => why.as_ref(),
            Some(Shift::Moved { .. }) | None => None,
        }
    }

    /// Whether a member came.
    #[must_use]
    pub fn turnout(&self, member: ParticipantId) -> Option<MeetingCame> {
        let mut came = self.came.iter();
        came.find(|(known, _)| *known == member)
            .map(|(_, came)| *came)
    }

    /// How long everything takes that is talked about, in minutes.
    #[must_use]
    pub fn item_minutes(&self) -> u16 {
        let minutes = self.items.iter().map(|item| item.minutes);
        minutes.fold(0, u16::saturating_add)
    }

    pub(super) fn held(self) -> Result<Self, SeriesFault> {
        if self.is_cancelled() {
            Err(SeriesFault::Cancelled)
        } else {
            Ok(self)
        }
    }

    pub(super) fn written(self) -> Self {
        Self {
            version: self.version + 1,
            ..self
        }
    }

    /// The meeting, once those who are called were told of it: something is known of it from then on.
    #[must_use]
    pub fn told_of(self) -> Self {
        if self.version > 0 {
            return self;
        }
        self.written()
    }

    /// The meeting at another time or in another place. Whoever knows the days of the series sees to it that no other
    /// meeting is on that day.
    ///
    /// # Errors
    /// When it was cancelled.
    pub fn moved(self, begins: Moment, place: Option<Line>) -> Result<Self, SeriesFault> {
        let known = self.held()?;
        Ok(Self {
            shift: Some(Shift::Moved { begins, place }),
            sequence: known.sequence + 1,
            ..known
        }
        .written())
    }

    /// The meeting as the rule has it again.
    ///
    /// # Errors
    /// When it was cancelled: that is taken back first.
    pub fn as_planned(self) -> Result<Self, SeriesFault> {
        let known = self.held()?;
        let was_moved = known.shift.is_some();
        Ok(Self {
            shift: None,
            sequence: known.sequence + u32::from(was_moved),
            ..known
        }
        .written())
    }

    /// The meeting, cancelled.
    ///
    /// # Errors
    /// When it was already.
    pub fn cancelled(self, why: Option<Line>) -> Result<Self, SeriesFault> {
        let known = self.held()?;
        let was = match &known.shift {
            Some(Shift::Moved { begins, place }) => Some(MovedTo {
                begins: *begins,
                place: place.clone(),
            }),
            Some(Shift::Cancelled { .. }) | None => None,
        };
        Ok(Self {
            shift: Some(Shift::Cancelled { why, was }),
            sequence: known.sequence + 1,
            ..known
        }
        .written())
    }

    /// The meeting held after all: where it had been moved, or as the rule has it.
    ///
    /// # Errors
    /// When it was not cancelled.
    pub fn restored(self) -> Result<Self, SeriesFault> {
        let Some(Shift::Cancelled { was, .. }) = self.shift else {
            return Err(SeriesFault::NotCancelled);
        };
        Ok(Self {
            shift: was.map(|MovedTo { begins, place }| Shift::Moved { begins, place }),
            sequence: self.sequence + 1,
            ..self
        }
        .written())
    }

    /// The meeting with something more to talk about.
    ///
    /// # Errors
    /// When it was cancelled, there is too much, or the item takes too short or too long.
    pub fn with_item(self, item: MeetingItem) -> Result<Self, SeriesFault> {
        let mut known = self.held()?;
        if known.items.len() >= ITEMS {
            return Err(SeriesFault::TooManyItems);
        }
        if !(1..=ITEM_MINUTES).contains(&item.minutes) {
            return Err(SeriesFault::ItemLength);
        }
        known.items.push(item);
        Ok(known.written())
    }

    /// The meeting with what became of an item.
    ///
    /// # Errors
    /// When there is no such item, or it was cancelled.
    pub fn settling_item(
        self,
        id: AgendaItemId,
        outcome: ItemOutcome,
    ) -> Result<Self, SeriesFault> {
        let mut known = self.held()?;
        let mut items = known.items.iter_mut();
        let item = items.find(|item| item.id == id);
        item.ok_or(SeriesFault::NoSuchItem)?.outcome = outcome;
        Ok(known.written())
    }

    /// The meeting without an item.
    ///
    /// # Errors
    /// When there is no such item, or it was cancelled.
    pub fn without_item(self, id: AgendaItemId) -> Result<Self, SeriesFault> {
        let mut known = self.held()?;
        if !known.items.iter().any(|item| item.id == id) {
            return Err(SeriesFault::NoSuchItem);
        }
        known.items.retain(|item| item.id != id);
        Ok(known.written())
    }

    /// The meeting with who came; of whom nothing is said it stays as it was.
    ///
    /// # Errors
    /// When it was cancelled.
    pub fn attended(self, told: &[(ParticipantId, MeetingCame)]) -> Result<Self, SeriesFault> {
        let mut known = self.held()?;
        for (member, came) in told {
            known.came.retain(|(other, _)| other != member);
            known.came.push((*member, *came));
        }
        Ok(known.written())
    }

    /// The meeting with other notes.
    ///
    /// # Errors
    /// When it was cancelled.
    pub fn noted(self, notes: Option<Prose>) -> Result<Self, SeriesFault> {
        let known = self.held()?;
        Ok(Self { notes, ..known }.written())
    }

    /// The meeting with something that it decided on a day.
    ///
    /// # Errors
    /// When it was cancelled, there are too many, or it would be due before.
    pub fn deciding(self, new: MeetingDecision, on: NaiveDate) -> Result<Self, SeriesFault> {
        let mut known = self.held()?;
        if known.decisions.len() >= DECISIONS {
            return Err(SeriesFault::TooManyDecisions);
        }
        if new.due_on < on {
            return Err(SeriesFault::Due);
        }
        known.decisions.push(new);
        Ok(known.written())
    }

    /// The meeting with what became of a decision.
    ///
    /// # Errors
    /// When there is no such decision.
    pub fn settling(mut self, id: DecisionId, state: DecisionState) -> Result<Self, SeriesFault> {
        let mut decisions = self.decisions.iter_mut();
        let decision = decisions.find(|decision| decision.id == id);
        decision.ok_or(SeriesFault::NoSuchDecision)?.state = state;
        Ok(self.written())
    }
}
