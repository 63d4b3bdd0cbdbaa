//! Writing an entry here: a report of a care worker, or what a client and those beside add themselves
//! (R2, R24, R34). The same rows as an import makes, by the same statements, once for the key of a form.

use inzage_domain::{
    Author, CareTime, Category, EntryId, LocationId, OrganisationId, PublishState,
    access::{Act, AddOwn, Permit, WriteRecord},
    added::OwnForm,
    record_words,
};
use uuid::Uuid;

use super::{
    NewEntry, client_of,
    import::{Into, sealed},
    import_sql::{Chunk, Known, insert, known_here},
    publish::Moving,
    search::word_token,
};
use crate::{
    Actor, Recorded, Store, StoreError,
    db::{Conn, execute, fetch_optional},
    people::check_texts,
    seal::digest,
    time::micros,
    writer::{Claim, Once},
};

/// The source of what is written here; the identifier there is the entry's own id.
pub const WRITTEN_HERE: &str = "inzage";

mod closed {
    pub trait Closed {}
    impl Closed for inzage_domain::access::AddOwn {}
    impl Closed for inzage_domain::access::WriteRecord {}
}

/// An act that puts an entry into a record.
pub trait Writes: Act + closed::Closed {
    /// Whether it is the client's side: then only the account that added an entry changes it, and staff
    /// never do.
    const OWN: bool;
}

impl Writes for AddOwn {
    const OWN: bool = true;
}

impl Writes for WriteRecord {
    const OWN: bool = false;
}

/// What is to be written. Its author is the permit's account.
#[derive(Clone, Debug)]
pub struct Writing {
    /// The entry: of [`Store::entry_of_key`] for a new one, else the one that gets a new version.
    pub entry: EntryId,
    /// The version that the writer had before them, for a new version of an entry; `None` for a new one.
    pub after: Option<i64>,
    /// What it is, where a client or somebody beside adds it; `None` for staff.
    pub own: Option<OwnForm>,
    /// Where it stands.
    pub category: Category,
    /// FHIR resource type. Not secret.
    pub kind: String,
    /// The resource as JSON, exactly as it is kept and goes out.
    pub bytes: Vec<u8>,
    /// What lists show of it.
    pub summary: serde_json::Value,
    /// Text whose words the entry is found by.
    pub words: String,
    /// When it was.
    pub care: CareTime,
    /// The author as a snapshot.
    pub author: Author,
    /// Where care was given.
    pub location: Option<LocationId>,
    /// Kind of care.
    pub care_type: Option<String>,
    /// Whether clients can see it.
    pub state: PublishState,
}

/// What came of writing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Written {
    /// It is kept (now, or before with the same key).
    Kept(EntryId),
    /// The permit does not cover this kind of data.
    NotCovered,
    /// There is no such entry of this author's side to make a new version of.
    NotThere,
    /// Somebody made a newer version meanwhile: nothing was kept.
    Stale,
    /// The key was used for something else: nothing was kept.
    KeyReused,
}

/// Why a write is undone: the entry is not this author's to change.
const NOT_THEIRS: &str = "entry of somebody else";

/// An entry, sealed and ready to be kept in a write: on its own by [`Store::write_entry`], or together
/// with other rows of the same act.
pub(crate) struct Prepared {
    chunk: Chunk,
    organisation: Uuid,
    client: Uuid,
    account: Uuid,
    entry: EntryId,
    own: Option<OwnForm>,
    is_new: bool,
}

impl Prepared {
    /// Keeps it. `Stale` where a newer version was made meanwhile, a conflict where it is somebody else's:
    /// see [`written`].
    pub(crate) async fn keep(&self, conn: &mut Conn) -> Result<(), StoreError> {
        if !self.is_new {
            let added_by = fetch_optional!(
                conn,
                (Uuid,),
                "SELECT account FROM own_entry WHERE organisation = $1 AND entry = $2",
                self.organisation,
                self.entry.uuid(),
            )?
            .map(|(account,)| account);
            if added_by != self.own.map(|_| self.account) {
                return Err(StoreError::Conflict(NOT_THEIRS));
            }
        }
        insert(conn, &self.chunk).await?;
        if let (true, Some(form)) = (self.is_new, self.own) {
            execute!(
                conn,
                "INSERT INTO own_entry (organisation, entry, client, account, form) VALUES ($1, $2, $3, $4, $5)",
                self.organisation,
                self.entry.uuid(),
                self.client,
                self.account,
                form.key(),
            )?;
        }
        Ok(())
    }
}

/// What a write with a [`Prepared`] entry came to.
pub(crate) fn written<T>(
    entry: EntryId,
    outcome: Result<Once<T>, StoreError>,
) -> Result<Written, StoreError> {
    match outcome {
        Ok(Once::Now(_) | Once::Before(_)) => Ok(Written::Kept(entry)),
        Ok(Once::Reused) => Ok(Written::KeyReused),
        Err(StoreError::Stale) => Ok(Written::Stale),
        Err(StoreError::Conflict(NOT_THEIRS)) => Ok(Written::NotThere),
        Err(error) => Err(error),
    }
}

/// The entry that a form with this key makes: known before it is kept, the same for a form that is sent
/// twice, and another one for every account.
fn entry_of_key(organisation: OrganisationId, account: Uuid, key: Uuid) -> EntryId {
    let hash = digest(format!("entry {organisation} {account} {key}").as_bytes());
    let mut bytes = [0_u8; 16];
    for (byte, from) in bytes.iter_mut().zip(hash) {
        *byte = from;
    }
    EntryId::from_uuid(uuid::Builder::from_custom_bytes(bytes).into_uuid())
}

