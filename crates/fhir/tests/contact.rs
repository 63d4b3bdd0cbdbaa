//! The first contact whom files name (R7): the national test files, and what is left out.

#![expect(clippy::unwrap_used, reason = "a test stops where its files are not as expected")]

mod common;

use inzage_fhir::{FirstContact, first_contacts, parse};
use jiff::civil::{Date, date};
use serde_json::{Value, json};

const TODAY: Date = date(2026, 5, 1);
const ROLES: &str = "urn:oid:2.16.840.1.113883.2.4.3.11.22.472";

/// Name, relation, e-mail address and mobile number.
fn short(contact: &FirstContact) -> [String; 4] {
    [
        contact.name.clone(),
        contact.relation.clone().unwrap_or_default(),
        contact.email.as_ref().map(|email| email.as_str().to_owned()).unwrap_or_default(),
        contact.mobile.as_ref().map(|mobile| mobile.international().to_owned()).unwrap_or_default(),
    ]
}

fn named(resource: &Value) -> Vec<[String; 4]> {
    let all = parse(resource.to_string().as_bytes()).unwrap();
    all.iter().flat_map(|one| first_contacts(one, TODAY)).map(|contact| short(&contact)).collect()
}

fn of_file(folder: &str, file: &str) -> Option<Vec<[String; 4]>> {
    let path = common::test_data(folder)?;
    let all = common::read(&path.join(file));
    Some(all.iter().flat_map(|one| first_contacts(one, TODAY)).map(|contact| short(&contact)).collect())
}

/// R7: STU3 and R4, JSON and XML, in a `Patient` and as a `RelatedPerson`.
#[test]
fn the_national_files_name_their_first_contacts() {
    let timmerman = ["Johan Timmerman", "zoon", "jtimmerman@123net.nl", "+31645678912"].map(str::to_owned);
    let putten = ["J.P.M. van Putten-van der Giessen", "hulpverlener", "giesput@myweb.nl", "+31611234567"]
        .map(str::to_owned);
    let cases = [
        ("bglz-langdurige-zorg-stu3", "xxx-Molog-Patient-bglz-test-1-3.json", timmerman),
        ("nl-core-r4", "nl-core-Patient-01.xml", putten.clone()),
        ("nl-core-r4", "nl-core-ContactPerson-01.xml", putten),
    ];
    for (folder, file, expected) in cases {
        let Some(found) = of_file(folder, file) else { return };
        assert_eq!(found, [expected], "{file}");
    }
    assert_eq!(of_file("nl-core-r4", "nl-core-Problem-01.xml").unwrap(), Vec::<[String; 4]>::new());
}

fn contact(system: &str, code: &str) -> Value {
    json!({
        "relationship": [{ "coding": [{ "system": system, "code": code }] }],
        "name": { "text": "Karin de Wit" }
    })
}

fn patient(contacts: &[Value]) -> Value {
    json!({ "resourceType": "Patient", "id": "p1", "contact": contacts })
}

/// R7: only the first contact of the Dutch list counts, with and without its zero; not the second, and
/// not the same number of another list.
#[test]
fn only_the_first_role_of_the_dutch_list_counts() {
    let cases = [
        (ROLES, "1", 1),
        (ROLES, "01", 1),
        ("http://snomed.info/sct", "300481000146102", 1),
        (ROLES, "2", 0),
        (ROLES, "02", 0),
        (ROLES, "10", 0),
        (ROLES, "23", 0),
        ("http://snomed.info/sct", "300531000146100", 0),
        ("http://hl7.org/fhir/v3/RoleCode", "1", 0),
        ("urn:oid:2.16.840.1.113883.2.4.3.11.22.47", "1", 0),
    ];
    for (system, code, number) in cases {
        assert_eq!(named(&patient(&[contact(system, code)])).len(), number, "{system} {code}");
    }
    let both = patient(&[contact(ROLES, "1"), contact(ROLES, "2"), contact(ROLES, "01")]);
    assert_eq!(named(&both).len(), 2, "all who are named first");
    let no_role = json!({ "resourceType": "Patient", "contact": [{ "name": { "text": "Karin" } }] });
    assert_eq!(named(&no_role).len(), 0);
    let other = json!({ "resourceType": "Practitioner", "contact": [contact(ROLES, "1")] });
    assert_eq!(named(&other).len(), 0);
}

