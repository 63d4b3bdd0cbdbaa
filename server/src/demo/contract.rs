//! `DIR/demo.json`: the accounts of the demo, for people and for tests from outside.

use std::{io::Write, path::Path};

use serde::{Deserialize, Serialize};

/// The file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contract {
    /// The organisations, in the order of the start page.
    pub organisations: Vec<OrganisationEntry>,
}

/// One organisation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrganisationEntry {
    /// Its key.
    pub key: String,
    /// Where it is served.
    pub url: String,
    /// Its name.
    pub name: String,
    /// The preset that its policy began as.
    pub policy: String,
    /// Accounts that work.
    pub accounts: Vec<AccountEntry>,
}

/// One account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccountEntry {
    /// User name.
    pub user: String,
    /// Password.
    pub password: String,
    /// `client`, `first-contact`, `nurse`, `admin`, ...
    pub role: String,
    /// `sms`, `totp`, `digid` or `none`.
    pub second_factor: String,
    /// Secret of the authenticator app, where `second_factor` is `totp`.
    pub totp_secret: Option<String>,
    /// Id of the client whose record the account opens, where there is one.
    pub client: Option<String>,
}

const NAME: &str = "demo.json";

impl Contract {
    /// Reads the file of a data folder; `None` when there is none.
    pub fn read(folder: &Path) -> std::io::Result<Option<Self>> {
        match std::fs::read(folder.join(NAME)) {
            Ok(bytes) => Ok(Some(serde_json::from_slice(&bytes)?)),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// Writes the file: whole or not at all, and on disk when this returns.
    pub fn write(&self, folder: &Path) -> std::io::Result<()> {
        let temporary = folder.join(format!(".{NAME}.tmp"));
        let mut file = std::fs::File::create(&temporary)?;
        file.write_all(&serde_json::to_vec_pretty(self)?)?;
        file.write_all(b"\n")?;
        file.sync_all()?;
        std::fs::rename(&temporary, folder.join(NAME))?;
        std::fs::File::open(folder)?.sync_all()
    }

    /// Serves the same organisations on another port.
    #[must_use]
    pub fn on_port(mut self, port: u16) -> Self {
        for organisation in &mut self.organisations {
            organisation.url = url(&organisation.key, port);
        }
        self
    }
}

/// Where an organisation is served.
pub fn url(key: &str, port: u16) -> String {
    format!("http://{key}.localhost:{port}")
}

#[cfg(test)]
mod tests {
    use super::{AccountEntry, Contract, OrganisationEntry};

    #[test]
    fn the_file_is_as_tests_from_outside_expect_it() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(Contract::read(folder.path()).unwrap(), None);
        let contract = Contract {
            organisations: vec![OrganisationEntry {
                key: "linde".into(),
                url: "http://linde.localhost:3000".into(),
                name: "Woonzorg De Linde".into(),
                policy: "vivium".into(),
                accounts: vec![AccountEntry {
                    user: "client".into(),
                    password: "linde-client-welkom".into(),
                    role: "client".into(),
                    second_factor: "sms".into(),
                    totp_secret: None,
                    client: Some("0198".into()),
                }],
            }],
        };
        contract.write(folder.path()).unwrap();
        let json: serde_json::Value =
            serde_json::from_slice(&std::fs::read(folder.path().join("demo.json")).unwrap()).unwrap();
        assert_eq!(
            json,
            serde_json::json!({"organisations": [{
                "key": "linde", "url": "http://linde.localhost:3000", "name": "Woonzorg De Linde", "policy": "vivium",
                "accounts": [{"user": "client", "password": "linde-client-welkom", "role": "client",
                              "second_factor": "sms", "totp_secret": null, "client": "0198"}]
            }]})
        );
        let read = Contract::read(folder.path()).unwrap().unwrap();
        assert_eq!(read, contract);
        assert_eq!(read.on_port(8080).organisations[0].url, "http://linde.localhost:8080");
    }
}
