//! A forgotten password and a lost telephone: the steps of whoever has none, and the help desk's
//! form.

#![expect(missing_docs, reason = "the fields of the structs that `#[server]` makes are the arguments below")]

use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use super::{ApiError, Packed, PasswordWeak};

/// What came of a step.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ResetNews {
    /// Nothing was typed.
    Missing,
    /// A mail is on its way, if there is such an account.
    Asked,
    /// Too often.
    Wait {
        /// Seconds to wait.
        seconds: u32,
    },
    /// What was typed is no code.
    NotACode,
    /// The code is wrong, too old or used.
    Unknown,
    /// A code by SMS was sent less than a minute ago.
    TooSoon {
        /// Seconds to wait.
        seconds: u32,
    },
    /// The code by SMS could not be sent.
    NotSent,
    /// Wrong; so many tries are left.
    Wrong {
        /// Tries left, at least 1.
        left: u32,
    },
    /// The way to a new password has ended: begin again with the code.
    Ended,
    /// The new password is refused.
    Weak(PasswordWeak),
}

/// How far this device is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ResetStage {
    /// The first code has to be typed.
    None,
    /// A code by SMS is asked for.
    Sms {
        /// The last digits of the number.
        ending: String,
    },
    /// A code of the app is asked for.
    App,
    /// A password may be chosen.
    Password {
        /// For the browser's own keeping of passwords.
        user_name: String,
    },
}

/// A step as it is shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ResetSheet {
    /// How far this device is.
    pub stage: ResetStage,
    /// What came of the last try.
    pub news: Option<ResetNews>,
}

/// Asks for a code by mail. The answer is the same whether or not there is such an account.
#[server(prefix = "/api", endpoint = "inloggen/vergeten")]
pub async fn ask_reset(user_name: String) -> Result<Packed<ResetNews>, ApiError> {
    use inzage_services::reset::ResetAsk;

    let visit = crate::host::visit()?;
    let news = if user_name.trim().is_empty() {
        ResetNews::Missing
    } else {
        let portal = crate::host::portal(&visit);
        let asked = visit.services.ask_reset(&visit.organisation, &user_name, &portal, &visit.context).await;
        match crate::host::answer(asked)? {
            ResetAsk::Asked => ResetNews::Asked,
            ResetAsk::Wait { seconds } => ResetNews::Wait { seconds: crate::host::small(seconds) },
        }
    };
    let page = if news == ResetNews::Asked { "/inloggen/vergeten/code" } else { "/inloggen/vergeten" };
    crate::host::flash::refused("vergeten", page, &news).await?;
    Ok(Packed::of(&news))
}

/// How far this device is, and what came of the last try.
#[server(prefix = "/api", endpoint = "inloggen/vergeten/stap")]
pub async fn read_reset_sheet(form: Option<String>) -> Result<Packed<ResetSheet>, ApiError> {
    use inzage_store::ResetStep;

    let visit = crate::host::visit()?;
    let token = visit.step.clone().unwrap_or_default();
    let step = crate::host::answer(visit.services.reset_step(&visit.organisation, &token).await)?;
    let stage = match step {
        None => ResetStage::None,
        Some(ResetStep::Sms { mobile }) => ResetStage::Sms { ending: mobile.ending().to_owned() },
        Some(ResetStep::App) => ResetStage::App,
        Some(ResetStep::Password { user_name, .. }) => ResetStage::Password { user_name },
    };
    Ok(Packed::of(&ResetSheet { stage, news: crate::host::flash::take("vergeten", form).await }))
}

/// Takes the code that came by mail, on paper or by voice.
#[server(prefix = "/api", endpoint = "inloggen/vergeten/code")]
pub async fn begin_reset(code: String) -> Result<Packed<Option<ResetNews>>, ApiError> {
    use inzage_services::reset::ResetCode;

    let visit = crate::host::visit()?;
    let begun = visit.services.begin_reset(&visit.organisation, &code, &visit.context).await;
    let news = match crate::host::answer(begun)? {
        ResetCode::Right { token } => {
            crate::host::cookies::set_step(&token);
            crate::host::redirect("/inloggen/vergeten/bewijs");
            return Ok(Packed::of(&None));
        }
        ResetCode::NotACode if code.trim().is_empty() => ResetNews::Missing,
        ResetCode::NotACode => ResetNews::NotACode,
        ResetCode::Unknown => ResetNews::Unknown,
        ResetCode::TooSoon { seconds } => ResetNews::TooSoon { seconds: crate::host::small(seconds) },
        ResetCode::Wait { seconds } => ResetNews::Wait { seconds: crate::host::small(seconds) },
        ResetCode::NotSent => ResetNews::NotSent,
    };
    crate::host::flash::refused("vergeten", "/inloggen/vergeten/code", &news).await?;
    Ok(Packed::of(&Some(news)))
}

