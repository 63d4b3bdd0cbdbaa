//! Who gives care: people, organisations, places, teams.

use super::patient::contact_details;
use super::sheet::{Face, Sheet};
use crate::element::code::plain;
use crate::element::name::person_name;
use crate::labels::Label;

/// `Practitioner`.
pub(super) fn practitioner(sheet: &mut Sheet<'_>) -> Face {
    let resource = sheet.resource;
    let name = person_name(resource.all("name")).full();
    sheet.row(Label::Name, name.clone());
    sheet.state(Label::Gender, "gender", "administrative-gender");
    let skills: Vec<String> = resource
        .all("qualification")
        .filter_map(|qualification| qualification.child("code"))
        .filter_map(|code| sheet.concept_of(code))
        .collect();
    sheet.row(Label::Speciality, skills);
    contact_details(sheet, resource, Label::ContactDetails);
    sheet.face(Label::KindPractitioner, name, None)
}

/// `PractitionerRole`: somebody's work at an organisation.
pub(super) fn practitioner_role(sheet: &mut Sheet<'_>) -> Face {
    let resource = sheet.resource;
    sheet.references(Label::Name, "practitioner");
    sheet.references(Label::Organisation, "organization");
    sheet.concepts(Label::Role, "code");
    sheet.concepts(Label::Speciality, "specialty");
    sheet.references(Label::Location, "location");
    sheet.period(Label::Period, resource.child("period"));
    contact_details(sheet, resource, Label::ContactDetails);
    let name = resource.child("practitioner").and_then(|person| sheet.named(person));
    let role = resource
        .child("specialty")
        .or_else(|| resource.child("code"))
        .and_then(|role| sheet.concept_of(role));
    sheet.face(Label::KindPractitioner, name, role)
}

/// `Organization`.
pub(super) fn organization(sheet: &mut Sheet<'_>) -> Face {
    let resource = sheet.resource;
    let name = resource.text("name").map(plain);
    sheet.row(Label::Name, name.clone());
    sheet.concepts(Label::Category, "type");
    contact_details(sheet, resource, Label::ContactDetails);
    sheet.face(Label::KindOrganization, name, None)
}

/// `Location`.
pub(super) fn location(sheet: &mut Sheet<'_>) -> Face {
    let resource = sheet.resource;
    let name = resource.text("name").map(plain);
    sheet.row(Label::Name, name.clone());
    sheet.text(Label::Description, "description");
    sheet.concepts(Label::Category, "type");
    sheet.references(Label::Organisation, "managingOrganization");
    contact_details(sheet, resource, Label::ContactDetails);
    let organisation = resource.child("managingOrganization").and_then(|node| sheet.named(node));
    sheet.face(Label::KindLocation, name, organisation)
}

/// `CareTeam`.
pub(super) fn care_team(sheet: &mut Sheet<'_>) -> Face {
    let resource = sheet.resource;
    let name = resource.text("name").map(plain);
    sheet.row(Label::Name, name.clone());
    sheet.period(Label::Period, resource.child("period"));
    sheet.references(Label::Organisation, "managingOrganization");
    for participant in resource.all("participant") {
        sheet.group(Label::Member);
        sheet.references_in(Label::Name, participant, "member");
        sheet.concepts_in(Label::Role, participant, "role");
        sheet.period(Label::Period, participant.child("period"));
    }
    sheet.face(Label::KindCareTeam, name, None)
}
