//! The organisations, clients and people of the model, made through the store as the product makes
//! them.

use inzage_domain::{
    Basis, Bsn, CareState, ClientId, ClientName, LocationId, Role,
    access::{
        AccountState, Agree, EmergencyReason, JoinTogether, Kinds, ManageAccess, OpenEmergency,
        RecordCapacity, ShowTogether,
    },
};
use inzage_services::Services;
use inzage_store::{
    Actor, BsnCheck, Demographics, DigidAccount, DocumentKind, EmergencyOpened, IdentityDocument, NewAccount,
    NewClient, NewEmergency, NewEmployment, NewRelation, Operator, Organisation, RelationEdit,
    RequestContext, SessionState,
};
use jiff::{SignedDuration, Timestamp, civil::Date};
use uuid::Uuid;

use super::{Client, Dice, HOUSES, Link, NOW, Someone, TODAY, Who, World};
use crate::support::{TestApp, Visitor};

/// Everything that making the world needs.
struct Maker<'a> {
    app: &'a TestApp,
    services: &'a Services,
    house: usize,
    organisation: Organisation,
    operator: Operator,
    made: usize,
    /// Where identities are established.
    secretary: Option<Actor>,
    number: u32,
    places: [LocationId; 2],
}

fn context() -> RequestContext {
    RequestContext { source: "model".into(), ..RequestContext::default() }
}

impl Maker<'_> {
    async fn account(&mut self) -> (inzage_domain::PersonId, inzage_domain::AccountId) {
        self.made += 1;
        let store = &self.services.store;
        let person = store.create_person(&self.operator, "Iemand").await.unwrap();
        let new = NewAccount {
            person,
            user_name: format!("model-{}-{}", self.house, self.made),
            display_name: "Iemand".into(),
            mobile: None,
            email: None,
            password_hash: "$argon2id$v=19$m=8,t=1,p=1$c2FsdHNhbHQ$aGFzaA".into(),
        };
        (person, store.create_account(&self.operator, &new).await.unwrap())
    }

    async fn client(&mut self, age: Option<i64>, ended: Option<i64>, exactly: bool) -> Client {
        let today: Date = TODAY.parse().unwrap();
        let born = age.map(|age| {
            let year = today.year() - i16::try_from(age).unwrap();
            // The birthday is today, or half a year ago.
            if exactly {
                Date::new(year, 5, 20).unwrap()
            } else {
                Date::new(year, 5, 21).unwrap().yesterday().unwrap()
            }
        });
        let bsn = self.bsn();
        let known = Demographics {
            bsn: Some(bsn.clone()),
            name: ClientName { given: "Model".into(), own: "Cliënt".into(), ..ClientName::default() },
            birth_date: born,
            ..Demographics::default()
        };
        let store = &self.services.store;
        let place = [None, Some(0), Some(1)][usize::try_from(self.number % 3).unwrap()];
        let location = place.map(|place| self.places[place]);
        let id =
            store.create_client(&self.operator, NewClient { demographics: known, location }).await.unwrap();
        if let Some(days) = ended {
            let now: Timestamp = NOW.parse().unwrap();
            self.app.set_clock(&(now - SignedDuration::from_hours(24 * days)).to_string());
            let state = if days % 2 == 0 { CareState::Ended } else { CareState::Died };
            store.set_care_state(&self.operator, id, state).await.unwrap();
            self.app.set_clock(NOW);
        }
        let identified = self.identify(id, &bsn).await;
        Client { id, house: self.house, age, ended, identified, place, incapable: false }
    }

    /// At a staged organisation a secretary sees the document of three clients out of four.
    async fn identify(&self, client: ClientId, bsn: &Bsn) -> bool {
        let Some(secretary) = &self.secretary else { return false };
        if bsn.digits().as_bytes().get(7).is_some_and(|digit| digit % 4 == 3) {
            return false;
        }
        let store = &self.services.store;
        let permit =
            store.permit::<ManageAccess>(secretary, Some(client), &context()).await.unwrap().unwrap();
        let same = store.identity_check_bsn(&permit, secretary, bsn, &context()).await.unwrap();
        assert_eq!(same, BsnCheck::Same);
        let document = IdentityDocument {
            kind: DocumentKind::Passport,
            ending: "1234".into(),
            seen_on: TODAY.parse().unwrap(),
        };
        store.identity_record(&permit, secretary, &document, &context()).await.unwrap()
    }

    /// A number of the test range that passes the elfproef, another one each time.
    fn bsn(&mut self) -> Bsn {
        loop {
            self.number += 1;
            if let Ok(bsn) = Bsn::parse(&self.number.to_string()) {
                return bsn;
            }
        }
    }

    async fn session(&self, account: inzage_domain::AccountId, accepts: bool) -> (Visitor, Actor) {
        let store = &self.services.store;
        let made = store.session_create(&self.organisation, account, None, &context()).await.unwrap();
        match made {
            Some(token) => self.visitor(token, accepts).await,
            // Where clients log in with DigiD, no other way begins a session of theirs (R117).
            None => self.digid(account, None, accepts).await,
        }
    }

    /// By DigiD, for one client alone where a proxy logs in.
    async fn digid(
        &self,
        account: inzage_domain::AccountId,
        only_client: Option<ClientId>,
        accepts: bool,
    ) -> (Visitor, Actor) {
        let store = &self.services.store;
        let found = DigidAccount { account, state: AccountState::Active, only_client };
        let token = store.digid_session(&self.organisation, found, None, &context()).await.unwrap().unwrap();
        self.visitor(token, accepts).await
    }

    async fn visitor(&self, token: String, accepts: bool) -> (Visitor, Actor) {
        let store = &self.services.store;
        let SessionState::Live(actor) = store.actor(&self.organisation, &token, &context()).await.unwrap()
        else {
            panic!("a session that was just made runs");
        };
        if accepts {
            let versions: Vec<_> = store
                .terms_in_force(&self.organisation)
                .await
                .unwrap()
                .into_iter()
                .map(|version| version.id)
                .collect();
            store.accept_terms(&actor, &versions, Uuid::from_u128(1), &context()).await.unwrap();
        }
        let visitor = self.app.anonymous(HOUSES[self.house].key);
        visitor.set_cookie("__Host-inzage", &token);
        (visitor, *actor)
    }
}

