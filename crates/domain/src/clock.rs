//! Time as an argument.

use jiff::Timestamp;

/// Tells the time. The host passes the system's clock, the demo a settable one, a test its own.
pub trait Clock: Send + Sync {
    /// The present instant, UTC.
    fn now(&self) -> Timestamp;
}
