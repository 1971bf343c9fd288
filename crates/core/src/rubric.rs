//! The rubric: every number, severity and table that scoring uses, each with its reason and source.
//! The checks themselves are code.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{
    basis::Basis,
    date::Date,
    engagement::ProductType,
    evidence::EvidenceRules,
    facts::Tier,
    finding::Severity,
    gate::{Effect, GateId, LawStatus},
    id::Id,
    pack::Pack,
    rating::Grade,
    soc2::Category,
    units::BasisPoints,
    when::Expr,
};

/// A value with the reason for it and where it comes from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Param<T> {
    /// The value.
    pub value: T,
    /// Why this one.
    pub reason: String,
    /// Where it comes from.
    pub source: String,
}

/// A rubric.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Rubric {
    /// As in `healthcare`.
    pub id: Id,
    /// `MAJOR.MINOR.PATCH`.
    pub version: String,
    /// The day its law was last checked.
    pub dated: Date,
    /// For people.
    pub title: String,
    /// What a question counts.
    pub weights: Weights,
    /// Least `lo` of each control grade, in basis points.
    pub grades: Grades,
    /// Rating by tier and grade.
    pub rating: RatingTable,
    /// Thresholds of the score.
    pub limits: Limits,
    /// Thresholds of the SOC 2 review.
    pub soc2: Soc2Limits,
    /// Factors of the inherent tier.
    pub tier: Vec<TierFactor>,
    /// What tripping a gate does and what clears it.
    pub gates: BTreeMap<GateId, GateRule>,
    /// Severity of each finding.
    pub findings: BTreeMap<Id, SeverityRule>,
    /// Trust Services categories expected of a product, beside Security.
    pub categories: BTreeMap<ProductType, ExpectedCategories>,
    /// Days to close a condition of this severity.
    pub due_days: BTreeMap<Severity, Param<u16>>,
    /// Months to the next review by tier.
    pub cadence_months: BTreeMap<Tier, Param<u16>>,
    /// Thresholds of the review of other evidence.
    #[serde(default, skip_serializing_if = "EvidenceRules::is_empty")]
    pub evidence: EvidenceRules,
    /// What a vendor is asked for, by tier and facts.
    #[serde(default)]
    pub pack: Pack,
    /// The duties counted under HIPAA.
    pub duties: Vec<Duty>,
}

/// What a question of each weight counts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Weights {
    /// A critical question.
    pub critical: u16,
    /// A standard question.
    pub standard: u16,
    /// A minor question.
    pub minor: u16,
    /// Why these.
    pub reason: String,
    /// Where from.
    pub source: String,
}

/// Least basis points of each control grade above `poor`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Grades {
    /// `strong` from here.
    pub strong: BasisPoints,
    /// `fair` from here.
    pub fair: BasisPoints,
    /// `weak` from here.
    pub weak: BasisPoints,
    /// Why these.
    pub reason: String,
    /// Where from.
    pub source: String,
}

impl Grades {
    /// The grade of a share.
    #[must_use]
    pub fn grade(&self, share: BasisPoints) -> Grade {
        if share >= self.strong {
            Grade::Strong
        } else if share >= self.fair {
            Grade::Fair
        } else if share >= self.weak {
            Grade::Weak
        } else {
            Grade::Poor
        }
    }
}

/// Rating by tier and control grade.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct RatingTable {
    /// Rows.
    pub critical: RatingRow,
    /// Rows.
    pub high: RatingRow,
    /// Rows.
    pub moderate: RatingRow,
    /// Rows.
    pub low: RatingRow,
    /// Why these.
    pub reason: String,
    /// Where from.
    pub source: String,
}

/// One row of the rating table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct RatingRow {
    /// Rating when the controls are strong.
    pub strong: Tier,
    /// Rating when the controls are fair.
    pub fair: Tier,
    /// Rating when the controls are weak.
    pub weak: Tier,
    /// Rating when the controls are poor.
    pub poor: Tier,
}

impl RatingTable {
    /// The rating of a tier and grade; never above the tier.
    #[must_use]
    pub fn rating(&self, tier: Tier, grade: Grade) -> Tier {
        let row = match tier {
            Tier::Critical => self.critical,
            Tier::High => self.high,
            Tier::Moderate => self.moderate,
            Tier::Low => self.low,
        };
        let rating = match grade {
            Grade::Strong => row.strong,
            Grade::Fair => row.fair,
            Grade::Weak => row.weak,
            Grade::Poor => row.poor,
        };
        rating.min(tier)
    }
}

/// Thresholds of the score.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Limits {
    /// Below this share of answered weight the recommendation is to defer.
    pub completeness_floor: Param<BasisPoints>,
    /// Above this share of weight answered N/A a finding is raised.
    pub na_weight: Param<BasisPoints>,
    /// A breach clause that allows more calendar days than this is slow, though lawful up to 60. A rubric
    /// that does not say takes 30.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub breach_notice_days: Option<Param<u16>>,
}

impl Limits {
    /// Calendar days after which a lawful breach clause is slow.
    #[must_use]
    pub fn slow_notice(&self) -> u32 {
        self.breach_notice_days
            .as_ref()
            .map_or(30, |days| u32::from(days.value))
    }
}

