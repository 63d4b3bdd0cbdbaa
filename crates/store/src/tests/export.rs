//! Copies of a record that somebody takes along (R21, R26, L8): asking once, pieces that count once, who
//! may fetch them, and their end.

use inzage_domain::{
    Basis, Category, ExportId, Language, PublishState,
    access::{AccountState, DataKind, Kinds, ReadLog, Refusal, TakeAlong},
    export::{ExportForm, ExportOrder, ExportState, KEPT},
};
use jiff::{SignedDuration, Timestamp};
use uuid::Uuid;

use super::{
    on_both,
    world::{Place, World, account, report, request},
};
use crate::*;

on_both! {
    exports_do_not_cross;
    an_order_counts_once_and_only_one_is_made_at_a_time;
    a_piece_counts_once_whoever_does_it;
    /// R26, R41: leave is asked again at every piece.
    who_may_not_look_any_more_gets_nothing;
    a_piece_that_never_ends_is_given_up;
    /// L8: seven days, then nothing is left.
    a_copy_is_gone_after_seven_days;
    /// R2: what is not shared is not taken along.
    only_what_is_shared_in_the_period_is_taken;
    no_more_copies_than_the_limit_are_ready;
    a_destroyed_record_gives_no_copy;
}

const MOMENT: SignedDuration = SignedDuration::from_micros(1);
const HOLD: SignedDuration = SignedDuration::from_mins(2);

fn order() -> ExportOrder {
    ExportOrder {
        categories: vec![Category::Reports, Category::Measurements],
        since: None,
        until: None,
        forms: vec![ExportForm::Pdf],
        with_log: false,
        language: Language::Dutch,
    }
}

async fn may(world: &World, actor: &Actor, place: &Place) -> Result<Permitted<TakeAlong>, Refusal> {
    world.store.permit::<TakeAlong>(actor, Some(place.client), &request()).await.unwrap()
}

/// A permit of the client of a place.
async fn own(world: &World, place: &Place) -> Permitted<TakeAlong> {
    let (_, actor) = world.log_in(place, place.client_account).await;
    may(world, &actor, place).await.unwrap()
}

fn new_id(world: &World) -> ExportId {
    ExportId::new(world.store.clock(), world.store.chance())
}

/// Asks for a copy and gives its id.
async fn asked(world: &World, permit: &Permitted<TakeAlong>, order: &ExportOrder) -> ExportId {
    let id = new_id(world);
    let key = new_id(world).uuid();
    assert_eq!(world.store.export_ask(permit, id, order, key).await.unwrap(), ExportAsked::Made);
    id
}

fn made(ready: bool) -> ExportMade {
    ExportMade { done: 1, total: 2, progress: b"weiter".to_vec(), ready }
}

/// A copy that is ready, with a chunk.
async fn ready(world: &World, place: &Place, permit: &Permitted<TakeAlong>) -> (ExportId, Uuid) {
    let id = asked(world, permit, &order()).await;
    let work = world.store.export_next(&place.organisation).await.unwrap().unwrap();
    assert_eq!(work.export.id, id);
    let chunk = world.store.export_put(&work, b"geheim").await.unwrap();
    assert!(world.store.export_piece(&work, &made(true)).await.unwrap());
    (id, chunk)
}

