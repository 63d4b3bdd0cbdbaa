//! Joining, as the invited person sees it: the code, then a step a page (R43, R44, R77). What was
//! typed as code or password never comes back.

#![expect(missing_docs, reason = "the fields of the structs that `#[server]` makes are the arguments below")]

use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use super::{ApiError, Packed};

/// A step, in order; each has a page of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum JoinStep {
    /// Choosing a user name.
    Name,
    /// Choosing a password.
    Password,
    /// Proving the e-mail address.
    Email,
    /// Proving the mobile number.
    Mobile,
}

impl JoinStep {
    /// The page of the step.
    pub const fn path(self) -> &'static str {
        match self {
            Self::Name => "/uitnodiging/naam",
            Self::Password => "/uitnodiging/wachtwoord",
            Self::Email => "/uitnodiging/e-mail",
            Self::Mobile => "/uitnodiging/mobiel",
        }
    }

    /// Its number, from 1.
    pub const fn number(self) -> u32 {
        match self {
            Self::Name => 1,
            Self::Password => 2,
            Self::Email => 3,
            Self::Mobile => 4,
        }
    }
}

/// Why a step did not go on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum JoinProblem {
    /// The code of the invitation was not filled in.
    CodeMissing,
    /// The code does not work, or the birth date does not belong to it.
    Refused,
    /// Too many failures.
    Wait {
        /// Seconds to wait.
        seconds: u32,
    },
    /// No user name that can be used.
    NameUnfit,
    /// Somebody has the user name.
    NameTaken,
    /// The password is too short.
    PasswordShort,
    /// The password is too long.
    PasswordLong,
    /// Many people use it.
    PasswordCommon,
    /// It is little more than a name.
    PasswordNames,
    /// The same signs again and again.
    PasswordPattern,
    /// The two passwords differ.
    PasswordDifferent,
    /// Not six digits.
    NotSixDigits,
    /// Wrong.
    Wrong {
        /// Tries left, at least 1.
        left: u32,
    },
    /// Too old or tried too often: ask for a new one.
    NewCodeNeeded,
    /// A new code may be asked for after this many seconds.
    TooSoon {
        /// Seconds.
        seconds: u32,
    },
    /// Too many codes were sent: call.
    TooMany,
    /// The message could not be sent.
    NotSent,
    /// Somebody goes before in the order of the law now; the invitation stays valid.
    SomebodyBefore,
    /// The invitation does not work (any more).
    Ended,
}

/// What went well just before.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum JoinNotice {
    /// The password is good.
    PasswordGood,
    /// The password is strong.
    PasswordStrong,
    /// The e-mail address is proved.
    EmailProved,
    /// A new code was sent.
    CodeSent,
}

/// What a refused form, or a step that went well, leaves for the next page.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct JoinNote {
    /// What was wrong.
    pub problem: Option<JoinProblem>,
    /// What went well.
    pub notice: Option<JoinNotice>,
    /// The user name that was refused, so that it is not typed anew.
    pub user_name: String,
}

/// The page of a step.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct JoinPage {
    /// Which step.
    pub step: JoinStep,
    /// The invited person's name.
    pub name: String,
    /// The user name that was chosen, or the one that was refused.
    pub user_name: String,
    /// The e-mail address, its middle hidden.
    pub email: String,
    /// The last two digits of the mobile number.
    pub mobile: String,
    /// Seconds until a new code may be asked for; `None` when none was sent.
    pub resend_in: Option<u32>,
    /// What was wrong, what went well.
    pub note: JoinNote,
}

/// Where an invitation is added to the account that one has.
#[cfg(feature = "ssr")]
pub(super) const OWN_PAGE: &str = "/uitnodiging/eigen-account";

/// The page that asks for the code of an invitation: what was wrong, if something was.
#[server(prefix = "/api", endpoint = "uitnodiging/formulier")]
pub async fn read_join_form(form: Option<String>) -> Result<Packed<JoinNote>, ApiError> {
    Ok(Packed::of(&crate::host::flash::take("uitnodiging", form).await.unwrap_or_default()))
}

/// The code of an invitation, and for the client's own account the birth date.
#[server(prefix = "/api", endpoint = "uitnodiging/code")]
pub async fn give_invitation_code(
    #[server(default)] code: String,
    #[server(default)] born_day: String,
    #[server(default)] born_month: String,
    #[server(default)] born_year: String,
) -> Result<Packed<JoinNote>, ApiError> {
    use inzage_services::joining::Begin;

    let visit = crate::host::visit()?;
    let born = inzage_services::joining::typed_day(&[born_day, born_month, born_year]);
    let problem = if code.trim().is_empty() {
        JoinProblem::CodeMissing
    } else {
        let begun = visit.services.begin_joining(&visit.organisation, &code, born, &visit.context).await;
        match crate::host::answer(begun)? {
            Begin::Going { token } => {
                crate::host::cookies::set_step(&token);
                // Whoever is logged in can add it to that account.
                let next = if visit.actor.is_some() { OWN_PAGE } else { JoinStep::Name.path() };
                crate::host::redirect(next);
                return Ok(Packed::of(&JoinNote::default()));
            }
            Begin::Refused => JoinProblem::Refused,
            Begin::Wait { seconds } => JoinProblem::Wait { seconds: crate::host::small(seconds) },
        }
    };
    begin_again(problem).await
}

