//! Everything a decision rests on, in one query: session, account, employment, terms, policy
//! version and, for an act about a client, the client and the person's relations to it.

use inzage_domain::{
    AccountId, Basis, CareState, ClientId, EmploymentId, OrganisationId, PersonId, RelationId, Role,
    SessionId,
    access::{AccountState, ActingAs, ActorFacts, ClientFacts, Facts, Kinds, RelationFact},
    policy::{Acceptance, Policy},
    session::{Lifetime, SessionEnd, SessionMethod, lifetime},
    written::day_of,
};
use jiff::{Timestamp, civil::Date};
use uuid::Uuid;

use crate::{
    StoreError,
    db::{Db, fetch_all},
    people::{emergency_open, shown_now, works_there},
    time::{instant, maybe_instant, micros},
};

/// The session with account, employment and terms, and what more is asked for.
macro_rules! session_sql {
    ($columns:expr, $joins:literal) => {
        concat!(
            "SELECT s.id AS session, s.account, s.employment, s.created_at, s.seen_at, s.ended_at, s.end_reason, s.method, s.only_client, s.proved_at,
                    a.person, a.state, a.sealed_profile, o.policy_version,
                    e.role, e.from_at AS employed_from, e.until_at AS employed_until,
                    EXISTS (SELECT 1 FROM terms_version v
                            WHERE v.organisation = s.organisation AND v.valid_from <= $3
                              AND NOT EXISTS (SELECT 1 FROM terms_version n
                                              WHERE n.organisation = v.organisation AND n.document = v.document
                                                AND n.valid_from <= $3 AND (n.valid_from, n.id) > (v.valid_from, v.id))
                              AND NOT EXISTS (SELECT 1 FROM terms_acceptance t
                                              WHERE t.organisation = v.organisation AND t.account = s.account AND t.version = v.id)
                           ) AS outstanding",
            $columns,
            " FROM session s
             JOIN account a ON a.organisation = s.organisation AND a.id = s.account
             JOIN organisation o ON o.id = s.organisation
             LEFT JOIN employment e ON e.organisation = s.organisation AND e.id = s.employment ",
            $joins,
            " WHERE s.organisation = $1 AND s.token_hash = $2"
        )
    };
}

#[derive(Default, sqlx::FromRow)]
#[sqlx(default)]
#[expect(clippy::struct_excessive_bools, reason = "columns, each asked for by itself")]
pub(super) struct Row {
    session: Uuid,
    account: Uuid,
    employment: Option<Uuid>,
    created_at: i64,
    seen_at: i64,
    ended_at: Option<i64>,
    end_reason: Option<String>,
    method: String,
    proved_at: i64,
    only_client: Option<Uuid>,
    person: Uuid,
    state: String,
    sealed_profile: Vec<u8>,
    policy_version: i64,
    role: Option<String>,
    employed_from: Option<i64>,
    employed_until: Option<i64>,
    works_there: bool,
    emergency_until: Option<i64>,
    outstanding: bool,
    client: Option<Uuid>,
    care_state: Option<String>,
    care_ended_at: Option<i64>,
    is_identified: bool,
    is_incapable: bool,
    sealed_demographics: Option<Vec<u8>>,
    relation: Option<Uuid>,
    basis: Option<String>,
    rights: Option<i64>,
    from_at: Option<i64>,
    until_at: Option<i64>,
    withdrawn_at: Option<i64>,
    manages: Option<bool>,
    agreed: Option<i64>,
    together: Option<i64>,
}

/// What the query found.
pub(super) struct Found {
    pub(super) facts: Facts,
    pub(super) session: SessionId,
    pub(super) created_at: Timestamp,
    pub(super) seen_at: Timestamp,
    pub(super) state: Lifetime,
    pub(super) method: SessionMethod,
    pub(super) proved_at: Timestamp,
    /// The one client that a proxy logged in for.
    pub(super) only_client: Option<ClientId>,
    /// It was ended before, so that its end needs no line any more.
    pub(super) ended_before: bool,
    pub(super) sealed_profile: Vec<u8>,
    pub(super) policy_version: i64,
    /// A version of the terms in force has not been accepted, whatever the policy makes of that.
    pub(super) terms_unaccepted: bool,
}

/// The rows of a session, one for each relation to the client (or one).
pub(super) async fn rows(
    db: &Db,
    organisation: OrganisationId,
    token_hash: &[u8],
    now: Timestamp,
    client: Option<ClientId>,
) -> Result<Vec<Row>, StoreError> {
    // A page asks twice: who visits, and then leave to open a client's record. The first is the shorter.
    match client {
        None => fetch_all!(db, Row, session_sql!("", ""), organisation.uuid(), token_hash, micros(now)),
        Some(client) => fetch_all!(
            db,
            Row,
            session_sql!(
                concat!(
                    ", ", works_there!("s.account", "e.role", "$3"), " AS works_there, ", emergency_open!(), ",
                      c.id AS client, c.care_state, c.ended_at AS care_ended_at, c.identified_at IS NOT NULL AS is_identified,
                      c.incapable_since IS NOT NULL AS is_incapable, c.sealed_demographics,
                      r.id AS relation, r.basis, r.rights, r.from_at, r.until_at, r.withdrawn_at, r.manages, r.agreed, ",
                    shown_now!()
                ),
                "LEFT JOIN client c ON c.organisation = s.organisation AND c.id = $4 AND c.destroyed_at IS NULL
                 LEFT JOIN relation r ON r.organisation = c.organisation AND r.client = c.id AND r.person = a.person
                      AND (s.only_client IS NULL OR s.only_client = r.client)"
            ),
            organisation.uuid(),
            token_hash,
            micros(now),
            client.uuid(),
        ),
    }
}

