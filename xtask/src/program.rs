//! The program under test: building it, running it in the background, and ending it.

use std::fs::{self, File};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command};
use std::thread::sleep;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use crate::client::Client;
use crate::shell;

/// The host name of the demo's first organisation.
pub(crate) const HOST: &str = "linde.localhost";

/// Builds the server, in the release profile or, for debugging, in the dev profile.
pub(crate) fn build(debug: bool) -> Result<PathBuf> {
    let mut cargo = shell::cargo();
    cargo.args(["build", "--package", "inzage", "--bin", "inzage"]);
    if !debug {
        cargo.arg("--release");
    }
    shell::run(&mut cargo)?;
    Ok(shell::target().join(if debug { "debug" } else { "release" }).join("inzage"))
}

/// A running `inzage demo`; ended when dropped.
pub(crate) struct Server {
    child: Child,
    /// on 127.0.0.1
    pub(crate) port: u16,
    log: PathBuf,
}

impl Server {
    /// Starts the demo on a data folder and waits until it is ready. What it says goes to the end of `log`.
    pub(crate) fn start(binary: &Path, data: &Path, port: u16, log: &Path, extra: &[String]) -> Result<Self> {
        let output = File::options()
            .create(true)
            .append(true)
            .open(log)
            .with_context(|| format!("opening {}", log.display()))?;
        let child = shell::tied("KILL", binary)
            .arg("demo")
            .arg("--data")
            .arg(data)
            .arg("--listen")
            .arg(format!("127.0.0.1:{port}"))
            .args(extra)
            .stdin(std::process::Stdio::null())
            .stdout(output.try_clone()?)
            .stderr(output)
            .spawn()
            .with_context(|| format!("starting {}", binary.display()))?;
        let mut server = Self { child, port, log: log.to_owned() };
        server.wait_until_ready()?;
        Ok(server)
    }

    fn wait_until_ready(&mut self) -> Result<()> {
        let began = Instant::now();
        let client = Client::new(self.port, HOST);
        while began.elapsed() < Duration::from_mins(3) {
            if let Some(status) = self.child.try_wait()? {
                bail!("the server ended with {status} before it was ready:\n{}", self.last_words());
            }
            if client.get("/readyz", None).is_ok_and(|answer| answer.status == 200) {
                return Ok(());
            }
            sleep(Duration::from_millis(10));
        }
        bail!("the server was not ready after three minutes:\n{}", self.last_words())
    }

    /// SIGKILL, now, in the middle of whatever it does.
    pub(crate) fn kill(&mut self) -> Result<()> {
        self.child.kill()?;
        self.child.wait()?;
        Ok(())
    }

    /// SIGTERM: it must finish and leave with 0.
    pub(crate) fn stop(mut self) -> Result<()> {
        shell::run(Command::new("kill").args(["-TERM", &self.child.id().to_string()]))?;
        let began = Instant::now();
        while began.elapsed() < Duration::from_secs(30) {
            if let Some(status) = self.child.try_wait()? {
                if status.success() {
                    return Ok(());
                }
                bail!("asked to stop, the server ended with {status}:\n{}", self.last_words());
            }
            sleep(Duration::from_millis(10));
        }
        bail!("asked to stop, the server still ran after 30 s:\n{}", self.last_words())
    }

    fn last_words(&self) -> String {
        let log = fs::read_to_string(&self.log).unwrap_or_default();
        let lines: Vec<&str> = log.lines().collect();
        lines.get(lines.len().saturating_sub(30)..).unwrap_or_default().join("\n")
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // it may have ended already; there is nobody to tell
        let _ = self.kill();
    }
}

/// A port that nobody listens on.
pub(crate) fn free_port() -> Result<u16> {
    Ok(TcpListener::bind(("127.0.0.1", 0))?.local_addr()?.port())
}

/// A fresh file for what a program says: `target/logs/NAME.log`.
pub(crate) fn log_file(name: &str) -> Result<PathBuf> {
    let folder = shell::target().join("logs");
    fs::create_dir_all(&folder)?;
    let path = folder.join(format!("{name}.log"));
    File::create(&path)?;
    Ok(path)
}
