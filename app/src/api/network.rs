//! Who can look at a record, changing that, and looking together.

#![expect(missing_docs, reason = "the fields of the structs that `#[server]` makes are the arguments below")]

use inzage_domain::{ClientId, RelationId, TogetherId};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use super::{ApiError, Packed, RecordHead};

/// Somebody beside the client.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonCard {
    /// Name.
    pub name: String,
    /// The ground in words.
    pub ground: String,
    /// For staff, of a first contact: whom the care plan names, and where that comes from; empty
    /// elsewhere.
    pub plan: String,
    /// What the person sees now, in words; empty when nothing.
    pub sees: Vec<String>,
    /// Why nothing; empty when something.
    pub why_not: String,
    /// Since when.
    pub since: String,
    /// The last day; empty without an end.
    pub until: String,
    /// When it ended; empty while it has not.
    pub ended: String,
    /// Manages the network.
    pub manages: bool,
    /// It is the reader.
    pub mine: bool,
    /// Where it can be seen or changed; empty when there is nothing to change.
    pub href: String,
}

/// A change that was made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChangeLine {
    /// When.
    pub when: String,
    /// Whose access.
    pub about: String,
    /// What.
    pub what: String,
    /// By whom; empty for the organisation's own command.
    pub by: String,
    /// Why.
    pub reason: String,
}

/// The page with everybody.
#[expect(clippy::struct_excessive_bools, reason = "four things that a reader may or may not do here")]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccessPage {
    /// Whose record.
    pub head: RecordHead,
    /// Everybody whose access has not ended.
    pub people: Vec<PersonCard>,
    /// Those whose access has ended.
    pub former: Vec<PersonCard>,
    /// What was changed, newest first.
    pub changes: Vec<ChangeLine>,
    /// The day and the age at which it changes by itself.
    pub turning: Option<(String, i16)>,
    /// The reader can let a parent look along.
    pub can_show: bool,
    /// The reader can invite to the network.
    pub invites: bool,
    /// The reader can end everybody's access at once.
    pub ends_all: bool,
    /// The reader can see who looked.
    pub reads_log: bool,
    /// Whether the reader can see what the client consented to (R129).
    pub reads_consents: bool,
    /// The reader decides about the client's own account (R17).
    pub decides_closing: bool,
    /// The reader records whether the client can decide (R17).
    pub records_capacity: bool,
    /// The client cannot decide.
    pub represented: bool,
    /// For staff: the first contact of the care plan.
    pub contact: Option<ContactCard>,
}

/// The first contact of the care plan, in short.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContactCard {
    /// The name; empty while nobody was registered.
    pub name: String,
    /// Who has the account and is somebody else: names.
    pub flagged: Vec<String>,
}

/// A kind of data with its tick.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KindChoice {
    /// Its key.
    pub key: String,
    /// In words.
    pub label: String,
    /// Ticked.
    pub chosen: bool,
}

/// What was wrong with a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum AccessProblem {
    /// Staff must say why.
    NoReason,
    /// More than 500 characters.
    ReasonTooLong,
    /// The day is over.
    Past,
    /// The day is later than is possible.
    TooLate,
    /// Not a date.
    NoDate,
    /// Somebody goes before in the order of the law.
    SomebodyBefore,
    /// It is not there any more.
    NotThere,
}

/// What was typed when a change was refused.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccessForm {
    /// Which form: `rechten`, `stoppen`, `einde`, `beheer`.
    pub form: String,
    /// Why.
    pub reason: String,
    /// Day, month, year.
    pub day: [String; 3],
    /// What was wrong.
    pub problem: Option<AccessProblem>,
}

/// The page of one person beside the client.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonPage {
    /// Whose record.
    pub head: RecordHead,
    /// The person.
    pub person: PersonCard,
    /// The relation's id.
    pub relation: String,
    /// The client's id.
    pub client: String,
    /// What was granted.
    pub kinds: Vec<KindChoice>,
    /// What a client of 12 to 15 agreed to.
    pub agreed: Vec<KindChoice>,
    /// Keys of the changes that the reader may make.
    pub may: Vec<String>,
    /// Last day on which a grant can end.
    pub latest: String,
    /// Staff says why.
    pub staff: bool,
    /// Staff can register the number with which this person logs in with the own DigiD (R120).
    pub digid: bool,
    /// What was refused.
    pub form: AccessForm,
    /// Keys that make each form count once.
    pub keys: Vec<String>,
}

/// A time of looking together.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TogetherLine {
    /// Its id.
    pub id: String,
    /// The other's name.
    pub name: String,
    /// Its end, as a time of day.
    pub until: String,
    /// The reader shows; else the reader looks along.
    pub showing: bool,
    /// The parent looks.
    pub joined: bool,
    /// Where the client looks now, for who looks along: the end of an address; empty when unknown.
    pub place: String,
    /// The id of the item that the client points at; empty when none.
    pub pointed: String,
}

