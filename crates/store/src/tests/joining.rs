//! Joining: invitations, their codes, the steps, and the account at the end.

use inzage_domain::{
    Basis, Bsn, ClientId, EmailAddress, PhoneNumber,
    access::{Kinds, ManageAccess, ReadRecord, Refusal},
    joining::{AskedBy, AskedHow, Delivery, InvitationCode, InvitationState, STEPS_VALID, VALID},
};
use jiff::{SignedDuration, civil::date};
use uuid::Uuid;

use super::{
    on_both,
    world::{Place, World, demographics, request},
};
use crate::*;

on_both! {
    /// R43: six weeks to the microsecond.
    an_invitation_works_for_forty_two_days;
    /// R43: withdrawn or sent again, the old code and the steps begun with it stop.
    withdrawn_and_renewed_codes_stop;
    the_same_form_twice_is_one_invitation;
    /// R6: one own account, one first contact, one second contact.
    there_is_no_second_of_a_kind;
    another_organisation_and_another_birth_date_open_nothing;
    /// R44: there is no account before e-mail and mobile number are both proved.
    the_account_comes_with_the_last_step;
    each_code_has_three_tries_and_ten_minutes;
    of_two_at_once_one_joins;
    a_name_that_is_taken_is_chosen_anew;
    /// R114, R115: a document is kept only after the BSN was checked.
    who_a_client_is_is_known_in_two_stages;
    only_nurses_and_secretaries_invite;
    invitations_do_not_cross;
}

const MOMENT: SignedDuration = SignedDuration::from_micros(1);
const PHC: &str = "$argon2id$v=19$m=8,t=1,p=1$c2FsdHNhbHQ$aGFzaA";

pub(super) fn invitation(basis: Basis) -> NewInvitation {
    NewInvitation {
        basis,
        kinds: Kinds::NONE.bits(),
        name: "Karin de Wit".into(),
        email: EmailAddress::parse("karin@example.nl").unwrap(),
        mobile: PhoneNumber::parse("06 87 65 43 21").unwrap(),
        delivery: Delivery::Mail,
        asked_by: AskedBy::Client,
        asked_how: AskedHow::Phone,
        asked_on: date(2026, 4, 30),
        consent: basis != Basis::Own,
        last_day: None,
        kinship: None,
    }
}

/// The invited person, as the care plan names her.
pub(super) fn karin() -> RegisteredContact {
    let NewInvitation { name, email, mobile, .. } = invitation(Basis::FirstContact);
    RegisteredContact {
        name,
        relation: "dochter".into(),
        born: None,
        email: Some(email),
        mobile: Some(mobile),
    }
}

/// A nurse with leave to manage a client's access.
pub(super) struct Desk {
    pub(super) actor: Actor,
    pub(super) permit: Permitted<ManageAccess>,
}

pub(super) async fn desk(world: &World, place: &Place, client: ClientId) -> Desk {
    let (_, actor) = world.log_in(place, place.nurse_account).await;
    let permit = world.store.permit(&actor, Some(client), &request()).await.unwrap().unwrap();
    Desk { actor, permit }
}

/// A client with nobody beside them.
pub(super) async fn alone(world: &World, place: &Place) -> ClientId {
    let new = NewClient { demographics: demographics("Anna", "Wit", Some("999900018")), location: None };
    world.store.create_client(&place.operator, new).await.unwrap()
}

impl Desk {
    pub(super) async fn invite(&self, world: &World, new: &NewInvitation, key: u128) -> Invited {
        let key = Uuid::from_u128(key);
        world.store.invitation_create(&self.permit, &self.actor, new, key, &request()).await.unwrap()
    }

    pub(super) async fn register(&self, world: &World, contact: &RegisteredContact) -> Registering {
        let (permit, actor) = (&self.permit, &self.actor);
        world.store.register_contact(permit, actor, contact, &request()).await.unwrap()
    }

    pub(super) async fn code(&self, world: &World, basis: Basis, key: u128) -> InvitationCode {
        if basis == Basis::FirstContact {
            self.register(world, &karin()).await;
        }
        match self.invite(world, &invitation(basis), key).await {
            Invited::Made { code, .. } => code,
            other => panic!("no invitation: {other:?}"),
        }
    }

