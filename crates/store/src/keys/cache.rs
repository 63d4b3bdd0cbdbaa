//! Keys in use, for a minute at most.

use std::{
    collections::HashMap,
    hash::Hash,
    sync::{PoisonError, RwLock},
};

use jiff::{SignedDuration, Timestamp};

const KEPT: SignedDuration = SignedDuration::from_secs(60);

/// A bounded map whose values are forgotten after a minute (also when the clock steps back).
pub(crate) struct Cache<K, V> {
    room: usize,
    known: RwLock<HashMap<K, (V, Timestamp)>>,
}

impl<K: Eq + Hash, V: Clone> Cache<K, V> {
    pub(crate) fn new(room: usize) -> Self {
        Self { room, known: RwLock::new(HashMap::new()) }
    }

    pub(crate) fn get(&self, key: &K, now: Timestamp) -> Option<V> {
        let known = self.known.read().unwrap_or_else(PoisonError::into_inner);
        known.get(key).filter(|(_, since)| fresh(*since, now)).map(|(value, _)| value.clone())
    }

    pub(crate) fn put(&self, key: K, value: V, now: Timestamp) {
        let mut known = self.known.write().unwrap_or_else(PoisonError::into_inner);
        if known.len() >= self.room {
            known.retain(|_, (_, since)| fresh(*since, now));
            if known.len() >= self.room {
                known.clear();
            }
        }
        known.insert(key, (value, now));
    }

    pub(crate) fn remove(&self, key: &K) {
        self.known.write().unwrap_or_else(PoisonError::into_inner).remove(key);
    }
}

fn fresh(since: Timestamp, now: Timestamp) -> bool {
    let age = now.duration_since(since);
    age >= SignedDuration::ZERO && age < KEPT
}

#[cfg(test)]
mod tests {
    use jiff::ToSpan;

    use super::*;

    #[test]
    fn a_key_is_forgotten_after_sixty_seconds_and_when_there_is_no_room() {
        let cache = Cache::new(2);
        let now = Timestamp::UNIX_EPOCH;
        cache.put(1, "a", now);
        assert_eq!(cache.get(&1, now + 60.seconds() - 1.microsecond()), Some("a"));
        assert_eq!(cache.get(&1, now + 60.seconds()), None);
        assert_eq!(cache.get(&1, now - 1.second()), None);
        cache.put(2, "b", now);
        cache.put(3, "c", now);
        assert_eq!((cache.get(&1, now), cache.get(&3, now)), (None, Some("c")));
        cache.remove(&3);
        assert_eq!(cache.get(&3, now), None);
    }
}
