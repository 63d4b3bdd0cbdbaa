//! The access log (NEN 7513): lines, their chain, and the proof of both.
//!
//! Clear are only organisation, place in the chain, instant, event, action, outcome and account,
//! and which clients it was about; everything else is sealed under the organisation's key. Each
//! line's hash covers the hash before it, so that no line can be changed, added or left out
//! unseen; signed heads in closed segments and in a second place show a tail that was cut off.

mod append;
mod chain;
mod line;
mod read;
mod segment;
mod verify;
mod witness;

pub(crate) use append::append;
pub use line::LogDetails;
pub(crate) use line::{SealedLine, open as open_details};
pub use read::ClientLogLine;
pub(crate) use read::{Asked, of_client};
pub(crate) use segment::{HeadKey, Rounds, keep_heads};
pub(crate) use verify::verify;
pub use verify::{LogProblem, LogReport};
pub(crate) use witness::Witness;
