//! Reading files: every byte is kept, both notations land in one tree, and no input whatever
//! makes the program stop.

mod common;

use inzage_domain::Language;
use inzage_fhir::{FhirVersion, Format, Node, parse, read_back, subject, understand, view};
use proptest::prelude::*;

const FOLDERS: [&str; 7] = [
    "bglz-langdurige-zorg-stu3",
    "nl-core-r4",
    "pdfa-stu3",
    "eafspraak-stu3",
    "medmij-vragenlijsten-stu3",
    "patientcorrecties-r4",
    "lforms-r4",
];

/// R76: what came in goes out equal, and reads the same from the kept bytes.
#[test]
fn the_bytes_of_every_file_are_kept_exactly() {
    for folder in FOLDERS {
        let Some(path) = common::test_data(folder) else { return };
        for file in common::files(&path) {
            let bytes = std::fs::read(&file).unwrap();
            let all = common::read(&file);
            let is_bundle = all.len() != 1 || all[0].bytes != bytes;
            for one in &all {
                let at = bytes.windows(one.bytes.len()).position(|window| window == one.bytes);
                assert!(at.is_some(), "{}", file.display());
                let (first, last) = (one.bytes[0], one.bytes[one.bytes.len() - 1]);
                if is_bundle {
                    let edges = if one.format == Format::Json { (b'{', b'}') } else { (b'<', b'>') };
                    assert_eq!((first, last), edges, "{}", file.display());
                }
                let again = read_back(&one.bytes).unwrap();
                assert_eq!(again.bytes, one.bytes);
                assert_eq!(view(&again, Language::Dutch), view(one, Language::Dutch));
                assert_eq!(understand(&again), understand(one));
            }
        }
    }
}

#[test]
fn the_version_is_told_from_what_the_resource_uses() {
    for (folder, version) in [
        ("bglz-langdurige-zorg-stu3", FhirVersion::Stu3),
        ("nl-core-r4", FhirVersion::R4),
        ("patientcorrecties-r4", FhirVersion::R4),
    ] {
        let Some(path) = common::test_data(folder) else { return };
        for file in common::files(&path) {
            for one in common::read(&file) {
                let guess = one.version;
                let plain_organisation = one.resource_type == "Organization";
                // A report of the MedMij supplement shows nothing of its version.
                let silent = guess.why == "nothing speaks for STU3";
                assert!(
                    guess.version == version || plain_organisation || silent,
                    "{}: {guess:?}",
                    file.display()
                );
            }
        }
    }
}

/// The name, value and children of a tree, without places, in a fixed order.
fn shape(node: &Node) -> String {
    let mut children: Vec<String> = node.children.iter().map(shape).collect();
    children.sort();
    format!("{}={:?}[{}]", node.name, node.value, children.join(","))
}

#[test]
fn json_and_xml_land_in_the_same_tree() {
    let json = r#"{"resourceType":"Patient","id":"p","name":[{"family":"de Wit","_family":{"extension":[{"url":"u","valueString":"Wit"}]},
        "given":["Anna",null,"B."],"_given":[null,{"id":"g"},{"extension":[{"url":"q","valueCode":"IN"}]}]}],
        "multipleBirthBoolean":false,"contained":[{"resourceType":"Organization","id":"o"}],"_birthDate":{"extension":[{"url":"x","valueCode":"masked"}]}}"#;
    let xml = r#"<?xml version="1.0" encoding="UTF-8"?><!-- a comment --><f:Patient xmlns:f="http://hl7.org/fhir"><f:id value="p"/>
        <f:contained><f:Organization><f:id value="o"/></f:Organization></f:contained>
        <f:name><f:family value="de Wit"><f:extension url="u"><f:valueString value="Wit"/></f:extension></f:family>
        <f:given value="Anna"/><f:given id="g"/><f:given value="B."><f:extension url="q"><f:valueCode value="IN"/></f:extension></f:given></f:name>
        <f:birthDate><f:extension url="x"><f:valueCode value="masked"/></f:extension></f:birthDate>
        <f:multipleBirthBoolean value="false"/></f:Patient>"#;
    let tree = |text: &str| shape(&parse(text.as_bytes()).unwrap()[0].tree);
    assert_eq!(tree(json), tree(xml));
}

