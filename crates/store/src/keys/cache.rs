//! Data keys that were unwrapped, so that a page that shows somebody's name asks for no key. There is room
//! for a bounded number; whichever was not asked for longest makes room.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use uuid::Uuid;

use super::data_key::DataKey;

/// How many keys are kept: everybody who is at work in a region at one time.
const ROOM: usize = 2_048;

/// The keys that are kept.
#[derive(Default)]
pub(super) struct KeyCache(Mutex<Kept>);

#[derive(Default)]
struct Kept {
    keys: HashMap<Uuid, (Arc<DataKey>, u64)>,
    /// Counts how often somebody asked.
    asked: u64,
}

impl KeyCache {
    pub(super) fn get(&self, id: Uuid) -> Option<Arc<DataKey>> {
        let mut kept = self.kept();
        kept.asked += 1;
        let now = kept.asked;
        let (key, last) = kept.keys.get_mut(&id)?;
        *last = now;
        Some(Arc::clone(key))
    }

    pub(super) fn keep(&self, key: &Arc<DataKey>) {
        let mut kept = self.kept();
        kept.asked += 1;
        let now = kept.asked;
        kept.keys.insert(key.id, (Arc::clone(key), now));
        if kept.keys.len() > ROOM {
            let oldest = kept.keys.iter().min_by_key(|(_, (_, last))| *last);
            if let Some(id) = oldest.map(|(id, _)| *id) {
                kept.keys.remove(&id);
            }
        }
    }

    pub(super) fn forget(&self, id: Uuid) {
        self.kept().keys.remove(&id);
    }

    fn kept(&self) -> MutexGuard<'_, Kept> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::super::data_key::KeyOwner;
    use super::super::master::KeyBytes;
    use super::*;

    #[test]
    fn the_keys_of_those_who_are_at_work_are_kept_and_no_more_than_there_is_room_for() {
        let cache = KeyCache::default();
        let key = |number: usize| {
            Arc::new(DataKey {
                id: Uuid::from_u128(number as u128),
                owner: KeyOwner::Installation,
                bytes: KeyBytes::default(),
            })
        };
        let busy = key(ROOM * 3);
        cache.keep(&busy);
        for number in 0..ROOM * 2 {
            cache.keep(&key(number));
            assert!(cache.get(busy.id).is_some(), "{number}");
        }
        assert_eq!(cache.kept().keys.len(), ROOM);
        assert!(cache.get(Uuid::from_u128(0)).is_none(), "it made room");
        cache.forget(busy.id);
        assert!(cache.get(busy.id).is_none());
    }
}
