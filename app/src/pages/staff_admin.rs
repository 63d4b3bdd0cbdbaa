//! The administrator: who works here, in which role and where.

use leptos::{prelude::*, server_fn::ServerFn};
use leptos_router::hooks::use_params_map;

use super::{
    account::{failure, just_done, success},
    page::{Page, PostForm, form_number, loaded},
};
use crate::{
    api::{
        AddLocation, AddRole, AddStaff, EndRole, Place, StaffLine, StaffList, StaffRoleLine, StaffSheet,
        read_staff, read_staff_sheet,
    },
    components::{
        Breadcrumb, Button, ButtonKind, ButtonLink, ButtonRow, Card, CheckboxField, Choice, Crumb, DateField,
        DateValues, Detail, DetailList, EmailField, EmptyState, ErrorSummary, FieldProblem, FieldWidth,
        MobileField, PageHeading, RadioGroup, TextField,
    },
    locales::{Texts, use_texts},
};

/// A role in words.
pub(super) fn role_text(texts: Texts, role: &str) -> &'static str {
    match role {
        "nurse" => texts.staff_role_nurse(),
        "physician" => texts.staff_role_physician(),
        "secretary" => texts.staff_role_secretary(),
        "provider" => texts.staff_role_provider(),
        "privacy-officer" => texts.staff_role_officer(),
        _ => texts.staff_role_admin(),
    }
}

fn place_text(texts: Texts, place: &str) -> String {
    if place.is_empty() { texts.staff_everywhere().to_owned() } else { place.to_owned() }
}

fn role_line(texts: Texts, line: &StaffRoleLine) -> String {
    let (role, place) = (role_text(texts, &line.role), place_text(texts, &line.location));
    if line.until.is_empty() {
        texts.staff_role_from(role, &place, &line.from)
    } else {
        texts.staff_role_until(role, &place, &line.from, &line.until)
    }
}

fn news(texts: Texts) -> Option<AnyView> {
    let wrong = |text: &'static str| Some(failure(texts.alert_error(), text));
    match just_done().as_str() {
        "toegevoegd" => Some(success(texts.staff_done_added())),
        "niet-gemaild" => wrong(texts.staff_done_not_mailed()),
        "al-gedaan" => Some(success(texts.staff_done_before())),
        "gewijzigd" => Some(success(texts.staff_done_changed())),
        "locatie" => Some(success(texts.staff_done_place())),
        "eigen" => wrong(texts.staff_not_own()),
        "andere-rol" => wrong(texts.staff_not_other()),
        "niet" => wrong(texts.staff_not_there()),
        "kies" => wrong(texts.staff_not_chosen()),
        "locatienaam" => wrong(texts.staff_place_name_wrong()),
        _ => None,
    }
}

fn choices(texts: Texts, places: &[Place]) -> Vec<Choice> {
    let all = Choice::new("", texts.staff_everywhere());
    std::iter::once(all).chain(places.iter().map(|(id, name)| Choice::new(id, name))).collect()
}

fn roles(texts: Texts) -> Vec<Choice> {
    ["nurse", "physician", "secretary", "admin"]
        .into_iter()
        .map(|role| Choice::new(role, role_text(texts, role)))
        .collect()
}

/// Everybody who works here, and the places where care is given.
#[component]
pub(super) fn StaffPage() -> impl IntoView {
    loaded(|_| read_staff(), |list| view! { <Staff list=list /> }.into_any())
}