/// Thresholds of the SOC 2 review, in whole calendar months or days.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Soc2Limits {
    /// A report is stale this many months after its period end or as-of date.
    pub stale_months: Param<u16>,
    /// It is aging from here.
    pub aging_months: Param<u16>,
    /// A period under this many months is short.
    pub short_period_months: Param<u16>,
    /// More days than this since the report's end are uncovered.
    pub uncovered_days: Param<u16>,
    /// A period under this many months is very short. A rubric that does not say takes 3.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub very_short_period_months: Option<Param<u16>>,
    /// A period under this many months is less than the usual year. A rubric that does not say takes 12.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub full_period_months: Option<Param<u16>>,
    /// A bridge letter speaks for this many months after the period's end. A rubric that does not say takes
    /// 3.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bridge_months: Option<Param<u16>>,
    /// More days than this between two periods are a break. A rubric that does not say takes 0.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub break_days: Option<Param<u16>>,
    /// A firm's peer review older than this many months is out of date. A rubric that does not say takes 48.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub peer_review_months: Option<Param<u16>>,
}

impl Soc2Limits {
    /// Months under which a period is very short.
    #[must_use]
    pub fn very_short_period_months(&self) -> u16 {
        or(self.very_short_period_months.as_ref(), 3)
    }

    /// Months under which a period is less than the usual year.
    #[must_use]
    pub fn full_period_months(&self) -> u16 {
        or(self.full_period_months.as_ref(), 12)
    }

    /// Months that a bridge letter speaks for.
    #[must_use]
    pub fn bridge_months(&self) -> u16 {
        or(self.bridge_months.as_ref(), 3)
    }

    /// Days between two periods that are no break yet.
    #[must_use]
    pub fn break_days(&self) -> u16 {
        or(self.break_days.as_ref(), 0)
    }

    /// Months after which a peer review is out of date.
    #[must_use]
    pub fn peer_review_months(&self) -> u16 {
        or(self.peer_review_months.as_ref(), 48)
    }
}

fn or(param: Option<&Param<u16>>, default: u16) -> u16 {
    param.map_or(default, |param| param.value)
}

/// A factor of the inherent tier: where the condition holds, the tier is at least this.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct TierFactor {
    /// Stable name.
    pub id: Id,
    /// Over entered facts only.
    #[cfg_attr(feature = "schema", schemars(with = "String"))]
    pub when: Expr,
    /// The least tier then.
    pub tier: Tier,
    /// Why.
    pub reason: String,
    /// Where from.
    pub source: String,
}

/// What tripping a gate does and what clears it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct GateRule {
    /// While prospective.
    pub prospective: Effect,
    /// Once live.
    pub live: Effect,
    /// The least basis that clears it, by tier.
    pub clears_with: ClearsWith,
    /// Controls whose questions it reads; empty for a gate over records.
    #[serde(default)]
    pub controls: Vec<Id>,
    /// Whether it is law.
    pub law: LawStatus,
    /// Citation.
    pub cites: Vec<String>,
    /// The day the citation was last checked.
    pub checked: Date,
    /// Why it is a gate.
    pub reason: String,
    /// Where from.
    pub source: String,
}

/// The least basis that clears a gate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ClearsWith {
    /// At tier critical.
    pub critical: Basis,
    /// At tier high.
    pub high: Basis,
    /// At tier moderate.
    pub moderate: Basis,
    /// At tier low.
    pub low: Basis,
}

impl ClearsWith {
    /// The least basis at a tier.
    #[must_use]
    pub const fn at(&self, tier: Tier) -> Basis {
        match tier {
            Tier::Critical => self.critical,
            Tier::High => self.high,
            Tier::Moderate => self.moderate,
            Tier::Low => self.low,
        }
    }
}

/// Severity of a finding.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct SeverityRule {
    /// How bad.
    pub severity: Severity,
    /// Why.
    pub reason: String,
    /// Where from.
    pub source: String,
    /// How bad in the cases that the rule tells apart, see [`crate::rules::Rule::cases`].
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub cases: BTreeMap<Id, CaseRule>,
}

/// Severity of a finding in one of its cases.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct CaseRule {
    /// How bad.
    pub severity: Severity,
    /// Why.
    pub reason: String,
    /// Where from.
    pub source: String,
}

/// Trust Services categories expected of a product type.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ExpectedCategories {
    /// Beside Security.
    pub expected: Vec<Category>,
    /// Welcome beside those: their absence is worth a word and no more.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub welcome: Vec<Category>,
    /// Why.
    pub reason: String,
    /// Where from.
    pub source: String,
}

/// How far a SOC 2 report speaks to a duty: our judgement, never law.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Overlap {
    /// Tests the same objective.
    Full,
    /// Related; the HIPAA part is untested.
    Partial,
    /// No equivalent.
    None,
}

impl Overlap {
    /// Its word.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Full => "full",
            Self::Partial => "partial",
            Self::None => "none",
        }
    }
}

/// One duty counted under HIPAA.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Duty {
    /// As in `45 CFR 164.308(a)(1)(ii)(A)`.
    pub cite: String,
    /// In our own words.
    pub title: String,
    /// Whether it is a leaf of the Security Rule (45 CFR part 164 subpart C), which applies to ePHI only.
    pub security_rule: bool,
    /// Required or addressable.
    pub law: LawStatus,
    /// Controls whose questions speak to it.
    #[serde(default)]
    pub controls: Vec<Id>,
    /// Provision of the BAA that speaks to it, as in `access`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub provision: Option<Id>,
    /// Common criteria that speak to it.
    #[serde(default)]
    pub tsc: Vec<String>,
    /// Criteria of other categories that speak to it.
    #[serde(default)]
    pub tsc_other: Vec<String>,
    /// Overlap with a Security report.
    pub overlap: Overlap,
    /// Overlap with a Security, Availability and Confidentiality report.
    pub overlap_sac: Overlap,
}
