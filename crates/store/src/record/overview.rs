//! The start page of a record: whose it is, what stands in it, what is new.

use inzage_domain::{
    Basis, CareState, Category, ClientId, Kinship, LocationId, OrganisationId,
    access::{Act, ClientFacts, Permit, ReadRecord},
    colour::own_colour,
    written::day_of,
};
use jiff::{Timestamp, civil::Date};
use uuid::Uuid;

use super::{
    EntryRow, category_bits, client_of,
    row::{Sealed, entry_columns},
};
use crate::{
    Actor, Demographics, Permitted, Recorded, Store, StoreError,
    db::{fetch_all, fetch_one, fetch_optional},
    people::{colour_of, demographics_place, kinship_of},
    time::{instant, maybe_instant, micros},
};

/// News is counted up to here: a page says "more than 99".
const COUNTED: i64 = 100;
/// New entries that are shown.
const SHOWN: i64 = 10;

/// Whose record it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClientView {
    /// The client.
    pub id: ClientId,
    /// Personal details. The BSN is for masking and for checking an import.
    pub demographics: Demographics,
    /// State of care.
    pub care_state: CareState,
    /// Where care is given.
    pub location: Option<LocationId>,
    /// When something about the client last changed.
    pub updated_at: Timestamp,
    /// The day on which care ended or the client died, where it did.
    pub ended_on: Option<Date>,
    /// Whether an identity document of the client was seen and recorded (R115).
    pub identified: bool,
    /// Whether it was recorded that the client cannot decide (R17).
    pub incapable: bool,
    /// The colour of the record for who asks, below [`inzage_domain::colour::COLOURS`]: the relation's,
    /// for staff the client's own.
    pub colour: u8,
    /// Which relative the one who asks is, where the relation is one of the family and it is known.
    pub kinship: Option<Kinship>,
}

impl ClientView {
    /// What a decision about this client rests on.
    pub fn facts(&self, organisation: OrganisationId) -> ClientFacts {
        ClientFacts {
            organisation,
            client: self.id,
            state: self.care_state,
            ended_on: self.ended_on,
            born: self.demographics.birth_date,
            identified: self.identified,
            incapable: self.incapable,
        }
    }
}

/// Somebody beside the client who can see the record now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Viewer {
    /// Name.
    pub name: String,
    /// On which ground.
    pub basis: Basis,
}

/// A section of the record that has something in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Section {
    /// Which.
    pub category: Category,
    /// Published entries.
    pub entries: i64,
    /// When one of them last changed.
    pub updated_at: Timestamp,
}

/// What was shared since an instant.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct News {
    /// How many, counted up to 100.
    pub count: i64,
    /// The ten that were shared last.
    pub entries: Vec<EntryRow>,
}

impl Store {
    /// The client of a permit.
    pub async fn client<A: Act>(&self, permit: &Recorded<Permit<A>>) -> Result<ClientView, StoreError> {
        let (organisation, client) = client_of(permit)?;
        let (care_state, location, updated_at, ended_at, identified, incapable, sealed, colour, kinship) = fetch_optional!(
            self.db(),
            (String, Option<Uuid>, i64, Option<i64>, bool, bool, Vec<u8>, Option<i64>, Option<String>),
            "SELECT c.care_state, c.location, c.touched_at, c.ended_at, c.identified_at IS NOT NULL, c.incapable_since IS NOT NULL, c.sealed_demographics,
                (SELECT r.colour FROM relation r WHERE r.organisation = c.organisation AND r.id = $3),
                (SELECT r.kinship FROM relation r WHERE r.organisation = c.organisation AND r.id = $3)
             FROM client c WHERE c.organisation = $1 AND c.id = $2",
            organisation.uuid(),
            client.uuid(),
            permit.basis().map(|(relation, _)| relation.uuid()),
        )?
        .ok_or(StoreError::Inconsistent { table: "client", what: "gone" })?;
        let keys = self.keys().client(organisation, client).await?;
        Ok(ClientView {
            id: client,
            demographics: keys.seal.open_json(&demographics_place(organisation, client), &sealed)?,
            care_state: CareState::from_key(&care_state)
                .ok_or(StoreError::Inconsistent { table: "client", what: "state of care" })?,
            location: location.map(LocationId::from_uuid),
            updated_at: instant(updated_at)?,
            ended_on: maybe_instant(ended_at)?.map(day_of),
            identified,
            incapable,
            colour: colour.map_or_else(|| Ok(own_colour(client)), colour_of)?,
            kinship: kinship.as_deref().map(kinship_of).transpose()?,
        })
    }

    /// The client's personal details.
    pub async fn demographics<A: Act>(&self, permit: &Permitted<A>) -> Result<Demographics, StoreError> {
        Ok(self.client(permit).await?.demographics)
    }

