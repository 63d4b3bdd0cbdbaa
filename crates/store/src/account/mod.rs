//! The own account: contact details, sessions, history, password, closing; requests to the help
//! desk, and what the help desk does with an account.

mod change;
mod closing;
mod desk;
mod help;
mod lost;
mod own;

pub(crate) use change::{AccountChange, apply};
pub use closing::{ClosingDecided, OwnAccount, OwnClosing};
pub(crate) use desk::desk_line;
pub use desk::{AccountView, PastChange};
pub use help::{Asked, HelpRequest};
pub use lost::{LostDevice, LostRemoved};
pub use own::{OwnLine, OwnProfile};
