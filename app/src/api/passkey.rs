//! Passkeys: the own ones, and logging in with one (R91). The browser's answer comes in a field of a
//! plain form, which a small script filled in.

#![expect(missing_docs, reason = "the fields of the structs that `#[server]` makes are the arguments below")]

use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use super::{ApiError, Packed};

/// One of the own passkeys.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PasskeyLine {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// When it was made, in words.
    pub made: String,
    /// When it was last used, in words; empty for never.
    pub used: String,
    /// Whether it may be removed.
    pub removable: bool,
}

/// What has just happened with a passkey. Shown once.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum PasskeyNews {
    /// Added.
    Added,
    /// Removed.
    Removed,
    /// The name is empty or too long.
    Name {
        /// What was typed.
        typed: String,
    },
    /// There are as many as there may be, or none are allowed.
    NotAllowed,
    /// The device is there already.
    Known,
    /// It did not work: nothing has changed.
    Refused,
    /// The last way in stays.
    Last,
    /// It was not there any more.
    Gone,
}

/// The page of the own passkeys.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PasskeysPage {
    /// Oldest first.
    pub list: Vec<PasskeyLine>,
    /// Whether the organisation allows passkeys.
    pub allowed: bool,
    /// What has just happened.
    pub news: Option<PasskeyNews>,
}

/// The page that asks a passkey for its answer. Empty options: nothing waits (any more).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PasskeyQuestion {
    /// What the browser is to ask, as JSON.
    pub options: String,
    /// Whether it is the second step after a password.
    pub second_step: bool,
    /// The one before did not count.
    pub refused: bool,
}

/// The own passkeys.
#[server(prefix = "/api", endpoint = "instellingen/passkeys")]
pub async fn read_passkeys(form: Option<String>) -> Result<Packed<PasskeysPage>, ApiError> {
    use inzage_domain::written::moment;

    let visit = crate::host::visit()?;
    let actor = crate::host::actor(&visit)?;
    let own = crate::host::answer(visit.services.own_passkeys(actor).await)?;
    let removable = !own.last_stays || own.list.len() > 1;
    let line = |passkey: &inzage_store::PasskeySummary| PasskeyLine {
        id: passkey.id.to_string(),
        name: passkey.name.clone(),
        made: moment(visit.language, passkey.created_at),
        used: passkey.used_at.map(|at| moment(visit.language, at)).unwrap_or_default(),
        removable,
    };
    Ok(Packed::of(&PasskeysPage {
        list: own.list.iter().map(line).collect(),
        allowed: own.allowed,
        news: crate::host::flash::take("passkeys", form).await,
    }))
}

/// Begins to make a passkey with a name.
#[server(prefix = "/api", endpoint = "instellingen/passkeys/beginnen")]
pub async fn begin_passkey(name: String) -> Result<(), ApiError> {
    use inzage_services::passkey::PasskeyBegun as Answer;

    let visit = crate::host::visit()?;
    let actor = crate::host::actor(&visit)?;
    let session = visit.session.clone().unwrap_or_default();
    let news = match crate::host::answer(
        visit.services.begin_passkey(actor, &session, &name, &visit.context).await,
    )? {
        Answer::Asked => {
            crate::host::redirect("/instellingen/passkeys/nieuw");
            return Ok(());
        }
        Answer::Name => PasskeyNews::Name { typed: name },
        Answer::NotAllowed => PasskeyNews::NotAllowed,
    };
    crate::host::flash::refused("passkeys", "/instellingen/passkeys", &news).await
}

/// What the browser is to make.
#[server(prefix = "/api", endpoint = "instellingen/passkeys/nieuw")]
pub async fn read_new_passkey() -> Result<Packed<PasskeyQuestion>, ApiError> {
    let visit = crate::host::visit()?;
    crate::host::answer(inzage_services::Services::has_password(crate::host::actor(&visit)?))?;
    let options = options(&visit, visit.session.as_deref(), inzage_store::PasskeyPurpose::Register).await?;
    Ok(Packed::of(&PasskeyQuestion { options, second_step: false, refused: false }))
}

/// Keeps the passkey that the browser made.
#[server(prefix = "/api", endpoint = "instellingen/passkeys/toevoegen")]
pub async fn add_passkey(answer: String) -> Result<(), ApiError> {
    use inzage_services::passkey::PasskeyAdded as Answer;

    let visit = crate::host::visit()?;
    let actor = crate::host::actor(&visit)?;
    let session = visit.session.clone().unwrap_or_default();
    let added = visit.services.add_passkey(actor, &session, &answer, &visit.context).await;
    let news = match crate::host::answer(added)? {
        Answer::Done => PasskeyNews::Added,
        Answer::Refused => PasskeyNews::Refused,
        Answer::Known => PasskeyNews::Known,
    };
    crate::host::flash::refused("passkeys", "/instellingen/passkeys", &news).await
}

