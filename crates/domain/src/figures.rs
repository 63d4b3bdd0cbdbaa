//! Anonymous figures of use, only of who chose so (R22, R23, R128): which kind of page was opened how
//! often. What is counted can be nobody's: a kind, never an address with an id in it.

use std::collections::BTreeMap;

use crate::role::stored_enum;

/// Below this a number is not shown: so few could point at a person.
pub const FEWEST: u64 = 5;

stored_enum! {
    /// What somebody chose about being counted. Without a choice nothing is counted.
    CountingChoice {
        /// Yes.
        Yes = "ja",
        /// No.
        No = "nee",
    }
}

stored_enum! {
    /// A kind of page. The set is closed: what has no kind is not counted.
    PageKind {
        /// The start of the portal.
        Start = "start",
        /// Logging in, with all its steps.
        SignIn = "sign-in",
        /// Using an invitation.
        Joining = "joining",
        /// The start page of a record.
        Record = "record",
        /// A list of one category of a record.
        Category = "category",
        /// One item of a record.
        Item = "item",
        /// Who can look along, and changing it.
        Access = "access",
        /// Who looked at the record.
        Log = "log",
        /// Looking together.
        Together = "together",
        /// Changing between people.
        Switch = "switch",
        /// The own account.
        Account = "account",
        /// Terms of use.
        Terms = "terms",
        /// Help, privacy, cookies, accessibility.
        Help = "help",
        /// News of the organisation.
        News = "news",
        /// The pages of staff beside the record.
        Team = "team",
        /// The pages of the administrator.
        Organisation = "organisation",
    }
}

stored_enum! {
    /// How a page came: whole, or within the page before by script.
    Half {
        /// Drawn whole by the host: by a link, a form, or the first page of a visit.
        Whole = "whole",
        /// Asked for by the browser's script.
        Script = "script",
    }
}

/// As what the pattern of a route counts; `None` for what is no page that people use. Patterns have
/// names in braces where an address has ids, so that no id can get in here.
pub fn counted(route: &str) -> Option<(PageKind, Half)> {
    let parts: Vec<&str> = route.split('/').skip(1).collect();
    let page = match parts.as_slice() {
        // The questions that the browser's half of the record asks.
        ["api", "dossier", question] => {
            let page = match *question {
                "start" => PageKind::Record,
                "rubriek" => PageKind::Category,
                "onderdeel" => PageKind::Item,
                _ => return None,
            };
            return Some((page, Half::Script));
        }
        [""] => PageKind::Start,
        ["c", _, page @ ..] => of_client(page)?,
        ["team", "c", _, page @ ..] if page.first() == Some(&"dossier") => of_client(page)?,
        ["inloggen", ..] => PageKind::SignIn,
        ["uitnodiging", ..] => PageKind::Joining,
        ["wissel"] => PageKind::Switch,
        ["instellingen", ..] => PageKind::Account,
        ["voorwaarden" | "gebruiksvoorwaarden", ..] => PageKind::Terms,
        ["hulp" | "privacy" | "cookies" | "toegankelijkheid" | "woordenlijst", ..] => PageKind::Help,
        ["nieuws", ..] => PageKind::News,
        ["team", ..] => PageKind::Team,
        ["beheer", ..] => PageKind::Organisation,
        _ => return None,
    };
    Some((page, Half::Whole))
}

fn of_client(page: &[&str]) -> Option<PageKind> {
    Some(match page {
        ["dossier" | "meenemen"]
        | ["dossier", "zoeken" | "toevoegen" | "zelf-toegevoegd" | "dagboek", ..] => PageKind::Record,
        ["dossier", _] | ["dossier", _, "vanaf", _] | ["dossier", _, "grafiek"] => PageKind::Category,
        ["dossier", _, _] | ["dossier", _, _, "meer" | "klopt-niet" | "versies"] => PageKind::Item,
        ["netwerk" | "toestemmingen", ..] => PageKind::Access,
        ["logboek" | "zaken", ..] => PageKind::Log,
        ["samen", ..] => PageKind::Together,
        _ => return None,
    })
}

