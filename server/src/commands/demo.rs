//! `inzage demo`: five invented organisations on one port.

use super::{Ending, runtime, say};
use crate::{
    cli::DemoArgs,
    demo,
    http::frame,
    logs,
    problem::Problem,
    serving::{self, Settings},
};

/// Prepares what is missing, then serves until a signal.
pub fn run(arguments: &DemoArgs) -> Result<Ending, Problem> {
    logs::start("info");
    frame::log_panics();
    runtime(4)?.block_on(async {
        // First the address: a second demo on one folder is told so before it touches anything.
        let listener = serving::listen(arguments.listen).await?;
        let port = listener.local_addr().map_or(arguments.listen.port(), |address| address.port());
        let (services, face) = demo::prepare(arguments, port).await?;
        say(&format!("http://localhost:{port} shows the organisations and their accounts; Ctrl-C stops"));
        serving::run(services, Settings::of_demo(arguments.listen), Some(face), listener).await
    })?;
    Ok(Ending::Done)
}