/// Takes the second proof: the code by SMS or of the app.
#[server(prefix = "/api", endpoint = "inloggen/vergeten/bewijs")]
pub async fn prove_reset(code: String) -> Result<Packed<Option<ResetNews>>, ApiError> {
    use inzage_services::reset::ResetProved;

    let visit = crate::host::visit()?;
    let token = visit.step.clone().unwrap_or_default();
    let proved = visit.services.prove_reset(&visit.organisation, &token, &code, &visit.context).await;
    let (news, page) = match crate::host::answer(proved)? {
        ResetProved::Right => {
            crate::host::redirect("/inloggen/vergeten/wachtwoord");
            return Ok(Packed::of(&None));
        }
        ResetProved::NotACode => (ResetNews::NotACode, "/inloggen/vergeten/bewijs"),
        ResetProved::Wrong { left } => {
            (ResetNews::Wrong { left: crate::host::small(left) }, "/inloggen/vergeten/bewijs")
        }
        ResetProved::Ended => (ResetNews::Ended, "/inloggen/vergeten/code"),
    };
    crate::host::flash::refused("vergeten", page, &news).await?;
    Ok(Packed::of(&Some(news)))
}

/// Keeps the new password. It never comes back.
#[server(prefix = "/api", endpoint = "inloggen/vergeten/wachtwoord")]
pub async fn choose_new_password(password: String) -> Result<Packed<Option<ResetNews>>, ApiError> {
    use inzage_services::reset::ResetChosen;

    let visit = crate::host::visit()?;
    let token = visit.step.clone().unwrap_or_default();
    let chosen = visit.services.finish_reset(&visit.organisation, &token, &password, &visit.context).await;
    let (news, page) = match crate::host::answer(chosen)? {
        ResetChosen::Chosen(_) => {
            crate::host::cookies::clear_step();
            crate::host::redirect("/inloggen?klaar=wachtwoord");
            return Ok(Packed::of(&None));
        }
        ResetChosen::Weak(weak) => (ResetNews::Weak(PasswordWeak::of(weak)), "/inloggen/vergeten/wachtwoord"),
        ResetChosen::Ended => (ResetNews::Ended, "/inloggen/vergeten/code"),
    };
    crate::host::flash::refused("vergeten", page, &news).await?;
    Ok(Packed::of(&Some(news)))
}

/// The help desk's form as it is shown: empty, or as it was refused.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeskResetSheet {
    /// The account.
    pub account: String,
    /// Its user name, to lead back.
    pub user_name: String,
    /// Key that makes sending twice the same as once.
    pub key: String,
    /// `desk-mail` or `handed`.
    pub way: String,
    /// `called-back`, `at-desk` or `at-home`.
    pub how: String,
    /// What is noted.
    pub note: String,
    /// A new number, or empty.
    pub mobile: String,
    /// Fields that are not right: `way`, `how`, `mobile`, `mobile-not-seen`.
    pub wrong: Vec<String>,
    /// What came of it: `mailed`, `not-mailed`, `no-address`, `not-open`.
    pub outcome: String,
}

/// The code that is read out or printed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HandedCode {
    /// Whose.
    pub name: String,
    /// The user name.
    pub user_name: String,
    /// The code in groups.
    pub code: String,
    /// Address of the page where it is typed.
    pub address: String,
    /// The last day, in words.
    pub last_day: String,
    /// The last digits of a new number, or empty.
    pub ending: String,
}

/// The form with which the help desk gives somebody a way to a new password.
#[server(prefix = "/api", endpoint = "beheer/accounts/wachtwoord/formulier")]
pub async fn read_desk_reset(form: Option<String>) -> Result<Packed<DeskResetSheet>, ApiError> {
    let visit = crate::host::visit()?;
    let actor = crate::host::actor(&visit)?;
    crate::host::answer(visit.services.may_reset(actor, &visit.context).await)?;
    let sheet: Option<DeskResetSheet> = crate::host::flash::take("desk-reset", form).await;
    let mut sheet = sheet.unwrap_or_default();
    if sheet.key.is_empty() {
        sheet.key = crate::host::new_key(&visit);
    }
    Ok(Packed::of(&sheet))
}

