//! Who works here: accounts for work, their role, and where (R19, R65, R92).
//!
//! An account for work is for one person, of age, who works here (R92). It has one role at a time,
//! at some locations or at all: who has two kinds of work has two accounts, never mixed.

use inzage_domain::{
    AccountId, EmailAddress, EmploymentId, LocationId, PhoneNumber, Role,
    access::{ChangeOrganisation, ReadOrganisation},
    age::Phase,
    reset::ResetWay,
    written::{day_of, end_of},
};
use inzage_store::{Actor, NewRole, NewStaff, RequestContext, RoleChanged, StaffMade, StaffMember};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{
    Error, Services,
    joining::{is_user_name, typed_day},
    reset::reset_mail,
};

/// Longest name of a person or a location.
const NAME: usize = 120;

/// The form of a new employee, as typed.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct StaffForm {
    /// The person's name.
    pub name: String,
    /// What will be typed at log-in.
    pub user_name: String,
    /// E-mail address.
    pub email: String,
    /// Mobile number.
    pub mobile: String,
    /// Birth date: looked at, not kept.
    pub born_on: [String; 3],
    /// The word of a [`Role`].
    pub role: String,
    /// The id of a location, or empty for all of them.
    pub location: String,
    /// The last day of work, or empty.
    pub last_day: [String; 3],
    /// Whether it was ticked that the person works here and that the account is for one person.
    pub works_here: bool,
}

/// A field that has to be filled in differently.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum StaffFault {
    /// The name.
    Name,
    /// The user name: three to sixty-four signs.
    UserName,
    /// Somebody has this user name.
    UserNameTaken,
    /// The e-mail address.
    Email,
    /// The mobile number.
    Mobile,
    /// The birth date is none.
    BornOn,
    /// Under 18 (R92).
    TooYoung,
    /// The role.
    Role,
    /// The location.
    Location,
    /// The last day is none, or lies before today.
    LastDay,
    /// It was not ticked.
    WorksHere,
}

/// A form that was read.
#[derive(Clone)]
pub struct StaffRead {
    name: String,
    user_name: String,
    email: EmailAddress,
    mobile: PhoneNumber,
    work: NewRole,
}

/// The page of who works here.
pub struct StaffPage {
    /// Everybody, in the order of their coming.
    pub members: Vec<StaffMember>,
    /// Places where care is given, by name.
    pub locations: Vec<(LocationId, String)>,
}

/// Answer to making an account for work.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StaffAdded {
    /// Made; the code for the first password is on its way.
    Mailed,
    /// Made, but the mail could not be handed over: the help desk can give a code.
    NotMailed,
    /// The same form was sent before.
    Before,
    /// Fields are not right; nothing was kept.
    Wrong(Vec<StaffFault>),
}

/// Roles that an administrator can give. Those who exchange documents come with that exchange.
pub const ROLES: [Role; 5] =
    [Role::Nurse, Role::Physician, Role::Secretary, Role::Admin, Role::PrivacyOfficer];

impl StaffForm {
    /// Reads the form at an instant.
    pub fn read(&self, now: Timestamp) -> Result<StaffRead, Vec<StaffFault>> {
        let today = day_of(now);
        let name = self.name.split_whitespace().collect::<Vec<_>>().join(" ");
        let name_good = (2..=NAME).contains(&name.chars().count()) && !name.chars().any(char::is_control);
        let user_name = self.user_name.trim().to_owned();
        let email = EmailAddress::parse(&self.email).ok();
        let mobile = PhoneNumber::parse(&self.mobile).ok();
        let born = typed_day(&self.born_on).filter(|day| *day <= today);
        let role = Role::from_key(&self.role).filter(|role| ROLES.contains(role));
        let location = read_location(&self.location);
        let last_day = read_last_day(&self.last_day, now);
        let faults: Vec<StaffFault> = [
            (!name_good, StaffFault::Name),
            (!is_user_name(&user_name), StaffFault::UserName),
            (email.is_none(), StaffFault::Email),
            (mobile.is_none(), StaffFault::Mobile),
            (born.is_none(), StaffFault::BornOn),
            (born.is_some_and(|born| Phase::on(Some(born), today) != Phase::Adult), StaffFault::TooYoung),
            (role.is_none(), StaffFault::Role),
            (location.is_err(), StaffFault::Location),
            (last_day.is_err(), StaffFault::LastDay),
            (!self.works_here, StaffFault::WorksHere),
        ]
        .into_iter()
        .filter_map(|(wrong, fault)| wrong.then_some(fault))
        .collect();
        match (email, mobile, role, location, last_day) {
            (Some(email), Some(mobile), Some(role), Ok(location), Ok(until)) if faults.is_empty() => {
                let work = NewRole { role, location, from: now, until };
                Ok(StaffRead { name, user_name, email, mobile, work })
            }
            _ => Err(faults),
        }
    }
}

