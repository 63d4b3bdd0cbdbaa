//! A forgotten password and a lost telephone (rules in `domain::reset`): asked for at the log-in
//! page or made by the help desk, then proved twice, then chosen.
//!
//! Who asks hears the same after the same work, whether or not there is such an account: the mail
//! leaves after the answer.

use inzage_domain::{
    AccountId, PhoneNumber, ResetId,
    access::HelpDesk,
    help::LONGEST_TEXT,
    joining::InvitationCode,
    password::{Strength, Weak, judge},
    reset::{IdentifiedHow, ResetProof, ResetWay},
    sign_in::new_code,
};
use inzage_store::{
    Actor, ChallengeOutcome, DeskReset, DeskResetMade, HandedReset, Organisation, RequestContext, ResetBegun,
    ResetMail, ResetStep, Subject,
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{
    Error, Services,
    factor::read_app_code,
    notify::{Channel, Message},
};

/// Answer to asking for a new password.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ResetAsk {
    /// A mail is on its way, if there is such an account.
    Asked,
    /// Too often.
    Wait {
        /// Seconds, at least 1.
        seconds: i64,
    },
}

/// Answer to the code of a reset.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ResetCode {
    /// Right: the next step, and the token of this device.
    Right {
        /// For the browser's cookie.
        token: String,
    },
    /// It cannot be such a code: twelve signs. Not counted.
    NotACode,
    /// Wrong, too old or used.
    Unknown,
    /// A code by SMS was sent less than a minute ago.
    TooSoon {
        /// Seconds, at least 1.
        seconds: i64,
    },
    /// Too often.
    Wait {
        /// Seconds, at least 1.
        seconds: i64,
    },
    /// The code by SMS could not be sent; nothing is lost by trying again.
    NotSent,
}

/// Answer to the second proof.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ResetProved {
    /// Right: the password may be chosen.
    Right,
    /// Neither six digits nor a recovery code: not counted.
    NotACode,
    /// Wrong; this many tries are left, at least 1.
    Wrong {
        /// Tries left.
        left: i64,
    },
    /// Too old, tried too often, or never there: type the first code again.
    Ended,
}

/// Answer to the new password.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ResetChosen {
    /// Kept. Everything that was open is closed: log in with it.
    Chosen(Strength),
    /// It is refused.
    Weak(Weak),
    /// The proofs do not count any more: begin again.
    Ended,
}

/// The help desk's form, as typed.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeskResetForm {
    /// `desk-mail` or `handed`.
    pub way: String,
    /// The word of an [`IdentifiedHow`].
    pub how: String,
    /// What is noted about it.
    pub note: String,
    /// The new number, or empty.
    pub mobile: String,
}

/// A field of the help desk's form that has to be filled in differently.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum DeskResetFault {
    /// How the code travels.
    Way,
    /// How it is known who asks.
    How,
    /// The new number is none.
    Mobile,
    /// A new number is registered only for who was seen in person.
    MobileNotSeen,
}

/// Answer to the help desk's form.
#[derive(Clone, PartialEq, Eq)]
pub enum DeskResetAnswer {
    /// Fields are not right; nothing was kept.
    Wrong(Vec<DeskResetFault>),
    /// The mail is on its way.
    Mailed,
    /// The mail could not be handed over; hand the code over, or try again later.
    NotMailed,
    /// The code is read at its own address.
    Handed(ResetId),
    /// The account has no address.
    NoAddress,
    /// The account is not open, or one's own.
    NotOpen,
}

impl DeskResetForm {
    /// Reads the form for an account.
    pub fn read(&self, account: AccountId) -> Result<DeskReset, Vec<DeskResetFault>> {
        let way =
            ResetWay::from_key(&self.way).filter(|way| matches!(way, ResetWay::DeskMail | ResetWay::Handed));
        let how = IdentifiedHow::from_key(&self.how);
        let typed = self.mobile.trim();
        let mobile = if typed.is_empty() { Ok(None) } else { PhoneNumber::parse(typed).map(Some) };
        let has_number = !typed.is_empty();
        let faults: Vec<DeskResetFault> = [
            (way.is_none(), DeskResetFault::Way),
            (how.is_none(), DeskResetFault::How),
            (mobile.is_err(), DeskResetFault::Mobile),
            (has_number && how.is_some_and(|how| !how.may_change_number()), DeskResetFault::MobileNotSeen),
        ]
        .into_iter()
        .filter_map(|(wrong, fault)| wrong.then_some(fault))
        .collect();
        match (way, how, mobile) {
            (Some(way), Some(how), Ok(mobile)) if faults.is_empty() => {
                let note = self.note.trim().chars().take(LONGEST_TEXT).collect();
                Ok(DeskReset { account, way, how, note, mobile })
            }
            _ => Err(faults),
        }
    }
}

