//! Words of gates.

use crate::{basis::Basis, facts::Tier, vocab::vocabulary};

vocabulary! {
    /// A gate: a question no number can outweigh.
    pub enum GateId {
        /// A BAA in force wherever one is required.
        BaaInForce = "gate.baa-in-force",
        /// Every required provision is in it.
        BaaTerms = "gate.baa-terms",
        /// Breach notice within 60 calendar days of discovery.
        BreachClause = "gate.breach-clause",
        /// Subcontractors with PHI have BAAs.
        SubcontractorBaas = "gate.subcontractor-baas",
        /// A risk analysis of ePHI exists.
        RiskAnalysis = "gate.risk-analysis",
        /// PHI is neither sold nor used for own purposes without right.
        PhiUse = "gate.phi-use",
        /// PHI is not in non-production without the same safeguards.
        PhiNonProduction = "gate.phi-non-production",
        /// PHI is encrypted at rest and in transit.
        Encryption = "gate.encryption",
        /// Remote and administrative access needs more than a password.
        RemoteAccessMfa = "gate.remote-access-mfa",
        /// PHI stays where the hospital may keep it.
        Location = "gate.location",
        /// The report relied on carries an opinion one can rely on.
        AssuranceOpinion = "gate.assurance-opinion",
        /// Breaches were reported to the hospital as due.
        Incident = "gate.incident",
    }
}
vocabulary! {
    /// What a tripped gate does.
    pub enum Effect {
        /// Rating at least high; conditions.
        Hold = "hold",
        /// Rating critical; do not proceed, or suspend PHI.
        Block = "block",
    }
}
vocabulary! {
    /// State of a gate, worst first; not-applicable stands outside the order.
    pub enum GateState {
        /// Known to be wrong.
        Tripped = "tripped",
        /// Not shown either way.
        Undetermined = "undetermined",
        /// Not yet, and not yet needed: no PHI until it clears.
        Pending = "pending",
        /// Shown.
        Clear = "clear",
        /// Does not arise.
        NotApplicable = "not-applicable",
    }
}
vocabulary! {
    /// Law status of a rule.
    pub enum LawStatus {
        /// Law in force.
        InForce = "in-force",
        /// Addressable under 45 CFR 164.306(d)(3).
        Addressable = "addressable",
        /// Proposed; not law.
        Proposed = "proposed",
        /// Practice; never a violation of law.
        Practice = "practice",
        /// By contract.
        Contract = "contract",
    }
}

impl GateId {
    /// Whether the gate is law in force, which no rubric can soften unsaid.
    #[must_use]
    pub const fn is_law(self) -> bool {
        matches!(
            self,
            Self::BaaInForce
                | Self::BaaTerms
                | Self::BreachClause
                | Self::SubcontractorBaas
                | Self::RiskAnalysis
                | Self::PhiUse
                | Self::Incident
        )
    }

    /// The least effects, prospective and live, that do not soften it.
    #[must_use]
    pub const fn least_effects(self) -> (Effect, Effect) {
        match self {
            Self::BaaInForce | Self::PhiUse | Self::Location => (Effect::Block, Effect::Block),
            Self::BaaTerms | Self::BreachClause => (Effect::Block, Effect::Hold),
            _ => (Effect::Hold, Effect::Hold),
        }
    }

    /// The least basis that clears it at a tier without softening it.
    #[must_use]
    pub const fn least_basis(self, tier: Tier) -> Basis {
        match self {
            Self::BaaInForce
            | Self::BaaTerms
            | Self::BreachClause
            | Self::PhiUse
            | Self::Incident => Basis::Document,
            Self::RiskAnalysis if matches!(tier, Tier::High | Tier::Critical) => Basis::Document,
            _ => Basis::Attested,
        }
    }

    /// Controls whose answers it must read at the least.
    #[must_use]
    pub const fn least_controls(self) -> &'static [&'static str] {
        match self {
            Self::RiskAnalysis => &["risk.analysis"],
            Self::PhiUse => &["phi.sale", "phi.own-use"],
            Self::SubcontractorBaas => &["subcontractor.baas"],
            _ => &[],
        }
    }
}
