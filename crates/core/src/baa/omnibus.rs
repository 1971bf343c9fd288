//! Agreements older than the Omnibus Rule (78 FR 5566), which changed what an agreement must say.

use super::{Baa, BaaStatus};
use crate::date::Date;

/// The rule was published on this day; no earlier text can know it.
const PUBLISHED: (i16, i8, i8) = (2013, 1, 25);
/// From this day on agreements had to meet it, but for those that 45 CFR 164.532(e) let run to their
/// renewal, at the latest to 22 September 2014.
const COMPLIANCE: (i16, i8, i8) = (2013, 9, 23);

/// How an agreement's text stands to the Omnibus Rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Era {
    /// Older than the rule.
    Before,
    /// Between publication and compliance date: it may meet the rule already.
    Check,
    /// Later.
    After,
}

impl Era {
    /// The era of a text of this day.
    #[must_use]
    pub fn of(day: Date) -> Self {
        match day.ymd() {
            day if day < PUBLISHED => Self::Before,
            day if day < COMPLIANCE => Self::Check,
            _ => Self::After,
        }
    }
}

impl Baa {
    /// The day its text is of: the last signature or the last amendment. None while nothing binds, or
    /// nobody has dated it.
    #[must_use]
    pub fn text_of(&self) -> Option<Date> {
        let bound = matches!(self.status, BaaStatus::Executed | BaaStatus::Terminated);
        let signed = self.execution.as_ref()?.completed_on().filter(|_| bound)?;
        Some(
            self.amended_on
                .map_or(signed, |amended| amended.max(signed)),
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_days_themselves() {
        let era = |year, month, day| Era::of(Date::new(year, month, day).unwrap());
        assert_eq!(era(2013, 1, 24), Era::Before);
        assert_eq!(era(2013, 1, 25), Era::Check);
        assert_eq!(era(2013, 9, 22), Era::Check);
        assert_eq!(era(2013, 9, 23), Era::After);
    }
}
