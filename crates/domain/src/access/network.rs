//! Changing who looks beside a client: who may change which relation, how long a grant lasts, and
//! how long two people look together (R6, R8, R16, R39, L1).

use jiff::{SignedDuration, Timestamp, ToSpan, civil::Date};

use super::Action;
use crate::{Basis, role::stored_enum};

stored_enum! {
    /// What changes about a relation.
    RelationChange {
        /// It is made.
        Made = "made",
        /// It ends now.
        Withdrawn = "withdrawn",
        /// Other kinds of data.
        Kinds = "kinds",
        /// A later end.
        Renewed = "renewed",
        /// The person manages the network from now on.
        Manager = "manager",
        /// The person manages the network no longer.
        NoManager = "no-manager",
        /// A client of 12 to 15 says what a parent may see.
        Agreed = "agreed",
        /// The care plan names another first contact: staff look at it again (R7).
        Flagged = "flagged",
        /// Staff looked at it again, and it stays (R7).
        Confirmed = "confirmed",
        /// The number with which the person logs in by DigiD was registered, or corrected (R120).
        Numbered = "numbered",
    }
}

/// Whether somebody with a permit for `action` (a person on the ground `by`, or staff) may make
/// this change to a relation on the ground `target`.
pub const fn may_change(action: Action, by: Option<Basis>, target: Basis, change: RelationChange) -> bool {
    // Nobody's own record is taken away through a relation: an account is blocked or closed.
    let made_elsewhere = matches!(
        change,
        RelationChange::Made | RelationChange::Flagged | RelationChange::Confirmed | RelationChange::Numbered
    );
    if matches!(target, Basis::Own) || made_elsewhere {
        return false;
    }
    let network = matches!(target, Basis::NetworkMember);
    let manager = matches!(change, RelationChange::Manager | RelationChange::NoManager);
    let agreed = matches!(change, RelationChange::Agreed);
    match action {
        Action::Agree => agreed,
        Action::WithdrawContact => {
            matches!(change, RelationChange::Withdrawn) && matches!(target, Basis::SecondContact)
        }
        Action::ManageAccess => !agreed && (network || !manager),
        Action::ChangeNetwork => {
            if agreed || (manager && !network) {
                return false;
            }
            match (by, target) {
                // The law or a court gives these; staff enters what they decided.
                (_, Basis::Parent | Basis::Guardian | Basis::Curator | Basis::Mentor) => false,
                (Some(Basis::Own), _) => true,
                (Some(by), Basis::SecondContact | Basis::NetworkMember | Basis::Partner | Basis::Family)
                    if by.represents() =>
                {
                    true
                }
                // They have the say only where they represent (the permit says so), and none over one another.
                (Some(Basis::Partner | Basis::Family), Basis::SecondContact | Basis::NetworkMember) => true,
                // The network's manager, who does not appoint others.
                (Some(Basis::NetworkMember), Basis::NetworkMember) => !manager,
                _ => false,
            }
        }
        // No other act is about relations.
        _ => false,
    }
}

/// The last day on which a grant by an adult may end when it is made or renewed today (section H).
/// A minor's grants end at 18 at the latest by themselves, through the relation's ground.
pub fn latest_end(today: Date, months: u16) -> Date {
    today.checked_add(i32::from(months).months()).unwrap_or(Date::MAX)
}

/// Minutes for which a client of 12 to 15 can let a parent look along (L1): an hour at most.
pub const TOGETHER_MINUTES: [u16; 3] = [15, 30, 60];

