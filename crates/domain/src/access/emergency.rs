//! Emergency access: a nurse or physician opens the record of a client at another location, with a reason,
//! for some hours, loudly logged and reviewed afterwards (R19; NEN 7513 "noodknop", NEN 7510 access
//! control).

use jiff::{SignedDuration, Timestamp};

use super::{Action, ActorFacts, Refusal};
use crate::role::stored_enum;

stored_enum! {
    /// Why a record is opened in an emergency.
    EmergencyReason {
        /// The client's health is in acute danger.
        Danger = "danger",
        /// The client is here now, and the location was not changed yet.
        Here = "here",
        /// Standing in for colleagues at the other location.
        StandingIn = "standing-in",
        /// Something else, in one's own words.
        Other = "other",
    }
}

stored_enum! {
    /// What a privacy officer found of an emergency access.
    EmergencyVerdict {
        /// It was justified.
        Justified = "justified",
        /// It was not.
        NotJustified = "not-justified",
    }
}

/// The longest text of one's own at an emergency access or its review, in characters.
pub const LONGEST_EMERGENCY_TEXT: usize = 500;

/// When an emergency access that is opened now ends by itself: after as many hours as the policy says, and
/// a day at most.
pub fn emergency_until(opened: Timestamp, hours: u16) -> Timestamp {
    opened.checked_add(SignedDuration::from_hours(i64::from(hours.clamp(1, 24)))).unwrap_or(Timestamp::MAX)
}

/// Whether an act about a client is at the employee's place of work (R19), or rests on emergency access:
/// then until when that lasts. Emergency access is for reading and nothing else, and is asked for only
/// where the record does not open without it.
pub(super) fn at_work(
    action: Action,
    actor: &ActorFacts,
    now: Timestamp,
) -> Result<Option<Timestamp>, Refusal> {
    match (action, actor.works_there) {
        (Action::OpenEmergency, true) => Err(Refusal::NotNeeded),
        (Action::OpenEmergency, false) | (_, true) => Ok(None),
        (Action::ReadRecord, false) => {
            actor.emergency_until.filter(|until| now < *until).map(Some).ok_or(Refusal::OtherLocation)
        }
        (_, false) => Err(Refusal::OtherLocation),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// R19: as many hours as the policy says, a day at most, an hour at least.
    #[test]
    fn an_emergency_ends_by_itself() {
        let opened: Timestamp = "2026-05-01T14:04:00Z".parse().unwrap();
        let until = |hours| emergency_until(opened, hours).to_string();
        assert_eq!(until(4), "2026-05-01T18:04:00Z");
        assert_eq!(until(1), "2026-05-01T15:04:00Z");
        assert_eq!(until(24), "2026-05-02T14:04:00Z");
        assert_eq!((until(0), until(25)), (until(1), until(24)));
    }
}
