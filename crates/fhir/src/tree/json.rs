//! JSON to a tree, strictly by RFC 8259, without recursion.
//!
//! Our own reader, because the record needs what a general one gives away: the exact bytes of
//! each resource in a bundle, numbers as written, names that occur twice, and a depth that does
//! not depend on the stack. It is held against `serde_json` by property tests.

use std::collections::HashSet;

use super::{MAX_DEPTH, MAX_ELEMENTS, Node, forbidden};
use crate::error::{Place, ReadError};

/// Reads one JSON object into a tree.
pub(crate) fn parse_json(text: &str) -> Result<Node, ReadError> {
    let mut reader = Reader { text, at: 0, values: 0 };
    reader.skip_space();
    if reader.peek() != Some(b'{') {
        return Err(reader.syntax("a FHIR resource in JSON begins with {"));
    }
    let raw = reader.document()?;
    reader.skip_space();
    if reader.at < text.len() {
        return Err(ReadError::Trailing { place: reader.place() });
    }
    Ok(raw.into_node("resource"))
}

/// A JSON value, still in JSON's own shape.
#[derive(Debug)]
enum Raw {
    Null,
    Scalar(String),
    List(Vec<Raw>),
    Object { members: Vec<(String, Raw)>, span: std::ops::Range<usize> },
}

/// A list or object that is not closed yet.
enum Open {
    List(Vec<Raw>),
    Object { members: Vec<(String, Raw)>, names: HashSet<String>, key: String, start: usize },
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
    /// Values met so far: a file of a million commas must not fill the memory.
    values: usize,
}

impl Reader<'_> {
    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn place(&self) -> Place {
        Place::of(self.text.as_bytes(), self.at)
    }

    fn syntax(&self, reason: &str) -> ReadError {
        ReadError::Syntax { place: self.place(), reason: reason.to_owned() }
    }

    fn skip_space(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\t' | b'\n' | b'\r')) {
            self.at += 1;
        }
    }

    fn take(&mut self, sign: u8) -> bool {
        let found = self.peek() == Some(sign);
        if found {
            self.at += 1;
        }
        found
    }

    /// One value with all that is in it. Open lists and objects wait on a stack of our own.
    fn document(&mut self) -> Result<Raw, ReadError> {
        let mut open: Vec<Open> = Vec::new();
        loop {
            // A value begins here.
            self.skip_space();
            self.values += 1;
            if self.values > MAX_ELEMENTS {
                return Err(ReadError::TooMany { limit: MAX_ELEMENTS });
            }
            let start = self.at;
            let mut value = match self.peek() {
                Some(b'{') => {
                    self.deeper(open.len())?;
                    self.at += 1;
                    self.skip_space();
                    if self.take(b'}') {
                        Raw::Object { members: Vec::new(), span: start..self.at }
                    } else {
                        let mut names = HashSet::new();
                        let key = self.key(&mut names)?;
                        open.push(Open::Object { members: Vec::new(), names, key, start });
                        continue;
                    }
                }
                Some(b'[') => {
                    self.deeper(open.len())?;
                    self.at += 1;
                    self.skip_space();
                    if self.take(b']') {
                        Raw::List(Vec::new())
                    } else {
                        open.push(Open::List(Vec::new()));
                        continue;
                    }
                }
                Some(b'"') => Raw::Scalar(self.string()?),
                Some(b'-' | b'0'..=b'9') => Raw::Scalar(self.number()?),
                Some(_) => self.word()?,
                None => return Err(self.syntax("the file ends too early")),
            };
            // A value ends here: put it into what is open, and close what is complete.
            loop {
                let Some(top) = open.pop() else { return Ok(value) };
                self.skip_space();
                match top {
                    Open::List(mut items) => {
                        items.push(value);
                        if self.take(b',') {
                            open.push(Open::List(items));
                            break;
                        }
                        if !self.take(b']') {
                            return Err(self.syntax("expected , or ]"));
                        }
                        value = Raw::List(items);
                    }
                    Open::Object { mut members, mut names, key, start } => {
                        members.push((key, value));
                        if self.take(b',') {
                            self.skip_space();
                            let key = self.key(&mut names)?;
                            open.push(Open::Object { members, names, key, start });
                            break;
                        }
                        if !self.take(b'}') {
                            return Err(self.syntax("expected , or }"));
                        }
                        value = Raw::Object { members, span: start..self.at };
                    }
                }
            }
        }
    }

    fn deeper(&self, depth: usize) -> Result<(), ReadError> {
        if depth >= MAX_DEPTH {
            return Err(ReadError::TooDeep { place: self.place(), limit: MAX_DEPTH });
        }
        Ok(())
    }

    /// A member's name and the colon behind it.
    fn key(&mut self, names: &mut HashSet<String>) -> Result<String, ReadError> {
        let place = self.at;
        if self.peek() != Some(b'"') {
            return Err(self.syntax("expected a name between quotation marks"));
        }
        let name = self.string()?;
        if !names.insert(name.clone()) {
            return Err(ReadError::Duplicate { place: Place::of(self.text.as_bytes(), place), name });
        }
        self.skip_space();
        if !self.take(b':') {
            return Err(self.syntax("expected :"));
        }
        Ok(name)
    }

    fn word(&mut self) -> Result<Raw, ReadError> {
        let rest = self.text.get(self.at..).unwrap_or_default();
        for (word, value) in [("true", Some("true")), ("false", Some("false")), ("null", None)] {
            if rest.starts_with(word) {
                self.at += word.len();
                return Ok(value.map_or(Raw::Null, |text| Raw::Scalar(text.to_owned())));
            }
        }
        Err(self.syntax("expected a value"))
    }

    fn digits(&mut self) -> usize {
        let start = self.at;
        while self.peek().is_some_and(|sign| sign.is_ascii_digit()) {
            self.at += 1;
        }
        self.at - start
    }

    /// A number, kept as written: `38.60` stays `38.60`.
    fn number(&mut self) -> Result<String, ReadError> {
        let start = self.at;
        self.take(b'-');
        let zero = self.peek() == Some(b'0');
        let whole = self.digits();
        if whole == 0 || (zero && whole > 1) {
            return Err(self.syntax("this is not a number"));
        }
        if self.take(b'.') && self.digits() == 0 {
            return Err(self.syntax("this is not a number"));
        }
        if self.take(b'e') || self.take(b'E') {
            if !self.take(b'+') {
                self.take(b'-');
            }
            if self.digits() == 0 {
                return Err(self.syntax("this is not a number"));
            }
        }
        Ok(self.text.get(start..self.at).unwrap_or_default().to_owned())
    }

    fn string(&mut self) -> Result<String, ReadError> {
        self.at += 1;
        let mut out = String::new();
        loop {
            let rest = self.text.get(self.at..).unwrap_or_default();
            let Some(stop) = rest.find(|sign: char| matches!(sign, '"' | '\\') || u32::from(sign) < 0x20)
            else {
                return Err(self.syntax("a text is not closed"));
            };
            out.push_str(rest.get(..stop).unwrap_or_default());
            self.at += stop;
            match self.peek() {
                Some(b'"') => {
                    self.at += 1;
                    return Ok(out);
                }
                Some(b'\\') => out.push(self.escape()?),
                _ => {
                    let code = u32::from(self.peek().unwrap_or_default());
                    return Err(ReadError::Control { place: self.place(), code });
                }
            }
        }
    }

    fn escape(&mut self) -> Result<char, ReadError> {
        let start = self.at;
        self.at += 1;
        let sign = self.peek();
        self.at += 1;
        let escaped = match sign {
            Some(sign @ (b'"' | b'\\' | b'/')) => char::from(sign),
            Some(b'n') => '\n',
            Some(b'r') => '\r',
            Some(b't') => '\t',
            Some(b'b') => '\u{8}',
            Some(b'f') => '\u{c}',
            Some(b'u') => self.unicode(start)?,
            _ => return Err(self.bad_escape(start)),
        };
        if forbidden(escaped) {
            let place = Place::of(self.text.as_bytes(), start);
            return Err(ReadError::Control { place, code: u32::from(escaped) });
        }
        Ok(escaped)
    }

    fn bad_escape(&self, start: usize) -> ReadError {
        ReadError::Syntax {
            place: Place::of(self.text.as_bytes(), start),
            reason: "unknown escape in a text".to_owned(),
        }
    }

    /// `\uXXXX`, or two of them for a character beyond the first plane.
    fn unicode(&mut self, start: usize) -> Result<char, ReadError> {
        let first = self.hex(start)?;
        if let Some(sign) = char::from_u32(first) {
            return Ok(sign);
        }
        if !(self.take(b'\\') && self.take(b'u')) {
            return Err(self.bad_escape(start));
        }
        let second = self.hex(start)?;
        if !(0xd800..0xdc00).contains(&first) || !(0xdc00..0xe000).contains(&second) {
            return Err(self.bad_escape(start));
        }
        char::from_u32(0x1_0000 + ((first - 0xd800) << 10) + (second - 0xdc00))
            .ok_or_else(|| self.bad_escape(start))
    }

    fn hex(&mut self, start: usize) -> Result<u32, ReadError> {
        let digits = self
            .text
            .get(self.at..self.at + 4)
            .filter(|text| text.bytes().all(|sign| sign.is_ascii_hexdigit()));
        let number = digits.and_then(|text| u32::from_str_radix(text, 16).ok());
        self.at += 4;
        number.ok_or_else(|| self.bad_escape(start))
    }
}