async fn exports_do_not_cross(world: World) {
    let (here, there) = (own(&world, &world.here).await, own(&world, &world.there).await);
    let (contact_token, contact) = world.log_in(&world.here, world.here.contact_account).await;
    drop(contact_token);
    let beside = may(&world, &contact, &world.here).await.unwrap();
    // Asking, working and reading stay within the organisation.
    let id = new_id(&world);
    let key = new_id(&world).uuid();
    assert_eq!(world.store.export_ask(&here, id, &order(), key).await.unwrap(), ExportAsked::Made);
    assert!(world.store.export_next(&world.there.organisation).await.unwrap().is_none());
    assert_eq!(world.store.export_tidy(&world.there.organisation).await.unwrap(), (false, None));
    let work = world.store.export_next(&world.here.organisation).await.unwrap().unwrap();
    let chunk = world.store.export_put(&work, b"van hier").await.unwrap();
    assert!(world.store.export_piece(&work, &made(true)).await.unwrap());
    // Only who asked has it: not the other organisation, and not who stands beside the same client.
    assert_eq!(world.store.exports(&here).await.unwrap().len(), 1);
    for other in [&there, &beside] {
        assert!(world.store.exports(other).await.unwrap().is_empty());
        assert!(world.store.export(other, id).await.unwrap().is_none());
        assert!(world.store.export_chunk(other, id, chunk).await.unwrap().is_none());
        assert!(!world.store.export_remove(other, id).await.unwrap());
    }
    assert_eq!(world.store.export_chunk(&here, id, chunk).await.unwrap().unwrap(), b"van hier");
    assert!(world.store.export_chunk(&here, new_id(&world), chunk).await.unwrap().is_none());
    // What is read of the record is the permit's client's.
    let import = world.may_import(&world.there).await;
    world.store.import_entries(&import, vec![report("a", 0, "Daar")]).await.unwrap();
    let (all, end) = (Timestamp::MIN, Timestamp::MAX);
    let read = world.store.entries_to_take(&here, Category::Reports, all, end, None, 50).await.unwrap();
    assert!(read.entries.is_empty());
    assert_eq!(world.store.count_to_take(&here, Category::Reports, all, end).await.unwrap(), 0);
    assert_eq!(world.store.count_to_take(&there, Category::Reports, all, end).await.unwrap(), 1);
    // Whether one may is asked of the own organisation's client only.
    assert!(world.store.may::<TakeAlong>(&contact, world.here.client).await.unwrap());
    assert!(!world.store.may::<TakeAlong>(&contact, world.there.client).await.unwrap());
    let (_, nurse) = world.log_in(&world.here, world.here.nurse_account).await;
    assert!(!world.store.may::<ReadLog>(&nurse, world.here.client).await.unwrap());
    assert_eq!(may(&world, &nurse, &world.here).await.err(), Some(Refusal::RoleNotAllowed));
    assert_eq!(may(&world, &contact, &world.there).await.err(), Some(Refusal::NoSuchClient));
}

async fn an_order_counts_once_and_only_one_is_made_at_a_time(world: World) {
    let permit = own(&world, &world.here).await;
    let key = new_id(&world).uuid();
    let ask = async |order: &ExportOrder, key: Uuid| {
        world.store.export_ask(&permit, new_id(&world), order, key).await.unwrap()
    };
    assert_eq!(ask(&order(), key).await, ExportAsked::Made);
    assert_eq!(ask(&order(), key).await, ExportAsked::Before);
    let other = ExportOrder { with_log: true, ..order() };
    assert_eq!(ask(&other, key).await, ExportAsked::KeyReused);
    let second = new_id(&world).uuid();
    assert_eq!(ask(&other, second).await, ExportAsked::Busy);
    assert_eq!(world.count("SELECT COUNT(*) FROM export").await, 1);
    // What somebody beside the client asks for later is another matter.
    world.pass(SignedDuration::from_micros(1));
    let (_, contact) = world.log_in(&world.here, world.here.contact_account).await;
    let beside = may(&world, &contact, &world.here).await.unwrap();
    assert_eq!(
        world.store.export_ask(&beside, new_id(&world), &order(), second).await.unwrap(),
        ExportAsked::Made
    );
    // A large one does not keep the others waiting: who got least far comes first.
    let large = world.store.export_next(&world.here.organisation).await.unwrap().unwrap();
    assert_eq!(large.export.account, world.here.client_account);
    assert!(world.store.export_piece(&large, &made(false)).await.unwrap());
    let next = world.store.export_next(&world.here.organisation).await.unwrap().unwrap();
    assert_eq!(next.export.account, world.here.contact_account);
    assert!(world.store.export_piece(&next, &made(true)).await.unwrap());
    // A refused key was given back: it counts when the first is done.
    let work = world.store.export_next(&world.here.organisation).await.unwrap().unwrap();
    assert!(world.store.export_piece(&work, &made(true)).await.unwrap());
    assert_eq!(ask(&other, second).await, ExportAsked::Made);
    let exports = world.store.exports(&permit).await.unwrap();
    let states: Vec<_> = exports.iter().map(|export| (export.state, export.order.with_log)).collect();
    assert_eq!(states.len(), 2);
    assert!(
        states.contains(&(ExportState::Ready, false)) && states.contains(&(ExportState::Preparing, true))
    );
}

