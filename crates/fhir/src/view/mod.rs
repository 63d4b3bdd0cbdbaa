//! Each type of resource as a person reads it: labels, headings and values in Dutch or English.
//!
//! A view is plain text. Nothing of a resource's own HTML comes near it. Rows about which the
//! source says nothing are left out. How a view looks is up to the pages.

mod contact;
mod device;
mod document;
mod medication;
pub(crate) mod observation;
mod patient;
mod problem;
mod provider;
pub(crate) mod sheet;
mod treatment;

use inzage_domain::Language;

use crate::codes;
use crate::element::code::capital;
use crate::element::reference::Surroundings;
use crate::incoming::Incoming;
use crate::labels::Label;
use crate::tree::Node;
use sheet::{Face, Sheet};

/// An item as a page shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct View {
    /// The kind of item, such as `Medische klacht`.
    pub kind: String,
    /// What it is, such as `Ziekte van Parkinson`.
    pub title: String,
    /// What must be seen before anything else: that it was entered in error, for one.
    pub warning: Option<String>,
    /// The rows, in groups.
    pub groups: Vec<Group>,
}

/// Rows that belong together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// Heading; the first group often has none.
    pub heading: Option<String>,
    /// Rows in order of reading.
    pub rows: Vec<Row>,
    /// Whether it is for who wants to know more: numbers of the source, who it is about.
    pub aside: bool,
}

/// A label and what stands behind it: one value or more. A value can have several lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Label.
    pub label: String,
    /// Values, never empty.
    pub values: Vec<String>,
}

/// How a resource reads in a language, by itself.
pub fn view(incoming: &Incoming, language: Language) -> View {
    view_among(incoming, &Surroundings::default(), language)
}

/// How a resource reads in a language, with the names that the others around it tell.
pub fn view_among(incoming: &Incoming, around: &Surroundings<'_>, language: Language) -> View {
    compose(&incoming.tree, around, language).0
}

/// The view and the short text for a list.
pub(crate) fn compose(
    resource: &Node,
    around: &Surroundings<'_>,
    language: Language,
) -> (View, Option<String>) {
    let mut sheet = Sheet::new(resource, around, language);
    let face = write(&mut sheet);
    sheet.about();
    let title = face.title.map_or_else(|| face.kind.clone(), |title| capital(&title));
    let warning = warning(resource, language);
    let short = warning.clone().or(face.short);
    (View { kind: face.kind, title, warning, groups: sheet.into_groups() }, short)
}

fn write(sheet: &mut Sheet<'_>) -> Face {
    match sheet.resource.resource_type().unwrap_or_default() {
        "Patient" => patient::patient(sheet),
        "RelatedPerson" => patient::contact_person(sheet),
        "Coverage" => patient::insurance(sheet),
        "Observation" => observation::observation(sheet),
        "DiagnosticReport" => document::text_result(sheet),
        "Condition" => problem::condition(sheet),
        "AllergyIntolerance" => problem::allergy(sheet),
        "Flag" => problem::alert(sheet),
        "Procedure" => treatment::procedure(sheet),
        "ProcedureRequest" | "ServiceRequest" => treatment::request(sheet),
        "CarePlan" => treatment::care_plan(sheet),
        "Goal" => treatment::goal(sheet),
        "Consent" => treatment::consent(sheet),
        "NutritionOrder" => treatment::nutrition(sheet),
        "MedicationRequest" => medication::agreement(sheet),
        "MedicationStatement" => medication::statement(sheet),
        "MedicationDispense" => medication::dispense(sheet),
        "Immunization" => medication::vaccination(sheet),
        "Appointment" => contact::appointment(sheet),
        "Encounter" => contact::encounter(sheet),
        "EpisodeOfCare" => contact::episode(sheet),
        "Device" => device::device(sheet),
        "DeviceUseStatement" => device::device_use(sheet),
        "DocumentReference" => document::document(sheet),
        "Binary" => document::file(sheet),
        "Communication" => document::communication(sheet),
        "Practitioner" => provider::practitioner(sheet),
        "PractitionerRole" => provider::practitioner_role(sheet),
        "Organization" => provider::organization(sheet),
        "Location" => provider::location(sheet),
        "CareTeam" => provider::care_team(sheet),
        other => unknown(sheet, other),
    }
}

/// A type that we keep without understanding it.
fn unknown(sheet: &mut Sheet<'_>, resource_type: &str) -> Face {
    let language = sheet.language;
    let known = codes::words("resource-types", resource_type, language);
    let name = known.map_or_else(|| resource_type.to_owned(), capital);
    sheet.row(
        Label::TypeOfData,
        [known.map_or_else(|| resource_type.to_owned(), |_| format!("{name} ({resource_type})"))],
    );
    sheet.row(
        Label::Note,
        [language
            .pick(
                "Dit gegeven is bewaard zoals het binnenkwam. Dit portaal kan de inhoud nog niet tonen.",
                "This item is kept as it came in. This portal cannot show its content yet.",
            )
            .to_owned()],
    );
    Face {
        kind: language.pick("Onbekend gegeven", "Unknown item").to_owned(),
        title: Some(language.pick(format!("Onbekend gegeven: {name}"), format!("Unknown item: {name}"))),
        short: None,
    }
}

/// Whether the source says that this item should not have been there.
pub(crate) fn is_entered_in_error(resource: &Node) -> bool {
    let wrong = |text: Option<&str>| text == Some("entered-in-error");
    wrong(resource.text("status"))
        || resource.child("verificationStatus").is_some_and(|status| {
            wrong(status.own_text()) || status.all("coding").any(|coding| wrong(coding.text("code")))
        })
}

fn warning(resource: &Node, language: Language) -> Option<String> {
    is_entered_in_error(resource).then(|| {
        language
            .pick(
                "Dit gegeven is foutief ingevoerd. Het geldt niet.",
                "This item was entered in error. It does not count.",
            )
            .to_owned()
    })
}
