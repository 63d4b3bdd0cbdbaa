//! The program as the operating system sees it: commands, exit statuses, signals.

#![expect(clippy::unwrap_used, clippy::panic, reason = "helpers of tests fail as the tests do")]

use std::{
    io::{Read, Write},
    net::TcpStream,
    os::unix::fs::PermissionsExt,
    path::Path,
    process::{Child, Command, Output, Stdio},
    time::{Duration, Instant},
};

fn inzage(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_inzage")).args(arguments).output().unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

fn free_port() -> u16 {
    std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

/// A demo (or a portal) in a process of its own; killed when dropped.
struct Demo {
    child: Child,
    port: u16,
}

impl Demo {
    fn start(folder: &Path) -> Self {
        let port = free_port();
        let address = format!("127.0.0.1:{port}");
        Self::run(&["demo", "--data", folder.to_str().unwrap(), "--listen", &address], port)
    }

    /// Starts a command that serves on a port.
    fn run(arguments: &[&str], port: u16) -> Self {
        let child = Command::new(env!("CARGO_BIN_EXE_inzage"))
            .args(arguments)
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut demo = Self { child, port };
        let began = Instant::now();
        while demo.get("/readyz").is_none_or(|answer| !answer.starts_with("HTTP/1.1 200")) {
            if let Some(status) = demo.child.try_wait().unwrap() {
                let mut said = String::new();
                demo.child.stderr.take().unwrap().read_to_string(&mut said).unwrap();
                panic!("ended with {status}: {said}");
            }
            assert!(began.elapsed() < Duration::from_mins(1), "not ready");
            std::thread::sleep(Duration::from_millis(20));
        }
        demo
    }

    fn get(&self, path: &str) -> Option<String> {
        self.get_from("linde.localhost", path)
    }

    fn get_from(&self, host: &str, path: &str) -> Option<String> {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).ok()?;
        write!(stream, "GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n").ok()?;
        let mut answer = String::new();
        stream.read_to_string(&mut answer).ok()?;
        Some(answer)
    }

    /// Asks it to stop, as the system does; gives its status and what it logged.
    fn stop(mut self) -> (Option<i32>, String) {
        let asked = Command::new("kill").args(["-TERM", &self.child.id().to_string()]).status().unwrap();
        assert!(asked.success());
        let mut said = String::new();
        self.child.stderr.take().unwrap().read_to_string(&mut said).unwrap();
        (self.child.wait().unwrap().code(), said)
    }
}

impl Drop for Demo {
    fn drop(&mut self) {
        // It may have ended already.
        _ = self.child.kill();
        _ = self.child.wait();
    }
}

#[test]
fn every_command_explains_itself() {
    for command in [
        "serve",
        "demo",
        "migrate",
        "organisation",
        "organisation create",
        "organisation staff",
        "import",
        "verify-log",
        "doctor",
        "rotate-master-key",
        "rotate-organisation-key",
    ] {
        let words: Vec<&str> = command.split(' ').chain(["--help"]).collect();
        let output = inzage(&words);
        assert_eq!(output.status.code(), Some(0), "{command}");
        assert!(text(&output.stdout).len() > 200, "{command}: {}", text(&output.stdout));
    }
    assert!(text(&inzage(&["--help"]).stdout).contains("Exit status"));
    assert_eq!(inzage(&["dance"]).status.code(), Some(2));
}

#[test]
fn serve_refuses_a_wrong_configuration_and_a_key_that_others_can_read() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("inzage.toml");
    let key = folder.path().join("master.key");
    std::fs::write(&key, "00".repeat(32)).unwrap();
    std::fs::set_permissions(&key, std::fs::Permissions::from_mode(0o644)).unwrap();
    let data = folder.path().join("data");
    let config = format!(
        "data_dir = \"{}\"\nmaster_key_file = \"{}\"\nlisten = \"127.0.0.1:0\"\n",
        data.display(),
        key.display()
    );

    std::fs::write(&path, format!("{config}lissen = 1\n")).unwrap();
    let output = inzage(&["serve", "--config", path.to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(1));
    assert!(text(&output.stderr).contains("line 4: there is no key `lissen`"), "{}", text(&output.stderr));

    std::fs::write(&path, config).unwrap();
    let output = inzage(&["serve", "--config", path.to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(1));
    assert!(text(&output.stderr).contains("chmod 600"), "{}", text(&output.stderr));

    std::fs::set_permissions(&key, std::fs::Permissions::from_mode(0o600)).unwrap();
    let output = inzage(&["serve", "--config", path.to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(1));
    assert!(text(&output.stderr).contains("inzage migrate"), "{}", text(&output.stderr));

    for _ in 0..2 {
        let output = inzage(&["migrate", "--config", path.to_str().unwrap()]);
        assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    }
    let output = inzage(&["doctor", "--config", path.to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(3), "a store without an organisation: {}", text(&output.stdout));
}

#[test]
fn a_demo_is_filled_once_proved_and_stopped_without_loss() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("demo");
    let demo = Demo::start(&data);
    assert!(demo.get("/inloggen").unwrap().contains("Woonzorg De Linde"));
    let client =
        serde_json::from_str::<serde_json::Value>(&std::fs::read_to_string(data.join("demo.json")).unwrap())
            .unwrap();
    let client = client["organisations"][0]["accounts"][0]["client"].as_str().unwrap().to_owned();
    for path in [
        format!("/c/{client}/dossier?zoek=Verhulst"),
        "/team?bsn=999900006".to_owned(),
        "/Verhulst/999900006".to_owned(),
    ] {
        assert!(demo.get(&path).is_some());
    }
    let (status, said) = demo.stop();
    assert_eq!(status, Some(0), "{said}");
    for secret in ["Verhulst", "999900006", client.as_str(), "welkom", "__Host"] {
        assert!(!said.contains(secret), "{secret} stands in the log: {said}");
    }
    for line in said.lines() {
        assert!(serde_json::from_str::<serde_json::Value>(line).is_ok(), "no JSON: {line}");
    }
    let first = std::fs::read_to_string(data.join("demo.json")).unwrap();
    assert_eq!(std::fs::metadata(data.join("master.key")).unwrap().permissions().mode() & 0o777, 0o600);

    let data_argument = data.to_str().unwrap();
    for command in ["doctor", "verify-log"] {
        let output = inzage(&[command, "--data", data_argument]);
        assert_eq!(
            output.status.code(),
            Some(0),
            "{command}: {}{}",
            text(&output.stdout),
            text(&output.stderr)
        );
        assert!(!text(&output.stdout).contains("not ok"));
    }

    imports_are_told(folder.path(), data_argument);

    let again = Demo::start(&data);
    let port = again.port;
    let (status, _) = again.stop();
    assert_eq!(status, Some(0));
    let second = std::fs::read_to_string(data.join("demo.json")).unwrap();
    let without_ports =
        |text: &str| text.lines().filter(|line| !line.contains("\"url\"")).collect::<Vec<_>>().join("\n");
    assert_eq!(without_ports(&first), without_ports(&second), "filled twice");
    assert!(second.contains(&format!("linde.localhost:{port}")));
}

/// What is imported, what was there already, and what was refused, with its exit status.
fn imports_are_told(folder: &Path, data_argument: &str) {
    let files = Path::new(&std::env::var_os("CARGO_MANIFEST_DIR").unwrap())
        .join("../../shared/testdata/bglz-langdurige-zorg-stu3");
    if files.exists() {
        let import = [
            "import",
            "--data",
            data_argument,
            "--organisation",
            "linde",
            "--client",
            "maria",
            "--create",
            files.to_str().unwrap(),
        ];
        let output = inzage(&import);
        assert_eq!(output.status.code(), Some(0), "{}{}", text(&output.stdout), text(&output.stderr));
        assert!(
            text(&output.stdout).contains("28 new, 0 changed, 0 unchanged, 0 refused"),
            "{}",
            text(&output.stdout)
        );
        let output = inzage(&import);
        assert!(
            text(&output.stdout).contains("0 new, 0 changed, 28 unchanged, 0 refused"),
            "{}",
            text(&output.stdout)
        );
    } else {
        println!("skipped: ../shared/testdata is not here");
    }
    let output = inzage(&[
        "import",
        "--data",
        data_argument,
        "--organisation",
        "linden",
        "--client",
        "client",
        "x.json",
    ]);
    assert_eq!(output.status.code(), Some(1));
    assert!(
        text(&output.stderr).contains("the organisations are: berk, kompas, linde"),
        "{}",
        text(&output.stderr)
    );
    let broken = folder.join("broken.json");
    std::fs::write(&broken, "{\"resourceType\": \"Patient\", ").unwrap();
    let output = inzage(&[
        "import",
        "--data",
        data_argument,
        "--organisation",
        "linde",
        "--client",
        "client",
        broken.to_str().unwrap(),
    ]);
    assert_eq!(output.status.code(), Some(3), "{}{}", text(&output.stdout), text(&output.stderr));
    assert!(text(&output.stderr).contains("broken.json: line 1"), "{}", text(&output.stderr));
}

const ORGANISATION: &str = r##"key = "linde"
host = "linde.localhost"
preset = "vivium"
[profile]
name = "Woonzorg De Linde"
phone = "020 123 45 00"
phone_hours_nl = "dag en nacht"
phone_hours_en = "day and night"
security_contact = "security@delinde.example"
[profile.branding]
brand = "#1f5d3a"
accent = "#8a4b08"
initials = "DL"
[terms]
label = "1 februari 2026"
valid_from = "2026-02-01"
title_nl = "Gebruiksvoorwaarden"
title_en = "Terms of use"
text_nl_file = "nl.txt"
text_en = "Read this."
"##;

/// R110: nobody uses a portal before its organisation's processor agreement is recorded.
fn is_used_once_agreed(config: &str, port: u16) {
    let portal = Demo::run(&["serve", "--config", config], port);
    for path in ["/", "/inloggen", "/hulp", "/gebruiksvoorwaarden", "/bestaat/niet"] {
        let page = portal.get(path).unwrap();
        assert!(page.starts_with("HTTP/1.1 503") && page.contains("nog niet open"), "{path}: {page}");
        assert!(page.contains("Woonzorg De Linde") && page.contains("020 123 45"), "{page}");
    }
    assert!(portal.get("/healthz").unwrap().starts_with("HTTP/1.1 200"));
    assert_eq!(portal.stop().0, Some(0));
    let record = |organisation: &str, day: &str| {
        let fixed =
            ["organisation", "--config", config, "agreement", "--text", "2026-1", "--signer", "A. Bestuur"];
        let output = inzage(&[&fixed[..], &["--organisation", organisation, "--signed-on", day]].concat());
        (output.status.code(), text(&output.stdout), text(&output.stderr))
    };
    assert!(record("wilg", "2026-05-01").2.contains("the organisations are: linde"));
    assert!(record("linde", "3026-05-01").2.contains("`3026-05-01` is still to come"));
    assert_eq!(record("linde", "gisteren").0, Some(2));
    let (status, said, problem) = record("linde", "2026-05-01");
    assert_eq!(status, Some(0), "{problem}");
    assert!(said.contains("`linde` can be used at linde.localhost"), "{said}");
}

/// R108: the operator denies a user, and lets the user in again.
fn somebody_is_denied(config: &str, password: &str) {
    let act = |what: &str, user: &str| {
        let words = ["organisation", "--config", config, what, "--organisation", "linde", "--user", user];
        let output = inzage(&words);
        (output.status.code(), text(&output.stdout), text(&output.stderr))
    };
    assert!(act("deny", "niemand").2.contains("there is no account `niemand` at `linde`"));
    assert!(act("allow", "mohamed").2.contains("the account `mohamed` is active already"));
    let (status, said, problem) = act("deny", "mohamed");
    assert_eq!(status, Some(0), "{problem}");
    assert!(said.contains("its sessions have ended"), "{said}");
    assert!(act("deny", "mohamed").2.contains("is blocked already"));
    assert_eq!(sign_in(config, password), inzage_services::sign_in::SignIn::Refused);
    assert_eq!(act("allow", "mohamed").0, Some(0));
}

/// A portal that is new serves its organisation once that is made, and its staff can log in.
#[test]
fn an_organisation_is_made_once_with_its_terms_and_staff() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let (config, file, port) = (path("inzage.toml"), path("linde.toml"), free_port());
    std::fs::write(path("master.key"), "5a".repeat(32)).unwrap();
    std::fs::set_permissions(path("master.key"), std::fs::Permissions::from_mode(0o600)).unwrap();
    let settings = format!(
        "data_dir = \"{}\"\nmaster_key_file = \"{}\"\nlisten = \"127.0.0.1:{port}\"\n",
        path("data"),
        path("master.key")
    );
    std::fs::write(&config, settings).unwrap();
    std::fs::write(path("nl.txt"), "# Over dit portaal\n\nLees dit.\n").unwrap();
    let create = |content: &str| {
        std::fs::write(&file, content).unwrap();
        let output = inzage(&["organisation", "--config", &config, "create", &file]);
        (output.status.code(), text(&output.stdout), text(&output.stderr))
    };
    let (_, said, problem) = create(ORGANISATION);
    assert!(problem.contains("inzage migrate"), "{said} {problem}");
    assert_eq!(inzage(&["migrate", "--config", &config]).status.code(), Some(0));

    let (status, _, problem) = create(&ORGANISATION.replace("initials", "letters"));
    assert_eq!(status, Some(1));
    assert!(problem.contains("key `profile.branding.initials` is missing"), "{problem}");
    let (status, _, problem) = create(&ORGANISATION.replace("phone = ", "fax = \"1\"\nphone = "));
    assert_eq!(status, Some(1));
    assert!(problem.contains("line 6: there is no key `profile.fax`"), "{problem}");
    assert!(problem.contains("nothing was made"), "{problem}");

    let (status, said, problem) = create(ORGANISATION);
    assert_eq!(status, Some(0), "{problem}");
    assert!(said.contains("organisation `linde` made: host linde.localhost"), "{said}");
    let (status, said, problem) = create(ORGANISATION);
    assert_eq!(status, Some(0), "{problem}");
    assert!(said.contains("nothing was changed"), "{said}");
    let (status, _, problem) = create(&ORGANISATION.replace("45 00", "45 01").replace("Read", "Accept"));
    assert_eq!(status, Some(1));
    assert!(problem.contains("says otherwise about: profile.phone, terms"), "{problem}");
    let (status, _, problem) = create(&ORGANISATION.replace("\"linde\"", "\"other\""));
    assert_eq!(status, Some(1));
    assert!(problem.contains("`linde.localhost` is the host name of the organisation `linde`"), "{problem}");
    assert_eq!(inzage(&["doctor", "--config", &config]).status.code(), Some(0));

    let password = staff_is_added(&config);
    staff_can_log_in(&config, &password);

    is_used_once_agreed(&config, port);
    somebody_is_denied(&config, &password);

    let portal = Demo::run(&["serve", "--config", &config], port);
    let page = portal.get("/inloggen").unwrap();
    assert!(page.starts_with("HTTP/1.1 200") && page.contains("Woonzorg De Linde"), "{page}");
    assert!(portal.get("/gebruiksvoorwaarden").unwrap().contains("Over dit portaal"));
    assert!(portal.get_from("elsewhere.localhost", "/inloggen").unwrap().starts_with("HTTP/1.1 421"));
    assert_eq!(portal.stop().0, Some(0));
    another_master_key(&config, &folder.path().join("master.key"));
    let output = inzage(&["verify-log", "--config", &config]);
    assert_eq!(output.status.code(), Some(0));
    // Twice a new master key, a new key; organisation, terms, person, account, employment, a code, a wrong password; the agreement; denied,
    // refused, allowed.
    assert!(text(&output.stdout).contains("linde: 14 lines"), "{}", text(&output.stdout));
    networks_are_cleared(&config);
}

/// An account is made once; its password is printed.
/// The new key takes the old one's place, for its owner only; where it was broken off it goes on.
fn another_master_key(config: &str, file: &Path) {
    let old = std::fs::read_to_string(file).unwrap();
    let next = file.with_extension("key.next");
    // As a rotation leaves it that was broken off before anything was done.
    std::fs::write(&next, "a5".repeat(32)).unwrap();
    let refused = inzage(&["rotate-master-key", "--config", config]);
    assert_eq!(refused.status.code(), Some(1), "others can read it");
    assert_eq!(std::fs::read_to_string(file).unwrap(), old);
    std::fs::set_permissions(&next, std::fs::Permissions::from_mode(0o600)).unwrap();
    let output = inzage(&["rotate-master-key", "--config", config]);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    assert!(text(&output.stdout).starts_with("1 organisations are under the new master key"));
    assert_eq!(std::fs::read_to_string(file).unwrap(), "a5".repeat(32));
    let again = inzage(&["rotate-master-key", "--config", config]);
    assert_eq!(again.status.code(), Some(0), "{}", text(&again.stderr));
    assert_ne!(std::fs::read_to_string(file).unwrap(), "a5".repeat(32));
    assert!(!next.exists());
    let organisation = |more: &[&str]| {
        let all: Vec<&str> = ["rotate-organisation-key", "--config", config, "--organisation"]
            .into_iter()
            .chain(more.iter().copied())
            .collect();
        let output = inzage(&all);
        (output.status.code(), text(&output.stdout), text(&output.stderr))
    };
    assert!(organisation(&["elsewhere"]).2.contains("the organisations are: linde"));
    let (status, said, problem) = organisation(&["linde"]);
    assert_eq!(status, Some(0), "{problem}");
    assert!(said.contains("key 2 of `linde` seals in two minutes"), "{said}");
    // It does not seal yet.
    let (_, said, _) = organisation(&["linde", "--clients"]);
    assert!(said.starts_with("0 clients' keys of `linde`"), "{said}");
    assert_eq!(std::fs::metadata(file).unwrap().permissions().mode() & 0o777, 0o600);
}

fn staff_is_added(config: &str) -> String {
    let staff = |organisation: &str, user: &str, role: &str, mobile: &str| {
        let arguments = ["--organisation", organisation, "--user", user, "--role", role, "--mobile", mobile];
        let mut words = vec!["organisation", "--config", config, "staff", "--name", "Mohamed El Amrani"];
        words.extend(arguments);
        let output = inzage(&words);
        (output.status.code(), text(&output.stdout), text(&output.stderr))
    };
    assert_eq!(staff("linde", "mohamed", "king", "06 12 34 56 04").0, Some(2));
    assert_eq!(staff("linde", "mohamed", "nurse", "112").0, Some(2));
    assert_eq!(staff("linde", " ", "nurse", "06 12 34 56 04").0, Some(2));
    let (status, _, problem) = staff("linden", "mohamed", "nurse", "06 12 34 56 04");
    assert_eq!(status, Some(1));
    assert!(problem.contains("the organisations are: linde"), "{problem}");
    let (status, said, problem) = staff("linde", "mohamed", "nurse", "06 12 34 56 04");
    assert_eq!(status, Some(0), "{problem}");
    assert!(said.contains("ends in 04"), "{said}");
    let password = said.split("password ").nth(1).unwrap().split(' ').next().unwrap().to_owned();
    assert_eq!(password.len(), 16, "{said}");
    let (status, _, problem) = staff("linde", " Mohamed", "admin", "06 12 34 56 04");
    assert_eq!(status, Some(1));
    assert!(problem.contains("is taken at `linde`"), "{problem}");
    password
}

/// R91: nobody stays shut out by a list of networks: the command line clears it.
fn networks_are_cleared(config: &str) {
    let clear = |organisation: &str| {
        let words = ["organisation", "--config", config, "clear-networks", "--organisation", organisation];
        let output = inzage(&words);
        (output.status.code(), text(&output.stdout), text(&output.stderr))
    };
    let (status, said, problem) = clear("linde");
    assert_eq!(status, Some(0), "{problem}");
    assert!(said.contains("from everywhere already"), "{said}");
    let settings = inzage_host::config::Config::read(Some(Path::new(config)), []).unwrap();
    let places = inzage_host::opening::Places::of_config(settings);
    tokio::runtime::Runtime::new().unwrap().block_on(async {
        let store = places.open_store(places.clock()).await.unwrap();
        let organisation = store.organisation_by_key("linde").await.unwrap().unwrap();
        let mut policy = organisation.policy().clone();
        policy.staff_networks = inzage_domain::networks::Networks::parse("192.0.2.0/24").unwrap();
        store.set_policy(&store.operator(&organisation, "test"), &policy).await.unwrap();
        store.close().await.unwrap();
    });
    let (status, said, problem) = clear("linde");
    assert_eq!(status, Some(0), "{problem}");
    assert!(said.contains("staff of `linde` work from everywhere (policy version"), "{said}");
    assert_eq!(clear("elders").0, Some(1));
}

/// The password is right: only the gateway for the code is missing.
fn staff_can_log_in(config: &str, password: &str) {
    use inzage_services::sign_in::SignIn;
    for (password, expected) in [(password, SignIn::NotSent), ("wrong", SignIn::Refused)] {
        assert_eq!(sign_in(config, password), expected);
    }
}

/// What giving the password of `mohamed` is answered with.
fn sign_in(config: &str, password: &str) -> inzage_services::sign_in::SignIn {
    tokio::runtime::Runtime::new().unwrap().block_on(async {
        let config = inzage_host::config::Config::read(Some(Path::new(config)), []).unwrap();
        let services = inzage_host::opening::Places::of_config(config).open().await.unwrap();
        let organisation = services.store.organisation_by_host("linde.localhost").await.unwrap().unwrap();
        let context = inzage_store::RequestContext::default();
        let answer = services.sign_in(&organisation, "mohamed", password, &context).await.unwrap();
        services.store.close().await.unwrap();
        answer
    })
}