/// Removes one of the own passkeys.
#[server(prefix = "/api", endpoint = "instellingen/passkeys/verwijderen")]
pub async fn remove_passkey(passkey: String) -> Result<(), ApiError> {
    use inzage_services::passkey::PasskeyRemoved as Answer;

    let visit = crate::host::visit()?;
    let actor = crate::host::actor(&visit)?;
    let passkey = passkey.parse().map_err(|_| crate::host::fail(ApiError::Unreadable))?;
    let removed = visit.services.remove_passkey(actor, passkey, &visit.context).await;
    let news = match crate::host::answer(removed)? {
        Answer::Done => PasskeyNews::Removed,
        Answer::Last => PasskeyNews::Last,
        Answer::Gone => PasskeyNews::Gone,
    };
    crate::host::flash::refused("passkeys", "/instellingen/passkeys", &news).await
}

/// Asks for a passkey at a log-in: as the second step of the one that waits in this browser, or
/// `alone`, without a password.
#[server(prefix = "/api", endpoint = "inloggen/passkey/vragen")]
pub async fn ask_passkey(#[server(default)] alone: Option<String>) -> Result<(), ApiError> {
    let visit = crate::host::visit()?;
    let step = visit.step.as_deref().filter(|_| alone.is_none());
    let asked = visit.services.ask_passkey(&visit.organisation, step).await;
    match crate::host::answer(asked)? {
        Some(token) => {
            crate::host::cookies::set_step(&token);
            crate::host::redirect("/inloggen/passkey");
        }
        None => crate::host::redirect("/inloggen"),
    }
    Ok(())
}

/// What the browser is to ask a passkey at a log-in.
#[server(prefix = "/api", endpoint = "inloggen/passkey/formulier")]
pub async fn read_passkey_sign_in(form: Option<String>) -> Result<Packed<PasskeyQuestion>, ApiError> {
    use inzage_store::PasskeyPurpose;

    let visit = crate::host::visit()?;
    let refused: Option<bool> = crate::host::flash::take("passkey", form).await;
    let mut question = PasskeyQuestion {
        options: options(&visit, visit.step.as_deref(), PasskeyPurpose::LogIn).await?,
        second_step: false,
        refused: refused.unwrap_or_default(),
    };
    if question.options.is_empty() {
        question.options = options(&visit, visit.step.as_deref(), PasskeyPurpose::SecondStep).await?;
        question.second_step = !question.options.is_empty();
    }
    if !question.second_step
        && let Some(step) = &visit.step
    {
        let waits = crate::host::answer(visit.services.challenge(&visit.organisation, step).await)?;
        question.second_step = waits.is_some();
    }
    Ok(Packed::of(&question))
}

/// Logs in with what a passkey answered.
#[server(prefix = "/api", endpoint = "inloggen/passkey")]
pub async fn check_passkey(answer: String) -> Result<(), ApiError> {
    use inzage_services::passkey::PasskeySignIn as Answer;

    let visit = crate::host::visit()?;
    let step = visit.step.clone().unwrap_or_default();
    let checked = visit
        .services
        .check_passkey(&visit.organisation, &step, &answer, visit.session.as_deref(), &visit.context)
        .await;
    match crate::host::answer(checked)? {
        Answer::SignedIn { token } => {
            crate::host::cookies::set_session(&token);
            crate::host::cookies::clear_step();
            crate::host::redirect("/");
            Ok(())
        }
        Answer::Outside => {
            crate::host::redirect("/buiten-netwerk");
            Ok(())
        }
        // Nothing waits there any more: the page says so, and how to go on.
        Answer::Ended => {
            crate::host::redirect("/inloggen/passkey");
            Ok(())
        }
        Answer::Refused => crate::host::flash::refused("passkey", "/inloggen/passkey", &true).await,
    }
}

/// What was asked of the holder of a token; empty where nothing waits.
#[cfg(feature = "ssr")]
pub(super) async fn options(
    visit: &crate::host::Visit,
    holder: Option<&str>,
    purpose: inzage_store::PasskeyPurpose,
) -> Result<String, ApiError> {
    let Some(holder) = holder else { return Ok(String::new()) };
    let options = visit.services.passkey_options(&visit.organisation, holder, purpose).await;
    Ok(crate::host::answer(options)?.unwrap_or_default())
}
