//! Mails about a version of the terms that was published ahead: one for each open account with an
//! address (R85). A job in the store keeps two workers apart; a claim for each mail lets one that was
//! killed half-way be taken over, so that nobody is left out and nobody is told twice.

use inzage_domain::{
    Language,
    terms::TermsVersion,
    written::{day_of, long_date},
};
use inzage_store::{Organisation, jobs::ANNOUNCE_TERMS};
use jiff::SignedDuration;

use crate::{
    Error, Services,
    notify::{Channel, Message, MessengerError},
};

/// How long the job is held without a sign of life.
const HOLD: SignedDuration = SignedDuration::from_mins(5);
/// How long one mail may take.
const MAIL: SignedDuration = SignedDuration::from_mins(2);
/// When mails that were not taken are tried again.
const AGAIN: SignedDuration = SignedDuration::from_mins(10);
/// How often new accounts and new addresses are looked for while there is something to announce.
const LOOK: SignedDuration = SignedDuration::from_hours(1);
/// Accounts looked at in one go.
const PAGE: u8 = 100;

/// What a round did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Round {
    /// Mails that were taken by the next on the way.
    pub sent: u32,
    /// Mails that were not: they are tried again.
    pub failed: u32,
}

impl Services {
    /// Sends what is due. `None` when nothing is, or another worker is at it. Safe to run at any time,
    /// by any number of workers.
    pub async fn announce_terms(&self, organisation: &Organisation) -> Result<Option<Round>, Error> {
        let Some(lease) = self.store.begin_job(organisation, ANNOUNCE_TERMS, HOLD).await? else {
            return Ok(None);
        };
        let now = self.clock.now();
        let versions = self.store.terms_versions(organisation).await?;
        let due: Vec<&TermsVersion> = versions.iter().filter(|version| version.is_mailed(now)).collect();
        let mut round = Round::default();
        for version in &due {
            let mut after = None;
            loop {
                let page = self.store.terms_to_mail(organisation, version, after, PAGE.into()).await?;
                let Some(last) = page.last() else { break };
                after = Some(last.account);
                for addressee in &page {
                    let Some(to) = &addressee.email else { continue };
                    let account = addressee.account;
                    if !self.store.claim_terms_mail(organisation, version.id, account, MAIL).await? {
                        continue;
                    }
                    let sent = self.mail(organisation, version, to).await;
                    self.store.end_terms_mail(organisation, version.id, account, sent).await?;
                    let counted = if sent { &mut round.sent } else { &mut round.failed };
                    *counted += 1;
                }
                // Whoever lost the lease to another leaves the rest to that one.
                if !self.store.hold_job(&lease, HOLD).await? {
                    return Ok(Some(round));
                }
            }
        }
        let next = match (due.is_empty(), round.failed) {
            (true, _) => None,
            (false, 0) => Some(now + LOOK),
            (false, _) => Some(now + AGAIN),
        };
        self.store.end_job(lease, next).await?;
        Ok(Some(round))
    }

    async fn mail(&self, organisation: &Organisation, version: &TermsVersion, to: &str) -> bool {
        let message = announcement(organisation, version, to);
        match self.messenger.send(&message).await {
            Ok(()) => true,
            Err(MessengerError::NotConfigured) => {
                tracing::warn!("terms are announced, but no way for e-mail is configured");
                false
            }
            Err(error) => {
                let error: &dyn std::error::Error = &error;
                tracing::error!(error, "a mail about the terms could not be sent");
                false
            }
        }
    }
}

/// The mail. No name, nothing about care, no link that logs in (NTA 7516).
fn announcement(organisation: &Organisation, version: &TermsVersion, to: &str) -> Message {
    let (name, phone) = (&organisation.profile().name, &organisation.profile().phone);
    let host = organisation.host();
    let day = day_of(version.valid_from);
    let (dutch, english) = (long_date(Language::Dutch, day), long_date(Language::English, day));
    let (title, title_en) = (&version.title_nl, &version.title_en);
    let changed = |intro: &str, summary: &str| {
        if summary.is_empty() { String::new() } else { format!("{intro}\n{summary}\n\n") }
    };
    let summary = changed("Wat er verandert:", &version.summary_nl);
    let summary_en = changed("What changes:", &version.summary_en);
    Message {
        channel: Channel::Email,
        to: to.to_owned(),
        subject: format!("{name}: vanaf {dutch} veranderen de afspraken over het portaal"),
        body: format!(
            "U hebt een account bij het portaal van {name}. Vanaf {dutch} geldt een nieuwe tekst: {title}.\n\n\
             {summary}\
             De hele tekst leest u op {host}/gebruiksvoorwaarden. U hoeft daarvoor niet in te loggen. \
             Bent u het niet eens met de nieuwe tekst? Dan kunt u stoppen met het portaal. Uw zorg verandert niet.\n\n\
             Hebt u een vraag? Bel {phone}. Wij vragen u nooit om uw wachtwoord of een code.\n\n\
             ---\n\n\
             In English: you have an account at the portal of {name}. From {english} a new text applies: {title_en}.\n\n\
             {summary_en}\
             Read it at {host}/gebruiksvoorwaarden; you need not log in. If you do not agree, you can stop \
             using the portal. Your care does not change. Questions? Call {phone}.\n"
        ),
    }
}
