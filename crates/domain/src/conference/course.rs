//! How a conference goes from one state to the next, and what each move asks for.

use super::meeting::{Conference, ConferenceFault};
use super::slot::Slot;
use super::state::ConferenceMove;
use super::voice::OwnWish;
use crate::text::Prose;
use crate::time::Instant;

impl Conference {
    /// The conference whose date is asked about.
    ///
    /// # Errors
    /// When there is no such move from its state.
    pub fn polled(self) -> Result<Self, ConferenceFault> {
        let state = self.state.after(ConferenceMove::OpenPoll)?;
        Ok(Self { state, ..self })
    }

    /// The conference at a date: its first, or another.
    ///
    /// # Errors
    /// When there is no such move from its state, or the slot cannot be.
    pub fn fixed(self, slot: Slot, now: Instant) -> Result<Self, ConferenceFault> {
        let state = self.state.after(ConferenceMove::Fix)?;
        let slot = slot.checked(now)?;
        let had_date = self.slot.is_some();
        let is_other = self
            .slot
            .as_ref()
            .is_some_and(|known| known.begins != slot.begins);
        let mut asks = self.asks.clone();
        if is_other {
            // They stay away on that date. Of another nobody asked them yet.
            asks.remove(&OwnWish::Rest);
        }
        Ok(Self {
            state,
            slot: Some(slot),
            sequence: self.sequence.saturating_add(u32::from(had_date)),
            why: None,
            asks,
            ..self
        }
        .unseen())
    }

    /// The conference without its date, for a reason.
    ///
    /// # Errors
    /// When there is no such move from its state.
    pub fn postponed(self, why: Prose) -> Result<Self, ConferenceFault> {
        let state = self.state.after(ConferenceMove::Postpone)?;
        Ok(Self {
            state,
            sequence: self.sequence.saturating_add(1),
            why: Some(why),
            ..self
        })
    }

    /// The conference that does not take place, for a reason.
    ///
    /// # Errors
    /// When there is no such move from its state.
    pub fn cancelled(self, why: Prose) -> Result<Self, ConferenceFault> {
        let state = self.state.after(ConferenceMove::Cancel)?;
        Ok(Self {
            state,
            sequence: self.sequence.saturating_add(1),
            why: Some(why),
            ..self
        })
    }

    /// The conference after it was held.
    ///
    /// # Errors
    /// When there is no such move from its state, it has not begun, or it would be without a person who has not seen
    /// who says what.
    pub fn held(self, now: Instant) -> Result<Self, ConferenceFault> {
        let state = self.state.after(ConferenceMove::Hold)?;
        if self.slot.as_ref().is_none_or(|slot| now < slot.begins) {
            return Err(ConferenceFault::NotBegun);
        }
        if !self.outline.presence.is_with_person() && self.seen_on.is_none() {
            return Err(ConferenceFault::PersonNotShown);
        }
        Ok(Self { state, ..self })
    }

    /// The conference after everything is done.
    ///
    /// # Errors
    /// When there is no such move from its state, or it was held without a person who was not told.
    pub fn closed(self) -> Result<Self, ConferenceFault> {
        let state = self.state.after(ConferenceMove::Close)?;
        if !self.outline.presence.is_with_person() && self.told_on.is_none() {
            return Err(ConferenceFault::PersonNotTold);
        }
        Ok(Self { state, ..self })
    }
}
