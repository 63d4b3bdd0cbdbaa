//! Who acts, and with what leave: [`Actor`] out of a session, [`Operator`] at the command line,
//! [`Recorded`] permits whose log line is durable.

mod actor;
mod facts;
mod later;
mod operator;
mod own;
mod permit;
mod recorded;
mod sessions;

pub use actor::{Actor, RequestContext, SessionState};
pub(crate) use actor::{account_line, role_code};
pub use operator::Operator;
pub use own::OwnRecord;
pub use recorded::{Permitted, Recorded};
pub use sessions::SessionSummary;
pub(crate) use sessions::{SessionContext, context_place};
