//! The help desk: what people ask without logging in, blocking one's own account from outside, and
//! what the help desk does (R11, R18, R48, R118, R130, R139).
//!
//! Who asks hears the same, after the same work, whether or not there is such an account: what
//! depends on it (a text message) happens after the answer.

use inzage_domain::{
    AccountId, HelpRequestId,
    access::HelpDesk,
    help::{AccountAct, Ground, HelpKind, HelpText, LONGEST_LINE, LONGEST_TEXT, answer_by},
    sign_in::{new_code, read_code},
    written::day_of,
};
use inzage_store::{AccountView, Actor, Asked, HelpRequest, Organisation, RequestContext, Subject};
use jiff::civil::Date;
use uuid::Uuid;

use crate::{
    Error, Services,
    notify::{Channel, Message},
};

/// What is wrong with a field of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FieldWrong {
    /// Empty.
    Missing,
    /// Longer than fits.
    TooLong,
}

/// What is wrong with a request, field by field.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RequestWrong {
    /// Name or user name.
    pub name: Option<FieldWrong>,
    /// Telephone number or e-mail address.
    pub reach: Option<FieldWrong>,
    /// The text.
    pub text: Option<FieldWrong>,
}

/// Answer to a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ask {
    /// Kept; the help desk knows.
    Kept {
        /// The day by which a question about privacy is answered.
        answer_by: Date,
    },
    /// Fields are not right; nothing was kept.
    Wrong(RequestWrong),
    /// Too many requests from this address.
    Wait {
        /// Seconds, at least 1.
        seconds: i64,
    },
}

/// Answer to asking for a code that blocks the own account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BlockAsk {
    /// A code was sent, if there is such an account.
    Asked {
        /// For the browser's cookie.
        token: String,
    },
    /// Too often.
    Wait {
        /// Seconds, at least 1.
        seconds: i64,
    },
}

/// Answer to a code that blocks the own account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BlockOwn {
    /// Blocked; all its sessions have ended.
    Blocked,
    /// Not six digits: not counted.
    NotSixDigits,
    /// Wrong, too old, tried too often, or there is no such account.
    NotRight,
}

/// Judges the fields of a request.
fn judge(kind: HelpKind, text: &HelpText) -> RequestWrong {
    let wrong = |value: &str, longest: usize, needed: bool| {
        if value.is_empty() && needed {
            Some(FieldWrong::Missing)
        } else if value.chars().count() > longest {
            Some(FieldWrong::TooLong)
        } else {
            None
        }
    };
    RequestWrong {
        name: wrong(&text.name, LONGEST_LINE, true),
        reach: wrong(&text.reach, LONGEST_LINE, true),
        text: wrong(&text.text, LONGEST_TEXT, kind != HelpKind::Reopen),
    }
}

impl Services {
    /// Keeps a request to the help desk and tells the organisation by mail that there is one, where
    /// it has an address for it. The mail holds nothing of what was written (NTA 7516).
    pub async fn ask_help(
        &self,
        organisation: &Organisation,
        kind: HelpKind,
        text: &HelpText,
        key: Uuid,
        context: &RequestContext,
    ) -> Result<Ask, Error> {
        let trimmed = HelpText {
            name: text.name.trim().to_owned(),
            reach: text.reach.trim().to_owned(),
            text: text.text.trim().to_owned(),
        };
        let wrong = judge(kind, &trimmed);
        if wrong != RequestWrong::default() {
            return Ok(Ask::Wrong(wrong));
        }
        let subjects = [Subject::Asking(context.address.clone())];
        if let Some(until) = self.store.throttle(organisation, &subjects).await? {
            return Ok(Ask::Wait { seconds: self.seconds_until(until) });
        }
        let asked = self.store.ask_help(organisation, kind, &trimmed, key, context).await?;
        let (at, is_new) = match asked {
            Asked::Kept { at } => (at, true),
            Asked::Before { at } => (at, false),
        };
        let answer_by = answer_by(day_of(at));
        if is_new {
            self.tell_desk(organisation, kind, answer_by).await;
        }
        Ok(Ask::Kept { answer_by })
    }

