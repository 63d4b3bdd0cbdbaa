//! Who may see what, when: generated requests to the real router, compared with a reference model
//! that is written here from the requirements (R1, R6, R8, R15, R16, R17, R19, R39, R46, R76, R115,
//! R117, R119, R121, R129, L1, L5) and shares no rule with the product.
//!
//! 100,000 requests; `INZAGE_MODEL_REQUESTS=1000000` makes the long run.

mod making;

use std::sync::{
    PoisonError,
    atomic::{AtomicU64, Ordering},
};

use http::StatusCode;
use inzage_domain::{
    Basis, Category, ClientId, Role,
    access::{DataKind, Kinds},
};

use self::making::make;
use crate::support::{Visitor, WHOLE_MACHINE, with_own_app};

/// The day of the requests.
const TODAY: &str = "2026-05-20";
const NOW: &str = "2026-05-20T10:00:00Z";

/// What the terms of one organisation ask, in words of this file.
#[derive(Clone, Copy)]
struct House {
    key: &'static str,
    /// Days after the end of care on which the record closes.
    closes_after: i64,
    /// A parent of a client of 12 to 15 sees only while looking together.
    together_only: bool,
    /// Terms are accepted on a page first.
    terms_page: bool,
    /// The record opens when the client's identity is established (R115).
    staged: bool,
}

const HOUSES: [House; 3] = [
    House { key: "linde", closes_after: 28, together_only: false, terms_page: true, staged: false },
    House { key: "waterland", closes_after: 0, together_only: false, terms_page: false, staged: false },
    House { key: "berk", closes_after: 0, together_only: true, terms_page: false, staged: true },
];

/// A client of the model: age in whole years (`None`: not known) and days since the end of care.
struct Client {
    id: ClientId,
    house: usize,
    age: Option<i64>,
    ended: Option<i64>,
    /// A document was seen (R115).
    identified: bool,
    /// Where care is given, of two places; `None` for nowhere in particular (R19).
    place: Option<usize>,
    /// It is recorded that the client cannot decide (R17).
    incapable: bool,
}

/// How a person stands to a client.
struct Link {
    client: usize,
    basis: Basis,
    /// Begun, not run out, not withdrawn.
    holds: bool,
    granted: Kinds,
    agreed: Kinds,
    together: Kinds,
    manages: bool,
    /// It began before the client was 16.
    of_childhood: bool,
}

enum Who {
    Person(Vec<Link>),
    /// `place`: where, of two; `None` for everywhere.
    Staff {
        role: Role,
        employed: bool,
        place: Option<usize>,
        /// Records that were opened in an emergency, and whether that still lasts (R19).
        opened: Vec<(usize, bool)>,
    },
}

struct Someone {
    house: usize,
    who: Who,
    /// A session that runs, of an account that is open.
    live: bool,
    /// Terms that are asked on a page were accepted.
    accepted: bool,
    /// Logged in for this client alone, as a proxy by DigiD.
    only: Option<usize>,
    visitor: Visitor,
}

/// What is asked.
#[derive(Clone, Copy, Debug)]
enum Ask {
    Start,
    Section(Category),
    Page(Category),
    Access,
    Change,
    Agree,
    Together,
    /// Whether the own account of a client who cannot decide is closed (R17).
    Closing,
    /// Whether the client can decide (R17).
    Capacity,
    /// The form to add a note of one's own, or a measurement (R34).
    Note,
    Measurement,
    /// Keeping a draft of a report, over one that is not there (R2, L7).
    Write,
    /// What was asked about the record (L5).
    Cases,
    /// Treating a request that is not there (R25).
    Treat,
    /// Asking to open the record in an emergency (R19).
    Emergency,
    /// What the client consented to (R129).
    Consents,
    /// Saying something about a consent, without a word (R129).
    Say,
    /// Taking a copy along (R26).
    Copy,
}

/// A small generator of its own: the same requests each time.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % u64::try_from(sides).unwrap()).unwrap()
    }

    fn kinds(&mut self) -> Kinds {
        Kinds::from_bits(i64::try_from(self.roll(64)).unwrap())
    }
}

