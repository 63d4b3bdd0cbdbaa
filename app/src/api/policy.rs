//! The policy editor: the form, what a change means, and saving it.

#![expect(missing_docs, reason = "the fields of the structs that `#[server]` makes are the arguments below")]

use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use super::{ApiError, Packed};

/// What stands in the form: the word of each field with its value, in the order of
/// `PolicyField::ALL`, and the preset that it began as.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PolicyTyped {
    /// The preset's word.
    #[serde(default)]
    pub preset: String,
    /// Values by the word of their field.
    #[serde(default)]
    pub fields: std::collections::BTreeMap<String, String>,
}

/// A field of the form.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PolicyEntry {
    /// Its word: name and id.
    pub name: String,
    /// Its name on the screen.
    pub label: String,
    /// What stands in it.
    pub value: String,
    /// What can be chosen: value and words; empty for a number or several lines.
    pub choices: Vec<(String, String)>,
    /// Whether several can be chosen, with commas between them in the value; then what it says above
    /// them.
    pub several: Option<String>,
    /// Whether it has several lines; then what it says under its label.
    pub lines: Option<String>,
    /// What is wrong with it; empty for nothing.
    pub fault: String,
}

/// A version in the history.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PolicyLine {
    /// Its number.
    pub version: String,
    /// Since when.
    pub since: String,
    /// Who made it.
    pub by: String,
}

/// What has just been done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum PolicyNews {
    /// Saved.
    Saved,
    /// Somebody else was first; nothing was saved.
    Stale,
}

/// The page with the form.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PolicyForm {
    /// What has just been done.
    pub news: Option<PolicyNews>,
    /// The preset that it began as.
    pub preset: String,
    /// Presets: word and name.
    pub presets: Vec<(String, String)>,
    /// The fields.
    pub entries: Vec<PolicyEntry>,
    /// Versions, newest first.
    pub history: Vec<PolicyLine>,
}

/// One change and what it means.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PolicyChangeLine {
    /// The field.
    pub label: String,
    /// Before and after.
    pub change: String,
    /// What it does to people.
    pub effect: String,
}

/// What a policy would mean.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PolicyConsequences {
    /// What was typed, with what is wrong.
    pub entries: Vec<PolicyEntry>,
    /// The preset that it began as.
    pub preset: String,
    /// Changes; empty where nothing changes.
    pub changes: Vec<PolicyChangeLine>,
    /// Whether it can be saved.
    pub possible: bool,
    /// The version that was seen.
    pub from: i64,
    /// Key that makes saving twice the same as once.
    pub key: String,
}

#[cfg(feature = "ssr")]
mod shape {
    use inzage_domain::{
        Kinship,
        consent::Purpose,
        digid::Level,
        networks::Networks,
        policy::{Acceptance, AccessEnd, Minors, Policy, Preset, Representation, SecondFactor},
        policy_change::{OutOfBounds, PolicyField},
    };

    use super::{PolicyEntry, PolicyTyped};
    use crate::locales::Texts;

    /// The value of a field as the form has it.
    fn value(policy: &Policy, field: PolicyField) -> String {
        match field {
            PolicyField::SecondFactor => policy.second_factor.key().to_owned(),
            PolicyField::DigidLevel => policy.digid_level.key().to_owned(),
            PolicyField::StaffSecondFactor => policy.staff_second_factor.key().to_owned(),
            PolicyField::Acceptance => policy.acceptance.key().to_owned(),
            PolicyField::Representation => policy.representation.key().to_owned(),
            PolicyField::Family => Kinship::write_list(&policy.family),
            PolicyField::Consents => Purpose::write_list(&policy.consents),
            PolicyField::Minors => policy.minors.key().to_owned(),
            PolicyField::Staged => if policy.staged { "ja" } else { "nee" }.to_owned(),
            PolicyField::Passkeys => if policy.passkeys { "ja" } else { "nee" }.to_owned(),
            PolicyField::StaffNetworks => policy.staff_networks.to_string(),
            PolicyField::AccessEnd => policy.access_end.key().to_owned(),
            PolicyField::IdleMinutes
            | PolicyField::WarningMinutes
            | PolicyField::AbsoluteHours
            | PolicyField::AnnouncementDays
            | PolicyField::SecondContacts
            | PolicyField::GrantMonths
            | PolicyField::EmergencyHours
            | PolicyField::PublishDelay
            | PolicyField::RetentionYears
            | PolicyField::ReplyWorkingDays => {
                policy.number(field).map(|number| number.to_string()).unwrap_or_default()
            }
        }
    }

