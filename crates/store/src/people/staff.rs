//! Who works here, in which role and where: made and changed by an administrator, against a permit.
//!
//! An account for work comes with the first password still to be chosen: a reset by mail and the
//! mobile number prove both addresses. Nobody changes the own role: an administrator cannot lock
//! the own door, and cannot give themselves more.

use inzage_domain::{
    AccountId, EmailAddress, EmploymentId, LocationId, PersonId, PhoneNumber, Role,
    access::{AccountState, ChangeOrganisation, ReadOrganisation},
    log::{EventAction, EventCode, LogLine, LogThing},
};
use jiff::Timestamp;
use uuid::Uuid;

use super::{
    AccountProfile, AccountRow, account_place, check_texts, insert_account, insert_person, person_place,
    user_hash,
};
use crate::{
    Permitted, RequestContext, ResetMail, Store, StoreError,
    access::{account_line, role_code},
    db::{execute, fetch_all, fetch_optional},
    seal::digest,
    time::{instant, maybe_instant, micros},
    writer::{Claim, Once},
};

/// A role that somebody has here, at one location or at all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StaffRole {
    /// The work.
    pub employment: EmploymentId,
    /// Its role.
    pub role: Role,
    /// Where; everywhere when there is none.
    pub location: Option<LocationId>,
    /// From when.
    pub from: Timestamp,
    /// Until when, exclusive.
    pub until: Option<Timestamp>,
}

/// Somebody who works here or did. No `Debug`: it names somebody.
#[derive(Clone, PartialEq, Eq)]
pub struct StaffMember {
    /// The account for this work.
    pub account: AccountId,
    /// The person's name.
    pub name: String,
    /// What is typed at log-in.
    pub user_name: String,
    /// Whether the account is open.
    pub state: AccountState,
    /// Until when the code for the first password works, where none was chosen yet.
    pub first_until: Option<Timestamp>,
    /// Roles, oldest first.
    pub roles: Vec<StaffRole>,
}

/// A new employee.
#[derive(Clone)]
pub struct NewStaff {
    /// The person's name.
    pub name: String,
    /// What is typed at log-in; unique in the organisation.
    pub user_name: String,
    /// Where the code for the first password goes.
    pub email: EmailAddress,
    /// Where the codes of log-ins go.
    pub mobile: PhoneNumber,
    /// PHC string of a password that nobody knows.
    pub password_hash: String,
    /// The first role.
    pub work: NewRole,
}

/// A role to be given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NewRole {
    /// The role.
    pub role: Role,
    /// Where; everywhere when there is none.
    pub location: Option<LocationId>,
    /// From when.
    pub from: Timestamp,
    /// Until when, exclusive.
    pub until: Option<Timestamp>,
}

/// What came of making an account for work.
#[derive(Clone, PartialEq, Eq)]
pub enum StaffMade {
    /// Made: mail the code for the first password.
    Made(ResetMail),
    /// Somebody has this user name.
    NameTaken,
    /// The location is none of this organisation.
    NoLocation,
    /// The same form was sent before: nothing more was done.
    Before,
}

/// What came of a change of roles.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RoleChanged {
    /// Kept, now or before with the same form.
    Done,
    /// It is one's own account.
    OwnAccount,
    /// The account has another role now, and a session acts in one.
    OtherRole,
    /// There is no such employee, role or location, or the role has ended.
    NotThere,
}

#[derive(sqlx::FromRow)]
struct Row {
    account: Uuid,
    state: String,
    sealed_profile: Vec<u8>,
    first_until: Option<i64>,
    employment: Uuid,
    role: String,
    location: Option<Uuid>,
    from_at: i64,
    until_at: Option<i64>,
}

const NO_LOCATION: &str = "location";
const NOT_THERE: &str = "employment";
const OTHER_ROLE: &str = "role";

/// SQL: that an account works in a role at an instant where client `c` is, or everywhere (R19).
macro_rules! works_there {
    ($account:literal, $role:literal, $now:literal) => {
        concat!(
            "(c.location IS NULL OR EXISTS (SELECT 1 FROM employment l WHERE l.organisation = c.organisation AND l.account = ",
            $account, " AND l.role = ", $role, " AND l.from_at <= ", $now, " AND (l.until_at IS NULL OR l.until_at > ", $now,
            ") AND (l.location IS NULL OR l.location = c.location)))"
        )
    };
}
pub(crate) use works_there;

