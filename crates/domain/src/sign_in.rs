//! Logging in: codes by SMS and back-off (R9, R101).

use jiff::{SignedDuration, Timestamp};

use crate::{Chance, policy::SecondFactor};

/// A code is good for ten minutes.
pub const CODE_VALID: SignedDuration = SignedDuration::from_mins(10);
/// A code may be tried three times.
pub const CODE_TRIES: i64 = 3;
/// A new code may be asked for after a minute.
pub const CODE_RESEND_AFTER: SignedDuration = SignedDuration::from_secs(60);
/// Failures of a user name before a wait begins.
pub const FREE_FAILURES: i64 = 5;

/// Failures of an internet address before a wait begins: a whole care home may be behind one.
pub const FREE_FAILURES_OF_ADDRESS: i64 = 50;

/// Log-ins with DigiD that may begin from an internet address, without one that succeeds, before a
/// wait begins: each keeps a row and asks the broker.
pub const FREE_QUESTIONS: i64 = 50;

/// Requests to the help desk from an internet address before a wait begins: each sends a mail.
pub const FREE_ASKINGS: i64 = 20;

/// So long after a proof of a second step sensitive acts need no other one.
pub const PROOF_VALID: SignedDuration = SignedDuration::from_mins(10);

/// So long a passkey may take to answer.
pub const PASSKEY_VALID: SignedDuration = SignedDuration::from_mins(5);
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
    /// A passkey; where the browser cannot, what [`Ways`] has beside it.
    Passkey,
    /// None: the password is enough.
    None,
    /// One is asked for and there is no way to give it: no log-in.
    Impossible,
}

/// Second steps that an account has ready. A passkey counts only where the policy allows passkeys.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Held {
    /// An authenticator app that was confirmed.
    pub app: bool,
    /// A mobile number.
    pub mobile: bool,
    /// A passkey.
    pub passkey: bool,
}

/// What may be given as the second step, at a log-in that asks for one and before a sensitive act.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ways {
    /// A passkey.
    pub passkey: bool,
    /// A code of the app, or a recovery code.
    pub app: bool,
    /// A code by SMS: not where an app was set up in its place.
    pub sms: bool,
}

impl Held {
    /// The ways that these give.
    pub const fn ways(self) -> Ways {
        Ways { passkey: self.passkey, app: self.app, sms: self.mobile && !self.app }
    }
}

impl Ways {
    /// Whether there is none: then the password is asked for before a sensitive act.
    pub const fn is_none(self) -> bool {
        !(self.passkey || self.app || self.sms)
    }
}

/// Which second step a log-in asks for. An app or a passkey that was set up always counts, in place
/// of an SMS or where the organisation leaves the choice (R9, R91, R101).
pub const fn second_step(policy: SecondFactor, held: Held) -> SecondStep {
    match policy {
        _ if held.app => SecondStep::App,
        _ if held.passkey => SecondStep::Passkey,
        SecondFactor::Optional => SecondStep::None,
        SecondFactor::Sms | SecondFactor::Digid if held.mobile => SecondStep::Sms,
        SecondFactor::Sms | SecondFactor::Digid => SecondStep::Impossible,
    }
}

/// Which second step a policy asks of an account. Where the help desk took away what somebody had set
/// up, a code by SMS is asked for also where the organisation leaves the choice, until something is
/// set up again: whoever talks the help desk into it still needs the telephone (R91).
pub const fn asked_after_loss(policy: SecondFactor, lost: bool) -> SecondFactor {
    match policy {
        SecondFactor::Optional if lost => SecondFactor::Sms,
        SecondFactor::Optional | SecondFactor::Sms | SecondFactor::Digid => policy,
    }
}

/// Whether the last proof of a second step is recent enough for a sensitive act: ten minutes is,
/// a microsecond more is not (R91).
pub fn is_proved(proved_at: Timestamp, now: Timestamp) -> bool {
    now.duration_since(proved_at) <= PROOF_VALID
}

/// Codes that giving the right password sends within ten minutes without a wait: who begins again on
/// another device gets a new one. After that a code is sent once a minute.
pub const FREE_CODES: i64 = 5;

