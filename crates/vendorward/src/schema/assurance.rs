//! The shape of a result: parts about reports.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use vendorward_core::{Date, result::SpanKind, rubric::Overlap};

/// A span of time and what covers it.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Span {
    /// The product it is about; absent is every product bought.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    product: String,
    /// The subservice organisation whose own report it is; absent is the vendor.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    org: String,
    /// What covers it.
    kind: SpanKind,
    /// First day.
    from: Date,
    /// Last day.
    to: Date,
    /// The report or letter; absent of a gap.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    source: Option<String>,
}

/// A leaf of the Security Rule under the reports relied on.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Leaf {
    /// Citation.
    cite: String,
    /// How far it is covered: our judgement, never law.
    overlap: Overlap,
    /// Why that is less than the overlap of the criteria.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    why: Option<String>,
}