async fn a_piece_counts_once_whoever_does_it(world: World) {
    let permit = own(&world, &world.here).await;
    let id = asked(&world, &permit, &order()).await;
    let organisation = &world.here.organisation;
    // One worker has the job; a second waits until the first is gone.
    let lease = world.store.begin_job(organisation, jobs::EXPORTS, HOLD).await.unwrap();
    assert!(lease.is_some());
    let other = world.another().await;
    assert!(other.begin_job(organisation, jobs::EXPORTS, HOLD).await.unwrap().is_none());
    let first = world.store.export_next(organisation).await.unwrap().unwrap();
    world.store.export_put(&first, b"half").await.unwrap();
    world.pass(HOLD);
    assert!(other.begin_job(organisation, jobs::EXPORTS, HOLD).await.unwrap().is_some());
    let second = other.export_next(organisation).await.unwrap().unwrap();
    assert_eq!((second.export.step, second.export.progress.as_slice()), (0, [].as_slice()));
    let chunk = other.export_put(&second, b"heel").await.unwrap();
    assert!(other.export_piece(&second, &made(false)).await.unwrap());
    // The first wakes up: its piece is done already.
    assert!(!world.store.export_piece(&first, &made(true)).await.unwrap());
    let now = world.store.export(&permit, id).await.unwrap().unwrap();
    assert_eq!((now.state, now.step, now.done, now.total), (ExportState::Preparing, 1, 1, 2));
    assert_eq!(now.progress, b"weiter");
    assert!(world.store.export_chunk(&permit, id, chunk).await.unwrap().is_none(), "not before it is ready");
    let third = other.export_next(organisation).await.unwrap().unwrap();
    assert!(other.export_piece(&third, &made(true)).await.unwrap());
    assert!(!other.export_piece(&third, &made(true)).await.unwrap());
    assert_eq!(world.store.export_chunk(&permit, id, chunk).await.unwrap().unwrap(), b"heel");
    assert!(other.export_next(organisation).await.unwrap().is_none());
    other.close().await.unwrap();
}

async fn who_may_not_look_any_more_gets_nothing(world: World) {
    let (_, contact) = world.log_in(&world.here, world.here.contact_account).await;
    let permit = may(&world, &contact, &world.here).await.unwrap();
    let id = asked(&world, &permit, &order()).await;
    // The session is over: what was asked for is still made.
    world
        .store
        .session_end(&contact, inzage_domain::session::SessionEnd::LoggedOut, &request())
        .await
        .unwrap();
    let work = world.store.export_next(&world.here.organisation).await.unwrap().unwrap();
    world.store.export_put(&work, b"geheim").await.unwrap();
    assert!(world.store.export_piece(&work, &made(false)).await.unwrap());
    // The relation is withdrawn: not a byte more, and what there was goes.
    world.store.withdraw_relation(&world.here.operator, world.here.contact_relation).await.unwrap();
    assert!(world.store.export_next(&world.here.organisation).await.unwrap().is_none());
    let state = world.store.export(&permit, id).await.unwrap().unwrap().state;
    assert_eq!(state, ExportState::Refused);
    assert!(!world.store.export_piece(&work, &made(true)).await.unwrap());
    assert!(world.store.export_tidy(&world.here.organisation).await.unwrap().0);
    assert_eq!(world.store.export_tidy(&world.here.organisation).await.unwrap(), (false, None));
    assert_eq!(world.count("SELECT COUNT(*) FROM export_chunk").await, 0);
    assert_eq!(
        world.count("SELECT COUNT(*) FROM log_line WHERE event = 'export' AND outcome = '2'").await,
        1,
        "the refusal left its line"
    );
    // A blocked account, and kinds of data that are withdrawn.
    let permit = own(&world, &world.here).await;
    asked(&world, &permit, &order()).await;
    let (account, operator) = (world.here.client_account, &world.here.operator);
    world.store.set_account_state(operator, account, AccountState::Blocked).await.unwrap();
    assert!(world.store.export_next(&world.here.organisation).await.unwrap().is_none());
    world.store.set_account_state(operator, account, AccountState::Active).await.unwrap();
    let (person, second) = account_with(&world, "proxy", Kinds::NONE.with(DataKind::Reports)).await;
    let _ = person;
    let (_, actor) = world.log_in(&world.here, second).await;
    let permit = may(&world, &actor, &world.here).await.unwrap();
    let both = world.store.export_ask(&permit, new_id(&world), &order(), new_id(&world).uuid()).await;
    assert!(matches!(both, Err(StoreError::Conflict(_))), "an order goes no further than the rights");
    let reports = ExportOrder { categories: vec![Category::Reports], ..order() };
    asked(&world, &permit, &reports).await;
    world.tamper("UPDATE relation SET rights = 1 WHERE basis = 'proxy'").await.unwrap();
    assert!(world.store.export_next(&world.here.organisation).await.unwrap().is_none());
}

