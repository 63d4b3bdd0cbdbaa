//! The citizen service number (burgerservicenummer).

use std::fmt;

use thiserror::Error;

/// A BSN that passes the eleven-test, always nine digits. Never shown, logged or put into a URL:
/// its `Debug` masks it.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Bsn(String);

/// Why a text is not a BSN. The text itself is not repeated: it may be somebody's number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum BsnError {
    /// Not eight or nine digits.
    #[error("a BSN has 8 or 9 digits")]
    Length,
    /// A sign that is not a digit, space, dot or dash.
    #[error("a BSN has only digits")]
    NotADigit,
    /// The eleven-test fails, or the number is 000000000.
    #[error("the number does not pass the eleven-test")]
    ElevenTest,
}

impl Bsn {
    /// Reads a BSN. Spaces, dots and dashes between the digits are allowed, eight digits get a
    /// zero in front. Source: eleven-test 9a+8b+7c+6d+5e+4f+3g+2h-1i, divisible by 11 and not 0.
    pub fn parse(text: &str) -> Result<Self, BsnError> {
        let mut digits = Vec::with_capacity(9);
        for sign in text.trim().chars() {
            match sign.to_digit(10) {
                Some(digit) => digits.push(i64::from(digit)),
                None if matches!(sign, ' ' | '.' | '-') => {}
                None => return Err(BsnError::NotADigit),
            }
        }
        if digits.len() == 8 {
            digits.insert(0, 0);
        }
        if digits.len() != 9 {
            return Err(BsnError::Length);
        }
        let weights = [9, 8, 7, 6, 5, 4, 3, 2, -1];
        let sum: i64 = digits.iter().zip(weights).map(|(digit, weight)| digit * weight).sum();
        if sum % 11 != 0 || digits.iter().all(|digit| *digit == 0) {
            return Err(BsnError::ElevenTest);
        }
        Ok(Self(digits.iter().map(ToString::to_string).collect()))
    }

    /// The nine digits, for sealing and for the keyed hash only.
    pub fn digits(&self) -> &str {
        &self.0
    }

    /// What may be shown: the last four digits, `•••••6782`.
    pub fn masked(&self) -> String {
        format!("•••••{}", self.0.get(5..).unwrap_or_default())
    }
}

impl fmt::Debug for Bsn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Bsn(masked)")
    }
}

#[cfg(test)]
mod tests {
    use super::{Bsn, BsnError};

    /// R114: the eleven-test, with the samples of the standards.
    #[test]
    fn eleven_test_on_known_numbers() {
        let good =
            ["999900006", "999900018", "111222333", "123456782", "999.900.006", "9999 000-06", "10000008"];
        for text in good {
            assert!(Bsn::parse(text).is_ok(), "{text}");
        }
        let bad = [
            ("123456789", BsnError::ElevenTest),
            ("1112.52.333", BsnError::ElevenTest),
            ("000000000", BsnError::ElevenTest),
            ("999999999", BsnError::ElevenTest),
            ("", BsnError::Length),
            ("1234567", BsnError::Length),
            ("1234567890", BsnError::Length),
            ("12345678a", BsnError::NotADigit),
        ];
        for (text, error) in bad {
            assert_eq!(Bsn::parse(text), Err(error), "{text}");
        }
    }

    #[test]
    fn only_the_last_four_digits_are_shown() {
        let bsn = Bsn::parse("123456782").unwrap();
        assert_eq!(bsn.masked(), "•••••6782");
        assert!(!format!("{bsn:?}").contains("6782"));
    }

    proptest::proptest! {
        #[test]
        fn reading_never_panics_and_keeps_nine_digits(text in ".{0,20}") {
            if let Ok(bsn) = Bsn::parse(&text) {
                proptest::prop_assert_eq!(bsn.digits().len(), 9);
            }
        }
    }
}
