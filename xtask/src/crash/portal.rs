//! How the terms are accepted and read back: the portal's own pages, nothing made for this test.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, ensure};
use serde_json::Value;

use crate::client::{Answer, Client};
use crate::program::HOST;

/// The page on which the terms are.
const TERMS_PAGE: &str = "/voorwaarden";
/// Where its form posts to.
const ACCEPT: &str = "/api/voorwaarden/accepteren";

/// An account that the demo made and logged in (`--bench-accounts`), so that the load needs no password hashing.
pub(super) struct Account {
    pub(super) user: String,
    cookie: String,
    /// a page behind the gate of the terms: the account's own record
    record: String,
}

/// Reads `DIR/bench.json`: a list of `user`, `session_cookie` (`name=value`) and `client`.
pub(super) fn accounts(data: &Path) -> Result<Vec<Account>> {
    let path = data.join("bench.json");
    let text = fs::read_to_string(&path).with_context(|| format!("reading {}", path.display()))?;
    let list: Value = serde_json::from_str(&text).with_context(|| format!("reading {}", path.display()))?;
    let list = list.as_array().context("bench.json is no list")?;
    list.iter()
        .map(|account| {
            let text = |key: &str| {
                account
                    .get(key)
                    .and_then(Value::as_str)
                    .map(str::to_owned)
                    .with_context(|| format!("an account in bench.json has no {key}"))
            };
            Ok(Account {
                user: text("user")?,
                cookie: text("session_cookie")?,
                record: format!("/c/{}/dossier", text("client")?),
            })
        })
        .collect()
}

/// One organisation's portal.
pub(super) struct Portal {
    client: Client,
    versions: String,
}

impl Portal {
    /// Reads from the terms page which versions are to be accepted.
    pub(super) fn new(port: u16, account: &Account) -> Result<Self> {
        let client = Client::new(port, HOST);
        let page = client.get(TERMS_PAGE, Some(&account.cookie))?;
        ensure!(
            page.status == 200,
            "{TERMS_PAGE} answered {} {}",
            page.status,
            page.location.unwrap_or_default()
        );
        let versions =
            field(&page.body, "versions").with_context(|| format!("{TERMS_PAGE} has no field `versions`"))?;
        Ok(Self { client, versions: encode(versions) })
    }

    /// Accepts the terms. The same account always sends the same key, so sending again is the same act.
    pub(super) fn accept(&self, account: &Account) -> Result<Answer> {
        let key = key(&account.user);
        self.client.post(ACCEPT, &account.cookie, &format!("key={key}&versions={}&agree=on", self.versions))
    }

    /// Whether the gate is open.
    pub(super) fn has_accepted(&self, account: &Account) -> Result<bool> {
        let answer = self.client.get(&account.record, Some(&account.cookie))?;
        let gate = answer.location.is_some_and(|location| location.contains(TERMS_PAGE));
        ensure!(gate || answer.status == 200, "{} answered {}", account.record, answer.status);
        Ok(!gate)
    }
}

/// Done, in the form for a browser without script: on to the next page, which is not the terms again.
pub(super) fn is_acknowledged(answer: &Answer) -> bool {
    let onward = answer
        .location
        .as_deref()
        .is_some_and(|location| !location.contains(TERMS_PAGE) && !location.contains("error"));
    answer.status == 200 || ((302..=303).contains(&answer.status) && onward)
}

/// An idempotency key (a UUID in form) that follows from the user's name.
fn key(user: &str) -> String {
    let digest = crate::fingerprint::of_text(user);
    let part = |from: usize, to: usize| digest.get(from..to).unwrap_or_default();
    format!("{}-{}-7{}-8{}-{}", part(0, 8), part(8, 12), part(13, 16), part(17, 20), part(20, 32))
}

/// The value of a field in a page, whatever the order of its attributes.
fn field<'a>(page: &'a str, name: &str) -> Option<&'a str> {
    let wanted = format!("name=\"{name}\"");
    page.split("<input").skip(1).filter_map(|rest| rest.split_once('>')).find_map(|(tag, _)| {
        let value = tag.split_once("value=\"")?.1.split_once('"')?.0;
        tag.contains(&wanted).then_some(value)
    })
}

fn encode(text: &str) -> String {
    use std::fmt::Write;
    text.bytes().fold(String::new(), |mut out, byte| {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            // writing into a string cannot fail
            let _ = write!(out, "%{byte:02X}");
        }
        out
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(status: u16, location: Option<&str>) -> Answer {
        Answer { status, location: location.map(str::to_owned), body: String::new() }
    }

    #[test]
    fn only_a_way_onward_is_an_acknowledgement() {
        for (given, expected) in [
            (answer(303, Some("/")), true),
            (answer(302, Some("http://linde.localhost/")), true),
            (answer(303, Some("/voorwaarden")), false),
            (answer(303, None), false),
            (answer(200, None), true),
            (answer(500, None), false),
            (answer(429, None), false),
        ] {
            assert_eq!(is_acknowledged(&given), expected, "{} {:?}", given.status, given.location);
        }
    }

    #[test]
    fn a_field_is_found_whatever_the_order_of_its_attributes() {
        let page = r#"<form><input type="hidden" name="key" value="k"><input value="a,b" type="hidden" name="versions"/></form>"#;
        assert_eq!(field(page, "versions"), Some("a,b"));
        assert_eq!(field(page, "key"), Some("k"));
        assert_eq!(field(page, "absent"), None);
        assert_eq!(encode("a,b-1"), "a%2Cb-1");
    }

    #[test]
    fn a_key_has_the_form_of_a_uuid_and_stays_the_same() {
        let first = key("bench-1");
        assert_eq!(first, key("bench-1"));
        assert_ne!(first, key("bench-2"));
        let lengths: Vec<usize> = first.split('-').map(str::len).collect();
        assert_eq!(lengths, [8, 4, 4, 4, 12]);
    }
}
