//! Asking the help desk without logging in, and blocking one's own account from outside.

#![expect(missing_docs, reason = "the fields of the structs that `#[server]` makes are the arguments below")]

use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use super::{ApiError, Packed};

/// What is wrong with a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum FieldFault {
    /// Empty.
    Missing,
    /// Too long.
    TooLong,
}

/// What came of a request.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum AskNews {
    /// Fields are not right.
    Wrong {
        /// Name or user name.
        name: Option<FieldFault>,
        /// Telephone number or e-mail address.
        reach: Option<FieldFault>,
        /// The text.
        text: Option<FieldFault>,
    },
    /// Too many requests.
    Wait {
        /// Seconds to wait.
        seconds: u32,
    },
    /// Kept.
    Kept {
        /// The day by which a question about privacy is answered, in words.
        answer_by: String,
    },
}

/// A request as it is shown: empty, or as it was refused.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct AskForm {
    /// What was typed as name.
    pub name: String,
    /// What was typed as telephone number or e-mail address.
    pub reach: String,
    /// What was typed as text.
    pub text: String,
    /// Key that makes sending twice the same as once.
    pub key: String,
    /// What came of it.
    pub news: Option<AskNews>,
}

/// What came of a step of blocking the own account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum BlockNews {
    /// No user name was typed.
    NameMissing,
    /// Too often.
    Wait {
        /// Seconds to wait.
        seconds: u32,
    },
    /// Not six digits.
    NotSixDigits,
    /// Wrong, too old, or no such account.
    NotRight,
    /// Blocked.
    Blocked,
}

/// The page of a kind of request.
#[cfg(feature = "ssr")]
fn page_of(kind: inzage_domain::help::HelpKind) -> &'static str {
    use inzage_domain::help::HelpKind;
    match kind {
        HelpKind::Misuse => "/hulp/misbruik",
        HelpKind::Reopen => "/hulp/heropenen",
        HelpKind::Privacy => "/privacy/vraag",
        HelpKind::Closing => "/instellingen/sluiten",
    }
}

/// The word of a kind in the address of a form; anything else cannot be read, nor what is only asked
/// logged in.
#[cfg(feature = "ssr")]
fn kind_of(word: &str) -> Result<inzage_domain::help::HelpKind, ApiError> {
    use inzage_domain::help::HelpKind;
    HelpKind::from_key(word)
        .filter(|kind| *kind != HelpKind::Closing)
        .ok_or_else(|| crate::host::fail(ApiError::Unreadable))
}

/// The form of a request, filled in again where it was refused.
#[server(prefix = "/api", endpoint = "hulp/formulier")]
pub async fn read_ask_form(kind: String, form: Option<String>) -> Result<Packed<AskForm>, ApiError> {
    let visit = crate::host::visit()?;
    let kind = kind_of(&kind)?;
    let mut shown: AskForm = crate::host::flash::take(kind.key(), form).await.unwrap_or_default();
    if shown.key.is_empty() {
        shown.key = crate::host::new_key(&visit);
    }
    Ok(Packed::of(&shown))
}

/// Sends a request to the help desk (R11, R118, R139). Also without logging in.
#[server(prefix = "/api", endpoint = "hulp/vragen")]
pub async fn ask_help(
    kind: String,
    key: String,
    name: String,
    reach: String,
    text: String,
) -> Result<Packed<AskForm>, ApiError> {
    use inzage_domain::help::HelpText;
    use inzage_services::help::{Ask, FieldWrong};

    let visit = crate::host::visit()?;
    let kind = kind_of(&kind)?;
    let number = key.parse().map_err(|_| crate::host::fail(ApiError::Unreadable))?;
    let typed = HelpText { name: name.clone(), reach: reach.clone(), text: text.clone() };
    let asked = visit.services.ask_help(&visit.organisation, kind, &typed, number, &visit.context).await;
    let fault = |wrong: Option<FieldWrong>| {
        wrong.map(|wrong| match wrong {
            FieldWrong::Missing => FieldFault::Missing,
            FieldWrong::TooLong => FieldFault::TooLong,
        })
    };
    let form = match crate::host::answer(asked)? {
        Ask::Kept { answer_by } => {
            let answer_by = inzage_domain::written::long_date(visit.language, answer_by);
            AskForm { news: Some(AskNews::Kept { answer_by }), ..AskForm::default() }
        }
        Ask::Wrong(wrong) => {
            let (name_fault, reach_fault, text_fault) =
                (fault(wrong.name), fault(wrong.reach), fault(wrong.text));
            let news = AskNews::Wrong { name: name_fault, reach: reach_fault, text: text_fault };
            AskForm { name, reach, text, key, news: Some(news) }
        }
        Ask::Wait { seconds } => {
            let news = AskNews::Wait { seconds: crate::host::small(seconds) };
            AskForm { name, reach, text, key, news: Some(news) }
        }
    };
    crate::host::flash::refused(kind.key(), page_of(kind), &form).await?;
    Ok(Packed::of(&form))
}

/// What came of the last step of blocking the own account.
#[server(prefix = "/api", endpoint = "hulp/blokkeren/formulier")]
pub async fn read_block_form(form: Option<String>) -> Result<Packed<Option<BlockNews>>, ApiError> {
    let news: Option<BlockNews> = crate::host::flash::take("blokkeren", form).await;
    Ok(Packed::of(&news))
}

/// Asks for a code that blocks the own account (R11). The answer is the same whether or not there
/// is such an account.
#[server(prefix = "/api", endpoint = "hulp/blokkeren")]
pub async fn ask_block_code(user_name: String) -> Result<Packed<Option<BlockNews>>, ApiError> {
    use inzage_services::help::BlockAsk;

    let visit = crate::host::visit()?;
    let news = if user_name.trim().is_empty() {
        BlockNews::NameMissing
    } else {
        let asked = visit.services.ask_block_code(&visit.organisation, &user_name, &visit.context).await;
        match crate::host::answer(asked)? {
            BlockAsk::Asked { token } => {
                crate::host::cookies::set_step(&token);
                crate::host::redirect("/hulp/blokkeren/code");
                return Ok(Packed::of(&None));
            }
            BlockAsk::Wait { seconds } => BlockNews::Wait { seconds: crate::host::small(seconds) },
        }
    };
    crate::host::flash::refused("blokkeren", "/hulp/blokkeren", &news).await?;
    Ok(Packed::of(&Some(news)))
}

/// Blocks the own account with the code that was sent (R11).
#[server(prefix = "/api", endpoint = "hulp/blokkeren/code")]
pub async fn block_own(code: String) -> Result<Packed<BlockNews>, ApiError> {
    use inzage_services::help::BlockOwn;

    let visit = crate::host::visit()?;
    let token = visit.step.clone().unwrap_or_default();
    let blocked = visit.services.block_own(&visit.organisation, &token, &code, &visit.context).await;
    let news = match crate::host::answer(blocked)? {
        BlockOwn::Blocked => BlockNews::Blocked,
        BlockOwn::NotSixDigits => BlockNews::NotSixDigits,
        BlockOwn::NotRight => BlockNews::NotRight,
    };
    crate::host::flash::refused("blokkeren", "/hulp/blokkeren/code", &news).await?;
    Ok(Packed::of(&news))
}
