//! Logging in: credentials, back-off, codes, the session's beginning, refused forms, and the
//! figures of use. The organisation comes from the host: there is no actor yet.

mod app_code;
mod block;
mod challenge;
mod credentials;
mod factor;
mod flash;
mod session;
mod statistics;
mod throttle;
mod token;

pub use app_code::AppCode;
pub use block::BlockCode;
pub use challenge::{ChallengeKind, ChallengeOutcome, ChallengeView, Resend};
pub use credentials::Credentials;
pub use factor::AppState;
pub use statistics::LogInDay;
pub(crate) use throttle::count;
pub use throttle::{Subject, Throttled};
pub(crate) use token::{new_token, token_hash};
