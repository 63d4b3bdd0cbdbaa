//! A store without a server: one organisation, clients with records of any size.

use std::path::PathBuf;
use std::sync::Arc;

use anyhow::{Context, Result, bail};
use inzage_domain::{
    AccountId, Author, Basis, CareTime, Category, Chance, ClientId, ClientName, Clock, Precision,
    PublishState, Role,
    access::{ImportRecord, Kinds, ReadRecord},
    branding::{Branding, Colour, OrganisationProfile},
    policy::Preset,
};
use inzage_store::{
    Actor, Demographics, MasterKey, NewAccount, NewClient, NewEmployment, NewEntry, NewOrganisation,
    NewRelation, Operator, Organisation, Permitted, RequestContext, SessionState, Store, StoreOptions,
};
use jiff::{SignedDuration, Timestamp, ToSpan, civil::date};
use tempfile::TempDir;

struct SystemClock;

impl Clock for SystemClock {
    #[expect(clippy::disallowed_methods, reason = "this program's one place where real time comes in")]
    fn now(&self) -> Timestamp {
        Timestamp::now()
    }
}

struct SystemChance;

impl Chance for SystemChance {
    fn fill(&self, buffer: &mut [u8]) {
        random(buffer);
    }
}

/// Random bytes; zeros where the machine has none, which no measure minds.
#[expect(clippy::disallowed_methods, reason = "this program's one place where real chance comes in")]
pub fn random(buffer: &mut [u8]) {
    if getrandom::fill(buffer).is_err() {
        buffer.fill(0);
    }
}

/// The store and whose it is.
pub struct World {
    pub store: Store,
    pub organisation: Organisation,
    pub operator: Operator,
    pub folder: TempDir,
}

/// Somebody with a record.
pub struct Person {
    pub client: ClientId,
    pub actor: Actor,
    pub token: String,
}

/// Where a request comes from.
pub fn context() -> RequestContext {
    RequestContext { address: "127.0.0.1".into(), source: "inzage-bench".into(), ..RequestContext::default() }
}

/// Opens a store that is there already, with the text of its master key.
pub async fn open(options: &StoreOptions, key: &str) -> Result<Store> {
    Ok(Store::open(options, &MasterKey::from_hex(key)?, Arc::new(SystemClock), Arc::new(SystemChance))
        .await?)
}

impl World {
    /// An empty store in a folder of its own.
    pub async fn new() -> Result<Self> {
        let folder = crate::rows::folder()?;
        let options = StoreOptions {
            database: folder.path().join("inzage.sqlite").display().to_string(),
            keys: folder.path().join("keys.sqlite").display().to_string(),
            witness: folder.path().join("witness"),
            readers: 4,
        };
        Store::migrate(&options).await?;
        let chance: Arc<dyn Chance> = Arc::new(SystemChance);
        let key = MasterKey::generate(&*chance);
        let store = Store::open(&options, &key, Arc::new(SystemClock), chance).await?;
        let new = NewOrganisation {
            key: "linde".into(),
            host: "linde.localhost".into(),
            profile: OrganisationProfile {
                name: "De Linde".into(),
                phone: "020 123 45 67".into(),
                phone_hours_nl: String::new(),
                phone_hours_en: String::new(),
                security_contact: "security@linde.example".into(),
                privacy_url: String::new(),
                help_contact: "help@example.org".into(),
                privacy_contact: "privacy@example.org".into(),
                branding: Branding {
                    brand: Colour::parse("#14532d")?,
                    accent: Colour::parse("#7c2d12")?,
                    initials: "L".into(),
                },
            },
            policy: Preset::Vivium.policy(),
        };
        let organisation = store.create_organisation(new, "bench").await?;
        let operator = store.operator(&organisation, "bench");
        Ok(Self { store, organisation, operator, folder })
    }

    /// The file of the record.
    pub fn database(&self) -> PathBuf {
        self.folder.path().join("inzage.sqlite")
    }

    /// A client with an account, a session and this many reports.
    pub async fn person(&self, user: &str, entries: usize) -> Result<Person> {
        let demographics = Demographics {
            name: ClientName { given: "Proef".into(), own: user.into(), ..ClientName::default() },
            birth_date: Some(date(1950, 1, 1)),
            ..Demographics::default()
        };
        let client =
            self.store.create_client(&self.operator, NewClient { demographics, location: None }).await?;
        let account = self.account(user, client).await?;
        let permit = self.store.operator_permit::<ImportRecord>(&self.operator, client).await??;
        let mut number = 0;
        while number < entries {
            let upto = (number + 640).min(entries);
            self.store.import_entries(&permit, (number..upto).map(report).collect()).await?;
            number = upto;
        }
        let token = self.store.session_create(&self.organisation, account, None, &context()).await?;
        let token = token.context("the account is not open")?;
        let SessionState::Live(actor) = self.store.actor(&self.organisation, &token, &context()).await?
        else {
            bail!("the session does not run");
        };
        Ok(Person { client, actor: *actor, token })
    }

