//! Which of a resource's moments is the one of care, and which that of recording.

use jiff::Timestamp;

use crate::element::date::FhirTime;
use crate::tree::Node;

/// The moment of care as written: for a period its start, else its end.
pub(crate) fn care_moment(resource: &Node) -> Option<&str> {
    let paths: &[&str] = match resource.resource_type()? {
        "Observation" | "DiagnosticReport" => &["effective*", "issued"],
        "ProcedureRequest" | "ServiceRequest" => &["occurrence*", "authoredOn"],
        "Condition" => &["onset*", "recordedDate", "assertedDate"],
        "AllergyIntolerance" => &["onset*", "recordedDate", "assertedDate", "lastOccurrence"],
        "Procedure" => &["performed*"],
        "CarePlan" => &["period", "created", "authoredOn"],
        "Goal" => &["start*", "statusDate", "target.dueDate"],
        "Flag" | "Coverage" | "Encounter" | "EpisodeOfCare" | "CareTeam" | "RelatedPerson" => &["period"],
        "Consent" => &["dateTime", "period", "provision.period"],
        "NutritionOrder" => &["dateTime"],
        "MedicationRequest" => &["authoredOn"],
        "MedicationStatement" => &["effective*", "dateAsserted"],
        "MedicationDispense" => &["whenHandedOver", "whenPrepared"],
        "Immunization" => &["occurrence*", "date"],
        "Appointment" => &["start", "created"],
        "DocumentReference" => &["content.attachment.creation", "created", "date", "indexed"],
        "DeviceUseStatement" => &["whenUsed", "timing*", "recordedOn"],
        "Communication" => &["sent", "received"],
        "QuestionnaireResponse" => &["authored"],
        "Task" => &["authoredOn", "lastModified"],
        _ => &["effective*", "date", "authoredOn", "period"],
    };
    paths.iter().find_map(|path| {
        let node = match path.strip_suffix('*') {
            Some(stem) => resource.choice(stem)?,
            None => resource.at(path)?,
        };
        node.own_text()
            .filter(|_| !node.name.ends_with("String"))
            .or_else(|| node.text("start"))
            .or_else(|| node.text("end"))
    })
}

/// When the source says that it wrote the item down.
pub(crate) fn recorded(resource: &Node) -> Option<Timestamp> {
    const PATHS: [&str; 10] = [
        "issued",
        "recordedDate",
        "assertedDate",
        "recordedOn",
        "dateRecorded",
        "recorded",
        "dateAsserted",
        "authoredOn",
        "created",
        "indexed",
    ];
    PATHS
        .iter()
        .filter_map(|path| resource.text(path))
        .find_map(FhirTime::parse)
        .map(|time| time.first_instant())
}
