//! The operator of the machine: commands such as `import`, and the demo's seed. Has no session;
//! every act leaves a line with the operating system's user.

use inzage_domain::log::{Controls, EventAction, EventCode, EventOutcome, LogLine, LogUser, PROTOCOL};
use jiff::Timestamp;

use crate::{Organisation, Store};

/// Somebody at the command line, for one organisation.
#[derive(Clone, Debug)]
pub struct Operator {
    organisation: Organisation,
    who: String,
}

impl Store {
    /// An operator. `who` is the operating system's user (and the command, such as
    /// `root: inzage import`). Never made for a request from outside.
    pub fn operator(&self, organisation: &Organisation, who: &str) -> Operator {
        Operator::new(organisation, who)
    }
}

impl Operator {
    pub(crate) fn new(organisation: &Organisation, who: &str) -> Self {
        Self { organisation: organisation.clone(), who: who.to_owned() }
    }

    /// For which organisation.
    pub fn organisation(&self) -> &Organisation {
        &self.organisation
    }

    pub(crate) fn user(&self) -> LogUser {
        LogUser {
            account: None,
            local: self.who.clone(),
            role_code: "07".into(),
            access_point: "local".into(),
        }
    }

    /// A line about an act of this operator that succeeds.
    pub(crate) fn line(&self, code: EventCode, action: EventAction, at: Timestamp) -> LogLine {
        LogLine {
            organisation: self.organisation.id(),
            at,
            code,
            action,
            outcome: EventOutcome::Success,
            refusal: None,
            controls: Controls { authorisation: true, ..Controls::default() },
            user: self.user(),
            protocol: PROTOCOL.into(),
            consent_profile: "-".into(),
            clients: Vec::new(),
            things: Vec::new(),
            source: "inzage".into(),
        }
    }
}
