//! Files made to do harm: each is refused with a place and a reason, none makes the program stop.

#![expect(clippy::expect_used, reason = "a test stops where a file is not refused")]

use inzage_fhir::{ReadError, parse};

fn refused(bytes: &[u8]) -> ReadError {
    parse(bytes).expect_err("this file must be refused")
}

fn patient(inner: &str) -> String {
    format!("{{\"resourceType\":\"Patient\",{inner}}}")
}

#[test]
fn ten_thousand_levels_deep_are_refused() {
    let depth = 10_000;
    let lists = patient(&format!("\"x\":{}{}", "[".repeat(depth), "]".repeat(depth)));
    let objects = patient(&format!("\"x\":{}1{}", "{\"a\":".repeat(depth), "}".repeat(depth)));
    let xml = format!(
        "<Patient xmlns=\"http://hl7.org/fhir\">{}{}</Patient>",
        "<a>".repeat(depth),
        "</a>".repeat(depth)
    );
    let html = format!(
        "<Patient xmlns=\"http://hl7.org/fhir\"><text><div>{}{}</div></text></Patient>",
        "<b>".repeat(depth),
        "</b>".repeat(depth)
    );
    for file in [lists, objects, xml, html, "{\"a\":".repeat(depth), "<a>".repeat(depth)] {
        let error = refused(file.as_bytes());
        assert!(matches!(error, ReadError::TooDeep { limit: 64, .. }), "{error}");
    }
}

#[test]
fn entity_bombs_are_refused() {
    let billion_laughs = r#"<?xml version="1.0"?>
<!DOCTYPE lolz [<!ENTITY lol "lol"><!ENTITY lol2 "&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;">]>
<Patient xmlns="http://hl7.org/fhir"><id value="&lol2;"/></Patient>"#;
    let from_outside =
        r#"<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]><Patient xmlns="http://hl7.org/fhir"/>"#;
    for file in [billion_laughs, from_outside] {
        let error = refused(file.as_bytes());
        assert!(matches!(error, ReadError::Doctype { .. }), "{error}");
    }
    let undeclared = r#"<Patient xmlns="http://hl7.org/fhir"><id value="&lol;"/></Patient>"#;
    assert!(matches!(refused(undeclared.as_bytes()), ReadError::Syntax { .. }));
    let in_text = r#"<Patient xmlns="http://hl7.org/fhir">&lol;</Patient>"#;
    assert!(matches!(refused(in_text.as_bytes()), ReadError::Doctype { .. }));
}

#[test]
fn broken_encodings_are_refused_with_their_place() {
    let mut broken = b"{\"resourceType\":\"Patient\",\n\"id\":\"".to_vec();
    broken.extend([0xff, 0xfe, b'"', b'}']);
    assert_eq!(
        refused(&broken).to_string(),
        "line 2, column 7: the text is not UTF-8; save the file as UTF-8"
    );
    for utf16 in [[0xff_u8, 0xfe, 0x7b, 0x00], [0xfe, 0xff, 0x00, 0x7b]] {
        assert!(matches!(refused(&utf16), ReadError::NotUtf8 { .. }));
    }
    let latin = br#"<?xml version="1.0" encoding="ISO-8859-1"?><Patient xmlns="http://hl7.org/fhir"/>"#;
    assert!(matches!(refused(latin), ReadError::NotUtf8 { .. }));
    for surrogate in [r"\ud800", r"\udc00", r"\ud800\u0041", r"\u12", r"\x"] {
        assert!(
            matches!(
                refused(patient(&format!("\"id\":\"{surrogate}\"")).as_bytes()),
                ReadError::Syntax { .. }
            ),
            "{surrogate}"
        );
    }
}

#[test]
fn a_byte_order_mark_is_tolerated() {
    for text in [
        patient("\"id\":\"1\""),
        "<Patient xmlns=\"http://hl7.org/fhir\"><id value=\"1\"/></Patient>".to_owned(),
    ] {
        let bytes = [b"\xef\xbb\xbf", text.as_bytes()].concat();
        let all = parse(&bytes).unwrap();
        assert_eq!(all[0].id.as_deref(), Some("1"));
        assert_eq!(all[0].bytes, bytes);
    }
}

#[test]
fn nul_and_control_characters_are_refused() {
    let files = [
        patient("\"id\":\"a\0b\""),
        patient("\"id\":\"a\\u0000b\""),
        patient("\"id\":\"a\\u0008b\""),
        "<Patient xmlns=\"http://hl7.org/fhir\"><id value=\"a\0b\"/></Patient>".to_owned(),
        "<Patient xmlns=\"http://hl7.org/fhir\"><id value=\"a&#1;b\"/></Patient>".to_owned(),
        "\0".to_owned(),
    ];
    for file in files {
        let error = refused(file.as_bytes());
        assert!(matches!(error, ReadError::Control { .. }), "{file:?}: {error}");
    }
}

