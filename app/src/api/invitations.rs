//! Invitations as staff see them (R41, R43).

#![expect(missing_docs, reason = "the fields of the structs that `#[server]` makes are the arguments below")]
#![expect(
    clippy::too_many_arguments,
    reason = "the arguments of a server function are the fields of its form"
)]

use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use super::{ApiError, Packed};

/// An invitation in the list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct InvitationLine {
    /// Its id.
    pub id: String,
    /// As what: the word of a basis.
    pub basis: String,
    /// Which relative, in words, where the ground is the family; empty where it was not asked.
    pub kinship: String,
    /// Why it cannot be used now, in words; empty where it can.
    pub waits: String,
    /// Name of the invited person.
    pub name: String,
    /// E-mail address.
    pub email: String,
    /// Mobile number.
    pub mobile: String,
    /// `open`, `used`, `withdrawn`, `expired`.
    pub state: String,
    /// Days that are left, where it is open.
    pub days_left: u32,
    /// When it was last sent, in words.
    pub sent: String,
    /// Who asked: `client`, `representative`.
    pub asked_by: String,
    /// How: `in-person`, `phone`, `writing`.
    pub asked_how: String,
    /// When, in words.
    pub asked_on: String,
    /// Whether the client's consent was recorded.
    pub consent: bool,
    /// How often it was sent.
    pub number: i64,
}

/// What has just happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum InvitationNotice {
    /// Mailed.
    Sent,
    /// Made, but the mail could not be handed over.
    NotSent,
    /// Withdrawn.
    Withdrawn,
    /// It was used, withdrawn or sent again meanwhile: nothing was done.
    Gone,
    /// The same form was sent before.
    Before,
}

/// The invitations of a client.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct InvitationsPage {
    /// The client's id.
    pub client: String,
    /// The client's name.
    pub name: String,
    /// Newest first.
    pub lines: Vec<InvitationLine>,
    /// What has just happened.
    pub notice: Option<InvitationNotice>,
}

/// What was typed into the form of an invitation.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TypedInvitation {
    pub basis: String,
    pub kinship: String,
    pub kinds: Vec<String>,
    pub name: String,
    pub email: String,
    pub mobile: String,
    pub delivery: String,
    pub asked_by: String,
    pub asked_how: String,
    pub asked_on: [String; 3],
    pub consent: bool,
}

/// Why an invitation was not made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum InvitationProblem {
    /// Fields by their id in the form.
    Fields(Vec<String>),
    /// There is such an invitation or relation already.
    Exists,
    /// The care plan names no first contact yet (R7).
    NobodyRegistered,
    /// It is not the person in the care plan: what differs, as words (`name`, `email`, `mobile`).
    SomebodyElse(Vec<String>),
    /// Somebody goes before in the order of the law: the name and the ground in words.
    After(String, String),
    /// The record has no birth date.
    BirthDateUnknown,
}

/// The form of an invitation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct InvitationSheet {
    /// The client's id.
    pub client: String,
    /// The client's name.
    pub name: String,
    /// As what somebody may be invited: words of bases.
    pub allowed: Vec<String>,
    /// Which relatives may be invited as family: word and words.
    pub family: Vec<(String, String)>,
    /// Key that makes sending twice the same as once.
    pub key: String,
    /// What was typed.
    pub typed: TypedInvitation,
    /// What was wrong with it.
    pub problem: Option<InvitationProblem>,
}

/// A letter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct InvitationLetter {
    /// The client's id, for the way back.
    pub client: String,
    /// Name of the invited person.
    pub name: String,
    /// Address of the portal's page for the code.
    pub address: String,
    /// The code.
    pub code: String,
    /// The last day on which it works, in words.
    pub last_day: String,
    /// Whether the birth date is asked for.
    pub own: bool,
}

