//! The way out for messages: which channel goes by which adapter.

use std::sync::Arc;

use inzage_domain::Clock;
use inzage_services::notify::{Channel, Message, Messenger, MessengerError, Sending};

use super::{MailError, MailServer, Outbox, SmsGateway};
use crate::outside::sms::SmsError;

/// Messages by the configured gateways. Channels without one are refused, never dropped.
pub struct Gateways {
    sms: Option<SmsGateway>,
    mail: Option<MailServer>,
}

impl Gateways {
    /// The gateways of a configuration.
    pub const fn new(sms: Option<SmsGateway>, mail: Option<MailServer>) -> Self {
        Self { sms, mail }
    }

    async fn hand_over(&self, message: &Message) -> Result<(), MessengerError> {
        match message.channel {
            Channel::Sms => {
                let gateway = self.sms.as_ref().ok_or(MessengerError::NotConfigured)?;
                gateway.send(&message.to, &message.body).await.map_err(|error| match error {
                    SmsError::Unreachable(source) => MessengerError::Unreachable(source.to_string()),
                    SmsError::Refused(status) => MessengerError::Refused(status),
                })
            }
            Channel::Email => {
                let server = self.mail.as_ref().ok_or(MessengerError::NotConfigured)?;
                server.send(&message.to, &message.subject, &message.body).await.map_err(|error| match error {
                    MailError::Unreachable | MailError::Unwritable => {
                        MessengerError::Unreachable(error.to_string())
                    }
                    MailError::Refused(status) => MessengerError::Refused(status),
                })
            }
            Channel::Push => Err(MessengerError::NotConfigured),
        }
    }
}

impl Messenger for Gateways {
    fn send<'a>(&'a self, message: &'a Message) -> Sending<'a> {
        Box::pin(self.hand_over(message))
    }
}

/// Messages into the demo's outbox.
pub struct ToOutbox {
    outbox: Arc<Outbox>,
    clock: Arc<dyn Clock>,
}

impl ToOutbox {
    /// A messenger that fills an outbox.
    pub fn new(outbox: Arc<Outbox>, clock: Arc<dyn Clock>) -> Self {
        Self { outbox, clock }
    }

    async fn hand_over(&self, message: &Message) -> Result<(), MessengerError> {
        let (outbox, clock, message) = (self.outbox.clone(), self.clock.clone(), message.clone());
        let put = move || {
            let channel = match message.channel {
                Channel::Sms => "sms",
                Channel::Email => "email",
                Channel::Push => "push",
            };
            outbox.put(clock.as_ref(), channel, &message.to, &message.subject, &message.body)
        };
        match tokio::task::spawn_blocking(put).await {
            Ok(Ok(_number)) => Ok(()),
            Ok(Err(error)) => Err(MessengerError::Outbox(error.into())),
            Err(stopped) => Err(MessengerError::Outbox(std::io::Error::other(stopped))),
        }
    }
}

impl Messenger for ToOutbox {
    fn send<'a>(&'a self, message: &'a Message) -> Sending<'a> {
        Box::pin(self.hand_over(message))
    }
}
