//! The portal in this process, on a demo of its own, and people who use it.
//!
//! One portal for all tests of the program: it is filled once. Each visitor has cookies of its
//! own, and sends a Host header as a browser does.

use std::{
    collections::BTreeMap,
    future::Future,
    sync::{LazyLock, Mutex},
    time::{Duration, Instant},
};

use axum::{Router, body::Body};
use http::{HeaderMap, Method, Request, StatusCode, header};
use inzage_host::{
    cli::DemoArgs,
    demo::{self, AccountEntry, Contract, Face},
    http::{self as host_http, Host},
    serving::{self, Settings},
};
use inzage_services::Services;
use tokio::{runtime::Runtime, sync::OnceCell};
use tower::ServiceExt;

static RUNTIME: LazyLock<Runtime> = LazyLock::new(|| {
    tokio::runtime::Builder::new_multi_thread().worker_threads(4).enable_all().build().unwrap()
});
static APP: OnceCell<TestApp> = OnceCell::const_new();

/// Tests that ask all that the machine has go one after the other: a request that waits for its
/// neighbours' turn is ended at its deadline.
pub(crate) static WHOLE_MACHINE: Mutex<()> = Mutex::new(());

/// Runs a test on the shared runtime, with the shared portal.
pub(crate) fn with_app<F: Future>(test: impl FnOnce(&'static TestApp) -> F) -> F::Output {
    RUNTIME.block_on(async { test(APP.get_or_init(TestApp::start).await).await })
}

/// Runs a test with a portal of its own, whose clock can be set.
pub(crate) fn with_own_app<F: Future>(test: impl FnOnce(TestApp) -> F) -> F::Output {
    RUNTIME.block_on(async { test(TestApp::start().await).await })
}

/// The cookies of a session, and since when there is one.
type Kept = (Instant, BTreeMap<String, String>);

/// A portal in this process.
pub(crate) struct TestApp {
    router: Router,
    services: Services,
    face: Face,
    sessions: tokio::sync::Mutex<BTreeMap<String, Kept>>,
    folder: tempfile::TempDir,
}

/// Telephone numbers of the demo's accounts, where codes go.
fn mobile(organisation: &str, user: &str) -> &'static str {
    match (organisation, user) {
        ("linde", "client") => "+31612345601",
        ("linde", "first-contact") => "+31612345602",
        ("linde", "nurse") => "+31612345604",
        ("linde", "admin") => "+31612345605",
        ("linde", "secretary") => "+31612345607",
        ("linde", "privacy-officer") => "+31612345608",
        ("linde", "nurse-elsewhere") => "+31612345609",
        ("waterland", "nurse") => "+31612345611",
        ("waterland", "admin") => "+31612345612",
        ("kompas", "nurse") => "+31612345621",
        ("kompas", "admin") => "+31612345622",
        ("ooievaar", "nurse") => "+31612345631",
        ("ooievaar", "admin") => "+31612345632",
        ("berk", "nurse") => "+31612345641",
        ("berk", "admin") => "+31612345642",
        ("linde", "second-contact") => "+31612345603",
        ("linde", "physician") => "+31612345606",
        ("waterland", "client") => "+31612345613",
        ("waterland", "manager") => "+31612345614",
        ("waterland", "family") => "+31612345615",
        ("kompas", "child-14") => "+31612345623",
        ("kompas", "two-clients") => "+31612345626",
        ("kompas", "parent") => "+31612345624",
        other => panic!("no number of {other:?}"),
    }
}

