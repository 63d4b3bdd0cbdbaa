//! The five organisations of the demo: invented, one preset each, with the accounts that work.

use inzage_domain::{
    Basis, Role,
    access::{DataKind, Kinds},
    policy::Preset,
};

use jiff::civil::{Date, date};

use super::record::{self, File};

/// What an account is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Task {
    /// Somebody with a relation to the organisation's client.
    Relation(Basis),
    /// The same, where the number for DigiD is still to be registered by staff: not in `demo.json`.
    Unnumbered(Basis),
    /// The same to the organisation's client of 14.
    Child(Basis),
    /// A member of the care network of the organisation's client.
    Network {
        /// Whether it is the network's manager.
        manages: bool,
        /// What the member sees.
        kinds: Kinds,
    },
    /// First contact of the organisation's client and of one more client, so that there is
    /// somebody to change between.
    TwoClients,
    /// Somebody who works there.
    Work(Role),
    /// Somebody who works at one location, while one more client is at another one (R19).
    WorkElsewhere(Role),
}

/// One account.
#[derive(Clone, Copy, Debug)]
pub struct Account {
    /// User name: the role's.
    pub user: &'static str,
    /// Full name.
    pub name: &'static str,
    /// What it is for.
    pub task: Task,
    /// Mobile number for codes.
    pub mobile: &'static str,
}

/// One organisation.
#[derive(Clone, Copy, Debug)]
pub struct Organisation {
    /// Its key; the host name is `KEY.localhost`.
    pub key: &'static str,
    /// Its name.
    pub name: &'static str,
    /// Whose terms its policy follows.
    pub preset: Preset,
    /// Main and second colour.
    pub colours: [&'static str; 2],
    /// Letters of the mark.
    pub initials: &'static str,
    /// Telephone number.
    pub phone: &'static str,
    /// When it is answered, Dutch and English.
    pub hours: [&'static str; 2],
    /// Version of its terms of use.
    pub terms_label: &'static str,
    /// The day from which that version applies.
    pub terms_day: Date,
    /// The record of its client.
    pub record: &'static [File],
    /// Accounts that work today.
    pub accounts: &'static [Account],
}

impl Organisation {
    /// Its host name.
    pub fn host(&self) -> String {
        format!("{}.localhost", self.key)
    }

    /// The password of an account. Everybody may know it: this is a demo.
    pub fn password(&self, account: &Account) -> String {
        format!("{}-{}-welkom", self.key, account.user)
    }
}

impl Task {
    /// The word in `demo.json`.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Relation(Basis::Own) => "client",
            Self::Child(Basis::Own) => "child-14",
            Self::Relation(basis) | Self::Unnumbered(basis) | Self::Child(basis) => basis.key(),
            Self::Network { manages: true, .. } => "manager",
            Self::Network { manages: false, .. } => "family",
            Self::TwoClients => "two-clients",
            Self::Work(role) => role.key(),
            Self::WorkElsewhere(_) => "nurse-elsewhere",
        }
    }
}

const OFFICE: [&str; 2] = ["op werkdagen van 8.30 tot 17.00 uur", "on working days from 8.30 to 17.00"];
const ALWAYS: [&str; 2] = ["dag en nacht", "day and night"];

/// Accounts that log in with an authenticator app: organisation and user name.
pub const APPS: &[(&str, &str)] = &[("kompas", "client")];

