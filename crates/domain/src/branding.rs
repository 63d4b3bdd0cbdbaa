//! An organisation's own face: two colours, checked so that everybody can read them.

use serde::{Deserialize, Serialize};
use thiserror::Error;

/// A colour, `#rrggbb`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Colour {
    red: u8,
    green: u8,
    blue: u8,
}

/// Why colours cannot be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum ColourError {
    /// Not `#rrggbb`.
    #[error("a colour is written as #rrggbb")]
    Form,
    /// Text in this colour on white, or white text on it, cannot be read (WCAG 1.4.3: 4.5 to 1).
    #[error("the colour is too light to read: it needs a contrast of 4.5 with white")]
    Contrast,
}

impl Colour {
    /// Reads `#rrggbb`.
    pub fn parse(text: &str) -> Result<Self, ColourError> {
        let digits = text.strip_prefix('#').filter(|digits| digits.len() == 6 && digits.is_ascii());
        let digits = digits.ok_or(ColourError::Form)?;
        let part = |from: usize| {
            digits
                .get(from..from + 2)
                .and_then(|pair| u8::from_str_radix(pair, 16).ok())
                .ok_or(ColourError::Form)
        };
        Ok(Self { red: part(0)?, green: part(2)?, blue: part(4)? })
    }

    /// Relative luminance (WCAG 2.2), 0 to 1.
    pub fn luminance(self) -> f64 {
        let linear = |part: u8| {
            let part = f64::from(part) / 255.0;
            if part <= 0.040_45 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * linear(self.red) + 0.7152 * linear(self.green) + 0.0722 * linear(self.blue)
    }

    /// Contrast ratio with another colour (WCAG 2.2), 1 to 21.
    pub fn contrast(self, other: Self) -> f64 {
        let (one, two) = (self.luminance(), other.luminance());
        (one.max(two) + 0.05) / (one.min(two) + 0.05)
    }
}

impl std::fmt::Display for Colour {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "#{:02x}{:02x}{:02x}", self.red, self.green, self.blue)
    }
}

impl TryFrom<String> for Colour {
    type Error = ColourError;
    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::parse(&text)
    }
}

impl From<Colour> for String {
    fn from(colour: Colour) -> Self {
        colour.to_string()
    }
}

/// What an organisation looks like.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Branding {
    /// Main colour: header and buttons, with white text on it.
    pub brand: Colour,
    /// Second colour: lines and marks.
    pub accent: Colour,
    /// One or two letters in the mark beside the name.
    pub initials: String,
}

impl Branding {
    /// Checks that both colours can be read on white and carry white text (WCAG 2.2, 4.5 to 1).
    pub fn check(&self) -> Result<(), ColourError> {
        let white = Colour { red: 255, green: 255, blue: 255 };
        if [self.brand, self.accent].iter().any(|colour| colour.contrast(white) < 4.5) {
            return Err(ColourError::Contrast);
        }
        Ok(())
    }
}

/// What an organisation tells people about itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OrganisationProfile {
    /// Name as people know it.
    pub name: String,
    /// Telephone number as people read it, such as `020 123 45 67`.
    pub phone: String,
    /// When the telephone is answered, Dutch, such as `op werkdagen van 9 tot 17 uur`.
    pub phone_hours_nl: String,
    /// The same in English.
    pub phone_hours_en: String,
    /// Address for reports of a weak spot (security.txt).
    pub security_contact: String,
    /// Where the privacy regulation can be read (R20); empty for the portal's own page.
    pub privacy_url: String,
    /// Mail address of the help desk (R11); empty for none.
    #[serde(default)]
    pub help_contact: String,
    /// Mail address for questions about privacy (R139); empty for none.
    #[serde(default)]
    pub privacy_contact: String,
    /// The face.
    pub branding: Branding,
}

#[cfg(test)]
mod tests {
    use super::{Branding, Colour, ColourError};

    #[test]
    fn colours_are_read_strictly() {
        assert_eq!(Colour::parse("#1A2b3c").unwrap().to_string(), "#1a2b3c");
        for text in ["1a2b3c", "#1a2b3", "#1a2b3cd", "#1a2b3g", "#é2b3c", ""] {
            assert_eq!(Colour::parse(text), Err(ColourError::Form), "{text}");
        }
    }

    #[test]
    fn colours_that_cannot_be_read_are_refused() {
        let branding = |brand: &str, accent: &str| Branding {
            brand: Colour::parse(brand).unwrap(),
            accent: Colour::parse(accent).unwrap(),
            initials: "DL".into(),
        };
        // #767676 is the lightest grey that passes on white, #777777 the first that does not.
        assert_eq!(branding("#767676", "#000000").check(), Ok(()));
        assert_eq!(branding("#777777", "#000000").check(), Err(ColourError::Contrast));
        assert_eq!(branding("#000000", "#777777").check(), Err(ColourError::Contrast));
    }
}
