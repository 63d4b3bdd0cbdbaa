//! Pages for when something cannot be shown: calm, without blame, with a way on.
//!
//! Inside the app [`ErrorPage`] draws them; outside it (before the router, an unknown host,
//! maintenance) [`error_document`] gives the whole HTML, without script.

use inzage_domain::access::Refusal;
use leptos::prelude::*;

use crate::components::{
    ButtonKind, ButtonLink, ButtonRow, Icon, PageFrame, PageHeading, PhoneLink, icon, paths, use_face,
};
use crate::locales::{Texts, use_texts};

/// Why a page cannot be shown. Holds nothing that a reader may not know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PageError {
    /// 400: the request could not be read.
    Unreadable,
    /// 403: not part of the reader's access.
    Forbidden,
    /// 403: the reader stands beside the client, and sees nothing now: why.
    NotNow(Refusal),
    /// 404: no such page, or none that the reader may know of.
    NotFound,
    /// 405: no such way to ask for it.
    WrongMethod,
    /// 413: too much was sent.
    TooLarge,
    /// 415: sent in a form that is not read here.
    WrongMediaType,
    /// 421: the host name is no organisation's.
    WrongHost,
    /// 429: too often; with the seconds to wait.
    TooOften(u32),
    /// 500: our fault; with the number under which it is in the logs.
    Broken(String),
    /// 503: closed for maintenance.
    Maintenance,
    /// 503: the organisation does not use its portal yet (R110).
    NotInUse,
}

impl PageError {
    /// The HTTP status.
    pub const fn status(&self) -> u16 {
        match self {
            Self::Unreadable => 400,
            Self::Forbidden | Self::NotNow(_) => 403,
            Self::NotFound => 404,
            Self::WrongMethod => 405,
            Self::TooLarge => 413,
            Self::WrongMediaType => 415,
            Self::WrongHost => 421,
            Self::TooOften(_) => 429,
            Self::Broken(_) => 500,
            Self::Maintenance | Self::NotInUse => 503,
        }
    }

    /// The page for a status; a server error gets `incident`.
    pub fn from_status(status: u16, incident: &str) -> Self {
        match status {
            401 | 403 => Self::Forbidden,
            404 | 410 => Self::NotFound,
            405 => Self::WrongMethod,
            413 => Self::TooLarge,
            415 => Self::WrongMediaType,
            421 => Self::WrongHost,
            429 => Self::TooOften(60),
            503 => Self::Maintenance,
            400..=499 => Self::Unreadable,
            _ => Self::Broken(incident.to_owned()),
        }
    }

    /// Its heading.
    pub fn title(&self, texts: Texts) -> &'static str {
        match self {
            Self::Unreadable => texts.error_400_title(),
            Self::Forbidden | Self::NotNow(_) => texts.error_403_title(),
            Self::NotFound => texts.error_404_title(),
            Self::WrongMethod => texts.error_405_title(),
            Self::TooLarge => texts.error_413_title(),
            Self::WrongMediaType => texts.error_415_title(),
            Self::WrongHost => texts.error_421_title(),
            Self::TooOften(_) => texts.error_429_title(),
            Self::Broken(_) => texts.error_500_title(),
            Self::Maintenance => texts.error_503_title(),
            Self::NotInUse => texts.error_not_in_use_title(),
        }
    }

    fn text(&self, texts: Texts) -> &'static str {
        match self {
            Self::Unreadable => texts.error_400_text(),
            Self::Forbidden => texts.error_403_text(),
            Self::NotNow(why) => texts.sees_nothing(*why),
            Self::NotFound => texts.error_404_text(),
            Self::WrongMethod => texts.error_405_text(),
            Self::TooLarge => texts.error_413_text(),
            Self::WrongMediaType => texts.error_415_text(),
            Self::WrongHost => texts.error_421_text(),
            Self::TooOften(_) => texts.error_429_text(),
            Self::Broken(_) => texts.error_500_text(),
            Self::Maintenance => texts.error_503_text(),
            Self::NotInUse => texts.error_not_in_use_text(),
        }
    }

    const fn drawing(&self) -> Icon {
        match self {
            Self::Forbidden | Self::NotNow(_) => Icon::Lock,
            Self::NotFound | Self::WrongHost => Icon::Search,
            Self::TooOften(_) | Self::Maintenance | Self::NotInUse => Icon::Clock,
            Self::Unreadable
            | Self::WrongMethod
            | Self::TooLarge
            | Self::WrongMediaType
            | Self::Broken(_) => Icon::Warning,
        }
    }
}

/// What an error page says: inside a frame that is there already. Holds the page's `h1`.
#[component]
pub fn ErrorContent(
    /// Why the page cannot be shown.
    error: PageError,
) -> impl IntoView {
    let texts = use_texts();
    let (heading, drawing) = (error.title(texts), icon(error.drawing()));
    view! {
        <div class="error-page__icon">{drawing}</div>
        <PageHeading heading=heading title=heading />
        {error_text(texts, error)}
    }
}