/// The page for looking together.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TogetherPage {
    /// Whose record.
    pub head: RecordHead,
    /// The client's id.
    pub client: String,
    /// The reader is the client.
    pub own: bool,
    /// What runs now.
    pub now: Vec<TogetherLine>,
    /// Parents who can look along: id and name.
    pub parents: Vec<(String, String)>,
    /// What can be shown.
    pub kinds: Vec<KindChoice>,
    /// Lengths in minutes.
    pub minutes: Vec<u16>,
    /// Something was not chosen.
    pub problem: bool,
    /// Makes the form count once.
    pub key: String,
}

#[cfg(feature = "ssr")]
pub(super) mod shape;

/// Everybody who can look at a record.
#[server(prefix = "/api", endpoint = "netwerk")]
pub async fn read_access_page(client: ClientId) -> Result<Packed<AccessPage>, ApiError> {
    use inzage_domain::{Basis, age::Phase, written};

    let visit = crate::host::visit()?;
    let actor = crate::host::actor(&visit)?;
    let access = crate::host::answer(visit.services.access(actor, client, &visit.context).await)?;
    let base = shape::base(actor, client);
    let now = visit.services.clock.now();
    let (people, former): (Vec<_>, Vec<_>) =
        access.people.iter().partition(|person| person.beside.is_open(now));
    let cards = |people: Vec<&inzage_services::network::Person>| {
        people.into_iter().map(|person| shape::card(person, &access, &base, visit.language)).collect()
    };
    Ok(Packed::of(&AccessPage {
        head: shape::head(&access.client, access.basis, visit.language),
        people: cards(people),
        former: cards(former),
        changes: shape::changes(&access, visit.language),
        turning: access.changes.map(|(day, age)| (written::date(visit.language, day), age)),
        can_show: access.basis == Some(Basis::Own) && access.phase == Phase::Youth,
        invites: access.invites,
        ends_all: access.ends_all,
        reads_log: access.reads_log,
        reads_consents: access.reads_consents,
        decides_closing: access.decides_closing,
        records_capacity: access.records_capacity,
        represented: access.client.incapable,
        contact: access.contact.map(|(registered, flagged)| ContactCard {
            name: registered.map(|registered| registered.contact.name).unwrap_or_default(),
            flagged: flagged.into_iter().map(|flagged| flagged.name).collect(),
        }),
    }))
}

/// One person beside the client, with what can be changed.
#[server(prefix = "/api", endpoint = "netwerk/persoon")]
pub async fn read_access_person(
    client: ClientId,
    relation: RelationId,
    form: Option<String>,
) -> Result<Packed<PersonPage>, ApiError> {
    use inzage_domain::{
        access::{ActingAs, Kinds},
        written,
    };

    let visit = crate::host::visit()?;
    let actor = crate::host::actor(&visit)?;
    let access = crate::host::answer(visit.services.access(actor, client, &visit.context).await)?;
    let texts = crate::locales::Texts(visit.language);
    let person = access.people.iter().find(|person| person.beside.id == relation && !person.may.is_empty());
    let person = person.ok_or_else(|| crate::host::fail(ApiError::NotFound))?;
    let beside = &person.beside;
    let staff = matches!(actor.acting(), ActingAs::Employee { .. });
    // Who may change what the person sees: a physician only takes access away.
    let digid = staff
        && person.may.contains(&inzage_domain::access::RelationChange::Kinds)
        && beside.basis.acts_with_digid()
        && inzage_services::Services::uses_digid(actor.organisation());
    Ok(Packed::of(&PersonPage {
        head: shape::head(&access.client, access.basis, visit.language),
        person: shape::card(person, &access, &shape::base(actor, client), visit.language),
        relation: relation.to_string(),
        client: client.to_string(),
        kinds: shape::choices(beside.kinds, Kinds::ALL, texts),
        agreed: shape::choices(beside.agreed, beside.kinds, texts),
        may: person.may.iter().map(|change| change.key().to_owned()).collect(),
        latest: written::date(visit.language, access.latest_end),
        staff,
        digid,
        form: crate::host::flash::take("netwerk", form).await.unwrap_or_default(),
        keys: (0..4).map(|_| crate::host::new_key(&visit)).collect(),
    }))
}

