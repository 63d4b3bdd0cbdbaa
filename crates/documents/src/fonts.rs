//! The typeface of the PDF, Atkinson Hyperlegible: made by the Braille Institute for people who see
//! little, under the SIL Open Font Licence (`fonts/LICENSE`). Whole files are in the program; into a PDF
//! goes what it uses.

use std::collections::HashMap;

use krilla::text::{Font, GlyphId};
use skrifa::{
    FontRef, MetadataProvider as _,
    instance::{LocationRef, Size},
};

use crate::DocumentError;

static REGULAR: &[u8] = include_bytes!("../fonts/AtkinsonHyperlegible-Regular.ttf");
static BOLD: &[u8] = include_bytes!("../fonts/AtkinsonHyperlegible-Bold.ttf");

/// What stands in for a sign that the font does not have.
pub(crate) const UNKNOWN: char = '?';

/// A font with the width of each of its signs, in parts of its size.
pub(crate) struct Face {
    pub(crate) font: Font,
    signs: HashMap<char, (GlyphId, f32)>,
}

/// Regular and bold.
pub(crate) struct Faces {
    pub(crate) regular: Face,
    pub(crate) bold: Face,
}

impl Face {
    fn new(bytes: &'static [u8]) -> Result<Self, DocumentError> {
        let font = Font::new(bytes.into(), 0).ok_or(DocumentError::Font("it is no font"))?;
        let read = FontRef::new(bytes).map_err(|_| DocumentError::Font("it cannot be read"))?;
        let widths = read.glyph_metrics(Size::new(1.0), LocationRef::default());
        let signs = read
            .charmap()
            .mappings()
            .filter_map(|(code, glyph)| {
                let width = widths.advance_width(glyph)?;
                Some((char::from_u32(code)?, (GlyphId::new(glyph.to_u32()), width)))
            })
            .collect::<HashMap<_, _>>();
        if !signs.contains_key(&UNKNOWN) || !signs.contains_key(&' ') {
            return Err(DocumentError::Font("it lacks the simplest signs"));
        }
        Ok(Self { font, signs })
    }

    /// The sign's number in the font and its width; those of [`UNKNOWN`] where it has none.
    pub(crate) fn sign(&self, sign: char) -> (GlyphId, f32) {
        let known = self.signs.get(&sign).or_else(|| self.signs.get(&UNKNOWN));
        known.copied().unwrap_or((GlyphId::new(0), 0.5))
    }

    /// Width of a text at a size.
    pub(crate) fn width(&self, text: &str, size: f32) -> f32 {
        text.chars().map(|sign| self.sign(sign).1).sum::<f32>() * size
    }
}

impl Faces {
    pub(crate) fn new() -> Result<Self, DocumentError> {
        Ok(Self { regular: Face::new(REGULAR)?, bold: Face::new(BOLD)? })
    }

    pub(crate) fn of(&self, bold: bool) -> &Face {
        if bold { &self.bold } else { &self.regular }
    }

    /// A text in signs that both fonts have: spaces of all kinds become one space, what cannot be seen goes,
    /// arrows and ticks are written with simpler signs. Gives how many signs had to be left out.
    pub(crate) fn clean(&self, text: &str) -> (String, u32) {
        let mut clean = String::with_capacity(text.len());
        let mut unknown = 0;
        for sign in text.chars() {
            match sign {
                '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{feff}' | '\u{fe00}'..='\u{fe0f}' => {}
                '→' => clean.push_str("->"),
                '←' => clean.push_str("<-"),
                '✓' | '✔' => clean.push('v'),
                '\u{2010}' | '\u{2011}' => clean.push('-'),
                sign if sign.is_whitespace() => clean.push(' '),
                sign if sign.is_control() => {}
                sign if self.regular.signs.contains_key(&sign) && self.bold.signs.contains_key(&sign) => {
                    clean.push(sign);
                }
                _ => {
                    unknown += 1;
                    clean.push(UNKNOWN);
                }
            }
        }
        (clean, unknown)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_fonts_have_what_dutch_and_its_neighbours_are_written_with() {
        let faces = Faces::new().unwrap();
        for text in [
            "ABCDEFGHIJKLMNOPQRSTUVWXYZ abcdefghijklmnopqrstuvwxyz 0123456789",
            "é è ë ê á à ä ï í ö ó ô ü ú ç ñ ß å ø æ œ É Ë Ö Ü",
            "š č ž ć đ ł ń ś ź ż ą ę ğ ı ş ț ș ő ű ř ě ů",
            "€ µ ² ³ ½ ° ± ≤ ≥ – — “ ” ‘ ’ … • × · § © ®",
        ] {
            assert_eq!(faces.clean(text), (text.to_owned(), 0));
        }
        assert_eq!(faces.clean("a\tb\u{a0}c\u{200b}d → ✓ \u{1f600}日"), ("a b cd -> v ??".to_owned(), 2));
        assert!(faces.regular.width("mmm", 10.0) > faces.regular.width("iii", 10.0));
        assert!((faces.regular.width("ab", 20.0) - 2.0 * faces.regular.width("ab", 10.0)).abs() < 0.001);
    }
}
