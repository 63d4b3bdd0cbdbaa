//! What is done and agreed: procedures, care plans, goals, wishes about treatment, nutrition.

use super::sheet::{Face, Sheet};
use crate::element::code::{capital, has_code, plain};
use crate::element::timing::{period, when};
use crate::labels::Label;
use crate::tree::Node;

/// `Procedure`.
pub(super) fn procedure(sheet: &mut Sheet<'_>) -> Face {
    let resource = sheet.resource;
    let name = resource.child("code").and_then(|code| sheet.concept_of(code));
    sheet.row(Label::TreatmentName, name.clone());
    sheet.concepts(Label::Category, "category");
    let performed = sheet.when_of("performed").map(|text| capital(&text));
    sheet.row(Label::Period, performed.clone());
    sheet.state(Label::State, "status", "event-status");
    sheet.references_within(Label::PerformedBy, "performer", "actor");
    sheet.references(Label::Location, "location");
    sheet.concepts(Label::Reason, "reasonCode");
    sheet.references(Label::Reason, "reasonReference");
    sheet.concepts(Label::BodySite, "bodySite");
    sheet.concepts(Label::Outcome, "outcome");
    sheet.notes(Label::Comment, "note");
    sheet.face(Label::KindProcedure, name, performed)
}

/// `ProcedureRequest` (STU3) and `ServiceRequest` (R4): care that is asked for.
pub(super) fn request(sheet: &mut Sheet<'_>) -> Face {
    let resource = sheet.resource;
    let name = resource.child("code").and_then(|code| sheet.concept_of(code));
    sheet.row(Label::TreatmentName, name.clone());
    sheet.concepts(Label::Category, "category");
    let planned = sheet.when_of("occurrence").map(|text| capital(&text));
    sheet.row(Label::Period, planned.clone());
    let state = sheet.state_of(resource.child("status"), "request-status");
    sheet.row(Label::State, state.clone());
    sheet.moment(Label::Date, "authoredOn");
    sheet.references(Label::RequestedBy, "requester");
    sheet.references_within(Label::RequestedBy, "requester", "agent");
    sheet.references(Label::PerformedBy, "performer");
    sheet.concepts(Label::Reason, "reasonCode");
    sheet.references(Label::Reason, "reasonReference");
    sheet.concepts(Label::BodySite, "bodySite");
    sheet.notes(Label::Comment, "note");
    sheet.face(Label::KindRequest, name, planned.or(state))
}

/// `CarePlan`, with its activities (zib-NursingIntervention).
pub(super) fn care_plan(sheet: &mut Sheet<'_>) -> Face {
    let resource = sheet.resource;
    sheet.text(Label::ReportTitle, "title");
    sheet.text(Label::Description, "description");
    sheet.concepts(Label::Category, "category");
    let state = sheet.state_of(resource.child("status"), "request-status");
    sheet.row(Label::State, state.clone());
    sheet.period(Label::Period, resource.child("period"));
    sheet.references(Label::Author, "author");
    sheet.references(Label::Disease, "addresses");
    sheet.references(Label::Aim, "goal");
    sheet.notes(Label::Comment, "note");
    for activity in resource.all("activity") {
        sheet.group(Label::Activity);
        let detail = activity.child("detail");
        if let Some(detail) = detail {
            let code = detail.child("code").and_then(|code| sheet.concept_of(code));
            let text = detail.text("description").map(|text| capital(&plain(text)));
            sheet.row(Label::Description, [code, text].into_iter().flatten());
            sheet.concepts_in(Label::Category, detail, "category");
            let state = sheet.state_of(detail.child("status"), "care-plan-activity-status");
            sheet.row(Label::State, state);
            let moment = detail
                .choice("scheduled")
                .and_then(|found| when(found, sheet.language))
                .map(|text| capital(&text));
            sheet.row(Label::Timing, moment);
            sheet.references_in(Label::Reason, detail, "reasonReference");
            sheet.references_in(Label::Aim, detail, "goal");
            sheet.references_in(Label::PerformedBy, detail, "performer");
            sheet.references_in(Label::Location, detail, "location");
        } else {
            sheet.references_in(Label::Description, activity, "reference");
        }
        sheet.extension_text(Label::Comment, activity, "Comment");
        let progress: Vec<String> =
            activity.all("progress").filter_map(|note| note.text("text")).map(plain).collect();
        sheet.row(Label::Outcome, progress);
    }
    let first = resource.at("activity.detail.code").and_then(|code| sheet.concept_of(code));
    let title = resource.text("title").map(plain).or(first);
    sheet.face(Label::KindCarePlan, title, state)
}