/// One family or circle around a client: each ground once, with dice for everything else.
async fn circle(maker: &mut Maker<'_>, world: &mut World, number: usize, dice: &mut Dice) {
    let now: Timestamp = NOW.parse().unwrap();
    let hour = SignedDuration::from_hours(1);
    let (client, age) = (world.clients[number].id, world.clients[number].age);
    let youth = age.is_some_and(|age| (12..16).contains(&age));
    let store = maker.services.store.clone();
    let mut child: Option<Actor> = None;
    for &basis in Basis::ALL {
        let (person, account) = maker.account().await;
        let granted = if basis == Basis::Own || dice.roll(3) == 0 { Kinds::ALL } else { dice.kinds() };
        let manages = basis == Basis::NetworkMember && dice.roll(2) == 0;
        let (from, until) = match if basis == Basis::Own { 0 } else { dice.roll(8) } {
            0..=4 => (now - hour, None),
            5 => (now - hour, Some(now + hour)),
            6 => (now + hour, None),
            _ => (now - hour * 2, Some(now)),
        };
        // Some of those who are 16 to 18 now had people beside them as children.
        let grown = age.is_some_and(|age| (16..=18).contains(&age));
        let of_childhood = grown && basis != Basis::Own && dice.roll(3) == 0;
        let from = if of_childhood { now - SignedDuration::from_hours(24 * 365 * 8) } else { from };
        let withdrawn = basis != Basis::Own && dice.roll(8) == 0;
        let new =
            NewRelation { client, person, basis, decided_by: None, from, until, kinds: granted, manages };
        let relation = store.create_relation(&maker.operator, new).await.unwrap();
        let accepted = dice.roll(6) != 0 || basis == Basis::Own;
        let (visitor, actor) = maker.session(account, accepted).await;
        let holds = from <= now && until.is_none_or(|until| now < until);
        let (mut agreed, mut together) = (Kinds::NONE, Kinds::NONE);
        if let (Some(child), true) = (&child, youth && holds && accepted && basis != Basis::Own) {
            let open = store.permit::<Agree>(child, Some(client), &context()).await.unwrap();
            if let Ok(permit) = open {
                agreed = dice.kinds();
                let key = Uuid::from_u128(u128::from(dice.0));
                store.change_relation(&permit, relation, RelationEdit::Agree(agreed), "", key).await.unwrap();
                if matches!(basis, Basis::Parent | Basis::Guardian) && dice.roll(2) == 0 {
                    let shown = dice.kinds();
                    let permit =
                        store.permit::<ShowTogether>(child, Some(client), &context()).await.unwrap().unwrap();
                    let key = Uuid::from_u128(u128::from(dice.0) << 1);
                    store.together_show(&permit, relation, shown, now + hour, key).await.unwrap().unwrap();
                    let running = store.together_now(&actor).await.unwrap();
                    // Shown is not yet joined.
                    if dice.roll(3) != 0 {
                        let permit = store
                            .permit::<JoinTogether>(&actor, Some(client), &context())
                            .await
                            .unwrap()
                            .unwrap();
                        assert!(store.together_join(&permit, running[0].id).await.unwrap());
                        together = shown;
                        if dice.roll(4) == 0 {
                            store.together_end(child, running[0].id, &context()).await.unwrap();
                            together = Kinds::NONE;
                        }
                    }
                }
            }
        }
        if withdrawn {
            store.withdraw_relation(&maker.operator, relation).await.unwrap();
        }
        let live = match dice.roll(12) {
            0 if basis != Basis::Own => {
                let state = if dice.roll(2) == 0 { AccountState::Blocked } else { AccountState::Closed };
                store.set_account_state(&maker.operator, account, state).await.unwrap();
                false
            }
            1 if basis != Basis::Own => {
                store
                    .session_end(&actor, inzage_domain::session::SessionEnd::LoggedOut, &context())
                    .await
                    .unwrap();
                false
            }
            _ => true,
        };
        if basis == Basis::Own {
            child = Some(actor);
        }
        let holds = holds && !withdrawn;
        let link = Link { client: number, basis, holds, granted, agreed, together, manages, of_childhood };
        world.people.push(Someone {
            house: maker.house,
            who: Who::Person(vec![link]),
            live,
            accepted,
            only: None,
            visitor,
        });
    }
}

