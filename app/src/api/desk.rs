//! The help desk's own pages: what people ask, and one account (R11, R18, R48, R118, R130).

#![expect(missing_docs, reason = "the fields of the structs that `#[server]` makes are the arguments below")]

use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use super::{ApiError, Packed};

/// A request in the help desk's list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RequestCard {
    /// The request.
    pub id: String,
    /// `misuse`, `reopen` or `privacy`.
    pub kind: String,
    /// When it came in, in words.
    pub came: String,
    /// By when it is answered, in words; empty where there is no such day.
    pub answer_by: String,
    /// What was typed as name.
    pub name: String,
    /// Where the person can be reached.
    pub reach: String,
    /// The text.
    pub text: String,
    /// The account of that user name: id, user name, state (`active`, `blocked`, `closed`).
    pub account: Option<(String, String, String)>,
}

/// Something that became of an account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PastRow {
    /// When, in words.
    pub when: String,
    /// The word of an `AccountAct`.
    pub act: String,
    /// The ground, or empty.
    pub ground: String,
    /// The note, or empty.
    pub note: String,
    /// Whether the holder did it.
    pub by_holder: bool,
}

/// An account as the help desk sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccountCard {
    /// The account.
    pub id: String,
    /// User name.
    pub user_name: String,
    /// The person's name.
    pub name: String,
    /// `active`, `blocked` or `closed`.
    pub state: String,
    /// Whether it is for work.
    pub staff: bool,
    /// Whether it has an app or a passkey, which a lost device takes with it (R91).
    pub has_factor: bool,
    /// What can be done with it, as words of `account_act`.
    pub acts: Vec<String>,
    /// What happened before, newest first.
    pub past: Vec<PastRow>,
}

/// What came of an act of the help desk.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum DeskNews {
    /// Done.
    Done,
    /// Not possible.
    NotDone,
    /// No act was chosen.
    NotChosen,
}

/// The help desk's page of one account.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccountDesk {
    /// What was typed.
    pub user_name: String,
    /// The account, where there is one.
    pub account: Option<AccountCard>,
    /// What has just happened.
    pub news: Option<DeskNews>,
}

/// The open requests, for the help desk.
#[server(prefix = "/api", endpoint = "beheer/meldingen")]
pub async fn read_requests() -> Result<Packed<Vec<RequestCard>>, ApiError> {
    use inzage_domain::{
        help::{HelpKind, answer_by},
        written::{day_of, long_date, moment},
    };

    let visit = crate::host::visit()?;
    let actor = crate::host::actor(&visit)?;
    let requests = crate::host::answer(visit.services.help_requests(actor, &visit.context).await)?;
    let card = |request: inzage_store::HelpRequest| RequestCard {
        id: request.id.to_string(),
        kind: request.kind.key().to_owned(),
        came: moment(visit.language, request.made_at),
        answer_by: if request.kind == HelpKind::Privacy {
            long_date(visit.language, answer_by(day_of(request.made_at)))
        } else {
            String::new()
        },
        name: request.text.name,
        reach: request.text.reach,
        text: request.text.text,
        account: request
            .account
            .map(|(id, state, user_name)| (id.to_string(), user_name, state.key().to_owned())),
    };
    Ok(Packed::of(&requests.into_iter().map(card).collect::<Vec<_>>()))
}

/// Closes a request that is dealt with.
#[server(prefix = "/api", endpoint = "beheer/meldingen/afsluiten")]
pub async fn close_request(request: String) -> Result<(), ApiError> {
    let visit = crate::host::visit()?;
    let actor = crate::host::actor(&visit)?;
    let id = request.parse().map_err(|_| crate::host::fail(ApiError::Unreadable))?;
    let closed = crate::host::answer(visit.services.close_help_request(actor, id, &visit.context).await)?;
    let to = if closed { "/beheer/meldingen?klaar=afgesloten" } else { "/beheer/meldingen?klaar=niet" };
    crate::host::redirect(to);
    Ok(())
}

/// What was looked for on the page of accounts, and what came of it: kept for one view.
#[cfg(feature = "ssr")]
type Kept = (String, Option<DeskNews>);

