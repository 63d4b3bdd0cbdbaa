//! Destroying a record for good: what finds it, the people who were known only for it, and then its key.

use inzage_domain::{
    AccountId, ClientId, OrganisationId, PersonId,
    access::{AccountState, ManageRetention},
    log::{EventAction, LogLine},
    session::SessionEnd,
    written::day_of,
};
use jiff::{Timestamp, civil::Date};
use uuid::Uuid;

use super::{Destroying, line};
use crate::{
    Permitted, RequestContext, Store, StoreError,
    db::{Conn, execute, fetch_all, fetch_one, fetch_optional},
    people::{AccountProfile, account_place, destroy::forget_client, person_place},
    time::micros,
};

/// What stands in place of a name that was destroyed.
const NOBODY: &str = "-";

impl Store {
    /// Destroys a record whose last day has gone by: what is kept about it cannot be read any more, people
    /// who were known here only for it are forgotten, and then its key goes. After a crash in between the
    /// same call finishes it. `years` is the policy's term.
    pub async fn retention_destroy(
        &self,
        permit: &Permitted<ManageRetention>,
        client: ClientId,
        years: u16,
        context: &RequestContext,
    ) -> Result<Option<Destroying>, StoreError> {
        let organisation = permit.organisation();
        if let Some(record) = self.retained(permit, client).await? {
            if record.is_held() {
                return Ok(Some(Destroying::Held));
            }
            if !record.kept.is_over(years, day_of(permit.at())) {
                return Ok(Some(Destroying::TooEarly));
            }
            let input = Destruction {
                client: client.uuid(),
                by: permit.account(),
                last_day: record.kept.last_day(years),
                // Nothing may have been written into it since.
                unchanged: micros(record.kept.changed_on.tomorrow().ok().map_or(Timestamp::MAX, |day| {
                    day.to_zoned(jiff::tz::TimeZone::UTC).map_or(Timestamp::MAX, |day| day.timestamp())
                })),
                forgotten: self.forgotten(organisation, client).await?,
                line: line(permit, client, "destroyed", EventAction::Delete, self.now(), context),
            };
            let done =
                self.write(organisation, input, |input, conn| Box::pin(async move { input.run(conn).await }));
            match done.await? {
                Destroying::Done => {}
                other => return Ok(Some(other)),
            }
        } else {
            let (known,) = fetch_one!(
                self.db(),
                (i64,),
                "SELECT COUNT(*) FROM destruction WHERE organisation = $1 AND client = $2",
                organisation.uuid(),
                client.uuid(),
            )?;
            if known == 0 {
                return Ok(None);
            }
        }
        self.keys().destroy_client(organisation, client).await?;
        Ok(Some(Destroying::Done))
    }

    /// Persons and their accounts that are known here only because of this client, each with a profile
    /// that says nothing.
    async fn forgotten(
        &self,
        organisation: OrganisationId,
        client: ClientId,
    ) -> Result<Vec<Forgotten>, StoreError> {
        let rows = fetch_all!(
            self.db(),
            (Uuid, Option<Uuid>),
            "SELECT DISTINCT r.person, a.id FROM relation r
             LEFT JOIN account a ON a.organisation = r.organisation AND a.person = r.person
             WHERE r.organisation = $1 AND r.client = $2
               AND NOT EXISTS (SELECT 1 FROM relation o WHERE o.organisation = r.organisation AND o.person = r.person AND o.client <> r.client)
               AND NOT EXISTS (SELECT 1 FROM employment e JOIN account w ON w.organisation = e.organisation AND w.id = e.account
                               WHERE e.organisation = r.organisation AND w.person = r.person)",
            organisation.uuid(),
            client.uuid(),
        )?;
        let keys = self.keys().organisation(organisation).await?;
        let chance = self.chance();
        let nobody = AccountProfile {
            user_name: NOBODY.to_owned(),
            display_name: NOBODY.to_owned(),
            mobile: None,
            email: None,
        };
        rows.into_iter()
            .map(|(person, account)| {
                let place = person_place(organisation, PersonId::from_uuid(person));
                let account = account
                    .map(|account| {
                        let place = account_place(organisation, AccountId::from_uuid(account));
                        let mut name = vec![0_u8; 32];
                        chance.fill(&mut name);
                        Ok::<_, StoreError>((account, keys.seal.seal_json(chance, &place, &nobody)?, name))
                    })
                    .transpose()?;
                Ok(Forgotten { person, sealed: keys.seal.seal_json(chance, &place, &NOBODY)?, account })
            })
            .collect()
    }
}

