//! Accounts for work, and the way to a new password.

use inzage_domain::reset::ResetWay;
use inzage_services::{
    Error,
    notify::Channel,
    reset::{DeskResetAnswer, DeskResetForm, ResetAsk, ResetChosen, ResetCode, ResetProved},
    sign_in::SignIn,
    staff::{StaffAdded, StaffFault, StaffForm},
};
use jiff::SignedDuration;
use uuid::Uuid;

use crate::world::{World, request};

const PORTAL: &str = "https://linde.example";
const NEW: &str = "een heel nieuw woord";

fn form() -> StaffForm {
    StaffForm {
        name: "Fatima el Amrani".into(),
        user_name: "fatima".into(),
        email: "fatima@example.nl".into(),
        mobile: "06 87654321".into(),
        born_on: ["14".into(), "5".into(), "1990".into()],
        role: "nurse".into(),
        location: String::new(),
        last_day: Default::default(),
        works_here: true,
    }
}

/// The code in the newest mail, and that the mail says no more than it may.
fn mailed(world: &World, valid: &str) -> String {
    let mail = world.messenger.last();
    assert_eq!((mail.channel, mail.to.as_str()), (Channel::Email, "fatima@example.nl"));
    assert!(mail.body.contains("https://linde.example/inloggen/vergeten/code\n"), "{}", mail.body);
    assert!(mail.body.contains(&format!("De code werkt {valid}.")), "{}", mail.body);
    assert!(!mail.body.contains("fatima") && !mail.body.contains("Fatima"), "{}", mail.body);
    let at = mail.body.find("code in: ").unwrap() + 9;
    mail.body[at..at + 14].to_owned()
}

/// From the code to the password.
async fn choose(world: &World, code: &str, password: &str) -> ResetChosen {
    let (services, here) = (&world.services, &world.here.organisation);
    let begun = services.begin_reset(here, code, &request()).await.unwrap();
    let ResetCode::Right { token } = begun else { panic!("{begun:?}") };
    let prove = async |typed: &str| services.prove_reset(here, &token, typed, &request()).await.unwrap();
    assert_eq!(prove("abc").await, ResetProved::NotACode);
    assert_eq!(prove(world.messenger.wrong_code()).await, ResetProved::Wrong { left: 2 });
    assert_eq!(prove(&world.messenger.code()).await, ResetProved::Right);
    let weak = services.finish_reset(here, &token, "fatima fatima", &request()).await.unwrap();
    assert!(matches!(weak, ResetChosen::Weak(_)), "{weak:?}");
    services.finish_reset(here, &token, password, &request()).await.unwrap()
}

/// R92: who works here chooses the own password, and nobody else makes accounts for work.
#[tokio::test]
async fn an_employee_chooses_a_password_and_a_new_one_when_it_is_forgotten() {
    let world = World::new().await;
    let (services, here) = (&world.services, &world.here.organisation);
    for other in ["client", "contact", "nurse"] {
        let actor = world.actor(other).await;
        let refused = services.add_staff(&actor, &form(), Uuid::from_u128(1), PORTAL, &request()).await;
        assert!(matches!(refused, Err(Error::Refused(_))), "{other}");
        assert!(matches!(services.staff(&actor, &request()).await, Err(Error::Refused(_))), "{other}");
    }
    let admin = world.actor("admin").await;
    let add = async |form: &StaffForm, key: u128| {
        services.add_staff(&admin, form, Uuid::from_u128(key), PORTAL, &request()).await.unwrap()
    };
    let young = StaffForm { born_on: ["14".into(), "5".into(), "2020".into()], ..form() };
    assert_eq!(add(&young, 1).await, StaffAdded::Wrong(vec![StaffFault::TooYoung]));
    assert_eq!(add(&form(), 2).await, StaffAdded::Mailed);
    let code = mailed(&world, "7 dagen");
    assert_eq!(add(&form(), 2).await, StaffAdded::Before, "the same form twice");
    assert_eq!(add(&form(), 3).await, StaffAdded::Wrong(vec![StaffFault::UserNameTaken]));
    assert!(matches!(choose(&world, &code.to_lowercase(), NEW).await, ResetChosen::Chosen(_)));
    let told = world.messenger.last();
    assert!(told.body.contains("nieuw wachtwoord") && !told.body.contains(NEW), "{}", told.body);
    assert!(matches!(world.sign_in("fatima", NEW).await, SignIn::CodeNeeded { .. }));

    // Forgotten. Who has no account hears the same, and no mail leaves.
    let sent = world.messenger.count();
    let nobody = services.ask_reset(here, "niemand", PORTAL, &request()).await.unwrap();
    let known = services.ask_reset(here, "fatima", PORTAL, &request()).await.unwrap();
    assert_eq!((nobody, known), (ResetAsk::Asked, ResetAsk::Asked));
    while world.messenger.count() == sent {
        tokio::task::yield_now().await;
    }
    assert_eq!(world.messenger.count(), sent + 1);
    let code = mailed(&world, "1 uur");
    assert!(matches!(choose(&world, &code, "nog een ander woord").await, ResetChosen::Chosen(_)));
    assert_eq!(world.sign_in("fatima", NEW).await, SignIn::Refused);
}

