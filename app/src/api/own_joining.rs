//! Using an invitation with the account that one has (R44).

use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use super::{ApiError, Packed};

/// What can be done with the invitation of this device.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnJoinPage {
    /// As what one was invited, in words.
    pub ground: String,
    /// The invited person's name.
    pub name: String,
    /// Whose account it would be added to.
    pub account: String,
    /// The word of what it comes to: `done`, `at-work`, `address-missing`, `somebody-else`, `already`,
    /// `somebody-before`.
    pub outlook: String,
}

#[cfg(feature = "ssr")]
const fn word(adding: inzage_store::Adding) -> &'static str {
    use inzage_store::Adding;
    match adding {
        Adding::Done => "done",
        Adding::AtWork => "at-work",
        Adding::AddressMissing => "address-missing",
        Adding::SomebodyElse => "somebody-else",
        Adding::Already => "already",
        Adding::SomebodyBefore => "somebody-before",
        Adding::Ended => "ended",
    }
}

/// The invitation of this device, for somebody who is logged in; `None` where there is none that is
/// open, or nobody is logged in.
#[server(prefix = "/api", endpoint = "uitnodiging/eigen-account/formulier")]
pub async fn read_own_joining() -> Result<Packed<Option<OwnJoinPage>>, ApiError> {
    let visit = crate::host::visit()?;
    let (Some(actor), Some(token)) = (&visit.actor, &visit.step) else { return Ok(Packed::of(&None)) };
    let found = crate::host::answer(visit.services.joining_own(actor, token).await)?;
    Ok(Packed::of(&found.map(|found| OwnJoinPage {
        ground: crate::locales::Texts(visit.language).ground_name(found.basis, found.kinship).to_owned(),
        name: found.name,
        account: actor.display_name().to_owned(),
        outlook: word(found.outlook).to_owned(),
    })))
}

/// Adds the invitation to the account that is logged in.
#[server(prefix = "/api", endpoint = "uitnodiging/eigen-account")]
pub async fn join_with_own() -> Result<Packed<String>, ApiError> {
    use inzage_store::Adding;

    let visit = crate::host::visit()?;
    let page = super::joining::OWN_PAGE;
    let (Some(actor), Some(token)) = (&visit.actor, &visit.step) else {
        crate::host::redirect(page);
        return Ok(Packed::of(&word(Adding::Ended).to_owned()));
    };
    let added = crate::host::answer(visit.services.join_with_own(actor, token, &visit.context).await)?;
    if added == Adding::Done {
        crate::host::cookies::clear_step();
        crate::host::redirect(&format!("{page}?gedaan=toegevoegd"));
    } else {
        // The page says why, from what holds now.
        crate::host::redirect(page);
    }
    Ok(Packed::of(&word(added).to_owned()))
}
