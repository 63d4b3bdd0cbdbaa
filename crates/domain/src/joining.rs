//! Joining: who may be invited, for how long, and the code of an invitation (R41, R43, R44).
//!
//! An account comes from an invitation only, and an invitation from a client's own request.

use std::fmt;

use jiff::{SignedDuration, Timestamp};

use crate::{Basis, access::Action, age::Phase, policy::Representation, role::stored_enum};

/// An invitation is valid for six weeks after it was sent.
pub const VALID: SignedDuration = SignedDuration::from_hours(42 * 24);
/// The steps of joining may be gone through within a day, then the code is asked for again.
pub const STEPS_VALID: SignedDuration = SignedDuration::from_hours(24);

stored_enum! {
    /// What has become of an invitation.
    InvitationState {
        /// It can be used.
        Open = "open",
        /// An account was made with it.
        Used = "used",
        /// The organisation took it back.
        Withdrawn = "withdrawn",
        /// Six weeks have gone by.
        Expired = "expired",
    }
}

stored_enum! {
    /// Who asked for access (R43).
    AskedBy {
        /// The client.
        Client = "client",
        /// Who decides in the client's place by law.
        Representative = "representative",
        /// Who manages the client's network (R39).
        Manager = "manager",
    }
}

stored_enum! {
    /// How access was asked for (R43).
    AskedHow {
        /// Face to face.
        InPerson = "in-person",
        /// By telephone.
        Phone = "phone",
        /// By letter or form.
        Writing = "writing",
        /// In the portal, logged in (R39).
        Portal = "portal",
    }
}

stored_enum! {
    /// How the invitation travels.
    Delivery {
        /// By e-mail.
        Mail = "mail",
        /// On paper, printed by staff.
        Letter = "letter",
    }
}

/// Until when an invitation that is sent now can be used, exclusive.
pub fn valid_until(sent_at: Timestamp) -> Timestamp {
    sent_at.checked_add(VALID).unwrap_or(Timestamp::MAX)
}

/// Days that are left, the begun one included; 0 once it has ended.
pub fn days_left(until: Timestamp, now: Timestamp) -> i64 {
    let left = until.duration_since(now);
    if left <= SignedDuration::ZERO {
        return 0;
    }
    let day = SignedDuration::from_hours(24);
    (left + day - SignedDuration::from_nanos(1)).as_secs() / day.as_secs()
}

/// As what somebody may be invited: the client, and whom the policy lets look beside (F4).
pub const fn invited_as(representation: Representation) -> &'static [Basis] {
    match representation {
        Representation::TwoContacts => &[Basis::Own, Basis::FirstContact, Basis::SecondContact],
        Representation::Network => &[Basis::Own, Basis::NetworkMember],
        Representation::Nobody => &[Basis::Own],
    }
}

/// As what somebody with a permit for `action` may invite (R6, R39, R120, R121). Staff invite the
/// client, whom the policy lets look beside, parents and guardians of somebody under 16, and in a
/// network the representatives of an adult, in the order of the law; client,
/// representative and manager invite to the network only, where there is one.
pub fn may_invite(action: Action, representation: Representation, phase: Phase) -> Vec<Basis> {
    match action {
        Action::ManageAccess => {
            let mut allowed = invited_as(representation).to_vec();
            let minor = matches!(phase, Phase::Child | Phase::Youth);
            // Where nobody may look beside yet, parents come through DigiD (R120).
            if minor && representation != Representation::Nobody {
                allowed.extend([Basis::Parent, Basis::Guardian, Basis::ParentWithoutAuthority]);
            }
            // Two contacts are the only ones there may be (R6): their first contact is the
            // representative.
            if phase == Phase::Adult && representation == Representation::Network {
                allowed.extend(REPRESENTATIVES);
            }
            allowed
        }
        Action::ChangeNetwork if representation == Representation::Network => vec![Basis::NetworkMember],
        _ => Vec::new(),
    }
}

/// Who can represent an adult who cannot decide alone (WGBO 7:465 lid 3); in which order is
/// [`crate::access::may_represent`].
const REPRESENTATIVES: [Basis; 5] =
    [Basis::Curator, Basis::Mentor, Basis::Proxy, Basis::Partner, Basis::Family];

