//! Staff: finding a client; and the administrator's page.

mod today;

use leptos::{prelude::*, server_fn::ServerFn};

use super::{
    counting::PagesCard,
    page::{Page, PostForm, form_number, loaded},
};
use crate::{
    api::{
        ClientSearch, FindClients, OrganisationPage, SearchProblem, read_client_search,
        read_organisation_page,
    },
    components::{
        Bar, BarChart, Button, Card, Cell, Column, DataTable, Detail, DetailList, EmptyState, ErrorSummary,
        FieldProblem, PageHeading, TextField,
    },
    frame::{Menu, use_frame},
    locales::use_texts,
};

/// The nurse's start: find a client.
#[component]
pub(super) fn ClientsPage() -> impl IntoView {
    let number = form_number();
    loaded(
        move |_| read_client_search(number.clone()),
        |search| view! { <Clients search=search /> }.into_any(),
    )
}

#[component]
fn Clients(search: ClientSearch) -> impl IntoView {
    let texts = use_texts();
    let ClientSearch { text: typed, problem, clients, more, today } = search;
    let error = problem.as_ref().map(|SearchProblem::TooShort| texts.search_name_short().to_owned());
    let problems: Vec<FieldProblem> =
        error.iter().map(|message| FieldProblem::new("text", message.clone())).collect();
    let searched = !typed.trim().is_empty() && problem.is_none();
    let results = if clients.is_empty() {
        let (title, text) = if searched {
            (texts.search_none(), texts.search_none_text())
        } else {
            (texts.clients_none(), texts.clients_none_text())
        };
        view! { <EmptyState title=title text=text /> }.into_any()
    } else {
        let found = u32::try_from(clients.len()).unwrap_or(u32::MAX);
        let caption = if searched { texts.search_count(found) } else { texts.clients_recent().to_owned() };
        let rows = clients
            .into_iter()
            .map(|client| vec![Cell::Link { href: client.href, text: client.name }, Cell::Text(client.born)])
            .collect();
        let columns = vec![Column::text(texts.column_name()), Column::text(texts.column_birth_date())];
        let more = more.then(|| view! { <p class="quiet">{texts.search_more(found)}</p> });
        view! {
            <DataTable caption=caption columns=columns rows=rows />
            {more}
        }
        .into_any()
    };
    let cares = use_frame().signed_in.is_some_and(|who| matches!(who.menu, Menu::Clients | Menu::Records));
    let elsewhere = cares.then(|| {
        view! {
            <p>
                <a href="/team/noodtoegang/zoeken">{texts.elsewhere_link()}</a>
            </p>
        }
    });
    let (title, intro) = if today.is_shown {
        (texts.today_title(), texts.today_intro())
    } else {
        (texts.clients_title(), texts.clients_intro())
    };
    let waiting = today.is_shown.then(|| today::lists(texts, today));
    view! {
        <Page>
            <PageHeading heading=title title=title intro=intro />
            <ErrorSummary problems=problems />
            {waiting}
            <PostForm to=FindClients::url() role="search">
                <TextField
                    id="text"
                    label=texts.search_client()
                    hint=texts.search_hint()
                    error=error
                    value=typed
                    kind="search"
                />
                <Button label=texts.search_client() />
            </PostForm>
            {results}
            <p>
                <a href="/team/contactpersonen">{texts.contacts_waiting_title()}</a>
            </p>
            {elsewhere}
        </Page>
    }
}

/// The administrator's start: the organisation's settings and figures of use.
#[component]
pub(super) fn OrganisationSettings() -> impl IntoView {
    loaded(|_| read_organisation_page(), |page| view! { <Settings page=page /> }.into_any())
}

#[component]
fn Settings(page: OrganisationPage) -> impl IntoView {
    let texts = use_texts();
    let second_factor = match page.second_factor.as_str() {
        "digid" => texts.factor_digid(),
        "optional" => texts.factor_optional(),
        _ => texts.factor_sms(),
    };
    let organisation = vec![
        Detail::new(texts.admin_name(), page.name),
        Detail::new(texts.admin_phone(), page.phone),
        Detail::new(texts.admin_address(), page.host),
        Detail { label: texts.admin_colours().to_owned(), values: page.colours },
    ];
    let policy = vec![
        Detail::new(texts.admin_second_factor(), second_factor),
        Detail::new(texts.admin_idle(), texts.minutes(page.idle_minutes)),
        Detail::new(texts.admin_absolute(), texts.hours(page.absolute_hours)),
        Detail { label: texts.admin_terms().to_owned(), values: page.terms },
    ];
    let total: u32 = page.log_ins.iter().map(|day| day.personal + day.staff).sum();
    let bars = page
        .log_ins
        .into_iter()
        .map(|day| {
            let number = day.personal + day.staff;
            Bar {
                label: day.day,
                value: f64::from(number),
                text: texts.log_ins_of(number, day.personal, day.staff),
            }
        })
        .collect::<Vec<_>>();
    view! {
        <Page>
            <PageHeading heading=texts.admin_title() title=texts.admin_title() intro=texts.admin_intro() />
            <Card heading=texts.admin_organisation()>
                <DetailList details=organisation />
            </Card>
            <Card heading=texts.admin_policy()>
                <DetailList details=policy />
                <p>
                    <a href="/beheer/afspraken">{texts.policy_manage()}</a>
                </p>
                <p>
                    <a href="/beheer/nieuws">{texts.news_title()}</a>
                </p>
                <p>
                    <a href="/beheer/voorwaarden">{texts.policy_manage_terms()}</a>
                </p>
            </Card>
            <Card heading=texts.admin_use()>
                <p>{texts.admin_use_text(total)}</p>
                <BarChart
                    id="inloggen"
                    title=texts.admin_use()
                    description=texts.admin_use_text(total)
                    label_column=texts.admin_use_day()
                    value_column=texts.admin_use_number()
                    bars=bars
                />
            </Card>
            <PagesCard figures=page.pages />
        </Page>
    }
}
