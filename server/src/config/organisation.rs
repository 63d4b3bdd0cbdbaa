//! The file that describes a new organisation, for `inzage organisation create`: read as strictly
//! as the configuration, by the same reader. What it makes is checked again by nobody: a colour
//! that cannot be read, a host name with a port and terms of tomorrow are refused here.

use std::{
    path::{Path, PathBuf},
    str::FromStr,
};

use inzage_domain::{
    EmailAddress,
    branding::{Branding, Colour, OrganisationProfile},
    policy::Preset,
    written::{amsterdam, day_of},
};
use inzage_store::{NewOrganisation, NewTerms};
use jiff::{Timestamp, civil::Date};

use super::{
    ConfigError,
    keys::{Keys, Place},
};

/// Every key, as it stands in the file.
const KEYS: &[&str] = &[
    "key",
    "host",
    "preset",
    "profile.name",
    "profile.phone",
    "profile.phone_hours_nl",
    "profile.phone_hours_en",
    "profile.security_contact",
    "profile.privacy_url",
    "profile.help_contact",
    "profile.privacy_contact",
    "profile.branding.brand",
    "profile.branding.accent",
    "profile.branding.initials",
    "terms.label",
    "terms.valid_from",
    "terms.title_nl",
    "terms.title_en",
    "terms.text_nl",
    "terms.text_nl_file",
    "terms.text_en",
    "terms.text_en_file",
];

/// The word by which the terms of use are known among an organisation's documents.
const TERMS: &str = "terms";

/// A new organisation with its first terms of use.
#[derive(Clone, Debug)]
pub struct OrganisationFile {
    /// The organisation.
    pub organisation: NewOrganisation,
    /// Its terms, in force already.
    pub terms: NewTerms,
}

impl OrganisationFile {
    /// Reads the file. Texts that it names are looked for beside it. `now` is the present instant:
    /// first terms must be in force.
    pub fn read(path: &Path, now: Timestamp) -> Result<Self, ConfigError> {
        let text = std::fs::read_to_string(path)
            .map_err(|source| ConfigError::File { path: path.to_owned(), source })?;
        Self::parse(&text, path.parent().unwrap_or(Path::new("")), now)
    }

    /// Reads a TOML text; `folder` is where the files are that it names.
    pub fn parse(text: &str, folder: &Path, now: Timestamp) -> Result<Self, ConfigError> {
        let mut keys = Keys::of_file(text)?;
        let (Word(key), HostName(host)) = (needed(&mut keys, "key", WORD)?, needed(&mut keys, "host", HOST)?);
        let PresetName(preset) = needed(&mut keys, "preset", PRESET)?;
        let organisation =
            NewOrganisation { key, host, profile: profile(&mut keys)?, policy: preset.policy() };
        let terms = terms(&mut keys, folder, now)?;
        keys.refuse_rest(KEYS)?;
        Ok(Self { organisation, terms })
    }
}

fn profile(keys: &mut Keys) -> Result<OrganisationProfile, ConfigError> {
    let ReadableColour(brand) = needed(keys, "profile.branding.brand", COLOUR)?;
    let ReadableColour(accent) = needed(keys, "profile.branding.accent", COLOUR)?;
    let Initials(initials) = needed(keys, "profile.branding.initials", INITIALS)?;
    let Contact(security_contact) = needed(keys, "profile.security_contact", CONTACT)?;
    let privacy_url: Option<PageAddress> = keys.take("profile.privacy_url", PAGE)?;
    let help_contact: Option<Mail> = keys.take("profile.help_contact", MAIL)?;
    let privacy_contact: Option<Mail> = keys.take("profile.privacy_contact", MAIL)?;
    Ok(OrganisationProfile {
        name: line(keys, "profile.name")?,
        phone: line(keys, "profile.phone")?,
        phone_hours_nl: line(keys, "profile.phone_hours_nl")?,
        phone_hours_en: line(keys, "profile.phone_hours_en")?,
        security_contact,
        privacy_url: privacy_url.map_or_else(String::new, |PageAddress(address)| address),
        help_contact: help_contact.map_or_else(String::new, |Mail(address)| address),
        privacy_contact: privacy_contact.map_or_else(String::new, |Mail(address)| address),
        branding: Branding { brand, accent, initials },
    })
}

