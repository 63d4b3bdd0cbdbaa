//! Finding clients: by the beginning of a name or by birth date, and those whose record changed
//! last.
//!
//! An order of sealed names cannot be kept in the database without telling the order of the
//! names. So a search opens what its tokens find (at most five hundred) and sorts those; and the
//! list without a search is the clients whose record changed last, not all of them by name.

use inzage_domain::{
    CareState, ClientId, ClientName, LocationId, OrganisationId,
    access::{ActingAs, FindClients, Permit, Refusal},
    fold,
    log::LogThing,
    record_words,
};
use jiff::civil::Date;
use uuid::Uuid;

use super::{
    Demographics,
    demographics::{birth_token, name_token},
    demographics_place, works_there,
};
use crate::{
    Actor, Recorded, RequestContext, Store, StoreError,
    db::{fetch_all, fetch_optional},
    time::micros,
};

/// Clients a page shows.
const SHOWN: usize = 50;
/// Clients a search opens at most.
const OPENED: i64 = 500;
/// Letters of a word that are looked up; the rest is compared after opening.
const LETTERS: usize = 12;

/// What is asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ClientQuery {
    /// Beginnings of names, two letters or more each, in any order: `jan wi`.
    Name(String),
    /// Date of birth.
    BirthDate(Date),
    /// Those whose record changed last.
    Recent,
}

/// A client in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClientRow {
    /// The client.
    pub id: ClientId,
    /// Name.
    pub name: ClientName,
    /// Date of birth.
    pub birth_date: Option<Date>,
    /// State of care.
    pub care_state: CareState,
    /// Where care is given.
    pub location: Option<LocationId>,
}

/// What was found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FoundClients {
    /// At most fifty; sorted by name, except for [`ClientQuery::Recent`].
    pub rows: Vec<ClientRow>,
    /// Whether there are more than are shown: ask for more letters.
    pub more: bool,
}

#[derive(sqlx::FromRow)]
struct Row {
    id: Uuid,
    care_state: String,
    location: Option<Uuid>,
    sealed_demographics: Vec<u8>,
}

impl Store {
    /// The names of clients, in their order. One whose key was destroyed is left out: there is nothing
    /// to look at any more.
    pub(crate) async fn client_names(
        &self,
        organisation: OrganisationId,
        clients: &[ClientId],
    ) -> Result<Vec<(ClientId, ClientName)>, StoreError> {
        let keys = self.keys().clients(organisation, clients).await?;
        let mut names = Vec::with_capacity(clients.len());
        for &client in clients {
            let Some(own) = keys.get(&client) else { continue };
            let row = fetch_optional!(
                self.db(),
                (Vec<u8>,),
                "SELECT sealed_demographics FROM client WHERE organisation = $1 AND id = $2",
                organisation.uuid(),
                client.uuid(),
            )?;
            let Some((sealed,)) = row else { continue };
            let known: Demographics =
                own.seal.open_json(&demographics_place(organisation, client), &sealed)?;
            names.push((client, known.name));
        }
        Ok(names)
    }

    /// Finds clients of the actor's organisation. One line in the log names every client that is
    /// shown; the texts that were typed are not in it.
    pub async fn find_clients(
        &self,
        actor: &Actor,
        query: &ClientQuery,
        context: &RequestContext,
    ) -> Result<Result<Recorded<FoundClients>, Refusal>, StoreError> {
        let mut context = context.clone();
        let kind = match query {
            ClientQuery::Name(_) => "name",
            ClientQuery::BirthDate(_) => "birth-date",
            ClientQuery::Recent => "recent",
        };
        context.things.push(LogThing { kind: "search".into(), id: kind.into() });
        self.permit_then::<FindClients, _, _>(actor, &context, async |permit| {
            let found = self.look_up(permit, query).await?;
            let shown = found.rows.iter().map(|row| row.id).collect();
            Ok((found, shown))
        })
        .await
    }

