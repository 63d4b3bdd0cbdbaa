//! The first contact out of imported files (R7), as an operator's command registers it.

use inzage_domain::access::ManageAccess;
use inzage_services::import::{Report, SourceFile, Target};
use inzage_store::{Registering, Registration};
use serde_json::{Value, json};

use crate::world::{BSN, World, file, patient, request, testdata, weight};

const ROLES: &str = "urn:oid:2.16.840.1.113883.2.4.3.11.22.472";
const DONE: Option<Registering> = Some(Registering::Done { flagged: 0, withdrawn: 0 });
/// The client of the world has a first contact already, who is somebody else.
const FLAGGED: Option<Registering> = Some(Registering::Done { flagged: 1, withdrawn: 0 });

fn contact(name: &str, email: &str, mobile: &str) -> Value {
    json!({
        "relationship": [
            { "coding": [{ "system": ROLES, "code": "1" }] },
            { "coding": [{ "system": "http://hl7.org/fhir/v3/RoleCode", "code": "DAUC" }] }
        ],
        "name": { "text": name },
        "telecom": [
            { "system": "email", "value": email },
            { "system": "phone", "use": "mobile", "value": mobile }
        ]
    })
}

fn karin() -> Value {
    contact("Karin de Wit", "karin@example.nl", "06 87 65 43 21")
}

fn with(contacts: &[Value]) -> Vec<SourceFile> {
    let mut patient = patient("p1", BSN);
    patient["contact"] = json!(contacts);
    vec![file("patient.json", &patient)]
}

/// The same person as a resource of her own.
fn related(person: &Value) -> SourceFile {
    let mut related = person.clone();
    related["resourceType"] = json!("RelatedPerson");
    related["id"] = json!("r1");
    related["patient"] = json!({ "reference": "Patient/p1" });
    related["name"] = json!([related["name"]]);
    file("related.json", &related)
}

impl World {
    async fn registered(&self) -> Option<Registration> {
        let nurse = self.actor("nurse").await;
        let store = &self.services.store;
        let permit = store.permit::<ManageAccess>(&nurse, Some(self.here.client), &request()).await;
        store.registered_contact(&permit.unwrap().unwrap()).await.unwrap()
    }

    async fn read_in(&self, files: Vec<SourceFile>) -> Report {
        self.import(&self.here, files, true).await
    }
}

/// R7: STU3 and R4 as the national files have them; read in again, nothing changes.
#[tokio::test]
async fn the_national_files_register_their_first_contact() {
    for (folder, name, relation) in [
        ("bglz-langdurige-zorg-stu3", "Johan Timmerman", "zoon"),
        ("nl-core-r4", "J.P.M. van Putten-van der Giessen", "hulpverlener"),
    ] {
        let world = World::new().await;
        let Some(files) = testdata(folder) else { return };
        let create = async |files| {
            let target = Target::Create { user_name: "nieuw".to_owned() };
            world.services.import(&world.here.operator, target, files, true, &|_, _| {}).await.unwrap()
        };
        let report = create(files).await;
        assert_eq!(report.contact, DONE, "{folder} {:?}", report.refused);
        let nurse = world.actor("nurse").await;
        let store = &world.services.store;
        let permit = store.permit::<ManageAccess>(&nurse, report.client, &request()).await.unwrap().unwrap();
        let registered = store.registered_contact(&permit).await.unwrap().unwrap();
        assert_eq!(
            (registered.contact.name.as_str(), registered.contact.relation.as_str()),
            (name, relation)
        );
        assert!(registered.contact.email.is_some() && registered.contact.mobile.is_some());
        assert!(registered.made_by.is_none(), "out of the care plan");
        assert_eq!(create(testdata(folder).unwrap()).await.contact, Some(Registering::Same));
    }
}

/// R7: who is named twice is one person, and what one resource leaves out the other says.
#[tokio::test]
async fn a_patient_and_a_related_person_name_one_contact() {
    let world = World::new().await;
    let mut short = karin();
    short.as_object_mut().unwrap().remove("telecom");
    let mut files = with(&[short]);
    files.push(related(&karin()));
    let report = world.read_in(files).await;
    assert_eq!((report.contact, report.refused.len()), (FLAGGED, 0), "{:?}", report.refused);
    let registered = world.registered().await.unwrap().contact;
    assert_eq!(registered.relation, "dochter");
    assert_eq!(registered.mobile.unwrap().international(), "+31687654321");
    assert_eq!(registered.email.unwrap().as_str(), "karin@example.nl");
}

/// R7: several first contacts are a problem that the report names; nobody is registered, the rest goes
/// in.
#[tokio::test]
async fn several_first_contacts_register_nobody() {
    let world = World::new().await;
    let peter = contact("Peter de Wit", "peter@example.nl", "06 11 22 33 44");
    let mut files = with(&[karin(), peter.clone()]);
    files.push(file("a.json", &weight("a", 1, 70)));
    let report = world.read_in(files).await;
    assert_eq!((report.contact, report.new, report.refused.len()), (None, 2, 1));
    let refused = report.refused[0].to_string();
    assert!(refused.starts_with("patient.json: 2 different people"), "{refused}");
    assert!(!refused.contains("Peter") && !refused.contains("Karin"), "no names in a report");
    assert!(world.registered().await.is_none());
    // Two numbers of one name are not one person either.
    let other = contact("Karin de Wit", "karin@example.nl", "06 11 22 33 44");
    let report = world.read_in(with(&[karin(), other])).await;
    assert_eq!((report.contact, report.refused.len()), (None, 1));
    // A contact without a name is nobody.
    let mut nameless = karin();
    nameless.as_object_mut().unwrap().remove("name");
    let report = world.read_in(with(&[nameless])).await;
    assert_eq!((report.contact, report.refused.len()), (None, 1));
    assert!(report.refused[0].reason.contains("no name"), "{}", report.refused[0]);
    // With one left, that one is registered.
    assert_eq!(world.read_in(with(&[peter])).await.contact, FLAGGED);
    assert_eq!(world.registered().await.unwrap().contact.name, "Peter de Wit");
}

/// R7: a care plan that names nobody says nothing: what was registered stays.
#[tokio::test]
async fn files_without_a_contact_leave_all_as_it_is() {
    let world = World::new().await;
    assert_eq!(world.read_in(with(&[karin()])).await.contact, FLAGGED);
    let report = world.read_in(vec![file("patient.json", &patient("p1", BSN))]).await;
    assert_eq!((report.contact, report.changed), (None, 1));
    assert_eq!(world.registered().await.unwrap().contact.name, "Karin de Wit");
    // A contact person of somebody else is refused with the rest of that person.
    let mut elsewhere = related(&contact("Peter de Wit", "peter@example.nl", "06 11 22 33 44"));
    elsewhere.bytes =
        String::from_utf8(elsewhere.bytes).unwrap().replace("Patient/p1", "Patient/p9").into_bytes();
    let report = world.read_in(vec![elsewhere]).await;
    assert_eq!((report.contact, report.refused.len()), (None, 1));
    assert_eq!(world.registered().await.unwrap().contact.name, "Karin de Wit");
}
