//! Notice clocks side by side: how long, and from when.

use serde_json::{Value, json};
use vendorward_core::{
    baa::{Notice, NoticeUnit},
    texts::Language,
};

use super::Way;

/// Within which time a notice is owed, as an agreement says it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clock {
    /// How many; none if the clause states no number.
    pub number: Option<u64>,
    /// Of what; empty if the clause does not say.
    pub unit: String,
    /// From when: discovery, confirmation, or not stated.
    pub trigger: String,
}

impl From<Notice> for Clock {
    fn from(notice: Notice) -> Self {
        Self {
            number: notice.number.map(u64::from),
            unit: notice.unit.map_or("", NoticeUnit::as_str).to_owned(),
            trigger: notice.trigger.as_str().to_owned(),
        }
    }
}

impl Clock {
    /// As in `5 calendar days from discovery`.
    #[must_use]
    pub fn words(&self, language: Language) -> String {
        let from = language.fill(&format!("diff.clock.{}", self.trigger), &[]);
        let unit = language.fill(&format!("site.notice-unit.{}", self.unit), &[]);
        match self.number {
            Some(n) => {
                let args = [("n", n.to_string()), ("unit", unit), ("from", from)];
                let args = args.each_ref().map(|(name, value)| (*name, value.as_str()));
                language.fill("diff.clock", &args)
            }
            None => language.fill("diff.clock.none", &[("from", &from)]),
        }
    }

    pub(super) fn json(&self) -> Value {
        json!({"number": self.number, "unit": self.unit, "trigger": self.trigger})
    }

    /// Less time is better, and so is an earlier start; where they pull apart, neither.
    pub(super) fn way_to(&self, other: &Self) -> Option<Way> {
        let length = Way::by(&other.hours(), &self.hours());
        let start = Way::by(&self.start(), &other.start());
        match (length, start) {
            (Some(a), Some(b)) if a != b => None,
            (length, start) => length.or(start),
        }
    }

    /// Hours on the calendar; a clause without a number owes nothing at any time. Five business days are a
    /// week, and a month has 30 days.
    fn hours(&self) -> u64 {
        let Some(number) = self.number else {
            return u64::MAX;
        };
        match self.unit.as_str() {
            "hours" => number,
            "business-days" => number.saturating_mul(168) / 5,
            "months" => number.saturating_mul(720),
            _ => number.saturating_mul(24),
        }
    }

    fn start(&self) -> u8 {
        match self.trigger.as_str() {
            "discovery" => 2,
            "confirmation" => 1,
            _ => 0,
        }
    }
}
