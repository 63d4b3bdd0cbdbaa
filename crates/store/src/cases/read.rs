//! Reading cases: by who asked, by who treats, and the own views beside an item.

use std::collections::HashMap;

use inzage_domain::{
    AccountId, Basis, CaseId, EntryId, OrganisationId,
    access::{AccountState, ActingAs, Permit, ReadCases, ReadRecord, TreatCases},
    case::{CaseGround, CaseKind, CaseState, CaseStep, sees_every_case},
};
use jiff::{Timestamp, civil::Date};
use uuid::Uuid;

use super::{CaseContent, content_place, known, text_place};
use crate::{
    Permitted, Recorded, Store, StoreError,
    db::fetch_all,
    keys::OrganisationKeys,
    people::{AccountProfile, account_place, basis_of},
    record::client_of,
    time::instant,
};

/// A case with its steps.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Case {
    /// The case.
    pub id: CaseId,
    /// What is asked.
    pub kind: CaseKind,
    /// The item that it is about, where it is about one and it is still shared.
    pub entry: Option<EntryId>,
    /// What was written, about what.
    pub content: CaseContent,
    /// Who asked.
    pub asked_by: AccountId,
    /// Who asked, as that account is called.
    pub asker: String,
    /// Where mail to who asked goes; `None` without an address or with an account that is not open.
    pub email: Option<String>,
    /// On what ground the asker stands beside the client.
    pub basis: Basis,
    /// When it was asked.
    pub asked_at: Timestamp,
    /// The last day for the answer.
    pub due_on: Date,
    /// Whether it was told that it takes longer.
    pub extended: bool,
    /// How far it is.
    pub state: CaseState,
    /// Who treats it, with what that account is called.
    pub taken_by: Option<(AccountId, String)>,
    /// What happened, oldest first.
    pub events: Vec<CaseEvent>,
}

/// A step of a case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CaseEvent {
    /// When.
    pub at: Timestamp,
    /// What.
    pub step: CaseStep,
    /// The ground, where something was not done.
    pub ground: Option<CaseGround>,
    /// Who, as that account is called.
    pub by: String,
    /// The words that go with it; can be empty.
    pub text: String,
}

/// Somebody's own view beside an item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Statement {
    /// When it was put there.
    pub at: Timestamp,
    /// Whose it is, as that account is called.
    pub by: String,
    /// On what ground that person stands beside the client.
    pub basis: Basis,
    /// What it says.
    pub text: String,
}

#[derive(sqlx::FromRow)]
struct Row {
    id: Uuid,
    kind: String,
    entry: Option<Uuid>,
    is_shown: bool,
    asked_by: Uuid,
    asker_state: String,
    asker_profile: Vec<u8>,
    basis: String,
    asked_at: i64,
    due_on: String,
    state: String,
    extended_at: Option<i64>,
    taken_by: Option<Uuid>,
    taker_profile: Option<Vec<u8>>,
    is_incapable: bool,
    sealed_content: Vec<u8>,
}

type EventRow = (Uuid, Uuid, String, Option<String>, Uuid, Vec<u8>, i64, Vec<u8>);

impl Store {
    /// The cases about the client of a permit that its holder may see, newest first: the own ones, or all
    /// of them (see [`sees_every_case`]).
    pub async fn own_cases(&self, permit: &Permitted<ReadCases>) -> Result<Vec<Case>, StoreError> {
        let basis = permit.basis().map(|(_, basis)| basis);
        let represents = permit.represents();
        self.cases_where(permit, None, |row| {
            row.asked_by == permit.account().uuid()
                || basis.is_some_and(|basis| sees_every_case(basis, represents, row.is_incapable))
        })
        .await
    }

    /// One case about the client of a permit, for whoever treats its kind; `None` where there is none.
    pub async fn team_case(
        &self,
        permit: &Permitted<TreatCases>,
        case: CaseId,
    ) -> Result<Option<Case>, StoreError> {
        let ActingAs::Employee { role, .. } = permit.acting() else { return Ok(None) };
        let found = self
            .cases_where(permit, Some(case), |row| {
                CaseKind::from_key(&row.kind).is_some_and(|kind| kind.is_treated_by(role))
            })
            .await?;
        Ok(found.into_iter().next())
    }

    /// The own views beside an item of the permit's client, oldest first.
    pub async fn statements(
        &self,
        permit: &Permitted<ReadRecord>,
        entry: EntryId,
    ) -> Result<Vec<Statement>, StoreError> {
        let (organisation, client) = client_of(permit)?;
        let rows = fetch_all!(
            self.db(),
            (Uuid, i64, String, Uuid, Vec<u8>, Vec<u8>),
            "SELECT k.id, k.asked_at, k.basis, k.asked_by, a.sealed_profile, k.sealed_content FROM care_case k
             JOIN account a ON a.organisation = k.organisation AND a.id = k.asked_by
             WHERE k.organisation = $1 AND k.client = $2 AND k.entry = $3 AND k.kind = 'statement' ORDER BY k.asked_at, k.id",
            organisation.uuid(),
            client.uuid(),
            entry.uuid(),
        )?;
        if rows.is_empty() {
            return Ok(Vec::new());
        }
        let own = self.keys().client(organisation, client).await?;
        let keys = self.keys().organisation(organisation).await?;
        rows.into_iter()
            .map(|(case, at, basis, by, profile, content)| {
                let place = content_place(organisation, CaseId::from_uuid(case));
                let content: CaseContent = own.seal.open_json(&place, &content)?;
                Ok(Statement {
                    at: instant(at)?,
                    by: profile_of(&keys, organisation, by, &profile)?.display_name,
                    basis: basis_of(&basis)?,
                    text: content.text,
                })
            })
            .collect()
    }

