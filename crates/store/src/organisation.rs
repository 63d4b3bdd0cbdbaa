//! Organisations: found by host name (pages) or key (commands), with their profile and policy.

use std::{
    collections::HashMap,
    sync::{Arc, PoisonError, RwLock},
};

use inzage_domain::{
    OrganisationId,
    branding::OrganisationProfile,
    log::{EventAction, EventCode, LogThing},
    policy::Policy,
};
use jiff::{SignedDuration, Timestamp, civil::Date};
use uuid::Uuid;

use crate::{
    Operator, Store, StoreError,
    db::{execute, fetch_all, fetch_optional},
    jobs::{self, NOTICES},
    seal::Place,
    time::micros,
};

/// How long a host name's organisation is remembered. A policy that changed is seen earlier: each
/// session's query carries the number of the version in force.
const REMEMBERED: SignedDuration = SignedDuration::from_secs(5);

/// An organisation as the store knows it. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Organisation(Arc<Known>);

#[derive(Debug)]
struct Known {
    id: OrganisationId,
    key: String,
    host: String,
    profile: OrganisationProfile,
    policy: Policy,
    policy_version: i64,
    in_use: bool,
}

impl Organisation {
    /// The first part of every key.
    pub fn id(&self) -> OrganisationId {
        self.0.id
    }
    /// The name in commands, such as `linde`.
    pub fn key(&self) -> &str {
        &self.0.key
    }
    /// The host name of its portal.
    pub fn host(&self) -> &str {
        &self.0.host
    }
    /// Name, telephone, branding.
    pub fn profile(&self) -> &OrganisationProfile {
        &self.0.profile
    }
    /// The policy in force.
    pub fn policy(&self) -> &Policy {
        &self.0.policy
    }
    /// Whether its processor agreement is recorded: before that nobody uses its portal (R110).
    pub fn is_in_use(&self) -> bool {
        self.0.in_use
    }
    /// The number of the policy in force, from 1.
    pub fn policy_version(&self) -> i64 {
        self.0.policy_version
    }
}

/// A new organisation.
#[derive(Clone, Debug)]
pub struct NewOrganisation {
    /// Name in commands: lower case letters, digits and dashes.
    pub key: String,
    /// Host name of its portal, without a port.
    pub host: String,
    /// What it tells about itself.
    pub profile: OrganisationProfile,
    /// Its policy, often a preset's.
    pub policy: Policy,
}

#[derive(Default)]
pub(crate) struct Organisations(RwLock<HashMap<String, (Organisation, Timestamp)>>);

#[derive(sqlx::FromRow)]
struct Row {
    id: Uuid,
    key: String,
    host: String,
    profile: String,
    policy_version: i64,
    policy: String,
    in_use: bool,
}

impl TryFrom<Row> for Organisation {
    type Error = StoreError;
    fn try_from(row: Row) -> Result<Self, StoreError> {
        let unreadable = |what| StoreError::Inconsistent { table: "organisation", what };
        Ok(Self(Arc::new(Known {
            id: OrganisationId::from_uuid(row.id),
            key: row.key,
            host: row.host,
            profile: serde_json::from_str(&row.profile).map_err(|_| unreadable("profile"))?,
            policy: serde_json::from_str(&row.policy).map_err(|_| unreadable("policy"))?,
            policy_version: row.policy_version,
            in_use: row.in_use,
        })))
    }
}

impl Store {
    /// The organisation whose portal has this host name (without a port; capitals do not matter).
    pub async fn organisation_by_host(&self, host: &str) -> Result<Option<Organisation>, StoreError> {
        let host = host.to_ascii_lowercase();
        let now = self.now();
        let known =
            self.inner.organisations.0.read().unwrap_or_else(PoisonError::into_inner).get(&host).cloned();
        if let Some((organisation, since)) = known {
            let age = now.duration_since(since);
            if age >= SignedDuration::ZERO && age < REMEMBERED {
                return Ok(Some(organisation));
            }
        }
        let row = fetch_optional!(
            self.db(),
            Row,
            "SELECT o.id, o.key, o.host, o.profile, o.policy_version, p.policy, EXISTS (SELECT 1 FROM processor_agreement g WHERE g.organisation = o.id) AS in_use FROM organisation o JOIN policy_version p ON p.organisation = o.id AND p.version = o.policy_version WHERE o.host = $1",
            &host,
        )?;
        let found = row.map(Organisation::try_from).transpose()?;
        // Only hosts that exist are remembered: others would fill the memory.
        if let Some(organisation) = &found {
            let mut known = self.inner.organisations.0.write().unwrap_or_else(PoisonError::into_inner);
            known.insert(host, (organisation.clone(), now));
        }
        Ok(found)
    }

