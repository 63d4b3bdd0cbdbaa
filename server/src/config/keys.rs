//! The flat view of a configuration: dotted keys with a value and where it was written.
//!
//! One reader for the file and the environment, so that every refusal can name the key and the
//! place. What the keys mean is in the module above.

use std::{collections::BTreeMap, fmt, str::FromStr};

use toml::de::{DeTable, DeValue};

use super::ConfigError;

/// Where a value was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// A line of the file, from 1.
    Line(usize),
    /// A variable of the environment.
    Variable(String),
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Line(line) => write!(f, "line {line}"),
            Self::Variable(name) => write!(f, "variable {name}"),
        }
    }
}

/// A value as written.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Raw {
    Text(String),
    Number(String),
    Flag(bool),
    List(Vec<String>),
    Other(&'static str),
}

/// All keys that were written and not yet taken.
#[derive(Debug, Default)]
pub(super) struct Keys {
    values: BTreeMap<String, (Raw, Place)>,
}

/// The prefix of variables that override keys.
const PREFIX: &str = "INZAGE_";

impl Keys {
    /// Reads a TOML text.
    pub(super) fn of_file(text: &str) -> Result<Self, ConfigError> {
        let table = DeTable::parse(text).map_err(|error| ConfigError::Syntax {
            line: error.span().map_or(1, |span| line_of(text, span.start)),
            reason: error.message().to_owned(),
        })?;
        let mut keys = Self::default();
        keys.add_table(text, "", table.get_ref());
        Ok(keys)
    }

    fn add_table(&mut self, text: &str, prefix: &str, table: &DeTable<'_>) {
        for (name, value) in table {
            let line = line_of(text, name.span().start);
            let key = format!("{prefix}{}", name.get_ref());
            let raw = match value.get_ref() {
                DeValue::Table(inner) => {
                    // An empty section is a section all the same: `[databse]` must not pass.
                    if inner.is_empty() {
                        self.values.insert(key.clone(), (Raw::Other("an empty section"), Place::Line(line)));
                    }
                    self.add_table(text, &format!("{key}."), inner);
                    continue;
                }
                DeValue::String(text) => Raw::Text(text.to_string()),
                DeValue::Integer(number) => Raw::Number(number.to_string()),
                DeValue::Boolean(flag) => Raw::Flag(*flag),
                DeValue::Array(items) => {
                    let texts: Option<Vec<String>> =
                        items.iter().map(|item| item.get_ref().as_str().map(str::to_owned)).collect();
                    texts.map_or(Raw::Other("a list of other things than texts"), Raw::List)
                }
                DeValue::Float(_) => Raw::Other("a fraction"),
                DeValue::Datetime(_) => Raw::Other("a date"),
            };
            self.values.insert(key, (raw, Place::Line(line)));
        }
    }

    /// Lays the variables of the environment over the file: `INZAGE_DATABASE__URL` is
    /// `database.url`. Variables without the prefix are not ours.
    pub(super) fn lay_over(&mut self, environment: impl IntoIterator<Item = (String, String)>) {
        for (name, value) in environment {
            let Some(rest) = name.strip_prefix(PREFIX) else { continue };
            let key = rest.split("__").map(str::to_lowercase).collect::<Vec<_>>().join(".");
            self.values.insert(key, (Raw::Text(value), Place::Variable(name)));
        }
    }

    /// Takes a value that is read from its text.
    pub(super) fn take<T: FromStr>(
        &mut self,
        key: &'static str,
        wanted: &'static str,
    ) -> Result<Option<T>, ConfigError> {
        let Some((raw, place)) = self.values.remove(key) else { return Ok(None) };
        let (text, shown) = match &raw {
            Raw::Text(text) => (text.clone(), format!("\"{text}\"")),
            Raw::Number(text) => (text.clone(), text.clone()),
            Raw::Flag(flag) => (flag.to_string(), flag.to_string()),
            Raw::List(_) => return Err(refuse(key, &place, wanted, "a list")),
            Raw::Other(what) => return Err(refuse(key, &place, wanted, what)),
        };
        // A number in quotes is a slip in the file; in the environment everything is text.
        let is_text = matches!((&raw, &place), (Raw::Text(_), Place::Line(_)));
        let wants_text = !wanted.starts_with("a whole number") && !wanted.starts_with("true or false");
        if is_text != wants_text && matches!(place, Place::Line(_)) {
            return Err(refuse(key, &place, wanted, &shown));
        }
        text.parse().map(Some).map_err(|_| refuse(key, &place, wanted, &shown))
    }

