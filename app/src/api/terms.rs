//! Terms of use: the gate, accepting, declining, and the texts with their history for everybody.

#![expect(missing_docs, reason = "the fields of the structs that `#[server]` makes are the arguments below")]

use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use super::{ApiError, Packed};

/// One version of one document, to read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TermsText {
    /// Id of the version.
    pub id: String,
    /// Name of the document.
    pub title: String,
    /// How the version is called.
    pub label: String,
    /// Since when or from when it applies, in a sentence.
    pub since: String,
    /// The text as HTML, made safe on the host.
    pub html: String,
}

/// A version in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TermsLine {
    /// Its page.
    pub href: String,
    /// How it is called.
    pub label: String,
    /// The day from which it applies.
    pub day: String,
    /// In force, announced or past, in words.
    pub state: String,
    /// The page with what differs from the version before it; empty for the first.
    pub difference: String,
}

/// What a version changed, in the publisher's words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TermsSummary {
    /// How the version is called.
    pub label: String,
    /// What changed; empty where the publisher said nothing.
    pub text: String,
}

/// One document in force with its other versions.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TermsDocument {
    /// The version in force; `None` while its first has still to begin.
    pub text: Option<TermsText>,
    /// Its name.
    pub title: String,
    /// All its versions, newest first.
    pub versions: Vec<TermsLine>,
}

/// A version on a page of its own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TermsPage {
    /// The version.
    pub text: TermsText,
    /// What it changed.
    pub summary: String,
    /// The page with what differs from the version before it; empty for the first.
    pub difference: String,
    /// The document's versions, newest first.
    pub versions: Vec<TermsLine>,
}

/// What became of some words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum WordChange {
    /// In both texts.
    Same,
    /// Only in the old one.
    Removed,
    /// Only in the new one.
    Added,
}

/// A piece of a difference.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum DifferencePiece {
    /// So many paragraphs are the same.
    Same(u32),
    /// A paragraph that changed.
    Changed {
        /// The heading that it stands under; empty for none.
        under: String,
        /// Whether it is a heading.
        heading: bool,
        /// Its words.
        words: Vec<(WordChange, String)>,
    },
}

/// What differs between two versions.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TermsDifference {
    /// Name of the document.
    pub title: String,
    /// How the old version is called.
    pub from: String,
    /// How the new version is called.
    pub to: String,
    /// Page of the new version.
    pub href: String,
    /// What the versions since the old one changed.
    pub summaries: Vec<TermsSummary>,
    /// The text.
    pub pieces: Vec<DifferencePiece>,
}

/// What was wrong with the form.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum TermsProblem {
    /// The box was not ticked.
    NotTicked,
    /// The texts have changed since the page was opened: these are the new ones.
    Changed,
}

/// A document at the gate.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TermsAsked {
    /// The version in force.
    pub text: TermsText,
    /// How the reader's own version is called; empty the first time.
    pub yours: String,
    /// The page with what differs from it; empty the first time.
    pub difference: String,
    /// What changed since.
    pub summaries: Vec<TermsSummary>,
}

/// The gate: what must be accepted before anything else opens.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TermsGate {
    /// Documents that have not been accepted.
    pub asked: Vec<TermsAsked>,
    /// Key that makes accepting twice the same as once.
    pub key: String,
    /// What was wrong.
    pub problem: Option<TermsProblem>,
}

/// A version that the reader accepted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnTerms {
    /// Page of the version.
    pub href: String,
    /// Name of the document and of the version.
    pub title: String,
    /// When, and how often.
    pub when: String,
}

#[cfg(feature = "ssr")]
pub(super) mod shape {
    use inzage_domain::{
        Language,
        terms::{Standing, TermsVersion, standing},
        written::{date, day_of},
    };
    use inzage_services::terms::difference::{Change, Piece};

    use super::{DifferencePiece, TermsLine, TermsSummary, TermsText, WordChange};
    use crate::{
        host::{Visit, markdown},
        locales::Texts,
    };

    /// The day from which a version applies.
    pub(in crate::api) fn day(language: Language, version: &TermsVersion) -> String {
        date(language, day_of(version.valid_from))
    }

    /// A version to read; its headings begin at level `first`.
    pub(in crate::api) fn text(
        visit: &Visit,
        versions: &[TermsVersion],
        version: &TermsVersion,
        first: u8,
    ) -> TermsText {
        let texts = Texts(visit.language);
        let day = day(visit.language, version);
        TermsText {
            id: version.id.to_string(),
            title: version.title(visit.language).to_owned(),
            label: version.label.clone(),
            since: match standing(versions, version, visit.services.clock.now()) {
                Standing::InForce => texts.terms_in_force_since(&day),
                Standing::Announced => texts.terms_applies_from(&day),
                Standing::Past => texts.terms_past_since(&day),
            },
            html: markdown::html(version.text(visit.language), first, texts.other_website()),
        }
    }

