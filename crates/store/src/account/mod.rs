//! The own account: contact details, sessions, history, password, closing; requests to the help
//! desk, and what the help desk does with an account.

mod change;
mod desk;
mod help;
mod own;

pub(crate) use change::{AccountChange, apply};
pub(crate) use desk::desk_line;
pub use desk::{AccountView, PastChange};
pub use help::{Asked, HelpRequest};
pub use own::{OwnLine, OwnProfile};
