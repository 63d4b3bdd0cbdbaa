//! What a configuration is refused for, and how the refusal reads.

use std::os::unix::fs::PermissionsExt;

use super::{Config, KEYS, check_private, variable};

const LEAST: &str = "data_dir = \"/var/lib/inzage\"\nmaster_key_file = \"/etc/inzage/master.key\"\n";

fn none() -> Vec<(String, String)> {
    Vec::new()
}

fn environment(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
    pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
}

#[test]
fn two_keys_are_enough() {
    let config = Config::parse(LEAST, none()).unwrap();
    assert_eq!(config.listen.to_string(), "127.0.0.1:3000");
    assert_eq!(config.database_url.expose(), "sqlite:///var/lib/inzage/inzage.sqlite");
    assert_eq!(config.keys_url.expose(), "sqlite:///var/lib/inzage/keys/keys.sqlite");
    assert_eq!(config.workers, 4);
    assert!(config.hsts && config.sms.is_none());
}

#[test]
fn a_refusal_names_the_key_and_the_line() {
    let cases = [
        ("colour = 1", "line 3: there is no key `colour`"),
        ("lissen = \"127.0.0.1:1\"", "line 3: there is no key `lissen`; did you mean `listen`?"),
        (
            "[databse]\nurl = \"sqlite:x\"",
            "line 4: there is no key `databse.url`; did you mean `database.url`?",
        ),
        ("[databse]", "line 3: there is no key `databse`"),
        ("listen = 3000", "line 3: key `listen` must be an address such as \"127.0.0.1:3000\", found 3000"),
        (
            "listen = \"localhost\"",
            "line 3: key `listen` must be an address such as \"127.0.0.1:3000\", found \"localhost\"",
        ),
        ("workers = 2", "line 3: key `workers` must be a whole number from 4 to 1024, found 2"),
        ("workers = \"8\"", "line 3: key `workers` must be a whole number from 4 to 1024, found \"8\""),
        ("workers = 4.5", "line 3: key `workers` must be a whole number from 4 to 1024, found a fraction"),
        ("hsts = \"yes\"", "line 3: key `hsts` must be true or false, found \"yes\""),
        (
            "body_limit_kib = 1",
            "line 3: key `body_limit_kib` must be a whole number from 16 to 65536, found 1",
        ),
        (
            "request_timeout_seconds = 0",
            "line 3: key `request_timeout_seconds` must be a whole number from 1 to 600, found 0",
        ),
        (
            "metrics_listen = \"0.0.0.0:9100\"",
            "line 3: key `metrics_listen` must be a loopback address such as \"127.0.0.1:9100\", found \"0.0.0.0:9100\"",
        ),
        (
            "trusted_proxies = \"10.0.0.1\"",
            "line 3: key `trusted_proxies` must be a list of addresses such as [\"127.0.0.1\", \"10.0.0.0/8\"], found one text",
        ),
        (
            "trusted_proxies = [\"10.0.0.0/40\"]",
            "line 3: key `trusted_proxies` must be a list of addresses such as [\"127.0.0.1\", \"10.0.0.0/8\"], found \"10.0.0.0/40\"",
        ),
        (
            "[passwords]\nmemory_kib = 64",
            "line 4: key `passwords.memory_kib` must be a whole number from 7168 to 4194304, found 64",
        ),
        (
            "[database]\nurl = \"mysql://x\"",
            "line 4: key `database.url` must be a `sqlite:` or `postgres:` URL without a password (that goes into a file of its own), found a URL that begins with `mysql:`",
        ),
        (
            "[database]\nurl = \"postgres://inzage:geheim@db/inzage\"",
            "line 4: key `database.url` must be a `sqlite:` or `postgres:` URL without a password (that goes into a file of its own), found a URL with a password in it",
        ),
        (
            "[sms]\nurl = \"http://sms.example\"",
            "line 4: key `sms.url` must be an address that begins with https:// (or http:// on this machine), found \"http://sms.example\"",
        ),
        (
            "[sms]\nurl = \"https://sms.example\"\nmethod = \"GET\"",
            "line 5: key `sms.method` must be POST or PUT, found \"GET\"",
        ),
        (
            "[sms]\nurl = \"https://sms.example\"\nbody = \"{text}\"",
            "line 5: key `sms.body` must be a text with {to} and {text}, found a text without them",
        ),
    ];
    for (extra, expected) in cases {
        let refusal = Config::parse(&format!("{LEAST}{extra}\n"), none()).unwrap_err().to_string();
        assert_eq!(refusal, expected, "{extra}");
    }
}

