//! Logging in: credentials, back-off, codes, the session's beginning, refused forms, and the
//! figures of use. The organisation comes from the host: there is no actor yet.

mod app_code;
mod block;
mod challenge;
mod credentials;
mod digid;
mod factor;
mod flash;
mod passkey;
mod proof;
mod reset;
mod session;
mod statistics;
mod throttle;
mod token;

pub use app_code::AppCode;
pub use block::BlockCode;
pub use challenge::{Begun, ChallengeKind, ChallengeOutcome, ChallengeView, Resend};
pub use credentials::Credentials;
pub use digid::{DigidAccount, DigidAsking, DigidSecrets};
pub(crate) use digid::{asked_too_long_ago, person_token};
pub use factor::AppState;
pub use passkey::{KeptPasskey, NewPasskey, PasskeyAsked, PasskeyPurpose, PasskeySummary};
pub use proof::ProofCode;
pub(crate) use reset::TIDY as TIDY_RESETS;
pub use reset::{DeskReset, DeskResetMade, HandedReset, ResetBegun, ResetDone, ResetMail, ResetStep};
pub use statistics::LogInDay;
pub(crate) use throttle::count;
pub use throttle::{Subject, Throttled};
pub(crate) use token::{new_token, token_hash};
