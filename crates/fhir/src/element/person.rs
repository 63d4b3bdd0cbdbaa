//! Addresses and contact details.

use inzage_domain::Language;

use super::code::{concept, plain};
use crate::tree::Node;

/// The parts of an `Address` with the Dutch extensions.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct AddressParts {
    /// Street.
    pub(crate) street: Option<String>,
    /// House number with its letter and addition.
    pub(crate) house_number: Option<String>,
    /// `to` or `by`: beside or across from the house number.
    pub(crate) locator: Option<String>,
    /// More about the place, such as a room or department.
    pub(crate) extra: Option<String>,
    /// Postal code as written.
    pub(crate) postal_code: Option<String>,
    /// Town.
    pub(crate) city: Option<String>,
    /// Municipality.
    pub(crate) municipality: Option<String>,
    /// Country as written.
    pub(crate) country: Option<String>,
}

pub(crate) fn address_parts(address: &Node, language: Language) -> AddressParts {
    let part = |ending: &str| {
        address.all("line").find_map(|line| line.extension_value(ending)).and_then(Node::own_text).map(plain)
    };
    let number: Vec<String> = ["iso21090-ADXP-houseNumber", "iso21090-ADXP-buildingNumberSuffix"]
        .into_iter()
        .filter_map(part)
        .collect();
    let country = address.child("country");
    let exact_country = country
        .and_then(|country| {
            country
                .extension_value("code-specification")
                .or_else(|| country.extension_value("ext-CodeSpecification"))
        })
        .and_then(|exact| concept(exact, language));
    AddressParts {
        street: part("iso21090-ADXP-streetName"),
        house_number: (!number.is_empty()).then(|| number.join(" ")),
        locator: part("iso21090-ADXP-additionalLocator"),
        extra: part("iso21090-ADXP-unitID"),
        postal_code: address.text("postalCode").map(plain),
        city: address.text("city").map(plain),
        municipality: address.text("district").map(plain),
        country: exact_country.or_else(|| country.and_then(Node::own_text).map(plain)),
    }
}

/// An address on one line: `Knolweg 1000 9999XA Stitswerd`. The source's own `text` only where it
/// gives no lines.
pub(crate) fn address_line(address: &Node) -> Option<String> {
    let mut parts: Vec<String> = address.all("line").filter_map(Node::own_text).map(plain).collect();
    if parts.is_empty() {
        let built = address_parts(address, Language::Dutch);
        parts.extend([built.street, built.house_number].into_iter().flatten());
    }
    parts.extend([address.text("postalCode"), address.text("city")].into_iter().flatten().map(plain));
    if parts.is_empty() {
        return address.text("text").map(plain);
    }
    Some(parts.join(" "))
}

/// Telephone or e-mail, for the contact block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ContactKind {
    /// `phone`, `sms`, `fax`, `pager`.
    Phone,
    /// `email`.
    Email,
    /// A page or anything else.
    Other,
}

/// A `ContactPoint` with what it is, in words: `mobiel`, `werk`.
pub(crate) fn contact_point(node: &Node, language: Language) -> Option<(ContactKind, String)> {
    let value = plain(node.text("value")?);
    let kind = match node.text("system") {
        Some("phone" | "sms" | "fax" | "pager") => ContactKind::Phone,
        Some("email") => ContactKind::Email,
        _ => ContactKind::Other,
    };
    Some((kind, with_use(value, node, language)))
}

fn with_use(value: String, node: &Node, language: Language) -> String {
    let exact = node
        .extension_value("zib-ContactInformation-TelecomType")
        .or_else(|| node.child("system")?.extension_value("ext-CodeSpecification"));
    let device = match exact.and_then(|exact| exact.text("coding.code")) {
        Some("MC") => language.pick("mobiel", "mobile"),
        Some("LL") => language.pick("vast", "landline"),
        Some("FAX") => "fax",
        Some("PG") => language.pick("pieper", "pager"),
        _ => "",
    };
    let place = match node.text("use") {
        Some("work") => language.pick("werk", "work"),
        Some("old") => language.pick("niet meer in gebruik", "no longer used"),
        Some("temp") => language.pick("tijdelijk", "temporary"),
        _ => "",
    };
    let notes: Vec<&str> = [device, place].into_iter().filter(|text| !text.is_empty()).collect();
    if notes.is_empty() { value } else { format!("{value} ({})", notes.join(", ")) }
}
