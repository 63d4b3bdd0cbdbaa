//! The DigiD broker of the configuration.

use std::{collections::BTreeMap, path::PathBuf, time::Duration};

use super::{ConfigError, Keys, Secret, check_private, required};

/// The broker between DigiD and the portal, and what we are there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DigidConfig {
    /// Its address, letter by letter as it names itself.
    pub issuer: String,
    /// Our name there, where an organisation has none of its own.
    pub client: Option<String>,
    /// The names of organisations of their own, by their key.
    pub clients: BTreeMap<String, String>,
    /// Our private key, PEM.
    pub private_key: Secret,
    /// How long to wait for an answer.
    pub timeout: Duration,
}

const ISSUER: &str = "an address that begins with https:// (or http:// on this machine)";

/// Reads the part `[digid]`.
pub(super) fn digid(keys: &mut Keys) -> Result<Option<DigidConfig>, ConfigError> {
    let place = keys.place("digid.issuer").map(|place| place.to_string()).unwrap_or_default();
    let Some(issuer) = keys.take::<String>("digid.issuer", ISSUER)? else { return Ok(None) };
    let local = ["http://127.0.0.1:", "http://[::1]:"].iter().any(|start| issuer.starts_with(start));
    if !issuer.starts_with("https://") && !local {
        return Err(ConfigError::Value {
            key: "digid.issuer".into(),
            place,
            wanted: ISSUER,
            found: format!("\"{issuer}\""),
        });
    }
    let client: Option<String> = keys.take("digid.client_id", "the portal's name at the broker")?;
    let clients: BTreeMap<String, String> = keys.take_map("digid.clients.")?.into_iter().collect();
    if clients.is_empty() {
        required(client.as_ref(), "digid.client_id")?;
    }
    let file: PathBuf = required(keys.take("digid.private_key_file", "a file")?, "digid.private_key_file")?;
    check_private("digid.private_key_file", &file)?;
    let private_key = Secret::from_file("digid.private_key_file", &file)?;
    let timeout = keys.take_number("digid.timeout_seconds", "a whole number from 1 to 60", 1, 60)?;
    Ok(Some(DigidConfig {
        issuer,
        client,
        clients,
        private_key,
        timeout: Duration::from_secs(timeout.unwrap_or(10)),
    }))
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use super::super::Config;

    #[test]
    fn the_broker_is_behind_tls_and_the_key_is_private() {
        let folder = tempfile::tempdir().unwrap();
        let key = folder.path().join("digid.pem");
        std::fs::write(&key, "-----BEGIN PRIVATE KEY-----\n").unwrap();
        let set = |mode| std::fs::set_permissions(&key, std::fs::Permissions::from_mode(mode)).unwrap();
        let none = std::iter::empty::<(String, String)>;
        let read = |text: &str| {
            let text = text.replace("KEY", &format!("private_key_file = \"{}\"", key.display()));
            Config::parse(&format!("data_dir = \"/d\"\nmaster_key_file = \"/k\"\n[digid]\n{text}"), none())
        };
        let good = "issuer = \"https://b.example\"\nclient_id = \"inzage\"\nKEY\ntimeout_seconds = 5";
        set(0o600);
        let config = read(good).unwrap().digid.unwrap();
        assert_eq!((config.issuer.as_str(), config.client.as_deref()), ("https://b.example", Some("inzage")));
        let own = "issuer = \"https://b.example\"\nKEY\n[digid.clients]\nberk = \"berk-1\"";
        assert_eq!(read(own).unwrap().digid.unwrap().clients["berk"], "berk-1");
        for (text, word) in [
            ("issuer = \"http://b.example\"\nclient_id = \"i\"\nKEY", "https://"),
            ("issuer = \"https://b.example\"\nKEY", "digid.client_id"),
            ("issuer = \"https://b.example\"\nclient_id = \"i\"", "digid.private_key_file"),
            ("issuer = \"https://b.example\"\nclient_id = \"i\"\nKEY\nlevel = \"hoog\"", "digid.level"),
            ("client_id = \"i\"", "digid.client_id"),
        ] {
            let error = read(text).unwrap_err().to_string();
            assert!(error.contains(word), "{text}: {error}");
        }
        set(0o640);
        let error = read(good).unwrap_err().to_string();
        assert!(error.contains("chmod 600") && error.contains("digid.private_key_file"), "{error}");
    }
}
