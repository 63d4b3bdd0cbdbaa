//! When a session ends (R126).

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use crate::{
    digid,
    policy::{Policy, SessionPolicy},
    role::stored_enum,
};

stored_enum! {
    /// Why a session ended.
    SessionEnd {
        /// The person logged out.
        LoggedOut = "logged-out",
        /// Nothing happened for too long.
        Idle = "idle",
        /// The longest time was reached.
        Absolute = "absolute",
        /// Replaced at a log-in or step-up.
        Rotated = "rotated",
        /// Terms were declined.
        TermsDeclined = "terms-declined",
        /// Ended from another place.
        Elsewhere = "elsewhere",
    }
}

stored_enum! {
    /// How somebody logged in.
    SessionMethod {
        /// With a password, and what the policy asks beside it.
        Password = "password",
        /// With DigiD (R117).
        Digid = "digid",
        /// With a passkey and nothing else (R91); one that is the second step after a password counts
        /// as a password. Where the policy comes to allow none, a session that runs goes on to its end,
        /// but proves nothing again with a passkey, and none begins in this way.
        Passkey = "passkey",
    }
}

impl SessionMethod {
    /// The times of a session that began in this way: with DigiD it ends after fifteen minutes
    /// without activity, whatever the policy says (R117), and the warning comes before that.
    pub fn times(self, policy: &Policy) -> SessionPolicy {
        match self {
            Self::Password | Self::Passkey => policy.session,
            Self::Digid => {
                let idle_minutes = digid::IDLE_MINUTES.min(policy.session.idle_minutes);
                let warning_minutes = policy.session.warning_minutes.min(idle_minutes.saturating_sub(1));
                SessionPolicy { idle_minutes, warning_minutes, ..policy.session }
            }
        }
    }
}

/// How much time a session has left.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Lifetime {
    /// It runs; seconds until the warning and until the end.
    Live {
        /// Seconds until the person is warned; 0 when the warning is due.
        warn_in: i64,
        /// Seconds until the end.
        end_in: i64,
    },
    /// It is over.
    Over(SessionEnd),
}

/// Where a session stands. `last_seen` is the last request, `started` the log-in.
pub fn lifetime(times: SessionPolicy, started: Timestamp, last_seen: Timestamp, now: Timestamp) -> Lifetime {
    let idle = now.duration_since(last_seen);
    let age = now.duration_since(started);
    let idle_limit = SignedDuration::from_mins(times.idle_minutes.into());
    let absolute_limit = SignedDuration::from_hours(times.absolute_hours.into());
    if age >= absolute_limit {
        return Lifetime::Over(SessionEnd::Absolute);
    }
    if idle >= idle_limit {
        return Lifetime::Over(SessionEnd::Idle);
    }
    let end_in = (idle_limit - idle).min(absolute_limit - age);
    let warning = SignedDuration::from_mins(times.warning_minutes.into());
    let warn_in = (end_in - warning).max(SignedDuration::ZERO);
    Lifetime::Live { warn_in: warn_in.as_secs(), end_in: end_in.as_secs() }
}

#[cfg(test)]
mod tests {
    use jiff::{Timestamp, ToSpan};

    use super::{Lifetime, SessionEnd, SessionMethod, lifetime};
    use crate::policy::Preset;

    /// R126: warning at 25 minutes, end at 30, and at 12 hours whatever one does.
    #[test]
    fn idle_and_absolute_end_at_their_second() {
        let policy = Preset::Vivium.policy();
        let start: Timestamp = "2026-05-01T08:00:00Z".parse().unwrap();
        let at = |seen_minutes: i64, now_seconds: i64| {
            lifetime(policy.session, start, start + seen_minutes.minutes(), start + now_seconds.seconds())
        };
        assert_eq!(at(0, 0), Lifetime::Live { warn_in: 25 * 60, end_in: 30 * 60 });
        assert_eq!(at(0, 25 * 60), Lifetime::Live { warn_in: 0, end_in: 5 * 60 });
        assert_eq!(at(0, 30 * 60 - 1), Lifetime::Live { warn_in: 0, end_in: 1 });
        assert_eq!(at(0, 30 * 60), Lifetime::Over(SessionEnd::Idle));
        let twelve_hours = 12 * 3600;
        assert_eq!(at(12 * 60 - 1, twelve_hours - 1), Lifetime::Live { warn_in: 0, end_in: 1 });
        assert_eq!(at(12 * 60 - 1, twelve_hours), Lifetime::Over(SessionEnd::Absolute));
    }

    /// R117: after DigiD a session ends after 15 minutes without activity, whatever the policy says.
    #[test]
    fn digid_sessions_are_shorter() {
        let start: Timestamp = "2026-05-01T08:00:00Z".parse().unwrap();
        for preset in Preset::ALL {
            let times = SessionMethod::Digid.times(&preset.policy());
            let at = |seconds: i64| lifetime(times, start, start, start + seconds.seconds());
            assert_eq!(at(10 * 60), Lifetime::Live { warn_in: 0, end_in: 5 * 60 });
            assert!(matches!(at(15 * 60 - 1), Lifetime::Live { .. }));
            assert_eq!(at(15 * 60), Lifetime::Over(SessionEnd::Idle));
        }
    }

    /// R117: a policy that is stricter still counts, and one is always warned before the end.
    #[test]
    fn a_stricter_policy_counts_for_digid_too() {
        let cases = [(60, 20, 15, 14), (15, 5, 15, 5), (10, 9, 10, 9), (5, 1, 5, 1)];
        for (idle, warning, idle_after, warning_after) in cases {
            let mut policy = Preset::Vivium.policy();
            policy.session.idle_minutes = idle;
            policy.session.warning_minutes = warning;
            let times = SessionMethod::Digid.times(&policy);
            assert_eq!((times.idle_minutes, times.warning_minutes), (idle_after, warning_after));
            assert_eq!(SessionMethod::Password.times(&policy), policy.session);
            assert_eq!(SessionMethod::Passkey.times(&policy), policy.session);
        }
    }
}
