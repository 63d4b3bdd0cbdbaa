//! What a password is compared with.

use inzage_domain::{
    AccountId, PhoneNumber,
    access::AccountState,
    log::{EventAction, EventCode},
};
use uuid::Uuid;

use crate::{
    Organisation, RequestContext, Store, StoreError,
    access::account_line,
    db::{execute, fetch_optional},
    people::{AccountProfile, account_place, user_hash},
    time::micros,
};

/// What a log-in is checked against. `Debug` is not derived: it holds a password hash.
#[derive(Clone)]
pub struct Credentials {
    /// The way in.
    pub account: AccountId,
    /// PHC string.
    pub password_hash: String,
    /// Whether it is open. One that is not is refused like a wrong password.
    pub state: AccountState,
    /// Where codes go.
    pub mobile: Option<PhoneNumber>,
    /// Whether it is used for work here (another second factor may apply).
    pub is_employee: bool,
}

#[derive(sqlx::FromRow)]
struct Row {
    id: Uuid,
    password_hash: String,
    state: String,
    sealed_profile: Vec<u8>,
    is_employee: bool,
}

impl Store {
    /// The credentials of a user name, whatever the state of the account. Capitals and spaces
    /// around the name do not matter.
    pub async fn find_credentials(
        &self,
        organisation: &Organisation,
        user_name: &str,
    ) -> Result<Option<Credentials>, StoreError> {
        let id = organisation.id();
        let keys = self.keys().organisation(id).await?;
        let row = fetch_optional!(
            self.db(),
            Row,
            "SELECT a.id, a.password_hash, a.state, a.sealed_profile,
                    EXISTS (SELECT 1 FROM employment e WHERE e.organisation = a.organisation AND e.account = a.id) AS is_employee
             FROM account a WHERE a.organisation = $1 AND a.user_hash = $2",
            id.uuid(),
            user_hash(&keys, user_name),
        )?;
        let Some(row) = row else { return Ok(None) };
        let account = AccountId::from_uuid(row.id);
        let profile: AccountProfile =
            keys.seal.open_json(&account_place(id, account), &row.sealed_profile)?;
        Ok(Some(Credentials {
            account,
            password_hash: row.password_hash,
            state: AccountState::from_key(&row.state)
                .ok_or(StoreError::Inconsistent { table: "account", what: "state" })?,
            mobile: profile.mobile,
            is_employee: row.is_employee,
        }))
    }

    /// Where codes of an account go.
    pub(super) async fn mobile_of(
        &self,
        organisation: &Organisation,
        account: AccountId,
    ) -> Result<Option<PhoneNumber>, StoreError> {
        Ok(self.profile_of(organisation, account).await?.and_then(|profile| profile.mobile))
    }

    /// The user name of an account: failures are counted under it. `None` when there is no such
    /// account in this organisation.
    pub async fn user_name_of(
        &self,
        organisation: &Organisation,
        account: AccountId,
    ) -> Result<Option<String>, StoreError> {
        Ok(self.profile_of(organisation, account).await?.map(|profile| profile.user_name))
    }

    async fn profile_of(
        &self,
        organisation: &Organisation,
        account: AccountId,
    ) -> Result<Option<AccountProfile>, StoreError> {
        let id = organisation.id();
        let row = fetch_optional!(
            self.db(),
            (Vec<u8>,),
            "SELECT sealed_profile FROM account WHERE organisation = $1 AND id = $2",
            id.uuid(),
            account.uuid(),
        )?;
        let Some((sealed,)) = row else { return Ok(None) };
        let keys = self.keys().organisation(id).await?;
        Ok(Some(keys.seal.open_json(&account_place(id, account), &sealed)?))
    }

    /// Keeps the same password under newer parameters.
    pub async fn update_password_hash(
        &self,
        organisation: &Organisation,
        account: AccountId,
        password_hash: &str,
        context: &RequestContext,
    ) -> Result<(), StoreError> {
        crate::people::check_texts(&[password_hash])?;
        let line = account_line(
            organisation.id(),
            Some(account),
            "01",
            EventCode::ChangePassword,
            EventAction::Update,
            self.now(),
            context,
        );
        self.write(organisation.id(), (account, password_hash.to_owned(), line), |(account, hash, line), conn| {
            Box::pin(async move {
                let changed = execute!(
                    conn,
                    "UPDATE account SET password_hash = $3, updated_at = $4 WHERE organisation = $1 AND id = $2",
                    line.organisation.uuid(),
                    account.uuid(),
                    hash,
                    micros(line.at),
                )?;
                Ok(((), if changed == 0 { Vec::new() } else { vec![line.clone()] }))
            })
        })
        .await
    }
}
