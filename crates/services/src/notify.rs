//! Messages to people outside the portal: SMS, mail, push.
//!
//! They never hold health data, a BSN or a link that logs in (NTA 7516).

use std::{future::Future, pin::Pin};

use serde::{Deserialize, Serialize};
use thiserror::Error;

/// How a message travels.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Channel {
    /// Text message.
    Sms,
    /// E-mail.
    Email,
    /// Web push.
    Push,
}

/// One message.
#[derive(Clone, PartialEq, Eq)]
pub struct Message {
    /// How it travels.
    pub channel: Channel,
    /// Telephone number in international form, e-mail address or push endpoint.
    pub to: String,
    /// Subject; empty for an SMS.
    pub subject: String,
    /// Text.
    pub body: String,
}

/// Why a message was not taken.
#[derive(Debug, Error)]
pub enum MessengerError {
    /// Nothing is configured for this channel.
    #[error("no gateway is configured for this channel")]
    NotConfigured,
    /// The gateway did not answer in time or the connection failed.
    #[error("the gateway cannot be reached: {0}")]
    Unreachable(String),
    /// The gateway answered that it does not take the message.
    #[error("the gateway refused the message with status {0}")]
    Refused(u16),
    /// The outbox could not be written.
    #[error("the outbox cannot be written")]
    Outbox(#[source] std::io::Error),
}

/// What a messenger gives back.
pub type Sending<'a> = Pin<Box<dyn Future<Output = Result<(), MessengerError>> + Send + 'a>>;

/// A way out. It answers only when the next one on the way has taken the message.
pub trait Messenger: Send + Sync {
    /// Hands a message over.
    fn send<'a>(&'a self, message: &'a Message) -> Sending<'a>;
}