fn terms(keys: &mut Keys, folder: &Path, now: Timestamp) -> Result<NewTerms, ConfigError> {
    let place = keys.place("terms.valid_from");
    let day: Date = needed(keys, "terms.valid_from", DAY)?;
    if day > day_of(now) {
        return Err(refused("terms.valid_from", place.as_ref(), DAY, format!("\"{day}\"")));
    }
    let valid_from = day
        .to_zoned(amsterdam())
        .map_err(|_| refused("terms.valid_from", place.as_ref(), DAY, format!("\"{day}\"")))?
        .timestamp();
    Ok(NewTerms {
        document: TERMS.to_owned(),
        title_nl: line(keys, "terms.title_nl")?,
        title_en: line(keys, "terms.title_en")?,
        label: line(keys, "terms.label")?,
        valid_from,
        text_nl: prose(keys, "terms.text_nl", "terms.text_nl_file", folder)?,
        text_en: prose(keys, "terms.text_en", "terms.text_en_file", folder)?,
        summary_nl: String::new(),
        summary_en: String::new(),
    })
}

/// A text that stands in the file, or in a file of its own.
fn prose(
    keys: &mut Keys,
    key: &'static str,
    file_key: &'static str,
    folder: &Path,
) -> Result<String, ConfigError> {
    let place = keys.place(file_key);
    let inline: Option<Prose> = keys.take(key, PROSE)?;
    let path: Option<PathBuf> = keys.take(file_key, "the path of a text file")?;
    match (inline, path) {
        (Some(Prose(text)), None) => Ok(text),
        (None, Some(path)) => {
            let path = folder.join(path);
            let text = std::fs::read_to_string(&path).map_err(|source| ConfigError::TextFile {
                key: file_key,
                place: place.as_ref().map(ToString::to_string).unwrap_or_default(),
                path: path.clone(),
                source,
            })?;
            let Prose(text) = text.parse().map_err(|Wrong| {
                refused(file_key, place.as_ref(), "a file with a text", format!("{} without", path.display()))
            })?;
            Ok(text)
        }
        (Some(_), Some(_)) => {
            let wanted = "left out where the text itself stands in the file";
            Err(refused(file_key, place.as_ref(), wanted, "both".to_owned()))
        }
        (None, None) => Err(ConfigError::Absent { key }),
    }
}

fn needed<T: FromStr>(keys: &mut Keys, key: &'static str, wanted: &'static str) -> Result<T, ConfigError> {
    keys.take(key, wanted)?.ok_or(ConfigError::Absent { key })
}

fn line(keys: &mut Keys, key: &'static str) -> Result<String, ConfigError> {
    needed(keys, key, LINE).map(|Line(text)| text)
}

fn refused(key: &str, place: Option<&Place>, wanted: &'static str, found: String) -> ConfigError {
    let place = place.map(ToString::to_string).unwrap_or_default();
    ConfigError::Value { key: key.to_owned(), place, wanted, found }
}

/// A value that does not fit; what fits stands with its key.
#[derive(Debug)]
struct Wrong;

const LINE: &str = "a text of one line, at most 200 signs";
const PROSE: &str = "a text";
const WORD: &str = "a word of lower case letters, digits and dashes, such as \"linde\"";
const HOST: &str = "a host name without a port, such as \"portaal.delinde.example\"";
const PRESET: &str = "one of \"vivium\", \"caren\", \"cliendo\", \"carecodex\", \"mijnsein\"";
const COLOUR: &str = "a colour such as \"#1f5d3a\", dark enough to read on white (a contrast of 4.5)";
const INITIALS: &str = "one or two letters or digits";
const CONTACT: &str = "an e-mail address or a page that begins with https://";
const MAIL: &str = "an e-mail address";
const PAGE: &str = "a page that begins with https://";
const DAY: &str = "a day in quotes such as \"2026-02-01\", today or earlier";