/// R7: whoever was the contact before, or is one later, is not now; first and last day count.
#[test]
fn a_period_holds_from_its_first_to_its_last_day() {
    let cases = [
        (json!({ "end": "2026-04-30" }), 0),
        (json!({ "end": "2026-05-01" }), 1),
        (json!({ "start": "2026-05-01" }), 1),
        (json!({ "start": "2026-05-02" }), 0),
        (json!({ "end": "2026-05" }), 1),
        (json!({ "end": "2026-04" }), 0),
        (json!({ "end": "2026" }), 1),
        (json!({ "end": "2025" }), 0),
        (json!({ "start": "2020", "end": "2027-01-01" }), 1),
        (json!({}), 1),
    ];
    for (period, number) in cases {
        let mut one = contact(ROLES, "1");
        one["period"] = period.clone();
        assert_eq!(named(&patient(&[one])).len(), number, "{period}");
    }
}

fn related(role: &Value) -> Value {
    let mut person = json!({
        "resourceType": "RelatedPerson",
        "id": "r1",
        "patient": { "reference": "Patient/p1" },
        "birthDate": "1970-01-31",
        "name": [{ "family": "Wit", "given": ["Karin"] }]
    });
    person.as_object_mut().unwrap().extend(role.as_object().unwrap().clone());
    person
}

/// R7: STU3 has one relationship, and the role in an extension; somebody marked as not active is none.
#[test]
fn a_related_person_says_its_role_in_either_version() {
    let stu3 = json!({
        "extension": [{
            "url": "http://fhir.nl/fhir/StructureDefinition/nl-core-relatedperson-role",
            "valueCodeableConcept": { "coding": [{ "system": ROLES, "code": "01" }] }
        }],
        "relationship": { "coding": [{ "system": "http://hl7.org/fhir/v3/RoleCode", "code": "DAUC" }] }
    });
    assert_eq!(named(&related(&stu3)), [["Karin Wit", "dochter", "", ""].map(str::to_owned)]);
    let r4 = json!({ "relationship": [{ "coding": [{ "system": ROLES, "code": "1" }] }] });
    assert_eq!(named(&related(&r4)), [["Karin Wit", "", "", ""].map(str::to_owned)]);
    for (active, number) in [(true, 1), (false, 0)] {
        let mut person = related(&r4);
        person["active"] = json!(active);
        assert_eq!(named(&person).len(), number, "{active}");
    }
    let all = parse(related(&r4).to_string().as_bytes()).unwrap();
    assert_eq!(first_contacts(&all[0], TODAY)[0].born, Some(date(1970, 1, 31)));
}

/// R7: a number for a code is a mobile one; what cannot be used is left out, and so is what was before.
#[test]
fn addresses_are_those_that_can_be_used() {
    let phone = |usage: &str, value: &str| json!({ "system": "phone", "use": usage, "value": value });
    let mail = |usage: &str, value: &str| json!({ "system": "email", "use": usage, "value": value });
    let cases = [
        (vec![phone("mobile", "06 12 34 56 78")], ["", "+31612345678"]),
        (vec![phone("home", "020 123 45 67")], ["", ""]),
        (vec![phone("old", "06 12 34 56 78"), phone("mobile", "bel me")], ["", ""]),
        (
            vec![mail("old", "a@example.nl"), mail("home", "karin"), mail("work", "b@example.nl")],
            ["b@example.nl", ""],
        ),
    ];
    for (telecoms, expected) in cases {
        let mut one = contact(ROLES, "1");
        one["telecom"] = json!(telecoms);
        let found = named(&patient(&[one])).remove(0);
        assert_eq!([found[2].as_str(), found[3].as_str()], expected, "{telecoms:?}");
    }
}