    /// The page of a version.
    pub(in crate::api) fn href(version: &TermsVersion) -> String {
        format!("/gebruiksvoorwaarden/{}/{}", version.key, version.id)
    }

    /// The page with what differs between two versions of a document.
    pub(in crate::api) fn difference(from: &TermsVersion, to: &TermsVersion) -> String {
        format!("/gebruiksvoorwaarden/{}/verschil/{}/{}", to.key, from.id, to.id)
    }

    /// The version before one of its document. `versions` has each document's newest first.
    pub(super) fn before<'v>(
        versions: &'v [TermsVersion],
        version: &TermsVersion,
    ) -> Option<&'v TermsVersion> {
        let place = (version.valid_from, version.id);
        versions.iter().find(|one| one.document == version.document && (one.valid_from, one.id) < place)
    }

    /// The versions of a document as lines.
    pub(super) fn lines(visit: &Visit, versions: &[TermsVersion], key: &str) -> Vec<TermsLine> {
        let texts = Texts(visit.language);
        let now = visit.services.clock.now();
        versions
            .iter()
            .filter(|version| version.key == key)
            .map(|version| TermsLine {
                href: href(version),
                label: version.label.clone(),
                day: day(visit.language, version),
                state: match standing(versions, version, now) {
                    Standing::InForce => texts.terms_state_in_force(),
                    Standing::Announced => texts.terms_state_announced(),
                    Standing::Past => texts.terms_state_past(),
                }
                .to_owned(),
                difference: before(versions, version)
                    .map(|older| difference(older, version))
                    .unwrap_or_default(),
            })
            .collect()
    }

    /// What versions changed.
    pub(super) fn summaries(language: Language, versions: &[TermsVersion]) -> Vec<TermsSummary> {
        versions
            .iter()
            .map(|version| TermsSummary {
                label: version.label.clone(),
                text: version.summary(language).to_owned(),
            })
            .collect()
    }

    /// A difference for the page.
    pub(in crate::api) fn pieces(pieces: Vec<Piece>) -> Vec<DifferencePiece> {
        pieces
            .into_iter()
            .map(|piece| match piece {
                Piece::Same(number) => DifferencePiece::Same(u32::try_from(number).unwrap_or(u32::MAX)),
                Piece::Changed { under, heading, words } => DifferencePiece::Changed {
                    under: under.unwrap_or_default(),
                    heading,
                    words: words
                        .into_iter()
                        .map(|words| {
                            let change = match words.change {
                                Change::Same => WordChange::Same,
                                Change::Removed => WordChange::Removed,
                                Change::Added => WordChange::Added,
                            };
                            (change, words.text)
                        })
                        .collect(),
                },
            })
            .collect()
    }
}

/// The gate for the person who is logged in. With nothing outstanding it leads on.
#[server(prefix = "/api", endpoint = "voorwaarden/poort")]
pub async fn read_terms_gate(form: Option<String>) -> Result<Packed<TermsGate>, ApiError> {
    let visit = crate::host::visit()?;
    let actor = crate::host::actor(&visit)?;
    let outstanding = crate::host::answer(visit.services.terms_gate(actor).await)?;
    if outstanding.is_empty() {
        crate::host::redirect("/");
    }
    let versions = crate::host::answer(visit.services.terms_versions(&visit.organisation).await)?;
    let asked = outstanding
        .iter()
        .map(|one| TermsAsked {
            text: shape::text(&visit, &versions, &one.version, 3),
            yours: one.yours.as_ref().map(|yours| yours.label.clone()).unwrap_or_default(),
            difference: one
                .yours
                .as_ref()
                .map(|yours| shape::difference(yours, &one.version))
                .unwrap_or_default(),
            summaries: shape::summaries(visit.language, &one.since),
        })
        .collect();
    Ok(Packed::of(&TermsGate {
        asked,
        key: crate::host::new_key(&visit),
        problem: crate::host::flash::take("voorwaarden", form).await,
    }))
}

/// The documents in force with their other versions, for everybody.
#[server(prefix = "/api", endpoint = "voorwaarden/teksten")]
pub async fn read_terms_texts() -> Result<Packed<Vec<TermsDocument>>, ApiError> {
    let visit = crate::host::visit()?;
    let versions = crate::host::answer(visit.services.terms_versions(&visit.organisation).await)?;
    let in_force = inzage_domain::terms::in_force(&versions, visit.services.clock.now());
    let mut documents: Vec<TermsDocument> = Vec::new();
    let mut seen = Vec::new();
    for version in versions.iter() {
        if seen.contains(&version.document) {
            continue;
        }
        seen.push(version.document);
        let current = in_force.iter().find(|current| current.document == version.document);
        documents.push(TermsDocument {
            text: current.map(|current| shape::text(&visit, &versions, current, 3)),
            title: current.map_or(version, |current| *current).title(visit.language).to_owned(),
            versions: shape::lines(&visit, &versions, &version.key),
        });
    }
    Ok(Packed::of(&documents))
}

