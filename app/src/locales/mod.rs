//! Every text that a person reads, in Dutch and English, in one catalogue.
//!
//! A key has both languages on one line: `catalogue!` makes a method of it, and a key with one
//! language missing does not compile. A key without arguments gives `&'static str`, a key with
//! arguments a `String`. Grammar that differs (one, many) is a small function below the macro.
//! Which words we use is in the project's word list: B1 Dutch, `u`, buttons are verbs.
//!
//! Texts of an organisation (its name, its terms) come from its settings, not from here.

use inzage_domain::Language;
use leptos::prelude::{provide_context, use_context};

mod account;
mod adding;
mod capacity;
mod cases;
mod common;
mod components;
mod consents;
mod digid;
mod emergency;
mod errors;
mod export;
mod figures;
mod finding;
mod joining;
mod kinship;
mod lost;
mod network;
mod notices;
mod number;
mod pages;
mod passkey;
mod policy;
mod record;
mod relations;
mod reporting;
mod reset;
mod retention;
mod sign_in;
mod staff;
mod style_guide;
mod terms;
mod who_looked;

pub use policy::PolicyEffect;

/// The catalogue in one language. Small and `Copy`: pass it by value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Texts(pub Language);

/// Makes one method of [`Texts`] per key: `key => "Dutch", "English";` or
/// `key(name: &str) => "Dag {name}", "Hello {name}";`.
macro_rules! catalogue {
    (@one $key:ident => $dutch:literal, $english:literal) => {
        #[doc = concat!("“", $dutch, "” / “", $english, "”")]
        pub fn $key(self) -> &'static str {
            self.0.pick($dutch, $english)
        }
    };
    (@one $key:ident ($($argument:ident : $kind:ty),*) => $dutch:literal, $english:literal) => {
        #[doc = concat!("“", $dutch, "” / “", $english, "”")]
        pub fn $key(self, $($argument: $kind),*) -> String {
            match self.0 {
                inzage_domain::Language::Dutch => format!($dutch),
                inzage_domain::Language::English => format!($english),
            }
        }
    };
    ($($key:ident $(($($argument:ident : $kind:ty),* $(,)?))? => $dutch:literal, $english:literal;)*) => {
        impl crate::locales::Texts {
            $(catalogue!(@one $key $(($($argument : $kind),*))? => $dutch, $english);)*
        }
    };
}
pub(crate) use catalogue;

/// Makes the page's language known to all components below.
///
/// On the host the caller has put a [`Language`] in the context (from the cookie or the
/// request); without one the page is Dutch. In the browser it is what the page says it is, so
/// that both halves agree.
pub fn provide_language() {
    #[cfg(feature = "hydrate")]
    provide_context(language_of_page());
    #[cfg(not(feature = "hydrate"))]
    if use_context::<Language>().is_none() {
        provide_context(Language::default());
    }
}

#[cfg(feature = "hydrate")]
fn language_of_page() -> Language {
    web_sys::window()
        .and_then(|window| window.document())
        .and_then(|document| document.document_element())
        .and_then(|root| root.get_attribute("lang"))
        .and_then(|tag| Language::from_tag(&tag))
        .unwrap_or_default()
}

/// The catalogue in the language of this page.
pub fn use_texts() -> Texts {
    Texts(use_context::<Language>().unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use inzage_domain::Language;

    use super::Texts;

    #[test]
    fn a_key_speaks_both_languages_and_fills_in_its_arguments() {
        let (dutch, english) = (Texts(Language::Dutch), Texts(Language::English));
        assert_eq!(dutch.sign_out(), "Uitloggen");
        assert_eq!(english.sign_out(), "Log out");
        assert_eq!(
            dutch.code_sent_to("78"),
            "We hebben een sms met een code gestuurd naar het nummer dat eindigt op 78."
        );
        assert_eq!(english.record_title_of("Anna de Wit"), "Record of Anna de Wit");
    }

    #[test]
    fn thousands_stand_apart() {
        for (number, dutch) in [(0, "0"), (999, "999"), (1_000, "1.000"), (1_234_567, "1.234.567")] {
            assert_eq!(Texts(Language::Dutch).number(number), dutch);
        }
        assert_eq!(Texts(Language::English).items(1_250), "1,250 items");
        assert_eq!(Texts(Language::Dutch).items(1), "1 onderdeel");
    }

    #[test]
    fn one_and_many_read_well() {
        let cases = [
            (Language::Dutch, 1, "De code klopt niet. U kunt het nog 1 keer proberen."),
            (Language::Dutch, 2, "De code klopt niet. U kunt het nog 2 keer proberen."),
            (Language::English, 1, "The code is not right. You can try 1 more time."),
            (Language::English, 2, "The code is not right. You can try 2 more times."),
        ];
        for (language, left, expected) in cases {
            assert_eq!(Texts(language).code_wrong(left), expected);
        }
    }
}
