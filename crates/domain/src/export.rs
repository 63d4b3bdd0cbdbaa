//! A copy of a record that somebody takes along: in which forms, how much of the record, and how long
//! it can be fetched (R21, R26, L8; WGBO 7:456, Wabvpz 15d and 15e).

use jiff::{SignedDuration, Timestamp, civil::Date};
use serde::{Deserialize, Serialize};

use crate::{Category, Language, access::Kinds, role::stored_enum};

stored_enum! {
    /// In which form.
    ExportForm {
        /// To read and to print: PDF that stays readable (PDF/A), with tags for screen readers.
        Pdf = "pdf",
        /// To go on writing in.
        Word = "word",
        /// To calculate with.
        Excel = "excel",
        /// For another care provider's system: the sources as they came in, and the files in them.
        Fhir = "fhir",
    }
}

stored_enum! {
    /// How far a copy is.
    ExportState {
        /// It is being made.
        Preparing = "preparing",
        /// It can be fetched.
        Ready = "ready",
        /// Whoever asked for it may not have it any more; nothing of it is left.
        Refused = "refused",
        /// It could not be made; nothing of it is left.
        Failed = "failed",
        /// Its time is over, or its maker removed it; nothing of it is left.
        Gone = "gone",
    }
}

/// How long a copy can be fetched: long enough for a person who has no computer at hand, short enough
/// that a second record does not lie about.
pub const KEPT: SignedDuration = SignedDuration::from_hours(7 * 24);
/// Copies that one account may have ready at a time for one client; more are refused.
pub const MOST: usize = 3;

/// What somebody wants to take along.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExportOrder {
    /// Which parts of the record, in its order.
    pub categories: Vec<Category>,
    /// From this day of care on, in the Netherlands.
    pub since: Option<Date>,
    /// Up to and with this day of care.
    pub until: Option<Date>,
    /// In which forms; at least one.
    pub forms: Vec<ExportForm>,
    /// With who had access to what (Wabvpz 15e).
    pub with_log: bool,
    /// In which language labels and headings are.
    pub language: Language,
}

/// Why an order cannot be taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OrderProblem {
    /// No part of the record was chosen.
    NoCategory,
    /// No form was chosen.
    NoForm,
    /// The period ends before it begins.
    PeriodBackwards,
}

impl ExportOrder {
    /// What is wrong with it, if anything.
    pub fn problem(&self) -> Option<OrderProblem> {
        if self.categories.is_empty() {
            return Some(OrderProblem::NoCategory);
        }
        if self.forms.is_empty() {
            return Some(OrderProblem::NoForm);
        }
        match (self.since, self.until) {
            (Some(since), Some(until)) if until < since => Some(OrderProblem::PeriodBackwards),
            _ => None,
        }
    }

    /// Whether everything in it may be seen with these kinds of data.
    pub fn is_covered(&self, kinds: Kinds) -> bool {
        self.categories.iter().all(|category| kinds.has(category.kind()))
    }

    /// Whether a form is wanted.
    pub fn has(&self, form: ExportForm) -> bool {
        self.forms.contains(&form)
    }
}

/// The first instant at which a copy cannot be fetched any more.
pub fn expires_at(asked_at: Timestamp) -> Timestamp {
    asked_at.checked_add(KEPT).unwrap_or(Timestamp::MAX)
}

#[cfg(test)]
mod tests {
    use jiff::{SignedDuration, civil::date};

    use super::*;
    use crate::access::DataKind;

    fn order() -> ExportOrder {
        ExportOrder {
            categories: vec![Category::Reports, Category::Measurements],
            since: None,
            until: None,
            forms: vec![ExportForm::Pdf],
            with_log: false,
            language: Language::Dutch,
        }
    }

    /// R26: an order says what and how; a period of one day is one.
    #[test]
    fn an_order_that_says_nothing_or_runs_backwards_is_none() {
        let day = date(2026, 5, 14);
        let next = date(2026, 5, 15);
        let cases = [
            (order(), None),
            (ExportOrder { categories: Vec::new(), ..order() }, Some(OrderProblem::NoCategory)),
            (ExportOrder { forms: Vec::new(), ..order() }, Some(OrderProblem::NoForm)),
            (ExportOrder { since: Some(day), until: Some(day), ..order() }, None),
            (
                ExportOrder { since: Some(next), until: Some(day), ..order() },
                Some(OrderProblem::PeriodBackwards),
            ),
            (ExportOrder { since: Some(next), ..order() }, None),
            (ExportOrder { until: Some(day), ..order() }, None),
        ];
        for (order, problem) in cases {
            assert_eq!(order.problem(), problem, "{order:?}");
        }
    }

    /// R39, R41: one kind too few, and nothing of it goes out.
    #[test]
    fn an_order_is_covered_only_by_all_its_kinds() {
        let reports = Kinds::NONE.with(DataKind::Reports);
        let both = reports.with(DataKind::Measurements);
        assert!(!order().is_covered(Kinds::NONE));
        assert!(!order().is_covered(reports));
        assert!(order().is_covered(both));
        assert!(order().is_covered(Kinds::ALL));
    }

    /// L8: seven days, to the microsecond.
    #[test]
    fn a_copy_is_kept_for_seven_days() {
        let asked: Timestamp = "2026-10-22T10:00:00Z".parse().unwrap();
        let ends = expires_at(asked);
        assert_eq!(ends.to_string(), "2026-10-29T10:00:00Z");
        assert!(asked + KEPT - SignedDuration::from_micros(1) < ends);
        assert_eq!(expires_at(Timestamp::MAX), Timestamp::MAX);
    }
}
