//! What an operator records about an organisation and its users: the processor agreement (R110), and
//! who is denied the portal (R108).

use inzage_domain::{help::AccountAct, written::day_of};
use inzage_store::Store;
use jiff::Timestamp;

use super::{organisation_of, person};
use crate::{
    cli::{AgreementArgs, DenyArgs},
    problem::Problem,
};

/// Records a processor agreement.
pub(super) async fn record(
    store: &Store,
    arguments: &AgreementArgs,
    now: Timestamp,
) -> Result<Vec<String>, Problem> {
    let organisation = organisation_of(store, &arguments.organisation).await?;
    let AgreementArgs { text, signed_on, signer, .. } = arguments;
    if *signed_on > day_of(now) {
        return Err(Problem::new(
            format!("`{signed_on}` is still to come"),
            "nothing was recorded; record the agreement once it is signed",
        ));
    }
    let operator = store.operator(&organisation, &person("organisation agreement"));
    store.record_agreement(&operator, text, *signed_on, signer).await?;
    Ok(vec![format!(
        "processor agreement `{text}` of {signed_on} recorded: `{}` can be used at {}",
        organisation.key(),
        organisation.host()
    )])
}

/// Denies somebody the portal.
pub(super) async fn deny(store: &Store, arguments: &DenyArgs) -> Result<Vec<String>, Problem> {
    act(store, arguments, AccountAct::Block, "denied: the account is blocked and its sessions have ended")
        .await
}

/// Lets somebody in again.
pub(super) async fn allow(store: &Store, arguments: &DenyArgs) -> Result<Vec<String>, Problem> {
    act(store, arguments, AccountAct::Unblock, "let in again").await
}

async fn act(
    store: &Store,
    arguments: &DenyArgs,
    act: AccountAct,
    said: &str,
) -> Result<Vec<String>, Problem> {
    let organisation = organisation_of(store, &arguments.organisation).await?;
    let operator = store.operator(&organisation, &person("organisation deny"));
    let user = &arguments.user;
    let Some(account) = store.account_by_user_name(&operator, user).await? else {
        return Err(Problem::new(
            format!("there is no account `{user}` at `{}`", organisation.key()),
            "nothing was changed; check the user name",
        ));
    };
    if !store.account_act_by_operator(&operator, account.account, act, arguments.reason.trim()).await? {
        return Err(Problem::new(
            format!("the account `{user}` is {} already", account.state.key()),
            "nothing was changed",
        ));
    }
    Ok(vec![format!("`{user}` at `{}` {said}", organisation.key())])
}
