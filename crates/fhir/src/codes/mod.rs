//! What codes mean, in Dutch and English.
//!
//! A table a theme; a code stands under the short name of its system, because STU3, R4 and the
//! Dutch OIDs spell the same systems differently. Only codes whose meaning is sure belong here:
//! for any other the source's own words are shown.

mod dutch;
mod fhir;
mod hl7;
mod loinc;
mod own;
mod snomed;

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::LazyLock;

use inzage_domain::Language;

/// Code, Dutch, English.
type Words = (&'static str, &'static str, &'static str);

/// One code system and its codes.
type Table = (&'static str, &'static [Words]);

/// Two texts: system and code, or Dutch and English.
type Pair = (&'static str, &'static str);

static CODES: LazyLock<HashMap<Pair, Pair>> = LazyLock::new(|| {
    [snomed::TABLES, loinc::TABLES, hl7::TABLES, dutch::TABLES, fhir::TABLES, own::TABLES]
        .into_iter()
        .flatten()
        .flat_map(|(system, words)| words.iter().map(|(code, nl, en)| ((*system, *code), (*nl, *en))))
        .collect()
});

/// The words of a code; `None` for a code we do not know. The system as an address, OID or the
/// short name of a FHIR binding.
pub(crate) fn words(system: &str, code: &str, language: Language) -> Option<&'static str> {
    let key = system_key(system);
    let found = CODES.get(&(key.as_ref(), code)).or_else(|| {
        // Role codes are met as `1` and as `01`.
        CODES.get(&(key.as_ref(), code.strip_prefix('0').filter(|rest| !rest.is_empty())?))
    })?;
    Some(language.pick(found.0, found.1))
}

/// The short name of a code system: `http://hl7.org/fhir/v3/NullFlavor` and
/// `http://terminology.hl7.org/CodeSystem/v3-NullFlavor` are both `v3-NullFlavor`.
pub(crate) fn system_key(system: &str) -> Cow<'_, str> {
    match system {
        "http://snomed.info/sct" | "urn:oid:2.16.840.1.113883.6.96" => return "snomed".into(),
        "http://loinc.org" | "urn:oid:2.16.840.1.113883.6.1" => return "loinc".into(),
        "http://unitsofmeasure.org" => return "ucum".into(),
        _ => {}
    }
    if let Some(oid) = system.strip_prefix("urn:oid:") {
        return oid.into();
    }
    if let Some(rest) = system.strip_prefix("http://terminology.hl7.org/CodeSystem/") {
        return rest.into();
    }
    if let Some(rest) = system.strip_prefix("http://hl7.org/fhir/") {
        return match rest.split_once('/') {
            Some((family @ ("v2" | "v3"), name)) => format!("{family}-{name}").into(),
            _ => rest.rsplit('/').next().unwrap_or(rest).into(),
        };
    }
    system.into()
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::{dutch, fhir, hl7, loinc, own, snomed, system_key, words};
    use inzage_domain::Language;

    #[test]
    fn the_same_system_is_met_in_several_spellings() {
        for (spelling, key) in [
            ("http://hl7.org/fhir/v3/NullFlavor", "v3-NullFlavor"),
            ("http://terminology.hl7.org/CodeSystem/v3-NullFlavor", "v3-NullFlavor"),
            ("http://hl7.org/fhir/v2/0078", "v2-0078"),
            ("http://hl7.org/fhir/observation-category", "observation-category"),
            ("urn:oid:2.16.840.1.113883.2.4.3.11.22.472", "2.16.840.1.113883.2.4.3.11.22.472"),
        ] {
            assert_eq!(system_key(spelling), key);
        }
        assert_eq!(words("http://snomed.info/sct", "368208006", Language::Dutch), Some("linkerbovenarm"));
        let roles = "urn:oid:2.16.840.1.113883.2.4.3.11.22.472";
        assert_eq!(words(roles, "1", Language::Dutch), words(roles, "01", Language::Dutch));
    }

    #[test]
    fn no_code_stands_twice_and_none_is_empty() {
        let mut seen = HashSet::new();
        for (system, table) in
            [snomed::TABLES, loinc::TABLES, hl7::TABLES, dutch::TABLES, fhir::TABLES, own::TABLES]
                .into_iter()
                .flatten()
        {
            for (code, dutch, english) in *table {
                assert!(seen.insert((system, code)), "{system} {code} stands twice");
                assert!(!dutch.is_empty() && !english.is_empty(), "{system} {code}");
            }
        }
    }
}