/// Two who stand beside the same two clients: one logged in for both, one as a proxy for the second alone.
async fn proxies(maker: &mut Maker<'_>, world: &mut World, [first, second]: [usize; 2]) {
    let store = maker.services.store.clone();
    let from = NOW.parse::<Timestamp>().unwrap() - SignedDuration::from_hours(1);
    for only in [None, Some(second)] {
        let (person, account) = maker.account().await;
        let mut links = Vec::new();
        for client in [first, second] {
            let new = NewRelation {
                client: world.clients[client].id,
                person,
                basis: Basis::NetworkMember,
                decided_by: None,
                from,
                until: None,
                kinds: Kinds::ALL,
                manages: false,
            };
            store.create_relation(&maker.operator, new).await.unwrap();
            links.push(Link {
                client,
                basis: Basis::NetworkMember,
                holds: true,
                granted: Kinds::ALL,
                agreed: Kinds::NONE,
                together: Kinds::NONE,
                manages: false,
                of_childhood: false,
            });
        }
        let (visitor, _) = match only {
            Some(only) => maker.digid(account, Some(world.clients[only].id), true).await,
            None => maker.session(account, true).await,
        };
        let who = Who::Person(links);
        world.people.push(Someone { house: maker.house, who, live: true, accepted: true, only, visitor });
    }
}

/// It is recorded of these clients that they cannot decide, once their circles are there.
async fn incapable(maker: &mut Maker<'_>, world: &mut World, clients: &[usize]) {
    let store = maker.services.store.clone();
    let (_, account) = maker.account().await;
    let from = NOW.parse::<Timestamp>().unwrap() - SignedDuration::from_hours(1);
    let new = NewEmployment { account, role: Role::Nurse, location: None, from, until: None };
    store.create_employment(&maker.operator, new).await.unwrap();
    let (_, nurse) = maker.session(account, true).await;
    for &number in clients {
        let client = &mut world.clients[number];
        let permit =
            store.permit::<RecordCapacity>(&nurse, Some(client.id), &context()).await.unwrap().unwrap();
        let key = Uuid::from_u128(u128::try_from(number).unwrap() + 1);
        store.record_capacity(&permit, true, TODAY.parse().unwrap(), "model", key).await.unwrap();
        client.incapable = true;
    }
}

async fn staff(maker: &mut Maker<'_>, world: &mut World) {
    let now: Timestamp = NOW.parse().unwrap();
    let hour = SignedDuration::from_hours(1);
    for &role in Role::ALL {
        for (until, employed, place) in [
            (None, true, None),
            (Some(now + hour), true, Some(0)),
            (None, true, Some(1)),
            (Some(now), false, None),
        ] {
            let (_, account) = maker.account().await;
            let location = place.map(|place: usize| maker.places[place]);
            let new = NewEmployment { account, role, location, from: now - hour, until };
            // A log-in is only for who works here: the employment ends after it.
            let new = if employed { new } else { NewEmployment { until: None, ..new } };
            let store = maker.services.store.clone();
            let employment = store.create_employment(&maker.operator, new).await.unwrap();
            let (visitor, _) = maker.session(account, true).await;
            if !employed {
                store.end_employment(&maker.operator, employment, now).await.unwrap();
            }
            let who = Who::Staff { role, employed, place, opened: Vec::new() };
            let (live, accepted, only) = (true, true, None);
            world.people.push(Someone { house: maker.house, who, live, accepted, only, visitor });
        }
    }
}