/// The reference model: the status of an answer.
fn expected(world: &World, someone: &Someone, house: usize, client: &Client, ask: Ask) -> u16 {
    let page = matches!(ask, Ask::Page(_));
    // At another organisation's address there is nobody with this session.
    if someone.house != house || !someone.live {
        return if page { 303 } else { 401 };
    }
    if world.houses[house].terms_page && !someone.accepted {
        return if page { 303 } else { 403 };
    }
    match &someone.who {
        Who::Staff { employed: false, .. } => {
            if page {
                303
            } else {
                401
            }
        }
        Who::Staff { role, place, opened, .. } => {
            let may = match ask {
                Ask::Start | Ask::Section(_) | Ask::Page(_) => matches!(role, Role::Nurse | Role::Physician),
                Ask::Access => matches!(role, Role::Nurse | Role::Physician | Role::Secretary),
                // A physician only ends a second contact's access, the others manage.
                Ask::Change => matches!(role, Role::Nurse | Role::Physician | Role::Secretary),
                Ask::Capacity | Ask::Emergency | Ask::Consents | Ask::Write => {
                    matches!(role, Role::Nurse | Role::Physician)
                }
                Ask::Treat => matches!(role, Role::Nurse | Role::Physician | Role::PrivacyOfficer),
                Ask::Agree
                | Ask::Together
                | Ask::Closing
                | Ask::Say
                | Ask::Copy
                | Ask::Cases
                | Ask::Note
                | Ask::Measurement => false,
            };
            let here = client.house == house;
            let elsewhere = place.is_some() && client.place.is_some() && *place != client.place;
            // Broken glass lets one read, and nothing more.
            let broken =
                opened.iter().any(|(number, lasts)| *lasts && world.clients[*number].id == client.id);
            match (may, here, ask) {
                (false, _, _) => 403,
                (true, true, Ask::Emergency) => {
                    if elsewhere {
                        200
                    } else {
                        403
                    }
                }
                (true, true, Ask::Start | Ask::Section(_) | Ask::Page(_)) if elsewhere && broken => 200,
                (true, true, _) if elsewhere => 403,
                // Nobody's client here; or the relation that is to change is not there.
                (true, false, _) | (true, true, Ask::Change | Ask::Treat) => 404,
                (true, true, _) => 200,
            }
        }
        Who::Person(links) => person(world, someone, links, house, client, ask),
    }
}

fn person(world: &World, someone: &Someone, links: &[Link], house: usize, client: &Client, ask: Ask) -> u16 {
    if client.house != house {
        return 404;
    }
    let mine: Vec<&Link> = links
        .iter()
        .filter(|link| someone.only.is_none_or(|only| only == link.client))
        .filter(|link| world.clients[link.client].id == client.id)
        .collect();
    let running: Vec<&&Link> = mine.iter().filter(|link| link.holds).collect();
    if running.is_empty() {
        return 404;
    }
    let closed = client.ended.is_some_and(|days| days >= world.houses[house].closes_after)
        || (world.houses[house].staged && !client.identified);
    let mut answers: Vec<u16> =
        running.iter().map(|link| through(world, link, house, client, closed, ask)).collect();
    answers.sort_unstable();
    answers[0]
}

