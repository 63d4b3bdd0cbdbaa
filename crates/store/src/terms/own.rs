//! What somebody has accepted, and accepting by use (R50, R85, R112; L4).

use inzage_domain::{
    TermsVersionId,
    log::{EventAction, EventCode, LogThing},
    policy::Acceptance,
    terms::{Using, using},
};
use jiff::Timestamp;
use uuid::Uuid;

use crate::{
    Actor, RequestContext, Store, StoreError,
    db::{execute, fetch_all},
    time::{instant, micros},
};

/// That an account has accepted a version.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OwnAcceptance {
    /// Which.
    pub version: TermsVersionId,
    /// The first time.
    pub first_at: Timestamp,
    /// The last time: another one where terms are accepted at each log-in (R50).
    pub last_at: Timestamp,
    /// How often.
    pub times: i64,
}

/// What using the portal meant for the versions that had not been accepted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Used {
    /// Accepted by this use.
    pub accepted: Vec<TermsVersionId>,
    /// Whose notice stands on this page: going on after it accepts.
    pub shown: Vec<TermsVersionId>,
}

/// How an account comes to accept, whether this use shows a page, and its line.
struct Use {
    acceptance: Acceptance,
    page: bool,
    account: Uuid,
    session: Uuid,
    line: inzage_domain::log::LogLine,
}

impl Store {
    /// What the actor's account has accepted, newest first.
    pub async fn terms_accepted(&self, actor: &Actor) -> Result<Vec<OwnAcceptance>, StoreError> {
        let rows = fetch_all!(
            self.db(),
            (Uuid, i64, i64, i64),
            "SELECT version, MIN(accepted_at), MAX(accepted_at), COUNT(*) FROM terms_acceptance
             WHERE organisation = $1 AND account = $2 GROUP BY version ORDER BY MAX(accepted_at) DESC, version DESC",
            actor.organisation_id().uuid(),
            actor.account().uuid(),
        )?;
        rows.into_iter()
            .map(|(version, first, last, times)| {
                Ok(OwnAcceptance {
                    version: TermsVersionId::from_uuid(version),
                    first_at: instant(first)?,
                    last_at: instant(last)?,
                    times,
                })
            })
            .collect()
    }

    /// Keeps what it means that the actor uses the portal, where the policy says that use accepts:
    /// an acceptance with its line, or that the notice is on this page. `page` says whether a page
    /// is shown at all, so that a notice can stand on it. Again, it changes nothing.
    pub async fn use_terms(
        &self,
        actor: &Actor,
        page: bool,
        context: &RequestContext,
    ) -> Result<Used, StoreError> {
        let input = Use {
            acceptance: actor.policy().acceptance,
            page,
            account: actor.account().uuid(),
            session: actor.session().uuid(),
            line: actor.line(EventCode::AcceptTerms, EventAction::Create, self.now(), context),
        };
        self.write(actor.organisation_id(), input, |input, conn| {
            Box::pin(async move {
                let (organisation, now) = (input.line.organisation.uuid(), micros(input.line.at));
                let rows = fetch_all!(
                    conn,
                    (Uuid, Option<i64>),
                    "SELECT v.id, s.shown_at FROM terms_version v
                     LEFT JOIN terms_notice s ON s.organisation = v.organisation AND s.account = $3 AND s.version = v.id
                     WHERE v.organisation = $1 AND v.valid_from <= $2
                       AND NOT EXISTS (SELECT 1 FROM terms_version n WHERE n.organisation = v.organisation AND n.document = v.document
                                       AND n.valid_from <= $2 AND (n.valid_from, n.id) > (v.valid_from, v.id))
                       AND NOT EXISTS (SELECT 1 FROM terms_acceptance t WHERE t.organisation = v.organisation AND t.account = $3 AND t.version = v.id)
                     ORDER BY v.document",
                    organisation,
                    now,
                    input.account,
                )?;
                let mut used = Used::default();
                for (version, shown_at) in rows {
                    match using(input.acceptance, false, shown_at.is_some()) {
                        Using::Accepts => {
                            execute!(
                                conn,
                                "INSERT INTO terms_acceptance (organisation, account, version, session, accepted_at) VALUES ($1, $2, $3, $4, $5)
                                 ON CONFLICT (organisation, account, version, session) DO NOTHING",
                                organisation,
                                input.account,
                                version,
                                input.session,
                                now,
                            )?;
                            used.accepted.push(TermsVersionId::from_uuid(version));
                        }
                        Using::Shows if input.page => {
                            execute!(
                                conn,
                                "INSERT INTO terms_notice (organisation, account, version, shown_at) VALUES ($1, $2, $3, $4)
                                 ON CONFLICT (organisation, account, version) DO NOTHING",
                                organisation,
                                input.account,
                                version,
                                now,
                            )?;
                            used.shown.push(TermsVersionId::from_uuid(version));
                        }
                        Using::Shows | Using::Nothing => {}
                    }
                }
                let mut line = input.line.clone();
                line.things.extend(
                    used.accepted.iter().map(|id| LogThing { kind: "terms-version".into(), id: id.to_string() }),
                );
                let lines = if used.accepted.is_empty() { Vec::new() } else { vec![line] };
                Ok((used, lines))
            })
        })
        .await
    }
}
