//! The conference that follows another: the same people, and what was talked about once more, after what is still open of
//! what was decided.

use std::collections::HashMap;

use super::MinutesFault;
use super::decision::FOLLOW_UP;
use crate::conference::agenda::{Agenda, AgendaItem, ITEMS, Presenter};
use crate::conference::host::Host;
use crate::conference::meeting::{Conference, Outline};
use crate::conference::participant::Participant;
use crate::conference::presence::Presence;
use crate::conference::state::ConferenceState;
use crate::conference::voice::PersonWords;
use crate::ids::{AccountId, AgendaItemId, ConferenceId, ParticipantId};
use crate::time::Instant;

/// What is new of a conference that follows another.
#[derive(Debug, Clone)]
pub struct NextIds {
    /// Its id.
    pub id: ConferenceId,
    /// Ids for those who are called; as many as were are enough.
    pub participants: Vec<ParticipantId>,
    /// Ids for what is talked about; as many as there were items are enough.
    pub items: Vec<AgendaItemId>,
}

impl Conference {
    /// The conference that follows this one, in preparation: with the person, hosted by whom is still there, calling
    /// whom may still be called, with `open` before what was talked about.
    ///
    /// # Errors
    /// When this one was not held.
    pub fn following(
        &self,
        (ids, keeper, now): (&NextIds, AccountId, Instant),
        is_there: impl Fn(&Participant) -> bool,
        (host, open): (Host, Option<AgendaItem>),
    ) -> Result<Self, MinutesFault> {
        if !matches!(self.state, ConferenceState::Held | ConferenceState::Closed) {
            return Err(MinutesFault::NotOpen(self.state));
        }
        let called = self.participants.iter().filter(|one| is_there(one));
        let called: Vec<(ParticipantId, Participant)> = called
            .zip(&ids.participants)
            .map(|(one, id)| {
                let new = Participant {
                    id: *id,
                    ..one.clone()
                };
                (one.id, new)
            })
            .collect();
        let new_ids: HashMap<ParticipantId, ParticipantId> =
            called.iter().map(|(was, new)| (*was, new.id)).collect();
        // What was gone through of earlier decisions is gone through anew.
        let carried = self.agenda.items.iter();
        let carried = carried.filter(|item| item.title.as_str() != FOLLOW_UP);
        let carried = carried.zip(&ids.items).map(|(item, id)| AgendaItem {
            id: *id,
            presenter: match item.presenter {
                Presenter::Participant(was) => new_ids
                    .get(&was)
                    .map_or(Presenter::Host, |new| Presenter::Participant(*new)),
                other => other,
            },
            ..item.clone()
        });
        Ok(Self {
            id: ids.id,
            case: self.case,
            person: self.person,
            organization: self.organization,
            keeper,
            outline: Outline {
                presence: Presence::default(),
                host,
                to_bring: None,
                ..self.outline.clone()
            },
            state: ConferenceState::Draft,
            slot: None,
            sequence: 0,
            agenda: Agenda {
                own_minutes: self.agenda.own_minutes,
                items: open.into_iter().chain(carried).take(ITEMS).collect(),
            },
            participants: called.into_iter().map(|(_, new)| new).collect(),
            words: PersonWords::default(),
            asks: Default::default(),
            seen_on: None,
            told_on: None,
            handover: self.handover.clone(),
            copies: Default::default(),
            why: None,
            made_at: now,
            version: 1,
        })
    }
}
