//! What differs between organisations, as data: a typed policy with five presets.
//!
//! A rule reads its policy; no rule asks which organisation it is for. Sources of the presets are
//! the terms of use of five real portals (requirements A to E, contradictions F1 to F4).

use jiff::{ToSpan, civil::Date};
use serde::{Deserialize, Serialize};

use crate::{
    Kinship, consent::Purpose, digid::Level, networks::Networks, role::stored_enum, session::SessionMethod,
};

stored_enum! {
    /// Which terms the defaults follow.
    Preset {
        /// Password and SMS code, two contacts, closing within 28 days.
        Vivium = "vivium",
        /// Care network with a manager, terms accepted at each log-in.
        Caren = "caren",
        /// Record software for a practice.
        Cliendo = "cliendo",
        /// Exchange between providers of birth care.
        CareCodex = "carecodex",
        /// DigiD only, staged access.
        MijnSein = "mijnsein",
    }
}

stored_enum! {
    /// The second step of logging in.
    SecondFactor {
        /// A code by SMS (R9, R101).
        Sms = "sms",
        /// DigiD instead of a password (R117).
        Digid = "digid",
        /// The person chooses (R91).
        Optional = "optional",
    }
}

stored_enum! {
    /// When terms are accepted (contradiction F2).
    Acceptance {
        /// On a page at the first log-in and at each new version (R4, R96).
        Page = "page",
        /// By logging in; the log-in page says so (R50).
        EachLogIn = "each-log-in",
        /// By using the portal (R112).
        ByUse = "by-use",
        /// By going on after notice (R85).
        AfterNotice = "after-notice",
    }
}

stored_enum! {
    /// Who may look beside the client (contradiction F4).
    Representation {
        /// First contact and one second contact (R6).
        TwoContacts = "two-contacts",
        /// A network with a manager (R39).
        Network = "network",
        /// Nobody yet (R120).
        Nobody = "nobody",
    }
}

stored_enum! {
    /// When access ends after the end of care (contradiction F1).
    AccessEnd {
        /// Within 28 days (R15).
        WithinFourWeeks = "within-four-weeks",
        /// The same day (R46).
        SameDay = "same-day",
        /// At the end of treatment or known death (R119).
        AtEnd = "at-end",
    }
}

impl AccessEnd {
    /// Days after the end of care on which access is closed: on day 27 it is open, on day 28
    /// closed (R15); at once for the others (R46, R119).
    pub const fn days(self) -> i64 {
        match self {
            Self::WithinFourWeeks => 28,
            Self::SameDay | Self::AtEnd => 0,
        }
    }

    /// The first day on which access is closed, for care that ended on a day.
    pub fn closes_on(self, ended_on: Date) -> Date {
        ended_on.checked_add(self.days().days()).unwrap_or(Date::MAX)
    }
}

stored_enum! {
    /// How a parent looks along with a client of 12 to 15 (R121, L1).
    Minors {
        /// At any time, the kinds of data that the client agreed to.
        ByConsent = "by-consent",
        /// Only together with the client: while both look.
        TogetherOnly = "together-only",
    }
}

/// Times of a session (section H, R126).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SessionPolicy {
    /// Minutes without a request after which the session ends.
    pub idle_minutes: u16,
    /// Minutes before the end at which the person is warned.
    pub warning_minutes: u16,
    /// Hours after log-in after which the session ends in any case.
    pub absolute_hours: u16,
}

/// The policy of one organisation. Every version is kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Policy {
    /// The preset it began as.
    pub preset: Preset,
    /// Second step for clients and those beside them.
    pub second_factor: SecondFactor,
    /// Second step for staff.
    pub staff_second_factor: SecondFactor,
    /// Times of a session.
    pub session: SessionPolicy,
    /// How terms are accepted.
    pub acceptance: Acceptance,
    /// Who may look beside the client.
    pub representation: Representation,
    /// When access ends.
    pub access_end: AccessEnd,
    /// Years that a record is kept after its last change (WGBO 7:454 lid 3).
    pub retention_years: u16,
    /// Working days within which a message is answered (R14).
    pub reply_working_days: u16,
    /// Hours between sharing a report and the moment the client sees it (R2).
    #[serde(default)]
    pub publish_delay: u16,
    /// How a parent looks along between 12 and 16 (R121).
    #[serde(default = "by_consent")]
    pub minors: Minors,
    /// Second contacts that a client can have at one time (R6).
    #[serde(default = "one")]
    pub second_contacts: u16,
    /// Months that a grant of an adult may last before it is renewed (section H).
    #[serde(default = "eighteen")]
    pub grant_months: u16,
    /// Who of the family may represent an adult, after all others (WGBO 7:465 lid 3).
    #[serde(default = "first_named")]
    pub family: Vec<Kinship>,
    /// Whether the record opens only once an identity document was seen, at the first visit (R115).
    #[serde(default)]
    pub staged: bool,
    /// To what clients of this organisation can consent (R129, R137); nothing else is offered.
    #[serde(default)]
    pub consents: Vec<Purpose>,
    /// Hours that emergency access to a record lasts (R19).
    #[serde(default = "four")]
    pub emergency_hours: u16,
    /// Days that a change of the terms is announced ahead, where going on accepts it (R85).
    #[serde(default = "thirty")]
    pub announcement_days: u16,
    /// How sure DigiD must be of somebody who logs in with it (R117).
    #[serde(default = "substantieel")]
    pub digid_level: Level,
    /// Whether people may log in with a passkey (R91).
    #[serde(default = "yes")]
    pub passkeys: bool,
    /// Networks from which staff log in and work; empty is everywhere (R91).
    #[serde(default)]
    pub staff_networks: Networks,
}

