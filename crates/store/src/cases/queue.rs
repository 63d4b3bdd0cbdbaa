//! What waits: the open cases at the clients where somebody works, the first to be answered first (R19).

use std::collections::HashMap;

use inzage_domain::{
    CaseId, ClientId, ClientName,
    access::{ActingAs, CaseQueue, Permit, Refusal},
    case::{CaseKind, CaseState},
    log::LogThing,
};
use jiff::{Timestamp, civil::Date};
use uuid::Uuid;

use super::{known, read::profile_of};
use crate::{
    Actor, Recorded, RequestContext, Store, StoreError,
    db::fetch_all,
    people::works_there,
    time::{instant, micros},
};

/// A case that waits. What was written is read on its own page.
#[derive(Clone, PartialEq, Eq)]
pub struct QueuedCase {
    /// The case.
    pub id: CaseId,
    /// About whom.
    pub client: ClientId,
    /// That client's name.
    pub client_name: ClientName,
    /// What is asked.
    pub kind: CaseKind,
    /// How far it is.
    pub state: CaseState,
    /// When it was asked.
    pub asked_at: Timestamp,
    /// The last day for the answer.
    pub due_on: Date,
    /// Whether it was told that it takes longer.
    pub extended: bool,
    /// Who treats it, as that account is called.
    pub taken_by: Option<String>,
}

#[derive(sqlx::FromRow)]
struct Row {
    id: Uuid,
    client: Uuid,
    kind: String,
    state: String,
    asked_at: i64,
    due_on: String,
    extended_at: Option<i64>,
    taken_by: Option<Uuid>,
    taker_profile: Option<Vec<u8>>,
}

impl Store {
    /// The open cases that the actor treats, the first due first, at most two hundred; one line in the log
    /// names their clients.
    pub async fn case_queue(
        &self,
        actor: &Actor,
        context: &RequestContext,
    ) -> Result<Result<Recorded<Vec<QueuedCase>>, Refusal>, StoreError> {
        let mut context = context.clone();
        context.things.push(LogThing { kind: "search".into(), id: "cases".into() });
        self.permit_then::<CaseQueue, _, _>(actor, &context, async |permit| {
            let rows = self.queued(permit).await?;
            let organisation = permit.organisation();
            let clients: Vec<ClientId> = rows.iter().map(|row| ClientId::from_uuid(row.client)).collect();
            let names: HashMap<ClientId, ClientName> =
                self.client_names(organisation, &clients).await?.into_iter().collect();
            let keys = self.keys().organisation(organisation).await?;
            let mut waiting = Vec::with_capacity(rows.len());
            for row in rows {
                let client = ClientId::from_uuid(row.client);
                // Nobody is left to answer where the record was destroyed.
                let Some(client_name) = names.get(&client).cloned() else { continue };
                let taken_by = match (row.taken_by, &row.taker_profile) {
                    (Some(by), Some(profile)) => {
                        Some(profile_of(&keys, organisation, by, profile)?.display_name)
                    }
                    _ => None,
                };
                waiting.push(QueuedCase {
                    id: CaseId::from_uuid(row.id),
                    client,
                    client_name,
                    kind: known(CaseKind::from_key(&row.kind), "kind")?,
                    state: known(CaseState::from_key(&row.state), "state")?,
                    asked_at: instant(row.asked_at)?,
                    due_on: known(row.due_on.parse().ok(), "last day")?,
                    extended: row.extended_at.is_some(),
                    taken_by,
                });
            }
            let shown = waiting.iter().map(|case| case.client).collect();
            Ok((waiting, shown))
        })
        .await
    }

    async fn queued(&self, permit: &Permit<CaseQueue>) -> Result<Vec<Row>, StoreError> {
        let ActingAs::Employee { role, .. } = permit.acting() else { return Ok(Vec::new()) };
        let treats = |kind: CaseKind| kind.is_treated_by(role);
        fetch_all!(
            self.db(),
            Row,
            concat!(
                "SELECT k.id, k.client, k.kind, k.state, k.asked_at, k.due_on, k.extended_at, k.taken_by, t.sealed_profile AS taker_profile FROM care_case k
                 JOIN client c ON c.organisation = k.organisation AND c.id = k.client
                 LEFT JOIN account t ON t.organisation = k.organisation AND t.id = k.taken_by
                 WHERE k.organisation = $1 AND k.state IN ('received', 'in-treatment')
                   AND ((k.kind = 'basic-data' AND $5) OR (k.kind = 'report' AND $6) OR (k.kind = 'deletion' AND $7) OR (k.kind = 'not-recognised' AND $8))
                   AND ",
                works_there!("$2", "$3", "$4"),
                " ORDER BY k.due_on, k.asked_at, k.id LIMIT 200"
            ),
            permit.organisation().uuid(),
            permit.account().uuid(),
            role.key(),
            micros(permit.at()),
            treats(CaseKind::BasicData),
            treats(CaseKind::Report),
            treats(CaseKind::Deletion),
            treats(CaseKind::NotRecognised),
        )
    }
}
