//! What is the matter: problems, legal situations, allergies, alerts.

use super::sheet::{Face, Sheet};
use crate::element::code::{capital, has_code};
use crate::element::date::FhirTime;
use crate::element::timing::period;
use crate::labels::Label;

/// `Condition`: a problem, or (in the Dutch R4 profiles) a legal situation.
pub(super) fn condition(sheet: &mut Sheet<'_>) -> Face {
    let resource = sheet.resource;
    let name = resource.child("code").and_then(|code| sheet.concept_of(code));
    let state = sheet.state_of(resource.child("clinicalStatus"), "condition-clinical");
    if resource.has_profile("nl-core-LegalSituation-Representation")
        || resource.has_profile("nl-core-LegalSituation-LegalStatus")
    {
        let is_representation = resource.has_profile("nl-core-LegalSituation-Representation")
            || resource.all("category").any(|category| has_code(category, "snomed", &["151701000146105"]));
        sheet.row(if is_representation { Label::Representation } else { Label::State }, name.clone());
        sheet.row(Label::State, state.clone());
        sheet.when(Label::StartDate, "onset");
        sheet.when(Label::EndDate, "abatement");
        sheet.notes(Label::Comment, "note");
        return sheet.face(Label::KindLegalSituation, name, state);
    }
    sheet.row(Label::Disease, name.clone());
    if let Some(code) = resource.child("code") {
        sheet.extension_text(
            Label::FurtherSpecification,
            code,
            "ext-Problem.FurtherSpecificationProblemName",
        );
    }
    sheet.concepts(Label::ProblemKind, "category");
    sheet.row(Label::ProblemStatus, state.clone());
    sheet.state(Label::VerificationStatus, "verificationStatus", "condition-ver-status");
    sheet.when(Label::StartDate, "onset");
    sheet.when(Label::EndDate, "abatement");
    sheet.notes(Label::Explanation, "note");
    sheet.concepts(Label::Criticality, "severity");
    sheet.references(Label::Asserter, "asserter");
    for site in resource.all("bodySite") {
        sheet.group(Label::BodySite);
        let place = sheet.concept_of(site);
        sheet.row(Label::BodySite, place);
        let side = site
            .extension_value("BodySite-Qualifier")
            .or_else(|| site.extension_value("ext-AnatomicalLocation.Laterality"));
        let side = side.and_then(|side| sheet.concept_of(side));
        sheet.row(Label::Laterality, side);
    }
    let onset =
        resource.text("onsetDateTime").and_then(FhirTime::parse).map(|onset| onset.show_day(sheet.language));
    let since = onset.map(|day| sheet.language.pick(format!("sinds {day}"), format!("since {day}")));
    let short = [state, since].into_iter().flatten().collect::<Vec<_>>().join(", ");
    sheet.face(Label::KindProblem, name, Some(short).filter(|short| !short.is_empty()))
}

/// `AllergyIntolerance`.
pub(super) fn allergy(sheet: &mut Sheet<'_>) -> Face {
    let resource = sheet.resource;
    let name = resource.child("code").and_then(|code| sheet.concept_of(code));
    sheet.row(Label::Substance, name.clone());
    sheet.codes(Label::AllergyCategory, "category", "allergy-intolerance-category");
    let criticality = sheet.state_of(resource.child("criticality"), "allergy-intolerance-criticality");
    sheet.row(Label::Criticality, criticality.clone());
    let state = sheet.state_of(resource.child("clinicalStatus"), "allergyintolerance-clinical");
    sheet.row(Label::State, state.clone());
    sheet.state(Label::VerificationStatus, "verificationStatus", "allergyintolerance-verification");
    sheet.when(Label::StartDate, "onset");
    sheet.moment(Label::LastOccurrence, "lastOccurrence");
    sheet.notes(Label::Comment, "note");
    sheet.references(Label::Asserter, "asserter");
    for reaction in resource.all("reaction") {
        sheet.group(Label::Reaction);
        sheet.concepts_in(Label::Symptom, reaction, "manifestation");
        sheet.row(
            Label::Description,
            reaction.text("description").map(|text| capital(&crate::element::code::plain(text))),
        );
        let severity = sheet.state_of(reaction.child("severity"), "reaction-event-severity");
        sheet.row(Label::Severity, severity);
        sheet.concepts_in(Label::Substance, reaction, "substance");
        sheet.moment_in(Label::DateTime, reaction, "onset");
        sheet.concepts_in(Label::Route, reaction, "exposureRoute");
    }
    let symptoms: Vec<String> = resource
        .all("reaction")
        .flat_map(|reaction| reaction.all("manifestation"))
        .filter_map(|symptom| sheet.concept_of(symptom))
        .collect();
    let past = state.clone().filter(|_| {
        let clinical = resource.child("clinicalStatus");
        let code = clinical.and_then(|clinical| clinical.own_text().or_else(|| clinical.text("coding.code")));
        matches!(code, Some("inactive" | "resolved"))
    });
    let short = match (symptoms.is_empty(), past) {
        (_, Some(past)) => Some(past),
        (true, None) => criticality.or(state),
        (false, None) => Some(symptoms.join(", ")),
    };
    sheet.face(Label::KindAllergy, name, short)
}

/// `Flag` (zib-Alert).
pub(super) fn alert(sheet: &mut Sheet<'_>) -> Face {
    let resource = sheet.resource;
    let condition =
        resource.extension_value("concernReference").or_else(|| resource.extension_value("flag-detail"));
    let condition = condition.and_then(|reference| sheet.named(reference));
    let name = resource.child("code").and_then(|code| sheet.concept_of(code)).or_else(|| condition.clone());
    sheet.row(Label::KindAlert, name.clone());
    sheet.row(Label::Disease, condition.filter(|condition| Some(condition) != name.as_ref()));
    sheet.state(Label::State, "status", "flag-status");
    if let Some(within) = resource.child("period") {
        sheet.moment_in(Label::StartDate, within, "start");
        sheet.moment_in(Label::EndDate, within, "end");
    }
    sheet.extension_text(Label::Comment, resource, "Comment");
    sheet.extension_text(Label::Comment, resource, "ext-Comment");
    sheet.references(Label::Author, "author");
    let state = sheet
        .state_of(resource.child("status"), "flag-status")
        .filter(|_| resource.text("status") != Some("active"));
    let when = resource.child("period").and_then(|within| period(within, sheet.language));
    let short = [state, when].into_iter().flatten().collect::<Vec<_>>().join(", ");
    sheet.face(Label::KindAlert, name, Some(capital(&short)).filter(|short| !short.is_empty()))
}