    pub(super) async fn list(&self, world: &World) -> Vec<Invitation> {
        world.store.invitations(&self.permit).await.unwrap()
    }
}

pub(super) async fn begin(world: &World, place: &Place, code: &InvitationCode) -> Option<String> {
    let born = Some(date(1963, 9, 18));
    world.store.joining_begin(&place.organisation, code, born, &request()).await.unwrap()
}

/// A device at the step of the mobile number, whose code is `222222`.
pub(super) async fn at_mobile(world: &World, code: &InvitationCode, user: &str) -> String {
    let (store, here) = (&world.store, &world.here.organisation);
    let token = begin(world, &world.here, code).await.unwrap();
    assert_eq!(store.joining_name(here, &token, user, &request()).await.unwrap(), Named::Kept);
    assert!(store.joining_password(here, &token, PHC, &request()).await.unwrap());
    assert_eq!(send(world, &token, Contact::Email, "111111").await, CodeSending::Send);
    assert_eq!(prove(world, &token, Contact::Email, "111111").await, Proved::Right);
    assert_eq!(send(world, &token, Contact::Mobile, "222222").await, CodeSending::Send);
    token
}

async fn send(world: &World, token: &str, contact: Contact, code: &str) -> CodeSending {
    world.store.joining_send(&world.here.organisation, token, contact, code, &request()).await.unwrap()
}

pub(super) async fn prove(world: &World, token: &str, contact: Contact, code: &str) -> Proved {
    world.store.joining_prove(&world.here.organisation, token, contact, code, &request()).await.unwrap()
}

async fn an_invitation_works_for_forty_two_days(world: World) {
    let desk = desk(&world, &world.here, alone(&world, &world.here).await).await;
    let code = desk.code(&world, Basis::Own, 1).await;
    assert!(begin(&world, &world.here, &code).await.is_some());
    world.pass(VALID - MOMENT);
    assert_eq!(desk.list(&world).await[0].state, InvitationState::Open);
    let token = begin(&world, &world.here, &code).await.unwrap();
    assert!(world.store.joining(&world.here.organisation, &token).await.unwrap().is_some());
    let named = world.store.joining_name(&world.here.organisation, &token, "wim", &request()).await;
    assert_eq!(named.unwrap(), Named::Kept);
    world.pass(MOMENT);
    assert_eq!(desk.list(&world).await[0].state, InvitationState::Expired);
    assert_eq!(begin(&world, &world.here, &code).await, None);
    // Steps that were begun in time stop with it.
    assert!(world.store.joining(&world.here.organisation, &token).await.unwrap().is_none());
    let named = world.store.joining_name(&world.here.organisation, &token, "karin", &request()).await;
    assert_eq!(named.unwrap(), Named::Ended);
    world.pass(STEPS_VALID);
    world.store.tidy().await.unwrap();
    assert_eq!(world.count("SELECT COUNT(*) FROM joining_device").await, 0);
    assert_eq!(world.count("SELECT COUNT(*) FROM joining").await, 0);
}