/// Leads to that form, for an account: by post, so that no name stands in an address.
#[server(prefix = "/api", endpoint = "beheer/accounts/wachtwoord/openen")]
pub async fn open_desk_reset(account: String, user_name: String) -> Result<(), ApiError> {
    let visit = crate::host::visit()?;
    let actor = crate::host::actor(&visit)?;
    crate::host::answer(visit.services.may_reset(actor, &visit.context).await)?;
    let sheet = DeskResetSheet { account, user_name, ..DeskResetSheet::default() };
    crate::host::flash::refused("desk-reset", "/beheer/accounts/wachtwoord", &sheet).await
}

/// Gives somebody a way to a new password.
#[server(prefix = "/api", endpoint = "beheer/accounts/wachtwoord")]
pub async fn reset_for_account(
    account: String,
    user_name: String,
    key: String,
    #[server(default)] way: Option<String>,
    #[server(default)] how: Option<String>,
    #[server(default)] note: Option<String>,
    #[server(default)] mobile: Option<String>,
) -> Result<Packed<DeskResetSheet>, ApiError> {
    use inzage_services::reset::{DeskResetAnswer, DeskResetFault, DeskResetForm};

    let visit = crate::host::visit()?;
    let actor = crate::host::actor(&visit)?;
    let unreadable = || crate::host::fail(ApiError::Unreadable);
    let id = account.parse().map_err(|_| unreadable())?;
    let number = key.parse().map_err(|_| unreadable())?;
    let typed = DeskResetForm {
        way: way.unwrap_or_default(),
        how: how.unwrap_or_default(),
        note: note.unwrap_or_default(),
        mobile: mobile.unwrap_or_default(),
    };
    let portal = crate::host::portal(&visit);
    let made = visit.services.reset_for(actor, id, &typed, number, &portal, &visit.context).await;
    let mut sheet = DeskResetSheet { account, user_name, ..DeskResetSheet::default() };
    match crate::host::answer(made)? {
        DeskResetAnswer::Handed(reset) => {
            crate::host::redirect(&format!("/beheer/accounts/code/{reset}"));
            return Ok(Packed::of(&sheet));
        }
        DeskResetAnswer::Wrong(faults) => {
            let word = |fault: &DeskResetFault| match fault {
                DeskResetFault::Way => "way",
                DeskResetFault::How => "how",
                DeskResetFault::Mobile => "mobile",
                DeskResetFault::MobileNotSeen => "mobile-not-seen",
            };
            sheet.wrong = faults.iter().map(|fault| word(fault).to_owned()).collect();
            (sheet.way, sheet.how, sheet.note, sheet.mobile) =
                (typed.way, typed.how, typed.note, typed.mobile);
            sheet.key = key;
        }
        DeskResetAnswer::Mailed => "mailed".clone_into(&mut sheet.outcome),
        DeskResetAnswer::NotMailed => "not-mailed".clone_into(&mut sheet.outcome),
        DeskResetAnswer::NoAddress => "no-address".clone_into(&mut sheet.outcome),
        DeskResetAnswer::NotOpen => "not-open".clone_into(&mut sheet.outcome),
    }
    crate::host::flash::refused("desk-reset", "/beheer/accounts/wachtwoord", &sheet).await?;
    Ok(Packed::of(&sheet))
}

/// The code to be read out or printed, while it works.
#[server(prefix = "/api", endpoint = "beheer/accounts/code")]
pub async fn read_handed_code(reset: String) -> Result<Packed<HandedCode>, ApiError> {
    let visit = crate::host::visit()?;
    let actor = crate::host::actor(&visit)?;
    let not_there = || crate::host::fail(ApiError::NotFound);
    let id = reset.parse().map_err(|_| not_there())?;
    let found = crate::host::answer(visit.services.handed_reset(actor, id, &visit.context).await)?;
    let found = found.ok_or_else(not_there)?;
    let last_day = inzage_domain::written::day_of(found.until);
    Ok(Packed::of(&HandedCode {
        name: found.name,
        user_name: found.user_name,
        code: found.code.written(),
        address: format!("{}/inloggen/vergeten/code", crate::host::portal(&visit)),
        last_day: inzage_domain::written::long_date(visit.language, last_day),
        ending: found.new_mobile.map(|mobile| mobile.ending().to_owned()).unwrap_or_default(),
    }))
}
