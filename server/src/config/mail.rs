//! The mail server of the configuration.

use std::{path::PathBuf, time::Duration};

use inzage_domain::EmailAddress;

use super::{ConfigError, Keys, Secret, required};

/// How the connection to the mail server is kept secret.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MailSecurity {
    /// TLS from the first byte (port 465).
    Tls,
    /// TLS after STARTTLS, or no mail (port 587).
    StartTls,
    /// None: only to a server on this machine (port 25).
    Local,
}

/// The server that takes mail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MailConfig {
    /// Its host name.
    pub server: String,
    /// Its port, where it is not the usual one.
    pub port: Option<u16>,
    /// How the connection is kept secret.
    pub security: MailSecurity,
    /// Who sends.
    pub from: EmailAddress,
    /// Name and password, where the server asks them.
    pub credentials: Option<(String, Secret)>,
    /// How long to wait for an answer.
    pub timeout: Duration,
}

const SERVER: &str = "the host name of a mail server";
const SECURITY: &str = "\"tls\", \"starttls\", or \"local\" for a server on this machine";
const FROM: &str = "an e-mail address";

/// Reads the part `[mail]`.
pub(super) fn mail(keys: &mut Keys) -> Result<Option<MailConfig>, ConfigError> {
    let Some(server) = keys.take::<String>("mail.server", SERVER)? else { return Ok(None) };
    let place = keys.place("mail.security").map(|place| place.to_string()).unwrap_or_default();
    let word: String = keys.take("mail.security", SECURITY)?.unwrap_or_else(|| "tls".to_owned());
    let here = matches!(server.as_str(), "localhost" | "127.0.0.1" | "::1");
    let security = match word.as_str() {
        "tls" => MailSecurity::Tls,
        "starttls" => MailSecurity::StartTls,
        "local" if here => MailSecurity::Local,
        _ => {
            return Err(ConfigError::Value {
                key: "mail.security".into(),
                place,
                wanted: SECURITY,
                found: format!("\"{word}\" for {server}"),
            });
        }
    };
    let place = keys.place("mail.from").map(|place| place.to_string()).unwrap_or_default();
    let from: String = required(keys.take("mail.from", FROM)?, "mail.from")?;
    let from = EmailAddress::parse(&from).map_err(|_| ConfigError::Value {
        key: "mail.from".into(),
        place,
        wanted: FROM,
        found: format!("\"{from}\""),
    })?;
    let user: Option<String> = keys.take("mail.user", "a user name")?;
    let file: Option<PathBuf> = keys.take("mail.password_file", "a file")?;
    let password = file.map(|file| Secret::from_file("mail.password_file", &file)).transpose()?;
    let port = keys.take_number("mail.port", "a whole number from 1 to 65535", 1, 65535)?;
    let timeout = keys.take_number("mail.timeout_seconds", "a whole number from 1 to 120", 1, 120)?;
    Ok(Some(MailConfig {
        server,
        port: port.and_then(|port| u16::try_from(port).ok()),
        security,
        from,
        credentials: user.zip(password),
        timeout: Duration::from_secs(timeout.unwrap_or(10)),
    }))
}

#[cfg(test)]
mod tests {
    use super::{super::Config, MailSecurity};

    const LEAST: &str = "data_dir = \"/d\"\nmaster_key_file = \"/k\"\n[mail]\n";

    #[test]
    fn mail_leaves_this_machine_only_behind_tls() {
        let none = std::iter::empty::<(String, String)>;
        let read = |text: &str| Config::parse(&format!("{LEAST}{text}"), none());
        let cases = [
            ("server = \"mail.example\"\nfrom = \"a@b.example\"", Some(MailSecurity::Tls)),
            (
                "server = \"mail.example\"\nfrom = \"a@b.example\"\nsecurity = \"starttls\"\nport = 2525",
                Some(MailSecurity::StartTls),
            ),
            (
                "server = \"127.0.0.1\"\nfrom = \"a@b.example\"\nsecurity = \"local\"",
                Some(MailSecurity::Local),
            ),
            ("server = \"mail.example\"\nfrom = \"a@b.example\"\nsecurity = \"local\"", None),
            ("server = \"mail.example\"\nfrom = \"a@b.example\"\nsecurity = \"none\"", None),
            ("server = \"mail.example\"\nfrom = \"nobody\"", None),
            ("server = \"mail.example\"", None),
        ];
        for (text, expected) in cases {
            let security = read(text).ok().map(|config| config.mail.unwrap().security);
            assert_eq!(security, expected, "{text}");
        }
        let without = LEAST.strip_suffix("[mail]\n").unwrap();
        assert_eq!(Config::parse(without, none()).unwrap().mail, None);
    }
}
