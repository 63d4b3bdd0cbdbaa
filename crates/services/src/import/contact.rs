//! The first contact whom imported files name (R7).

use inzage_domain::{
    access::{ImportRecord, Permit},
    contact::Described,
    written::day_of,
};
use inzage_fhir::{FirstContact, Incoming, first_contacts};
use inzage_store::{Operator, Recorded, RegisteredContact};

use super::{Refused, Report};
use crate::{
    Error, Services,
    joining::{LONGEST_RELATION, is_name},
};

fn described(contact: &FirstContact) -> Described<'_> {
    let email = contact.email.as_ref().map(inzage_domain::EmailAddress::as_str);
    Described { name: &contact.name, email, mobile: contact.mobile.as_ref() }
}

/// Adds somebody who is named. `Patient.contact` and `RelatedPerson` often name one person twice: what
/// one leaves out, the other may say.
fn add<'f>(people: &mut Vec<(&'f str, FirstContact)>, file: &'f str, contact: FirstContact) {
    let same = people.iter_mut().find(|(_, known)| described(known).can_be(&described(&contact)));
    let Some((_, known)) = same else { return people.push((file, contact)) };
    known.relation = known.relation.take().or(contact.relation);
    known.born = known.born.or(contact.born);
    known.email = known.email.take().or(contact.email);
    known.mobile = known.mobile.take().or(contact.mobile);
}

/// As it is registered; `None` without a name.
fn registered(contact: FirstContact) -> Option<RegisteredContact> {
    let words = |text: &str| {
        let spaced: String = text.chars().map(|sign| if sign.is_control() { ' ' } else { sign }).collect();
        spaced.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    let name = words(&contact.name);
    let relation: String =
        words(&contact.relation.unwrap_or_default()).chars().take(LONGEST_RELATION).collect();
    let FirstContact { born, email, mobile, .. } = contact;
    is_name(&name).then_some(RegisteredContact { name, relation, born, email, mobile })
}

impl Services {
    /// Registers the first contact whom the resources of one client name. Files that name nobody leave
    /// all as it is; several people are a problem of the report, and nobody is registered.
    pub(super) async fn import_contact(
        &self,
        operator: &Operator,
        permit: &Recorded<Permit<ImportRecord>>,
        resources: &[Incoming],
        files: &[String],
        report: &mut Report,
    ) -> Result<(), Error> {
        let today = day_of(self.clock.now());
        let mut people: Vec<(&str, FirstContact)> = Vec::new();
        for (resource, file) in resources.iter().zip(files) {
            for contact in first_contacts(resource, today) {
                add(&mut people, file, contact);
            }
        }
        let refuse = |file: &str, reason: String| Refused { file: file.to_owned(), reason };
        match people.len() {
            0 => return Ok(()),
            1 => {}
            several => {
                let last = people.last().map_or("", |(file, _)| *file);
                let reason = format!(
                    "{several} different people are named as first contact; nobody was registered: leave one in the care plan"
                );
                report.refused.push(refuse(last, reason));
                return Ok(());
            }
        }
        let Some((file, contact)) = people.pop() else { return Ok(()) };
        let Some(contact) = registered(contact) else {
            let reason = "the first contact has no name that can be kept; nobody was registered".to_owned();
            report.refused.push(refuse(file, reason));
            return Ok(());
        };
        report.contact = Some(self.store.register_imported_contact(permit, operator, &contact).await?);
        Ok(())
    }
}