/// A number as it may be shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shown {
    /// Fewer than [`FEWEST`]; also none at all, so that nobody learns which.
    Few,
    /// So many.
    Number(u64),
}

impl Shown {
    /// What may be shown of a number.
    pub const fn of(number: u64) -> Self {
        if number < FEWEST { Self::Few } else { Self::Number(number) }
    }
}

/// What an administrator sees of a period.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figures {
    /// Every kind, the most opened first.
    pub pages: Vec<(PageKind, Shown)>,
    /// Opened whole and by script, of the kinds whose number is shown; `None` where one of the two is
    /// too small: the other would tell it.
    pub halves: Option<[u64; 2]>,
}

impl Figures {
    /// Sums up what was counted. There is no total of everything: it would tell the one number that is
    /// not shown.
    pub fn of(counted: impl IntoIterator<Item = (PageKind, Half, u64)>) -> Self {
        let mut sums: BTreeMap<PageKind, [u64; 2]> = BTreeMap::new();
        for (page, half, number) in counted {
            let [whole, script] = sums.entry(page).or_default();
            let sum = match half {
                Half::Whole => whole,
                Half::Script => script,
            };
            *sum = sum.saturating_add(number);
        }
        let mut halves = [0_u64; 2];
        let mut pages: Vec<(PageKind, u64)> = Vec::with_capacity(PageKind::ALL.len());
        for page in PageKind::ALL {
            let [whole, script] = sums.get(page).copied().unwrap_or_default();
            let number = whole.saturating_add(script);
            if let Shown::Number(_) = Shown::of(number) {
                let [wholes, scripts] = halves;
                halves = [wholes.saturating_add(whole), scripts.saturating_add(script)];
            }
            pages.push((*page, number));
        }
        // What is not shown stands in its fixed order: it tells nothing either.
        pages.sort_by_key(|(_, number)| match Shown::of(*number) {
            Shown::Few => std::cmp::Reverse(0),
            Shown::Number(number) => std::cmp::Reverse(number),
        });
        Self {
            pages: pages.into_iter().map(|(page, number)| (page, Shown::of(number))).collect(),
            halves: halves.iter().all(|number| *number >= FEWEST).then_some(halves),
        }
    }

    /// Whether there is any number to show.
    pub fn is_empty(&self) -> bool {
        self.pages.iter().all(|(_, shown)| *shown == Shown::Few)
    }
}

#[cfg(test)]
mod tests {
    use super::{CountingChoice, Figures, Half, PageKind, Shown, counted};

    /// R22: only a clear yes is one.
    #[test]
    fn what_is_no_choice_is_none() {
        assert_eq!(CountingChoice::from_key("ja"), Some(CountingChoice::Yes));
        assert_eq!(CountingChoice::from_key("nee"), Some(CountingChoice::No));
        for forged in ["", "JA", "ja ", "yes", "1", "true", "ja;ja"] {
            assert_eq!(CountingChoice::from_key(forged), None, "{forged}");
        }
    }

