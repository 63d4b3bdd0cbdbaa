//! The configuration of `inzage serve`: one TOML file, every key overridable by the environment.
//!
//! A key that is unknown, missing or wrong is refused with its name and its place. Secrets come
//! from files only, so that neither a listing of processes nor a copy of the file tells them.
//! What an organisation may choose itself is not here but in its policy, in the database.

mod digid;
mod keys;
mod mail;
mod network;
mod organisation;
mod secret;

use std::{
    net::SocketAddr,
    path::{Path, PathBuf},
    time::Duration,
};

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

pub use digid::DigidConfig;
pub use mail::{MailConfig, MailSecurity};
pub use network::Network;
pub use organisation::OrganisationFile;
pub use secret::{Secret, check_private};

use keys::Keys;

/// Why a configuration was refused.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// The file is not there or cannot be read.
    #[error("the file {path} cannot be read; check the path and its permissions", path = path.display())]
    File {
        /// The path.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// The file is no TOML.
    #[error("line {line}: {reason}")]
    Syntax {
        /// The line, from 1.
        line: usize,
        /// What the parser said.
        reason: String,
    },
    /// A key that does not exist.
    #[error("{place}: there is no key `{key}`{}", near.as_ref().map_or_else(String::new, |near| format!("; did you mean `{near}`?")))]
    Unknown {
        /// The key.
        key: String,
        /// The line or the variable.
        place: String,
        /// The key that looks most like it.
        near: Option<String>,
    },
    /// A value that does not fit its key.
    #[error("{place}: key `{key}` must be {wanted}, found {found}")]
    Value {
        /// The key.
        key: String,
        /// The line or the variable.
        place: String,
        /// What fits.
        wanted: &'static str,
        /// What was written.
        found: String,
    },
    /// A key that must be there.
    #[error("key `{key}` is missing; add it to the file or set {variable}")]
    Missing {
        /// The key.
        key: &'static str,
        /// The variable that sets it too.
        variable: String,
    },
    /// A key that must be there, in a file that the environment does not override.
    #[error("key `{key}` is missing; add it to the file")]
    Absent {
        /// The key.
        key: &'static str,
    },
    /// A text in a file of its own cannot be read.
    #[error("{place}: key `{key}`: the file {path} cannot be read", path = path.display())]
    TextFile {
        /// The key that names the file.
        key: &'static str,
        /// The line.
        place: String,
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// A file with a secret cannot be read.
    #[error("key `{key}`: the file {path} cannot be read", path = path.display())]
    SecretFile {
        /// The key that names the file.
        key: &'static str,
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// A file with a secret has nothing in it.
    #[error("key `{key}`: the file {path} is empty", path = path.display())]
    SecretEmpty {
        /// The key that names the file.
        key: &'static str,
        /// The file.
        path: PathBuf,
    },
    /// A file with a key is not private.
    #[error(transparent)]
    Readable(#[from] secret::Readable),
    /// The certificates of the system cannot be used.
    #[error("outgoing connections cannot be made safe: {0}")]
    Tls(String),
}

/// The cost of one password check (argon2id).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PasswordCost {
    /// Memory in KiB.
    pub memory_kib: u32,
    /// Passes over it.
    pub passes: u32,
    /// Parallel lanes.
    pub lanes: u32,
}

impl Default for PasswordCost {
    /// OWASP's first choice for argon2id: 19 MiB, two passes, one lane.
    fn default() -> Self {
        Self { memory_kib: 19 * 1024, passes: 2, lanes: 1 }
    }
}

/// The gateway that sends text messages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SmsConfig {
    /// Where to send the request.
    pub url: String,
    /// `POST` or `PUT`.
    pub method: String,
    /// The body, with `{to}` and `{text}`.
    pub body: String,
    /// The type of the body; it decides how the two values are escaped.
    pub content_type: String,
    /// More headers; `{token}` in a value stands for the token.
    pub headers: Vec<(String, String)>,
    /// The token that the gateway asks.
    pub token: Option<Secret>,
    /// How long to wait for an answer.
    pub timeout: Duration,
}

/// Everything that `inzage serve` must know.
#[derive(Clone, Debug)]
pub struct Config {
    /// The address of the portal.
    pub listen: SocketAddr,
    /// The loopback address of the figures for Prometheus.
    pub metrics_listen: Option<SocketAddr>,
    /// Where the portal keeps its files.
    pub data_dir: PathBuf,
    /// The file with the master key.
    pub master_key_file: PathBuf,
    /// The second place of the log's signed heads.
    pub log_witness_dir: PathBuf,
    /// The database (`sqlite:` or `postgres:`), with its password where it has one.
    pub database_url: Secret,
    /// The store of wrapped client keys, apart from the database.
    pub keys_url: Secret,
    /// The cost of a password check.
    pub passwords: PasswordCost,
    /// The gateway for text messages, where there is one.
    pub sms: Option<SmsConfig>,
    /// The server that takes mail, where there is one.
    pub mail: Option<MailConfig>,
    /// The broker of DigiD, where there is one.
    pub digid: Option<DigidConfig>,
    /// Proxies whose `X-Forwarded-For` and `X-Forwarded-Proto` are believed.
    pub trusted_proxies: Vec<Network>,
    /// Whether `Strict-Transport-Security` is sent when the browser came by HTTPS.
    pub hsts: bool,
    /// How long a request may take.
    pub request_timeout: Duration,
    /// How large the body of a request may be, in bytes.
    pub body_limit: usize,
    /// Worker threads.
    pub workers: usize,
    /// What is logged, in the words of `tracing-subscriber`'s `EnvFilter`.
    pub log_filter: String,
}

/// Every key, as it stands in the file.
pub const KEYS: &[&str] = &[
    "listen",
    "metrics_listen",
    "data_dir",
    "master_key_file",
    "log_witness_dir",
    "log_filter",
    "workers",
    "request_timeout_seconds",
    "body_limit_kib",
    "trusted_proxies",
    "hsts",
    "database.url",
    "database.password_file",
    "keys.url",
    "keys.password_file",
    "passwords.memory_kib",
    "passwords.passes",
    "passwords.lanes",
    "sms.url",
    "sms.method",
    "sms.body",
    "sms.content_type",
    "sms.headers",
    "sms.token_file",
    "sms.timeout_seconds",
    "mail.server",
    "mail.port",
    "mail.security",
    "mail.from",
    "mail.user",
    "mail.password_file",
    "mail.timeout_seconds",
    "digid.issuer",
    "digid.client_id",
    "digid.clients",
    "digid.private_key_file",
    "digid.timeout_seconds",
];

impl Config {
    /// Reads the file and the environment.
    pub fn read(
        path: Option<&Path>,
        environment: impl IntoIterator<Item = (String, String)>,
    ) -> Result<Self, ConfigError> {
        let text = match path {
            None => String::new(),
            Some(path) => std::fs::read_to_string(path)
                .map_err(|source| ConfigError::File { path: path.to_owned(), source })?,
        };
        Self::parse(&text, environment)
    }

    /// Reads a TOML text and the environment.
    pub fn parse(
        text: &str,
        environment: impl IntoIterator<Item = (String, String)>,
    ) -> Result<Self, ConfigError> {
        let mut keys = Keys::of_file(text)?;
        keys.lay_over(environment);

        let listen = keys.take("listen", "an address such as \"127.0.0.1:3000\"")?;
        let metrics_place = keys.place("metrics_listen");
        let metrics_listen: Option<SocketAddr> = keys.take("metrics_listen", METRICS_WANTED)?;
        if let (Some(address), Some(place)) = (metrics_listen, metrics_place)
            && !address.ip().is_loopback()
        {
            return Err(ConfigError::Value {
                key: "metrics_listen".into(),
                place: place.to_string(),
                wanted: METRICS_WANTED,
                found: format!("\"{address}\""),
            });
        }
        let data_dir: PathBuf = required(keys.take("data_dir", "a folder")?, "data_dir")?;
        let master_key_file: PathBuf = required(keys.take("master_key_file", "a file")?, "master_key_file")?;
        let log_witness_dir =
            keys.take("log_witness_dir", "a folder")?.unwrap_or_else(|| data_dir.join("log-witness"));
        let database_url =
            url(&mut keys, "database.url", "database.password_file", &data_dir.join("inzage.sqlite"))?;
        let keys_url =
            url(&mut keys, "keys.url", "keys.password_file", &data_dir.join("keys").join("keys.sqlite"))?;
        let config = Self {
            listen: listen.unwrap_or_else(|| SocketAddr::from(([127, 0, 0, 1], 3000))),
            metrics_listen,
            data_dir,
            master_key_file,
            log_witness_dir,
            database_url,
            keys_url,
            passwords: passwords(&mut keys)?,
            sms: sms(&mut keys)?,
            mail: mail::mail(&mut keys)?,
            digid: digid::digid(&mut keys)?,
            trusted_proxies: keys
                .take_list("trusted_proxies", "a list of addresses such as [\"127.0.0.1\", \"10.0.0.0/8\"]")?
                .unwrap_or_default(),
            hsts: keys.take("hsts", "true or false")?.unwrap_or(true),
            request_timeout: Duration::from_secs(
                keys.take_number("request_timeout_seconds", "a whole number from 1 to 600", 1, 600)?
                    .unwrap_or(30),
            ),
            body_limit: size(
                keys.take_number("body_limit_kib", "a whole number from 16 to 65536", 16, 65536)?
                    .unwrap_or(1024),
            ) * 1024,
            workers: size(
                keys.take_number("workers", "a whole number from 4 to 1024", 4, 1024)?.unwrap_or(4),
            ),
            log_filter: keys
                .take("log_filter", "a filter such as \"info\"")?
                .unwrap_or_else(|| "info".to_owned()),
        };
        keys.refuse_rest(KEYS)?;
        Ok(config)
    }
}

const METRICS_WANTED: &str = "a loopback address such as \"127.0.0.1:9100\"";

fn required<T>(value: Option<T>, key: &'static str) -> Result<T, ConfigError> {
    value.ok_or_else(|| ConfigError::Missing { key, variable: variable(key) })
}

/// The variable that overrides a key.
pub fn variable(key: &str) -> String {
    format!("INZAGE_{}", key.replace('.', "__").to_uppercase())
}

fn size(number: u64) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}

