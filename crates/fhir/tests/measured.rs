//! Numbers for graphs: out of the shared files, and at the edges of what can be drawn.

#![expect(clippy::unwrap_used, reason = "a test stops where its files are not as expected")]

mod common;

use common::{files, read, test_data};
use inzage_domain::Language;
use inzage_fhir::{Measured, measured, parse};

fn of(json: &str) -> Option<Measured> {
    measured(&parse(json.as_bytes()).unwrap()[0], Language::Dutch)
}

/// An observation with a code and whatever else.
fn observation(rest: &str) -> String {
    format!(
        r#"{{"resourceType":"Observation","status":"final","code":{{"coding":[{{"system":"http://loinc.org","code":"2345-7"}}]}},{rest}}}"#
    )
}

fn seen(found: &Measured) -> Vec<(String, Option<f64>, String)> {
    found.values.iter().map(|value| (value.name.clone(), value.number, value.written.clone())).collect()
}

#[test]
fn the_shared_files_give_the_numbers_that_they_hold() {
    let Some(folder) = test_data("bglz-langdurige-zorg-stu3") else { return };
    let mut all = Vec::new();
    for path in files(&folder) {
        for resource in read(&path) {
            let name = resource.local_reference();
            all.extend(measured(&resource, Language::Dutch).map(|found| (name, found)));
        }
    }
    let what: Vec<&str> = all.iter().map(|(_, found)| found.what.as_str()).collect();
    assert_eq!(
        what,
        [
            "blood-pressure",
            "height",
            "temperature",
            "weight",
            "fluid-balance",
            "loinc|13965-9",
            "pulse",
            "respiration"
        ]
    );
    let pressure = &all[0].1;
    let names: Vec<&str> = pressure.values.iter().map(|value| value.name.as_str()).collect();
    assert_eq!(names, ["Systolische bloeddruk", "Diastolische bloeddruk", "Gemiddelde bloeddruk"]);
    assert!(pressure.values.iter().all(|value| value.unit == "mmHg" && value.number.is_some()));
    assert!(pressure.values[0].number > pressure.values[1].number, "upper pressure first");
    let weight = seen(&all[3].1);
    assert_eq!(weight, [(String::new(), Some(58.0), "58 kg".to_owned())]);
    let fluid = &all[4].1;
    assert_eq!(
        fluid.values.iter().map(|value| value.number).collect::<Vec<_>>(),
        [Some(1400.0), Some(1000.0)]
    );
    let laboratory = &all[5].1.values[0];
    let usual = laboratory.usual.as_ref().unwrap();
    assert_eq!((laboratory.number, usual.low, usual.high), (Some(18.2), None, Some(15.0)));
    assert_eq!(usual.written, "hoogstens 15 mmol/l");
    let breath = seen(&all[7].1);
    assert_eq!(breath.len(), 1, "words are no numbers: {breath:?}");
    assert_eq!(breath[0].1, Some(15.0));
}

#[test]
fn a_blood_pressure_of_the_dutch_core_has_two_lines_on_one_axis() {
    let Some(folder) = test_data("nl-core-r4") else { return };
    let resource = &read(&folder.join("nl-core-BloodPressure-01.xml"))[0];
    let found = measured(resource, Language::Dutch).unwrap();
    assert_eq!(found.what, "blood-pressure");
    let with_number: Vec<_> = found.values.iter().filter(|value| value.number.is_some()).collect();
    assert!(with_number.len() >= 2 && with_number.iter().all(|value| value.unit == "mmHg"), "{found:?}");
    let mut series: Vec<&str> = with_number.iter().map(|value| value.series.as_str()).collect();
    series.dedup();
    assert_eq!(series.len(), with_number.len(), "each on its own line");
}