    async fn look_up(
        &self,
        permit: &Permit<FindClients>,
        query: &ClientQuery,
    ) -> Result<FoundClients, StoreError> {
        let organisation = permit.organisation();
        // Who is no employee has no role here, and finds nobody.
        let role = match permit.acting() {
            ActingAs::Employee { role, .. } => role.key(),
            ActingAs::Personal | ActingAs::Operator => "",
        };
        let (account, now) = (permit.account().uuid(), micros(permit.at()));
        let keys = self.keys().organisation(organisation).await?;
        let mut words = Vec::new();
        let rows = match query {
            ClientQuery::Name(text) => {
                words = record_words(text);
                let tokens: Vec<Vec<u8>> = words
                    .iter()
                    .take(3)
                    .map(|word| name_token(&keys, &word.chars().take(LETTERS).collect::<String>()))
                    .collect();
                let Some(first) = tokens.first() else { return Ok(FoundClients::default()) };
                fetch_all!(
                    self.db(),
                    Row,
                    concat!(
                        "SELECT c.id, c.care_state, c.location, c.sealed_demographics FROM client_index i
                     JOIN client c ON c.organisation = i.organisation AND c.id = i.client
                     WHERE i.organisation = $1 AND i.token = $5
                       AND EXISTS (SELECT 1 FROM client_index x WHERE x.organisation = i.organisation AND x.token = $6 AND x.client = i.client)
                       AND EXISTS (SELECT 1 FROM client_index x WHERE x.organisation = i.organisation AND x.token = $7 AND x.client = i.client)
                       AND ", works_there!("$2", "$3", "$4"), " ORDER BY i.client LIMIT $8"
                    ),
                    organisation.uuid(),
                    account,
                    role,
                    now,
                    first,
                    tokens.get(1).unwrap_or(first),
                    tokens.get(2).unwrap_or(first),
                    OPENED + 1,
                )?
            }
            ClientQuery::BirthDate(date) => fetch_all!(
                self.db(),
                Row,
                concat!(
                    "SELECT c.id, c.care_state, c.location, c.sealed_demographics FROM client_index i
                 JOIN client c ON c.organisation = i.organisation AND c.id = i.client
                 WHERE i.organisation = $1 AND i.token = $5 AND ",
                    works_there!("$2", "$3", "$4"),
                    " ORDER BY i.client LIMIT $6"
                ),
                organisation.uuid(),
                account,
                role,
                now,
                birth_token(&keys, *date),
                OPENED + 1,
            )?,
            ClientQuery::Recent => fetch_all!(
                self.db(),
                Row,
                concat!(
                    "SELECT c.id, c.care_state, c.location, c.sealed_demographics FROM client c WHERE c.organisation = $1 AND c.destroyed_at IS NULL AND ",
                    works_there!("$2", "$3", "$4"),
                    " ORDER BY c.touched_at DESC, c.id DESC LIMIT $5"
                ),
                organisation.uuid(),
                account,
                role,
                now,
                i64::try_from(SHOWN).unwrap_or(i64::MAX) + 1,
            )?,
        };
        let cut_off = i64::try_from(rows.len()).is_ok_and(|found| found > OPENED);
        let mut found = self.opened(organisation, rows).await?;
        // Words beyond the third, and letters beyond the twelfth, are not in the tokens.
        found.retain(|row| matches_words(&row.name, &words));
        if *query != ClientQuery::Recent {
            found.sort_by_cached_key(|row| (fold(&row.name.family()), fold(&row.name.given), row.id));
        }
        let more = cut_off || found.len() > SHOWN;
        found.truncate(SHOWN);
        Ok(FoundClients { rows: found, more })
    }

    async fn opened(
        &self,
        organisation: OrganisationId,
        rows: Vec<Row>,
    ) -> Result<Vec<ClientRow>, StoreError> {
        let ids: Vec<ClientId> = rows.iter().map(|row| ClientId::from_uuid(row.id)).collect();
        let keys = self.keys().clients(organisation, &ids).await?;
        rows.into_iter()
            .filter_map(|row| {
                let id = ClientId::from_uuid(row.id);
                // A client whose key was destroyed a moment ago is not there any more.
                let own = keys.get(&id)?;
                let known: Result<Demographics, _> =
                    own.seal.open_json(&demographics_place(organisation, id), &row.sealed_demographics);
                Some(known.and_then(|known| {
                    Ok(ClientRow {
                        id,
                        name: known.name,
                        birth_date: known.birth_date,
                        care_state: CareState::from_key(&row.care_state)
                            .ok_or(StoreError::Inconsistent { table: "client", what: "state of care" })?,
                        location: row.location.map(LocationId::from_uuid),
                    })
                }))
            })
            .collect()
    }
}

fn matches_words(name: &ClientName, words: &[String]) -> bool {
    let parts = [&name.given, &name.own_prefix, &name.own, &name.partner_prefix, &name.partner];
    let known: Vec<String> = parts.into_iter().flat_map(|part| record_words(part)).collect();
    words.iter().all(|word| known.iter().any(|part| part.starts_with(word.as_str())))
}
