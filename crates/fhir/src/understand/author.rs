//! Who made an item, as far as the file tells: name, role and organisation, each where it stands.

use inzage_domain::{Author, Language};

use super::AuthorGap;
use crate::element::code::{capital, concept, plain};
use crate::element::name::person_name;
use crate::element::reference::{Reference, Surroundings};
use crate::tree::Node;
use crate::view::sheet::{clean_display, resource_name};

/// Role of an author who is the client.
const BY_CLIENT: &str = "Cliënt";
/// Role of an author who is a contact person.
const BY_CONTACT: &str = "Contactpersoon";
/// Elements that always hold an organisation.
const ORGANISATIONS: [&str; 4] = ["managingOrganization", "serviceProvider", "custodian", "organization"];

/// The author of a resource and what is not known about them.
pub(crate) fn author(resource: &Node, around: &Surroundings<'_>) -> (Author, Vec<AuthorGap>) {
    let mut author = Author::default();
    for reference in candidates(resource) {
        let found =
            known_about(reference, Language::Dutch, |node| around.follow(resource, node.text("reference")?));
        for (own, more) in [
            (&mut author.name, found.name),
            (&mut author.role, found.role),
            (&mut author.organisation, found.organisation),
        ] {
            if own.is_empty() {
                *own = more;
            }
        }
    }
    if author.role.is_empty() && !author.name.is_empty() {
        let speciality = resource.child("specialty").and_then(|words| concept(words, Language::Dutch));
        author.role = speciality.map(|words| capital(&words)).unwrap_or_default();
    }
    let gaps = gaps(resource, &author);
    (author, gaps)
}

fn gaps(resource: &Node, author: &Author) -> Vec<AuthorGap> {
    // A person or organisation is not written by somebody: its own name is what counts.
    let nobody = [
        "Patient",
        "Practitioner",
        "PractitionerRole",
        "Organization",
        "Location",
        "RelatedPerson",
        "Binary",
    ];
    if resource.resource_type().is_some_and(|kind| nobody.contains(&kind)) {
        return Vec::new();
    }
    if author.role == BY_CLIENT || author.role == BY_CONTACT {
        return Vec::new();
    }
    if author.name.is_empty() && author.organisation.is_empty() {
        return vec![AuthorGap::Everything];
    }
    let mut gaps = Vec::new();
    if author.name.is_empty() {
        gaps.push(AuthorGap::Name);
    } else if author.role.is_empty() {
        gaps.push(AuthorGap::Role);
    }
    if author.organisation.is_empty() {
        gaps.push(AuthorGap::Organisation);
    }
    gaps
}

/// The references that can name an author, the most telling first.
fn candidates(resource: &Node) -> Vec<&Node> {
    const PLAIN: [&str; 12] = [
        "performer",
        "recorder",
        "author",
        "asserter",
        "requester",
        "orderer",
        "informationSource",
        "sender",
        "source",
        "expressedBy",
        "serviceProvider",
        "custodian",
    ];
    const WITHIN: [(&str, &str); 5] = [
        ("performer", "actor"),
        ("practitioner", "actor"),
        ("requester", "agent"),
        ("participant", "individual"),
        ("participant", "actor"),
    ];
    let is_reference = |node: &&Node| {
        node.child("reference").is_some()
            || node.child("display").is_some()
            || node.child("identifier").is_some()
    };
    let is_staff = |node: &&Node| {
        let kind = node.text("reference").unwrap_or_default();
        !kind.contains("Patient/") && !kind.contains("Location/") && !kind.contains("RelatedPerson/")
    };
    let within = WITHIN
        .iter()
        .flat_map(|(outer, inner)| resource.all(outer).filter_map(|node| node.child(inner)))
        .filter(is_staff);
    let plain = PLAIN.iter().flat_map(|name| resource.all(name));
    within
        .chain(plain)
        .chain(resource.all("organization"))
        .chain(resource.all("managingOrganization"))
        .filter(is_reference)
        .collect()
}

/// What a reference to somebody tells: its display, the Dutch extension with the role, and the
/// resources that both lead to.
pub(crate) fn known_about<'t>(
    reference: &Node,
    language: Language,
    follow: impl Fn(&Node) -> Option<&'t Node>,
) -> Author {
    let mut author = Author::default();
    let address = Reference::of(reference);
    let display = address.display.as_deref().map(|display| clean_display(&plain(display)));
    let target = follow(reference);
    let kind = address
        .type_and_id()
        .map(|(kind, _)| kind)
        .or_else(|| target.and_then(Node::resource_type))
        .or_else(|| reference.text("type"))
        .unwrap_or_default();
    let name =
        display.or_else(|| target.and_then(|target| resource_name(target, language))).unwrap_or_default();
    if kind == "Organization" || ORGANISATIONS.contains(&reference.name.as_str()) {
        author.organisation = name;
        return author;
    }
    let role_reference = reference.extension_value("practitionerrole-reference");
    if kind == "PractitionerRole" {
        // `J.H.R. Peters, Arts`
        let (person, role) =
            name.split_once(", ").map_or((name.as_str(), ""), |(person, role)| (person, role));
        person.clone_into(&mut author.name);
        role.clone_into(&mut author.role);
    } else {
        author.name = name;
    }
    match kind {
        "Patient" => BY_CLIENT.clone_into(&mut author.role),
        "RelatedPerson" => BY_CONTACT.clone_into(&mut author.role),
        _ => {}
    }
    if let Some(text) = role_reference.and_then(|role| role.text("display")) {
        split_role(&clean_display(&plain(text)), &mut author);
    }
    let role_resource = role_reference.and_then(&follow).or(target.filter(|_| kind == "PractitionerRole"));
    if let Some(role) = role_resource {
        let words =
            role.child("specialty").or_else(|| role.child("code")).and_then(|code| concept(code, language));
        if author.role.is_empty() {
            author.role = words.map(|words| capital(&words)).unwrap_or_default();
        }
        if author.organisation.is_empty() {
            author.organisation = role.text("organization.display").map(plain).unwrap_or_default();
        }
    }
    let qualification =
        target.and_then(|person| person.at("qualification.code")).and_then(|code| concept(code, language));
    if let (true, Some(words)) = (author.role.is_empty(), qualification) {
        author.role = capital(&words);
    }
    if let (true, Some(person)) = (author.name.is_empty(), target) {
        author.name = person_name(person.all("name")).full().unwrap_or_default();
    }
    author.role =
        author.role.strip_suffix(", niet nader gespecificeerd").map(ToOwned::to_owned).unwrap_or(author.role);
    author
}

/// What systems put into the display of a role: `Huisarts`, `Vaste Huisarts 1 - Maatschap Vaste
/// Huisarts` (name, organisation) or `Frans Lijster | Huisarts | Gezondheidscentrum`.
fn split_role(text: &str, author: &mut Author) {
    if text == author.name {
        return;
    }
    let bars: Vec<&str> = text.split(" | ").collect();
    if let [name, role, organisation] = bars.as_slice() {
        if author.name.is_empty() {
            (*name).clone_into(&mut author.name);
        }
        (*role).clone_into(&mut author.role);
        (*organisation).clone_into(&mut author.organisation);
        return;
    }
    let rest = if author.name.is_empty() { None } else { text.strip_prefix(author.name.as_str()) };
    match rest {
        Some(rest) => {
            if let Some(organisation) = rest.strip_prefix(" - ") {
                organisation.clone_into(&mut author.organisation);
            } else if let Some(role) = rest.strip_prefix(", ") {
                role.clone_into(&mut author.role);
            }
        }
        None => text.clone_into(&mut author.role),
    }
}
