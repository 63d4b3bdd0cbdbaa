//! Logging in, the code, staying, logging out, and where somebody goes first.

#![expect(missing_docs, reason = "the fields of the structs that `#[server]` makes are the arguments below")]

use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use super::{ApiError, Packed};

/// Why a log-in did not go on. The password is never among what comes back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum SignInProblem {
    /// Fields are empty.
    Missing {
        /// No user name.
        user_name: bool,
        /// No password.
        password: bool,
    },
    /// Not right, without saying what.
    Refused,
    /// Too many failures.
    Wait {
        /// Seconds to wait.
        seconds: u32,
    },
    /// The text message could not be sent.
    NotSent,
}

/// The log-in form as it is shown: empty, or as it was refused.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignInForm {
    /// What was typed as user name.
    pub user_name: String,
    /// What was wrong with it.
    pub problem: Option<SignInProblem>,
    /// Whether clients log in with DigiD here, so that this form is for staff (R117).
    pub digid: bool,
    /// Title of the newest news of the organisation (R113); empty where there is none.
    #[serde(default)]
    pub news: String,
}

/// What was wrong with a code.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum CodeProblem {
    /// Not six digits.
    NotSixDigits,
    /// Wrong.
    Wrong {
        /// Tries left, at least 1.
        left: u32,
    },
    /// Too old.
    Expired,
    /// Tried too often or replaced: start again.
    Ended,
    /// A new code may be asked for after this many seconds.
    TooSoon {
        /// Seconds.
        seconds: u32,
    },
    /// The text message could not be sent.
    NotSent,
}

/// The page that asks for the code.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[expect(clippy::struct_excessive_bools, reason = "each way is there or not, apart from the others")]
pub struct CodeForm {
    /// Whether a code of the authenticator app is asked for, in place of one by SMS (R91).
    pub app: bool,
    /// Whether a passkey is asked for: no code was sent.
    pub passkey_only: bool,
    /// Whether a passkey may be used in place of a code.
    pub passkey: bool,
    /// Whether a code by SMS may be asked for.
    pub sms: bool,
    /// Last two digits of the telephone number.
    pub ending: String,
    /// Seconds until a new code may be asked for.
    pub resend_in: u32,
    /// A new code was sent just now.
    pub resent: bool,
    /// What was wrong with what was typed.
    pub problem: Option<CodeProblem>,
}

/// The log-in form, filled in again where it was refused (`form` is the number in the address).
#[server(prefix = "/api", endpoint = "inloggen/formulier")]
pub async fn read_sign_in_form(form: Option<String>) -> Result<Packed<SignInForm>, ApiError> {
    let form: SignInForm = crate::host::flash::take("inloggen", form).await.unwrap_or_default();
    let visit = crate::host::visit()?;
    let digid = inzage_services::Services::uses_digid(&visit.organisation);
    let news = super::news::newest(&visit).await?;
    Ok(Packed::of(&SignInForm { digid, news, ..form }))
}

/// First step: name and password. Goes on to the page for the code.
#[server(prefix = "/api", endpoint = "inloggen")]
pub async fn sign_in(user_name: String, password: String) -> Result<Packed<SignInForm>, ApiError> {
    use inzage_services::sign_in::SignIn as Answer;

    let visit = crate::host::visit()?;
    let typed = user_name.trim().to_owned();
    let missing = SignInProblem::Missing { user_name: typed.is_empty(), password: password.is_empty() };
    let problem = if typed.is_empty() || password.is_empty() {
        missing
    } else {
        let answer = visit.services.sign_in(&visit.organisation, &typed, &password, &visit.context).await;
        match crate::host::answer(answer)? {
            Answer::CodeNeeded { token } => {
                crate::host::cookies::set_step(&token);
                crate::host::redirect("/inloggen/code");
                return Ok(Packed::of(&SignInForm::default()));
            }
            Answer::PasskeyNeeded { token } => {
                crate::host::cookies::set_step(&token);
                crate::host::redirect("/inloggen/passkey");
                return Ok(Packed::of(&SignInForm::default()));
            }
            Answer::Outside => {
                crate::host::redirect("/buiten-netwerk");
                return Ok(Packed::of(&SignInForm::default()));
            }
            Answer::SignedIn { token } => {
                // The session that this browser had ends, as after a code.
                if let Some(actor) = &visit.actor {
                    crate::host::answer(visit.services.sign_out(actor, &visit.context).await)?;
                }
                crate::host::cookies::set_session(&token);
                crate::host::cookies::clear_step();
                crate::host::redirect("/");
                return Ok(Packed::of(&SignInForm::default()));
            }
            Answer::Refused => SignInProblem::Refused,
            Answer::Wait { seconds } => SignInProblem::Wait { seconds: crate::host::small(seconds) },
            Answer::NotSent => SignInProblem::NotSent,
        }
    };
    let form = SignInForm { user_name: typed, problem: Some(problem), ..SignInForm::default() };
    crate::host::flash::refused("inloggen", "/inloggen", &form).await?;
    Ok(Packed::of(&form))
}

