//! Joining: staff invite on a client's request, and the invited person makes an account in steps
//! (R41, R43, R44, R77).

mod contact;
mod desk;
mod identity;
mod number;
mod own;
mod steps;
mod to_network;

pub(crate) use contact::LONGEST_RELATION;
pub use contact::{ContactFault, ContactForm, ContactPage, Registered};
pub(crate) use desk::is_name;
pub use desk::{Again, Desk, Fault, InvitationForm, Invite, Letter, typed_day};
pub use identity::{DocumentFault, IdentityPage, Known, Recording, StageOne};
pub use number::{NumberAnswer, NumberFault, NumberForm, NumberPage};
pub(crate) use steps::is_user_name;
pub use steps::{Begin, ChooseName, ChoosePassword, Prove, SendProof};
pub use to_network::{NetworkDesk, NetworkFault, NetworkForm, NetworkInvite};
