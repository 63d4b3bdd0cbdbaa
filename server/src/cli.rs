//! The command line: what `inzage` can be asked. What each command does is in `commands`.

use std::{net::SocketAddr, path::PathBuf};

use clap::{
    Args, Parser, Subcommand,
    builder::{PossibleValuesParser, TypedValueParser},
};
use inzage_domain::{PhoneNumber, Role};

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
    /// Make an organisation, or an account for somebody who works there
    ///
    /// A portal without an organisation answers 421 to everybody. Run `inzage migrate` first. Each
    /// change leaves its line in the organisation's access log, with the name of the operating
    /// system's user.
    Organisation(OrganisationArgs),
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
    /// Make another master key and let it take the place of the one in use
    ///
    /// Stop every instance first. The new key is written beside the old one (`.next`), every organisation's
    /// key is put under it, and only then it takes the old one's name. Broken off at any moment, the same
    /// command goes on. Nothing that is kept is sealed anew, so it takes a moment only. Back-ups of the key
    /// store made before need the old key.
    RotateMasterKey(StoreArgs),
    /// Give an organisation another key for what is sealed from now on
    ///
    /// Instances can go on: the new key seals two minutes later, when each has heard of it. After that, give
    /// the command again with `--clients`: it puts the keys of the clients under it. What was sealed before
    /// stays under the keys before it, which are kept.
    RotateOrganisationKey(RotateArgs),
}

/// Another key of an organisation.
#[derive(Args, Clone, Debug)]
pub struct RotateArgs {
    /// where it is
    #[command(flatten)]
    pub store: StoreArgs,
    /// key of the organisation, such as `linde`
    #[arg(long, value_name = "KEY")]
    pub organisation: String,
    /// put the keys of the clients under the newest key
    #[arg(long)]
    pub clients: bool,
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
  headers = { Authorization = \"Bearer {token}\" }

  [digid]
  issuer = \"https://broker.example\"
  client_id = \"inzage\"
  private_key_file = \"/etc/inzage/digid.pem\"";

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

/// Organisations and their staff.
#[derive(Args, Clone, Debug)]
pub struct OrganisationArgs {
    /// the configuration file; without it everything comes from the environment
    #[arg(long, value_name = "FILE", global = true)]
    pub config: Option<PathBuf>,
    /// what to do
    #[command(subcommand)]
    pub command: OrganisationCommand,
}

/// What can be done with an organisation.
#[derive(Clone, Debug, Subcommand)]
pub enum OrganisationCommand {
    /// Make an organisation with its first terms of use, out of a TOML file
    ///
    /// Unknown keys and wrong values are refused with their name and line. Running it again with
    /// the same file changes nothing and says so; with another file about the same organisation it
    /// changes nothing either, and names what differs.
    #[command(after_help = ORGANISATION_HELP)]
    Create(CreateArgs),
    /// Make an account for somebody who works there, with a first password
    ///
    /// The password is printed once and kept nowhere. The person logs in with it and with a code
    /// that is sent to the mobile number. A user name that is taken is refused.
    Staff(StaffArgs),
    /// Record that the organisation has signed a processor agreement
    ///
    /// Until one is recorded, nobody can use its portal (AVG article 28). It applies within a few
    /// seconds.
    Agreement(AgreementArgs),
    /// Deny somebody the portal, at once
    ///
    /// The account is blocked and its sessions end. The reason is kept with the account for the help
    /// desk and never shown to its holder.
    Deny(DenyArgs),
    /// Let somebody in again who was denied
    Allow(DenyArgs),
    /// Let staff work from everywhere again
    ///
    /// Clears the list of networks from which staff log in and work, for when nobody can reach the
    /// page where it is changed. It applies at once.
    ClearNetworks(ClearNetworksArgs),
}

/// A signed processor agreement.
#[derive(Args, Clone, Debug)]
pub struct AgreementArgs {
    /// key of the organisation, such as `linde`
    #[arg(long, value_name = "KEY")]
    pub organisation: String,
    /// which text was signed, such as `2026-1`
    #[arg(long, value_name = "VERSION", value_parser = short)]
    pub text: String,
    /// the day it was signed, such as `2026-05-14`; not in the future
    #[arg(long, value_name = "DATE")]
    pub signed_on: jiff::civil::Date,
    /// who signed for the organisation
    #[arg(long, value_name = "NAME", value_parser = short)]
    pub signer: String,
}

/// Somebody who is denied the portal or let in again.
#[derive(Args, Clone, Debug)]
pub struct DenyArgs {
    /// key of the organisation, such as `linde`
    #[arg(long, value_name = "KEY")]
    pub organisation: String,
    /// the user name of the account
    #[arg(long, value_name = "NAME", value_parser = short)]
    pub user: String,
    /// why; may be left out
    #[arg(long, value_name = "TEXT", default_value = "")]
    pub reason: String,
}

/// An organisation whose networks are cleared.
#[derive(Args, Clone, Debug)]
pub struct ClearNetworksArgs {
    /// key of the organisation, such as `linde`
    #[arg(long, value_name = "KEY")]
    pub organisation: String,
}

/// A new organisation.
#[derive(Args, Clone, Debug)]
pub struct CreateArgs {
    /// the file that describes the organisation
    #[arg(value_name = "ORGANISATION.toml")]
    pub file: PathBuf,
}

/// A new member of staff.
#[derive(Args, Clone, Debug)]
pub struct StaffArgs {
    /// key of the organisation, such as `linde`
    #[arg(long, value_name = "KEY")]
    pub organisation: String,
    /// what the person types at log-in; capitals do not matter
    #[arg(long, value_name = "NAME", value_parser = short)]
    pub user: String,
    /// the person's full name
    #[arg(long, value_name = "NAME", value_parser = short)]
    pub name: String,
    /// the work, which decides what the person may see and do
    #[arg(long, value_parser = roles())]
    pub role: Role,
    /// mobile number for codes, such as `06 12 34 56 78`
    #[arg(long, value_name = "NUMBER", value_parser = PhoneNumber::parse)]
    pub mobile: PhoneNumber,
}

fn roles() -> impl TypedValueParser<Value = Role> {
    PossibleValuesParser::new(Role::ALL.iter().map(|role| role.key()))
        .try_map(|key| Role::from_key(&key).ok_or("there is no such role"))
}

/// A name as it is kept: without spaces around it, and not empty.
fn short(text: &str) -> Result<String, &'static str> {
    let text = text.trim();
    let fits = (1..=100).contains(&text.chars().count()) && !text.contains(char::is_control);
    if fits { Ok(text.to_owned()) } else { Err("a name has 1 to 100 signs") }
}

const ORGANISATION_HELP: &str = "An example:

