//! In which section of the record a resource belongs. The sections and what is in them follow
//! the state's own app (MGO); by type and code, not by profile, so that other senders fit too.

use inzage_domain::Category;

use crate::element::code::has_code;
use crate::tree::Node;
use crate::view::observation::{Kind, kind};

pub(crate) fn category(resource: &Node) -> Category {
    match resource.resource_type().unwrap_or_default() {
        "Condition" if is_legal(resource) => Category::Patient,
        "Condition" => Category::Problems,
        "AllergyIntolerance" => Category::Allergies,
        "Flag" => Category::Alerts,
        "Immunization" | "ImmunizationRecommendation" => Category::Vaccinations,
        "Observation" => observation(resource),
        "NutritionOrder" => Category::Lifestyle,
        "Procedure" | "ProcedureRequest" | "ServiceRequest" | "EpisodeOfCare" => Category::Treatments,
        "CarePlan" | "Goal" | "Consent" => Category::Plans,
        "MedicationRequest"
        | "MedicationStatement"
        | "MedicationDispense"
        | "MedicationAdministration"
        | "Medication" => Category::Medication,
        "Appointment" | "Encounter" => Category::Appointments,
        "DocumentReference" | "DocumentManifest" | "Binary" => Category::Documents,
        "Device" | "DeviceUseStatement" | "DeviceRequest" => Category::Devices,
        "DiagnosticReport" | "Specimen" => Category::LabResults,
        "Patient" | "RelatedPerson" | "Coverage" => Category::Patient,
        "CareTeam" | "Practitioner" | "PractitionerRole" | "Organization" | "Location" => Category::CareTeam,
        _ => Category::Other,
    }
}

fn is_legal(resource: &Node) -> bool {
    ["nl-core-LegalSituation-Representation", "nl-core-LegalSituation-LegalStatus"]
        .iter()
        .any(|profile| resource.has_profile(profile))
        || resource
            .all("category")
            .any(|category| has_code(category, "snomed", &["151701000146105", "303186005"]))
}

fn observation(resource: &Node) -> Category {
    match kind(resource) {
        Kind::NursingReport | Kind::OwnNote | Kind::Diary => Category::Reports,
        Kind::Laboratory => Category::LabResults,
        Kind::LivingSituation => Category::Lifestyle,
        Kind::BloodPressure
        | Kind::BodyHeight
        | Kind::BodyWeight
        | Kind::BodyTemperature
        | Kind::PulseRate
        | Kind::HeartRate
        | Kind::Respiration
        | Kind::FluidBalance
        | Kind::OxygenSaturation => Category::Measurements,
        Kind::Other => other_observation(resource),
    }
}

/// By profile and category, where the code says nothing to us.
fn other_observation(resource: &Node) -> Category {
    const LIFESTYLE: [&str; 10] = [
        "zib-DrugUse",
        "zib-AlcoholUse",
        "zib-TobaccoUse",
        "zib-FamilySituation",
        "zib-ParticipationInSociety",
        "nl-core-DrugUse",
        "nl-core-AlcoholUse",
        "nl-core-TobaccoUse",
        "nl-core-FamilySituation",
        "nl-core-ParticipationInSociety",
    ];
    const MENTAL: [&str; 3] =
        ["zib-FunctionalOrMentalStatus", "nl-core-FunctionalOrMentalStatus", "zib-MentalStatus"];
    let follows = |profiles: &[&str]| profiles.iter().any(|profile| resource.has_profile(profile));
    if follows(&LIFESTYLE)
        || resource.all("category").any(|found| has_code(found, "observation-category", &["social-history"]))
    {
        return Category::Lifestyle;
    }
    if follows(&MENTAL) {
        return Category::MentalWellbeing;
    }
    Category::Measurements
}