    /// What can be chosen: value and words; nothing for a number.
    fn choices(texts: Texts, field: PolicyField) -> Vec<(String, String)> {
        macro_rules! all {
            ($kind:ident, $words:ident) => {
                $kind::ALL.iter().map(|one| (one.key().to_owned(), texts.$words(*one).to_owned())).collect()
            };
        }
        match field {
            PolicyField::SecondFactor | PolicyField::StaffSecondFactor => all!(SecondFactor, policy_factor),
            PolicyField::DigidLevel => all!(Level, policy_level),
            PolicyField::Acceptance => all!(Acceptance, policy_acceptance),
            PolicyField::Representation => all!(Representation, policy_representation),
            PolicyField::Family => all!(Kinship, kinship_name),
            PolicyField::Consents => all!(Purpose, consent_purpose),
            PolicyField::Minors => all!(Minors, policy_minors),
            PolicyField::AccessEnd => all!(AccessEnd, policy_access_end),
            PolicyField::Staged => vec![
                ("nee".to_owned(), texts.policy_staged_no().to_owned()),
                ("ja".to_owned(), texts.policy_staged_yes().to_owned()),
            ],
            PolicyField::Passkeys => vec![
                ("ja".to_owned(), texts.policy_passkeys_yes().to_owned()),
                ("nee".to_owned(), texts.policy_passkeys_no().to_owned()),
            ],
            PolicyField::StaffNetworks
            | PolicyField::IdleMinutes
            | PolicyField::WarningMinutes
            | PolicyField::AbsoluteHours
            | PolicyField::AnnouncementDays
            | PolicyField::SecondContacts
            | PolicyField::GrantMonths
            | PolicyField::EmergencyHours
            | PolicyField::PublishDelay
            | PolicyField::RetentionYears
            | PolicyField::ReplyWorkingDays => Vec::new(),
        }
    }

    /// A field's value in words.
    pub(super) fn words(texts: Texts, policy: &Policy, field: PolicyField) -> String {
        let value = value(policy, field);
        if field == PolicyField::StaffNetworks {
            let everywhere = texts.policy_everywhere().to_owned();
            return if value.is_empty() { everywhere } else { value.replace('\n', ", ") };
        }
        if field == PolicyField::Family {
            let names = policy.family.iter().map(|kinship| texts.kinship_name(*kinship));
            return names.collect::<Vec<_>>().join(", ");
        }
        if field == PolicyField::Consents {
            let names = policy.consents.iter().map(|purpose| texts.consent_purpose(*purpose));
            let names = names.collect::<Vec<_>>().join(", ");
            return if names.is_empty() { texts.policy_no_consents().to_owned() } else { names };
        }
        let found = choices(texts, field).into_iter().find(|(key, _)| *key == value);
        found.map_or(value, |(_, words)| words)
    }

    /// The form of a policy.
    pub(super) fn entries(
        texts: Texts,
        policy: &Policy,
        faults: &[OutOfBounds],
        locks_out: bool,
        networks: Option<&NetworksFault>,
    ) -> Vec<PolicyEntry> {
        PolicyField::ALL
            .iter()
            .map(|&field| {
                let fault = faults.iter().find(|fault| fault.field == field);
                PolicyEntry {
                    name: field.key().to_owned(),
                    label: texts.policy_field(field).to_owned(),
                    value: match networks {
                        Some(fault) if field == PolicyField::StaffNetworks => fault.typed.clone(),
                        _ => value(policy, field),
                    },
                    choices: choices(texts, field),
                    several: match field {
                        PolicyField::Family => Some(texts.policy_family_hint().to_owned()),
                        PolicyField::Consents => Some(texts.policy_consents_hint().to_owned()),
                        _ => None,
                    },
                    lines: (field == PolicyField::StaffNetworks)
                        .then(|| texts.policy_networks_hint().to_owned()),
                    fault: match fault {
                        Some(_) if field == PolicyField::Family => texts.policy_family_none().to_owned(),
                        Some(fault) => texts.policy_out_of_bounds(fault.least, fault.most),
                        None if locks_out && field == PolicyField::StaffSecondFactor => {
                            texts.policy_locks_out().to_owned()
                        }
                        None if field == PolicyField::StaffNetworks => {
                            networks.map(|fault| fault.words.clone()).unwrap_or_default()
                        }
                        None => String::new(),
                    },
                }
            })
            .collect()
    }