/// A version on its own, with what it changed, for everybody.
#[server(prefix = "/api", endpoint = "voorwaarden/versie")]
pub async fn read_terms_version(document: String, version: String) -> Result<Packed<TermsPage>, ApiError> {
    let visit = crate::host::visit()?;
    let versions = crate::host::answer(visit.services.terms_versions(&visit.organisation).await)?;
    let found = versions.iter().find(|one| one.key == document && one.id.to_string() == version);
    let found = found.ok_or_else(|| crate::host::fail(ApiError::NotFound))?;
    Ok(Packed::of(&TermsPage {
        text: shape::text(&visit, &versions, found, 2),
        summary: found.summary(visit.language).to_owned(),
        difference: shape::before(&versions, found)
            .map(|older| shape::difference(older, found))
            .unwrap_or_default(),
        versions: shape::lines(&visit, &versions, &document),
    }))
}

/// What differs between two versions of a document, for everybody (L4).
#[server(prefix = "/api", endpoint = "voorwaarden/verschil")]
pub async fn read_terms_difference(
    document: String,
    from: String,
    to: String,
) -> Result<Packed<TermsDifference>, ApiError> {
    let visit = crate::host::visit()?;
    let (Ok(from), Ok(to)) = (from.parse(), to.parse()) else {
        return Err(crate::host::fail(ApiError::NotFound));
    };
    let found =
        visit.services.terms_difference(&visit.organisation, &document, (from, to), visit.language).await;
    let found = crate::host::answer(found)?;
    Ok(Packed::of(&TermsDifference {
        title: found.to.title(visit.language).to_owned(),
        from: found.from.label.clone(),
        to: found.to.label.clone(),
        href: shape::href(&found.to),
        summaries: shape::summaries(visit.language, &found.since),
        pieces: shape::pieces(found.pieces),
    }))
}

/// What the person who is logged in has accepted (L4).
#[server(prefix = "/api", endpoint = "voorwaarden/eigen")]
pub async fn read_own_terms() -> Result<Packed<Vec<OwnTerms>>, ApiError> {
    let visit = crate::host::visit()?;
    let actor = crate::host::actor(&visit)?;
    let accepted = crate::host::answer(visit.services.terms_accepted(actor).await)?;
    let texts = crate::locales::Texts(visit.language);
    let when = |at| inzage_domain::written::moment(visit.language, at);
    let own: Vec<OwnTerms> = accepted
        .iter()
        .map(|one| OwnTerms {
            href: shape::href(&one.version),
            title: format!("{} ({})", one.version.title(visit.language), one.version.label),
            when: texts.own_terms_when(
                &when(one.acceptance.first_at),
                &when(one.acceptance.last_at),
                crate::host::small(one.acceptance.times),
            ),
        })
        .collect();
    Ok(Packed::of(&own))
}

/// Accepts the versions that were shown (`versions`: ids, separated by commas).
#[server(prefix = "/api", endpoint = "voorwaarden/accepteren")]
pub async fn accept_terms(
    key: String,
    versions: String,
    #[server(default)] agree: Option<String>,
) -> Result<Packed<Option<TermsProblem>>, ApiError> {
    use inzage_services::terms::Acceptance as Answer;

    let visit = crate::host::visit()?;
    let actor = crate::host::actor(&visit)?;
    let ids: Result<Vec<inzage_domain::TermsVersionId>, _> =
        versions.split(',').filter(|id| !id.is_empty()).map(str::parse).collect();
    let ids = ids.map_err(|_| crate::host::fail(ApiError::Unreadable))?;
    let problem = if agree.is_none() {
        TermsProblem::NotTicked
    } else {
        let key = key.parse().map_err(|_| crate::host::fail(ApiError::Unreadable))?;
        match crate::host::answer(visit.services.accept_terms(actor, &ids, key, &visit.context).await)? {
            Answer::Accepted => {
                crate::host::redirect("/");
                return Ok(Packed::of(&None));
            }
            Answer::NotInForce => TermsProblem::Changed,
        }
    };
    crate::host::flash::refused("voorwaarden", "/voorwaarden", &problem).await?;
    Ok(Packed::of(&Some(problem)))
}

/// Declines: logs out with an explanation.
#[server(prefix = "/api", endpoint = "voorwaarden/weigeren")]
pub async fn decline_terms() -> Result<(), ApiError> {
    let visit = crate::host::visit()?;
    let actor = crate::host::actor(&visit)?;
    crate::host::answer(visit.services.decline_terms(actor, &visit.context).await)?;
    crate::host::cookies::clear_session();
    crate::host::redirect("/uitgelogd?reden=voorwaarden");
    Ok(())
}
