//! The beginning of a session: one write that ends the old one, begins the new one, registers
//! the log-in (R23) and, where terms are accepted by logging in (R50), accepts them.

use inzage_domain::{
    AccountId, ClientId, EmploymentId, Role, SessionId,
    access::{AccountState, ActingAs},
    log::{EventAction, EventCode, EventOutcome, LogLine, LogThing},
    policy::Acceptance,
    session::{SessionEnd, SessionMethod},
    written::day_of,
};
use jiff::{SignedDuration, Timestamp};
use uuid::Uuid;

use super::token::{new_token, token_hash};
use crate::{
    Organisation, RequestContext, Store, StoreError,
    access::{SessionContext, account_line, context_place, role_code},
    db::{Conn, execute, fetch_all},
    time::micros,
};

struct Begin {
    token_hash: Vec<u8>,
    old_hash: Option<Vec<u8>>,
    id: SessionId,
    account: AccountId,
    expires_at: Timestamp,
    sealed_context: Vec<u8>,
    accepts: bool,
    /// Whether a session may begin in this way: of somebody who works here, and of somebody who does
    /// not.
    admits: [bool; 2],
    method: SessionMethod,
    only_client: Option<ClientId>,
    /// From outside the networks of staff: no session for somebody who works here (R91).
    outside: bool,
    line: LogLine,
}

impl Store {
    /// Begins a session after a completed log-in. `old` is the session of the same browser, which
    /// ends. `None` when the account is not open (any more), or is used for work and the address is
    /// outside the networks of staff.
    pub async fn session_create(
        &self,
        organisation: &Organisation,
        account: AccountId,
        old: Option<&str>,
        context: &RequestContext,
    ) -> Result<Option<String>, StoreError> {
        self.session_create_by(organisation, account, SessionMethod::Password, None, old, context).await
    }

    /// The same after another way of logging in. `only_client` is the one client whose record the
    /// session opens, where a proxy logged in for that client (R120).
    pub(super) async fn session_create_by(
        &self,
        organisation: &Organisation,
        account: AccountId,
        method: SessionMethod,
        only_client: Option<ClientId>,
        old: Option<&str>,
        context: &RequestContext,
    ) -> Result<Option<String>, StoreError> {
        let now = self.now();
        let keys = self.keys().organisation(organisation.id()).await?;
        let (token, hash) = new_token(self.chance());
        let id = SessionId::new(self.clock(), self.chance());
        let known =
            SessionContext { address: context.address.clone(), user_agent: context.user_agent.clone() };
        let mut line = account_line(
            organisation.id(),
            Some(account),
            "01",
            EventCode::LogIn,
            EventAction::Execute,
            now,
            context,
        );
        line.things.push(LogThing { kind: "method".into(), id: method.key().into() });
        line.clients.extend(only_client);
        let begin = Begin {
            token_hash: hash,
            old_hash: old.and_then(token_hash),
            id,
            account,
            expires_at: now + SignedDuration::from_hours(organisation.policy().session.absolute_hours.into()),
            sealed_context: keys.seal.seal_json(
                self.chance(),
                &context_place(organisation.id(), id),
                &known,
            )?,
            accepts: organisation.policy().acceptance == Acceptance::EachLogIn,
            admits: [true, false].map(|works| organisation.policy().admits(method, works)),
            method,
            only_client,
            outside: !organisation.policy().staff_networks.allows(&context.address),
            line,
        };
        let is_open = self
            .write(organisation.id(), begin, |begin, conn| Box::pin(async move { begin.run(conn).await }))
            .await?;
        Ok(is_open.then_some(token))
    }
}