impl Raw {
    /// A value that is not a list becomes one element.
    fn into_node(self, name: &str) -> Node {
        let mut node = Node::named(name);
        match self {
            Self::Null => {}
            Self::Scalar(text) => node.value = Some(text),
            // A list directly within a list does not exist in FHIR; what is in it is kept.
            Self::List(items) => node.children = items.into_iter().map(|item| item.into_node(name)).collect(),
            Self::Object { members, span } => {
                node.span = span;
                node.children = children(name, members);
            }
        }
        node
    }
}

/// The members of an object as elements. `_field` goes into the `field` of the same place in the
/// list, or stands alone where there is no value.
fn children(parent: &str, members: Vec<(String, Raw)>) -> Vec<Node> {
    let mut nodes: Vec<Node> = Vec::with_capacity(members.len());
    let mut additions: Vec<(String, Raw)> = Vec::new();
    for (name, value) in members {
        // The HTML of a narrative does not come into the tree.
        if parent == "text" && name == "div" {
            continue;
        }
        match (name.strip_prefix('_'), value) {
            (Some(bare), value) => additions.push((bare.to_owned(), value)),
            (None, Raw::List(items)) => nodes.extend(items.into_iter().map(|item| item.into_node(&name))),
            (None, Raw::Null) => {}
            (None, value) => nodes.push(value.into_node(&name)),
        }
    }
    for (name, value) in additions {
        let items = match value {
            Raw::List(items) => items,
            other => vec![other],
        };
        let mut alone = Vec::new();
        let mut targets = nodes.iter_mut().filter(|node| node.name == name);
        for item in items {
            let mut extra = item.into_node(&name);
            match targets.next() {
                Some(node) => node.children.append(&mut extra.children),
                None => alone.push(extra),
            }
        }
        nodes.append(&mut alone);
    }
    nodes.retain(|node| node.value.is_some() || !node.children.is_empty());
    nodes
}