impl TestApp {
    async fn start() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let arguments = DemoArgs {
            data: folder.path().join("demo"),
            listen: "127.0.0.1:0".parse().unwrap(),
            database_url: None,
            bench_accounts: 2,
        };
        let (services, face) = demo::prepare(&arguments, 3000).await.unwrap();
        let mut settings = Settings::of_demo(arguments.listen);
        // Tests that ask the whole machine keep others waiting: that is no fault of the portal. What is
        // one is said.
        settings.limits.request = std::time::Duration::from_mins(5);
        inzage_host::logs::start("error");
        let host = serving::host(services.clone(), &settings, Some(face.clone()));
        Self {
            router: host_http::router(&host),
            services,
            face,
            sessions: tokio::sync::Mutex::default(),
            folder,
        }
    }

    /// A browser at a portal with other settings and, where given, other routes.
    pub(crate) fn with_settings(&self, settings: &Settings, own: Option<Router<Host>>) -> Visitor {
        let portal = serving::host(self.services.clone(), settings, None);
        let router = match own {
            Some(own) => host_http::layered(&portal, host_http::drawn(&portal, own)),
            None => host_http::router(&portal),
        };
        Visitor { router, host: "linde.localhost:3000".to_owned(), cookies: Mutex::default() }
    }

    /// Sets the clock of a portal of one's own.
    pub(crate) fn set_clock(&self, text: &str) {
        std::fs::write(self.folder.path().join("demo").join("clock"), text).unwrap();
        // What was read a moment ago still counts (`DemoClock`).
        std::thread::sleep(Duration::from_millis(1));
    }

    /// What the portal does, past its pages.
    pub(crate) fn services(&self) -> &Services {
        &self.services
    }

    /// The accounts of the demo.
    pub(crate) fn contract(&self) -> &Contract {
        &self.face.contract
    }

    /// The id of the client at `linde`.
    pub(crate) fn client_id(&self) -> String {
        let linde = self.contract().organisations.iter().find(|one| one.key == "linde").unwrap();
        linde.accounts.iter().find_map(|account| account.client.clone()).unwrap()
    }

    /// An account as `demo.json` has it.
    pub(crate) fn account(&self, organisation: &str, user: &str) -> &AccountEntry {
        let organisation = self.contract().organisations.iter().find(|one| one.key == organisation).unwrap();
        organisation.accounts.iter().find(|account| account.user == user).unwrap()
    }

    /// Every account of `demo.json`, with its organisation's key.
    pub(crate) fn accounts(&self) -> impl Iterator<Item = (&str, &AccountEntry)> {
        self.contract()
            .organisations
            .iter()
            .flat_map(|one| one.accounts.iter().map(|account| (one.key.as_str(), account)))
    }

    /// The password of an account.
    pub(crate) fn password(&self, organisation: &str, user: &str) -> String {
        self.account(organisation, user).password.clone()
    }

    /// A browser that has never been here.
    pub(crate) fn anonymous(&self, organisation: &str) -> Visitor {
        Visitor {
            router: self.router.clone(),
            host: format!("{organisation}.localhost:3000"),
            cookies: Mutex::default(),
        }
    }

    /// A browser at another host name.
    pub(crate) fn at_host(&self, host: &str) -> Visitor {
        Visitor { router: self.router.clone(), host: host.to_owned(), cookies: Mutex::default() }
    }

    /// Somebody who is logged in at `linde` and has accepted the terms.
    pub(crate) async fn signed_in(&self, user: &str) -> Visitor {
        self.signed_in_at("linde", user).await
    }

    /// The same at another organisation. Each account logs in once; its visitors share cookies.
    pub(crate) async fn signed_in_at(&self, organisation: &str, user: &str) -> Visitor {
        let name = format!("{organisation}/{user}");
        let mut sessions = self.sessions.lock().await;
        // Sensitive acts ask for a proof that is not old (R91): older sessions are made anew.
        if let Some((since, cookies)) = sessions.get(&name)
            && since.elapsed() < Duration::from_mins(5)
        {
            let visitor = self.anonymous(organisation);
            *visitor.cookies.lock().unwrap() = cookies.clone();
            return visitor;
        }
        let visitor = self.log_in(organisation, user).await;
        visitor.accept_terms().await;
        sessions.insert(name, (Instant::now(), visitor.cookies.lock().unwrap().clone()));
        visitor
    }

    /// A fresh log-in, with password and code, as a browser without script does it. Where terms
    /// are outstanding they still are.
    pub(crate) async fn log_in(&self, organisation: &str, user: &str) -> Visitor {
        let visitor = self.anonymous(organisation);
        let password = self.password(organisation, user);
        let answer = visitor.post("/api/inloggen", &[("user_name", user), ("password", &password)]).await;
        // Where the organisation leaves the choice, the password can be enough (R91).
        if self.account(organisation, user).second_factor == "none" {
            assert_eq!(
                (answer.status, answer.location()),
                (StatusCode::SEE_OTHER, Some("/")),
                "{}",
                answer.body
            );
            return visitor;
        }
        assert_eq!(
            (answer.status, answer.location()),
            (StatusCode::SEE_OTHER, Some("/inloggen/code")),
            "{}",
            answer.body
        );
        let code = self.code(organisation, user);
        let answer = visitor.post("/api/inloggen/code", &[("code", &code)]).await;
        assert_eq!((answer.status, answer.location()), (StatusCode::SEE_OTHER, Some("/")), "{}", answer.body);
        visitor
    }

    /// The newest message to an e-mail address or a number.
    pub(crate) fn message(&self, to: &str) -> String {
        let messages = self.face.outbox.newest(1000).unwrap();
        let found = messages.into_iter().find(|(_, message)| message.to == to);
        found.unwrap_or_else(|| panic!("no message to {to}")).1.body
    }

    /// The messages to an address or a number, newest first.
    pub(crate) fn messages_to(&self, to: &str) -> Vec<String> {
        let messages = self.face.outbox.newest(1000).unwrap();
        messages
            .into_iter()
            .filter(|(_, message)| message.to == to)
            .map(|(_, message)| message.body)
            .collect()
    }

    /// Sends the mails about announced terms that are due, as the server does from time to time.
    pub(crate) async fn announce(&self, organisation: &str) {
        let organisation = self.services.store.organisation_by_key(organisation).await.unwrap().unwrap();
        self.services.announce_terms(&organisation).await.unwrap();
    }

    /// How many e-mails were sent.
    pub(crate) fn mails(&self) -> usize {
        let messages = self.face.outbox.newest(10_000).unwrap();
        messages.iter().filter(|(_, message)| message.channel == "email").count()
    }

    /// The newest code that was sent to an account.
    pub(crate) fn code(&self, organisation: &str, user: &str) -> String {
        let to = mobile(organisation, user);
        let messages = self.face.outbox.newest(1000).unwrap();
        let (_, message) = messages.into_iter().find(|(_, message)| message.to == to).unwrap();
        message.body.chars().take_while(char::is_ascii_digit).collect()
    }
}

