//! The hash of a line: SHA-256 over the hash before it and the line's canonical bytes, in which
//! every part of variable length has its length in front, so that no two lines share theirs.

use sha2::{Digest, Sha256};
use uuid::Uuid;

/// Hash before the first line.
pub(super) const BEGINNING: [u8; 32] = [0; 32];

/// A line as its hash sees it.
pub(super) struct Link<'a> {
    pub(super) organisation: Uuid,
    pub(super) seq: i64,
    pub(super) id: Uuid,
    pub(super) at: i64,
    pub(super) event: &'a str,
    pub(super) action: &'a str,
    pub(super) outcome: &'a str,
    pub(super) actor: Option<Uuid>,
    pub(super) payload: &'a [u8],
    /// Sorted.
    pub(super) clients: &'a [Uuid],
}

impl Link<'_> {
    /// The hash of this line after the one before it.
    pub(super) fn hash(&self, previous: &[u8]) -> [u8; 32] {
        let mut hash = Sha256::new();
        hash.update(b"inzage log line 1");
        part(&mut hash, previous);
        hash.update(self.organisation.as_bytes());
        hash.update(self.seq.to_be_bytes());
        hash.update(self.id.as_bytes());
        hash.update(self.at.to_be_bytes());
        for text in [self.event, self.action, self.outcome] {
            part(&mut hash, text.as_bytes());
        }
        part(&mut hash, self.actor.as_ref().map_or(&[][..], |actor| actor.as_bytes()));
        part(&mut hash, self.payload);
        number(&mut hash, self.clients.len());
        for client in self.clients {
            hash.update(client.as_bytes());
        }
        hash.finalize().into()
    }
}

fn part(hash: &mut Sha256, bytes: &[u8]) {
    number(hash, bytes.len());
    hash.update(bytes);
}

fn number(hash: &mut Sha256, number: usize) {
    hash.update(u64::try_from(number).unwrap_or(u64::MAX).to_be_bytes());
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    type Parts = (u128, i64, u128, i64, String, String, String, Option<u128>, Vec<u8>, Vec<u128>);

    fn hash(parts: &Parts) -> [u8; 32] {
        let clients: Vec<Uuid> = parts.9.iter().copied().map(Uuid::from_u128).collect();
        Link {
            organisation: Uuid::from_u128(parts.0),
            seq: parts.1,
            id: Uuid::from_u128(parts.2),
            at: parts.3,
            event: &parts.4,
            action: &parts.5,
            outcome: &parts.6,
            actor: parts.7.map(Uuid::from_u128),
            payload: &parts.8,
            clients: &clients,
        }
        .hash(&BEGINNING)
    }

    proptest! {
        #[test]
        fn different_lines_have_different_hashes(a: Parts, b: Parts) {
            prop_assert_eq!(a == b, hash(&a) == hash(&b));
        }

        #[test]
        fn moving_a_letter_between_neighbours_changes_the_hash(parts: Parts, letter in "[a-z]") {
            let mut left = parts.clone();
            let mut right = parts;
            left.4.push_str(&letter);
            right.5.insert_str(0, &letter);
            prop_assert_ne!(hash(&left), hash(&right));
        }
    }
}
