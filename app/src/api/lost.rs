//! A lost device, as the help desk deals with it (R91).

#![expect(missing_docs, reason = "the fields of the structs that `#[server]` makes are the arguments below")]

use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use super::{ApiError, Packed};

/// The form as it is shown: empty, or as it was refused.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LostSheet {
    /// The account.
    pub account: String,
    /// Its user name, to lead back.
    pub user_name: String,
    /// Whether it has an app.
    pub has_app: bool,
    /// How many passkeys it has.
    pub passkeys: u32,
    /// Key that makes sending twice the same as once.
    pub key: String,
    /// `app` or `passkeys`.
    pub factor: String,
    /// `called-back`, `at-desk` or `at-home`.
    pub how: String,
    /// What happened.
    pub note: String,
    /// Fields that are not right: `factor`, `how`, `note`.
    pub wrong: Vec<String>,
    /// What came of it: `removed`, `not-there`, `last-way`, `not-open`.
    pub outcome: String,
}

#[cfg(feature = "ssr")]
const PAGE: &str = "/beheer/accounts/apparaat";

/// The form with which the help desk takes away what was on a lost device.
#[server(prefix = "/api", endpoint = "beheer/accounts/apparaat/formulier")]
pub async fn read_lost_sheet(form: Option<String>) -> Result<Packed<LostSheet>, ApiError> {
    let visit = crate::host::visit()?;
    let actor = crate::host::actor(&visit)?;
    crate::host::answer(visit.services.may_reset(actor, &visit.context).await)?;
    let sheet: Option<LostSheet> = crate::host::flash::take("apparaat", form).await;
    let mut sheet = sheet.unwrap_or_default();
    if sheet.key.is_empty() {
        sheet.key = crate::host::new_key(&visit);
    }
    Ok(Packed::of(&sheet))
}

/// Leads to that form, for the account of a user name: by post, so that no name stands in an address.
#[server(prefix = "/api", endpoint = "beheer/accounts/apparaat/openen")]
pub async fn open_lost_sheet(user_name: String) -> Result<(), ApiError> {
    let visit = crate::host::visit()?;
    let actor = crate::host::actor(&visit)?;
    let found = visit.services.account_for_desk(actor, &user_name, &visit.context).await;
    let sheet = match crate::host::answer(found)? {
        None => LostSheet::default(),
        Some(account) => LostSheet {
            account: account.id.to_string(),
            user_name: account.user_name,
            has_app: account.has_app,
            passkeys: crate::host::small(account.passkeys),
            ..LostSheet::default()
        },
    };
    crate::host::flash::refused("apparaat", PAGE, &sheet).await
}

/// Takes away what was on the device.
#[server(prefix = "/api", endpoint = "beheer/accounts/apparaat")]
pub async fn remove_lost(
    account: String,
    user_name: String,
    key: String,
    #[server(default)] factor: Option<String>,
    #[server(default)] how: Option<String>,
    #[server(default)] note: Option<String>,
) -> Result<Packed<LostSheet>, ApiError> {
    use inzage_services::lost::{LostAnswer, LostFault, LostForm};

    let visit = crate::host::visit()?;
    let actor = crate::host::actor(&visit)?;
    let unreadable = || crate::host::fail(ApiError::Unreadable);
    let id = account.parse().map_err(|_| unreadable())?;
    let number = key.parse().map_err(|_| unreadable())?;
    let typed = LostForm {
        factor: factor.unwrap_or_default(),
        how: how.unwrap_or_default(),
        note: note.unwrap_or_default(),
    };
    let removed = visit.services.remove_lost(actor, id, &typed, number, &visit.context).await;
    let mut sheet = LostSheet { account, user_name, ..LostSheet::default() };
    let outcome = match crate::host::answer(removed)? {
        LostAnswer::Wrong(faults) => {
            let word = |fault: &LostFault| match fault {
                LostFault::Factor => "factor",
                LostFault::How => "how",
                LostFault::Note => "note",
            };
            sheet.wrong = faults.iter().map(|fault| word(fault).to_owned()).collect();
            let found = visit.services.account_for_desk(actor, &sheet.user_name, &visit.context).await;
            if let Some(account) = crate::host::answer(found)? {
                (sheet.has_app, sheet.passkeys) = (account.has_app, crate::host::small(account.passkeys));
            }
            (sheet.factor, sheet.how, sheet.note, sheet.key) = (typed.factor, typed.how, typed.note, key);
            ""
        }
        LostAnswer::Removed => "removed",
        LostAnswer::NotThere => "not-there",
        LostAnswer::LastWay => "last-way",
        LostAnswer::NotOpen => "not-open",
    };
    outcome.clone_into(&mut sheet.outcome);
    crate::host::flash::refused("apparaat", PAGE, &sheet).await?;
    Ok(Packed::of(&sheet))
}
