//! The master key: comes from a file outside the data folder or a secret store. Who may read
//! that file is checked by the host.

use std::fmt;

use inzage_domain::Chance;
use thiserror::Error;
use zeroize::Zeroizing;

use crate::seal::Key;

/// The key that wraps every other. 32 bytes; never shown, wiped from memory on drop.
pub struct MasterKey(Key);

/// The text is not a master key: 64 hexadecimal digits. The text is not repeated.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("a master key is 64 hexadecimal digits")]
pub struct MasterKeyError;

impl MasterKey {
    /// Reads the contents of a key file: 64 hexadecimal digits, white space around them allowed.
    pub fn from_hex(text: &str) -> Result<Self, MasterKeyError> {
        let mut key = Zeroizing::new([0_u8; 32]);
        hex::decode_to_slice(text.trim(), &mut *key).map_err(|_| MasterKeyError)?;
        Ok(Self(key))
    }

    /// Makes a new one.
    pub fn generate(chance: &dyn Chance) -> Self {
        let mut key = Zeroizing::new([0_u8; 32]);
        chance.fill(&mut *key);
        Self(key)
    }

    /// The contents for a key file.
    pub fn to_hex(&self) -> Zeroizing<String> {
        Zeroizing::new(hex::encode(*self.0))
    }

    pub(crate) const fn key(&self) -> &Key {
        &self.0
    }
}

impl fmt::Debug for MasterKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("MasterKey(hidden)")
    }
}

#[cfg(test)]
mod tests {
    use super::MasterKey;

    #[test]
    fn a_key_file_is_read_strictly_and_the_key_never_shown() {
        let text = "00112233445566778899aabbccddeeff00112233445566778899AABBCCDDEEFF\n";
        let key = MasterKey::from_hex(text).unwrap();
        assert_eq!(key.to_hex().as_str(), text.trim().to_lowercase());
        assert_eq!(format!("{key:?}"), "MasterKey(hidden)");
        for bad in ["", "00", &"0".repeat(63), &"0".repeat(65), &"g".repeat(64)] {
            assert!(MasterKey::from_hex(bad).is_err());
        }
    }
}
