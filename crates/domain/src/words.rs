//! Words as they are looked up: folded, so that `Ünal` is found by `unal`.

/// Lower case, without accents or signs that join: for comparison only, never for showing.
pub fn fold(text: &str) -> String {
    text.chars().flat_map(char::to_lowercase).flat_map(plain).collect()
}

fn plain(sign: char) -> impl Iterator<Item = char> {
    let letters: &'static str = match sign {
        'à' | 'á' | 'â' | 'ã' | 'ä' | 'å' | 'ā' | 'ă' | 'ą' => "a",
        'ç' | 'ć' | 'č' => "c",
        'è' | 'é' | 'ê' | 'ë' | 'ē' | 'ę' | 'ě' => "e",
        'ğ' => "g",
        'ì' | 'í' | 'î' | 'ï' | 'ī' | 'ı' => "i",
        'ł' => "l",
        'ñ' | 'ń' | 'ň' => "n",
        'ò' | 'ó' | 'ô' | 'õ' | 'ö' | 'ø' | 'ō' | 'ő' => "o",
        'ř' => "r",
        'ś' | 'š' | 'ş' => "s",
        'ť' | 'ţ' => "t",
        'ù' | 'ú' | 'û' | 'ü' | 'ū' | 'ů' | 'ű' => "u",
        'ý' | 'ÿ' => "y",
        'ź' | 'ż' | 'ž' => "z",
        'æ' => "ae",
        'œ' => "oe",
        'ß' => "ss",
        'ĳ' => "ij",
        // Combining accents, left over from decomposed text.
        '\u{300}'..='\u{36f}' => "",
        _ => return Letters::One(Some(sign)),
    };
    Letters::Many(letters.chars())
}

enum Letters {
    One(Option<char>),
    Many(std::str::Chars<'static>),
}

impl Iterator for Letters {
    type Item = char;
    fn next(&mut self) -> Option<char> {
        match self {
            Self::One(sign) => sign.take(),
            Self::Many(letters) => letters.next(),
        }
    }
}

/// The words of a text, folded, at least two letters long, each once, in order of appearance.
pub fn record_words(text: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let folded = fold(text);
    for word in folded.split(|sign: char| !sign.is_alphanumeric()) {
        if word.chars().count() >= 2 && !words.iter().any(|known| known == word) {
            words.push(word.to_owned());
        }
    }
    words
}

/// What staff may type to find a name: every beginning of two letters or more of each word in it.
/// Longer than twelve letters adds nothing: a search is cut to twelve as well.
pub fn name_prefixes(name: &str) -> Vec<String> {
    let mut prefixes = Vec::new();
    for word in record_words(name) {
        let letters: Vec<char> = word.chars().take(12).collect();
        for length in 2..=letters.len() {
            let prefix: String = letters.iter().take(length).collect();
            if !prefixes.contains(&prefix) {
                prefixes.push(prefix);
            }
        }
    }
    prefixes
}

#[cfg(test)]
mod tests {
    use super::{fold, name_prefixes, record_words};

    #[test]
    fn accents_and_capitals_do_not_matter() {
        assert_eq!(fold("Ünal-Çelik ĲSSELMEER Łódź"), "unal-celik ijsselmeer lodz");
        assert_eq!(fold("e\u{301}e\u{301}n"), "een");
    }

    #[test]
    fn words_come_once_and_prefixes_start_at_two_letters() {
        assert_eq!(record_words("Mevrouw at goed. mevrouw a"), ["mevrouw", "at", "goed"]);
        assert_eq!(name_prefixes("de Wit"), ["de", "wi", "wit"]);
        assert_eq!(name_prefixes("Q"), Vec::<String>::new());
    }
}
