//! Whose data it is: the facts of a patient, and the refusal of anybody else's resources.

#![expect(clippy::unwrap_used, reason = "a test stops where its files are not as expected")]

mod common;

use inzage_fhir::{
    BsnState, Gender, Incoming, NotThisClient, PatientFacts, Whose, about_same_patient, parse, patient_facts,
    understand,
};

fn one(json: &str) -> Incoming {
    parse(json.as_bytes()).unwrap().remove(0)
}

fn folder(name: &str, patient_file: &str) -> Option<(PatientFacts, Vec<Incoming>)> {
    let path = common::test_data(name)?;
    let facts = patient_facts(&common::read(&path.join(patient_file))[0]).unwrap();
    Some((facts, common::files(&path).iter().flat_map(|file| common::read(file)).collect()))
}

/// R1: all 28 files are about one client; the masked BSN is accepted.
#[test]
fn the_long_term_care_files_are_all_of_one_client() {
    let Some((facts, all)) = folder("bglz-langdurige-zorg-stu3", "xxx-Molog-Patient-bglz-test-1-3.json")
    else {
        return;
    };
    assert_eq!(facts.bsn, BsnState::Masked);
    assert_eq!(facts.gender, Some(Gender::Female));
    assert_eq!(facts.birth_date.as_ref().unwrap().written, "1963-09-18");
    assert_eq!(facts.name.full().as_deref(), Some("Maria XXX_Molog"));
    assert_eq!(facts.name.client_name().full(), "Maria XXX_Molog");
    assert_eq!(all.len(), 28);
    for incoming in &all {
        assert_eq!(
            about_same_patient(&facts, incoming, &[]),
            Ok(Whose::ThisClient),
            "{}",
            incoming.local_reference()
        );
    }
}

/// R1: seven of the R4 files are this client's; the second Patient is refused and named.
#[test]
fn the_second_patient_is_refused_and_named() {
    let Some((facts, all)) = folder("nl-core-r4", "nl-core-Patient-01.xml") else { return };
    assert!(matches!(&facts.bsn, BsnState::Present(bsn) if bsn.masked() == "•••••2333"));
    assert_eq!(facts.name.called().as_deref(), Some("Jo van Putten-van der Giessen"));
    let name = facts.name.client_name();
    assert_eq!((name.full(), name.initials.as_str()), ("Jo van Putten-van der Giessen".to_owned(), "J.P.M."));
    let refused: Vec<String> = all
        .iter()
        .filter_map(|one| about_same_patient(&facts, one, &[]).err())
        .map(|error| error.to_string())
        .collect();
    assert_eq!(
        refused,
        [
            "Patient/nl-core-NameInformation-complete is another patient: nothing shows that it is the same person: no shared number and another id"
        ]
    );
}

#[test]
fn names_follow_the_use_of_names() {
    let name = |order: &str| {
        let json = format!(
            r#"{{"resourceType":"Patient","name":[{{"extension":[{{"url":"http://hl7.org/fhir/StructureDefinition/humanname-assembly-order","valueCode":"{order}"}}],
            "_family":{{"extension":[{{"url":"x/humanname-own-prefix","valueString":"van"}},{{"url":"x/humanname-own-name","valueString":"Jansen"}},
            {{"url":"x/humanname-partner-prefix","valueString":"de"}},{{"url":"x/humanname-partner-name","valueString":"Wit"}}]}},"given":["Anna"]}}]}}"#
        );
        patient_facts(&one(&json)).unwrap().name.full().unwrap()
    };
    for (order, expected) in [
        ("NL1", "Anna van Jansen"),
        ("NL2", "Anna de Wit"),
        ("NL3", "Anna de Wit-van Jansen"),
        ("NL4", "Anna van Jansen-de Wit"),
    ] {
        assert_eq!(name(order), expected);
    }
}

