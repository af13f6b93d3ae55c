//! How many streams of events are open: for each who watches, and in all. Each looks again once a second, so that many
//! of them would take from everybody else.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use super::client::Payer;

/// Streams at once for one account, or for one address without any.
pub(crate) const STREAMS_OF_ONE: usize = 10;

/// Streams at once in all.
const STREAMS: usize = 200;

/// The open streams. Cheap to clone.
#[derive(Debug, Clone, Default)]
pub(super) struct Streams(Arc<Mutex<HashMap<Payer, usize>>>);

/// The place of one open stream; given back when dropped.
#[derive(Debug)]
pub(crate) struct StreamPlace {
    streams: Streams,
    payer: Payer,
}

impl Streams {
    /// A place for one more; nothing where there are as many as there may be.
    pub(super) fn enter(&self, payer: Payer) -> Option<StreamPlace> {
        let mut held = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let of_all: usize = held.values().sum();
        let own = held.get(&payer).copied().unwrap_or_default();
        if own >= STREAMS_OF_ONE || of_all >= STREAMS {
            return None;
        }
        held.insert(payer, own + 1);
        let streams = self.clone();
        Some(StreamPlace { streams, payer })
    }
}

impl Drop for StreamPlace {
    fn drop(&mut self) {
        let held = self.streams.0.lock();
        let mut held = held.unwrap_or_else(PoisonError::into_inner);
        match held.get_mut(&self.payer) {
            Some(own) if *own > 1 => *own -= 1,
            _ => {
                held.remove(&self.payer);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use renkei_domain::ids::AccountId;
    use uuid::Uuid;

    use super::*;

    fn account(number: u128) -> Payer {
        Payer::Account(AccountId::from_uuid(Uuid::from_u128(number)))
    }

    #[test]
    fn whoever_watches_too_much_waits_and_keeps_nobody_else_out() {
        let streams = Streams::default();
        let own: Vec<_> = (0..STREAMS_OF_ONE)
            .filter_map(|_| streams.enter(account(1)))
            .collect();
        assert_eq!(own.len(), STREAMS_OF_ONE);
        assert!(streams.enter(account(1)).is_none());
        assert!(streams.enter(account(2)).is_some());
        drop(own);
        assert!(streams.enter(account(1)).is_some());
        assert!(streams.0.lock().is_ok_and(|held| held.is_empty()));
    }

    #[test]
    fn many_who_watch_are_bounded_together() {
        let streams = Streams::default();
        let all: Vec<_> = (0..1_000)
            .filter_map(|number| streams.enter(account(number)))
            .collect();
        assert_eq!(all.len(), STREAMS);
    }
}
