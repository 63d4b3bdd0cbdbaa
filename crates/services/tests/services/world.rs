//! Two organisations that serve the same kind of people.

use std::{
    path::PathBuf,
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, AtomicI64, AtomicU64, Ordering},
    },
};

use inzage_domain::{
    AccountId, Basis, Bsn, Chance, ClientId, ClientName, Clock, PersonId, PhoneNumber, Role,
    access::Kinds,
    branding::{Branding, Colour, OrganisationProfile},
    policy::Preset,
};
use inzage_services::{
    Services,
    import::{Report, SourceFile, Target},
    notify::{Channel, Message, Messenger, MessengerError, Sending},
    password::{Cost, Passwords},
    sign_in::{Code, SignIn},
};
use inzage_store::{
    Actor, Demographics, MasterKey, NewAccount, NewClient, NewEmployment, NewOrganisation, NewRelation,
    Operator, Organisation, RequestContext, SessionState, Store, StoreOptions,
};
use jiff::{SignedDuration, Timestamp, civil::date};

pub(crate) const START: &str = "2026-05-01T08:00:00Z";
pub(crate) const PASSWORD: &str = "zon maan sterren";
pub(crate) const BSN: &str = "999900006";
pub(crate) const SMALL: Cost = Cost { memory_kib: 64, passes: 1, lanes: 1 };
pub(crate) const MOMENT: SignedDuration = SignedDuration::from_micros(1);

/// Stands still until it is moved.
pub(crate) struct TestClock(Mutex<Timestamp>);

impl Clock for TestClock {
    fn now(&self) -> Timestamp {
        *self.0.lock().unwrap()
    }
}

/// Bytes that no other instance gives and that never repeat within one.
struct TestChance(AtomicU64);

static INSTANCES: AtomicU64 = AtomicU64::new(1);

impl TestChance {
    fn new() -> Arc<Self> {
        Arc::new(Self(AtomicU64::new(INSTANCES.fetch_add(1, Ordering::Relaxed) << 40)))
    }
}

impl Chance for TestChance {
    fn fill(&self, buffer: &mut [u8]) {
        for part in buffer.chunks_mut(8) {
            // SplitMix64: different for every counter.
            let mut mixed = self.0.fetch_add(1, Ordering::Relaxed).wrapping_mul(0x9e37_79b9_7f4a_7c15);
            mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
            mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
            mixed ^= mixed >> 31;
            part.copy_from_slice(&mixed.to_le_bytes()[..part.len()]);
        }
    }
}

/// Keeps every message, or takes none for a while.
#[derive(Default)]
pub(crate) struct Recorder {
    messages: Mutex<Vec<Message>>,
    pub(crate) is_down: AtomicBool,
}

impl Messenger for Recorder {
    fn send<'a>(&'a self, message: &'a Message) -> Sending<'a> {
        Box::pin(async move {
            if self.is_down.load(Ordering::Relaxed) {
                return Err(MessengerError::Refused(503));
            }
            self.messages.lock().unwrap().push(message.clone());
            Ok(())
        })
    }
}

impl Recorder {
    pub(crate) fn count(&self) -> usize {
        self.messages.lock().unwrap().len()
    }

    pub(crate) fn all(&self) -> Vec<Message> {
        self.messages.lock().unwrap().clone()
    }

    pub(crate) fn last(&self) -> Message {
        self.messages.lock().unwrap().last().unwrap().clone()
    }

    /// The code in the newest message.
    pub(crate) fn code(&self) -> String {
        let message = self.last();
        assert_eq!(message.channel, Channel::Sms);
        let code = message.body.split(' ').next().unwrap().to_owned();
        assert!(code.len() == 6 && code.bytes().all(|byte| byte.is_ascii_digit()), "{code}");
        code
    }

    /// Six digits that are not the code.
    pub(crate) fn wrong_code(&self) -> &'static str {
        if self.code() == "123456" { "654321" } else { "123456" }
    }
}

/// One organisation with a client, a first contact, a nurse and an administrator.
pub(crate) struct Place {
    pub(crate) organisation: Organisation,
    pub(crate) operator: Operator,
    pub(crate) client: ClientId,
}

pub(crate) struct World {
    pub(crate) services: Services,
    pub(crate) clock: Arc<TestClock>,
    pub(crate) messenger: Arc<Recorder>,
    pub(crate) here: Place,
    pub(crate) there: Place,
    folder: tempfile::TempDir,
    /// How often the log was proved to count its lines.
    asked: AtomicI64,
}

fn options(folder: &tempfile::TempDir) -> StoreOptions {
    let file = |name: &str| folder.path().join(name).display().to_string();
    StoreOptions {
        database: file("inzage.db"),
        keys: file("keys.db"),
        witness: folder.path().join("witness"),
        readers: 2,
    }
}

