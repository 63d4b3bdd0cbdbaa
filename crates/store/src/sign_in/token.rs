//! Tokens of cookies: 256 random bits as 64 hexadecimal digits, of which only the SHA-256 is kept.

use inzage_domain::Chance;
use zeroize::Zeroizing;

use crate::seal::digest;

/// A new token and what is kept of it.
pub(crate) fn new_token(chance: &dyn Chance) -> (String, Vec<u8>) {
    let bytes = Zeroizing::new(chance.token());
    (hex::encode(*bytes), digest(&*bytes))
}

/// What is kept of a token; `None` for a text that cannot be one.
pub(crate) fn token_hash(text: &str) -> Option<Vec<u8>> {
    let mut bytes = Zeroizing::new([0_u8; 32]);
    hex::decode_to_slice(text, &mut *bytes).ok()?;
    Some(digest(&*bytes))
}
