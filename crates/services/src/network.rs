//! Who stands beside a client, on which ground, until when; changing that; and looking together
//! (R6, R8, R16, R39, R41, R121, L1).

use inzage_domain::{
    Basis, ClientId, EntryId, RelationId, Role, TogetherId,
    access::{
        ActingAs, Action, Agree, ChangeNetwork, JoinTogether, Kinds, ManageAccess, ReadAccess,
        RelationChange, ShowTogether, WithdrawContact, latest_end, may_change, together_until,
    },
    age::{Phase, birthday},
    joining::invited_as,
    log::LogThing,
    written::day_of,
};
use inzage_store::{
    Actor, Beside, Changed, ClientView, FlaggedContact, Registration, RelationEdit, RelationEvent,
    RequestContext, Together,
};
use jiff::civil::Date;
use uuid::Uuid;

use crate::{Error, Services};

/// Longest reason that is kept, in characters.
pub const LONGEST_REASON: usize = 500;

/// Somebody beside the client, and what the actor may change about it.
pub struct Person {
    /// The relation.
    pub beside: Beside,
    /// The changes that are the actor's to make.
    pub may: Vec<RelationChange>,
    /// It is the actor's own.
    pub mine: bool,
}

/// Everything about who can look at a record.
#[expect(clippy::struct_excessive_bools, reason = "what may be done, each asked for by itself")]
pub struct Access {
    /// The client.
    pub client: ClientView,
    /// On what basis the actor looks; `None` for staff.
    pub basis: Option<Basis>,
    /// Who decides about the record.
    pub phase: Phase,
    /// The next birthday on which that changes, and the age then.
    pub changes: Option<(Date, i16)>,
    /// Everybody, the client too, oldest first.
    pub people: Vec<Person>,
    /// What was changed, newest first.
    pub events: Vec<RelationEvent>,
    /// Last day on which a grant can end that is renewed today.
    pub latest_end: Date,
    /// Whether the actor can invite to the network (R39).
    pub invites: bool,
    /// Whether the actor can end everybody's access at once (R16).
    pub ends_all: bool,
    /// Whether the actor can see who looked (L6).
    pub reads_log: bool,
    /// Whether the actor can see what the client consented to (R129).
    pub reads_consents: bool,
    /// Whether the actor decides about the client's own account (R17).
    pub decides_closing: bool,
    /// Whether the actor records if the client can decide (R17).
    pub records_capacity: bool,
    /// For staff, where there is such an account: the first contact of the care plan, and who has the
    /// account and is somebody else (R7).
    pub contact: Option<(Option<Registration>, Vec<FlaggedContact>)>,
}

/// Answer to a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Edited {
    /// Kept.
    Done,
    /// Staff must say why (R8).
    NoReason,
    /// The reason is longer than [`LONGEST_REASON`] characters.
    ReasonTooLong,
    /// The end lies before today.
    Past,
    /// The end is later than a grant can last.
    TooLate(Date),
    /// It cannot be made longer: somebody goes before in the order of the law (WGBO 7:465 lid 3).
    SomebodyBefore,
    /// It is not there (any more), or not for this person to change.
    NotThere,
}

/// The page for looking together.
pub struct TogetherView {
    /// The client.
    pub client: ClientView,
    /// The client's own, or a parent's.
    pub basis: Basis,
    /// What runs now.
    pub now: Vec<Together>,
    /// Parents whom a client can let look along.
    pub parents: Vec<Beside>,
}

/// The act under which this actor changes relations.
const fn action_of(acting: ActingAs, agrees: bool) -> Option<Action> {
    match acting {
        ActingAs::Personal if agrees => Some(Action::Agree),
        ActingAs::Personal => Some(Action::ChangeNetwork),
        // Nobody agrees in a client's place.
        ActingAs::Employee { .. } if agrees => None,
        ActingAs::Employee { role: Role::Physician, .. } => Some(Action::WithdrawContact),
        ActingAs::Employee { role: Role::Nurse | Role::Secretary, .. } => Some(Action::ManageAccess),
        ActingAs::Employee { role: Role::Admin | Role::Provider | Role::PrivacyOfficer, .. }
        | ActingAs::Operator => None,
    }
}

fn changes(
    actor: &Actor,
    basis: Option<Basis>,
    phase: Phase,
    silent: bool,
    beside: &Beside,
    open: bool,
) -> Vec<RelationChange> {
    RelationChange::ALL
        .iter()
        .copied()
        .filter(|change| {
            let agrees = *change == RelationChange::Agreed;
            open && !silent
                && (!agrees || (basis == Some(Basis::Own) && phase == Phase::Youth))
                && action_of(actor.acting(), agrees)
                    .is_some_and(|action| may_change(action, basis, beside.basis, *change))
        })
        .collect()
}

