//! Terms of use: the gate, the texts with their history, what changed, and what one agreed to.
//! Drawn by the host alone.

use inzage_domain::policy::Acceptance;
use leptos::{prelude::*, server_fn::ServerFn};
use leptos_router::params::ParamsMap;

use super::page::{Page, PostForm, form_number, loaded};
use crate::{
    api::{
        AcceptTerms, DeclineTerms, DifferencePiece, OwnTerms, TermsAsked, TermsDifference, TermsDocument,
        TermsGate, TermsLine, TermsPage as VersionPage, TermsProblem, TermsSummary, TermsText, WordChange,
        read_own_terms, read_terms_difference, read_terms_gate, read_terms_texts, read_terms_version,
    },
    components::{
        Alert, AlertKind, Breadcrumb, Button, ButtonKind, Cell, CheckboxField, Column, Crumb, DataTable,
        EmptyState, ErrorSummary, ExternalLink, FieldProblem, PageHeading, paths,
    },
    host::Visit,
    locales::{Texts, use_texts},
};

/// How people accept at this organisation.
fn way() -> Option<(Acceptance, u16)> {
    let visit = use_context::<Visit>()?;
    let policy = visit.organisation.policy();
    Some((policy.acceptance, policy.announcement_days))
}

/// What logging in or using the portal means for the terms, with a link to them (R50, R112): on the
/// page where one logs in. Nothing where one agrees on a page of its own.
#[component]
pub(super) fn AcceptanceWords() -> impl IntoView {
    let texts = use_texts();
    let words = match way()?.0 {
        Acceptance::Page => return None,
        Acceptance::EachLogIn => texts.terms_log_in_accepts(),
        Acceptance::ByUse => texts.terms_use_accepts(),
        Acceptance::AfterNotice => texts.terms_notice_accepts(),
    };
    Some(view! {
        <p>
            {words} " " <a href=paths::TERMS>{texts.terms_link_words()}</a> "."
        </p>
    })
}

/// One version as text.
#[component]
fn TermsArticle(text: TermsText) -> impl IntoView {
    let texts = use_texts();
    view! {
        <article class="terms">
            <h2>{text.title}</h2>
            <p class="quiet">{texts.terms_version(&text.label)} ". " {text.since}</p>
            <div class="terms__text" inner_html=text.html></div>
        </article>
    }
}

/// Versions as a table; nothing where there is only one.
fn versions(texts: Texts, lines: Vec<TermsLine>, caption: String) -> Option<impl IntoView> {
    (lines.len() > 1).then(|| {
        let columns = [
            texts.terms_column_version(),
            texts.terms_column_from(),
            texts.terms_column_state(),
            texts.terms_column_difference(),
        ];
        let rows = lines
            .into_iter()
            .map(|line| {
                let difference = if line.difference.is_empty() {
                    Cell::Text("-".to_owned())
                } else {
                    Cell::Link { href: line.difference, text: texts.terms_column_difference().to_owned() }
                };
                vec![
                    Cell::Link { href: line.href, text: line.label },
                    Cell::Text(line.day),
                    Cell::Text(line.state),
                    difference,
                ]
            })
            .collect();
        view! { <DataTable caption=caption columns=columns.map(Column::text).to_vec() rows=rows /> }
    })
}

/// What versions changed, in the publisher's words.
fn summaries(texts: Texts, summaries: Vec<TermsSummary>) -> impl IntoView {
    let several = summaries.len() > 1;
    summaries
        .into_iter()
        .map(|summary| {
            let words =
                if summary.text.is_empty() { texts.terms_no_summary().to_owned() } else { summary.text };
            let label =
                several.then(|| view! { <p><strong>{texts.terms_summary_of(&summary.label)}</strong></p> });
            view! {
                {label}
                <p class="terms__summary">{words}</p>
            }
        })
        .collect_view()
}

/// The terms in force, also without log-in (R51).
#[component]
pub(super) fn TermsTextPage() -> impl IntoView {
    loaded(|_| read_terms_texts(), |documents| view! { <Documents documents=documents /> }.into_any())
}