/// The page of a step, or `None` where another step or the code comes first (a redirect has been set).
#[server(prefix = "/api", endpoint = "uitnodiging/stap")]
pub async fn read_join_step(
    step: JoinStep,
    form: Option<String>,
) -> Result<Packed<Option<JoinPage>>, ApiError> {
    let visit = crate::host::visit()?;
    let token = visit.step.clone().unwrap_or_default();
    let joining = crate::host::answer(visit.services.joining(&visit.organisation, &token).await)?;
    let Some(joining) = joining else {
        crate::host::redirect("/uitnodiging");
        return Ok(Packed::of(&None));
    };
    let turn = turn(&joining);
    // An earlier step may be done anew; a proved address not.
    let allowed = step <= turn && !(step == JoinStep::Email && joining.email_proved);
    if !allowed {
        crate::host::redirect(turn.path());
        return Ok(Packed::of(&None));
    }
    let note: JoinNote = crate::host::flash::take("uitnodiging", form).await.unwrap_or_default();
    let code = match step {
        JoinStep::Email => joining.email_code,
        JoinStep::Mobile => joining.mobile_code,
        JoinStep::Name | JoinStep::Password => None,
    };
    let now = visit.services.clock.now();
    let user_name = if note.user_name.is_empty() {
        joining.user_name.unwrap_or_default()
    } else {
        note.user_name.clone()
    };
    Ok(Packed::of(&Some(JoinPage {
        step,
        name: joining.name,
        user_name,
        email: joining.email.masked(),
        mobile: joining.mobile.ending().to_owned(),
        resend_in: code.map(|code| crate::host::small(code.resend_in(now))),
        note,
    })))
}

/// Chooses a user name.
#[server(prefix = "/api", endpoint = "uitnodiging/naam")]
pub async fn choose_user_name(#[server(default)] user_name: String) -> Result<Packed<JoinNote>, ApiError> {
    use inzage_services::joining::ChooseName;

    let visit = crate::host::visit()?;
    let token = visit.step.clone().unwrap_or_default();
    let chosen =
        visit.services.choose_user_name(&visit.organisation, &token, &user_name, &visit.context).await;
    let problem = match crate::host::answer(chosen)? {
        ChooseName::Kept => {
            crate::host::redirect(JoinStep::Password.path());
            return Ok(Packed::of(&JoinNote::default()));
        }
        ChooseName::Unfit => JoinProblem::NameUnfit,
        ChooseName::Taken => JoinProblem::NameTaken,
        ChooseName::Wait { seconds } => JoinProblem::Wait { seconds: crate::host::small(seconds) },
        ChooseName::Ended => return begin_again(JoinProblem::Ended).await,
    };
    let user_name = user_name.trim().chars().take(100).collect();
    leave(JoinStep::Name, JoinNote { problem: Some(problem), notice: None, user_name }).await
}

/// Chooses a password, typed twice. The code for the e-mail address goes out with it.
#[server(prefix = "/api", endpoint = "uitnodiging/wachtwoord")]
pub async fn choose_password(
    #[server(default)] password: String,
    #[server(default)] again: String,
) -> Result<Packed<JoinNote>, ApiError> {
    use inzage_domain::password::{Strength, Weak};
    use inzage_services::joining::ChoosePassword;

    let visit = crate::host::visit()?;
    let token = visit.step.clone().unwrap_or_default();
    let chosen =
        visit.services.choose_password(&visit.organisation, &token, &password, &again, &visit.context).await;
    let problem = match crate::host::answer(chosen)? {
        ChoosePassword::Kept(strength) => {
            let notice = match strength {
                Strength::Good => JoinNotice::PasswordGood,
                Strength::Strong => JoinNotice::PasswordStrong,
            };
            return next_code(Some(notice)).await;
        }
        ChoosePassword::Weak(Weak::TooShort) => JoinProblem::PasswordShort,
        ChoosePassword::Weak(Weak::TooLong) => JoinProblem::PasswordLong,
        ChoosePassword::Weak(Weak::Common) => JoinProblem::PasswordCommon,
        ChoosePassword::Weak(Weak::Names) => JoinProblem::PasswordNames,
        ChoosePassword::Weak(Weak::Pattern) => JoinProblem::PasswordPattern,
        ChoosePassword::Different => JoinProblem::PasswordDifferent,
        ChoosePassword::Ended => return begin_again(JoinProblem::Ended).await,
    };
    leave(JoinStep::Password, JoinNote { problem: Some(problem), ..JoinNote::default() }).await
}