impl Services {
    /// Who can look at a record, on which ground, since when and until when.
    pub async fn access(
        &self,
        actor: &Actor,
        client: ClientId,
        context: &RequestContext,
    ) -> Result<Access, Error> {
        let permit = self.store.permit::<ReadAccess>(actor, Some(client), context).await??;
        let (now, today) = (permit.at(), day_of(permit.at()));
        let view = self.store.client(&permit).await?;
        let mine = permit.basis().map(|(relation, _)| relation);
        let basis = permit.basis().map(|(_, basis)| basis);
        let born = view.demographics.birth_date;
        let facts = view.facts(permit.organisation());
        let phase = basis.map_or_else(|| facts.phase(today), |basis| facts.phase_beside(basis, today));
        let changes_at =
            |years| born.map(|born| (birthday(born, years), years)).filter(|(day, _)| *day > today);
        let people = self.store.beside(actor, &permit, &view).await?;
        let personal = actor.acting() == ActingAs::Personal;
        let manages = action_of(actor.acting(), false) == Some(Action::ManageAccess);
        // From 12 to 15 the say over the network is the client's own; a client who cannot decide has none.
        let own = basis == Some(Basis::Own);
        let silent = basis.is_some() && if own { view.incapable } else { phase == Phase::Youth };
        let contact = if !personal && invited_as(actor.policy().representation).contains(&Basis::FirstContact)
        {
            let registered = self.store.registered_contact(&permit).await?;
            Some((registered, self.store.flagged_contacts(&permit).await?))
        } else {
            None
        };
        Ok(Access {
            invites: personal && !silent && self.has_network(actor).is_ok(),
            ends_all: (own && !silent) || manages,
            reads_log: own || (permit.represents() && !silent),
            reads_consents: own
                || permit.represents()
                || matches!(actor.acting(), ActingAs::Employee { role: Role::Nurse | Role::Physician, .. }),
            decides_closing: permit.represents() && view.incapable,
            records_capacity: matches!(
                actor.acting(),
                ActingAs::Employee { role: Role::Nurse | Role::Physician, .. }
            ),
            contact,
            client: view,
            basis,
            phase,
            changes: inzage_domain::age::TURNING.into_iter().find_map(changes_at),
            people: people
                .into_iter()
                .map(|beside| Person {
                    may: changes(actor, basis, phase, silent, &beside, beside.is_open(now)),
                    mine: Some(beside.id) == mine,
                    beside,
                })
                .collect(),
            events: self.store.relation_events(&permit).await?,
            latest_end: latest_end(today, actor.policy().grant_months),
        })
    }

    /// Changes what somebody beside the client sees. It holds at once, in open sessions too.
    #[expect(clippy::too_many_arguments, reason = "who, about whom, what, why, and the form's key")]
    pub async fn change_access(
        &self,
        actor: &Actor,
        client: ClientId,
        relation: RelationId,
        edit: RelationEdit,
        reason: &str,
        key: Uuid,
        context: &RequestContext,
    ) -> Result<Edited, Error> {
        let mut context = context.clone();
        context.things.push(LogThing { kind: "relation".into(), id: relation.to_string() });
        let (agrees, reason) = (matches!(edit, RelationEdit::Agree(_)), reason.trim());
        macro_rules! with {
            ($act:ty) => {{
                let permit = self.store.permit::<$act>(actor, Some(client), &context).await??;
                if let Some(wrong) = self.wrong(actor, edit, reason) {
                    return Ok(wrong);
                }
                self.store.change_relation(&permit, relation, edit, reason, key).await?
            }};
        }
        let changed = match action_of(actor.acting(), agrees) {
            Some(Action::Agree) => with!(Agree),
            Some(Action::WithdrawContact) => with!(WithdrawContact),
            Some(Action::ManageAccess) => with!(ManageAccess),
            // Whoever may do nothing of this is refused by the permit, with a line in the log.
            _ => with!(ChangeNetwork),
        };
        Ok(match changed {
            Changed::Done => Edited::Done,
            Changed::SomebodyBefore => Edited::SomebodyBefore,
            Changed::NotThere | Changed::NotTheirs | Changed::KeyReused => Edited::NotThere,
        })
    }

