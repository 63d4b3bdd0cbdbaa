//! The sheet that a view is written on: groups of rows, with helpers that read one element and
//! leave its row out where the source says nothing.

use inzage_domain::Language;

use super::{Group, Row};
use crate::codes;
use crate::element::code::{capital, code, code_or_concept, concept, plain};
use crate::element::date::FhirTime;
use crate::element::name::person_name;
use crate::element::quantity::{bare, quantity};
use crate::element::reference::{Reference, Surroundings, subject};
use crate::element::timing::{moment, period, when};
use crate::labels::Label;
use crate::tree::Node;

/// What an item is called.
pub(crate) struct Face {
    /// The kind of item, such as `Medische klacht`.
    pub(crate) kind: String,
    /// What it is, such as `Ziekte van Parkinson`; the kind again where there is nothing better.
    pub(crate) title: Option<String>,
    /// The most telling value or state, for a list.
    pub(crate) short: Option<String>,
}

/// A view in the making.
pub(crate) struct Sheet<'a> {
    pub(crate) resource: &'a Node,
    pub(crate) language: Language,
    around: &'a Surroundings<'a>,
    groups: Vec<Group>,
}

impl<'a> Sheet<'a> {
    pub(crate) fn new(resource: &'a Node, around: &'a Surroundings<'a>, language: Language) -> Self {
        Self {
            resource,
            language,
            around,
            groups: vec![Group { heading: None, rows: Vec::new(), aside: false }],
        }
    }

    pub(crate) fn word(&self, label: Label) -> String {
        label.text(self.language).to_owned()
    }

    pub(crate) fn face(&self, kind: Label, title: Option<String>, short: Option<String>) -> Face {
        Face { kind: self.word(kind), title, short }
    }

    /// A new group; one without rows is left out at the end.
    pub(crate) fn group(&mut self, heading: Label) {
        self.groups.push(Group {
            heading: Some(heading.text(self.language).to_owned()),
            rows: Vec::new(),
            aside: heading == Label::AboutThis,
        });
    }

    pub(crate) fn into_groups(self) -> Vec<Group> {
        self.groups.into_iter().filter(|group| !group.rows.is_empty()).collect()
    }

    /// A row of values as they are.
    pub(crate) fn row(&mut self, label: Label, values: impl IntoIterator<Item = String>) {
        let text = label.text(self.language).to_owned();
        self.row_named(text, values);
    }

    pub(crate) fn row_named(&mut self, label: String, values: impl IntoIterator<Item = String>) {
        let mut kept: Vec<String> = Vec::new();
        for value in values {
            if !value.is_empty() && !kept.contains(&value) {
                kept.push(value);
            }
        }
        if let (false, Some(group)) = (kept.is_empty(), self.groups.last_mut()) {
            group.rows.push(Row { label, values: kept });
        }
    }

    /// Free text at a path.
    pub(crate) fn text(&mut self, label: Label, path: &str) {
        self.row(label, self.resource.text(path).map(plain));
    }

    /// The `text` of notes (`note.text`), each of its own.
    pub(crate) fn notes(&mut self, label: Label, element: &str) {
        let notes: Vec<String> = self
            .resource
            .all(element)
            .filter_map(|note| note.text("text").or_else(|| note.own_text()))
            .map(plain)
            .collect();
        self.row(label, notes);
    }

    pub(crate) fn concept_of(&self, node: &Node) -> Option<String> {
        concept(node, self.language).map(|text| capital(&text))
    }

    /// All concepts of an element of the resource.
    pub(crate) fn concepts(&mut self, label: Label, element: &str) {
        self.concepts_in(label, self.resource, element);
    }

    pub(crate) fn concepts_in(&mut self, label: Label, node: &Node, element: &str) {
        let values: Vec<String> = node.all(element).filter_map(|node| self.concept_of(node)).collect();
        self.row(label, values);
    }

    pub(crate) fn extension_concept(&mut self, label: Label, node: &Node, ending: &str) {
        let value = node.extension_value(ending).and_then(|value| self.concept_of(value));
        self.row(label, value);
    }