impl Store {
    /// The entry that a form with this key makes when this actor sends it, for the resource's own id and
    /// for the log.
    pub fn entry_of_key(&self, actor: &Actor, key: Uuid) -> EntryId {
        entry_of_key(actor.organisation_id(), actor.account().uuid(), key)
    }

    /// Writes an entry, or a new version of one, once for its key: version, bytes, words, section and
    /// publish event in one write, durable when this answers. `act` is what was typed: the same key with
    /// another act is refused. The permit's own line tells of it.
    pub async fn write_entry<A: Writes>(
        &self,
        permit: &Recorded<Permit<A>>,
        key: Uuid,
        act: &str,
        writing: Writing,
    ) -> Result<Written, StoreError> {
        let (organisation, _) = client_of(permit)?;
        let entry = writing.entry;
        let claim = self.entry_claim(permit, key, act, &writing)?;
        let prepared = match self.prepare_entry(permit, key, writing).await? {
            Ok(prepared) => prepared,
            Err(refused) => return Ok(refused),
        };
        let outcome = self
            .write_once(organisation, claim, Vec::new(), prepared, |prepared, conn| {
                Box::pin(async move { Ok((prepared.keep(conn).await?, Vec::new())) })
            })
            .await;
        written(entry, outcome)
    }

    /// The claim of a form that writes this entry.
    pub(crate) fn entry_claim<A: Writes>(
        &self,
        permit: &Recorded<Permit<A>>,
        key: Uuid,
        act: &str,
        writing: &Writing,
    ) -> Result<Claim, StoreError> {
        let (organisation, client) = client_of(permit)?;
        let what = format!("write {client} {} {:?} {act}", writing.entry, writing.after);
        Ok(Claim {
            organisation: organisation.uuid(),
            account: permit.account().uuid(),
            key,
            act_hash: digest(what.as_bytes()),
            at: self.now(),
        })
    }

    /// Seals an entry for a write; the other outcome says why it cannot be written.
    pub(crate) async fn prepare_entry<A: Writes>(
        &self,
        permit: &Recorded<Permit<A>>,
        key: Uuid,
        writing: Writing,
    ) -> Result<Result<Prepared, Written>, StoreError> {
        let (organisation, client) = client_of(permit)?;
        let account = permit.account().uuid();
        if !permit.kinds().has(writing.category.kind()) {
            return Ok(Err(Written::NotCovered));
        }
        if A::OWN != writing.own.is_some() {
            return Err(StoreError::Inconsistent { table: "own_entry", what: "who adds it" });
        }
        check_texts(&[&writing.kind, writing.care_type.as_deref().unwrap_or_default()])?;
        let keys = self.keys().client(organisation, client).await?;
        let before = match writing.after {
            None if writing.entry != entry_of_key(organisation, account, key) => {
                return Err(StoreError::Inconsistent { table: "entry", what: "id of another form" });
            }
            None => None,
            Some(version) => {
                let known = known_here(self.db(), organisation, client, WRITTEN_HERE, writing.entry).await?;
                match known {
                    None => return Ok(Err(Written::NotThere)),
                    // Whether it still is the newest one is for the write to find: the same form may have
                    // been kept before.
                    Some(known) => Some(Known { version, ..known }),
                }
            }
        };
        let item = NewEntry {
            category: writing.category,
            kind: writing.kind,
            source: WRITTEN_HERE.to_owned(),
            source_identifier: writing.entry.to_string(),
            format: "json".to_owned(),
            bytes: writing.bytes,
            summary: writing.summary,
            words: writing.words,
            care: writing.care,
            recorded_at: Some(permit.at()),
            author: writing.author,
            author_account: Some(permit.account()),
            location: writing.location,
            care_type: writing.care_type,
            state: writing.state,
        };
        let into = Into { organisation, client, keys: &keys };
        let hashes = into.hashes(&item);
        let entry = writing.entry.uuid();
        let fresh = sealed(self.chance(), &into, &item, entry, before.as_ref(), hashes, permit.at())?;
        let mut tokens: Vec<Vec<u8>> =
            record_words(&item.words).iter().map(|word| word_token(&keys, word)).collect();
        tokens.sort_unstable();
        tokens.dedup();
        let is_new = before.is_none();
        let mut chunk = Chunk::new(organisation, client, micros(permit.at())).by(permit.account());
        chunk.add(fresh, before, tokens);
        Ok(Ok(Prepared {
            chunk,
            organisation: organisation.uuid(),
            client: client.uuid(),
            account,
            entry: writing.entry,
            own: writing.own,
            is_new,
        }))
    }

    /// Takes back what the permit's account added to the record of the permit's client: it is shown nowhere
    /// any more, and its versions stay (R35). Once more changes nothing. False where there is no such entry
    /// of this account.
    pub async fn withdraw_own(
        &self,
        permit: &Recorded<Permit<AddOwn>>,
        entry: EntryId,
    ) -> Result<bool, StoreError> {
        let (organisation, client) = client_of(permit)?;
        let moving = Moving {
            organisation: organisation.uuid(),
            client: client.uuid(),
            entry: entry.uuid(),
            state: PublishState::Withdrawn,
            by: Some(permit.account().uuid()),
            now: micros(permit.at()),
        };
        self.write(organisation, moving, |moving, conn| {
            Box::pin(async move {
                let own = fetch_optional!(
                    conn,
                    (String,),
                    "SELECT form FROM own_entry WHERE organisation = $1 AND entry = $2 AND client = $3 AND account = $4",
                    moving.organisation,
                    moving.entry,
                    moving.client,
                    moving.by,
                )?;
                if own.is_none() {
                    return Ok((false, Vec::new()));
                }
                // The permit's own line tells of it.
                Ok((moving.apply(conn).await?, Vec::new()))
            })
        })
        .await
    }
}