#[test]
fn bundles_come_apart_with_their_exact_bytes() {
    let inner = "{ \"resourceType\" : \"Patient\",\t\"id\":\"1\", \"x\": 1.500 }";
    let deep = "{\"resourceType\":\"Condition\",\"subject\":{\"reference\":\"https://x/fhir/Patient/1/_history/3\"}}";
    let json = format!(
        "{{\"resourceType\":\"Bundle\",\"entry\":[{{\"request\":{{\"method\":\"DELETE\"}}}},{{\"fullUrl\":\"urn:uuid:1\",\"resource\":{inner}}},{{\"resource\":{{\"resourceType\":\"Bundle\",\"entry\":[{{\"resource\":{deep}}}]}}}}]}}"
    );
    let all = parse(format!("\u{feff}{json}").as_bytes()).unwrap();
    assert_eq!(all.len(), 2);
    assert_eq!(all[0].bytes, inner.as_bytes());
    assert_eq!(all[0].full_url.as_deref(), Some("urn:uuid:1"));
    assert_eq!(all[0].tree.text("x"), Some("1.500"));
    assert_eq!(all[1].bytes, deep.as_bytes());
    let about = subject(&all[1]).unwrap();
    assert_eq!(about.type_and_id(), Some(("Patient", "1")));

    let inner = "<Patient><!-- kept -->\n <id value=\"1\"/></Patient >";
    let xml = format!(
        "<Bundle xmlns=\"http://hl7.org/fhir\"><entry>\n<resource> {inner} </resource></entry><entry><resource><Device/></resource></entry></Bundle>"
    );
    let all = parse(xml.as_bytes()).unwrap();
    assert_eq!(all[0].bytes, inner.as_bytes());
    assert_eq!(all[1].bytes, b"<Device/>");
    assert_eq!(read_back(&all[0].bytes).unwrap().id.as_deref(), Some("1"));
}

/// JSON text of any value, with white space strewn in.
fn any_json() -> impl Strategy<Value = serde_json::Value> {
    let leaf = prop_oneof![
        any::<bool>().prop_map(serde_json::Value::from),
        any::<i64>().prop_map(serde_json::Value::from),
        "[^\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f]{0,12}".prop_map(serde_json::Value::from),
    ];
    leaf.prop_recursive(6, 48, 6, |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..5).prop_map(serde_json::Value::from),
            proptest::collection::btree_map("[a-z]{1,6}", inner, 0..5)
                .prop_map(|map| serde_json::Value::Object(map.into_iter().collect())),
        ]
    })
}

proptest! {
    #[test]
    fn no_bytes_make_reading_panic(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        let _ = parse(&bytes);
    }

    #[test]
    fn no_text_that_looks_like_fhir_makes_reading_panic(text in "[{}\\[\\]\",:\\\\<>/=&;a-zA-Z0-9é \n-]{0,80}") {
        for bytes in [format!("{{\"resourceType\":\"Observation\",{text}"), format!("<Observation xmlns=\"http://hl7.org/fhir\">{text}</Observation>")] {
            let _ = parse(bytes.as_bytes());
        }
    }

    /// A file damaged in one place is refused or read, and what is read can be shown.
    #[test]
    fn damaged_resources_never_make_a_view_panic(at in 0_usize..2600, byte in any::<u8>(), cut in any::<bool>()) {
        let mut bytes = include_bytes!("own-bundle.json").to_vec();
        let at = at.min(bytes.len() - 1);
        if cut { bytes.truncate(at) } else { bytes[at] = byte }
        for one in parse(&bytes).unwrap_or_default() {
            let understood = understand(&one);
            prop_assert!(understood.short.dutch.chars().count() <= 1201);
            let _ = view(&one, Language::English);
        }
    }

    /// Whatever `serde_json` reads as an object we read too, and keep every byte of it.
    #[test]
    fn our_json_reader_agrees_with_serde_json(value in any_json(), pretty in any::<bool>()) {
        let object = serde_json::json!({ "resourceType": "Basic", "content": value });
        let text = if pretty { serde_json::to_string_pretty(&object).unwrap() } else { object.to_string() };
        let read = parse(text.as_bytes()).unwrap();
        prop_assert_eq!(&read[0].bytes, text.as_bytes());
        if let Some(expected) = value.as_str().map(str::trim).filter(|text| !text.is_empty()) {
            prop_assert_eq!(read[0].tree.text("content"), Some(expected));
        }
        if value.is_number() {
            let written = value.to_string();
            prop_assert_eq!(read[0].tree.text("content"), Some(written.as_str()));
        }
    }

    /// What `serde_json` refuses, we refuse: nothing is guessed.
    #[test]
    fn nothing_is_read_that_is_not_json(text in "\\{\"resourceType\":\"Basic\"[,:{}\\[\\]\"a-b0-2.eE+ -]{0,12}\\}?") {
        if serde_json::from_str::<serde_json::Value>(&text).is_err() {
            prop_assert!(parse(text.as_bytes()).is_err(), "{}", text);
        }
    }

    #[test]
    fn values_survive_xml(text in "[^\\x00-\\x1f\u{fffe}\u{ffff}]{0,30}") {
        let escaped = text.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;");
        let file = format!("<Basic xmlns=\"http://hl7.org/fhir\"><x value=\"{escaped}\"/></Basic>");
        let read = parse(file.as_bytes()).unwrap();
        prop_assert_eq!(&read[0].bytes, file.as_bytes());
        prop_assert_eq!(read[0].tree.text("x"), Some(text.trim()).filter(|text| !text.is_empty()));
    }
}