/// The page for the code, or `None` where there is no attempt going on (a redirect has been set).
#[server(prefix = "/api", endpoint = "inloggen/code/formulier")]
pub async fn read_code_form(form: Option<String>) -> Result<Packed<Option<CodeForm>>, ApiError> {
    let visit = crate::host::visit()?;
    let challenge = match &visit.step {
        Some(token) => crate::host::answer(visit.services.challenge(&visit.organisation, token).await)?,
        None => None,
    };
    let refused: Option<CodeForm> = crate::host::flash::take("code", form).await;
    let used_up = |sent: inzage_domain::sign_in::SentCode| {
        matches!(sent.state(visit.services.clock.now()), inzage_domain::sign_in::CodeState::UsedUp)
    };
    let Some(challenge) = challenge.filter(|challenge| !used_up(challenge.code)) else {
        // Used up: say so once, where one starts again.
        if refused.is_none() {
            crate::host::redirect("/inloggen");
        }
        return Ok(Packed::of(&refused));
    };
    let (resent, problem) = refused.map_or((false, None), |form| (form.resent, form.problem));
    let resend_in = challenge.code.resend_in(visit.services.clock.now());
    let resend_in = crate::host::small(resend_in);
    let form = CodeForm { resend_in, resent, problem, ..waiting(&visit, &challenge).await? };
    Ok(Packed::of(&Some(form)))
}

/// Second step: the code. Goes on into the portal.
#[server(prefix = "/api", endpoint = "inloggen/code")]
pub async fn check_code(code: String) -> Result<Packed<CodeForm>, ApiError> {
    use inzage_services::sign_in::Code as Answer;

    let visit = crate::host::visit()?;
    let token = visit.step.clone().unwrap_or_default();
    let answer = visit
        .services
        .check_code(&visit.organisation, &token, &code, visit.session.as_deref(), &visit.context)
        .await;
    let problem = match crate::host::answer(answer)? {
        Answer::SignedIn { token } => {
            crate::host::cookies::set_session(&token);
            crate::host::cookies::clear_step();
            crate::host::redirect("/");
            return Ok(Packed::of(&CodeForm::default()));
        }
        Answer::Wrong { left } => CodeProblem::Wrong { left: crate::host::small(left) },
        Answer::NotSixDigits => CodeProblem::NotSixDigits,
        Answer::Expired => CodeProblem::Expired,
        Answer::Ended => CodeProblem::Ended,
    };
    code_answer(false, Some(problem)).await
}

/// A new code for the same attempt.
#[server(prefix = "/api", endpoint = "inloggen/code/nieuw")]
pub async fn ask_new_code() -> Result<Packed<CodeForm>, ApiError> {
    use inzage_services::sign_in::NewCode as Answer;

    let visit = crate::host::visit()?;
    let token = visit.step.clone().unwrap_or_default();
    let answer = visit.services.resend_code(&visit.organisation, &token, &visit.context).await;
    let (resent, problem) = match crate::host::answer(answer)? {
        Answer::Sent => (true, None),
        Answer::TooSoon { seconds } => {
            (false, Some(CodeProblem::TooSoon { seconds: crate::host::small(seconds) }))
        }
        Answer::Ended => (false, Some(CodeProblem::Ended)),
        Answer::NotSent => (false, Some(CodeProblem::NotSent)),
    };
    code_answer(resent, problem).await
}

/// The last two digits of the number that a code goes to.
#[cfg(feature = "ssr")]
fn ending(challenge: &inzage_store::ChallengeView) -> String {
    challenge.mobile.as_ref().map(|mobile| mobile.ending().to_owned()).unwrap_or_default()
}

/// What the form says of the attempt that waits.
#[cfg(feature = "ssr")]
async fn waiting(
    visit: &crate::host::Visit,
    challenge: &inzage_store::ChallengeView,
) -> Result<CodeForm, ApiError> {
    use inzage_store::ChallengeKind;

    let ways = visit.services.challenge_ways(&visit.organisation, challenge.account).await;
    let ways = crate::host::answer(ways)?;
    Ok(CodeForm {
        app: challenge.kind == ChallengeKind::App,
        passkey_only: challenge.kind == ChallengeKind::Passkey,
        passkey: ways.passkey,
        sms: ways.sms,
        ending: ending(challenge),
        ..CodeForm::default()
    })
}

