//! A forgotten password and a lost telephone: the code, the second proof, the password; and who may
//! give somebody a way to one.

use inzage_domain::{
    AccountId, EmailAddress, PhoneNumber, ResetId, Role,
    access::{ChangeOrganisation, HelpDesk, ReadOrganisation, Refusal},
    help::AccountAct,
    joining::InvitationCode,
    reset::{CHOOSING, IdentifiedHow, ResetProof, ResetWay},
    sign_in::{CODE_RESEND_AFTER, CODE_VALID},
    totp::{Secret, step_at},
};
use jiff::SignedDuration;
use uuid::Uuid;

use super::{
    on_both,
    world::{Place, World, request},
};
use crate::*;

on_both! {
    a_forgotten_password_is_replaced_with_two_proofs;
    who_asks_learns_nothing_and_takes_nothing_away;
    /// R117: where clients log in with DigiD, no mail gives them a password.
    where_digid_is_the_way_only_staff_have_passwords;
    a_code_ends_after_its_time;
    /// R19: an employee finds and opens the clients of the own locations.
    work_is_where_the_client_is;
    a_proof_has_three_tries_and_ten_minutes;
    the_password_is_chosen_within_a_quarter_of_an_hour;
    a_code_by_sms_is_sent_once_a_minute_and_five_times;
    the_app_is_the_proof_where_there_is_one;
    the_help_desk_hands_a_code_over;
    a_new_number_takes_the_place_of_the_lost_telephone;
    ways_to_a_password_do_not_cross;
    staff_do_not_cross;
    an_employee_comes_with_a_first_password_to_choose;
    a_role_ends_in_open_sessions_and_nobody_changes_the_own;
}

const MOMENT: SignedDuration = SignedDuration::from_micros(1);
const PHC: &str = "$argon2id$v=19$m=8,t=1,p=1$c2FsdHNhbHQ$bmlldXc";
const SMS: &str = "246810";

/// An account with an address, and the code that was mailed to it.
async fn mailed(world: &World, place: &Place, user_name: &str) -> (AccountId, InvitationCode) {
    let account = with_address(world, place, user_name).await;
    let mail = world.store.reset_ask(&place.organisation, user_name, &request()).await.unwrap().unwrap();
    assert_eq!(mail.email, "mens@example.nl");
    (account, mail.code)
}

async fn with_address(world: &World, place: &Place, user_name: &str) -> AccountId {
    let person = world.store.create_person(&place.operator, "Mens").await.unwrap();
    let new = NewAccount {
        person,
        user_name: user_name.into(),
        display_name: "Mens".into(),
        mobile: Some(PhoneNumber::parse("0612345678").unwrap()),
        email: Some("mens@example.nl".into()),
        password_hash: "$argon2id$v=19$m=8,t=1,p=1$c2FsdHNhbHQ$aGFzaA".into(),
    };
    world.store.create_account(&place.operator, &new).await.unwrap()
}

async fn begun(world: &World, place: &Place, code: &InvitationCode) -> String {
    match world.store.reset_begin(&place.organisation, code, SMS, &request()).await.unwrap() {
        ResetBegun::Begun { token, .. } => token,
        other => panic!("{other:?}"),
    }
}

fn sms(code: &str) -> AppCode {
    AppCode::Code(code.into())
}

async fn prove(world: &World, place: &Place, token: &str, code: &str) -> ChallengeOutcome {
    world.store.reset_prove(&place.organisation, token, &sms(code), &request()).await.unwrap()
}

async fn desk(world: &World, place: &Place) -> Permitted<HelpDesk> {
    let (_, admin) = world.log_in(place, place.admin_account).await;
    world.store.permit(&admin, None, &request()).await.unwrap().unwrap()
}

fn handed(account: AccountId) -> DeskReset {
    DeskReset {
        account,
        way: ResetWay::Handed,
        how: IdentifiedHow::AtDesk,
        note: "paspoort gezien".into(),
        mobile: None,
    }
}

