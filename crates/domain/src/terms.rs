//! Terms of use: documents with dated versions, and how somebody comes to accept one (R4, R30, R50,
//! R85, R96, R112).

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use crate::{
    Language, TermsDocumentId, TermsVersionId,
    policy::{Acceptance, Policy},
};

/// How long mails about an announced version are still sent after it began: whoever could not be
/// reached before hears it late rather than never (R85).
pub const LATE_NOTICE: SignedDuration = SignedDuration::from_hours(7 * 24);

/// One version of one document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TermsVersion {
    /// The version.
    pub id: TermsVersionId,
    /// The document that it is a version of.
    pub document: TermsDocumentId,
    /// The document's own word, as in its address.
    pub key: String,
    /// Name of the document, Dutch.
    pub title_nl: String,
    /// Name of the document, English.
    pub title_en: String,
    /// How people call the version, such as `1 februari 2020`.
    pub label: String,
    /// From when it applies.
    pub valid_from: Timestamp,
    /// Text in Dutch, Markdown.
    pub text_nl: String,
    /// Text in English, Markdown.
    pub text_en: String,
    /// What the publisher says has changed, Dutch; empty where nothing was said.
    pub summary_nl: String,
    /// The same in English.
    pub summary_en: String,
    /// When it was published.
    pub published_at: Timestamp,
}

/// Where a version stands at an instant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Standing {
    /// It has still to begin.
    Announced,
    /// It applies.
    InForce,
    /// A newer one took its place.
    Past,
}

/// What using the portal means for a version that somebody has not accepted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Using {
    /// Nothing: it is accepted on a page, by logging in, or has been.
    Nothing,
    /// This use is the notice; going on after it accepts (R85).
    Shows,
    /// This use accepts (R112; or going on after notice, R85).
    Accepts,
}

/// The day that somebody chose is too early.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TooEarly {
    /// The first day that can be chosen.
    pub first: jiff::civil::Date,
}

impl TermsVersion {
    /// The title in a language.
    pub fn title(&self, language: Language) -> &str {
        language.pick(&self.title_nl, &self.title_en)
    }

    /// The text in a language.
    pub fn text(&self, language: Language) -> &str {
        language.pick(&self.text_nl, &self.text_en)
    }

    /// What has changed, in a language; empty where the publisher said nothing.
    pub fn summary(&self, language: Language) -> &str {
        language.pick(&self.summary_nl, &self.summary_en)
    }

    /// Whether accounts are told of it by mail at an instant: it was published ahead, and it has not
    /// applied for longer than [`LATE_NOTICE`] (R85).
    pub fn is_mailed(&self, now: Timestamp) -> bool {
        self.published_at < self.valid_from && now.duration_since(self.valid_from) < LATE_NOTICE
    }
}

/// What using the portal means (contradiction F2). `accepted`: the version was accepted; `shown`: its
/// notice was on an earlier page.
pub fn using(acceptance: Acceptance, accepted: bool, shown: bool) -> Using {
    match (acceptance, accepted, shown) {
        (_, true, _) | (Acceptance::Page | Acceptance::EachLogIn, ..) => Using::Nothing,
        (Acceptance::ByUse, false, _) | (Acceptance::AfterNotice, false, true) => Using::Accepts,
        (Acceptance::AfterNotice, false, false) => Using::Shows,
    }
}

/// Days that a change is announced ahead: none where people accept in another way than by going on,
/// and none where there is nothing in force yet that would change (R85).
pub fn notice_days(policy: &Policy, changes: bool) -> u16 {
    match policy.acceptance {
        Acceptance::AfterNotice if changes => policy.announcement_days,
        Acceptance::AfterNotice | Acceptance::Page | Acceptance::EachLogIn | Acceptance::ByUse => 0,
    }
}

