//! A forgotten password and a lost telephone: how a new password comes about, so that an old person
//! can do it with the help desk on the line, and a stranger cannot.
//!
//! Two proofs are always asked for: the code of a reset, which travels by mail, on paper or by
//! voice, and the account's own second step. Somebody whose telephone is lost gets a new number only
//! after being seen in person.

use jiff::{SignedDuration, Timestamp};

use crate::role::stored_enum;

stored_enum! {
    /// How the code of a reset reaches its person, and for whose sake.
    ResetWay {
        /// Asked for at the log-in page, by mail to the registered address.
        OwnMail = "own-mail",
        /// Made by the help desk, by mail to the registered address.
        DeskMail = "desk-mail",
        /// Made by the help desk and handed over: read out or on paper.
        Handed = "handed",
        /// The first password of an account for work, by mail.
        First = "first",
    }
}

stored_enum! {
    /// How the help desk knows who it is.
    IdentifiedHow {
        /// Called back at the number that is registered.
        CalledBack = "called-back",
        /// Seen at the desk, with an identity document.
        AtDesk = "at-desk",
        /// Seen at home by a carer who knows the person.
        AtHome = "at-home",
    }
}

/// How long a new password may be chosen after both proofs.
pub const CHOOSING: SignedDuration = SignedDuration::from_mins(15);
/// How often a code by SMS is sent for one reset.
pub const MOST_SENDS: i64 = 5;

impl ResetWay {
    /// How long the code works: an hour for who sits at the screen, a day for a mail that the help
    /// desk sends, a week for a first password, two weeks for paper.
    pub const fn valid(self) -> SignedDuration {
        match self {
            Self::OwnMail => SignedDuration::from_hours(1),
            Self::DeskMail => SignedDuration::from_hours(24),
            Self::First => SignedDuration::from_hours(7 * 24),
            Self::Handed => SignedDuration::from_hours(14 * 24),
        }
    }

    /// Until when a code that is made now works, exclusive.
    pub fn until(self, made_at: Timestamp) -> Timestamp {
        made_at.checked_add(self.valid()).unwrap_or(Timestamp::MAX)
    }

    /// Whether somebody of the organisation has established who it is: then an account without a
    /// second step can get a new password too.
    pub const fn is_vouched_for(self) -> bool {
        matches!(self, Self::DeskMail | Self::Handed | Self::First)
    }
}

impl IdentifiedHow {
    /// Whether a new mobile number may be registered with it. Who is called back answers the old one.
    pub const fn may_change_number(self) -> bool {
        matches!(self, Self::AtDesk | Self::AtHome)
    }
}

/// How a new password is proved to be the holder's own wish, beside the code of the reset.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ResetProof {
    /// A code by SMS, to the registered or the new number.
    Sms,
    /// A code of the authenticator app, or a recovery code.
    App,
    /// None is registered, and the organisation knows who it is.
    Vouched,
}

/// Which second proof a reset asks for; `None` when there is none to ask for and nobody vouches.
/// A new number replaces the telephone that the app was on as well.
pub const fn proof_of(
    way: ResetWay,
    new_number: bool,
    has_app: bool,
    has_mobile: bool,
) -> Option<ResetProof> {
    match (new_number, has_app, has_mobile) {
        (true, _, _) | (false, false, true) => Some(ResetProof::Sms),
        (false, true, _) => Some(ResetProof::App),
        (false, false, false) if way.is_vouched_for() => Some(ResetProof::Vouched),
        (false, false, false) => None,
    }
}

#[cfg(test)]
mod tests {
    use jiff::{SignedDuration, Timestamp};

    use super::{IdentifiedHow, ResetProof, ResetWay, proof_of};

    #[test]
    fn a_code_works_as_long_as_its_way_takes() {
        let made = Timestamp::from_second(1_800_000_000).unwrap();
        for (way, hours) in [
            (ResetWay::OwnMail, 1),
            (ResetWay::DeskMail, 24),
            (ResetWay::First, 168),
            (ResetWay::Handed, 336),
        ] {
            let until = way.until(made);
            assert_eq!(until, made + SignedDuration::from_hours(hours), "{way:?}");
        }
        assert_eq!(ResetWay::ALL.len(), 4);
    }

    #[test]
    fn a_new_number_is_for_who_was_seen() {
        assert!(!IdentifiedHow::CalledBack.may_change_number());
        assert!(IdentifiedHow::AtDesk.may_change_number());
        assert!(IdentifiedHow::AtHome.may_change_number());
    }

    #[test]
    fn the_second_proof_is_what_is_registered() {
        use ResetProof::{App, Sms, Vouched};
        use ResetWay::{DeskMail, First, Handed, OwnMail};
        let cases = [
            (OwnMail, false, false, true, Some(Sms)),
            (OwnMail, false, true, true, Some(App)),
            (OwnMail, false, true, false, Some(App)),
            (OwnMail, false, false, false, None),
            (DeskMail, false, false, false, Some(Vouched)),
            (Handed, false, false, false, Some(Vouched)),
            (Handed, true, true, true, Some(Sms)),
            (Handed, true, false, false, Some(Sms)),
            (First, false, false, true, Some(Sms)),
        ];
        for (way, new_number, has_app, has_mobile, expected) in cases {
            assert_eq!(proof_of(way, new_number, has_app, has_mobile), expected, "{way:?}");
        }
    }
}
