//! The result with what it was computed from.

use vendorward::core::{
    Date, assess, assessment::Assessment, compile::Compiled, prepare::Prepared,
    rating::Recommendation, result::Outcome, when::Truth,
};

/// A result, and the preparation that says which questions apply.
#[derive(Debug, Clone)]
pub(crate) struct Scored {
    /// What scoring needs of the assessment.
    pub(crate) prepared: Prepared,
    /// The result.
    pub(crate) outcome: Outcome,
}

impl Scored {
    /// Scores an assessment.
    pub(crate) fn new(compiled: &Compiled, assessment: &Assessment, as_of: Date) -> Self {
        let prepared = Prepared::new(compiled, assessment, as_of);
        let outcome = assess::outcome(compiled, assessment, &prepared);
        Self { prepared, outcome }
    }

    /// Whether the question at this index applies.
    pub(crate) fn applies(&self, at: u32) -> Truth {
        self.prepared
            .applies
            .get(at as usize)
            .copied()
            .unwrap_or(Truth::True)
    }
}

/// What colour a decision wears.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Standing {
    /// Stop.
    Stop,
    /// Not yet, or with conditions.
    Hold,
    /// Go.
    Go,
    /// Nothing to decide.
    Quiet,
}

impl Standing {
    /// Its class in the style sheet.
    pub(crate) const fn class(self) -> &'static str {
        match self {
            Self::Stop => "stop",
            Self::Hold => "hold",
            Self::Go => "go",
            Self::Quiet => "quiet",
        }
    }
}

/// What colour a recommendation wears.
pub(crate) const fn standing(recommendation: Recommendation) -> Standing {
    match recommendation {
        Recommendation::Exit | Recommendation::SuspendPhi | Recommendation::DoNotProceed => {
            Standing::Stop
        }
        Recommendation::Defer
        | Recommendation::ContinueWithConditions
        | Recommendation::ApproveWithConditions => Standing::Hold,
        Recommendation::Continue | Recommendation::Approve => Standing::Go,
        Recommendation::NoAssessment => Standing::Quiet,
    }
}