/// Keeps a change and leads back to everybody, or to the person with what was wrong.
#[cfg(feature = "ssr")]
async fn change(
    client: ClientId,
    relation: RelationId,
    key: &str,
    edit: inzage_store::RelationEdit,
    mut typed: AccessForm,
    done: &str,
) -> Result<Packed<Option<AccessProblem>>, ApiError> {
    use inzage_services::network::Edited;

    let visit = crate::host::visit()?;
    let actor = crate::host::actor(&visit)?;
    let key = key.parse().map_err(|_| crate::host::fail(ApiError::Unreadable))?;
    let answer =
        visit.services.change_access(actor, client, relation, edit, &typed.reason, key, &visit.context).await;
    let problem = match crate::host::answer(answer)? {
        Edited::Done => {
            crate::host::redirect(&format!("{}?gedaan={done}", shape::base(actor, client)));
            return Ok(Packed::of(&None));
        }
        Edited::NotThere => return Err(crate::host::fail(ApiError::NotFound)),
        Edited::NoReason => AccessProblem::NoReason,
        Edited::ReasonTooLong => AccessProblem::ReasonTooLong,
        Edited::Past => AccessProblem::Past,
        Edited::TooLate(_) => AccessProblem::TooLate,
        Edited::SomebodyBefore => AccessProblem::SomebodyBefore,
    };
    typed.problem = Some(problem);
    refuse(actor, client, relation, &typed).await
}

#[cfg(feature = "ssr")]
async fn refuse(
    actor: &inzage_store::Actor,
    client: ClientId,
    relation: RelationId,
    typed: &AccessForm,
) -> Result<Packed<Option<AccessProblem>>, ApiError> {
    let page = format!("{}/{relation}", shape::base(actor, client));
    crate::host::flash::refused("netwerk", &page, typed).await?;
    Ok(Packed::of(&typed.problem))
}

/// Other kinds of data for somebody (R39).
#[server(prefix = "/api", endpoint = "netwerk/rechten")]
pub async fn change_kinds(
    client: ClientId,
    relation: RelationId,
    key: String,
    #[server(default)] kinds: Vec<String>,
    #[server(default)] reason: String,
) -> Result<Packed<Option<AccessProblem>>, ApiError> {
    let kinds = shape::kinds(&kinds).ok_or_else(|| crate::host::fail(ApiError::Unreadable))?;
    let typed = AccessForm { form: "rechten".into(), reason, ..AccessForm::default() };
    change(client, relation, &key, inzage_store::RelationEdit::Kinds(kinds), typed, "rechten").await
}

/// What a client of 12 to 15 lets a parent see (R121).
#[server(prefix = "/api", endpoint = "netwerk/instemmen")]
pub async fn agree_kinds(
    client: ClientId,
    relation: RelationId,
    key: String,
    #[server(default)] kinds: Vec<String>,
) -> Result<Packed<Option<AccessProblem>>, ApiError> {
    let kinds = shape::kinds(&kinds).ok_or_else(|| crate::host::fail(ApiError::Unreadable))?;
    let typed = AccessForm { form: "instemmen".into(), ..AccessForm::default() };
    change(client, relation, &key, inzage_store::RelationEdit::Agree(kinds), typed, "rechten").await
}

/// Somebody's access ends now (R8, R39).
#[server(prefix = "/api", endpoint = "netwerk/stoppen")]
pub async fn withdraw_access(
    client: ClientId,
    relation: RelationId,
    key: String,
    #[server(default)] reason: String,
) -> Result<Packed<Option<AccessProblem>>, ApiError> {
    let typed = AccessForm { form: "stoppen".into(), reason, ..AccessForm::default() };
    change(client, relation, &key, inzage_store::RelationEdit::Withdraw, typed, "gestopt").await
}

/// Another last day for a grant.
#[server(prefix = "/api", endpoint = "netwerk/einde")]
pub async fn renew_access(
    client: ClientId,
    relation: RelationId,
    key: String,
    #[server(default)] einde_day: String,
    #[server(default)] einde_month: String,
    #[server(default)] einde_year: String,
    #[server(default)] reason: String,
) -> Result<Packed<Option<AccessProblem>>, ApiError> {
    let day = [einde_day, einde_month, einde_year];
    let mut typed = AccessForm { form: "einde".into(), reason, day, problem: None };
    let [dag, maand, jaar] = &typed.day;
    let Some(date) = inzage_domain::written::read_date(dag, maand, jaar) else {
        let visit = crate::host::visit()?;
        let actor = crate::host::actor(&visit)?;
        typed.problem = Some(AccessProblem::NoDate);
        return refuse(actor, client, relation, &typed).await;
    };
    change(client, relation, &key, inzage_store::RelationEdit::Renew(date), typed, "einde").await
}

/// Who manages the network (R39).
#[server(prefix = "/api", endpoint = "netwerk/beheer")]
pub async fn appoint_manager(
    client: ClientId,
    relation: RelationId,
    key: String,
    manages: bool,
    #[server(default)] reason: String,
) -> Result<Packed<Option<AccessProblem>>, ApiError> {
    let typed = AccessForm { form: "beheer".into(), reason, ..AccessForm::default() };
    change(client, relation, &key, inzage_store::RelationEdit::Manager(manages), typed, "beheer").await
}

