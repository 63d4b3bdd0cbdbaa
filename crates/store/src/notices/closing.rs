//! What the end of care does to accounts, and the end of one person's access (R8, R15, R16, R46,
//! R119). Nothing is deleted.

use inzage_domain::{
    AccountId, ClientId, OrganisationId, RelationId,
    help::AccountAct,
    log::{EventAction, EventCode, LogThing},
    policy::Policy,
    written::{day_of, end_of},
};
use jiff::{Timestamp, ToSpan};
use uuid::Uuid;

use crate::{
    Operator, Organisation, Store, StoreError,
    account::{AccountChange, apply},
    db::{Conn, execute, fetch_all, fetch_optional},
    time::micros,
};

/// How far the end of a client's care has been dealt with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EndStage {
    /// Everybody was told until when they can look.
    Told,
    /// Accounts are closed and everybody was told.
    Closed,
}

impl EndStage {
    const fn number(self) -> i64 {
        match self {
            Self::Told => 1,
            Self::Closed => 2,
        }
    }
}

/// Care that ended before this instant gives no access any more.
fn cutoff(policy: &Policy, now: Timestamp) -> i64 {
    let last = day_of(now).checked_sub(policy.access_end.days().days());
    last.map_or(i64::MIN, |day| micros(end_of(day)))
}

impl Store {
    /// Keeps how far the end of a client's care has been dealt with, as long as it still ends.
    pub async fn set_end_stage(
        &self,
        organisation: &Organisation,
        client: ClientId,
        stage: EndStage,
    ) -> Result<(), StoreError> {
        let input = (organisation.id(), client, stage.number());
        self.write(organisation.id(), input, |(organisation, client, stage), conn| {
            Box::pin(async move {
                execute!(
                    conn,
                    "UPDATE client SET end_stage = $3 WHERE organisation = $1 AND id = $2 AND ended_at IS NOT NULL AND end_stage < $3",
                    organisation.uuid(),
                    client.uuid(),
                    *stage,
                )?;
                Ok(((), Vec::new()))
            })
        })
        .await
    }

    /// Closes the private account of somebody beside a client whose care has ended, unless it opens
    /// another client's record too; work is done with another account. `false` when it stays as it is.
    pub async fn close_after_care(
        &self,
        operator: &Operator,
        client: ClientId,
        account: AccountId,
    ) -> Result<bool, StoreError> {
        let organisation = operator.organisation().id();
        let now = self.now();
        let change =
            self.account_change(AccountAct::CareEnded, Some(account), None, organisation, "").await?;
        let mut line = operator.line(EventCode::ChangeRights, EventAction::Update, now);
        line.clients.push(client);
        line.things.push(LogThing { kind: "account".into(), id: account.to_string() });
        line.things.push(LogThing { kind: "account-act".into(), id: change.act.key().into() });
        let input = (change, client, cutoff(operator.organisation().policy(), now), line);
        self.write(organisation, input, |(change, client, cutoff, line), conn| {
            Box::pin(async move {
                let kept =
                    has_more(conn, line.organisation, change.account, *client, *cutoff, micros(line.at))
                        .await?;
                let closed = !kept && apply(conn, line.organisation, change, line.at).await?;
                Ok((closed, if closed { vec![line.clone()] } else { Vec::new() }))
            })
        })
        .await
    }

    /// Relations that were withdrawn or have run out, about which nobody has been told.
    pub async fn relations_ended(
        &self,
        organisation: &Organisation,
    ) -> Result<Vec<(RelationId, ClientId)>, StoreError> {
        let rows = fetch_all!(
            self.db(),
            (Uuid, Uuid),
            "SELECT id, client FROM relation WHERE organisation = $1 AND end_told = 0
               AND (until_at IS NOT NULL OR withdrawn_at IS NOT NULL) AND (until_at <= $2 OR withdrawn_at <= $2) ORDER BY id LIMIT 500",
            organisation.id().uuid(),
            micros(self.now()),
        )?;
        Ok(rows
            .into_iter()
            .map(|(relation, client)| (RelationId::from_uuid(relation), ClientId::from_uuid(client)))
            .collect())
    }

    /// Marks that the end of a relation has been told, or needs no telling.
    pub async fn set_end_told(
        &self,
        organisation: &Organisation,
        relation: RelationId,
    ) -> Result<(), StoreError> {
        let input = (organisation.id(), relation);
        self.write(organisation.id(), input, |(organisation, relation), conn| {
            Box::pin(async move {
                execute!(
                    conn,
                    "UPDATE relation SET end_told = 1 WHERE organisation = $1 AND id = $2",
                    organisation.uuid(),
                    relation.uuid(),
                )?;
                Ok(((), Vec::new()))
            })
        })
        .await
    }

    /// Changes that open again what the end of this client's care has closed; made before the
    /// transaction that begins care again.
    pub(crate) async fn reopenings(
        &self,
        organisation: OrganisationId,
        client: ClientId,
    ) -> Result<Vec<AccountChange>, StoreError> {
        let rows = fetch_all!(
            self.db(),
            (Uuid,),
            "SELECT a.id FROM relation r
             JOIN account a ON a.organisation = r.organisation AND a.person = r.person
             WHERE r.organisation = $1 AND r.client = $2 AND a.state = 'closed'
               AND r.withdrawn_at IS NULL AND (r.until_at IS NULL OR r.until_at > $3)
               AND (SELECT e.kind FROM account_event e WHERE e.organisation = a.organisation AND e.account = a.id ORDER BY e.at DESC, e.id DESC LIMIT 1) = 'care-ended'
             GROUP BY a.id",
            organisation.uuid(),
            client.uuid(),
            micros(self.now()),
        )?;
        let mut changes = Vec::with_capacity(rows.len());
        for (account,) in rows {
            let account = AccountId::from_uuid(account);
            changes
                .push(self.account_change(AccountAct::Reopen, Some(account), None, organisation, "").await?);
        }
        Ok(changes)
    }
}

/// Whether an account opens the record of another client, whose care goes on or ended lately.
async fn has_more(
    conn: &mut Conn,
    organisation: OrganisationId,
    account: AccountId,
    client: ClientId,
    cutoff: i64,
    now: i64,
) -> Result<bool, StoreError> {
    let row = fetch_optional!(
        conn,
        (Uuid,),
        "SELECT r.id FROM account a
         JOIN relation r ON r.organisation = a.organisation AND r.person = a.person
         JOIN client c ON c.organisation = r.organisation AND c.id = r.client
         WHERE a.organisation = $1 AND a.id = $2 AND r.client <> $3 AND r.withdrawn_at IS NULL AND (r.until_at IS NULL OR r.until_at > $5)
           AND c.destroyed_at IS NULL AND (c.ended_at IS NULL OR c.ended_at >= $4) LIMIT 1",
        organisation.uuid(),
        account.uuid(),
        client.uuid(),
        cutoff,
        now,
    )?;
    Ok(row.is_some())
}