async fn withdrawn_and_renewed_codes_stop(world: World) {
    let desk = desk(&world, &world.here, alone(&world, &world.here).await).await;
    let old = desk.code(&world, Basis::FirstContact, 1).await;
    let token = begin(&world, &world.here, &old).await.unwrap();
    let found = desk.list(&world).await.remove(0);
    let renew = async |seen| {
        let (permit, actor) = (&desk.permit, &desk.actor);
        world.store.invitation_renew(permit, actor, found.id, seen, &request()).await.unwrap()
    };
    let (renewed, new) = renew(found.number()).await.unwrap();
    assert_eq!((renewed.number(), renewed.state), (2, InvitationState::Open));
    assert!(renew(found.number()).await.is_none(), "the same form twice sends once");
    assert_ne!(old, new);
    assert_eq!(begin(&world, &world.here, &old).await, None);
    assert!(world.store.joining(&world.here.organisation, &token).await.unwrap().is_none());
    let token = begin(&world, &world.here, &new).await.unwrap();
    let letter = world.store.invitation_letter(&desk.permit, &desk.actor, found.id, &request()).await;
    assert_eq!(letter.unwrap().unwrap().1, new);
    // An expired one can be sent again too.
    world.pass(VALID);
    assert_eq!(begin(&world, &world.here, &new).await, None);
    let (_, newest) = renew(2).await.unwrap();
    assert!(begin(&world, &world.here, &newest).await.is_some());

    let withdraw = async || {
        let (permit, actor) = (&desk.permit, &desk.actor);
        world.store.invitation_withdraw(permit, actor, found.id, &request()).await.unwrap()
    };
    assert!(withdraw().await);
    assert!(!withdraw().await);
    assert!(renew(3).await.is_none());
    assert_eq!(begin(&world, &world.here, &newest).await, None);
    assert!(world.store.joining(&world.here.organisation, &token).await.unwrap().is_none());
    let letter = world.store.invitation_letter(&desk.permit, &desk.actor, found.id, &request()).await;
    assert!(letter.unwrap().is_none());
    assert_eq!(desk.list(&world).await[0].state, InvitationState::Withdrawn);
}

async fn the_same_form_twice_is_one_invitation(world: World) {
    let desk = desk(&world, &world.here, alone(&world, &world.here).await).await;
    let new = invitation(Basis::NetworkMember);
    assert!(matches!(desk.invite(&world, &new, 1).await, Invited::Made { .. }));
    for _ in 0..2 {
        assert_eq!(desk.invite(&world, &new, 1).await, Invited::Before);
    }
    assert_eq!(desk.list(&world).await.len(), 1);
    // Another form makes another: a network has many members.
    assert!(matches!(desk.invite(&world, &new, 2).await, Invited::Made { .. }));
    assert_eq!(desk.list(&world).await.len(), 2);
}

async fn there_is_no_second_of_a_kind(world: World) {
    // This client has an own account and a first contact.
    let taken = desk(&world, &world.here, world.here.client).await;
    taken.register(&world, &karin()).await;
    for (key, basis) in [(1, Basis::Own), (2, Basis::FirstContact)] {
        assert_eq!(taken.invite(&world, &invitation(basis), key).await, Invited::Exists);
    }
    let second = invitation(Basis::SecondContact);
    assert!(matches!(taken.invite(&world, &second, 3).await, Invited::Made { .. }));
    assert_eq!(taken.invite(&world, &second, 4).await, Invited::Exists, "an open one is enough");
    world.pass(VALID);
    let again = desk(&world, &world.here, world.here.client).await;
    assert!(
        matches!(again.invite(&world, &second, 5).await, Invited::Made { .. }),
        "an expired one makes room"
    );
    assert_eq!(again.list(&world).await.len(), 2);
}

async fn another_organisation_and_another_birth_date_open_nothing(world: World) {
    let desk = desk(&world, &world.here, alone(&world, &world.here).await).await;
    let own = desk.code(&world, Basis::Own, 1).await;
    let beside = desk.code(&world, Basis::FirstContact, 2).await;
    let (store, here) = (&world.store, &world.here.organisation);
    assert_eq!(begin(&world, &world.there, &own).await, None);
    for born in [None, Some(date(1963, 9, 17))] {
        assert_eq!(store.joining_begin(here, &own, born, &request()).await.unwrap(), None, "{born:?}");
    }
    // Whoever looks beside is not asked for it.
    assert!(store.joining_begin(here, &beside, None, &request()).await.unwrap().is_some());
    let token = begin(&world, &world.here, &own).await.unwrap();
    assert!(store.joining(&world.there.organisation, &token).await.unwrap().is_none());
    for nonsense in ["", "zz", &"0".repeat(64)] {
        assert!(store.joining(here, nonsense).await.unwrap().is_none());
    }
}

