//! Telephone numbers.

use std::fmt;

use serde::{Deserialize, Serialize};
use thiserror::Error;

/// A telephone number in international form (`+31612345678`).
#[derive(Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct PhoneNumber(String);

/// Why a text is no telephone number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum PhoneError {
    /// A sign that does not belong in a number.
    #[error("a telephone number has digits, spaces, dashes and one + in front")]
    Sign,
    /// Too short or too long (E.164: 8 to 15 digits with the country).
    #[error("a telephone number has 8 to 15 digits")]
    Length,
}

impl PhoneNumber {
    /// Reads a number as Dutch people write it: `06 12 34 56 78`, `+31 6 ...`, `0031 6 ...`.
    pub fn parse(text: &str) -> Result<Self, PhoneError> {
        let mut number = String::new();
        for (place, sign) in text.trim().chars().enumerate() {
            match sign {
                '0'..='9' => number.push(sign),
                '+' if place == 0 => number.push('+'),
                ' ' | '-' | '(' | ')' | '.' => {}
                _ => return Err(PhoneError::Sign),
            }
        }
        let international = if let Some(rest) = number.strip_prefix("00") {
            format!("+{rest}")
        } else if let Some(rest) = number.strip_prefix('0') {
            format!("+31{rest}")
        } else if number.starts_with('+') {
            number
        } else {
            return Err(PhoneError::Sign);
        };
        if !(9..=16).contains(&international.len()) {
            return Err(PhoneError::Length);
        }
        Ok(Self(international))
    }

    /// The international form, for a gateway.
    pub fn international(&self) -> &str {
        &self.0
    }

    /// What may be shown to somebody who is not yet logged in: the last two digits.
    pub fn ending(&self) -> &str {
        self.0.get(self.0.len().saturating_sub(2)..).unwrap_or_default()
    }
}

impl fmt::Debug for PhoneNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PhoneNumber(hidden)")
    }
}

impl TryFrom<String> for PhoneNumber {
    type Error = PhoneError;
    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::parse(&text)
    }
}

impl From<PhoneNumber> for String {
    fn from(number: PhoneNumber) -> Self {
        number.0
    }
}

#[cfg(test)]
mod tests {
    use super::{PhoneError, PhoneNumber};

    #[test]
    fn numbers_as_people_write_them() {
        let cases = [
            ("06 12 34 56 78", Ok("+31612345678")),
            ("06-12345678", Ok("+31612345678")),
            ("+31 6 12345678", Ok("+31612345678")),
            ("0031612345678", Ok("+31612345678")),
            ("(020) 123 45 67", Ok("+31201234567")),
            ("12345678", Err(PhoneError::Sign)),
            ("06 1234x", Err(PhoneError::Sign)),
            ("0612", Err(PhoneError::Length)),
            ("+3161234567890123", Err(PhoneError::Length)),
        ];
        for (text, expected) in cases {
            assert_eq!(
                PhoneNumber::parse(text).as_ref().map(PhoneNumber::international),
                expected.as_ref().map(|t| *t),
                "{text}"
            );
        }
        assert_eq!(PhoneNumber::parse("0612345678").unwrap().ending(), "78");
    }
}