    pub(crate) fn extension_text(&mut self, label: Label, node: &Node, ending: &str) {
        self.row(label, node.extension_value(ending).and_then(Node::own_text).map(plain));
    }

    /// A plain code (or the concept that it became in R4).
    pub(crate) fn state_of(&self, node: Option<&Node>, binding: &str) -> Option<String> {
        code_or_concept(node?, binding, self.language).map(|text| capital(&text))
    }

    pub(crate) fn state(&mut self, label: Label, path: &str, binding: &str) {
        let value = self.state_of(self.resource.at(path), binding);
        self.row(label, value);
    }

    /// A repeated plain code.
    pub(crate) fn codes(&mut self, label: Label, element: &str, binding: &str) {
        let values: Vec<String> = self
            .resource
            .all(element)
            .filter_map(|node| code(node, binding, self.language))
            .map(|text| capital(&text))
            .collect();
        self.row(label, values);
    }

    pub(crate) fn moment_of(&self, written: &str) -> String {
        moment(written, self.language)
    }

    pub(crate) fn moment(&mut self, label: Label, path: &str) {
        self.moment_in(label, self.resource, path);
    }

    pub(crate) fn moment_in(&mut self, label: Label, node: &Node, path: &str) {
        let value = node.text(path).map(|written| capital(&self.moment_of(written)));
        self.row(label, value);
    }

    pub(crate) fn period(&mut self, label: Label, node: Option<&Node>) {
        let value = node.and_then(|node| period(node, self.language)).map(|text| capital(&text));
        self.row(label, value);
    }

    /// A choice of moments such as `onset[x]`.
    pub(crate) fn when_of(&self, stem: &str) -> Option<String> {
        when(self.resource.choice(stem)?, self.language)
    }

    pub(crate) fn when(&mut self, label: Label, stem: &str) {
        let value = self.when_of(stem).map(|text| capital(&text));
        self.row(label, value);
    }

    pub(crate) fn boolean_of(&self, node: Option<&Node>) -> Option<String> {
        match node?.own_text()? {
            "true" => Some(self.language.pick("Ja", "Yes").to_owned()),
            "false" => Some(self.language.pick("Nee", "No").to_owned()),
            _ => None,
        }
    }

    pub(crate) fn quantity_of(&self, node: &Node) -> Option<String> {
        quantity(node, self.language)
    }

    pub(crate) fn number_of(&self, node: &Node) -> Option<String> {
        bare(node, self.language)
    }

    /// Whom or what a reference is to, in words.
    pub(crate) fn named(&self, node: &Node) -> Option<String> {
        named(node, self.resource, self.around, self.language)
    }

    pub(crate) fn follow(&self, node: &Node) -> Option<&'a Node> {
        self.around.follow(self.resource, node.text("reference")?)
    }

    /// All references of an element.
    pub(crate) fn references(&mut self, label: Label, element: &str) {
        self.references_in(label, self.resource, element);
    }

    pub(crate) fn references_in(&mut self, label: Label, node: &Node, element: &str) {
        let values: Vec<String> = node.all(element).filter_map(|node| self.named(node)).collect();
        self.row(label, values);
    }

    /// References that stand one level deeper, such as `performer.actor`.
    pub(crate) fn references_within(&mut self, label: Label, element: &str, inner: &str) {
        let values: Vec<String> = self
            .resource
            .all(element)
            .filter_map(|node| node.child(inner))
            .filter_map(|node| self.named(node))
            .collect();
        self.row(label, values);
    }

    /// The last group of every view: whom it is about and how the source knows it.
    pub(crate) fn about(&mut self) {
        self.group(Label::AboutThis);
        let resource = self.resource;
        let about = ["subject", "patient", "beneficiary"]
            .iter()
            .find_map(|name| resource.child(name))
            .and_then(|node| self.named(node));
        self.row(Label::Subject, about);
        self.row(Label::CareType, care_type(resource, self.language));
        let identifiers: Vec<String> = crate::element::reference::identifiers(resource)
            .into_iter()
            .filter(|identifier| !identifier.is_bsn())
            .filter_map(|identifier| identifier.value)
            .map(|value| plain(&value))
            .collect();
        self.row(Label::Identification, identifiers);
    }
}

