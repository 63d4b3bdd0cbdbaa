//! `/stijl`: every component in every state, for who builds a page and for the tests. Demo only,
//! and made by the host only.

use inzage_domain::Language;
use leptos::prelude::*;
use leptos_router::components::Router;
use leptos_router::location::RequestUrl;

use super::errors::{ErrorContent, PageError};
use crate::components::{
    Alert, AlertKind, Bar, BarChart, Breadcrumb, Button, ButtonKind, ButtonLink, ButtonRow, Card, Cell,
    CheckboxField, Choice, Column, ContactBlock, Crumb, DataTable, DateField, DateValues, DayGroup, Detail,
    DetailList, Dialog, EmptyState, Entry, EntryList, ErrorSummary, ExternalLink, FieldProblem, FieldWidth,
    Icon, LinkTabs, MoreInformation, NavItem, OrganisationFace, PageFrame, PageHeading, Pagination,
    PasswordField, PhoneLink, Progress, RadioGroup, RecordOwner, Remaining, SectionCard, SectionGrid,
    Skeleton, Step, StepState, Steps, Tab, TextArea, TextField, Whose, WhoseRecord, icon, paths, use_face,
};
use crate::locales::{Texts, use_texts};
use crate::shell::{Assets, plain_document};

/// The whole HTML of the style guide, or of the page of the error with this HTTP status. It comes
/// from the host alone: no client's phone carries it. What only lives in the browser (opening a
/// dialog, showing a password) is drawn in its open state or seen on the real pages.
pub fn style_guide_document(
    language: Language,
    face: OrganisationFace,
    assets: Option<&Assets>,
    error_status: Option<u16>,
) -> String {
    // A root: a child would hang under whatever request this thread drew last, and see its contexts.
    let owner = Owner::new_root(None);
    owner.with(|| {
        provide_context(language);
        provide_context(face);
        provide_context(RequestUrl::new("/stijl"));
        let texts = use_texts();
        let title = [texts.style_title(), &use_face().name].join(" - ");
        let page = view! {
            <Router>
                {match error_status {
                    None => guide(texts).into_any(),
                    Some(status) => {
                        let error = PageError::from_status(status, "7F3K-22QM");
                        view! {
                            <PageFrame narrow=true>
                                <ErrorContent error=error />
                            </PageFrame>
                        }
                            .into_any()
                    }
                }}
            </Router>
        };
        plain_document(language, &title, assets, page)
    })
}

fn guide(texts: Texts) -> impl IntoView {
    let nav = vec![
        NavItem {
            whole: false,
            href: paths::START.to_owned(),
            label: texts.start_page().to_owned(),
            exact: true,
        },
        NavItem::new("/stijl", texts.style_title()),
    ];
    let owner = RecordOwner {
        name: "Anna de Wit-van Jansen".to_owned(),
        detail: Some("18 september 1963".to_owned()),
        whose: Whose::Other(Some(texts.0.pick("uw moeder", "your mother").to_owned())),
        tint: 0,
    };
    view! {
        <PageFrame nav=nav signed_in=Some("Bram de Wit".to_owned()) owner=Some(owner)>
            <Breadcrumb steps=vec![Crumb::new(paths::START, texts.start_page())] />
            <PageHeading heading=texts.style_title() title=texts.style_title() intro=texts.style_intro() />
            {type_and_colour(texts)}
            {links_and_buttons(texts)}
            {forms(texts)}
            {messages(texts)}
            {cards_and_lists(texts)}
            {tables_and_charts(texts)}
            {navigation(texts)}
            {waiting(texts)}
            {dialogs(texts)}
            {owners(texts)}
            {icons(texts)}
            <ContactBlock />
        </PageFrame>
    }
}

fn part(heading: &'static str, children: impl IntoView + 'static) -> impl IntoView {
    view! {
        <section class="guide">
            <h2>{heading}</h2>
            {children}
        </section>
    }
    .into_any()
}

fn type_and_colour(texts: Texts) -> impl IntoView {
    const COLOURS: [(&str, &str); 10] = [
        ("swatch swatch--brand", "brand"),
        ("swatch swatch--accent", "accent"),
        ("swatch swatch--paper", "paper"),
        ("swatch swatch--surface", "surface"),
        ("swatch swatch--ink", "ink"),
        ("swatch swatch--link", "link"),
        ("swatch swatch--info", "info"),
        ("swatch swatch--success", "success"),
        ("swatch swatch--warning", "warning"),
        ("swatch swatch--error", "error"),
    ];
    let colours = COLOURS.map(|(class, name)| view! { <li class=class>{name}</li> }).collect_view();
    part(
        texts.style_type(),
        view! {
            <p class="lead">{texts.style_sample_sentence()}</p>
            <p>{texts.style_sample_sentence()} " 0123456789 Il1 O0"</p>
            <p class="small">{texts.style_sample_sentence()}</p>
            <h3>{texts.style_sample_sentence()}</h3>
            <h4>{texts.style_sample_sentence()}</h4>
            <h3>{texts.style_colours()}</h3>
            <ul class="swatches">{colours}</ul>
        },
    )
}

