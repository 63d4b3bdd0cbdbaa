//! Who can look at a record, changing that, and looking together. Drawn by the host alone.

use inzage_domain::access::RelationChange;
use leptos::{prelude::*, server_fn::ServerFn};
use leptos_router::{
    hooks::{use_location, use_query_map},
    params::ParamsMap,
};

use super::{
    page::{Page, PostForm, form_number, loaded, part, record_base},
    record::owner,
};
use crate::{
    api::{
        AccessForm, AccessPage, AccessProblem, AgreeKinds, AppointManager, ChangeKinds, ContactCard,
        EndTogether, JoinTogether, KindChoice, PersonCard, PersonPage, RenewAccess, ShowTogether,
        TogetherLine, TogetherPage, WithdrawAccess, read_access_page, read_access_person, read_together_page,
    },
    components::{
        Alert, AlertKind, Breadcrumb, Button, ButtonKind, ButtonLink, Card, Cell, CheckboxField, Choice,
        Column, Crumb, DataTable, DateField, DateValues, Detail, DetailList, EmptyState, ErrorSummary,
        FieldProblem, PageHeading, RadioGroup, TextField,
    },
    locales::{Texts, use_texts},
};

/// The address of the page with everybody, beside the open record.
fn access_base() -> String {
    let staff = use_location().pathname.with_untracked(|path| path.starts_with("/team/"));
    let record = record_base().unwrap_or_default();
    let client = record.strip_suffix("/dossier").unwrap_or_default();
    if staff { format!("{client}/toegang") } else { format!("{client}/netwerk") }
}

/// What was just done, once: a word in the address.
fn done() -> Option<AnyView> {
    let texts = use_texts();
    let word = use_query_map().with_untracked(|query| query.get("gedaan"))?;
    let text = match word.as_str() {
        "rechten" => texts.done_kinds(),
        "gestopt" => texts.done_withdrawn(),
        "einde" => texts.done_renewed(),
        "beheer" => texts.done_manager(),
        "digid" => texts.done_numbered(),
        "alles" => texts.done_end_all(),
        _ => return None,
    };
    Some(view! { <Alert kind=AlertKind::Success>{text}</Alert> }.into_any())
}

fn card(texts: Texts, person: PersonCard) -> AnyView {
    let mut details = vec![Detail::new(texts.access_ground(), person.ground)];
    if !person.plan.is_empty() {
        details.push(Detail::new(texts.first_contact_in_plan(), person.plan));
    }
    if person.ended.is_empty() {
        let sees = if person.sees.is_empty() { vec![person.why_not] } else { person.sees };
        details.push(Detail { label: texts.access_sees().to_owned(), values: sees });
    }
    if !person.since.is_empty() {
        details.push(Detail::new(texts.access_since(), person.since));
    }
    if !person.ended.is_empty() {
        details.push(Detail::new(texts.access_ended(), person.ended));
    } else if !person.until.is_empty() {
        details.push(Detail::new(texts.access_until(), person.until));
    }
    if person.manages {
        details.push(Detail::new(texts.access_manager(), texts.access_yes()));
    }
    let change = (!person.href.is_empty()).then(|| {
        let label = texts.access_change(&person.name);
        view! { <ButtonLink href=person.href.clone() label=label kind=ButtonKind::Secondary /> }
    });
    let you = person.mine.then(|| view! { <p class="quiet">{texts.access_you()}</p> });
    view! {
        <Card heading=person.name>
            {you}
            <DetailList details=details />
            {change}
        </Card>
    }
    .into_any()
}

/// For staff: whom the care plan names, and whether somebody else has the account (R7).
fn contact_card(texts: Texts, here: &str, contact: ContactCard) -> AnyView {
    let name = if contact.name.is_empty() { texts.first_contact_nobody().to_owned() } else { contact.name };
    let flagged = (!contact.flagged.is_empty()).then(|| {
        view! {
            <Alert kind=AlertKind::Warning>
                <p>{texts.first_contact_flagged(&contact.flagged.join(", "))}</p>
            </Alert>
        }
    });
    let href = format!("{}/contactpersoon", here.strip_suffix("/toegang").unwrap_or_default());
    view! {
        <Card heading=texts.first_contact_title()>
            {flagged} <p>{name}</p> <p>
                <a href=href>{texts.first_contact_open()}</a>
            </p>
        </Card>
    }
    .into_any()
}

