//! The help desk: what people ask it without logging in, and what it can do with an account (R11,
//! R18, R47, R48, R118, R130, R139).

use jiff::{Timestamp, ToSpan, civil::Date};
use serde::{Deserialize, Serialize};

use crate::{access::AccountState, role::stored_enum};

stored_enum! {
    /// What somebody asks without logging in.
    HelpKind {
        /// Something is wrong with an account (R11).
        Misuse = "misuse",
        /// A closed account is to be opened again (R47, R118).
        Reopen = "reopen",
        /// A question about privacy (R139).
        Privacy = "privacy",
    }
}

stored_enum! {
    /// What became of an account.
    AccountAct {
        /// Blocked; can be undone.
        Block = "block",
        /// The block taken away.
        Unblock = "unblock",
        /// Ended, by its holder or by the organisation.
        Close = "close",
        /// Opened again after it was ended (R118).
        Reopen = "reopen",
        /// A warning: nothing changes (R130).
        Warn = "warn",
        /// A way to a new password, given by the help desk: nothing changes yet.
        ResetPassword = "reset-password",
        /// Closed because the client's care has ended (R15, R46, R119).
        CareEnded = "care-ended",
    }
}

stored_enum! {
    /// Why an organisation ends an account or warns (R48). Optional (R18), and never shown.
    Ground {
        /// The safety of staff.
        StaffSafety = "staff-safety",
        /// Privacy or good name of the client, other clients, staff or the organisation.
        Privacy = "privacy",
        /// Improper treatment of staff.
        ImproperTreatment = "improper-treatment",
        /// Breaking the portal.
        BreakingPortal = "breaking-portal",
        /// Something else.
        Other = "other",
    }
}

impl AccountAct {
    /// The state of an account after this act; `None` where it does not fit the state before.
    pub const fn applied(self, before: AccountState) -> Option<AccountState> {
        match (self, before) {
            (Self::Block, AccountState::Active) => Some(AccountState::Blocked),
            (Self::Unblock, AccountState::Blocked)
            | (Self::Reopen, AccountState::Closed)
            | (Self::ResetPassword, AccountState::Active) => Some(AccountState::Active),
            (Self::Close, AccountState::Active | AccountState::Blocked)
            | (Self::CareEnded, AccountState::Active) => Some(AccountState::Closed),
            (Self::Warn, state) => Some(state),
            (
                Self::Block | Self::ResetPassword | Self::CareEnded,
                AccountState::Blocked | AccountState::Closed,
            )
            | (Self::Unblock, AccountState::Active | AccountState::Closed)
            | (Self::Reopen, AccountState::Active | AccountState::Blocked)
            | (Self::Close, AccountState::Closed) => None,
        }
    }

    /// Whether it is done by itself; the others are part of something with a form of its own.
    pub const fn is_plain(self) -> bool {
        !matches!(self, Self::ResetPassword | Self::CareEnded)
    }
}

/// The longest text of a request, in signs.
pub const LONGEST_TEXT: usize = 2000;
/// The longest name or telephone number.
pub const LONGEST_LINE: usize = 200;

/// What somebody wrote to the help desk.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct HelpText {
    /// Name or user name, as typed.
    pub name: String,
    /// Where the person can be reached: a telephone number or an e-mail address, as typed.
    pub reach: String,
    /// What happened, or the question.
    pub text: String,
}

/// The day by which a question about privacy is answered: one month after it came in (AVG article
/// 12, paragraph 3). A month that is too short ends on its last day.
pub fn answer_by(asked_on: Date) -> Date {
    asked_on.checked_add(1.month()).unwrap_or(asked_on)
}

/// From when a history is shown that goes back a year.
pub fn a_year_before(now: Timestamp) -> Timestamp {
    now.checked_sub((365 * 24).hours()).unwrap_or(now)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::{AccountAct, answer_by};
    use crate::access::AccountState::{self, Active, Blocked, Closed};

    /// R11, R18, R47, R118, R130: each act fits some states and no others.
    #[test]
    fn acts_fit_states() {
        let cases: [(AccountAct, [Option<AccountState>; 3]); 7] = [
            (AccountAct::Block, [Some(Blocked), None, None]),
            (AccountAct::Unblock, [None, Some(Active), None]),
            (AccountAct::Close, [Some(Closed), Some(Closed), None]),
            (AccountAct::Reopen, [None, None, Some(Active)]),
            (AccountAct::Warn, [Some(Active), Some(Blocked), Some(Closed)]),
            (AccountAct::ResetPassword, [Some(Active), None, None]),
            (AccountAct::CareEnded, [Some(Closed), None, None]),
        ];
        assert_eq!(cases.len(), AccountAct::ALL.len());
        for (act, after) in cases {
            assert_eq!([Active, Blocked, Closed].map(|before| act.applied(before)), after, "{act:?}");
        }
    }

    /// R139: an answer within one month, also where the next month is shorter.
    #[test]
    fn an_answer_comes_within_a_month() {
        let cases = [
            (date(2026, 5, 1), date(2026, 6, 1)),
            (date(2026, 1, 31), date(2026, 2, 28)),
            (date(2028, 1, 31), date(2028, 2, 29)),
            (date(2026, 12, 15), date(2027, 1, 15)),
        ];
        for (asked, answered) in cases {
            assert_eq!(answer_by(asked), answered);
        }
    }
}