#[test]
fn what_is_no_toml_is_refused_with_its_line() {
    let refusal = Config::parse("data_dir = \"/x\"\nlisten = = 1\n", none()).unwrap_err().to_string();
    assert!(refusal.starts_with("line 2: "), "{refusal}");
}

#[test]
fn a_missing_key_says_how_to_give_it() {
    let refusal = Config::parse("data_dir = \"/x\"", none()).unwrap_err().to_string();
    assert_eq!(refusal, "key `master_key_file` is missing; add it to the file or set INZAGE_MASTER_KEY_FILE");
}

#[test]
fn the_environment_wins_and_is_refused_by_its_own_name() {
    let variables = environment(&[
        ("INZAGE_DATABASE__URL", "postgres://inzage@db/inzage"),
        ("INZAGE_WORKERS", "8"),
        ("INZAGE_HSTS", "false"),
        ("INZAGE_TRUSTED_PROXIES", "10.0.0.1, ::1"),
        ("HOME", "/root"),
    ]);
    let config = Config::parse(&format!("{LEAST}workers = 16"), variables).unwrap();
    assert_eq!(config.database_url.expose(), "postgres://inzage@db/inzage");
    assert_eq!((config.workers, config.hsts, config.trusted_proxies.len()), (8, false, 2));

    let cases = [
        (
            "INZAGE_WORKERS",
            "many",
            "variable INZAGE_WORKERS: key `workers` must be a whole number from 4 to 1024, found \"many\"",
        ),
        ("INZAGE_COLOUR", "1", "variable INZAGE_COLOUR: there is no key `colour`"),
    ];
    for (name, value, expected) in cases {
        assert_eq!(Config::parse(LEAST, environment(&[(name, value)])).unwrap_err().to_string(), expected);
    }
}

#[test]
fn secrets_come_from_files_and_are_never_shown() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("password");
    std::fs::write(&file, "p@ss:word/\n").unwrap();
    let text = format!(
        "{LEAST}[database]\nurl = \"postgres://inzage@db/inzage\"\npassword_file = \"{0}\"\n[sms]\nurl = \"https://sms.example\"\ntoken_file = \"{0}\"\n[sms.headers]\nAuthorization = \"Bearer {{token}}\"\n",
        file.display()
    );
    let config = Config::parse(&text, none()).unwrap();
    assert_eq!(config.database_url.expose(), "postgres://inzage:p%40ss%3Aword%2F@db/inzage");
    let sms = config.sms.clone().unwrap();
    assert_eq!(sms.headers, [("Authorization".to_owned(), "Bearer {token}".to_owned())]);
    assert_eq!(sms.token.unwrap().expose(), "p@ss:word/");
    let shown = format!("{config:?}");
    assert!(!shown.contains("ss:word") && !shown.contains("ss%3A"), "{shown}");

    std::fs::write(&file, "\n").unwrap();
    assert!(Config::parse(&text, none()).unwrap_err().to_string().ends_with("is empty"));
    std::fs::remove_file(&file).unwrap();
    assert!(Config::parse(&text, none()).unwrap_err().to_string().ends_with("cannot be read"));
}

#[test]
fn a_master_key_that_others_can_read_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("master.key");
    std::fs::write(&file, [0_u8; 32]).unwrap();
    for (mode, private) in
        [(0o600, true), (0o400, true), (0o640, false), (0o604, false), (0o620, false), (0o601, false)]
    {
        std::fs::set_permissions(&file, std::fs::Permissions::from_mode(mode)).unwrap();
        let answer = check_private("master_key_file", &file);
        assert_eq!(answer.is_ok(), private, "{mode:o}");
        if let Err(refusal) = answer {
            assert!(refusal.to_string().contains("chmod 600"), "{refusal}");
        }
    }
}

#[test]
fn every_key_has_its_variable() {
    assert_eq!(variable("database.url"), "INZAGE_DATABASE__URL");
    assert!(
        KEYS.iter().all(|key| variable(key).chars().all(|sign| sign.is_ascii_uppercase() || sign == '_'))
    );
}
