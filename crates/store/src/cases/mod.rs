//! Cases: what a client asks about the record, each step that followed, and the client's own view beside
//! an item (L5, R25, R37). A request and its steps never change and are never removed; the words are
//! sealed with the client's own key. What follows what, and who may do it, is [`inzage_domain::case`].

mod ask;
mod queue;
mod read;
mod treat;

pub use ask::{CaseAsked, CaseTarget, NewCase};
pub use queue::QueuedCase;
pub use read::{Case, CaseEvent, Statement};
pub use treat::{CaseChanged, NewStep};

use inzage_domain::{CareTime, CaseId, Category, OrganisationId};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{StoreError, seal::Place};

/// What a case is about, as it was called when it was asked: it can be read when the thing itself is gone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum CaseAbout {
    /// An item of the record.
    Entry {
        /// Where it stood.
        category: Category,
        /// Its title, Dutch.
        title_nl: String,
        /// Its title, English.
        title_en: String,
        /// When care was given.
        care: CareTime,
    },
    /// A line of the access log.
    Look {
        /// Who, as that account is called; `None` for a command of the organisation.
        who: Option<String>,
        /// The event's word.
        event: String,
        /// When.
        at: Timestamp,
    },
}

/// What is kept of a request under the client's key.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseContent {
    /// What it is about.
    pub about: CaseAbout,
    /// What was written; can be empty at a line of the log.
    pub text: String,
}

const fn content_place(organisation: OrganisationId, case: CaseId) -> Place {
    Place::new(organisation, "care_case.sealed_content", case.uuid())
}

const fn text_place(organisation: OrganisationId, event: Uuid) -> Place {
    Place::new(organisation, "case_event.sealed_text", event)
}

/// A word of a row that must be one that is known.
fn known<T>(found: Option<T>, what: &'static str) -> Result<T, StoreError> {
    found.ok_or(StoreError::Inconsistent { table: "care_case", what })
}