/// Makes a type that is read from a text by a rule.
macro_rules! read_by {
    ($($name:ident($inner:ty) = $rule:expr;)*) => {$(
        struct $name($inner);
        impl FromStr for $name {
            type Err = Wrong;
            fn from_str(text: &str) -> Result<Self, Wrong> {
                let rule: fn(&str) -> Option<$inner> = $rule;
                rule(text.trim()).map(Self).ok_or(Wrong)
            }
        }
    )*};
}

read_by! {
    Line(String) = |text| {
        let fits = (1..=200).contains(&text.chars().count()) && !text.contains(char::is_control);
        fits.then(|| text.to_owned())
    };
    Prose(String) = |text| {
        let odd = |sign: char| sign.is_control() && !matches!(sign, '\n' | '\r' | '\t');
        (!text.is_empty() && !text.contains(odd)).then(|| format!("{}\n", text.replace("\r\n", "\n")))
    };
    Word(String) = |text| {
        let fits = text.starts_with(|sign: char| sign.is_ascii_lowercase())
            && text.len() <= 40
            && text.chars().all(|sign| matches!(sign, 'a'..='z' | '0'..='9' | '-'));
        fits.then(|| text.to_owned())
    };
    HostName(String) = |text| {
        let is_label = |label: &str| {
            (1..=63).contains(&label.len())
                && label.chars().all(|sign| sign.is_ascii_alphanumeric() || sign == '-')
                && !label.starts_with('-')
                && !label.ends_with('-')
        };
        (text.len() <= 253 && text.split('.').all(is_label)).then(|| text.to_ascii_lowercase())
    };
    PresetName(Preset) = Preset::from_key;
    ReadableColour(Colour) = |text| {
        let colour = Colour::parse(text).ok()?;
        let face = Branding { brand: colour, accent: colour, initials: String::new() };
        face.check().is_ok().then_some(colour)
    };
    Initials(String) = |text| {
        let fits = (1..=2).contains(&text.chars().count()) && text.chars().all(char::is_alphanumeric);
        fits.then(|| text.to_owned())
    };
    Contact(String) = |text| {
        let is_page = PageAddress::from_str(text).is_ok();
        let is_mail = text.split_once('@').is_some_and(|(name, host)| {
            !name.is_empty() && host.contains('.') && HostName::from_str(host).is_ok()
        });
        let plain = !text.contains(|sign: char| sign.is_control() || sign.is_whitespace());
        (plain && (is_page || is_mail)).then(|| text.to_owned())
    };
    Mail(String) = |text| EmailAddress::parse(text).ok().map(String::from);
    PageAddress(String) = |text| {
        let host = text.strip_prefix("https://").and_then(|rest| rest.split(['/', '?', '#']).next());
        let plain = !text.contains(|sign: char| sign.is_control() || sign.is_whitespace());
        (plain && host.is_some_and(|host| HostName::from_str(host).is_ok())).then(|| text.to_owned())
    };
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use inzage_domain::policy::Preset;
    use jiff::Timestamp;

    use super::OrganisationFile;

    const GOOD: &str = r##"key = "linde"
host = "Portaal.DeLinde.example"
preset = "vivium"

[profile]
name = "Woonzorg De Linde"
phone = "020 123 45 00"
phone_hours_nl = "dag en nacht"
phone_hours_en = "day and night"
security_contact = "security@delinde.example"

[profile.branding]
brand = "#1f5d3a"
accent = "#8a4b08"
initials = "DL"

[terms]
label = "1 februari 2026"
valid_from = "2026-02-01"
title_nl = "Gebruiksvoorwaarden"
title_en = "Terms of use"
text_nl = "Lees dit."
text_en = "Read this."
"##;

    fn read(text: &str) -> Result<OrganisationFile, String> {
        let now: Timestamp = "2026-05-01T08:00:00Z".parse().unwrap();
        OrganisationFile::parse(text, Path::new("/nowhere"), now).map_err(|error| error.to_string())
    }

    #[test]
    fn a_whole_file_is_read() {
        let file = read(GOOD).unwrap();
        let organisation = &file.organisation;
        assert_eq!(
            (organisation.key.as_str(), organisation.host.as_str()),
            ("linde", "portaal.delinde.example")
        );
        assert_eq!(organisation.policy, Preset::Vivium.policy());
        assert_eq!(organisation.profile.privacy_url, "");
        assert_eq!(file.terms.valid_from.to_string(), "2026-01-31T23:00:00Z", "midnight in the Netherlands");
        assert_eq!(file.terms.text_en, "Read this.\n");
        let more = GOOD.replace(
            "[profile.branding]",
            "privacy_url = \"https://delinde.example/privacy\"\n\n[profile.branding]",
        );
        assert_eq!(read(&more).unwrap().organisation.profile.privacy_url, "https://delinde.example/privacy");
    }

    #[test]
    fn a_refusal_names_the_key_and_the_line() {
        let cases = [
            (
                "key = \"linde\"",
                "key = \"De Linde\"",
                "line 1: key `key` must be a word of lower case letters",
            ),
            (
                "Portaal.DeLinde.example",
                "linde.example:443",
                "line 2: key `host` must be a host name without a port",
            ),
            ("preset = \"vivium\"", "preset = \"vivum\"", "line 3: key `preset` must be one of \"vivium\""),
            ("phone = ", "fone = ", "key `profile.phone` is missing; add it to the file"),
            (
                "initials = \"DL\"",
                "initials = \"DL\"\nlogo = \"x\"",
                "line 16: there is no key `profile.branding.logo`",
            ),
            (
                "initials = \"DL\"",
                "initials = \"Linde\"",
                "line 15: key `profile.branding.initials` must be one or two",
            ),
            ("#1f5d3a", "#9fdd9a", "line 13: key `profile.branding.brand` must be a colour such as"),
            (
                "security@delinde.example\"",
                "security@delinde.example\"\nhelp_contact = \"bel ons\"",
                "line 11: key `profile.help_contact` must be an e-mail address",
            ),
            (
                "security@delinde.example",
                "call us",
                "line 10: key `profile.security_contact` must be an e-mail",
            ),
            ("\"2026-02-01\"", "2026-02-01", "line 19: key `terms.valid_from` must be a day in quotes"),
            ("\"2026-02-01\"", "\"2026-05-02\"", "line 19: key `terms.valid_from` must be a day in quotes"),
            ("[terms]", "[termes]", "key `terms.valid_from` is missing"),
            ("text_nl = \"Lees dit.\"\n", "", "key `terms.text_nl` is missing"),
            ("text_nl = \"Lees dit.\"", "text_nl = \" \"", "line 22: key `terms.text_nl` must be a text"),
            (
                "text_nl = ",
                "text_nl_file = \"a\"\ntext_nl = ",
                "line 22: key `terms.text_nl_file` must be left out where the text itself stands in the file",
            ),
            (
                "text_nl = \"Lees dit.\"",
                "text_nl_file = \"nl.txt\"",
                "line 22: key `terms.text_nl_file`: the file /nowhere/nl.txt cannot be read",
            ),
            ("preset = \"vivium\"", "preset = ", "line 3: "),
        ];
        for (from, to, expected) in cases {
            let text = GOOD.replacen(from, to, 1);
            assert_ne!(text, GOOD, "{from}");
            let refusal = read(&text).err().unwrap_or_default();
            assert!(refusal.starts_with(expected), "{to}: {refusal}");
        }
    }
}