async fn a_forgotten_password_is_replaced_with_two_proofs(world: World) {
    let (store, place, here) = (&world.store, &world.here, &world.here.organisation);
    let (account, code) = mailed(&world, place, "els").await;
    let (session, _) = world.log_in(place, account).await;
    let token = match store.reset_begin(here, &code, SMS, &request()).await.unwrap() {
        ResetBegun::Begun { token, proof: ResetProof::Sms, mobile: Some(mobile) }
            if mobile.ending() == "78" =>
        {
            token
        }
        other => panic!("{other:?}"),
    };
    assert!(matches!(store.reset_step(here, &token).await.unwrap(), Some(ResetStep::Sms { .. })));
    // Without the second proof there is no password, and such a code never logs in.
    assert_eq!(store.reset_finish(here, &token, PHC, &request()).await.unwrap(), None);
    assert_eq!(store.challenge(here, &token).await.unwrap(), None);
    assert!(matches!(prove(&world, place, &token, "000000").await, ChallengeOutcome::Wrong { left: 2, .. }));
    assert!(matches!(prove(&world, place, &token, SMS).await, ChallengeOutcome::Right { .. }));
    let step = store.reset_step(here, &token).await.unwrap();
    assert!(matches!(step, Some(ResetStep::Password { user_name, .. }) if user_name == "els"));
    world.actor(place, &session).await;
    let done = store.reset_finish(here, &token, PHC, &request()).await.unwrap().unwrap();
    assert_eq!(
        (done.account, done.email.as_deref(), done.old_mobile),
        (account, Some("mens@example.nl"), None)
    );
    let kept = store.find_credentials(here, "els").await.unwrap().unwrap();
    assert_eq!(kept.password_hash, PHC);
    assert!(matches!(store.actor(here, &session, &request()).await.unwrap(), SessionState::Over(_)));
    assert_eq!(store.reset_finish(here, &token, PHC, &request()).await.unwrap(), None, "twice");
    assert_eq!(store.reset_begin(here, &code, SMS, &request()).await.unwrap(), ResetBegun::Unknown, "used");
}

async fn who_asks_learns_nothing_and_takes_nothing_away(world: World) {
    let (store, place, here) = (&world.store, &world.here, &world.here.organisation);
    assert!(store.reset_ask(here, "niemand", &request()).await.unwrap().is_none());
    assert!(store.reset_ask(here, "client", &request()).await.unwrap().is_none(), "without an address");
    let account = with_address(&world, place, "els").await;
    let permit = desk(&world, place).await;
    let made = store.reset_for(&permit, &handed(account), Uuid::from_u128(1), &request()).await.unwrap();
    let DeskResetMade::Handed(letter) = made else { panic!() };
    let first = store.reset_ask(here, "ELS ", &request()).await.unwrap().unwrap().code;
    let second = store.reset_ask(here, "els", &request()).await.unwrap().unwrap().code;
    assert_eq!(store.reset_begin(here, &first, SMS, &request()).await.unwrap(), ResetBegun::Unknown);
    begun(&world, place, &second).await;
    assert!(store.reset_handed(&permit, letter, &request()).await.unwrap().is_some(), "the letter stays");
    // Blocked meanwhile: no code of any kind.
    store.account_act(&permit, account, AccountAct::Block, (None, ""), &request()).await.unwrap();
    assert!(store.reset_ask(here, "els", &request()).await.unwrap().is_none());
    assert_eq!(store.reset_begin(here, &second, SMS, &request()).await.unwrap(), ResetBegun::Unknown);
    let made = store.reset_for(&permit, &handed(account), Uuid::from_u128(2), &request()).await.unwrap();
    assert!(made == DeskResetMade::NotOpen);
}