/// All five.
pub const ALL: &[Organisation] = &[
    Organisation {
        key: "linde",
        name: "Woonzorg De Linde",
        preset: Preset::Vivium,
        colours: ["#1f5d3a", "#8a4b08"],
        initials: "DL",
        phone: "020 123 45 00",
        hours: ALWAYS,
        terms_label: "1 februari 2026",
        terms_day: date(2026, 2, 1),
        record: record::FILES,
        accounts: &[
            Account {
                user: "client",
                name: "Riek van der Meulen-Verhulst",
                task: Task::Relation(Basis::Own),
                mobile: "06 12 34 56 01",
            },
            Account {
                user: "first-contact",
                name: "Karin van der Meulen",
                task: Task::Relation(Basis::FirstContact),
                mobile: "06 12 34 56 02",
            },
            Account {
                user: "second-contact",
                name: "Peter van der Meulen",
                task: Task::Relation(Basis::SecondContact),
                mobile: "06 12 34 56 03",
            },
            Account {
                user: "physician",
                name: "Hanneke de Boer",
                task: Task::Work(Role::Physician),
                mobile: "06 12 34 56 06",
            },
            Account {
                user: "nurse",
                name: "Mohamed El Amrani",
                task: Task::Work(Role::Nurse),
                mobile: "06 12 34 56 04",
            },
            Account {
                user: "secretary",
                name: "Marja Tuinstra",
                task: Task::Work(Role::Secretary),
                mobile: "06 12 34 56 07",
            },
            Account {
                user: "admin",
                name: "Ingrid Vos",
                task: Task::Work(Role::Admin),
                mobile: "06 12 34 56 05",
            },
            Account {
                user: "privacy-officer",
                name: "Joris van Dam",
                task: Task::Work(Role::PrivacyOfficer),
                mobile: "06 12 34 56 08",
            },
            Account {
                user: "nurse-elsewhere",
                name: "Fatima Bouzid",
                task: Task::WorkElsewhere(Role::Nurse),
                mobile: "06 12 34 56 09",
            },
        ],
    },
    Organisation {
        key: "waterland",
        name: "Thuiszorg Waterland",
        preset: Preset::Caren,
        colours: ["#0b5c8a", "#3d5a00"],
        initials: "TW",
        phone: "0900 12 34",
        hours: ALWAYS,
        terms_label: "1 maart 2026",
        terms_day: date(2026, 3, 1),
        record: record::HOME,
        accounts: &[
            Account {
                user: "client",
                name: "Joop van Hoekstra",
                task: Task::Relation(Basis::Own),
                mobile: "06 12 34 56 13",
            },
            Account {
                user: "manager",
                name: "Anneke van Hoekstra",
                task: Task::Network { manages: true, kinds: Kinds::ALL },
                mobile: "06 12 34 56 14",
            },
            Account {
                user: "family",
                name: "Bram van Hoekstra",
                task: Task::Network {
                    manages: false,
                    kinds: Kinds::NONE.with(DataKind::Agenda).with(DataKind::Measurements),
                },
                mobile: "06 12 34 56 15",
            },
            Account {
                user: "nurse",
                name: "Els Zwart",
                task: Task::Work(Role::Nurse),
                mobile: "06 12 34 56 11",
            },
            Account {
                user: "admin",
                name: "Rob Mulder",
                task: Task::Work(Role::Admin),
                mobile: "06 12 34 56 12",
            },
        ],
    },
    Organisation {
        key: "kompas",
        name: "Praktijk Het Kompas",
        preset: Preset::Cliendo,
        colours: ["#5b3a8c", "#8a1f4b"],
        initials: "HK",
        phone: "030 123 45 20",
        hours: OFFICE,
        terms_label: "1 april 2026",
        terms_day: date(2026, 4, 1),
        record: record::HOME,
        accounts: &[
            Account {
                user: "client",
                name: "Joop van Hoekstra",
                task: Task::Relation(Basis::Own),
                mobile: "06 12 34 56 25",
            },
            Account {
                user: "child-14",
                name: "Sam Bouwmeester",
                task: Task::Child(Basis::Own),
                mobile: "06 12 34 56 23",
            },
            Account {
                user: "parent",
                name: "Marit Bouwmeester",
                task: Task::Child(Basis::Parent),
                mobile: "06 12 34 56 24",
            },
            Account {
                user: "two-clients",
                name: "Lies van Hoekstra",
                task: Task::TwoClients,
                mobile: "06 12 34 56 26",
            },
            Account {
                user: "nurse",
                name: "Tamara Kok",
                task: Task::Work(Role::Nurse),
                mobile: "06 12 34 56 21",
            },
            Account {
                user: "admin",
                name: "Bas Hendriks",
                task: Task::Work(Role::Admin),
                mobile: "06 12 34 56 22",
            },
        ],
    },
    Organisation {
        key: "ooievaar",
        name: "Geboortezorg De Ooievaar",
        preset: Preset::CareCodex,
        colours: ["#a3245e", "#0b5c5c"],
        initials: "DO",
        phone: "010 123 45 30",
        hours: ALWAYS,
        terms_label: "15 januari 2026",
        terms_day: date(2026, 1, 15),
        record: record::FILES,
        accounts: &[
            Account {
                user: "nurse",
                name: "Noor Jacobs",
                task: Task::Work(Role::Nurse),
                mobile: "06 12 34 56 31",
            },
            Account {
                user: "admin",
                name: "Sjoerd Dekker",
                task: Task::Work(Role::Admin),
                mobile: "06 12 34 56 32",
            },
        ],
    },
    Organisation {
        key: "berk",
        name: "Epilepsiecentrum De Berk",
        preset: Preset::MijnSein,
        colours: ["#123f7a", "#8a4b08"],
        initials: "DB",
        phone: "023 123 45 40",
        hours: OFFICE,
        terms_label: "1 mei 2025",
        terms_day: date(2025, 5, 1),
        record: record::FILES,
        accounts: &[
            Account {
                user: "client",
                name: "Riek van der Meulen-Verhulst",
                task: Task::Relation(Basis::Own),
                mobile: "06 12 34 56 43",
            },
            Account {
                user: "child-14",
                name: "Sam Bouwmeester",
                task: Task::Child(Basis::Own),
                mobile: "06 12 34 56 44",
            },
            Account {
                user: "parent",
                name: "Marit Bouwmeester",
                task: Task::Child(Basis::Parent),
                mobile: "06 12 34 56 45",
            },
            Account {
                user: "mentor",
                name: "Tineke Dekker",
                task: Task::Unnumbered(Basis::Mentor),
                mobile: "06 12 34 56 46",
            },
            Account {
                user: "nurse",
                name: "Wouter Prins",
                task: Task::Work(Role::Nurse),
                mobile: "06 12 34 56 41",
            },
            Account {
                user: "admin",
                name: "Leyla Yildiz",
                task: Task::Work(Role::Admin),
                mobile: "06 12 34 56 42",
            },
        ],
    },
];

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use inzage_domain::{
        PhoneNumber,
        branding::{Branding, Colour},
        policy::Preset,
    };

    use super::ALL;

    #[test]
    fn each_preset_has_its_organisation_and_everybody_can_read_the_colours() {
        assert_eq!(
            ALL.iter().map(|organisation| organisation.preset.key()).collect::<BTreeSet<_>>().len(),
            Preset::ALL.len()
        );
        for organisation in ALL {
            let [brand, accent] = organisation.colours.map(|colour| Colour::parse(colour).unwrap());
            assert_eq!(
                Branding { brand, accent, initials: organisation.initials.into() }.check(),
                Ok(()),
                "{}",
                organisation.key
            );
            for account in organisation.accounts {
                assert!(PhoneNumber::parse(account.mobile).is_ok(), "{}", account.user);
            }
        }
    }
}
