//! The ways to the outside world: text messages by a gateway, and the demo's outbox of files.
//!
//! What is sent, to whom and when is decided in `services`; here is only how it travels.

mod messenger;
mod outbox;
mod sms;

pub use messenger::{Gateways, ToOutbox};
pub use outbox::{Outbox, OutboxError, Sent};
pub use sms::SmsGateway;
