//! Resources of FHIR as one bundle, each with its own bytes exactly as they came in.
//!
//! A `Bundle` of type `collection` says no more than: these belong together (R4 and STU3 alike). The bytes
//! of a resource are put in as they are, with their spaces and the zeros of their numbers: what is read
//! out of the bundle is what came in. A bundle holds resources of one version of FHIR.

use jiff::Timestamp;
use serde_json::Value;

/// The beginning of a bundle, in front of its first entry.
pub fn begin(id: &str, made_at: Timestamp) -> String {
    let (id, made_at) = (Value::from(id), Value::from(made_at.to_string()));
    format!(
        "{{\"resourceType\":\"Bundle\",\"id\":{id},\"type\":\"collection\",\"meta\":{{\"lastUpdated\":{made_at}}},\"entry\":[\n"
    )
}

/// An entry. `json` is the resource as it came in; a byte order mark in front of it is no part of it.
pub fn entry(first: bool, full_url: &str, json: &str) -> String {
    let comma = if first { "" } else { ",\n" };
    let json = json.strip_prefix('\u{feff}').unwrap_or(json);
    format!("{comma}{{\"fullUrl\":{},\"resource\":{json}}}", Value::from(full_url))
}

/// The end of a bundle.
pub const END: &str = "\n]}\n";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn resources_stand_in_a_bundle_byte_for_byte() {
        let sources = [
            "{ \"resourceType\": \"Observation\",\n \"valueQuantity\": {\"value\": 1.50} }",
            "\u{feff}{\"a\":\"\\u00e9\"}",
        ];
        let made: Timestamp = "2026-05-14T10:00:00Z".parse().unwrap();
        let mut bundle = begin("b", made);
        bundle.push_str(&entry(true, "urn:a", sources[0]));
        bundle.push_str(&entry(false, "urn:\"b\"", sources[1]));
        bundle.push_str(END);
        let read: Value = serde_json::from_str(&bundle).unwrap();
        assert_eq!((read["type"].as_str(), read["entry"].as_array().unwrap().len()), (Some("collection"), 2));
        assert_eq!(read["entry"][1]["fullUrl"], "urn:\"b\"");
        assert!(bundle.contains(sources[0]) && bundle.contains("{\"a\":\"\\u00e9\"}"));
        assert!(!bundle.contains('\u{feff}'));
    }
}
