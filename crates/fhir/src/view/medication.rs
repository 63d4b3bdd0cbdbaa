//! Medicines: agreements, use, dispensing; and vaccinations.

use super::sheet::{Face, Sheet};
use crate::element::code::{capital, concept, plain};
use crate::element::quantity::{quantity, range, ratio};
use crate::element::timing::{period, timing};
use crate::labels::Label;
use crate::tree::Node;

/// What the medicine is called: a code, or a reference to a `Medication`.
fn medicine(sheet: &Sheet<'_>) -> Option<String> {
    let resource = sheet.resource;
    if let Some(code) = resource.child("medicationCodeableConcept") {
        return sheet.concept_of(code);
    }
    let reference = resource.child("medicationReference")?;
    let followed = sheet
        .follow(reference)
        .and_then(|target| target.child("code"))
        .and_then(|code| sheet.concept_of(code));
    followed.or_else(|| sheet.named(reference))
}

/// `MedicationRequest` (zib-MedicationAgreement).
pub(super) fn agreement(sheet: &mut Sheet<'_>) -> Face {
    let name = medicine(sheet);
    sheet.row(Label::Medicine, name.clone());
    sheet.state(Label::State, "status", "medicationrequest-status");
    sheet.moment(Label::Date, "authoredOn");
    usage_period(sheet);
    sheet.references(Label::Prescriber, "requester");
    sheet.references_within(Label::Prescriber, "requester", "agent");
    sheet.concepts(Label::Reason, "reasonCode");
    sheet.references(Label::Reason, "reasonReference");
    sheet.notes(Label::Comment, "note");
    let short = dosages(sheet, "dosageInstruction");
    let short = with_state(sheet, short, "medicationrequest-status");
    sheet.face(Label::KindMedicationAgreement, name, short)
}

/// `MedicationStatement` (zib-MedicationUse).
pub(super) fn statement(sheet: &mut Sheet<'_>) -> Face {
    let name = medicine(sheet);
    sheet.row(Label::Medicine, name.clone());
    sheet.state(Label::State, "status", "medication-statement-status");
    sheet.state(Label::Taken, "taken", "medication-statement-taken");
    sheet.when(Label::Period, "effective");
    usage_period(sheet);
    sheet.moment(Label::Date, "dateAsserted");
    sheet.references(Label::Author, "informationSource");
    sheet.concepts(Label::Reason, "reasonCode");
    sheet.references(Label::Reason, "reasonReference");
    sheet.notes(Label::Comment, "note");
    let short = dosages(sheet, "dosage");
    let short = with_state(sheet, short, "medication-statement-status");
    sheet.face(Label::KindMedicationUse, name, short)
}

/// `MedicationDispense` (zib-Dispense, zib-AdministrationAgreement).
pub(super) fn dispense(sheet: &mut Sheet<'_>) -> Face {
    let resource = sheet.resource;
    let name = medicine(sheet);
    sheet.row(Label::Medicine, name.clone());
    let amount = resource.child("quantity").and_then(|amount| sheet.quantity_of(amount));
    sheet.row(Label::AdministeredDose, amount.clone());
    sheet.state(Label::State, "status", "medicationrequest-status");
    sheet.moment(Label::Date, "whenHandedOver");
    usage_period(sheet);
    sheet.references_within(Label::PerformedBy, "performer", "actor");
    sheet.notes(Label::Comment, "note");
    let short = dosages(sheet, "dosageInstruction").or(amount);
    sheet.face(Label::KindMedicationDispense, name, short)
}

/// The period of use that the Dutch medication profiles put into an extension.
fn usage_period(sheet: &mut Sheet<'_>) {
    let resource = sheet.resource;
    let endings = [
        "zib-MedicationUse-PeriodOfUse",
        "zib-Medication-PeriodOfUse",
        "ext-TimeInterval.Period",
        "ext-TimeInterval-Period",
    ];
    let found = endings.iter().find_map(|ending| resource.extension_value(ending));
    sheet.period(Label::Period, found);
    let duration = resource
        .extension_value("zib-MedicationUse-Duration")
        .and_then(|duration| quantity(duration, sheet.language));
    sheet.row(Label::Period, duration);
}