/// The end of a time of looking together, or `None` for a length that is not offered.
pub fn together_until(begun: Timestamp, minutes: u16) -> Option<Timestamp> {
    TOGETHER_MINUTES
        .contains(&minutes)
        .then(|| begun.checked_add(SignedDuration::from_mins(i64::from(minutes))).ok())
        .flatten()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    /// R8, R16, R39, R121: who may change whose access, all of it.
    #[test]
    fn each_changes_only_what_is_theirs_to_change() {
        use Action::{Agree, ChangeNetwork, ManageAccess, ReadAccess, WithdrawContact};
        use RelationChange::{Agreed, Kinds, Manager, NoManager, Renewed, Withdrawn};
        let allowed = |action, by, change| {
            Basis::ALL
                .iter()
                .copied()
                .filter(|target| may_change(action, by, *target, change))
                .collect::<Vec<_>>()
        };
        let network = vec![Basis::NetworkMember];
        let beside = vec![Basis::SecondContact, Basis::NetworkMember, Basis::Partner, Basis::Family];
        let by_client: Vec<Basis> = Basis::ALL
            .iter()
            .copied()
            .filter(|basis| {
                !matches!(
                    basis,
                    Basis::Own | Basis::Parent | Basis::Guardian | Basis::Curator | Basis::Mentor
                )
            })
            .collect();
        let all_but_own: Vec<Basis> =
            Basis::ALL.iter().copied().filter(|basis| *basis != Basis::Own).collect();
        for change in [Withdrawn, Kinds, Renewed] {
            assert_eq!(allowed(ManageAccess, None, change), all_but_own);
            assert_eq!(allowed(ChangeNetwork, Some(Basis::Own), change), by_client);
            assert_eq!(allowed(ChangeNetwork, Some(Basis::FirstContact), change), beside);
            assert_eq!(allowed(ChangeNetwork, Some(Basis::Mentor), change), beside);
            assert_eq!(allowed(ChangeNetwork, Some(Basis::NetworkMember), change), network);
            assert_eq!(allowed(ChangeNetwork, Some(Basis::SecondContact), change), vec![]);
            assert_eq!(allowed(Agree, Some(Basis::Own), change), vec![]);
        }
        for change in [Manager, NoManager] {
            assert_eq!(allowed(ManageAccess, None, change), network);
            assert_eq!(allowed(ChangeNetwork, Some(Basis::Own), change), network);
            assert_eq!(allowed(ChangeNetwork, Some(Basis::FirstContact), change), network);
            assert_eq!(allowed(ChangeNetwork, Some(Basis::NetworkMember), change), vec![]);
        }
        assert_eq!(allowed(Agree, Some(Basis::Own), Agreed), all_but_own);
        assert_eq!(allowed(WithdrawContact, None, Withdrawn), vec![Basis::SecondContact]);
        assert_eq!(allowed(WithdrawContact, None, Kinds), vec![]);
        assert_eq!(allowed(ChangeNetwork, Some(Basis::Own), Agreed), vec![]);
        assert_eq!(allowed(ReadAccess, Some(Basis::Own), Withdrawn), vec![]);
        for &action in Action::ALL {
            for change in [
                RelationChange::Made,
                RelationChange::Flagged,
                RelationChange::Confirmed,
                RelationChange::Numbered,
            ] {
                assert_eq!(allowed(action, Some(Basis::Own), change), vec![], "{action:?}");
            }
        }
    }

    #[test]
    fn a_grant_lasts_at_most_eighteen_months() {
        assert_eq!(latest_end(date(2026, 5, 1), 18), date(2027, 11, 1));
        assert_eq!(latest_end(date(2026, 8, 31), 18), date(2028, 2, 29));
    }

    /// L1: a quarter, half an hour or an hour, and nothing else.
    #[test]
    fn looking_together_lasts_an_hour_at_most() {
        let begun: Timestamp = "2026-05-01T10:00:00Z".parse().unwrap();
        assert_eq!(together_until(begun, 60), "2026-05-01T11:00:00Z".parse().ok());
        assert_eq!(together_until(begun, 15), "2026-05-01T10:15:00Z".parse().ok());
        for minutes in [0, 1, 59, 61, u16::MAX] {
            assert_eq!(together_until(begun, minutes), None, "{minutes}");
        }
    }
}