/// `Goal` (zib-TreatmentObjective).
pub(super) fn goal(sheet: &mut Sheet<'_>) -> Face {
    let resource = sheet.resource;
    let name = resource.child("description").and_then(|text| sheet.concept_of(text));
    sheet.row(Label::Aim, name.clone());
    let state = sheet.state_of(resource.child("achievementStatus"), "goal-achievement").or_else(|| {
        sheet.state_of(resource.child("status").or_else(|| resource.child("lifecycleStatus")), "goal-status")
    });
    sheet.row(Label::State, state.clone());
    sheet.when(Label::StartDate, "start");
    let target =
        resource.at("target.dueDate").and_then(Node::own_text).map(|written| sheet.moment_of(written));
    sheet.row(Label::Target, target);
    sheet.references(Label::Reason, "addresses");
    sheet.references(Label::Asserter, "expressedBy");
    sheet.notes(Label::Comment, "note");
    sheet.face(Label::KindGoal, name, state)
}

/// `Consent`: a treatment directive, an advance directive, or another agreement.
pub(super) fn consent(sheet: &mut Sheet<'_>) -> Face {
    let resource = sheet.resource;
    let category =
        |codes: &[&str]| resource.all("category").any(|category| has_code(category, "snomed", codes));
    if ["zib-AdvanceDirective", "nl-core-AdvanceDirective"]
        .iter()
        .any(|profile| resource.has_profile(profile))
        || category(&["11341000146107"])
    {
        return advance_directive(sheet);
    }
    if ["zib-TreatmentDirective", "nl-core-TreatmentDirective2"]
        .iter()
        .any(|profile| resource.has_profile(profile))
        || category(&["11291000146105", "129125009"])
    {
        return treatment_directive(sheet);
    }
    let names: Vec<String> =
        resource.all("category").filter_map(|category| sheet.concept_of(category)).collect();
    sheet.row(Label::Category, names.clone());
    consent_rows(sheet);
    let state = sheet.state_of(resource.child("status"), "consent-state-codes");
    sheet.face(Label::KindConsent, names.first().cloned(), state)
}

fn advance_directive(sheet: &mut Sheet<'_>) -> Face {
    let resource = sheet.resource;
    let kinds: Vec<String> = resource
        .all("category")
        .filter(|category| !has_code(category, "snomed", &["11341000146107"]))
        .filter_map(|category| sheet.concept_of(category))
        .collect();
    sheet.row(Label::KindAdvanceDirective, kinds.clone());
    consent_rows(sheet);
    let state = sheet.state_of(resource.child("status"), "consent-state-codes");
    sheet.face(Label::KindAdvanceDirective, kinds.first().cloned(), state)
}

fn consent_rows(sheet: &mut Sheet<'_>) {
    let resource = sheet.resource;
    sheet.state(Label::State, "status", "consent-state-codes");
    sheet.moment(Label::Date, "dateTime");
    sheet.references(Label::ConsentingParty, "consentingParty");
    sheet.references(Label::ConsentingParty, "performer");
    let within = resource.child("period").or_else(|| resource.at("provision.period"));
    sheet.period(Label::Period, within);
    sheet.references(Label::Source, "sourceReference");
    sheet.extension_text(Label::Comment, resource, "Comment");
    sheet.extension_text(Label::Comment, resource, "ext-Comment");
}

