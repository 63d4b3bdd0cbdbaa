//! The access log: what one line says (NEN 7513:2018 chapter 7).
//!
//! One [`LogLine`] is one event. It names the acting person, what was done with which result, and
//! every client whose data it touched. The store adds place in the chain and seals the details.

use std::fmt;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::{AccountId, ClientId, Language, OrganisationId, access::Refusal, role::stored_enum};

stored_enum! {
    /// EventID: what happened (NEN 7513 7.2, "gebeurteniscode").
    EventCode {
        /// A log-in that was completed (DCM 110122).
        LogIn = "log-in",
        /// A step of logging in: name and password given, code sent or tried.
        LogInStep = "log-in-step",
        /// A log-out, also by time (DCM 110123).
        LogOut = "log-out",
        /// A page or request that shows a record.
        ReadRecord = "read-record",
        /// A search among clients.
        FindClients = "find-clients",
        /// Data from outside put into a record.
        ImportRecord = "import-record",
        /// Something written into a record here, by a care worker or by the client and those beside.
        WriteRecord = "write-record",
        /// A version shared with the client, or hidden again.
        Publish = "publish",
        /// Terms accepted.
        AcceptTerms = "accept-terms",
        /// Terms declined.
        DeclineTerms = "decline-terms",
        /// An account, relation or employment made or changed.
        ChangeRights = "change-rights",
        /// Who can look at a record, read.
        ReadAccess = "read-access",
        /// Looking together: begun, joined or ended.
        LookTogether = "look-together",
        /// An invitation made, sent again, printed or withdrawn; invitations read.
        Invite = "invite",
        /// A step of joining with an invitation (R43, R44).
        Join = "join",
        /// A client registered or changed.
        ChangeClient = "change-client",
        /// The organisation's settings read.
        ReadOrganisation = "read-organisation",
        /// The organisation's settings, policy or terms changed.
        ChangeOrganisation = "change-organisation",
        /// The log itself read or proved.
        ReadLog = "read-log",
        /// A client's key destroyed.
        DestroyKey = "destroy-key",
        /// The organisation's key put under another master key.
        RotateKey = "rotate-key",
        /// A password kept under newer parameters, or changed.
        ChangePassword = "change-password",
        /// An authenticator app or a passkey set up or removed, a recovery code used.
        ChangeFactor = "change-factor",
        /// An account blocked or ended by its holder.
        EndAccount = "end-account",
        /// A second step proved again before a sensitive act (R91).
        StepUp = "step-up",
        /// Work refused from outside the organisation's networks (R91).
        OutsideNetwork = "outside-network",
        /// A request to the help desk, made without logging in.
        AskHelp = "ask-help",
        /// The help desk's list of requests, or an account, read.
        HelpDesk = "help-desk",
        /// What a client consented to, read.
        ReadConsents = "read-consents",
        /// A consent given or withdrawn (R129).
        GiveConsent = "give-consent",
        /// Emergency access to a record: asked for, opened or ended (R19).
        EmergencyAccess = "emergency-access",
        /// Emergency accesses read or judged by a privacy officer.
        ReviewEmergency = "review-emergency",
        /// A mail about a client that the portal sends by itself: a birthday, the end of care.
        Notify = "notify",
        /// A case asked, read or treated: a correction, a deletion, what is not recognised.
        Case = "case",
        /// Records at the end of their term: read, held, the hold lifted (R35).
        Retention = "retention",
        /// A copy of a record asked for, made or fetched (R26).
        Export = "export",
    }
}

impl EventCode {
    /// What somebody did, for the client who reads the log (L6).
    pub fn said(self, language: Language) -> &'static str {
        let (dutch, english) = match self {
            Self::ReadRecord => ("Dossier bekeken", "Looked at the record"),
            Self::FindClients => ("Gezien in een lijst met cliënten", "Seen in a list of clients"),
            Self::WriteRecord => (
                "Iets in het dossier geschreven, of een formulier daarvoor geopend",
                "Wrote something into the record, or opened a form for it",
            ),
            Self::ImportRecord => {
                ("Gegevens toegevoegd uit een ander systeem", "Added data from another system")
            }
            Self::Publish => {
                ("Een onderdeel gedeeld of niet meer gedeeld", "Shared a part, or stopped sharing it")
            }
            Self::ChangeRights => ("Toegang gewijzigd", "Changed the access"),
            Self::ReadAccess => ("Bekeken wie het dossier kan zien", "Looked at who can see the record"),
            Self::LookTogether => ("Samen gekeken", "Looked together"),
            Self::Invite => {
                ("Iemand uitgenodigd, of uitnodigingen bekeken", "Invited somebody, or looked at invitations")
            }
            Self::Join => ("Een account gemaakt met een uitnodiging", "Made an account with an invitation"),
            Self::ChangeClient => ("Gegevens van de cliënt gewijzigd", "Changed the client's details"),
            Self::Case => {
                ("Een verzoek gedaan, bekeken of behandeld", "Made, looked at or treated a request")
            }
            Self::ReadLog => ("Dit logboek bekeken", "Looked at this log"),
            Self::ReadConsents => ("Toestemmingen bekeken", "Looked at the consents"),
            Self::GiveConsent => ("Toestemming gegeven of ingetrokken", "Gave or withdrew a consent"),
            Self::EmergencyAccess => {
                ("Noodtoegang gevraagd, geopend of beëindigd", "Asked for, opened or ended emergency access")
            }
            Self::ReviewEmergency => ("Noodtoegang beoordeeld", "Judged emergency access"),
            Self::DestroyKey => ("Dossier vernietigd", "Destroyed the record"),
            Self::RotateKey => ("Sleutel vernieuwd", "Renewed the key"),
            Self::Retention => ("Bewaartermijn bekeken of veranderd", "Looked at or changed the retention"),
            Self::Export => {
                ("Kopie van het dossier gevraagd of opgehaald", "Asked for or fetched a copy of the record")
            }
            _ => ("Iets anders gedaan in het portaal", "Did something else in the portal"),
        };
        language.pick(dutch, english)
    }
}

