//! Sealing: AES-256-GCM under a derived key, bound to its place, and keyed hashes for what must
//! be found. Which key seals what is in [`crate::keys`].
//!
//! Sealed form: one byte that says which key of a ring (1, the first), a 12-byte nonce, the ciphertext with
//! its 16-byte tag. Associated data: the form's version (1), organisation, `table.column`, row id (and version of the row).

use aes_gcm::{
    Aes256Gcm, KeyInit,
    aead::{Aead, Nonce, Payload},
};
use hkdf::Hkdf;
use hmac::{Hmac, Mac};
use inzage_domain::{Chance, OrganisationId};
use sha2::{Digest, Sha256};
use uuid::Uuid;
use zeroize::Zeroizing;

use crate::StoreError;

const VERSION: u8 = 1;
/// The number of the first key of a ring.
pub(crate) const FIRST: u8 = 1;
const NONCE: usize = 12;

/// 32 bytes that vanish from memory when dropped.
pub(crate) type Key = Zeroizing<[u8; 32]>;

/// Where sealed bytes belong: they open nowhere else.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Place {
    organisation: OrganisationId,
    column: &'static str,
    row: Uuid,
    version: i64,
}

impl Place {
    /// A column of the row with this id.
    pub(crate) const fn new(organisation: OrganisationId, column: &'static str, row: Uuid) -> Self {
        Self { organisation, column, row, version: 0 }
    }

    /// The same, of a row that has versions.
    pub(crate) const fn version(self, version: i64) -> Self {
        Self { version, ..self }
    }

    fn associated_data(&self) -> Vec<u8> {
        let mut data = Vec::with_capacity(64);
        data.push(VERSION);
        data.extend_from_slice(self.organisation.uuid().as_bytes());
        data.extend_from_slice(self.column.as_bytes());
        data.push(0);
        data.extend_from_slice(self.row.as_bytes());
        data.extend_from_slice(&self.version.to_be_bytes());
        data
    }
}

/// Seals with one key and opens with that one and those before it. The key schedules are wiped on drop.
pub(crate) struct Sealer {
    /// The number of the key that seals.
    current: u8,
    /// Numbers and keys, in order; never empty.
    ring: Vec<(u8, Aes256Gcm)>,
}

impl Sealer {
    /// A sealer for a key that is alone.
    pub(crate) fn new(key: &Key) -> Self {
        Self::of_ring(FIRST, [(FIRST, key)])
    }

    /// A sealer for a ring of numbered keys, of which `current` seals.
    pub(crate) fn of_ring<'a>(current: u8, keys: impl IntoIterator<Item = (u8, &'a Key)>) -> Self {
        let ring = keys.into_iter().map(|(number, key)| (number, Aes256Gcm::new((&**key).into()))).collect();
        Self { current, ring }
    }

    fn cipher(&self, number: u8) -> Option<&Aes256Gcm> {
        self.ring.iter().find(|(one, _)| *one == number).map(|(_, cipher)| cipher)
    }

    /// Whether these bytes were sealed with the key that seals now.
    pub(crate) fn is_current(&self, sealed: &[u8]) -> bool {
        sealed.first() == Some(&self.current)
    }

    /// Seals bytes for a place.
    pub(crate) fn seal(
        &self,
        chance: &dyn Chance,
        place: &Place,
        plain: &[u8],
    ) -> Result<Vec<u8>, StoreError> {
        let mut nonce = [0_u8; NONCE];
        chance.fill(&mut nonce);
        let payload = Payload { msg: plain, aad: &place.associated_data() };
        let cipher = self
            .cipher(self.current)
            .ok_or(StoreError::Sealed(place.column))?
            .encrypt(&Nonce::<Aes256Gcm>::from(nonce), payload)
            .map_err(|_| StoreError::Sealed(place.column))?;
        let mut sealed = Vec::with_capacity(1 + NONCE + cipher.len());
        sealed.push(self.current);
        sealed.extend_from_slice(&nonce);
        sealed.extend_from_slice(&cipher);
        Ok(sealed)
    }

    /// Opens bytes that were sealed for this place with this key.
    pub(crate) fn open(&self, place: &Place, sealed: &[u8]) -> Result<Vec<u8>, StoreError> {
        let failed = || StoreError::Sealed(place.column);
        let (&number, rest) = sealed.split_first().ok_or_else(failed)?;
        let (nonce, cipher) = rest.split_first_chunk::<NONCE>().ok_or_else(failed)?;
        let key = self.cipher(number).ok_or_else(failed)?;
        let payload = Payload { msg: cipher, aad: &place.associated_data() };
        key.decrypt(&Nonce::<Aes256Gcm>::from(*nonce), payload).map_err(|_| failed())
    }

    /// Seals a value as JSON.
    pub(crate) fn seal_json<T: serde::Serialize>(
        &self,
        chance: &dyn Chance,
        place: &Place,
        value: &T,
    ) -> Result<Vec<u8>, StoreError> {
        let plain = Zeroizing::new(
            serde_json::to_vec(value)
                .map_err(|_| StoreError::Inconsistent { table: place.column, what: "cannot be written" })?,
        );
        self.seal(chance, place, &plain)
    }

    /// Opens a value that was sealed as JSON.
    pub(crate) fn open_json<T: serde::de::DeserializeOwned>(
        &self,
        place: &Place,
        sealed: &[u8],
    ) -> Result<T, StoreError> {
        let plain = Zeroizing::new(self.open(place, sealed)?);
        serde_json::from_slice(&plain)
            .map_err(|_| StoreError::Inconsistent { table: place.column, what: "cannot be read" })
    }
}

