//! The first contact of the care plan, inviting to the network, one account for two records, and all
//! access ending at once, with the messages that go out (R7, R16, R39, R41, R44).

use inzage_domain::{
    Basis, ClientId, ClientName, RelationId,
    access::{DataKind, Kinds, Refusal},
    contact::Difference,
    joining::{AskedBy, AskedHow, InvitationState},
    policy::{Policy, Preset},
};
use inzage_services::{
    Error,
    everybody::AllEnded,
    joining::{
        Again, ContactFault, ContactForm, Fault, InvitationForm, Invite, NetworkFault, NetworkForm,
        NetworkInvite, Prove, Registered,
    },
    notify::Channel,
    sign_in::{Code, SignIn},
};
use inzage_store::{Actor, Adding, Contact, Demographics, NewClient, NewRelation, Registering, RelationEdit};
use jiff::{SignedDuration, ToSpan, civil::date};
use uuid::Uuid;

use crate::{
    joining::{PASSWORD, PORTAL, form},
    world::{START, World, request},
};

/// The first contact, as staff type it.
pub(crate) fn karin() -> ContactForm {
    let InvitationForm { name, email, mobile, .. } = form(Basis::FirstContact);
    ContactForm { name, relation: "dochter".to_owned(), born: Default::default(), email, mobile }
}

fn member() -> NetworkForm {
    NetworkForm {
        name: "Karin de Wit".to_owned(),
        email: "karin@example.nl".to_owned(),
        mobile: "06 87 65 43 21".to_owned(),
        kinds: vec!["agenda".to_owned(), "measurements".to_owned()],
        last_day: Default::default(),
        consent: true,
    }
}

impl World {
    /// The organisation works with care networks from now on.
    async fn with_network(&self) {
        let policy = Policy {
            representation: Preset::Caren.policy().representation,
            ..self.here.organisation.policy().clone()
        };
        self.services.store.set_policy(&self.here.operator, &policy).await.unwrap();
    }

    async fn register(&self, nurse: &Actor, client: ClientId, form: &ContactForm) -> Registered {
        self.services.register_contact(nurse, client, form, &request()).await.unwrap()
    }

    async fn to_network(
        &self,
        actor: &Actor,
        client: ClientId,
        form: &NetworkForm,
        key: u128,
    ) -> Result<NetworkInvite, Error> {
        let key = Uuid::from_u128(key);
        self.services.invite_to_network(actor, client, form, key, PORTAL, &request()).await
    }

    /// Goes through all steps with the code of the newest mail, and logs in.
    async fn join(&self, user: &str) -> Actor {
        let token = self.going(&self.mailed_code()).await;
        self.name(&token, user).await;
        self.password(&token, PASSWORD, PASSWORD).await;
        self.send(&token, Contact::Email).await;
        let proof = self.messenger.last().body.get(..6).unwrap().to_owned();
        assert_eq!(self.prove(&token, Contact::Email, &proof).await, Prove::Right);
        self.send(&token, Contact::Mobile).await;
        assert_eq!(self.prove(&token, Contact::Mobile, &self.messenger.code()).await, Prove::Joined);
        self.pass(SignedDuration::from_mins(2));
        let SignIn::CodeNeeded { token, .. } = self.sign_in(user, PASSWORD).await else {
            panic!("{user} does not log in")
        };
        match self.give(&token, &self.messenger.code()).await {
            Code::SignedIn { token } => self.actor_of(&token).await,
            other => panic!("{user}: {other:?}"),
        }
    }

    /// Somebody with an account and a relation to a client.
    async fn stands_beside(
        &self,
        user: &str,
        client: ClientId,
        basis: Basis,
        manages: bool,
    ) -> (Actor, RelationId) {
        let (person, _) = self.here.account(&self.services, user, Some("06 12 34 56 77")).await;
        let new = NewRelation {
            client,
            person,
            basis,
            decided_by: None,
            from: START.parse().unwrap(),
            until: None,
            kinds: Kinds::ALL,
            manages,
        };
        let relation = self.services.store.create_relation(&self.here.operator, new).await.unwrap();
        (self.actor(user).await, relation)
    }
}