stored_enum! {
    /// EventActionCode.
    EventAction {
        /// Create.
        Create = "C",
        /// Read.
        Read = "R",
        /// Update.
        Update = "U",
        /// Delete.
        Delete = "D",
        /// Execute.
        Execute = "E",
    }
}

stored_enum! {
    /// EventOutcomeIndicator.
    EventOutcome {
        /// Done.
        Success = "1",
        /// Refused.
        Refused = "2",
        /// Failed.
        Error = "3",
    }
}

/// "Controles": which checks were passed, in the fixed order of NEN 7513.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[expect(clippy::struct_excessive_bools, reason = "four independent positions of the norm's field")]
pub struct Controls {
    /// Authorisation.
    pub authorisation: bool,
    /// Treatment relation.
    pub treatment_relation: bool,
    /// Consent of the client.
    pub consent: bool,
    /// Emergency access.
    pub emergency: bool,
}

impl fmt::Display for Controls {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for flag in [self.authorisation, self.treatment_relation, self.consent, self.emergency] {
            f.write_str(if flag { "T" } else { "F" })?;
        }
        Ok(())
    }
}

/// Who did it ("gebruiker").
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LogUser {
    /// UserID: the account; `None` for somebody who is not known (a refused log-in) or a command.
    pub account: Option<AccountId>,
    /// AlternateUserID: for a command, the operating system's user; else empty.
    pub local: String,
    /// RoleIDCode (ISO 21298): 01 client, 02 representative, 03 care professional, ...
    pub role_code: String,
    /// NetworkAccessPoint (IP address or machine), empty where there is none.
    pub access_point: String,
}

/// "Object" of an event that is not a client: which kind of thing and which one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LogThing {
    /// Kind, such as `category`, `entry`, `terms-version`.
    pub kind: String,
    /// Its id or word; never content, a name or a search text.
    pub id: String,
}

/// One event, before it has its place in the chain.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LogLine {
    /// Whose log.
    pub organisation: OrganisationId,
    /// Start of the event.
    pub at: Timestamp,
    /// EventID.
    pub code: EventCode,
    /// EventActionCode.
    pub action: EventAction,
    /// EventOutcomeIndicator.
    pub outcome: EventOutcome,
    /// Why it was refused, where it was.
    pub refusal: Option<String>,
    /// Controls.
    pub controls: Controls,
    /// Who.
    pub user: LogUser,
    /// The authorisation protocol: the rule that was applied ("autorisatieprotocol").
    pub protocol: String,
    /// The consent profile ("toestemmingsprofiel"): the relation's basis, or `-`.
    pub consent_profile: String,
    /// Clients whose data the event touched ("object" of class person).
    pub clients: Vec<ClientId>,
    /// Other things it was about.
    pub things: Vec<LogThing>,
    /// AuditSourceID: the program and its request id.
    pub source: String,
}

impl LogLine {
    /// The word of a refusal for the log.
    #[must_use]
    pub fn refused(mut self, refusal: Refusal) -> Self {
        self.outcome = EventOutcome::Refused;
        self.refusal = Some(refusal.key().to_owned());
        self.controls = Controls::default();
        self
    }
}

/// The authorisation protocol that the portal applies now.
pub const PROTOCOL: &str = "inzage-access-1";

#[cfg(test)]
mod tests {
    use super::Controls;

    #[test]
    fn controls_are_four_letters_in_the_norms_order() {
        let controls =
            Controls { authorisation: true, treatment_relation: false, consent: true, emergency: true };
        assert_eq!(controls.to_string(), "TFTT");
        assert_eq!(Controls::default().to_string(), "FFFF");
    }
}
