//! Bridge letters: management's word for the time since a report. No auditor stands behind one, so that it
//! clears nothing but the days that no report covers.

use super::{Report, Scope, SignerSide};
use crate::{date::Date, rubric::Soc2Limits};

/// The last day that a bridge letter can speak for: some months after the period's end, by convention
/// three. A letter that goes further is cut there.
#[must_use]
pub fn bridge_limit(ends: Date, limits: &Soc2Limits) -> Date {
    ends.add_months(i32::from(limits.bridge_months()))
}

/// The last day that a report's bridge letter speaks for. None where it is not known to be management's, or
/// does not follow on this report, or its report has no period to follow.
#[must_use]
pub fn bridged(report: &Report, limits: &Soc2Limits) -> Option<Date> {
    let (Scope::Type2 { period }, Some(letter)) = (report.scope, &report.bridge) else {
        return None;
    };
    let ends = period.end();
    let follows = letter.follows.is_none_or(|day| day == ends) && letter.as_of > ends;
    (follows && letter.signer_side == SignerSide::Management)
        .then(|| letter.as_of.min(bridge_limit(ends, limits)))
}