/// A code that nobody was given is counted, and one that cannot be one is not.
#[tokio::test]
async fn codes_are_not_tried_without_end() {
    let world = World::new().await;
    let (services, here) = (&world.services, &world.here.organisation);
    let give = async |code: &str| services.begin_reset(here, code, &request()).await.unwrap();
    for _ in 0..100 {
        assert_eq!(give("geen code").await, ResetCode::NotACode);
    }
    let mut tries = 0;
    while give("ACDE-FGHJ-KMNP").await == ResetCode::Unknown {
        tries += 1;
        assert!(tries < 100, "codes are tried without end");
    }
    assert!(matches!(give("ACDE-FGHJ-KMNP").await, ResetCode::Wait { .. }));
    // By name too: nobody's mailbox is filled.
    let mut asked = 0;
    loop {
        let elsewhere = crate::world::from(&format!("192.0.2.{asked}"));
        match services.ask_reset(here, "client", PORTAL, &elsewhere).await.unwrap() {
            ResetAsk::Asked => asked += 1,
            ResetAsk::Wait { seconds } => {
                assert!(seconds > 0);
                break;
            }
        }
        assert!(asked < 20, "mails without end");
    }
}

/// What the help desk gives: by mail, or read out; and a mail that fails is said.
#[tokio::test]
async fn the_help_desk_gives_a_way() {
    let world = World::new().await;
    let services = &world.services;
    let admin = world.actor("admin").await;
    services.add_staff(&admin, &form(), Uuid::from_u128(1), PORTAL, &request()).await.unwrap();
    let account = services.account_for_desk(&admin, "fatima", &request()).await.unwrap().unwrap().id;
    let wanted = |way: ResetWay| DeskResetForm {
        way: way.key().into(),
        how: "at-desk".into(),
        note: String::new(),
        mobile: String::new(),
    };
    let nurse = world.actor("nurse").await;
    let refused = services
        .reset_for(&nurse, account, &wanted(ResetWay::Handed), Uuid::from_u128(2), PORTAL, &request())
        .await;
    assert!(matches!(refused, Err(Error::Refused(_))));
    let give = async |way: ResetWay, key: u128| {
        services
            .reset_for(&admin, account, &wanted(way), Uuid::from_u128(key), PORTAL, &request())
            .await
            .unwrap()
    };
    assert!(give(ResetWay::DeskMail, 3).await == DeskResetAnswer::Mailed);
    mailed(&world, "24 uur");
    world.messenger.is_down.store(true, std::sync::atomic::Ordering::Relaxed);
    assert!(give(ResetWay::DeskMail, 4).await == DeskResetAnswer::NotMailed);
    world.messenger.is_down.store(false, std::sync::atomic::Ordering::Relaxed);
    let DeskResetAnswer::Handed(reset) = give(ResetWay::Handed, 5).await else { panic!() };
    assert!(give(ResetWay::Handed, 5).await == DeskResetAnswer::Handed(reset), "the same form twice");
    let refused = services.handed_reset(&nurse, reset, &request()).await;
    assert!(matches!(refused, Err(Error::Refused(_))));
    let code = services.handed_reset(&admin, reset, &request()).await.unwrap().unwrap().code.written();
    assert!(matches!(choose(&world, &code, NEW).await, ResetChosen::Chosen(_)));
    world.pass(SignedDuration::from_mins(1));
    assert!(services.handed_reset(&admin, reset, &request()).await.unwrap().is_none(), "used");
}
