//! Putting outside data into a record: FHIR files by an operator's command (R1, R2, R134).
//!
//! A file that cannot be read and a resource that does not belong to this client are named and
//! left out; the rest goes in. Bringing the same file again changes nothing.

mod contact;

use std::{collections::HashMap, fmt};

use inzage_domain::{
    Basis, CareTime, ClientId, Precision, PublishState,
    access::{ImportRecord, Kinds},
};
use inzage_fhir::{
    BsnState, Format, Gender, Incoming, NotThisClient, PatientFacts, PersonName, Surroundings, Understood,
    about_same_patient, email, mobile, parse, patient_facts, read_back, subject, understand_among,
};
use inzage_store::{
    Demographics, Imported, NewAccount, NewClient, NewEntry, NewRelation, Operator, Recorded, Registering,
};
use jiff::{Timestamp, civil::Date};

use crate::{Error, Services, record::Summary};

/// The name under which FHIR files are kept as a source.
pub const SOURCE: &str = "fhir";
/// Resources that go into one write.
const BATCH: usize = 64;

/// One file.
pub struct SourceFile {
    /// Its name, for the report.
    pub name: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// Whose record it is for.
pub enum Target {
    /// A client who is registered.
    Client(ClientId),
    /// The client of this user name; made out of the `Patient` among the files if there is none.
    Create {
        /// User name of the account.
        user_name: String,
    },
}

/// Something that was left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    /// The file.
    pub file: String,
    /// Place and reason, in English.
    pub reason: String,
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.file, self.reason)
    }
}

/// An account that was made.
pub struct Created {
    /// Its user name.
    pub user_name: String,
    /// Its first password, to be handed over once.
    pub password: String,
    /// Whether the Patient has a mobile number: without one no code can be sent, and nobody can log
    /// in.
    pub has_mobile: bool,
}

/// What an import did.
#[derive(Default)]
pub struct Report {
    /// The client, once there is one.
    pub client: Option<ClientId>,
    /// The account, where one was made.
    pub created: Option<Created>,
    /// Resources that are new.
    pub new: usize,
    /// Resources with another content than before: a new version.
    pub changed: usize,
    /// Resources that were there already, byte for byte.
    pub unchanged: usize,
    /// What came of the first contact whom the files name; `None` where they name nobody (R7).
    pub contact: Option<Registering>,
    /// What was left out and why.
    pub refused: Vec<Refused>,
}

impl Services {
    /// Imports files for one client. `shared` says whether the client sees them at once (R2).
    /// `progress` is called with how many resources are done and how many there are.
    pub async fn import(
        &self,
        operator: &Operator,
        target: Target,
        files: Vec<SourceFile>,
        shared: bool,
        progress: &(dyn Fn(usize, usize) + Send + Sync),
    ) -> Result<Report, Error> {
        let mut report = Report::default();
        let mut found: Vec<(String, Incoming)> = Vec::new();
        for file in files {
            match parse(&file.bytes) {
                Ok(resources) => {
                    found.extend(resources.into_iter().map(|resource| (file.name.clone(), resource)));
                }
                Err(error) => report.refused.push(Refused { file: file.name, reason: error.to_string() }),
            }
        }
        let Some((client, facts, own)) = self.client_of(operator, target, &found, &mut report).await? else {
            return Ok(report);
        };
        report.client = Some(client);
        let permit = self.store.operator_permit::<ImportRecord>(operator, client).await??;
        let (resources, names) = belonging(found, &facts, own, &mut report);
        self.keep(&permit, &resources, &names, shared, &mut report, progress).await?;
        self.import_contact(operator, &permit, &resources, &names, &mut report).await?;
        Ok(report)
    }

    /// The client, the facts by which its resources are known, and the ids of its `Patient`s.
    async fn client_of(
        &self,
        operator: &Operator,
        target: Target,
        found: &[(String, Incoming)],
        report: &mut Report,
    ) -> Result<Option<(ClientId, PatientFacts, Vec<String>)>, Error> {
        let user_name = match target {
            Target::Client(client) => return Ok(Some(self.known_client(operator, client).await?)),
            Target::Create { user_name } => user_name,
        };
        if let Some(account) = self.store.account_by_user_name(operator, &user_name).await? {
            let client = account.own_clients.first().copied().ok_or(Error::NotFound)?;
            return Ok(Some(self.known_client(operator, client).await?));
        }
        let Some((file, patient, facts)) = main_patient(found) else {
            let reason = "there is no Patient resource to make the client from".to_owned();
            report.refused.push(Refused { file: "all files".to_owned(), reason });
            return Ok(None);
        };
        if let BsnState::Wrong(error) = &facts.bsn {
            let reason = format!("{}: its BSN is refused: {error}", patient.local_reference());
            report.refused.push(Refused { file: file.to_owned(), reason });
            return Ok(None);
        }
        let (client, created) = self.create(operator, user_name, patient, &facts).await?;
        report.created = Some(created);
        let own = own_ids(std::slice::from_ref(&patient));
        Ok(Some((client, facts, own)))
    }