async fn where_digid_is_the_way_only_staff_have_passwords(world: World) {
    let store = &world.store;
    let new = NewOrganisation {
        key: "digid".into(),
        host: "digid.localhost".into(),
        profile: super::world::profile("digid"),
        policy: inzage_domain::policy::Preset::MijnSein.policy(),
    };
    let organisation = store.create_organisation(new, "root").await.unwrap();
    let operator = store.operator(&organisation, "root: test");
    for (user, works) in [("els", false), ("fatima", true)] {
        let person = store.create_person(&operator, "Mens").await.unwrap();
        let new = NewAccount {
            person,
            user_name: user.into(),
            display_name: "Mens".into(),
            mobile: Some(PhoneNumber::parse("0612345678").unwrap()),
            email: Some("mens@example.nl".into()),
            password_hash: PHC.into(),
        };
        let account = store.create_account(&operator, &new).await.unwrap();
        if works {
            super::world::employment(store, &operator, account, Role::Nurse).await;
        }
        assert_eq!(store.reset_ask(&organisation, user, &request()).await.unwrap().is_some(), works);
    }
}

async fn work_is_where_the_client_is(world: World) {
    let (store, place) = (&world.store, &world.here);
    let north = store.create_location(&place.operator, "Noord", "").await.unwrap();
    let south = store.create_location(&place.operator, "Zuid", "").await.unwrap();
    let mut clients = vec![place.client];
    for (given, location) in [("Bea", north), ("Carla", south)] {
        let demographics = super::world::demographics(given, "Jansen", None);
        let new = NewClient { demographics, location: Some(location) };
        clients.push(store.create_client(&place.operator, new).await.unwrap());
    }
    let Settings { change, .. } = settings(&world, place).await;
    let (_, account) = super::world::account(store, &place.operator, "els").await;
    let work =
        NewEmployment { account, role: Role::Nurse, location: Some(north), from: store.now(), until: None };
    store.create_employment(&place.operator, work).await.unwrap();
    let (_, actor) = world.log_in(place, account).await;
    let seen = async || {
        let mut seen = Vec::new();
        for client in &clients {
            seen.push(world.may_read(&actor, *client).await.map(|_| ()));
        }
        let queries = [
            ClientQuery::Recent,
            ClientQuery::Name("jans".into()),
            ClientQuery::BirthDate(super::world::demographics("x", "y", None).birth_date.unwrap()),
        ];
        for query in queries {
            let found = store.find_clients(&actor, &query, &request()).await.unwrap().unwrap();
            // In the list is who can be opened, and nobody else.
            for (client, opens) in clients.iter().zip(&seen) {
                assert_eq!(found.rows.iter().any(|row| row.id == *client), opens.is_ok(), "{query:?}");
            }
        }
        seen
    };
    assert_eq!(seen().await, [Ok(()), Ok(()), Err(Refusal::OtherLocation)]);
    // One more location, in the open session.
    let more = NewRole { role: Role::Nurse, location: Some(south), from: store.now(), until: None };
    store.staff_role_add(&change, account, more, Uuid::from_u128(1), &request()).await.unwrap();
    assert_eq!(seen().await, [Ok(()), Ok(()), Ok(())]);
}

async fn a_code_ends_after_its_time(world: World) {
    let (place, here) = (&world.here, &world.here.organisation);
    let (_, code) = mailed(&world, place, "els").await;
    world.pass(ResetWay::OwnMail.valid() - MOMENT);
    begun(&world, place, &code).await;
    world.pass(MOMENT);
    assert_eq!(world.store.reset_begin(here, &code, SMS, &request()).await.unwrap(), ResetBegun::Unknown);
    world.store.tidy().await.unwrap();
    assert_eq!(world.count("SELECT COUNT(*) FROM password_reset").await, 0);
}