/// Everybody who can look at the record.
#[component]
pub(super) fn AccessListPage() -> impl IntoView {
    loaded(
        |params| async move { read_access_page(part(&params, "client")?).await },
        |page| view! { <AccessList page=page /> }.into_any(),
    )
}

#[component]
fn AccessList(page: AccessPage) -> impl IntoView {
    let texts = use_texts();
    let own = page.head.basis == "own";
    let intro = if own { texts.access_intro_own().to_owned() } else { texts.access_intro(&page.head.name) };
    let base = record_base().unwrap_or_default();
    let together = page.can_show.then(|| {
        let href = format!("{}/samen", base.strip_suffix("/dossier").unwrap_or_default());
        view! { <ButtonLink href=href label=texts.together_title() kind=ButtonKind::Secondary /> }
    });
    let here = access_base();
    let invite = page.invites.then(|| {
        let href = format!("{here}/uitnodigingen");
        view! { <ButtonLink href=href label=texts.network_title() kind=ButtonKind::Secondary /> }
    });
    let end_all = page.ends_all.then(|| {
        view! {
            <p>
                <a href=format!("{here}/alles-stoppen")>{texts.end_all_title()}</a>
            </p>
        }
    });
    let looked = page.reads_log.then(|| {
        let client = base.strip_suffix("/dossier").unwrap_or_default();
        let cases = format!("{client}/zaken");
        view! {
            <p>
                <a href=format!("{client}/logboek")>{texts.looked_link()}</a>
            </p>
            <p>
                <a href=cases>{texts.cases_link()}</a>
            </p>
        }
    });
    let consents = page.reads_consents.then(|| {
        let href = format!("{}/toestemmingen", base.strip_suffix("/dossier").unwrap_or_default());
        view! {
            <p>
                <a href=href>{texts.consents_link()}</a>
            </p>
        }
    });
    let care = here.ends_with("/toegang").then(|| {
        let href = here.replace("/toegang", "/zorg");
        view! {
            <p>
                <a href=href>{texts.care_title()}</a>
            </p>
        }
    });
    let capacity = page.records_capacity.then(|| {
        let href = here.replace("/toegang", "/beslissen");
        view! {
            <p>
                <a href=href>{texts.capacity_link()}</a>
            </p>
        }
    });
    let closing = page.decides_closing.then(|| {
        view! {
            <p>
                <a href=format!("{here}/sluiten")>{texts.client_closing_link()}</a>
            </p>
        }
    });
    let represented = (own && page.represented).then(|| {
        view! {
            <Alert>
                <p>{texts.capacity_own_note()}</p>
            </Alert>
        }
    });
    let contact = page.contact.map(|contact| contact_card(texts, &here, contact));
    let turning = page.turning.map(|(day, age)| view! { <p>{texts.access_changes_at(&day, age)}</p> });
    let people = if page.people.is_empty() {
        view! { <EmptyState title=texts.access_nobody() text=texts.access_nobody_text() /> }.into_any()
    } else {
        page.people.into_iter().map(|person| card(texts, person)).collect_view().into_any()
    };
    let former = (!page.former.is_empty()).then(|| {
        let cards = page.former.into_iter().map(|person| card(texts, person)).collect_view();
        view! {
            <h2>{texts.access_former()}</h2>
            {cards}
        }
    });
    let history = if page.changes.is_empty() {
        view! { <p class="quiet">{texts.access_history_none()}</p> }.into_any()
    } else {
        let rows = page
            .changes
            .into_iter()
            .map(|line| {
                let by = if line.by.is_empty() { texts.access_by_system().to_owned() } else { line.by };
                vec![
                    Cell::Text(line.when),
                    Cell::Text(format!("{}: {}", line.about, line.what)),
                    Cell::Text(by),
                    Cell::Text(line.reason),
                ]
            })
            .collect();
        let columns = vec![
            Column::text(texts.column_when()),
            Column::text(texts.column_what()),
            Column::text(texts.column_who()),
            Column::text(texts.column_why()),
        ];
        view! { <DataTable caption=texts.access_history() columns=columns rows=rows /> }.into_any()
    };
    // Not every employee who may see this may open the record.
    let steps = if page.head.basis.is_empty() {
        vec![Crumb::new("/team", texts.clients_title())]
    } else {
        vec![Crumb::new(base, texts.record_nav())]
    };
    view! {
        <Page owner=Some(owner(texts, &page.head))>
            <Breadcrumb steps=steps />
            <PageHeading heading=texts.access_title() title=texts.access_title() intro=intro />
            {done()}
            {represented}
            <p>{texts.access_staff_too()}</p>
            {turning}
            {together}
            {invite}
            {contact}
            <h2>{texts.access_people()}</h2>
            {people}
            {care}
            {end_all}
            {looked} {consents} {capacity} {closing}
            {former}
            <h2>{texts.access_history()}</h2>
            {history}
        </Page>
    }
}

