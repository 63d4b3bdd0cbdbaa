//! The review of emergency accesses by a privacy officer (R19): a list, and a verdict that never changes.

use inzage_domain::{
    AccountId, ClientId, EmergencyId, OrganisationId,
    access::{EmergencyReason, EmergencyVerdict, Permit, Refusal, ReviewEmergency},
    log::{EventAction, EventCode, LogThing},
};
use jiff::Timestamp;
use uuid::Uuid;

use super::{AccountProfile, account_place, check_texts, emergency::words_place};
use crate::{
    Actor, Permitted, Recorded, RequestContext, Store, StoreError,
    access::{account_line, role_code},
    db::{execute, fetch_all, fetch_optional},
    seal::{Place, digest},
    time::{instant, micros},
    writer::{Claim, Once},
};

/// Accesses that the list of reviews shows at most.
const LISTED: i64 = 200;
/// An emergency access, for its review. No `Debug`: it names people.
#[derive(Clone, PartialEq, Eq)]
pub struct EmergencyCase {
    /// Its id.
    pub id: EmergencyId,
    /// Whose record.
    pub client: ClientId,
    /// The client's name; `None` where the record was destroyed.
    pub client_name: Option<String>,
    /// Who opened it.
    pub by: String,
    /// Whether the reader opened it, with this account or another one.
    pub mine: bool,
    /// Why.
    pub reason: EmergencyReason,
    /// In one's own words; empty where the record was destroyed.
    pub words: String,
    /// From when.
    pub opened: Timestamp,
    /// Until when, exclusive: by itself, or where its holder ended it.
    pub until: Timestamp,
    /// How many pages of the record were opened through it.
    pub looked: u32,
    /// What a privacy officer found, once one did.
    pub review: Option<EmergencyReview>,
}

/// What was found of an emergency access.
#[derive(Clone, PartialEq, Eq)]
pub struct EmergencyReview {
    /// What.
    pub verdict: EmergencyVerdict,
    /// By whom.
    pub by: String,
    /// When.
    pub at: Timestamp,
    /// A note; can be empty.
    pub note: String,
}

/// What came of a review.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reviewed {
    /// It is kept, now or by the same form before.
    Done,
    /// It is the reviewer's own.
    Own,
    /// There is no such access, or somebody reviewed it before.
    NotThere,
}

const NOT_THERE: &str = "emergency access that is not there";
const OWN: &str = "emergency access of one's own";

const fn note_place(organisation: OrganisationId, id: EmergencyId) -> Place {
    Place::new(organisation, "emergency_review.sealed_note", id.uuid())
}

#[derive(sqlx::FromRow)]
struct Row {
    id: Uuid,
    client: Uuid,
    account: Uuid,
    sealed_profile: Vec<u8>,
    mine: bool,
    reason: String,
    sealed_words: Vec<u8>,
    opened_at: i64,
    until_at: i64,
    ended_at: Option<i64>,
    looked: i64,
    verdict: Option<String>,
    reviewed_at: Option<i64>,
    reviewer: Option<Uuid>,
    reviewer_profile: Option<Vec<u8>>,
    sealed_note: Option<Vec<u8>>,
}

impl Store {
    /// Emergency accesses of the organisation: those that wait for a review, the oldest first, then those
    /// that were reviewed, the newest first; with `only` that one. One line in the log names every client
    /// that is shown.
    pub async fn emergencies(
        &self,
        actor: &Actor,
        only: Option<EmergencyId>,
        context: &RequestContext,
    ) -> Result<Result<Recorded<Vec<EmergencyCase>>, Refusal>, StoreError> {
        self.permit_then::<ReviewEmergency, _, _>(actor, context, async |permit| {
            let cases = self.emergency_cases(permit, only).await?;
            let shown = cases.iter().map(|case| case.client).collect();
            Ok((cases, shown))
        })
        .await
    }

