//! A browser's own words about itself, as people know it: for the list of devices (R10).

use serde::{Deserialize, Serialize};

use crate::session::SessionMethod;

/// Browser and system by their names; `None` where the words do not say.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Device {
    /// `Firefox`, `Chrome`, ...
    pub browser: Option<&'static str>,
    /// `Windows`, `iPhone`, ...
    pub system: Option<&'static str>,
}

/// Names that stand in the words of a browser, the telling ones first: most of them also claim to
/// be Chrome and Safari.
const BROWSERS: &[(&str, &str)] = &[
    ("Edg/", "Edge"),
    ("EdgA/", "Edge"),
    ("EdgiOS/", "Edge"),
    ("SamsungBrowser/", "Samsung Internet"),
    ("OPR/", "Opera"),
    ("Vivaldi/", "Vivaldi"),
    ("FxiOS/", "Firefox"),
    ("Firefox/", "Firefox"),
    ("CriOS/", "Chrome"),
    ("Chromium/", "Chromium"),
    ("Chrome/", "Chrome"),
    ("Version/", "Safari"),
];

/// Systems likewise: an iPhone also says Mac OS X, Android also says Linux.
const SYSTEMS: &[(&str, &str)] = &[
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("CrOS", "Chromebook"),
    ("Windows", "Windows"),
    ("Macintosh", "Mac"),
    ("Linux", "Linux"),
];

impl Device {
    /// Reads the words. Never more than a hint: a browser can say anything.
    pub fn read(user_agent: &str) -> Self {
        let named = |names: &[(&str, &'static str)]| {
            names.iter().find(|(word, _)| user_agent.contains(word)).map(|(_, name)| *name)
        };
        Self { browser: named(BROWSERS), system: named(SYSTEMS) }
    }
}

/// What happened to a log-in, for the account's own history.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Happened {
    /// Logged in, and how.
    LoggedIn(SessionMethod),
    /// A log-in was refused: wrong password or code.
    LogInRefused,
    /// Logged out, by choice or by time.
    LoggedOut,
    /// The password was changed.
    PasswordChanged,
    /// The authenticator app was set up or removed.
    AppChanged,
    /// A passkey was added or removed.
    PasskeyChanged,
    /// The help desk removed the authenticator app of a lost device.
    AppRemovedByDesk,
    /// The help desk removed the passkeys of a lost device.
    PasskeysRemovedByDesk,
    /// The account was blocked or closed by its holder.
    AccountEnded,
}

#[cfg(test)]
mod tests {
    use super::Device;

    /// R10: browser and system in plain words.
    #[test]
    fn a_browser_is_known_by_its_words() {
        let cases = [
            (
                "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/149.0.0.0 Safari/537.36 Edg/149.0.0.0",
                Some("Edge"),
                Some("Windows"),
            ),
            (
                "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/149.0.0.0 Safari/537.36",
                Some("Chrome"),
                Some("Linux"),
            ),
            (
                "Mozilla/5.0 (Macintosh; Intel Mac OS X 14_5) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Safari/605.1.15",
                Some("Safari"),
                Some("Mac"),
            ),
            (
                "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1",
                Some("Safari"),
                Some("iPhone"),
            ),
            (
                "Mozilla/5.0 (Linux; Android 15; SM-S921B) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/27.0 Chrome/125.0.0.0 Mobile Safari/537.36",
                Some("Samsung Internet"),
                Some("Android"),
            ),
            (
                "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0",
                Some("Firefox"),
                Some("Windows"),
            ),
            (
                "Mozilla/5.0 (iPad; CPU OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) CriOS/140.0 Mobile/15E148 Safari/604.1",
                Some("Chrome"),
                Some("iPad"),
            ),
            ("curl/8.5.0", None, None),
            ("", None, None),
        ];
        for (words, browser, system) in cases {
            assert_eq!(Device::read(words), Device { browser, system }, "{words}");
        }
    }
}
