//! Whose data it is: the facts about a client that an import needs, and the check that a resource
//! is about that client and nobody else.

use inzage_domain::{Bsn, BsnError};
use thiserror::Error;

use crate::element::date::FhirTime;
use crate::element::name::{PersonName, person_name};
use crate::element::reference::{Identifier, Reference, identifiers, subject};
use crate::incoming::Incoming;
use crate::tree::Node;

/// What a `Patient` resource says about the BSN.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BsnState {
    /// No BSN element.
    Absent,
    /// The source left the number out on purpose, as data for personal health environments do.
    Masked,
    /// A number that passes the eleven-test.
    Present(Bsn),
    /// A number that does not: the resource must be refused.
    Wrong(BsnError),
}

/// FHIR's administrative gender.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gender {
    /// `male`.
    Male,
    /// `female`.
    Female,
    /// `other`.
    Other,
    /// `unknown`.
    Unknown,
}

/// The facts of a `Patient` resource.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PatientFacts {
    /// The source's own id of the resource.
    pub id: Option<String>,
    /// All of the name.
    pub name: PersonName,
    /// Birth date with the precision that was written.
    pub birth_date: Option<FhirTime>,
    /// Gender, where given.
    pub gender: Option<Gender>,
    /// The BSN, or why there is none.
    pub bsn: BsnState,
    /// Business identifiers other than the BSN.
    pub identifiers: Vec<Identifier>,
}

/// The facts of a `Patient`; `None` for any other type.
pub fn patient_facts(incoming: &Incoming) -> Option<PatientFacts> {
    (incoming.resource_type == "Patient").then(|| facts_of(&incoming.tree))
}

fn facts_of(patient: &Node) -> PatientFacts {
    let all = identifiers(patient);
    let bsn = all.iter().find(|identifier| identifier.is_bsn()).map_or(BsnState::Absent, |identifier| {
        match &identifier.value {
            Some(value) => Bsn::parse(value).map_or_else(BsnState::Wrong, BsnState::Present),
            None => BsnState::Masked,
        }
    });
    PatientFacts {
        id: patient.text("id").map(ToOwned::to_owned),
        name: person_name(patient.all("name")),
        birth_date: patient.text("birthDate").and_then(FhirTime::parse),
        gender: match patient.text("gender") {
            Some("male") => Some(Gender::Male),
            Some("female") => Some(Gender::Female),
            Some("other") => Some(Gender::Other),
            Some("unknown") => Some(Gender::Unknown),
            _ => None,
        },
        bsn,
        identifiers: all.into_iter().filter(|identifier| !identifier.is_bsn()).collect(),
    }
}

/// Whose a resource is, seen from one client.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whose {
    /// About this client.
    ThisClient,
    /// About no client: a health professional, an organisation, a file that a document refers to.
    Nobody,
}

/// Why a resource does not belong in this client's record. Holds references, never names or a BSN.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum NotThisClient {
    /// A `Patient` resource of somebody else.
    #[error("{resource} is another patient: {reason}")]
    OtherPatient {
        /// `Patient/id`.
        resource: String,
        /// What differs.
        reason: &'static str,
    },
    /// A resource about another patient.
    #[error("{resource} is about another patient ({subject})")]
    AboutOther {
        /// `Type/id`.
        resource: String,
        /// The reference as written.
        subject: String,
    },
    /// A resource of a kind that is always about somebody, which does not say about whom.
    #[error("{resource} does not say which patient it is about")]
    NotSaid {
        /// `Type/id`.
        resource: String,
    },
}

/// Types that are not about a client, or need not be.
const ABOUT_NOBODY: [&str; 16] = [
    "Binary",
    "CodeSystem",
    "Device",
    "HealthcareService",
    "Location",
    "Medication",
    "OperationOutcome",
    "Organization",
    "Practitioner",
    "PractitionerRole",
    "Provenance",
    "Questionnaire",
    "Schedule",
    "Slot",
    "StructureDefinition",
    "ValueSet",
];

