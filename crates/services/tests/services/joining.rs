//! Joining from the invitation to the first log-in, with a set clock and the messages that go out.

use inzage_domain::{
    Basis, ClientId, ClientName,
    access::Refusal,
    joining::InvitationState,
    password::{Strength, Weak},
};
use inzage_services::{
    Error,
    joining::{
        Again, Begin, ChooseName, ChoosePassword, Fault, InvitationForm, Invite, Known, Prove, Recording,
        Registered, SendProof, StageOne,
    },
    notify::Channel,
    sign_in::{Code, SignIn},
};
use inzage_store::{Actor, Contact, Demographics, Joining, NewClient};
use jiff::{SignedDuration, civil::date};
use uuid::Uuid;

use crate::world::{MOMENT, World, from, request};

pub(crate) const PORTAL: &str = "http://linde.localhost:3000";
pub(crate) const PASSWORD: &str = "vier gele kanaries zingen";

pub(crate) fn form(basis: Basis) -> InvitationForm {
    InvitationForm {
        basis: basis.key().to_owned(),
        kinship: String::new(),
        kinds: Vec::new(),
        name: "Karin de Wit".to_owned(),
        email: "karin@example.nl".to_owned(),
        mobile: "06 87 65 43 21".to_owned(),
        delivery: "mail".to_owned(),
        asked_by: "client".to_owned(),
        asked_how: "in-person".to_owned(),
        asked_on: ["30", "4", "2026"].map(str::to_owned),
        consent: basis != Basis::Own,
    }
}

impl World {
    /// A client with nobody beside them, born on a day or not known when.
    pub(crate) async fn another_client(&self, born: bool) -> ClientId {
        let demographics = Demographics {
            name: ClientName { given: "Bea".to_owned(), own: "Vos".to_owned(), ..ClientName::default() },
            birth_date: born.then(|| date(1950, 2, 28)),
            ..Demographics::default()
        };
        let new = NewClient { demographics, location: None };
        self.services.store.create_client(&self.here.operator, new).await.unwrap()
    }

    pub(crate) async fn invite(
        &self,
        actor: &Actor,
        client: ClientId,
        form: &InvitationForm,
        key: u128,
    ) -> Invite {
        let key = Uuid::from_u128(key);
        self.services.invite(actor, client, form, key, PORTAL, &request()).await.unwrap()
    }

    /// The code in the newest mail.
    pub(crate) fn mailed_code(&self) -> String {
        let message = self.messenger.last();
        assert_eq!((message.channel, message.to.as_str()), (Channel::Email, "karin@example.nl"));
        let (_, rest) = message.body.split_once("deze code in: ").unwrap();
        rest.split('\n').next().unwrap().to_owned()
    }

    pub(crate) async fn begin(&self, code: &str) -> Begin {
        let born = Some(date(1950, 2, 28));
        self.services.begin_joining(&self.here.organisation, code, born, &request()).await.unwrap()
    }

    pub(crate) async fn going(&self, code: &str) -> String {
        match self.begin(code).await {
            Begin::Going { token } => token,
            other => panic!("{other:?}"),
        }
    }

    pub(crate) async fn name(&self, token: &str, name: &str) -> ChooseName {
        self.services.choose_user_name(&self.here.organisation, token, name, &request()).await.unwrap()
    }

    pub(crate) async fn password(&self, token: &str, password: &str, again: &str) -> ChoosePassword {
        let here = &self.here.organisation;
        self.services.choose_password(here, token, password, again, &request()).await.unwrap()
    }

    pub(crate) async fn send(&self, token: &str, contact: Contact) -> SendProof {
        self.services.send_proof(&self.here.organisation, token, contact, &request()).await.unwrap()
    }

    pub(crate) async fn prove(&self, token: &str, contact: Contact, code: &str) -> Prove {
        self.services.prove(&self.here.organisation, token, contact, code, &request()).await.unwrap()
    }

    pub(crate) async fn joining(&self, token: &str) -> Option<Joining> {
        self.services.joining(&self.here.organisation, token).await.unwrap()
    }
}

