//! What every page needs to know before it asks anything: whose portal this is and who is logged
//! in. The host prints it into the head of the document as data, the browser reads it there, so
//! that both halves draw the same frame without waiting.

use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::components::OrganisationFace;

/// The id of the element that holds it.
pub(crate) const ELEMENT: &str = "inzage-kader";

/// Who is logged in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignedIn {
    /// Name.
    pub name: String,
    /// What the menu holds.
    pub menu: Menu,
    /// Whether there are several people to change between.
    #[serde(default)]
    pub several: bool,
    /// Seconds without activity after which the session ends.
    pub idle_seconds: u32,
    /// Seconds before that at which the warning comes.
    pub warn_seconds: u32,
}

/// The menu of somebody who is logged in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Menu {
    /// Nothing yet: terms come first, or there is nothing for the role.
    Empty,
    /// A record, where one is open.
    Record,
    /// Clients, their records, who can look along, invitations: a nurse.
    Clients,
    /// Clients, their records, who can look along: a physician.
    Records,
    /// Clients, who can look along, invitations, no records: a secretary.
    Access,
    /// The organisation.
    Organisation,
    /// Cases: a privacy officer.
    Officer,
}

/// A calm message above a page, about the terms (R85, R112).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Notice {
    /// What it is about.
    pub title: String,
    /// What it means for the reader.
    pub text: String,
    /// Where there is more to read.
    pub href: String,
    /// What is there.
    pub link: String,
}

/// The data.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Frame {
    /// Name, telephone number, colours.
    pub face: OrganisationFace,
    /// Who is logged in.
    pub signed_in: Option<SignedIn>,
    /// Whether this is the demo.
    pub demo: bool,
    /// What the page says about the terms.
    #[serde(default)]
    pub notice: Option<Notice>,
    /// Whether the host drew the page alone: the browser's half then only watches the session.
    #[serde(default)]
    pub host_alone: bool,
}

impl Frame {
    /// As text that can stand inside a `<script>` of data: no sign in it ends the element.
    pub(crate) fn printed(&self) -> String {
        serde_json::to_string(self).unwrap_or_default().replace('<', "\\u003c")
    }
}

/// Makes the frame known to the pages; on the host it is in the context already.
pub(crate) fn provide_frame() {
    #[cfg(feature = "hydrate")]
    {
        let frame = printed_frame().unwrap_or_default();
        provide_context(frame.face.clone());
        provide_context(frame);
    }
}

#[cfg(feature = "hydrate")]
pub(crate) fn printed_frame() -> Option<Frame> {
    let text = document().get_element_by_id(ELEMENT)?.text_content()?;
    serde_json::from_str(&text).ok()
}

/// The frame of this page.
pub fn use_frame() -> Frame {
    use_context::<Frame>().unwrap_or_default()
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use super::Frame;
    use crate::components::OrganisationFace;

    #[test]
    fn no_name_can_end_the_element_that_holds_it() {
        let face = OrganisationFace {
            name: "</script><script>alert(1)</script>".into(),
            ..OrganisationFace::default()
        };
        let printed = Frame { face, ..Frame::default() }.printed();
        assert!(!printed.contains('<'), "{printed}");
        assert!(serde_json::from_str::<Frame>(&printed).unwrap().face.name.starts_with("</script>"));
    }
}
