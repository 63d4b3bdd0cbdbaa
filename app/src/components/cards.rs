//! Cards, the sections of a record, lists of items, and what to say when there is nothing.

use leptos::prelude::*;

use super::icons::{Icon, icon};

/// A sheet of its own on the page.
#[component]
pub fn Card(
    /// The heading (level 2). Without one the card has no heading.
    #[prop(optional, into)]
    heading: Option<String>,
    /// What is in it.
    children: Children,
) -> impl IntoView {
    view! {
        <div class="card">
            {heading.map(|heading| view! { <h2 class="card__title">{heading}</h2> })}
            {children()}
        </div>
    }
}

/// The sections of a record under one heading (level 2).
#[component]
pub fn SectionGrid(
    /// The heading of the group, such as `Gezondheid`.
    #[prop(into)]
    heading: String,
    /// [`SectionCard`]s.
    children: Children,
) -> impl IntoView {
    view! {
        <section class="sections">
            <h2 class="sections__title">{heading}</h2>
            <ul class="sections__grid">{children()}</ul>
        </section>
    }
}

/// A section of a record as a large link; stands in a [`SectionGrid`].
#[component]
pub fn SectionCard(
    /// Where it goes.
    #[prop(into)]
    href: String,
    /// Name of the section (level 3).
    #[prop(into)]
    heading: String,
    /// One line about it.
    #[prop(into)]
    about: String,
    /// How much is in it and how new (`12 onderdelen`).
    #[prop(optional, into)]
    note: Option<String>,
    /// Its drawing.
    drawing: Icon,
) -> impl IntoView {
    view! {
        <li class="section-card">
            <span class="section-card__icon">{icon(drawing)}</span>
            <div class="section-card__text">
                <h3 class="section-card__title">
                    <a href=href>{heading}</a>
                </h3>
                <p>{about}</p>
                {note.map(|note| view! { <p class="section-card__note">{note}</p> })}
            </div>
        </li>
    }
}

/// A list of items, newest first; holds [`DayGroup`]s.
#[component]
pub fn EntryList(children: Children) -> impl IntoView {
    view! { <div class="entries">{children()}</div> }
}

/// The items of one day under its date (level 2); holds [`Entry`]s.
#[component]
pub fn DayGroup(
    /// The day in words: `donderdag 14 mei 2026`.
    #[prop(into)]
    day: String,
    /// [`Entry`]s.
    children: Children,
) -> impl IntoView {
    view! {
        <section class="day">
            <h2 class="day__date">{day}</h2>
            <ul class="day__entries">{children()}</ul>
        </section>
    }
}

/// One item in a list: a title that links to its page, when, who, and the first lines.
#[component]
pub fn Entry(
    /// The item's page.
    #[prop(into)]
    href: String,
    /// Its title (level 3).
    #[prop(into)]
    title: String,
    /// The time of care, such as `9.30 uur`. Empty when only the day is known.
    #[prop(optional, into)]
    time: String,
    /// Who wrote it, with role. Empty when the source does not say.
    #[prop(optional, into)]
    author: String,
    /// The text, or its beginning. Keeps its line breaks.
    #[prop(optional, into)]
    excerpt: String,
    /// A word that marks it, such as that it is new since the last visit. Empty for none.
    #[prop(optional, into)]
    mark: String,
    /// What one can do with it, under its text.
    #[prop(optional_no_strip)]
    aside: Option<AnyView>,
) -> impl IntoView {
    view! {
        <li class="entry">
            <div class="entry__head">
                <h3 class="entry__title">
                    <a href=href>{title}</a>
                </h3>
                {(!mark.is_empty()).then(|| view! { <span class="badge">{mark}</span> })}
            </div>
            {(!time.is_empty() || !author.is_empty())
                .then(|| {
                    view! {
                        <p class="entry__meta">
                            {(!time.is_empty()).then(|| view! { <span>{time}</span> })}
                            {(!author.is_empty()).then(|| view! { <span>{author}</span> })}
                        </p>
                    }
                })}
            {(!excerpt.is_empty()).then(|| view! { <p class="entry__text">{excerpt}</p> })}
            {aside}
        </li>
    }
}

/// Nothing is here, and what will make something appear.
#[component]
pub fn EmptyState(
    /// What there is none of: `Er zijn nog geen uitslagen`.
    #[prop(into)]
    title: String,
    /// When there will be: `Nieuwe uitslagen ziet u hier zodra ...`.
    #[prop(into)]
    text: String,
    /// A drawing above it.
    #[prop(default = Icon::Note)]
    drawing: Icon,
) -> impl IntoView {
    view! {
        <div class="empty">
            {icon(drawing)}
            <p class="empty__title">{title}</p>
            <p>{text}</p>
        </div>
    }
}
