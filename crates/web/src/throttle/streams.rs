//! How much that goes on for long is open at once: for each who has it, and in all. What is watched looks again twice a
//! second, so that many of them would take from everybody else; a socket takes a connection and looks who holds it; a list
//! that is read whole reads on for as long as somebody takes what it says.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use super::client::Payer;

/// Things watched at once by one account, or from one address without any.
pub(crate) const STREAMS_OF_ONE: usize = 40;

/// Things watched at once in all.
const STREAMS: usize = 400;

/// Sockets at once of one account, or from one address without any.
pub(crate) const SOCKETS_OF_ONE: usize = 10;

/// Sockets at once in all.
const SOCKETS: usize = 400;

/// Lists that are read whole at once from one address.
pub(crate) const LISTS_OF_ONE: usize = 4;

/// Lists that are read whole at once in all.
const LISTS: usize = 40;

/// Who has how many open of one thing. Cheap to clone.
#[derive(Debug, Clone)]
pub(super) struct Places {
    held: Arc<Mutex<HashMap<Payer, usize>>>,
    of_one: usize,
    in_all: usize,
}

/// The place of something that is open; given back when dropped.
#[derive(Debug)]
pub(crate) struct Place {
    places: Places,
    payer: Payer,
}

impl Places {
    /// Of what is watched.
    pub(super) fn of_streams() -> Self {
        Self::of(STREAMS_OF_ONE, STREAMS)
    }

    /// Of sockets.
    pub(super) fn of_sockets() -> Self {
        Self::of(SOCKETS_OF_ONE, SOCKETS)
    }

    /// Of lists that are read whole.
    pub(super) fn of_lists() -> Self {
        Self::of(LISTS_OF_ONE, LISTS)
    }

    fn of(of_one: usize, in_all: usize) -> Self {
        Self {
            held: Arc::default(),
            of_one,
            in_all,
        }
    }

    /// A place for one more; nothing where there are as many as there may be.
    pub(super) fn enter(&self, payer: Payer) -> Option<Place> {
        let mut held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
        let of_all: usize = held.values().sum();
        let own = held.get(&payer).copied().unwrap_or_default();
        if own >= self.of_one || of_all >= self.in_all {
            return None;
        }
        held.insert(payer, own + 1);
        let places = self.clone();
        Some(Place { places, payer })
    }

    /// How many are open.
    pub(super) fn now(&self) -> usize {
        let held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
        held.values().sum()
    }
}

impl Place {
    /// Whose it is.
    pub(crate) const fn payer(&self) -> Payer {
        self.payer
    }

    /// Makes it the place of whoever turned out to call. It stays one among all, so that only the bound of one can stand
    /// against it: then it stays whose it was, and the answer is no.
    pub(crate) fn becomes_of(&mut self, payer: Payer) -> bool {
        if payer == self.payer {
            return true;
        }
        let held = self.places.held.lock();
        let mut held = held.unwrap_or_else(PoisonError::into_inner);
        let own = held.get(&payer).copied().unwrap_or_default();
        if own >= self.places.of_one {
            return false;
        }
        give_back(&mut held, self.payer);
        held.insert(payer, own + 1);
        self.payer = payer;
        true
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let held = self.places.held.lock();
        let mut held = held.unwrap_or_else(PoisonError::into_inner);
        give_back(&mut held, self.payer);
    }
}

fn give_back(held: &mut HashMap<Payer, usize>, payer: Payer) {
    match held.get_mut(&payer) {
        Some(own) if *own > 1 => *own -= 1,
        _ => {
            held.remove(&payer);
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
        let streams = Places::of_streams();
        let own: Vec<_> = (0..STREAMS_OF_ONE)
            .filter_map(|_| streams.enter(account(1)))
            .collect();
        assert_eq!(own.len(), STREAMS_OF_ONE);
        assert!(streams.enter(account(1)).is_none());
        assert!(streams.enter(account(2)).is_some());
        drop(own);
        assert!(streams.enter(account(1)).is_some());
        assert_eq!(streams.now(), 0);
        assert!(streams.held.lock().is_ok_and(|held| held.is_empty()));
    }

    #[test]
    fn many_who_watch_or_read_whole_lists_are_bounded_together() {
        for (places, bound) in [(Places::of_streams(), STREAMS), (Places::of_lists(), LISTS)] {
            let all: Vec<_> = (0..1_000)
                .filter_map(|number| places.enter(account(number)))
                .collect();
            assert_eq!(all.len(), bound);
        }
    }

    #[test]
    fn whoever_says_who_they_are_keeps_their_place_where_none_is_left() {
        let sockets = Places::of_sockets();
        let mut all: Vec<_> = (0..1_000)
            .filter_map(|number| sockets.enter(account(number)))
            .collect();
        assert_eq!(all.len(), SOCKETS);
        let met = account(2_000);
        let moved = all.iter_mut().map(|place| place.becomes_of(met));
        assert_eq!(moved.filter(|is_so| *is_so).count(), SOCKETS_OF_ONE);
        assert_eq!(sockets.now(), SOCKETS);
        assert!(all.iter_mut().all(|place| place.becomes_of(place.payer())));
        let own = all.iter().filter(|place| place.payer() == met).count();
        assert_eq!(own, SOCKETS_OF_ONE);
        drop(all);
        assert!(sockets.held.lock().is_ok_and(|held| held.is_empty()));
    }
}