/// The form for the code with what has just happened.
#[cfg(feature = "ssr")]
async fn code_answer(resent: bool, problem: Option<CodeProblem>) -> Result<Packed<CodeForm>, ApiError> {
    let visit = crate::host::visit()?;
    let challenge = match &visit.step {
        Some(token) => crate::host::answer(visit.services.challenge(&visit.organisation, token).await)?,
        None => None,
    };
    let now = visit.services.clock.now();
    let form = match challenge {
        Some(challenge) => {
            let resend_in = crate::host::small(challenge.code.resend_in(now));
            CodeForm { resend_in, resent, problem, ..waiting(&visit, &challenge).await? }
        }
        None => CodeForm { resent, problem, ..CodeForm::default() },
    };
    crate::host::flash::refused("code", "/inloggen/code", &form).await?;
    Ok(Packed::of(&form))
}

/// Logs out and leads to the page that says so. Also works when the session has already ended.
#[server(prefix = "/api", endpoint = "uitloggen")]
pub async fn sign_out() -> Result<(), ApiError> {
    let visit = crate::host::visit()?;
    if let Some(actor) = &visit.actor {
        crate::host::answer(visit.services.sign_out(actor, &visit.context).await)?;
    }
    crate::host::cookies::clear_session();
    crate::host::redirect("/uitgelogd");
    Ok(())
}

/// How long the session still runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Staying {
    /// Seconds until the warning.
    pub warn_in: u32,
    /// Seconds until the end.
    pub end_in: u32,
}

/// "Stay logged in": the idle time begins anew.
#[server(prefix = "/api", endpoint = "ingelogd-blijven")]
pub async fn stay_signed_in() -> Result<Staying, ApiError> {
    let visit = crate::host::visit()?;
    let actor = crate::host::actor(&visit)?;
    match crate::host::answer(visit.services.stay_signed_in(actor).await)? {
        inzage_domain::session::Lifetime::Live { warn_in, end_in } => {
            Ok(Staying { warn_in: crate::host::small(warn_in), end_in: crate::host::small(end_in) })
        }
        inzage_domain::session::Lifetime::Over(_) => Err(crate::host::fail(ApiError::NotSignedIn)),
    }
}

/// One of the records that somebody may open.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecordChoice {
    /// Path of its start page.
    pub href: String,
    /// The client's name.
    pub name: String,
    /// Who the client is to the reader, in words.
    pub whose: String,
    /// Whether it is one's own.
    pub own: bool,
    /// Why it does not open now; empty when it does.
    pub closed: String,
}

/// Where somebody goes first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Landing {
    /// Elsewhere; a redirect has been set.
    Elsewhere,
    /// A choice between records.
    Records(Vec<RecordChoice>),
    /// There is no record to open (yet).
    Nothing,
    /// There is nothing for this role yet.
    NotForRole,
}

/// The front door: leads to the log-in, the terms, a record, the clients or the settings.
#[server(prefix = "/api", endpoint = "start")]
pub async fn find_landing() -> Result<Packed<Landing>, ApiError> {
    use inzage_domain::{Role, access::ActingAs};

    let visit = crate::host::visit()?;
    let Some(actor) = &visit.actor else {
        crate::host::redirect("/inloggen");
        return Ok(Packed::of(&Landing::Elsewhere));
    };
    match actor.acting() {
        ActingAs::Employee { role: Role::Nurse | Role::Physician | Role::Secretary, .. } => {
            crate::host::redirect("/team");
        }
        ActingAs::Employee { role: Role::Admin, .. } => crate::host::redirect("/beheer"),
        ActingAs::Employee { role: Role::PrivacyOfficer, .. } => crate::host::redirect("/team/zaken"),
        ActingAs::Employee { role: Role::Provider, .. } | ActingAs::Operator => {
            return Ok(Packed::of(&Landing::NotForRole));
        }
        ActingAs::Personal => {
            let records = crate::host::answer(visit.services.own_records(actor, &visit.context).await)?;
            match records.as_slice() {
                [] => return Ok(Packed::of(&Landing::Nothing)),
                [only] if only.opens.is_ok() => crate::host::redirect(&format!("/c/{}/dossier", only.client)),
                several => {
                    let texts = crate::locales::Texts(visit.language);
                    let choice = |record: &inzage_store::OwnRecord| {
                        let not_agreed = record.opens == Err(inzage_domain::access::Refusal::NotAgreed);
                        RecordChoice {
                            // A parent of a client of 12 to 15 can still look together.
                            href: if not_agreed {
                                format!("/c/{}/samen", record.client)
                            } else {
                                format!("/c/{}/dossier", record.client)
                            },
                            name: record.name.full(),
                            whose: record
                                .opens
                                .map(|basis| texts.whose_by(basis, record.kinship).to_owned())
                                .unwrap_or_default(),
                            own: record.opens == Ok(inzage_domain::Basis::Own),
                            closed: record
                                .opens
                                .err()
                                .map(|why| texts.sees_nothing(why).to_owned())
                                .unwrap_or_default(),
                        }
                    };
                    return Ok(Packed::of(&Landing::Records(several.iter().map(choice).collect())));
                }
            }
        }
    }
    Ok(Packed::of(&Landing::Elsewhere))
}