async fn the_account_comes_with_the_last_step(world: World) {
    let client = alone(&world, &world.here).await;
    let desk = desk(&world, &world.here, client).await;
    let code = desk.code(&world, Basis::SecondContact, 1).await;
    let (store, here) = (&world.store, &world.here.organisation);
    let token = begin(&world, &world.here, &code).await.unwrap();
    // Out of turn nothing is done.
    assert!(!store.joining_password(here, &token, PHC, &request()).await.unwrap());
    assert_eq!(send(&world, &token, Contact::Email, "111111").await, CodeSending::Ended);
    assert_eq!(store.joining_name(here, &token, "Karin", &request()).await.unwrap(), Named::Kept);
    assert!(store.joining_password(here, &token, PHC, &request()).await.unwrap());
    assert_eq!(send(&world, &token, Contact::Mobile, "222222").await, CodeSending::Ended);
    assert_eq!(prove(&world, &token, Contact::Mobile, "222222").await, Proved::Ended);
    assert_eq!(send(&world, &token, Contact::Email, "111111").await, CodeSending::Send);
    assert_eq!(prove(&world, &token, Contact::Email, "111111").await, Proved::Right);
    assert_eq!(send(&world, &token, Contact::Mobile, "222222").await, CodeSending::Send);

    // Another device goes on where the first was.
    let other = begin(&world, &world.here, &code).await.unwrap();
    let found = store.joining(here, &other).await.unwrap().unwrap();
    assert_eq!(found.user_name.as_deref(), Some("Karin"));
    assert!(found.has_password && found.email_proved && found.mobile_code.is_some());
    assert!(store.find_credentials(here, "karin").await.unwrap().is_none(), "R44: no account yet");

    let Proved::Joined { account } = prove(&world, &other, Contact::Mobile, "222222").await else {
        panic!("not joined");
    };
    assert_eq!(prove(&world, &token, Contact::Mobile, "222222").await, Proved::Ended);
    let credentials = store.find_credentials(here, "karin").await.unwrap().unwrap();
    assert_eq!((credentials.account, credentials.password_hash.as_str()), (account, PHC));
    assert!(credentials.mobile.is_some());
    let (_, actor) = world.log_in(&world.here, account).await;
    let permit = store.permit::<ReadRecord>(&actor, Some(client), &request()).await.unwrap().unwrap();
    assert_eq!(permit.basis().map(|(_, basis)| basis), Some(Basis::SecondContact));
    assert_eq!(world.may_read(&actor, world.here.client).await.unwrap_err(), Refusal::NoRelation);
    assert_eq!(desk.list(&world).await[0].state, InvitationState::Used);
    assert_eq!(begin(&world, &world.here, &code).await, None, "a code works once");
    assert_eq!(world.count("SELECT COUNT(*) FROM joining_code").await, 0);
    assert_eq!(world.count("SELECT COUNT(*) FROM joining_device").await, 0);
    assert_eq!(world.count("SELECT COUNT(*) FROM joining").await, 0);
    assert!(store.verify_log(&world.here.operator).await.unwrap().is_whole());
}

async fn each_code_has_three_tries_and_ten_minutes(world: World) {
    let desk = desk(&world, &world.here, alone(&world, &world.here).await).await;
    let code = desk.code(&world, Basis::FirstContact, 1).await;
    let token = at_mobile(&world, &code, "karin").await;
    for left in [2, 1, 0] {
        assert_eq!(prove(&world, &token, Contact::Mobile, "999999").await, Proved::Wrong { left });
    }
    assert_eq!(prove(&world, &token, Contact::Mobile, "222222").await, Proved::UsedUp);
    world.pass(SignedDuration::from_secs(60) - MOMENT);
    assert!(matches!(send(&world, &token, Contact::Mobile, "333333").await, CodeSending::TooSoon { .. }));
    world.pass(MOMENT);
    assert_eq!(send(&world, &token, Contact::Mobile, "333333").await, CodeSending::Send);
    assert_eq!(prove(&world, &token, Contact::Mobile, "222222").await, Proved::Wrong { left: 2 });
    world.pass(SignedDuration::from_mins(10));
    assert_eq!(prove(&world, &token, Contact::Mobile, "333333").await, Proved::Expired);
    assert_eq!(send(&world, &token, Contact::Mobile, "444444").await, CodeSending::Send);
    world.pass(SignedDuration::from_mins(10) - MOMENT);
    assert!(matches!(prove(&world, &token, Contact::Mobile, "444444").await, Proved::Joined { .. }));

    // Ten codes for one sending, no more.
    let code = desk.code(&world, Basis::SecondContact, 2).await;
    let token = at_mobile(&world, &code, "piet").await;
    for _ in 0..9 {
        world.pass(SignedDuration::from_mins(1));
        assert_eq!(send(&world, &token, Contact::Mobile, "1").await, CodeSending::Send);
    }
    world.pass(SignedDuration::from_mins(1));
    assert_eq!(send(&world, &token, Contact::Mobile, "1").await, CodeSending::TooMany);
}

