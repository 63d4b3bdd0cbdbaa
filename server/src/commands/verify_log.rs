//! `inzage verify-log`: proves the access log of every organisation.

use super::{Ending, person, runtime, say};
use crate::{cli::StoreArgs, opening::Places, problem::Problem};

/// Goes through every chain.
pub fn run(arguments: &StoreArgs) -> Result<Ending, Problem> {
    let places = Places::of(arguments)?;
    let whole = runtime(4)?.block_on(async {
        let store = places.open_store(places.clock()).await?;
        let mut whole = true;
        for organisation in store.organisations().await? {
            let report = store.verify_log(&store.operator(&organisation, &person("verify-log"))).await?;
            let key = organisation.key();
            if report.is_whole() {
                say(&format!(
                    "ok      {key}: {} lines, {} closed segments, {} heads in the second place",
                    report.lines, report.segments, report.witnessed
                ));
            } else {
                whole = false;
                say(&format!("not ok  {key}: {} problems in {} lines", report.problem_count, report.lines));
                for problem in &report.problems {
                    say(&format!("        line {}: {}", problem.seq, problem.what));
                }
            }
        }
        store.close().await?;
        Ok::<_, Problem>(whole)
    })?;
    if whole {
        return Ok(Ending::Done);
    }
    say("keep the database and the second copy as they are, and find out who could write to them");
    Ok(Ending::Partly)
}
