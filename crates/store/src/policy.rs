//! Changing the policy by an administrator: its versions, whom a change touches, and what the
//! administrator's own account has ready (an administrator cannot lock itself out, R91).

use inzage_domain::{
    AccountId,
    access::{ChangeOrganisation, Permit, ReadOrganisation},
    log::{EventAction, EventCode, LogThing},
    policy::Policy,
    policy_change::FactorsHeld,
};
use jiff::Timestamp;
use uuid::Uuid;

use crate::{
    Recorded, RequestContext, Store, StoreError,
    access::{account_line, role_code},
    db::{execute, fetch_all, fetch_one, fetch_optional},
    people::{AccountProfile, account_place},
    seal::digest,
    time::{instant, micros},
    writer::{Claim, Once},
};

/// One version of the policy, as the history shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PolicyVersion {
    /// Its number, from 1.
    pub version: i64,
    /// What it settles.
    pub policy: Policy,
    /// Since when it is or was in force.
    pub since: Timestamp,
    /// Who made it; `None` for a command.
    pub by: Option<String>,
}

/// Whom a change of the policy would touch, in numbers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PolicyCounts {
    /// Open accounts of clients and those beside them.
    pub personal: i64,
    /// Open accounts of staff.
    pub staff: i64,
    /// Relations of second contacts that hold.
    pub second_contacts: i64,
    /// Relations of network members that hold.
    pub network_members: i64,
    /// Relations of parents and guardians that hold.
    pub parents: i64,
    /// Clients whose care has ended.
    pub ended: i64,
    /// Sessions that run.
    pub sessions: i64,
}

/// What came of changing the policy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PolicyChanged {
    /// It is in force, as this version; the same form again gives the same.
    Done,
    /// Another version came into force since the form was drawn, or its key was used for something
    /// else; nothing was changed.
    Stale,
}

impl Store {
    /// Every version of the policy, newest first.
    pub async fn policy_history(
        &self,
        permit: &Recorded<Permit<ReadOrganisation>>,
    ) -> Result<Vec<PolicyVersion>, StoreError> {
        let organisation = permit.organisation();
        let rows = fetch_all!(
            self.db(),
            (i64, String, i64, Option<Uuid>),
            "SELECT version, policy, created_at, made_by FROM policy_version WHERE organisation = $1 ORDER BY version DESC",
            organisation.uuid(),
        )?;
        let makers = rows.iter().filter_map(|(.., by)| *by).map(AccountId::from_uuid);
        let names = self.names_of(organisation, makers).await?;
        rows.into_iter()
            .map(|(version, policy, since, by)| {
                Ok(PolicyVersion {
                    version,
                    policy: serde_json::from_str(&policy)
                        .map_err(|_| StoreError::Inconsistent { table: "policy_version", what: "policy" })?,
                    since: instant(since)?,
                    by: by.and_then(|by| names.get(&AccountId::from_uuid(by)).cloned()),
                })
            })
            .collect()
    }

