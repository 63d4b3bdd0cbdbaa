//! Proving the second step again before a sensitive act (R91), and going on with that act.

#![expect(missing_docs, reason = "the fields of the structs that `#[server]` makes are the arguments below")]

use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use super::{ApiError, Packed};

/// A sensitive act that waits for a proof: where its form was going, and what stood in it. Passwords,
/// codes and answers of passkeys are never in it. Kept sealed for its session.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct WaitingAct {
    /// Address of the server function.
    pub to: String,
    /// The page that the form stood on.
    pub back: String,
    /// Its fields.
    pub fields: Vec<(String, String)>,
    /// Whether something was left out, so that it is typed again.
    pub incomplete: bool,
}

/// What came of the last try.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ProofNews {
    /// A code was sent.
    Sent,
    /// Another code may be asked for after this many seconds.
    TooSoon {
        /// Seconds.
        seconds: u32,
    },
    /// No code can be sent.
    NotPossible,
    /// The text message could not be sent.
    NotSent,
    /// Not right.
    Wrong,
    /// No code at all.
    NotACode,
    /// Too many wrong ones.
    Wait {
        /// Seconds to wait.
        seconds: u32,
    },
}

/// The page that asks for a proof.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(clippy::struct_excessive_bools, reason = "each way is there or not, apart from the others")]
pub struct ProofPage {
    /// The number of the act that waits; empty for none.
    pub act: String,
    /// A passkey can be asked.
    pub passkey: bool,
    /// What a passkey was asked, as JSON; empty where it was not asked yet.
    pub options: String,
    /// A code of the app, or a recovery code.
    pub app: bool,
    /// A code by SMS.
    pub sms: bool,
    /// One was sent and can be given.
    pub code_waits: bool,
    /// The password: there is nothing else.
    pub password: bool,
    /// Only by logging in again (DigiD).
    pub log_in_again: bool,
    /// What came of the last try.
    pub news: Option<ProofNews>,
}

/// What is kept of a try: the act that waits, and what came of it.
#[cfg(feature = "ssr")]
type Tried = (String, Option<ProofNews>);

/// The page that asks for a proof.
#[server(prefix = "/api", endpoint = "bevestigen/formulier")]
pub async fn read_proof_form(
    #[server(default)] act: Option<String>,
    form: Option<String>,
) -> Result<Packed<ProofPage>, ApiError> {
    let visit = crate::host::visit()?;
    let actor = crate::host::actor(&visit)?;
    let tried: Option<Tried> = crate::host::flash::take("bevestigen", form).await;
    let (kept, news) = tried.unwrap_or_default();
    let act = act.unwrap_or(kept);
    let ways = crate::host::answer(visit.services.proof_ways(actor).await)?;
    let purpose = inzage_store::PasskeyPurpose::StepUp;
    Ok(Packed::of(&ProofPage {
        act,
        passkey: ways.ways.passkey,
        options: super::passkey::options(&visit, visit.session.as_deref(), purpose).await?,
        app: ways.ways.app,
        sms: ways.ways.sms,
        code_waits: ways.code_waits,
        password: ways.password,
        log_in_again: ways.log_in_again,
        news,
    }))
}

/// Sends a code by SMS.
#[server(prefix = "/api", endpoint = "bevestigen/code")]
pub async fn ask_proof_code(act: String) -> Result<(), ApiError> {
    use inzage_services::step_up::ProofSent as Answer;

    let visit = crate::host::visit()?;
    let actor = crate::host::actor(&visit)?;
    let news = match crate::host::answer(visit.services.send_proof_code(actor, &visit.context).await)? {
        Answer::Sent => ProofNews::Sent,
        Answer::TooSoon { seconds } => ProofNews::TooSoon { seconds: crate::host::small(seconds) },
        Answer::NotPossible => ProofNews::NotPossible,
        Answer::NotSent => ProofNews::NotSent,
    };
    again(act, Some(news)).await
}

/// Asks for one of the own passkeys.
#[server(prefix = "/api", endpoint = "bevestigen/passkey")]
pub async fn ask_proof_passkey(act: String) -> Result<(), ApiError> {
    let visit = crate::host::visit()?;
    let actor = crate::host::actor(&visit)?;
    let session = visit.session.clone().unwrap_or_default();
    crate::host::answer(visit.services.ask_proof_passkey(actor, &session).await)?;
    again(act, None).await
}

/// Gives a proof: `way` says which. The session gets a new token, and the act goes on under it.
#[server(prefix = "/api", endpoint = "bevestigen")]
pub async fn give_proof(act: String, way: String, answer: String) -> Result<(), ApiError> {
    use inzage_services::step_up::{Proof, Proved};

    let visit = crate::host::visit()?;
    let actor = crate::host::actor(&visit)?;
    let session = visit.session.clone().unwrap_or_default();
    let proof = match way.as_str() {
        "passkey" => Proof::Passkey(&answer),
        "app" => Proof::App(&answer),
        "sms" => Proof::Sms(&answer),
        "wachtwoord" => Proof::Password(&answer),
        _ => return Err(crate::host::fail(ApiError::Unreadable)),
    };
    let proved = visit.services.prove_again(actor, &session, proof, &visit.context).await;
    let token = match crate::host::answer(proved)? {
        Proved::Done { token } => token,
        Proved::NotACode => return again(act, Some(ProofNews::NotACode)).await,
        Proved::Wrong => return again(act, Some(ProofNews::Wrong)).await,
        Proved::Wait { seconds } => {
            return again(act, Some(ProofNews::Wait { seconds: crate::host::small(seconds) })).await;
        }
    };
    crate::host::cookies::set_session(&token);
    let waiting: Option<WaitingAct> = crate::host::flash::take("daad", Some(act)).await;
    let number = crate::host::flash::keep_for(&token, "verder", &waiting.unwrap_or_default()).await?;
    crate::host::redirect(&format!("/bevestigen/verder?daad={number}"));
    Ok(())
}

/// The act that can go on now; empty where it was kept too long ago.
#[server(prefix = "/api", endpoint = "bevestigen/verder")]
pub async fn read_proved_act(#[server(default)] act: Option<String>) -> Result<Packed<WaitingAct>, ApiError> {
    let visit = crate::host::visit()?;
    crate::host::actor(&visit)?;
    let waiting: Option<WaitingAct> = crate::host::flash::take("verder", act).await;
    Ok(Packed::of(&waiting.unwrap_or_default()))
}

/// Back to the page that asks, with what came of the try.
#[cfg(feature = "ssr")]
async fn again(act: String, news: Option<ProofNews>) -> Result<(), ApiError> {
    // A number is what stands there; anything else is nothing.
    let act = act.parse::<uuid::Uuid>().map(|act| act.to_string()).unwrap_or_default();
    let tried: Tried = (act, news);
    crate::host::flash::refused("bevestigen", "/bevestigen", &tried).await
}