    /// R128: a route counts as a kind, with nothing of the address in it.
    #[test]
    fn routes_count_as_kinds() {
        use Half::{Script, Whole};
        let cases = [
            ("/", Some((PageKind::Start, Whole))),
            ("/inloggen", Some((PageKind::SignIn, Whole))),
            ("/inloggen/vergeten/code", Some((PageKind::SignIn, Whole))),
            ("/c/{client}/dossier", Some((PageKind::Record, Whole))),
            ("/c/{client}/dossier/{category}", Some((PageKind::Category, Whole))),
            ("/c/{client}/dossier/{category}/vanaf/{after}", Some((PageKind::Category, Whole))),
            ("/c/{client}/dossier/{category}/{entry}", Some((PageKind::Item, Whole))),
            ("/team/c/{client}/dossier/{category}/{entry}", Some((PageKind::Item, Whole))),
            ("/c/{client}/dossier/zoeken", Some((PageKind::Record, Whole))),
            ("/c/{client}/dossier/{category}/grafiek", Some((PageKind::Category, Whole))),
            ("/c/{client}/dossier/{category}/{entry}/meer", Some((PageKind::Item, Whole))),
            ("/woordenlijst", Some((PageKind::Help, Whole))),
            ("/c/{client}/netwerk/{relation}", Some((PageKind::Access, Whole))),
            ("/c/{client}/toestemmingen/{purpose}", Some((PageKind::Access, Whole))),
            ("/c/{client}/logboek", Some((PageKind::Log, Whole))),
            ("/team", Some((PageKind::Team, Whole))),
            ("/team/c/{client}/zorg", Some((PageKind::Team, Whole))),
            ("/beheer/nieuws/{news}", Some((PageKind::Organisation, Whole))),
            ("/cookies", Some((PageKind::Help, Whole))),
            ("/api/dossier/start", Some((PageKind::Record, Script))),
            ("/api/dossier/onderdeel", Some((PageKind::Item, Script))),
            // Not pages that people use.
            ("/api/dossier/anders", None),
            ("/api/cookies/kiezen", None),
            ("/pkg/{*path}", None),
            ("/healthz", None),
            ("none", None),
            ("", None),
        ];
        for (route, expected) in cases {
            assert_eq!(counted(route), expected, "{route}");
        }
    }

    #[test]
    fn small_numbers_are_not_shown() {
        for (number, shown) in [
            (0, Shown::Few),
            (1, Shown::Few),
            (4, Shown::Few),
            (5, Shown::Number(5)),
            (u64::MAX, Shown::Number(u64::MAX)),
        ] {
            assert_eq!(Shown::of(number), shown);
        }
    }

    #[test]
    fn every_kind_is_there_the_most_opened_first_and_none_tells_of_few() {
        let figures = Figures::of([
            (PageKind::Help, Half::Whole, 4),
            (PageKind::Item, Half::Whole, 3),
            (PageKind::Record, Half::Whole, 2),
            (PageKind::Record, Half::Whole, 4),
            (PageKind::Item, Half::Script, 7),
            (PageKind::News, Half::Script, 3),
        ]);
        assert_eq!(figures.pages.len(), PageKind::ALL.len());
        assert_eq!(
            figures.pages[..2],
            [(PageKind::Item, Shown::Number(10)), (PageKind::Record, Shown::Number(6))]
        );
        // In the order of the kinds, whether there were some or none.
        let few: Vec<PageKind> = figures.pages[2..].iter().map(|(page, _)| *page).collect();
        let kinds = PageKind::ALL.iter().copied();
        assert_eq!(
            few,
            kinds.filter(|page| ![PageKind::Item, PageKind::Record].contains(page)).collect::<Vec<_>>()
        );
        assert!(figures.pages[2..].iter().all(|(_, shown)| *shown == Shown::Few));
        // 4 of help and 3 of news are in no sum.
        assert_eq!(figures.halves, Some([9, 7]));
        assert!(!figures.is_empty());
    }

    #[test]
    fn a_half_that_is_small_is_not_told_by_the_other() {
        for (whole, script, halves) in [(9, 4, None), (4, 9, None), (5, 5, Some([5, 5])), (9, 0, None)] {
            let figures = Figures::of([
                (PageKind::Record, Half::Whole, whole),
                (PageKind::Record, Half::Script, script),
            ]);
            assert_eq!(figures.halves, halves, "{whole} and {script}");
        }
        assert!(Figures::of([]).is_empty());
        assert!(Figures::of([(PageKind::Record, Half::Whole, 4)]).is_empty());
        let full = Figures::of([
            (PageKind::Record, Half::Whole, u64::MAX),
            (PageKind::Record, Half::Script, u64::MAX),
            (PageKind::Item, Half::Script, u64::MAX),
        ]);
        assert_eq!(full.pages[0], (PageKind::Record, Shown::Number(u64::MAX)));
        assert_eq!(full.halves, Some([u64::MAX, u64::MAX]));
    }
}