    /// What is wrong with the networks that were typed.
    pub(super) struct NetworksFault {
        /// What was typed.
        pub(super) typed: String,
        /// What is wrong.
        pub(super) words: String,
    }

    /// Whether the networks that were typed are networks, and hold the address that asks.
    pub(super) fn networks_fault(texts: Texts, typed: &PolicyTyped, address: &str) -> Option<NetworksFault> {
        let typed = typed.fields.get(PolicyField::StaffNetworks.key())?;
        let words = match Networks::parse(typed) {
            Err(bad) => texts.policy_networks_bad(bad.number, &bad.text),
            Ok(networks) if !networks.allows(address) => texts.policy_networks_outside(address),
            Ok(_) => return None,
        };
        Some(NetworksFault { typed: typed.clone(), words })
    }

    /// Reads what was typed over the policy in force: what is missing stays as it is, what is no
    /// number becomes 0 and so out of bounds. `None` for a choice that there is not.
    pub(super) fn policy(typed: &PolicyTyped, current: &Policy) -> Option<Policy> {
        let mut policy = current.clone();
        if let Some(preset) = Preset::from_key(&typed.preset) {
            policy.preset = preset;
        }
        for &field in PolicyField::ALL {
            let Some(text) = typed.fields.get(field.key()) else { continue };
            let text = text.trim();
            let number = text.parse().unwrap_or(0);
            match field {
                PolicyField::SecondFactor => policy.second_factor = SecondFactor::from_key(text)?,
                PolicyField::DigidLevel => policy.digid_level = Level::from_key(text)?,
                PolicyField::StaffSecondFactor => policy.staff_second_factor = SecondFactor::from_key(text)?,
                PolicyField::Acceptance => policy.acceptance = Acceptance::from_key(text)?,
                PolicyField::Representation => policy.representation = Representation::from_key(text)?,
                PolicyField::Family => policy.family = Kinship::read_list(text)?,
                PolicyField::Consents => policy.consents = Purpose::read_list(text)?,
                PolicyField::Minors => policy.minors = Minors::from_key(text)?,
                PolicyField::AccessEnd => policy.access_end = AccessEnd::from_key(text)?,
                PolicyField::Staged => policy.staged = matches!(text, "ja"),
                PolicyField::Passkeys => policy.passkeys = matches!(text, "ja"),
                // What is no network stays what it was: `networks_fault` says so.
                PolicyField::StaffNetworks => {
                    if let Ok(networks) = Networks::parse(text) {
                        policy.staff_networks = networks;
                    }
                }
                PolicyField::IdleMinutes => policy.session.idle_minutes = number,
                PolicyField::WarningMinutes => policy.session.warning_minutes = number,
                PolicyField::AbsoluteHours => policy.session.absolute_hours = number,
                PolicyField::AnnouncementDays => policy.announcement_days = number,
                // None at all is a number that is good.
                PolicyField::SecondContacts => policy.second_contacts = text.parse().unwrap_or(u16::MAX),
                PolicyField::GrantMonths => policy.grant_months = number,
                PolicyField::EmergencyHours => policy.emergency_hours = number,
                PolicyField::PublishDelay => policy.publish_delay = text.parse().unwrap_or(u16::MAX),
                PolicyField::RetentionYears => policy.retention_years = number,
                PolicyField::ReplyWorkingDays => policy.reply_working_days = number,
            }
        }
        Some(policy)
    }
}

