//! Accounts for measuring and for the crash test (`--bench-accounts`): each a client with a
//! record of its own and a session that has begun, in `DIR/bench.json`. Logging in a thousand
//! times would measure nothing but password hashing.

use std::path::Path;

use futures_util::{StreamExt, TryStreamExt, stream};
use inzage_app::host::cookies::SESSION;
use inzage_domain::{Basis, ClientId, ClientName, NameUse, access::Kinds};
use inzage_services::Services;
use inzage_store::{Demographics, NewAccount, NewClient, NewRelation, Operator, RequestContext};
use jiff::{Timestamp, civil::date};
use serde::Serialize;

use crate::{opening::write_private, problem::Problem};

/// Steps at a time: they meet in the writer's batches.
const AT_A_TIME: usize = 128;

/// One account in the file.
#[derive(Debug, Serialize)]
struct BenchAccount {
    user: String,
    session_cookie: String,
    client: String,
}

/// Makes this many accounts at the first organisation and writes the file.
pub(super) async fn add(services: &Services, folder: &Path, number: usize) -> Result<(), Problem> {
    if number == 0 {
        return Ok(());
    }
    let Some(organisation) = services.store.organisation_by_key("linde").await? else { return Ok(()) };
    let operator = services.store.operator(&organisation, "system: inzage demo --bench-accounts");
    let new = (1..=number).map(|at| NewClient { demographics: demographics(at), location: None }).collect();
    let clients = services.store.create_clients(&operator, new).await?;
    let hash = services.passwords.hash("linde-bench-welkom").await?;
    let accounts: Vec<BenchAccount> = stream::iter(clients.into_iter().enumerate())
        .map(|(at, client)| account(services, &operator, &hash, at + 1, client))
        .buffered(AT_A_TIME)
        .try_collect()
        .await?;
    let text = serde_json::to_vec_pretty(&accounts).map_err(|error| Problem::of(&error, ""))?;
    write_private(&folder.join("bench.json"), &text)
        .map_err(|error| Problem::of(&error, "check the folder's permissions"))
}

fn demographics(at: usize) -> Demographics {
    Demographics {
        name: ClientName {
            given: "Proef".to_owned(),
            initials: "P.".to_owned(),
            own: format!("Meting-{at:05}"),
            name_use: Some(NameUse::Own),
            ..ClientName::default()
        },
        birth_date: Some(date(1950, 1, 1)),
        gender: "unknown".to_owned(),
        ..Demographics::default()
    }
}

async fn account(
    services: &Services,
    operator: &Operator,
    hash: &str,
    at: usize,
    client: ClientId,
) -> Result<BenchAccount, Problem> {
    let store = &services.store;
    let user = format!("bench-{at:05}");
    let person = store.create_person(operator, &format!("Proef Meting-{at:05}")).await?;
    let new = NewAccount {
        person,
        user_name: user.clone(),
        display_name: format!("Proef Meting-{at:05}"),
        mobile: None,
        email: None,
        password_hash: hash.to_owned(),
    };
    let account = store.create_account(operator, &new).await?;
    let relation = NewRelation {
        client,
        person,
        basis: Basis::Own,
        decided_by: None,
        from: Timestamp::UNIX_EPOCH,
        until: None,
        kinds: Kinds::ALL,
        manages: false,
    };
    store.create_relation(operator, relation).await?;
    let context = RequestContext {
        address: "127.0.0.1".to_owned(),
        source: "inzage demo".to_owned(),
        ..RequestContext::default()
    };
    let session = store.session_create(operator.organisation(), account, None, &context).await?;
    let session = session.ok_or_else(|| Problem::new("a session for measuring could not begin", ""))?;
    Ok(BenchAccount { user, session_cookie: format!("{SESSION}={session}"), client: client.to_string() })
}