/// R7: only the person whom the care plan names; a change of it makes staff look again.
#[tokio::test]
async fn only_the_person_in_the_care_plan_becomes_first_contact() {
    let world = World::new().await;
    let nurse = world.actor("nurse").await;
    let client = world.another_client(true).await;
    let first = form(Basis::FirstContact);
    let before = world.messenger.count();
    assert_eq!(world.invite(&nurse, client, &first, 1).await, Invite::NobodyRegistered);
    let wrong = ContactForm { relation: String::new(), ..karin() };
    assert_eq!(
        world.register(&nurse, client, &wrong).await,
        Registered::Faults(vec![ContactFault::Relation])
    );
    let done = Registered::Done(Registering::Done { flagged: 0, withdrawn: 0 });
    assert_eq!(world.register(&nurse, client, &karin()).await, done);
    assert_eq!(world.register(&nurse, client, &karin()).await, Registered::Done(Registering::Same));
    let other = InvitationForm { name: "Peter de Wit".to_owned(), ..first.clone() };
    let differs = Invite::SomebodyElse(vec![Difference::Name]);
    assert_eq!(world.invite(&nurse, client, &other, 2).await, differs);
    assert_eq!(world.messenger.count(), before, "nobody was mailed");
    assert_eq!(world.invite(&nurse, client, &first, 3).await, Invite::Sent);
    let contact = world.join("karin").await;

    let nurse = world.actor("nurse").await;
    let peter = ContactForm {
        name: "Peter de Wit".to_owned(),
        email: "peter@example.nl".to_owned(),
        mobile: "06 11 22 33 44".to_owned(),
        ..karin()
    };
    let flagged = Registered::Done(Registering::Done { flagged: 1, withdrawn: 0 });
    assert_eq!(world.register(&nurse, client, &peter).await, flagged);
    assert!(world.services.record_start(&contact, client, &request()).await.is_ok());
    let waiting = world.services.contacts_waiting(&nurse, &request()).await.unwrap();
    assert_eq!(waiting.len(), 1);
    let access = world.services.access(&nurse, client, &request()).await.unwrap();
    let (registered, flagged) = access.contact.unwrap();
    assert_eq!(registered.unwrap().contact.name, "Peter de Wit");
    let relation = flagged[0].relation;
    let confirm = async |reason: &str| {
        world.services.confirm_contact(&nurse, client, relation, reason, &request()).await.unwrap()
    };
    assert_eq!(confirm("  ").await, None, "staff say why");
    assert_eq!(confirm(&"w".repeat(501)).await, None);
    assert_eq!(confirm(&"w".repeat(500)).await, Some(true));
    assert_eq!(confirm("weer").await, Some(false));
    assert!(world.services.contacts_waiting(&nurse, &request()).await.unwrap().is_empty());

    // It is the staff's work, and nobody else's.
    for user in ["client", "contact", "admin"] {
        let actor = world.actor(user).await;
        let refused = world.services.register_contact(&actor, client, &karin(), &request()).await;
        assert!(matches!(refused, Err(Error::Refused(_))), "{user}");
        assert!(world.services.contact(&actor, client, &request()).await.is_err(), "{user}");
        assert!(world.services.contacts_waiting(&actor, &request()).await.is_err(), "{user}");
    }
}

/// R121: staff invite a child's parents, and nobody's of a client of 16.
#[tokio::test]
async fn parents_of_a_child_are_invited() {
    let world = World::new().await;
    let nurse = world.actor("nurse").await;
    let born = |years: i16| date(2026, 5, 1).checked_sub(years.years()).unwrap();
    for (years, expected) in [(11, true), (15, true), (16, false), (18, false)] {
        let demographics = Demographics {
            name: ClientName { given: "Sam".to_owned(), own: "Vos".to_owned(), ..ClientName::default() },
            birth_date: Some(born(years)),
            ..Demographics::default()
        };
        let new = NewClient { demographics, location: None };
        let client = world.services.store.create_client(&world.here.operator, new).await.unwrap();
        // By law: no consent is asked of a child.
        let parent = InvitationForm { consent: false, ..form(Basis::Parent) };
        let invited = world.invite(&nurse, client, &parent, u128::try_from(years).unwrap()).await;
        let expected = if expected { Invite::Sent } else { Invite::Faults(vec![Fault::Basis]) };
        assert_eq!(invited, expected, "{years}");
    }
}

