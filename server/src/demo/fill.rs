//! Filling an empty demo: once, from beginning to end.

use std::sync::Arc;

use inzage_domain::{
    AccountId, Basis, Bsn, ClientId, ClientName, Clock, LocationId, PersonId, PhoneNumber,
    access::Kinds,
    branding::{Branding, Colour, OrganisationProfile},
    policy::SecondFactor,
    sign_in::{Held, SecondStep, second_step},
    totp::Secret,
    written::day_of,
};
use inzage_services::{
    Services,
    import::{Report, SourceFile, Target},
};
use inzage_store::{
    Demographics, DocumentKind, IdentityDocument, NewAccount, NewClient, NewEmployment, NewOrganisation,
    NewRelation, Operator, Organisation, RequestContext,
};
use jiff::{Timestamp, civil::date};

use super::{
    AccountEntry, Contract, OrganisationEntry,
    contract::url,
    digid, figures,
    organisations::{ALL, APPS, Account, Organisation as Plan, Task},
    record, terms,
};
use crate::problem::Problem;

/// Who fills, in the access log.
const WHO: &str = "system: inzage demo";

/// Longer ago than any clock that a demo is set to.
const LONG_AGO: Timestamp = Timestamp::UNIX_EPOCH;
/// Since when staff work there: the first of January 2020 in the Netherlands.
const WORKS_SINCE: Timestamp = Timestamp::constant(1_577_833_200, 0);

/// Fills an empty store; gives the accounts.
pub async fn fill(services: &Services, port: u16) -> Result<Contract, Problem> {
    let mut contract = Contract::default();
    for plan in ALL {
        let organisation = organisation(services, plan).await?;
        let operator = services.store.operator(&organisation, WHO);
        publish_terms(services, &operator, plan).await?;
        let mut filling = Filling { services, operator, plan, client: None, child: None };
        let mut accounts = Vec::new();
        for account in plan.accounts {
            let entry = filling.add(account).await?;
            // Only what works is listed.
            if !matches!(account.task, Task::Unnumbered(_)) {
                accounts.push(entry);
            }
        }
        services.store.create_client(&filling.operator, waiting()).await?;
        if plan.key == figures::HERE {
            figures::open_pages(services, &organisation).await?;
        }
        contract.organisations.push(OrganisationEntry {
            key: plan.key.to_owned(),
            url: url(plan.key, port),
            name: plan.name.to_owned(),
            policy: plan.preset.key().to_owned(),
            accounts,
        });
    }
    Ok(contract)
}

/// A client whom nobody has invited yet.
fn waiting() -> NewClient {
    let name = ClientName { given: "Wim".to_owned(), own: "Bakker".to_owned(), ..ClientName::default() };
    let demographics = Demographics {
        name,
        birth_date: Some(date(1938, 11, 5)),
        gender: "male".to_owned(),
        bsn: Bsn::parse("999900201").ok(),
        ..Demographics::default()
    };
    NewClient { demographics, location: None }
}

/// A client at one location, whose record is still empty.
fn in_the_north(location: LocationId) -> NewClient {
    let name = ClientName { given: "Greet".to_owned(), own: "Postma".to_owned(), ..ClientName::default() };
    let demographics = Demographics { name, birth_date: Some(date(1941, 2, 17)), ..Demographics::default() };
    NewClient { demographics, location: Some(location) }
}

/// One organisation being filled.
struct Filling<'a> {
    services: &'a Services,
    operator: Operator,
    plan: &'a Plan,
    /// The client, once there is one.
    client: Option<ClientId>,
    /// The client of 14, once there is one.
    child: Option<ClientId>,
}

