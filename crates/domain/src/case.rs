//! Cases: what a client asks about the record, and what becomes of it (L5, R25, R37; AVG articles 12, 16
//! and 17, WGBO 7:454 and 7:455). Who may treat which kind, which step follows which, and by when there
//! is an answer.
//!
//! The names fit the exchange of patient corrections (FHIR R4): a request is a `Communication` with
//! category `medRecCxReq` and the words in `payload`; its course is a `Task`, of which each
//! [`CaseState`] names the `status`.

use jiff::{ToSpan, civil::Date};
use serde::{Deserialize, Serialize};

use crate::{Basis, Category, Role, help::answer_by, role::stored_enum};

/// The longest text of a request, an answer or a reason, in signs.
pub const LONGEST_CASE_TEXT: usize = 2000;

/// Cases that one account can ask in twenty-four hours: more is a program, or somebody whom a call helps
/// more.
pub const CASES_A_DAY: i64 = 20;

/// Days before the last one from which a case stands out in the queue.
pub const SOON: i32 = 7;

stored_enum! {
    /// What is asked.
    CaseKind {
        /// A factual error in basic data, such as an address, is to be put right (R37; AVG article 16).
        BasicData = "basic-data",
        /// Something in a report is factually wrong. The report stays its author's (R36, R37).
        Report = "report",
        /// The client's own view stands beside an item (WGBO 7:454 paragraph 2). Done when it is kept.
        Statement = "statement",
        /// An item is to be destroyed (R25; WGBO 7:455, AVG article 17).
        Deletion = "deletion",
        /// Somebody looked or did something that the client does not recognise (L6).
        NotRecognised = "not-recognised",
    }
}

stored_enum! {
    /// How far a case is.
    CaseState {
        /// It came in. `Task.status` is `requested`.
        Received = "received",
        /// Somebody works on it. `Task.status` is `in-progress`.
        InTreatment = "in-treatment",
        /// Done as it was asked. `Task.status` is `completed`.
        Granted = "granted",
        /// Done for a part, with the ground for the rest. `Task.status` is `completed`.
        Partly = "partly",
        /// Not done, with the ground. `Task.status` is `rejected`.
        Refused = "refused",
        /// Taken back by who asked. `Task.status` is `cancelled`.
        Withdrawn = "withdrawn",
    }
}

stored_enum! {
    /// What happened to a case.
    CaseStep {
        /// It was asked.
        Asked = "asked",
        /// Somebody took it upon oneself.
        Taken = "taken",
        /// The answer comes later, with the reason (AVG article 12 paragraph 3).
        Extended = "extended",
        /// Decided: as it was asked.
        Granted = "granted",
        /// Decided: a part of it.
        Partly = "partly",
        /// Decided: no.
        Refused = "refused",
        /// Taken back by who asked.
        Withdrawn = "withdrawn",
    }
}

stored_enum! {
    /// Why something is not done, or not all of it: the grounds that the law knows, and no others.
    CaseGround {
        /// It is no factual error: what a carer thought or saw stays theirs (R36, R37; WGBO 7:454).
        NotFactual = "not-factual",
        /// It was looked up, and is right as it stands (AVG article 16).
        IsRight = "is-right",
        /// Somebody else has a substantial interest in its being kept (WGBO 7:455 paragraph 2).
        OtherInterest = "other-interest",
        /// A law says that it is kept (WGBO 7:455 paragraph 2, AVG article 17 paragraph 3).
        LawKeeps = "law-keeps",
        /// Who looked was allowed to: it belonged to the care or the work (WGBO 7:457, NEN 7513).
        Rightful = "rightful",
        /// It was asked again and again without anything new (AVG article 12 paragraph 5).
        Excessive = "excessive",
    }
}

/// What somebody chooses at an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum CaseChoice {
    /// To have it changed.
    Change,
    /// To put one's own view beside it.
    Statement,
    /// To have it destroyed.
    Delete,
}

impl CaseChoice {
    /// What it is, about an item of a category: only what stands under personal details is basic data
    /// (R37).
    pub const fn about(self, category: Category) -> CaseKind {
        match (self, category) {
            (Self::Change, Category::Patient) => CaseKind::BasicData,
            (Self::Change, _) => CaseKind::Report,
            (Self::Statement, _) => CaseKind::Statement,
            (Self::Delete, _) => CaseKind::Deletion,
        }
    }
}

impl CaseKind {
    /// How it begins: a statement is done as soon as it stands there.
    pub const fn begins(self) -> CaseState {
        match self {
            Self::Statement => CaseState::Granted,
            Self::BasicData | Self::Report | Self::Deletion | Self::NotRecognised => CaseState::Received,
        }
    }

    /// Whether a role sees it in the queue, takes it and tells that it takes longer. What a client does
    /// not recognise is not for those who may have done it.
    pub const fn is_treated_by(self, role: Role) -> bool {
        match self {
            Self::BasicData | Self::Report | Self::Deletion => matches!(role, Role::Nurse | Role::Physician),
            Self::NotRecognised => matches!(role, Role::PrivacyOfficer),
            Self::Statement => false,
        }
    }