    async fn emergency_cases(
        &self,
        permit: &Permit<ReviewEmergency>,
        only: Option<EmergencyId>,
    ) -> Result<Vec<EmergencyCase>, StoreError> {
        let organisation = permit.organisation();
        let rows = fetch_all!(
            self.db(),
            Row,
            "SELECT x.id, x.client, x.account, a.sealed_profile,
                    a.person = (SELECT own.person FROM account own WHERE own.organisation = $1 AND own.id = $2) AS mine,
                    x.reason, x.sealed_words, x.opened_at, x.until_at, n.at AS ended_at,
                    (SELECT COUNT(*) FROM log_object o JOIN log_line l ON l.organisation = o.organisation AND l.seq = o.seq
                     WHERE o.organisation = x.organisation AND o.client = x.client AND l.actor = x.account AND l.event = 'read-record'
                       AND l.outcome = '1' AND l.at >= x.opened_at AND l.at < COALESCE(n.at, x.until_at)) AS looked,
                    v.verdict, v.at AS reviewed_at, v.by_account AS reviewer, w.sealed_profile AS reviewer_profile, v.sealed_note
             FROM emergency_access x
             JOIN account a ON a.organisation = x.organisation AND a.id = x.account
             LEFT JOIN emergency_end n ON n.organisation = x.organisation AND n.emergency = x.id
             LEFT JOIN emergency_review v ON v.organisation = x.organisation AND v.emergency = x.id
             LEFT JOIN account w ON w.organisation = v.organisation AND w.id = v.by_account
             WHERE x.organisation = $1 AND ($4 IS NULL OR x.id = $4)
             ORDER BY CASE WHEN v.at IS NULL THEN 0 ELSE 1 END, CASE WHEN v.at IS NULL THEN x.opened_at ELSE -x.opened_at END, x.id
             LIMIT $3",
            organisation.uuid(),
            permit.account().uuid(),
            LISTED,
            only.map(EmergencyId::uuid),
        )?;
        let clients: Vec<ClientId> = rows.iter().map(|row| ClientId::from_uuid(row.client)).collect();
        let names = self.client_names(organisation, &clients).await?;
        let own = self.keys().clients(organisation, &clients).await?;
        let keys = self.keys().organisation(organisation).await?;
        let odd = |what| StoreError::Inconsistent { table: "emergency_access", what };
        let called = |account: Uuid, sealed: &[u8]| {
            let place = account_place(organisation, AccountId::from_uuid(account));
            keys.seal.open_json(&place, sealed).map(|profile: AccountProfile| profile.display_name)
        };
        rows.into_iter()
            .map(|row| {
                let (id, client) = (EmergencyId::from_uuid(row.id), ClientId::from_uuid(row.client));
                let review = match (row.verdict, row.reviewed_at, row.reviewer, row.sealed_note) {
                    (Some(verdict), Some(at), Some(reviewer), Some(note)) => Some(EmergencyReview {
                        verdict: EmergencyVerdict::from_key(&verdict).ok_or(odd("verdict"))?,
                        by: called(reviewer, &row.reviewer_profile.unwrap_or_default())?,
                        at: instant(at)?,
                        note: keys.seal.open_json(&note_place(organisation, id), &note)?,
                    }),
                    _ => None,
                };
                Ok(EmergencyCase {
                    id,
                    client,
                    client_name: names.iter().find(|(one, _)| *one == client).map(|(_, name)| name.full()),
                    by: called(row.account, &row.sealed_profile)?,
                    mine: row.mine,
                    reason: EmergencyReason::from_key(&row.reason).ok_or(odd("reason"))?,
                    words: match own.get(&client) {
                        Some(own) => own.seal.open_json(&words_place(organisation, id), &row.sealed_words)?,
                        None => String::new(),
                    },
                    opened: instant(row.opened_at)?,
                    until: instant(row.ended_at.unwrap_or(row.until_at))?,
                    looked: u32::try_from(row.looked).unwrap_or(u32::MAX),
                    review,
                })
            })
            .collect()
    }

    /// Keeps what a privacy officer found of an emergency access, once and for good. Nobody reviews the
    /// own, also not with another account of the same person.
    pub async fn review_emergency(
        &self,
        permit: &Permitted<ReviewEmergency>,
        id: EmergencyId,
        verdict: EmergencyVerdict,
        note: &str,
        key: Uuid,
        context: &RequestContext,
    ) -> Result<Reviewed, StoreError> {
        check_texts(&[note])?;
        let organisation = permit.organisation();
        let keys = self.keys().organisation(organisation).await?;
        let sealed_note = keys.seal.seal_json(self.chance(), &note_place(organisation, id), &note)?;
        let claim = Claim {
            organisation: organisation.uuid(),
            account: permit.account().uuid(),
            key,
            act_hash: digest(format!("review {id} {} {note}", verdict.key()).as_bytes()),
            at: permit.at(),
        };
        let line = account_line(
            organisation,
            Some(permit.account()),
            role_code(permit.acting()),
            EventCode::ReviewEmergency,
            EventAction::Create,
            permit.at(),
            context,
        );
        let input = (id, verdict, sealed_note, permit.account(), line);
        let kept = self
            .write_once(organisation, claim, Vec::new(), input, |(id, verdict, note, by, line), conn| {
                Box::pin(async move {
                    let organisation = line.organisation.uuid();
                    let (client, own) = fetch_optional!(
                        conn,
                        (Uuid, bool),
                        "SELECT x.client, a.person = (SELECT own.person FROM account own WHERE own.organisation = $1 AND own.id = $3)
                         FROM emergency_access x JOIN account a ON a.organisation = x.organisation AND a.id = x.account
                         WHERE x.organisation = $1 AND x.id = $2",
                        organisation,
                        id.uuid(),
                        by.uuid(),
                    )?
                    .ok_or(StoreError::Conflict(NOT_THERE))?;
                    if own {
                        return Err(StoreError::Conflict(OWN));
                    }
                    let kept = execute!(
                        conn,
                        "INSERT INTO emergency_review (organisation, emergency, verdict, by_account, at, sealed_note) VALUES ($1, $2, $3, $4, $5, $6)
                         ON CONFLICT (organisation, emergency) DO NOTHING",
                        organisation,
                        id.uuid(),
                        verdict.key(),
                        by.uuid(),
                        micros(line.at),
                        note,
                    )?;
                    if kept == 0 {
                        return Err(StoreError::Conflict(NOT_THERE));
                    }
                    let mut line = line.clone();
                    line.clients.push(ClientId::from_uuid(client));
                    line.things.push(LogThing { kind: "emergency".into(), id: id.to_string() });
                    Ok(((), vec![line]))
                })
            })
            .await;
        match kept {
            Ok(Once::Now(()) | Once::Before(_)) => Ok(Reviewed::Done),
            Ok(Once::Reused) | Err(StoreError::Conflict(NOT_THERE)) => Ok(Reviewed::NotThere),
            Err(StoreError::Conflict(OWN)) => Ok(Reviewed::Own),
            Err(error) => Err(error),
        }
    }
}