    /// What is wrong with a change before it is tried.
    fn wrong(&self, actor: &Actor, edit: RelationEdit, reason: &str) -> Option<Edited> {
        if reason.chars().count() > LONGEST_REASON {
            return Some(Edited::ReasonTooLong);
        }
        if reason.is_empty() && matches!(actor.acting(), ActingAs::Employee { .. }) {
            return Some(Edited::NoReason);
        }
        let RelationEdit::Renew(last) = edit else { return None };
        let today = day_of(self.clock.now());
        let latest = latest_end(today, actor.policy().grant_months);
        if last < today {
            return Some(Edited::Past);
        }
        (last > latest).then_some(Edited::TooLate(latest))
    }

    /// The page for looking together: for a client of 12 to 15 and for a parent.
    pub async fn together_page(
        &self,
        actor: &Actor,
        client: ClientId,
        context: &RequestContext,
    ) -> Result<TogetherView, Error> {
        if self.store.grounds(actor, client).await?.into_iter().any(Basis::is_parental) {
            let permit = self.store.permit::<JoinTogether>(actor, Some(client), context).await??;
            return Ok(TogetherView {
                client: self.store.client(&permit).await?,
                basis: permit.basis().map_or(Basis::Parent, |(_, basis)| basis),
                now: self.looking_together(actor, client).await?,
                parents: Vec::new(),
            });
        }
        let permit = self.store.permit::<ShowTogether>(actor, Some(client), context).await??;
        let client = self.store.client(&permit).await?;
        let beside = self.store.beside(actor, &permit, &client).await?;
        let now = permit.at();
        let holds = |one: &Beside| one.basis.is_parental() && one.from <= now && one.is_open(now);
        let running = self.looking_together(actor, client.id).await?;
        // With whom one looks already is not offered again.
        let free = |one: &Beside| running.iter().all(|together| together.relation != one.id);
        Ok(TogetherView {
            client,
            basis: Basis::Own,
            parents: beside.into_iter().filter(|one| holds(one) && free(one)).collect(),
            now: running,
        })
    }

    /// A client of 12 to 15 lets a parent look along from now on (L1). `None` for a length that is
    /// not offered, for nothing to show, and where that is no parent.
    #[expect(clippy::too_many_arguments, reason = "who, about whom, what, how long, and the form's key")]
    pub async fn show_together(
        &self,
        actor: &Actor,
        client: ClientId,
        relation: RelationId,
        kinds: Kinds,
        minutes: u16,
        key: Uuid,
        context: &RequestContext,
    ) -> Result<Option<()>, Error> {
        let mut context = context.clone();
        context.things.push(LogThing { kind: "relation".into(), id: relation.to_string() });
        let permit = self.store.permit::<ShowTogether>(actor, Some(client), &context).await??;
        let Some(until) = together_until(permit.at(), minutes).filter(|_| !kinds.is_empty()) else {
            return Ok(None);
        };
        Ok(self.store.together_show(&permit, relation, kinds, until, key).await?)
    }

    /// A parent begins to look along. Says whether there was something to join.
    pub async fn join_together(
        &self,
        actor: &Actor,
        client: ClientId,
        id: TogetherId,
        context: &RequestContext,
    ) -> Result<bool, Error> {
        let mut context = context.clone();
        context.things.push(LogThing { kind: "together".into(), id: id.to_string() });
        let permit = self.store.permit::<JoinTogether>(actor, Some(client), &context).await??;
        Ok(self.store.together_join(&permit, id).await?)
    }

    /// Either of the two stops.
    pub async fn end_together(
        &self,
        actor: &Actor,
        id: TogetherId,
        context: &RequestContext,
    ) -> Result<(), Error> {
        Ok(self.store.together_end(actor, id, context).await?)
    }

    /// What the actor shows or is shown now about this client; nothing for somebody who may not.
    pub async fn looking_together(&self, actor: &Actor, client: ClientId) -> Result<Vec<Together>, Error> {
        if actor.acting() != ActingAs::Personal || actor.terms_outstanding() {
            return Ok(Vec::new());
        }
        let now = self.store.together_now(actor).await?;
        Ok(now.into_iter().filter(|together| together.client == client).collect())
    }

    /// The client points at an item (or at none), for the parent who follows.
    pub async fn point_together(
        &self,
        actor: &Actor,
        client: ClientId,
        entry: Option<EntryId>,
        context: &RequestContext,
    ) -> Result<(), Error> {
        let permit = self.store.permit::<ShowTogether>(actor, Some(client), context).await??;
        Ok(self.store.together_point(&permit, entry).await?)
    }
}