/// What one relation gives.
fn through(world: &World, link: &Link, house: usize, client: &Client, closed: bool, ask: Ask) -> u16 {
    let age = client.age.unwrap_or(100);
    let parental = matches!(link.basis, Basis::Parent | Basis::Guardian);
    if closed || matches!(link.basis, Basis::Administrator | Basis::ParentWithoutAuthority) {
        return 403;
    }
    let own = link.basis == Basis::Own;
    // A minor who cannot decide is to all others what a child is (WGBO 7:465 lid 2).
    let age = if client.incapable && !own && (12..18).contains(&age) { 11 } else { age };
    if (own && age < 12) || (age >= 16 && !own && (parental || link.of_childhood)) {
        return 403;
    }
    let youth = (12..16).contains(&age);
    let agreed = if world.houses[house].together_only { Kinds::NONE } else { link.agreed };
    let agreed = Kinds::from_bits(link.granted.bits() & agreed.bits());
    let sees = if !own && youth {
        Kinds::from_bits(agreed.bits() | (link.granted.bits() & link.together.bits()))
    } else {
        link.granted
    };
    let by_law = matches!(
        link.basis,
        Basis::FirstContact | Basis::Parent | Basis::Guardian | Basis::Curator | Basis::Mentor | Basis::Proxy
    );
    let next_of_kin = client.incapable && age >= 18 && is_first_in_law(world, client, link.basis);
    let decides = by_law || next_of_kin;
    let speaks_for = own || decides || link.manages;
    let silenced = own && client.incapable;
    match ask {
        Ask::Start | Ask::Section(_) | Ask::Page(_) | Ask::Note | Ask::Measurement if sees == Kinds::NONE => {
            403
        }
        // Reports are the third right, measurements the fifth.
        Ask::Note if sees.bits() & 4 == 0 => 404,
        Ask::Measurement if sees.bits() & 16 == 0 => 404,
        Ask::Start | Ask::Note | Ask::Measurement => 200,
        Ask::Section(category) | Ask::Page(category) => {
            if sees.bits() & kind_bit(category) == 0 {
                404
            } else {
                200
            }
        }
        Ask::Access if speaks_for => 200,
        Ask::Change if speaks_for && (own || !youth) && !silenced => 404,
        Ask::Agree if own && youth && !silenced => 404,
        Ask::Together if youth && (parental || own) && !silenced => 200,
        Ask::Closing if client.incapable && decides => 200,
        Ask::Consents if own || decides => 200,
        // What is only shown together is not given along.
        Ask::Copy if own || decides => {
            let agreed = if world.houses[house].together_only { 0 } else { link.agreed.bits() };
            let given = if youth && !own { link.granted.bits() & agreed } else { link.granted.bits() };
            if given == 0 { 403 } else { 200 }
        }
        // A parent of a client of 12 to 15 asks about what the client agreed to, not what is shown for a while.
        Ask::Cases if own || (decides && (!youth || agreed != Kinds::NONE)) => 200,
        // From 16 nobody says it for who can decide.
        Ask::Say if (own && !client.incapable) || (!own && decides && (age < 16 || client.incapable)) => 200,
        Ask::Access
        | Ask::Cases
        | Ask::Treat
        | Ask::Change
        | Ask::Agree
        | Ask::Together
        | Ask::Closing
        | Ask::Capacity
        | Ask::Emergency
        | Ask::Consents
        | Ask::Say
        | Ask::Copy
        | Ask::Write => 403,
    }
}

/// WGBO 7:465 lid 3: a partner decides where no curator, mentor or proxy is there, family where no partner
/// is there either.
fn is_first_in_law(world: &World, client: &Client, basis: Basis) -> bool {
    let before: &[Basis] = match basis {
        Basis::Partner => &[Basis::Curator, Basis::Mentor, Basis::Proxy],
        Basis::Family => &[Basis::Curator, Basis::Mentor, Basis::Proxy, Basis::Partner],
        _ => return false,
    };
    !world.people.iter().any(|other| match &other.who {
        Who::Person(links) => links.iter().any(|link| {
            link.holds && before.contains(&link.basis) && world.clients[link.client].id == client.id
        }),
        Who::Staff { .. } => false,
    })
}

/// Which right a section needs (the six of Caren's network, R39).
fn kind_bit(category: Category) -> i64 {
    match category.slug() {
        "afspraken" => 1,
        "behandelplan" | "behandelaren" | "persoonlijk" | "persoonlijke-gegevens" => 8,
        "metingen" | "uitslagen" => 16,
        "documenten" => 32,
        _ => 4,
    }
}

struct World {
    houses: [House; 3],
    clients: Vec<Client>,
    people: Vec<Someone>,
}

