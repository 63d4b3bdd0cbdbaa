//! `Observation`: reports, measurements of the body, laboratory, living situation.

use super::sheet::{Face, Sheet};
use crate::compose::OWN_SYSTEM;
use crate::element::code::{capital, concept, has_code, plain};
use crate::element::quantity::{number, range, ratio};
use crate::element::timing::period;
use crate::labels::Label;
use crate::tree::Node;

/// What an observation is about, by its code; the Dutch profiles fix these codes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    NursingReport,
    OwnNote,
    Diary,
    BloodPressure,
    BodyHeight,
    BodyWeight,
    BodyTemperature,
    PulseRate,
    HeartRate,
    Respiration,
    FluidBalance,
    OxygenSaturation,
    Laboratory,
    LivingSituation,
    Other,
}

/// The kind of an observation, from its code and else from its profile.
pub(crate) fn kind(resource: &Node) -> Kind {
    let own = |code: &str| resource.all("category").any(|found| has_code(found, OWN_SYSTEM, &[code]));
    if own("diary") {
        return Kind::Diary;
    }
    if own("note") {
        return Kind::OwnNote;
    }
    let code = resource.child("code");
    let is = |system: &str, codes: &[&str]| code.is_some_and(|code| has_code(code, system, codes));
    let by_code: [(&str, &[&str], Kind); 12] = [
        ("snomed", &["11591000146107"], Kind::NursingReport),
        ("loinc", &["85354-9", "55284-4"], Kind::BloodPressure),
        ("loinc", &["8302-2", "8306-3", "8308-9"], Kind::BodyHeight),
        ("loinc", &["29463-7", "3141-9"], Kind::BodyWeight),
        ("loinc", &["8310-5", "8331-1"], Kind::BodyTemperature),
        ("loinc", &["8893-0"], Kind::PulseRate),
        ("loinc", &["8867-4"], Kind::HeartRate),
        ("loinc", &["9279-1"], Kind::Respiration),
        ("loinc", &["2708-6", "59408-5"], Kind::OxygenSaturation),
        ("snomed", &["422834003"], Kind::Respiration),
        ("snomed", &["364396009"], Kind::FluidBalance),
        ("snomed", &["365508006"], Kind::LivingSituation),
    ];
    if let Some((_, _, kind)) = by_code.into_iter().find(|(system, codes, _)| is(system, codes)) {
        return kind;
    }
    let category = |system: &str, codes: &[&str]| {
        resource.all("category").any(|category| has_code(category, system, codes))
    };
    let laboratory_profile = ["zib-LaboratoryTestResult-Observation", "nl-core-LaboratoryTestResult"];
    if category("snomed", &["49581000146104"])
        || category("observation-category", &["laboratory"])
        || laboratory_profile.iter().any(|profile| resource.has_profile(profile))
    {
        return Kind::Laboratory;
    }
    if resource.has_profile("lz-NursingReport") || resource.has_profile("nl-core-NursingReport") {
        return Kind::NursingReport;
    }
    Kind::Other
}

/// The view of any observation.
pub(super) fn observation(sheet: &mut Sheet<'_>) -> Face {
    let kind = kind(sheet.resource);
    match kind {
        Kind::NursingReport => report(sheet),
        Kind::OwnNote => own_note(sheet),
        Kind::Diary => diary(sheet),
        Kind::BloodPressure => blood_pressure(sheet),
        Kind::Laboratory => laboratory(sheet),
        Kind::LivingSituation => living_situation(sheet),
        Kind::Respiration => respiration(sheet),
        Kind::FluidBalance => fluid_balance(sheet),
        Kind::BodyHeight => single(sheet, Label::BodyHeight),
        Kind::BodyWeight => single(sheet, Label::BodyWeight),
        Kind::BodyTemperature => single(sheet, Label::BodyTemperature),
        Kind::PulseRate => single(sheet, Label::PulseRate),
        Kind::HeartRate => single(sheet, Label::HeartRate),
        Kind::OxygenSaturation => single(sheet, Label::OxygenSaturation),
        Kind::Other => other(sheet),
    }
}

