//! A PostgreSQL cluster of our own, in a temporary folder, reached by its socket only; gone with the tests.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use crate::{program, shell};

/// The start of the folder's name; this process's number follows.
const PREFIX: &str = "inzage-pg-";
/// The cluster's superuser and owner of every test database.
const SUPERUSER: &str = "inzage";

/// The folder of the server's programs: Debian keeps them off the search path, one folder a version.
pub(crate) fn programs() -> Option<PathBuf> {
    let mut versions: Vec<(u32, PathBuf)> = fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten()
        .flatten()
        .filter_map(|entry| {
            Some((entry.file_name().to_string_lossy().parse().ok()?, entry.path().join("bin")))
        })
        .filter(|(_, folder)| shell::is_executable(&folder.join("initdb")))
        .collect();
    versions.sort();
    let debian = versions.pop().map(|(_, folder)| folder);
    debian.or_else(|| shell::which("initdb").and_then(|path| path.parent().map(Path::to_owned)))
}

/// A running cluster; stopped and removed when dropped. Should this process be killed, the kernel stops the
/// cluster, and the next run removes its folder.
pub(crate) struct Cluster {
    server: Child,
    folder: PathBuf,
}

impl Cluster {
    /// Makes and starts one, with PostgreSQL's own settings (`fsync` on): what passes here passes there.
    pub(crate) fn start() -> Result<Self> {
        remove_leftovers();
        let programs = programs().context("PostgreSQL is not installed: run `cargo xtask setup`")?;
        let folder = std::env::temp_dir().join(format!("{PREFIX}{}", std::process::id()));
        fs::create_dir(&folder).with_context(|| format!("making {}", folder.display()))?;
        let owner = owner();
        if let Some(owner) = owner {
            shell::run(Command::new("chown").arg(owner).arg(&folder))?;
        }
        let data = folder.join("data");
        shell::read(as_owner(owner, &programs.join("initdb")).arg("--pgdata").arg(&data).args([
            "--auth",
            "trust",
            "--encoding",
            "UTF8",
            "--locale",
            "C.UTF-8",
            "--username",
            SUPERUSER,
        ]))?;
        let log = fs::File::create(program::log_file("postgres")?)?;
        let server = as_owner(owner, &programs.join("postgres"))
            .arg("-D")
            .arg(&data)
            .arg("-k")
            .arg(&folder)
            .args(["-c", "listen_addresses=", "-c", "max_connections=200"])
            .stdin(Stdio::null())
            .stdout(log.try_clone()?)
            .stderr(log)
            .spawn()
            .context("starting PostgreSQL")?;
        let mut cluster = Self { server, folder };
        cluster.wait_until_ready(&programs)?;
        Ok(cluster)
    }

    /// The address of its first database, in which each test makes a database of its own.
    pub(crate) fn url(&self) -> String {
        format!("postgres://{SUPERUSER}@localhost/postgres?host={}", self.folder.display())
    }

    fn wait_until_ready(&mut self, programs: &Path) -> Result<()> {
        let began = Instant::now();
        while began.elapsed() < Duration::from_mins(1) {
            if let Some(status) = self.server.try_wait()? {
                bail!("PostgreSQL ended with {status}: see target/logs/postgres.log");
            }
            if shell::read(Command::new(programs.join("pg_isready")).arg("-q").arg("-h").arg(&self.folder))
                .is_ok()
            {
                return Ok(());
            }
            sleep(Duration::from_millis(50));
        }
        bail!("PostgreSQL was not ready after a minute: see target/logs/postgres.log")
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        // SIGINT is its fast stop; what does not listen is killed. There is nobody to tell of a failure here.
        let _ = shell::read(Command::new("kill").args(["-INT", &self.server.id().to_string()]));
        let began = Instant::now();
        while began.elapsed() < Duration::from_secs(10) && matches!(self.server.try_wait(), Ok(None)) {
            sleep(Duration::from_millis(20));
        }
        let _ = self.server.kill();
        let _ = self.server.wait();
        let _ = fs::remove_dir_all(&self.folder);
    }
}

/// PostgreSQL refuses to run as root: then its own user does, or nobody.
fn owner() -> Option<&'static str> {
    if !shell::is_root() {
        return None;
    }
    let users = fs::read_to_string("/etc/passwd").unwrap_or_default();
    Some(if users.lines().any(|line| line.starts_with("postgres:")) { "postgres" } else { "nobody" })
}

/// A command as that user, which the kernel ends together with this process.
fn as_owner(owner: Option<&str>, program: &Path) -> Command {
    let mut command = match owner {
        Some(owner) => {
            let mut command = Command::new("setpriv");
            command
                .args([
                    "--reuid",
                    owner,
                    "--regid",
                    group(owner),
                    "--clear-groups",
                    "--pdeathsig",
                    "INT",
                    "--",
                ])
                .arg(program);
            command
        }
        None => shell::tied("INT", program),
    };
    // `initdb` and `postgres` look at the working folder, which that user may not read
    command.current_dir("/");
    command
}

fn group(owner: &str) -> &str {
    if owner == "nobody" { "nogroup" } else { owner }
}

/// Folders of runs that were killed.
fn remove_leftovers() {
    for entry in fs::read_dir(std::env::temp_dir()).into_iter().flatten().flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        let Some(process) = name.strip_prefix(PREFIX) else { continue };
        if process.parse::<u32>().is_ok() && !Path::new("/proc").join(process).exists() {
            let _ = fs::remove_dir_all(entry.path());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cluster_answers_on_its_socket_and_leaves_nothing_behind() {
        let Some(programs) = programs() else {
            println!("skipped: PostgreSQL is not installed");
            return;
        };
        let cluster = Cluster::start().unwrap();
        let url = cluster.url();
        let answer =
            shell::read(Command::new(programs.join("psql")).args(["-Atc", "SHOW fsync", &url])).unwrap();
        assert_eq!(answer, "on");
        let folder = cluster.folder.clone();
        drop(cluster);
        assert!(!folder.exists());
    }
}
