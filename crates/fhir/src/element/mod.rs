//! The data types of FHIR that many resources share, read from the tree and written for people.

pub(crate) mod code;
pub(crate) mod date;
pub(crate) mod name;
pub(crate) mod person;
pub(crate) mod quantity;
pub(crate) mod reference;
pub(crate) mod timing;
