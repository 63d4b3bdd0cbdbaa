//! `inzage import`: FHIR files into a client's record.

use std::{
    io::IsTerminal,
    path::{Path, PathBuf},
};

use inzage_services::{
    Services,
    import::{Refused, Report, SourceFile, Target},
};
use inzage_store::{Operator, Registering};

use super::{Ending, organisation_of, person, runtime, say, tell};
use crate::{cli::ImportArgs, opening::Places, problem::Problem};

/// The largest file that is read; larger ones are refused by the import itself.
const LARGEST: u64 = 64 * 1024 * 1024;

/// Imports, and says what was done and what was left out.
pub fn run(arguments: &ImportArgs) -> Result<Ending, Problem> {
    let places = Places::of(&arguments.store)?;
    let mut refused = Vec::new();
    let files = read_all(&arguments.paths, &mut refused);
    let report = runtime(4)?.block_on(async {
        let services = places.open().await?;
        let report = import(&services, arguments, files).await;
        services.store.close().await?;
        report
    })?;
    tell_report(&report, &refused);
    if report.refused.is_empty() && refused.is_empty() { Ok(Ending::Done) } else { Ok(Ending::Partly) }
}

async fn import(
    services: &Services,
    arguments: &ImportArgs,
    files: Vec<SourceFile>,
) -> Result<Report, Problem> {
    let organisation = organisation_of(&services.store, &arguments.organisation).await?;
    let operator = services.store.operator(&organisation, &person("import"));
    let target = target(services, &operator, arguments).await?;
    let is_terminal = std::io::stderr().is_terminal();
    let progress = move |done: usize, all: usize| show_progress(is_terminal, done, all);
    Ok(services.import(&operator, target, files, !arguments.unpublished, &progress).await?)
}

async fn target(services: &Services, operator: &Operator, arguments: &ImportArgs) -> Result<Target, Problem> {
    let user = &arguments.client;
    if arguments.create {
        return Ok(Target::Create { user_name: user.clone() });
    }
    let account = services.store.account_by_user_name(operator, user).await?;
    match account.as_ref().map(|account| account.own_clients.as_slice()) {
        Some([client]) => Ok(Target::Client(*client)),
        Some(_) => Err(Problem::new(
            format!("`{user}` is not a client's own account"),
            "give the user name of the client whose record it is",
        )),
        None => Err(Problem::new(
            format!("there is no account `{user}`"),
            "check the name, or let `--create` make it from the Patient among the files",
        )),
    }
}

/// Every hundredth resource, or a line that is written over on a terminal.
fn show_progress(is_terminal: bool, done: usize, all: usize) {
    use std::io::Write;
    if is_terminal {
        _ = write!(std::io::stderr(), "\r{done} of {all}{}", if done == all { "\n" } else { "" });
    } else if done == all || done.is_multiple_of(1024) {
        tell(&format!("{done} of {all}"));
    }
}

fn tell_report(report: &Report, unreadable: &[Refused]) {
    for refused in unreadable.iter().chain(&report.refused) {
        tell(&format!("refused  {refused}"));
    }
    let refused = unreadable.len() + report.refused.len();
    say(&format!(
        "{} new, {} changed, {} unchanged, {refused} refused",
        report.new, report.changed, report.unchanged
    ));
    match report.contact {
        None => {}
        Some(Registering::Same) => tell("first contact: the care plan says what it said before"),
        Some(Registering::Done { flagged: 0, withdrawn: 0 }) => tell("first contact: registered"),
        Some(Registering::Done { flagged, withdrawn }) => tell(&format!(
            "first contact: registered; {flagged} account(s) to look at again, {withdrawn} invitation(s) withdrawn"
        )),
    }
    if let Some(created) = &report.created {
        say(&format!(
            "account made: user name {}, password {} (shown only now)",
            created.user_name, created.password
        ));
        if !created.has_mobile {
            tell("the Patient has no mobile number: no code can be sent to it, so nobody can log in yet");
        }
    }
}

/// The files of all paths; of a folder those that end in `.json` or `.xml`, in the order of their
/// names.
fn read_all(paths: &[PathBuf], refused: &mut Vec<Refused>) -> Vec<SourceFile> {
    let mut files = Vec::new();
    for path in paths {
        let found = if path.is_dir() { in_folder(path) } else { Ok(vec![path.clone()]) };
        match found {
            Ok(found) => found.iter().for_each(|path| read_one(path, &mut files, refused)),
            Err(error) => refused.push(refusal(path, &error.to_string())),
        }
    }
    files
}

fn in_folder(folder: &Path) -> std::io::Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            found.extend(in_folder(&path)?);
        } else if path
            .extension()
            .is_some_and(|ending| ending.eq_ignore_ascii_case("json") || ending.eq_ignore_ascii_case("xml"))
        {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}

fn read_one(path: &Path, files: &mut Vec<SourceFile>, refused: &mut Vec<Refused>) {
    let size = std::fs::metadata(path).map(|metadata| metadata.len());
    let bytes = match size {
        Ok(size) if size > LARGEST => {
            return refused.push(refusal(path, "larger than 64 MiB; split it into smaller files"));
        }
        Ok(_) => std::fs::read(path),
        Err(error) => Err(error),
    };
    match bytes {
        Ok(bytes) => files.push(SourceFile { name: path.display().to_string(), bytes }),
        Err(error) => refused.push(refusal(path, &error.to_string())),
    }
}

fn refusal(path: &Path, reason: &str) -> Refused {
    Refused { file: path.display().to_string(), reason: reason.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::read_all;

    #[test]
    fn a_folder_gives_its_files_in_order_and_what_cannot_be_read_is_named() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join("b")).unwrap();
        for name in ["c.json", "a.XML", "b/d.json", "note.txt"] {
            std::fs::write(folder.path().join(name), "{}").unwrap();
        }
        let mut refused = Vec::new();
        let files = read_all(&[folder.path().to_owned(), folder.path().join("none.json")], &mut refused);
        let names: Vec<&str> = files.iter().map(|file| file.name.rsplit('/').next().unwrap()).collect();
        assert_eq!(names, ["a.XML", "d.json", "c.json"]);
        assert_eq!(refused.len(), 1);
        assert!(refused[0].to_string().contains("none.json: "), "{}", refused[0]);
    }
}
