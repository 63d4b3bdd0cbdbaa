//! The proof that a log line was kept.

use std::ops::Deref;

/// A permit whose line is durable.
pub type Permitted<A> = Recorded<inzage_domain::access::Permit<A>>;

/// Something whose line in the access log is durable. Only the store makes it, after the commit:
/// a function that takes `&Recorded<Permit<A>>` cannot be reached without check and log.
#[derive(Debug)]
pub struct Recorded<T> {
    value: T,
}

impl<T> Recorded<T> {
    /// Called only after the append was answered.
    pub(super) const fn new(value: T) -> Self {
        Self { value }
    }
}

impl Recorded<crate::FoundClients> {
    /// The rows themselves, for showing.
    pub fn into_inner(self) -> crate::FoundClients {
        self.value
    }
}

impl<T> Deref for Recorded<T> {
    type Target = T;
    fn deref(&self) -> &T {
        &self.value
    }
}
