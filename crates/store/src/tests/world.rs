//! Two organisations with the same kind of people in them, a clock that stands still until it is
//! moved, and chance that never repeats within a run.

use std::sync::{
    Arc, Mutex,
    atomic::{AtomicU64, Ordering},
};

use inzage_domain::{
    AccountId, Author, Basis, Bsn, CareTime, Category, Chance, ClientId, ClientName, Clock, EmploymentId,
    PersonId, PhoneNumber, Precision, PublishState, RelationId, Role,
    access::{ImportRecord, Kinds, ReadRecord, Refusal},
    branding::{Branding, Colour, OrganisationProfile},
    policy::Preset,
};
use jiff::{SignedDuration, Timestamp, civil::date};
use sha2::{Digest, Sha256};
use sqlx::Connection as _;

use crate::*;

pub(super) struct TestClock(Mutex<Timestamp>);

impl Clock for TestClock {
    fn now(&self) -> Timestamp {
        *self.0.lock().unwrap()
    }
}

/// Different in every instance and at every call, equal from run to run.
pub(super) struct TestChance(AtomicU64, u64);

static INSTANCES: AtomicU64 = AtomicU64::new(0);

impl TestChance {
    pub(super) fn new() -> Arc<Self> {
        Arc::new(Self(AtomicU64::new(0), INSTANCES.fetch_add(1, Ordering::Relaxed)))
    }
}

impl Chance for TestChance {
    fn fill(&self, buffer: &mut [u8]) {
        for part in buffer.chunks_mut(32) {
            let number = self.0.fetch_add(1, Ordering::Relaxed);
            let block = Sha256::digest(format!("{} {number}", self.1));
            part.copy_from_slice(&block[..part.len()]);
        }
    }
}

/// One organisation with a client, a first contact, a nurse, an administrator.
pub(super) struct Place {
    pub(super) organisation: Organisation,
    pub(super) operator: Operator,
    pub(super) client: ClientId,
    pub(super) client_account: AccountId,
    pub(super) contact_relation: RelationId,
    pub(super) contact_account: AccountId,
    pub(super) nurse_account: AccountId,
    pub(super) nurse_employment: EmploymentId,
    pub(super) admin_account: AccountId,
    pub(super) client_person: PersonId,
}

pub(super) struct World {
    pub(super) store: Store,
    pub(super) options: StoreOptions,
    pub(super) clock: Arc<TestClock>,
    pub(super) folder: tempfile::TempDir,
    pub(super) here: Place,
    pub(super) there: Place,
}

const MASTER: &str = "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff";
pub(super) const START: &str = "2026-05-01T08:00:00Z";

pub(super) fn master() -> MasterKey {
    MasterKey::from_hex(MASTER).unwrap()
}

pub(super) async fn on_sqlite(test: impl AsyncFnOnce(World)) {
    let folder = tempfile::tempdir().unwrap();
    let options = StoreOptions {
        database: folder.path().join("inzage.db").display().to_string(),
        keys: folder.path().join("keys.db").display().to_string(),
        witness: folder.path().join("witness"),
        readers: 2,
    };
    test(World::new(options, folder).await).await;
}

static DATABASES: AtomicU64 = AtomicU64::new(0);

pub(super) async fn on_postgres(test: impl AsyncFnOnce(World)) {
    let Ok(base) = std::env::var("TEST_POSTGRES_URL") else {
        eprintln!("skipped: TEST_POSTGRES_URL is not set, so there is no PostgreSQL to test on");
        return;
    };
    let folder = tempfile::tempdir().unwrap();
    let number = DATABASES.fetch_add(1, Ordering::Relaxed);
    let names = ["record", "keys"].map(|kind| format!("inzage_{}_{number}_{kind}", std::process::id()));
    let mut server = sqlx::PgConnection::connect(&base).await.expect("TEST_POSTGRES_URL cannot be reached");
    for name in &names {
        // All at once they would copy the same template.
        sqlx::query("SELECT pg_advisory_lock(1)").execute(&mut server).await.unwrap();
        sqlx::query(sqlx::AssertSqlSafe(format!("CREATE DATABASE {name}")))
            .execute(&mut server)
            .await
            .unwrap();
        sqlx::query("SELECT pg_advisory_unlock(1)").execute(&mut server).await.unwrap();
    }
    let [database, keys] = names.clone().map(|name| address(&base, &name));
    let options = StoreOptions { database, keys, witness: folder.path().join("witness"), readers: 2 };
    test(World::new(options, folder).await).await;
    for name in &names {
        sqlx::query(sqlx::AssertSqlSafe(format!("DROP DATABASE {name} WITH (FORCE)")))
            .execute(&mut server)
            .await
            .unwrap();
    }
}

