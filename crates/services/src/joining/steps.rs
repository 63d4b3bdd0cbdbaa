//! The invited person's side of joining: the code, a user name, a password, proving the e-mail
//! address and the mobile number (R44). Wrong codes slow an address down as wrong log-ins do.

use inzage_domain::{
    fold,
    joining::InvitationCode,
    password::{Strength, Weak, judge},
    sign_in::{new_code, read_code},
};
use inzage_store::{CodeSending, Contact, Joining, Named, Organisation, Proved, RequestContext, Subject};
use jiff::civil::Date;

use crate::{
    Error, Services,
    notify::{Channel, Message},
};

/// Signs of a user name.
const USER_NAME: std::ops::RangeInclusive<usize> = 3..=64;

/// Answer to the code of an invitation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Begin {
    /// Go on: the token stands for this device.
    Going {
        /// For the browser's cookie.
        token: String,
    },
    /// It does not work, without saying why.
    Refused,
    /// Too many failures from this address: try again after this many seconds.
    Wait {
        /// Seconds, at least 1.
        seconds: i64,
    },
}

/// Answer to a user name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChooseName {
    /// Kept.
    Kept,
    /// Too short, too long, or with other signs than letters, digits, `.`, `-`, `_` and `@`.
    Unfit,
    /// Somebody has it.
    Taken,
    /// Too many tries from this address.
    Wait {
        /// Seconds, at least 1.
        seconds: i64,
    },
    /// The invitation is not open (any more).
    Ended,
}

/// Answer to a password (R77).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChoosePassword {
    /// Kept.
    Kept(Strength),
    /// Refused.
    Weak(Weak),
    /// The two fields differ.
    Different,
    /// The invitation is not open (any more), or there is no user name yet.
    Ended,
}

/// Answer to asking for a code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SendProof {
    /// Sent.
    Sent,
    /// Too soon; seconds to wait.
    TooSoon {
        /// Seconds, at least 1.
        seconds: i64,
    },
    /// Too many were sent: ask the organisation.
    TooMany,
    /// It could not be handed over.
    NotSent,
    /// The invitation is not open (any more), or it is not this step's turn.
    Ended,
}

/// Answer to a code that proves an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Prove {
    /// Right: on to the next step.
    Right,
    /// Right, and the account is there.
    Joined,
    /// Right, but the user name is somebody's by now.
    NameTaken,
    /// Wrong; tries left, at least 1.
    Wrong {
        /// Tries left.
        left: i64,
    },
    /// Not six digits: not counted.
    NotSixDigits,
    /// Too old, or tried too often: ask for a new one.
    NewCodeNeeded,
    /// Right, but somebody goes before in the order of the law by now; the invitation stays as it is.
    SomebodyBefore,
    /// The invitation is not open (any more).
    Ended,
}

/// Whether a text can be a user name.
pub(crate) fn is_user_name(text: &str) -> bool {
    USER_NAME.contains(&text.chars().count())
        && text.chars().all(|sign| sign.is_alphanumeric() || matches!(sign, '.' | '-' | '_' | '@'))
}

impl Services {
    /// First step: the code, and for the client's own account the client's birth date.
    pub async fn begin_joining(
        &self,
        organisation: &Organisation,
        typed: &str,
        birth_date: Option<Date>,
        context: &RequestContext,
    ) -> Result<Begin, Error> {
        let subjects = [Subject::Inviting(context.address.clone())];
        if let Some(until) = self.store.throttle(organisation, &subjects).await? {
            return Ok(Begin::Wait { seconds: self.seconds_until(until) });
        }
        let token = match InvitationCode::read(typed) {
            Some(code) => self.store.joining_begin(organisation, &code, birth_date, context).await?,
            None => None,
        };
        let Some(token) = token else {
            self.store.log_in_refused(organisation, None, &subjects, "wrong-invitation", context).await?;
            return Ok(Begin::Refused);
        };
        Ok(Begin::Going { token })
    }

    /// How far the holder of a token has come.
    pub async fn joining(&self, organisation: &Organisation, token: &str) -> Result<Option<Joining>, Error> {
        Ok(self.store.joining(organisation, token).await?)
    }

    /// Second step: a user name. Names that are taken count as failures, so that nobody lists them.
    pub async fn choose_user_name(
        &self,
        organisation: &Organisation,
        token: &str,
        typed: &str,
        context: &RequestContext,
    ) -> Result<ChooseName, Error> {
        let subjects = [Subject::Inviting(context.address.clone())];
        if let Some(until) = self.store.throttle(organisation, &subjects).await? {
            return Ok(ChooseName::Wait { seconds: self.seconds_until(until) });
        }
        let typed = typed.trim();
        if !is_user_name(typed) {
            return Ok(ChooseName::Unfit);
        }
        match self.store.joining_name(organisation, token, typed, context).await? {
            Named::Kept => Ok(ChooseName::Kept),
            Named::Ended => Ok(ChooseName::Ended),
            Named::Taken => {
                self.store.log_in_refused(organisation, None, &subjects, "user-name-taken", context).await?;
                Ok(ChooseName::Taken)
            }
        }
    }