fn line(
    permit: &Permitted<ChangeOrganisation>,
    action: EventAction,
    at: Timestamp,
    context: &RequestContext,
) -> LogLine {
    let role = role_code(permit.acting());
    let by = Some(permit.account());
    account_line(permit.organisation(), by, role, EventCode::ChangeRights, action, at, context)
}

impl NewRole {
    /// Gives the role to an account of the organisation, at a location of it.
    pub(super) async fn insert(
        &self,
        conn: &mut crate::db::Conn,
        employment: EmploymentId,
        account: AccountId,
        line: &LogLine,
    ) -> Result<(), StoreError> {
        let organisation = line.organisation.uuid();
        if let Some(location) = self.location {
            let known = fetch_optional!(
                conn,
                (Uuid,),
                "SELECT id FROM location WHERE organisation = $1 AND id = $2",
                organisation,
                location.uuid(),
            )?;
            known.ok_or(StoreError::Conflict(NO_LOCATION))?;
        }
        execute!(
            conn,
            "INSERT INTO employment (organisation, id, account, role, location, from_at, until_at, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
            organisation,
            employment.uuid(),
            account.uuid(),
            self.role.key(),
            self.location.map(LocationId::uuid),
            micros(self.from),
            self.until.map(micros),
            micros(line.at),
        )?;
        Ok(())
    }
}

impl Store {
    /// Everybody with an account for work, by the order of their coming; at most five hundred.
    pub async fn staff(&self, permit: &Permitted<ReadOrganisation>) -> Result<Vec<StaffMember>, StoreError> {
        let organisation = permit.organisation();
        let rows = fetch_all!(
            self.db(),
            Row,
            "SELECT a.id AS account, a.state, a.sealed_profile,
                    (SELECT MAX(r.expires_at) FROM password_reset r WHERE r.organisation = a.organisation AND r.account = a.id AND r.way = 'first' AND r.used_at IS NULL) AS first_until,
                    e.id AS employment, e.role, e.location, e.from_at, e.until_at
             FROM employment e JOIN account a ON a.organisation = e.organisation AND a.id = e.account
             WHERE e.organisation = $1 ORDER BY a.created_at, a.id, e.from_at, e.id LIMIT 2000",
            organisation.uuid(),
        )?;
        let keys = self.keys().organisation(organisation).await?;
        let mut found: Vec<StaffMember> = Vec::new();
        for row in rows {
            let odd = |what| StoreError::Inconsistent { table: "employment", what };
            let account = AccountId::from_uuid(row.account);
            let role = StaffRole {
                employment: EmploymentId::from_uuid(row.employment),
                role: Role::from_key(&row.role).ok_or(odd("role"))?,
                location: row.location.map(LocationId::from_uuid),
                from: instant(row.from_at)?,
                until: maybe_instant(row.until_at)?,
            };
            if let Some(last) = found.last_mut().filter(|last| last.account == account) {
                last.roles.push(role);
                continue;
            }
            if found.len() == 500 {
                break;
            }
            let profile: AccountProfile =
                keys.seal.open_json(&account_place(organisation, account), &row.sealed_profile)?;
            found.push(StaffMember {
                account,
                name: profile.display_name,
                user_name: profile.user_name,
                state: AccountState::from_key(&row.state).ok_or(odd("state of the account"))?,
                first_until: maybe_instant(row.first_until)?,
                roles: vec![role],
            });
        }
        Ok(found)
    }

    /// The places where care is given, by name.
    pub async fn locations(
        &self,
        permit: &Permitted<ReadOrganisation>,
    ) -> Result<Vec<(LocationId, String)>, StoreError> {
        let rows = fetch_all!(
            self.db(),
            (Uuid, String),
            "SELECT id, name FROM location WHERE organisation = $1 ORDER BY name, id",
            permit.organisation().uuid(),
        )?;
        Ok(rows.into_iter().map(|(id, name)| (LocationId::from_uuid(id), name)).collect())
    }