    /// Whether a role decides it: destroying is for a physician.
    pub const fn is_decided_by(self, role: Role) -> bool {
        match self {
            Self::Deletion => matches!(role, Role::Physician),
            Self::BasicData | Self::Report | Self::NotRecognised | Self::Statement => {
                self.is_treated_by(role)
            }
        }
    }
}

impl CaseState {
    /// Whether an answer is still to come.
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Received | Self::InTreatment)
    }

    /// The state after a step of a case of a kind; `None` where the step does not fit.
    pub const fn after(self, kind: CaseKind, step: CaseStep) -> Option<Self> {
        match (self, step) {
            // Somebody else can take it over.
            (Self::Received | Self::InTreatment, CaseStep::Taken) => Some(Self::InTreatment),
            (Self::Received | Self::InTreatment, CaseStep::Extended) => Some(self),
            (Self::Received | Self::InTreatment, CaseStep::Withdrawn) => Some(Self::Withdrawn),
            (Self::InTreatment, CaseStep::Granted) => Some(Self::Granted),
            (Self::InTreatment, CaseStep::Refused) => Some(Self::Refused),
            // One item is destroyed or not, a look was allowed or not.
            (Self::InTreatment, CaseStep::Partly) => match kind {
                CaseKind::BasicData | CaseKind::Report => Some(Self::Partly),
                CaseKind::Deletion | CaseKind::NotRecognised | CaseKind::Statement => None,
            },
            (_, CaseStep::Asked)
            | (Self::Received, CaseStep::Granted | CaseStep::Partly | CaseStep::Refused)
            | (
                Self::Granted | Self::Partly | Self::Refused | Self::Withdrawn,
                CaseStep::Taken
                | CaseStep::Extended
                | CaseStep::Granted
                | CaseStep::Partly
                | CaseStep::Refused
                | CaseStep::Withdrawn,
            ) => None,
        }
    }
}

impl CaseStep {
    /// Whether it ends the case with an answer.
    pub const fn is_decision(self) -> bool {
        matches!(self, Self::Granted | Self::Partly | Self::Refused)
    }

    /// Whether the law asks for a ground: where not everything is done.
    pub const fn asks_ground(self) -> bool {
        matches!(self, Self::Partly | Self::Refused)
    }
}

impl CaseGround {
    /// Whether it can be the ground of a case of this kind.
    pub const fn fits(self, kind: CaseKind) -> bool {
        match kind {
            CaseKind::BasicData => matches!(self, Self::IsRight | Self::Excessive),
            CaseKind::Report => matches!(self, Self::NotFactual | Self::IsRight | Self::Excessive),
            CaseKind::Deletion => matches!(self, Self::OtherInterest | Self::LawKeeps | Self::Excessive),
            CaseKind::NotRecognised => matches!(self, Self::Rightful),
            CaseKind::Statement => false,
        }
    }
}

/// The last day for the answer: a month after it was asked, or three where it was extended by the two
/// further months that the law knows (AVG article 12 paragraph 3). A month without that day ends on its
/// last one (Regulation 1182/71, article 3).
pub fn due_on(asked_on: Date, extended: bool) -> Date {
    if extended { asked_on.checked_add(3.months()).unwrap_or(asked_on) } else { answer_by(asked_on) }
}

/// Whether it can still be told that it takes longer: once, and within the first month (AVG article 12
/// paragraph 3).
pub fn can_extend(asked_on: Date, extended: bool, today: Date) -> bool {
    !extended && today <= due_on(asked_on, false)
}

/// Days until the last day for the answer; 0 on that day itself, below 0 when it is too late.
pub fn days_left(due_on: Date, today: Date) -> i32 {
    today.until(due_on).map_or(0, |span| span.get_days())
}

