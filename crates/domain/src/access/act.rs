//! The acts that need a permit.

use crate::{Role, access::Kinds, log::EventAction};

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
}

impl Action {
    /// Every act.
    pub const ALL: &'static [Self] = &[
        Self::ReadRecord,
        Self::ImportRecord,
        Self::PublishRecord,
        Self::FindClients,
        Self::ReadOrganisation,
    ];

    /// What it is about.
    pub const fn scope(self) -> Scope {
        match self {
            Self::ReadRecord | Self::ImportRecord | Self::PublishRecord => Scope::Client,
            Self::FindClients | Self::ReadOrganisation => Scope::Organisation,
        }
    }

    /// Action code of NEN 7513 (C, R, U, D or E).
    pub const fn event_action(self) -> EventAction {
        match self {
            Self::ReadRecord | Self::ReadOrganisation => EventAction::Read,
            Self::ImportRecord => EventAction::Create,
            Self::PublishRecord => EventAction::Update,
            Self::FindClients => EventAction::Execute,
        }
    }

    /// What a role of the organisation may do here, or `None`.
    pub(super) const fn of_role(self, role: Role) -> Option<Kinds> {
        match (self, role) {
            (Self::ReadRecord | Self::FindClients, Role::Nurse) => Some(Kinds::ALL),
            (Self::ReadOrganisation, Role::Admin) => Some(Kinds::NONE),
            (
                Self::ReadRecord
                | Self::FindClients
                | Self::ReadOrganisation
                | Self::ImportRecord
                | Self::PublishRecord,
                Role::Nurse | Role::Physician | Role::Secretary | Role::Admin | Role::Provider,
            ) => None,
        }
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
}
