//! The own account: details, devices, history, password, the authenticator app, closing.

#![expect(missing_docs, reason = "the fields of the structs that `#[server]` makes are the arguments below")]

use inzage_domain::device::Happened;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use super::{ApiError, Packed};

/// One device where somebody is logged in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeviceLine {
    /// Its session.
    pub id: String,
    /// Browser, where it is known.
    pub browser: Option<String>,
    /// System, where it is known.
    pub system: Option<String>,
    /// When it logged in, in words.
    pub begun: String,
    /// When it was last used, in words.
    pub seen: String,
    /// Internet address at log-in.
    pub address: String,
    /// Whether it is this one.
    pub here: bool,
    /// How it logged in.
    pub method: inzage_domain::session::SessionMethod,
}

/// The page of the own account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccountPage {
    /// The person's name.
    pub name: String,
    /// User name.
    pub user_name: String,
    /// Mobile number; empty when there is none.
    pub mobile: String,
    /// E-mail address; empty when there is none.
    pub mail: String,
    /// Devices, newest first.
    pub devices: Vec<DeviceLine>,
    /// Whether an authenticator app counts.
    pub has_app: bool,
    /// Whether the person logged in with DigiD: then there is no password, nor what belongs to one.
    pub with_digid: bool,
    /// When the help desk took away what was on a lost device, in words; empty when it did not, or
    /// something was set up again.
    pub lost_on: String,
    /// Whether it is an account for work: a person has one for that and one of their own, never mixed.
    /// Only the own one is that person's to end (R47).
    pub at_work: bool,
}

/// One line of the own history.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HistoryRow {
    /// When, in words.
    pub when: String,
    /// What.
    pub what: Happened,
    /// From which internet address.
    pub address: String,
}

/// Why a new password was refused.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum PasswordWeak {
    /// Fewer than twelve signs.
    Short,
    /// More than two hundred.
    Long,
    /// Many use it.
    Common,
    /// Little more than a name.
    Names,
    /// Repetition or a row.
    Pattern,
}

#[cfg(feature = "ssr")]
impl PasswordWeak {
    /// The word for the page.
    pub(super) const fn of(weak: inzage_domain::password::Weak) -> Self {
        use inzage_domain::password::Weak;
        match weak {
            Weak::TooShort => Self::Short,
            Weak::TooLong => Self::Long,
            Weak::Common => Self::Common,
            Weak::Names => Self::Names,
            Weak::Pattern => Self::Pattern,
        }
    }
}

/// What was wrong with changing the password.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum PasswordProblem {
    /// The old one is empty.
    OldMissing,
    /// The old one is wrong.
    OldWrong,
    /// The new one is the old one.
    Same,
    /// The new one is weak.
    Weak(PasswordWeak),
    /// Too many failures.
    Wait {
        /// Seconds to wait.
        seconds: u32,
    },
}

/// The page that changes the password.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PasswordForm {
    /// User name, for the browser's own list of passwords.
    pub user_name: String,
    /// What was wrong with the last try.
    pub problem: Option<PasswordProblem>,
}

/// Where the authenticator app stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum AppView {
    /// There is none.
    None,
    /// Begun: to be confirmed.
    Begun {
        /// The secret as text.
        secret: String,
        /// Side of the QR code.
        size: u32,
        /// Its drawing.
        path: String,
    },
    /// It counts.
    On {
        /// Since when, in words.
        since: String,
        /// Recovery codes left.
        codes_left: u32,
    },
}

/// What came of a form about the app. Kept sealed for this session and shown once.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum AppNews {
    /// It counts now: the recovery codes, shown this once.
    Confirmed {
        /// Ten codes.
        codes: Vec<String>,
    },
    /// It was removed.
    Removed,
    /// What was typed is no code.
    NotACode,
    /// The code is wrong.
    Wrong,
    /// It is the last way in: it stays.
    Last,
    /// Too many wrong ones.
    Wait {
        /// Seconds to wait.
        seconds: u32,
    },
}

/// The page of the authenticator app.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AppPage {
    /// Where it stands.
    pub app: AppView,
    /// What has just happened.
    pub news: Option<AppNews>,
}

/// The page that ends the own account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClosingPage {
    /// Years that the record is kept.
    pub years: u16,
    /// Whether the account may be ended here.
    pub may_close: bool,
    /// The box was not ticked.
    pub not_ticked: bool,
    /// Whoever represents the client decides (R17).
    pub represented: bool,
}

/// Whether somebody may end the account alone: not one that is for work.
#[cfg(feature = "ssr")]
fn may_close(actor: &inzage_store::Actor) -> bool {
    actor.acting() == inzage_domain::access::ActingAs::Personal
}