/// A nursing report: its title and what was written.
fn report(sheet: &mut Sheet<'_>) -> Face {
    let resource = sheet.resource;
    let title = resource
        .extension_value("ext-NursingReport.ReportTitle")
        .and_then(Node::own_text)
        .map(plain)
        .or_else(|| resource.text("code.text").map(plain));
    sheet.row(Label::ReportTitle, title.clone());
    sheet.when(Label::DateTime, "effective");
    sheet.references(Label::Author, "performer");
    let text = value(sheet, resource);
    sheet.row(Label::ReportText, text.clone());
    for component in resource.all("component") {
        let name = component.child("code").and_then(|code| sheet.concept_of(code));
        let part = value(sheet, component);
        sheet.row_named(name.unwrap_or_else(|| sheet.word(Label::ReportText)), part);
    }
    sheet.text(Label::Comment, "comment");
    sheet.notes(Label::Comment, "note");
    sheet.state(Label::State, "status", "observation-status");
    sheet.face(Label::KindNursingReport, title, text)
}

/// A note of the client or somebody beside.
fn own_note(sheet: &mut Sheet<'_>) -> Face {
    let resource = sheet.resource;
    let title = resource.text("code.text").map(plain);
    sheet.row(Label::ReportTitle, title.clone());
    let text = value(sheet, resource);
    sheet.row(Label::NoteText, text.clone());
    when(sheet, Label::DateTime);
    sheet.references(Label::WrittenBy, "performer");
    sheet.face(Label::KindOwnNote, title, text)
}

/// A line of a diary: what it was, how long it took, what happened.
fn diary(sheet: &mut Sheet<'_>) -> Face {
    let resource = sheet.resource;
    let event = resource.child("code").and_then(|code| sheet.concept_of(code));
    let lasting = component(resource, &[(OWN_SYSTEM, &["lasting"])]).and_then(|found| value(sheet, found));
    let text = value(sheet, resource);
    when(sheet, Label::DateTime);
    sheet.row(Label::Lasting, lasting.clone());
    sheet.row(Label::Happened, text.clone());
    sheet.references(Label::WrittenBy, "performer");
    let short = match (lasting, text) {
        (Some(lasting), Some(text)) => Some(format!("{lasting}. {text}")),
        (lasting, text) => lasting.or(text),
    };
    sheet.face(Label::KindDiary, event, short)
}

/// Codes of one system, by its short name.
type Codes = (&'static str, &'static [&'static str]);

/// A component by one of its codes.
fn component<'a>(resource: &'a Node, codes: &[(&str, &[&str])]) -> Option<&'a Node> {
    resource.all("component").find(|component| {
        component
            .child("code")
            .is_some_and(|code| codes.iter().any(|(system, wanted)| has_code(code, system, wanted)))
    })
}

fn blood_pressure(sheet: &mut Sheet<'_>) -> Face {
    let resource = sheet.resource;
    let pressure = |codes: &[&str]| {
        component(resource, &[("loinc", codes)]).and_then(|found| found.child("valueQuantity"))
    };
    let (systolic, diastolic) = (pressure(&["8480-6"]), pressure(&["8462-4"]));
    let both = match (systolic, diastolic) {
        (Some(above), Some(below)) => sheet
            .number_of(above)
            .zip(sheet.quantity_of(below))
            .map(|(above, below)| format!("{above}/{below}")),
        (Some(one), None) | (None, Some(one)) => sheet.quantity_of(one),
        (None, None) => None,
    };
    sheet.row(Label::BloodPressure, both.clone());
    when(sheet, Label::BloodPressureDateTime);
    sheet.references(Label::Author, "performer");
    circumstances(sheet);
    sheet.group(Label::Measurements);
    let shown: [(Label, &[Codes]); 7] = [
        (Label::SystolicPressure, &[("loinc", &["8480-6"])]),
        (Label::DiastolicPressure, &[("loinc", &["8462-4"])]),
        (Label::MeanPressure, &[("loinc", &["8478-0"]), ("snomed", &["6797001"])]),
        (Label::KorotkoffSounds, &[("snomed", &["85549003"])]),
        (Label::CuffType, &[("loinc", &["8358-4"]), ("snomed", &["70665002"])]),
        (Label::Position, &[("loinc", &["8361-8"])]),
        (Label::Location, &[("loinc", &["39111-0"])]),
    ];
    for (label, codes) in shown {
        let found = component(resource, codes).and_then(|component| value(sheet, component));
        sheet.row(label, found);
    }
    sheet.extension_concept(Label::Position, resource, "observation-bodyPosition");
    rest_of_components(
        sheet,
        &["8480-6", "8462-4", "8478-0", "6797001", "85549003", "8358-4", "70665002", "8361-8", "39111-0"],
    );
    sheet.face(Label::BloodPressure, None, both)
}