/// R41, R43, R44, R77: on the client's request, with consent, in steps, and only then an account.
#[tokio::test]
async fn an_invited_person_joins_and_logs_in() {
    let world = World::new().await;
    let nurse = world.actor("nurse").await;
    let client = world.another_client(true).await;
    let registered =
        world.services.register_contact(&nurse, client, &crate::relations::karin(), &request()).await;
    assert!(matches!(registered, Ok(Registered::Done(_))));
    assert_eq!(world.invite(&nurse, client, &form(Basis::FirstContact), 1).await, Invite::Sent);
    let mail = world.messenger.last();
    for secret in ["Vos", "Bea", "1950", "BSN", &client.to_string()] {
        assert!(!mail.body.contains(secret) && !mail.subject.contains(secret), "the mail tells {secret}");
    }
    assert!(mail.body.contains("http://linde.localhost:3000/uitnodiging\n"));
    let code = world.mailed_code();
    let token = world.going(&code.to_lowercase().replace('-', " ")).await;
    assert_eq!(world.name(&token, "nurse").await, ChooseName::Taken);
    assert_eq!(world.name(&token, "ka").await, ChooseName::Unfit);
    assert_eq!(world.name(&token, " karin ").await, ChooseName::Kept);
    let weak = [
        ("kort", Weak::TooShort),
        ("welkom123456", Weak::Common),
        ("Karin-karin-12", Weak::Names),
        ("zorg linde 2026", Weak::Names),
        ("aaaaaaaaaaaaaa", Weak::Pattern),
    ];
    for (password, why) in weak {
        assert_eq!(world.password(&token, password, password).await, ChoosePassword::Weak(why), "{password}");
    }
    assert_eq!(world.password(&token, PASSWORD, "iets anders dan dit").await, ChoosePassword::Different);
    assert_eq!(world.password(&token, PASSWORD, PASSWORD).await, ChoosePassword::Kept(Strength::Strong));

    // R44: no account before both are proved.
    let refused = |answer: SignIn| assert_eq!(answer, SignIn::Refused);
    refused(world.sign_in("karin", PASSWORD).await);
    assert_eq!(world.send(&token, Contact::Mobile).await, SendProof::Ended, "the mail comes first");
    assert_eq!(world.send(&token, Contact::Email).await, SendProof::Sent);
    assert!(matches!(world.send(&token, Contact::Email).await, SendProof::TooSoon { seconds: 60 }));
    let sent = world.messenger.last();
    assert_eq!(sent.channel, Channel::Email);
    let proof = sent.body.get(..6).unwrap().to_owned();
    assert_eq!(world.prove(&token, Contact::Email, "12").await, Prove::NotSixDigits);
    let wrong = if proof == "111111" { "222222" } else { "111111" };
    assert_eq!(world.prove(&token, Contact::Email, wrong).await, Prove::Wrong { left: 2 });
    assert_eq!(world.prove(&token, Contact::Email, &proof).await, Prove::Right);
    refused(world.sign_in("karin", PASSWORD).await);
    assert_eq!(world.send(&token, Contact::Mobile).await, SendProof::Sent);
    let proof = world.messenger.code();
    assert_eq!(world.messenger.last().to, "+31687654321");
    assert_eq!(world.prove(&token, Contact::Mobile, &proof).await, Prove::Joined);

    let SignIn::CodeNeeded { token: step } = world.sign_in("Karin", PASSWORD).await else {
        panic!("the new account does not log in");
    };
    let Code::SignedIn { token: session } = world.give(&step, &world.messenger.code()).await else {
        panic!("the code does not log in");
    };
    let karin = world.actor_of(&session).await;
    assert!(world.services.record_start(&karin, client, &request()).await.is_ok());
    let other = world.services.record_start(&karin, world.here.client, &request()).await;
    assert!(matches!(other, Err(Error::Refused(Refusal::NoRelation))));
    assert_eq!(world.begin(&code).await, Begin::Refused, "a code works once");
    assert!(world.joining(&token).await.is_none());
    let desk = world.services.invitations(&nurse, client, &request()).await.unwrap();
    assert_eq!(desk.invitations[0].state, InvitationState::Used);
}

