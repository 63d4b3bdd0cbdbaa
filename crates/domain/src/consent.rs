//! Consent of a client: to what somebody else may do with data out of the record (R129, R137; AVG
//! articles 6 and 9, Wabvpz 15a). Nothing is consented to until somebody says so; what is said counts
//! from the moment in which it is kept, never for what was before.
//!
//! The words are those of FHIR R4 `Consent`: `provision.type` is permit or deny, `provision.period` ends
//! where an end was given, and the state is `Consent.status`.

use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};

use crate::{
    access::{ClientFacts, Refusal},
    age::Phase,
    role::stored_enum,
};

stored_enum! {
    /// What data may be used for. Sharing is asked for each kind of care provider by itself: a consent
    /// to all of them at once would not be specific (AVG article 4(11)).
    Purpose {
        /// Sharing with the general practitioner.
        ShareGeneralPractitioner = "share-gp",
        /// Sharing with the pharmacy.
        SharePharmacy = "share-pharmacy",
        /// Sharing with a hospital.
        ShareHospital = "share-hospital",
        /// Sharing with another organisation for care, such as home care or birth care.
        ShareOtherCare = "share-other-care",
        /// Scientific research.
        Research = "research",
        /// Statistics with medical data: more than the counts of R128, which name nobody.
        Statistics = "statistics",
    }
}

stored_enum! {
    /// What somebody said (`Consent.provision.type`).
    Decision {
        /// Yes.
        Permit = "permit",
        /// No, or not any more.
        Deny = "deny",
    }
}

stored_enum! {
    /// Whose word it is.
    Voice {
        /// The client's.
        Client = "client",
        /// Of whoever decides for the client, or with a client of 12 to 15.
        Representative = "representative",
    }
}

stored_enum! {
    /// Where a consent stands (`Consent.status`).
    ConsentStatus {
        /// Nobody has said anything: there is no consent, and no resource.
        None = "none",
        /// One of the two who must agree has, the other has said nothing yet.
        Proposed = "proposed",
        /// It counts.
        Active = "active",
        /// It was refused, withdrawn, or has run out.
        Inactive = "inactive",
    }
}

impl Purpose {
    /// Its word in an address.
    pub const fn slug(self) -> &'static str {
        match self {
            Self::ShareGeneralPractitioner => "huisarts",
            Self::SharePharmacy => "apotheek",
            Self::ShareHospital => "ziekenhuis",
            Self::ShareOtherCare => "andere-zorg",
            Self::Research => "onderzoek",
            Self::Statistics => "statistiek",
        }
    }

    /// The purpose of a word in an address.
    pub fn from_slug(slug: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|purpose| purpose.slug() == slug)
    }

    /// The words of several, with commas, in their order.
    pub fn write_list(purposes: &[Self]) -> String {
        let words: Vec<&str> =
            Self::ALL.iter().filter(|one| purposes.contains(one)).map(|one| one.key()).collect();
        words.join(",")
    }

    /// Reads such a list; empty is none. `None` where a word is no purpose.
    pub fn read_list(text: &str) -> Option<Vec<Self>> {
        let words: Vec<&str> = text.split(',').map(str::trim).filter(|word| !word.is_empty()).collect();
        let found = words.into_iter().map(Self::from_key).collect::<Option<Vec<_>>>()?;
        Some(Self::ALL.iter().copied().filter(|one| found.contains(one)).collect())
    }
}

/// Something that was said about a purpose. It never changes; a later one goes before.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConsentFact {
    /// About what.
    pub purpose: Purpose,
    /// What was said.
    pub decision: Decision,
    /// By whom.
    pub voice: Voice,
    /// When it was kept: it counts from here.
    pub at: Timestamp,
    /// Until when it counts, exclusive; `None` without an end.
    pub until: Option<Timestamp>,
}

/// Who must say yes (WGBO 7:447, 7:450, 7:465).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Deciders {
    /// The client alone.
    Client,
    /// A client of 12 to 15, and who has authority.
    Both,
    /// Whoever decides for a client under 12, or for one who cannot decide.
    Representative,
}

