//! The command line: what `inzage` can be asked. What each command does is in `commands`.

use std::{net::SocketAddr, path::PathBuf};

use clap::{Args, Parser, Subcommand};

/// A client portal for care organisations.
#[derive(Debug, Parser)]
#[command(name = "inzage", version, about, after_help = EXIT_CODES)]
pub struct Cli {
    /// what to do
    #[command(subcommand)]
    pub command: Command,
}

/// How every command ends.
const EXIT_CODES: &str = "Exit status:
  0  done
  1  something went wrong; the last line says what and what to do next
  2  the command line was not understood
  3  done, but not all of it: files that were refused (import), problems that were found (doctor, verify-log)";

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Serve the portal for real, behind a proxy that ends TLS
    ///
    /// Reads one TOML file; every key can be overridden by the environment: `database.url` is
    /// `INZAGE_DATABASE__URL`. Unknown keys and wrong values are refused with their name and line.
    /// The database must be up to date: run `inzage migrate` first.
    #[command(after_help = CONFIG_HELP)]
    Serve(ConfigArgs),
    /// Serve a demonstration with five invented organisations
    ///
    /// Makes what is missing in the folder: a master key, a database, five organisations with
    /// their accounts, and a record. DIR/demo.json lists the accounts, DIR/outbox/ receives every
    /// message (also the codes for logging in), DIR/clock sets the clock (`2026-05-01T10:00:00Z`
    /// or `+27d`). Never put a real person's data into it.
    Demo(DemoArgs),
    /// Bring the database and the key store up to date with this program
    ///
    /// Does nothing when they are. Make a back-up first; instances of an older program must have
    /// stopped.
    Migrate(ConfigArgs),
    /// Put FHIR files (JSON or XML, STU3 or R4, single resources or bundles) into a client's record
    ///
    /// Everything is kept exactly as it came. Importing the same file again changes nothing. A
    /// file that cannot be read, or is about somebody else, is named with its place and reason;
    /// the rest goes in.
    Import(ImportArgs),
    /// Prove that no line of the access log was changed or cut off
    ///
    /// Goes through the chain of every organisation and compares it with the second copy of its
    /// signed heads. Says where the first problem is.
    VerifyLog(StoreArgs),
    /// Check that everything the portal needs is in order
    ///
    /// One line each, `ok` or `not ok`, with what to do about it.
    Doctor(StoreArgs),
}

const CONFIG_HELP: &str = "An example:

  listen = \"127.0.0.1:3000\"
  metrics_listen = \"127.0.0.1:9100\"
  data_dir = \"/var/lib/inzage\"
  master_key_file = \"/etc/inzage/master.key\"
  trusted_proxies = [\"127.0.0.1\"]

  [database]
  url = \"postgres://inzage@db.internal/inzage\"
  password_file = \"/etc/inzage/database.password\"

  [sms]
  url = \"https://gateway.example/messages\"
  body = '{\"to\":\"{to}\",\"text\":\"{text}\"}'
  token_file = \"/etc/inzage/sms.token\"
  headers = { Authorization = \"Bearer {token}\" }";

/// The configuration of a real portal.
#[derive(Args, Clone, Debug)]
pub struct ConfigArgs {
    /// the configuration file; without it everything comes from the environment
    #[arg(long, value_name = "FILE")]
    pub config: Option<PathBuf>,
}

/// The demo.
#[derive(Args, Clone, Debug)]
pub struct DemoArgs {
    /// folder of the demo's data; filled when it is empty
    #[arg(long, value_name = "DIR")]
    pub data: PathBuf,
    /// address to serve on
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:3000")]
    pub listen: SocketAddr,
    /// a database instead of SQLite in the folder, such as `postgres://user@host/name`
    #[arg(long, value_name = "URL")]
    pub database_url: Option<String>,
    /// more accounts of clients at the first organisation, for measuring
    #[arg(long, value_name = "N", default_value_t = 0, hide = true)]
    pub bench_accounts: usize,
}

/// A store: the demo's, or a configured one.
#[derive(Args, Clone, Debug)]
pub struct StoreArgs {
    /// folder of a demo
    #[arg(long, value_name = "DIR", conflicts_with = "config")]
    pub data: Option<PathBuf>,
    /// the database of the demo, where it is not in the folder
    #[arg(long, value_name = "URL", requires = "data")]
    pub database_url: Option<String>,
    /// the configuration file of a real portal
    #[arg(long, value_name = "FILE")]
    pub config: Option<PathBuf>,
}

/// An import.
#[derive(Args, Clone, Debug)]
pub struct ImportArgs {
    /// where to
    #[command(flatten)]
    pub store: StoreArgs,
    /// key of the organisation, such as `linde`
    #[arg(long, value_name = "KEY")]
    pub organisation: String,
    /// user name of the client whose record it is
    #[arg(long, value_name = "USER")]
    pub client: String,
    /// make the client and its account from the Patient among the files; the new password is
    /// printed once
    #[arg(long)]
    pub create: bool,
    /// keep the items for staff only, until they are shared
    #[arg(long)]
    pub unpublished: bool,
    /// files, or folders of files
    #[arg(value_name = "PATH", required = true)]
    pub paths: Vec<PathBuf>,
}

#[cfg(test)]
mod tests {
    use clap::{CommandFactory, Parser};

    use super::Cli;

    #[test]
    fn the_commands_are_as_documented() {
        Cli::command().debug_assert();
        let good = [
            "inzage serve --config /etc/inzage.toml",
            "inzage demo --data d",
            "inzage demo --data d --listen 127.0.0.1:8080 --database-url postgres://x/y --bench-accounts 5",
            "inzage migrate",
            "inzage import --data d --organisation linde --client client a.json b.xml",
            "inzage import --config c --organisation linde --client client --create --unpublished a",
            "inzage verify-log --data d",
            "inzage doctor --config c",
        ];
        for line in good {
            assert!(Cli::try_parse_from(line.split(' ')).is_ok(), "{line}");
        }
        for line in [
            "inzage",
            "inzage demo",
            "inzage import --data d --organisation linde --client client",
            "inzage doctor --data d --config c",
            "inzage demo --data d --listen nonsense",
        ] {
            assert!(Cli::try_parse_from(line.split(' ')).is_err(), "{line}");
        }
    }
}