/// A measurement with one value.
fn single(sheet: &mut Sheet<'_>, label: Label) -> Face {
    let resource = sheet.resource;
    let mut measured = value(sheet, resource);
    if matches!(label, Label::PulseRate | Label::HeartRate) {
        let beats = resource.child("valueQuantity").filter(|quantity| quantity.text("code") == Some("/min"));
        if let Some(count) = beats.and_then(|quantity| sheet.number_of(quantity)) {
            measured =
                Some(format!("{count} {}", sheet.language.pick("slagen per minuut", "beats per minute")));
        }
    }
    sheet.row(label, measured.clone());
    when(sheet, Label::DateTime);
    sheet.references(Label::MeasuredBy, "performer");
    interpretation(sheet);
    rest_of_components(sheet, &[]);
    circumstances(sheet);
    sheet.face(label, None, measured)
}

fn fluid_balance(sheet: &mut Sheet<'_>) -> Face {
    let resource = sheet.resource;
    let amount = |code: &str| {
        component(resource, &[("snomed", &[code])])
            .and_then(|found| found.child("valueQuantity"))
            .and_then(|found| sheet.quantity_of(found))
    };
    let short = amount("251852001").zip(amount("251841007")).map(|(input, output)| {
        sheet.language.pick(format!("{input} in, {output} uit"), format!("{input} in, {output} out"))
    });
    rest_of_components(sheet, &[]);
    when(sheet, Label::Period);
    sheet.references(Label::MeasuredBy, "performer");
    circumstances(sheet);
    sheet.face(Label::FluidBalance, None, short)
}

fn respiration(sheet: &mut Sheet<'_>) -> Face {
    let resource = sheet.resource;
    let rate = component(resource, &[("loinc", &["9279-1"]), ("snomed", &["86290005"])])
        .and_then(|found| value(sheet, found))
        .or_else(|| value(sheet, resource));
    rest_of_components(sheet, &[]);
    if component(resource, &[("loinc", &["9279-1"]), ("snomed", &["86290005"])]).is_none() {
        sheet.row(Label::Respiration, rate.clone());
    }
    when(sheet, Label::DateTime);
    sheet.references(Label::MeasuredBy, "performer");
    circumstances(sheet);
    if let Some(oxygen) = resource.extension("zib-Respiration-AdministeredOxygen") {
        sheet.group(Label::Oxygen);
        let given = sheet.boolean_of(oxygen.extension_value("extraOxygenAdministration"));
        sheet.row(Label::OxygenGiven, given);
        let flow = oxygen.extension_value("flowRate").and_then(|flow| sheet.quantity_of(flow));
        sheet.row(Label::FlowRate, flow);
        let fraction = oxygen.extension_value("fiO2").and_then(|fraction| {
            percent(fraction.text("value")?)
                .map(|text| format!("{}%", number(&text, sheet.language)))
                .or_else(|| sheet.quantity_of(fraction))
        });
        sheet.row(Label::Fraction, fraction);
        let device = oxygen.extension_value("administrationDevice");
        let device = device.and_then(|device| sheet.concept_of(device).or_else(|| sheet.named(device)));
        sheet.row(Label::Device, device);
    }
    sheet.face(Label::Respiration, None, rate)
}

/// `0.29` is 29 percent and `0.285` is 28.5: the point moves, no digit is lost.
fn percent(fraction: &str) -> Option<String> {
    let digits = fraction
        .strip_prefix("0.")
        .filter(|digits| digits.len() >= 2 && digits.bytes().all(|sign| sign.is_ascii_digit()))?;
    let (whole, rest) = digits.split_at(2);
    let whole = whole.strip_prefix('0').unwrap_or(whole);
    Some(if rest.is_empty() { whole.to_owned() } else { format!("{whole}.{rest}") })
}