/// One person, with what can be changed.
#[component]
pub(super) fn AccessPersonPage() -> impl IntoView {
    let number = form_number();
    loaded(
        move |params: ParamsMap| {
            let number = number.clone();
            async move { read_access_person(part(&params, "client")?, part(&params, "relation")?, number).await }
        },
        |page| view! { <AccessPerson page=page /> }.into_any(),
    )
}

fn ticks(prefix: &'static str, kinds: Vec<KindChoice>) -> impl IntoView {
    kinds
        .into_iter()
        .map(|kind| {
            view! {
                <CheckboxField
                    id=format!("{prefix}-{}", kind.key)
                    name="kinds[]"
                    value=kind.key
                    label=kind.label
                    checked=kind.chosen
                />
            }
        })
        .collect_view()
}

fn hidden(client: &str, relation: &str, key: Option<&String>) -> impl IntoView + use<> {
    view! {
        <input type="hidden" name="client" value=client.to_owned() />
        <input type="hidden" name="relation" value=relation.to_owned() />
        <input type="hidden" name="key" value=key.cloned().unwrap_or_default() />
    }
}

/// The field for staff to say why, with an id of its own for each form.
fn reason(texts: Texts, staff: bool, form: &AccessForm, name: &str) -> Option<AnyView> {
    staff.then(|| {
        let mine = form.form == name;
        let error = match form.problem.filter(|_| mine) {
            Some(AccessProblem::NoReason) => Some(texts.person_reason_missing().to_owned()),
            Some(AccessProblem::ReasonTooLong) => Some(texts.person_reason_long().to_owned()),
            _ => None,
        };
        view! {
            <TextField
                id=format!("reden-{name}")
                name="reason"
                label=texts.person_reason()
                hint=texts.person_reason_hint()
                error=error
                value=if mine { form.reason.clone() } else { String::new() }
            />
        }
        .into_any()
    })
}

fn problem(texts: Texts, page: &PersonPage) -> Option<FieldProblem> {
    let form = &page.form;
    let field = format!("reden-{}", form.form);
    Some(match form.problem? {
        AccessProblem::NoReason => FieldProblem::new(field, texts.person_reason_missing()),
        AccessProblem::ReasonTooLong => FieldProblem::new(field, texts.person_reason_long()),
        AccessProblem::Past => FieldProblem::new("einde", texts.person_renew_past()),
        AccessProblem::TooLate => FieldProblem::new("einde", texts.person_renew_late(&page.latest)),
        AccessProblem::NoDate => FieldProblem::new("einde", texts.person_renew_wrong()),
        AccessProblem::SomebodyBefore => FieldProblem::new("einde", texts.person_renew_before()),
        AccessProblem::NotThere => return None,
    })
}