/// Who must say yes on a day.
pub fn deciders(client: &ClientFacts, today: Date) -> Deciders {
    match (client.phase(today), client.incapable) {
        (Phase::Child, _) | (_, true) => Deciders::Representative,
        (Phase::Youth, false) => Deciders::Both,
        (Phase::Minor | Phase::Adult, false) => Deciders::Client,
    }
}

/// With which voice somebody may speak: the client, or who represents. `phase` is that in which this
/// person stands beside the client ([`ClientFacts::phase_beside`]).
pub const fn may_say(own: bool, represents: bool, phase: Phase, incapable: bool) -> Result<Voice, Refusal> {
    match (own, represents) {
        (true, _) if incapable => Err(Refusal::Represented),
        (true, _) => Ok(Voice::Client),
        (false, true) if !incapable && matches!(phase, Phase::Minor | Phase::Adult) => {
            Err(Refusal::ClientDecides)
        }
        (false, true) => Ok(Voice::Representative),
        (false, false) => Err(Refusal::RoleNotAllowed),
    }
}

/// What the newest word comes to.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Said {
    Nothing,
    Yes,
    No,
}

impl Said {
    fn of(fact: Option<&ConsentFact>, now: Timestamp) -> Self {
        match fact {
            None => Self::Nothing,
            Some(fact) if fact.decision == Decision::Permit && fact.until.is_none_or(|until| now < until) => {
                Self::Yes
            }
            Some(_) => Self::No,
        }
    }

    const fn status(self) -> ConsentStatus {
        match self {
            Self::Nothing => ConsentStatus::None,
            Self::Yes => ConsentStatus::Active,
            Self::No => ConsentStatus::Inactive,
        }
    }
}

/// Where a consent stands at an instant on a day. `facts` are in the order in which they were kept; what
/// was kept after `now` does not count, so that a consent is never read back into the past.
///
/// * Under 12 only the word of who decides for the child counts.
/// * From 12 to 15 client and parent must both have said yes (WGBO 7:450).
/// * From 16 only the client's own word makes a consent: what a parent said ends on the birthday. A no of
///   who represented, later than the client's yes, stays a no until the client says otherwise.
/// * For who cannot decide the newest word counts, also the client's own of before.
pub fn consent_status(
    client: &ClientFacts,
    facts: &[ConsentFact],
    purpose: Purpose,
    today: Date,
    now: Timestamp,
) -> ConsentStatus {
    let known: Vec<&ConsentFact> =
        facts.iter().filter(|fact| fact.purpose == purpose && fact.at <= now).collect();
    let newest = |voice: Voice| known.iter().rev().find(|fact| fact.voice == voice).copied();
    let said = |voice: Voice| Said::of(newest(voice), now);
    match deciders(client, today) {
        Deciders::Representative if client.phase(today) == Phase::Child => {
            said(Voice::Representative).status()
        }
        Deciders::Representative => Said::of(known.last().copied(), now).status(),
        Deciders::Both => match (said(Voice::Client), said(Voice::Representative)) {
            (Said::No, _) | (_, Said::No) => ConsentStatus::Inactive,
            (Said::Yes, Said::Yes) => ConsentStatus::Active,
            (Said::Nothing, Said::Nothing) => ConsentStatus::None,
            (Said::Yes, Said::Nothing) | (Said::Nothing, Said::Yes) => ConsentStatus::Proposed,
        },
        Deciders::Client => {
            let overruled = known
                .last()
                .is_some_and(|last| last.voice == Voice::Representative && last.decision == Decision::Deny);
            match said(Voice::Client) {
                Said::Yes if overruled => ConsentStatus::Inactive,
                said => said.status(),
            }
        }
    }
}

/// Whether there is a consent to a purpose at an instant on a day: what an exchange, an interface or a
/// research extract asks before it shows anything (R137).
pub fn consented(
    client: &ClientFacts,
    facts: &[ConsentFact],
    purpose: Purpose,
    today: Date,
    now: Timestamp,
) -> bool {
    consent_status(client, facts, purpose, today, now) == ConsentStatus::Active
}

/// What one voice said last about a purpose, and whether it still counts; `None` where it said nothing.
pub fn last_word(facts: &[ConsentFact], purpose: Purpose, voice: Voice, now: Timestamp) -> Option<bool> {
    let newest =
        facts.iter().rev().find(|fact| fact.purpose == purpose && fact.voice == voice && fact.at <= now);
    match Said::of(newest, now) {
        Said::Nothing => None,
        Said::Yes => Some(true),
        Said::No => Some(false),
    }
}

