//! Mails about a version that was published ahead: one for each account (R85). Whoever claims an
//! account sends its mail; a claim that runs out before the mail was marked as sent is free again.

use inzage_domain::{AccountId, TermsVersionId, terms::TermsVersion};
use jiff::SignedDuration;
use uuid::Uuid;

use crate::{
    Organisation, Store, StoreError,
    db::{execute, fetch_all},
    people::{AccountProfile, account_place},
    time::micros,
};

/// An account that has not been mailed about a version.
#[derive(Clone, PartialEq, Eq)]
pub struct Addressee {
    /// The account.
    pub account: AccountId,
    /// Where to; `None` when no address is known.
    pub email: Option<String>,
}

impl Store {
    /// Open accounts that were made before the version applies and have not been mailed about it, after
    /// one of them, in the order of their ids.
    pub async fn terms_to_mail(
        &self,
        organisation: &Organisation,
        version: &TermsVersion,
        after: Option<AccountId>,
        most: i64,
    ) -> Result<Vec<Addressee>, StoreError> {
        let id = organisation.id();
        let rows = fetch_all!(
            self.db(),
            (Uuid, Vec<u8>),
            "SELECT a.id, a.sealed_profile FROM account a
             WHERE a.organisation = $1 AND a.state = 'active' AND a.created_at < $3 AND a.id > $4
               AND NOT EXISTS (SELECT 1 FROM terms_announcement m WHERE m.organisation = a.organisation AND m.version = $2 AND m.account = a.id AND m.sent_at IS NOT NULL)
             ORDER BY a.id LIMIT $5",
            id.uuid(),
            version.id.uuid(),
            micros(version.valid_from),
            after.map_or_else(Uuid::nil, AccountId::uuid),
            most,
        )?;
        let keys = self.keys().organisation(id).await?;
        rows.into_iter()
            .map(|(account, sealed)| {
                let account = AccountId::from_uuid(account);
                let profile: AccountProfile = keys.seal.open_json(&account_place(id, account), &sealed)?;
                Ok(Addressee { account, email: profile.email })
            })
            .collect()
    }

    /// Takes the mail of an account upon oneself for a while. Says no when it was sent, or somebody
    /// else is at it.
    pub async fn claim_terms_mail(
        &self,
        organisation: &Organisation,
        version: TermsVersionId,
        account: AccountId,
        hold: SignedDuration,
    ) -> Result<bool, StoreError> {
        let now = self.now();
        let input = (organisation.id(), version, account, micros(now), micros(now + hold));
        self.write(organisation.id(), input, |(organisation, version, account, now, until), conn| {
            Box::pin(async move {
                let taken = execute!(
                    conn,
                    "INSERT INTO terms_announcement (organisation, version, account, claimed_until) VALUES ($1, $2, $3, $5)
                     ON CONFLICT (organisation, version, account) DO UPDATE SET claimed_until = excluded.claimed_until
                     WHERE terms_announcement.sent_at IS NULL AND terms_announcement.claimed_until <= $4",
                    organisation.uuid(),
                    version.uuid(),
                    account.uuid(),
                    *now,
                    *until,
                )?;
                Ok((taken > 0, Vec::new()))
            })
        })
        .await
    }

    /// Marks a claimed mail as sent, or gives the claim back.
    pub async fn end_terms_mail(
        &self,
        organisation: &Organisation,
        version: TermsVersionId,
        account: AccountId,
        sent: bool,
    ) -> Result<(), StoreError> {
        let now = micros(self.now());
        let input = (organisation.id(), version, account, now, sent.then_some(now));
        self.write(organisation.id(), input, |(organisation, version, account, now, sent_at), conn| {
            Box::pin(async move {
                execute!(
                    conn,
                    "UPDATE terms_announcement SET sent_at = $5, claimed_until = $4 WHERE organisation = $1 AND version = $2 AND account = $3 AND sent_at IS NULL",
                    organisation.uuid(),
                    version.uuid(),
                    account.uuid(),
                    *now,
                    *sent_at,
                )?;
                Ok(((), Vec::new()))
            })
        })
        .await
    }
}