/// The own account.
#[server(prefix = "/api", endpoint = "instellingen/overzicht")]
pub async fn read_own_account() -> Result<Packed<AccountPage>, ApiError> {
    use inzage_domain::{device::Device, written::moment};

    let visit = crate::host::visit()?;
    let actor = crate::host::actor(&visit)?;
    let account = crate::host::answer(visit.services.own_account(actor).await)?;
    let device = |session: &inzage_store::SessionSummary| {
        let device = Device::read(&session.user_agent);
        DeviceLine {
            id: session.id.to_string(),
            browser: device.browser.map(str::to_owned),
            system: device.system.map(str::to_owned),
            begun: moment(visit.language, session.created_at),
            seen: moment(visit.language, session.seen_at),
            address: session.address.clone(),
            here: session.current,
            method: session.method,
        }
    };
    let profile = account.profile;
    Ok(Packed::of(&AccountPage {
        name: profile.display_name,
        user_name: profile.user_name,
        mobile: profile.mobile.map(|mobile| mobile.international().to_owned()).unwrap_or_default(),
        mail: profile.email.unwrap_or_default(),
        devices: account.sessions.iter().map(device).collect(),
        has_app: account.has_app,
        with_digid: actor.method() == inzage_domain::session::SessionMethod::Digid
            || inzage_services::Services::logs_in_with_digid_only(actor),
        lost_on: profile
            .factor_lost_at
            .map(|at| inzage_domain::written::date(visit.language, inzage_domain::written::day_of(at)))
            .unwrap_or_default(),
        at_work: !may_close(actor),
    }))
}

/// Logs out one device (R10).
#[server(prefix = "/api", endpoint = "instellingen/apparaat-uitloggen")]
pub async fn end_device(session: String) -> Result<(), ApiError> {
    let visit = crate::host::visit()?;
    let actor = crate::host::actor(&visit)?;
    let session = session.parse().map_err(|_| crate::host::fail(ApiError::Unreadable))?;
    let ended = crate::host::answer(visit.services.end_session(actor, session, &visit.context).await)?;
    crate::host::redirect(if ended { "/instellingen?klaar=apparaat" } else { "/instellingen?klaar=weg" });
    Ok(())
}

/// Logs out everywhere, here too (R10).
#[server(prefix = "/api", endpoint = "instellingen/overal-uitloggen")]
pub async fn sign_out_everywhere() -> Result<(), ApiError> {
    let visit = crate::host::visit()?;
    let actor = crate::host::actor(&visit)?;
    crate::host::answer(visit.services.sign_out_everywhere(actor, &visit.context).await)?;
    crate::host::cookies::clear_session();
    crate::host::redirect("/uitgelogd");
    Ok(())
}

/// Log-ins and failed attempts of the last year.
#[server(prefix = "/api", endpoint = "instellingen/inloggeschiedenis")]
pub async fn read_own_history() -> Result<Packed<Vec<HistoryRow>>, ApiError> {
    let visit = crate::host::visit()?;
    let actor = crate::host::actor(&visit)?;
    let lines = crate::host::answer(visit.services.own_history(actor, &visit.context).await)?;
    let row = |line: &inzage_services::account::HistoryLine| HistoryRow {
        when: inzage_domain::written::moment(visit.language, line.at),
        what: line.happened,
        address: line.address.clone(),
    };
    Ok(Packed::of(&lines.iter().map(row).collect::<Vec<_>>()))
}

/// What was wrong with the last try to change the password.
#[server(prefix = "/api", endpoint = "instellingen/wachtwoord/formulier")]
pub async fn read_password_form(form: Option<String>) -> Result<Packed<PasswordForm>, ApiError> {
    let visit = crate::host::visit()?;
    let actor = crate::host::actor(&visit)?;
    let user_name = crate::host::answer(visit.services.password_holder(actor).await)?;
    let problem = crate::host::flash::take("wachtwoord", form).await;
    Ok(Packed::of(&PasswordForm { user_name, problem }))
}

/// Changes the own password (R77). Neither password ever comes back.
#[server(prefix = "/api", endpoint = "instellingen/wachtwoord")]
pub async fn change_password(
    old_password: String,
    new_password: String,
) -> Result<Packed<Option<PasswordProblem>>, ApiError> {
    use inzage_domain::password::Strength;
    use inzage_services::account::PasswordChange as Answer;

    let visit = crate::host::visit()?;
    let actor = crate::host::actor(&visit)?;
    let problem = if old_password.is_empty() {
        PasswordProblem::OldMissing
    } else {
        let changed =
            visit.services.change_password(actor, &old_password, &new_password, &visit.context).await;
        match crate::host::answer(changed)? {
            Answer::Changed(strength) => {
                crate::host::redirect(match strength {
                    Strength::Good => "/instellingen?klaar=wachtwoord",
                    Strength::Strong => "/instellingen?klaar=sterk",
                });
                return Ok(Packed::of(&None));
            }
            Answer::WrongOld => PasswordProblem::OldWrong,
            Answer::Same => PasswordProblem::Same,
            Answer::Wait { seconds } => PasswordProblem::Wait { seconds: crate::host::small(seconds) },
            Answer::Weak(weak) => PasswordProblem::Weak(PasswordWeak::of(weak)),
        }
    };
    crate::host::flash::refused("wachtwoord", "/instellingen/wachtwoord", &problem).await?;
    Ok(Packed::of(&Some(problem)))
}