impl Begin {
    async fn run(&self, conn: &mut Conn) -> Result<(bool, Vec<LogLine>), StoreError> {
        let (organisation, now) = (self.line.organisation.uuid(), micros(self.line.at));
        let Some(acting) = self.capacity(conn, organisation, now).await? else {
            return Ok((false, Vec::new()));
        };
        // Whatever led here: where clients log in with DigiD, nothing else begins a private session.
        let [work, private] = self.admits;
        if !(if acting == ActingAs::Personal { private } else { work }) {
            return Ok((false, Vec::new()));
        }
        if self.outside && matches!(acting, ActingAs::Employee { .. }) {
            let mut line = self.line.clone();
            line.outcome = EventOutcome::Refused;
            line.refusal = Some("outside-network".into());
            return Ok((false, vec![line]));
        }
        if let Some(old) = &self.old_hash {
            execute!(
                conn,
                "UPDATE session SET ended_at = $3, end_reason = $4 WHERE organisation = $1 AND token_hash = $2 AND ended_at IS NULL",
                organisation,
                old,
                now,
                SessionEnd::Rotated.key(),
            )?;
        }
        let (employment, capacity) = match acting {
            ActingAs::Employee { employment, role } => (Some(employment.uuid()), role.key()),
            ActingAs::Personal | ActingAs::Operator => (None, "personal"),
        };
        execute!(
            conn,
            "INSERT INTO session (organisation, token_hash, id, account, employment, created_at, seen_at, expires_at, sealed_context, method, only_client, proved_at) VALUES ($1, $2, $3, $4, $5, $6, $6, $7, $8, $9, $10, $6)",
            organisation,
            &self.token_hash,
            self.id.uuid(),
            self.account.uuid(),
            employment,
            now,
            micros(self.expires_at),
            &self.sealed_context,
            self.method.key(),
            self.only_client.map(ClientId::uuid),
        )?;
        execute!(
            conn,
            "INSERT INTO login_day (organisation, day, capacity, logins) VALUES ($1, $2, $3, 1) ON CONFLICT (organisation, day, capacity) DO UPDATE SET logins = login_day.logins + 1",
            organisation,
            day_of(self.line.at).to_string(),
            capacity,
        )?;
        if self.accepts {
            execute!(
                conn,
                "INSERT INTO terms_acceptance (organisation, account, version, session, accepted_at)
                 SELECT v.organisation, $2, v.id, $3, $4 FROM terms_version v
                 WHERE v.organisation = $1 AND v.valid_from <= $4
                   AND NOT EXISTS (SELECT 1 FROM terms_version n WHERE n.organisation = v.organisation AND n.document = v.document
                                   AND n.valid_from <= $4 AND (n.valid_from, n.id) > (v.valid_from, v.id))
                 ON CONFLICT (organisation, account, version, session) DO NOTHING",
                organisation,
                self.account.uuid(),
                self.id.uuid(),
                now,
            )?;
        }
        let mut line = self.line.clone();
        role_code(acting).clone_into(&mut line.user.role_code);
        Ok((true, vec![line]))
    }

    /// The capacity of the session: as an employee when the account is used for work (one that
    /// covers this instant, else the newest, which then permits nothing). `None` when the account
    /// is not open.
    async fn capacity(
        &self,
        conn: &mut Conn,
        organisation: Uuid,
        now: i64,
    ) -> Result<Option<ActingAs>, StoreError> {
        let rows = fetch_all!(
            conn,
            (String, Option<Uuid>, Option<String>),
            "SELECT a.state, e.id, e.role FROM account a
             LEFT JOIN employment e ON e.organisation = a.organisation AND e.account = a.id
             WHERE a.organisation = $1 AND a.id = $2
             ORDER BY CASE WHEN e.from_at <= $3 AND (e.until_at IS NULL OR e.until_at > $3) THEN 0 ELSE 1 END, e.from_at DESC, e.id
             LIMIT 1",
            organisation,
            self.account.uuid(),
            now,
        )?;
        let Some((state, employment, role)) = rows.into_iter().next() else { return Ok(None) };
        if state != AccountState::Active.key() {
            return Ok(None);
        }
        match (employment, role) {
            (Some(employment), Some(role)) => Ok(Some(ActingAs::Employee {
                employment: EmploymentId::from_uuid(employment),
                role: Role::from_key(&role)
                    .ok_or(StoreError::Inconsistent { table: "employment", what: "role" })?,
            })),
            _ => Ok(Some(ActingAs::Personal)),
        }
    }
}