impl Policy {
    /// Whether a session may begin in this way: where clients use DigiD, nobody logs in privately
    /// with anything else (R117). Staff do. With a passkey only where those are allowed (R91).
    pub fn admits(&self, method: SessionMethod, works: bool) -> bool {
        let with_password = works || self.second_factor != SecondFactor::Digid;
        match method {
            SessionMethod::Digid => true,
            SessionMethod::Password => with_password,
            SessionMethod::Passkey => with_password && self.passkeys,
        }
    }
}

/// What health data ask (NEN 7512, Wdo).
const fn substantieel() -> Level {
    Level::Substantieel
}

const fn yes() -> bool {
    true
}

const fn four() -> u16 {
    4
}

const fn thirty() -> u16 {
    30
}

const fn by_consent() -> Minors {
    Minors::ByConsent
}

const fn one() -> u16 {
    1
}

fn first_named() -> Vec<Kinship> {
    Kinship::FIRST_NAMED.to_vec()
}

const fn eighteen() -> u16 {
    18
}

impl Preset {
    /// The policy that follows the source text.
    pub fn policy(self) -> Policy {
        let session = SessionPolicy { idle_minutes: 30, warning_minutes: 5, absolute_hours: 12 };
        let base = Policy {
            preset: self,
            second_factor: SecondFactor::Sms,
            staff_second_factor: SecondFactor::Sms,
            session,
            acceptance: Acceptance::Page,
            representation: Representation::TwoContacts,
            access_end: AccessEnd::WithinFourWeeks,
            retention_years: 20,
            reply_working_days: 3,
            publish_delay: 0,
            minors: Minors::ByConsent,
            second_contacts: 1,
            grant_months: 18,
            family: first_named(),
            staged: false,
            consents: vec![Purpose::ShareGeneralPractitioner, Purpose::SharePharmacy, Purpose::ShareHospital],
            emergency_hours: four(),
            announcement_days: 30,
            digid_level: substantieel(),
            passkeys: true,
            staff_networks: Networks::default(),
        };
        match self {
            Self::Vivium => base,
            Self::Caren => Policy {
                acceptance: Acceptance::EachLogIn,
                representation: Representation::Network,
                access_end: AccessEnd::SameDay,
                ..base
            },
            Self::Cliendo => Policy {
                second_factor: SecondFactor::Optional,
                // Who works with records logs in with two steps (R91, NEN 7510); clients choose.
                staff_second_factor: SecondFactor::Sms,
                acceptance: Acceptance::AfterNotice,
                reply_working_days: 2,
                ..base
            },
            // Exchange between providers of birth care, with the client's express consent (R100).
            Self::CareCodex => Policy {
                representation: Representation::Nobody,
                consents: vec![Purpose::ShareGeneralPractitioner, Purpose::ShareOtherCare],
                ..base
            },
            Self::MijnSein => Policy {
                second_factor: SecondFactor::Digid,
                session: SessionPolicy { idle_minutes: 15, ..session },
                acceptance: Acceptance::ByUse,
                representation: Representation::Nobody,
                access_end: AccessEnd::AtEnd,
                minors: Minors::TogetherOnly,
                staged: true,
                // A hospital that does research: a consent of its own (R129).
                consents: vec![
                    Purpose::ShareGeneralPractitioner,
                    Purpose::SharePharmacy,
                    Purpose::ShareOtherCare,
                    Purpose::Research,
                    Purpose::Statistics,
                ],
                ..base
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Acceptance, AccessEnd, Policy, Preset, Representation, SecondFactor};
    use crate::{Kinship, digid::Level, session::SessionMethod};

    /// R4, R9, R15, R39, R46, R50, R96, R101, R112, R117, R119, R120: the rows of F1 to F4.
    #[test]
    fn each_preset_follows_its_source() {
        let cases = [
            (
                Preset::Vivium,
                SecondFactor::Sms,
                Acceptance::Page,
                Representation::TwoContacts,
                AccessEnd::WithinFourWeeks,
            ),
            (
                Preset::Caren,
                SecondFactor::Sms,
                Acceptance::EachLogIn,
                Representation::Network,
                AccessEnd::SameDay,
            ),
            (
                Preset::Cliendo,
                SecondFactor::Optional,
                Acceptance::AfterNotice,
                Representation::TwoContacts,
                AccessEnd::WithinFourWeeks,
            ),
            (
                Preset::CareCodex,
                SecondFactor::Sms,
                Acceptance::Page,
                Representation::Nobody,
                AccessEnd::WithinFourWeeks,
            ),
            (
                Preset::MijnSein,
                SecondFactor::Digid,
                Acceptance::ByUse,
                Representation::Nobody,
                AccessEnd::AtEnd,
            ),
        ];
        assert_eq!(cases.len(), Preset::ALL.len());
        for (preset, second_factor, acceptance, representation, access_end) in cases {
            let policy = preset.policy();
            assert_eq!(
                (policy.second_factor, policy.acceptance, policy.representation, policy.access_end),
                (second_factor, acceptance, representation, access_end)
            );
        }
    }

    /// R117: with DigiD only, a private session begins with DigiD; staff keep their password.
    #[test]
    fn where_digid_is_asked_nothing_else_admits_a_private_person() {
        let (digid, password) = (SessionMethod::Digid, SessionMethod::Password);
        for preset in Preset::ALL {
            let policy = preset.policy();
            let only_digid = *preset == Preset::MijnSein;
            assert_eq!(policy.admits(password, false), !only_digid, "{preset:?}");
            assert!(policy.admits(digid, false) && policy.admits(password, true), "{preset:?}");
        }
    }

    /// R91, R117: a passkey is for whom a password is for, and only where passkeys are allowed.
    #[test]
    fn a_passkey_is_admitted_where_the_policy_allows_it() {
        let cases = [
            (SecondFactor::Sms, true, false, true),
            (SecondFactor::Sms, false, false, false),
            (SecondFactor::Sms, false, true, false),
            (SecondFactor::Optional, true, false, true),
            (SecondFactor::Digid, true, false, false),
            (SecondFactor::Digid, true, true, true),
            (SecondFactor::Digid, false, true, false),
        ];
        for (second_factor, passkeys, works, admitted) in cases {
            let policy = Policy { second_factor, passkeys, ..Preset::Vivium.policy() };
            let found = policy.admits(SessionMethod::Passkey, works);
            assert_eq!(found, admitted, "{second_factor:?} {passkeys} {works}");
        }
    }

    /// R117: a policy that was kept before levels asks what health data ask.
    #[test]
    fn an_older_policy_asks_the_level_of_health_data() {
        let mut kept = serde_json::to_value(Preset::MijnSein.policy()).unwrap();
        assert!(kept.as_object_mut().unwrap().remove("digid_level").is_some());
        let read: Policy = serde_json::from_value(kept).unwrap();
        assert_eq!(read.digid_level, Level::Substantieel);
    }

    /// WGBO 7:465 lid 3: parent, child, brother and sister, unless the organisation says more.
    #[test]
    fn an_older_policy_lets_in_whom_the_law_named_first() {
        let first = [Kinship::Parent, Kinship::Child, Kinship::Sibling];
        for preset in Preset::ALL {
            assert_eq!(preset.policy().family, first, "{preset:?}");
            let mut kept = serde_json::to_value(preset.policy()).unwrap();
            assert!(kept.as_object_mut().unwrap().remove("family").is_some());
            assert_eq!(serde_json::from_value::<Policy>(kept).unwrap().family, first, "{preset:?}");
        }
    }

    /// R129, R19: a policy that was kept before consents offers none, and emergency access lasts four hours.
    #[test]
    fn an_older_policy_offers_no_consent() {
        let mut kept = serde_json::to_value(Preset::MijnSein.policy()).unwrap();
        for field in ["consents", "emergency_hours"] {
            assert!(kept.as_object_mut().unwrap().remove(field).is_some());
        }
        let read: Policy = serde_json::from_value(kept).unwrap();
        assert_eq!((read.consents, read.emergency_hours), (Vec::new(), 4));
    }

    #[test]
    fn a_policy_survives_being_stored_and_refuses_what_it_does_not_know() {
        for preset in Preset::ALL {
            let policy = preset.policy();
            let text = serde_json::to_string(&policy).unwrap();
            assert_eq!(serde_json::from_str::<Policy>(&text).unwrap(), policy);
            let more = text.replacen('{', "{\"extra\":1,", 1);
            assert!(serde_json::from_str::<Policy>(&more).is_err());
        }
    }
}