/// The form: the policy in force, or filled in with a preset or with what was typed.
#[server(prefix = "/api", endpoint = "beheer/afspraken")]
pub async fn read_policy_form(
    #[server(default)] preset: Option<String>,
    #[server(default)] typed: Option<PolicyTyped>,
    form: Option<String>,
) -> Result<Packed<PolicyForm>, ApiError> {
    use inzage_domain::{policy::Preset, written::moment};

    let visit = crate::host::visit()?;
    let actor = crate::host::actor(&visit)?;
    let texts = crate::locales::Texts(visit.language);
    let history = crate::host::answer(visit.services.policy_history(actor, &visit.context).await)?;
    let chosen = preset.as_deref().and_then(Preset::from_key);
    let networks =
        typed.as_ref().and_then(|typed| shape::networks_fault(texts, typed, &visit.context.address));
    let policy = match (chosen, typed) {
        (Some(preset), _) => preset.policy(),
        (None, Some(typed)) => {
            shape::policy(&typed, actor.policy()).ok_or_else(|| crate::host::fail(ApiError::Unreadable))?
        }
        (None, None) => actor.policy().clone(),
    };
    let presets = Preset::ALL.iter().map(|one| (one.key().to_owned(), texts.policy_preset(*one).to_owned()));
    Ok(Packed::of(&PolicyForm {
        news: crate::host::flash::take("afspraken", form).await,
        preset: policy.preset.key().to_owned(),
        presets: presets.collect(),
        entries: shape::entries(texts, &policy, &policy.out_of_bounds(), false, networks.as_ref()),
        history: history
            .into_iter()
            .map(|one| PolicyLine {
                version: one.version.to_string(),
                since: moment(visit.language, one.since),
                by: one.by.unwrap_or_else(|| texts.policy_supplier().to_owned()),
            })
            .collect(),
    }))
}

/// What a policy would mean. Changes nothing.
#[server(prefix = "/api", endpoint = "beheer/afspraken/gevolgen")]
pub async fn read_policy_consequences(
    #[server(default)] typed: PolicyTyped,
) -> Result<Packed<PolicyConsequences>, ApiError> {
    use crate::locales::PolicyEffect;

    let visit = crate::host::visit()?;
    let actor = crate::host::actor(&visit)?;
    let texts = crate::locales::Texts(visit.language);
    let current = actor.policy();
    let policy = shape::policy(&typed, current).ok_or_else(|| crate::host::fail(ApiError::Unreadable))?;
    let check = crate::host::answer(visit.services.check_policy(actor, &policy, &visit.context).await)?;
    let small = crate::host::small;
    let effect = PolicyEffect {
        personal: small(check.counts.personal),
        staff: small(check.counts.staff),
        second_contacts: small(check.counts.second_contacts),
        network_members: small(check.counts.network_members),
        parents: small(check.counts.parents),
        ended: small(check.counts.ended),
        sessions: small(check.counts.sessions),
    };
    let networks = shape::networks_fault(texts, &typed, &visit.context.address);
    let changes = check.differences.iter().map(|&field| PolicyChangeLine {
        label: texts.policy_field(field).to_owned(),
        change: texts
            .policy_from_to(&shape::words(texts, current, field), &shape::words(texts, &policy, field)),
        effect: texts.policy_effect(field, effect),
    });
    Ok(Packed::of(&PolicyConsequences {
        changes: changes.collect(),
        possible: check.faults.is_empty()
            && !check.locks_out
            && !check.outside
            && networks.is_none()
            && !check.differences.is_empty(),
        entries: shape::entries(texts, &policy, &check.faults, check.locks_out, networks.as_ref()),
        preset: policy.preset.key().to_owned(),
        from: actor.organisation().policy_version(),
        key: crate::host::new_key(&visit),
    }))
}

/// Saves a policy after its consequences were seen.
#[server(prefix = "/api", endpoint = "beheer/afspraken/opslaan")]
pub async fn save_policy(
    #[server(default)] typed: PolicyTyped,
    from: i64,
    key: String,
) -> Result<(), ApiError> {
    use inzage_services::policy::Change;

    let visit = crate::host::visit()?;
    let actor = crate::host::actor(&visit)?;
    let policy = shape::policy(&typed, actor.policy());
    let (Some(policy), Ok(key)) = (policy, key.parse()) else {
        return Err(crate::host::fail(ApiError::Unreadable));
    };
    let texts = crate::locales::Texts(visit.language);
    if shape::networks_fault(texts, &typed, &visit.context.address).is_some() {
        return Err(crate::host::fail(ApiError::NotAllowed));
    }
    let changed = visit.services.change_policy(actor, &policy, from, key, &visit.context).await;
    let news = match crate::host::answer(changed)? {
        Change::Done | Change::Nothing => PolicyNews::Saved,
        Change::Stale => PolicyNews::Stale,
        // The page before this one would not have had the button.
        Change::Refused => return Err(crate::host::fail(ApiError::NotAllowed)),
    };
    crate::host::flash::refused("afspraken", "/beheer/afspraken", &news).await
}