    async fn create(
        &self,
        operator: &Operator,
        user_name: String,
        patient: &Incoming,
        facts: &PatientFacts,
    ) -> Result<(ClientId, Created), Error> {
        let name = facts.name.client_name();
        let display_name = name.full();
        let demographics = Demographics {
            birth_date: facts
                .birth_date
                .as_ref()
                .filter(|time| time.precision == Precision::Day)
                .and_then(|time| time.written.parse::<Date>().ok()),
            gender: gender(facts.gender).to_owned(),
            bsn: match &facts.bsn {
                BsnState::Present(bsn) => Some(bsn.clone()),
                BsnState::Absent | BsnState::Masked | BsnState::Wrong(_) => None,
            },
            name,
            ..Demographics::default()
        };
        let client = self.store.create_client(operator, NewClient { demographics, location: None }).await?;
        let mobile = mobile(&patient.tree);
        let has_mobile = mobile.is_some();
        let password = self.passwords.first_password();
        let password_hash = self.passwords.hash(&password).await?;
        let person = self.store.create_person(operator, &display_name).await?;
        let account = NewAccount {
            person,
            user_name: user_name.clone(),
            display_name,
            mobile,
            email: email(&patient.tree).map(|email| email.as_str().to_owned()),
            password_hash,
        };
        self.store.create_account(operator, &account).await?;
        let relation = NewRelation {
            client,
            person,
            basis: Basis::Own,
            decided_by: None,
            from: self.clock.now(),
            until: None,
            kinds: Kinds::ALL,
            manages: false,
        };
        self.store.create_relation(operator, relation).await?;
        Ok((client, Created { user_name, password, has_mobile }))
    }

    async fn known_client(
        &self,
        operator: &Operator,
        client: ClientId,
    ) -> Result<(ClientId, PatientFacts, Vec<String>), Error> {
        let permit = self.store.operator_permit::<ImportRecord>(operator, client).await??;
        let sources = self.store.sources_of_kind(&permit, "Patient").await?;
        let patients: Vec<Incoming> = sources.iter().filter_map(|bytes| read_back(bytes).ok()).collect();
        let patients: Vec<&Incoming> = patients.iter().collect();
        let own = own_ids(&patients);
        let facts = match patients.iter().find_map(|patient| patient_facts(patient)) {
            Some(facts) => facts,
            None => facts_of(&self.store.demographics(&permit).await?),
        };
        Ok((client, facts, own))
    }

    async fn keep(
        &self,
        permit: &Recorded<inzage_domain::access::Permit<ImportRecord>>,
        resources: &[Incoming],
        names: &[String],
        shared: bool,
        report: &mut Report,
        progress: &(dyn Fn(usize, usize) + Send + Sync),
    ) -> Result<(), Error> {
        let around = Surroundings::of(resources);
        let (mut done, now) = (0, self.clock.now());
        progress(0, resources.len());
        for (batch, files) in resources.chunks(BATCH).zip(names.chunks(BATCH)) {
            let entries = batch
                .iter()
                .zip(files)
                .map(|(resource, file)| {
                    entry(resource, &understand_among(resource, &around), file, shared, now)
                })
                .collect::<Result<Vec<_>, Error>>()?;
            for (_, outcome) in self.store.import_entries(permit, entries).await? {
                match outcome {
                    Imported::Created => report.new += 1,
                    Imported::NewVersion => report.changed += 1,
                    Imported::Unchanged => report.unchanged += 1,
                }
            }
            done += batch.len();
            progress(done, resources.len());
        }
        Ok(())
    }
}

/// The `Patient` to make the client from: the one that most resources are about; the first where
/// that does not decide.
fn main_patient(found: &[(String, Incoming)]) -> Option<(&str, &Incoming, PatientFacts)> {
    let mut about: HashMap<String, usize> = HashMap::new();
    for reference in found.iter().filter_map(|(_, resource)| subject(resource)) {
        if let Some(address) = reference.address {
            *about.entry(address).or_default() += 1;
        }
    }
    let counted = |patient: &Incoming| {
        let addresses = [Some(patient.local_reference()), patient.full_url.clone()];
        addresses.iter().flatten().filter_map(|address| about.get(address)).sum::<usize>()
    };
    let mut best: Option<(&str, &Incoming, PatientFacts, usize)> = None;
    for (file, resource) in found {
        let Some(facts) = patient_facts(resource) else { continue };
        let count = counted(resource);
        if best.as_ref().is_none_or(|(_, _, _, most)| count > *most) {
            best = Some((file, resource, facts, count));
        }
    }
    best.map(|(file, resource, facts, _)| (file, resource, facts))
}