    async fn account(&self, user: &str, client: ClientId) -> Result<AccountId> {
        let person = self.store.create_person(&self.operator, user).await?;
        let new = NewAccount {
            person,
            user_name: user.into(),
            display_name: user.into(),
            mobile: None,
            email: None,
            password_hash: "$argon2id$v=19$m=8,t=1,p=1$c2FsdHNhbHQ$aGFzaA".into(),
        };
        let account = self.store.create_account(&self.operator, &new).await?;
        let relation = NewRelation {
            client,
            person,
            basis: Basis::Own,
            decided_by: None,
            from: Timestamp::UNIX_EPOCH,
            until: None,
            kinds: Kinds::ALL,
            manages: false,
        };
        self.store.create_relation(&self.operator, relation).await?;
        Ok(account)
    }

    /// So many clients without an account, their names made of a few beginnings and endings.
    pub async fn clients(&self, number: usize) -> Result<()> {
        const FIRST: [&str; 8] = ["Jan", "Riet", "Anneke", "Willem", "Sjaan", "Mohamed", "Corrie", "Ton"];
        const OWN: [&str; 10] =
            ["Jansen", "Bakker", "Visser", "Smit", "Meijer", "Mulder", "Bos", "Vos", "Peters", "Hendriks"];
        let numbers: Vec<usize> = (0..number).collect();
        for some in numbers.chunks(256) {
            let made = some.iter().map(|number| {
                let (given, own) = (FIRST.get(number % 8), OWN.get(number / 8 % 10));
                let days = i32::try_from(number % 20_000).unwrap_or_default();
                let demographics = Demographics {
                    name: ClientName {
                        given: given.copied().unwrap_or_default().into(),
                        own: format!("{}{number}", own.copied().unwrap_or_default()),
                        ..ClientName::default()
                    },
                    birth_date: Some(date(1925, 1, 1) + days.days()),
                    ..Demographics::default()
                };
                self.store.create_client(&self.operator, NewClient { demographics, location: None })
            });
            for client in futures_util::future::join_all(made).await {
                client?;
            }
        }
        Ok(())
    }

    /// Somebody who works here.
    pub async fn nurse(&self) -> Result<Actor> {
        let person = self.store.create_person(&self.operator, "nurse").await?;
        let new = NewAccount {
            person,
            user_name: "nurse".into(),
            display_name: "nurse".into(),
            mobile: None,
            email: None,
            password_hash: "$argon2id$v=19$m=8,t=1,p=1$c2FsdHNhbHQ$aGFzaA".into(),
        };
        let account = self.store.create_account(&self.operator, &new).await?;
        let from = Timestamp::UNIX_EPOCH;
        let work = NewEmployment { account, role: Role::Nurse, location: None, from, until: None };
        self.store.create_employment(&self.operator, work).await?;
        let token = self.store.session_create(&self.organisation, account, None, &context()).await?;
        let token = token.context("the account is not open")?;
        match self.store.actor(&self.organisation, &token, &context()).await? {
            SessionState::Live(actor) => Ok(*actor),
            _ => bail!("the session does not run"),
        }
    }

    /// Leave to read, with its line in the log.
    pub async fn may_read(&self, person: &Person) -> Result<Permitted<ReadRecord>> {
        Ok(self.store.permit(&person.actor, Some(person.client), &context()).await??)
    }
}

/// What a report says: as long as the demo's.
pub fn report_text(number: usize) -> String {
    format!(
        "Melding {number}. Mevrouw was vroeg wakker en had goed geslapen. Bij het wassen deed zij zelf haar gezicht, \
         armen en bovenlichaam; rug en benen heb ik gedaan. Ontbijt: twee boterhammen met kaas en een kop thee. \
         Steunkousen aangetrokken, de huid van de benen is gaaf."
    )
}

/// A report, as an import would make it.
pub fn report(number: usize) -> NewEntry {
    let minutes = i64::try_from(number).unwrap_or_default() * 7;
    let at = Timestamp::UNIX_EPOCH
        + SignedDuration::from_hours(24 * 365 * 30)
        + SignedDuration::from_mins(minutes);
    let text = report_text(number);
    NewEntry {
        category: Category::Reports,
        kind: "Observation".into(),
        source: "fhir".into(),
        source_identifier: format!("report-{number}"),
        format: "json".into(),
        bytes: b"{}".to_vec(),
        summary: serde_json::json!({ "title_nl": "Dagrapportage", "title_en": "Daily report", "text_nl": &text, "text_en": &text, "mistake": false }),
        words: String::new(),
        care: CareTime { at, precision: Precision::Time, offset_minutes: Some(120) },
        recorded_at: Some(at),
        author: Author {
            name: "Sanne Willems".into(),
            role: "verzorgende IG".into(),
            organisation: "De Linde".into(),
        },
        author_account: None,
        location: None,
        care_type: None,
        state: PublishState::Published,
    }
}
