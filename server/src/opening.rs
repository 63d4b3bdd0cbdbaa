//! Opening what is kept: the folders, the master key, the store, the services on top of it.
//!
//! Shared by every command, so that `import` sees exactly what `serve` sees.

use std::{
    fs::{DirBuilder, OpenOptions},
    io::Write,
    os::unix::fs::{DirBuilderExt, OpenOptionsExt},
    path::{Path, PathBuf},
    sync::Arc,
};

use inzage_domain::{Chance, Clock};
use inzage_services::{
    Services,
    digid::Broker,
    notify::Messenger,
    password::{Cost, Passwords},
};
use inzage_store::{MasterKey, Store, StoreOptions};

use crate::{
    cli::StoreArgs,
    config::{Config, PasswordCost, check_private},
    outside::{
        Gateways, MailServer, Outbox, SmsGateway, ToOutbox,
        digid::{HttpWire, Party, PartyOptions},
    },
    problem::Problem,
    time::{DemoClock, SystemChance, SystemClock},
};

/// Where everything is, for the demo or for real.
#[derive(Clone, Debug)]
pub struct Places {
    /// The store.
    pub store: StoreOptions,
    /// The file with the master key.
    pub master_key_file: PathBuf,
    /// The demo's folder, where it is one.
    pub demo: Option<PathBuf>,
    /// The configuration, where there is one.
    pub config: Option<Config>,
}

/// The file that remembers a demo's other database.
const DATABASE_URL: &str = "database-url";

impl Places {
    /// Of a configuration.
    pub fn of_config(config: Config) -> Self {
        let readers = u32::try_from(config.workers).unwrap_or(4).clamp(4, 32);
        Self {
            store: StoreOptions {
                database: config.database_url.expose().to_owned(),
                keys: config.keys_url.expose().to_owned(),
                witness: config.log_witness_dir.clone(),
                readers,
            },
            master_key_file: config.master_key_file.clone(),
            demo: None,
            config: Some(config),
        }
    }

    /// Of a demo's folder.
    pub fn of_demo(folder: &Path, database_url: Option<&str>) -> Result<Self, Problem> {
        let kept = folder.join(DATABASE_URL);
        let url = match database_url {
            Some(url) => Some(url.to_owned()),
            None => std::fs::read_to_string(&kept).ok().map(|url| url.trim().to_owned()),
        };
        let database = url.unwrap_or_else(|| format!("sqlite://{}", folder.join("inzage.sqlite").display()));
        Ok(Self {
            store: StoreOptions {
                database,
                keys: format!("sqlite://{}", folder.join("keys").join("keys.sqlite").display()),
                witness: folder.join("log-witness"),
                readers: 4,
            },
            master_key_file: folder.join("master.key"),
            demo: Some(folder.to_owned()),
            config: None,
        })
    }

    /// Of what a command was told: a demo's folder or a configuration.
    pub fn of(arguments: &StoreArgs) -> Result<Self, Problem> {
        match &arguments.data {
            Some(folder) if !folder.join("master.key").exists() => Err(Problem::new(
                format!("{} is not the folder of a demo", folder.display()),
                "give the folder that `inzage demo --data` was given, or a configuration with --config",
            )),
            Some(folder) => Self::of_demo(folder, arguments.database_url.as_deref()),
            None => Ok(Self::of_config(Config::read(arguments.config.as_deref(), std::env::vars())?)),
        }
    }

    /// The clock: real, or the demo's.
    pub fn clock(&self) -> Arc<dyn Clock> {
        match &self.demo {
            Some(folder) => Arc::new(DemoClock::new(folder)),
            None => Arc::new(SystemClock),
        }
    }

    /// Makes the folders of the databases and the witness, readable for nobody else.
    pub fn make_folders(&self) -> Result<(), Problem> {
        let mut folders = vec![self.store.witness.clone()];
        for url in [&self.store.database, &self.store.keys] {
            if let Some(path) = sqlite_path(url)
                && let Some(folder) = path.parent()
            {
                folders.push(folder.to_owned());
            }
        }
        folders.into_iter().try_for_each(|folder| make_folder(&folder))
    }

    /// Reads the master key, which must be its owner's alone.
    pub fn master_key(&self) -> Result<MasterKey, Problem> {
        check_private("master_key_file", &self.master_key_file)?;
        let text = std::fs::read_to_string(&self.master_key_file).map_err(|error| {
            Problem::new(
                format!("the master key {} cannot be read: {error}", self.master_key_file.display()),
                "check the path and its owner",
            )
        })?;
        MasterKey::from_hex(&text).map_err(|error| {
            Problem::new(
                format!("{} holds no master key: {error}", self.master_key_file.display()),
                "restore the file from where you keep its copy; without it the record cannot be read",
            )
        })
    }

    /// Opens the store. The databases must have been migrated.
    pub async fn open_store(&self, clock: Arc<dyn Clock>) -> Result<Store, Problem> {
        let master = self.master_key()?;
        self.make_folders()?;
        Ok(Store::open(&self.store, &master, clock, chance()).await?)
    }