    /// The organisation with this key.
    pub async fn organisation_by_key(&self, key: &str) -> Result<Option<Organisation>, StoreError> {
        let row = fetch_optional!(
            self.db(),
            Row,
            "SELECT o.id, o.key, o.host, o.profile, o.policy_version, p.policy, EXISTS (SELECT 1 FROM processor_agreement g WHERE g.organisation = o.id) AS in_use FROM organisation o JOIN policy_version p ON p.organisation = o.id AND p.version = o.policy_version WHERE o.key = $1",
            key,
        )?;
        row.map(Organisation::try_from).transpose()
    }

    /// Every organisation, by key.
    pub async fn organisations(&self) -> Result<Vec<Organisation>, StoreError> {
        let rows = fetch_all!(
            self.db(),
            Row,
            "SELECT o.id, o.key, o.host, o.profile, o.policy_version, p.policy, EXISTS (SELECT 1 FROM processor_agreement g WHERE g.organisation = o.id) AS in_use FROM organisation o JOIN policy_version p ON p.organisation = o.id AND p.version = o.policy_version ORDER BY o.key",
        )?;
        rows.into_iter().map(Organisation::try_from).collect()
    }

    /// The same organisation with what is in force now, when another version is.
    pub(crate) async fn refreshed(
        &self,
        organisation: &Organisation,
        version: i64,
    ) -> Result<Organisation, StoreError> {
        if organisation.policy_version() == version {
            return Ok(organisation.clone());
        }
        self.organisation_by_key(organisation.key())
            .await?
            .ok_or(StoreError::Inconsistent { table: "organisation", what: "gone" })
    }

    /// Records that the organisation has signed a processor agreement (AVG article 28, R110): from
    /// then on its portal is used. `version` names the text, `signer` who signed it (sealed).
    pub async fn record_agreement(
        &self,
        operator: &Operator,
        version: &str,
        signed_on: Date,
        signer: &str,
    ) -> Result<Organisation, StoreError> {
        crate::people::check_texts(&[version, signer])?;
        let id = operator.organisation().id();
        let now = self.now();
        let keys = self.keys().organisation(id).await?;
        let place = Place::new(id, "processor_agreement.sealed_signer", id.uuid());
        let sealed = keys.seal.seal(self.chance(), &place, signer.as_bytes())?;
        let mut line = operator.line(EventCode::ChangeOrganisation, EventAction::Create, now);
        line.things.push(LogThing { kind: "processor-agreement".into(), id: version.to_owned() });
        let input = (version.to_owned(), signed_on.to_string(), sealed, line);
        self.write(id, input, |(version, signed_on, sealed, line), conn| {
            Box::pin(async move {
                execute!(
                    conn,
                    "INSERT INTO processor_agreement (organisation, recorded_at, version, signed_on, sealed_signer) VALUES ($1, $2, $3, $4, $5)",
                    line.organisation.uuid(),
                    micros(line.at),
                    version,
                    signed_on,
                    sealed,
                )
                .map_err(|error| error.unique("processor_agreement"))?;
                Ok(((), vec![line.clone()]))
            })
        })
        .await?;
        self.forget_organisations();
        self.refreshed(operator.organisation(), -1).await
    }