async fn open(
    folder: &tempfile::TempDir,
    clock: &Arc<TestClock>,
    messenger: &Arc<Recorder>,
    cost: Cost,
) -> Services {
    let chance = TestChance::new();
    let master = MasterKey::from_hex(&"0123456789abcdef".repeat(4)).unwrap();
    let store = Store::open(&options(folder), &master, clock.clone(), chance.clone()).await.unwrap();
    let passwords = Passwords::new(cost, 2, chance.clone()).unwrap();
    Services { store, clock: clock.clone(), chance, messenger: messenger.clone(), passwords, digid: None }
}

pub(crate) fn request() -> RequestContext {
    from("192.0.2.7")
}

/// A request from an address: failures are counted by address too.
pub(crate) fn from(address: &str) -> RequestContext {
    RequestContext {
        address: address.to_owned(),
        source: "test".to_owned(),
        user_agent: "Testbrowser/1".to_owned(),
        things: Vec::new(),
    }
}

impl World {
    pub(crate) async fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let clock = Arc::new(TestClock(Mutex::new(START.parse().unwrap())));
        let messenger = Arc::new(Recorder::default());
        Store::migrate(&options(&folder)).await.unwrap();
        let services = open(&folder, &clock, &messenger, SMALL).await;
        let here = Place::new(&services, "linde").await;
        let there = Place::new(&services, "waterland").await;
        Self { services, clock, messenger, here, there, folder, asked: AtomicI64::new(0) }
    }

    /// Another process on the same store, with another cost of a password.
    pub(crate) async fn another(&self, cost: Cost) -> Services {
        open(&self.folder, &self.clock, &self.messenger, cost).await
    }

    pub(crate) fn pass(&self, time: SignedDuration) {
        *self.clock.0.lock().unwrap() += time;
    }

    pub(crate) async fn sign_in(&self, user: &str, password: &str) -> SignIn {
        self.services.sign_in(&self.here.organisation, user, password, &request()).await.unwrap()
    }

    /// The first step with the right password.
    pub(crate) async fn step(&self, user: &str) -> String {
        match self.sign_in(user, PASSWORD).await {
            SignIn::CodeNeeded { token } => token,
            other => panic!("{user}: {other:?}"),
        }
    }

    pub(crate) async fn give(&self, token: &str, code: &str) -> Code {
        self.services.check_code(&self.here.organisation, token, code, None, &request()).await.unwrap()
    }

    /// Both steps: the session's token.
    pub(crate) async fn log_in(&self, place: &Place, user: &str) -> String {
        let step = self.services.sign_in(&place.organisation, user, PASSWORD, &request()).await.unwrap();
        let SignIn::CodeNeeded { token } = step else { panic!("{user}: {step:?}") };
        let code = self.messenger.code();
        let code =
            self.services.check_code(&place.organisation, &token, &code, None, &request()).await.unwrap();
        match code {
            Code::SignedIn { token } => token,
            other => panic!("{user}: {other:?}"),
        }
    }

    pub(crate) async fn state(&self, place: &Place, token: &str) -> SessionState {
        self.services.store.actor(&place.organisation, token, &request()).await.unwrap()
    }

    pub(crate) async fn actor_of(&self, token: &str) -> Actor {
        match self.state(&self.here, token).await {
            SessionState::Live(actor) => *actor,
            other => panic!("the session does not run: {other:?}"),
        }
    }

    pub(crate) async fn actor(&self, user: &str) -> Actor {
        let token = self.log_in(&self.here, user).await;
        self.actor_of(&token).await
    }

    /// Lines in the log of the first organisation. Asking leaves one more each time, which is not
    /// counted.
    pub(crate) async fn lines(&self) -> i64 {
        let report = self.services.store.verify_log(&self.here.operator).await.unwrap();
        assert!(report.is_whole());
        report.lines - self.asked.fetch_add(1, Ordering::Relaxed)
    }

    /// Imports files into the record of a place's client.
    pub(crate) async fn import(&self, place: &Place, files: Vec<SourceFile>, shared: bool) -> Report {
        let target = Target::Client(place.client);
        self.services.import(&place.operator, target, files, shared, &|_, _| {}).await.unwrap()
    }
}

