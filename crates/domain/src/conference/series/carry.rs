//! What a meeting leaves over, and how the next one takes it up.

use super::SeriesFault;
use super::occurrence::{ItemOutcome, MeetingDecision, MeetingItem, Occurrence};
use crate::conference::agenda::{Aim, ITEMS};
use crate::conference::minutes::DecisionState;
use crate::conference::minutes::decision::FOLLOW_UP;
use crate::ids::AgendaItemId;
use crate::text::Line;

/// How long going through earlier decisions takes, in minutes.
const FOLLOW_UP_MINUTES: u16 = 10;

impl Occurrence {
    /// What it leaves over: items that were not finished.
    pub fn left_over(&self) -> impl Iterator<Item = &MeetingItem> {
        let open = |item: &&MeetingItem| {
            matches!(item.outcome, ItemOutcome::Open | ItemOutcome::NextTime)
                && item.title.as_str() != FOLLOW_UP
        };
        self.items.iter().filter(open)
    }

    /// This meeting, which falls away with its rule, and one of the new rule after everything that was to be talked
    /// about went there.
    ///
    /// # Errors
    /// When there is too much.
    pub fn handed_on(mut self, mut to: Self) -> Result<(Self, Self), SeriesFault> {
        if self.items.len() + to.items.len() > ITEMS {
            return Err(SeriesFault::TooManyItems);
        }
        to.items.append(&mut self.items);
        Ok((self.written(), to.written()))
    }

    /// This meeting and the next one after what this one leaves over was carried there: as its first items, after
    /// going through the decisions that are still open.
    ///
    /// # Errors
    /// When nothing is left over, there is too much, or the next one is cancelled.
    pub fn carried_over(
        mut self,
        next: Self,
        ids: &[AgendaItemId],
    ) -> Result<(Self, Self), SeriesFault> {
        let mut next = next.held()?;
        let mut ids = ids.iter().copied();
        let has_open = |decision: &MeetingDecision| decision.state == DecisionState::Open;
        let mut first = Vec::new();
        let is_gone_through = |item: &MeetingItem| item.title.as_str() == FOLLOW_UP;
        if self.decisions.iter().any(has_open)
            && !next.items.iter().any(is_gone_through)
            && let Some(id) = ids.next()
            && let Ok(title) = Line::parse(FOLLOW_UP)
        {
            first.push(MeetingItem {
                id,
                title,
                minutes: FOLLOW_UP_MINUTES,
                presenter: None,
                aim: Aim::Share,
                outcome: ItemOutcome::Open,
                from: Some(self.original),
            });
        }
        let carried = self.left_over().zip(ids).map(|(item, id)| MeetingItem {
            id,
            outcome: ItemOutcome::Open,
            from: Some(item.from.unwrap_or(self.original)),
            ..item.clone()
        });
        first.extend(carried);
        if first.is_empty() {
            return Err(SeriesFault::NothingLeft);
        }
        if first.len() + next.items.len() > ITEMS {
            return Err(SeriesFault::TooManyItems);
        }
        // Going through decisions stays the first, also where the next has it already.
        let place = next.items.iter().take_while(|item| is_gone_through(item));
        let place = place.count();
        next.items.splice(place..place, first);
        for item in &mut self.items {
            if matches!(item.outcome, ItemOutcome::Open | ItemOutcome::NextTime)
                && item.title.as_str() != FOLLOW_UP
            {
                item.outcome = ItemOutcome::Carried;
            }
        }
        Ok((self.written(), next.written()))
    }
}