async fn a_proof_has_three_tries_and_ten_minutes(world: World) {
    let place = &world.here;
    let (_, code) = mailed(&world, place, "els").await;
    let token = begun(&world, place, &code).await;
    for left in [2, 1, 0] {
        assert!(
            matches!(prove(&world, place, &token, "111111").await, ChallengeOutcome::Wrong { left: l, .. } if l == left)
        );
    }
    assert_eq!(prove(&world, place, &token, SMS).await, ChallengeOutcome::UsedUp);
    world.pass(CODE_RESEND_AFTER);
    let token = begun(&world, place, &code).await;
    world.pass(CODE_VALID - MOMENT);
    assert!(matches!(prove(&world, place, &token, "111111").await, ChallengeOutcome::Wrong { left: 2, .. }));
    world.pass(MOMENT);
    assert_eq!(prove(&world, place, &token, SMS).await, ChallengeOutcome::Expired);
}

async fn the_password_is_chosen_within_a_quarter_of_an_hour(world: World) {
    let (store, place, here) = (&world.store, &world.here, &world.here.organisation);
    let (_, code) = mailed(&world, place, "els").await;
    let token = begun(&world, place, &code).await;
    assert!(matches!(prove(&world, place, &token, SMS).await, ChallengeOutcome::Right { .. }));
    world.pass(CHOOSING);
    assert_eq!(store.reset_finish(here, &token, PHC, &request()).await.unwrap(), None);
    let token = begun(&world, place, &code).await;
    assert!(matches!(prove(&world, place, &token, SMS).await, ChallengeOutcome::Right { .. }));
    world.pass(CHOOSING - MOMENT);
    assert!(store.reset_finish(here, &token, PHC, &request()).await.unwrap().is_some());
}

async fn a_code_by_sms_is_sent_once_a_minute_and_five_times(world: World) {
    let (store, place, here) = (&world.store, &world.here, &world.here.organisation);
    let (_, code) = mailed(&world, place, "els").await;
    let first = begun(&world, place, &code).await;
    world.pass(CODE_RESEND_AFTER - MOMENT);
    let early = store.reset_begin(here, &code, SMS, &request()).await.unwrap();
    assert!(matches!(early, ResetBegun::TooSoon { at } if at == store.now() + MOMENT));
    world.pass(MOMENT);
    begun(&world, place, &code).await;
    assert_eq!(prove(&world, place, &first, SMS).await, ChallengeOutcome::Ended, "the newest device counts");
    for _ in 3..=5 {
        world.pass(CODE_RESEND_AFTER);
        begun(&world, place, &code).await;
    }
    world.pass(CODE_RESEND_AFTER);
    assert_eq!(store.reset_begin(here, &code, SMS, &request()).await.unwrap(), ResetBegun::Unknown);
}

async fn the_app_is_the_proof_where_there_is_one(world: World) {
    let (store, place, here) = (&world.store, &world.here, &world.here.organisation);
    let (account, code) = mailed(&world, place, "els").await;
    let secret = Secret::from_bytes(&[5; 20]).unwrap();
    store.install_app(&place.operator, account, &secret).await.unwrap();
    let begun = store.reset_begin(here, &code, SMS, &request()).await.unwrap();
    let ResetBegun::Begun { token, proof: ResetProof::App, mobile: None } = begun else {
        panic!("{begun:?}")
    };
    assert_eq!(store.reset_step(here, &token).await.unwrap(), Some(ResetStep::App));
    assert!(
        matches!(prove(&world, place, &token, SMS).await, ChallengeOutcome::Wrong { .. }),
        "no SMS was sent"
    );
    let right = secret.code(step_at(store.now()));
    assert!(matches!(prove(&world, place, &token, &right).await, ChallengeOutcome::Right { .. }));
    assert!(store.reset_finish(here, &token, PHC, &request()).await.unwrap().is_some());
    assert!(store.has_app(here, account).await.unwrap(), "the app stays");
}