    /// Third step: a password, typed twice. What is weak is refused before it is hashed.
    pub async fn choose_password(
        &self,
        organisation: &Organisation,
        token: &str,
        password: &str,
        again: &str,
        context: &RequestContext,
    ) -> Result<ChoosePassword, Error> {
        let Some(joining) = self.store.joining(organisation, token).await? else {
            return Ok(ChoosePassword::Ended);
        };
        let Some(user_name) = joining.user_name else { return Ok(ChoosePassword::Ended) };
        let folded = fold(&organisation.profile().name);
        let names = [user_name.as_str(), folded.as_str(), organisation.key(), joining.name.as_str()];
        let strength = match judge(password, &names) {
            Ok(strength) => strength,
            Err(weak) => return Ok(ChoosePassword::Weak(weak)),
        };
        if password != again {
            return Ok(ChoosePassword::Different);
        }
        let hash = self.passwords.hash(password).await?;
        let kept = self.store.joining_password(organisation, token, &hash, context).await?;
        Ok(if kept { ChoosePassword::Kept(strength) } else { ChoosePassword::Ended })
    }

    /// Sends a code to the e-mail address or the mobile number; the one before ends.
    pub async fn send_proof(
        &self,
        organisation: &Organisation,
        token: &str,
        contact: Contact,
        context: &RequestContext,
    ) -> Result<SendProof, Error> {
        let code = new_code(self.chance.as_ref());
        match self.store.joining_send(organisation, token, contact, &code, context).await? {
            CodeSending::TooSoon { at } => return Ok(SendProof::TooSoon { seconds: self.seconds_until(at) }),
            CodeSending::TooMany => return Ok(SendProof::TooMany),
            CodeSending::Ended => return Ok(SendProof::Ended),
            CodeSending::Send => {}
        }
        let Some(joining) = self.store.joining(organisation, token).await? else {
            return Ok(SendProof::Ended);
        };
        let name = &organisation.profile().name;
        let message = match contact {
            Contact::Email => Message {
                channel: Channel::Email,
                to: joining.email.as_str().to_owned(),
                subject: format!("Uw code voor {name}"),
                body: format!(
                    "{code} is uw code voor {name}. De code werkt 10 minuten. Geef de code aan niemand.\n\n{code} is your code for {name}. The code works for 10 minutes. Give the code to nobody.\n"
                ),
            },
            Contact::Mobile => Message {
                channel: Channel::Sms,
                to: joining.mobile.international().to_owned(),
                subject: String::new(),
                body: format!(
                    "{code} is uw code voor {name}. De code werkt 10 minuten. Geef de code aan niemand."
                ),
            },
        };
        Ok(if self.hand_over(&message).await { SendProof::Sent } else { SendProof::NotSent })
    }

    /// Fourth and last step: the code that came by mail, and the one that came by SMS.
    pub async fn prove(
        &self,
        organisation: &Organisation,
        token: &str,
        contact: Contact,
        typed: &str,
        context: &RequestContext,
    ) -> Result<Prove, Error> {
        let Some(code) = read_code(typed) else { return Ok(Prove::NotSixDigits) };
        Ok(match self.store.joining_prove(organisation, token, contact, &code, context).await? {
            Proved::Right => Prove::Right,
            Proved::Joined { .. } => Prove::Joined,
            Proved::NameTaken => Prove::NameTaken,
            Proved::Wrong { left } if left > 0 => Prove::Wrong { left },
            Proved::Wrong { .. } | Proved::Expired | Proved::UsedUp => Prove::NewCodeNeeded,
            Proved::SomebodyBefore => Prove::SomebodyBefore,
            Proved::Ended => Prove::Ended,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::is_user_name;

    #[test]
    fn a_user_name_has_three_to_sixty_four_signs() {
        let (long, longer) = ("a".repeat(64), "a".repeat(65));
        let cases = [
            ("ab", false),
            ("abc", true),
            (long.as_str(), true),
            (longer.as_str(), false),
            ("anna.de-wit_2@example.nl", true),
            ("Ünal", true),
            ("anna de wit", false),
            ("anna<b>", false),
            ("", false),
        ];
        for (text, good) in cases {
            assert_eq!(is_user_name(text), good, "{text}");
        }
    }
}