#[component]
fn Staff(list: StaffList) -> impl IntoView {
    let texts = use_texts();
    let places = if list.places.is_empty() {
        view! { <p class="quiet">{texts.staff_places_none()}</p> }.into_any()
    } else {
        let names = list.places.into_iter().map(|(_, name)| view! { <li>{name}</li> }).collect_view();
        view! { <ul>{names}</ul> }.into_any()
    };
    let lines = if list.lines.is_empty() {
        view! { <EmptyState title=texts.staff_none() text=texts.staff_none_text() /> }.into_any()
    } else {
        list.lines
            .into_iter()
            .map(|line| {
                let href = format!("/beheer/medewerkers/{}", line.account);
                let link = texts.staff_change_of(&line.name);
                view! {
                    <Card heading=line.name.clone()>
                        <Member line=line />
                        <p>
                            <a href=href>{link}</a>
                        </p>
                    </Card>
                }
            })
            .collect_view()
            .into_any()
    };
    view! {
        <Page>
            <PageHeading heading=texts.staff_title() title=texts.staff_title() intro=texts.staff_intro() />
            {news(texts)}
            <ButtonRow>
                <ButtonLink href="/beheer/medewerkers/nieuw" label=texts.staff_new() />
            </ButtonRow>
            {lines}
            <Card heading=texts.staff_places()>
                {places}
                <PostForm to=AddLocation::url()>
                    <input type="hidden" name="key" value=list.key />
                    <TextField
                        id="place_name"
                        name="name"
                        label=texts.staff_place_name()
                        width=FieldWidth::Medium
                        maxlength=120
                    />
                    <Button label=texts.staff_place_add() kind=ButtonKind::Secondary />
                </PostForm>
            </Card>
        </Page>
    }
}

/// One employee's details.
#[component]
fn Member(line: StaffLine) -> impl IntoView {
    let texts = use_texts();
    let state = if line.first_expired {
        texts.staff_first_expired().to_owned()
    } else if line.waits_until.is_empty() {
        super::desk::state_text(texts, &line.state).to_owned()
    } else {
        texts.staff_first_waits(&line.waits_until)
    };
    let details = vec![
        Detail::new(texts.staff_user_name(), line.user_name),
        Detail::new(texts.staff_state(), state),
        Detail {
            label: texts.staff_roles().to_owned(),
            values: line.roles.iter().map(|role| role_line(texts, role)).collect(),
        },
    ];
    view! { <DetailList details=details /> }
}

/// One employee: ending a role, and giving one.
#[component]
pub(super) fn StaffMemberPage() -> impl IntoView {
    loaded(|_| read_staff(), |list| view! { <MemberSheet list=list /> }.into_any())
}

#[component]
fn MemberSheet(list: StaffList) -> impl IntoView {
    let texts = use_texts();
    let account = use_params_map().with_untracked(|params| params.get("account")).unwrap_or_default();
    let Some(line) = list.lines.into_iter().find(|line| line.account == account) else {
        return view! { <super::page::Refused error=crate::api::ApiError::NotFound /> }.into_any();
    };
    let change = if line.own {
        view! { <p class="quiet">{texts.staff_own()}</p> }.into_any()
    } else {
        let now = line.roles.iter().find(|role| role.holds).map(|role| role.role.clone()).unwrap_or_default();
        let (account, key) = (line.account.clone(), line.key.clone());
        let held: Vec<StaffRoleLine> = line.roles.iter().filter(|role| role.holds).cloned().collect();
        let ends = held
            .into_iter()
            .map(|role| {
                let place = place_text(texts, &role.location);
                let label = texts.staff_end_role(&role_text(texts, &role.role).to_lowercase(), &place);
                view! {
                    <PostForm to=EndRole::url()>
                        <input type="hidden" name="employment" value=role.id />
                        <Button label=label kind=ButtonKind::Danger />
                    </PostForm>
                }
            })
            .collect_view();
        view! {
            {ends}
            <h2>{texts.staff_add_role()}</h2>
            <p class="quiet">{texts.staff_add_role_hint()}</p>
            <PostForm to=AddRole::url()>
                <input type="hidden" name="account" value=account />
                <input type="hidden" name="key" value=key />
                <RadioGroup id="role" legend=texts.staff_role() choices=roles(texts) chosen=now />
                <RadioGroup id="location" legend=texts.staff_place() choices=choices(texts, &list.places) />
                <Button label=texts.staff_add_role() kind=ButtonKind::Secondary />
            </PostForm>
        }
        .into_any()
    };
    view! {
        <Page>
            <Breadcrumb steps=vec![Crumb::new("/beheer/medewerkers", texts.staff_title())] />
            <PageHeading heading=line.name.clone() title=texts.staff_title() />
            <Member line=line />
            {change}
        </Page>
    }
    .into_any()
}

