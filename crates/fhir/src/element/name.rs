//! Names of people, by the Dutch name information (zib NaamGegevens).

use inzage_domain::{ClientName, NameUse};

use super::code::plain;
use crate::tree::Node;

/// Everything that the `HumanName` elements of one person tell together.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PersonName {
    /// The name as the source writes it out, when it does.
    pub text: Option<String>,
    /// First names as in the passport.
    pub first_names: Vec<String>,
    /// What one is called.
    pub call_name: Option<String>,
    /// Initials: `J.P.M.`.
    pub initials: Option<String>,
    /// Family name as the source writes it out.
    pub family: Option<String>,
    /// The parts and the use of the family name.
    pub parts: ClientName,
    /// Titles before and after the name.
    pub titles: Vec<String>,
}

impl PersonName {
    /// The name for a page: as the source writes it out, else put together from its parts.
    pub fn full(&self) -> Option<String> {
        if let Some(text) = &self.text {
            return Some(text.clone());
        }
        let first = if self.first_names.is_empty() {
            self.call_name.clone().or_else(|| self.initials.clone())
        } else {
            Some(self.first_names.join(" "))
        };
        let parts: Vec<String> = [first, self.family_name()].into_iter().flatten().collect();
        (!parts.is_empty()).then(|| parts.join(" "))
    }

    /// The family name as the person uses it: `de Wit-van Jansen`.
    pub fn family_name(&self) -> Option<String> {
        let built = self.parts.family();
        // Without a stated use, what the source writes out says it best.
        let written = self.family.clone().filter(|_| self.parts.name_use.is_none() || built.is_empty());
        written.or(Some(built)).filter(|name| !name.is_empty())
    }

    /// What one is called and the family name: `Jo van Putten-van der Giessen`.
    pub fn called(&self) -> Option<String> {
        let first = self
            .call_name
            .clone()
            .or_else(|| self.first_names.first().cloned())
            .or_else(|| self.initials.clone());
        match (first, self.family_name()) {
            (Some(first), Some(family)) => Some(format!("{first} {family}")),
            _ => self.full(),
        }
    }

    /// In the form that the client list keeps.
    pub fn client_name(&self) -> ClientName {
        let mut name = self.parts.clone();
        name.given = self.call_name.clone().or_else(|| self.first_names.first().cloned()).unwrap_or_default();
        name.initials = self.initials.clone().unwrap_or_else(|| {
            self.first_names
                .iter()
                .filter_map(|first| first.chars().next())
                .flat_map(|letter| [letter, '.'])
                .collect()
        });
        if name.own.is_empty() && name.partner.is_empty() {
            name.own = self.family.clone().or_else(|| self.text.clone()).unwrap_or_default();
        }
        if name.name_use.is_none() {
            name.name_use = self.use_as_written();
        }
        name
    }

    /// Which use of names leads to the family name that the source writes out.
    fn use_as_written(&self) -> Option<NameUse> {
        let family = self.family.as_deref()?;
        [NameUse::Own, NameUse::Partner, NameUse::PartnerOwn, NameUse::OwnPartner].into_iter().find(
            |name_use| ClientName { name_use: Some(*name_use), ..self.parts.clone() }.family() == family,
        )
    }
}

/// Reads all names of a person (`Patient.name`, `RelatedPerson.name`, ...) as one. The official
/// name comes first, a `usual` one gives the call name; former names are left out.
pub(crate) fn person_name<'a>(names: impl Iterator<Item = &'a Node>) -> PersonName {
    let mut all: Vec<&Node> = names.filter(|name| name.text("use") != Some("old")).collect();
    all.sort_by_key(|name| match name.text("use") {
        Some("official") => 0,
        Some("usual" | "nickname") => 2,
        _ => 1,
    });
    let mut person = PersonName::default();
    for (index, name) in all.into_iter().enumerate() {
        let usual = matches!(name.text("use"), Some("usual" | "nickname"));
        if index == 0 || person.text.is_none() && !usual {
            person.text = name.text("text").map(plain);
        }
        for given in name.all("given") {
            let Some(text) = given.own_text().map(plain) else { continue };
            let qualifier = given.extension_value("iso21090-EN-qualifier").and_then(Node::own_text);
            match qualifier {
                Some("IN") => person.initials.get_or_insert_default().push_str(&with_dot(&text)),
                Some("CL") => person.call_name = person.call_name.take().or(Some(text)),
                None if usual => person.call_name = person.call_name.take().or(Some(text)),
                _ => person.first_names.push(text),
            }
        }
        if let Some(family) = name.child("family") {
            person.family = person.family.take().or_else(|| family.own_text().map(plain));
            let part = |ending: &str| {
                family.extension_value(ending).and_then(Node::own_text).map(plain).unwrap_or_default()
            };
            if person.parts == ClientName::default() {
                person.parts.own_prefix = part("humanname-own-prefix");
                person.parts.own = part("humanname-own-name");
                person.parts.partner_prefix = part("humanname-partner-prefix");
                person.parts.partner = part("humanname-partner-name");
            }
        }
        if person.parts.name_use.is_none() {
            person.parts.name_use =
                match name.extension_value("humanname-assembly-order").and_then(Node::own_text) {
                    Some("NL1") => Some(NameUse::Own),
                    Some("NL2") => Some(NameUse::Partner),
                    Some("NL3") => Some(NameUse::PartnerOwn),
                    Some("NL4") => Some(NameUse::OwnPartner),
                    _ => None,
                };
        }
        person
            .titles
            .extend(name.all("prefix").chain(name.all("suffix")).filter_map(Node::own_text).map(plain));
    }
    person
}

/// Initials come as `J.`, `J` or `A.F.`.
fn with_dot(initials: &str) -> String {
    if initials.ends_with('.') { initials.to_owned() } else { format!("{initials}.") }
}