struct Forgotten {
    person: Uuid,
    sealed: Vec<u8>,
    /// Account, its profile that says nothing, and a user name that nobody types.
    account: Option<(Uuid, Vec<u8>, Vec<u8>)>,
}

struct Destruction {
    client: Uuid,
    by: AccountId,
    last_day: Date,
    unchanged: i64,
    forgotten: Vec<Forgotten>,
    line: LogLine,
}

impl Destruction {
    async fn run(&self, conn: &mut Conn) -> Result<(Destroying, Vec<LogLine>), StoreError> {
        let (organisation, now) = (self.line.organisation.uuid(), micros(self.line.at));
        // The row is locked by being touched: a hold or a change comes before or after this.
        let row = fetch_optional!(
            conn,
            (Option<i64>, i64),
            "UPDATE client SET updated_at = $3 WHERE organisation = $1 AND id = $2 AND destroyed_at IS NULL RETURNING ended_at, touched_at",
            organisation,
            self.client,
            now,
        )?;
        // Somebody else was first.
        let Some((ended_at, touched_at)) = row else { return Ok((Destroying::Done, Vec::new())) };
        if ended_at.is_none() || touched_at >= self.unchanged {
            return Ok((Destroying::TooEarly, Vec::new()));
        }
        let (held,) = fetch_one!(
            conn,
            (i64,),
            "SELECT COUNT(*) FROM legal_hold WHERE organisation = $1 AND client = $2 AND lifted_at IS NULL",
            organisation,
            self.client,
        )?;
        if held > 0 {
            return Ok((Destroying::Held, Vec::new()));
        }
        execute!(
            conn,
            "INSERT INTO destruction (organisation, client, decided_at, decided_by, last_day) VALUES ($1, $2, $3, $4, $5)",
            organisation,
            self.client,
            now,
            self.by.uuid(),
            self.last_day.to_string(),
        )?;
        forget_client(conn, organisation, self.client, now).await?;
        for ends in [
            "UPDATE invitation SET withdrawn_at = $3 WHERE organisation = $1 AND client = $2 AND used_at IS NULL AND withdrawn_at IS NULL",
            "UPDATE relation SET withdrawn_at = COALESCE(withdrawn_at, $3) WHERE organisation = $1 AND client = $2",
        ] {
            execute!(conn, ends, organisation, self.client, now)?;
        }
        // What is about people beside the client, under the organisation's key.
        for empties in [
            "UPDATE invitation SET sealed_content = $3 WHERE organisation = $1 AND client = $2",
            "UPDATE registered_contact SET sealed_content = $3 WHERE organisation = $1 AND client = $2",
            "UPDATE imported_contact SET sealed_content = $3 WHERE organisation = $1 AND client = $2",
        ] {
            execute!(conn, empties, organisation, self.client, Vec::<u8>::new())?;
        }
        for one in &self.forgotten {
            one.forget(conn, organisation, now).await?;
        }
        Ok((Destroying::Done, vec![self.line.clone()]))
    }
}

impl Forgotten {
    async fn forget(&self, conn: &mut Conn, organisation: Uuid, now: i64) -> Result<(), StoreError> {
        execute!(
            conn,
            "UPDATE person SET sealed_profile = $3, bsn_hash = NULL WHERE organisation = $1 AND id = $2",
            organisation,
            self.person,
            &self.sealed,
        )?;
        let Some((account, profile, name)) = &self.account else { return Ok(()) };
        execute!(
            conn,
            "UPDATE account SET sealed_profile = $3, user_hash = $4, password_hash = '', state = $5, updated_at = $6 WHERE organisation = $1 AND id = $2",
            organisation,
            *account,
            profile,
            name,
            AccountState::Closed.key(),
            now,
        )?;
        execute!(
            conn,
            "UPDATE session SET ended_at = $3, end_reason = $4 WHERE organisation = $1 AND account = $2 AND ended_at IS NULL",
            organisation,
            *account,
            now,
            SessionEnd::Elsewhere.key(),
        )?;
        Ok(())
    }
}