/// R39, R41, R43: client and manager invite; the member joins and sees exactly what was chosen.
#[tokio::test]
async fn a_manager_invites_and_the_member_sees_exactly_the_kinds() {
    let world = World::new().await;
    let client = world.here.client;
    let own = world.actor("client").await;
    let refused = world.to_network(&own, client, &member(), 1).await;
    assert!(matches!(refused, Err(Error::Refused(Refusal::RoleNotAllowed))), "two contacts, no network");
    assert!(world.services.network_invitations(&own, client, &request()).await.is_err());
    world.with_network().await;
    let (manager, _) = world.stands_beside("manager", client, Basis::NetworkMember, true).await;
    let no_consent = NetworkForm { consent: false, kinds: Vec::new(), ..member() };
    let faults = NetworkInvite::Faults(vec![NetworkFault::Kinds, NetworkFault::Consent]);
    assert_eq!(world.to_network(&manager, client, &no_consent, 2).await.unwrap(), faults);
    assert_eq!(world.to_network(&manager, client, &member(), 3).await.unwrap(), NetworkInvite::Sent);
    assert_eq!(world.to_network(&manager, client, &member(), 3).await.unwrap(), NetworkInvite::Before);
    let mail = world.messenger.last();
    for secret in ["Jansen", "Anna", "1963", &client.to_string()] {
        assert!(!mail.body.contains(secret) && !mail.subject.contains(secret), "the mail tells {secret}");
    }
    let desk = world.services.network_invitations(&manager, client, &request()).await.unwrap();
    let [made] = desk.invitations.as_slice() else { panic!("one invitation") };
    assert_eq!((made.content.asked_by, made.content.asked_how), (AskedBy::Manager, AskedHow::Portal));
    assert!(made.content.consent);
    let again = world
        .services
        .invite_to_network_again(&manager, client, made.id, made.number(), PORTAL, &request())
        .await;
    assert_eq!(again.unwrap(), Again::Sent);
    let joined = world.join("karin").await;
    let seen = world.services.record_start(&joined, client, &request()).await.unwrap();
    drop(seen);
    let client_now = world.actor("client").await;
    let access = world.services.access(&client_now, client, &request()).await.unwrap();
    let one = access.people.iter().find(|person| person.beside.name == "Karin de Wit").unwrap();
    let kinds = Kinds::NONE.with(DataKind::Agenda).with(DataKind::Measurements);
    assert_eq!(one.beside.sees, Ok(kinds));
    assert!(access.invites);

    // What is out can be withdrawn by the client too.
    assert_eq!(world.to_network(&client_now, client, &member(), 4).await.unwrap(), NetworkInvite::Sent);
    let desk = world.services.network_invitations(&client_now, client, &request()).await.unwrap();
    assert_eq!(desk.invitations[0].content.asked_by, AskedBy::Client);
    let open = desk.invitations[0].id;
    let withdraw = async || {
        world.services.withdraw_network_invitation(&client_now, client, open, &request()).await.unwrap()
    };
    assert!(withdraw().await);
    assert!(!withdraw().await);
    let desk = world.services.network_invitations(&client_now, client, &request()).await.unwrap();
    assert_eq!(desk.invitations[0].state, InvitationState::Withdrawn);
}

/// R39, R121: a member without the management, the parent of a client of 14, another client, and a
/// relation that has ended.
#[tokio::test]
async fn nobody_else_invites_to_a_network() {
    let world = World::new().await;
    world.with_network().await;
    let client = world.here.client;
    let (family, _) = world.stands_beside("family", client, Basis::NetworkMember, false).await;
    let refused = world.to_network(&family, client, &member(), 1).await;
    assert!(matches!(refused, Err(Error::Refused(Refusal::RoleNotAllowed))));

    let demographics = Demographics {
        name: ClientName { given: "Sam".to_owned(), own: "Vos".to_owned(), ..ClientName::default() },
        birth_date: Some(date(2012, 1, 31)),
        ..Demographics::default()
    };
    let new = NewClient { demographics, location: None };
    let child = world.services.store.create_client(&world.here.operator, new).await.unwrap();
    let (parent, _) = world.stands_beside("parent", child, Basis::Parent, false).await;
    let refused = world.to_network(&parent, child, &member(), 2).await;
    assert!(matches!(refused, Err(Error::Refused(Refusal::RoleNotAllowed))), "the say is the child's");
    let (own, _) = world.stands_beside("sam", child, Basis::Own, false).await;
    assert_eq!(world.to_network(&own, child, &member(), 3).await.unwrap(), NetworkInvite::Sent);
    let refused = world.to_network(&own, client, &member(), 4).await;
    assert!(matches!(refused, Err(Error::Refused(Refusal::NoRelation))));

    let (manager, relation) = world.stands_beside("manager", client, Basis::NetworkMember, true).await;
    assert_eq!(world.to_network(&manager, client, &member(), 5).await.unwrap(), NetworkInvite::Sent);
    let nurse = world.actor("nurse").await;
    let (edit, key) = (RelationEdit::Withdraw, Uuid::from_u128(6));
    world.services.change_access(&nurse, client, relation, edit, "weg", key, &request()).await.unwrap();
    let refused = world.to_network(&manager, client, &member(), 7).await;
    assert!(matches!(refused, Err(Error::Refused(Refusal::RelationNotInForce))), "in the open session too");
    let staff = world.to_network(&nurse, client, &member(), 8).await;
    assert!(matches!(staff, Err(Error::Refused(Refusal::RoleNotAllowed))), "staff have their own page");
}