async fn the_help_desk_hands_a_code_over(world: World) {
    let (store, place, here) = (&world.store, &world.here, &world.here.organisation);
    for actor in [place.client_account, place.nurse_account] {
        let (_, actor) = world.log_in(place, actor).await;
        let refused = store.permit::<HelpDesk>(&actor, None, &request()).await.unwrap().err();
        assert_eq!(refused, Some(Refusal::RoleNotAllowed));
    }
    let account = with_address(&world, place, "els").await;
    let permit = desk(&world, place).await;
    let own = store.reset_for(&permit, &handed(place.admin_account), Uuid::from_u128(1), &request()).await;
    assert!(own.unwrap() == DeskResetMade::NotOpen, "not the own one");
    let key = Uuid::from_u128(2);
    let made = store.reset_for(&permit, &handed(account), key, &request()).await.unwrap();
    assert!(made == DeskResetMade::Handed(ResetId::from_uuid(key)));
    assert!(
        store.reset_for(&permit, &handed(account), key, &request()).await.unwrap() == DeskResetMade::Before
    );
    let shown = store.reset_handed(&permit, ResetId::from_uuid(key), &request()).await.unwrap().unwrap();
    assert_eq!((shown.user_name.as_str(), shown.until), ("els", store.now() + ResetWay::Handed.valid()));
    let past = store.account_for_desk(&permit, "els", &request()).await.unwrap().unwrap().past;
    assert_eq!(
        (past.len(), past[0].act, past[0].note.as_str()),
        (1, AccountAct::ResetPassword, "at-desk: paspoort gezien")
    );
    let token = begun(&world, place, &shown.code).await;
    prove(&world, place, &token, SMS).await;
    assert!(store.reset_finish(here, &token, PHC, &request()).await.unwrap().is_some());
    assert!(store.reset_handed(&permit, ResetId::from_uuid(key), &request()).await.unwrap().is_none());
    // By mail only where there is an address.
    let by_mail = |account| DeskReset { way: ResetWay::DeskMail, ..handed(account) };
    let sent = store.reset_for(&permit, &by_mail(account), Uuid::from_u128(3), &request()).await.unwrap();
    assert!(matches!(sent, DeskResetMade::Mail(mail) if mail.email == "mens@example.nl"));
    let none = store.reset_for(&permit, &by_mail(place.client_account), Uuid::from_u128(4), &request()).await;
    assert!(none.unwrap() == DeskResetMade::NoAddress);
}

async fn a_new_number_takes_the_place_of_the_lost_telephone(world: World) {
    let (store, place, here) = (&world.store, &world.here, &world.here.organisation);
    let account = with_address(&world, place, "els").await;
    store.install_app(&place.operator, account, &Secret::from_bytes(&[5; 20]).unwrap()).await.unwrap();
    let permit = desk(&world, place).await;
    let new = PhoneNumber::parse("0687654321").unwrap();
    let asked = DeskReset { mobile: Some(new.clone()), ..handed(account) };
    let key = Uuid::from_u128(1);
    store.reset_for(&permit, &asked, key, &request()).await.unwrap();
    let code = store.reset_handed(&permit, ResetId::from_uuid(key), &request()).await.unwrap().unwrap().code;
    let begun = store.reset_begin(here, &code, SMS, &request()).await.unwrap();
    let ResetBegun::Begun { token, proof: ResetProof::Sms, mobile: Some(mobile) } = begun else {
        panic!("{begun:?}")
    };
    assert!(mobile == new);
    assert!(
        store.find_credentials(here, "els").await.unwrap().unwrap().mobile != Some(new.clone()),
        "not yet"
    );
    prove(&world, place, &token, SMS).await;
    let done = store.reset_finish(here, &token, PHC, &request()).await.unwrap().unwrap();
    assert_eq!(done.old_mobile.map(|old| old.ending().to_owned()), Some("78".to_owned()));
    assert!(store.find_credentials(here, "els").await.unwrap().unwrap().mobile == Some(new));
    assert!(!store.has_app(here, account).await.unwrap(), "the app was on the lost telephone");
}