#[component]
fn Documents(documents: Vec<TermsDocument>) -> impl IntoView {
    let texts = use_texts();
    let body = if documents.is_empty() {
        view! { <EmptyState title=texts.terms_none() text="" /> }.into_any()
    } else {
        documents
            .into_iter()
            .map(|document| {
                let caption = format!("{}: {}", texts.terms_all_versions(), document.title);
                // A document whose first version has still to begin has no text to agree to yet.
                let text = match document.text {
                    Some(text) => view! { <TermsArticle text=text /> }.into_any(),
                    None => view! { <h2>{document.title}</h2> }.into_any(),
                };
                let shown = if document.versions.len() == 1 {
                    document.versions.first().map(|line| {
                        let (href, label) = (line.href.clone(), texts.terms_version(&line.label));
                        view! { <p class="quiet"><a href=href>{label}</a></p> }.into_any()
                    })
                } else {
                    versions(texts, document.versions, caption).map(IntoAny::into_any)
                };
                view! {
                    {text}
                    {shown}
                }
            })
            .collect_view()
            .into_any()
    };
    let intro = way().map(|(way, days)| match way {
        Acceptance::Page => texts.terms_by_page().to_owned(),
        Acceptance::EachLogIn => texts.terms_by_log_in().to_owned(),
        Acceptance::ByUse => texts.terms_by_use().to_owned(),
        Acceptance::AfterNotice => texts.terms_by_notice(days),
    });
    // The organisation's own regulation, where it has one elsewhere (R20).
    let regulation = use_context::<Visit>().map(|visit| visit.organisation.profile().privacy_url.clone());
    let regulation = regulation.filter(|address| !address.is_empty()).map(|address| {
        view! {
            <p>
                <ExternalLink href=address label=texts.terms_privacy_regulation() />
            </p>
        }
    });
    view! {
        <Page>
            <PageHeading heading=texts.terms_title() title=texts.terms_title() intro=intro.unwrap_or_default() />
            {body}
            <h2>{texts.privacy()}</h2>
            {regulation}
            <p>
                <a href=paths::PRIVACY>{texts.terms_privacy()}</a>
            </p>
        </Page>
    }
}

fn parameter(params: &ParamsMap, name: &str) -> String {
    params.get(name).unwrap_or_default()
}

/// One version, old, in force or announced (R30).
#[component]
pub(super) fn TermsVersionPage() -> impl IntoView {
    loaded(
        |params| read_terms_version(parameter(&params, "document"), parameter(&params, "version")),
        |page| view! { <Version page=page /> }.into_any(),
    )
}

#[component]
fn Version(page: VersionPage) -> impl IntoView {
    let texts = use_texts();
    let text = page.text;
    let intro = format!("{}. {}", texts.terms_version(&text.label), text.since);
    let changed = (!page.difference.is_empty()).then(|| {
        let label = text.label.clone();
        view! {
            <h2>{texts.terms_changed_title()}</h2>
            {summaries(texts, vec![TermsSummary { label, text: page.summary }])}
            <p>
                <a href=page.difference>{texts.terms_see_difference()}</a>
            </p>
        }
    });
    let others = versions(texts, page.versions, texts.terms_all_versions().to_owned());
    view! {
        <Page>
            <Breadcrumb steps=vec![Crumb::new(paths::TERMS, texts.terms_to_all())] />
            <PageHeading heading=text.title.clone() title=text.title intro=intro />
            {changed}
            <div class="terms__text" inner_html=text.html></div>
            {others}
        </Page>
    }
}

/// What differs between two versions (L4).
#[component]
pub(super) fn TermsDifferencePage() -> impl IntoView {
    loaded(
        |params| {
            read_terms_difference(
                parameter(&params, "document"),
                parameter(&params, "from"),
                parameter(&params, "to"),
            )
        },
        |difference| view! { <Difference difference=difference /> }.into_any(),
    )
}

#[component]
fn Difference(difference: TermsDifference) -> impl IntoView {
    let texts = use_texts();
    let short = (!difference.summaries.is_empty()).then(|| {
        view! {
            <h2>{texts.difference_summary()}</h2>
            {summaries(texts, difference.summaries)}
        }
    });
    let steps = vec![
        Crumb::new(paths::TERMS, texts.terms_to_all()),
        Crumb::new(difference.href, format!("{} ({})", difference.title, difference.to)),
    ];
    view! {
        <Page>
            <Breadcrumb steps=steps />
            <PageHeading
                heading=texts.difference_title()
                title=texts.difference_title()
                intro=texts.difference_intro(&difference.from, &difference.to)
            />
            {short}
            <h2>{texts.difference_text()}</h2>
            {pieces(texts, difference.pieces)}
        </Page>
    }
}

/// The text of a difference: added and removed are told by words and by marks, not by colour alone.
pub(super) fn pieces(texts: Texts, pieces: Vec<DifferencePiece>) -> impl IntoView {
    if pieces.iter().all(|piece| matches!(piece, DifferencePiece::Same(_))) {
        return view! { <p>{texts.difference_none()}</p> }.into_any();
    }
    let mut last_heading = String::new();
    let shown = pieces
        .into_iter()
        .map(|piece| match piece {
            DifferencePiece::Same(number) => {
                view! { <p class="quiet">{texts.difference_same(number)}</p> }.into_any()
            }
            DifferencePiece::Changed { under, heading, words } => {
                let place = if heading {
                    Some(texts.difference_heading().to_owned())
                } else if !under.is_empty() && under != last_heading {
                    Some(texts.difference_under(&under))
                } else {
                    None
                };
                last_heading = under;
                let words =
                    words.into_iter().map(|(change, text)| marked(texts, change, text)).collect_view();
                view! {
                    {place.map(|place| view! { <p class="difference__place">{place}</p> })}
                    <p class="difference">{words}</p>
                }
                .into_any()
            }
        })
        .collect_view();
    view! {
        <p class="quiet">{texts.difference_legend()}</p>
        {shown}
    }
    .into_any()
}