/// The text and the ways on, without the heading.
fn error_text(texts: Texts, error: PageError) -> impl IntoView {
    let face = use_face();
    let reachable = !face.phone.is_empty();
    let text = error.text(texts);
    // An address that is no organisation's has no start page to go to.
    let to_start = !matches!(error, PageError::WrongHost | PageError::Maintenance | PageError::NotInUse);
    let call = match error {
        PageError::Forbidden => texts.error_403_call(&face.phone),
        PageError::Broken(_) => texts.error_incident_use(&face.phone),
        _ => texts.error_call(&face.phone),
    };
    let (wait, incident) = match error {
        PageError::TooOften(seconds) => (Some(texts.wait_before_retry(seconds)), None),
        PageError::Broken(incident) => (None, Some(incident)),
        _ => (None, None),
    };
    view! {
        <p class="lead">{text}</p>
        {wait.map(|wait| view! { <p>{wait}</p> })}
        {incident
            .map(|incident| {
                view! {
                    <p class="incident">
                        <span class="incident__label">{texts.error_incident()}</span>
                        <strong class="incident__number">{incident}</strong>
                    </p>
                }
            })}
        {reachable
            .then(|| {
                view! {
                    <p>{call}</p>
                    <p>
                        <PhoneLink />
                    </p>
                }
            })}
        {to_start
            .then(|| {
                view! {
                    <ButtonRow>
                        <ButtonLink href=paths::START label=texts.error_to_start() kind=ButtonKind::Secondary />
                    </ButtonRow>
                }
            })}
    }
}

/// A whole error page inside the app; on the server it sets the status too.
#[component]
pub fn ErrorPage(
    /// Why the page cannot be shown.
    error: PageError,
) -> impl IntoView {
    #[cfg(feature = "ssr")]
    if let (Some(response), Ok(status)) =
        (use_context::<leptos_axum::ResponseOptions>(), http::StatusCode::from_u16(error.status()))
    {
        response.set_status(status);
    }
    view! {
        <PageFrame narrow=true>
            <ErrorContent error=error />
        </PageFrame>
    }
}

/// The whole HTML of an error page outside the app. Without a face (an unknown host) it names
/// no organisation.
#[cfg(feature = "ssr")]
pub fn error_document(
    error: &PageError,
    language: inzage_domain::Language,
    face: Option<crate::components::OrganisationFace>,
    assets: Option<&crate::shell::Assets>,
) -> String {
    // A root: a child would hang under whatever request this thread drew last, and see its contexts.
    let owner = Owner::new_root(None);
    owner.with(|| {
        provide_context(language);
        if let Some(face) = face {
            provide_context(face);
        }
        let texts = use_texts();
        let title = [error.title(texts), &use_face().name].join(" - ");
        let error = error.clone();
        let page = view! {
            <PageFrame narrow=true>
                <ErrorContent error=error />
            </PageFrame>
        };
        crate::shell::plain_document(language, &title, assets, page)
    })
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use inzage_domain::Language;

    use super::{PageError, error_document};
    use crate::components::OrganisationFace;

    fn all() -> Vec<PageError> {
        [400, 403, 404, 405, 413, 415, 421, 429, 500, 503]
            .map(|status| PageError::from_status(status, "7F3K-22"))
            .into()
    }

    #[test]
    fn a_status_leads_to_its_page_and_back() {
        for error in all() {
            assert_eq!(PageError::from_status(error.status(), "7F3K-22").status(), error.status());
        }
        assert_eq!(PageError::from_status(502, "A"), PageError::Broken("A".to_owned()));
        assert_eq!(PageError::from_status(418, ""), PageError::Unreadable);
    }

    #[test]
    fn an_error_page_is_whole_in_both_languages_and_without_an_organisation() {
        let face = OrganisationFace {
            name: "Woonzorg De Linde".to_owned(),
            phone: "020 123 45 67".to_owned(),
            phone_international: "+31201234567".to_owned(),
            ..OrganisationFace::default()
        };
        for error in all() {
            for language in [Language::Dutch, Language::English] {
                let html = error_document(&error, language, Some(face.clone()), None);
                assert!(html.starts_with("<!DOCTYPE html>"), "{html}");
                assert!(html.contains(&format!("<html lang=\"{}\"", language.tag())), "{html}");
                assert_eq!(html.matches("<h1").count(), 1, "{html}");
                assert!(html.contains("tel:+31201234567"), "{html}");
                assert!(!html.contains("<script"), "{html}");
                assert_eq!(html.contains("7F3K-22"), error.status() == 500, "{html}");
            }
            let nameless = error_document(&error, Language::Dutch, None, None);
            assert!(!nameless.contains("tel:"), "{nameless}");
        }
    }
}