/// A nurse and a physician of one place who opened records of the other in an emergency: almost as long
/// ago as that lasts, exactly as long ago, an hour ago, and an hour ago but ended since.
async fn emergencies(maker: &mut Maker<'_>, world: &mut World) {
    let now: Timestamp = NOW.parse().unwrap();
    let store = maker.services.store.clone();
    let (hour, moment) = (SignedDuration::from_hours(1), SignedDuration::from_micros(1));
    let elsewhere: Vec<usize> = (0..world.clients.len())
        .filter(|number| {
            world.clients[*number].house == maker.house && world.clients[*number].place == Some(0)
        })
        .collect();
    for role in [Role::Nurse, Role::Physician] {
        let (_, account) = maker.account().await;
        let location = Some(maker.places[1]);
        let new = NewEmployment { account, role, location, from: now - hour * 10, until: None };
        store.create_employment(&maker.operator, new).await.unwrap();
        let (visitor, actor) = maker.session(account, true).await;
        let mut opened = Vec::new();
        let plans = [
            (now - hour * 4 + moment, false, true),
            (now - hour * 4, false, false),
            (now - hour, false, true),
            (now - hour, true, false),
        ];
        for (key, (number, (at, ends, lasts))) in elsewhere.iter().zip(plans).enumerate() {
            maker.app.set_clock(&at.to_string());
            let client = world.clients[*number].id;
            let permit =
                store.permit::<OpenEmergency>(&actor, Some(client), &context()).await.unwrap().unwrap();
            let new = NewEmergency { reason: EmergencyReason::Danger, words: "model", hours: 4 };
            // The key 1 accepted the terms.
            let key = Uuid::from_u128(u128::try_from(key).unwrap() + 2);
            let done = store.open_emergency(&permit, &new, key, &context()).await.unwrap();
            assert!(matches!(done, EmergencyOpened::Now { .. }));
            if ends {
                assert!(store.end_emergency(&actor, client, &context()).await.unwrap());
            }
            opened.push((*number, lasts));
        }
        maker.app.set_clock(NOW);
        assert_eq!(opened.len(), 4, "clients enough at the other place");
        let who = Who::Staff { role, employed: true, place: Some(1), opened };
        world.people.push(Someone {
            house: maker.house,
            who,
            live: true,
            accepted: true,
            only: None,
            visitor,
        });
    }
}

pub(super) async fn make(app: &TestApp) -> World {
    app.set_clock(NOW);
    let mut dice = Dice(0x9e37_79b9_7f4a_7c15);
    let mut world = World { houses: HOUSES, clients: Vec::new(), people: Vec::new() };
    for (house, plan) in HOUSES.iter().enumerate() {
        let services = app.services();
        let organisation = services.store.organisation_by_key(plan.key).await.unwrap().unwrap();
        let operator = services.store.operator(&organisation, "root: model");
        let number = 999_900_100;
        let mut places = Vec::new();
        for name in ["Noord", "Zuid"] {
            places.push(services.store.create_location(&operator, name, "").await.unwrap());
        }
        let places = [places[0], places[1]];
        let mut maker =
            Maker { app, services, house, organisation, operator, made: 0, secretary: None, number, places };
        if plan.staged {
            let (_, account) = maker.account().await;
            let from = NOW.parse::<Timestamp>().unwrap() - SignedDuration::from_hours(1);
            let new = NewEmployment { account, role: Role::Secretary, location: None, from, until: None };
            services.store.create_employment(&maker.operator, new).await.unwrap();
            maker.secretary = Some(maker.session(account, true).await.1);
        }
        let ages =
            [Some(10), Some(11), Some(12), Some(14), Some(15), Some(16), Some(17), Some(18), Some(80), None];
        for (place, age) in ages.into_iter().enumerate() {
            let client = maker.client(age, None, place % 2 == 0).await;
            world.clients.push(client);
            let number = world.clients.len() - 1;
            circle(&mut maker, &mut world, number, &mut dice).await;
        }
        for ended in [0, 27, 28, 29] {
            let client = maker.client(Some(80), Some(ended), true).await;
            world.clients.push(client);
            let number = world.clients.len() - 1;
            circle(&mut maker, &mut world, number, &mut dice).await;
        }
        let mut cannot = Vec::new();
        for age in [Some(11), Some(14), Some(16), Some(17), Some(18), Some(80), Some(81), Some(82), None] {
            let client = maker.client(age, None, true).await;
            world.clients.push(client);
            let number = world.clients.len() - 1;
            circle(&mut maker, &mut world, number, &mut dice).await;
            cannot.push(number);
        }
        incapable(&mut maker, &mut world, &cannot).await;
        let last = world.clients.len() - 1;
        proxies(&mut maker, &mut world, [last - 2, last - 1]).await;
        staff(&mut maker, &mut world).await;
        emergencies(&mut maker, &mut world).await;
    }
    world
}
