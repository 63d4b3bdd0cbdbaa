//! The program under test: `inzage demo` in a folder of its own, as it is or with slow syncs.

use std::fs;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};
use serde_json::Value;

use crate::load::{Answer, once};

/// What slows each sync down by 4 ms, around a program and everything it starts.
const SLOW: [&str; 8] = [
    "--seccomp-bpf",
    "-f",
    "-qq",
    "-o",
    "/dev/null",
    "--trace=fsync,fdatasync",
    "-e",
    "inject=fsync,fdatasync:delay_exit=4000",
];

/// A program, slowed or not.
pub fn command(program: &Path, slowed: bool) -> Command {
    if slowed {
        let mut command = Command::new("strace");
        command.args(SLOW).arg(program);
        command
    } else {
        Command::new(program)
    }
}

/// Whether syncs can be slowed here.
pub fn can_slow() -> bool {
    command(Path::new("true"), true).stderr(Stdio::null()).status().is_ok_and(|status| status.success())
}

/// A bare insert loop in a process of its own: commits a second, and the median of one.
pub fn bare_inserts(folder: &Path, millis: u64, slowed: bool) -> Result<(f64, Duration)> {
    let file = folder.join("bare.sqlite");
    for ending in ["", "-wal", "-shm"] {
        // may not be there
        let _ = fs::remove_file(folder.join(format!("bare.sqlite{ending}")));
    }
    let output = command(&std::env::current_exe()?, slowed)
        .arg("inserts")
        .arg(&file)
        .args(["--millis", &millis.to_string()])
        .output()?;
    let text = String::from_utf8(output.stdout)?;
    let (commits, median) = text.trim().split_once(' ').context("the insert loop said nothing")?;
    let rate = crate::figures::rate(commits.parse()?, Duration::from_millis(millis));
    Ok((rate, Duration::from_micros(median.parse()?)))
}

/// A port that nobody listens on.
pub fn free_port() -> Result<u16> {
    Ok(TcpListener::bind(("127.0.0.1", 0))?.local_addr()?.port())
}

/// A running program; ended when dropped.
pub struct Server {
    child: Child,
    slowed: bool,
    pub port: u16,
}

impl Server {
    /// Starts the demo on a data folder and waits until it is ready.
    pub fn start(binary: &Path, data: &Path, accounts: usize, slowed: bool) -> Result<Self> {
        let port = free_port()?;
        let mut command = command(binary, slowed);
        command.arg("demo").arg("--data").arg(data).args(["--listen", &format!("127.0.0.1:{port}")]);
        if accounts > 0 {
            command.args(["--bench-accounts", &accounts.to_string()]);
        }
        Self::wait(command, slowed, port)
    }

    /// Starts any other server on a port.
    pub fn wait(mut command: Command, slowed: bool, port: u16) -> Result<Self> {
        // Its log goes to a file, as on a real machine: a pipe would wake this process at every line.
        let log = tempfile::tempfile()?;
        let child = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(log).spawn()?;
        let mut server = Self { child, slowed, port };
        let began = Instant::now();
        while began.elapsed() < Duration::from_mins(5) {
            if let Some(status) = server.child.try_wait()? {
                bail!("the server ended with {status} before it was ready");
            }
            if once(port, &get(port, "/readyz", "")).is_ok_and(|answer| answer.status == 200) {
                return Ok(server);
            }
            sleep(Duration::from_millis(20));
        }
        bail!("the server was not ready after five minutes")
    }

    /// The process itself, not the tracer around it.
    fn process(&self) -> u32 {
        let tracer = self.child.id();
        let children = format!("/proc/{tracer}/task/{tracer}/children");
        let child = self.slowed.then(|| fs::read_to_string(children).ok()).flatten();
        child.and_then(|text| text.split_whitespace().next()?.parse().ok()).unwrap_or(tracer)
    }

    /// SIGTERM, and waits for the end.
    pub fn stop(mut self) -> Result<()> {
        signal("-TERM", self.process())?;
        let status = self.child.wait()?;
        ensure!(status.success(), "asked to stop, the server ended with {status}");
        Ok(())
    }
}

fn signal(name: &str, process: u32) -> Result<()> {
    let status = Command::new("kill").args([name, &process.to_string()]).status()?;
    ensure!(status.success(), "process {process} could not be sent {name}");
    Ok(())
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended already; there is nobody to tell.
        if matches!(self.child.try_wait(), Ok(None)) {
            let _ = signal("-KILL", self.process());
            let _ = self.child.wait();
        }
    }
}

/// An account of `DIR/bench.json`.
pub struct Account {
    /// `name=value`
    pub cookie: String,
    pub client: String,
}

/// The accounts that the demo made.
pub fn accounts(data: &Path) -> Result<Vec<Account>> {
    let path: PathBuf = data.join("bench.json");
    let list: Value =
        serde_json::from_str(&fs::read_to_string(&path).with_context(|| path.display().to_string())?)?;
    list.as_array()
        .context("bench.json is no list")?
        .iter()
        .map(|account| {
            let text =
                |key: &str| account.get(key).and_then(Value::as_str).map(str::to_owned).context("bench.json");
            Ok(Account { cookie: text("session_cookie")?, client: text("client")? })
        })
        .collect()
}

/// A request for a page.
pub fn get(port: u16, path: &str, cookie: &str) -> Vec<u8> {
    format!(
        "GET {path} HTTP/1.1\r\nhost: linde.localhost:{port}\r\naccept: text/html\r\ncookie: {cookie}\r\n\r\n"
    )
    .into_bytes()
}

/// A form as a browser without script sends it.
pub fn post(port: u16, path: &str, cookie: &str, form: &str) -> Vec<u8> {
    format!(
        "POST {path} HTTP/1.1\r\nhost: linde.localhost:{port}\r\norigin: http://linde.localhost:{port}\r\n\
         sec-fetch-site: same-origin\r\naccept: text/html\r\ncontent-type: application/x-www-form-urlencoded\r\n\
         cookie: {cookie}\r\ncontent-length: {}\r\n\r\n{form}",
        form.len()
    )
    .into_bytes()
}

/// The versions of the terms that are to be accepted, as the page's form names them.
pub fn terms_versions(port: u16, cookie: &str) -> Result<String> {
    let page = once(port, &get(port, "/voorwaarden", cookie))?;
    ensure!(page.status == 200, "the terms answered {}", page.head);
    page.body
        .split("<input")
        .filter_map(|rest| rest.split_once('>'))
        .find(|(tag, _)| tag.contains("name=\"versions\""))
        .and_then(|(tag, _)| Some(tag.split_once("value=\"")?.1.split_once('"')?.0.replace(',', "%2C")))
        .context("the terms name no versions")
}

/// A request that accepts the terms, with its own key.
pub fn acceptance(port: u16, cookie: &str, versions: &str, key: uuid::Uuid) -> Vec<u8> {
    post(port, "/api/voorwaarden/accepteren", cookie, &format!("key={key}&versions={versions}&agree=on"))
}

/// Opens the gate of the terms for an account.
pub fn accept(port: u16, cookie: &str, versions: &str) -> Result<()> {
    let mut key = [0_u8; 16];
    crate::world::random(&mut key);
    let key = uuid::Builder::from_random_bytes(key).into_uuid();
    let Answer { status, head, .. } = once(port, &acceptance(port, cookie, versions, key))?;
    ensure!(status == 303, "accepting the terms answered {head}");
    Ok(())
}