impl Services {
    /// Asks for a code by mail with which a new password can be chosen.
    pub async fn ask_reset(
        &self,
        organisation: &Organisation,
        user_name: &str,
        portal: &str,
        context: &RequestContext,
    ) -> Result<ResetAsk, Error> {
        let subjects = [Subject::Asking(context.address.clone()), Subject::Resetting(user_name.to_owned())];
        if let Some(until) = self.store.throttle(organisation, &subjects).await? {
            return Ok(ResetAsk::Wait { seconds: self.seconds_until(until) });
        }
        if let Some(mail) = self.store.reset_ask(organisation, user_name, context).await? {
            let message = reset_mail(organisation, &mail, ResetWay::OwnMail, portal);
            // After the answer: how long a mail takes would tell that there is an account.
            let services = self.clone();
            tokio::spawn(async move { services.hand_over(&message).await });
        }
        Ok(ResetAsk::Asked)
    }

    /// Takes the code of a reset and sends the code of the second proof.
    pub async fn begin_reset(
        &self,
        organisation: &Organisation,
        typed: &str,
        context: &RequestContext,
    ) -> Result<ResetCode, Error> {
        let subjects = [Subject::Asking(context.address.clone())];
        if let Some(until) = self.store.throttle(organisation, &subjects).await? {
            return Ok(ResetCode::Wait { seconds: self.seconds_until(until) });
        }
        let Some(code) = InvitationCode::read(typed) else { return Ok(ResetCode::NotACode) };
        let sms = new_code(self.chance.as_ref());
        match self.store.reset_begin(organisation, &code, &sms, context).await? {
            ResetBegun::Unknown => Ok(ResetCode::Unknown),
            ResetBegun::TooSoon { at } => Ok(ResetCode::TooSoon { seconds: self.seconds_until(at) }),
            ResetBegun::Begun { token, proof, mobile } => {
                let sent = match (proof, mobile) {
                    (ResetProof::Sms, Some(mobile)) => {
                        self.send_code(organisation, mobile.international(), &sms).await
                    }
                    (ResetProof::Sms, None) => false,
                    (ResetProof::App | ResetProof::Vouched, _) => true,
                };
                Ok(if sent { ResetCode::Right { token } } else { ResetCode::NotSent })
            }
        }
    }

    /// How far this device is; `None` when the first code has to be typed (again).
    pub async fn reset_step(
        &self,
        organisation: &Organisation,
        token: &str,
    ) -> Result<Option<ResetStep>, Error> {
        Ok(self.store.reset_step(organisation, token).await?)
    }

    /// Tries the second proof.
    pub async fn prove_reset(
        &self,
        organisation: &Organisation,
        token: &str,
        typed: &str,
        context: &RequestContext,
    ) -> Result<ResetProved, Error> {
        let Some(code) = read_app_code(typed) else { return Ok(ResetProved::NotACode) };
        Ok(match self.store.reset_prove(organisation, token, &code, context).await? {
            ChallengeOutcome::Right { .. } => ResetProved::Right,
            ChallengeOutcome::Wrong { left, .. } if left > 0 => ResetProved::Wrong { left },
            ChallengeOutcome::Wrong { .. }
            | ChallengeOutcome::Expired
            | ChallengeOutcome::UsedUp
            | ChallengeOutcome::Ended => ResetProved::Ended,
        })
    }

    /// Keeps the new password and tells its holder.
    pub async fn finish_reset(
        &self,
        organisation: &Organisation,
        token: &str,
        password: &str,
        context: &RequestContext,
    ) -> Result<ResetChosen, Error> {
        let Some(ResetStep::Password { user_name, display_name }) =
            self.store.reset_step(organisation, token).await?
        else {
            return Ok(ResetChosen::Ended);
        };
        let profile = organisation.profile();
        let names = [user_name.as_str(), display_name.as_str(), profile.name.as_str()];
        let strength = match judge(password, &names) {
            Ok(strength) => strength,
            Err(weak) => return Ok(ResetChosen::Weak(weak)),
        };
        let hash = self.passwords.hash(password).await?;
        let Some(done) = self.store.reset_finish(organisation, token, &hash, context).await? else {
            return Ok(ResetChosen::Ended);
        };
        // Whoever failed before knows the password now.
        self.store.throttle_clear(organisation, &[Subject::Account(done.user_name)]).await?;
        let told =
            |what: &str| format!("{what} bij {}. Was u dit niet? Bel {}.", profile.name, profile.phone);
        if let Some(to) = done.email {
            self.hand_over(&Message {
                channel: Channel::Email,
                to,
                subject: format!("Uw account bij {}", profile.name),
                body: told("U hebt een nieuw wachtwoord gekozen voor uw account"),
            })
            .await;
        }
        if let Some(old) = done.old_mobile {
            self.hand_over(&Message {
                channel: Channel::Sms,
                to: old.international().to_owned(),
                subject: String::new(),
                body: told("Uw account heeft een ander mobiel nummer"),
            })
            .await;
        }
        Ok(ResetChosen::Chosen(strength))
    }

    /// Whether somebody may use the help desk's form; a refusal leaves its line.
    pub async fn may_reset(&self, actor: &Actor, context: &RequestContext) -> Result<(), Error> {
        self.store.permit::<HelpDesk>(actor, None, context).await??;
        Ok(())
    }