    /// The persons who can see this record now through a relation of their own (the client too),
    /// without the one who asks; oldest relation first.
    pub async fn viewers(
        &self,
        actor: &Actor,
        permit: &Permitted<ReadRecord>,
        client: &ClientView,
    ) -> Result<Vec<Viewer>, StoreError> {
        let asking = permit.basis().map(|(relation, _)| relation);
        let beside = self.beside(actor, permit, client).await?;
        Ok(beside
            .into_iter()
            .filter(|one| Some(one.id) != asking && one.sees.is_ok_and(|kinds| !kinds.is_empty()))
            .map(|one| Viewer { name: one.name, basis: one.basis })
            .collect())
    }

    /// The sections that have published entries, in the order of [`Category::ALL`].
    pub async fn sections(&self, permit: &Recorded<Permit<ReadRecord>>) -> Result<Vec<Section>, StoreError> {
        let (organisation, client) = client_of(permit)?;
        let rows = fetch_all!(
            self.db(),
            (i64, i64, i64),
            "SELECT category, visible, updated_at FROM section WHERE organisation = $1 AND client = $2 AND visible > 0 ORDER BY category",
            organisation.uuid(),
            client.uuid(),
        )?;
        let mut sections = Vec::with_capacity(rows.len());
        for (number, entries, updated_at) in rows {
            let category = Category::from_number(number)
                .ok_or(StoreError::Inconsistent { table: "section", what: "category" })?;
            if permit.kinds().has(category.kind()) {
                sections.push(Section { category, entries, updated_at: instant(updated_at)? });
            }
        }
        sections
            .sort_by_key(|section| Category::ALL.iter().position(|category| *category == section.category));
        Ok(sections)
    }

    /// What was shared after an instant; with `None` (a first visit) everything is new. What the permit's own
    /// account wrote is never new to it.
    pub async fn news(
        &self,
        permit: &Recorded<Permit<ReadRecord>>,
        since: Option<Timestamp>,
    ) -> Result<News, StoreError> {
        let (organisation, client) = client_of(permit)?;
        let since = since.map_or(i64::MIN, micros);
        let bits = category_bits(permit);
        let (count,) = fetch_one!(
            self.db(),
            (i64,),
            "SELECT COUNT(*) FROM (SELECT 1 FROM entry WHERE organisation = $1 AND client = $2 AND visible = TRUE AND published_at > $3 AND (($4 >> CAST(category AS INTEGER)) & 1) = 1 AND (author IS NULL OR author <> $6) LIMIT $5) AS counted",
            organisation.uuid(),
            client.uuid(),
            since,
            bits,
            COUNTED,
            permit.account().uuid(),
        )?;
        if count == 0 {
            return Ok(News::default());
        }
        let rows = fetch_all!(
            self.db(),
            Sealed,
            concat!(
                "SELECT ", entry_columns!(), " FROM entry e JOIN entry_version v ON v.organisation = e.organisation AND v.entry = e.id AND v.version = e.version
                 WHERE e.organisation = $1 AND e.client = $2 AND e.visible = TRUE AND e.published_at > $3 AND (($4 >> CAST(e.category AS INTEGER)) & 1) = 1
                   AND (e.author IS NULL OR e.author <> $6)
                 ORDER BY e.published_at DESC, e.id DESC LIMIT $5"
            ),
            organisation.uuid(),
            client.uuid(),
            since,
            bits,
            SHOWN,
            permit.account().uuid(),
        )?;
        let keys = self.keys().client(organisation, client).await?;
        let entries =
            rows.into_iter().map(|row| row.open(organisation, &keys)).collect::<Result<Vec<_>, _>>()?;
        Ok(News { count, entries })
    }

    /// Keeps that the actor looks at this record now, and gives when the visit before this
    /// session was; `None` at a first visit.
    pub async fn visit(
        &self,
        actor: &Actor,
        permit: &Recorded<Permit<ReadRecord>>,
    ) -> Result<Option<Timestamp>, StoreError> {
        let (organisation, client) = client_of(permit)?;
        let input = (organisation, permit.account(), client, actor.session(), micros(self.now()));
        let previous = self
            .write(organisation, input, |(organisation, account, client, session, now), conn| {
                Box::pin(async move {
                    let (previous,) = fetch_one!(
                        conn,
                        (Option<i64>,),
                        "INSERT INTO visit (organisation, account, client, session, visited_at) VALUES ($1, $2, $3, $4, $5)
                         ON CONFLICT (organisation, account, client) DO UPDATE SET
                            previous_at = CASE WHEN visit.session = excluded.session THEN visit.previous_at ELSE visit.visited_at END,
                            session = excluded.session, visited_at = excluded.visited_at
                         RETURNING previous_at",
                        organisation.uuid(),
                        account.uuid(),
                        client.uuid(),
                        session.uuid(),
                        *now,
                    )?;
                    Ok((previous, Vec::new()))
                })
            })
            .await?;
        maybe_instant(previous)
    }
}