/// R43: six weeks, with the days that are left.
#[tokio::test]
async fn an_invitation_lasts_six_weeks_and_can_be_sent_again() {
    let world = World::new().await;
    let nurse = world.actor("nurse").await;
    let client = world.another_client(true).await;
    assert_eq!(world.invite(&nurse, client, &form(Basis::Own), 1).await, Invite::Sent);
    let old = world.mailed_code();
    world.pass(SignedDuration::from_hours(42 * 24) - MOMENT);
    world.going(&old).await;
    world.pass(MOMENT);
    assert_eq!(world.begin(&old).await, Begin::Refused);
    let nurse = world.actor("nurse").await;
    let desk = world.services.invitations(&nurse, client, &request()).await.unwrap();
    let found = &desk.invitations[0];
    assert_eq!(found.state, InvitationState::Expired);
    let again = async |seen| {
        world.services.invite_again(&nurse, client, found.id, seen, PORTAL, &request()).await.unwrap()
    };
    let before = world.messenger.count();
    assert_eq!(again(1).await, Again::Sent);
    assert_eq!(again(1).await, Again::Gone, "the same form twice sends once");
    assert_eq!(world.messenger.count(), before + 1);
    let new = world.mailed_code();
    assert_ne!(old, new);
    let token = world.going(&new).await;
    assert!(world.services.withdraw_invitation(&nurse, client, found.id, &request()).await.unwrap());
    assert!(world.joining(&token).await.is_none());
    assert_eq!(world.name(&token, "karin").await, ChooseName::Ended);
}

#[tokio::test]
async fn what_is_missing_makes_no_invitation() {
    let world = World::new().await;
    let nurse = world.actor("nurse").await;
    let client = world.another_client(true).await;
    let before = world.messenger.count();
    let no_consent = InvitationForm { consent: false, ..form(Basis::SecondContact) };
    assert_eq!(world.invite(&nurse, client, &no_consent, 1).await, Invite::Faults(vec![Fault::Consent]));
    let network = form(Basis::NetworkMember);
    assert_eq!(world.invite(&nurse, client, &network, 1).await, Invite::Faults(vec![Fault::Basis]));
    let unknown = world.another_client(false).await;
    assert_eq!(world.invite(&nurse, unknown, &form(Basis::Own), 2).await, Invite::BirthDateUnknown);
    // This client has an own account.
    assert_eq!(world.invite(&nurse, world.here.client, &form(Basis::Own), 3).await, Invite::Exists);
    assert_eq!(world.messenger.count(), before);
    // The same form twice, and a letter.
    let letter = InvitationForm { delivery: "letter".to_owned(), ..form(Basis::Own) };
    let Invite::ToPrint { id } = world.invite(&nurse, client, &letter, 4).await else { panic!("no letter") };
    assert_eq!(world.invite(&nurse, client, &letter, 4).await, Invite::Before);
    assert_eq!(world.messenger.count(), before, "a letter is not mailed");
    let letter = world.services.invitation_letter(&nurse, client, id, &request()).await.unwrap();
    assert_eq!(letter.last_day, date(2026, 6, 12));
    world.going(&letter.code.written()).await;
    // Of another client there is no such letter.
    let other = world.services.invitation_letter(&nurse, unknown, id, &request()).await;
    assert!(matches!(other, Err(Error::NotFound)));
    for user in ["client", "contact", "admin"] {
        let actor = world.actor(user).await;
        let refused = world.services.invitations(&actor, world.here.client, &request()).await;
        assert!(matches!(refused, Err(Error::Refused(Refusal::RoleNotAllowed))), "{user}");
        let key = Uuid::from_u128(9);
        let refused = world.services.invite(&actor, client, &form(Basis::Own), key, PORTAL, &request()).await;
        assert!(matches!(refused, Err(Error::Refused(_))), "{user}");
    }
}

