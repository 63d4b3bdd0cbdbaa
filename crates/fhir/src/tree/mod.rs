//! One tree for JSON and XML: what FHIR calls an element has a name, perhaps a value, and children.
//!
//! Both notations land in the same shape, so that all other rooms read one thing:
//! a repeated element is a repeated child; `_field` of JSON is merged into `field`; the attributes
//! `id` and `url` of XML are children; a resource within a resource has a child `resourceType`.
//! Values are kept as written (numbers with their zeros). The HTML of `text.div` does not come in
//! at all. What the elements mean is not known here.

mod json;
mod xml;

use std::ops::Range;

pub(crate) use json::parse_json;
pub(crate) use xml::parse_xml;

/// Deepest nesting that is read, for JSON and XML alike.
pub const MAX_DEPTH: usize = 64;

/// Largest file that is read, in bytes.
pub const MAX_BYTES: usize = 32 * 1024 * 1024;

/// Most elements in one file.
pub(crate) const MAX_ELEMENTS: usize = 1_000_000;

/// An element with what is in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Node {
    /// Element name, such as `birthDate`; `resource` at the top.
    pub name: String,
    /// The primitive value as written, `true` and `false` included.
    pub value: Option<String>,
    /// Elements within, in the order of the file.
    pub children: Vec<Node>,
    /// Where the element stands in the file, in bytes: from `{` to `}`, or from `<` to `>`.
    pub(crate) span: Range<usize>,
}

impl Node {
    pub(crate) fn named(name: impl Into<String>) -> Self {
        Self { name: name.into(), ..Self::default() }
    }

    /// The first child of this name.
    pub fn child(&self, name: &str) -> Option<&Self> {
        self.children.iter().find(|child| child.name == name)
    }

    /// All children of this name: a repeated element.
    pub fn all<'a, 'n>(&'a self, name: &'n str) -> impl Iterator<Item = &'a Self> + use<'a, 'n> {
        self.children.iter().filter(move |child| child.name == name)
    }

    /// The first element along a path, such as `code.coding.code`.
    pub fn at(&self, path: &str) -> Option<&Self> {
        path.split('.').try_fold(self, |node, name| node.child(name))
    }

    /// The value at a path, without white space around it; `None` where it is empty.
    pub fn text(&self, path: &str) -> Option<&str> {
        self.at(path)?.own_text()
    }

    /// This element's own value, without white space around it; `None` where it is empty.
    pub fn own_text(&self) -> Option<&str> {
        self.value.as_deref().map(str::trim).filter(|text| !text.is_empty())
    }

    /// A choice element: the first child whose name is `stem` and a type, such as `onset` for
    /// `onsetDateTime`.
    pub fn choice(&self, stem: &str) -> Option<&Self> {
        self.children.iter().find(|child| {
            child
                .name
                .strip_prefix(stem)
                .is_some_and(|rest| rest.starts_with(|sign: char| sign.is_ascii_uppercase()))
        })
    }

    /// The extension whose address ends in `ending` (the last part differs least between FHIR
    /// versions and publishers).
    pub fn extension(&self, ending: &str) -> Option<&Self> {
        self.extensions(ending).next()
    }

    /// All extensions whose address ends in `ending`, modifying ones too.
    pub fn extensions<'a, 'e>(&'a self, ending: &'e str) -> impl Iterator<Item = &'a Self> + use<'a, 'e> {
        self.children.iter().filter(move |child| {
            matches!(child.name.as_str(), "extension" | "modifierExtension")
                && child.text("url").is_some_and(|url| ends_at_part(url, ending))
        })
    }

    /// The `value[x]` of an extension.
    pub fn extension_value(&self, ending: &str) -> Option<&Self> {
        self.extension(ending)?.choice("value")
    }

    /// Type of a resource, such as `Observation`.
    pub fn resource_type(&self) -> Option<&str> {
        self.text("resourceType")
    }

    /// Whether this resource says that it follows the profile whose address ends in `ending`.
    pub fn has_profile(&self, ending: &str) -> bool {
        self.child("meta").is_some_and(|meta| {
            meta.all("profile").filter_map(Self::own_text).any(|profile| ends_at_part(profile, ending))
        })
    }
}

/// `.../zib-Problem` ends at the part `zib-Problem`, `.../my-zib-Problem` does not.
fn ends_at_part(address: &str, ending: &str) -> bool {
    address
        .split('|')
        .next()
        .and_then(|bare| bare.strip_suffix(ending))
        .is_some_and(|rest| rest.is_empty() || rest.ends_with(['/', '.', ':']))
}

/// FHIR allows tab, line feed and carriage return in text, and no other control character.
fn forbidden(sign: char) -> bool {
    u32::from(sign) < 0x20 && !matches!(sign, '\t' | '\n' | '\r')
}
