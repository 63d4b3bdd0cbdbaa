//! E-mail addresses.

use std::fmt;

use serde::{Deserialize, Serialize};
use thiserror::Error;

/// The longest address that mail servers take (RFC 5321).
const LONGEST: usize = 254;

/// An e-mail address as it was typed, without spaces around it. Only a code that comes back proves
/// that it is somebody's (R44). Its `Debug` hides it.
#[derive(Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct EmailAddress(String);

/// The text is no address that mail can be sent to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("an e-mail address looks like name@example.nl")]
pub struct EmailError;

impl EmailAddress {
    /// Reads an address: one `@`, a name before it, a host name with a dot after it, ASCII only.
    pub fn parse(text: &str) -> Result<Self, EmailError> {
        let text = text.trim();
        let (name, host) = text.rsplit_once('@').ok_or(EmailError)?;
        let name_good = (1..=64).contains(&name.len())
            && !name.starts_with('.')
            && !name.ends_with('.')
            && !name.contains("..")
            && name
                .bytes()
                .all(|sign| sign.is_ascii_alphanumeric() || b"!#$%&'*+-/=?^_`{|}~.".contains(&sign));
        let part_good = |part: &str| {
            (1..=63).contains(&part.len())
                && !part.starts_with('-')
                && !part.ends_with('-')
                && part.bytes().all(|sign| sign.is_ascii_alphanumeric() || sign == b'-')
        };
        let host_good = host.contains('.') && host.split('.').all(part_good);
        if !(name_good && host_good && text.len() <= LONGEST) {
            return Err(EmailError);
        }
        Ok(Self(text.to_owned()))
    }

    /// The address, for a messenger.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What may be shown to somebody who has not proved that it is theirs: `a•••@example.nl`.
    pub fn masked(&self) -> String {
        let (name, host) = self.0.rsplit_once('@').unwrap_or_default();
        format!("{}•••@{host}", name.chars().take(1).collect::<String>())
    }
}

impl fmt::Debug for EmailAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("EmailAddress(hidden)")
    }
}

impl TryFrom<String> for EmailAddress {
    type Error = EmailError;
    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::parse(&text)
    }
}

impl From<EmailAddress> for String {
    fn from(address: EmailAddress) -> Self {
        address.0
    }
}

#[cfg(test)]
mod tests {
    use super::EmailAddress;

    #[test]
    fn an_address_is_read_as_people_type_it() {
        let cases = [
            ("anna@example.nl", true),
            (" anna.de-wit+zorg@mail.example.nl ", true),
            ("anna@example", false),
            ("anna example.nl", false),
            ("anna@@example.nl", false),
            ("@example.nl", false),
            ("anna@", false),
            (".anna@example.nl", false),
            ("an..na@example.nl", false),
            ("anna@-example.nl", false),
            ("anna@example..nl", false),
            ("anna@exa mple.nl", false),
            ("anna@example.nl\r\nBcc: b@example.nl", false),
            ("", false),
        ];
        for (text, good) in cases {
            assert_eq!(EmailAddress::parse(text).is_ok(), good, "{text}");
        }
        let longest =
            format!("{}@{}.{}.{}.nl", "a".repeat(64), "b".repeat(63), "c".repeat(63), "d".repeat(58));
        assert_eq!(longest.len(), 254);
        assert!(EmailAddress::parse(&longest).is_ok());
        assert!(EmailAddress::parse(&longest.replacen('d', "dd", 1)).is_err());
        let address = EmailAddress::parse("anna@example.nl").unwrap();
        assert_eq!(address.masked(), "a•••@example.nl");
        assert_eq!(format!("{address:?}"), "EmailAddress(hidden)");
    }
}