async fn ways_to_a_password_do_not_cross(world: World) {
    let (store, here, there) = (&world.store, &world.here, &world.there);
    let (account, code) = mailed(&world, here, "els").await;
    assert!(store.reset_ask(&there.organisation, "els", &request()).await.unwrap().is_none());
    let elsewhere = store.reset_begin(&there.organisation, &code, SMS, &request()).await.unwrap();
    assert_eq!(elsewhere, ResetBegun::Unknown);
    let token = begun(&world, here, &code).await;
    assert_eq!(store.reset_step(&there.organisation, &token).await.unwrap(), None);
    let tried = store.reset_prove(&there.organisation, &token, &sms(SMS), &request()).await.unwrap();
    assert_eq!(tried, ChallengeOutcome::Ended);
    store.reset_prove(&here.organisation, &token, &sms(SMS), &request()).await.unwrap();
    assert_eq!(store.reset_finish(&there.organisation, &token, PHC, &request()).await.unwrap(), None);
    let theirs = desk(&world, there).await;
    let key = Uuid::from_u128(1);
    assert!(
        store.reset_for(&theirs, &handed(account), key, &request()).await.unwrap() == DeskResetMade::NotOpen
    );
    let ours = desk(&world, here).await;
    store.reset_for(&ours, &handed(account), key, &request()).await.unwrap();
    assert!(store.reset_handed(&theirs, ResetId::from_uuid(key), &request()).await.unwrap().is_none());
}

struct Settings {
    read: Permitted<ReadOrganisation>,
    change: Permitted<ChangeOrganisation>,
}

async fn settings(world: &World, place: &Place) -> Settings {
    let (_, admin) = world.log_in(place, place.admin_account).await;
    Settings {
        read: world.store.permit(&admin, None, &request()).await.unwrap().unwrap(),
        change: world.store.permit(&admin, None, &request()).await.unwrap().unwrap(),
    }
}

fn fatima(world: &World) -> NewStaff {
    NewStaff {
        name: "Fatima el Amrani".into(),
        user_name: "fatima".into(),
        email: EmailAddress::parse("fatima@example.nl").unwrap(),
        mobile: PhoneNumber::parse("0687654321").unwrap(),
        password_hash: "$nobody".into(),
        work: NewRole { role: Role::Nurse, location: None, from: world.store.now(), until: None },
    }
}

async fn staff_do_not_cross(world: World) {
    let (store, here, there) = (&world.store, &world.here, &world.there);
    let (ours, theirs) = (settings(&world, here).await, settings(&world, there).await);
    let key = Uuid::from_u128;
    store.location_add(&ours.change, "Noord", key(1), &request()).await.unwrap();
    store.location_add(&ours.change, "Noord", key(1), &request()).await.unwrap();
    let places = store.locations(&ours.read).await.unwrap();
    assert_eq!(places.len(), 1, "the same form twice is one place");
    assert!(store.locations(&theirs.read).await.unwrap().is_empty());
    let new = fatima(&world);
    let elsewhere = NewStaff { work: NewRole { location: Some(places[0].0), ..new.work }, ..new.clone() };
    assert!(
        store.staff_create(&theirs.change, &elsewhere, key(2), &request()).await.unwrap()
            == StaffMade::NoLocation
    );
    assert!(matches!(
        store.staff_create(&ours.change, &new, key(3), &request()).await.unwrap(),
        StaffMade::Made(_)
    ));
    let member =
        store.staff(&ours.read).await.unwrap().into_iter().find(|one| one.user_name == "fatima").unwrap();
    assert!(store.staff(&theirs.read).await.unwrap().iter().all(|one| one.user_name != "fatima"));
    let (account, employment) = (member.account, member.roles[0].employment);
    let added = store.staff_role_add(&theirs.change, account, new.work, key(4), &request()).await.unwrap();
    assert_eq!(added, RoleChanged::NotThere);
    assert_eq!(
        store.staff_role_end(&theirs.change, employment, &request()).await.unwrap(),
        RoleChanged::NotThere
    );
    assert_eq!(store.staff(&ours.read).await.unwrap().len(), 3);
}

