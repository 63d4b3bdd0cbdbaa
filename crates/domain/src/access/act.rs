//! The acts that need a permit.

use super::{Kinds, Refusal};
use crate::{Basis, Role, age::Phase, log::EventAction};

/// Whether an act is about one client or about the organisation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// One client's record.
    Client,
    /// The organisation as a whole.
    Organisation,
}

/// An act that needs a permit, as a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Action {
    /// Reading the shared part of a record (R1, R2).
    ReadRecord,
    /// Putting outside data into a record, by an operator's command.
    ImportRecord,
    /// Sharing a version with the client, or hiding it again, by an operator's command (R2).
    PublishRecord,
    /// Finding clients by name or birth date.
    FindClients,
    /// Reading the organisation's settings and its figures of use.
    ReadOrganisation,
    /// Changing the organisation's policy and its terms of use.
    ChangeOrganisation,
    /// Seeing who can look at a record, on which ground and until when.
    ReadAccess,
    /// Staff: letting somebody look beside a client, and withdrawing it.
    ManageAccess,
    /// Withdrawing a second contact's access for good care (R8).
    WithdrawContact,
    /// The client, a representative or the network's manager: who in the network sees what (R39).
    ChangeNetwork,
    /// A client of 12 to 15 says what a parent may see (R121).
    Agree,
    /// A client of 12 to 15 lets a parent look along now (L1).
    ShowTogether,
    /// A parent looks along with a client of 12 to 15 (L1).
    JoinTogether,
    /// The client, or who decides for the client: who looked at the record (L6, Wabvpz 15e).
    ReadLog,
    /// Recording that a client cannot decide about care (any more), or can again (R17).
    RecordCapacity,
    /// Who represents a client who cannot decide: whether the client's account is closed (R17).
    DecideClosing,
    /// The help desk: reading what people ask it, blocking, ending and opening accounts (R11, R18).
    HelpDesk,
}

/// Somebody beside a client, as far as an act depends on it.
pub(super) struct Beside {
    /// The ground.
    pub(super) basis: Basis,
    /// Whether that person decides in the client's place.
    pub(super) represents: bool,
    /// Whether that person manages the network.
    pub(super) manages: bool,
    /// Who decides about the record.
    pub(super) phase: Phase,
    /// Whether the client cannot decide.
    pub(super) incapable: bool,
}