/// A new employee.
#[component]
pub(super) fn NewStaffPage() -> impl IntoView {
    let number = form_number();
    loaded(move |_| read_staff_sheet(number.clone()), |sheet| view! { <NewStaff sheet=sheet /> }.into_any())
}

/// The field that an error is about, and its text.
fn staff_error(texts: Texts, word: &str) -> (&'static str, &'static str) {
    match word {
        "name" => ("name", texts.staff_name_wrong()),
        "user_name" => ("user_name", texts.staff_user_name_wrong()),
        "user_name_taken" => ("user_name", texts.staff_user_name_taken()),
        "email" => ("email", texts.invite_email_missing()),
        "mobile" => ("mobile", texts.invite_mobile_missing()),
        "born_on" => ("born_on", texts.staff_born_on_wrong()),
        "too_young" => ("born_on", texts.staff_too_young()),
        "role" => ("role", texts.staff_role_wrong()),
        "location" => ("location", texts.staff_place_wrong()),
        "last_day" => ("last_day", texts.staff_last_day_wrong()),
        _ => ("works_here", texts.staff_works_here_wrong()),
    }
}

#[component]
fn NewStaff(sheet: StaffSheet) -> impl IntoView {
    let texts = use_texts();
    let StaffSheet { typed, wrong, places, key } = sheet;
    let found: Vec<(&'static str, &'static str)> =
        wrong.iter().map(|word| staff_error(texts, word)).collect();
    let problems: Vec<FieldProblem> =
        found.iter().map(|(field, text)| FieldProblem::new(*field, *text)).collect();
    let error =
        move |id: &str| found.iter().find(|(field, _)| *field == id).map(|(_, text)| (*text).to_owned());
    let date = |[day, month, year]: [String; 3]| DateValues { day, month, year };
    view! {
        <Page narrow=true>
            <Breadcrumb steps=vec![Crumb::new("/beheer/medewerkers", texts.staff_title())] />
            <PageHeading heading=texts.staff_new() title=texts.staff_new() intro=texts.staff_new_intro() />
            <ErrorSummary problems=problems />
            <PostForm to=AddStaff::url()>
                <input type="hidden" name="key" value=key />
                <TextField
                    id="name"
                    label=texts.staff_name()
                    error=error("name")
                    value=typed.name
                    maxlength=120
                />
                <TextField
                    id="user_name"
                    label=texts.staff_user_name()
                    hint=texts.staff_user_name_hint()
                    error=error("user_name")
                    value=typed.user_name
                    width=FieldWidth::Medium
                    maxlength=64
                />
                <EmailField error=error("email") value=typed.email />
                <MobileField hint=texts.invite_mobile_hint() error=error("mobile") value=typed.mobile />
                <DateField
                    id="born_on"
                    legend=texts.staff_born_on()
                    hint=texts.staff_born_on_hint()
                    error=error("born_on")
                    value=date(typed.born_on)
                />
                <RadioGroup
                    id="role"
                    legend=texts.staff_role()
                    error=error("role")
                    choices=roles(texts)
                    chosen=typed.role
                />
                <RadioGroup
                    id="location"
                    legend=texts.staff_place()
                    error=error("location")
                    choices=choices(texts, &places)
                    chosen=typed.location
                />
                <DateField
                    id="last_day"
                    legend=texts.staff_last_day()
                    error=error("last_day")
                    value=date(typed.last_day)
                />
                <CheckboxField
                    id="works_here"
                    label=texts.staff_works_here()
                    error=error("works_here")
                    checked=typed.works_here
                />
                <Button label=texts.staff_new() />
            </PostForm>
        </Page>
    }
}