    /// Opens the services on top of the store.
    pub async fn open(&self) -> Result<Services, Problem> {
        let clock = self.clock();
        let messenger: Arc<dyn Messenger> = match (&self.demo, &self.config) {
            (Some(folder), _) => {
                let outbox = Outbox::open(folder.join("outbox"))
                    .map_err(|error| Problem::of(&error, "check the folder's permissions"))?;
                Arc::new(ToOutbox::new(Arc::new(outbox), clock.clone()))
            }
            (None, Some(Config { sms, mail, .. })) => Arc::new(Gateways::new(
                sms.as_ref().map(SmsGateway::new).transpose()?,
                mail.as_ref().map(MailServer::new).transpose()?,
            )),
            (None, None) => Arc::new(Gateways::new(None, None)),
        };
        let cost = self.config.as_ref().map_or_else(PasswordCost::default, |config| config.passwords);
        let digid = self.digid(&clock)?;
        Ok(Services { digid, ..self.open_with(clock, messenger, cost).await? })
    }

    /// The broker of DigiD, where one is configured.
    pub fn digid(&self, clock: &Arc<dyn Clock>) -> Result<Option<Arc<dyn Broker>>, Problem> {
        let Some(config) = self.config.as_ref().and_then(|config| config.digid.as_ref()) else {
            return Ok(None);
        };
        let options = PartyOptions {
            issuer: config.issuer.clone(),
            client: config.client.clone(),
            clients: config.clients.clone(),
            key: config.private_key.expose().to_owned(),
            origin: ("https://", String::new()),
        };
        let wire = Arc::new(HttpWire::new(config.timeout)?);
        let party = Party::new(options, wire, clock.clone(), chance()).map_err(|error| {
            Problem::new(
                format!("digid.private_key_file: {error}"),
                "make one with `openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256`",
            )
        })?;
        Ok(Some(Arc::new(party)))
    }

    /// Opens the services with a messenger of one's own.
    pub async fn open_with(
        &self,
        clock: Arc<dyn Clock>,
        messenger: Arc<dyn Messenger>,
        cost: PasswordCost,
    ) -> Result<Services, Problem> {
        let store = self.open_store(clock.clone()).await?;
        let cost = Cost { memory_kib: cost.memory_kib, passes: cost.passes, lanes: cost.lanes };
        // Half of the cores: while others log in, pages must go on.
        let parallel = std::thread::available_parallelism().map_or(1, |cores| cores.get().div_ceil(2));
        let passwords = Passwords::new(cost, parallel, chance())?;
        Ok(Services { store, clock, chance: chance(), messenger, passwords, digid: None })
    }
}

/// Chance.
pub fn chance() -> Arc<dyn Chance> {
    Arc::new(SystemChance)
}

/// The file of a SQLite URL.
fn sqlite_path(url: &str) -> Option<PathBuf> {
    if url.starts_with("postgres") {
        return None;
    }
    let path = url.strip_prefix("sqlite://").or_else(|| url.strip_prefix("sqlite:")).unwrap_or(url);
    Some(PathBuf::from(path.split('?').next().unwrap_or(path)))
}

/// Makes a folder that only its owner can open.
pub fn make_folder(folder: &Path) -> Result<(), Problem> {
    DirBuilder::new().recursive(true).mode(0o700).create(folder).map_err(|error| {
        Problem::new(
            format!("the folder {} cannot be made: {error}", folder.display()),
            "make it yourself, or choose another",
        )
    })
}

/// Writes a file that only its owner can read, unless it is there.
pub fn write_private(path: &Path, content: &[u8]) -> std::io::Result<()> {
    let mut file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(path)?;
    file.write_all(content)?;
    file.sync_all()
}

/// Remembers the other database of a demo, so that `inzage import --data` finds it too.
pub fn remember_database(folder: &Path, url: &str) -> Result<(), Problem> {
    let path = folder.join(DATABASE_URL);
    match std::fs::read_to_string(&path) {
        Ok(kept) if kept.trim() == url => Ok(()),
        Ok(_) => Err(Problem::new(
            format!("the demo in {} has another database", folder.display()),
            "choose another folder, or the database that this demo began with",
        )),
        Err(_) => write_private(&path, format!("{url}\n").as_bytes()).map_err(|error| {
            Problem::new(
                format!("{} cannot be written: {error}", path.display()),
                "check the folder's permissions",
            )
        }),
    }
}

#[cfg(test)]
mod tests {
    use std::path::{Path, PathBuf};

    use super::sqlite_path;

    #[test]
    fn the_file_of_a_url() {
        let cases = [
            ("sqlite:///var/lib/a.sqlite", Some("/var/lib/a.sqlite")),
            ("sqlite://data/a.sqlite?mode=rwc", Some("data/a.sqlite")),
            ("sqlite:a.sqlite", Some("a.sqlite")),
            ("/var/lib/a.sqlite", Some("/var/lib/a.sqlite")),
            ("postgres://a@b/c", None),
        ];
        for (url, path) in cases {
            assert_eq!(sqlite_path(url).as_deref(), path.map(Path::new), "{url}");
        }
        assert_eq!(sqlite_path("x"), Some(PathBuf::from("x")));
    }
}