/// Somebody who represents the client and sees these kinds of data.
async fn account_with(
    world: &World,
    name: &str,
    kinds: Kinds,
) -> (inzage_domain::PersonId, inzage_domain::AccountId) {
    let (person, account) = account(&world.store, &world.here.operator, name).await;
    let relation = NewRelation {
        client: world.here.client,
        person,
        basis: Basis::Proxy,
        decided_by: None,
        from: super::world::START.parse().unwrap(),
        until: None,
        kinds,
        manages: false,
    };
    world.store.create_relation(&world.here.operator, relation).await.unwrap();
    (person, account)
}

async fn a_piece_that_never_ends_is_given_up(world: World) {
    let permit = own(&world, &world.here).await;
    let id = asked(&world, &permit, &order()).await;
    for attempt in 1..=5 {
        let work = world.store.export_next(&world.here.organisation).await.unwrap();
        assert!(work.is_some(), "attempt {attempt}");
    }
    assert!(world.store.export_next(&world.here.organisation).await.unwrap().is_none());
    assert_eq!(world.store.export(&permit, id).await.unwrap().unwrap().state, ExportState::Failed);
    // One that gets further is not counted on.
    let id = asked(&world, &permit, &order()).await;
    for _ in 0..8 {
        let work = world.store.export_next(&world.here.organisation).await.unwrap().unwrap();
        assert!(world.store.export_piece(&work, &made(false)).await.unwrap());
    }
    assert_eq!(world.store.export(&permit, id).await.unwrap().unwrap().step, 8);
}

async fn a_copy_is_gone_after_seven_days(world: World) {
    let permit = own(&world, &world.here).await;
    let (id, chunk) = ready(&world, &world.here, &permit).await;
    let organisation = &world.here.organisation;
    let ends = world.store.now() + KEPT;
    assert_eq!(world.store.export_tidy(organisation).await.unwrap(), (false, Some(ends)));
    world.pass(KEPT - MOMENT);
    assert_eq!(world.store.export_tidy(organisation).await.unwrap(), (false, Some(ends)));
    assert!(world.store.export_chunk(&permit, id, chunk).await.unwrap().is_some());
    world.pass(MOMENT);
    assert!(world.store.export_chunk(&permit, id, chunk).await.unwrap().is_none(), "before the job has run");
    assert_eq!(world.store.export_tidy(organisation).await.unwrap(), (true, None));
    assert_eq!(world.store.export_tidy(organisation).await.unwrap(), (false, None));
    assert_eq!(world.count("SELECT COUNT(*) FROM export_chunk").await, 0);
    assert_eq!(world.store.export(&permit, id).await.unwrap().unwrap().state, ExportState::Gone);
    // Removed by its maker: the same, at once.
    let (id, chunk) = ready(&world, &world.here, &permit).await;
    assert!(world.store.export_remove(&permit, id).await.unwrap());
    assert!(!world.store.export_remove(&permit, id).await.unwrap());
    assert!(world.store.export_chunk(&permit, id, chunk).await.unwrap().is_none());
    assert!(world.store.export_tidy(organisation).await.unwrap().0);
    assert_eq!(world.count("SELECT COUNT(*) FROM export_chunk").await, 0);
}

