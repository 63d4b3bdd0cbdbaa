//! Authenticator apps: codes by time (RFC 6238, HMAC-SHA-1, 30 seconds, six digits), their
//! secret as people and apps read it, and recovery codes (R91).

use hmac::{Hmac, KeyInit, Mac};
use jiff::Timestamp;
use sha1::Sha1;
use subtle::ConstantTimeEq as _;

use crate::Chance;

/// Seconds that a code is shown.
pub const STEP_SECONDS: i64 = 30;
/// Steps that the clock of an app may be off, either way.
pub const DRIFT: i64 = 1;
/// Recovery codes that are made at once.
pub const RECOVERY_CODES: usize = 10;
/// Signs of a recovery code, without its dash: 50 bits.
const RECOVERY_SIGNS: usize = 10;
/// Signs that cannot be taken for one another.
const SIGNS: &[u8; 32] = b"abcdefghijkmnpqrstuvwxyz23456789";
const BASE32: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/// A shared secret of 160 bits, as RFC 4226 asks for.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret([u8; 20]);

impl Secret {
    /// A new one.
    pub fn new(chance: &dyn Chance) -> Self {
        let mut bytes = [0_u8; 20];
        chance.fill(&mut bytes);
        Self(bytes)
    }

    /// The secret of kept bytes; `None` when there are not twenty.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(Self)
    }

    /// The bytes to keep, sealed.
    pub const fn bytes(&self) -> &[u8; 20] {
        &self.0
    }

    /// As apps take it when it is typed: 32 signs (RFC 4648, base 32 without padding).
    pub fn text(&self) -> String {
        let mut text = String::with_capacity(32);
        for group in self.0.chunks(5) {
            let bits = group.iter().fold(0_u64, |bits, byte| (bits << 8) | u64::from(*byte));
            for place in (0..8).rev() {
                let index = usize::try_from((bits >> (place * 5)) & 31).unwrap_or(0);
                text.extend(BASE32.get(index).copied().map(char::from));
            }
        }
        text
    }

    /// The address that apps read out of a QR code. Name and user stand in the app's list.
    pub fn address(&self, organisation: &str, user_name: &str) -> String {
        let (organisation, user_name) = (escape(organisation), escape(user_name));
        format!(
            "otpauth://totp/{organisation}:{user_name}?secret={}&issuer={organisation}&algorithm=SHA1&digits=6&period={STEP_SECONDS}",
            self.text()
        )
    }

    /// The code of a time step.
    pub fn code(&self, step: i64) -> String {
        format!("{:06}", truncated(&self.0, step) % 1_000_000)
    }

    /// The newest step around an instant whose code was typed, later than `after`: a step counts
    /// once, so that a code that was looked at over a shoulder is worth nothing.
    pub fn step_of(&self, typed: &str, now: Timestamp, after: i64) -> Option<i64> {
        let current = step_at(now);
        let mut found = None;
        // All are compared: the time that it takes says nothing.
        for step in (current - DRIFT)..=(current + DRIFT) {
            let same = bool::from(self.code(step).as_bytes().ct_eq(typed.as_bytes()));
            if same && step > after {
                found = Some(step);
            }
        }
        found
    }
}

/// The time step of an instant.
pub fn step_at(at: Timestamp) -> i64 {
    at.as_second().div_euclid(STEP_SECONDS)
}

/// The 31 bits of RFC 4226, 5.3.
fn truncated(secret: &[u8], step: i64) -> u32 {
    // HMAC takes a key of any length.
    let Ok(mut mac) = <Hmac<Sha1> as KeyInit>::new_from_slice(secret) else { return 0 };
    mac.update(&step.to_be_bytes());
    let hash = mac.finalize().into_bytes();
    let offset = usize::from(hash.last().copied().unwrap_or(0) & 15);
    let bytes = hash.get(offset..offset + 4).and_then(|bytes| <[u8; 4]>::try_from(bytes).ok());
    u32::from_be_bytes(bytes.unwrap_or_default()) & 0x7fff_ffff
}

fn escape(text: &str) -> String {
    use std::fmt::Write as _;
    let mut escaped = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~') {
            escaped.push(char::from(byte));
        } else {
            // Writing into a String does not fail.
            _ = write!(escaped, "%{byte:02X}");
        }
    }
    escaped
}

/// Ten new recovery codes, such as `abcde-fghjk`.
pub fn new_recovery_codes(chance: &dyn Chance) -> Vec<String> {
    (0..RECOVERY_CODES)
        .map(|_| {
            let mut code = String::with_capacity(RECOVERY_SIGNS + 1);
            for place in 0..RECOVERY_SIGNS {
                if place == RECOVERY_SIGNS / 2 {
                    code.push('-');
                }
                let index = usize::try_from(chance.below(32)).unwrap_or(0);
                code.extend(SIGNS.get(index).copied().map(char::from));
            }
            code
        })
        .collect()
}