    /// Registers a place where care is given (R3, R19). `key` was made when the form was.
    pub async fn location_add(
        &self,
        permit: &Permitted<ChangeOrganisation>,
        name: &str,
        key: Uuid,
        context: &RequestContext,
    ) -> Result<(), StoreError> {
        check_texts(&[name])?;
        let id = LocationId::new(self.clock(), self.chance());
        let mut line = line(permit, EventAction::Create, self.now(), context);
        line.code = EventCode::ChangeOrganisation;
        line.things.push(LogThing { kind: "location".into(), id: id.to_string() });
        let claim = claim(permit, key, &["location", name], line.at);
        self.write_once(permit.organisation(), claim, Vec::new(), (id, name.to_owned(), line), |(id, name, line), conn| {
            Box::pin(async move {
                execute!(
                    conn,
                    "INSERT INTO location (organisation, id, name, care_type, created_at) VALUES ($1, $2, $3, '', $4)",
                    line.organisation.uuid(),
                    id.uuid(),
                    name,
                    micros(line.at),
                )?;
                Ok(((), vec![line.clone()]))
            })
        })
        .await?;
        Ok(())
    }

    /// Makes person, account, first role and the reset for the first password, in one write.
    pub async fn staff_create(
        &self,
        permit: &Permitted<ChangeOrganisation>,
        new: &NewStaff,
        key: Uuid,
        context: &RequestContext,
    ) -> Result<StaffMade, StoreError> {
        check_texts(&[&new.name, &new.user_name, &new.password_hash])?;
        let organisation = permit.organisation();
        let keys = self.keys().organisation(organisation).await?;
        let person = PersonId::new(self.clock(), self.chance());
        let account = AccountId::new(self.clock(), self.chance());
        let employment = EmploymentId::new(self.clock(), self.chance());
        let profile = AccountProfile {
            user_name: new.user_name.trim().to_owned(),
            display_name: new.name.clone(),
            mobile: Some(new.mobile.clone()),
            email: Some(new.email.as_str().to_owned()),
        };
        let sealed_person =
            keys.seal.seal_json(self.chance(), &person_place(organisation, person), &new.name)?;
        let sealed = keys.seal.seal_json(self.chance(), &account_place(organisation, account), &profile)?;
        let by = (organisation, permit.account());
        let (first, mail) = self.first_reset(&keys, by, account, &new.email)?;
        let mut line = line(permit, EventAction::Create, self.now(), context);
        line.things.push(LogThing { kind: "account".into(), id: account.to_string() });
        line.things.push(LogThing { kind: "employment".into(), id: employment.to_string() });
        let claim = claim(permit, key, &["staff", &new.user_name, &new.name, new.email.as_str()], line.at);
        let row = AccountRow {
            id: account,
            person,
            user_hash: user_hash(&keys, &new.user_name),
            sealed_profile: sealed,
            password_hash: new.password_hash.clone(),
        };
        let input = (sealed_person, row, employment, new.work, first, line);
        let made = self
            .write_once(organisation, claim, Vec::new(), input, |input, conn| {
                Box::pin(async move {
                    let (sealed_person, row, employment, work, first, line) = input;
                    insert_person(conn, line, row.person, sealed_person).await?;
                    insert_account(conn, line, row).await?;
                    work.insert(conn, *employment, row.id, line).await?;
                    first.insert(conn, line).await?;
                    Ok(((), vec![line.clone()]))
                })
            })
            .await;
        match made {
            Ok(Once::Now(())) => Ok(StaffMade::Made(mail)),
            Ok(Once::Before(_) | Once::Reused) => Ok(StaffMade::Before),
            Err(StoreError::Conflict("account")) => Ok(StaffMade::NameTaken),
            Err(StoreError::Conflict(NO_LOCATION)) => Ok(StaffMade::NoLocation),
            Err(error) => Err(error),
        }
    }