/// The code that came by mail (`mobile` false) or by SMS (`mobile` true). After the last one the
/// account is there.
#[server(prefix = "/api", endpoint = "uitnodiging/bewijs")]
pub async fn prove_contact(
    mobile: bool,
    #[server(default)] code: String,
) -> Result<Packed<JoinNote>, ApiError> {
    use inzage_services::joining::Prove;
    use inzage_store::Contact;

    let visit = crate::host::visit()?;
    let token = visit.step.clone().unwrap_or_default();
    let (contact, step) =
        if mobile { (Contact::Mobile, JoinStep::Mobile) } else { (Contact::Email, JoinStep::Email) };
    let proved = visit.services.prove(&visit.organisation, &token, contact, &code, &visit.context).await;
    let problem = match crate::host::answer(proved)? {
        Prove::Right => return next_code(Some(JoinNotice::EmailProved)).await,
        Prove::Joined => {
            crate::host::cookies::clear_step();
            crate::host::redirect("/uitnodiging/klaar");
            return Ok(Packed::of(&JoinNote::default()));
        }
        Prove::NameTaken => {
            let note = JoinNote { problem: Some(JoinProblem::NameTaken), ..JoinNote::default() };
            return leave(JoinStep::Name, note).await;
        }
        Prove::Wrong { left } => JoinProblem::Wrong { left: crate::host::small(left) },
        Prove::NotSixDigits => JoinProblem::NotSixDigits,
        Prove::NewCodeNeeded => JoinProblem::NewCodeNeeded,
        Prove::SomebodyBefore => return begin_again(JoinProblem::SomebodyBefore).await,
        Prove::Ended => return begin_again(JoinProblem::Ended).await,
    };
    leave(step, JoinNote { problem: Some(problem), ..JoinNote::default() }).await
}

/// A new code for the step that is due; the old one ends.
#[server(prefix = "/api", endpoint = "uitnodiging/nieuwe-code")]
pub async fn ask_join_code() -> Result<Packed<JoinNote>, ApiError> {
    next_code(None).await
}

/// The step that is due.
#[cfg(feature = "ssr")]
fn turn(joining: &inzage_store::Joining) -> JoinStep {
    if joining.user_name.is_none() {
        JoinStep::Name
    } else if !joining.has_password {
        JoinStep::Password
    } else if joining.email_proved {
        JoinStep::Mobile
    } else {
        JoinStep::Email
    }
}

/// Sends the code of the step that is due and leads to its page. With a notice of what went well
/// before, a code that was sent a moment ago is good enough.
#[cfg(feature = "ssr")]
async fn next_code(before: Option<JoinNotice>) -> Result<Packed<JoinNote>, ApiError> {
    use inzage_services::joining::SendProof;
    use inzage_store::Contact;

    let visit = crate::host::visit()?;
    let token = visit.step.clone().unwrap_or_default();
    let joining = crate::host::answer(visit.services.joining(&visit.organisation, &token).await)?;
    let Some(step) = joining.as_ref().map(turn) else { return begin_again(JoinProblem::Ended).await };
    let contact = match step {
        JoinStep::Email => Contact::Email,
        JoinStep::Mobile => Contact::Mobile,
        JoinStep::Name | JoinStep::Password => return leave(step, JoinNote::default()).await,
    };
    let sent = visit.services.send_proof(&visit.organisation, &token, contact, &visit.context).await;
    let (problem, notice) = match crate::host::answer(sent)? {
        SendProof::Sent => (None, before.or(Some(JoinNotice::CodeSent))),
        SendProof::TooSoon { .. } if before.is_some() => (None, before),
        SendProof::TooSoon { seconds } => {
            (Some(JoinProblem::TooSoon { seconds: crate::host::small(seconds) }), None)
        }
        SendProof::TooMany => (Some(JoinProblem::TooMany), None),
        SendProof::NotSent => (Some(JoinProblem::NotSent), before),
        SendProof::Ended => return begin_again(JoinProblem::Ended).await,
    };
    leave(step, JoinNote { problem, notice, user_name: String::new() }).await
}

/// Back to the page with the code, which says why.
#[cfg(feature = "ssr")]
async fn begin_again(problem: JoinProblem) -> Result<Packed<JoinNote>, ApiError> {
    let note = JoinNote { problem: Some(problem), ..JoinNote::default() };
    crate::host::flash::refused("uitnodiging", "/uitnodiging", &note).await?;
    Ok(Packed::of(&note))
}

/// To the page of a step with what it has to say.
#[cfg(feature = "ssr")]
async fn leave(step: JoinStep, note: JoinNote) -> Result<Packed<JoinNote>, ApiError> {
    crate::host::flash::refused("uitnodiging", step.path(), &note).await?;
    Ok(Packed::of(&note))
}