/// A location that was chosen; none is all of them.
fn read_location(text: &str) -> Result<Option<LocationId>, StaffFault> {
    if text.is_empty() { Ok(None) } else { text.parse().map(Some).map_err(|_| StaffFault::Location) }
}

/// The end of a last day that was typed: three empty boxes are no end. Wrong is what is no day, or one
/// before today.
fn read_last_day(boxes: &[String; 3], now: Timestamp) -> Result<Option<Timestamp>, StaffFault> {
    if boxes.iter().all(|part| part.trim().is_empty()) {
        return Ok(None);
    }
    let day = typed_day(boxes).filter(|day| *day >= day_of(now)).ok_or(StaffFault::LastDay)?;
    Ok(Some(end_of(day)))
}

impl Services {
    /// Everybody who works here, and where care is given.
    pub async fn staff(&self, actor: &Actor, context: &RequestContext) -> Result<StaffPage, Error> {
        let permit = self.store.permit::<ReadOrganisation>(actor, None, context).await??;
        Ok(StaffPage {
            members: self.store.staff(&permit).await?,
            locations: self.store.locations(&permit).await?,
        })
    }

    /// Makes an account for work and mails the code for its first password. `portal` is the address
    /// of the portal, such as `https://linde.example`.
    pub async fn add_staff(
        &self,
        actor: &Actor,
        form: &StaffForm,
        key: Uuid,
        portal: &str,
        context: &RequestContext,
    ) -> Result<StaffAdded, Error> {
        let permit = self.store.permit::<ChangeOrganisation>(actor, None, context).await??;
        let read = match form.read(self.clock.now()) {
            Ok(read) => read,
            Err(faults) => return Ok(StaffAdded::Wrong(faults)),
        };
        // Nobody knows it: the person chooses another with the code that is mailed.
        let nobodys = self.passwords.hash(&self.passwords.first_password()).await?;
        let new = NewStaff {
            name: read.name,
            user_name: read.user_name,
            email: read.email,
            mobile: read.mobile,
            password_hash: nobodys,
            work: read.work,
        };
        Ok(match self.store.staff_create(&permit, &new, key, context).await? {
            StaffMade::Made(mail) => {
                let message = reset_mail(actor.organisation(), &mail, ResetWay::First, portal);
                if self.hand_over(&message).await { StaffAdded::Mailed } else { StaffAdded::NotMailed }
            }
            StaffMade::NameTaken => StaffAdded::Wrong(vec![StaffFault::UserNameTaken]),
            StaffMade::NoLocation => StaffAdded::Wrong(vec![StaffFault::Location]),
            StaffMade::Before => StaffAdded::Before,
        })
    }

    /// Lets somebody do the same work at one more location, or gives a role to who has none now.
    /// `None` for fields that are not right.
    pub async fn add_role(
        &self,
        actor: &Actor,
        account: AccountId,
        typed: (&str, &str),
        key: Uuid,
        context: &RequestContext,
    ) -> Result<Option<RoleChanged>, Error> {
        let permit = self.store.permit::<ChangeOrganisation>(actor, None, context).await??;
        let role = Role::from_key(typed.0).filter(|role| ROLES.contains(role));
        let (Some(role), Ok(location)) = (role, read_location(typed.1)) else { return Ok(None) };
        let work = NewRole { role, location, from: self.clock.now(), until: None };
        Ok(Some(self.store.staff_role_add(&permit, account, work, key, context).await?))
    }