/// Whether the client's consent is recorded with an invitation (R41). One's own account shares with
/// nobody; parents with authority and guardians look by law (WGBO 7:465 lid 1), and so do those who
/// decide for an adult who cannot (lid 3).
pub const fn needs_consent(basis: Basis) -> bool {
    match basis {
        Basis::Own
        | Basis::Parent
        | Basis::Guardian
        | Basis::Curator
        | Basis::Mentor
        | Basis::Partner
        | Basis::Family => false,
        Basis::FirstContact
        | Basis::SecondContact
        | Basis::NetworkMember
        | Basis::ParentWithoutAuthority
        | Basis::Proxy
        | Basis::Administrator => true,
    }
}

/// Whether a grant that comes from an invitation has an end of its own. One's own has none, and what a
/// parent or guardian sees ends by the child's age.
pub const fn has_end(basis: Basis) -> bool {
    !matches!(basis, Basis::Own | Basis::Parent | Basis::Guardian | Basis::ParentWithoutAuthority)
}

/// Whether a client can have only one invitation and one relation of this kind at a time (R6).
pub const fn is_single(basis: Basis) -> bool {
    matches!(basis, Basis::Own | Basis::FirstContact | Basis::SecondContact)
}

/// Signs of a code: no two that are taken for one another.
const SIGNS: &[u8; 26] = b"ACDEFGHJKMNPRTVWXY23456789";
/// Signs a code.
const LENGTH: usize = 12;

/// The code of an invitation: twelve signs, 56 bits. Its `Debug` hides it.
#[derive(Clone, PartialEq, Eq)]
pub struct InvitationCode(String);

impl InvitationCode {
    /// The code of sixteen bytes that nobody can guess.
    pub fn of_bytes(bytes: [u8; 16]) -> Self {
        let mut rest = u128::from_be_bytes(bytes);
        let signs = (0..LENGTH).filter_map(|_| {
            let place = usize::try_from(rest % 26).ok();
            rest /= 26;
            place.and_then(|place| SIGNS.get(place)).copied()
        });
        Self(signs.map(char::from).collect())
    }

    /// Reads a code as people type it: small letters, spaces and dashes do not matter, and letters
    /// that no code has are taken for what they look like. `None` for what cannot be one.
    pub fn read(text: &str) -> Option<Self> {
        let code: String = text
            .chars()
            .filter(|sign| !matches!(sign, ' ' | '-' | '.' | '\u{a0}'))
            .map(|sign| match sign.to_ascii_uppercase() {
                'S' => '5',
                'Z' => '2',
                'B' => '8',
                'U' => 'V',
                sign => sign,
            })
            .collect();
        let good = code.len() == LENGTH && code.bytes().all(|sign| SIGNS.contains(&sign));
        good.then_some(Self(code))
    }

    /// The twelve signs, for hashing.
    pub fn signs(&self) -> &str {
        &self.0
    }

    /// As it is printed: groups of four.
    pub fn written(&self) -> String {
        let part = |from: usize| self.0.get(from..from + 4).unwrap_or_default();
        [part(0), part(4), part(8)].join("-")
    }
}

impl fmt::Debug for InvitationCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("InvitationCode(hidden)")
    }
}

#[cfg(test)]
mod tests {
    use jiff::ToSpan;

    use super::*;

    /// R43: six weeks to the microsecond; the days that are shown count the begun one.
    #[test]
    fn an_invitation_lasts_forty_two_days() {
        let sent: Timestamp = "2026-03-01T09:00:00Z".parse().unwrap();
        let until = valid_until(sent);
        assert_eq!(until, sent + (42 * 24).hours());
        let moment = SignedDuration::from_micros(1);
        let day = SignedDuration::from_hours(24);
        let cases = [
            (sent, 42),
            (sent + moment, 42),
            (sent + day - moment, 42),
            (sent + day, 41),
            (until - day, 1),
            (until - day - moment, 2),
            (until - moment, 1),
            (until, 0),
            (until + day, 0),
        ];
        for (now, days) in cases {
            assert_eq!(days_left(until, now), days, "{now}");
        }
    }

