//! A device that is lost: the help desk takes away the app or the passkeys of an account, and tells
//! its holder (R91). What then asks for the second step is said in `store::account::lost`.

use inzage_domain::{
    AccountId, PhoneNumber,
    access::HelpDesk,
    help::{LONGEST_TEXT, LostFactor},
    reset::IdentifiedHow,
};
use inzage_store::{Actor, LostDevice, LostRemoved, RequestContext};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{
    Error, Services,
    notify::{Channel, Message},
};

/// The form of a lost device, as typed.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LostForm {
    /// The word of a [`LostFactor`].
    pub factor: String,
    /// The word of an [`IdentifiedHow`].
    pub how: String,
    /// What happened to the device.
    pub note: String,
}

/// A field that has to be filled in differently.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum LostFault {
    /// What was on the device.
    Factor,
    /// How it is known who asks.
    How,
    /// The reason: none, or longer than [`LONGEST_TEXT`] signs.
    Note,
}

/// Answer to the form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LostAnswer {
    /// Fields are not right; nothing was done.
    Wrong(Vec<LostFault>),
    /// It is gone, now or by the same form before; the holder is told.
    Removed,
    /// The account has no such thing.
    NotThere,
    /// Without it there is no way in: it stays.
    LastWay,
    /// The account is closed, not there, or one's own.
    NotOpen,
}

impl LostForm {
    /// Reads the form for an account.
    pub fn read(&self, account: AccountId) -> Result<LostDevice, Vec<LostFault>> {
        let (factor, how) = (LostFactor::from_key(&self.factor), IdentifiedHow::from_key(&self.how));
        let note = self.note.trim();
        let note_good = !note.is_empty() && note.chars().count() <= LONGEST_TEXT;
        match (factor, how) {
            (Some(factor), Some(how)) if note_good => {
                Ok(LostDevice { account, factor, how, note: note.to_owned() })
            }
            _ => Err([
                (factor.is_none(), LostFault::Factor),
                (how.is_none(), LostFault::How),
                (!note_good, LostFault::Note),
            ]
            .into_iter()
            .filter_map(|(wrong, fault)| wrong.then_some(fault))
            .collect()),
        }
    }
}

impl Services {
    /// Takes the app or all passkeys away from an account whose device is lost: everything that is open
    /// ends, and from the next log-in on a code by SMS is asked for. The holder is told by mail, or by
    /// SMS where there is no address.
    pub async fn remove_lost(
        &self,
        actor: &Actor,
        account: AccountId,
        form: &LostForm,
        key: Uuid,
        context: &RequestContext,
    ) -> Result<LostAnswer, Error> {
        let permit = self.store.permit::<HelpDesk>(actor, None, context).await??;
        let lost = match form.read(account) {
            Ok(lost) => lost,
            Err(faults) => return Ok(LostAnswer::Wrong(faults)),
        };
        Ok(match self.store.factor_remove_for(&permit, actor, &lost, key, context).await? {
            LostRemoved::Done { email, mobile } => {
                self.tell_of_loss(actor, lost.factor, email, mobile.as_ref()).await;
                LostAnswer::Removed
            }
            LostRemoved::Before => LostAnswer::Removed,
            LostRemoved::NotThere => LostAnswer::NotThere,
            LostRemoved::LastWay => LostAnswer::LastWay,
            LostRemoved::NotOpen => LostAnswer::NotOpen,
        })
    }

    /// What was done stays done where nobody can be told; the own account's page tells it too.
    async fn tell_of_loss(
        &self,
        actor: &Actor,
        factor: LostFactor,
        email: Option<String>,
        mobile: Option<&PhoneNumber>,
    ) {
        let profile = actor.organisation().profile();
        let (name, phone) = (&profile.name, &profile.phone);
        let (what, what_en) = match factor {
            LostFactor::App => ("de app waarmee u inlogt", "the app with which you log in"),
            LostFactor::Passkeys => ("uw passkeys", "your passkeys"),
        };
        let dutch = format!(
            "De helpdesk van {name} heeft {what} weggehaald, omdat uw apparaat kwijt is. U bent overal uitgelogd. U logt nu in met uw wachtwoord en een code per sms. Hebt u hier niet om gevraagd? Bel dan meteen {phone}."
        );
        let message = match (email, mobile) {
            (Some(to), _) => Message {
                channel: Channel::Email,
                to,
                subject: format!("Uw account bij {name}"),
                body: format!(
                    "{dutch}\n\n\nThe help desk of {name} has taken away {what_en}, because your device is lost. You are logged out everywhere. You now log in with your password and a code by SMS. Did you not ask for this? Then call {phone} at once.\n"
                ),
            },
            (None, Some(mobile)) => Message {
                channel: Channel::Sms,
                to: mobile.international().to_owned(),
                subject: String::new(),
                body: dutch,
            },
            (None, None) => return,
        };
        self.hand_over(&message).await;
    }
}

#[cfg(test)]
mod tests {
    use inzage_domain::{AccountId, help::LONGEST_TEXT};
    use uuid::Uuid;

    use super::{LostFault, LostForm};

    /// R91: what, how it is known who asks, and why.
    #[test]
    fn a_lost_device_has_a_reason() {
        let form = |factor: &str, how: &str, note: &str| LostForm {
            factor: factor.into(),
            how: how.into(),
            note: note.into(),
        };
        let cases = [
            (form("app", "at-desk", "gestolen in de trein"), vec![]),
            (form("passkeys", "called-back", &"x".repeat(LONGEST_TEXT)), vec![]),
            (form("passkeys", "called-back", &"x".repeat(LONGEST_TEXT + 1)), vec![LostFault::Note]),
            (form("password", "at-desk", "kwijt"), vec![LostFault::Factor]),
            (form("app", "", "kwijt"), vec![LostFault::How]),
            (form("", "", " "), vec![LostFault::Factor, LostFault::How, LostFault::Note]),
        ];
        let account = AccountId::from_uuid(Uuid::nil());
        for (form, faults) in cases {
            assert_eq!(form.read(account).err().unwrap_or_default(), faults, "{}", form.factor);
        }
    }
}