impl Action {
    /// Every act.
    pub const ALL: &'static [Self] = &[
        Self::ReadRecord,
        Self::ImportRecord,
        Self::PublishRecord,
        Self::FindClients,
        Self::ReadOrganisation,
        Self::ChangeOrganisation,
        Self::ReadAccess,
        Self::ManageAccess,
        Self::WithdrawContact,
        Self::ChangeNetwork,
        Self::Agree,
        Self::ShowTogether,
        Self::JoinTogether,
        Self::ReadLog,
        Self::RecordCapacity,
        Self::DecideClosing,
        Self::HelpDesk,
    ];

    /// What it is about.
    pub const fn scope(self) -> Scope {
        match self {
            Self::ReadRecord
            | Self::ImportRecord
            | Self::PublishRecord
            | Self::ReadAccess
            | Self::ManageAccess
            | Self::WithdrawContact
            | Self::ChangeNetwork
            | Self::Agree
            | Self::ShowTogether
            | Self::JoinTogether
            | Self::ReadLog
            | Self::RecordCapacity
            | Self::DecideClosing => Scope::Client,
            Self::FindClients | Self::ReadOrganisation | Self::ChangeOrganisation | Self::HelpDesk => {
                Scope::Organisation
            }
        }
    }

    /// Action code of NEN 7513 (C, R, U, D or E).
    pub const fn event_action(self) -> EventAction {
        match self {
            Self::ReadRecord | Self::ReadOrganisation | Self::ReadAccess | Self::ReadLog => EventAction::Read,
            Self::ImportRecord => EventAction::Create,
            Self::PublishRecord
            | Self::ChangeOrganisation
            | Self::ManageAccess
            | Self::WithdrawContact
            | Self::ChangeNetwork
            | Self::Agree
            | Self::ShowTogether
            | Self::JoinTogether
            | Self::RecordCapacity
            | Self::DecideClosing => EventAction::Update,
            Self::FindClients | Self::HelpDesk => EventAction::Execute,
        }
    }

    /// What a role of the organisation may do here, or `None`.
    pub(super) const fn of_role(self, role: Role) -> Option<Kinds> {
        match (self, role) {
            (Self::ReadRecord | Self::FindClients, Role::Nurse | Role::Physician) => Some(Kinds::ALL),
            (Self::FindClients, Role::Secretary)
            | (Self::ReadAccess, Role::Nurse | Role::Physician | Role::Secretary)
            | (Self::ManageAccess, Role::Nurse | Role::Secretary)
            | (Self::WithdrawContact, Role::Physician)
            | (Self::RecordCapacity, Role::Nurse | Role::Physician)
            | (Self::ReadOrganisation | Self::ChangeOrganisation | Self::HelpDesk, Role::Admin) => {
                Some(Kinds::NONE)
            }
            (
                Self::ReadRecord
                | Self::FindClients
                | Self::ReadOrganisation
                | Self::ChangeOrganisation
                | Self::ImportRecord
                | Self::PublishRecord
                | Self::ReadAccess
                | Self::ManageAccess
                | Self::WithdrawContact
                | Self::ChangeNetwork
                | Self::Agree
                | Self::ShowTogether
                | Self::JoinTogether
                | Self::ReadLog
                | Self::RecordCapacity
                | Self::DecideClosing
                | Self::HelpDesk,
                Role::Nurse | Role::Physician | Role::Secretary | Role::Admin | Role::Provider,
            ) => None,
        }
    }

    /// What a person beside a client may do here, with what that person can see: the kinds, or why
    /// not.
    pub(super) const fn of_relation(self, beside: &Beside, seen: Kinds) -> Result<Kinds, Refusal> {
        let Beside { basis, represents, manages, phase, incapable } = *beside;
        let own = matches!(basis, Basis::Own);
        let youth = matches!(phase, Phase::Youth);
        let allowed = match self {
            Self::ReadRecord if seen.is_empty() => {
                return Err(if youth && !own { Refusal::NotAgreed } else { Refusal::NothingShared });
            }
            Self::ReadRecord => true,
            Self::ReadAccess => own || represents || manages,
            // From 12 to 15 it is the client's own to see who looked.
            Self::ReadLog => own || (represents && !youth),
            // Whoever cannot decide does not say either who may look.
            Self::ChangeNetwork | Self::Agree | Self::ShowTogether if own && incapable => {
                return Err(Refusal::Represented);
            }
            // From 12 to 15 the say over the network is the client's own.
            Self::ChangeNetwork => own || ((represents || manages) && !youth),
            Self::Agree | Self::ShowTogether => own && youth,
            Self::JoinTogether => basis.is_parental() && youth,
            Self::DecideClosing => represents && incapable,
            Self::ImportRecord
            | Self::PublishRecord
            | Self::FindClients
            | Self::ReadOrganisation
            | Self::ChangeOrganisation
            | Self::ManageAccess
            | Self::WithdrawContact
            | Self::RecordCapacity
            | Self::HelpDesk => false,
        };
        if allowed { Ok(seen) } else { Err(Refusal::RoleNotAllowed) }
    }
}

mod sealed {
    pub trait Sealed {}
}

/// An act as a type, so that a store function can ask for a permit of exactly that act.
pub trait Act: sealed::Sealed + Send + Sync + 'static {
    /// The act as a value.
    const ACTION: Action;
}

macro_rules! acts {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug)]
        pub struct $name;
        impl sealed::Sealed for $name {}
        impl Act for $name {
            const ACTION: Action = Action::$name;
        }
    )*};
}

acts! {
    /// See [`Action::ReadRecord`].
    ReadRecord;
    /// See [`Action::ImportRecord`].
    ImportRecord;
    /// See [`Action::PublishRecord`].
    PublishRecord;
    /// See [`Action::FindClients`].
    FindClients;
    /// See [`Action::ReadOrganisation`].
    ReadOrganisation;
    /// See [`Action::ChangeOrganisation`].
    ChangeOrganisation;
    /// See [`Action::ReadAccess`].
    ReadAccess;
    /// See [`Action::ManageAccess`].
    ManageAccess;
    /// See [`Action::WithdrawContact`].
    WithdrawContact;
    /// See [`Action::ChangeNetwork`].
    ChangeNetwork;
    /// See [`Action::Agree`].
    Agree;
    /// See [`Action::ShowTogether`].
    ShowTogether;
    /// See [`Action::JoinTogether`].
    JoinTogether;
    /// See [`Action::ReadLog`].
    ReadLog;
    /// See [`Action::RecordCapacity`].
    RecordCapacity;
    /// See [`Action::DecideClosing`].
    DecideClosing;
    /// See [`Action::HelpDesk`].
    HelpDesk;
}