    async fn tell_desk(&self, organisation: &Organisation, kind: HelpKind, answer_by: Date) {
        let profile = organisation.profile();
        let (to, what) = match kind {
            HelpKind::Misuse => (&profile.help_contact, "een melding dat er iets niet klopt met een account"),
            HelpKind::Reopen => (&profile.help_contact, "een verzoek om een account weer te openen"),
            HelpKind::Privacy => (&profile.privacy_contact, "een vraag over privacy"),
            HelpKind::Closing => (&profile.help_contact, "een verzoek om een account te sluiten"),
        };
        if to.is_empty() {
            return;
        }
        let until = if kind == HelpKind::Privacy {
            format!(
                " Geef uiterlijk {} antwoord.",
                inzage_domain::written::long_date(inzage_domain::Language::Dutch, answer_by)
            )
        } else {
            String::new()
        };
        self.hand_over(&Message {
            channel: Channel::Email,
            to: to.clone(),
            subject: format!("Portaal: {what}"),
            body: format!("Er is {what} binnengekomen. U leest die in het portaal, bij Meldingen.{until}"),
        })
        .await;
    }

    /// Asks for a code that blocks the own account. It goes to the number that is registered.
    pub async fn ask_block_code(
        &self,
        organisation: &Organisation,
        user_name: &str,
        context: &RequestContext,
    ) -> Result<BlockAsk, Error> {
        let subjects = [Subject::Asking(context.address.clone()), Subject::Blocking(user_name.to_owned())];
        if let Some(until) = self.store.throttle(organisation, &subjects).await? {
            return Ok(BlockAsk::Wait { seconds: self.seconds_until(until) });
        }
        let code = new_code(self.chance.as_ref());
        let asked = self.store.block_code(organisation, user_name, &code, context).await?;
        if let Some(mobile) = asked.mobile {
            let message = Message {
                channel: Channel::Sms,
                to: mobile.international().to_owned(),
                subject: String::new(),
                body: format!(
                    "{code} is uw code om uw account bij {} te blokkeren. Hebt u hier niet om gevraagd? Dan hoeft u niets te doen.",
                    organisation.profile().name
                ),
            };
            // After the answer: how long a gateway takes would tell that there is an account.
            let services = self.clone();
            tokio::spawn(async move { services.hand_over(&message).await });
        }
        Ok(BlockAsk::Asked { token: asked.token })
    }

    /// Blocks the own account with the code that was sent.
    pub async fn block_own(
        &self,
        organisation: &Organisation,
        token: &str,
        typed: &str,
        context: &RequestContext,
    ) -> Result<BlockOwn, Error> {
        let Some(code) = read_code(typed) else { return Ok(BlockOwn::NotSixDigits) };
        let blocked = self.store.block_with_code(organisation, token, &code, context).await?;
        Ok(if blocked.is_some() { BlockOwn::Blocked } else { BlockOwn::NotRight })
    }

    /// The open requests, oldest first, for the help desk.
    pub async fn help_requests(
        &self,
        actor: &Actor,
        context: &RequestContext,
    ) -> Result<Vec<HelpRequest>, Error> {
        let permit = self.store.permit::<HelpDesk>(actor, None, context).await??;
        Ok(self.store.help_requests(&permit).await?)
    }

    /// Closes a request that is dealt with.
    pub async fn close_help_request(
        &self,
        actor: &Actor,
        request: HelpRequestId,
        context: &RequestContext,
    ) -> Result<bool, Error> {
        let permit = self.store.permit::<HelpDesk>(actor, None, context).await??;
        Ok(self.store.close_help_request(&permit, request, context).await?)
    }

    /// The account of a user name, for the help desk; `None` also for an empty name.
    pub async fn account_for_desk(
        &self,
        actor: &Actor,
        user_name: &str,
        context: &RequestContext,
    ) -> Result<Option<AccountView>, Error> {
        let permit = self.store.permit::<HelpDesk>(actor, None, context).await??;
        if user_name.trim().is_empty() {
            return Ok(None);
        }
        Ok(self.store.account_for_desk(&permit, user_name, context).await?)
    }

    /// Blocks, ends, opens or warns an account. `false` when it does not fit its state, or when it
    /// is one's own.
    pub async fn account_act(
        &self,
        actor: &Actor,
        account: AccountId,
        act: AccountAct,
        why: (Option<Ground>, &str),
        context: &RequestContext,
    ) -> Result<bool, Error> {
        let permit = self.store.permit::<HelpDesk>(actor, None, context).await??;
        if !act.is_plain() {
            return Ok(false);
        }
        let note: String = why.1.trim().chars().take(LONGEST_TEXT).collect();
        Ok(self.store.account_act(&permit, account, act, (why.0, &note), context).await?)
    }
}