#[component]
fn AccessPerson(page: PersonPage) -> impl IntoView {
    let texts = use_texts();
    let may = |change: RelationChange| page.may.iter().any(|key| key == change.key());
    let problems: Vec<FieldProblem> = problem(texts, &page).into_iter().collect();
    let date_error =
        problems.iter().find(|problem| problem.field == "einde").map(|problem| problem.message.clone());
    let hidden = |number: usize| hidden(&page.client, &page.relation, page.keys.get(number));
    let reason = |name: &str| reason(texts, page.staff, &page.form, name);
    let agree = may(RelationChange::Agreed).then(|| {
        let (hidden, ticks) = (hidden(0), ticks("instemmen", page.agreed.clone()));
        view! {
            <Card heading=texts.person_agree_title()>
                <p>{texts.person_agree_text()}</p>
                <PostForm to=AgreeKinds::url()>
                    {hidden} {ticks} <Button label=texts.person_kinds_save() />
                </PostForm>
            </Card>
        }
    });
    let kinds = may(RelationChange::Kinds).then(|| {
        let (hidden, ticks, reason) = (hidden(0), ticks("rechten", page.kinds.clone()), reason("rechten"));
        view! {
            <Card heading=texts.person_kinds_title()>
                <PostForm to=ChangeKinds::url()>
                    {hidden} {ticks} {reason} <Button label=texts.person_kinds_save() />
                </PostForm>
            </Card>
        }
    });
    let renew = may(RelationChange::Renewed).then(|| {
        let (hidden, reason) = (hidden(1), reason("einde"));
        let [day, month, year] = page.form.day.clone();
        let hint = texts.person_renew_hint(&page.latest);
        view! {
            <Card heading=texts.person_renew_title()>
                <PostForm to=RenewAccess::url()>
                    {hidden}
                    <DateField
                        id="einde"
                        legend=texts.person_renew_day()
                        hint=hint
                        error=date_error
                        value=DateValues { day, month, year }
                    />
                    {reason}
                    <Button label=texts.person_renew() kind=ButtonKind::Secondary />
                </PostForm>
            </Card>
        }
    });
    let manager = may(RelationChange::Manager).then(|| {
        let (hidden, reason) = (hidden(2), reason("beheer"));
        let manages = page.person.manages;
        let label = if manages { texts.person_manager_stop() } else { texts.person_manager_make() };
        view! {
            <Card heading=texts.person_manager_title()>
                <p>{texts.person_manager_text()}</p>
                <PostForm to=AppointManager::url()>
                    {hidden}
                    <input type="hidden" name="manages" value=(!manages).to_string() />
                    {reason}
                    <Button label=label kind=ButtonKind::Secondary />
                </PostForm>
            </Card>
        }
    });
    let withdraw = may(RelationChange::Withdrawn).then(|| {
        let (hidden, reason) = (hidden(3), reason("stoppen"));
        let text = texts.person_withdraw_text(&page.person.name);
        view! {
            <Card heading=texts.person_withdraw_title()>
                <p>{text}</p>
                <PostForm to=WithdrawAccess::url()>
                    {hidden} {reason} <Button label=texts.person_withdraw() kind=ButtonKind::Danger />
                </PostForm>
            </Card>
        }
    });
    let digid = page.digid.then(|| {
        let href = format!("{}/{}/digid", access_base(), page.relation);
        view! {
            <p>
                <a href=href>{texts.number_link()}</a>
            </p>
        }
    });
    let steps = vec![Crumb::new(access_base(), texts.access_title())];
    let owner = owner(texts, &page.head);
    let name = page.person.name.clone();
    let shown = card(texts, PersonCard { href: String::new(), ..page.person });
    view! {
        <Page owner=Some(owner)>
            <Breadcrumb steps=steps />
            <PageHeading heading=name title=texts.access_title() />
            <ErrorSummary problems=problems />
            {shown}
            {agree}
            {kinds}
            {renew}
            {manager}
            {digid}
            {withdraw}
        </Page>
    }
}