    /// R6, R39, R120: whom the policy lets look beside the client.
    #[test]
    fn who_can_be_invited_follows_the_policy() {
        let cases = [
            (Representation::TwoContacts, vec![Basis::Own, Basis::FirstContact, Basis::SecondContact]),
            (Representation::Network, vec![Basis::Own, Basis::NetworkMember]),
            (Representation::Nobody, vec![Basis::Own]),
        ];
        for (representation, expected) in cases {
            assert_eq!(invited_as(representation), expected);
        }
        assert!(is_single(Basis::Own) && is_single(Basis::SecondContact) && !is_single(Basis::NetworkMember));
    }

    /// R39, R120, R121: staff invite parents of somebody under 16; others invite to a network only.
    #[test]
    fn who_may_invite_whom() {
        use Action::{ChangeNetwork, ManageAccess, ReadAccess};
        let parents = [Basis::Parent, Basis::Guardian, Basis::ParentWithoutAuthority];
        for representation in [Representation::TwoContacts, Representation::Network, Representation::Nobody] {
            for (phase, minor) in
                [(Phase::Child, true), (Phase::Youth, true), (Phase::Minor, false), (Phase::Adult, false)]
            {
                let staff = may_invite(ManageAccess, representation, phase);
                let expected = minor && representation != Representation::Nobody;
                for parent in parents {
                    assert_eq!(staff.contains(&parent), expected, "{representation:?} {phase:?} {parent:?}");
                }
                let represented = phase == Phase::Adult && representation == Representation::Network;
                for basis in REPRESENTATIVES {
                    assert_eq!(staff.contains(&basis), represented, "{representation:?} {phase:?} {basis:?}");
                }
                assert!(!staff.contains(&Basis::Administrator), "money only");
                assert!(invited_as(representation).iter().all(|basis| staff.contains(basis)));
                let others = may_invite(ChangeNetwork, representation, phase);
                let network = representation == Representation::Network;
                assert_eq!(others, if network { vec![Basis::NetworkMember] } else { vec![] });
                assert_eq!(may_invite(ReadAccess, representation, phase), vec![]);
            }
        }
    }

    /// R41: everybody but the client and those who look by law.
    #[test]
    fn consent_and_an_end_belong_to_what_is_given() {
        for &basis in Basis::ALL {
            let parental = matches!(basis, Basis::Own | Basis::Parent | Basis::Guardian);
            let by_law = matches!(basis, Basis::Curator | Basis::Mentor | Basis::Partner | Basis::Family);
            assert_eq!(needs_consent(basis), !parental && !by_law, "{basis:?}");
            assert_eq!(has_end(basis), !parental && basis != Basis::ParentWithoutAuthority, "{basis:?}");
        }
    }

    #[test]
    fn a_code_is_twelve_signs_that_nobody_confuses() {
        let code = InvitationCode::of_bytes([7; 16]);
        assert_eq!(code.signs().len(), 12);
        assert_eq!(InvitationCode::read(&code.written()), Some(code.clone()));
        assert_eq!(format!("{code:?}"), "InvitationCode(hidden)");
        let other = InvitationCode::of_bytes([8; 16]);
        assert_ne!(code, other);
        let cases = [
            ("ACDE-FGHJ-KMNP", Some("ACDEFGHJKMNP")),
            (" acde fghj kmnp ", Some("ACDEFGHJKMNP")),
            ("sABCDEFGHJKM", Some("5A8CDEFGHJKM")),
            ("ACDEUZ234567", Some("ACDEV2234567")),
            ("ACDE-FGHJ-KMN", None),
            ("ACDE-FGHJ-KMNPP", None),
            ("ACDE-FGHJ-KMN1", None),
            ("ACDE-FGHJ-KMNO", None),
            ("ACDE-FGHJ-KMN€", None),
            ("", None),
        ];
        for (text, expected) in cases {
            assert_eq!(InvitationCode::read(text).as_ref().map(InvitationCode::signs), expected, "{text}");
        }
    }
}
