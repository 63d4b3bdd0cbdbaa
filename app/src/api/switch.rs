//! Changing between the people under one log-in: each record with its name, what one is to that
//! client, and its colour; from a page of one record to the same kind of page of another.

use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use super::{ApiError, Packed};

/// A record that one can change to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SwitchLine {
    /// Where it leads; empty where the record does not open now.
    pub href: String,
    /// The client's name.
    pub name: String,
    /// Who one is to the client, or why the record does not open.
    pub whose: String,
    /// Whether it is one's own record.
    pub own: bool,
    /// The number of its colour.
    pub tint: u8,
    /// Whether one comes from this record.
    pub here: bool,
}

/// The records of somebody; `from` is the address of the page that one comes from.
#[server(prefix = "/api", endpoint = "wisselen")]
pub async fn read_switch(from: String) -> Result<Packed<Vec<SwitchLine>>, ApiError> {
    let visit = crate::host::visit()?;
    let actor = crate::host::actor(&visit)?;
    let records = crate::host::answer(visit.services.own_records(actor, &visit.context).await)?;
    let texts = crate::locales::Texts(visit.language);
    let from = place::Place::of(&from);
    let lines = records.iter().map(|record| place::line(texts, record, from)).collect::<Vec<_>>();
    Ok(Packed::of(&lines))
}

#[cfg(feature = "ssr")]
mod place {
    use inzage_domain::{Basis, Category, ClientId};
    use inzage_store::OwnRecord;

    use super::SwitchLine;
    use crate::locales::Texts;

    /// Which kind of page somebody comes from.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    enum Kind {
        Start,
        Category(Category),
        Access,
    }

    /// A page of a record.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub(super) struct Place {
        client: ClientId,
        kind: Kind,
    }

    impl Place {
        /// Of an address such as `/c/{client}/dossier/rapportages`. An item of one record is no page
        /// of another: its category is.
        pub(super) fn of(address: &str) -> Option<Self> {
            let mut parts = address.strip_prefix("/c/")?.split('/');
            let client = parts.next()?.parse().ok()?;
            let kind = match (parts.next(), parts.next()) {
                (Some("netwerk"), _) => Kind::Access,
                (Some("dossier"), Some(slug)) => {
                    Category::from_slug(slug).map_or(Kind::Start, Kind::Category)
                }
                _ => Kind::Start,
            };
            Some(Self { client, kind })
        }
    }

    pub(super) fn line(texts: Texts, record: &OwnRecord, from: Option<Place>) -> SwitchLine {
        let client = record.client;
        let start = format!("/c/{client}/dossier");
        let (href, whose) = match record.opens {
            Err(why) => (String::new(), texts.sees_nothing(why).to_owned()),
            Ok(basis) => {
                let href = match from.map(|from| from.kind) {
                    Some(Kind::Category(category)) if record.kinds.has(category.kind()) => {
                        format!("{start}/{}", category.slug())
                    }
                    Some(Kind::Access) if basis == Basis::Own || basis.represents() => {
                        format!("/c/{client}/netwerk")
                    }
                    _ => start,
                };
                (href, texts.whose_by(basis, record.kinship).to_owned())
            }
        };
        SwitchLine {
            href,
            name: record.name.full(),
            whose,
            own: record.opens == Ok(Basis::Own),
            tint: record.colour,
            here: from.is_some_and(|from| from.client == client),
        }
    }

    #[cfg(test)]
    mod tests {
        use inzage_domain::{
            Basis, Category, ClientId, ClientName, Language,
            access::{DataKind, Kinds, Refusal},
        };
        use inzage_store::OwnRecord;

        use super::{Place, line};
        use crate::locales::Texts;

        const ONE: &str = "01980000-0000-7000-8000-000000000001";
        const OTHER: &str = "01980000-0000-7000-8000-000000000002";

        /// Changing leads to the same kind of page where the other record has it, else to its start.
        #[test]
        fn changing_leads_to_the_same_kind_of_page() {
            let client: ClientId = OTHER.parse().unwrap();
            let record = |opens, kinds| OwnRecord {
                client,
                name: ClientName::default(),
                opens,
                kinds,
                colour: 4,
                kinship: None,
            };
            let reports = Kinds::NONE.with(DataKind::Reports);
            let agenda = Kinds::NONE.with(DataKind::Agenda);
            let cases = [
                ("dossier", Ok(Basis::Parent), reports, "dossier"),
                ("dossier/rapportages", Ok(Basis::Parent), reports, "dossier/rapportages"),
                ("dossier/rapportages", Ok(Basis::Parent), agenda, "dossier"),
                ("dossier/rapportages/vanaf/1_2", Ok(Basis::Parent), reports, "dossier/rapportages"),
                ("dossier/rapportages/01980000", Ok(Basis::Parent), reports, "dossier/rapportages"),
                ("dossier/geen-rubriek", Ok(Basis::Parent), reports, "dossier"),
                ("netwerk", Ok(Basis::Own), reports, "netwerk"),
                ("netwerk/01980000", Ok(Basis::NetworkMember), reports, "dossier"),
                ("samen", Ok(Basis::Parent), reports, "dossier"),
            ];
            for (from, opens, kinds, to) in cases {
                let from_place = Place::of(&format!("/c/{ONE}/{from}"));
                let line = line(Texts(Language::Dutch), &record(opens, kinds), from_place);
                assert_eq!(line.href, format!("/c/{OTHER}/{to}"), "{from}");
                assert!(!line.here && line.tint == 4);
            }
            let shut = line(Texts(Language::Dutch), &record(Err(Refusal::CareEnded), Kinds::NONE), None);
            assert!(shut.href.is_empty() && !shut.whose.is_empty());
            let here = Place::of(&format!("/c/{OTHER}/dossier/{}", Category::Plans.slug()));
            assert!(line(Texts(Language::Dutch), &record(Ok(Basis::Own), reports), here).here);
            for no_place in
                ["", "/instellingen", "//evil.example", "/c/x/dossier", "https://evil.example/c/x"]
            {
                assert_eq!(Place::of(no_place), None, "{no_place}");
            }
        }
    }
}
