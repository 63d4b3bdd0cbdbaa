//! Logging in with DigiD: the entrance, and why it did not work (R117, R120). Links only: nothing is
//! typed here.

use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::{page::Page, terms::AcceptanceWords};
use crate::{
    components::{
        Alert, AlertKind, ButtonKind, ButtonLink, ButtonRow, Card, ExternalLink, MoreInformation,
        PageHeading, PhoneLink, use_face,
    },
    locales::use_texts,
};

/// Leads to the broker.
const BEGIN: &str = "/inloggen/digid";
/// The log-in of staff, where clients use DigiD.
pub(super) const STAFF: &str = "/inloggen?als=medewerker";

/// Whether a member of staff asked for the password form.
pub(super) fn asks_as_staff() -> bool {
    use_query_map().with_untracked(|query| query.get("als").as_deref() == Some("medewerker"))
}

/// The entrance where clients log in with DigiD only. Whose log-in it is stands beside the button,
/// as Logius asks.
#[component]
pub(super) fn DigidEntrance() -> impl IntoView {
    let texts = use_texts();
    let face = use_face();
    view! {
        <Page narrow=true>
            <PageHeading heading=texts.sign_in_title() title=texts.sign_in_title() intro=texts.digid_intro(&face.name) />
            <ButtonRow>
                <ButtonLink href=BEGIN label=texts.digid_button() />
            </ButtonRow>
            <p class="quiet">{texts.digid_level_note()}</p>
            <AcceptanceWords />
            <Card heading=texts.digid_other_title()>
                <p>{texts.digid_other_text()}</p>
                <ButtonRow>
                    <ButtonLink
                        href=format!("{BEGIN}?voor=ander")
                        label=texts.digid_other_button()
                        kind=ButtonKind::Secondary
                    />
                </ButtonRow>
            </Card>
            <MoreInformation summary=texts.digid_none()>
                <p>{texts.digid_none_text()}</p>
                <p>
                    <ExternalLink href="https://www.digid.nl" label=texts.digid_site() />
                </p>
            </MoreInformation>
            <p>
                <a href="/uitnodiging">{texts.join_entrance()}</a>
            </p>
            <p>
                <a href="/hulp/misbruik">{texts.misuse_title()}</a>
            </p>
            <p>
                <a href=STAFF>{texts.digid_staff_link()}</a>
            </p>
        </Page>
    }
}

/// Why somebody who came back from DigiD is not logged in, and what to do now.
#[component]
pub(super) fn DigidFailedPage() -> impl IntoView {
    let texts = use_texts();
    let face = use_face();
    let reason = use_query_map().with_untracked(|query| query.get("reden")).unwrap_or_default();
    let (kind, text, next) = match reason.as_str() {
        "geannuleerd" => (AlertKind::Info, texts.digid_cancelled().to_owned(), String::new()),
        "onbekend" => {
            (AlertKind::Warning, texts.digid_unknown(&face.name), texts.digid_unknown_next(&face.phone))
        }
        "niveau" => (AlertKind::Warning, texts.digid_low().to_owned(), texts.digid_low_next().to_owned()),
        "machtiging" => {
            (AlertKind::Warning, texts.digid_no_legal().to_owned(), texts.digid_no_legal_next(&face.phone))
        }
        "verlopen" => (AlertKind::Info, texts.digid_expired().to_owned(), String::new()),
        _ => (AlertKind::Error, texts.digid_fault(&face.phone), String::new()),
    };
    let call = matches!(reason.as_str(), "onbekend" | "machtiging").then(PhoneLink);
    let next = (!next.is_empty()).then(|| view! { <p>{next}</p> });
    view! {
        <Page narrow=true>
            <PageHeading heading=texts.digid_failed_title() title=texts.digid_failed_title() />
            <Alert kind=kind>
                <p>{text}</p>
            </Alert>
            {next}
            {call}
            <ButtonRow>
                <ButtonLink href="/inloggen" label=texts.digid_retry() />
            </ButtonRow>
        </Page>
    }
}
