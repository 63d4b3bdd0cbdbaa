//! Notices: nothing of them reaches another organisation, and closing an account keeps what else it
//! opens.

use inzage_domain::{
    CareState, NewsId,
    access::{AccountState, ChangeOrganisation, ManageAccess, ReadOrganisation, ReadRecord, Refusal},
};
use jiff::{SignedDuration, civil::date};

use super::{
    on_both,
    world::{World, request},
};
use crate::*;

on_both! {
    notices_do_not_cross;
    a_mail_belongs_to_one_worker_and_is_sent_once;
    closing_and_opening_again_keeps_the_history;
    news_does_not_cross;
}

const HOLD: SignedDuration = SignedDuration::from_mins(2);

fn key(world: &World, what: &'static str) -> NoticeKey<'static> {
    let here = &world.here;
    NoticeKey { client: here.client, person: here.client_person, what, day: date(2026, 9, 15) }
}

async fn notices_do_not_cross(world: World) {
    let (store, here, there) = (&world.store, &world.here, &world.there);
    let (ours, theirs) = (&here.organisation, &there.organisation);
    store.set_notices_done(ours, date(2026, 5, 1)).await.unwrap();
    assert_eq!(store.notices_done(theirs).await.unwrap(), None);
    assert_eq!(store.notices_done(ours).await.unwrap(), Some(date(2026, 5, 1)));
    // Both have a client with the same birth date.
    let born = store.clients_born(ours, &[date(1963, 9, 18)]).await.unwrap();
    assert_eq!(born, [here.client]);
    assert!(store.clients_born(ours, &[date(1963, 9, 17)]).await.unwrap().is_empty());
    assert!(store.noticed(ours, there.client).await.unwrap().is_none());
    assert_eq!(store.noticed(ours, here.client).await.unwrap().unwrap().beside.len(), 2);
    assert_eq!(store.claim_notice(ours, key(&world, "x"), HOLD).await.unwrap(), MailClaim::Taken);
    assert_eq!(store.claim_notice(theirs, key(&world, "x"), HOLD).await.unwrap(), MailClaim::Taken);
    store.end_notice(&there.operator, key(&world, "x"), there.client_account, true).await.unwrap();
    assert_eq!(store.claim_notice(ours, key(&world, "x"), HOLD).await.unwrap(), MailClaim::Held);
    store.set_care_state(&there.operator, there.client, CareState::Ended).await.unwrap();
    store.set_end_stage(ours, there.client, EndStage::Closed).await.unwrap();
    assert!(store.clients_ending(ours).await.unwrap().is_empty());
    assert_eq!(store.clients_ending(theirs).await.unwrap().len(), 1);
    assert!(!store.close_after_care(&here.operator, there.client, there.client_account).await.unwrap());
    store.withdraw_relation(&there.operator, there.contact_relation).await.unwrap();
    assert!(store.relations_ended(ours).await.unwrap().is_empty());
    store.set_end_told(ours, there.contact_relation).await.unwrap();
    assert_eq!(store.relations_ended(theirs).await.unwrap(), [(there.contact_relation, there.client)]);
    // An employee's permit is about one client of the own organisation, and changes no other.
    let (_, nurse) = world.log_in(here, here.nurse_account).await;
    let asked = async |client| store.permit::<ManageAccess>(&nurse, Some(client), &request()).await.unwrap();
    assert_eq!(asked(there.client).await.unwrap_err(), Refusal::NoSuchClient);
    let permit = asked(here.client).await.unwrap();
    let ended_on = Some(date(2026, 4, 3));
    store.change_care(&nurse, &permit, CareState::Ended, ended_on, &request()).await.unwrap();
    assert_eq!(store.clients_ending(ours).await.unwrap()[0].ended_on, date(2026, 4, 3));
    assert_eq!(store.clients_ending(theirs).await.unwrap()[0].ended_on, date(2026, 5, 1));
    store.change_care(&nurse, &permit, CareState::InCare, ended_on, &request()).await.unwrap();
    assert!(store.clients_ending(ours).await.unwrap().is_empty());
    let (_, client) = world.log_in(here, here.client_account).await;
    assert!(!store.has_several_records(&client).await.unwrap());
}

async fn a_mail_belongs_to_one_worker_and_is_sent_once(world: World) {
    let (store, here) = (&world.store, &world.here);
    let organisation = &here.organisation;
    assert_eq!(store.claim_notice(organisation, key(&world, "a"), HOLD).await.unwrap(), MailClaim::Taken);
    world.pass(HOLD - SignedDuration::from_micros(1));
    assert_eq!(store.claim_notice(organisation, key(&world, "a"), HOLD).await.unwrap(), MailClaim::Held);
    assert_eq!(store.claim_notice(organisation, key(&world, "b"), HOLD).await.unwrap(), MailClaim::Taken);
    world.pass(SignedDuration::from_micros(1));
    assert_eq!(store.claim_notice(organisation, key(&world, "a"), HOLD).await.unwrap(), MailClaim::Taken);
    let account = here.client_account;
    store.end_notice(&here.operator, key(&world, "a"), account, false).await.unwrap();
    assert_eq!(store.claim_notice(organisation, key(&world, "a"), HOLD).await.unwrap(), MailClaim::Taken);
    let lines = async || store.verify_log(&here.operator).await.unwrap().lines;
    let before = lines().await;
    store.end_notice(&here.operator, key(&world, "a"), account, true).await.unwrap();
    store.end_notice(&here.operator, key(&world, "a"), account, true).await.unwrap();
    // One line for the mail, one for the look at the log itself.
    assert_eq!(lines().await - before, 2);
    world.pass(HOLD);
    assert_eq!(store.claim_notice(organisation, key(&world, "a"), HOLD).await.unwrap(), MailClaim::Sent);
}

/// R15, R118: what the end of care closes opens again with it; what somebody closed otherwise stays.
async fn closing_and_opening_again_keeps_the_history(world: World) {
    let (store, here) = (&world.store, &world.here);
    let state =
        async |user: &str| store.account_by_user_name(&here.operator, user).await.unwrap().unwrap().state;
    store.set_care_state(&here.operator, here.client, CareState::Ended).await.unwrap();
    let close = async |account| store.close_after_care(&here.operator, here.client, account).await.unwrap();
    let (session, _) = world.log_in(here, here.client_account).await;
    assert!(close(here.client_account).await);
    assert!(!close(here.client_account).await, "once");
    assert!(matches!(
        store.actor(&here.organisation, &session, &request()).await.unwrap(),
        SessionState::Over(_)
    ));
    store.set_account_state(&here.operator, here.contact_account, AccountState::Closed).await.unwrap();
    store.set_care_state(&here.operator, here.client, CareState::InCare).await.unwrap();
    assert_eq!(state("client").await, AccountState::Active);
    assert_eq!(state("first-contact").await, AccountState::Closed);
    let (_, actor) = world.log_in(here, here.client_account).await;
    assert!(store.permit::<ReadRecord>(&actor, Some(here.client), &request()).await.unwrap().is_ok());
}

/// R113: a draft is nobody's but the administrators'; what is over is kept; another organisation's
/// news is neither seen nor changed.
async fn news_does_not_cross(world: World) {
    let (store, here, there) = (&world.store, &world.here, &world.there);
    let (_, ours) = world.log_in(here, here.admin_account).await;
    let (_, theirs) = world.log_in(there, there.admin_account).await;
    let change =
        async |actor| store.permit::<ChangeOrganisation>(actor, None, &request()).await.unwrap().unwrap();
    let read =
        async |actor| store.permit::<ReadOrganisation>(actor, None, &request()).await.unwrap().unwrap();
    let news = NewsId::from_uuid(uuid::Uuid::from_u128(7));
    let texts = |title: &str| NewsTexts { title_nl: title.into(), ..NewsTexts::default() };
    let public = async |organisation| store.news_public(organisation).await.unwrap();
    assert!(store.news_keep(&change(&ours).await, news, &texts("Een"), &request()).await.unwrap());
    assert!(store.news_keep(&change(&ours).await, news, &texts("Twee"), &request()).await.unwrap());
    assert_eq!(store.news_written(&read(&ours).await).await.unwrap().len(), 1, "sent twice, one draft");
    assert!(store.news_written(&read(&theirs).await).await.unwrap().is_empty());
    assert!(public(&here.organisation).await.is_empty());
    assert!(!store.news_publish(&change(&theirs).await, news, &request()).await.unwrap());
    assert!(!store.news_end(&change(&ours).await, news, &request()).await.unwrap(), "not public yet");
    assert!(store.news_publish(&change(&ours).await, news, &request()).await.unwrap());
    assert!(!store.news_publish(&change(&ours).await, news, &request()).await.unwrap(), "once");
    assert!(!store.news_keep(&change(&ours).await, news, &texts("Drie"), &request()).await.unwrap());
    assert_eq!(public(&here.organisation).await[0].texts.title_nl, "Twee");
    assert!(public(&there.organisation).await.is_empty());
    assert!(!store.news_end(&change(&theirs).await, news, &request()).await.unwrap());
    assert!(store.news_end(&change(&ours).await, news, &request()).await.unwrap());
    assert!(public(&here.organisation).await.is_empty());
    let kept = store.news_written(&read(&ours).await).await.unwrap();
    assert!(kept[0].ended.is_some() && kept[0].texts.title_nl == "Twee");
}