/// From which instant a version applies whose publisher chose a day: its beginning in the Netherlands,
/// and for today at once. A day in the past, or with less than `notice` days in between, is too early.
#[cfg(feature = "host")]
pub fn begins(day: jiff::civil::Date, now: Timestamp, notice: u16) -> Result<Timestamp, TooEarly> {
    use jiff::ToSpan;

    let today = crate::written::day_of(now);
    let first = today.checked_add(i64::from(notice).days()).unwrap_or(jiff::civil::Date::MAX);
    if day < first {
        return Err(TooEarly { first });
    }
    let midnight = day.to_zoned(crate::written::amsterdam()).map_err(|_| TooEarly { first })?;
    Ok(midnight.timestamp().max(now))
}

/// The versions that have still to begin, first to begin first.
pub fn announced(versions: &[TermsVersion], now: Timestamp) -> Vec<&TermsVersion> {
    let mut announced: Vec<&TermsVersion> =
        versions.iter().filter(|version| version.valid_from > now).collect();
    announced.sort_by_key(|version| (version.valid_from, version.id));
    announced
}

/// Where a version stands among the others of its document.
pub fn standing(versions: &[TermsVersion], version: &TermsVersion, now: Timestamp) -> Standing {
    if version.valid_from > now {
        Standing::Announced
    } else if in_force(versions, now).iter().any(|newest| newest.id == version.id) {
        Standing::InForce
    } else {
        Standing::Past
    }
}

/// The versions that apply at an instant: of each document the newest that has begun.
pub fn in_force(versions: &[TermsVersion], now: Timestamp) -> Vec<&TermsVersion> {
    let mut newest: Vec<&TermsVersion> = Vec::new();
    for version in versions.iter().filter(|version| version.valid_from <= now) {
        match newest.iter_mut().find(|known| known.document == version.document) {
            Some(known) if (known.valid_from, known.id) < (version.valid_from, version.id) => {
                *known = version;
            }
            Some(_) => {}
            None => newest.push(version),
        }
    }
    newest
}

#[cfg(test)]
mod tests {
    use jiff::{Timestamp, ToSpan};

    use super::{
        LATE_NOTICE, Standing, TermsVersion, Using, announced, in_force, notice_days, standing, using,
    };
    use crate::{
        TermsDocumentId, TermsVersionId,
        policy::{Acceptance, Preset},
    };

    fn version(document: u128, id: u128, valid_from: Timestamp) -> TermsVersion {
        TermsVersion {
            id: TermsVersionId::from_uuid(uuid::Uuid::from_u128(id)),
            document: TermsDocumentId::from_uuid(uuid::Uuid::from_u128(document)),
            key: "terms".into(),
            title_nl: "Gebruiksvoorwaarden".into(),
            title_en: "Terms of use".into(),
            label: id.to_string(),
            valid_from,
            text_nl: String::new(),
            text_en: String::new(),
            summary_nl: String::new(),
            summary_en: String::new(),
            published_at: valid_from - 24.hours(),
        }
    }

    /// R30: a new version takes over at its instant, not a microsecond before.
    #[test]
    fn a_version_applies_from_its_instant() {
        let start: Timestamp = "2026-02-01T00:00:00Z".parse().unwrap();
        let versions =
            [version(1, 1, start - 24.hours()), version(1, 2, start), version(2, 3, start + 1.hour())];
        let labels = |versions: Vec<&TermsVersion>| {
            versions.into_iter().map(|version| version.label.clone()).collect::<Vec<_>>()
        };
        let cases: [(Timestamp, &[&str], &[&str]); 4] = [
            (start - 48.hours(), &[], &["1", "2", "3"]),
            (start - 1.microsecond(), &["1"], &["2", "3"]),
            (start, &["2"], &["3"]),
            (start + 1.hour(), &["2", "3"], &[]),
        ];
        for (now, applies, comes) in cases {
            assert_eq!(labels(in_force(&versions, now)), applies, "{now}");
            assert_eq!(labels(announced(&versions, now)), comes, "{now}");
        }
        let stands = |now| versions.each_ref().map(|version| standing(&versions, version, now));
        assert_eq!(stands(start - 1.microsecond())[..2], [Standing::InForce, Standing::Announced]);
        assert_eq!(stands(start)[..2], [Standing::Past, Standing::InForce]);
    }

