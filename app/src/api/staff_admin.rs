//! Who works here, as the administrator sees and changes it (R19, R92).

#![expect(missing_docs, reason = "the fields of the structs that `#[server]` makes are the arguments below")]
#![expect(
    clippy::too_many_arguments,
    reason = "the arguments of a server function are the fields of its form"
)]

use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use super::{ApiError, Packed};

/// A role that somebody has.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StaffRoleLine {
    /// The employment's id, where it can be ended.
    pub id: String,
    /// The word of the role.
    pub role: String,
    /// The name of the location, or empty for all of them.
    pub location: String,
    /// From when, in words.
    pub from: String,
    /// Until when, in words, or empty.
    pub until: String,
    /// Whether it holds now.
    pub holds: bool,
}

/// Somebody who works here.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StaffLine {
    /// The account's id.
    pub account: String,
    /// The person's name.
    pub name: String,
    /// The user name.
    pub user_name: String,
    /// `active`, `blocked` or `closed`.
    pub state: String,
    /// Until when the first password can be chosen, in words; empty where one was chosen.
    pub waits_until: String,
    /// Whether the code for the first password has expired.
    pub first_expired: bool,
    /// Whether it is the account of who looks.
    pub own: bool,
    /// Roles, oldest first.
    pub roles: Vec<StaffRoleLine>,
    /// Key for giving one more location.
    pub key: String,
}

/// A place where care is given: id and name.
pub type Place = (String, String);

/// The page of who works here.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StaffList {
    /// Everybody.
    pub lines: Vec<StaffLine>,
    /// Places where care is given.
    pub places: Vec<Place>,
    /// Key for a new place.
    pub key: String,
}

/// What was typed into the form of a new employee.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TypedStaff {
    pub name: String,
    pub user_name: String,
    pub email: String,
    pub mobile: String,
    pub born_on: [String; 3],
    pub role: String,
    pub location: String,
    pub last_day: [String; 3],
    pub works_here: bool,
}

/// The form of a new employee.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StaffSheet {
    /// What was typed.
    pub typed: TypedStaff,
    /// Fields that are not right, by their id in the form; `too_young` and `user_name_taken` beside.
    pub wrong: Vec<String>,
    /// Places where care is given.
    pub places: Vec<Place>,
    /// Key that makes sending twice the same as once.
    pub key: String,
}

/// Everybody who works here.
#[server(prefix = "/api", endpoint = "beheer/medewerkers")]
pub async fn read_staff() -> Result<Packed<StaffList>, ApiError> {
    use inzage_domain::{
        access::AccountState,
        written::{date, day_of, moment},
    };

    let visit = crate::host::visit()?;
    let actor = crate::host::actor(&visit)?;
    let page = crate::host::answer(visit.services.staff(actor, &visit.context).await)?;
    let now = visit.services.clock.now();
    let words = |at| date(visit.language, day_of(at));
    let place = |id: Option<inzage_domain::LocationId>| {
        page.locations.iter().find(|(known, _)| Some(*known) == id).map(|(_, name)| name.clone())
    };
    let lines = page
        .members
        .iter()
        .map(|member| StaffLine {
            account: member.account.to_string(),
            name: member.name.clone(),
            user_name: member.user_name.clone(),
            state: match member.state {
                AccountState::Active => "active",
                AccountState::Blocked => "blocked",
                AccountState::Closed => "closed",
            }
            .to_owned(),
            waits_until: member
                .first_until
                .filter(|until| *until > now)
                .map(|until| moment(visit.language, until))
                .unwrap_or_default(),
            first_expired: member.first_until.is_some_and(|until| until <= now),
            own: member.account == actor.account(),
            roles: member
                .roles
                .iter()
                .map(|role| StaffRoleLine {
                    id: role.employment.to_string(),
                    role: role.role.key().to_owned(),
                    location: place(role.location).unwrap_or_default(),
                    from: words(role.from),
                    until: role.until.map(words).unwrap_or_default(),
                    holds: role.from <= now && role.until.is_none_or(|until| now < until),
                })
                .collect(),
            key: crate::host::new_key(&visit),
        })
        .collect();
    let places = page.locations.iter().map(|(id, name)| (id.to_string(), name.clone())).collect();
    Ok(Packed::of(&StaffList { lines, places, key: crate::host::new_key(&visit) }))
}

/// The form of a new employee.
#[server(prefix = "/api", endpoint = "beheer/medewerkers/formulier")]
pub async fn read_staff_sheet(form: Option<String>) -> Result<Packed<StaffSheet>, ApiError> {
    let visit = crate::host::visit()?;
    let actor = crate::host::actor(&visit)?;
    let page = crate::host::answer(visit.services.staff(actor, &visit.context).await)?;
    let places = page.locations.iter().map(|(id, name)| (id.to_string(), name.clone())).collect();
    let kept: Option<(TypedStaff, Vec<String>, String)> = crate::host::flash::take("medewerker", form).await;
    let (typed, wrong, key) = kept.unwrap_or_default();
    let key = if key.is_empty() { crate::host::new_key(&visit) } else { key };
    Ok(Packed::of(&StaffSheet { typed, wrong, places, key }))
}