/// The address of another database of the same cluster.
fn address(base: &str, name: &str) -> String {
    let (place, query) =
        base.split_once('?').map_or((base, String::new()), |(place, query)| (place, format!("?{query}")));
    let after_scheme = place.find("://").unwrap() + 3;
    let host = place[after_scheme..].find('/').map_or(place, |slash| &place[..after_scheme + slash]);
    format!("{host}/{name}{query}")
}

pub(super) fn profile(name: &str) -> OrganisationProfile {
    OrganisationProfile {
        name: name.into(),
        phone: "020 123 45 67".into(),
        phone_hours_nl: "op werkdagen van 9 tot 17 uur".into(),
        phone_hours_en: "on working days from 9 to 17".into(),
        security_contact: "mailto:security@example.org".into(),
        privacy_url: String::new(),
        help_contact: "help@example.org".into(),
        privacy_contact: "privacy@example.org".into(),
        branding: Branding {
            brand: Colour::parse("#14532d").unwrap(),
            accent: Colour::parse("#7c2d12").unwrap(),
            initials: "L".into(),
        },
    }
}

pub(super) fn request() -> RequestContext {
    RequestContext {
        address: "192.0.2.7".into(),
        source: "test 1".into(),
        user_agent: "Testbrowser/1".into(),
        things: Vec::new(),
    }
}

pub(super) fn demographics(given: &str, own: &str, bsn: Option<&str>) -> Demographics {
    Demographics {
        name: ClientName { given: given.into(), own: own.into(), ..ClientName::default() },
        birth_date: Some(date(1963, 9, 18)),
        gender: "female".into(),
        bsn: bsn.map(|bsn| Bsn::parse(bsn).unwrap()),
        address: vec!["Lindelaan 12".into(), "1234 AB Waterdorp".into()],
        ..Demographics::default()
    }
}

/// A report about care given `minutes` after the start of the tests' time.
pub(super) fn report(identifier: &str, minutes: i64, text: &str) -> NewEntry {
    let at = START.parse::<Timestamp>().unwrap() + SignedDuration::from_mins(minutes);
    NewEntry {
        category: Category::Reports,
        kind: "Observation".into(),
        source: "fhir".into(),
        source_identifier: identifier.into(),
        format: "json".into(),
        bytes: format!("{{\"text\": \"{text}\"}}").into_bytes(),
        summary: serde_json::json!({ "text": text }),
        words: text.into(),
        care: CareTime { at, precision: Precision::Time, offset_minutes: Some(120) },
        recorded_at: Some(at),
        author: Author {
            name: "Verpleegkundige Bakker".into(),
            role: "verpleegkundige".into(),
            organisation: "De Linde".into(),
        },
        author_account: None,
        location: None,
        care_type: None,
        state: PublishState::Published,
    }
}

impl World {
    async fn new(options: StoreOptions, folder: tempfile::TempDir) -> Self {
        let clock = Arc::new(TestClock(Mutex::new(START.parse().unwrap())));
        Store::migrate(&options).await.unwrap();
        let store = Store::open(&options, &master(), clock.clone(), TestChance::new()).await.unwrap();
        let here = Place::new(&store, "linde", Preset::Vivium).await;
        let there = Place::new(&store, "waterland", Preset::Vivium).await;
        Self { store, options, clock, folder, here, there }
    }

    /// Another instance of the same store, as another process would be.
    pub(super) async fn another(&self) -> Store {
        Store::open(&self.options, &master(), self.clock.clone(), TestChance::new()).await.unwrap()
    }

    pub(super) fn pass(&self, time: SignedDuration) {
        *self.clock.0.lock().unwrap() += time;
    }

    pub(super) async fn log_in(&self, place: &Place, account: AccountId) -> (String, Actor) {
        let token =
            self.store.session_create(&place.organisation, account, None, &request()).await.unwrap().unwrap();
        let actor = self.actor(place, &token).await;
        (token, actor)
    }

    pub(super) async fn actor(&self, place: &Place, token: &str) -> Actor {
        match self.store.actor(&place.organisation, token, &request()).await.unwrap() {
            SessionState::Live(actor) => *actor,
            other => panic!("the session does not run: {other:?}"),
        }
    }