  key = \"linde\"                            # its name in commands
  host = \"portaal.delinde.example\"         # the address of its portal
  preset = \"vivium\"                        # or caren, cliendo, carecodex, mijnsein

  [profile]
  name = \"Woonzorg De Linde\"
  phone = \"020 123 45 00\"
  phone_hours_nl = \"op werkdagen van 9 tot 17 uur\"
  phone_hours_en = \"on working days from 9 to 17\"
  security_contact = \"security@delinde.example\"
  privacy_url = \"https://delinde.example/privacy\"   # may be left out
  help_contact = \"helpdesk@delinde.example\"         # mail address; may be left out
  privacy_contact = \"privacy@delinde.example\"       # mail address; may be left out

  [profile.branding]
  brand = \"#1f5d3a\"                        # both are dark enough to read on white
  accent = \"#8a4b08\"
  initials = \"DL\"

  [terms]
  label = \"1 februari 2026\"                # how people call this version
  valid_from = \"2026-02-01\"                # today or earlier
  title_nl = \"Gebruiksvoorwaarden\"
  title_en = \"Terms of use\"
  text_nl_file = \"voorwaarden.nl.txt\"      # beside this file; or text_nl = \"\"\"...\"\"\"
  text_en_file = \"voorwaarden.en.txt\"

In a text, an empty line parts paragraphs and a line that begins with `# ` is a heading.";

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
            "inzage organisation --config c create o.toml",
            "inzage organisation create --config c o.toml",
            "inzage organisation --config c staff --organisation linde --user n --name N --role nurse --mobile 0612345678",
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
            "inzage organisation --config c",
            "inzage organisation --config c staff --organisation linde --user n --name N --role king --mobile 0612345678",
            "inzage organisation --config c staff --organisation linde --user n --name N --role nurse --mobile 06",
        ] {
            assert!(Cli::try_parse_from(line.split(' ')).is_err(), "{line}");
        }
    }
}