/// Whether somebody on a ground sees every case about the client, and not only the own ones: the client,
/// and who decides for a client who cannot. A first contact does not read what a client asks about that
/// very contact.
pub const fn sees_every_case(basis: Basis, represents: bool, incapable: bool) -> bool {
    matches!(basis, Basis::Own) || (represents && incapable)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    /// AVG article 12 paragraph 3: one month, three when extended; a month that is too short ends on its
    /// last day, in leap years too.
    #[test]
    fn an_answer_is_due_after_a_month_or_three() {
        let cases = [
            (date(2026, 4, 14), date(2026, 5, 14), date(2026, 7, 14)),
            (date(2026, 1, 31), date(2026, 2, 28), date(2026, 4, 30)),
            (date(2028, 1, 31), date(2028, 2, 29), date(2028, 4, 30)),
            (date(2026, 1, 29), date(2026, 2, 28), date(2026, 4, 29)),
            (date(2026, 11, 30), date(2026, 12, 30), date(2027, 2, 28)),
            (date(2026, 12, 1), date(2027, 1, 1), date(2027, 3, 1)),
        ];
        for (asked, first, extended) in cases {
            assert_eq!((due_on(asked, false), due_on(asked, true)), (first, extended), "{asked}");
        }
    }

    /// AVG article 12 paragraph 3: it is told within the first month, and once.
    #[test]
    fn longer_is_told_once_and_within_the_first_month() {
        let asked = date(2026, 1, 31);
        for (today, possible) in [
            (date(2026, 1, 31), true),
            (date(2026, 2, 27), true),
            (date(2026, 2, 28), true),
            (date(2026, 3, 1), false),
            (date(2026, 4, 30), false),
        ] {
            assert_eq!(can_extend(asked, false, today), possible, "{today}");
            assert!(!can_extend(asked, true, today), "{today}");
        }
    }

    #[test]
    fn days_are_counted_to_the_last_day() {
        let due = date(2026, 5, 14);
        for (today, left) in [
            (date(2026, 4, 14), 30),
            (date(2026, 5, 13), 1),
            (date(2026, 5, 14), 0),
            (date(2026, 5, 15), -1),
            (date(2026, 7, 1), -48),
        ] {
            assert_eq!(days_left(due, today), left, "{today}");
        }
    }

    /// R25, R37: which step follows which, all of them.
    #[test]
    fn steps_follow_each_other_and_no_others() {
        use CaseState::{Granted, InTreatment, Partly, Received, Refused, Withdrawn};
        for &kind in CaseKind::ALL {
            let partly = matches!(kind, CaseKind::BasicData | CaseKind::Report).then_some(Partly);
            let steps = |state: CaseState| {
                CaseStep::ALL.iter().map(|step| state.after(kind, *step)).collect::<Vec<_>>()
            };
            let (taken, back) = (Some(InTreatment), Some(Withdrawn));
            assert_eq!(steps(Received), [None, taken, Some(Received), None, None, None, back], "{kind:?}");
            assert_eq!(
                steps(InTreatment),
                [None, taken, taken, Some(Granted), partly, Some(Refused), back],
                "{kind:?}"
            );
            for ended in [Granted, Partly, Refused, Withdrawn] {
                assert_eq!(steps(ended), [None; 7], "{kind:?} {ended:?}");
                assert!(!ended.is_open());
            }
        }
        assert!(!CaseKind::Statement.begins().is_open());
        assert!(CaseKind::Deletion.begins().is_open());
    }

    /// R25, L6: a deletion is decided by a physician, what is not recognised by the privacy officer, and
    /// nobody else treats anything.
    #[test]
    fn each_role_treats_its_own_kinds() {
        use CaseKind::{BasicData, Deletion, NotRecognised, Report};
        for &role in Role::ALL {
            let kinds = |may: fn(CaseKind, Role) -> bool| {
                CaseKind::ALL.iter().copied().filter(|kind| may(*kind, role)).collect::<Vec<_>>()
            };
            let (treats, decides) = match role {
                Role::Nurse => (vec![BasicData, Report, Deletion], vec![BasicData, Report]),
                Role::Physician => (vec![BasicData, Report, Deletion], vec![BasicData, Report, Deletion]),
                Role::PrivacyOfficer => (vec![NotRecognised], vec![NotRecognised]),
                Role::Secretary | Role::Admin | Role::Provider => (vec![], vec![]),
            };
            assert_eq!(kinds(CaseKind::is_treated_by), treats, "{role:?}");
            assert_eq!(kinds(CaseKind::is_decided_by), decides, "{role:?}");
        }
    }

    #[test]
    fn every_kind_that_can_be_refused_has_a_ground_and_every_ground_a_kind() {
        for &kind in CaseKind::ALL {
            let grounds = CaseGround::ALL.iter().filter(|ground| ground.fits(kind)).count();
            assert_eq!(grounds > 0, kind.begins().is_open(), "{kind:?}");
        }
        for ground in CaseGround::ALL {
            assert!(CaseKind::ALL.iter().any(|kind| ground.fits(*kind)), "{ground:?}");
        }
        assert!(!CaseGround::NotFactual.fits(CaseKind::BasicData));
        assert!(!CaseGround::Rightful.fits(CaseKind::Deletion));
    }

    /// R37: only personal details are basic data.
    #[test]
    fn what_is_asked_depends_on_the_item() {
        for &category in Category::ALL {
            let change = CaseChoice::Change.about(category);
            assert_eq!(change == CaseKind::BasicData, category == Category::Patient, "{category:?}");
            assert_eq!(CaseChoice::Statement.about(category), CaseKind::Statement);
            assert_eq!(CaseChoice::Delete.about(category), CaseKind::Deletion);
        }
    }

    #[test]
    fn others_see_only_what_they_asked_themselves() {
        for &basis in Basis::ALL {
            assert_eq!(sees_every_case(basis, true, false), basis == Basis::Own, "{basis:?}");
            assert!(sees_every_case(basis, true, true), "{basis:?}");
            assert_eq!(sees_every_case(basis, false, true), basis == Basis::Own, "{basis:?}");
        }
    }
}