/// Checks that a resource is about this client. `patient_ids` are the ids (and addresses in
/// bundles) of the `Patient` resources that are known to be this client's.
pub fn about_same_patient(
    facts: &PatientFacts,
    incoming: &Incoming,
    patient_ids: &[String],
) -> Result<Whose, NotThisClient> {
    let resource = without_bsn(&incoming.local_reference());
    if incoming.resource_type == "Patient" {
        let known = known_id(incoming.id.as_deref(), facts, patient_ids)
            || known_id(incoming.full_url.as_deref(), facts, patient_ids);
        return same_person(facts, &facts_of(&incoming.tree), known)
            .map(|()| Whose::ThisClient)
            .map_err(|reason| NotThisClient::OtherPatient { resource, reason });
    }
    let Some(about) = subject(&incoming.tree) else {
        if ABOUT_NOBODY.contains(&incoming.resource_type.as_str()) {
            return Ok(Whose::Nobody);
        }
        return Err(NotThisClient::NotSaid { resource });
    };
    if refers_to(&about, facts, incoming, patient_ids) {
        return Ok(Whose::ThisClient);
    }
    let named = about.address.as_deref().map_or_else(|| "an identifier".to_owned(), without_bsn);
    Err(NotThisClient::AboutOther { resource, subject: named })
}

/// Some systems use the BSN as the id of a patient: then only its last digits are named.
fn without_bsn(address: &str) -> String {
    match address.rsplit_once('/') {
        Some((before, id)) => {
            Bsn::parse(id).map_or_else(|_| address.to_owned(), |bsn| format!("{before}/{}", bsn.masked()))
        }
        None => address.to_owned(),
    }
}

fn known_id(id: Option<&str>, facts: &PatientFacts, patient_ids: &[String]) -> bool {
    id.is_some_and(|id| facts.id.as_deref() == Some(id) || patient_ids.iter().any(|known| known == id))
}

fn refers_to(about: &Reference, facts: &PatientFacts, incoming: &Incoming, patient_ids: &[String]) -> bool {
    if let Some(address) = about.address.as_deref() {
        if let Some(local) = address.strip_prefix('#') {
            let inner = incoming.tree.all("contained").find(|inner| inner.text("id") == Some(local));
            return inner.is_some_and(|patient| same_person(facts, &facts_of(patient), false).is_ok());
        }
        if known_id(Some(address), facts, patient_ids) {
            return true;
        }
        return about
            .type_and_id()
            .is_some_and(|(kind, id)| kind == "Patient" && known_id(Some(id), facts, patient_ids));
    }
    about.identifier.as_ref().is_some_and(|identifier| match (&facts.bsn, identifier.value.as_deref()) {
        (BsnState::Present(own), Some(value)) if identifier.is_bsn() => Bsn::parse(value).as_ref() == Ok(own),
        (_, Some(_)) => facts.identifiers.contains(identifier),
        (_, None) => false,
    })
}

/// Whether two sets of facts are of one person. What contradicts counts first: BSN and birth date.
/// Then something must bind them: the same BSN, a shared identifier, or an id known to be theirs.
/// A name alone binds nobody.
fn same_person(own: &PatientFacts, other: &PatientFacts, id_is_known: bool) -> Result<(), &'static str> {
    if let BsnState::Wrong(_) = other.bsn {
        return Err("its BSN is not valid");
    }
    let same_bsn = match (&own.bsn, &other.bsn) {
        (BsnState::Present(own), BsnState::Present(other)) if own != other => return Err("the BSN differs"),
        (BsnState::Present(_), BsnState::Present(_)) => true,
        _ => false,
    };
    if let (Some(born), Some(other_born)) = (&own.birth_date, &other.birth_date)
        && born.written != other_born.written
        && born.precision == other_born.precision
    {
        return Err("the birth date differs");
    }
    let shared = other
        .identifiers
        .iter()
        .any(|identifier| identifier.value.is_some() && own.identifiers.contains(identifier));
    if same_bsn || shared || id_is_known {
        return Ok(());
    }
    Err("nothing shows that it is the same person: no shared number and another id")
}