fn links_and_buttons(texts: Texts) -> impl IntoView {
    let busy = Signal::derive(|| true);
    part(
        texts.style_links(),
        view! {
            <p>
                <a href=paths::HELP>{texts.help()}</a>
            </p>
            <p>
                <ExternalLink href="https://www.thuisarts.nl" label="Thuisarts.nl" />
            </p>
            <p>
                <PhoneLink />
            </p>
            <form method="get" action="/stijl">
                <ButtonRow>
                    <Button label=texts.sign_in_button() />
                    <Button label=texts.search_client() kind=ButtonKind::Secondary drawing=Icon::Search />
                    <Button label=texts.code_resend_button() kind=ButtonKind::Quiet />
                    <Button label=texts.terms_decline_button() kind=ButtonKind::Danger />
                    <Button label=texts.code_button() busy=busy />
                    <ButtonLink href="/stijl" label=texts.open_record() kind=ButtonKind::Secondary />
                </ButtonRow>
            </form>
        },
    )
}

fn forms(texts: Texts) -> impl IntoView {
    let problems = vec![
        FieldProblem::new("stijl-code", texts.code_missing()),
        FieldProblem::new("stijl-datum", texts.search_date_wrong()),
    ];
    let choices = move || {
        vec![
            Choice::new("ja", texts.yes()),
            Choice {
                value: "nee".to_owned(),
                label: texts.no().to_owned(),
                hint: Some(texts.terms_decline_note().to_owned()),
            },
        ]
    };
    let value = DateValues { day: "31".to_owned(), month: "2".to_owned(), year: "1943".to_owned() };
    part(
        texts.style_forms(),
        view! {
            <h3>{texts.style_plain_state()}</h3>
            <form method="get" action="/stijl" novalidate>
                <TextField id="stijl-naam" label=texts.user_name() hint=texts.user_name_hint() autocomplete="username" />
                <PasswordField id="stijl-wachtwoord" label=texts.password() />
                <TextField id="stijl-plaats" label=texts.column_location() width=FieldWidth::Medium optional=true value="Amsterdam" />
                <DateField id="stijl-geboren" legend=texts.search_birth_date() optional=true />
                <TextArea id="stijl-bericht" label=texts.contact_title() hint=texts.help_before_calling() rows=4 />
                <RadioGroup id="stijl-keuze" legend=texts.terms_title() choices=choices() chosen="ja" />
                <CheckboxField id="stijl-akkoord" label=texts.terms_agree(texts.terms_of_use()) checked=true />
                <Button label=texts.sign_in_button() />
            </form>
            <h3>{texts.style_error_state()}</h3>
            <ErrorSummary problems=Signal::stored(problems) />
            <form method="get" action="/stijl" novalidate>
                <TextField
                    id="stijl-code"
                    label=texts.code_label()
                    hint=texts.code_hint()
                    error=texts.code_missing()
                    width=FieldWidth::Short
                    inputmode="numeric"
                    autocomplete="one-time-code"
                    value="12"
                />
                <PasswordField id="stijl-wachtwoord-fout" label=texts.password() error=texts.password_missing() />
                <DateField id="stijl-datum" legend=texts.search_birth_date() error=texts.search_date_wrong() value=value />
                <TextArea
                    id="stijl-tekst"
                    label=texts.contact_title()
                    error=texts.error_400_text()
                    value="</textarea><script>alert(1)</script>"
                    rows=3
                />
                <RadioGroup id="stijl-keuze-fout" legend=texts.terms_title() choices=choices() error=texts.terms_agree_missing() />
                <CheckboxField
                    id="stijl-akkoord-fout"
                    label=texts.terms_agree(texts.terms_of_use())
                    error=texts.terms_agree_missing()
                />
                <Button label=texts.terms_accept_button() />
            </form>
        },
    )
}