/// A recovery code as it is kept hashed; `None` for a text that cannot be one. Capitals, spaces
/// and dashes do not matter.
pub fn read_recovery_code(text: &str) -> Option<String> {
    let code: String = text
        .chars()
        .filter(|sign| !matches!(sign, ' ' | '-'))
        .map(|sign| sign.to_ascii_lowercase())
        .collect();
    (code.len() == RECOVERY_SIGNS && code.bytes().all(|byte| SIGNS.contains(&byte))).then_some(code)
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicU32, Ordering};

    use jiff::Timestamp;

    use super::*;

    struct Counting(AtomicU32);
    impl Chance for Counting {
        fn fill(&self, buffer: &mut [u8]) {
            for byte in buffer {
                *byte = u8::try_from(self.0.fetch_add(37, Ordering::Relaxed) % 251).unwrap();
            }
        }
    }

    fn rfc() -> Secret {
        Secret::from_bytes(b"12345678901234567890").unwrap()
    }

    /// R91: the test vectors of RFC 6238, appendix B (the last six of their eight digits).
    #[test]
    fn codes_are_those_of_the_rfc() {
        let cases = [
            (59, 94_287_082),
            (1_111_111_109, 7_081_804),
            (1_111_111_111, 14_050_471),
            (1_234_567_890, 89_005_924),
            (2_000_000_000, 69_279_037),
            (20_000_000_000, 65_353_130),
        ];
        for (second, eight) in cases {
            let step = step_at(Timestamp::from_second(second).unwrap());
            assert_eq!(truncated(rfc().bytes(), step) % 100_000_000, eight, "{second}");
            assert_eq!(rfc().code(step), format!("{:06}", eight % 1_000_000));
        }
    }

    /// R91: one step of drift each side, to the second.
    #[test]
    fn a_code_counts_one_step_early_and_late_and_no_more() {
        let now: Timestamp = "2026-05-01T08:00:00Z".parse().unwrap();
        let (secret, current) = (rfc(), step_at(now));
        let at = |second: i64| Timestamp::from_second(now.as_second() + second).unwrap();
        let code = secret.code(current);
        for (second, counts) in [
            (-31, false),
            (-30, true),
            (-1, true),
            (0, true),
            (29, true),
            (30, true),
            (59, true),
            (60, false),
        ] {
            assert_eq!(secret.step_of(&code, at(second), 0).is_some(), counts, "{second}");
        }
    }

    /// R91: a step that was used, and every earlier one, is refused.
    #[test]
    fn a_used_step_is_refused() {
        let now: Timestamp = "2026-05-01T08:00:00Z".parse().unwrap();
        let (secret, current) = (rfc(), step_at(now));
        assert_eq!(secret.step_of(&secret.code(current), now, current - 1), Some(current));
        assert_eq!(secret.step_of(&secret.code(current), now, current), None);
        assert_eq!(secret.step_of(&secret.code(current - 1), now, current), None);
        assert_eq!(secret.step_of(&secret.code(current + 1), now, current), Some(current + 1));
        for typed in ["", "12345", "1234567", "abcdef"] {
            assert_eq!(secret.step_of(typed, now, 0), None, "{typed}");
        }
    }

    #[test]
    fn a_secret_is_written_as_apps_read_it() {
        assert_eq!(rfc().text(), "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
        assert_eq!(
            rfc().address("Praktijk Het Kompas", "anna@x"),
            "otpauth://totp/Praktijk%20Het%20Kompas:anna%40x?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ\
             &issuer=Praktijk%20Het%20Kompas&algorithm=SHA1&digits=6&period=30"
        );
        assert!(Secret::from_bytes(b"short").is_none());
    }

    #[test]
    fn recovery_codes_are_read_as_people_type_them() {
        let codes = new_recovery_codes(&Counting(AtomicU32::new(0)));
        assert_eq!(codes.iter().collect::<std::collections::BTreeSet<_>>().len(), RECOVERY_CODES);
        for code in &codes {
            let kept = code.replace('-', "");
            for typed in [code.clone(), kept.clone(), code.to_uppercase(), format!(" {kept} ")] {
                assert_eq!(read_recovery_code(&typed).as_deref(), Some(kept.as_str()), "{typed}");
            }
        }
        for text in ["", "123456", "abcde-fghj", "abcde-fghjkl", "abcde-fghj1", "abcde-fghjé"] {
            assert_eq!(read_recovery_code(text), None, "{text}");
        }
    }
}