async fn of_two_at_once_one_joins(world: World) {
    let desk = desk(&world, &world.here, alone(&world, &world.here).await).await;
    let code = desk.code(&world, Basis::Own, 1).await;
    let one = at_mobile(&world, &code, "karin").await;
    let other = begin(&world, &world.here, &code).await.unwrap();
    let second = world.another().await;
    let here = &world.here.organisation;
    let context = request();
    let (one, other) = tokio::join!(
        world.store.joining_prove(here, &one, Contact::Mobile, "222222", &context),
        second.joining_prove(here, &other, Contact::Mobile, "222222", &context),
    );
    let outcomes = [one.unwrap(), other.unwrap()];
    let joined = outcomes.iter().filter(|outcome| matches!(outcome, Proved::Joined { .. })).count();
    assert_eq!(joined, 1, "{outcomes:?}");
    assert!(
        outcomes.iter().any(|outcome| matches!(outcome, Proved::Ended | Proved::NameTaken)),
        "{outcomes:?}"
    );
    assert_eq!(world.count("SELECT COUNT(*) FROM invitation WHERE account IS NOT NULL").await, 1);
    second.close().await.unwrap();
}

async fn a_name_that_is_taken_is_chosen_anew(world: World) {
    let desk = desk(&world, &world.here, alone(&world, &world.here).await).await;
    let (store, here) = (&world.store, &world.here.organisation);
    let first = desk.code(&world, Basis::FirstContact, 1).await;
    let token = begin(&world, &world.here, &first).await.unwrap();
    assert_eq!(store.joining_name(here, &token, " NURSE ", &request()).await.unwrap(), Named::Taken);
    // Two choose one name at the same time: the one who is done first has it.
    let second = desk.code(&world, Basis::SecondContact, 2).await;
    let one = at_mobile(&world, &first, "karin").await;
    let other = at_mobile(&world, &second, "Karin").await;
    assert!(matches!(prove(&world, &one, Contact::Mobile, "222222").await, Proved::Joined { .. }));
    assert_eq!(prove(&world, &other, Contact::Mobile, "222222").await, Proved::NameTaken);
    assert_eq!(store.joining(here, &other).await.unwrap().unwrap().user_name, None);
    assert_eq!(store.joining_name(here, &other, "karin2", &request()).await.unwrap(), Named::Kept);
    assert_eq!(send(&world, &other, Contact::Mobile, "555555").await, CodeSending::Send);
    assert!(matches!(prove(&world, &other, Contact::Mobile, "555555").await, Proved::Joined { .. }));
}

async fn who_a_client_is_is_known_in_two_stages(world: World) {
    let desk = desk(&world, &world.here, world.here.client).await;
    let (store, context) = (&world.store, request());
    let document =
        IdentityDocument { kind: DocumentKind::Passport, ending: "X1Y2".into(), seen_on: date(2026, 4, 30) };
    let record =
        async || store.identity_record(&desk.permit, &desk.actor, &document, &context).await.unwrap();
    let check = async |bsn| {
        let bsn = Bsn::parse(bsn).unwrap();
        store.identity_check_bsn(&desk.permit, &desk.actor, &bsn, &context).await.unwrap()
    };
    assert!(!record().await, "the BSN comes first");
    assert_eq!(check("999900018").await, BsnCheck::Different);
    assert_eq!(store.identity(&desk.permit).await.unwrap().bsn_checked_at, None);
    assert_eq!(check("999900006").await, BsnCheck::Same);
    assert!(record().await);
    let known = store.identity(&desk.permit).await.unwrap();
    assert!(known.bsn_checked_at.is_some() && known.identified_at.is_some());
    assert_eq!(known.document, Some(document));
}

