//! The state's own app (MGO) shows four resources in a way that is known: the same labels and
//! values must be in our views, but for differences that are named here with their reason.

mod common;

use inzage_domain::{Category, Language};
use inzage_fhir::{understand, view};
use serde_json::Value;

/// Their label, and ours where we differ on purpose.
const OTHER_LABELS: &[(&str, &str)] = &[
    // Jargon of the code list, not of people.
    ("Verificatie status codelijst", "Zekerheid"),
    ("Overlijdensindicator/datum overlijden", "Overleden"),
    ("Meerlingindicator", "Deel van een meerling"),
    // A slip in their catalogue: a full stop behind the label, and English for the town.
    ("Voorkeursvolgorde van de naamdelen.", "Voorkeursvolgorde van de naamdelen"),
    ("Municipality", "Woonplaats"),
    // They say both kinds in one label; we know which it is.
    ("Telefoonnummer / e-mailadres", "Telefoonnummer"),
    // Said of what they begin and end, because it stands beside other dates.
    ("Begin datum", "Nationaliteit vanaf"),
    ("Eind datum", "Nationaliteit tot en met"),
    // One of the four it can be.
    ("Contactpersoon, patiënt, zorgverlener of locatie", "Zorgverlener"),
];

/// Rows that we leave out, by their id, with the reason.
const LEFT_OUT: &[(&str, &str)] = &[
    ("contactpoint.system", "`phone` and `email` are codes; our label says which it is"),
    ("contactpoint.use", "`home` is a code; other uses stand behind the value"),
    ("contactpoint.telecom_type", "stands behind the number: (mobiel)"),
    ("address.official", "the kind of address already says `Officieel adres`"),
    ("address.use", "`home` is a code; the exact kind of address is shown"),
    ("address.type", "of a contact person the address is one line"),
    ("address.address_type", "of a contact person the address is one line"),
    ("address.line.", "of a contact person the address is one line"),
    ("address.city", "of a contact person the address is one line"),
    ("address.postal_code", "of a contact person the address is one line"),
    ("address.country", "`NLD` in one place; we show the country's name"),
    ("humanname.family", "of a contact person the name is one line"),
    ("humanname_assembly_order", "`NL4` is a code; we say the order in words, for the client only"),
    ("identifier.bsn", "only the last four digits are ever shown (R114)"),
];

/// Values that they show as the file's English or as a code, and ours in Dutch.
const OTHER_VALUES: &[(&str, &str)] = &[
    ("Fracture of wrist (disorder)", "Polsfractuur"),
    ("Entire wrist region", "Gehele pols"),
    ("Right", "Rechts"),
    ("Active", "Actueel"),
    ("Unknown", "Onbekend"),
    ("Left upper arm structure", "Linkerbovenarm"),
    ("Non-invasive", "Niet-invasief"),
    ("Sitting position", "Zittend"),
    ("Married", "Gehuwd"),
    ("Wife", "Echtgenote"),
    ("male", "Man"),
    ("fulfilled", "Geweest"),
    ("accepted", "Aanwezigheid bevestigd"),
];

/// Without the noise of code systems and seconds.
fn clean(value: &str) -> String {
    let bare = value
        .rsplit_once(" (")
        .filter(|(_, noise)| noise.contains("in codesysteem"))
        .map_or(value, |(bare, _)| bare);
    let bare = OTHER_VALUES.iter().find(|(theirs, _)| bare == *theirs).map_or(bare, |(_, ours)| ours);
    match bare.split_once(" om ") {
        Some((day, time)) => format!("{day} om {} uur", &time[..5]),
        None => bare.to_owned(),
    }
}

fn texts(value: &Value, out: &mut Vec<String>) {
    match value {
        Value::Array(items) => items.iter().for_each(|item| texts(item, out)),
        Value::Object(map) => out.extend(map.get("display").and_then(Value::as_str).map(ToOwned::to_owned)),
        _ => {}
    }
}

/// All rows with something in them: id, label, values.
fn rows(schema: &Value, out: &mut Vec<(String, String, Vec<String>)>) {
    if let Some(children) = schema.get("children").and_then(Value::as_array) {
        for child in children {
            rows(child, out);
        }
        return;
    }
    let text = |name: &str| schema.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
    let mut values = Vec::new();
    texts(&schema["value"], &mut values);
    values.extend(schema.get("display").and_then(Value::as_str).map(ToOwned::to_owned));
    values.retain(|value| value != "Niet bekend");
    if !values.is_empty() {
        out.push((text("id"), text("label"), values));
    }
}

/// R36, R76: labels, dates, names and values as in the state's own app.
#[test]
fn labels_and_values_of_the_states_own_app_are_matched() {
    let Some(folder) = common::test_data("mgo-weergave") else { return };
    for (name, kind, category) in [
        ("nlCorePatient-01", "Patiënt", Category::Patient),
        ("zibBloodPressure-01", "Bloeddruk", Category::Measurements),
        ("zibProblem-01", "Medische klacht", Category::Problems),
        ("eAfspraakAppointment-01", "Afspraak", Category::Appointments),
    ] {
        let incoming = common::read(&folder.join(name).join("fhir-resource.json")).remove(0);
        let shown = view(&incoming, Language::Dutch);
        assert_eq!(shown.kind, kind);
        assert_eq!(understand(&incoming).category, category);
        let schema: Value =
            serde_json::from_slice(&std::fs::read(folder.join(name).join("ui-schema.snap.json")).unwrap())
                .unwrap();
        assert_eq!(schema["label"], kind);
        let mut expected = Vec::new();
        rows(&schema, &mut expected);
        assert!(expected.len() > 5, "{name}");
        for (id, label, values) in expected {
            let ours: Vec<&str> = std::iter::once(label.as_str())
                .chain(OTHER_LABELS.iter().filter(|(theirs, _)| *theirs == label).map(|(_, ours)| *ours))
                .chain(
                    ["E-mailadres", "Patiënt", "Locatie"]
                        .into_iter()
                        .filter(|_| label.contains(" / ") || label.contains("of locatie")),
                )
                .collect();
            let found = |wanted: &str| {
                shown.groups.iter().flat_map(|group| &group.rows).any(|row| {
                    ours.contains(&row.label.as_str())
                        && row
                            .values
                            .iter()
                            .any(|value| value == wanted || value.split(" (").next() == Some(wanted))
                })
            };
            for value in values {
                let left_out = LEFT_OUT.iter().any(|(part, _)| id.contains(part));
                assert!(
                    found(&clean(&value)) || left_out,
                    "{name}: {label} ({id}): {value} not found in {shown:#?}"
                );
            }
        }
    }
}

/// R36: what a list shows is the title of their summary.
#[test]
fn titles_and_names_of_the_summaries_are_matched() {
    let Some(folder) = common::test_data("mgo-weergave") else { return };
    for (name, theirs) in
        [("nlCorePatient-01", "Johan XXX_Helleman"), ("zibProblem-01", "Fracture of wrist (disorder)")]
    {
        let incoming = common::read(&folder.join(name).join("fhir-resource.json")).remove(0);
        let summary: Value =
            serde_json::from_slice(&std::fs::read(folder.join(name).join("summary.snap.json")).unwrap())
                .unwrap();
        assert_eq!(summary["label"], theirs);
        assert_eq!(view(&incoming, Language::Dutch).title, clean(theirs));
    }
}
