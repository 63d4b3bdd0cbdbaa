//! What waits for a care worker: what is new about clients at the own locations since the last look, the own
//! drafts, and what the own reports wait for. One line in the log names every client that is shown.

use inzage_domain::{
    ClientId, ClientName, EntryId, OrganisationId, Role,
    access::{ActingAs, FindClients, Permit, Refusal},
    log::LogThing,
};
use jiff::{SignedDuration, Timestamp};
use uuid::Uuid;

use super::{Demographics, demographics_place, works_there};
use crate::{
    Actor, Recorded, RequestContext, Store, StoreError,
    db::fetch_all,
    time::{instant, maybe_instant, micros},
};

/// How far back something is news to who has not looked since.
const FRESH: SignedDuration = SignedDuration::from_hours(7 * 24);
/// Lines of each kind.
const SHOWN: i64 = 20;

/// A client about whom there is something new.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClientNews {
    /// The client.
    pub client: ClientId,
    /// Name.
    pub name: ClientName,
    /// How many entries were shared since.
    pub shared: i64,
    /// How many of them somebody added who does not work here.
    pub added: i64,
    /// When the oldest of them came.
    pub since: Timestamp,
    /// When the one who asks looked last.
    pub looked: Option<Timestamp>,
}

/// A draft of one's own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenDraft {
    /// About whom.
    pub client: ClientId,
    /// Name.
    pub name: ClientName,
    /// Which form.
    pub form: String,
    /// When it was kept last.
    pub kept_at: Timestamp,
}

/// A report of one's own that the client does not see yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WaitingReport {
    /// About whom.
    pub client: ClientId,
    /// Name.
    pub name: ClientName,
    /// The report.
    pub entry: EntryId,
    /// When the client sees it.
    pub due: Timestamp,
}

/// What waits; each list oldest first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Today {
    /// News by client.
    pub news: Vec<ClientNews>,
    /// Drafts.
    pub drafts: Vec<OpenDraft>,
    /// What appears later.
    pub waiting: Vec<WaitingReport>,
}

/// A client of a row, still sealed.
type About = (Uuid, Vec<u8>);

impl Store {
    /// What waits for the actor. Who opens no records has nothing here.
    pub async fn today(
        &self,
        actor: &Actor,
        context: &RequestContext,
    ) -> Result<Result<Recorded<Today>, Refusal>, StoreError> {
        let mut context = context.clone();
        context.things.push(LogThing { kind: "search".into(), id: "today".into() });
        self.permit_then::<FindClients, _, _>(actor, &context, async |permit| {
            let today = self.what_waits(permit).await?;
            let mut shown: Vec<ClientId> = today.news.iter().map(|one| one.client).collect();
            shown.extend(today.drafts.iter().map(|one| one.client));
            shown.extend(today.waiting.iter().map(|one| one.client));
            shown.sort_unstable();
            shown.dedup();
            Ok((today, shown))
        })
        .await
    }

