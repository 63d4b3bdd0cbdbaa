//! Joining: staff invite on a client's request, and the invited person makes an account in steps
//! (R41, R43, R44, R77).

mod desk;
mod identity;
mod steps;

pub use desk::{Again, Desk, Fault, InvitationForm, Invite, Letter, typed_day};
pub use identity::{DocumentFault, IdentityPage, Known, Recording, StageOne};
pub use steps::{Begin, ChooseName, ChoosePassword, Prove, SendProof};