    /// R4, R50, R85, R96, R112: the four ways of accepting, row by row (contradiction F2).
    #[test]
    fn using_the_portal_accepts_only_where_the_policy_says_so() {
        let cases = [
            (Acceptance::Page, [Using::Nothing, Using::Nothing]),
            (Acceptance::EachLogIn, [Using::Nothing, Using::Nothing]),
            (Acceptance::ByUse, [Using::Accepts, Using::Accepts]),
            (Acceptance::AfterNotice, [Using::Shows, Using::Accepts]),
        ];
        assert_eq!(cases.len(), Acceptance::ALL.len());
        for (acceptance, [unseen, seen]) in cases {
            assert_eq!(using(acceptance, false, false), unseen, "{acceptance:?}");
            assert_eq!(using(acceptance, false, true), seen, "{acceptance:?}");
            assert_eq!(using(acceptance, true, false), Using::Nothing, "{acceptance:?}");
            assert_eq!(using(acceptance, true, true), Using::Nothing, "{acceptance:?}");
        }
    }

    /// R85: going on accepts only a change that was announced; a first text changes nothing.
    #[test]
    fn only_going_on_after_notice_needs_notice() {
        for &preset in Preset::ALL {
            let policy = preset.policy();
            let days = if policy.acceptance == Acceptance::AfterNotice { 30 } else { 0 };
            assert_eq!(notice_days(&policy, true), days, "{preset:?}");
            assert_eq!(notice_days(&policy, false), 0, "{preset:?}");
        }
    }

    /// R85: mails go out from publishing until a week after the beginning, and never about a text
    /// that applied at once.
    #[test]
    fn mails_go_out_for_what_was_published_ahead() {
        let start: Timestamp = "2026-02-01T00:00:00Z".parse().unwrap();
        let ahead = version(1, 1, start);
        let cases = [
            (start - 1.hour(), true),
            (start, true),
            (start + LATE_NOTICE - 1.microsecond(), true),
            (start + LATE_NOTICE, false),
        ];
        for (now, mailed) in cases {
            assert_eq!(ahead.is_mailed(now), mailed, "{now}");
        }
        let at_once = TermsVersion { published_at: start, ..ahead };
        assert!(!at_once.is_mailed(start));
    }

    /// R30, R85: a chosen day is a day in the Netherlands; today is at once, yesterday is too early,
    /// and with 30 days of notice the 29th day is too early and the 30th is not.
    #[cfg(feature = "host")]
    #[test]
    fn a_version_begins_on_a_day_that_is_not_over() {
        use jiff::civil::date;

        use super::{TooEarly, begins};

        // Half past eleven in the evening of the last of March in the Netherlands, summer time.
        let now: Timestamp = "2026-03-31T21:30:00Z".parse().unwrap();
        let first = |first| Err(TooEarly { first });
        let midnight: Timestamp = "2026-03-31T22:00:00Z".parse().unwrap();
        let later: Timestamp = "2026-04-29T22:00:00Z".parse().unwrap();
        let cases = [
            (date(2026, 3, 30), 0, first(date(2026, 3, 31))),
            (date(2026, 3, 31), 0, Ok(now)),
            (date(2026, 4, 1), 0, Ok(midnight)),
            (date(2026, 3, 31), 1, first(date(2026, 4, 1))),
            (date(2026, 4, 1), 1, Ok(midnight)),
            (date(2026, 4, 29), 30, first(date(2026, 4, 30))),
            (date(2026, 4, 30), 30, Ok(later)),
        ];
        for (day, notice, expected) in cases {
            assert_eq!(begins(day, now, notice), expected, "{day} {notice}");
        }
        // A minute after midnight in the Netherlands it is the next day.
        assert_eq!(begins(date(2026, 3, 31), midnight, 0), first(date(2026, 4, 1)));
    }
}
