//! The demo: five invented organisations in a folder, which is also the fixture of the tests.
//!
//! Nothing of this is reachable from `inzage serve`: its settable clock, its outbox, its accounts
//! with known passwords and its start page.

mod bench;
mod contract;
pub mod digid;
mod figures;
mod fill;
mod organisations;
mod record;
pub mod start;
pub mod style;
mod terms;

use std::{path::Path, sync::Arc};

use inzage_domain::Clock;
use inzage_services::{Services, notify::Messenger};
use inzage_store::{MasterKey, Store};

pub use contract::{AccountEntry, Contract, OrganisationEntry};

use crate::{
    cli::DemoArgs,
    config::PasswordCost,
    opening::{Places, chance, make_folder, remember_database, write_private},
    outside::{Outbox, ToOutbox},
    problem::Problem,
};

/// What the start page of the demo shows.
#[derive(Clone)]
pub struct Face {
    /// Organisations and their accounts.
    pub contract: Contract,
    /// The messages that were sent.
    pub outbox: Arc<Outbox>,
    /// The DigiD of the demo.
    pub broker: Arc<digid::DemoBroker>,
}

/// Makes what is missing in the folder and opens it.
pub async fn prepare(arguments: &DemoArgs, port: u16) -> Result<(Services, Face), Problem> {
    let folder = arguments.data.as_path();
    make_folder(folder)?;
    if let Some(url) = &arguments.database_url {
        remember_database(folder, url)?;
    }
    let places = Places::of_demo(folder, arguments.database_url.as_deref())?;
    make_master_key(&places.master_key_file)?;
    places.make_folders()?;
    Store::migrate(&places.store).await?;

    let clock = places.clock();
    let outbox = Outbox::open(folder.join("outbox"))
        .map_err(|error| Problem::of(&error, "check the folder's permissions"))?;
    let outbox = Arc::new(outbox);
    let mut services = open(&places, clock, outbox.clone()).await?;
    let (broker, party) = digid::DemoBroker::start(port, &services.clock, &services.chance)?;
    services.digid = Some(party);
    let contract = contract_of(&services, folder, port, arguments.bench_accounts).await?;
    Ok((services, Face { contract, outbox, broker }))
}

async fn open(places: &Places, clock: Arc<dyn Clock>, outbox: Arc<Outbox>) -> Result<Services, Problem> {
    let messenger: Arc<dyn Messenger> = Arc::new(ToOutbox::new(outbox, clock.clone()));
    places.open_with(clock, messenger, PasswordCost::default()).await
}

/// The accounts: as they were, or filled in now. The file is written last: without it the store
/// is empty, or a first start was cut off half-way.
async fn contract_of(
    services: &Services,
    folder: &Path,
    port: u16,
    bench_accounts: usize,
) -> Result<Contract, Problem> {
    let begin_anew = "begin in an empty folder (with an empty database)";
    let written = |error: std::io::Error| {
        Problem::new(format!("{} cannot be used: {error}", folder.join("demo.json").display()), begin_anew)
    };
    let contract = match Contract::read(folder).map_err(written)? {
        Some(contract) => contract.on_port(port),
        None if !services.store.organisations().await?.is_empty() => {
            return Err(Problem::new(
                format!("the demo in {} was not filled to its end", folder.display()),
                begin_anew,
            ));
        }
        None => {
            tracing::info!("filling the demo");
            let contract = fill::fill(services, port).await?;
            bench::add(services, folder, bench_accounts).await?;
            contract
        }
    };
    contract.write(folder).map_err(written)?;
    Ok(contract)
}

/// A master key of the demo's own, readable for its owner only.
fn make_master_key(path: &Path) -> Result<(), Problem> {
    if path.exists() {
        return Ok(());
    }
    let key = MasterKey::generate(chance().as_ref());
    write_private(path, key.to_hex().as_bytes()).map_err(|error| {
        Problem::new(
            format!("{} cannot be written: {error}", path.display()),
            "check the folder's permissions",
        )
    })
}
