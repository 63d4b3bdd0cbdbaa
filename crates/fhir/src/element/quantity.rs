//! Quantities: the number as it was written, with the unit in words.

use inzage_domain::Language;

use super::code::plain;
use crate::tree::Node;

/// UCUM code, Dutch for one and for more, English for one and for more.
const UNITS: &[(&str, [&str; 4])] = &[
    ("mm[Hg]", ["mmHg", "mmHg", "mmHg", "mmHg"]),
    ("Cel", ["°C", "°C", "°C", "°C"]),
    ("[degF]", ["°F", "°F", "°F", "°F"]),
    ("kg", ["kg", "kg", "kg", "kg"]),
    ("g", ["gram", "gram", "g", "g"]),
    ("mg", ["mg", "mg", "mg", "mg"]),
    ("ug", ["µg", "µg", "µg", "µg"]),
    ("km", ["km", "km", "km", "km"]),
    ("m", ["meter", "meter", "m", "m"]),
    ("cm", ["cm", "cm", "cm", "cm"]),
    ("mm", ["mm", "mm", "mm", "mm"]),
    ("L", ["liter", "liter", "litre", "litres"]),
    ("l", ["liter", "liter", "litre", "litres"]),
    ("dL", ["dl", "dl", "dl", "dl"]),
    ("mL", ["ml", "ml", "ml", "ml"]),
    ("ml", ["ml", "ml", "ml", "ml"]),
    ("%", ["%", "%", "%", "%"]),
    ("/min", ["per minuut", "per minuut", "per minute", "per minute"]),
    ("{beats}/min", ["slag per minuut", "slagen per minuut", "beat per minute", "beats per minute"]),
    (
        "{breaths}/min",
        ["ademhaling per minuut", "ademhalingen per minuut", "breath per minute", "breaths per minute"],
    ),
    ("l/min", ["liter per minuut", "liter per minuut", "litre per minute", "litres per minute"]),
    ("L/min", ["liter per minuut", "liter per minuut", "litre per minute", "litres per minute"]),
    ("mL/h", ["ml per uur", "ml per uur", "ml per hour", "ml per hour"]),
    ("mL/min", ["ml per minuut", "ml per minuut", "ml per minute", "ml per minute"]),
    (
        "mL/min/{1.73_m2}",
        ["ml per minuut per 1,73 m²", "ml per minuut per 1,73 m²", "ml/min/1.73 m²", "ml/min/1.73 m²"],
    ),
    ("kg/m2", ["kg/m²", "kg/m²", "kg/m²", "kg/m²"]),
    ("mol/L", ["mol/l", "mol/l", "mol/l", "mol/l"]),
    ("mmol/L", ["mmol/l", "mmol/l", "mmol/l", "mmol/l"]),
    ("umol/L", ["µmol/l", "µmol/l", "µmol/l", "µmol/l"]),
    ("nmol/L", ["nmol/l", "nmol/l", "nmol/l", "nmol/l"]),
    ("pmol/L", ["pmol/l", "pmol/l", "pmol/l", "pmol/l"]),
    ("mmol/mol", ["mmol/mol", "mmol/mol", "mmol/mol", "mmol/mol"]),
    ("g/L", ["g/l", "g/l", "g/l", "g/l"]),
    ("mg/L", ["mg/l", "mg/l", "mg/l", "mg/l"]),
    ("ug/L", ["µg/l", "µg/l", "µg/l", "µg/l"]),
    ("U/L", ["U/l", "U/l", "U/l", "U/l"]),
    ("10*9/L", ["×10⁹/l", "×10⁹/l", "×10⁹/l", "×10⁹/l"]),
    ("10*12/L", ["×10¹²/l", "×10¹²/l", "×10¹²/l", "×10¹²/l"]),
    ("[iU]", ["IE", "IE", "IU", "IU"]),
    ("[drp]", ["druppel", "druppels", "drop", "drops"]),
    ("s", ["seconde", "seconden", "second", "seconds"]),
    ("min", ["minuut", "minuten", "minute", "minutes"]),
    ("h", ["uur", "uur", "hour", "hours"]),
    ("d", ["dag", "dagen", "day", "days"]),
    ("wk", ["week", "weken", "week", "weeks"]),
    ("mo", ["maand", "maanden", "month", "months"]),
    ("a", ["jaar", "jaar", "year", "years"]),
    ("{score}", ["punt", "punten", "point", "points"]),
    ("{tablet}", ["tablet", "tabletten", "tablet", "tablets"]),
    ("{fraction}", ["", "", "", ""]),
    ("1", ["", "", "", ""]),
    ("tablet", ["tablet", "tabletten", "tablet", "tablets"]),
    (
        "breaths per minute",
        ["ademhaling per minuut", "ademhalingen per minuut", "breath per minute", "breaths per minute"],
    ),
    ("beats per minute", ["slag per minuut", "slagen per minuut", "beat per minute", "beats per minute"]),
];

