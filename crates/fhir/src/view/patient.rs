//! Who somebody is: the client, contact persons, insurance.

use inzage_domain::{Bsn, NameUse};

use super::sheet::{Face, Sheet};
use crate::element::code::{capital, plain};
use crate::element::name::{PersonName, person_name};
use crate::element::person::{ContactKind, address_line, address_parts, contact_point};
use crate::element::reference::{Identifier, identifiers};
use crate::labels::Label;
use crate::tree::Node;

/// `Patient` (nl-core-patient).
pub(super) fn patient(sheet: &mut Sheet<'_>) -> Face {
    let resource = sheet.resource;
    let name = person_name(resource.all("name"));
    sheet.row(Label::Name, name.full());
    sheet.moment(Label::BirthDate, "birthDate");
    sheet.state(Label::Gender, "gender", "administrative-gender");
    let bsn =
        identifiers(resource).iter().find(|identifier| identifier.is_bsn()).map(|bsn| shown_bsn(bsn, sheet));
    sheet.row(Label::Bsn, bsn);
    sheet.concepts(Label::MaritalStatus, "maritalStatus");
    sheet.references(Label::GeneralPractitioner, "generalPractitioner");
    nationality(sheet);
    let multiple = sheet.boolean_of(resource.child("multipleBirthBoolean"));
    sheet.row(Label::MultipleBirth, multiple);
    let deceased = sheet.boolean_of(resource.child("deceasedBoolean"));
    sheet.row(Label::Deceased, deceased);
    sheet.moment(Label::Deceased, "deceasedDateTime");
    languages(sheet);

    contact_details(sheet, resource, Label::ContactDetails);
    sheet.group(Label::Name);
    name_rows(sheet, &name);
    for address in resource.all("address") {
        sheet.group(Label::Address);
        address_rows(sheet, address);
    }
    for contact in resource.all("contact") {
        sheet.group(Label::KindContactPerson);
        let name = person_name(contact.all("name"));
        sheet.row(Label::Name, name.full());
        sheet.row(Label::CallName, name.call_name.clone());
        relationship(sheet, contact);
        contact_rows(sheet, contact);
        let line: Vec<String> = contact.all("address").filter_map(address_line).collect();
        sheet.row(Label::Address, line);
        sheet.references_in(Label::Organisation, contact, "organization");
        sheet.period(Label::Period, contact.child("period"));
    }
    let born = resource.text("birthDate").map(|written| sheet.moment_of(written));
    sheet.face(Label::KindPatient, name.full(), born)
}

/// Only the last four digits are ever shown.
fn shown_bsn(identifier: &Identifier, sheet: &Sheet<'_>) -> String {
    let language = sheet.language;
    match identifier.value.as_deref().map(Bsn::parse) {
        Some(Ok(bsn)) => bsn.masked(),
        Some(Err(_)) => language.pick("Geen geldig BSN", "Not a valid BSN").to_owned(),
        None if identifier.masked => {
            language.pick("Niet meegestuurd (afgeschermd)", "Not sent (masked)").to_owned()
        }
        None => language.pick("Niet meegestuurd", "Not sent").to_owned(),
    }
}

fn nationality(sheet: &mut Sheet<'_>) {
    for extension in sheet.resource.extensions("patient-nationality") {
        let code = extension.extension_value("code").and_then(|code| sheet.concept_of(code));
        sheet.row(Label::Nationality, code);
        if let Some(period) = extension.extension_value("period") {
            sheet.moment_in(Label::NationalityStart, period, "start");
            sheet.moment_in(Label::NationalityEnd, period, "end");
        }
    }
}

/// `communication`: languages, how well, and what to think of.
fn languages(sheet: &mut Sheet<'_>) {
    for spoken in sheet.resource.all("communication") {
        sheet.concepts_in(Label::LanguageName, spoken, "language");
        let skills: Vec<String> = spoken
            .extensions("patient-proficiency")
            .filter_map(|skill| {
                let kind = sheet.concept_of(skill.extension_value("type")?)?;
                let level = sheet.concept_of(skill.extension_value("level")?)?;
                Some(format!("{kind}: {}", level.to_lowercase()))
            })
            .collect();
        sheet.row(Label::LanguageSkill, skills);
        sheet.extension_text(Label::LanguageComment, spoken, "ext-Comment");
    }
}

fn relationship(sheet: &mut Sheet<'_>, person: &Node) {
    let is_role = |node: &&Node| {
        node.all("coding").any(|coding| {
            coding
                .text("system")
                .is_some_and(|system| crate::codes::system_key(system) == "2.16.840.1.113883.2.4.3.11.22.472")
        })
    };
    let (roles, relations): (Vec<&Node>, Vec<&Node>) = person.all("relationship").partition(is_role);
    let words =
        |nodes: Vec<&Node>| nodes.into_iter().filter_map(|node| sheet.concept_of(node)).collect::<Vec<_>>();
    let (roles, relations) = (words(roles), words(relations));
    sheet.row(Label::Relation, relations);
    sheet.row(Label::Role, roles);
}