    /// Whom a change would touch.
    pub async fn policy_counts(
        &self,
        permit: &Recorded<Permit<ChangeOrganisation>>,
    ) -> Result<PolicyCounts, StoreError> {
        let (organisation, now) = (permit.organisation().uuid(), micros(self.now()));
        let (staff, all) = fetch_one!(
            self.db(),
            (i64, i64),
            "SELECT (SELECT COUNT(*) FROM account a WHERE a.organisation = $1 AND a.state = 'active'
                       AND EXISTS (SELECT 1 FROM employment e WHERE e.organisation = a.organisation AND e.account = a.id)),
                    (SELECT COUNT(*) FROM account a WHERE a.organisation = $1 AND a.state = 'active')",
            organisation,
        )?;
        let bases = fetch_all!(
            self.db(),
            (String, i64),
            "SELECT basis, COUNT(*) FROM relation WHERE organisation = $1 AND from_at <= $2 AND (until_at IS NULL OR until_at > $2) AND (withdrawn_at IS NULL OR withdrawn_at > $2) GROUP BY basis",
            organisation,
            now,
        )?;
        let of = |wanted: &[&str]| {
            bases.iter().filter(|(basis, _)| wanted.contains(&basis.as_str())).map(|(_, number)| number).sum()
        };
        let (ended, sessions) = fetch_one!(
            self.db(),
            (i64, i64),
            "SELECT (SELECT COUNT(*) FROM client WHERE organisation = $1 AND care_state <> 'in-care'),
                    (SELECT COUNT(*) FROM session WHERE organisation = $1 AND ended_at IS NULL AND expires_at > $2)",
            organisation,
            now,
        )?;
        Ok(PolicyCounts {
            personal: all - staff,
            staff,
            second_contacts: of(&["second-contact"]),
            network_members: of(&["network-member"]),
            parents: of(&["parent", "guardian"]),
            ended,
            sessions,
        })
    }

    /// Second steps that the administrator's own account has ready. No account has a link with DigiD
    /// of its own yet.
    pub async fn factors_held(
        &self,
        permit: &Recorded<Permit<ChangeOrganisation>>,
    ) -> Result<FactorsHeld, StoreError> {
        let (organisation, account) = (permit.organisation(), permit.account());
        let row = fetch_optional!(
            self.db(),
            (Vec<u8>,),
            "SELECT sealed_profile FROM account WHERE organisation = $1 AND id = $2",
            organisation.uuid(),
            account.uuid(),
        )?;
        let (sealed,) = row.ok_or(StoreError::Inconsistent { table: "account", what: "no such account" })?;
        let keys = self.keys().organisation(organisation).await?;
        let profile: AccountProfile = keys.seal.open_json(&account_place(organisation, account), &sealed)?;
        let ready = self.second_steps_of(organisation, account).await?;
        Ok(FactorsHeld {
            mobile: profile.mobile.is_some(),
            digid: false,
            app: ready.app,
            passkey: ready.passkey,
        })
    }

    /// Puts another policy in force, by an administrator, once for its key and only after version
    /// `from`. Every version is kept.
    pub async fn change_policy(
        &self,
        permit: &Recorded<Permit<ChangeOrganisation>>,
        policy: &Policy,
        from: i64,
        key: Uuid,
        context: &RequestContext,
    ) -> Result<PolicyChanged, StoreError> {
        let organisation = permit.organisation();
        let text = serde_json::to_string(policy)
            .map_err(|_| StoreError::Inconsistent { table: "policy_version", what: "cannot be written" })?;
        let mut line = account_line(
            organisation,
            Some(permit.account()),
            role_code(permit.acting()),
            EventCode::ChangeOrganisation,
            EventAction::Update,
            self.now(),
            context,
        );
        line.things.push(LogThing { kind: "policy-version".into(), id: (from + 1).to_string() });
        let act = [b"change policy".as_slice(), text.as_bytes()].concat();
        let claim = Claim {
            organisation: organisation.uuid(),
            account: permit.account().uuid(),
            key,
            act_hash: digest(&act),
            at: line.at,
        };
        let input = (text, from, permit.account(), line);
        let outcome = self
            .write_once(organisation, claim, Vec::new(), input, |(text, from, by, line), conn| {
                Box::pin(async move {
                    let (organisation, version) = (line.organisation.uuid(), from + 1);
                    let changed = execute!(
                        conn,
                        "UPDATE organisation SET policy_version = $3 WHERE id = $1 AND policy_version = $2",
                        organisation,
                        *from,
                        version,
                    )?;
                    if changed == 0 {
                        return Err(StoreError::Conflict("policy"));
                    }
                    execute!(
                        conn,
                        "INSERT INTO policy_version (organisation, version, policy, made_by, created_at) VALUES ($1, $2, $3, $4, $5)",
                        organisation,
                        version,
                        text,
                        by.uuid(),
                        micros(line.at),
                    )?;
                    Ok(((), vec![line.clone()]))
                })
            })
            .await;
        self.forget_organisations();
        match outcome {
            Ok(Once::Now(()) | Once::Before(_)) => Ok(PolicyChanged::Done),
            Ok(Once::Reused) | Err(StoreError::Conflict(_)) => Ok(PolicyChanged::Stale),
            Err(error) => Err(error),
        }
    }
}
