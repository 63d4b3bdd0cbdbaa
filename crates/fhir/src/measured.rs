//! The numbers of an `Observation`, for a graph: which values it has, in which unit, and between
//! which limits a value is usual.
//!
//! Only what can stand on an axis: a number with a unit. `minder dan 5 mg/l` is kept as text without
//! a number; a word, a number without a unit and a range without numbers are left out. What was
//! entered in error or cancelled has no numbers.

use inzage_domain::Language;

use crate::codes::system_key;
use crate::element::code::{capital, concept, plain};
use crate::element::quantity::{quantity, range, unit_of};
use crate::incoming::Incoming;
use crate::labels::Label;
use crate::tree::Node;
use crate::view::observation::{Kind, kind};

/// What an observation measured.
#[derive(Clone, Debug, PartialEq)]
pub struct Measured {
    /// Equal for observations that measure the same thing, whoever sent them. No words.
    pub what: String,
    /// Its values in the order of the resource: two for a blood pressure. Never empty.
    pub values: Vec<MeasuredValue>,
}

/// One value of an observation.
#[derive(Clone, Debug, PartialEq)]
pub struct MeasuredValue {
    /// Equal for values that belong on one line. Empty for the observation's own value.
    pub series: String,
    /// What it is, in words: `Bovendruk`. Empty for the observation's own value.
    pub name: String,
    /// The unit in words; values with different ones never stand on one axis. Empty for a value whose
    /// unit is one.
    pub unit: String,
    /// The number; `None` where the source only says that it is less or more than something.
    pub number: Option<f64>,
    /// The value as people read it: `148 mmHg`.
    pub written: String,
    /// Between which limits it is usual, where the resource says so in numbers of the same unit.
    pub usual: Option<Usual>,
}

/// Limits of what is usual; at least one of the two.
#[derive(Clone, Debug, PartialEq)]
pub struct Usual {
    /// From here on.
    pub low: Option<f64>,
    /// Up to here.
    pub high: Option<f64>,
    /// As people read it: `4,0 tot 10,0 mmol/l`.
    pub written: String,
}

/// The numbers of a resource; `None` where it has none that can be drawn.
pub fn measured(incoming: &Incoming, language: Language) -> Option<Measured> {
    let resource = &incoming.tree;
    if incoming.resource_type != "Observation"
        || matches!(resource.text("status"), Some("entered-in-error" | "cancelled"))
    {
        return None;
    }
    let what = what(resource)?;
    let mut values: Vec<MeasuredValue> =
        value(resource, String::new(), String::new(), language).into_iter().collect();
    for component in resource.all("component") {
        let Some(code) = component.child("code") else { continue };
        let Some(series) = code_key(code) else { continue };
        values.extend(value(component, series, name(code, language), language));
    }
    (!values.is_empty()).then_some(Measured { what, values })
}

/// What is measured. The same kind by another code (two LOINC codes for weight) is the same thing.
fn what(resource: &Node) -> Option<String> {
    let known = match kind(resource) {
        Kind::NursingReport | Kind::OwnNote | Kind::Diary | Kind::LivingSituation => return None,
        Kind::BloodPressure => "blood-pressure",
        Kind::BodyHeight => "height",
        Kind::BodyWeight => "weight",
        Kind::BodyTemperature => "temperature",
        Kind::PulseRate => "pulse",
        Kind::HeartRate => "heart-rate",
        Kind::Respiration => "respiration",
        Kind::FluidBalance => "fluid-balance",
        Kind::OxygenSaturation => "saturation",
        Kind::Laboratory | Kind::Other => return code_key(resource.child("code")?),
    };
    Some(known.to_owned())
}

/// A code by its system and sign, LOINC first where there are several; else by its text.
fn code_key(code: &Node) -> Option<String> {
    let key =
        |coding: &Node| Some(format!("{}|{}", system_key(coding.text("system")?), coding.text("code")?));
    let keys: Vec<String> = code.all("coding").filter_map(key).collect();
    let loinc = keys.iter().find(|key| key.starts_with("loinc|"));
    loinc
        .or(keys.first())
        .cloned()
        .or_else(|| code.text("text").map(|text| format!("text|{}", inzage_domain::fold(&plain(text)))))
}

/// What a component is called; the pressures as the view calls them.
fn name(code: &Node, language: Language) -> String {
    let is = |wanted: &str| code_key(code).is_some_and(|key| key == wanted);
    if is("loinc|8480-6") {
        return Label::SystolicPressure.text(language).to_owned();
    }
    if is("loinc|8462-4") {
        return Label::DiastolicPressure.text(language).to_owned();
    }
    concept(code, language).map(|text| capital(&text)).unwrap_or_default()
}

/// The value of the observation itself or of a component.
fn value(node: &Node, series: String, name: String, language: Language) -> Option<MeasuredValue> {
    let found = node.child("valueQuantity")?;
    // A number alone could be anything: kilograms or pounds.
    found.text("code").or_else(|| found.text("unit"))?;
    let number = finite(found)?;
    let unit = unit_of(found, language);
    Some(MeasuredValue {
        usual: usual(node, &unit, language),
        written: quantity(found, language)?,
        number: found.child("comparator").is_none().then_some(number),
        unit,
        series,
        name,
    })
}

fn finite(quantity: &Node) -> Option<f64> {
    quantity.text("value")?.parse::<f64>().ok().filter(|number| number.is_finite())
}

/// The limits of what is usual. Several ranges (for ages, for sexes) say nothing about this person,
/// and limits in another unit nothing about this axis.
fn usual(node: &Node, unit: &str, language: Language) -> Option<Usual> {
    let limit = |range: &Node, end: &str| {
        let found = range.child(end)?;
        let named = found.text("code").or_else(|| found.text("unit")).is_some();
        finite(found).filter(|_| !named || unit_of(found, language) == unit)
    };
    let mut ranges = node.all("referenceRange").filter(|range| is_normal(range)).filter_map(|found| {
        let (low, high) = (limit(found, "low"), limit(found, "high"));
        let complete =
            low.is_some() == found.child("low").is_some() && high.is_some() == found.child("high").is_some();
        let ordered = low.zip(high).is_none_or(|(low, high)| low <= high);
        if !complete || !ordered || (low.is_none() && high.is_none()) {
            return None;
        }
        Some(Usual { low, high, written: range(found.child("low"), found.child("high"), language)? })
    });
    let first = ranges.next()?;
    ranges.next().is_none().then_some(first)
}

/// A range says of what it is the range: without a word, or with `normal`, of what is usual.
fn is_normal(range: &Node) -> bool {
    // STU3 calls it `meaning`, R4 `type`.
    let said = range.child("type").or_else(|| range.child("meaning"));
    said.is_none_or(|said| said.all("coding").any(|coding| coding.text("code") == Some("normal")))
}
