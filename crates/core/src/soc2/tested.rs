//! Which criteria a report tested, and which of them it found in order: one answer, for credit, for the
//! crosswalk and for what a report leaves to others.

use super::{
    Category, ControlResult, Opinion, Report, ReportControl, ReportKind, left_to_others, opinion_of,
};
use crate::criteria::{CRITERIA, Criteria};

/// What speaks against a criterion of a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Weakness {
    /// A control of it had an exception.
    Exception,
    /// A control of it had nothing to test.
    NoEvents,
    /// It is left to an organisation outside the report, whatever a result reads.
    CarvedOut,
    /// The opinion is qualified on it.
    Qualified,
    /// The opinion on its category is adverse, or none.
    Sunk,
}

/// The criteria of a report, by what its tests and its opinion say of each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Tests {
    /// A control of it was tested without exception.
    tested: Criteria,
    /// A control of it had an exception.
    exception: Criteria,
    /// A control of it had nothing to test.
    no_events: Criteria,
    /// It is left to others.
    left: Criteria,
    /// A control of it is left to others, which may leave the criterion to other controls.
    carved: Criteria,
    /// The opinion is, or may be, qualified on it.
    qualified: Criteria,
    /// The opinion on its category leaves nothing to rely on.
    sunk: Criteria,
    /// Whether operation over a period was looked at, and not design on one day.
    operation: bool,
}

impl Tests {
    /// What a report says of its criteria.
    #[must_use]
    pub fn of(report: &Report) -> Self {
        let mut tests = Self {
            left: of_ids(left_to_others(report)),
            qualified: qualified(report),
            sunk: of_ids(CRITERIA.iter().copied().filter(|id| is_sunk(report, id))),
            operation: report.scope.kind() == ReportKind::Soc2Type2,
            ..Self::default()
        };
        for control in &report.controls {
            let criteria = Criteria::all(&control.criteria);
            let set = match control.result {
                ControlResult::Tested => &mut tests.tested,
                ControlResult::Exception => &mut tests.exception,
                ControlResult::NoEvents => &mut tests.no_events,
                ControlResult::CarvedOut => &mut tests.carved,
            };
            *set = set.with(criteria);
        }
        tests
    }

    /// The criteria that a Type 2 report tested and found in order: at least one control of the criterion was
    /// tested, none had an exception, the report leaves it to nobody, and its opinion holds for it.
    #[must_use]
    pub fn in_order(&self) -> Criteria {
        if self.operation {
            self.alive().without(self.exception)
        } else {
            Criteria::default()
        }
    }

    /// The criteria of which some control was looked at without exception, and for which the opinion holds.
    #[must_use]
    pub fn alive(&self) -> Criteria {
        self.tested.without(self.void())
    }

    /// Criteria that no result of this report can show.
    fn void(&self) -> Criteria {
        self.left.with(self.qualified).with(self.sunk)
    }

    /// Criteria that the record speaks of.
    #[must_use]
    pub fn listed(&self) -> Criteria {
        let seen = self.tested.with(self.exception).with(self.no_events);
        seen.with(self.carved).with(self.void())
    }

    /// The gravest that speaks against a criterion.
    #[must_use]
    pub fn weakness(&self, criterion: Criteria) -> Option<Weakness> {
        let each = [
            (self.sunk, Weakness::Sunk),
            (self.qualified, Weakness::Qualified),
            (self.left, Weakness::CarvedOut),
            (self.exception, Weakness::Exception),
            (self.no_events, Weakness::NoEvents),
            (self.carved, Weakness::CarvedOut),
        ];
        let mut each = each.into_iter();
        each.find(|(set, _)| !set.shared(criterion).is_empty())
            .map(|(_, weakness)| weakness)
    }

    /// Whether a control was tested without exception, and for a criterion that the report itself answers and
    /// its opinion holds for. One that serves no criterion, or something else, may serve any.
    #[must_use]
    pub fn gives(&self, control: &ReportControl) -> bool {
        let each = || control.criteria.iter().map(|id| Criteria::of(id));
        let criteria = if control.criteria.is_empty() || each().any(Criteria::is_empty) {
            Criteria::every()
        } else {
            each().fold(Criteria::default(), Criteria::with)
        };
        control.result == ControlResult::Tested && !criteria.without(self.void()).is_empty()
    }
}

fn of_ids<'a>(ids: impl IntoIterator<Item = &'a str>) -> Criteria {
    ids.into_iter()
        .fold(Criteria::default(), |all, id| all.with(Criteria::of(id)))
}

/// Criteria that the opinion is qualified on: those it names; of a category whose own opinion is qualified,
/// and of which it names none, all; and where nothing says what a qualified opinion is about, every one.
fn qualified(report: &Report) -> Criteria {
    let named = Criteria::all(&report.qualified_criteria);
    let by_category = &report.opinion_by_category;
    let mut all = named;
    for one in by_category {
        let of_category = of_ids(
            CRITERIA
                .iter()
                .copied()
                .filter(|id| Category::of_criterion(id) == Some(one.category)),
        );
        if one.opinion == Opinion::Qualified && named.shared(of_category).is_empty() {
            all = all.with(of_category);
        }
    }
    let told = !named.is_empty()
        || by_category
            .iter()
            .any(|one| one.opinion != Opinion::Unqualified);
    if report.opinion_overall == Some(Opinion::Qualified) && !told {
        Criteria::every()
    } else {
        all
    }
}

/// Whether the opinion on a criterion's category is adverse or none. The common criteria carry all others.
fn is_sunk(report: &Report, criterion: &str) -> bool {
    // Few reports differ by category.
    if report.opinion_by_category.is_empty() {
        return false;
    }
    let sinks = |category| {
        opinion_of(report, category)
            .is_some_and(|opinion| matches!(opinion, Opinion::Adverse | Opinion::Disclaimer))
    };
    sinks(Category::Security) || Category::of_criterion(criterion).is_some_and(sinks)
}