fn messages(texts: Texts) -> impl IntoView {
    part(
        texts.style_messages(),
        view! {
            <Alert>
                <p>{texts.first_sign_in()}</p>
            </Alert>
            <Alert kind=AlertKind::Success title=texts.alert_success()>
                <p>{texts.code_resent("78")}</p>
            </Alert>
            <Alert kind=AlertKind::Warning>
                <p>{texts.urgent()}</p>
            </Alert>
            <Alert kind=AlertKind::Error title=texts.error_500_title()>
                <p>{texts.error_500_text()}</p>
            </Alert>
            <MoreInformation summary=texts.sign_in_forgotten()>
                <p>{texts.help_sign_in_text()}</p>
            </MoreInformation>
        },
    )
}

fn cards_and_lists(texts: Texts) -> impl IntoView {
    use inzage_domain::Category;
    let section = move |category: Category, drawing: Icon, number: u64| {
        view! {
            <SectionCard
                href="/stijl"
                heading=texts.category(category)
                about=texts.category_about(category)
                note=texts.items(number)
                drawing=drawing
            />
        }
    };
    let details = vec![
        Detail::new(texts.item_author(), "Jan de Boer"),
        Detail::new(texts.item_role(), texts.0.pick("Verpleegkundige", "Nurse")),
        Detail::new(
            texts.item_care_date(),
            texts.0.pick("donderdag 14 mei 2026, 9.30 uur", "Thursday 14 May 2026, 9:30"),
        ),
        Detail {
            label: texts.item_source().to_owned(),
            values: vec!["Woonzorg De Linde".to_owned(), "Thuiszorg Waterland".to_owned()],
        },
    ];
    let report = texts.0.pick(
        "Goed geslapen. Heeft zelf ontbeten.\nBloeddruk gemeten: 120/80 mmHg.",
        "Slept well. Had breakfast without help.\nBlood pressure measured: 120/80 mmHg.",
    );
    part(
        texts.style_cards(),
        view! {
            <SectionGrid heading=texts.group_health()>
                {section(Category::Problems, Icon::Plus, 3)}
                {section(Category::Allergies, Icon::Leaf, 1)}
                {section(Category::Measurements, Icon::Pulse, 1250)}
            </SectionGrid>
            <EntryList>
                <DayGroup day=texts.0.pick("Vandaag, donderdag 14 mei 2026", "Today, Thursday 14 May 2026")>
                    <Entry
                        href="/stijl"
                        title=texts.0.pick("Rapportage van de verpleging", "Nursing report")
                        time=texts.0.pick("9.30 uur", "9:30")
                        author=texts.0.pick("Jan de Boer, verpleegkundige", "Jan de Boer, nurse")
                        excerpt=report
                        mark=texts.entry_new()
                    />
                    <Entry href="/stijl" title=texts.0.pick("Bloeddruk", "Blood pressure") excerpt="120/80 mmHg" />
                </DayGroup>
                <DayGroup day=texts.0.pick("Gisteren, woensdag 13 mei 2026", "Yesterday, Wednesday 13 May 2026")>
                    <Entry
                        href="/stijl"
                        title=texts.0.pick("Rapportage", "Report")
                        time=texts.0.pick("21.05 uur", "21:05")
                        author=texts.0.pick("Fatima el Amrani, verzorgende", "Fatima el Amrani, carer")
                        excerpt=texts.style_sample_sentence()
                    />
                </DayGroup>
            </EntryList>
            <Card heading=texts.item_details()>
                <DetailList details=details />
            </Card>
        },
    )
}

fn tables_and_charts(texts: Texts) -> impl IntoView {
    let link = |text: &str| Cell::Link { href: "/stijl".to_owned(), text: text.to_owned() };
    let columns = vec![
        Column::text(texts.column_name()),
        Column::text(texts.column_birth_date()),
        Column::text(texts.column_location()),
        Column::number(texts.timeline_title()),
    ];
    let rows = vec![
        vec![link("De Wit-van Jansen, Anna"), "18 september 1963".into(), "De Tuin".into(), "1.250".into()],
        vec![link("Ünal, Çelik"), "1 februari 1940".into(), "Het Hofje".into(), "12".into()],
    ];
    let kilograms =
        |label: &str, value: f64, text: &str| Bar { label: label.to_owned(), value, text: text.to_owned() };
    part(
        texts.style_tables(),
        view! {
            <DataTable caption=texts.clients_title() columns=columns rows=rows />
            <h3>{texts.0.pick("Gewicht", "Weight")}</h3>
            <BarChart
                id="stijl-gewicht"
                title=texts.0.pick("Gewicht in de laatste maanden", "Weight in the last months")
                description=texts.0.pick("Het gewicht daalde van 74 naar 71,5 kilo en is nu 72,5.", "The weight fell from 74 to 71.5 kilos and is now 72.5.")
                label_column=texts.0.pick("Datum", "Date")
                value_column=texts.0.pick("Gewicht", "Weight")
                bars=vec![
                    kilograms("14 februari 2026", 74.0, "74 kg"),
                    kilograms("14 maart 2026", 72.5, "72,5 kg"),
                    kilograms("14 april 2026", 41.5, "41,5 kg"),
                    kilograms("14 mei 2026", 72.5, "72,5 kg"),
                ]
            />
        },
    )
}