/// One browser.
pub(crate) struct Visitor {
    router: Router,
    host: String,
    cookies: Mutex<BTreeMap<String, String>>,
}

/// What came back.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    /// As text; a file's bytes are in `bytes`.
    pub(crate) body: String,
    pub(crate) bytes: Vec<u8>,
}

impl Answer {
    /// A header as text.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).map(|value| value.to_str().unwrap())
    }

    /// Where a redirect leads.
    pub(crate) fn location(&self) -> Option<&str> {
        self.header("location")
    }
}

impl Visitor {
    /// The same browser at another host name.
    pub(crate) fn at(mut self, host: &str) -> Self {
        host.clone_into(&mut self.host);
        self
    }

    /// Another browser with the same cookies, at a host name.
    pub(crate) fn clone_at(&self, host: &str) -> Self {
        Self {
            router: self.router.clone(),
            host: host.to_owned(),
            cookies: Mutex::new(self.cookies.lock().unwrap().clone()),
        }
    }

    /// A page.
    pub(crate) async fn get(&self, path: &str) -> Answer {
        self.send(
            self.request(Method::GET, path).header(header::ACCEPT, "text/html").body(Body::empty()).unwrap(),
        )
        .await
    }

    /// A form, as a browser without script sends it.
    pub(crate) async fn post(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        self.send(self.form(path, fields).header(header::ACCEPT, "text/html").body(encode(fields)).unwrap())
            .await
    }

    /// A server function, as the browser half calls it.
    pub(crate) async fn call(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        self.send(
            self.form(path, fields).header(header::ACCEPT, "application/json").body(encode(fields)).unwrap(),
        )
        .await
    }