impl Filling<'_> {
    async fn add(&mut self, account: &Account) -> Result<AccountEntry, Problem> {
        let password = self.plan.password(account);
        let client = match account.task {
            Task::Relation(basis) | Task::Unnumbered(basis) => {
                let (found, files) = (self.client, self.plan.record);
                let client =
                    self.add_relation(account, (basis, Kinds::ALL, false), found, files, &password).await?;
                self.client = Some(client);
                Some(client)
            }
            Task::Child(basis) => {
                let found = self.child;
                let granted = (basis, Kinds::ALL, false);
                let client = self.add_relation(account, granted, found, record::CHILD, &password).await?;
                self.child = Some(client);
                Some(client)
            }
            Task::Network { manages, kinds } => {
                let granted = (Basis::NetworkMember, kinds, manages);
                Some(self.add_relation(account, granted, self.client, self.plan.record, &password).await?)
            }
            Task::TwoClients => {
                let granted = (Basis::FirstContact, Kinds::ALL, false);
                let client =
                    self.add_relation(account, granted, self.client, self.plan.record, &password).await?;
                self.add_second_client(account).await?;
                Some(client)
            }
            Task::Work(role) => {
                let id = self.add_account(account, &password).await?.1;
                let work =
                    NewEmployment { account: id, role, location: None, from: WORKS_SINCE, until: None };
                self.services.store.create_employment(&self.operator, work).await?;
                None
            }
            Task::WorkElsewhere(role) => {
                let store = &self.services.store;
                let id = self.add_account(account, &password).await?.1;
                let south = store.create_location(&self.operator, "De Linde Zuid", "wonen").await?;
                let location = Some(south);
                let work = NewEmployment { account: id, role, location, from: WORKS_SINCE, until: None };
                store.create_employment(&self.operator, work).await?;
                let north = store.create_location(&self.operator, "De Linde Noord", "wonen").await?;
                store.create_client(&self.operator, in_the_north(north)).await?;
                None
            }
        };
        let totp_secret = self.install_app(account.user).await?;
        let policy = self.plan.preset.policy();
        let works = matches!(account.task, Task::Work(_) | Task::WorkElsewhere(_));
        let factor = if works { policy.staff_second_factor } else { policy.second_factor };
        if !works && factor == SecondFactor::Digid && !matches!(account.task, Task::Unnumbered(_)) {
            return self.with_digid(account, client).await;
        }
        let second_factor =
            match second_step(factor, Held { app: totp_secret.is_some(), mobile: true, passkey: false }) {
                SecondStep::App => "totp",
                SecondStep::Sms => "sms",
                SecondStep::Passkey | SecondStep::None | SecondStep::Impossible => "none",
            };
        Ok(AccountEntry {
            user: account.user.to_owned(),
            password,
            role: account.task.key().to_owned(),
            second_factor: second_factor.to_owned(),
            totp_secret,
            client: client.map(|client| client.to_string()),
        })
    }

    /// The entry of somebody who logs in with DigiD: the number is the user name, and there is no
    /// password. A client's own number is in the record, and was checked; a representative's is
    /// registered.
    async fn with_digid(&self, account: &Account, client: Option<ClientId>) -> Result<AccountEntry, Problem> {
        let store = &self.services.store;
        let missing = || Problem::new(format!("{} has no number for DigiD", account.user), "");
        let bsn = digid::bsn_of(account.user).ok_or_else(missing)?;
        let is_own = matches!(account.task, Task::Relation(Basis::Own) | Task::Child(Basis::Own));
        if let Some(client) = client.filter(|_| is_own) {
            let document = IdentityDocument {
                kind: DocumentKind::IdentityCard,
                ending: "1234".to_owned(),
                seen_on: day_of(self.services.clock.now()),
            };
            store.register_identity(&self.operator, client, &document).await?;
        } else {
            let made = store.account_by_user_name(&self.operator, account.user).await?.ok_or_else(missing)?;
            let number = Bsn::parse(bsn).map_err(|error| Problem::of(&error, ""))?;
            store.register_person_bsn(&self.operator, made.person, &number).await?;
        }
        Ok(AccountEntry {
            user: bsn.to_owned(),
            password: String::new(),
            role: account.task.key().to_owned(),
            second_factor: "digid".to_owned(),
            totp_secret: None,
            client: client.map(|client| client.to_string()),
        })
    }

    /// Sets up the authenticator app of an account that has one; gives its secret.
    async fn install_app(&self, user: &str) -> Result<Option<String>, Problem> {
        if !APPS.contains(&(self.plan.key, user)) {
            return Ok(None);
        }
        let store = &self.services.store;
        let made = store.account_by_user_name(&self.operator, user).await?;
        let made = made.ok_or_else(|| Problem::new("the account of an app was not made", ""))?;
        let secret = Secret::new(self.services.chance.as_ref());
        store.install_app(&self.operator, made.account, &secret).await?;
        Ok(Some(secret.text()))
    }

    fn email_of(&self, account: &Account) -> String {
        format!("{}@{}.example", account.user, self.plan.key)
    }

    async fn add_account(&self, account: &Account, password: &str) -> Result<(PersonId, AccountId), Problem> {
        let store = &self.services.store;
        let person = store.create_person(&self.operator, account.name).await?;
        let mobile = PhoneNumber::parse(account.mobile).map_err(|error| Problem::of(&error, ""))?;
        let new = NewAccount {
            person,
            user_name: account.user.to_owned(),
            display_name: account.name.to_owned(),
            mobile: Some(mobile),
            email: Some(self.email_of(account)),
            password_hash: self.services.passwords.hash(password).await?,
        };
        Ok((person, store.create_account(&self.operator, &new).await?))
    }

    /// The client's own account comes with the record, out of the Patient among the files; the
    /// others look along.
    async fn add_relation(
        &self,
        account: &Account,
        (basis, kinds, manages): (Basis, Kinds, bool),
        found: Option<ClientId>,
        files: &[record::File],
        password: &str,
    ) -> Result<ClientId, Problem> {
        let Some(client) = found else {
            return self.add_record(account, files, password).await;
        };
        let (person, _) = self.add_account(account, password).await?;
        let relation = NewRelation {
            client,
            person,
            basis,
            decided_by: None,
            from: LONG_AGO,
            until: None,
            kinds,
            manages,
        };
        self.services.store.create_relation(&self.operator, relation).await?;
        Ok(client)
    }

    /// One more client, whose record is still empty, with an account's person as first contact.
    async fn add_second_client(&self, account: &Account) -> Result<(), Problem> {
        let store = &self.services.store;
        let made = store.account_by_user_name(&self.operator, account.user).await?;
        let made = made.ok_or_else(|| Problem::new("the account of two clients was not made", ""))?;
        let name = ClientName {
            given: "Toos".to_owned(),
            own_prefix: "van".to_owned(),
            own: "Hoekstra".to_owned(),
            ..ClientName::default()
        };
        let demographics =
            Demographics { name, birth_date: Some(date(1944, 7, 3)), ..Demographics::default() };
        let client = store.create_client(&self.operator, NewClient { demographics, location: None }).await?;
        let relation = NewRelation {
            client,
            person: made.person,
            basis: Basis::FirstContact,
            decided_by: None,
            from: LONG_AGO,
            until: None,
            kinds: Kinds::ALL,
            manages: false,
        };
        store.create_relation(&self.operator, relation).await?;
        Ok(())
    }

    async fn add_record(
        &self,
        account: &Account,
        files: &[record::File],
        password: &str,
    ) -> Result<ClientId, Problem> {
        let store = &self.services.store;
        // What begins now would not have begun when the clock is set back.
        let services = Services { clock: Arc::new(Standing), ..self.services.clone() };
        let mobile = PhoneNumber::parse(account.mobile).map_err(|error| Problem::of(&error, ""))?;
        let email = self.email_of(account);
        let (mut shared, mut internal) = (Vec::new(), Vec::new());
        for file in files {
            let bytes = record::moved(file, self.services.clock.now())
                .and_then(|bytes| record::reached_at(&bytes, mobile.international(), &email))
                .map_err(|error| Problem::of(&error, ""))?;
            let group = if file.shared { &mut shared } else { &mut internal };
            group.push(SourceFile { name: file.name.to_owned(), bytes });
        }
        let target = Target::Create { user_name: account.user.to_owned() };
        let report = services.import(&self.operator, target, shared, true, &|_, _| {}).await?;
        let client = whole(&report)?;
        if !internal.is_empty() {
            let report =
                services.import(&self.operator, Target::Client(client), internal, false, &|_, _| {}).await?;
            whole(&report)?;
        }

        let made = store.account_by_user_name(&self.operator, account.user).await?;
        let made = made.ok_or_else(|| Problem::new("the client's account was not made", ""))?;
        let hash = self.services.passwords.hash(password).await?;
        let context = RequestContext { source: "inzage demo".to_owned(), ..RequestContext::default() };
        store.update_password_hash(self.operator.organisation(), made.account, &hash, &context).await?;
        Ok(client)
    }
}

