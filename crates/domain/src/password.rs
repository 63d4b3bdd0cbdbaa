//! Passwords that people choose (R77): length over rules, nothing that everybody tries first.
//!
//! No sign is asked for and none is forbidden; spaces count, so that a sentence is welcome.

use crate::fold;

/// Fewest signs.
pub const SHORTEST: usize = 12;
/// Most signs: more is no safer, and hashing has to end.
pub const LONGEST: usize = 200;
/// Signs from which a password is called strong.
const STRONG: usize = 18;
/// Signs that must be left when what everybody knows is taken away.
const OWN: usize = 8;
/// Different signs at least.
const DIFFERENT: usize = 5;
/// What many people choose, folded, one a line.
const COMMON: &str = include_str!("common_passwords.txt");

/// Why a password is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weak {
    /// Fewer than twelve signs.
    TooShort,
    /// More than two hundred signs.
    TooLong,
    /// A password that many people use, or little more than one.
    Common,
    /// Little more than the user name or the organisation's name.
    Names,
    /// The same signs again and again, or a row such as `abcdefghijkl`.
    Pattern,
}

/// How good an accepted password is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Strength {
    /// Good.
    Good,
    /// Long: strong.
    Strong,
}

/// Judges a password. `names` are those that anybody would try: the user name, the organisation's.
pub fn judge(password: &str, names: &[&str]) -> Result<Strength, Weak> {
    let length = password.chars().count();
    if length < SHORTEST {
        return Err(Weak::TooShort);
    }
    if length > LONGEST {
        return Err(Weak::TooLong);
    }
    if is_pattern(password) {
        return Err(Weak::Pattern);
    }
    let plain = plain(password);
    for name in names.iter().flat_map(|name| name.split_whitespace().chain([*name])) {
        let name = self::plain(name);
        if name.len() >= 4 && plain.contains(&name) && rest(&plain, &name) < OWN {
            return Err(Weak::Names);
        }
    }
    // Digits and signs around a common word make it no better.
    let letters: String = plain.trim_matches(|sign: char| !sign.is_alphabetic()).to_owned();
    let common = |word: &str| {
        word == plain
            || word == letters
            || (word.len() >= 6 && plain.contains(word) && rest(&plain, word) < OWN)
    };
    if COMMON.lines().any(common) {
        return Err(Weak::Common);
    }
    Ok(if length >= STRONG { Strength::Strong } else { Strength::Good })
}

/// Folded, without signs, and with the digits that stand for letters between letters read as those.
fn plain(text: &str) -> String {
    let folded = fold(&text.replace('@', "a").replace('$', "s"));
    let signs: Vec<char> = folded.chars().filter(|sign| sign.is_alphanumeric()).collect();
    let first = signs.iter().position(|sign| sign.is_alphabetic()).unwrap_or(signs.len());
    let last = signs.iter().rposition(|sign| sign.is_alphabetic()).unwrap_or(0);
    let read = |(place, sign): (usize, &char)| match sign {
        _ if place < first || place > last => *sign,
        '0' => 'o',
        '1' => 'i',
        '3' => 'e',
        '4' => 'a',
        '5' => 's',
        '7' => 't',
        _ => *sign,
    };
    signs.iter().enumerate().map(read).collect()
}

/// Letters that are left when a word is taken away, wherever it stands; all digits count as one.
fn rest(plain: &str, word: &str) -> usize {
    let left = plain.replace(word, "");
    left.chars().filter(|sign| sign.is_alphabetic()).count() + usize::from(left.chars().any(char::is_numeric))
}

/// The same few signs, one piece repeated, or a row of neighbours.
fn is_pattern(password: &str) -> bool {
    let signs: Vec<char> = password.to_lowercase().chars().collect();
    let mut different = signs.clone();
    different.sort_unstable();
    different.dedup();
    if different.len() < DIFFERENT {
        return true;
    }
    let repeats = (1..=signs.len() / 2)
        .any(|piece| signs.iter().zip(signs.iter().skip(piece)).all(|(one, other)| one == other));
    let step = |by: i64| {
        let number = |sign: &char| i64::from(u32::from(*sign));
        let near =
            signs.windows(2).filter(|pair| matches!(pair, [one, other] if number(other) - number(one) == by));
        near.count() + 3 >= signs.len()
    };
    repeats || step(1) || step(-1)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// R77: a weak password is refused; length counts, composition does not.
    #[test]
    fn length_over_rules() {
        let names = ["anna.dewit", "Woonzorg De Linde"];
        let cases = [
            ("", Err(Weak::TooShort)),
            ("kort-maar-X", Err(Weak::TooShort)),
            ("twaalf tekst", Ok(Strength::Good)),
            ("kaas op brood met melk", Ok(Strength::Strong)),
            ("zon maan sterren", Ok(Strength::Good)),
            ("ééééééé àààààà", Err(Weak::Pattern)),
            ("aaaaaaaaaaaaaaaa", Err(Weak::Pattern)),
            ("abcabcabcabcabc", Err(Weak::Pattern)),
            ("bloemkoolbloemkool", Err(Weak::Pattern)),
            ("abcdefghijklmn", Err(Weak::Pattern)),
            ("987654321098", Err(Weak::Pattern)),
            ("welkom123456", Err(Weak::Common)),
            ("Welkom2026!!!", Err(Weak::Common)),
            ("W@chtw00rd2026", Err(Weak::Common)),
            ("qwertyuiop[]", Err(Weak::Common)),
            ("wachtwoordwelkom", Err(Weak::Common)),
            ("anna.dewit2026", Err(Weak::Names)),
            ("Woonzorg-2026!", Err(Weak::Names)),
            ("woonzorg de linde", Err(Weak::Names)),
            ("de linde bloeit weer vroeg", Ok(Strength::Strong)),
            ("r7#Kq!m2Zp9w", Ok(Strength::Good)),
        ];
        for (password, expected) in cases {
            assert_eq!(judge(password, &names), expected, "{password}");
        }
    }

    #[test]
    fn both_sides_of_each_length() {
        let text = "fiets langs de gracht en terug naar huis ";
        let of = |length: usize| text.chars().cycle().take(length).collect::<String>();
        let cases = [
            (11, Err(Weak::TooShort)),
            (12, Ok(Strength::Good)),
            (17, Ok(Strength::Good)),
            (18, Ok(Strength::Strong)),
        ];
        for (length, expected) in cases {
            assert_eq!(judge(&of(length), &[]), expected, "{length}");
        }
        let long = (0..40).map(|number| number.to_string()).collect::<Vec<_>>().join(" ei ei ");
        assert!(judge(&long.chars().take(200).collect::<String>(), &[]).is_ok());
        assert_eq!(judge(&long.chars().take(201).collect::<String>(), &[]), Err(Weak::TooLong));
    }

    #[test]
    fn the_list_is_long_and_folded() {
        assert!(COMMON.lines().count() >= 400, "{}", COMMON.lines().count());
        for line in COMMON.lines() {
            assert_eq!(plain(line), line, "{line}");
        }
    }
}
