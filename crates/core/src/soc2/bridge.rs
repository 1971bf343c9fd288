//! Bridge letters: management's word for the time since a report. No auditor stands behind one, so that it
//! clears nothing but the days that no report covers.

use super::{Report, Scope, SignerSide};
use crate::{date::Date, rubric::Soc2Limits};

/// The last day that a bridge letter can speak for: some months from the day after the period, by convention
/// three. A period to 30 September is followed by a letter to 31 December. One that goes further is cut there.
#[must_use]
pub fn bridge_limit(ends: Date, limits: &Soc2Limits) -> Date {
    let months = i32::from(limits.bridge_months());
    ends.add_days(1).add_months(months).add_days(-1)
}

/// Why a bridge letter does not count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unbridged {
    /// The report has no period that one could follow.
    NoPeriod,
    /// It speaks of no day after the period's end.
    BeforeReport,
    /// It says that it follows a period with another end.
    FollowsAnother,
    /// It was written, or speaks of days, after the as-of date.
    ToCome,
    /// The auditor signed it.
    ByAuditor,
    /// Nobody has recorded who signed it.
    SignerUnknown,
}

/// The last day that a report's bridge letter speaks for: no further than the limit, nor than the day it was
/// written; or why it does not count. None where there is no letter.
#[must_use]
pub fn bridge(
    report: &Report,
    limits: &Soc2Limits,
    today: Date,
) -> Option<Result<Date, Unbridged>> {
    let letter = report.bridge.as_ref()?;
    let Scope::Type2 { period } = report.scope else {
        return Some(Err(Unbridged::NoPeriod));
    };
    let ends = period.end();
    let to_come = |day: Date| day > today;
    Some(if letter.as_of <= ends {
        Err(Unbridged::BeforeReport)
    } else if letter.follows.is_some_and(|day| day != ends) {
        Err(Unbridged::FollowsAnother)
    } else if to_come(letter.as_of) || letter.dated.is_some_and(to_come) {
        Err(Unbridged::ToCome)
    } else {
        match letter.signer_side {
            SignerSide::Auditor => Err(Unbridged::ByAuditor),
            SignerSide::Unknown => Err(Unbridged::SignerUnknown),
            SignerSide::Management => {
                let written = letter.dated.unwrap_or(letter.as_of).max(ends);
                Ok(letter.as_of.min(bridge_limit(ends, limits)).min(written))
            }
        }
    })
}

/// The last day that a report's bridge letter speaks for. None where there is none that counts.
#[must_use]
pub fn bridged(report: &Report, limits: &Soc2Limits, today: Date) -> Option<Date> {
    bridge(report, limits, today)?.ok()
}