    /// Ends a role now, in open sessions too.
    pub async fn end_role(
        &self,
        actor: &Actor,
        employment: EmploymentId,
        context: &RequestContext,
    ) -> Result<RoleChanged, Error> {
        let permit = self.store.permit::<ChangeOrganisation>(actor, None, context).await??;
        Ok(self.store.staff_role_end(&permit, employment, context).await?)
    }

    /// Registers a place where care is given. `false` when the name is none.
    pub async fn add_location(
        &self,
        actor: &Actor,
        name: &str,
        key: Uuid,
        context: &RequestContext,
    ) -> Result<bool, Error> {
        let permit = self.store.permit::<ChangeOrganisation>(actor, None, context).await??;
        let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
        if !(2..=NAME).contains(&name.chars().count()) || name.chars().any(char::is_control) {
            return Ok(false);
        }
        self.store.location_add(&permit, &name, key, context).await?;
        Ok(true)
    }
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;

    use super::{StaffFault, StaffForm};

    fn form() -> StaffForm {
        let day = |day: &str, month: &str, year: &str| [day.to_owned(), month.to_owned(), year.to_owned()];
        StaffForm {
            name: "Fatima el Amrani".into(),
            user_name: "fatima".into(),
            email: "fatima@linde.example".into(),
            mobile: "06 12345678".into(),
            born_on: day("14", "5", "1990"),
            role: "nurse".into(),
            location: String::new(),
            last_day: day("", "", ""),
            works_here: true,
        }
    }

    /// R92: a minor gets no account for work; on the eighteenth birthday in the Netherlands one can.
    #[test]
    fn who_works_here_is_of_age() {
        let born = |year: &str| StaffForm { born_on: ["14".into(), "5".into(), year.into()], ..form() };
        // 14 May 2026 begins at 22:00 UTC on the 13th.
        let before: Timestamp = "2026-05-13T21:59:59Z".parse().unwrap();
        let after: Timestamp = "2026-05-13T22:00:00Z".parse().unwrap();
        assert_eq!(born("2008").read(before).err(), Some(vec![StaffFault::TooYoung]));
        assert!(born("2008").read(after).is_ok());
        assert_eq!(born("2009").read(after).err(), Some(vec![StaffFault::TooYoung]));
        assert_eq!(born("2030").read(after).err(), Some(vec![StaffFault::BornOn]));
    }

    #[test]
    fn each_field_is_named_when_it_is_wrong() {
        let now: Timestamp = "2026-05-14T08:00:00Z".parse().unwrap();
        let day = |day: &str, month: &str, year: &str| [day.to_owned(), month.to_owned(), year.to_owned()];
        let cases = [
            (StaffForm { name: " x ".into(), ..form() }, StaffFault::Name),
            (StaffForm { user_name: "ab".into(), ..form() }, StaffFault::UserName),
            (StaffForm { email: "fatima".into(), ..form() }, StaffFault::Email),
            (StaffForm { mobile: "12".into(), ..form() }, StaffFault::Mobile),
            (StaffForm { born_on: day("31", "2", "1990"), ..form() }, StaffFault::BornOn),
            (StaffForm { role: "provider".into(), ..form() }, StaffFault::Role),
            (StaffForm { role: String::new(), ..form() }, StaffFault::Role),
            (StaffForm { location: "hier".into(), ..form() }, StaffFault::Location),
            (StaffForm { last_day: day("13", "5", "2026"), ..form() }, StaffFault::LastDay),
            (StaffForm { last_day: day("1", "", ""), ..form() }, StaffFault::LastDay),
            (StaffForm { works_here: false, ..form() }, StaffFault::WorksHere),
        ];
        for (form, fault) in cases {
            assert_eq!(form.read(now).err(), Some(vec![fault]));
        }
        let today = StaffForm { last_day: day("14", "5", "2026"), ..form() };
        let until = today.read(now).ok().and_then(|read| read.work.until);
        assert_eq!(until, Some("2026-05-14T22:00:00Z".parse().unwrap()), "to the end of the last day");
        assert_eq!(form().read(now).ok().and_then(|read| read.work.until), None);
    }
}
