//! The ways to the outside world: text messages by a gateway, mail by SMTP, and the demo's outbox of files.
//!
//! What is sent, to whom and when is decided in `services`; here is only how it travels.

pub mod digid;
mod mail;
mod messenger;
mod outbox;
mod sms;

pub use mail::{MailError, MailServer};
pub use messenger::{Gateways, ToOutbox};
pub use outbox::{Outbox, OutboxError, Sent};
pub use sms::SmsGateway;