/// The page of an account, for the help desk.
#[server(prefix = "/api", endpoint = "beheer/accounts/formulier")]
pub async fn read_account_desk(form: Option<String>) -> Result<Packed<AccountDesk>, ApiError> {
    let (user_name, news) = crate::host::flash::take::<Kept>("accounts", form).await.unwrap_or_default();
    account_desk(user_name, news).await
}

/// Finds the account of a user name. By post, so that no name stands in an address.
#[server(prefix = "/api", endpoint = "beheer/accounts/zoeken")]
pub async fn find_account(user_name: String) -> Result<Packed<AccountDesk>, ApiError> {
    if crate::host::is_form_post() {
        crate::host::actor(&crate::host::visit()?)?;
        let kept: Kept = (user_name, None);
        crate::host::flash::refused("accounts", "/beheer/accounts", &kept).await?;
        return Ok(Packed::of(&AccountDesk::default()));
    }
    account_desk(user_name, None).await
}

/// Does something with an account: `act` is a word of `AccountAct`. `from` says which page is shown
/// next: `meldingen`, or the account's own.
#[server(prefix = "/api", endpoint = "beheer/accounts/uitvoeren")]
pub async fn act_on_account(
    account: String,
    user_name: String,
    #[server(default)] act: Option<String>,
    #[server(default)] ground: Option<String>,
    #[server(default)] note: Option<String>,
    #[server(default)] from: Option<String>,
) -> Result<Packed<AccountDesk>, ApiError> {
    use inzage_domain::help::{AccountAct, Ground};

    let visit = crate::host::visit()?;
    let actor = crate::host::actor(&visit)?;
    let unreadable = || crate::host::fail(ApiError::Unreadable);
    let id = account.parse().map_err(|_| unreadable())?;
    let done = match act.as_deref() {
        None => None,
        Some(word) => {
            let act = AccountAct::from_key(word).ok_or_else(unreadable)?;
            let ground = match ground.as_deref() {
                None | Some("") => None,
                Some(word) => Some(Ground::from_key(word).ok_or_else(unreadable)?),
            };
            let why = (ground, note.as_deref().unwrap_or_default());
            Some(crate::host::answer(visit.services.account_act(actor, id, act, why, &visit.context).await)?)
        }
    };
    let news = match done {
        Some(true) => DeskNews::Done,
        Some(false) => DeskNews::NotDone,
        None => DeskNews::NotChosen,
    };
    if from.as_deref() == Some("meldingen") {
        let done = news == DeskNews::Done;
        crate::host::redirect(if done {
            "/beheer/meldingen?klaar=gedaan"
        } else {
            "/beheer/meldingen?klaar=niet"
        });
        return Ok(Packed::of(&AccountDesk::default()));
    }
    let kept: Kept = (user_name.clone(), Some(news));
    crate::host::flash::refused("accounts", "/beheer/accounts", &kept).await?;
    if crate::host::is_form_post() {
        return Ok(Packed::of(&AccountDesk::default()));
    }
    account_desk(user_name, Some(news)).await
}

#[cfg(feature = "ssr")]
async fn account_desk(user_name: String, news: Option<DeskNews>) -> Result<Packed<AccountDesk>, ApiError> {
    use inzage_domain::help::{AccountAct, Ground};

    let visit = crate::host::visit()?;
    let actor = crate::host::actor(&visit)?;
    let found = visit.services.account_for_desk(actor, &user_name, &visit.context).await;
    let found = crate::host::answer(found)?;
    let account = found.map(|account| AccountCard {
        id: account.id.to_string(),
        user_name: account.user_name,
        name: account.name,
        state: account.state.key().to_owned(),
        staff: account.is_employee,
        acts: AccountAct::ALL
            .iter()
            .filter(|act| act.is_plain() && act.applied(account.state).is_some())
            .map(|act| act.key().to_owned())
            .collect(),
        has_factor: account.has_app || account.passkeys > 0,
        past: account
            .past
            .iter()
            .map(|past| PastRow {
                when: inzage_domain::written::moment(visit.language, past.at),
                act: past.act.key().to_owned(),
                ground: past.ground.map(Ground::key).unwrap_or_default().to_owned(),
                note: past.note.clone(),
                by_holder: past.by_holder,
            })
            .collect(),
    });
    Ok(Packed::of(&AccountDesk { user_name, account, news }))
}
