//! What an organisation looks like: name, phone number, logo, its two colours.
//! The colours come as a style sheet of their own, because the pages carry no inline styles.

use leptos::prelude::use_context;
use serde::{Deserialize, Serialize};

/// The face of the organisation whose host name was asked for. Put it into the context at the
/// root of the app, on both halves.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrganisationFace {
    /// The organisation's own name, such as `Woonzorg De Linde`.
    pub name: String,
    /// Telephone number as people read it, such as `020 123 45 67`. Empty: none is shown.
    pub phone: String,
    /// The same number for the dialler, in international form, such as `+31201234567`.
    pub phone_international: String,
    /// One or two letters in the mark beside the name, where there is no logo.
    pub initials: String,
    /// Address of the logo (square, decorative: the name stands beside it).
    pub logo: Option<String>,
    /// Address of the style sheet that sets `--brand`, `--brand-ink` and `--accent`,
    /// `/huisstijl/{hash}.css`. The shell links it.
    pub stylesheet: Option<String>,
}

impl OrganisationFace {
    /// The address that starts a call, where there is a number.
    pub fn phone_link(&self) -> Option<String> {
        (!self.phone_international.is_empty()).then(|| format!("tel:{}", self.phone_international))
    }
}

/// The organisation of this page; a nameless one where the root knows none (an unknown host).
pub fn use_face() -> OrganisationFace {
    use_context::<OrganisationFace>().unwrap_or_else(|| OrganisationFace {
        name: "Inzage".to_owned(),
        initials: "i".to_owned(),
        ..OrganisationFace::default()
    })
}
