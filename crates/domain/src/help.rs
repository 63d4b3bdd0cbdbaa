//! The help desk: what people ask it without logging in, and what it can do with an account (R11,
//! R18, R47, R48, R118, R130, R139).

use jiff::{Timestamp, ToSpan, civil::Date};
use serde::{Deserialize, Serialize};

use crate::{
    access::AccountState,
    policy::{Policy, SecondFactor},
    role::stored_enum,
    sign_in::{Held, SecondStep, asked_after_loss, second_step},
};

stored_enum! {
    /// What somebody asks without logging in.
    HelpKind {
        /// Something is wrong with an account (R11).
        Misuse = "misuse",
        /// A closed account is to be opened again (R47, R118).
        Reopen = "reopen",
        /// A question about privacy (R139).
        Privacy = "privacy",
        /// A client who cannot decide asks, logged in, to close the account, and nobody represents the
        /// client (R17).
        Closing = "closing",
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
        /// The authenticator app of a lost device taken away: its state stays (R91).
        RemoveApp = "remove-app",
        /// The passkeys of a lost device taken away: its state stays (R91).
        RemovePasskeys = "remove-passkeys",
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
            // A lost device makes many block the account first.
            (Self::Warn, state)
            | (
                Self::RemoveApp | Self::RemovePasskeys,
                state @ (AccountState::Active | AccountState::Blocked),
            ) => Some(state),
            (
                Self::Block | Self::ResetPassword | Self::CareEnded,
                AccountState::Blocked | AccountState::Closed,
            )
            | (Self::Unblock, AccountState::Active | AccountState::Closed)
            | (Self::Reopen, AccountState::Active | AccountState::Blocked)
            | (Self::Close | Self::RemoveApp | Self::RemovePasskeys, AccountState::Closed) => None,
        }
    }

    /// Whether it is done by itself; the others are part of something with a form of its own.
    pub const fn is_plain(self) -> bool {
        !matches!(self, Self::ResetPassword | Self::CareEnded | Self::RemoveApp | Self::RemovePasskeys)
    }
}

stored_enum! {
    /// What was on a device that is lost, and lets somebody log in.
    LostFactor {
        /// The authenticator app.
        App = "app",
        /// Passkeys: all of the account, because nobody sees from outside which one was on the device.
        Passkeys = "passkeys",
    }
}

impl LostFactor {
    /// What taking it away is in the history of the account.
    pub const fn act(self) -> AccountAct {
        match self {
            Self::App => AccountAct::RemoveApp,
            Self::Passkeys => AccountAct::RemovePasskeys,
        }
    }

    /// Whether somebody can still log in when this is taken away: with the rest of what is `held`, as
    /// [`asked_after_loss`] asks it. Clients who log in with DigiD always can (R117). Where it would
    /// leave no way, it stays: the way to a new password with a new number is for that.
    pub fn leaves_a_way(self, policy: &Policy, works: bool, held: Held) -> bool {
        let asked = if works { policy.staff_second_factor } else { policy.second_factor };
        let rest = match self {
            Self::App => Held { app: false, ..held },
            Self::Passkeys => Held { passkey: false, ..held },
        };
        (!works && asked == SecondFactor::Digid)
            || second_step(asked_after_loss(asked, true), rest) != SecondStep::Impossible
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

    use super::{AccountAct, LostFactor, answer_by};
    use crate::{
        access::AccountState::{self, Active, Blocked, Closed},
        policy::{Policy, Preset, SecondFactor},
        sign_in::Held,
    };

    /// R11, R18, R47, R118, R130: each act fits some states and no others.
    #[test]
    fn acts_fit_states() {
        let cases: [(AccountAct, [Option<AccountState>; 3]); 9] = [
            (AccountAct::Block, [Some(Blocked), None, None]),
            (AccountAct::Unblock, [None, Some(Active), None]),
            (AccountAct::Close, [Some(Closed), Some(Closed), None]),
            (AccountAct::Reopen, [None, None, Some(Active)]),
            (AccountAct::Warn, [Some(Active), Some(Blocked), Some(Closed)]),
            (AccountAct::ResetPassword, [Some(Active), None, None]),
            (AccountAct::CareEnded, [Some(Closed), None, None]),
            (AccountAct::RemoveApp, [Some(Active), Some(Blocked), None]),
            (AccountAct::RemovePasskeys, [Some(Active), Some(Blocked), None]),
        ];
        assert_eq!(cases.len(), AccountAct::ALL.len());
        for (act, after) in cases {
            assert_eq!([Active, Blocked, Closed].map(|before| act.applied(before)), after, "{act:?}");
        }
    }

    /// R91: taking something away leaves a way to log in, or is not done.
    #[test]
    fn what_is_taken_away_leaves_a_way_in() {
        use LostFactor::{App, Passkeys};
        use SecondFactor::{Digid, Optional, Sms};
        let held = |app, mobile, passkey| Held { app, mobile, passkey };
        let cases = [
            (App, Sms, false, held(true, true, false), true),
            (App, Sms, false, held(true, false, false), false),
            (App, Sms, false, held(true, false, true), true),
            (Passkeys, Sms, false, held(false, false, true), false),
            (Passkeys, Sms, false, held(true, false, true), true),
            // Where the choice is left, a code is asked for after a loss: without a number there is none.
            (App, Optional, false, held(true, true, false), true),
            (App, Optional, false, held(true, false, false), false),
            (Passkeys, Optional, true, held(false, false, true), false),
            (Passkeys, Digid, false, held(false, false, true), true),
            (Passkeys, Digid, true, held(false, false, true), false),
        ];
        for (factor, asked, works, held, leaves) in cases {
            let policy =
                Policy { second_factor: asked, staff_second_factor: asked, ..Preset::Vivium.policy() };
            assert_eq!(factor.leaves_a_way(&policy, works, held), leaves, "{factor:?} {asked:?} {held:?}");
            assert!(!factor.act().is_plain());
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