/// Derives a key for one purpose (HKDF-SHA256).
pub(crate) fn derive(key: &Key, purpose: &str) -> Key {
    let mut derived = Zeroizing::new([0_u8; 32]);
    // 32 bytes are always within what HKDF-SHA256 can give (8160).
    let done = Hkdf::<Sha256>::new(None, &**key).expand(purpose.as_bytes(), &mut *derived);
    debug_assert!(done.is_ok());
    derived
}

/// Makes keyed hashes (HMAC-SHA256).
pub(crate) struct Hasher(Key);

impl Hasher {
    /// A hasher for a key.
    pub(crate) fn new(key: Key) -> Self {
        Self(key)
    }

    /// The hash of a value of a kind. Kinds never collide.
    pub(crate) fn hash(&self, kind: &str, value: &[u8]) -> [u8; 32] {
        let mut mac = keyed(&self.0);
        for part in [kind.as_bytes(), &[0], value] {
            mac.update(part);
        }
        mac.finalize().into_bytes().into()
    }

    /// The first half of the hash: enough to look up by, and small in an index.
    pub(crate) fn token(&self, kind: &str, value: &str) -> Vec<u8> {
        self.hash(kind, value.as_bytes()).iter().take(16).copied().collect()
    }
}

/// A MAC under a key of any length, which HMAC always takes.
fn keyed(key: &Key) -> Hmac<Sha256> {
    let mut block = hmac::digest::Key::<Hmac<Sha256>>::default();
    // HMAC fills a short key up with zeros to the size of a block.
    for (place, byte) in block.iter_mut().zip(key.iter()) {
        *place = *byte;
    }
    <Hmac<Sha256> as KeyInit>::new(&block)
}

/// SHA-256 of a secret with full entropy, such as a session token.
pub(crate) fn digest(bytes: &[u8]) -> Vec<u8> {
    Sha256::digest(bytes).to_vec()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    struct Fixed;
    impl Chance for Fixed {
        fn fill(&self, buffer: &mut [u8]) {
            buffer.fill(7);
        }
    }

    fn organisation(number: u128) -> OrganisationId {
        OrganisationId::from_uuid(Uuid::from_u128(number))
    }

    fn sealer(byte: u8) -> Sealer {
        Sealer::new(&Zeroizing::new([byte; 32]))
    }

    proptest! {
        #[test]
        fn what_is_sealed_opens_equal_and_only_in_its_place(plain in proptest::collection::vec(any::<u8>(), 0..300), row in any::<u128>(), version in 0_i64..9) {
            let place = Place::new(organisation(1), "entry.sealed_summary", Uuid::from_u128(row)).version(version);
            let sealed = sealer(1).seal(&Fixed, &place, &plain).unwrap();
            prop_assert_eq!(sealer(1).open(&place, &sealed).unwrap(), plain);
            let elsewhere = [
                Place::new(organisation(2), "entry.sealed_summary", Uuid::from_u128(row)).version(version),
                Place::new(organisation(1), "entry.sealed_author", Uuid::from_u128(row)).version(version),
                Place::new(organisation(1), "entry.sealed_summary", Uuid::from_u128(row ^ 1)).version(version),
                place.version(version + 1),
            ];
            for other in elsewhere {
                prop_assert!(sealer(1).open(&other, &sealed).is_err());
            }
            prop_assert!(sealer(2).open(&place, &sealed).is_err());
        }

        #[test]
        fn one_flipped_bit_is_noticed(plain in proptest::collection::vec(any::<u8>(), 0..60), at in any::<proptest::sample::Index>(), bit in 0..8_u8) {
            let place = Place::new(organisation(1), "a.b", Uuid::nil());
            let mut sealed = sealer(1).seal(&Fixed, &place, &plain).unwrap();
            let index = at.index(sealed.len());
            sealed[index] ^= 1_u8 << bit;
            prop_assert!(sealer(1).open(&place, &sealed).is_err());
        }

        #[test]
        fn opening_never_panics(bytes in proptest::collection::vec(any::<u8>(), 0..40)) {
            let _ = sealer(1).open(&Place::new(organisation(1), "a.b", Uuid::nil()), &bytes);
        }
    }

    #[test]
    fn purposes_and_kinds_give_different_keys_and_hashes() {
        let key: Key = Zeroizing::new([3; 32]);
        assert_ne!(*derive(&key, "seal"), *derive(&key, "index"));
        let hasher = Hasher::new(derive(&key, "index"));
        assert_ne!(hasher.token("name", "wit"), hasher.token("birth", "wit"));
        assert_ne!(hasher.hash("a", b"bc"), hasher.hash("ab", b"c"));
    }
}