/// Whether a treatment may be given: STU3 says it in extensions, R4 in the provision.
fn treatment_directive(sheet: &mut Sheet<'_>) -> Face {
    let resource = sheet.resource;
    let provision = resource.child("provision");
    let treatment = resource
        .extension_value("zib-TreatmentDirective-Treatment")
        .or_else(|| provision?.child("code"))
        .and_then(|code| sheet.concept_of(code));
    let allowed = resource
        .extension_value("zib-TreatmentDirective-TreatmentPermitted")
        .and_then(|code| sheet.concept_of(code))
        .or_else(|| sheet.state_of(provision?.child("type"), "consent-provision-type"));
    sheet.row(Label::TreatmentName, treatment.clone());
    sheet.row(Label::AllowedTreatment, allowed.clone());
    if let Some(inner) = provision {
        let detail: Vec<String> = inner
            .extensions("ext-TreatmentDirective2.SpecificationOther")
            .filter_map(|extension| extension.choice("value"))
            .filter_map(Node::own_text)
            .map(plain)
            .collect();
        sheet.row(Label::Comment, detail);
        sheet.extension_text(Label::ReasonEnding, inner, "ext-TreatmentDirective2.ReasonForEnding");
    }
    sheet.extension_text(Label::ReasonEnding, resource, "zib-TreatmentDirective-ReasonForEnding");
    consent_rows(sheet);
    sheet.group(Label::Verification);
    if let Some(verification) = resource.extension("zib-TreatmentDirective-Verification") {
        let verified = sheet.boolean_of(verification.extension_value("Verified"));
        sheet.row(Label::Verified, verified);
        sheet.extension_concept(Label::VerifiedWith, verification, "VerifiedWith");
        let day = verification
            .extension_value("VerificationDate")
            .and_then(Node::own_text)
            .map(|written| sheet.moment_of(written));
        sheet.row(Label::VerifiedOn, day);
    }
    for verification in resource.all("verification") {
        let verified = sheet.boolean_of(verification.child("verified"));
        sheet.row(Label::Verified, verified);
        sheet.references_in(Label::VerifiedWith, verification, "verifiedWith");
        sheet.moment_in(Label::VerifiedOn, verification, "verificationDate");
    }
    if let Some(inner) = provision {
        let people: Vec<String> = inner
            .all("actor")
            .filter_map(|actor| actor.child("reference"))
            .filter_map(|node| sheet.named(node))
            .collect();
        sheet.row(Label::VerifiedWith, people);
    }
    let state = sheet
        .state_of(resource.child("status"), "consent-state-codes")
        .filter(|_| resource.text("status") != Some("active"));
    let short = match (allowed, state) {
        (Some(allowed), Some(state)) => Some(format!("{state}: {}", allowed.to_lowercase())),
        (allowed, state) => allowed.or(state),
    };
    sheet.face(Label::KindTreatmentDirective, treatment, short)
}

/// `NutritionOrder` (zib-NutritionAdvice).
pub(super) fn nutrition(sheet: &mut Sheet<'_>) -> Face {
    let resource = sheet.resource;
    let diet = resource.child("oralDiet");
    let kinds: Vec<String> = diet
        .map(|diet| diet.all("type").filter_map(|kind| sheet.concept_of(kind)).collect())
        .unwrap_or_default();
    sheet.row(Label::Diet, kinds.clone());
    if let Some(diet) = diet {
        let texture: Vec<String> = diet
            .all("texture")
            .filter_map(|texture| texture.child("modifier"))
            .filter_map(|kind| sheet.concept_of(kind))
            .collect();
        sheet.row(Label::Description, texture);
        sheet.concepts_in(Label::FluidConsistency, diet, "fluidConsistencyType");
        sheet.row(Label::Instruction, diet.text("instruction").map(plain));
    }
    sheet.extension_text(Label::Comment, resource, "zib-NutritionAdvice-Explanation");
    sheet.notes(Label::Comment, "note");
    sheet.moment(Label::Date, "dateTime");
    sheet.references(Label::Author, "orderer");
    sheet.state(Label::State, "status", "request-status");
    let explanation =
        resource.extension_value("zib-NutritionAdvice-Explanation").and_then(Node::own_text).map(plain);
    let title = (!kinds.is_empty()).then(|| kinds.join(", "));
    let short =
        explanation.or_else(|| resource.child("period").and_then(|found| period(found, sheet.language)));
    sheet.face(Label::KindNutritionAdvice, title, short)
}
