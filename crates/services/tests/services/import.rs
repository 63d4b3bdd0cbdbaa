//! Putting FHIR files into a record: what goes in, what is left out and why.

use inzage_services::import::{Report, SourceFile, Target};
use serde_json::json;

use crate::world::{BSN, PASSWORD, World, file, patient, request, testdata, weight};

impl World {
    async fn create(&self, user: &str, files: Vec<SourceFile>) -> Report {
        let target = Target::Create { user_name: user.to_owned() };
        self.services.import(&self.here.operator, target, files, true, &|_, _| {}).await.unwrap()
    }
}

fn counts(report: &Report) -> [usize; 4] {
    [report.new, report.changed, report.unchanged, report.refused.len()]
}

/// R1, R134: the national test set of long-term care goes in whole, with its masked BSN, once.
#[tokio::test]
async fn the_long_term_care_set_goes_in_once() {
    let Some(files) = testdata("bglz-langdurige-zorg-stu3") else { return };
    let world = World::new().await;
    let report = world.create("maria", files).await;
    assert_eq!(counts(&report), [28, 0, 0, 0], "{:?}", report.refused);
    let client = report.client.unwrap();
    let created = report.created.unwrap();
    assert_eq!((created.user_name.as_str(), created.password.len()), ("maria", 16));

    // The account that was made works at once, and reads its own record.
    let answer = world.sign_in("maria", &created.password).await;
    let inzage_services::sign_in::SignIn::CodeNeeded { token } = answer else { panic!("{answer:?}") };
    let code = world.messenger.code();
    assert_eq!(world.messenger.last().to, "+31620202020", "the number of the Patient");
    let answer = world.give(&token, &code).await;
    let inzage_services::sign_in::Code::SignedIn { token } = answer else { panic!("{answer:?}") };
    let actor = world.actor_of(&token).await;
    let start = world.services.record_start(&actor, client, &request()).await.unwrap();
    assert_eq!(start.sections.iter().map(|section| section.entries).sum::<i64>(), 28);
    assert_eq!(start.head.client.demographics.bsn, None, "masked");
    assert_ne!(world.sign_in("maria", PASSWORD).await, world.sign_in("client", PASSWORD).await);

    let again = world.create("maria", testdata("bglz-langdurige-zorg-stu3").unwrap()).await;
    assert_eq!(counts(&again), [0, 0, 28, 0], "{:?}", again.refused);
    assert_eq!(again.client, Some(client));
    assert!(again.created.is_none());
}

/// R134: of the national core set one resource is another patient: it is named, the rest goes in.
#[tokio::test]
async fn the_core_set_goes_in_without_the_second_patient() {
    let Some(files) = testdata("nl-core-r4") else { return };
    let world = World::new().await;
    let report = world.create("johanna", files).await;
    assert_eq!(counts(&report), [7, 0, 0, 1], "{:?}", report.refused);
    let refused = report.refused[0].to_string();
    assert!(refused.starts_with("nl-core-NameInformation-complete.xml: "), "{refused}");
    assert!(refused.contains("another patient"), "{refused}");
    assert!(!refused.contains("111222333"), "a BSN in a report");
}

/// R134: other bytes under the same identifier are a new version; the same bytes are nothing.
#[tokio::test]
async fn changed_bytes_are_a_new_version() {
    let world = World::new().await;
    let set = |kilograms| {
        vec![file("patient.json", &patient("p1", BSN)), file("a.json", &weight("a", 1, kilograms))]
    };
    assert_eq!(counts(&world.import(&world.here, set(70), true).await), [2, 0, 0, 0]);
    assert_eq!(counts(&world.import(&world.here, set(70), true).await), [0, 0, 2, 0]);
    assert_eq!(counts(&world.import(&world.here, set(71), true).await), [0, 1, 1, 0]);
    assert_eq!(counts(&world.import(&world.here, set(71), true).await), [0, 0, 2, 0]);
}

/// R134: what cannot be read, or is about somebody else, is named; the rest goes in.
#[tokio::test]
async fn what_does_not_belong_is_named_and_the_rest_goes_in() {
    let world = World::new().await;
    let mut about_other = weight("x", 1, 80);
    about_other["subject"]["reference"] = json!("Patient/somebody-else");
    let mut about_nobody = weight("y", 1, 80);
    about_nobody.as_object_mut().unwrap().remove("subject");
    let files = vec![
        SourceFile {
            name: "broken.json".to_owned(),
            bytes: b"{\"resourceType\": \"Observation\", ".to_vec(),
        },
        SourceFile { name: "empty.json".to_owned(), bytes: Vec::new() },
        file("patient.json", &patient("p1", BSN)),
        file("good.json", &weight("a", 1, 70)),
        file("other.json", &about_other),
        file("nobody.json", &about_nobody),
        file("second.json", &patient("p2", "111222333")),
    ];
    let report = world.import(&world.here, files, true).await;
    assert_eq!(counts(&report), [2, 0, 0, 5], "{:?}", report.refused);
    let mut names: Vec<&str> = report.refused.iter().map(|refused| refused.file.as_str()).collect();
    names.sort_unstable();
    assert_eq!(names, ["broken.json", "empty.json", "nobody.json", "other.json", "second.json"]);
    for refused in &report.refused {
        assert!(refused.reason.len() > 10, "{refused}");
        assert!(!refused.reason.contains("111222333"), "a BSN in a report");
    }
    let lost = |name: &str| report.refused.iter().find(|refused| refused.file == name).unwrap().to_string();
    assert!(lost("broken.json").contains("line 1"), "{}", lost("broken.json"));
    assert!(lost("other.json").contains("Observation/x"), "{}", lost("other.json"));
    // Somebody who is not there gives nothing to put anywhere.
    let report = world.create("nobody", vec![file("a.json", &weight("a", 1, 70))]).await;
    assert_eq!((report.client, counts(&report)), (None, [0, 0, 0, 1]));
}

/// R134: a masked BSN is accepted; one that fails the eleven-test makes no client and no account.
#[tokio::test]
async fn a_wrong_bsn_is_refused_and_a_masked_one_is_not() {
    let world = World::new().await;
    let report = world.create("wrong", vec![file("patient.json", &patient("p9", "123456789"))]).await;
    assert_eq!((report.client, counts(&report)), (None, [0, 0, 0, 1]));
    let reason = &report.refused[0].reason;
    assert!(reason.contains("BSN") && !reason.contains("123456789"), "{reason}");
    let store = &world.services.store;
    assert!(store.account_by_user_name(&world.here.operator, "wrong").await.unwrap().is_none());

    let mut masked = patient("p9", "123456789");
    masked["identifier"][0].as_object_mut().unwrap().remove("value");
    masked["identifier"][0]["_value"] = json!({ "extension": [{
        "url": "http://hl7.org/fhir/StructureDefinition/data-absent-reason",
        "valueCode": "masked"
    }] });
    let report = world.create("masked", vec![file("patient.json", &masked)]).await;
    assert_eq!(counts(&report), [1, 0, 0, 0], "{:?}", report.refused);
    assert!(report.created.is_some());
}