#[test]
fn duplicate_names_and_trailing_garbage_are_refused() {
    assert_eq!(
        refused(b"{\"resourceType\":\"Patient\",\n \"id\":\"1\",\"id\":\"2\"}").to_string(),
        "line 2, column 11: \"id\" occurs twice"
    );
    for file in [
        "{\"resourceType\":\"Patient\"} x",
        "{\"resourceType\":\"Patient\"}{}",
        "<Patient xmlns=\"http://hl7.org/fhir\"/><Patient/>",
        "<Patient xmlns=\"http://hl7.org/fhir\"/>text",
    ] {
        assert!(matches!(refused(file.as_bytes()), ReadError::Trailing { .. }), "{file}");
    }
}

#[test]
fn what_is_no_resource_is_refused() {
    assert_eq!(refused(b""), ReadError::Empty);
    assert_eq!(refused(b" \n\t"), ReadError::Empty);
    assert!(matches!(refused(b"%PDF-1.6"), ReadError::NotFhir { .. }));
    for file in [
        "{}",
        "[]",
        "[[[[",
        "{\"resourceType\":1}",
        "{\"resourceType\":\"../../etc\"}",
        "{\"resourceType\":\"Patient\"",
        "{\"resourceType\":\"Patient\",}",
        "{\"resourceType\":\"Patient\",\"a\":01}",
        "{\"resourceType\":\"Patient\",\"a\":1.}",
        "{\"resourceType\":\"Patient\",\"a\":+1}",
        "{\"resourceType\":\"Patient\",\"a\":NaN}",
        "{\"resourceType\":\"Patient\",\"a\":\"x}",
        "<patient/>",
        "<Patient xmlns=\"http://example.org\"/>",
        "<Patient xmlns=\"http://hl7.org/fhir\">text</Patient>",
        "<Patient xmlns=\"http://hl7.org/fhir\"><a></b></Patient>",
        "<Patient xmlns=\"http://hl7.org/fhir\"><a b=1/></Patient>",
        "<Patient xmlns=\"http://hl7.org/fhir\"><a b=\"1\" b=\"2\"/></Patient>",
        "<Patient xmlns=\"http://hl7.org/fhir\">",
        "<Patient xmlns=\"http://hl7.org/fhir\"><resourceType value=\"X\"/></Patient>",
        "<Bundle xmlns=\"http://hl7.org/fhir\"><entry><resource><Patient/><Patient/></resource></entry></Bundle>",
        "{\"resourceType\":\"Bundle\",\"entry\":[{\"resource\":{\"id\":\"x\"}}]}",
    ] {
        assert!(parse(file.as_bytes()).is_err(), "{file}");
    }
}

#[test]
fn huge_numbers_and_files_do_no_harm() {
    let digits = "9".repeat(100_000);
    let all =
        parse(patient(&format!("\"multipleBirthInteger\":{digits},\"x\":1e999999999")).as_bytes()).unwrap();
    assert_eq!(all[0].tree.text("multipleBirthInteger"), Some(digits.as_str()));
    let large = vec![b' '; 32 * 1024 * 1024 + 1];
    assert!(matches!(refused(&large), ReadError::TooLarge { .. }));
    let many = patient(&format!("\"x\":[{}1]", "1,".repeat(1_200_000)));
    assert!(matches!(refused(many.as_bytes()), ReadError::TooMany { .. }));
}

/// A list of a hundred thousand values with as many additions is read in one pass.
#[test]
fn long_lists_with_additions_are_read_in_one_pass() {
    let values = vec!["\"a\""; 100_000].join(",");
    let additions = vec!["{\"id\":\"b\"}"; 100_000].join(",");
    let all = parse(patient(&format!("\"given\":[{values}],\"_given\":[{additions}]")).as_bytes()).unwrap();
    assert_eq!(all[0].tree.all("given").filter(|given| given.text("id") == Some("b")).count(), 100_000);
}

/// R36: nothing of a resource's own HTML is shown or found, in either notation.
#[test]
fn the_html_of_a_resource_goes_nowhere() {
    let json = r#"{"resourceType":"Condition","text":{"status":"generated","div":"<div>Geheimtekst<script>x()</script></div>"},"code":{"text":"hoest"}}"#;
    let xml = r#"<Condition xmlns="http://hl7.org/fhir"><text><status value="generated"/><div xmlns="http://www.w3.org/1999/xhtml">Geheimtekst &nbsp;<b title="Geheimtekst"/><script>x()</script></div></text><code><text value="hoest"/></code></Condition>"#;
    for file in [json, xml] {
        let incoming = parse(file.as_bytes()).unwrap().remove(0);
        assert_eq!(incoming.bytes, file.as_bytes());
        assert!(!format!("{:?}", incoming.tree).contains("Geheimtekst"));
        let understood = inzage_fhir::understand(&incoming);
        assert_eq!(understood.title.dutch, "Hoest");
        assert!(!understood.words.iter().any(|word| word == "geheimtekst" || word == "script"));
    }
}

/// The marks of a record that turn the direction of writing do not reach a page.
#[test]
fn hidden_signs_are_left_out_of_views() {
    let file = "{\"resourceType\":\"Condition\",\"code\":{\"text\":\"a\u{202e}b\u{85}c\"}}";
    let incoming = parse(file.as_bytes()).unwrap().remove(0);
    assert_eq!(inzage_fhir::view(&incoming, inzage_domain::Language::Dutch).title, "Abc");
}
