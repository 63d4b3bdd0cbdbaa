//! What a page says about the terms to somebody who is logged in, in words (R85, R112).

use inzage_domain::{
    Language,
    terms::TermsVersion,
    written::{date, day_of},
};
use inzage_services::terms::TermsNotice;

use crate::{Notice, locales::Texts};

/// The words of a notice.
pub fn notice(language: Language, notice: &TermsNotice) -> Notice {
    let texts = Texts(language);
    let day = |version: &TermsVersion| date(language, day_of(version.valid_from));
    let (version, title, text, link) = match notice {
        TermsNotice::Announced(version) => (
            version,
            texts.terms_coming_title(version.title(language), &day(version)),
            texts.terms_coming_text(),
            texts.terms_read_changes(),
        ),
        TermsNotice::GoingOn(version) => (
            version,
            texts.terms_going_on_title(version.title(language), &day(version)),
            texts.terms_going_on_text(),
            texts.terms_read_changes(),
        ),
        TermsNotice::Used(version) => (
            version,
            texts.terms_used_title(version.title(language)),
            texts.terms_used_text(),
            texts.terms_read(),
        ),
    };
    Notice {
        title,
        text: text.to_owned(),
        href: format!("/gebruiksvoorwaarden/{}/{}", version.key, version.id),
        link: link.to_owned(),
    }
}