/// A unit by its UCUM code, else as the source writes it.
pub(crate) fn unit(code: Option<&str>, written: Option<&str>, one: bool, language: Language) -> String {
    let known =
        [code, written].into_iter().flatten().find_map(|name| UNITS.iter().find(|(known, _)| *known == name));
    match known {
        Some((_, [dutch, dutch_more, english, english_more])) => {
            let (single, more) = language.pick((dutch, dutch_more), (english, english_more));
            (*if one { single } else { more }).to_owned()
        }
        None => written.or(code).map(plain).unwrap_or_default(),
    }
}

/// A number as written (`38.60`) with the signs of the language (`38,60`); digits in threes.
pub(crate) fn number(written: &str, language: Language) -> String {
    let (sign, bare) = written.strip_prefix('-').map_or(("", written), |bare| ("-", bare));
    let (whole, fraction) =
        bare.split_once('.').map_or((bare, None), |(whole, fraction)| (whole, Some(fraction)));
    if whole.is_empty() || !whole.bytes().all(|sign| sign.is_ascii_digit()) {
        return written.to_owned();
    }
    let (point, group) = language.pick((',', '.'), ('.', ','));
    let mut out = String::from(sign);
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index) % 3 == 0 {
            out.push(group);
        }
        out.push(digit);
    }
    if let Some(fraction) = fraction {
        out.push(point);
        out.push_str(fraction);
    }
    out
}

/// `Quantity` (also `Age`, `Duration`, `Money` in currency codes): `120 mmHg`, `minder dan 5 kg`.
pub(crate) fn quantity(node: &Node, language: Language) -> Option<String> {
    let written = node.text("value")?;
    let comparator = match node.text("comparator") {
        Some("<") => language.pick("minder dan ", "less than "),
        Some("<=") => language.pick("hoogstens ", "at most "),
        Some(">=") => language.pick("minstens ", "at least "),
        Some(">") => language.pick("meer dan ", "more than "),
        _ => "",
    };
    let unit = unit(node.text("code"), node.text("unit"), matches!(written, "1" | "1.0"), language);
    let gap = if unit.is_empty() || unit == "%" { "" } else { " " };
    Some(format!("{comparator}{}{gap}{unit}", number(written, language)))
}

/// The value alone, with its written precision and the language's decimal sign.
pub(crate) fn bare(node: &Node, language: Language) -> Option<String> {
    node.text("value").map(|written| number(written, language))
}

/// The unit alone.
pub(crate) fn unit_of(node: &Node, language: Language) -> String {
    unit(node.text("code"), node.text("unit"), false, language)
}

/// `low` and `high` of a range: `4,0 tot 10,0 mmol/l`, `hoogstens 15 mmol/l`.
pub(crate) fn range(low: Option<&Node>, high: Option<&Node>, language: Language) -> Option<String> {
    match (low, high) {
        (Some(low), Some(high)) => {
            let until = language.pick("tot", "to");
            let from = if unit_of(low, language) == unit_of(high, language) {
                bare(low, language)
            } else {
                quantity(low, language)
            };
            Some(format!("{} {until} {}", from?, quantity(high, language)?))
        }
        (Some(low), None) => {
            Some(format!("{} {}", language.pick("minstens", "at least"), quantity(low, language)?))
        }
        (None, Some(high)) => {
            Some(format!("{} {}", language.pick("hoogstens", "at most"), quantity(high, language)?))
        }
        (None, None) => None,
    }
}

/// `numerator` and `denominator`: `1 tablet per 8 uur`.
pub(crate) fn ratio(node: &Node, language: Language) -> Option<String> {
    let above = quantity(node.child("numerator")?, language)?;
    match node.child("denominator").filter(|below| below.text("value").is_some()) {
        Some(below) => {
            let one = matches!(below.text("value"), Some("1" | "1.0"));
            let below = if one {
                unit(below.text("code"), below.text("unit"), true, language)
            } else {
                quantity(below, language)?
            };
            Some(if below.is_empty() { above } else { format!("{above} per {below}") })
        }
        None => Some(above),
    }
}

#[cfg(test)]
mod tests {
    use inzage_domain::Language::{Dutch, English};

    use super::{number, quantity};
    use crate::tree::parse_json;

    #[test]
    fn numbers_keep_their_written_precision() {
        for (written, dutch, english) in [
            ("38.60", "38,60", "38.60"),
            ("1400", "1.400", "1,400"),
            ("-1234567.5", "-1.234.567,5", "-1,234,567.5"),
            ("0.29", "0,29", "0.29"),
            ("1e3", "1e3", "1e3"),
        ] {
            assert_eq!(number(written, Dutch), dutch);
            assert_eq!(number(written, English), english);
        }
    }

    #[test]
    fn units_are_words() {
        for (json, dutch) in [
            (r#"{"value":120,"unit":"mmHg","code":"mm[Hg]"}"#, "120 mmHg"),
            (r#"{"value":38.60,"code":"Cel"}"#, "38,60 °C"),
            (r#"{"value":3,"code":"{score}"}"#, "3 punten"),
            (r#"{"value":1,"code":"{tablet}"}"#, "1 tablet"),
            (r#"{"value":97,"code":"%"}"#, "97%"),
            (r#"{"value":5,"comparator":"<","unit":"stuks"}"#, "minder dan 5 stuks"),
        ] {
            assert_eq!(quantity(&parse_json(json).unwrap(), Dutch).unwrap(), dutch);
        }
    }
}