/// Makes an account for work (R92).
#[server(prefix = "/api", endpoint = "beheer/medewerkers/nieuw")]
pub async fn add_staff(
    key: String,
    #[server(default)] name: Option<String>,
    #[server(default)] user_name: Option<String>,
    #[server(default)] email: Option<String>,
    #[server(default)] mobile: Option<String>,
    #[server(default)] born_on_day: Option<String>,
    #[server(default)] born_on_month: Option<String>,
    #[server(default)] born_on_year: Option<String>,
    #[server(default)] role: Option<String>,
    #[server(default)] location: Option<String>,
    #[server(default)] last_day_day: Option<String>,
    #[server(default)] last_day_month: Option<String>,
    #[server(default)] last_day_year: Option<String>,
    #[server(default)] works_here: Option<String>,
) -> Result<(), ApiError> {
    use inzage_services::staff::{StaffAdded, StaffFault, StaffForm};

    let visit = crate::host::visit()?;
    let actor = crate::host::actor(&visit)?;
    let number = key.parse().map_err(|_| crate::host::fail(ApiError::Unreadable))?;
    let typed = TypedStaff {
        name: name.unwrap_or_default(),
        user_name: user_name.unwrap_or_default(),
        email: email.unwrap_or_default(),
        mobile: mobile.unwrap_or_default(),
        born_on: [born_on_day, born_on_month, born_on_year].map(Option::unwrap_or_default),
        role: role.unwrap_or_default(),
        location: location.unwrap_or_default(),
        last_day: [last_day_day, last_day_month, last_day_year].map(Option::unwrap_or_default),
        works_here: works_here.is_some(),
    };
    let form = StaffForm {
        name: typed.name.clone(),
        user_name: typed.user_name.clone(),
        email: typed.email.clone(),
        mobile: typed.mobile.clone(),
        born_on: typed.born_on.clone(),
        role: typed.role.clone(),
        location: typed.location.clone(),
        last_day: typed.last_day.clone(),
        works_here: typed.works_here,
    };
    let portal = crate::host::portal(&visit);
    let added = visit.services.add_staff(actor, &form, number, &portal, &visit.context).await;
    let done = match crate::host::answer(added)? {
        StaffAdded::Mailed => "toegevoegd",
        StaffAdded::NotMailed => "niet-gemaild",
        StaffAdded::Before => "al-gedaan",
        StaffAdded::Wrong(faults) => {
            let word = |fault: &StaffFault| match fault {
                StaffFault::Name => "name",
                StaffFault::UserName => "user_name",
                StaffFault::UserNameTaken => "user_name_taken",
                StaffFault::Email => "email",
                StaffFault::Mobile => "mobile",
                StaffFault::BornOn => "born_on",
                StaffFault::TooYoung => "too_young",
                StaffFault::Role => "role",
                StaffFault::Location => "location",
                StaffFault::LastDay => "last_day",
                StaffFault::WorksHere => "works_here",
            };
            let wrong: Vec<String> = faults.iter().map(|fault| word(fault).to_owned()).collect();
            return crate::host::flash::refused(
                "medewerker",
                "/beheer/medewerkers/nieuw",
                &(typed, wrong, key),
            )
            .await;
        }
    };
    crate::host::redirect(&format!("/beheer/medewerkers?klaar={done}"));
    Ok(())
}

/// Where a change of roles leads.
#[cfg(feature = "ssr")]
fn after(changed: Option<inzage_store::RoleChanged>) {
    use inzage_store::RoleChanged;
    let word = match changed {
        None => "kies",
        Some(RoleChanged::Done) => "gewijzigd",
        Some(RoleChanged::OwnAccount) => "eigen",
        Some(RoleChanged::OtherRole) => "andere-rol",
        Some(RoleChanged::NotThere) => "niet",
    };
    crate::host::redirect(&format!("/beheer/medewerkers?klaar={word}"));
}

/// Gives an employee a role, or the same one at one more location.
#[server(prefix = "/api", endpoint = "beheer/medewerkers/rol")]
pub async fn add_role(
    account: String,
    key: String,
    #[server(default)] role: Option<String>,
    #[server(default)] location: Option<String>,
) -> Result<(), ApiError> {
    let visit = crate::host::visit()?;
    let actor = crate::host::actor(&visit)?;
    let unreadable = || crate::host::fail(ApiError::Unreadable);
    let id = account.parse().map_err(|_| unreadable())?;
    let number = key.parse().map_err(|_| unreadable())?;
    let typed = (role.as_deref().unwrap_or_default(), location.as_deref().unwrap_or_default());
    after(crate::host::answer(visit.services.add_role(actor, id, typed, number, &visit.context).await)?);
    Ok(())
}

/// Ends a role, in open sessions too.
#[server(prefix = "/api", endpoint = "beheer/medewerkers/rol/einde")]
pub async fn end_role(employment: String) -> Result<(), ApiError> {
    let visit = crate::host::visit()?;
    let actor = crate::host::actor(&visit)?;
    let id = employment.parse().map_err(|_| crate::host::fail(ApiError::Unreadable))?;
    let ended = crate::host::answer(visit.services.end_role(actor, id, &visit.context).await)?;
    after(Some(ended));
    Ok(())
}

/// Registers a place where care is given.
#[server(prefix = "/api", endpoint = "beheer/medewerkers/locatie")]
pub async fn add_location(key: String, #[server(default)] name: Option<String>) -> Result<(), ApiError> {
    let visit = crate::host::visit()?;
    let actor = crate::host::actor(&visit)?;
    let number = key.parse().map_err(|_| crate::host::fail(ApiError::Unreadable))?;
    let name = name.unwrap_or_default();
    let added = crate::host::answer(visit.services.add_location(actor, &name, number, &visit.context).await)?;
    let word = if added { "locatie" } else { "locatienaam" };
    crate::host::redirect(&format!("/beheer/medewerkers?klaar={word}"));
    Ok(())
}
