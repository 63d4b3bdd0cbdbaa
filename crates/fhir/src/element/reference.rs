//! Identifiers and references: who and what a resource is about.

use std::collections::HashMap;

use crate::incoming::Incoming;
use crate::tree::Node;

/// The naming system of the BSN in FHIR.
pub const BSN_SYSTEM: &str = "http://fhir.nl/fhir/NamingSystem/bsn";
const BSN_OID: &str = "urn:oid:2.16.840.1.113883.2.4.6.3";

/// A business identifier. The value of a BSN stands here as written: never show or log it.
#[derive(Clone, PartialEq, Eq)]
pub struct Identifier {
    /// Naming system, an address or `urn:oid:`.
    pub system: Option<String>,
    /// Value within it; `None` where the source left it out.
    pub value: Option<String>,
    /// The source says that it left the value out on purpose (`data-absent-reason` `masked`).
    pub masked: bool,
}

impl Identifier {
    /// Whether this is a citizen service number.
    pub fn is_bsn(&self) -> bool {
        matches!(self.system.as_deref(), Some(BSN_SYSTEM | BSN_OID))
    }
}

impl std::fmt::Debug for Identifier {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let value = if self.is_bsn() { Some("(masked)") } else { self.value.as_deref() };
        f.debug_struct("Identifier")
            .field("system", &self.system)
            .field("value", &value)
            .finish_non_exhaustive()
    }
}

/// The identifiers of a resource.
pub(crate) fn identifiers(tree: &Node) -> Vec<Identifier> {
    tree.all("identifier").map(identifier).collect()
}

fn identifier(node: &Node) -> Identifier {
    let absent = node.child("value").and_then(|value| value.extension_value("data-absent-reason"));
    Identifier {
        system: node.text("system").map(ToOwned::to_owned),
        value: node.text("value").map(ToOwned::to_owned),
        masked: absent.and_then(Node::own_text) == Some("masked"),
    }
}

/// A reference to another resource.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reference {
    /// The address as written: `Patient/1`, an absolute one, `urn:uuid:...` or `#contained`.
    pub address: Option<String>,
    /// A logical reference by identifier.
    pub identifier: Option<Identifier>,
    /// What the source calls it.
    pub display: Option<String>,
}

impl Reference {
    pub(crate) fn of(node: &Node) -> Self {
        Self {
            address: node.text("reference").map(ToOwned::to_owned),
            identifier: node.child("identifier").map(identifier),
            display: node.text("display").map(ToOwned::to_owned),
        }
    }

    /// Whether it leads to a resource of one of these types, as far as its address tells.
    pub(crate) fn is_to(&self, types: &[&str]) -> bool {
        self.type_and_id().is_some_and(|(kind, _)| types.contains(&kind))
    }

    /// Type and id, where the address ends in them: `https://x/fhir/Patient/1/_history/2` is
    /// `("Patient", "1")`.
    pub fn type_and_id(&self) -> Option<(&str, &str)> {
        type_and_id(self.address.as_deref()?)
    }
}

pub(crate) fn type_and_id(address: &str) -> Option<(&str, &str)> {
    let bare = address.split("/_history/").next().unwrap_or(address);
    let (before, id) = bare.rsplit_once('/')?;
    let kind = before.rsplit(['/', '}']).next().unwrap_or(before);
    let plausible = kind.starts_with(|sign: char| sign.is_ascii_uppercase()) && !id.is_empty();
    plausible.then_some((kind, id))
}

/// The person whom a resource is about, where its type names one.
pub(crate) fn subject(tree: &Node) -> Option<Reference> {
    let direct = ["subject", "patient", "beneficiary", "for"]
        .iter()
        .filter_map(|name| tree.child(name))
        .map(Reference::of)
        .find(|reference| reference.address.is_some() || reference.identifier.is_some());
    let participant = || {
        tree.all("participant")
            .filter_map(|participant| participant.child("actor"))
            .map(Reference::of)
            .find(|reference| reference.type_and_id().is_some_and(|(kind, _)| kind == "Patient"))
    };
    let owner = || {
        tree.child("owner")
            .map(Reference::of)
            .filter(|reference| reference.type_and_id().is_some_and(|(kind, _)| kind == "Patient"))
    };
    direct.or_else(participant).or_else(owner)
}

/// The other resources that came in together, so that a reference can be followed.
#[derive(Debug, Default)]
pub struct Surroundings<'a> {
    by_address: HashMap<String, &'a Node>,
}

impl<'a> Surroundings<'a> {
    /// Everything that came in with one import.
    pub fn of(others: &'a [Incoming]) -> Self {
        let mut by_address = HashMap::with_capacity(others.len());
        for other in others {
            if other.id.is_some() {
                by_address.insert(other.local_reference(), &other.tree);
            }
            if let Some(url) = &other.full_url {
                by_address.insert(url.clone(), &other.tree);
            }
        }
        Self { by_address }
    }

    /// The resource that a reference within `from` leads to: contained in it, or among the others.
    pub(crate) fn follow<'t>(&self, from: &'t Node, address: &str) -> Option<&'t Node>
    where
        'a: 't,
    {
        if let Some(local) = address.strip_prefix('#') {
            return from.all("contained").find(|inner| inner.text("id") == Some(local));
        }
        let found = self.by_address.get(address).copied();
        found.or_else(|| {
            let (kind, id) = type_and_id(address)?;
            self.by_address.get(&format!("{kind}/{id}")).copied()
        })
    }
}