/// Reads a client's id.
#[cfg(feature = "ssr")]
pub(super) fn client_id(text: &str) -> Result<inzage_domain::ClientId, ApiError> {
    text.parse().map_err(|_| crate::host::fail(ApiError::NotFound))
}

/// Reads an invitation's id.
#[cfg(feature = "ssr")]
pub(super) fn invitation_id(text: &str) -> Result<inzage_domain::InvitationId, ApiError> {
    text.parse().map_err(|_| crate::host::fail(ApiError::NotFound))
}

#[cfg(feature = "ssr")]
fn list_path(client: &str) -> String {
    format!("/team/c/{client}/uitnodigingen")
}

/// The invitations of a client, for staff.
#[server(prefix = "/api", endpoint = "team/uitnodigingen")]
pub async fn read_invitations(
    client: String,
    form: Option<String>,
) -> Result<Packed<InvitationsPage>, ApiError> {
    use inzage_domain::{
        joining::{InvitationState, days_left},
        written,
    };

    let visit = crate::host::visit()?;
    let actor = crate::host::actor(&visit)?;
    let id = client_id(&client)?;
    let desk = crate::host::answer(visit.services.invitations(actor, id, &visit.context).await)?;
    let now = visit.services.clock.now();
    let texts = crate::locales::Texts(visit.language);
    let line = |found: &inzage_store::Invitation| InvitationLine {
        id: found.id.to_string(),
        basis: found.content.basis.key().to_owned(),
        kinship: found.content.kinship.map_or("", |kinship| texts.kinship_name(kinship)).to_owned(),
        waits: match &found.waits_for {
            _ if found.state == InvitationState::Open && !found.content.is_named(actor.policy()) => {
                texts.invitation_unnamed().to_owned()
            }
            Some((basis, name)) => texts.invitation_waits(name, texts.basis_name(*basis)),
            None => String::new(),
        },
        name: found.content.name.clone(),
        email: found.content.email.as_str().to_owned(),
        mobile: found.content.mobile.international().to_owned(),
        state: found.state.key().to_owned(),
        days_left: match found.state {
            InvitationState::Open => crate::host::small(days_left(found.expires_at, now)),
            InvitationState::Used | InvitationState::Withdrawn | InvitationState::Expired => 0,
        },
        sent: written::date(visit.language, written::day_of(found.sent_at)),
        asked_by: found.content.asked_by.key().to_owned(),
        asked_how: found.content.asked_how.key().to_owned(),
        asked_on: written::date(visit.language, found.content.asked_on),
        consent: found.content.consent,
        number: found.number(),
    };
    Ok(Packed::of(&InvitationsPage {
        lines: desk.invitations.iter().map(line).collect(),
        client,
        name: desk.name.full(),
        notice: crate::host::flash::take("uitnodigingen", form).await,
    }))
}

/// The form of an invitation, filled in again where it was refused.
#[server(prefix = "/api", endpoint = "team/uitnodigingen/formulier")]
pub async fn read_invitation_sheet(
    client: String,
    form: Option<String>,
) -> Result<Packed<InvitationSheet>, ApiError> {
    let visit = crate::host::visit()?;
    let actor = crate::host::actor(&visit)?;
    let id = client_id(&client)?;
    let desk = crate::host::answer(visit.services.invitations(actor, id, &visit.context).await)?;
    let refused = crate::host::flash::take("uitnodiging-maken", form).await;
    let (typed, problem) = refused.unwrap_or_default();
    let texts = crate::locales::Texts(visit.language);
    Ok(Packed::of(&InvitationSheet {
        client,
        name: desk.name.full(),
        allowed: desk.allowed.iter().map(|basis| basis.key().to_owned()).collect(),
        family: desk
            .family
            .iter()
            .map(|kinship| (kinship.key().to_owned(), texts.kinship_name(*kinship).to_owned()))
            .collect(),
        key: crate::host::new_key(&visit),
        typed,
        problem,
    }))
}