/// Wrong codes slow an address down as wrong log-ins do, and nobody else.
#[tokio::test]
async fn five_wrong_codes_make_an_address_wait() {
    let world = World::new().await;
    let nurse = world.actor("nurse").await;
    let client = world.another_client(true).await;
    world.invite(&nurse, client, &form(Basis::Own), 1).await;
    let code = world.mailed_code();
    let born = date(1950, 2, 28);
    // The right code with another birth date is as wrong as any.
    let cases = [
        ("ACDE-FGHJ-KMNP", Some(born)),
        ("no code", Some(born)),
        (code.as_str(), None),
        (code.as_str(), Some(date(1950, 3, 1))),
        ("", Some(born)),
        ("ACDE-FGHJ-KMNR", Some(born)),
    ];
    let here = &world.here.organisation;
    for (code, born) in cases {
        let answer = world.services.begin_joining(here, code, born, &request()).await.unwrap();
        assert_eq!(answer, Begin::Refused, "{code}");
    }
    // Many people may be behind one address.
    for _ in 0..45 {
        let answer = world.services.begin_joining(here, "no code", Some(born), &request()).await.unwrap();
        assert_eq!(answer, Begin::Refused);
    }
    assert_eq!(world.begin(&code).await, Begin::Wait { seconds: 2 });
    // A log-in from there is another matter.
    world.step("client").await;
    let elsewhere = world.services.begin_joining(here, &code, Some(born), &from("192.0.2.8")).await.unwrap();
    assert!(matches!(elsewhere, Begin::Going { .. }));
    world.pass(SignedDuration::from_secs(2));
    assert!(matches!(world.begin(&code).await, Begin::Going { .. }));
}

/// A mail that cannot be handed over loses nothing: it is sent again.
#[tokio::test]
async fn a_mail_that_does_not_go_is_said_and_sent_again() {
    let world = World::new().await;
    let nurse = world.actor("nurse").await;
    let client = world.another_client(true).await;
    world.messenger.is_down.store(true, std::sync::atomic::Ordering::Relaxed);
    assert_eq!(world.invite(&nurse, client, &form(Basis::Own), 1).await, Invite::NotSent);
    world.messenger.is_down.store(false, std::sync::atomic::Ordering::Relaxed);
    let desk = world.services.invitations(&nurse, client, &request()).await.unwrap();
    let found = &desk.invitations[0];
    assert_eq!((desk.invitations.len(), found.state), (1, InvitationState::Open));
    let again =
        world.services.invite_again(&nurse, client, found.id, found.number(), PORTAL, &request()).await;
    assert_eq!(again.unwrap(), Again::Sent);
    world.going(&world.mailed_code()).await;
}

/// R114, R115: the BSN by the eleven-test and the record, then a document.
#[tokio::test]
async fn identity_is_recorded_in_two_stages() {
    let world = World::new().await;
    let nurse = world.actor("nurse").await;
    let client = world.here.client;
    let document = Known {
        kind: "passport".to_owned(),
        ending: "x1y2".to_owned(),
        seen_on: ["1", "5", "2026"].map(str::to_owned),
    };
    let record =
        async || world.services.record_identity(&nurse, client, &document, &request()).await.unwrap();
    assert_eq!(record().await, Recording::BsnFirst);
    let cases = [
        ("123456789", StageOne::NoBsn),
        ("999900018", StageOne::Different),
        ("9999 00 006", StageOne::Checked),
    ];
    for (typed, expected) in cases {
        let checked = world.services.check_bsn(&nurse, client, typed, &request()).await.unwrap();
        assert_eq!(checked, expected, "{typed}");
    }
    assert_eq!(record().await, Recording::Kept);
    let known = world.services.identity(&nurse, client, &request()).await.unwrap();
    assert_eq!(known.identity.document.unwrap().ending, "X1Y2");
    let unknown = world.another_client(true).await;
    let checked = world.services.check_bsn(&nurse, unknown, "999900006", &request()).await.unwrap();
    assert_eq!(checked, StageOne::Unknown);
}