/// The kind of care that the sender tagged the resource with (code system AGB).
pub(crate) fn care_type(resource: &Node, language: Language) -> Option<String> {
    let tags = resource.child("meta")?;
    let tag = tags.all("tag").find(|tag| {
        tag.text("system").is_some_and(|system| codes::system_key(system) == "2.16.840.1.113883.2.4.6.7")
    })?;
    concept(tag, language).map(|text| capital(&text))
}

/// A reference in words: what the source calls it, else the name of the resource that it leads to.
pub(crate) fn named(
    node: &Node,
    from: &Node,
    around: &Surroundings<'_>,
    language: Language,
) -> Option<String> {
    let reference = Reference::of(node);
    // Some sources put the client's name where the name of the thing should be.
    let of_client = || {
        let client = subject(from).filter(|client| client.address != reference.address);
        client.and_then(|client| client.display).is_some_and(|name| reference.display.as_ref() == Some(&name))
    };
    let display = reference.display.as_deref().filter(|_| !of_client()).map(|display| {
        let clean = with_dates(&clean_display(&plain(display)), language);
        if reference.is_to(&THINGS) { capital(&clean) } else { clean }
    });
    let role_display = || {
        node.extension_value("practitionerrole-reference")?
            .text("display")
            .map(|display| clean_display(&plain(display)))
    };
    display
        .or_else(|| {
            let target = around.follow(from, reference.address.as_deref()?)?;
            resource_name(target, language)
        })
        .or_else(role_display)
        .or_else(|| {
            let (kind, _) = reference.type_and_id()?;
            let kind = codes::words("resource-types", kind, language)?;
            Some(capital(
                &language.pick(format!("{kind} (naam niet meegestuurd)"), format!("{kind} (name not sent)")),
            ))
        })
}

/// What is no person: its name begins with a capital.
const THINGS: [&str; 8] =
    ["Condition", "Consent", "Device", "Goal", "Medication", "Observation", "Procedure", "CarePlan"];

/// A display with dates in it as machines write them: the days of `2020-01-20T00:00:00Z` in words.
fn with_dates(display: &str, language: Language) -> String {
    let word = |word: &str| {
        let bare = word.trim_end_matches([',', ';', '.']);
        let day = bare.get(..10).filter(|_| bare.len() == 10 || bare.get(10..11) == Some("T"));
        match day.and_then(FhirTime::parse) {
            Some(day) => word.replace(bare, &day.show(language)),
            None => word.to_owned(),
        }
    };
    display.split(' ').map(word).collect::<Vec<_>>().join(" ")
}

/// `Healthcare professional (role), J.H.R. Peters, Arts` without the English kind in front, which
/// some systems generate.
pub(crate) fn clean_display(display: &str) -> String {
    const KINDS: [&str; 7] = [
        "Healthcare professional (role)",
        "Healthcare professional (person)",
        "Healthcare professional",
        "Contact person",
        "Healthcare provider (location)",
        "Healthcare provider",
        "Patient",
    ];
    KINDS.iter().find_map(|kind| display.strip_prefix(kind)?.strip_prefix(", ")).unwrap_or(display).to_owned()
}

/// What another resource is called.
pub(crate) fn resource_name(target: &Node, language: Language) -> Option<String> {
    match target.resource_type()? {
        "Patient" | "Practitioner" | "RelatedPerson" => person_name(target.all("name")).full(),
        "Organization" | "Location" | "CareTeam" => target.text("name").map(plain),
        "PractitionerRole" => target.text("practitioner.display").map(|name| clean_display(&plain(name))),
        "Device" => target.child("type").and_then(|kind| concept(kind, language)).map(|text| capital(&text)),
        "Condition" | "Medication" | "Procedure" | "Observation" => {
            target.child("code").and_then(|kind| concept(kind, language)).map(|text| capital(&text))
        }
        "Goal" => {
            target.child("description").and_then(|kind| concept(kind, language)).map(|text| capital(&text))
        }
        _ => None,
    }
}