    async fn what_waits(&self, permit: &Permit<FindClients>) -> Result<Today, StoreError> {
        let role = match permit.acting() {
            ActingAs::Employee { role: role @ (Role::Nurse | Role::Physician), .. } => role.key(),
            ActingAs::Employee { .. } | ActingAs::Personal | ActingAs::Operator => {
                return Ok(Today::default());
            }
        };
        let organisation = permit.organisation();
        let (account, now) = (permit.account().uuid(), permit.at());
        let floor = now.checked_sub(FRESH).unwrap_or(Timestamp::MIN);
        let news = fetch_all!(
            self.db(),
            (Uuid, Vec<u8>, i64, i64, i64, Option<i64>),
            concat!(
                "SELECT c.id, c.sealed_demographics, COUNT(*),
                    COUNT(CASE WHEN e.source = 'inzage' AND NOT EXISTS (SELECT 1 FROM employment w WHERE w.organisation = e.organisation AND w.account = e.author) THEN 1 END),
                    MIN(e.published_at), MAX(v.visited_at)
                 FROM client c
                 LEFT JOIN visit v ON v.organisation = c.organisation AND v.account = $2 AND v.client = c.id
                 JOIN entry e ON e.organisation = c.organisation AND e.client = c.id AND e.visible = TRUE
                    AND e.published_at > $5 AND (v.visited_at IS NULL OR e.published_at > v.visited_at) AND (e.author IS NULL OR e.author <> $2)
                 WHERE c.organisation = $1 AND c.care_state = 'in-care' AND c.destroyed_at IS NULL AND c.touched_at > $5 AND ",
                works_there!("$2", "$3", "$4"),
                " GROUP BY c.organisation, c.id ORDER BY MIN(e.published_at), c.id LIMIT $6"
            ),
            organisation.uuid(),
            account,
            role,
            micros(now),
            micros(floor),
            SHOWN,
        )?;
        let drafts = fetch_all!(
            self.db(),
            (Uuid, Vec<u8>, String, i64),
            concat!(
                "SELECT c.id, c.sealed_demographics, d.form, d.kept_at FROM draft d
                 JOIN client c ON c.organisation = d.organisation AND c.id = d.client
                 WHERE d.organisation = $1 AND d.account = $2 AND c.destroyed_at IS NULL AND ",
                works_there!("$2", "$3", "$4"),
                " ORDER BY d.kept_at, d.id LIMIT $5"
            ),
            organisation.uuid(),
            account,
            role,
            micros(now),
            SHOWN,
        )?;
        let waiting = fetch_all!(
            self.db(),
            (Uuid, Vec<u8>, Uuid, i64),
            concat!(
                "SELECT c.id, c.sealed_demographics, p.entry, p.due_at FROM planned_release p
                 JOIN client c ON c.organisation = p.organisation AND c.id = p.client
                 WHERE p.organisation = $1 AND p.by_account = $2 AND c.destroyed_at IS NULL AND ",
                works_there!("$2", "$3", "$4"),
                " ORDER BY p.due_at, p.entry LIMIT $5"
            ),
            organisation.uuid(),
            account,
            role,
            micros(now),
            SHOWN,
        )?;
        let about: Vec<About> = news
            .iter()
            .map(|row| (row.0, row.1.clone()))
            .chain(drafts.iter().map(|row| (row.0, row.1.clone())))
            .chain(waiting.iter().map(|row| (row.0, row.1.clone())))
            .collect();
        let names = self.opened_names(organisation, &about).await?;
        let name = |id: Uuid| {
            let client = ClientId::from_uuid(id);
            names.iter().find(|(known, _)| *known == client).cloned()
        };
        let mut today = Today::default();
        for (id, _, shared, added, since, looked) in news {
            let Some((client, name)) = name(id) else { continue };
            let (since, looked) = (instant(since)?, maybe_instant(looked)?);
            today.news.push(ClientNews { client, name, shared, added, since, looked });
        }
        for (id, _, form, kept_at) in drafts {
            let Some((client, name)) = name(id) else { continue };
            today.drafts.push(OpenDraft { client, name, form, kept_at: instant(kept_at)? });
        }
        for (id, _, entry, due) in waiting {
            let Some((client, name)) = name(id) else { continue };
            let (entry, due) = (EntryId::from_uuid(entry), instant(due)?);
            today.waiting.push(WaitingReport { client, name, entry, due });
        }
        Ok(today)
    }

    /// The names of clients, each once; one whose key was destroyed a moment ago is left out.
    async fn opened_names(
        &self,
        organisation: OrganisationId,
        about: &[About],
    ) -> Result<Vec<(ClientId, ClientName)>, StoreError> {
        let ids: Vec<ClientId> = about.iter().map(|(id, _)| ClientId::from_uuid(*id)).collect();
        let keys = self.keys().clients(organisation, &ids).await?;
        let mut names: Vec<(ClientId, ClientName)> = Vec::new();
        for (client, (_, sealed)) in ids.into_iter().zip(about) {
            if names.iter().any(|(known, _)| *known == client) {
                continue;
            }
            let Some(own) = keys.get(&client) else { continue };
            let known: Demographics =
                own.seal.open_json(&demographics_place(organisation, client), sealed)?;
            names.push((client, known.name));
        }
        Ok(names)
    }
}