impl Place {
    async fn new(services: &Services, key: &str) -> Self {
        let store = &services.store;
        let new = NewOrganisation {
            key: key.to_owned(),
            host: format!("{key}.localhost"),
            profile: OrganisationProfile {
                name: format!("Zorg {key}"),
                phone: "020 123 45 67".to_owned(),
                phone_hours_nl: "op werkdagen".to_owned(),
                phone_hours_en: "on working days".to_owned(),
                security_contact: String::new(),
                privacy_url: String::new(),
                help_contact: "help@example.org".into(),
                privacy_contact: "privacy@example.org".into(),
                branding: Branding {
                    brand: Colour::parse("#14532d").unwrap(),
                    accent: Colour::parse("#7c2d12").unwrap(),
                    initials: "Z".to_owned(),
                },
            },
            policy: Preset::Vivium.policy(),
        };
        let organisation = store.create_organisation(new, "root").await.unwrap();
        let operator = store.operator(&organisation, "root: test");
        let demographics = Demographics {
            name: ClientName { given: "Anna".to_owned(), own: "Jansen".to_owned(), ..ClientName::default() },
            birth_date: Some(date(1963, 9, 18)),
            gender: "female".to_owned(),
            bsn: Some(Bsn::parse(BSN).unwrap()),
            ..Demographics::default()
        };
        let client =
            store.create_client(&operator, NewClient { demographics, location: None }).await.unwrap();
        let place = Self { organisation, operator, client };
        for (user, basis) in
            [("client", Some(Basis::Own)), ("contact", Some(Basis::FirstContact)), ("other", None)]
        {
            let (person, _) = place.account(services, user, Some("06 12 34 56 78")).await;
            let Some(basis) = basis else { continue };
            let relation = NewRelation {
                client,
                person,
                basis,
                decided_by: None,
                from: START.parse().unwrap(),
                until: None,
                kinds: Kinds::ALL,
                manages: false,
            };
            store.create_relation(&place.operator, relation).await.unwrap();
        }
        for (user, role) in [("nurse", Role::Nurse), ("admin", Role::Admin)] {
            let (_, account) = place.account(services, user, Some("06 12 34 56 79")).await;
            let work =
                NewEmployment { account, role, location: None, from: START.parse().unwrap(), until: None };
            store.create_employment(&place.operator, work).await.unwrap();
        }
        place
    }

    pub(crate) async fn account(
        &self,
        services: &Services,
        user: &str,
        mobile: Option<&str>,
    ) -> (PersonId, AccountId) {
        let person = services.store.create_person(&self.operator, &format!("Mens {user}")).await.unwrap();
        let new = NewAccount {
            person,
            user_name: user.to_owned(),
            display_name: format!("Mens {user}"),
            mobile: mobile.map(|number| PhoneNumber::parse(number).unwrap()),
            email: None,
            password_hash: services.passwords.hash(PASSWORD).await.unwrap(),
        };
        (person, services.store.create_account(&self.operator, &new).await.unwrap())
    }

    pub(crate) async fn account_of(&self, services: &Services, user: &str) -> AccountId {
        services.store.account_by_user_name(&self.operator, user).await.unwrap().unwrap().account
    }
}

/// A file out of a JSON value.
pub(crate) fn file(name: &str, content: &serde_json::Value) -> SourceFile {
    SourceFile { name: name.to_owned(), bytes: serde_json::to_vec_pretty(content).unwrap() }
}

/// The Patient resource of a client.
pub(crate) fn patient(id: &str, bsn: &str) -> serde_json::Value {
    serde_json::json!({
        "resourceType": "Patient",
        "id": id,
        "identifier": [{ "system": "http://fhir.nl/fhir/NamingSystem/bsn", "value": bsn }],
        "name": [{ "family": "Jansen", "given": ["Anna"] }],
        "birthDate": "1963-09-18"
    })
}

/// A weight of the patient `p1`, measured on a day of April 2026.
pub(crate) fn weight(id: &str, day: u32, kilograms: u32) -> serde_json::Value {
    serde_json::json!({
        "resourceType": "Observation",
        "id": id,
        "status": "final",
        "category": [{ "coding": [{
            "system": "http://terminology.hl7.org/CodeSystem/observation-category",
            "code": "vital-signs"
        }] }],
        "code": { "coding": [{ "system": "http://loinc.org", "code": "29463-7", "display": "Gewicht" }] },
        "subject": { "reference": "Patient/p1" },
        "effectiveDateTime": format!("2026-04-{day:02}T10:00:00+02:00"),
        "valueQuantity": {
            "value": kilograms,
            "unit": "kg",
            "system": "http://unitsofmeasure.org",
            "code": "kg"
        }
    })
}

/// A folder of the test files that come with the project, or `None` with a line that says so.
pub(crate) fn testdata(name: &str) -> Option<Vec<SourceFile>> {
    let folder = PathBuf::from(std::env::var_os("CARGO_MANIFEST_DIR").unwrap())
        .join("../../../shared/testdata")
        .join(name);
    let Ok(entries) = std::fs::read_dir(&folder) else {
        eprintln!("skipped: ../shared/testdata/{name} is not here");
        return None;
    };
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let name = |path: &PathBuf| path.file_name().unwrap().to_string_lossy().into_owned();
    Some(
        paths
            .iter()
            .map(|path| SourceFile { name: name(path), bytes: std::fs::read(path).unwrap() })
            .collect(),
    )
}
