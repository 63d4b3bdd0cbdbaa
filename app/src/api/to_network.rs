//! Inviting to the care network, and ending all access at once (R16, R39, R41).

#![expect(missing_docs, reason = "the fields of the structs that `#[server]` makes are the arguments below")]
#![expect(
    clippy::too_many_arguments,
    reason = "the arguments of a server function are the fields of its form"
)]

use inzage_domain::ClientId;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use super::{ApiError, InvitationNotice, KindChoice, Packed, RecordHead};
#[cfg(feature = "ssr")]
use super::{invitations::invitation_id, network::shape};

/// An invitation to the network.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NetworkInvitation {
    /// Its id.
    pub id: String,
    /// Name of the invited person.
    pub name: String,
    /// E-mail address.
    pub email: String,
    /// What the person will see, in words.
    pub kinds: Vec<String>,
    /// `open`, `used`, `withdrawn`, `expired`.
    pub state: String,
    /// Days that are left, where it is open.
    pub days_left: u32,
    /// When it was last sent, in words.
    pub sent: String,
    /// The last day of the access, in words; empty for the longest time that is possible.
    pub last_day: String,
    /// How often it was sent.
    pub number: i64,
}

/// The invitations to a client's network.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NetworkInvitations {
    /// Whose network.
    pub head: RecordHead,
    /// The client's id.
    pub client: String,
    /// Newest first.
    pub invitations: Vec<NetworkInvitation>,
    /// What has just happened.
    pub notice: Option<InvitationNotice>,
}

/// The form of an invitation to the network.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NetworkSheet {
    /// Whose network.
    pub head: RecordHead,
    /// The client's id.
    pub client: String,
    /// Kinds of data, with what was ticked.
    pub kinds: Vec<KindChoice>,
    /// The last day that can be chosen, in words.
    pub latest: String,
    /// Key that makes sending twice the same as once.
    pub key: String,
    /// What was typed.
    pub typed: TypedMember,
    /// What was wrong: fields by their id.
    pub problems: Vec<String>,
}

/// What was typed about somebody for the network.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TypedMember {
    pub name: String,
    pub email: String,
    pub mobile: String,
    pub kinds: Vec<String>,
    pub last_day: [String; 3],
    pub consent: bool,
}

/// The page that asks whether all access has to end.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EndAllPage {
    /// Whose record.
    pub head: RecordHead,
    /// The client's id.
    pub client: String,
    /// Names of those whose access ends.
    pub names: Vec<String>,
    /// Names of those who stay: the law or a court gave it.
    pub staying: Vec<String>,
    /// Staff says why.
    pub staff: bool,
    /// The reason that was refused.
    pub reason: String,
    /// No reason, or one that is too long.
    pub problem: bool,
    /// Key that makes sending twice the same as once.
    pub key: String,
}

#[cfg(feature = "ssr")]
fn list_path(client: ClientId) -> String {
    format!("/c/{client}/netwerk/uitnodigingen")
}

/// The invitations to a network, for the client, a representative and the manager.
#[server(prefix = "/api", endpoint = "netwerk/uitnodigingen")]
pub async fn read_network_invitations(
    client: ClientId,
    form: Option<String>,
) -> Result<Packed<NetworkInvitations>, ApiError> {
    use inzage_domain::{
        access::Kinds,
        joining::{InvitationState, days_left},
        written,
    };

    let visit = crate::host::visit()?;
    let actor = crate::host::actor(&visit)?;
    let desk = crate::host::answer(visit.services.network_invitations(actor, client, &visit.context).await)?;
    let (now, texts) = (visit.services.clock.now(), crate::locales::Texts(visit.language));
    let line = |found: &inzage_store::Invitation| NetworkInvitation {
        id: found.id.to_string(),
        name: found.content.name.clone(),
        email: found.content.email.as_str().to_owned(),
        kinds: shape::names(Kinds::from_bits(found.content.kinds), texts),
        state: found.state.key().to_owned(),
        days_left: match found.state {
            InvitationState::Open => crate::host::small(days_left(found.expires_at, now)),
            InvitationState::Used | InvitationState::Withdrawn | InvitationState::Expired => 0,
        },
        sent: written::date(visit.language, written::day_of(found.sent_at)),
        last_day: found.content.last_day.map(|day| written::date(visit.language, day)).unwrap_or_default(),
        number: found.number(),
    };
    Ok(Packed::of(&NetworkInvitations {
        head: shape::head(&desk.client, Some(desk.ground), visit.language),
        client: client.to_string(),
        invitations: desk.invitations.iter().map(line).collect(),
        notice: crate::host::flash::take("netwerk-uitnodigingen", form).await,
    }))
}