/// Ids and addresses by which resources refer to these `Patient`s.
fn own_ids(patients: &[&Incoming]) -> Vec<String> {
    let mut ids = Vec::new();
    for patient in patients {
        ids.extend(patient.id.clone());
        ids.extend(patient.full_url.clone());
        ids.push(patient.local_reference());
    }
    ids
}

/// Splits off what is not about this client, with its reason.
fn belonging(
    found: Vec<(String, Incoming)>,
    facts: &PatientFacts,
    mut own: Vec<String>,
    report: &mut Report,
) -> (Vec<Incoming>, Vec<String>) {
    let mut refuse = |file: String, error: &NotThisClient| {
        report.refused.push(Refused { file, reason: error.to_string() });
    };
    let (patients, others): (Vec<_>, Vec<_>) =
        found.into_iter().partition(|(_, resource)| resource.resource_type == "Patient");
    let (mut resources, mut names) = (Vec::new(), Vec::new());
    // A client's other `Patient` resources first: what refers to them is the client's too.
    for (file, resource) in patients.into_iter().chain(others) {
        match about_same_patient(facts, &resource, &own) {
            Ok(_) => {
                if resource.resource_type == "Patient" {
                    own.extend(own_ids(&[&resource]));
                }
                resources.push(resource);
                names.push(file);
            }
            Err(error) => refuse(file, &error),
        }
    }
    (resources, names)
}

fn entry(
    resource: &Incoming,
    understood: &Understood,
    file: &str,
    shared: bool,
    now: Timestamp,
) -> Result<NewEntry, Error> {
    let summary =
        serde_json::to_value(Summary::of(understood)).map_err(|error| Error::Content(error.to_string()))?;
    // Without an id of its own a resource is known by its place: the same file again is the same.
    let source_identifier = match (&resource.id, &resource.full_url) {
        (Some(_), _) => resource.local_reference(),
        (None, Some(url)) => url.clone(),
        (None, None) => match resource
            .identifiers
            .iter()
            .find_map(|id| Some(format!("{}|{}", id.system.as_deref()?, id.value.as_deref()?)))
        {
            Some(identifier) => format!("{}?identifier={identifier}", resource.resource_type),
            None => format!("{}#{file}", resource.resource_type),
        },
    };
    Ok(NewEntry {
        category: understood.category,
        kind: resource.resource_type.clone(),
        source: SOURCE.to_owned(),
        source_identifier,
        format: match resource.format {
            Format::Json => "json",
            Format::Xml => "xml",
        }
        .to_owned(),
        bytes: resource.bytes.clone(),
        summary,
        words: understood.words.join(" "),
        care: understood.care_time.clone().unwrap_or_else(|| known_since(understood, now)),
        recorded_at: understood.recorded.or(understood.last_updated),
        author: understood.author.clone(),
        author_account: None,
        location: None,
        care_type: understood.care_type.as_ref().map(|care_type| care_type.dutch.clone()),
        state: if shared { PublishState::Published } else { PublishState::Internal },
    })
}

/// Where the source does not say when the care was: the moment of recording or of coming in, to
/// put it in order.
fn known_since(understood: &Understood, now: Timestamp) -> CareTime {
    let at = understood.recorded.or(understood.last_updated).unwrap_or(now);
    CareTime { at, precision: Precision::Day, offset_minutes: None }
}

fn gender(gender: Option<Gender>) -> &'static str {
    match gender {
        Some(Gender::Male) => "male",
        Some(Gender::Female) => "female",
        Some(Gender::Other) => "other",
        Some(Gender::Unknown) => "unknown",
        None => "",
    }
}

/// The facts of a client who was registered by hand.
fn facts_of(known: &Demographics) -> PatientFacts {
    PatientFacts {
        id: None,
        name: PersonName { parts: known.name.clone(), ..PersonName::default() },
        birth_date: known.birth_date.and_then(|date| inzage_fhir::FhirTime::parse(&date.to_string())),
        gender: None,
        bsn: known.bsn.clone().map_or(BsnState::Absent, BsnState::Present),
        identifiers: Vec::new(),
    }
}