fn patient_json(id: &str, bsn: &str, born: &str) -> Incoming {
    one(&format!(
        r#"{{"resourceType":"Patient","id":"{id}","birthDate":"{born}","identifier":[{{"system":"http://fhir.nl/fhir/NamingSystem/bsn","value":"{bsn}"}}]}}"#
    ))
}

#[test]
fn a_wrong_bsn_is_told_apart_and_never_printed() {
    for (bsn, good) in
        [("999900006", true), ("123456789", false), ("000000000", false), ("999999999", false), ("x", false)]
    {
        let incoming = patient_json("1", bsn, "1950-01-01");
        let facts = patient_facts(&incoming).unwrap();
        assert_eq!(matches!(facts.bsn, BsnState::Present(_)), good, "{bsn}");
        assert_eq!(matches!(facts.bsn, BsnState::Wrong(_)), !good, "{bsn}");
        assert!(!format!("{facts:?} {:?}", incoming.identifiers).contains(bsn) || bsn == "x");
        assert!(!understand(&incoming).words.iter().any(|word| word.contains("0006")), "{bsn}");
    }
}

#[test]
fn patients_are_compared_by_what_binds_them() {
    let facts = patient_facts(&patient_json("1", "999900006", "1950-01-01")).unwrap();
    let ids = ["known".to_owned()];
    let cases = [
        (patient_json("2", "999900006", "1950-01-01"), true),
        (patient_json("1", "999900018", "1950-01-01"), false),
        (patient_json("1", "999900006", "1951-01-01"), false),
        (one(r#"{"resourceType":"Patient","id":"known"}"#), true),
        (one(r#"{"resourceType":"Patient","id":"other","birthDate":"1950-01-01"}"#), false),
        (patient_json("1", "123456789", "1950-01-01"), false),
    ];
    for (incoming, same) in cases {
        assert_eq!(about_same_patient(&facts, &incoming, &ids).is_ok(), same, "{incoming:?}");
    }
}

#[test]
fn a_resource_must_be_about_this_client() {
    let facts = patient_facts(&patient_json("1", "999900006", "1950-01-01")).unwrap();
    let ids = ["urn:uuid:7".to_owned(), "abc".to_owned()];
    let check = |inner: &str| about_same_patient(&facts, &one(&format!("{{{inner}}}")), &ids);
    for inner in [
        r#""resourceType":"Flag","subject":{"reference":"Patient/1"}"#,
        r#""resourceType":"Flag","subject":{"reference":"https://a.nl/fhir/Patient/abc/_history/2"}"#,
        r#""resourceType":"Flag","subject":{"reference":"urn:uuid:7"}"#,
        r#""resourceType":"Coverage","beneficiary":{"identifier":{"system":"http://fhir.nl/fhir/NamingSystem/bsn","value":"9999 00 006"}}"#,
        r##""resourceType":"Flag","subject":{"reference":"#p"},"contained":[{"resourceType":"Patient","id":"p","identifier":[{"system":"http://fhir.nl/fhir/NamingSystem/bsn","value":"999900006"}]}]"##,
        r#""resourceType":"Appointment","participant":[{"actor":{"reference":"Location/9"}},{"actor":{"reference":"Patient/1"}}]"#,
    ] {
        assert_eq!(check(inner), Ok(Whose::ThisClient), "{inner}");
    }
    for inner in [
        r#""resourceType":"Flag","id":"f","subject":{"reference":"Patient/2"}"#,
        r#""resourceType":"Flag","subject":{"reference":"Group/1"}"#,
        r##""resourceType":"Flag","subject":{"reference":"#p"},"contained":[{"resourceType":"Patient","id":"p"}]"##,
        r#""resourceType":"Appointment","participant":[{"actor":{"reference":"Patient/2"}}]"#,
    ] {
        assert!(matches!(check(inner), Err(NotThisClient::AboutOther { .. })), "{inner}");
    }
    assert_eq!(check(r#""resourceType":"Organization","name":"x""#), Ok(Whose::Nobody));
    assert!(matches!(check(r#""resourceType":"Observation""#), Err(NotThisClient::NotSaid { .. })));
}
