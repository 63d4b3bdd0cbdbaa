//! The portal's cookies: the session, a log-in that waits for its code or at DigiD, the chosen language,
//! and whether one chose to be counted. There are no others (R22). All carry the `__Host-` prefix: one host name, the whole path,
//! HTTPS or this machine only.

use axum::http::{HeaderMap, HeaderValue, header};
use inzage_domain::{Language, figures::CountingChoice};

/// The session.
pub const SESSION: &str = "__Host-inzage";
/// A log-in that waits for its code.
pub const STEP: &str = "__Host-stap";
/// A log-in that waits at DigiD.
pub const DIGID: &str = "__Host-digid";
/// The chosen language, no secret.
pub const LANGUAGE: &str = "__Host-taal";
/// What was chosen about being counted, no secret.
pub const COUNTING: &str = "__Host-meten";

/// The value of a cookie. A `__Host-` cookie exists once: a second one is somebody's attempt, so
/// the name then counts as absent.
pub fn value<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    let mut found = headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|line| line.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .filter(|(key, _)| *key == name)
        .map(|(_, value)| value);
    let first = found.next()?;
    found.next().is_none().then_some(first)
}

/// The language that the person chose; Dutch without a choice.
pub fn language(headers: &HeaderMap) -> Language {
    value(headers, LANGUAGE).and_then(Language::from_tag).unwrap_or_default()
}

/// What was chosen about being counted; a value that is no choice is none.
pub fn choice(headers: &HeaderMap) -> Option<CountingChoice> {
    value(headers, COUNTING).and_then(CountingChoice::from_key)
}

/// Sets the session. The cookie has no end of its own: the host knows when it ends.
pub fn set_session(token: &str) {
    set(SESSION, token, "");
}

/// Takes the session away.
pub fn clear_session() {
    set(SESSION, "", "; Max-Age=0");
}

/// Sets the waiting log-in.
pub fn set_step(token: &str) {
    set(STEP, token, "; Max-Age=3600");
}

/// Takes the waiting log-in away.
pub fn clear_step() {
    set(STEP, "", "; Max-Age=0");
}

/// Keeps the language for a year.
pub fn set_language(language: Language) {
    set(LANGUAGE, language.tag(), "; Max-Age=31536000");
}

/// Keeps the choice about being counted for a year.
pub fn set_choice(choice: CountingChoice) {
    set(COUNTING, choice.key(), "; Max-Age=31536000");
}

/// Takes the choice about being counted away.
pub fn clear_choice() {
    set(COUNTING, "", "; Max-Age=0");
}

fn set(name: &str, value: &str, more: &str) {
    if let Some(value) = line(name, value, more) {
        super::append(header::SET_COOKIE, value);
    }
}

/// A cookie as the answer sets it; `more` is what follows, such as `; Max-Age=600`. `None` for a
/// value that cannot stand in a header.
pub fn line(name: &str, value: &str, more: &str) -> Option<HeaderValue> {
    HeaderValue::try_from(format!("{name}={value}; Path=/; Secure; HttpOnly; SameSite=Lax{more}")).ok()
}

#[cfg(test)]
mod tests {
    use axum::http::{HeaderMap, HeaderValue, header};
    use inzage_domain::{
        Language,
        figures::CountingChoice::{No, Yes},
    };

    use super::{SESSION, choice, language, value};

    #[test]
    fn a_cookie_is_found_by_its_whole_name_and_only_when_there_is_one() {
        let cases: [(&[&'static str], Option<&str>); 6] = [
            (&["__Host-inzage=abc"], Some("abc")),
            (&["a=b; __Host-inzage=abc; c=d"], Some("abc")),
            (&["a=b", "__Host-inzage=abc"], Some("abc")),
            (&["x__Host-inzage=abc; __Host-inzage2=d"], None),
            (&["__Host-inzage=abc; __Host-inzage=def"], None),
            (&[], None),
        ];
        for (lines, expected) in cases {
            let mut headers = HeaderMap::new();
            for line in lines {
                headers.append(header::COOKIE, HeaderValue::from_static(line));
            }
            assert_eq!(value(&headers, SESSION), expected, "{lines:?}");
        }
    }

    /// R22: only a clear yes is one; forged and doubled values are no choice.
    #[test]
    fn only_a_clear_yes_is_a_yes() {
        for (cookie, expected) in [
            ("__Host-meten=ja", Some(Yes)),
            ("a=b; __Host-meten=ja; c=d", Some(Yes)),
            ("__Host-meten=nee", Some(No)),
            ("__Host-meten=JA", None),
            ("__Host-meten=ja1", None),
            ("__Host-meten=", None),
            ("__Host-meten=ja; __Host-meten=ja", None),
            ("meten=ja", None),
            ("", None),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert(header::COOKIE, HeaderValue::from_static(cookie));
            assert_eq!(choice(&headers), expected, "{cookie}");
        }
    }

    #[test]
    fn the_language_is_dutch_unless_chosen() {
        for (cookie, expected) in [
            ("__Host-taal=en", Language::English),
            ("__Host-taal=nl", Language::Dutch),
            ("__Host-taal=xx", Language::Dutch),
            ("", Language::Dutch),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert(header::COOKIE, HeaderValue::from_static(cookie));
            assert_eq!(language(&headers), expected);
        }
    }
}