fn laboratory(sheet: &mut Sheet<'_>) -> Face {
    let resource = sheet.resource;
    let name = resource.child("code").and_then(|code| sheet.concept_of(code));
    let measured = value(sheet, resource);
    sheet.row_named(name.clone().unwrap_or_else(|| sheet.word(Label::Value)), measured.clone());
    interpretation(sheet);
    when(sheet, Label::DateTime);
    sheet.concepts(Label::Category, "category");
    sheet.references(Label::PerformedBy, "performer");
    rest_of_components(sheet, &[]);
    circumstances(sheet);
    let judged = resource.child("interpretation").and_then(|found| concept(found, sheet.language));
    let short = match (measured, judged) {
        (Some(measured), Some(judged)) => Some(format!("{measured} ({judged})")),
        (measured, _) => measured,
    };
    sheet.face(Label::KindLabResult, name, short)
}

fn living_situation(sheet: &mut Sheet<'_>) -> Face {
    let home = value(sheet, sheet.resource);
    sheet.row(Label::KindLivingSituation, home.clone());
    when(sheet, Label::Date);
    sheet.references(Label::Author, "performer");
    rest_of_components(sheet, &[]);
    circumstances(sheet);
    sheet.face(Label::KindLivingSituation, None, home)
}

fn other(sheet: &mut Sheet<'_>) -> Face {
    let resource = sheet.resource;
    let name = resource.child("code").and_then(|code| sheet.concept_of(code));
    let measured = value(sheet, resource);
    sheet.row(Label::Value, measured.clone());
    interpretation(sheet);
    when(sheet, Label::DateTime);
    sheet.references(Label::PerformedBy, "performer");
    rest_of_components(sheet, &[]);
    circumstances(sheet);
    sheet.face(Label::KindMeasurement, name, measured)
}

/// Day and time, or the period that was measured over.
fn when(sheet: &mut Sheet<'_>, label: Label) {
    let found = sheet.when_of("effective").map(|text| capital(&text));
    let is_period = sheet.resource.child("effectivePeriod").is_some();
    sheet.row(if is_period { Label::Period } else { label }, found);
}

/// How, where and with what state; comments.
fn circumstances(sheet: &mut Sheet<'_>) {
    sheet.concepts(Label::MeasurementPlace, "bodySite");
    sheet.concepts(Label::Method, "method");
    sheet.references(Label::Device, "device");
    sheet.text(Label::Comment, "comment");
    sheet.notes(Label::Comment, "note");
    sheet.state(Label::State, "status", "observation-status");
}

fn interpretation(sheet: &mut Sheet<'_>) {
    // Some sources send the same judgement in two code systems: the first is enough.
    sheet.concepts(Label::Interpretation, "interpretation");
    let ranges: Vec<String> = sheet
        .resource
        .all("referenceRange")
        .filter_map(|found| {
            found
                .text("text")
                .map(plain)
                .or_else(|| range(found.child("low"), found.child("high"), sheet.language))
        })
        .map(|text| capital(&text))
        .collect();
    sheet.row(Label::ReferenceRange, ranges);
}

/// Components whose code is not among `shown`, under their own name.
fn rest_of_components(sheet: &mut Sheet<'_>, shown: &[&str]) {
    for component in sheet.resource.all("component") {
        let Some(code) = component.child("code") else { continue };
        if code.all("coding").any(|coding| coding.text("code").is_some_and(|code| shown.contains(&code))) {
            continue;
        }
        let name = sheet.concept_of(code).unwrap_or_else(|| sheet.word(Label::Value));
        let part = value(sheet, component);
        sheet.row_named(name, part);
    }
}

/// `value[x]` of an observation or component, or why there is none.
pub(super) fn value(sheet: &Sheet<'_>, node: &Node) -> Option<String> {
    let language = sheet.language;
    let Some(found) = node.choice("value") else {
        return node.child("dataAbsentReason").and_then(|reason| sheet.concept_of(reason));
    };
    match found.name.as_str() {
        "valueQuantity" => sheet.quantity_of(found),
        "valueCodeableConcept" => sheet.concept_of(found),
        "valueBoolean" => sheet.boolean_of(Some(found)),
        "valueInteger" => found.own_text().map(|text| number(text, language)),
        "valueRange" => range(found.child("low"), found.child("high"), language),
        "valueRatio" => ratio(found, language),
        "valuePeriod" => period(found, language),
        "valueDateTime" => found.own_text().map(|text| sheet.moment_of(text)),
        "valueString" | "valueTime" => found.own_text().map(plain),
        _ => None,
    }
}