fn navigation(texts: Texts) -> impl IntoView {
    let tab = |label: &str, current| Tab { href: "/stijl".to_owned(), label: label.to_owned(), current };
    part(
        texts.style_navigation(),
        view! {
            <LinkTabs
                label=texts.record_nav()
                tabs=vec![tab(texts.item_all(), true), tab(texts.record_new(), false), tab(texts.timeline_title(), false)]
            />
            <Pagination
                newer=Some("/stijl".to_owned())
                older=Some("/stijl?na=2".to_owned())
                newer_label=texts.timeline_newer()
                older_label=texts.timeline_older()
            />
            <ul>
                {[403, 404, 429, 500, 503]
                    .map(|status| {
                        view! {
                            <li>
                                <a rel="external" href=format!("/stijl?fout={status}")>
                                    {PageError::from_status(status, "").title(texts)}
                                </a>
                            </li>
                        }
                    })
                    .collect_view()}
            </ul>
        },
    )
}

fn waiting(texts: Texts) -> impl IntoView {
    let step = |label: &str, said: &str, state| Step {
        label: label.to_owned(),
        detail: String::new(),
        state,
        said: said.to_owned(),
    };
    let steps = vec![
        step(texts.case_step_received(), texts.case_step_done(), StepState::Done),
        step(texts.case_step_treatment(), texts.case_step_now(), StepState::Now),
        step(texts.case_step_answer(), texts.case_step_todo(), StepState::Todo),
    ];
    part(
        texts.style_waiting(),
        view! {
            <Steps label=texts.case_steps() steps=steps />
            <Remaining label=texts.queue_meter() text=texts.queue_days(20) left=20 total=30 soon=7 />
            <Remaining label=texts.queue_meter() text=texts.queue_days(5) left=5 total=30 soon=7 />
            <Remaining label=texts.queue_meter() text=texts.queue_days(-2) left=-2 total=30 soon=7 />
            <Progress id="stijl-voortgang" label=texts.loading() done=Signal::stored(12) total=28 />
            <Skeleton lines=3 />
            <EmptyState title=texts.timeline_empty() text=texts.timeline_empty_text() />
        },
    )
}

fn dialogs(texts: Texts) -> impl IntoView {
    part(
        texts.style_dialog(),
        view! {
            <Dialog id="stijl-venster" title=texts.idle_title() open=RwSignal::new(true)>
                <p>{texts.idle_text(25, 5)}</p>
                <ButtonRow>
                    <Button label=texts.stay_signed_in() button_type="button" />
                    <Button label=texts.sign_out() kind=ButtonKind::Secondary button_type="button" />
                </ButtonRow>
            </Dialog>
        },
    )
}

fn owners(texts: Texts) -> impl IntoView {
    let owner = |name: &str, whose, tint| RecordOwner {
        name: name.to_owned(),
        detail: Some("1943".to_owned()),
        whose,
        tint,
    };
    part(
        texts.style_whose(),
        view! {
            <div class="guide__tabs">
                <WhoseRecord owner=owner("Anna de Wit", Whose::Own, 0) />
                <WhoseRecord owner=owner("Bram Jansen", Whose::Other(None), 1) />
                <WhoseRecord owner=owner("Ünal Çelik", Whose::Staff, 2) />
                <WhoseRecord owner=owner("Kees Smit", Whose::Emergency(texts.emergency_until("18:04"), "/stijl".to_owned()), 3) />
                <WhoseRecord owner=owner("Roos Bos", Whose::Staff, 4) />
                <WhoseRecord owner=owner("Lotte Vos", Whose::Staff, 5) />
            </div>
        },
    )
}

fn icons(texts: Texts) -> impl IntoView {
    let all = Icon::ALL
        .iter()
        .map(|drawing| view! { <li>{icon(*drawing)} <span>{format!("{drawing:?}")}</span></li> })
        .collect_view();
    part(texts.style_icons(), view! { <ul class="guide__icons">{all}</ul> })
}