/// Invites somebody. The same form twice makes one invitation.
#[server(prefix = "/api", endpoint = "team/uitnodigingen/maken")]
pub async fn make_invitation(
    client: String,
    key: String,
    #[server(default)] basis: String,
    #[server(default)] kinship: String,
    #[server(default)] kind_agenda: Option<String>,
    #[server(default)] kind_messages: Option<String>,
    #[server(default)] kind_reports: Option<String>,
    #[server(default)] kind_plan: Option<String>,
    #[server(default)] kind_measurements: Option<String>,
    #[server(default)] kind_documents: Option<String>,
    #[server(default)] name: String,
    #[server(default)] email: String,
    #[server(default)] mobile: String,
    #[server(default)] delivery: String,
    #[server(default)] asked_by: String,
    #[server(default)] asked_how: String,
    #[server(default)] asked_on_day: String,
    #[server(default)] asked_on_month: String,
    #[server(default)] asked_on_year: String,
    #[server(default)] consent: Option<String>,
) -> Result<Packed<Option<InvitationProblem>>, ApiError> {
    use inzage_services::joining::{InvitationForm, Invite};

    let visit = crate::host::visit()?;
    let actor = crate::host::actor(&visit)?;
    let id = client_id(&client)?;
    let key = key.parse().map_err(|_| crate::host::fail(ApiError::Unreadable))?;
    let kinds = [
        (kind_agenda, "agenda"),
        (kind_messages, "messages"),
        (kind_reports, "reports"),
        (kind_plan, "plan"),
        (kind_measurements, "measurements"),
        (kind_documents, "documents"),
    ];
    let kinds: Vec<String> =
        kinds.into_iter().filter_map(|(ticked, kind)| ticked.map(|_| kind.to_owned())).collect();
    let form = InvitationForm {
        basis,
        kinship,
        kinds,
        name,
        email,
        mobile,
        delivery,
        asked_by,
        asked_how,
        asked_on: [asked_on_day, asked_on_month, asked_on_year],
        consent: consent.is_some(),
    };
    let invited =
        visit.services.invite(actor, id, &form, key, &crate::host::portal(&visit), &visit.context).await;
    let notice = match crate::host::answer(invited)? {
        Invite::Sent => Ok(InvitationNotice::Sent),
        Invite::NotSent => Ok(InvitationNotice::NotSent),
        Invite::Before => Ok(InvitationNotice::Before),
        Invite::ToPrint { id } => {
            crate::host::redirect(&format!("{}/{id}/brief", list_path(&client)));
            return Ok(Packed::of(&None));
        }
        Invite::Exists => Err(InvitationProblem::Exists),
        Invite::NobodyRegistered => Err(InvitationProblem::NobodyRegistered),
        Invite::SomebodyElse(differs) => Err(InvitationProblem::SomebodyElse(
            differs.into_iter().map(|differs| differs.key().to_owned()).collect(),
        )),
        Invite::After { basis, name } => {
            let ground = crate::locales::Texts(visit.language).basis_name(basis).to_owned();
            Err(InvitationProblem::After(name, ground))
        }
        Invite::BirthDateUnknown => Err(InvitationProblem::BirthDateUnknown),
        Invite::Faults(faults) => {
            Err(InvitationProblem::Fields(faults.into_iter().map(|fault| field(fault).to_owned()).collect()))
        }
    };
    match notice {
        Ok(notice) => {
            crate::host::flash::refused("uitnodigingen", &list_path(&client), &notice).await?;
            Ok(Packed::of(&None))
        }
        Err(problem) => {
            let InvitationForm {
                basis,
                kinship,
                kinds,
                name,
                email,
                mobile,
                delivery,
                asked_by,
                asked_how,
                asked_on,
                consent,
            } = form;
            let typed = TypedInvitation {
                basis,
                kinship,
                kinds,
                name,
                email,
                mobile,
                delivery,
                asked_by,
                asked_how,
                asked_on,
                consent,
            };
            let page = format!("{}/nieuw", list_path(&client));
            let kept = (typed, Some(problem.clone()));
            crate::host::flash::refused("uitnodiging-maken", &page, &kept).await?;
            Ok(Packed::of(&Some(problem)))
        }
    }
}