/// The form for inviting to the network, filled in again where it was refused.
#[server(prefix = "/api", endpoint = "netwerk/uitnodigen/formulier")]
pub async fn read_network_sheet(
    client: ClientId,
    form: Option<String>,
) -> Result<Packed<NetworkSheet>, ApiError> {
    use inzage_domain::{access::Kinds, written};

    let visit = crate::host::visit()?;
    let actor = crate::host::actor(&visit)?;
    let desk = crate::host::answer(visit.services.network_invitations(actor, client, &visit.context).await)?;
    let (typed, problems): (TypedMember, Vec<String>) =
        crate::host::flash::take("netwerk-uitnodigen", form).await.unwrap_or_default();
    let ticked = shape::kinds(&typed.kinds).unwrap_or(Kinds::NONE);
    Ok(Packed::of(&NetworkSheet {
        head: shape::head(&desk.client, Some(desk.ground), visit.language),
        client: client.to_string(),
        kinds: shape::choices(ticked, Kinds::ALL, crate::locales::Texts(visit.language)),
        latest: written::date(visit.language, desk.latest_end),
        key: crate::host::new_key(&visit),
        typed,
        problems,
    }))
}

/// Invites somebody to the network (R39). The same form twice makes one invitation.
#[server(prefix = "/api", endpoint = "netwerk/uitnodigen")]
pub async fn invite_to_network(
    client: ClientId,
    key: String,
    #[server(default)] name: String,
    #[server(default)] email: String,
    #[server(default)] mobile: String,
    #[server(default)] kinds: Vec<String>,
    #[server(default)] last_day_day: String,
    #[server(default)] last_day_month: String,
    #[server(default)] last_day_year: String,
    #[server(default)] consent: Option<String>,
) -> Result<Packed<Vec<String>>, ApiError> {
    use inzage_services::joining::{NetworkFault, NetworkForm, NetworkInvite};

    let visit = crate::host::visit()?;
    let actor = crate::host::actor(&visit)?;
    let key = key.parse().map_err(|_| crate::host::fail(ApiError::Unreadable))?;
    let last_day = [last_day_day, last_day_month, last_day_year];
    let form = NetworkForm { name, email, mobile, kinds, last_day, consent: consent.is_some() };
    let portal = crate::host::portal(&visit);
    let answer = visit.services.invite_to_network(actor, client, &form, key, &portal, &visit.context).await;
    let notice = match crate::host::answer(answer)? {
        NetworkInvite::Sent => InvitationNotice::Sent,
        NetworkInvite::NotSent => InvitationNotice::NotSent,
        NetworkInvite::Before => InvitationNotice::Before,
        NetworkInvite::Faults(faults) => {
            let id = |fault| match fault {
                NetworkFault::Name => "name",
                NetworkFault::Email => "email",
                NetworkFault::Mobile => "mobile",
                NetworkFault::Kinds => "kinds-agenda",
                NetworkFault::LastDay => "last_day",
                NetworkFault::Consent => "consent",
            };
            let problems: Vec<String> = faults.into_iter().map(|fault| id(fault).to_owned()).collect();
            let NetworkForm { name, email, mobile, kinds, last_day, consent } = form;
            let typed = TypedMember { name, email, mobile, kinds, last_day, consent };
            let page = format!("/c/{client}/netwerk/uitnodigen");
            crate::host::flash::refused("netwerk-uitnodigen", &page, &(typed, &problems)).await?;
            return Ok(Packed::of(&problems));
        }
    };
    crate::host::flash::refused("netwerk-uitnodigingen", &list_path(client), &notice).await?;
    Ok(Packed::of(&Vec::new()))
}

