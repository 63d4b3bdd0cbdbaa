//! What was typed, as an R4 resource: an entry of a record is always one, also what people write here
//! (R24, R34). [`compose`] is the way in; the bytes it gives are kept, understood and shown like those
//! that came from elsewhere, and go out to other systems as they are.
//!
//! Codes and units are those of the Dutch building blocks (zibs) for measurements; reports carry the
//! SNOMED code of the nursing report. What no public code system has (a diary, a client's own note) is
//! marked by a category of our own, [`OWN_SYSTEM`].

mod json;

use inzage_domain::{
    Author, ClientId, EntryId,
    added::{DiaryKind, Measure, Measured},
    written::amsterdam,
};
use jiff::Timestamp;

use json::Json;

/// Code system of the kinds of entries that only this portal makes: `note` and `diary` as categories,
/// `event` for something in a diary that has no code, `lasting` for how long it took.
pub(crate) const OWN_SYSTEM: &str = "urn:inzage:entry";

const SNOMED: &str = "http://snomed.info/sct";
const LOINC: &str = "http://loinc.org";
const UCUM: &str = "http://unitsofmeasure.org";
const CATEGORY: &str = "http://terminology.hl7.org/CodeSystem/observation-category";

/// Who wrote something down.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WrittenBy {
    /// The client.
    Client,
    /// Somebody beside the client.
    Beside,
    /// A care worker.
    Staff,
}

/// What was typed. Texts are kept as they are; an empty one is left out.
#[derive(Clone, Copy, Debug)]
pub enum Content<'a> {
    /// A report of a care worker.
    Report {
        /// Its title, such as `Dagrapportage`.
        title: &'a str,
        /// What it says.
        text: &'a str,
        /// The report that it adds to, where it is an addition.
        adds_to: Option<EntryId>,
    },
    /// A note of a client or somebody beside.
    Note {
        /// Its title; can be empty.
        title: &'a str,
        /// What it says.
        text: &'a str,
    },
    /// A measurement.
    Measured {
        /// What was measured.
        measured: Measured,
        /// Words beside it; can be empty.
        remark: &'a str,
    },
    /// A line of a diary.
    Diary {
        /// What it tells of.
        kind: DiaryKind,
        /// How long it lasted, in seconds, where that is known.
        seconds: Option<u32>,
        /// What happened; can be empty.
        text: &'a str,
    },
}

/// All that a resource is made of.
#[derive(Clone, Copy, Debug)]
pub struct Composing<'a> {
    /// The entry, which gives the resource its id.
    pub id: EntryId,
    /// Whose record.
    pub client: ClientId,
    /// The client's name, to show whom it is about.
    pub client_name: &'a str,
    /// Whether the author is the client, somebody beside or a care worker.
    pub by: WrittenBy,
    /// The author as a snapshot: name, role, organisation.
    pub author: &'a Author,
    /// When it was (measured, happened, given); written with the Dutch offset of that moment.
    pub at: Timestamp,
    /// When it was written down.
    pub recorded: Timestamp,
    /// What was typed.
    pub content: Content<'a>,
}

/// The resource as JSON.
pub fn compose(composing: &Composing<'_>) -> Vec<u8> {
    let subject = format!("Patient/{}", composing.client);
    let recorded = composing.recorded.to_string();
    let mut members = vec![
        ("resourceType", Json::text("Observation")),
        ("id", Json::text(composing.id.to_string())),
        ("meta", Json::Object(vec![("lastUpdated", Json::text(recorded.clone()))])),
    ];
    let (contained, performer) = author(composing, &subject);
    members.extend(contained.map(|contained| ("contained", Json::one(contained))));
    if let Content::Report { adds_to: Some(first), .. } = composing.content {
        let first = Json::Object(vec![("reference", Json::text(format!("Observation/{first}")))]);
        members.push(("derivedFrom", Json::one(first)));
    }
    members.push(("status", Json::text("final")));
    let (category, code, rest) = content(composing.content);
    members.extend(category.map(|category| ("category", Json::one(category))));
    members.push(("code", code));
    members.push(("subject", reference(&subject, composing.client_name)));
    members.push(("effectiveDateTime", Json::text(with_offset(composing.at))));
    members.push(("issued", Json::text(recorded)));
    members.push(("performer", Json::one(performer)));
    members.extend(rest);
    Json::Object(members).into_bytes()
}

/// `2026-05-14T14:05:00+02:00`.
fn with_offset(at: Timestamp) -> String {
    at.to_zoned(amsterdam()).strftime("%Y-%m-%dT%H:%M:%S%:z").to_string()
}

fn reference(address: &str, display: &str) -> Json {
    Json::Object(vec![("reference", Json::text(address)), ("display", Json::text(display))])
}

/// The author: for anybody but the client a contained resource with the role, and what refers to it.
fn author(composing: &Composing<'_>, subject: &str) -> (Option<Json>, Json) {
    let Author { name, role, organisation } = composing.author;
    let words = |text: &str| Json::one(Json::Object(vec![("text", Json::text(text))]));
    let display = |text: &str| Json::Object(vec![("display", Json::text(text))]);
    match composing.by {
        WrittenBy::Client => (None, reference(subject, name)),
        WrittenBy::Beside => {
            let person = Json::Object(vec![
                ("resourceType", Json::text("RelatedPerson")),
                ("id", Json::text("author")),
                ("patient", Json::Object(vec![("reference", Json::text(subject))])),
                ("relationship", words(role)),
                ("name", words(name)),
            ]);
            (Some(person), reference("#author", name))
        }
        WrittenBy::Staff => {
            let worker = Json::Object(vec![
                ("resourceType", Json::text("PractitionerRole")),
                ("id", Json::text("author")),
                ("practitioner", display(name)),
                ("organization", display(organisation)),
                ("code", words(role)),
            ]);
            (Some(worker), reference("#author", name))
        }
    }
}