fn small(number: Option<u64>, default: u32) -> u32 {
    number.and_then(|number| u32::try_from(number).ok()).unwrap_or(default)
}

/// The URL of a store; a password comes out of its own file.
fn url(
    keys: &mut Keys,
    key: &'static str,
    password_key: &'static str,
    default: &Path,
) -> Result<Secret, ConfigError> {
    const WANTED: &str =
        "a `sqlite:` or `postgres:` URL without a password (that goes into a file of its own)";
    let place = keys.place(key).map(|place| place.to_string()).unwrap_or_default();
    let url: String = keys.take(key, WANTED)?.unwrap_or_else(|| format!("sqlite://{}", default.display()));
    let refused = |found: String| ConfigError::Value {
        key: key.to_owned(),
        place: place.clone(),
        wanted: WANTED,
        found,
    };
    let (scheme, rest) = url.split_once(':').ok_or_else(|| refused(format!("\"{url}\"")))?;
    if !matches!(scheme, "sqlite" | "postgres" | "postgresql") {
        return Err(refused(format!("a URL that begins with `{scheme}:`")));
    }
    let authority = rest.trim_start_matches('/').split(['/', '?']).next().unwrap_or_default();
    let person = authority.rsplit_once('@').map(|(person, _)| person);
    if person.is_some_and(|person| person.contains(':')) {
        return Err(refused("a URL with a password in it".to_owned()));
    }
    let Some(file) = keys.take::<PathBuf>(password_key, "a file")? else { return Ok(Secret::new(url)) };
    let password = Secret::from_file(password_key, &file)?;
    let Some(person) = person else {
        return Err(refused("a URL without a user, which a password needs".to_owned()));
    };
    let encoded = utf8_percent_encode(password.expose(), NON_ALPHANUMERIC).to_string();
    Ok(Secret::new(url.replacen(&format!("{person}@"), &format!("{person}:{encoded}@"), 1)))
}