#[cfg(test)]
mod tests {
    use jiff::{Timestamp, ToSpan, civil::date};
    use uuid::Uuid;

    use super::*;
    use crate::{CareState, ClientId, OrganisationId};

    const TODAY: Date = date(2026, 5, 1);

    fn now() -> Timestamp {
        "2026-05-01T10:00:00Z".parse().unwrap()
    }

    fn client(born: Option<Date>, incapable: bool) -> ClientFacts {
        ClientFacts {
            organisation: OrganisationId::from_uuid(Uuid::from_u128(1)),
            client: ClientId::from_uuid(Uuid::from_u128(2)),
            state: CareState::InCare,
            ended_on: None,
            born,
            identified: true,
            incapable,
        }
    }

    fn fact(voice: Voice, decision: Decision, minutes_ago: i64) -> ConsentFact {
        ConsentFact {
            purpose: Purpose::Research,
            decision,
            voice,
            at: now() - minutes_ago.minutes(),
            until: None,
        }
    }

    fn status(client: &ClientFacts, facts: &[ConsentFact]) -> ConsentStatus {
        consent_status(client, facts, Purpose::Research, TODAY, now())
    }

    /// R129: nothing is consented to until somebody says so, for no purpose and at no age.
    #[test]
    fn without_a_word_there_is_no_consent() {
        for born in [None, Some(date(2020, 1, 1)), Some(date(2012, 1, 1)), Some(date(1940, 1, 1))] {
            for incapable in [false, true] {
                let client = client(born, incapable);
                for &purpose in Purpose::ALL {
                    assert!(!consented(&client, &[], purpose, TODAY, now()), "{born:?} {purpose:?}");
                }
                assert_eq!(status(&client, &[]), ConsentStatus::None);
            }
        }
    }

    /// R129, R137: it counts from the moment in which it is kept and until its end, to the microsecond;
    /// a withdrawal counts at once; and one purpose says nothing about another.
    #[test]
    fn a_consent_counts_from_its_writing_until_its_end() {
        let grown = client(Some(date(1940, 1, 1)), false);
        let given = ConsentFact { until: Some(now() + 1.hour()), ..fact(Voice::Client, Decision::Permit, 0) };
        let at = |instant: Timestamp| consented(&grown, &[given], Purpose::Research, TODAY, instant);
        assert!(!at(now() - 1.microsecond()), "never retroactive");
        assert!(at(now()));
        assert!(at(now() + 1.hour() - 1.microsecond()));
        assert!(!at(now() + 1.hour()));
        assert!(!consented(&grown, &[given], Purpose::Statistics, TODAY, now()));
        let withdrawn = [fact(Voice::Client, Decision::Permit, 5), fact(Voice::Client, Decision::Deny, 0)];
        assert_eq!(status(&grown, &withdrawn), ConsentStatus::Inactive);
        let before = consented(&grown, &withdrawn, Purpose::Research, TODAY, now() - 1.microsecond());
        assert!(before, "until the withdrawal it had counted");
        let again = [withdrawn[0], withdrawn[1], fact(Voice::Client, Decision::Permit, 0)];
        assert_eq!(status(&grown, &again), ConsentStatus::Active, "of one instant the later one counts");
    }

    /// WGBO 7:447, 7:450, 7:465; R121: whose word counts, on the days around 12 and 16.
    #[test]
    fn whose_word_counts_changes_with_age() {
        use ConsentStatus::{Active, Inactive, None as Nothing, Proposed};
        let yes = |voice| fact(voice, Decision::Permit, 9);
        let no = |voice| fact(voice, Decision::Deny, 1);
        let (own, parent) = (Voice::Client, Voice::Representative);
        // Only the parent said yes; both did; only the client did; the parent withdrew; the client did.
        let words: [Vec<ConsentFact>; 5] = [
            vec![yes(parent)],
            vec![yes(parent), yes(own)],
            vec![yes(own)],
            vec![yes(own), yes(parent), no(parent)],
            vec![yes(own), yes(parent), no(own)],
        ];
        let cases = [
            (date(2014, 5, 2), [Active, Active, Nothing, Inactive, Active]),
            (date(2014, 5, 1), [Proposed, Active, Proposed, Inactive, Inactive]),
            (date(2010, 5, 2), [Proposed, Active, Proposed, Inactive, Inactive]),
            (date(2010, 5, 1), [Nothing, Active, Active, Inactive, Inactive]),
            (date(1940, 1, 1), [Nothing, Active, Active, Inactive, Inactive]),
        ];
        for (born, expected) in cases {
            let client = client(Some(born), false);
            let found: Vec<_> = words.iter().map(|facts| status(&client, facts)).collect();
            assert_eq!(found, expected, "born {born}");
        }
    }

