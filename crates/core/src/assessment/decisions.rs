//! Conditions and decisions: what people settled, by name and date.

use serde::{Deserialize, Serialize};

use crate::{date::Date, finding::Owner, id::Id, rating::Recommendation, vocab::vocabulary};

vocabulary! {
    /// By when a condition is to be closed.
    pub enum ConditionKind {
        /// Before the contract is signed.
        BeforeSignature = "before-signature",
        /// Before any PHI reaches the vendor.
        BeforePhi = "before-phi",
        /// By its due date.
        ByDate = "by-date",
        /// For as long as the engagement lasts.
        Ongoing = "ongoing",
        /// A limit on what may be done.
        Limit = "limit",
    }
}

vocabulary! {
    /// Where a condition stands.
    pub enum ConditionState {
        /// Suggested by the result; nobody has decided.
        Proposed = "proposed",
        /// To be closed.
        Open = "open",
        /// Past its due date.
        Overdue = "overdue",
        /// Closed with evidence.
        Closed = "closed",
        /// Accepted by a named person until a date.
        Accepted = "accepted",
    }
}

/// Someone accepts what a condition asks to close.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Accepted {
    /// Who.
    pub by: String,
    /// Role.
    pub role: String,
    /// Why.
    pub reason: String,
    /// Until when.
    pub until: Date,
}

/// A condition of a decision.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Condition {
    /// Unique in the package.
    pub id: Id,
    /// The finding or gate it answers.
    pub finding: Id,
    /// What the finding is about.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub subject: String,
    /// By when.
    pub kind: ConditionKind,
    /// Who has to act.
    pub owner: Owner,
    /// From when days count.
    pub raised_on: Date,
    /// The day it falls due.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<Date>,
    /// As last recorded; `overdue` is computed.
    pub state: ConditionState,
    /// What closed it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub evidence: String,
    /// When.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub closed_on: Option<Date>,
    /// Who accepted it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub accepted: Option<Accepted>,
}

/// A decision of a person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Decision {
    /// What was decided.
    pub outcome: Recommendation,
    /// By whom.
    pub by: String,
    /// In what role.
    pub role: String,
    /// When.
    pub on: Date,
    /// Why; needed where it is unlike the recommendation.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
    /// When to ask again, of a decision that no agreement or no assessment is needed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ask_again: Option<Date>,
    /// What the tool recommended.
    pub recommendation: Recommendation,
    /// Hash of the result before the decision.
    pub result_sha256: String,
}
