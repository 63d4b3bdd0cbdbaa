//! Changing a policy: what it may say, what differs from the one in force, and keeping
//! administrators from locking themselves out.

use std::ops::RangeInclusive;

use crate::{
    Kinship,
    policy::{Policy, SecondFactor},
    reporting::LONGEST_DELAY,
    role::stored_enum,
};

stored_enum! {
    /// One thing that a policy settles; its word is its name in forms.
    PolicyField {
        /// Second step of clients and those beside them.
        SecondFactor = "second_factor",
        /// How sure DigiD must be of somebody.
        DigidLevel = "digid_level",
        /// Second step of staff.
        StaffSecondFactor = "staff_second_factor",
        /// Whether people may log in with a passkey.
        Passkeys = "passkeys",
        /// Networks from which staff work.
        StaffNetworks = "staff_networks",
        /// Minutes without a request after which a session ends.
        IdleMinutes = "idle_minutes",
        /// Minutes before that end at which the person is warned.
        WarningMinutes = "warning_minutes",
        /// Hours after log-in after which a session ends in any case.
        AbsoluteHours = "absolute_hours",
        /// How terms are accepted.
        Acceptance = "acceptance",
        /// Days that a change of the terms is announced ahead.
        AnnouncementDays = "announcement_days",
        /// Who may look beside the client.
        Representation = "representation",
        /// Second contacts that a client can have.
        SecondContacts = "second_contacts",
        /// Months that an adult's grant may last.
        GrantMonths = "grant_months",
        /// Who of the family may represent an adult.
        Family = "family",
        /// How a parent looks along between 12 and 16.
        Minors = "minors",
        /// Whether the record opens only after an identity document was seen.
        Staged = "staged",
        /// To what clients can consent.
        Consents = "consents",
        /// Hours that emergency access lasts.
        EmergencyHours = "emergency_hours",
        /// When access ends after the end of care.
        AccessEnd = "access_end",
        /// Hours between sharing a report and the client seeing it.
        PublishDelay = "publish_delay",
        /// Years that a record is kept.
        RetentionYears = "retention_years",
        /// Working days within which a message is answered.
        ReplyWorkingDays = "reply_working_days",
    }
}

/// A number that is out of bounds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OutOfBounds {
    /// Which.
    pub field: PolicyField,
    /// The smallest that is good.
    pub least: u16,
    /// The largest that is good.
    pub most: u16,
}

/// Second steps that an account has ready.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each way is there or not, apart from the others")]
pub struct FactorsHeld {
    /// A mobile number for codes.
    pub mobile: bool,
    /// A link with DigiD.
    pub digid: bool,
    /// An authenticator app.
    pub app: bool,
    /// A passkey.
    pub passkey: bool,
}

impl Policy {
    /// The number of a field; `None` for what is a choice.
    pub const fn number(&self, field: PolicyField) -> Option<u16> {
        match field {
            PolicyField::IdleMinutes => Some(self.session.idle_minutes),
            PolicyField::WarningMinutes => Some(self.session.warning_minutes),
            PolicyField::AbsoluteHours => Some(self.session.absolute_hours),
            PolicyField::AnnouncementDays => Some(self.announcement_days),
            PolicyField::SecondContacts => Some(self.second_contacts),
            PolicyField::GrantMonths => Some(self.grant_months),
            PolicyField::EmergencyHours => Some(self.emergency_hours),
            PolicyField::PublishDelay => Some(self.publish_delay),
            PolicyField::RetentionYears => Some(self.retention_years),
            PolicyField::ReplyWorkingDays => Some(self.reply_working_days),
            PolicyField::SecondFactor
            | PolicyField::DigidLevel
            | PolicyField::StaffSecondFactor
            | PolicyField::Passkeys
            | PolicyField::StaffNetworks
            | PolicyField::Acceptance
            | PolicyField::Representation
            | PolicyField::Family
            | PolicyField::Minors
            | PolicyField::Staged
            | PolicyField::Consents
            | PolicyField::AccessEnd => None,
        }
    }

