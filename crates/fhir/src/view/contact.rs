//! Meeting each other: appointments, encounters, periods of care.

use super::sheet::{Face, Sheet};
use crate::element::code::{capital, plain};
use crate::element::date::FhirTime;
use crate::element::reference::Reference;
use crate::element::timing::period;
use crate::labels::Label;
use crate::tree::Node;

/// `Appointment` (eAfspraak).
pub(super) fn appointment(sheet: &mut Sheet<'_>) -> Face {
    let resource = sheet.resource;
    sheet.moment(Label::StartMoment, "start");
    sheet.moment(Label::EndMoment, "end");
    sheet.text(Label::AppointmentDescription, "description");
    sheet.extension_text(
        Label::AppointmentInstructions,
        resource,
        "eAfspraak-Appointment-PatientInstructions",
    );
    sheet.text(Label::AppointmentInstructions, "patientInstruction");
    let state = sheet.state_of(resource.child("status"), "appointmentstatus");
    sheet.row(Label::AppointmentStatus, state.clone());
    sheet.concepts(Label::AppointmentType, "appointmentType");
    sheet.concepts(Label::Speciality, "specialty");
    sheet.text(Label::AppointmentDuration, "minutesDuration");
    sheet.concepts(Label::Reason, "reason");
    sheet.concepts(Label::Reason, "reasonCode");
    sheet.references(Label::Reason, "indication");
    sheet.references(Label::Reason, "reasonReference");
    sheet.moment(Label::AppointmentCreated, "created");
    sheet.text(Label::Comment, "comment");
    for participant in resource.all("participant") {
        sheet.group(Label::Contacts);
        let label =
            participant.child("actor").map(Reference::of).map_or(Label::ContactPart, |actor| part(&actor));
        sheet.references_in(label, participant, "actor");
        sheet.concepts_in(Label::Role, participant, "type");
        let answer = sheet.state_of(participant.child("status"), "participationstatus");
        sheet.row(Label::State, answer);
        let required = sheet.state_of(participant.child("required"), "participantrequired");
        sheet.row(Label::Required, required);
    }
    let when = match (resource.text("start"), resource.text("end")) {
        (Some(start), Some(end)) => match (FhirTime::parse(start), FhirTime::parse(end)) {
            (Some(from), Some(to)) => Some(from.show_range(&to, sheet.language)),
            _ => Some(sheet.moment_of(start)),
        },
        (Some(start), None) => Some(sheet.moment_of(start)),
        _ => None,
    };
    let short =
        [when, state.map(|state| state.to_lowercase())].into_iter().flatten().collect::<Vec<_>>().join(", ");
    let short = Some(capital(&short)).filter(|short| !short.is_empty());
    sheet.face(Label::KindAppointment, resource.text("description").map(plain), short)
}

/// What kind of participant it is, where the reference tells.
fn part(actor: &Reference) -> Label {
    match actor.type_and_id().map(|(kind, _)| kind) {
        Some("Patient") => Label::KindPatient,
        Some("Practitioner" | "PractitionerRole") => Label::KindPractitioner,
        Some("RelatedPerson") => Label::KindContactPerson,
        Some("Location") => Label::Location,
        _ => Label::ContactPart,
    }
}

/// `Encounter`.
pub(super) fn encounter(sheet: &mut Sheet<'_>) -> Face {
    let resource = sheet.resource;
    let when = match resource.child("period") {
        // A visit of which only the start is known is that moment; a stay goes on from it.
        Some(found) if found.child("end").is_none() && resource.text("status") != Some("in-progress") => {
            found.text("start").map(|start| sheet.moment_of(start))
        }
        found => found.and_then(|found| period(found, sheet.language)),
    };
    let when = when.map(|text| capital(&text));
    sheet.row(Label::DateTime, when.clone());
    sheet.concepts(Label::AppointmentType, "class");
    sheet.concepts(Label::Category, "type");
    let state = sheet.state_of(resource.child("status"), "encounter-status");
    sheet.row(Label::State, state);
    sheet.concepts(Label::Reason, "reason");
    sheet.concepts(Label::Reason, "reasonCode");
    let diagnoses: Vec<String> = resource
        .all("diagnosis")
        .filter_map(|diagnosis| diagnosis.child("condition"))
        .filter_map(|condition| sheet.named(condition))
        .collect();
    sheet.row(Label::Reason, diagnoses);
    sheet.references_within(Label::Location, "location", "location");
    sheet.references(Label::Organisation, "serviceProvider");
    for participant in resource.all("participant") {
        sheet.group(Label::Contacts);
        sheet.references_in(Label::Name, participant, "individual");
        let role = participant.child("individual").and_then(|person| role_of(sheet, person));
        sheet.row(Label::Role, role);
        sheet.concepts_in(Label::Role, participant, "type");
    }
    let reason = resource
        .child("reason")
        .or_else(|| resource.child("reasonCode"))
        .and_then(|reason| sheet.concept_of(reason));
    sheet.face(Label::KindEncounter, reason, when)
}

/// What the Dutch extension calls the role of a health professional.
fn role_of(sheet: &Sheet<'_>, person: &Node) -> Option<String> {
    let role = crate::understand::author::known_about(person, sheet.language, |node| sheet.follow(node)).role;
    Some(role).filter(|role| !role.is_empty())
}

/// `EpisodeOfCare`.
pub(super) fn episode(sheet: &mut Sheet<'_>) -> Face {
    let resource = sheet.resource;
    let kind = resource.child("type").and_then(|kind| sheet.concept_of(kind));
    sheet.row(Label::Category, kind.clone());
    sheet.row(
        Label::Description,
        resource.extension_value("EpisodeOfCare-Title").and_then(Node::own_text).map(plain),
    );
    sheet.period(Label::Period, resource.child("period"));
    sheet.state(Label::State, "status", "episode-of-care-status");
    sheet.references(Label::Organisation, "managingOrganization");
    sheet.references(Label::ContactWith, "careManager");
    let when =
        resource.child("period").and_then(|found| period(found, sheet.language)).map(|text| capital(&text));
    sheet.face(Label::KindEpisode, kind, when)
}