/// A generated request: who, at which house, about whom, what.
fn generate(world: &World, dice: &mut Dice) -> (usize, usize, usize, Ask) {
    let who = dice.roll(world.people.len());
    let someone = &world.people[who];
    // Mostly about the own client; else about any of any house.
    let client = match &someone.who {
        Who::Person(links) if dice.roll(4) != 0 => links[dice.roll(links.len())].client,
        _ => dice.roll(world.clients.len()),
    };
    let house = if dice.roll(10) == 0 { dice.roll(HOUSES.len()) } else { someone.house };
    let category = Category::ALL[dice.roll(Category::ALL.len())];
    let ask = match dice.roll(62) {
        60..=61 => Ask::Copy,
        56..=57 => Ask::Note,
        58..=59 => Ask::Measurement,
        54..=55 => Ask::Write,
        50..=51 => Ask::Cases,
        52..=53 => Ask::Treat,
        44..=45 => Ask::Emergency,
        46..=47 => Ask::Consents,
        48..=49 => Ask::Say,
        40..=41 => Ask::Closing,
        42..=43 => Ask::Capacity,
        0..=9 => Ask::Start,
        10..=24 => Ask::Section(category),
        25 => Ask::Page(category),
        26..=30 => Ask::Access,
        31..=34 => Ask::Change,
        35..=36 => Ask::Agree,
        _ => Ask::Together,
    };
    (who, house, client, ask)
}

async fn send(visitor: &Visitor, client: ClientId, ask: Ask) -> StatusCode {
    let client = client.to_string();
    let with = |more: &[(&'static str, &'static str)]| {
        let mut fields = vec![("client", client.as_str())];
        fields.extend_from_slice(more);
        fields
    };
    let nobody = "01980000-0000-7000-8000-000000000000";
    match ask {
        Ask::Start => visitor.call("/api/dossier/start", &with(&[])).await.status,
        Ask::Section(category) => {
            let name = serde_json::to_value(category).unwrap().as_str().unwrap().to_owned();
            visitor.call("/api/dossier/rubriek", &[("client", &client), ("category", &name)]).await.status
        }
        Ask::Page(category) => visitor.get(&format!("/c/{client}/dossier/{}", category.slug())).await.status,
        Ask::Access => visitor.call("/api/netwerk", &with(&[])).await.status,
        Ask::Change => {
            let fields = with(&[("relation", nobody), ("key", nobody), ("reason", "x")]);
            visitor.call("/api/netwerk/stoppen", &fields).await.status
        }
        Ask::Agree => {
            visitor
                .call("/api/netwerk/instemmen", &with(&[("relation", nobody), ("key", nobody)]))
                .await
                .status
        }
        Ask::Together => visitor.call("/api/samen", &with(&[])).await.status,
        Ask::Note => {
            visitor.call("/api/dossier/toevoegen/formulier", &with(&[("form", "notitie")])).await.status
        }
        Ask::Measurement => {
            visitor.call("/api/dossier/toevoegen/formulier", &with(&[("form", "gewicht")])).await.status
        }
        Ask::Closing => visitor.call("/api/netwerk/sluiten/formulier", &with(&[])).await.status,
        Ask::Capacity => visitor.call("/api/team/beslissen", &with(&[])).await.status,
        Ask::Write => {
            let fields = with(&[("report", "nieuw"), ("key", nobody), ("revision", "7")]);
            visitor.call("/api/team/rapportage/bewaren", &fields).await.status
        }
        Ask::Cases => visitor.call("/api/zaken", &with(&[])).await.status,
        Ask::Treat => visitor.call("/api/team/zaken/zaak", &with(&[("case", nobody)])).await.status,
        Ask::Emergency => visitor.call("/api/team/noodtoegang/formulier", &with(&[])).await.status,
        Ask::Consents => visitor.call("/api/toestemmingen", &with(&[])).await.status,
        Ask::Copy => visitor.call("/api/meenemen", &with(&[])).await.status,
        Ask::Say => {
            let fields = with(&[("purpose", "huisarts"), ("key", nobody)]);
            visitor.call("/api/toestemmingen/kiezen", &fields).await.status
        }
    }
}