/// A clock that stands still, long ago.
struct Standing;

impl Clock for Standing {
    fn now(&self) -> Timestamp {
        LONG_AGO
    }
}

/// The client of an import that left nothing out.
fn whole(report: &Report) -> Result<ClientId, Problem> {
    match (report.client, report.refused.first()) {
        (Some(client), None) => Ok(client),
        (_, Some(refused)) => Err(Problem::new(format!("the demo's record was refused: {refused}"), "")),
        (None, None) => Err(Problem::new("the demo's record has no client", "")),
    }
}

async fn organisation(services: &Services, plan: &Plan) -> Result<Organisation, Problem> {
    let [brand, accent] = plan.colours.map(Colour::parse);
    let wrong = |error: inzage_domain::branding::ColourError| Problem::of(&error, "");
    let branding = Branding {
        brand: brand.map_err(wrong)?,
        accent: accent.map_err(wrong)?,
        initials: plan.initials.to_owned(),
    };
    branding.check().map_err(wrong)?;
    let profile = OrganisationProfile {
        name: plan.name.to_owned(),
        phone: plan.phone.to_owned(),
        phone_hours_nl: plan.hours[0].to_owned(),
        phone_hours_en: plan.hours[1].to_owned(),
        security_contact: format!("security@{}.example", plan.key),
        privacy_url: format!("https://www.{}.example/privacyreglement", plan.key),
        help_contact: format!("helpdesk@{}.example", plan.key),
        privacy_contact: format!("privacy@{}.example", plan.key),
        branding,
    };
    let new = NewOrganisation {
        key: plan.key.to_owned(),
        host: plan.host(),
        profile,
        policy: plan.preset.policy(),
    };
    let made = services.store.create_organisation(new, WHO).await?;
    let operator = services.store.operator(&made, WHO);
    Ok(services.store.record_agreement(&operator, "2026-1", date(2026, 1, 5), "Directie").await?)
}

async fn publish_terms(services: &Services, operator: &Operator, plan: &Plan) -> Result<(), Problem> {
    for edition in terms::editions(plan)? {
        services.store.publish_terms(operator, &edition).await?;
    }
    Ok(())
}
