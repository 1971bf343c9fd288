//! Control grade, rating and recommendation.

use serde::Serialize;

use crate::{facts::Tier, vocab::vocabulary};

vocabulary! {
    /// How good the controls are.
    pub enum Grade {
        /// Below `weak`.
        Poor = "poor",
        /// Weak.
        Weak = "weak",
        /// Fair.
        Fair = "fair",
        /// Strong.
        Strong = "strong",
    }
}

/// Residual rating from the worst and from the best that is still possible.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Rating {
    /// From `lo` ends.
    pub now: Tier,
    /// From `hi` ends.
    pub best: Tier,
}

vocabulary! {
    /// What the tool recommends. A person decides.
    pub enum Recommendation {
        /// Live and refused: leave.
        Exit = "exit",
        /// Live: stop PHI until the gate clears.
        SuspendPhi = "suspend-phi",
        /// Prospective: a block gate is tripped.
        DoNotProceed = "do-not-proceed",
        /// Too little is known, or the rating is critical.
        Defer = "defer",
        /// Live, with conditions.
        ContinueWithConditions = "continue-with-conditions",
        /// Live.
        Continue = "continue",
        /// Prospective, with conditions.
        ApproveWithConditions = "approve-with-conditions",
        /// Prospective.
        Approve = "approve",
        /// No PHI and no connection: nothing to assess.
        NoAssessment = "no-assessment",
    }
}

impl Recommendation {
    /// The word for a reader. Of a relationship that has ended nobody approves or continues anything: its file
    /// is closed, or is kept open for what is not settled.
    #[must_use]
    pub const fn said(self, ended: bool) -> &'static str {
        match self {
            Self::Approve if ended => "ended",
            Self::ApproveWithConditions
            | Self::Continue
            | Self::ContinueWithConditions
            | Self::Defer
            | Self::DoNotProceed
                if ended =>
            {
                "ended-with-conditions"
            }
            plain => plain.as_str(),
        }
    }

    /// Place in the order of what is worse within its own kind, worst first.
    #[must_use]
    pub const fn rank(self) -> u8 {
        match self {
            Self::Exit => 0,
            Self::SuspendPhi | Self::DoNotProceed => 1,
            Self::Defer => 2,
            Self::ContinueWithConditions | Self::ApproveWithConditions => 3,
            Self::Continue | Self::Approve => 4,
            Self::NoAssessment => 5,
        }
    }
}