/// Telephone numbers and e-mail addresses of anybody.
pub(super) fn contact_rows(sheet: &mut Sheet<'_>, person: &Node) {
    let points: Vec<(ContactKind, String)> =
        person.all("telecom").filter_map(|point| contact_point(point, sheet.language)).collect();
    for (kind, label) in [
        (ContactKind::Phone, Label::Phone),
        (ContactKind::Email, Label::Email),
        (ContactKind::Other, Label::OtherContact),
    ] {
        sheet.row(label, points.iter().filter(|(own, _)| *own == kind).map(|(_, value)| value.clone()));
    }
}

/// A group with address lines, telephone numbers and e-mail addresses.
pub(super) fn contact_details(sheet: &mut Sheet<'_>, person: &Node, heading: Label) {
    sheet.group(heading);
    let lines: Vec<String> = person.all("address").filter_map(address_line).collect();
    sheet.row(Label::Address, lines);
    contact_rows(sheet, person);
}

fn name_rows(sheet: &mut Sheet<'_>, name: &PersonName) {
    let part = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
    sheet.row(Label::Titles, name.titles.iter().cloned());
    sheet.row(Label::FirstNames, (!name.first_names.is_empty()).then(|| name.first_names.join(" ")));
    sheet.row(Label::CallName, name.call_name.clone());
    sheet.row(Label::Initials, name.initials.clone());
    sheet.row(Label::Prefix, part(&name.parts.own_prefix));
    sheet.row(Label::FamilyName, part(&name.parts.own).or_else(|| name.family.clone()));
    sheet.row(Label::PartnerPrefix, part(&name.parts.partner_prefix));
    sheet.row(Label::PartnerName, part(&name.parts.partner));
    let order = name.parts.name_use.map(|name_use| {
        let (dutch, english) = match name_use {
            NameUse::Own => ("Eigen naam", "Own name"),
            NameUse::Partner => ("Naam van de partner", "Partner's name"),
            NameUse::PartnerOwn => {
                ("Naam van de partner, daarna de eigen naam", "Partner's name, then own name")
            }
            NameUse::OwnPartner => {
                ("Eigen naam, daarna de naam van de partner", "Own name, then partner's name")
            }
        };
        sheet.language.pick(dutch, english).to_owned()
    });
    sheet.row(Label::NameOrder, order);
}

fn address_rows(sheet: &mut Sheet<'_>, address: &Node) {
    let language = sheet.language;
    let parts = address_parts(address, language);
    let exact = address
        .extension_value("zib-AddressInformation-AddressType")
        .or_else(|| address.extension_value("ext-AddressInformation.AddressType"))
        .and_then(|kind| sheet.concept_of(kind));
    let usage = sheet.state_of(address.child("use"), "address-use");
    sheet.row(Label::AddressKind, exact.or(usage));
    sheet.row(Label::AddressType, sheet.state_of(address.child("type"), "address-type"));
    sheet.row(Label::Street, parts.street);
    sheet.row(Label::HouseNumber, parts.house_number);
    let locator = parts.locator.map(|locator| match locator.as_str() {
        "by" => language.pick("bij", "beside").to_owned(),
        "to" => language.pick("tegenover", "across from").to_owned(),
        _ => locator,
    });
    sheet.row(Label::AdditionalLocator, locator);
    sheet.row(Label::ExtraInformation, parts.extra);
    sheet.row(Label::PostalCode, parts.postal_code);
    sheet.row(Label::City, parts.city);
    sheet.row(Label::Municipality, parts.municipality);
    sheet.row(Label::Country, parts.country.map(|country| capital(&country)));
    sheet.period(Label::Period, address.child("period"));
}

/// `RelatedPerson` (nl-core-ContactPerson).
pub(super) fn contact_person(sheet: &mut Sheet<'_>) -> Face {
    let resource = sheet.resource;
    let name = person_name(resource.all("name"));
    sheet.row(Label::Name, name.full());
    sheet.row(Label::CallName, name.call_name.clone());
    relationship(sheet, resource);
    sheet.state(Label::Gender, "gender", "administrative-gender");
    sheet.moment(Label::BirthDate, "birthDate");
    sheet.period(Label::Period, resource.child("period"));
    contact_details(sheet, resource, Label::ContactDetails);
    let role = resource.all("relationship").find_map(|node| sheet.concept_of(node));
    sheet.face(Label::KindContactPerson, name.full(), role)
}

/// `Coverage` (zib-Payer).
pub(super) fn insurance(sheet: &mut Sheet<'_>) -> Face {
    let resource = sheet.resource;
    sheet.references(Label::Payer, "payor");
    sheet.concepts(Label::Category, "type");
    // A policy holder's identifier can be a BSN: only the insurer's own number is shown.
    sheet.row(Label::InsuranceNumber, resource.text("subscriberId").map(plain));
    sheet.period(Label::Period, resource.child("period"));
    sheet.state(Label::State, "status", "fm-status");
    let payer = resource.child("payor").and_then(|payor| sheet.named(payor));
    let kind = resource.child("type").and_then(|kind| sheet.concept_of(kind));
    sheet.face(Label::KindInsurance, payer, kind)
}