type Member = (&'static str, Json);

fn coding(system: &str, code: &str, display: &str) -> Json {
    Json::Object(vec![
        ("system", Json::text(system)),
        ("code", Json::text(code)),
        ("display", Json::text(display)),
    ])
}

fn concept(codings: Vec<Json>, text: &str) -> Json {
    let mut members = vec![("coding", Json::List(codings))];
    if !text.is_empty() {
        members.push(("text", Json::text(text)));
    }
    Json::Object(members)
}

fn own_category(code: &str, display: &str) -> Json {
    concept(vec![coding(OWN_SYSTEM, code, display)], "")
}

/// Category, code, and what the rest of the resource holds.
fn content(content: Content<'_>) -> (Option<Json>, Json, Vec<Member>) {
    match content {
        Content::Report { title, text, adds_to: _ } => {
            let code = concept(vec![coding(SNOMED, "11591000146107", "patiëntcontactverslag")], title);
            (None, code, vec![("valueString", Json::text(text))])
        }
        Content::Note { title, text } => {
            let code = concept(vec![coding(LOINC, "51855-5", "Patient Note")], title);
            (Some(own_category("note", "Eigen notitie")), code, vec![("valueString", Json::text(text))])
        }
        Content::Measured { measured, remark } => {
            let (category, code, mut rest) = measurement(measured);
            if !remark.is_empty() {
                let note = Json::Object(vec![("text", Json::text(remark))]);
                rest.push(("note", Json::one(note)));
            }
            (category, code, rest)
        }
        Content::Diary { kind, seconds, text } => {
            let code = match kind {
                DiaryKind::Seizure => coding(SNOMED, "91175000", "Seizure"),
                DiaryKind::Fall => coding(SNOMED, "1912002", "Fall"),
                DiaryKind::Pain => coding(SNOMED, "22253000", "Pain"),
                DiaryKind::Other => coding(OWN_SYSTEM, "event", "Gebeurtenis"),
            };
            let mut rest = Vec::new();
            if !text.is_empty() {
                rest.push(("valueString", Json::text(text)));
            }
            rest.extend(seconds.map(|seconds| ("component", Json::one(lasting(seconds)))));
            (Some(own_category("diary", "Dagboek")), concept(vec![code], ""), rest)
        }
    }
}

/// How long it took, in minutes where they are whole.
fn lasting(seconds: u32) -> Json {
    let (number, unit, code) =
        if seconds.is_multiple_of(60) { (seconds / 60, "min", "min") } else { (seconds, "s", "s") };
    Json::Object(vec![
        ("code", concept(vec![coding(OWN_SYSTEM, "lasting", "Duur")], "")),
        ("valueQuantity", quantity(number.to_string(), unit, code)),
    ])
}

fn quantity(number: String, unit: &str, code: &str) -> Json {
    Json::Object(vec![
        ("value", Json::Number(number)),
        ("unit", Json::text(unit)),
        ("system", Json::text(UCUM)),
        ("code", Json::text(code)),
    ])
}

/// A measurement with the code and unit of its zib.
fn measurement(measured: Measured) -> (Option<Json>, Json, Vec<Member>) {
    let vital = || Some(concept(vec![coding(CATEGORY, "vital-signs", "Vital Signs")], ""));
    let first = measured.first().to_string();
    let value = |unit, code| vec![("valueQuantity", quantity(first.clone(), unit, code))];
    let one = |loinc, display| concept(vec![coding(LOINC, loinc, display)], "");
    match measured.measure() {
        Measure::BloodPressure => {
            let part = |loinc, display, number: String| {
                Json::Object(vec![
                    ("code", concept(vec![coding(LOINC, loinc, display)], "")),
                    ("valueQuantity", quantity(number, "mmHg", "mm[Hg]")),
                ])
            };
            let mut parts = vec![part("8480-6", "Systolic blood pressure", first.clone())];
            parts.extend(
                measured
                    .second()
                    .map(|number| part("8462-4", "Diastolic blood pressure", number.to_string())),
            );
            let code = one("85354-9", "Blood pressure panel with all children optional");
            (vital(), code, vec![("component", Json::List(parts))])
        }
        Measure::Pulse => {
            (vital(), one("8893-0", "Heart rate Peripheral artery by Palpation"), value("/min", "/min"))
        }
        Measure::Weight => (vital(), one("29463-7", "Body weight"), value("kg", "kg")),
        Measure::Temperature => (vital(), one("8310-5", "Body temperature"), value("°C", "Cel")),
        Measure::Saturation => {
            let codes = vec![
                coding(LOINC, "2708-6", "Oxygen saturation in Arterial blood"),
                coding(LOINC, "59408-5", "Oxygen saturation in Arterial blood by Pulse oximetry"),
            ];
            (vital(), concept(codes, ""), value("%", "%"))
        }
        // No vital sign, and not of a laboratory: measured at home by a meter.
        Measure::Glucose => {
            let code = one("14743-9", "Glucose [Moles/volume] in Capillary blood by Glucometer");
            (None, code, value("mmol/L", "mmol/L"))
        }
    }
}