    /// Between which numbers a field may lie; `None` for what is a choice. A session without
    /// activity ends within the hour (R126), a warning comes before that end, a record is kept for
    /// at least 20 years (WGBO 7:454 lid 3), a grant of an adult is renewed within 18 months.
    pub fn bounds(&self, field: PolicyField) -> Option<RangeInclusive<u16>> {
        self.number(field)?;
        match field {
            PolicyField::IdleMinutes => Some(5..=60),
            PolicyField::WarningMinutes => Some(1..=self.session.idle_minutes.saturating_sub(1).clamp(1, 59)),
            PolicyField::AbsoluteHours | PolicyField::EmergencyHours => Some(1..=24),
            PolicyField::AnnouncementDays => Some(7..=365),
            PolicyField::SecondContacts => Some(0..=5),
            PolicyField::GrantMonths => Some(1..=18),
            PolicyField::PublishDelay => Some(0..=LONGEST_DELAY),
            PolicyField::RetentionYears => Some(20..=115),
            PolicyField::ReplyWorkingDays => Some(1..=20),
            PolicyField::SecondFactor
            | PolicyField::DigidLevel
            | PolicyField::StaffSecondFactor
            | PolicyField::Passkeys
            | PolicyField::StaffNetworks
            | PolicyField::Acceptance
            | PolicyField::Representation
            | PolicyField::Family
            | PolicyField::Minors
            | PolicyField::Staged
            | PolicyField::Consents
            | PolicyField::AccessEnd => None,
        }
    }

    /// The numbers that are out of bounds; for the family the number of those who may represent:
    /// without any the law's last step would be missing (WGBO 7:465 lid 3).
    pub fn out_of_bounds(&self) -> Vec<OutOfBounds> {
        PolicyField::ALL
            .iter()
            .filter_map(|&field| {
                if field == PolicyField::Family && self.family.is_empty() {
                    let most = u16::try_from(Kinship::ALL.len()).unwrap_or(u16::MAX);
                    return Some(OutOfBounds { field, least: 1, most });
                }
                let (number, bounds) = (self.number(field)?, self.bounds(field)?);
                let (least, most) = bounds.into_inner();
                (!(least..=most).contains(&number)).then_some(OutOfBounds { field, least, most })
            })
            .collect()
    }

    /// What another policy settles otherwise than this one.
    pub fn differences(&self, other: &Self) -> Vec<PolicyField> {
        PolicyField::ALL
            .iter()
            .copied()
            .filter(|&field| match field {
                PolicyField::SecondFactor => self.second_factor != other.second_factor,
                PolicyField::DigidLevel => self.digid_level != other.digid_level,
                PolicyField::StaffSecondFactor => self.staff_second_factor != other.staff_second_factor,
                PolicyField::Passkeys => self.passkeys != other.passkeys,
                PolicyField::StaffNetworks => self.staff_networks != other.staff_networks,
                PolicyField::Acceptance => self.acceptance != other.acceptance,
                PolicyField::Representation => self.representation != other.representation,
                PolicyField::Family => self.family != other.family,
                PolicyField::Minors => self.minors != other.minors,
                PolicyField::Staged => self.staged != other.staged,
                PolicyField::Consents => self.consents != other.consents,
                PolicyField::AccessEnd => self.access_end != other.access_end,
                PolicyField::IdleMinutes
                | PolicyField::WarningMinutes
                | PolicyField::AbsoluteHours
                | PolicyField::AnnouncementDays
                | PolicyField::SecondContacts
                | PolicyField::GrantMonths
                | PolicyField::EmergencyHours
                | PolicyField::PublishDelay
                | PolicyField::RetentionYears
                | PolicyField::ReplyWorkingDays => self.number(field) != other.number(field),
            })
            .collect()
    }
}

/// Whether a policy would keep a member of staff out who holds these: at a log-in an app counts in
/// place of an SMS, and so does a passkey where the policy allows passkeys.
pub const fn locks_out(policy: &Policy, held: FactorsHeld) -> bool {
    match policy.staff_second_factor {
        SecondFactor::Sms => !(held.mobile || held.app || (held.passkey && policy.passkeys)),
        SecondFactor::Digid => !held.digid,
        SecondFactor::Optional => false,
    }
}

#[cfg(test)]
mod tests {
    use super::{FactorsHeld, OutOfBounds, PolicyField, locks_out};
    use crate::{
        Kinship,
        digid::Level,
        networks::Networks,
        policy::{Acceptance, AccessEnd, Minors, Policy, Preset, Representation, SecondFactor},
    };