async fn only_nurses_and_secretaries_invite(world: World) {
    let here = &world.here;
    for account in [here.client_account, here.contact_account, here.admin_account] {
        let (_, actor) = world.log_in(here, account).await;
        let permit = world.store.permit::<ManageAccess>(&actor, Some(here.client), &request()).await.unwrap();
        assert_eq!(permit.err(), Some(Refusal::RoleNotAllowed));
    }
    let (_, nurse) = world.log_in(&world.there, world.there.nurse_account).await;
    let permit = world.store.permit::<ManageAccess>(&nurse, Some(here.client), &request()).await.unwrap();
    assert_eq!(permit.err(), Some(Refusal::NoSuchClient));
}

async fn invitations_do_not_cross(world: World) {
    let (store, here, there) = (&world.store, &world.here, &world.there);
    let context = request();
    let mine = desk(&world, here, alone(&world, here).await).await;
    let theirs = desk(&world, there, there.client).await;
    let (permit, actor) = (&theirs.permit, &theirs.actor);
    let new = invitation(Basis::Own);
    let made =
        store.invitation_create(&mine.permit, &mine.actor, &new, Uuid::from_u128(1), &context).await.unwrap();
    let Invited::Made { id, code } = made else { panic!("no invitation") };
    assert_eq!(store.invitation_client(permit).await.unwrap().0.own, "Jansen");
    assert!(store.invitations(permit).await.unwrap().is_empty());
    assert!(store.invitation_letter(permit, actor, id, &context).await.unwrap().is_none());
    assert!(store.invitation_renew(permit, actor, id, 1, &context).await.unwrap().is_none());
    assert!(!store.invitation_withdraw(permit, actor, id, &context).await.unwrap());
    // Nor through another client of the same organisation.
    let beside = desk(&world, here, here.client).await;
    assert!(!store.invitation_withdraw(&beside.permit, &beside.actor, id, &context).await.unwrap());
    assert!(store.invitation_renew(&beside.permit, &beside.actor, id, 1, &context).await.unwrap().is_none());
    assert!(store.invitation_letter(&beside.permit, &beside.actor, id, &context).await.unwrap().is_none());

    let born = Some(date(1963, 9, 18));
    let (home, elsewhere) = (&here.organisation, &there.organisation);
    assert_eq!(store.joining_begin(elsewhere, &code, born, &context).await.unwrap(), None);
    let token = store.joining_begin(home, &code, born, &context).await.unwrap().unwrap();
    assert!(store.joining(elsewhere, &token).await.unwrap().is_none());
    assert_eq!(store.joining_name(elsewhere, &token, "karin", &context).await.unwrap(), Named::Ended);
    assert_eq!(store.joining_name(home, &token, "karin", &context).await.unwrap(), Named::Kept);
    assert!(!store.joining_password(elsewhere, &token, "hash", &context).await.unwrap());
    assert!(store.joining_password(home, &token, "hash", &context).await.unwrap());
    let sent = store.joining_send(elsewhere, &token, Contact::Email, "111111", &context).await.unwrap();
    assert_eq!(sent, CodeSending::Ended);
    store.joining_send(home, &token, Contact::Email, "111111", &context).await.unwrap();
    let proved = store.joining_prove(elsewhere, &token, Contact::Email, "111111", &context).await.unwrap();
    assert_eq!(proved, Proved::Ended);

    // Both organisations have a client with this number: each keeps its own.
    let bsn = Bsn::parse("999900006").unwrap();
    store.identity_check_bsn(permit, actor, &bsn, &context).await.unwrap();
    let document =
        IdentityDocument { kind: DocumentKind::Passport, ending: "X1Y2".into(), seen_on: date(2026, 4, 30) };
    assert!(store.identity_record(permit, actor, &document, &context).await.unwrap());
    assert_eq!(store.identity(&beside.permit).await.unwrap().bsn_checked_at, None);
    assert!(!store.identity_record(&beside.permit, &beside.actor, &document, &context).await.unwrap());
}
