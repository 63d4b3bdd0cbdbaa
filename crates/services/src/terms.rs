//! Terms of use: reading, accepting, declining (R4, R30, R50, R85, R96, R112). Publishing is in
//! `publish`, mails about what was published in `announce`, what changed in `difference`.

pub mod announce;
pub mod difference;
pub mod publish;

use inzage_domain::{
    Language, TermsVersionId,
    policy::Acceptance as Way,
    terms::{TermsVersion, announced},
};
use inzage_store::{Accepted, Actor, Organisation, OwnAcceptance, RequestContext, TermsVersions, Used};
use uuid::Uuid;

use crate::{Error, Services};

/// Answer to accepting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Acceptance {
    /// Kept, now or by the same form before.
    Accepted,
    /// A version is not in force (any more), or the form was used for others: show the terms again.
    NotInForce,
}

/// A version that has to be accepted, and the one of the same document that was accepted last.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outstanding {
    /// The version in force.
    pub version: TermsVersion,
    /// "Your version": the last that this account accepted; `None` when it is the first time.
    pub yours: Option<TermsVersion>,
    /// The versions after yours up to this one, oldest first: each says what it changed (L4).
    pub since: Vec<TermsVersion>,
}

/// What differs between two versions of one document (L4).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// The version that is compared with.
    pub from: TermsVersion,
    /// The version that is compared.
    pub to: TermsVersion,
    /// The versions after the one up to the other, oldest first.
    pub since: Vec<TermsVersion>,
    /// The text, piece by piece.
    pub pieces: Vec<difference::Piece>,
}

/// The versions of a document after one of them up to another, oldest first.
fn since(versions: &[TermsVersion], from: &TermsVersion, to: &TermsVersion) -> Vec<TermsVersion> {
    let place = |version: &TermsVersion| (version.valid_from, version.id);
    let mut between: Vec<TermsVersion> = versions
        .iter()
        .filter(|one| one.document == to.document && place(one) > place(from) && place(one) <= place(to))
        .cloned()
        .collect();
    between.sort_by_key(place);
    between
}

/// What a person who is logged in is told about the terms on a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TermsNotice {
    /// A version was published ahead and has still to begin.
    Announced(TermsVersion),
    /// A version is in force: going on accepts it (R85).
    GoingOn(TermsVersion),
    /// This use accepted a version (R112).
    Used(TermsVersion),
}

/// A version that somebody accepted, with its text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AcceptedVersion {
    /// The version.
    pub version: TermsVersion,
    /// When and how often.
    pub acceptance: OwnAcceptance,
}

impl Services {
    /// Every version of every document, for everybody, also without log-in (R30, R51).
    pub async fn terms_versions(&self, organisation: &Organisation) -> Result<TermsVersions, Error> {
        Ok(self.store.terms_versions(organisation).await?)
    }

    /// What the actor has accepted, newest first.
    pub async fn terms_accepted(&self, actor: &Actor) -> Result<Vec<AcceptedVersion>, Error> {
        let versions = self.store.terms_versions(actor.organisation()).await?;
        let accepted = self.store.terms_accepted(actor).await?;
        Ok(accepted
            .into_iter()
            .filter_map(|acceptance| {
                let version = versions.iter().find(|version| version.id == acceptance.version)?.clone();
                Some(AcceptedVersion { version, acceptance })
            })
            .collect())
    }

    /// What is outstanding, with the version of the same document that the actor accepted last (L4).
    pub async fn terms_gate(&self, actor: &Actor) -> Result<Vec<Outstanding>, Error> {
        let outstanding = self.store.terms_outstanding(actor).await?;
        let accepted = self.terms_accepted(actor).await?;
        let versions = self.store.terms_versions(actor.organisation()).await?;
        Ok(outstanding
            .into_iter()
            .map(|version| {
                let yours = accepted.iter().find(|one| one.version.document == version.document);
                let yours = yours.map(|one| one.version.clone());
                let since = yours.as_ref().map(|yours| since(&versions, yours, &version)).unwrap_or_default();
                Outstanding { version, yours, since }
            })
            .collect())
    }

    /// What differs between two versions of a document, in a language; for everybody. `NotFound` when
    /// they are not both versions of it.
    pub async fn terms_difference(
        &self,
        organisation: &Organisation,
        document: &str,
        (from, to): (TermsVersionId, TermsVersionId),
        language: Language,
    ) -> Result<Difference, Error> {
        let versions = self.store.terms_versions(organisation).await?;
        let find = |id| versions.iter().find(|version| version.key == document && version.id == id).cloned();
        let (from, to) = (find(from).ok_or(Error::NotFound)?, find(to).ok_or(Error::NotFound)?);
        Ok(Difference {
            since: since(&versions, &from, &to),
            pieces: difference::difference(from.text(language), to.text(language)),
            from,
            to,
        })
    }

    /// Keeps what this use of the portal means for the terms, and gives what its page says about them.
    /// `page`: whether a page is shown, on which a notice can stand.
    pub async fn terms_notice(
        &self,
        actor: &Actor,
        page: bool,
        context: &RequestContext,
    ) -> Result<Option<TermsNotice>, Error> {
        let by_use = matches!(actor.policy().acceptance, Way::ByUse | Way::AfterNotice);
        let used = if by_use && actor.terms_unaccepted() {
            self.store.use_terms(actor, page, context).await?
        } else {
            Used::default()
        };
        if !page {
            return Ok(None);
        }
        let versions = self.store.terms_versions(actor.organisation()).await?;
        let find = |id: &TermsVersionId| versions.iter().find(|version| version.id == *id).cloned();
        if let Some(version) = used.shown.first().and_then(find) {
            return Ok(Some(TermsNotice::GoingOn(version)));
        }
        if actor.policy().acceptance == Way::ByUse
            && let Some(version) = used.accepted.first().and_then(find)
        {
            return Ok(Some(TermsNotice::Used(version)));
        }
        let coming = announced(&versions, self.clock.now());
        Ok(coming.first().map(|version| TermsNotice::Announced((*version).clone())))
    }

    /// The texts in force, for everybody, also without log-in.
    pub async fn terms_in_force(&self, organisation: &Organisation) -> Result<Vec<TermsVersion>, Error> {
        Ok(self.store.terms_in_force(organisation).await?)
    }

    /// The versions in force that this account has not accepted.
    pub async fn terms_outstanding(&self, actor: &Actor) -> Result<Vec<TermsVersion>, Error> {
        Ok(self.store.terms_outstanding(actor).await?)
    }

    /// Accepts exactly these versions. The same key again gives the same outcome and no second row.
    pub async fn accept_terms(
        &self,
        actor: &Actor,
        versions: &[TermsVersionId],
        key: Uuid,
        context: &RequestContext,
    ) -> Result<Acceptance, Error> {
        if versions.is_empty() {
            return Ok(Acceptance::NotInForce);
        }
        match self.store.accept_terms(actor, versions, key, context).await? {
            Accepted::At(_) => Ok(Acceptance::Accepted),
            Accepted::NotInForce | Accepted::KeyReused => Ok(Acceptance::NotInForce),
        }
    }

    /// Declines: nothing is accepted and the session ends.
    pub async fn decline_terms(&self, actor: &Actor, context: &RequestContext) -> Result<(), Error> {
        Ok(self.store.decline_terms(actor, context).await?)
    }
}