#[test]
fn only_a_number_with_a_unit_can_be_drawn() {
    let cases = [
        (r#""valueQuantity":{"value":5.10,"unit":"mmol/L"}"#, Some((Some(5.1), "5,10 mmol/l"))),
        (r#""valueQuantity":{"value":5.10,"code":"mmol/L"}"#, Some((Some(5.1), "5,10 mmol/l"))),
        // less than something is no place on an axis
        (r#""valueQuantity":{"value":5,"comparator":"<","unit":"mg/L"}"#, Some((None, "minder dan 5 mg/l"))),
        (r#""valueQuantity":{"value":5}"#, None),
        (r#""valueQuantity":{"value":5,"unit":" "}"#, None),
        (r#""valueQuantity":{"unit":"mg/L"}"#, None),
        (r#""valueQuantity":{"value":1,"code":"1"}"#, Some((Some(1.0), "1"))),
        (r#""valueString":"5 mg/l""#, None),
        (r#""valueInteger":5"#, None),
        (r#""valueCodeableConcept":{"text":"positief"}"#, None),
        (r#""dataAbsentReason":{"text":"mislukt"}"#, None),
    ];
    for (json, expected) in cases {
        let found = of(&observation(json));
        let value = found.as_ref().map(|found| (found.values[0].number, found.values[0].written.as_str()));
        assert_eq!(value, expected, "{json}");
    }
    for status in ["entered-in-error", "cancelled"] {
        let json = observation(r#""valueQuantity":{"value":5,"unit":"mg/L"}"#).replace("final", status);
        assert_eq!(of(&json), None, "{status}");
    }
    assert_eq!(
        of(r#"{"resourceType":"Observation","status":"final","valueQuantity":{"value":5,"unit":"kg"}}"#),
        None,
        "no code"
    );
}

#[test]
fn what_is_usual_is_one_range_in_numbers_of_the_same_unit() {
    let value = r#""valueQuantity":{"value":5,"unit":"mmol/L","code":"mmol/L"}"#;
    let cases = [
        (
            r#"[{"low":{"value":4,"unit":"mmol/L"},"high":{"value":10.0,"unit":"mmol/L"}}]"#,
            Some((Some(4.0), Some(10.0))),
        ),
        (r#"[{"low":{"value":4},"high":{"value":10}}]"#, Some((Some(4.0), Some(10.0)))),
        (r#"[{"low":{"value":4,"unit":"mmol/L"}}]"#, Some((Some(4.0), None))),
        (
            r#"[{"type":{"coding":[{"code":"normal"}]},"high":{"value":10,"code":"mmol/L"}}]"#,
            Some((None, Some(10.0))),
        ),
        (r#"[{"type":{"coding":[{"code":"recommended"}]},"high":{"value":10,"code":"mmol/L"}}]"#, None),
        (r#"[{"text":"4 tot 10"}]"#, None),
        (r#"[{"low":{"value":4,"unit":"mg/L"}}]"#, None),
        (r#"[{"low":{"value":4,"unit":"mmol/L"},"high":{"value":180,"unit":"mg/dL"}}]"#, None),
        (r#"[{"low":{"value":10},"high":{"value":4}}]"#, None),
        // for men and for women
        (r#"[{"low":{"value":4}},{"low":{"value":5}}]"#, None),
        ("[]", None),
    ];
    for (ranges, expected) in cases {
        let found = of(&observation(&format!(r#"{value},"referenceRange":{ranges}"#))).unwrap();
        let usual = found.values[0].usual.as_ref().map(|usual| (usual.low, usual.high));
        assert_eq!(usual, expected, "{ranges}");
    }
}

#[test]
fn the_same_thing_is_the_same_whoever_sends_it() {
    let with = |code: &str| {
        let json = format!(
            r#"{{"resourceType":"Observation","status":"final","code":{code},"valueQuantity":{{"value":5,"unit":"kg"}}}}"#
        );
        of(&json).unwrap().what
    };
    let coding = |system: &str, code: &str| format!(r#"{{"system":"{system}","code":"{code}"}}"#);
    let weight = with(&format!(r#"{{"coding":[{}]}}"#, coding("http://loinc.org", "29463-7")));
    assert_eq!(
        weight,
        with(&format!(r#"{{"coding":[{}]}}"#, coding("urn:oid:2.16.840.1.113883.6.1", "3141-9")))
    );
    let glucose = coding("http://loinc.org", "2345-7");
    let own = coding("urn:oid:1.2.3", "GLU");
    assert_eq!(
        with(&format!(r#"{{"coding":[{own},{glucose}]}}"#)),
        with(&format!(r#"{{"coding":[{glucose},{own}],"text":"Glucose"}}"#))
    );
    assert_eq!(with(r#"{"text":"Buikomvang"}"#), with(r#"{"text":" buikomvang"}"#));
    assert_ne!(with(r#"{"text":"Buikomvang"}"#), with(r#"{"text":"Armomvang"}"#));
}