fn marked(texts: Texts, change: WordChange, text: String) -> AnyView {
    let told = |word: &'static str| view! { <span class="visually-hidden">" (" {word} " "</span> };
    let end = || view! { <span class="visually-hidden">" " {texts.difference_end()} ") "</span> };
    match change {
        WordChange::Same => text.into_any(),
        WordChange::Added => view! { <ins>{told(texts.difference_added())} {text} {end()}</ins> }.into_any(),
        WordChange::Removed => {
            view! { <del>{told(texts.difference_removed())} {text} {end()}</del> }.into_any()
        }
    }
}

/// What one has agreed to (L4).
#[component]
pub(super) fn OwnTermsPage() -> impl IntoView {
    loaded(|_| read_own_terms(), |own| view! { <Own own=own /> }.into_any())
}

#[component]
fn Own(own: Vec<OwnTerms>) -> impl IntoView {
    let texts = use_texts();
    let body = if own.is_empty() {
        view! { <EmptyState title=texts.own_terms_none() text=texts.own_terms_none_text() /> }.into_any()
    } else {
        let columns =
            vec![Column::text(texts.terms_column_version()), Column::text(texts.own_terms_column_when())];
        let rows = own
            .into_iter()
            .map(|one| vec![Cell::Link { href: one.href, text: one.title }, Cell::Text(one.when)])
            .collect();
        view! { <DataTable caption=texts.own_terms_title() caption_hidden=true columns=columns rows=rows /> }
            .into_any()
    };
    view! {
        <Page>
            <Breadcrumb steps=vec![Crumb::new("/instellingen", texts.own_terms_settings())] />
            <PageHeading
                heading=texts.own_terms_title()
                title=texts.own_terms_title()
                intro=texts.own_terms_intro()
            />
            {body}
            <p>
                <a href=paths::TERMS>{texts.terms_to_all()}</a>
            </p>
        </Page>
    }
}

/// The terms gate (R4, R96).
#[component]
pub(super) fn TermsPage() -> impl IntoView {
    let number = form_number();
    loaded(move |_| read_terms_gate(number.clone()), |gate| view! { <Gate gate=gate /> }.into_any())
}

#[component]
fn Gate(gate: TermsGate) -> impl IntoView {
    let texts = use_texts();
    let not_ticked = matches!(gate.problem, Some(TermsProblem::NotTicked));
    let error = not_ticked.then(|| texts.terms_agree_missing().to_owned());
    let problems: Vec<FieldProblem> =
        error.iter().map(|message| FieldProblem::new("agree", message.clone())).collect();
    let changed = matches!(gate.problem, Some(TermsProblem::Changed)).then(|| {
        view! {
            <Alert kind=AlertKind::Warning>
                <p>{texts.terms_intro_new()}</p>
            </Alert>
        }
    });
    let again = gate.asked.iter().any(|asked| !asked.yours.is_empty());
    let intro = if again { texts.terms_intro_new() } else { texts.terms_intro_first() };
    let titles = gate.asked.iter().map(|asked| asked.text.title.clone()).collect::<Vec<_>>().join(", ");
    let ids = gate.asked.iter().map(|asked| asked.text.id.clone()).collect::<Vec<_>>().join(",");
    let articles = gate.asked.into_iter().map(|asked| asked_for(texts, asked)).collect_view();
    view! {
        <Page>
            <PageHeading heading=texts.terms_title() title=texts.terms_title() intro=intro />
            <ErrorSummary problems=problems />
            {changed}
            {articles}
            <PostForm to=AcceptTerms::url()>
                <input type="hidden" name="key" value=gate.key />
                <input type="hidden" name="versions" value=ids />
                <CheckboxField id="agree" label=texts.terms_agree(&titles) error=error />
                <Button label=texts.terms_accept_button() />
            </PostForm>
            <p class="quiet">{texts.terms_decline_note()}</p>
            <PostForm to=DeclineTerms::url()>
                <Button label=texts.terms_decline_button() kind=ButtonKind::Secondary />
            </PostForm>
        </Page>
    }
}

/// A document at the gate: what changed since one's own version stands above the text.
fn asked_for(texts: Texts, asked: TermsAsked) -> impl IntoView {
    let changed = (!asked.yours.is_empty()).then(|| {
        view! {
            <Alert title=texts.terms_since_yours(&asked.yours)>
                {summaries(texts, asked.summaries)}
                <p>
                    <a href=asked.difference>{texts.terms_see_yours(&asked.yours)}</a>
                </p>
            </Alert>
        }
    });
    view! {
        {changed}
        <TermsArticle text=asked.text />
    }
}
