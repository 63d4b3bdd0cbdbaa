//! Logging in: credentials, back-off, codes, the session's beginning, refused forms, and the
//! figures of use. The organisation comes from the host: there is no actor yet.

mod challenge;
mod credentials;
mod flash;
mod session;
mod statistics;
mod throttle;
mod token;

pub use challenge::{ChallengeOutcome, ChallengeView, Resend};
pub use credentials::Credentials;
pub use statistics::LogInDay;
pub use throttle::{Subject, Throttled};
pub(crate) use token::token_hash;