async fn an_employee_comes_with_a_first_password_to_choose(world: World) {
    let (store, place, here) = (&world.store, &world.here, &world.here.organisation);
    let Settings { read, change } = settings(&world, place).await;
    let made = store.staff_create(&change, &fatima(&world), Uuid::from_u128(1), &request()).await.unwrap();
    let StaffMade::Made(mail) = made else { panic!() };
    assert_eq!(mail.email, "fatima@example.nl");
    let again = store.staff_create(&change, &fatima(&world), Uuid::from_u128(1), &request()).await.unwrap();
    assert!(again == StaffMade::Before);
    let same_name =
        store.staff_create(&change, &fatima(&world), Uuid::from_u128(2), &request()).await.unwrap();
    assert!(same_name == StaffMade::NameTaken);
    let member = || async {
        let all = store.staff(&read).await.unwrap();
        all.into_iter().find(|one| one.user_name == "fatima").unwrap()
    };
    assert_eq!(member().await.first_until, Some(store.now() + ResetWay::First.valid()));
    world.pass(ResetWay::First.valid() - MOMENT);
    let token = begun(&world, place, &mail.code).await;
    prove(&world, place, &token, SMS).await;
    world.pass(-MOMENT);
    assert!(store.reset_finish(here, &token, PHC, &request()).await.unwrap().is_some());
    assert_eq!(member().await.first_until, None);
    let credentials = store.find_credentials(here, "fatima").await.unwrap().unwrap();
    assert_eq!((credentials.password_hash.as_str(), credentials.is_employee), (PHC, true));
}

async fn a_role_ends_in_open_sessions_and_nobody_changes_the_own(world: World) {
    let (store, place) = (&world.store, &world.here);
    let Settings { read, change } = settings(&world, place).await;
    let all = store.staff(&read).await.unwrap();
    let role = |account: AccountId| all.iter().find(|one| one.account == account).unwrap().roles[0].clone();
    let (nurse, own) = (role(place.nurse_account), role(place.admin_account));
    assert_eq!(
        store.staff_role_end(&change, own.employment, &request()).await.unwrap(),
        RoleChanged::OwnAccount
    );
    let work = NewRole { role: Role::Nurse, location: None, from: store.now(), until: None };
    let key = Uuid::from_u128;
    let add = async |account, work, number| {
        store.staff_role_add(&change, account, work, key(number), &request()).await.unwrap()
    };
    assert_eq!(add(place.admin_account, work, 1).await, RoleChanged::OwnAccount);
    assert_eq!(add(place.client_account, work, 2).await, RoleChanged::NotThere, "a private account");
    let physician = NewRole { role: Role::Physician, ..work };
    assert_eq!(add(place.nurse_account, physician, 3).await, RoleChanged::OtherRole);
    let (_, actor) = world.log_in(place, place.nurse_account).await;
    world.may_read(&actor, place.client).await.unwrap();
    assert_eq!(store.staff_role_end(&change, nurse.employment, &request()).await.unwrap(), RoleChanged::Done);
    assert_eq!(
        store.staff_role_end(&change, nurse.employment, &request()).await.unwrap(),
        RoleChanged::NotThere
    );
    let refused = store
        .permit::<inzage_domain::access::ReadRecord>(&actor, Some(place.client), &request())
        .await
        .unwrap()
        .err();
    assert_eq!(refused, Some(Refusal::NotEmployed));
    // Who has stopped can begin again, in another role too.
    assert_eq!(add(place.nurse_account, physician, 4).await, RoleChanged::Done);
}
