//! The first contact person whom a care plan names: `Patient.contact` and `RelatedPerson`, as nl-core
//! writes them in STU3 and R4 (zib `ContactPersoon`).

use inzage_domain::{EmailAddress, Language, PhoneNumber, Precision, written::day_of};
use jiff::civil::Date;

use crate::{
    codes::{system_key, words},
    element::{code::plain, date::FhirTime, name::person_name},
    incoming::Incoming,
    tree::Node,
};

/// The Dutch list of roles of a contact person (COD472-VEKT, zib `RolCodelijst`).
const ROLES: &str = "2.16.840.1.113883.2.4.3.11.22.472";
/// First relation or contact person, in that list; met with and without the zero.
const FIRST: [&str; 2] = ["1", "01"];
/// The same in SNOMED CT, which the zibs of 2024 use.
const FIRST_SNOMED: &str = "300481000146102";

/// A first contact person, with what the source says.
#[derive(Clone, PartialEq, Eq)]
pub struct FirstContact {
    /// The name as the source writes it out; empty where there is none.
    pub name: String,
    /// Who it is to the client, in Dutch.
    pub relation: Option<String>,
    /// Birth date, where all of it is written.
    pub born: Option<Date>,
    /// E-mail address, where there is one that can be used.
    pub email: Option<EmailAddress>,
    /// Mobile number, where there is one that can be read.
    pub mobile: Option<PhoneNumber>,
}

/// The first contacts that a resource names on a day; none for types that name no contacts. Whoever
/// was one before, is one later or is marked as not active is left out.
pub fn first_contacts(incoming: &Incoming, today: Date) -> Vec<FirstContact> {
    let tree = &incoming.tree;
    match incoming.resource_type.as_str() {
        "Patient" => tree.all("contact").filter(|contact| is_first(contact, today)).map(read).collect(),
        "RelatedPerson" if tree.text("active") != Some("false") && is_first(tree, today) => vec![read(tree)],
        _ => Vec::new(),
    }
}

/// The mobile number of a person, where it can be read: a `telecom` with use `mobile`, or with the Dutch
/// type `MC` (`zib-ContactInformation`), which systems write beside use `home`.
pub fn mobile(person: &Node) -> Option<PhoneNumber> {
    telecoms(person, "phone")
        .filter(|telecom| {
            let kind = telecom
                .extension_value("zib-ContactInformation-TelecomType")
                .or_else(|| telecom.child("system")?.extension_value("ext-CodeSpecification"));
            telecom.text("use") == Some("mobile")
                || kind.is_some_and(|kind| kind.all("coding").any(|coding| coding.text("code") == Some("MC")))
        })
        .find_map(|telecom| PhoneNumber::parse(telecom.text("value")?).ok())
}

/// The e-mail address of a person, where there is one that can be used.
pub fn email(person: &Node) -> Option<EmailAddress> {
    telecoms(person, "email").find_map(|telecom| EmailAddress::parse(telecom.text("value")?).ok())
}

fn telecoms<'n>(person: &'n Node, system: &'static str) -> impl Iterator<Item = &'n Node> {
    person
        .all("telecom")
        .filter(move |telecom| telecom.text("system") == Some(system) && telecom.text("use") != Some("old"))
}

/// What a person is to the client and for the care: `relationship`, and in STU3 the role of a
/// `RelatedPerson` in an extension.
fn codings(person: &Node) -> impl Iterator<Item = &Node> {
    let roles = person.extensions("nl-core-relatedperson-role").filter_map(|role| role.choice("value"));
    person.all("relationship").chain(roles).flat_map(|concept| concept.all("coding"))
}

fn is_first(person: &Node, today: Date) -> bool {
    let named = codings(person).any(|coding| {
        let (Some(system), Some(code)) = (coding.text("system"), coding.text("code")) else { return false };
        match system_key(system).as_ref() {
            ROLES => FIRST.contains(&code),
            "snomed" => code == FIRST_SNOMED,
            _ => false,
        }
    });
    named && person.child("period").is_none_or(|period| holds(period, today))
}

/// Whether a day lies in a period, first and last day included.
fn holds(period: &Node, today: Date) -> bool {
    let time = |name| period.text(name).and_then(FhirTime::parse);
    let begun = time("start").is_none_or(|start| day_of(start.first_instant()) <= today);
    let open = time("end").is_none_or(|end| {
        let last = day_of(end.first_instant());
        match end.precision {
            Precision::Year => last.year() >= today.year(),
            Precision::Month => (last.year(), last.month()) >= (today.year(), today.month()),
            Precision::Day | Precision::Time => last >= today,
        }
    });
    begun && open
}

fn read(person: &Node) -> FirstContact {
    FirstContact {
        name: person_name(person.all("name")).full().unwrap_or_default(),
        relation: relation(person),
        born: person
            .text("birthDate")
            .and_then(FhirTime::parse)
            .filter(|time| time.precision == Precision::Day)
            .and_then(|time| time.written.parse().ok()),
        email: email(person),
        mobile: mobile(person),
    }
}

/// Who it is to the client; where that is not said, what else the person is for the care.
fn relation(person: &Node) -> Option<String> {
    let said = |role: bool| {
        codings(person).find_map(|coding| {
            let (system, code) = (coding.text("system")?, coding.text("code").unwrap_or_default());
            let key = system_key(system);
            let is_first = code == FIRST_SNOMED || (key == ROLES && FIRST.contains(&code));
            if is_first || (key == ROLES) != role {
                return None;
            }
            let known = words(system, code, Language::Dutch).map(str::to_lowercase);
            known.or_else(|| coding.text("display").map(plain))
        })
    };
    said(false).or_else(|| said(true))
}