/// The sealed details of the client that the rows are about, where the actor is a private person:
/// only for them does the client's age count.
pub(super) fn sealed_client(rows: &[Row]) -> Option<(ClientId, &[u8])> {
    let row = rows.first().filter(|row| row.employment.is_none())?;
    Some((ClientId::from_uuid(row.client?), row.sealed_demographics.as_deref()?))
}

/// Turns rows into facts; `born` is the client's date of birth, where it is known. `None` when
/// there is no such session.
pub(super) fn found(
    rows: Vec<Row>,
    organisation: OrganisationId,
    policy: &Policy,
    born: Option<Date>,
    now: Timestamp,
) -> Result<Option<Found>, StoreError> {
    let mut rows = rows.into_iter().peekable();
    let Some(row) = rows.peek() else { return Ok(None) };
    let odd = |what| StoreError::Inconsistent { table: "session", what };
    let created_at = instant(row.created_at)?;
    let seen_at = instant(row.seen_at)?;
    let proved_at = instant(row.proved_at)?;
    let method = SessionMethod::from_key(&row.method).ok_or(odd("method"))?;
    let only_client = row.only_client.map(ClientId::from_uuid);
    let state = match (row.ended_at, &row.end_reason) {
        (None, _) => lifetime(method.times(policy), created_at, seen_at, now),
        (Some(_), reason) => {
            Lifetime::Over(reason.as_deref().and_then(SessionEnd::from_key).ok_or(odd("reason of its end"))?)
        }
    };
    let acting = match (row.employment, &row.role) {
        (None, _) => ActingAs::Personal,
        (Some(employment), role) => ActingAs::Employee {
            employment: EmploymentId::from_uuid(employment),
            role: role.as_deref().and_then(Role::from_key).ok_or(odd("role"))?,
        },
    };
    let employed = maybe_instant(row.employed_from)?.is_some_and(|from| from <= now)
        && maybe_instant(row.employed_until)?.is_none_or(|until| now < until);
    let gate = match policy.acceptance {
        Acceptance::Page => true,
        // Accepted by logging in, by use, or after notice: nothing to ask on a page.
        Acceptance::EachLogIn | Acceptance::ByUse | Acceptance::AfterNotice => false,
    };
    let actor = ActorFacts {
        organisation,
        account: AccountId::from_uuid(row.account),
        person: PersonId::from_uuid(row.person),
        acting,
        state: AccountState::from_key(&row.state).ok_or(odd("state of the account"))?,
        employed,
        works_there: row.works_there,
        emergency_until: maybe_instant(row.emergency_until)?,
        session_live: matches!(state, Lifetime::Live { .. }),
        terms_accepted: !(gate && row.outstanding),
    };
    let client = match (row.client, &row.care_state) {
        (Some(client), Some(care)) => Some(ClientFacts {
            organisation,
            client: ClientId::from_uuid(client),
            state: CareState::from_key(care).ok_or(odd("state of care"))?,
            ended_on: maybe_instant(row.care_ended_at)?.map(day_of),
            born,
            identified: row.is_identified,
            incapable: row.is_incapable,
        }),
        _ => None,
    };
    let (session, ended_before) = (SessionId::from_uuid(row.session), row.ended_at.is_some());
    let (policy_version, sealed_profile) = (row.policy_version, row.sealed_profile.clone());
    let terms_unaccepted = row.outstanding;
    let relations = rows.filter_map(|row| relation(&row).transpose()).collect::<Result<Vec<_>, _>>()?;
    Ok(Some(Found {
        facts: Facts { actor, client, relations, present: Vec::new(), today: day_of(now) },
        session,
        created_at,
        seen_at,
        state,
        method,
        proved_at,
        only_client,
        ended_before,
        sealed_profile,
        policy_version,
        terms_unaccepted,
    }))
}

fn relation(row: &Row) -> Result<Option<RelationFact>, StoreError> {
    let (Some(id), Some(basis), Some(rights), Some(from)) =
        (row.relation, &row.basis, row.rights, row.from_at)
    else {
        return Ok(None);
    };
    Ok(Some(RelationFact {
        id: RelationId::from_uuid(id),
        basis: Basis::from_key(basis).ok_or(StoreError::Inconsistent { table: "relation", what: "basis" })?,
        kinds: Kinds::from_bits(rights),
        from: instant(from)?,
        since: day_of(instant(from)?),
        until: maybe_instant(row.until_at)?,
        withdrawn: maybe_instant(row.withdrawn_at)?,
        manages: row.manages.unwrap_or(false),
        agreed: Kinds::from_bits(row.agreed.unwrap_or(0)),
        together: Kinds::from_bits(row.together.unwrap_or(0)),
    }))
}