    /// WGBO 7:465: for who cannot decide (any more) the newest word counts, the client's own of before
    /// too; who can decide again is not bound by a yes of others, and is protected by their no.
    #[test]
    fn the_newest_word_counts_for_who_cannot_decide() {
        let (yes, no) = (Decision::Permit, Decision::Deny);
        let (own, other) = (Voice::Client, Voice::Representative);
        let cases = [
            (vec![fact(own, yes, 9)], ConsentStatus::Active, ConsentStatus::Active),
            (vec![fact(own, yes, 9), fact(other, no, 5)], ConsentStatus::Inactive, ConsentStatus::Inactive),
            (vec![fact(own, no, 9), fact(other, yes, 5)], ConsentStatus::Active, ConsentStatus::Inactive),
            (vec![fact(other, yes, 5)], ConsentStatus::Active, ConsentStatus::None),
        ];
        for (facts, incapable, capable) in cases {
            for born in [date(2012, 1, 1), date(2009, 1, 1), date(1940, 1, 1)] {
                assert_eq!(status(&client(Some(born), true), &facts), incapable, "{born} {facts:?}");
            }
            assert_eq!(status(&client(Some(date(1940, 1, 1)), false), &facts), capable, "{facts:?}");
        }
    }

    /// R129, R17: who may speak, and as whom.
    #[test]
    fn each_speaks_with_the_own_voice_only() {
        let phases = [Phase::Child, Phase::Youth, Phase::Minor, Phase::Adult];
        for phase in phases {
            assert_eq!(may_say(true, false, phase, false), Ok(Voice::Client));
            assert_eq!(may_say(true, false, phase, true), Err(Refusal::Represented));
            assert_eq!(may_say(false, false, phase, false), Err(Refusal::RoleNotAllowed));
            assert_eq!(may_say(false, false, phase, true), Err(Refusal::RoleNotAllowed));
            assert_eq!(may_say(false, true, phase, true), Ok(Voice::Representative));
            let with_authority = match phase {
                Phase::Child | Phase::Youth => Ok(Voice::Representative),
                Phase::Minor | Phase::Adult => Err(Refusal::ClientDecides),
            };
            assert_eq!(may_say(false, true, phase, false), with_authority, "{phase:?}");
        }
    }

    #[test]
    fn a_last_word_is_told_for_each_voice() {
        let facts =
            [fact(Voice::Client, Decision::Permit, 9), fact(Voice::Representative, Decision::Deny, 5)];
        let said = |voice| last_word(&facts, Purpose::Research, voice, now());
        assert_eq!((said(Voice::Client), said(Voice::Representative)), (Some(true), Some(false)));
        assert_eq!(last_word(&facts, Purpose::Statistics, Voice::Client, now()), None);
    }

    #[test]
    fn a_list_of_purposes_is_read_back() {
        for purposes in [vec![], vec![Purpose::SharePharmacy, Purpose::Research], Purpose::ALL.to_vec()] {
            assert_eq!(Purpose::read_list(&Purpose::write_list(&purposes)), Some(purposes));
        }
        let turned = Purpose::read_list("research, share-gp,research");
        assert_eq!(turned, Some(vec![Purpose::ShareGeneralPractitioner, Purpose::Research]));
        assert_eq!(Purpose::read_list("research,everything"), None);
        for &purpose in Purpose::ALL {
            assert_eq!(Purpose::from_slug(purpose.slug()), Some(purpose));
        }
        assert_eq!(Purpose::from_slug("alles"), None);
    }
}