/// The page for looking together, for a client of 12 to 15 and for a parent (L1).
#[server(prefix = "/api", endpoint = "samen")]
pub async fn read_together_page(
    client: ClientId,
    form: Option<String>,
) -> Result<Packed<TogetherPage>, ApiError> {
    use inzage_domain::access::{Kinds, TOGETHER_MINUTES};

    let visit = crate::host::visit()?;
    let actor = crate::host::actor(&visit)?;
    let texts = crate::locales::Texts(visit.language);
    let page = crate::host::answer(visit.services.together_page(actor, client, &visit.context).await)?;
    let name = page.client.demographics.name.full();
    Ok(Packed::of(&TogetherPage {
        head: shape::head(&page.client, Some(page.basis), visit.language),
        client: client.to_string(),
        own: page.basis == inzage_domain::Basis::Own,
        now: page.now.iter().map(|together| shape::together(together, &name)).collect(),
        parents: page.parents.iter().map(|parent| (parent.id.to_string(), parent.name.clone())).collect(),
        kinds: shape::choices(Kinds::NONE, Kinds::ALL, texts),
        minutes: TOGETHER_MINUTES.to_vec(),
        problem: crate::host::flash::take("samen", form).await.unwrap_or(false),
        key: crate::host::new_key(&visit),
    }))
}

/// A client of 12 to 15 lets a parent look along (L1).
#[server(prefix = "/api", endpoint = "samen/tonen")]
pub async fn show_together(
    client: ClientId,
    key: String,
    #[server(default)] relation: String,
    #[server(default)] minutes: String,
    #[server(default)] kinds: Vec<String>,
) -> Result<Packed<bool>, ApiError> {
    let visit = crate::host::visit()?;
    let actor = crate::host::actor(&visit)?;
    let key = key.parse().map_err(|_| crate::host::fail(ApiError::Unreadable))?;
    let page = format!("/c/{client}/samen");
    let chosen = relation.parse().ok().zip(minutes.parse().ok()).zip(shape::kinds(&kinds));
    let shown = match chosen {
        Some(((relation, minutes), kinds)) => {
            let answer = visit
                .services
                .show_together(actor, client, relation, kinds, minutes, key, &visit.context)
                .await;
            crate::host::answer(answer)?.is_some()
        }
        None => false,
    };
    if shown {
        crate::host::redirect(&page);
    } else {
        crate::host::flash::refused("samen", &page, &true).await?;
    }
    Ok(Packed::of(&shown))
}

/// A parent begins to look along: leads into the record.
#[server(prefix = "/api", endpoint = "samen/meekijken")]
pub async fn join_together(client: ClientId, id: TogetherId) -> Result<Packed<bool>, ApiError> {
    let visit = crate::host::visit()?;
    let actor = crate::host::actor(&visit)?;
    let joined = crate::host::answer(visit.services.join_together(actor, client, id, &visit.context).await)?;
    crate::host::redirect(&if joined {
        format!("/c/{client}/dossier")
    } else {
        format!("/c/{client}/samen")
    });
    Ok(Packed::of(&joined))
}

/// Either of the two stops.
#[server(prefix = "/api", endpoint = "samen/stoppen")]
pub async fn end_together(client: ClientId, id: TogetherId) -> Result<(), ApiError> {
    let visit = crate::host::visit()?;
    let actor = crate::host::actor(&visit)?;
    crate::host::answer(visit.services.end_together(actor, id, &visit.context).await)?;
    crate::host::redirect(&format!("/c/{client}/samen"));
    Ok(())
}

/// The client points at an item, for the parent who looks along. Leads back to where it stands.
#[server(prefix = "/api", endpoint = "samen/aanwijzen")]
pub async fn point_together(
    client: ClientId,
    entry: inzage_domain::EntryId,
    #[server(default)] back: String,
) -> Result<(), ApiError> {
    let visit = crate::host::visit()?;
    let actor = crate::host::actor(&visit)?;
    crate::host::answer(visit.services.point_together(actor, client, Some(entry), &visit.context).await)?;
    crate::host::redirect(crate::host::own_path(&back));
    Ok(())
}

/// What the reader shows or is shown now, for a page that follows.
#[server(prefix = "/api", endpoint = "samen/waar")]
pub async fn read_together_now(client: ClientId) -> Result<Packed<Vec<TogetherLine>>, ApiError> {
    let visit = crate::host::visit()?;
    let actor = crate::host::actor(&visit)?;
    let now = crate::host::answer(visit.services.looking_together(actor, client).await)?;
    Ok(Packed::of(&now.iter().map(|together| shape::together(together, "")).collect()))
}