async fn only_what_is_shared_in_the_period_is_taken(world: World) {
    let mut hidden = report("d", 30, "Concept");
    hidden.state = PublishState::Internal;
    let mut other = report("e", 40, "Gewicht");
    other.category = Category::Measurements;
    let items = vec![report("a", 0, "Een"), report("b", 10, "Twee"), report("c", 20, "Drie"), hidden, other];
    let import = world.may_import(&world.here).await;
    world.store.import_entries(&import, items).await.unwrap();
    let permit = own(&world, &world.here).await;
    let start: Timestamp = super::world::START.parse().unwrap();
    let texts = async |since: Timestamp, before: Timestamp, limit: u32| {
        let (mut texts, mut after) = (Vec::new(), None);
        loop {
            let page = world
                .store
                .entries_to_take(&permit, Category::Reports, since, before, after, limit)
                .await
                .unwrap();
            for entry in &page.entries {
                let text = entry.row.summary["text"].as_str().unwrap().to_owned();
                assert_eq!(entry.source, format!("{{\"text\": \"{text}\"}}").into_bytes());
                assert_eq!((entry.format.as_str(), entry.source_name.as_str()), ("json", "fhir"));
                texts.push(text);
            }
            let Some(next) = page.next else { return texts };
            after = Some(next);
        }
    };
    let minutes = |minutes| start + SignedDuration::from_mins(minutes);
    for limit in [1, 2, 50] {
        assert_eq!(texts(Timestamp::MIN, Timestamp::MAX, limit).await, ["Drie", "Twee", "Een"]);
    }
    assert_eq!(texts(minutes(10), minutes(20), 50).await, ["Twee"], "from, and before");
    assert_eq!(texts(minutes(10) + MOMENT, minutes(20) + MOMENT, 50).await, ["Drie"]);
    let count = async |category| {
        world.store.count_to_take(&permit, category, Timestamp::MIN, Timestamp::MAX).await.unwrap()
    };
    assert_eq!((count(Category::Reports).await, count(Category::Measurements).await), (3, 1));
    // Kinds of data that a permit does not cover.
    let (_, proxy) = account_with(&world, "proxy", Kinds::NONE.with(DataKind::Measurements)).await;
    let (_, actor) = world.log_in(&world.here, proxy).await;
    let narrow = may(&world, &actor, &world.here).await.unwrap();
    let taken = world
        .store
        .entries_to_take(&narrow, Category::Reports, Timestamp::MIN, Timestamp::MAX, None, 50)
        .await
        .unwrap();
    assert!(taken.entries.is_empty());
    let number =
        world.store.count_to_take(&narrow, Category::Reports, Timestamp::MIN, Timestamp::MAX).await.unwrap();
    assert_eq!(number, 0);
}

async fn no_more_copies_than_the_limit_are_ready(world: World) {
    let permit = own(&world, &world.here).await;
    let mut first = None;
    for _ in 0..3 {
        let (id, _) = ready(&world, &world.here, &permit).await;
        first.get_or_insert(id);
    }
    let ask = async || {
        let (id, key) = (new_id(&world), new_id(&world).uuid());
        world.store.export_ask(&permit, id, &order(), key).await.unwrap()
    };
    assert_eq!(ask().await, ExportAsked::Enough);
    assert!(world.store.export_remove(&permit, first.unwrap()).await.unwrap());
    assert_eq!(ask().await, ExportAsked::Made);
}

async fn a_destroyed_record_gives_no_copy(world: World) {
    let permit = own(&world, &world.here).await;
    asked(&world, &permit, &order()).await;
    world.store.destroy_client_key(&world.here.operator, world.here.client).await.unwrap();
    assert!(world.store.export_next(&world.here.organisation).await.unwrap().is_none());
    assert_eq!(world.count("SELECT COUNT(*) FROM export WHERE state = 'failed'").await, 1);
}
