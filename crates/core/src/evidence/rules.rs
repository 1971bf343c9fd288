//! What the rubric says about other evidence. A rubric from before this section takes what is said here.

use serde::{Deserialize, Serialize};

use crate::{facts::Tier, id::Id, rubric::Param};

/// Thresholds of the review of other evidence.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
pub struct EvidenceRules {
    /// A penetration test is old this many calendar months after its date; 12 where nothing is said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pen_test_months: Option<Param<u16>>,
    /// A device whose support ends within this many calendar months is said to; 12 where nothing is said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub end_of_support_months: Option<Param<u16>>,
    /// An answer is old this many calendar months after it was given; 24 where nothing is said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub answer_months: Option<Param<u16>>,
    /// The least limit of a cyber insurance. Without a row none is expected.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub insurance: Vec<InsuranceRow>,
    /// Questions that ask which certificates a vendor holds: an option named by the word of a kind of
    /// evidence claims that kind.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub claims: Vec<Id>,
}

/// The least limit of a cyber insurance for a vendor of this tier with this many records or more.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct InsuranceRow {
    /// From this tier on.
    pub tier: Tier,
    /// From this many patients' records on.
    pub records: u64,
    /// Limit for one event, in whole US dollars.
    pub limit_usd: u64,
    /// Why.
    pub reason: String,
    /// Where from.
    pub source: String,
}

impl EvidenceRules {
    /// Whether nothing is said.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Calendar months for which a penetration test speaks.
    #[must_use]
    pub fn pen_test_months(&self) -> i32 {
        months(self.pen_test_months.as_ref(), 12)
    }

    /// Calendar months before the end of support from which on it is said.
    #[must_use]
    pub fn end_of_support_months(&self) -> i32 {
        months(self.end_of_support_months.as_ref(), 12)
    }

    /// Calendar months after which an answer is old.
    #[must_use]
    pub fn answer_months(&self) -> i32 {
        months(self.answer_months.as_ref(), 24)
    }

    /// The least limit of insurance at a tier, in whole US dollars: the highest row that applies. Rows that
    /// ask for a number of records apply where it is known.
    #[must_use]
    pub fn least_limit(&self, tier: Tier, records: Option<u64>) -> Option<u64> {
        self.insurance
            .iter()
            .filter(|row| row.tier <= tier && row.records <= records.unwrap_or(0))
            .map(|row| row.limit_usd)
            .max()
    }
}

fn months(said: Option<&Param<u16>>, unsaid: i32) -> i32 {
    said.map_or(unsaid, |param| i32::from(param.value))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_that_say_nothing_are_not_written() {
        let none: EvidenceRules = serde_json::from_str("{}").unwrap();
        assert!(none.is_empty());
        assert_eq!(serde_json::to_string(&none).unwrap(), "{}");
    }
}