/// What is no longer (or not yet) in use says so before its dosage.
fn with_state(sheet: &Sheet<'_>, short: Option<String>, binding: &str) -> Option<String> {
    let node = sheet.resource.child("status").filter(|status| status.own_text() != Some("active"));
    match (sheet.state_of(node, binding), short) {
        (Some(state), Some(short)) => Some(format!("{state}: {short}")),
        (state, short) => short.or(state),
    }
}

/// Each dosage in a group of its own; the first as a short text.
fn dosages(sheet: &mut Sheet<'_>, element: &str) -> Option<String> {
    let language = sheet.language;
    let mut short = None;
    for dosage in sheet.resource.all(element) {
        sheet.group(Label::Dosage);
        let text = dosage.text("text").map(plain);
        let dose = dose(dosage, sheet);
        let moment = dosage.child("timing").and_then(|found| timing(found, language));
        if short.is_none() {
            let built: Vec<String> = [dose.clone(), moment.clone()].into_iter().flatten().collect();
            short = text.clone().or_else(|| (!built.is_empty()).then(|| built.join(", ")));
        }
        sheet.row(Label::Instruction, text);
        sheet.row(Label::Dose, dose);
        sheet.row(Label::Timing, moment.map(|text| capital(&text)));
        if let Some(needed) = dosage.choice("asNeeded") {
            let words = if needed.name.ends_with("Boolean") {
                sheet.boolean_of(Some(needed)).filter(|_| needed.own_text() == Some("true"))
            } else {
                sheet.concept_of(needed)
            };
            sheet.row(Label::AsNeeded, words);
        }
        sheet.concepts_in(Label::Route, dosage, "route");
        sheet.concepts_in(Label::Instruction, dosage, "additionalInstruction");
        sheet.row(Label::Comment, dosage.text("patientInstruction").map(plain));
        let most = dosage.child("maxDosePerPeriod").and_then(|most| ratio(most, language));
        sheet.row(Label::MaximumDose, most);
    }
    short.map(|text| capital(&text))
}

/// STU3 has the dose in the dosage itself, R4 in `doseAndRate`.
fn dose(dosage: &Node, sheet: &Sheet<'_>) -> Option<String> {
    let language = sheet.language;
    let holder = dosage.child("doseAndRate").unwrap_or(dosage);
    if let Some(found) = holder.child("doseQuantity").or_else(|| holder.child("doseSimpleQuantity")) {
        return quantity(found, language);
    }
    if let Some(found) = holder.child("doseRange") {
        return range(found.child("low"), found.child("high"), language);
    }
    holder.choice("rate").and_then(|rate| match rate.name.as_str() {
        "rateRatio" => ratio(rate, language),
        "rateRange" => range(rate.child("low"), rate.child("high"), language),
        _ => quantity(rate, language),
    })
}

/// `Immunization` (zib-Vaccination).
pub(super) fn vaccination(sheet: &mut Sheet<'_>) -> Face {
    let resource = sheet.resource;
    let name = resource.child("vaccineCode").and_then(|code| sheet.concept_of(code));
    sheet.row(Label::Vaccine, name.clone());
    let day = sheet
        .when_of("occurrence")
        .or_else(|| resource.text("date").map(|written| sheet.moment_of(written)))
        .map(|text| capital(&text));
    sheet.row(Label::AdministeredAt, day.clone());
    let amount = resource.child("doseQuantity").and_then(|amount| sheet.quantity_of(amount));
    sheet.row(Label::AdministeredDose, amount);
    sheet.state(Label::State, "status", "event-status");
    sheet.references_within(Label::PerformedBy, "performer", "actor");
    sheet.references_within(Label::PerformedBy, "practitioner", "actor");
    sheet.references(Label::Location, "location");
    sheet.concepts(Label::BodySite, "site");
    sheet.concepts(Label::Route, "route");
    sheet.text(Label::LotNumber, "lotNumber");
    let diseases: Vec<String> = resource
        .all("protocolApplied")
        .flat_map(|protocol| protocol.all("targetDisease"))
        .chain(resource.all("vaccinationProtocol").flat_map(|protocol| protocol.all("targetDisease")))
        .filter_map(|disease| concept(disease, sheet.language))
        .map(|text| capital(&text))
        .collect();
    sheet.row(Label::Use, diseases);
    sheet.notes(Label::Comment, "note");
    let next = resource.child("period").and_then(|found| period(found, sheet.language));
    sheet.row(Label::Period, next);
    sheet.face(Label::KindVaccination, name, day)
}
