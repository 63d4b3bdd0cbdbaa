//! The acts that need a permit.

use super::{Kinds, Refusal};
use crate::{Basis, Role, age::Phase, consent::may_say, log::EventAction};

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
    /// Whoever reads the record as a client or beside one: adding something of one's own (R24, R34).
    AddOwn,
    /// Care workers: writing into a record, and changing what they wrote (R2, R24).
    WriteRecord,
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
    /// Seeing what the client consented to (R129, R137).
    ReadConsents,
    /// Giving or withdrawing a consent: the client, or who decides for or with the client (R129, R137).
    GiveConsent,
    /// Opening the record of a client at another location in an emergency (R19).
    OpenEmergency,
    /// Looking for one client at any location, to open the record in an emergency (R19).
    FindElsewhere,
    /// A privacy officer: reading and judging what was opened in an emergency (R19).
    ReviewEmergency,
    /// The help desk: reading what people ask it, blocking, ending and opening accounts (R11, R18).
    HelpDesk,
    /// The client, or who decides for the client: asking that something about the record is put right,
    /// destroyed or looked into, and taking that back (L5, R25, R37).
    AskCase,
    /// The same people: reading what became of it.
    ReadCases,
    /// Staff: what waits at all clients where one works.
    CaseQueue,
    /// Staff: treating one case of a client. Which kinds a role treats is in [`crate::case`].
    TreatCases,
    /// A privacy officer: which records have come to their last day, legal holds, and destroying (R35).
    ManageRetention,
    /// The client, or who decides for the client: taking a copy of the record along (R21, R26, L8; WGBO
    /// 7:456, Wabvpz 15d).
    TakeAlong,
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
        Self::AddOwn,
        Self::WriteRecord,
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
        Self::ReadConsents,
        Self::GiveConsent,
        Self::OpenEmergency,
        Self::FindElsewhere,
        Self::ReviewEmergency,
        Self::HelpDesk,
        Self::AskCase,
        Self::ReadCases,
        Self::CaseQueue,
        Self::TreatCases,
        Self::TakeAlong,
        Self::ManageRetention,
    ];

    /// What it is about.
    pub const fn scope(self) -> Scope {
        match self {
            Self::ReadRecord
            | Self::AskCase
            | Self::ReadCases
            | Self::TreatCases
            | Self::ImportRecord
            | Self::AddOwn
            | Self::WriteRecord
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
            | Self::ReadConsents
            | Self::GiveConsent
            | Self::OpenEmergency
            | Self::TakeAlong => Scope::Client,
            Self::FindClients
            | Self::ReadOrganisation
            | Self::ChangeOrganisation
            | Self::HelpDesk
            | Self::FindElsewhere
            | Self::ReviewEmergency
            | Self::CaseQueue
            | Self::ManageRetention => Scope::Organisation,
        }
    }

    /// Action code of NEN 7513 (C, R, U, D or E).
    pub const fn event_action(self) -> EventAction {
        match self {
            Self::ReadRecord
            | Self::ReadOrganisation
            | Self::ReadAccess
            | Self::ReadLog
            | Self::ReadCases
            | Self::ReadConsents
            | Self::ReviewEmergency
            | Self::ManageRetention
            | Self::CaseQueue => EventAction::Read,
            Self::ImportRecord | Self::AddOwn | Self::WriteRecord | Self::AskCase => EventAction::Create,
            Self::PublishRecord
            | Self::TreatCases
            | Self::ChangeOrganisation
            | Self::ManageAccess
            | Self::WithdrawContact
            | Self::ChangeNetwork
            | Self::Agree
            | Self::ShowTogether
            | Self::JoinTogether
            | Self::RecordCapacity
            | Self::GiveConsent
            | Self::DecideClosing => EventAction::Update,
            Self::FindClients
            | Self::HelpDesk
            | Self::OpenEmergency
            | Self::FindElsewhere
            | Self::TakeAlong => EventAction::Execute,
        }
    }

    /// What a role of the organisation may do here, or `None`.
    pub(super) const fn of_role(self, role: Role) -> Option<Kinds> {
        match (self, role) {
            (Self::ReadRecord | Self::FindClients | Self::WriteRecord, Role::Nurse | Role::Physician) => {
                Some(Kinds::ALL)
            }
            (Self::CaseQueue | Self::TreatCases, Role::Nurse | Role::Physician | Role::PrivacyOfficer)
            | (Self::FindClients, Role::Secretary)
            | (Self::ReadAccess, Role::Nurse | Role::Physician | Role::Secretary)
            | (Self::ManageAccess, Role::Nurse | Role::Secretary)
            | (Self::WithdrawContact, Role::Physician)
            | (
                Self::RecordCapacity | Self::ReadConsents | Self::OpenEmergency | Self::FindElsewhere,
                Role::Nurse | Role::Physician,
            )
            | (Self::ReviewEmergency | Self::ManageRetention, Role::PrivacyOfficer)
            | (Self::ReadOrganisation | Self::ChangeOrganisation | Self::HelpDesk, Role::Admin) => {
                Some(Kinds::NONE)
            }
            (
                Self::ReadRecord
                | Self::AskCase
                | Self::ReadCases
                | Self::CaseQueue
                | Self::TreatCases
                | Self::FindClients
                | Self::ReadOrganisation
                | Self::ChangeOrganisation
                | Self::ImportRecord
                | Self::AddOwn
                | Self::WriteRecord
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
                | Self::ReadConsents
                | Self::GiveConsent
                | Self::OpenEmergency
                | Self::FindElsewhere
                | Self::ReviewEmergency
                | Self::ManageRetention
                | Self::HelpDesk
                | Self::TakeAlong,
                Role::Nurse
                | Role::Physician
                | Role::Secretary
                | Role::Admin
                | Role::Provider
                | Role::PrivacyOfficer,
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
            // What may be taken along is what may be seen, by whoever has a right to a copy: not by a
            // contact who only looks along.
            Self::TakeAlong if !(own || represents || basis.is_parental()) => false,
            Self::ReadRecord | Self::AddOwn | Self::TakeAlong if seen.is_empty() => {
                return Err(if youth && !own { Refusal::NotAgreed } else { Refusal::NothingShared });
            }
            Self::ReadRecord | Self::AddOwn | Self::TakeAlong => true,
            // A parent of a client of 12 to 15 asks about what the client agreed to show.
            Self::AskCase | Self::ReadCases if youth && !own && seen.is_empty() => {
                return Err(Refusal::NotAgreed);
            }
            Self::AskCase | Self::ReadCases | Self::ReadConsents => own || represents,
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
            Self::GiveConsent => {
                return match may_say(own, represents, phase, incapable) {
                    Ok(_) => Ok(seen),
                    Err(refusal) => Err(refusal),
                };
            }
            Self::ImportRecord
            | Self::WriteRecord
            | Self::PublishRecord
            | Self::OpenEmergency
            | Self::FindElsewhere
            | Self::ManageRetention
            | Self::ReviewEmergency
            | Self::CaseQueue
            | Self::TreatCases
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
    /// See [`Action::AddOwn`].
    AddOwn;
    /// See [`Action::WriteRecord`].
    WriteRecord;
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
    /// See [`Action::ReadConsents`].
    ReadConsents;
    /// See [`Action::GiveConsent`].
    GiveConsent;
    /// See [`Action::OpenEmergency`].
    OpenEmergency;
    /// See [`Action::FindElsewhere`].
    FindElsewhere;
    /// See [`Action::ReviewEmergency`].
    ReviewEmergency;
    /// See [`Action::HelpDesk`].
    HelpDesk;
    /// See [`Action::AskCase`].
    AskCase;
    /// See [`Action::ReadCases`].
    ReadCases;
    /// See [`Action::CaseQueue`].
    CaseQueue;
    /// See [`Action::TreatCases`].
    TreatCases;
    /// See [`Action::TakeAlong`].
    TakeAlong;
    /// See [`Action::ManageRetention`].
    ManageRetention;
}