/// R1, R6, R15, R16, R17, R19, R39, R46, R76, R115, R117, R119, R121: no request is answered otherwise than the
/// reference model says, and each one that reaches a decision leaves its line.
#[test]
fn a_hundred_thousand_requests_are_answered_as_the_model_says() {
    let _alone = WHOLE_MACHINE.lock().unwrap_or_else(PoisonError::into_inner);
    let wanted: u64 =
        std::env::var("INZAGE_MODEL_REQUESTS").ok().and_then(|text| text.parse().ok()).unwrap_or(100_000);
    with_own_app(async |app| {
        let world = make(&app).await;
        // Where the first use accepts the terms (R112), that leaves a line of its own: it is had now.
        for someone in &world.people {
            send(&someone.visitor, world.clients[0].id, Ask::Start).await;
        }
        let before = app.services().store.metrics().lines;
        let lines = AtomicU64::new(0);
        let mut dice = Dice(0x1234_5678_9abc_def1);
        let mut statuses = std::collections::BTreeMap::<u16, u64>::new();
        let mut done = 0;
        while done < wanted {
            let requests: Vec<_> = (0..256).map(|_| generate(&world, &mut dice)).collect();
            done += 256;
            let world = &world;
            let answers =
                futures_util::future::join_all(requests.into_iter().map(|(who, house, client, ask)| {
                    let lines = &lines;
                    async move {
                        let someone = &world.people[who];
                        let asked = &world.clients[client];
                        let visitor =
                            someone.visitor.clone_at(&format!("{}.localhost:3000", HOUSES[house].key));
                        let status = send(&visitor, asked.id, ask).await.as_u16();
                        let model = expected(world, someone, house, asked, ask);
                        // Whoever passes the gate meets a permit, which leaves one line.
                        let gate = someone.house == house
                            && someone.live
                            && (someone.accepted || !world.houses[house].terms_page);
                        lines.fetch_add(u64::from(gate), Ordering::Relaxed);
                        (status, model, who, house, client, ask)
                    }
                }))
                .await;
            for (status, model, who, house, client, ask) in answers {
                *statuses.entry(status).or_default() += 1;
                let (someone, asked) = (&world.people[who], &world.clients[client]);
                assert_eq!(
                    status,
                    model,
                    "{ask:?} at {} about a client of {:?} (ended {:?}, incapable {}) by {}",
                    HOUSES[house].key,
                    asked.age,
                    asked.ended,
                    asked.incapable,
                    told(someone)
                );
            }
        }
        println!("{done} requests, by status: {statuses:?}");
        assert!([200, 303, 401, 403, 404].iter().all(|status| statuses.contains_key(status)));
        assert_eq!(app.services().store.metrics().lines - before, lines.into_inner());
    });
}

fn told(someone: &Someone) -> String {
    let what = match &someone.who {
        Who::Staff { role, employed, place, opened } => {
            format!("{role:?}, employed {employed}, at {place:?}, opened {opened:?}")
        }
        Who::Person(links) => links
            .iter()
            .map(|link| {
                let Link { basis, holds, granted, agreed, together, manages, of_childhood, .. } = link;
                format!("{basis:?}, holds {holds}, granted {granted:?}, agreed {agreed:?}, together {together:?}, manages {manages}, of childhood {of_childhood}")
            })
            .collect::<Vec<_>>()
            .join("; "),
    };
    let Someone { live, accepted, only, house, .. } = someone;
    format!("{what}; live {live}, accepted {accepted}, only {only:?}, at {}", HOUSES[*house].key)
}

/// The model's own names of the rights are those of the product.
#[test]
fn the_model_names_the_same_rights() {
    for &category in Category::ALL {
        let kind = DataKind::ALL.iter().find(|kind| Kinds::NONE.with(**kind).bits() == kind_bit(category));
        assert_eq!(kind, Some(&category.kind()), "{}", category.slug());
    }
}
