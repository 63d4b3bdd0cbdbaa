//! The frame of every page: header with the organisation, menu, language and log-out; the
//! client's banner; the content; the footer with the telephone number.

use inzage_domain::Language;
use leptos::prelude::*;
use leptos_router::{components::A, hooks::use_location};

use super::brand::use_face;
use super::heading::CurrentAddress;
use super::icons::{Icon, icon};
use super::links::PhoneLink;
use super::whose::{RecordOwner, WhoseRecord};
use crate::locales::{Texts, use_texts};

/// The addresses that the frame itself links to.
pub mod paths {
    /// The start page.
    pub const START: &str = "/";
    /// The own account: devices, password, second step (R10).
    pub const ACCOUNT: &str = "/instellingen";
    /// A POST here logs out and leads to the logged-out page.
    pub const SIGN_OUT: &str = "/api/uitloggen";
    /// A POST of `language` (`nl`, `en`) here sets the cookie and leads to `back`.
    pub const LANGUAGE: &str = "/api/taal";
    /// The terms of use, to read.
    pub const TERMS: &str = "/gebruiksvoorwaarden";
    /// What happens with data.
    pub const PRIVACY: &str = "/privacy";
    /// News of the organisation.
    pub const NEWS: &str = "/nieuws";
    /// Which cookies there are.
    pub const COOKIES: &str = "/cookies";
    /// Help.
    pub const HELP: &str = "/hulp";
    /// What we do for accessibility.
    pub const ACCESSIBILITY: &str = "/toegankelijkheid";
}

/// One link of the main menu.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NavItem {
    /// Where it goes.
    pub href: String,
    /// What is there.
    pub label: String,
    /// Whether only the address itself is “here”, not the pages below it.
    pub exact: bool,
    /// Whether it leads to a page that the host draws alone: then the browser loads it whole.
    pub whole: bool,
}

impl NavItem {
    /// A link that is “here” on the pages below it too.
    pub fn new(href: impl Into<String>, label: impl Into<String>) -> Self {
        Self { href: href.into(), label: label.into(), exact: false, whole: false }
    }
}

/// The frame. Everything a page shows goes between.
#[component]
pub fn PageFrame(
    /// The main menu; empty for people who are not logged in.
    #[prop(optional)]
    nav: Vec<NavItem>,
    /// The name of who is logged in: shows it with the log-out button.
    #[prop(optional_no_strip)]
    signed_in: Option<String>,
    /// The client whose record is open.
    #[prop(optional_no_strip)]
    owner: Option<RecordOwner>,
    /// Whether the page is one short form (log in): then it is a narrow sheet in the middle.
    #[prop(optional)]
    narrow: bool,
    /// The page, beginning with its breadcrumb and `PageHeading`.
    children: Children,
) -> impl IntoView {
    let texts = use_texts();
    let main_class = if narrow { "page page--narrow" } else { "page" };
    view! {
        <a class="skip" href="#inhoud" rel="external">
            {texts.skip_to_content()}
        </a>
        {header(texts, nav, signed_in)}
        <main class=main_class id="inhoud" tabindex="-1">
            {owner.map(|owner| view! { <WhoseRecord owner=owner /> })}
            <div class="sheet">
                <p class="print-note">{texts.print_warning()}</p>
                {children()}
            </div>
        </main>
        {footer(texts)}
    }
}

fn header(texts: Texts, nav: Vec<NavItem>, signed_in: Option<String>) -> impl IntoView {
    let face = use_face();
    let logo = match face.logo {
        Some(address) => view! { <img class="logo" src=address alt="" width="48" height="48" /> }.into_any(),
        None => {
            view! { <span class="logo logo--letter" aria-hidden="true">{face.initials}</span> }.into_any()
        }
    };
    let path = (!nav.is_empty()).then(|| use_location().pathname.get_untracked());
    let menu = (!nav.is_empty()).then(|| {
        let items = nav
            .into_iter()
            .map(|item| {
                view! {
                    <li>
                        {if item.whole {
                            let here = (path.as_deref() == Some(item.href.as_str())).then_some("page");
                            view! {
                                <a href=item.href rel="external" aria-current=here>
                                    {item.label}
                                </a>
                            }
                                .into_any()
                        } else {
                            view! {
                                <A href=item.href exact=item.exact>
                                    {item.label}
                                </A>
                            }
                                .into_any()
                        }}
                    </li>
                }
            })
            .collect_view();
        view! {
            <nav class="menu" aria-label=texts.main_menu()>
                <ul class="menu__list">{items}</ul>
            </nav>
        }
    });
    let person = signed_in.map(|name| {
        view! {
            <form class="person" method="post" action=paths::SIGN_OUT>
                <span class="person__name">
                    {icon(Icon::Person)} <span class="visually-hidden">{texts.signed_in_label()} " "</span> {name}
                </span>
                <a class="button button--header" href=paths::ACCOUNT rel="external">
                    {icon(Icon::Lock)}
                    <span>{texts.own_title()}</span>
                </a>
                <button class="button button--header" type="submit">
                    {icon(Icon::Door)}
                    <span>{texts.sign_out()}</span>
                </button>
            </form>
        }
    });
    view! {
        <header class="header">
            <div class="header__bar">
                <a class="header__name" href=paths::START rel="external">
                    {logo}
                    <span>{face.name}</span>
                    <span class="visually-hidden">", " {texts.to_start()}</span>
                </a>
                <div class="header__side">{language_choice(texts)} {person}</div>
            </div>
            {menu}
        </header>
    }
}

/// A form with the other language, so that it works without script; the whole page comes back.
fn language_choice(texts: Texts) -> impl IntoView {
    let other = texts.0.pick(Language::English, Language::Dutch);
    let address = use_context::<CurrentAddress>();
    let back = move || address.map_or_else(|| paths::START.to_owned(), |address| address.0.get());
    view! {
        <form class="language" method="post" action=paths::LANGUAGE>
            <input type="hidden" name="back" value=back />
            <button class="button button--header" type="submit" name="language" value=other.tag()>
                <span class="visually-hidden">{texts.choose_language()} ": "</span>
                <span lang=other.tag()>{Texts::language_name(other)}</span>
            </button>
        </form>
    }
}

fn footer(texts: Texts) -> impl IntoView {
    let links = [
        (paths::HELP, texts.help()),
        (paths::NEWS, texts.news_title()),
        (paths::TERMS, texts.terms_of_use()),
        (paths::PRIVACY, texts.privacy()),
        (paths::COOKIES, texts.cookies()),
        (paths::ACCESSIBILITY, texts.accessibility()),
    ]
    .into_iter()
    .map(|(href, label)| {
        view! {
            <li>
                <a href=href rel="external">{label}</a>
            </li>
        }
    })
    .collect_view();
    view! {
        <footer class="footer">
            <div class="footer__inner">
                <div class="footer__help">
                    <p class="footer__question">{texts.footer_question()}</p>
                    <p>{texts.footer_call_us(&use_face().name)}</p>
                    <p>
                        <PhoneLink />
                    </p>
                    <p class="footer__urgent">{texts.urgent()}</p>
                </div>
                <nav class="footer__links" aria-label=texts.footer_label()>
                    <ul>{links}</ul>
                </nav>
            </div>
        </footer>
    }
}