    /// Gives an employee one more role, or the same at one more location.
    pub async fn staff_role_add(
        &self,
        permit: &Permitted<ChangeOrganisation>,
        account: AccountId,
        work: NewRole,
        key: Uuid,
        context: &RequestContext,
    ) -> Result<RoleChanged, StoreError> {
        if account == permit.account() {
            return Ok(RoleChanged::OwnAccount);
        }
        let employment = EmploymentId::new(self.clock(), self.chance());
        let mut line = line(permit, EventAction::Create, self.now(), context);
        line.things.push(LogThing { kind: "account".into(), id: account.to_string() });
        line.things.push(LogThing { kind: "employment".into(), id: employment.to_string() });
        let place = work.location.map(|location| location.to_string()).unwrap_or_default();
        let claim = claim(permit, key, &["role", &account.to_string(), work.role.key(), &place], line.at);
        let input = (account, employment, work, line);
        let kept = self
            .write_once(
                permit.organisation(),
                claim,
                Vec::new(),
                input,
                |(account, employment, work, line), conn| {
                    Box::pin(async move {
                        // A private account never becomes one for work (design: never mixed).
                        let works = fetch_optional!(
                            conn,
                            (i64,),
                            "SELECT COUNT(*) FROM employment WHERE organisation = $1 AND account = $2",
                            line.organisation.uuid(),
                            account.uuid(),
                        )?;
                        if works.is_none_or(|(number,)| number == 0) {
                            return Err(StoreError::Conflict(NOT_THERE));
                        }
                        let other = fetch_optional!(
                            conn,
                            (i64,),
                            "SELECT COUNT(*) FROM employment WHERE organisation = $1 AND account = $2 AND role <> $3 AND (until_at IS NULL OR until_at > $4)",
                            line.organisation.uuid(),
                            account.uuid(),
                            work.role.key(),
                            micros(line.at),
                        )?;
                        if other.is_some_and(|(number,)| number > 0) {
                            return Err(StoreError::Conflict(OTHER_ROLE));
                        }
                        work.insert(conn, *employment, *account, line).await?;
                        Ok(((), vec![line.clone()]))
                    })
                },
            )
            .await;
        changed(kept.map(|_| ()))
    }

    /// Ends a role now. Sessions in it end with it: each request asks for the employment anew.
    pub async fn staff_role_end(
        &self,
        permit: &Permitted<ChangeOrganisation>,
        employment: EmploymentId,
        context: &RequestContext,
    ) -> Result<RoleChanged, StoreError> {
        let own = fetch_optional!(
            self.db(),
            (Uuid,),
            "SELECT account FROM employment WHERE organisation = $1 AND id = $2",
            permit.organisation().uuid(),
            employment.uuid(),
        )?;
        match own {
            None => return Ok(RoleChanged::NotThere),
            Some((account,)) if account == permit.account().uuid() => return Ok(RoleChanged::OwnAccount),
            Some(_) => {}
        }
        let mut line = line(permit, EventAction::Update, self.now(), context);
        line.things.push(LogThing { kind: "employment".into(), id: employment.to_string() });
        let kept = self
            .write(permit.organisation(), (employment, line), |(employment, line), conn| {
                Box::pin(async move {
                    let ended = execute!(
                        conn,
                        "UPDATE employment SET until_at = $3 WHERE organisation = $1 AND id = $2 AND (until_at IS NULL OR until_at > $3)",
                        line.organisation.uuid(),
                        employment.uuid(),
                        micros(line.at),
                    )?;
                    if ended == 0 {
                        return Err(StoreError::Conflict(NOT_THERE));
                    }
                    Ok(((), vec![line.clone()]))
                })
            })
            .await;
        changed(kept)
    }
}

fn changed(kept: Result<(), StoreError>) -> Result<RoleChanged, StoreError> {
    match kept {
        Ok(()) => Ok(RoleChanged::Done),
        Err(StoreError::Conflict(OTHER_ROLE)) => Ok(RoleChanged::OtherRole),
        Err(StoreError::Conflict(_)) => Ok(RoleChanged::NotThere),
        Err(error) => Err(error),
    }
}

fn claim(permit: &Permitted<ChangeOrganisation>, key: Uuid, act: &[&str], at: Timestamp) -> Claim {
    Claim {
        organisation: permit.organisation().uuid(),
        account: permit.account().uuid(),
        key,
        act_hash: digest(act.join("\n").as_bytes()),
        at,
    }
}