    /// The cases about the client of a permit that `shown` lets through, newest first; one where it is named.
    async fn cases_where<A: inzage_domain::access::Act>(
        &self,
        permit: &Recorded<Permit<A>>,
        only: Option<CaseId>,
        shown: impl Fn(&Row) -> bool,
    ) -> Result<Vec<Case>, StoreError> {
        let (organisation, client) = client_of(permit)?;
        let mut rows = fetch_all!(
            self.db(),
            Row,
            "SELECT k.id, k.kind, k.entry, k.asked_by, k.basis, k.asked_at, k.due_on, k.state, k.extended_at, k.taken_by, k.sealed_content,
                    a.state AS asker_state, a.sealed_profile AS asker_profile, t.sealed_profile AS taker_profile, c.incapable_since IS NOT NULL AS is_incapable,
                    EXISTS (SELECT 1 FROM entry e WHERE e.organisation = k.organisation AND e.id = k.entry AND e.visible = TRUE) AS is_shown
             FROM care_case k
             JOIN client c ON c.organisation = k.organisation AND c.id = k.client
             JOIN account a ON a.organisation = k.organisation AND a.id = k.asked_by
             LEFT JOIN account t ON t.organisation = k.organisation AND t.id = k.taken_by
             WHERE k.organisation = $1 AND k.client = $2 AND ($3 IS NULL OR k.id = $3)
             ORDER BY k.asked_at DESC, k.id DESC LIMIT 500",
            organisation.uuid(),
            client.uuid(),
            only.map(CaseId::uuid),
        )?;
        rows.retain(shown);
        if rows.is_empty() {
            return Ok(Vec::new());
        }
        let events = fetch_all!(
            self.db(),
            EventRow,
            "SELECT v.id, v.care_case, v.step, v.ground, v.by_account, a.sealed_profile, v.at, v.sealed_text FROM care_case k
             JOIN case_event v ON v.organisation = k.organisation AND v.care_case = k.id
             JOIN account a ON a.organisation = v.organisation AND a.id = v.by_account
             WHERE k.organisation = $1 AND k.client = $2 AND ($3 IS NULL OR k.id = $3) ORDER BY v.care_case, v.number",
            organisation.uuid(),
            client.uuid(),
            only.map(CaseId::uuid),
        )?;
        let own = self.keys().client(organisation, client).await?;
        let keys = self.keys().organisation(organisation).await?;
        let mut by_case: HashMap<Uuid, Vec<CaseEvent>> = HashMap::new();
        let wanted: std::collections::HashSet<Uuid> = rows.iter().map(|row| row.id).collect();
        for (id, case, step, ground, by, profile, at, text) in events {
            // Another's case is not opened.
            if !wanted.contains(&case) {
                continue;
            }
            let ground = ground.map(|ground| known(CaseGround::from_key(&ground), "ground")).transpose()?;
            by_case.entry(case).or_default().push(CaseEvent {
                at: instant(at)?,
                step: known(CaseStep::from_key(&step), "step")?,
                ground,
                by: profile_of(&keys, organisation, by, &profile)?.display_name,
                text: own.seal.open_json(&text_place(organisation, id), &text)?,
            });
        }
        rows.into_iter()
            .map(|row| {
                let id = CaseId::from_uuid(row.id);
                let asker = profile_of(&keys, organisation, row.asked_by, &row.asker_profile)?;
                let open = row.asker_state == AccountState::Active.key();
                let taken_by = match (row.taken_by, &row.taker_profile) {
                    (Some(by), Some(profile)) => {
                        let name = profile_of(&keys, organisation, by, profile)?.display_name;
                        Some((AccountId::from_uuid(by), name))
                    }
                    _ => None,
                };
                Ok(Case {
                    id,
                    kind: known(CaseKind::from_key(&row.kind), "kind")?,
                    entry: row.entry.filter(|_| row.is_shown).map(EntryId::from_uuid),
                    content: own.seal.open_json(&content_place(organisation, id), &row.sealed_content)?,
                    asked_by: AccountId::from_uuid(row.asked_by),
                    asker: asker.display_name,
                    email: asker.email.filter(|_| open),
                    basis: basis_of(&row.basis)?,
                    asked_at: instant(row.asked_at)?,
                    due_on: known(row.due_on.parse().ok(), "last day")?,
                    extended: row.extended_at.is_some(),
                    state: known(CaseState::from_key(&row.state), "state")?,
                    taken_by,
                    events: by_case.remove(&row.id).unwrap_or_default(),
                })
            })
            .collect()
    }
}

pub(super) fn profile_of(
    keys: &OrganisationKeys,
    organisation: OrganisationId,
    account: Uuid,
    sealed: &[u8],
) -> Result<AccountProfile, StoreError> {
    keys.seal.open_json(&account_place(organisation, AccountId::from_uuid(account)), sealed)
}