    /// The help desk gives somebody a way to a new password.
    pub async fn reset_for(
        &self,
        actor: &Actor,
        account: AccountId,
        form: &DeskResetForm,
        key: Uuid,
        portal: &str,
        context: &RequestContext,
    ) -> Result<DeskResetAnswer, Error> {
        let permit = self.store.permit::<HelpDesk>(actor, None, context).await??;
        let asked = match form.read(account) {
            Ok(asked) => asked,
            Err(faults) => return Ok(DeskResetAnswer::Wrong(faults)),
        };
        Ok(match self.store.reset_for(&permit, &asked, key, context).await? {
            DeskResetMade::Mail(mail) => {
                let message = reset_mail(actor.organisation(), &mail, ResetWay::DeskMail, portal);
                if self.hand_over(&message).await {
                    DeskResetAnswer::Mailed
                } else {
                    DeskResetAnswer::NotMailed
                }
            }
            DeskResetMade::Handed(reset) => DeskResetAnswer::Handed(reset),
            DeskResetMade::Before => match asked.way {
                ResetWay::Handed => DeskResetAnswer::Handed(ResetId::from_uuid(key)),
                ResetWay::OwnMail | ResetWay::DeskMail | ResetWay::First => DeskResetAnswer::Mailed,
            },
            DeskResetMade::NoAddress => DeskResetAnswer::NoAddress,
            DeskResetMade::NotOpen => DeskResetAnswer::NotOpen,
        })
    }

    /// The code that is read out or printed, while it works.
    pub async fn handed_reset(
        &self,
        actor: &Actor,
        reset: ResetId,
        context: &RequestContext,
    ) -> Result<Option<HandedReset>, Error> {
        let permit = self.store.permit::<HelpDesk>(actor, None, context).await??;
        Ok(self.store.reset_handed(&permit, reset, context).await?)
    }
}

/// The mail with a code, in both languages. No link logs in: the code is typed.
pub(crate) fn reset_mail(
    organisation: &Organisation,
    mail: &ResetMail,
    way: ResetWay,
    portal: &str,
) -> Message {
    let (name, phone) = (&organisation.profile().name, &organisation.profile().phone);
    let (valid, valid_en) = match way {
        ResetWay::OwnMail => ("1 uur", "1 hour"),
        ResetWay::DeskMail => ("24 uur", "24 hours"),
        ResetWay::First => ("7 dagen", "7 days"),
        ResetWay::Handed => ("14 dagen", "14 days"),
    };
    let (subject, why, why_en) = if way == ResetWay::First {
        (
            format!("Uw account bij {name}"),
            format!("U hebt een account voor uw werk bij {name}. Kies eerst een wachtwoord."),
            format!("You have an account for your work at {name}. First choose a password."),
        )
    } else {
        (
            format!("Nieuw wachtwoord voor {name}"),
            format!("U wilt een nieuw wachtwoord voor uw account bij {name}."),
            format!("You want a new password for your account at {name}."),
        )
    };
    let code = mail.code.written();
    let page = format!("{portal}/inloggen/vergeten/code");
    let body = format!(
        "{why}\n\n1. Ga naar {page}\n2. Vul deze code in: {code}\n\nDe code werkt {valid}. Geef de code aan niemand.\nHebt u hier niet om gevraagd? Dan hoeft u niets te doen. Vragen? Bel {phone}.\n\n\n{why_en}\n\n1. Go to {page}\n2. Enter this code: {code}\n\nThe code works for {valid_en}. Give the code to nobody.\nDid you not ask for this? Then you do not have to do anything. Questions? Call {phone}.\n"
    );
    Message { channel: Channel::Email, to: mail.email.clone(), subject, body }
}

#[cfg(test)]
mod tests {
    use inzage_domain::AccountId;
    use uuid::Uuid;

    use super::{DeskResetFault, DeskResetForm};

    #[test]
    fn the_desk_says_how_it_knows_and_changes_a_number_only_for_who_was_seen() {
        let form = |way: &str, how: &str, mobile: &str| DeskResetForm {
            way: way.into(),
            how: how.into(),
            note: String::new(),
            mobile: mobile.into(),
        };
        let cases = [
            (form("desk-mail", "called-back", ""), Ok(())),
            (form("handed", "at-desk", "06 12345678"), Ok(())),
            (form("handed", "at-home", "0612345678"), Ok(())),
            (form("handed", "called-back", "0612345678"), Err(vec![DeskResetFault::MobileNotSeen])),
            (form("handed", "at-desk", "12"), Err(vec![DeskResetFault::Mobile])),
            (form("", "", ""), Err(vec![DeskResetFault::Way, DeskResetFault::How])),
            (form("own-mail", "at-desk", ""), Err(vec![DeskResetFault::Way])),
            (form("first", "at-desk", ""), Err(vec![DeskResetFault::Way])),
        ];
        let account = AccountId::from_uuid(Uuid::nil());
        for (form, expected) in cases {
            assert_eq!(form.read(account).map(|_| ()), expected, "{} {} {}", form.way, form.how, form.mobile);
        }
    }
}