/// When somebody may go on whose password is right and who was sent many codes: with the same code
/// while a new one would come too soon; another one after that.
pub fn code_is_fresh(sent_at: Timestamp, now: Timestamp) -> bool {
    // A clock that was set back makes nobody wait for it.
    let age = now.duration_since(sent_at);
    !age.is_negative() && age < CODE_RESEND_AFTER
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

/// How long somebody must wait after this many failures in a row: nothing up to `free`, then 2, 4,
/// 8 ... seconds, at most a quarter of an hour.
pub fn wait_after(failures: i64, free: i64) -> SignedDuration {
    let over = failures - free;
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
        let held = |app, mobile, passkey| Held { app, mobile, passkey };
        let cases = [
            (SecondFactor::Sms, held(false, true, false), SecondStep::Sms),
            (SecondFactor::Sms, held(false, false, false), SecondStep::Impossible),
            (SecondFactor::Sms, held(true, true, false), SecondStep::App),
            (SecondFactor::Sms, held(true, false, true), SecondStep::App),
            (SecondFactor::Sms, held(false, true, true), SecondStep::Passkey),
            (SecondFactor::Sms, held(false, false, true), SecondStep::Passkey),
            (SecondFactor::Optional, held(false, true, false), SecondStep::None),
            (SecondFactor::Optional, held(false, false, false), SecondStep::None),
            (SecondFactor::Optional, held(true, false, false), SecondStep::App),
            (SecondFactor::Optional, held(false, false, true), SecondStep::Passkey),
            (SecondFactor::Digid, held(false, true, false), SecondStep::Sms),
            (SecondFactor::Digid, held(false, false, false), SecondStep::Impossible),
            (SecondFactor::Digid, held(false, false, true), SecondStep::Passkey),
        ];
        for (policy, held, step) in cases {
            assert_eq!(second_step(policy, held), step, "{policy:?} {held:?}");
        }
    }

    /// R91: what the help desk took away is not replaced by nothing.
    #[test]
    fn after_a_loss_a_code_is_asked_for() {
        use SecondFactor::{Digid, Optional, Sms};
        let cases = [
            (Optional, false, Optional),
            (Optional, true, Sms),
            (Sms, false, Sms),
            (Sms, true, Sms),
            (Digid, true, Digid),
        ];
        for (policy, lost, asked) in cases {
            assert_eq!(asked_after_loss(policy, lost), asked, "{policy:?} {lost}");
        }
        let none = Held::default();
        assert_eq!(second_step(asked_after_loss(Optional, true), none), SecondStep::Impossible);
        let with_number = Held { mobile: true, ..none };
        assert_eq!(second_step(asked_after_loss(Optional, true), with_number), SecondStep::Sms);
    }

    /// R91: what may be given; an app stands in place of an SMS, a passkey beside either.
    #[test]
    fn the_ways_are_those_that_were_set_up() {
        for app in [false, true] {
            for mobile in [false, true] {
                for passkey in [false, true] {
                    let ways = Held { app, mobile, passkey }.ways();
                    assert_eq!(ways, Ways { passkey, app, sms: mobile && !app });
                    assert_eq!(ways.is_none(), !app && !mobile && !passkey);
                }
            }
        }
    }

    /// R91: a proof of ten minutes ago counts, one a microsecond older does not.
    #[test]
    fn a_proof_counts_for_ten_minutes() {
        let proved: Timestamp = "2026-05-01T08:00:00Z".parse().unwrap();
        let cases = [
            (SignedDuration::ZERO, true),
            (SignedDuration::from_mins(10), true),
            (SignedDuration::from_mins(10) + SignedDuration::from_micros(1), false),
            (SignedDuration::from_hours(9), false),
        ];
        for (age, counts) in cases {
            assert_eq!(is_proved(proved, proved + age), counts, "{age}");
        }
    }

    /// R9: the password again within a minute sends no second code.
    #[test]
    fn a_code_is_fresh_for_a_minute() {
        let sent: Timestamp = "2026-05-01T08:00:00Z".parse().unwrap();
        assert!(code_is_fresh(sent, sent + 60.seconds() - 1.microsecond()));
        assert!(!code_is_fresh(sent, sent + 60.seconds()));
        assert!(code_is_fresh(sent, sent) && !code_is_fresh(sent, sent - 1.microsecond()));
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
            assert_eq!(wait_after(failures, FREE_FAILURES), SignedDuration::from_secs(seconds), "{failures}");
        }
        for (failures, seconds) in [(50, 0), (51, 2), (52, 4), (1000, 900)] {
            let wait = wait_after(failures, FREE_FAILURES_OF_ADDRESS);
            assert_eq!(wait, SignedDuration::from_secs(seconds), "{failures} of an address");
        }
    }
}
