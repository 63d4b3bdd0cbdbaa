//! FHIR in: STU3 and R4, JSON and XML; and R4 out of what people type ([`compose()`]). Files become
//! resources that are kept byte for byte, understood for the record, and shown in Dutch or English.
//!
//! No input or output and no store here: bytes and trees in, values out. The way of a file:
//! [`parse`] makes [`Incoming`] resources of it, [`about_same_patient`] guards that they are this
//! client's, [`understand`] says what the record must know at import; later [`read_back`] and
//! [`view`] make a page from the kept bytes. What the bytes were is never rewritten: they go out
//! as they came in.

mod codes;
mod compose;
mod contact;
mod element;
mod error;
mod facts;
mod incoming;
mod labels;
mod measured;
mod tree;
mod understand;
mod view;

pub use compose::{Composing, Content, WrittenBy, compose};
pub use contact::{FirstContact, email, first_contacts, mobile};
pub use element::date::FhirTime;
pub use element::name::PersonName;
pub use element::reference::{BSN_SYSTEM, Identifier, Reference, Surroundings};
pub use error::{Place, ReadError};
pub use facts::{BsnState, Gender, NotThisClient, PatientFacts, Whose, about_same_patient, patient_facts};
pub use incoming::{FhirVersion, Format, Incoming, VersionGuess, parse, read_back};
pub use measured::{Measured, MeasuredValue, Usual, measured};
pub use tree::{MAX_BYTES, MAX_DEPTH, Node};
pub use understand::{AuthorGap, Bilingual, Understood, understand, understand_among};
pub use view::{Group, Row, View, view, view_among};

/// The person whom a resource is about, where its type names one.
pub fn subject(incoming: &Incoming) -> Option<Reference> {
    element::reference::subject(&incoming.tree)
}