fn passwords(keys: &mut Keys) -> Result<PasswordCost, ConfigError> {
    let default = PasswordCost::default();
    let memory =
        keys.take_number("passwords.memory_kib", "a whole number from 7168 to 4194304", 7168, 4_194_304)?;
    let passes = keys.take_number("passwords.passes", "a whole number from 1 to 64", 1, 64)?;
    let lanes = keys.take_number("passwords.lanes", "a whole number from 1 to 64", 1, 64)?;
    Ok(PasswordCost {
        memory_kib: small(memory, default.memory_kib),
        passes: small(passes, default.passes),
        lanes: small(lanes, default.lanes),
    })
}

fn sms(keys: &mut Keys) -> Result<Option<SmsConfig>, ConfigError> {
    let place = keys.place("sms.url").map(|place| place.to_string()).unwrap_or_default();
    let Some(url) = keys.take::<String>("sms.url", SMS_URL)? else { return Ok(None) };
    let local = url.starts_with("http://127.0.0.1") || url.starts_with("http://[::1]");
    if !url.starts_with("https://") && !local {
        return Err(ConfigError::Value {
            key: "sms.url".into(),
            place,
            wanted: SMS_URL,
            found: format!("\"{url}\""),
        });
    }
    let method_place = keys.place("sms.method").map(|place| place.to_string()).unwrap_or_default();
    let method: String = keys.take("sms.method", SMS_METHOD)?.unwrap_or_else(|| "POST".to_owned());
    if !matches!(method.as_str(), "POST" | "PUT") {
        return Err(ConfigError::Value {
            key: "sms.method".into(),
            place: method_place,
            wanted: SMS_METHOD,
            found: format!("\"{method}\""),
        });
    }
    let body_place = keys.place("sms.body").map(|place| place.to_string()).unwrap_or_default();
    let body: String =
        keys.take("sms.body", SMS_BODY)?.unwrap_or_else(|| r#"{"to":"{to}","text":"{text}"}"#.to_owned());
    if !body.contains("{to}") || !body.contains("{text}") {
        return Err(ConfigError::Value {
            key: "sms.body".into(),
            place: body_place,
            wanted: SMS_BODY,
            found: "a text without them".to_owned(),
        });
    }
    let token_file: Option<PathBuf> = keys.take("sms.token_file", "a file")?;
    Ok(Some(SmsConfig {
        url,
        method,
        body,
        content_type: keys
            .take("sms.content_type", "a media type")?
            .unwrap_or_else(|| "application/json".to_owned()),
        headers: keys.take_map("sms.headers.")?,
        token: token_file.map(|file| Secret::from_file("sms.token_file", &file)).transpose()?,
        timeout: Duration::from_secs(
            keys.take_number("sms.timeout_seconds", "a whole number from 1 to 120", 1, 120)?.unwrap_or(10),
        ),
    }))
}

const SMS_URL: &str = "an address that begins with https:// (or http:// on this machine)";
const SMS_METHOD: &str = "POST or PUT";
const SMS_BODY: &str = "a text with {to} and {text}";

#[cfg(test)]
mod tests;
