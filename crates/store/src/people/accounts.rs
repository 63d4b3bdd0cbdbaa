//! Persons, accounts, locations and employments, made and changed by commands.

use inzage_domain::{
    AccountId, ClientId, EmploymentId, LocationId, OrganisationId, PersonId, PhoneNumber, Role,
    access::AccountState,
    log::{EventAction, EventCode, LogLine, LogThing},
};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{NewRole, check_texts};
use crate::{
    Operator, Store, StoreError,
    db::{Conn, execute, fetch_all, fetch_optional},
    keys::OrganisationKeys,
    seal::Place,
    time::micros,
};

/// The sealed part of an account.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct AccountProfile {
    pub(crate) user_name: String,
    pub(crate) display_name: String,
    pub(crate) mobile: Option<PhoneNumber>,
    pub(crate) email: Option<String>,
}

pub(crate) const fn account_place(organisation: OrganisationId, account: AccountId) -> Place {
    Place::new(organisation, "account.sealed_profile", account.uuid())
}

pub(crate) const fn person_place(organisation: OrganisationId, person: PersonId) -> Place {
    Place::new(organisation, "person.sealed_profile", person.uuid())
}

/// User names are compared without capitals and spaces around them.
pub(crate) fn user_hash(keys: &OrganisationKeys, user_name: &str) -> Vec<u8> {
    keys.index.token("user name", &user_name.trim().to_lowercase())
}

/// A new way in.
#[derive(Clone)]
pub struct NewAccount {
    /// Whose it is.
    pub person: PersonId,
    /// What is typed at log-in; unique in the organisation.
    pub user_name: String,
    /// How the person is greeted.
    pub display_name: String,
    /// Where codes go.
    pub mobile: Option<PhoneNumber>,
    /// Where notices go.
    pub email: Option<String>,
    /// PHC string of the password (argon2id), made by the caller.
    pub password_hash: String,
}

/// New work of an account.
#[derive(Clone, Copy, Debug)]
pub struct NewEmployment {
    /// The account used for this work only.
    pub account: AccountId,
    /// The role.
    pub role: Role,
    /// Where; everywhere when there is none.
    pub location: Option<LocationId>,
    /// From when.
    pub from: Timestamp,
    /// Until when, exclusive.
    pub until: Option<Timestamp>,
}

/// What a command may know of an account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AccountSummary {
    /// The account.
    pub account: AccountId,
    /// Whose it is.
    pub person: PersonId,
    /// Whether it is open.
    pub state: AccountState,
    /// The clients whose own account this is (none for staff and contacts).
    pub own_clients: Vec<ClientId>,
}

/// An account as it is kept.
#[derive(Clone)]
pub(crate) struct AccountRow {
    pub(crate) id: AccountId,
    pub(crate) person: PersonId,
    pub(crate) user_hash: Vec<u8>,
    pub(crate) sealed_profile: Vec<u8>,
    /// PHC string.
    pub(crate) password_hash: String,
}

/// Keeps a human; the line says where and when.
pub(crate) async fn insert_person(
    conn: &mut Conn,
    line: &LogLine,
    id: PersonId,
    sealed_profile: &[u8],
) -> Result<(), StoreError> {
    execute!(
        conn,
        "INSERT INTO person (organisation, id, sealed_profile, created_at) VALUES ($1, $2, $3, $4)",
        line.organisation.uuid(),
        id.uuid(),
        sealed_profile,
        micros(line.at),
    )?;
    Ok(())
}

/// Keeps an open account; the line says where and when. Conflict when the user name is taken.
pub(crate) async fn insert_account(
    conn: &mut Conn,
    line: &LogLine,
    row: &AccountRow,
) -> Result<(), StoreError> {
    execute!(
        conn,
        "INSERT INTO account (organisation, id, person, user_hash, sealed_profile, password_hash, state, created_at, updated_at) VALUES ($1, $2, $3, $4, $5, $6, 'active', $7, $7)",
        line.organisation.uuid(),
        row.id.uuid(),
        row.person.uuid(),
        &row.user_hash,
        &row.sealed_profile,
        &row.password_hash,
        micros(line.at),
    )
    .map_err(|error| error.unique("account"))?;
    Ok(())
}

impl Store {
    /// Registers a human. The name is sealed.
    pub async fn create_person(&self, operator: &Operator, name: &str) -> Result<PersonId, StoreError> {
        let organisation = operator.organisation().id();
        let id = PersonId::new(self.clock(), self.chance());
        let keys = self.keys().organisation(organisation).await?;
        let sealed = keys.seal.seal_json(self.chance(), &person_place(organisation, id), &name)?;
        let line = operator.line(EventCode::ChangeRights, EventAction::Create, self.now());
        self.write(organisation, (id, sealed, line), |(id, sealed, line), conn| {
            Box::pin(async move {
                let mut line = line.clone();
                line.things.push(LogThing { kind: "person".into(), id: id.to_string() });
                insert_person(conn, &line, *id, sealed).await?;
                Ok((*id, vec![line]))
            })
        })
        .await
    }

    /// Makes a way in. Conflict when the user name is taken.
    pub async fn create_account(
        &self,
        operator: &Operator,
        new: &NewAccount,
    ) -> Result<AccountId, StoreError> {
        check_texts(&[&new.user_name, &new.display_name, &new.password_hash])?;
        let organisation = operator.organisation().id();
        let id = AccountId::new(self.clock(), self.chance());
        let keys = self.keys().organisation(organisation).await?;
        let profile = AccountProfile {
            user_name: new.user_name.trim().to_owned(),
            display_name: new.display_name.clone(),
            mobile: new.mobile.clone(),
            email: new.email.clone(),
        };
        let sealed = keys.seal.seal_json(self.chance(), &account_place(organisation, id), &profile)?;
        let mut line = operator.line(EventCode::ChangeRights, EventAction::Create, self.now());
        line.things.push(LogThing { kind: "account".into(), id: id.to_string() });
        let row = AccountRow {
            id,
            person: new.person,
            user_hash: user_hash(&keys, &new.user_name),
            sealed_profile: sealed,
            password_hash: new.password_hash.clone(),
        };
        self.write(organisation, (row, line), |(row, line), conn| {
            Box::pin(async move {
                insert_account(conn, line, row).await?;
                Ok((row.id, vec![line.clone()]))
            })
        })
        .await
    }