/// Looking together (L1).
#[component]
pub(super) fn TogetherStartPage() -> impl IntoView {
    let number = form_number();
    loaded(
        move |params: ParamsMap| {
            let number = number.clone();
            async move { read_together_page(part(&params, "client")?, number).await }
        },
        |page| view! { <TogetherStart page=page /> }.into_any(),
    )
}

fn running(texts: Texts, client: &str, line: &TogetherLine) -> AnyView {
    let text = match (line.showing, line.joined) {
        (true, true) => texts.together_shown(&line.name, &line.until),
        (true, false) => texts.together_waiting(&line.name, &line.until),
        (false, true) => texts.together_looking(&line.name, &line.until),
        (false, false) => texts.together_invited(&line.name, &line.until),
    };
    let which = |client: &str, id: &str| {
        view! {
            <input type="hidden" name="client" value=client.to_owned() />
            <input type="hidden" name="id" value=id.to_owned() />
        }
    };
    let join = (!line.showing && !line.joined).then(|| {
        let which = which(client, &line.id);
        view! { <PostForm to=JoinTogether::url()>{which} <Button label=texts.together_join() /></PostForm> }
    });
    let open = (line.showing || line.joined).then(|| {
        let href = format!("/c/{client}/dossier");
        view! { <ButtonLink href=href label=texts.together_open() kind=ButtonKind::Secondary /> }
    });
    let which = which(client, &line.id);
    view! {
        <Card>
            <p>{text}</p>
            {join}
            {open}
            <PostForm to=EndTogether::url()>
                {which} <Button label=texts.together_stop() kind=ButtonKind::Secondary />
            </PostForm>
        </Card>
    }
    .into_any()
}

#[component]
fn TogetherStart(page: TogetherPage) -> impl IntoView {
    let texts = use_texts();
    let TogetherPage { head, client, own, now, parents, kinds, minutes, problem, key } = page;
    let problems: Vec<FieldProblem> =
        problem.then(|| FieldProblem::new("relation", texts.together_choose_problem())).into_iter().collect();
    let intro = if own { texts.together_intro().to_owned() } else { texts.together_parent_intro(&head.name) };
    let nothing = (!own && now.is_empty())
        .then(|| view! { <EmptyState title=texts.together_none() text=texts.together_none_text() /> });
    let alone = now.is_empty();
    let running = now.iter().map(|line| running(texts, &client, line)).collect_view();
    let form = (own && (alone || !parents.is_empty())).then(|| {
        if parents.is_empty() {
            return view! { <EmptyState title=texts.together_no_parent() text=texts.together_no_parent_text() /> }
                .into_any();
        }
        let chosen = if parents.len() == 1 { parents.first().map(|(id, _)| id.clone()) } else { None };
        let parents = parents.into_iter().map(|(id, name)| Choice::new(id, name)).collect::<Vec<_>>();
        let lengths = minutes
            .into_iter()
            .map(|number| Choice::new(number.to_string(), texts.minutes_choice(number)))
            .collect::<Vec<_>>();
        view! {
            <PostForm to=ShowTogether::url()>
                <input type="hidden" name="client" value=client.clone() />
                <input type="hidden" name="key" value=key />
                <RadioGroup
                    id="relation"
                    legend=texts.together_with()
                    error=problem.then(|| texts.together_choose_problem().to_owned())
                    choices=parents
                    chosen=chosen.unwrap_or_default()
                />
                <fieldset class="field">
                    <legend class="field__label">{texts.together_what()}</legend>
                    {ticks("samen", kinds)}
                </fieldset>
                <RadioGroup id="minutes" legend=texts.together_how_long() choices=lengths chosen="30" />
                <Button label=texts.together_start() />
            </PostForm>
        }
        .into_any()
    });
    let steps: Vec<Crumb> =
        own.then(|| Crumb::new(access_base(), texts.access_title())).into_iter().collect();
    view! {
        <Page owner=Some(owner(texts, &head))>
            <Breadcrumb steps=steps />
            <PageHeading heading=texts.together_title() title=texts.together_title() intro=intro />
            <ErrorSummary problems=problems />
            {running}
            {nothing}
            {form}
        </Page>
    }
}