    /// R126, R35, R14, R85, R6: each number on both sides of both bounds.
    #[test]
    fn numbers_stay_within_their_bounds() {
        type Set = fn(&mut Policy, u16);
        let cases: [(PolicyField, Set, u16, u16); 10] = [
            (PolicyField::IdleMinutes, |policy, number| policy.session.idle_minutes = number, 5, 60),
            (PolicyField::WarningMinutes, |policy, number| policy.session.warning_minutes = number, 1, 29),
            (PolicyField::AbsoluteHours, |policy, number| policy.session.absolute_hours = number, 1, 24),
            (PolicyField::AnnouncementDays, |policy, number| policy.announcement_days = number, 7, 365),
            (PolicyField::SecondContacts, |policy, number| policy.second_contacts = number, 0, 5),
            (PolicyField::GrantMonths, |policy, number| policy.grant_months = number, 1, 18),
            (PolicyField::EmergencyHours, |policy, number| policy.emergency_hours = number, 1, 24),
            (PolicyField::PublishDelay, |policy, number| policy.publish_delay = number, 0, 336),
            (PolicyField::RetentionYears, |policy, number| policy.retention_years = number, 20, 115),
            (PolicyField::ReplyWorkingDays, |policy, number| policy.reply_working_days = number, 1, 20),
        ];
        let numbers =
            PolicyField::ALL.iter().filter(|field| Preset::Vivium.policy().number(**field).is_some()).count();
        assert_eq!(cases.len(), numbers);
        for (field, set, least, most) in cases {
            let faults = |number: u16| {
                let mut policy = Preset::Vivium.policy();
                // The warning is bound by the idle time: here it is out of the way.
                if field == PolicyField::IdleMinutes {
                    policy.session.warning_minutes = 1;
                }
                set(&mut policy, number);
                policy.out_of_bounds()
            };
            let fault = vec![OutOfBounds { field, least, most }];
            assert_eq!((faults(least), faults(most)), (vec![], vec![]), "{field:?}");
            assert_eq!(faults(most + 1), fault, "{field:?}");
            if least > 0 {
                assert_eq!(faults(least - 1), fault, "{field:?}");
            }
        }
    }

    /// WGBO 7:465 lid 3: the last step has somebody in it; one is enough, all may be.
    #[test]
    fn a_family_without_anybody_is_refused() {
        let faults =
            |family: &[Kinship]| Policy { family: family.to_vec(), ..Preset::Caren.policy() }.out_of_bounds();
        assert_eq!(faults(&[]), [OutOfBounds { field: PolicyField::Family, least: 1, most: 5 }]);
        assert_eq!(faults(&[Kinship::Grandchild]), []);
        assert_eq!(faults(Kinship::ALL), []);
    }

    #[test]
    fn presets_are_within_bounds_and_differ_in_what_their_sources_differ_in() {
        for &preset in Preset::ALL {
            assert!(preset.policy().out_of_bounds().is_empty(), "{preset:?}");
            assert!(preset.policy().differences(&preset.policy()).is_empty(), "{preset:?}");
        }
        let (vivium, caren) = (Preset::Vivium.policy(), Preset::Caren.policy());
        assert_eq!(
            vivium.differences(&caren),
            [PolicyField::Acceptance, PolicyField::Representation, PolicyField::AccessEnd]
        );
    }

    #[test]
    fn every_field_is_compared() {
        let before = Preset::Vivium.policy();
        let mut after = before.clone();
        after.second_factor = SecondFactor::Digid;
        after.digid_level = Level::Hoog;
        after.staff_second_factor = SecondFactor::Optional;
        after.passkeys = false;
        after.staff_networks = Networks::parse("192.0.2.0/24").unwrap();
        after.session.idle_minutes = 31;
        after.session.warning_minutes = 6;
        after.session.absolute_hours = 13;
        after.acceptance = Acceptance::ByUse;
        after.announcement_days = 31;
        after.representation = Representation::Nobody;
        after.second_contacts = 2;
        after.grant_months = 17;
        after.family = vec![Kinship::Child];
        after.minors = Minors::TogetherOnly;
        after.staged = true;
        after.consents = vec![];
        after.emergency_hours = 5;
        after.access_end = AccessEnd::SameDay;
        after.publish_delay = 1;
        after.retention_years = 21;
        after.reply_working_days = 4;
        assert_eq!(before.differences(&after), PolicyField::ALL);
    }

    /// R91: what an administrator does not have would keep the administrator out.
    #[test]
    fn a_factor_that_somebody_does_not_hold_keeps_out() {
        let none = FactorsHeld { mobile: false, digid: false, app: false, passkey: false };
        let mobile = FactorsHeld { mobile: true, ..none };
        let digid = FactorsHeld { digid: true, ..none };
        let app = FactorsHeld { app: true, ..none };
        let passkey = FactorsHeld { passkey: true, ..none };
        let cases = [
            (SecondFactor::Sms, true, mobile, false),
            (SecondFactor::Sms, true, digid, true),
            (SecondFactor::Sms, true, app, false),
            (SecondFactor::Sms, true, passkey, false),
            (SecondFactor::Sms, false, passkey, true),
            (SecondFactor::Digid, true, mobile, true),
            (SecondFactor::Digid, true, app, true),
            (SecondFactor::Digid, true, digid, false),
            (SecondFactor::Optional, false, none, false),
        ];
        for (factor, passkeys, held, out) in cases {
            let policy = Policy { staff_second_factor: factor, passkeys, ..Preset::Vivium.policy() };
            assert_eq!(locks_out(&policy, held), out, "{factor:?} {passkeys} {held:?}");
        }
    }
}