    /// Makes an organisation with its key, its first policy and its log. `who` is the operating
    /// system's user. Conflict when the key or host is taken.
    pub async fn create_organisation(
        &self,
        new: NewOrganisation,
        who: &str,
    ) -> Result<Organisation, StoreError> {
        let id = OrganisationId::new(self.clock(), self.chance());
        let host = new.host.to_ascii_lowercase();
        crate::people::check_texts(&[&new.key, &host])?;
        let unwritable = |_| StoreError::Inconsistent { table: "organisation", what: "cannot be written" };
        let profile = serde_json::to_string(&new.profile).map_err(unwritable)?;
        let policy = serde_json::to_string(&new.policy).map_err(unwritable)?;
        let made = Organisation(Arc::new(Known {
            id,
            key: new.key,
            host,
            profile: new.profile,
            policy: new.policy,
            policy_version: 1,
            in_use: false,
        }));
        self.keys().create_organisation(id).await?;
        let line =
            Operator::new(&made, who).line(EventCode::ChangeOrganisation, EventAction::Create, self.now());
        let input = (made.clone(), profile, policy, line, micros(self.now()));
        self.write(id, input, |(made, profile, policy, line, now), conn| {
            Box::pin(async move {
                let id = made.id().uuid();
                execute!(
                    conn,
                    "INSERT INTO organisation (id, key, host, profile, policy_version, created_at) VALUES ($1, $2, $3, $4, 1, $5)",
                    id,
                    made.key(),
                    made.host(),
                    profile,
                    *now,
                )
                .map_err(|error| error.unique("organisation"))?;
                execute!(conn, "INSERT INTO policy_version (organisation, version, policy, created_at) VALUES ($1, 1, $2, $3)", id, policy, *now)?;
                execute!(conn, "INSERT INTO log_head (organisation, seq, hash) VALUES ($1, 0, $2)", id, vec![0_u8; 32])?;
                jobs::ask(conn, made.id(), NOTICES, line.at).await?;
                Ok(((), vec![line.clone()]))
            })
        })
        .await?;
        Ok(made)
    }

    /// Puts another policy in force. Every version is kept. Gives the organisation as it is then.
    pub async fn set_policy(&self, operator: &Operator, policy: &Policy) -> Result<Organisation, StoreError> {
        let text = serde_json::to_string(policy)
            .map_err(|_| StoreError::Inconsistent { table: "policy_version", what: "cannot be written" })?;
        let line = operator.line(EventCode::ChangeOrganisation, EventAction::Update, self.now());
        let id = operator.organisation().id();
        self.write(id, (text, line, micros(self.now())), |(text, line, now), conn| {
            Box::pin(async move {
                let id = line.organisation.uuid();
                let (version,) = fetch_optional!(conn, (i64,), "UPDATE organisation SET policy_version = policy_version + 1 WHERE id = $1 RETURNING policy_version", id)?
                    .ok_or(StoreError::Inconsistent { table: "organisation", what: "gone" })?;
                execute!(conn, "INSERT INTO policy_version (organisation, version, policy, created_at) VALUES ($1, $2, $3, $4)", id, version, text, *now)?;
                Ok(((), vec![line.clone()]))
            })
        })
        .await?;
        self.forget_organisations();
        self.refreshed(operator.organisation(), -1).await
    }

    /// Changes what the organisation tells about itself.
    pub async fn set_profile(
        &self,
        operator: &Operator,
        profile: &OrganisationProfile,
    ) -> Result<Organisation, StoreError> {
        let text = serde_json::to_string(profile)
            .map_err(|_| StoreError::Inconsistent { table: "organisation", what: "cannot be written" })?;
        let line = operator.line(EventCode::ChangeOrganisation, EventAction::Update, self.now());
        self.write(operator.organisation().id(), (text, line), |(text, line), conn| {
            Box::pin(async move {
                execute!(
                    conn,
                    "UPDATE organisation SET profile = $2 WHERE id = $1",
                    line.organisation.uuid(),
                    text
                )?;
                Ok(((), vec![line.clone()]))
            })
        })
        .await?;
        self.forget_organisations();
        self.refreshed(operator.organisation(), -1).await
    }

    pub(crate) fn forget_organisations(&self) {
        self.inner.organisations.0.write().unwrap_or_else(PoisonError::into_inner).clear();
    }
}
