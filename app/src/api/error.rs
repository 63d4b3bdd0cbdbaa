//! What a server function answers when it cannot do what was asked: a code, never a sentence.

use leptos::{
    prelude::{FromServerFnError, ServerFnErrorErr},
    server_fn::codec::JsonEncoding,
};
use serde::{Deserialize, Serialize};

/// Why something was not done. The page has the words for it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ApiError {
    /// Nobody is logged in (any more): 401.
    NotSignedIn,
    /// Terms of use have not been accepted: 403.
    TermsOutstanding,
    /// Not for this person: 403.
    NotAllowed,
    /// Not now, for a reason that the person is told: 403.
    NotNow {
        /// The refusal's word.
        why: String,
    },
    /// Not there, or not for this person: 404.
    NotFound,
    /// What was sent cannot be read: 400.
    Unreadable,
    /// Something broke on our side: 500, with the number to mention on the telephone.
    Fault {
        /// Number of the request, as in the log.
        incident: String,
    },
    /// The store cannot be reached now: 503.
    Unavailable {
        /// Number of the request, as in the log.
        incident: String,
    },
    /// No answer: the connection is gone. Only made in the browser.
    NoConnection,
}

impl ApiError {
    /// The HTTP status that goes with it.
    pub fn status(&self) -> u16 {
        match self {
            Self::NotSignedIn => 401,
            Self::TermsOutstanding | Self::NotAllowed | Self::NotNow { .. } => 403,
            Self::NotFound => 404,
            Self::Unreadable => 400,
            Self::Fault { .. } => 500,
            Self::Unavailable { .. } | Self::NoConnection => 503,
        }
    }
}

impl FromServerFnError for ApiError {
    type Encoder = JsonEncoding;

    fn from_server_fn_error(error: ServerFnErrorErr) -> Self {
        match error {
            ServerFnErrorErr::Request(_) | ServerFnErrorErr::Response(_) => Self::NoConnection,
            ServerFnErrorErr::Args(_)
            | ServerFnErrorErr::MissingArg(_)
            | ServerFnErrorErr::Deserialization(_)
            | ServerFnErrorErr::UnsupportedRequestMethod(_) => Self::Unreadable,
            ServerFnErrorErr::Registration(_)
            | ServerFnErrorErr::ServerError(_)
            | ServerFnErrorErr::MiddlewareError(_)
            | ServerFnErrorErr::Serialization(_) => Self::Fault { incident: String::new() },
        }
    }
}
