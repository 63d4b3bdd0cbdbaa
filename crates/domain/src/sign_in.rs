//! Logging in: codes by SMS and back-off (R9, R101).

use jiff::{SignedDuration, Timestamp};

use crate::{Chance, policy::SecondFactor};

/// A code is good for ten minutes.
pub const CODE_VALID: SignedDuration = SignedDuration::from_mins(10);
/// A code may be tried three times.
pub const CODE_TRIES: i64 = 3;
/// A new code may be asked for after a minute.
pub const CODE_RESEND_AFTER: SignedDuration = SignedDuration::from_secs(60);
/// Failures before a wait begins.
pub const FREE_FAILURES: i64 = 5;
/// The longest wait.
pub const LONGEST_WAIT: SignedDuration = SignedDuration::from_mins(15);
/// After this long without failures the count starts anew.
pub const FORGET_AFTER: SignedDuration = SignedDuration::from_hours(24);

/// The second step that a log-in asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SecondStep {
    /// A code of the authenticator app.
    App,
    /// A code by SMS.
    Sms,
    /// None: the password is enough.
    None,
    /// One is asked for and there is no way to give it: no log-in.
    Impossible,
}

/// Which second step a log-in asks for. An app that was set up always counts, in place of an SMS
/// or where the organisation leaves the choice (R9, R91, R101).
pub const fn second_step(policy: SecondFactor, has_app: bool, has_mobile: bool) -> SecondStep {
    match policy {
        _ if has_app => SecondStep::App,
        SecondFactor::Optional => SecondStep::None,
        SecondFactor::Sms | SecondFactor::Digid if has_mobile => SecondStep::Sms,
        SecondFactor::Sms | SecondFactor::Digid => SecondStep::Impossible,
    }
}

/// A new code: six digits.
pub fn new_code(chance: &dyn Chance) -> String {
    format!("{:06}", chance.below(1_000_000))
}

/// The digits of what a person typed: spaces and dashes do not matter. `None` when it is not six
/// digits.
pub fn read_code(text: &str) -> Option<String> {
    let code: String = text.chars().filter(|sign| !matches!(sign, ' ' | '-')).collect();
    (code.len() == 6 && code.bytes().all(|byte| byte.is_ascii_digit())).then_some(code)
}

/// State of a code that was sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SentCode {
    /// When it was sent.
    pub sent_at: Timestamp,
    /// How often it was tried and wrong.
    pub tries: i64,
}

/// What may be done with a code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CodeState {
    /// It may be tried; this many tries are left.
    Open {
        /// Tries that are left, at least 1.
        tries_left: i64,
    },
    /// Too old.
    Expired,
    /// Tried too often.
    UsedUp,
}

impl SentCode {
    /// Whether the code may be tried at an instant. Ten minutes is too late, one microsecond
    /// before is not.
    pub fn state(self, now: Timestamp) -> CodeState {
        if self.tries >= CODE_TRIES {
            CodeState::UsedUp
        } else if now.duration_since(self.sent_at) >= CODE_VALID {
            CodeState::Expired
        } else {
            CodeState::Open { tries_left: CODE_TRIES - self.tries }
        }
    }

    /// Seconds until a new code may be asked for; 0 when it may now.
    pub fn resend_in(self, now: Timestamp) -> i64 {
        let left = CODE_RESEND_AFTER - now.duration_since(self.sent_at);
        if left <= SignedDuration::ZERO { 0 } else { (left + SignedDuration::from_micros(999_999)).as_secs() }
    }
}

/// How long somebody must wait after this many failures in a row: nothing up to five, then 2, 4,
/// 8 ... seconds, at most a quarter of an hour.
pub fn wait_after(failures: i64) -> SignedDuration {
    let over = failures - FREE_FAILURES;
    if over <= 0 {
        return SignedDuration::ZERO;
    }
    let seconds = u32::try_from(over).ok().and_then(|power| 2_i64.checked_pow(power)).unwrap_or(i64::MAX);
    SignedDuration::from_secs(seconds.min(LONGEST_WAIT.as_secs()))
}

#[cfg(test)]
mod tests {
    use jiff::{SignedDuration, Timestamp, ToSpan};

    use super::*;

    struct Counting(std::sync::atomic::AtomicU32);
    impl Chance for Counting {
        fn fill(&self, buffer: &mut [u8]) {
            for byte in buffer {
                *byte =
                    u8::try_from(self.0.fetch_add(37, std::sync::atomic::Ordering::Relaxed) % 251).unwrap();
            }
        }
    }

    /// R9, R91, R101: who needs which second step.
    #[test]
    fn the_second_step_follows_policy_and_what_is_set_up() {
        let cases = [
            (SecondFactor::Sms, false, true, SecondStep::Sms),
            (SecondFactor::Sms, false, false, SecondStep::Impossible),
            (SecondFactor::Sms, true, true, SecondStep::App),
            (SecondFactor::Sms, true, false, SecondStep::App),
            (SecondFactor::Optional, false, true, SecondStep::None),
            (SecondFactor::Optional, false, false, SecondStep::None),
            (SecondFactor::Optional, true, false, SecondStep::App),
            (SecondFactor::Digid, false, true, SecondStep::Sms),
            (SecondFactor::Digid, false, false, SecondStep::Impossible),
        ];
        for (policy, app, mobile, step) in cases {
            assert_eq!(second_step(policy, app, mobile), step, "{policy:?} {app} {mobile}");
        }
    }

    /// R9: six digits, always.
    #[test]
    fn codes_have_six_digits() {
        let chance = Counting(std::sync::atomic::AtomicU32::new(0));
        for _ in 0..1000 {
            let code = new_code(&chance);
            assert_eq!(read_code(&code).as_deref(), Some(code.as_str()));
        }
    }

    #[test]
    fn a_code_is_read_as_people_type_it() {
        let cases = [
            ("123456", true),
            ("123 456", true),
            ("12-34-56", true),
            ("12345", false),
            ("1234567", false),
            ("12345a", false),
            ("", false),
            ("١٢٣٤٥٦", false),
        ];
        for (text, good) in cases {
            assert_eq!(read_code(text).is_some(), good, "{text}");
        }
    }

    /// R9, R101: ten minutes, three tries, a new one after sixty seconds.
    #[test]
    fn a_code_ends_at_ten_minutes_or_three_tries() {
        let sent_at: Timestamp = "2026-05-01T08:00:00Z".parse().unwrap();
        let state = |tries, now| SentCode { sent_at, tries }.state(now);
        assert_eq!(state(0, sent_at), CodeState::Open { tries_left: 3 });
        assert_eq!(state(2, sent_at + 10.minutes() - 1.microsecond()), CodeState::Open { tries_left: 1 });
        assert_eq!(state(2, sent_at + 10.minutes()), CodeState::Expired);
        assert_eq!(state(3, sent_at), CodeState::UsedUp);
        let resend = |seconds: i64| SentCode { sent_at, tries: 0 }.resend_in(sent_at + seconds.seconds());
        assert_eq!([resend(0), resend(59), resend(60), resend(600)], [60, 1, 0, 0]);
        assert_eq!(SentCode { sent_at, tries: 0 }.resend_in(sent_at + 59.seconds() + 1.microsecond()), 1);
    }

    #[test]
    fn the_wait_doubles_after_five_failures_and_stops_at_a_quarter_of_an_hour() {
        let cases = [(0, 0), (5, 0), (6, 2), (7, 4), (8, 8), (14, 512), (15, 900), (1000, 900)];
        for (failures, seconds) in cases {
            assert_eq!(wait_after(failures), SignedDuration::from_secs(seconds), "{failures}");
        }
    }
}