    /// Takes a whole number within bounds, both included.
    pub(super) fn take_number(
        &mut self,
        key: &'static str,
        wanted: &'static str,
        least: u64,
        most: u64,
    ) -> Result<Option<u64>, ConfigError> {
        let place = self.values.get(key).map(|(_, place)| place.clone());
        let number: Option<u64> = self.take(key, wanted)?;
        match (number, place) {
            (Some(number), Some(place)) if !(least..=most).contains(&number) => {
                Err(refuse(key, &place, wanted, &number.to_string()))
            }
            (number, _) => Ok(number),
        }
    }

    /// Takes a list of texts; in the environment they stand between commas.
    pub(super) fn take_list<T: FromStr>(
        &mut self,
        key: &'static str,
        wanted: &'static str,
    ) -> Result<Option<Vec<T>>, ConfigError> {
        let Some((raw, place)) = self.values.remove(key) else { return Ok(None) };
        let texts = match (raw, &place) {
            (Raw::List(texts), _) => texts,
            (Raw::Text(text), Place::Variable(_)) => {
                text.split(',').map(|part| part.trim().to_owned()).filter(|part| !part.is_empty()).collect()
            }
            (other, _) => return Err(refuse(key, &place, wanted, describe(&other))),
        };
        let items: Result<Vec<T>, ConfigError> = texts
            .iter()
            .map(|text| text.parse().map_err(|_| refuse(key, &place, wanted, &format!("\"{text}\""))))
            .collect();
        items.map(Some)
    }

    /// Takes every text under a prefix, such as the headers of a gateway.
    pub(super) fn take_map(&mut self, prefix: &'static str) -> Result<Vec<(String, String)>, ConfigError> {
        let names: Vec<String> = self.values.keys().filter(|key| key.starts_with(prefix)).cloned().collect();
        let mut pairs = Vec::new();
        for key in names {
            match self.values.remove(&key) {
                Some((Raw::Text(text), place)) => {
                    let name = key.get(prefix.len()..).unwrap_or_default();
                    let name = match place {
                        Place::Variable(_) => name.replace('_', "-"),
                        Place::Line(_) => name.to_owned(),
                    };
                    pairs.push((name, text));
                }
                Some((raw, place)) => {
                    return Err(ConfigError::Value {
                        key,
                        place: place.to_string(),
                        wanted: "a text",
                        found: describe(&raw).to_owned(),
                    });
                }
                None => {}
            }
        }
        Ok(pairs)
    }

    /// Where a key was written, for refusals that need more than one value.
    pub(super) fn place(&self, key: &str) -> Option<Place> {
        self.values.get(key).map(|(_, place)| place.clone())
    }

    /// Refuses what nobody took: a misspelt key must not be silently without effect.
    pub(super) fn refuse_rest(self, known: &[&str]) -> Result<(), ConfigError> {
        let Some((key, (_, place))) = self.values.into_iter().next() else { return Ok(()) };
        let near = known.iter().copied().min_by_key(|candidate| distance(candidate, &key));
        let near = near.filter(|candidate| distance(candidate, &key) <= 3).map(str::to_owned);
        Err(ConfigError::Unknown { key, place: place.to_string(), near })
    }
}

fn describe(raw: &Raw) -> &'static str {
    match raw {
        Raw::Text(_) => "one text",
        Raw::Number(_) => "a number",
        Raw::Flag(_) => "true or false",
        Raw::List(_) => "a list",
        Raw::Other(what) => what,
    }
}

fn refuse(key: &str, place: &Place, wanted: &'static str, found: &str) -> ConfigError {
    ConfigError::Value { key: key.to_owned(), place: place.to_string(), wanted, found: found.to_owned() }
}

fn line_of(text: &str, at: usize) -> usize {
    text.as_bytes().iter().take(at).filter(|byte| **byte == b'\n').count() + 1
}

/// Levenshtein distance, to suggest the key that was meant.
fn distance(left: &str, right: &str) -> usize {
    let right: Vec<char> = right.chars().collect();
    let mut row: Vec<usize> = (0..=right.len()).collect();
    for (at, sign) in left.chars().enumerate() {
        let mut next = vec![at + 1];
        for (other_at, other) in right.iter().enumerate() {
            let above = row.get(other_at + 1).copied().unwrap_or(usize::MAX - 1);
            let corner = row.get(other_at).copied().unwrap_or(usize::MAX - 1);
            let before = next.last().copied().unwrap_or(usize::MAX - 1);
            next.push((above + 1).min(before + 1).min(corner + usize::from(sign != *other)));
        }
        row = next;
    }
    row.last().copied().unwrap_or(usize::MAX)
}