/// Sends an invitation to the network again: a new code, the old one stops.
#[server(prefix = "/api", endpoint = "netwerk/uitnodigingen/opnieuw")]
pub async fn send_network_invitation_again(
    client: ClientId,
    invitation: String,
    number: i64,
) -> Result<Packed<InvitationNotice>, ApiError> {
    use inzage_services::joining::Again;

    let visit = crate::host::visit()?;
    let actor = crate::host::actor(&visit)?;
    let (which, portal) = (invitation_id(&invitation)?, crate::host::portal(&visit));
    let again =
        visit.services.invite_to_network_again(actor, client, which, number, &portal, &visit.context).await;
    let notice = match crate::host::answer(again)? {
        Again::Sent => InvitationNotice::Sent,
        // A letter is the staff's to print: this one was theirs.
        Again::NotSent | Again::ToPrint => InvitationNotice::NotSent,
        Again::Gone => InvitationNotice::Gone,
    };
    crate::host::flash::refused("netwerk-uitnodigingen", &list_path(client), &notice).await?;
    Ok(Packed::of(&notice))
}

/// Withdraws an invitation to the network.
#[server(prefix = "/api", endpoint = "netwerk/uitnodigingen/intrekken")]
pub async fn withdraw_network_invitation(
    client: ClientId,
    invitation: String,
) -> Result<Packed<InvitationNotice>, ApiError> {
    let visit = crate::host::visit()?;
    let actor = crate::host::actor(&visit)?;
    let which = invitation_id(&invitation)?;
    let withdrawn = visit.services.withdraw_network_invitation(actor, client, which, &visit.context).await;
    let notice =
        if crate::host::answer(withdrawn)? { InvitationNotice::Withdrawn } else { InvitationNotice::Gone };
    crate::host::flash::refused("netwerk-uitnodigingen", &list_path(client), &notice).await?;
    Ok(Packed::of(&notice))
}

/// Whose access ends when all of it does (R16).
#[server(prefix = "/api", endpoint = "netwerk/alles-stoppen/formulier")]
pub async fn read_end_all(client: ClientId, form: Option<String>) -> Result<Packed<EndAllPage>, ApiError> {
    use inzage_domain::{
        Basis,
        access::{ActingAs, RelationChange},
    };

    let visit = crate::host::visit()?;
    let actor = crate::host::actor(&visit)?;
    let access = crate::host::answer(visit.services.access(actor, client, &visit.context).await)?;
    if !access.ends_all {
        return Err(crate::host::fail(ApiError::NotAllowed));
    }
    let now = visit.services.clock.now();
    let open =
        access.people.iter().filter(|person| person.beside.basis != Basis::Own && person.beside.is_open(now));
    let (ending, staying): (Vec<_>, Vec<_>) =
        open.partition(|person| person.may.contains(&RelationChange::Withdrawn));
    let names = |people: Vec<&inzage_services::network::Person>| {
        people.into_iter().map(|person| person.beside.name.clone()).collect()
    };
    let (reason, problem): (String, bool) =
        crate::host::flash::take("alles-stoppen", form).await.unwrap_or_default();
    Ok(Packed::of(&EndAllPage {
        head: shape::head(&access.client, access.basis, visit.language),
        client: client.to_string(),
        names: names(ending),
        staying: names(staying),
        staff: matches!(actor.acting(), ActingAs::Employee { .. }),
        reason,
        problem,
        key: crate::host::new_key(&visit),
    }))
}

/// All access beside the client ends now (R16).
#[server(prefix = "/api", endpoint = "netwerk/alles-stoppen")]
pub async fn end_all_access(
    client: ClientId,
    key: String,
    #[server(default)] reason: String,
) -> Result<Packed<bool>, ApiError> {
    use inzage_services::everybody::AllEnded;

    let visit = crate::host::visit()?;
    let actor = crate::host::actor(&visit)?;
    let key = key.parse().map_err(|_| crate::host::fail(ApiError::Unreadable))?;
    let ended = visit.services.end_all_access(actor, client, &reason, key, &visit.context).await;
    let base = shape::base(actor, client);
    match crate::host::answer(ended)? {
        AllEnded::Done => {
            crate::host::redirect(&format!("{base}?gedaan=alles"));
            Ok(Packed::of(&true))
        }
        AllEnded::NoReason => {
            let page = format!("{base}/alles-stoppen");
            crate::host::flash::refused("alles-stoppen", &page, &(reason, true)).await?;
            Ok(Packed::of(&false))
        }
    }
}
