//! `inzage organisation`: making an organisation, and the accounts of those who work there.

use inzage_domain::{networks::Networks, policy::Policy, terms::TermsVersion};
use inzage_services::Services;
use inzage_store::{NewAccount, NewEmployment, NewTerms, Organisation, Store, StoreError};

use super::{Ending, organisation_of, person, runtime, say};
use crate::{
    cli::{ClearNetworksArgs, CreateArgs, OrganisationArgs, OrganisationCommand, StaffArgs},
    config::{Config, OrganisationFile},
    opening::Places,
    problem::Problem,
};

/// Makes what is asked for, and says what was made.
pub fn run(arguments: &OrganisationArgs) -> Result<Ending, Problem> {
    let places = Places::of_config(Config::read(arguments.config.as_deref(), std::env::vars())?);
    let made = match &arguments.command {
        OrganisationCommand::Create(create) => create_from(&places, create)?,
        OrganisationCommand::Staff(staff) => runtime(4)?.block_on(async {
            let services = places.open().await?;
            let made = add_staff(&services, staff).await;
            services.store.close().await?;
            made
        })?,
        OrganisationCommand::Agreement(agreement) => with_store(&places, async |store| {
            super::agreement::record(store, agreement, places.clock().now()).await
        })?,
        OrganisationCommand::Deny(deny) => {
            with_store(&places, async |store| super::agreement::deny(store, deny).await)?
        }
        OrganisationCommand::Allow(allow) => {
            with_store(&places, async |store| super::agreement::allow(store, allow).await)?
        }
        OrganisationCommand::ClearNetworks(clear) => runtime(4)?.block_on(async {
            let store = places.open_store(places.clock()).await?;
            let cleared = clear_networks(&store, clear).await;
            store.close().await?;
            cleared
        })?,
    };
    for line in &made {
        say(line);
    }
    Ok(Ending::Done)
}

/// Opens the store, does one thing, and closes it.
fn with_store(
    places: &Places,
    act: impl AsyncFnOnce(&Store) -> Result<Vec<String>, Problem>,
) -> Result<Vec<String>, Problem> {
    runtime(4)?.block_on(async {
        let store = places.open_store(places.clock()).await?;
        let made = act(&store).await;
        store.close().await?;
        made
    })
}

fn create_from(places: &Places, arguments: &CreateArgs) -> Result<Vec<String>, Problem> {
    let clock = places.clock();
    let file = OrganisationFile::read(&arguments.file, clock.now()).map_err(|error| {
        Problem::of(&error, "nothing was made; `inzage organisation create --help` shows an example")
    })?;
    runtime(4)?.block_on(async {
        let store = places.open_store(clock).await?;
        let made = create(&store, &file).await;
        store.close().await?;
        made
    })
}

/// Makes the organisation and then its terms. Where the first time was cut off in between, the
/// second finishes it.
async fn create(store: &Store, file: &OrganisationFile) -> Result<Vec<String>, Problem> {
    let (new, who) = (&file.organisation, person("organisation create"));
    let (key, host) = (&new.key, &new.host);
    let (organisation, is_new) = match store.organisation_by_key(key).await? {
        Some(known) => (known, false),
        None => match store.organisation_by_host(host).await? {
            Some(other) => {
                return Err(Problem::new(
                    format!("`{host}` is the host name of the organisation `{}` already", other.key()),
                    "nothing was made; each organisation has a host name of its own",
                ));
            }
            None => (store.create_organisation(new.clone(), &who).await?, true),
        },
    };
    let in_force = store.terms_in_force(&organisation).await?;
    let other = differences(file, &organisation, &in_force);
    if !other.is_empty() {
        return Err(Problem::new(
            format!("`{key}` is there already, and the file says otherwise about: {}", other.join(", ")),
            "nothing was changed; this command makes organisations and does not change them",
        ));
    }
    let has_terms = !in_force.is_empty();
    if !has_terms {
        store.publish_terms(&store.operator(&organisation, &who), &file.terms).await?;
    }
    let label = &file.terms.label;
    Ok(match (is_new, has_terms) {
        (true, _) => vec![
            format!("organisation `{key}` made: host {host}, terms of use `{label}`"),
            format!(
                "nobody can use it before `inzage organisation agreement --organisation {key}` records its processor agreement"
            ),
            format!(
                "`inzage organisation staff --organisation {key}` makes accounts for those who work there"
            ),
        ],
        (false, false) => {
            vec![format!("`{key}` was there without its terms of use; `{label}` is in force now")]
        }
        (false, true) => vec![format!("`{key}` is there already, as the file says; nothing was changed")],
    })
}