/// R44: whoever has an account logs in, and there is no second one.
#[tokio::test]
async fn one_account_looks_along_with_two_people() {
    let world = World::new().await;
    let nurse = world.actor("nurse").await;
    let (first, second) = (world.another_client(true).await, world.another_client(true).await);
    assert_eq!(world.invite(&nurse, first, &form(Basis::SecondContact), 1).await, Invite::Sent);
    let karin = world.join("karin").await;
    let nurse = world.actor("nurse").await;
    assert_eq!(world.invite(&nurse, second, &form(Basis::SecondContact), 2).await, Invite::Sent);
    let token = world.going(&world.mailed_code()).await;
    let outlook =
        async |actor: &Actor| world.services.joining_own(actor, &token).await.unwrap().map(|own| own.outlook);
    assert_eq!(outlook(&nurse).await, Some(Adding::AtWork), "work and private are never mixed");
    assert_eq!(outlook(&karin).await, Some(Adding::Done));
    assert!(world.services.record_start(&karin, second, &request()).await.is_err());
    let added = world.services.join_with_own(&karin, &token, &request()).await.unwrap();
    assert_eq!(added, Adding::Done);
    for client in [first, second] {
        assert!(world.services.record_start(&karin, client, &request()).await.is_ok());
    }
    assert_eq!(outlook(&karin).await, None, "it was used");
    assert!(world.services.joining(&world.here.organisation, &token).await.unwrap().is_none());
}

/// R16: contacts and representative at once, each told once and without whose record it was.
#[tokio::test]
async fn the_client_ends_all_access_at_once() {
    let world = World::new().await;
    let client = world.here.client;
    let contact = world.actor("contact").await;
    let key = Uuid::from_u128(1);
    let end = async |actor: &Actor, reason: &str, key| {
        world.services.end_all_access(actor, client, reason, key, &request()).await
    };
    let refused = end(&contact, "", key).await;
    assert!(
        matches!(refused, Err(Error::Refused(Refusal::RoleNotAllowed))),
        "a representative ends one by one"
    );
    let other = world.actor("other").await;
    assert!(matches!(end(&other, "", key).await, Err(Error::Refused(Refusal::NoRelation))));
    let nurse = world.actor("nurse").await;
    assert_eq!(end(&nurse, " ", key).await.unwrap(), AllEnded::NoReason);
    let own = world.actor("client").await;
    let before = world.messenger.count();
    assert_eq!(end(&own, "", key).await.unwrap(), AllEnded::Done);
    assert_eq!(end(&own, "", key).await.unwrap(), AllEnded::Done);
    assert_eq!(world.messenger.count(), before + 1, "each is told once");
    let told = world.messenger.last();
    assert_eq!((told.channel, told.to.as_str()), (Channel::Sms, "+31612345678"));
    for secret in ["Jansen", "Anna", &client.to_string()] {
        assert!(!told.body.contains(secret), "the message tells {secret}");
    }
    assert!(world.services.record_start(&contact, client, &request()).await.is_err());
    assert!(world.services.record_start(&own, client, &request()).await.is_ok());
    // Staff, on the client's request: there is nobody left to tell.
    let nurse = world.actor("nurse").await;
    let before = world.messenger.count();
    assert_eq!(end(&nurse, "gevraagd", Uuid::from_u128(2)).await.unwrap(), AllEnded::Done);
    assert_eq!(world.messenger.count(), before);
}