    fn form(&self, path: &str, _fields: &[(&str, &str)]) -> http::request::Builder {
        self.request(Method::POST, path)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header(header::ORIGIN, format!("http://{}", self.host))
            .header("sec-fetch-site", "same-origin")
    }

    /// A request with Host and cookies; the rest is the test's own.
    pub(crate) fn request(&self, method: Method, path: &str) -> http::request::Builder {
        let mut request = Request::builder().method(method).uri(path).header(header::HOST, &self.host);
        let cookies = self.cookies.lock().unwrap();
        if !cookies.is_empty() {
            let line =
                cookies.iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join("; ");
            request = request.header(header::COOKIE, line);
        }
        request
    }

    /// Sends a request and keeps the cookies of the answer.
    pub(crate) async fn send(&self, request: Request<Body>) -> Answer {
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let bytes = axum::body::to_bytes(body, usize::MAX).await.unwrap();
        for line in parts.headers.get_all(header::SET_COOKIE) {
            let line = line.to_str().unwrap();
            let (pair, attributes) = line.split_once(';').unwrap();
            let (name, value) = pair.split_once('=').unwrap();
            assert!(
                name.starts_with("__Host-")
                    && attributes.contains("Secure")
                    && attributes.contains("HttpOnly"),
                "{line}"
            );
            assert!(
                attributes.contains("Path=/")
                    && attributes.contains("SameSite=Lax")
                    && !attributes.contains("Domain"),
                "{line}"
            );
            let mut cookies = self.cookies.lock().unwrap();
            if attributes.contains("Max-Age=0") {
                cookies.remove(name);
            } else {
                cookies.insert(name.to_owned(), value.to_owned());
            }
        }
        let is_file = parts.headers.contains_key(header::CONTENT_DISPOSITION);
        Answer {
            status: parts.status,
            headers: parts.headers,
            body: match std::str::from_utf8(&bytes) {
                Ok(text) => text.to_owned(),
                Err(_) if is_file => String::new(),
                Err(error) => panic!("{error}"),
            },
            bytes: bytes.to_vec(),
        }
    }

    /// The value of a cookie.
    pub(crate) fn cookie(&self, name: &str) -> Option<String> {
        self.cookies.lock().unwrap().get(name).cloned()
    }

    /// Puts a cookie into the browser.
    pub(crate) fn set_cookie(&self, name: &str, value: &str) {
        self.cookies.lock().unwrap().insert(name.to_owned(), value.to_owned());
    }

    /// Accepts the terms where the portal asks it.
    pub(crate) async fn accept_terms(&self) {
        let page = self.get("/voorwaarden").await;
        if page.status != StatusCode::OK {
            return;
        }
        let (key, versions) = (field(&page.body, "key"), field(&page.body, "versions"));
        let fields = [("key", key.as_str()), ("versions", versions.as_str()), ("agree", "1")];
        let answer = self.post("/api/voorwaarden/accepteren", &fields).await;
        assert_eq!((answer.status, answer.location()), (StatusCode::SEE_OTHER, Some("/")), "{}", answer.body);
    }
}

/// The value of a hidden field of a page.
pub(crate) fn field(page: &str, name: &str) -> String {
    let wanted = format!("name=\"{name}\"");
    page.split('<')
        .find(|tag| tag.starts_with("input") && tag.contains(&wanted))
        .and_then(|tag| tag.split("value=\"").nth(1)?.split('"').next())
        .unwrap_or_else(|| panic!("no field {name} in {page}"))
        .to_owned()
}

/// Fields as a form sends them.
pub(crate) fn encode(fields: &[(&str, &str)]) -> Body {
    let encode = |text: &str| {
        percent_encoding::utf8_percent_encode(text, percent_encoding::NON_ALPHANUMERIC).to_string()
    };
    Body::from(
        fields
            .iter()
            .map(|(name, value)| format!("{}={}", encode(name), encode(value)))
            .collect::<Vec<_>>()
            .join("&"),
    )
}