    pub(super) async fn may_import(&self, place: &Place) -> Permitted<ImportRecord> {
        self.store.operator_permit(&place.operator, place.client).await.unwrap().unwrap()
    }

    pub(super) async fn may_read(
        &self,
        actor: &Actor,
        client: ClientId,
    ) -> Result<Permitted<ReadRecord>, Refusal> {
        self.store.permit(actor, Some(client), &request()).await.unwrap()
    }

    /// A permit of the client of this place for the own record.
    pub(super) async fn own(&self, place: &Place) -> Permitted<ReadRecord> {
        let (_, actor) = self.log_in(place, place.client_account).await;
        self.may_read(&actor, place.client).await.unwrap()
    }

    /// Runs a statement past the store, as somebody with the database in hands.
    pub(super) async fn tamper(&self, sql: &str) -> Result<u64, sqlx::Error> {
        if self.options.database.starts_with("postgres") {
            let mut connection = sqlx::PgConnection::connect(&self.options.database).await?;
            Ok(sqlx::raw_sql(sqlx::AssertSqlSafe(sql.to_owned()))
                .execute(&mut connection)
                .await?
                .rows_affected())
        } else {
            let mut connection = sqlx::SqliteConnection::connect(&self.options.database).await?;
            Ok(sqlx::raw_sql(sqlx::AssertSqlSafe(sql.to_owned()))
                .execute(&mut connection)
                .await?
                .rows_affected())
        }
    }

    pub(super) fn is_postgres(&self) -> bool {
        self.options.database.starts_with("postgres")
    }

    /// One number out of the database.
    pub(super) async fn count(&self, sql: &'static str) -> i64 {
        let (number,) = crate::db::fetch_one!(self.store.db(), (i64,), sql).unwrap();
        number
    }
}

impl Place {
    async fn new(store: &Store, key: &str, preset: Preset) -> Self {
        let new = NewOrganisation {
            key: key.into(),
            host: format!("{key}.localhost"),
            profile: profile(key),
            policy: preset.policy(),
        };
        let organisation = store.create_organisation(new, "root").await.unwrap();
        let operator = store.operator(&organisation, "root: test");
        let new =
            NewClient { demographics: demographics("Anna", "Jansen", Some("999900006")), location: None };
        let client = store.create_client(&operator, new).await.unwrap();
        let (client_person, client_account) = account(store, &operator, "client").await;
        relation(store, &operator, client, client_person, Basis::Own).await;
        let (contact_person, contact_account) = account(store, &operator, "first-contact").await;
        let contact_relation = relation(store, &operator, client, contact_person, Basis::FirstContact).await;
        let (_, nurse_account) = account(store, &operator, "nurse").await;
        let nurse_employment = employment(store, &operator, nurse_account, Role::Nurse).await;
        let (_, admin_account) = account(store, &operator, "admin").await;
        employment(store, &operator, admin_account, Role::Admin).await;
        Self {
            organisation,
            operator,
            client,
            client_account,
            contact_relation,
            contact_account,
            nurse_account,
            nurse_employment,
            admin_account,
            client_person,
        }
    }
}

pub(super) async fn account(store: &Store, operator: &Operator, user_name: &str) -> (PersonId, AccountId) {
    let person = store.create_person(operator, &format!("Mens {user_name}")).await.unwrap();
    let new = NewAccount {
        person,
        user_name: user_name.into(),
        display_name: format!("Mens {user_name}"),
        mobile: Some(PhoneNumber::parse("0612345678").unwrap()),
        email: None,
        password_hash: "$argon2id$v=19$m=8,t=1,p=1$c2FsdHNhbHQ$aGFzaA".into(),
    };
    (person, store.create_account(operator, &new).await.unwrap())
}

pub(super) async fn relation(
    store: &Store,
    operator: &Operator,
    client: ClientId,
    person: PersonId,
    basis: Basis,
) -> RelationId {
    let new = NewRelation {
        client,
        person,
        basis,
        decided_by: None,
        from: START.parse().unwrap(),
        until: None,
        kinds: Kinds::ALL,
        manages: false,
    };
    store.create_relation(operator, new).await.unwrap()
}

pub(super) async fn employment(
    store: &Store,
    operator: &Operator,
    account: AccountId,
    role: Role,
) -> EmploymentId {
    let new = NewEmployment { account, role, location: None, from: START.parse().unwrap(), until: None };
    store.create_employment(operator, new).await.unwrap()
}