/// The id of a field in the form.
#[cfg(feature = "ssr")]
const fn field(fault: inzage_services::joining::Fault) -> &'static str {
    use inzage_services::joining::Fault;
    match fault {
        Fault::Basis => "basis",
        Fault::Kinship => "kinship",
        Fault::Kinds => "kind_agenda",
        Fault::Name => "name",
        Fault::Email => "email",
        Fault::Mobile => "mobile",
        Fault::Delivery => "delivery",
        Fault::AskedBy => "asked_by",
        Fault::AskedHow => "asked_how",
        Fault::AskedOn => "asked_on",
        Fault::Consent => "consent",
    }
}

/// Sends an invitation again: a new code, the old one stops.
#[server(prefix = "/api", endpoint = "team/uitnodigingen/opnieuw")]
pub async fn send_invitation_again(
    client: String,
    invitation: String,
    number: i64,
) -> Result<Packed<InvitationNotice>, ApiError> {
    use inzage_services::joining::Again;

    let visit = crate::host::visit()?;
    let actor = crate::host::actor(&visit)?;
    let (id, which) = (client_id(&client)?, invitation_id(&invitation)?);
    let again = visit
        .services
        .invite_again(actor, id, which, number, &crate::host::portal(&visit), &visit.context)
        .await;
    let notice = match crate::host::answer(again)? {
        Again::Sent => InvitationNotice::Sent,
        Again::NotSent => InvitationNotice::NotSent,
        Again::Gone => InvitationNotice::Gone,
        Again::ToPrint => {
            crate::host::redirect(&format!("{}/{which}/brief", list_path(&client)));
            return Ok(Packed::of(&InvitationNotice::Sent));
        }
    };
    crate::host::flash::refused("uitnodigingen", &list_path(&client), &notice).await?;
    Ok(Packed::of(&notice))
}

/// Withdraws an invitation.
#[server(prefix = "/api", endpoint = "team/uitnodigingen/intrekken")]
pub async fn withdraw_invitation(
    client: String,
    invitation: String,
) -> Result<Packed<InvitationNotice>, ApiError> {
    let visit = crate::host::visit()?;
    let actor = crate::host::actor(&visit)?;
    let (id, which) = (client_id(&client)?, invitation_id(&invitation)?);
    let withdrawn = visit.services.withdraw_invitation(actor, id, which, &visit.context).await;
    let notice =
        if crate::host::answer(withdrawn)? { InvitationNotice::Withdrawn } else { InvitationNotice::Gone };
    crate::host::flash::refused("uitnodigingen", &list_path(&client), &notice).await?;
    Ok(Packed::of(&notice))
}

/// The letter of an invitation.
#[server(prefix = "/api", endpoint = "team/uitnodigingen/brief")]
pub async fn read_invitation_letter(
    client: String,
    invitation: String,
) -> Result<Packed<InvitationLetter>, ApiError> {
    use inzage_domain::{Basis, written};

    let visit = crate::host::visit()?;
    let actor = crate::host::actor(&visit)?;
    let (id, which) = (client_id(&client)?, invitation_id(&invitation)?);
    let letter = visit.services.invitation_letter(actor, id, which, &visit.context).await;
    let letter = crate::host::answer(letter)?;
    Ok(Packed::of(&InvitationLetter {
        client,
        name: letter.invitation.content.name.clone(),
        address: format!("{}/uitnodiging", crate::host::portal(&visit)),
        code: letter.code.written(),
        last_day: written::date(visit.language, letter.last_day),
        own: letter.invitation.content.basis == Basis::Own,
    }))
}