/// Where the authenticator app stands (R91).
#[server(prefix = "/api", endpoint = "instellingen/app/formulier")]
pub async fn read_app_page(form: Option<String>) -> Result<Packed<AppPage>, ApiError> {
    use inzage_services::factor::OwnApp;

    let visit = crate::host::visit()?;
    let actor = crate::host::actor(&visit)?;
    let app = match crate::host::answer(visit.services.own_app(actor).await)? {
        OwnApp::None => AppView::None,
        OwnApp::Begun(setup) => {
            AppView::Begun { secret: setup.secret, size: setup.qr.size, path: setup.qr.path }
        }
        OwnApp::On { since, codes_left } => AppView::On {
            since: inzage_domain::written::moment(visit.language, since),
            codes_left: crate::host::small(codes_left),
        },
    };
    Ok(Packed::of(&AppPage { app, news: crate::host::flash::take("app", form).await }))
}

/// Begins to set up an app, or begins again.
#[server(prefix = "/api", endpoint = "instellingen/app/beginnen")]
pub async fn begin_app() -> Result<(), ApiError> {
    let visit = crate::host::visit()?;
    let actor = crate::host::actor(&visit)?;
    crate::host::answer(visit.services.begin_app(actor, &visit.context).await)?;
    crate::host::redirect("/instellingen/app");
    Ok(())
}

/// Confirms the app by a code of it.
#[server(prefix = "/api", endpoint = "instellingen/app/aanzetten")]
pub async fn confirm_app(code: String) -> Result<Packed<AppNews>, ApiError> {
    let visit = crate::host::visit()?;
    let actor = crate::host::actor(&visit)?;
    let answer = visit.services.confirm_app(actor, &code, &visit.context).await;
    let answer = crate::host::answer(answer)?;
    app_answer(answer, |codes| AppNews::Confirmed { codes }).await
}

/// Removes the app by a code of it, or by a recovery code.
#[server(prefix = "/api", endpoint = "instellingen/app/verwijderen")]
pub async fn remove_app(code: String) -> Result<Packed<AppNews>, ApiError> {
    let visit = crate::host::visit()?;
    let actor = crate::host::actor(&visit)?;
    let answer = crate::host::answer(visit.services.remove_app(actor, &code, &visit.context).await)?;
    app_answer(answer, |_| AppNews::Removed).await
}

#[cfg(feature = "ssr")]
async fn app_answer(
    answer: inzage_services::factor::AppAnswer,
    done: fn(Vec<String>) -> AppNews,
) -> Result<Packed<AppNews>, ApiError> {
    use inzage_services::factor::AppAnswer as Answer;

    let news = match answer {
        Answer::Done { codes } => done(codes),
        Answer::NotACode => AppNews::NotACode,
        Answer::Wrong => AppNews::Wrong,
        Answer::Last => AppNews::Last,
        Answer::Wait { seconds } => AppNews::Wait { seconds: crate::host::small(seconds) },
    };
    crate::host::flash::refused("app", "/instellingen/app", &news).await?;
    Ok(Packed::of(&news))
}

/// The page that ends the own account.
#[server(prefix = "/api", endpoint = "instellingen/sluiten/formulier")]
pub async fn read_closing(form: Option<String>) -> Result<Packed<ClosingPage>, ApiError> {
    let visit = crate::host::visit()?;
    let actor = crate::host::actor(&visit)?;
    let not_ticked: Option<bool> = crate::host::flash::take("sluiten", form).await;
    Ok(Packed::of(&ClosingPage {
        years: actor.policy().retention_years,
        may_close: may_close(actor),
        not_ticked: not_ticked.unwrap_or_default(),
        represented: crate::host::answer(visit.services.is_represented(actor).await)?,
    }))
}

/// Ends the own account (R47), where the box is ticked; for a client who cannot decide it is asked (R17).
#[server(prefix = "/api", endpoint = "instellingen/sluiten")]
pub async fn close_own_account(#[server(default)] sure: Option<String>) -> Result<(), ApiError> {
    use inzage_services::capacity::ClosedOwn;

    let visit = crate::host::visit()?;
    let actor = crate::host::actor(&visit)?;
    if !may_close(actor) {
        return Err(crate::host::fail(ApiError::NotAllowed));
    }
    if sure.is_none() {
        return crate::host::flash::refused("sluiten", "/instellingen/sluiten", &true).await;
    }
    match crate::host::answer(visit.services.close_own_account(actor, &visit.context).await)? {
        ClosedOwn::Closed => {
            crate::host::cookies::clear_session();
            crate::host::redirect("/hulp/gesloten");
        }
        ClosedOwn::AskedRepresentative => crate::host::redirect("/instellingen/sluiten?klaar=gevraagd"),
        ClosedOwn::AskedOrganisation => crate::host::redirect("/instellingen/sluiten?klaar=organisatie"),
    }
    Ok(())
}