    /// Opens, blocks or closes an account; what is not open has no sessions.
    pub async fn set_account_state(
        &self,
        operator: &Operator,
        account: AccountId,
        state: AccountState,
    ) -> Result<(), StoreError> {
        let mut line = operator.line(EventCode::ChangeRights, EventAction::Update, self.now());
        line.things.push(LogThing { kind: "account".into(), id: account.to_string() });
        self.write(operator.organisation().id(), (account, state, line), |(account, state, line), conn| {
            Box::pin(async move {
                let organisation = line.organisation.uuid();
                let changed = execute!(
                    conn,
                    "UPDATE account SET state = $3, updated_at = $4 WHERE organisation = $1 AND id = $2",
                    organisation,
                    account.uuid(),
                    state.key(),
                    micros(line.at),
                )?;
                if changed == 0 {
                    return Err(StoreError::Inconsistent { table: "account", what: "no such account" });
                }
                if *state != AccountState::Active {
                    execute!(
                        conn,
                        "UPDATE session SET ended_at = $3, end_reason = 'elsewhere' WHERE organisation = $1 AND account = $2 AND ended_at IS NULL",
                        organisation,
                        account.uuid(),
                        micros(line.at),
                    )?;
                }
                Ok(((), vec![line.clone()]))
            })
        })
        .await
    }

    /// Registers a place where care is given. Its name is not secret.
    pub async fn create_location(
        &self,
        operator: &Operator,
        name: &str,
        care_type: &str,
    ) -> Result<LocationId, StoreError> {
        check_texts(&[name, care_type])?;
        let id = LocationId::new(self.clock(), self.chance());
        let line = operator.line(EventCode::ChangeOrganisation, EventAction::Create, self.now());
        let input = (id, name.to_owned(), care_type.to_owned(), line);
        self.write(operator.organisation().id(), input, |(id, name, care_type, line), conn| {
            Box::pin(async move {
                execute!(
                    conn,
                    "INSERT INTO location (organisation, id, name, care_type, created_at) VALUES ($1, $2, $3, $4, $5)",
                    line.organisation.uuid(),
                    id.uuid(),
                    name,
                    care_type,
                    micros(line.at),
                )?;
                Ok((*id, vec![line.clone()]))
            })
        })
        .await
    }

    /// Gives an account its work. From then on its sessions act as an employee, never privately.
    pub async fn create_employment(
        &self,
        operator: &Operator,
        new: NewEmployment,
    ) -> Result<EmploymentId, StoreError> {
        let id = EmploymentId::new(self.clock(), self.chance());
        let mut line = operator.line(EventCode::ChangeRights, EventAction::Create, self.now());
        line.things.push(LogThing { kind: "employment".into(), id: id.to_string() });
        self.write(operator.organisation().id(), (id, new, line), |(id, new, line), conn| {
            Box::pin(async move {
                let NewEmployment { account, role, location, from, until } = *new;
                NewRole { role, location, from, until }.insert(conn, *id, account, line).await?;
                Ok((*id, vec![line.clone()]))
            })
        })
        .await
    }

    /// Ends an employment at an instant.
    pub async fn end_employment(
        &self,
        operator: &Operator,
        employment: EmploymentId,
        until: Timestamp,
    ) -> Result<(), StoreError> {
        let mut line = operator.line(EventCode::ChangeRights, EventAction::Update, self.now());
        line.things.push(LogThing { kind: "employment".into(), id: employment.to_string() });
        self.write(
            operator.organisation().id(),
            (employment, until, line),
            |(employment, until, line), conn| {
                Box::pin(async move {
                    execute!(
                        conn,
                        "UPDATE employment SET until_at = $3 WHERE organisation = $1 AND id = $2",
                        line.organisation.uuid(),
                        employment.uuid(),
                        micros(*until),
                    )?;
                    Ok(((), vec![line.clone()]))
                })
            },
        )
        .await
    }

    /// The account with this user name, for a command.
    pub async fn account_by_user_name(
        &self,
        operator: &Operator,
        user_name: &str,
    ) -> Result<Option<AccountSummary>, StoreError> {
        let organisation = operator.organisation().id();
        let keys = self.keys().organisation(organisation).await?;
        let row = fetch_optional!(
            self.db(),
            (Uuid, Uuid, String),
            "SELECT id, person, state FROM account WHERE organisation = $1 AND user_hash = $2",
            organisation.uuid(),
            user_hash(&keys, user_name),
        )?;
        let Some((account, person, state)) = row else { return Ok(None) };
        let own = fetch_all!(
            self.db(),
            (Uuid,),
            "SELECT client FROM relation WHERE organisation = $1 AND person = $2 AND basis = 'own' AND withdrawn_at IS NULL ORDER BY created_at, id",
            organisation.uuid(),
            person,
        )?;
        Ok(Some(AccountSummary {
            account: AccountId::from_uuid(account),
            person: PersonId::from_uuid(person),
            state: AccountState::from_key(&state)
                .ok_or(StoreError::Inconsistent { table: "account", what: "state" })?,
            own_clients: own.into_iter().map(|(client,)| ClientId::from_uuid(client)).collect(),
        }))
    }
}