/// The keys about which the file says something else than what is there. Without terms there is
/// nothing to compare: they are still to be made.
fn differences(file: &OrganisationFile, known: &Organisation, terms: &[TermsVersion]) -> Vec<&'static str> {
    let (new, old) = (&file.organisation.profile, known.profile());
    let mut found = vec![
        ("host", file.organisation.host == known.host()),
        ("preset", file.organisation.policy.preset == known.policy().preset),
        ("profile.name", new.name == old.name),
        ("profile.phone", new.phone == old.phone),
        ("profile.phone_hours_nl", new.phone_hours_nl == old.phone_hours_nl),
        ("profile.phone_hours_en", new.phone_hours_en == old.phone_hours_en),
        ("profile.security_contact", new.security_contact == old.security_contact),
        ("profile.privacy_url", new.privacy_url == old.privacy_url),
        ("profile.help_contact", new.help_contact == old.help_contact),
        ("profile.privacy_contact", new.privacy_contact == old.privacy_contact),
        ("profile.branding", new.branding == old.branding),
    ];
    if !terms.is_empty() {
        found.push(("terms", terms.iter().any(|version| is_same(&file.terms, version))));
    }
    found.into_iter().filter(|(_, same)| !same).map(|(key, _)| key).collect()
}

fn is_same(new: &NewTerms, version: &TermsVersion) -> bool {
    new.label == version.label
        && new.valid_from == version.valid_from
        && (&new.title_nl, &new.title_en) == (&version.title_nl, &version.title_en)
        && (&new.text_nl, &new.text_en) == (&version.text_nl, &version.text_en)
}

/// Lets staff work from everywhere again (R91).
async fn clear_networks(store: &Store, arguments: &ClearNetworksArgs) -> Result<Vec<String>, Problem> {
    let organisation = organisation_of(store, &arguments.organisation).await?;
    let key = organisation.key();
    if organisation.policy().staff_networks.is_empty() {
        return Ok(vec![format!("staff of `{key}` work from everywhere already; nothing was changed")]);
    }
    let policy = Policy { staff_networks: Networks::default(), ..organisation.policy().clone() };
    let operator = store.operator(&organisation, &person("organisation clear-networks"));
    let changed = store.set_policy(&operator, &policy).await?;
    Ok(vec![format!("staff of `{key}` work from everywhere (policy version {})", changed.policy_version())])
}

async fn add_staff(services: &Services, arguments: &StaffArgs) -> Result<Vec<String>, Problem> {
    let store = &services.store;
    let organisation = organisation_of(store, &arguments.organisation).await?;
    let operator = store.operator(&organisation, &person("organisation staff"));
    let (user, key) = (&arguments.user, organisation.key());
    let taken = || {
        Problem::new(
            format!("the user name `{user}` is taken at `{key}`"),
            "nothing was made; choose another user name",
        )
    };
    if store.account_by_user_name(&operator, user).await?.is_some() {
        return Err(taken());
    }
    let password = services.passwords.first_password();
    let new = NewAccount {
        password_hash: services.passwords.hash(&password).await?,
        person: store.create_person(&operator, &arguments.name).await?,
        user_name: user.clone(),
        display_name: arguments.name.clone(),
        mobile: Some(arguments.mobile.clone()),
        email: None,
    };
    let account = match store.create_account(&operator, &new).await {
        // Somebody else took it a moment ago.
        Err(StoreError::Conflict(_)) => return Err(taken()),
        made => made?,
    };
    let from = services.clock.now();
    let work = NewEmployment { account, role: arguments.role, location: None, from, until: None };
    store.create_employment(&operator, work).await?;
    Ok(vec![
        format!("account made: user name {user}, password {password} (shown only now)"),
        format!(
            "{} at `{key}`; codes go to the number that ends in {}",
            arguments.role.key(),
            arguments.mobile.ending()
        ),
    ])
}
