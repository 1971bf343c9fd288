//! The facts that a `when` condition may read, and their values.

use crate::{
    engagement::{Access, Criticality, CustomerKind, Hosting, ProductType, Sensitivity, Stage},
    vocab::vocabulary,
    when::Truth,
};

vocabulary! {
    /// A fact by its path in a condition.
    pub enum Fact {
        /// Where the relationship stands.
        Stage = "engagement.stage",
        /// Whether PHI reaches the vendor.
        Phi = "phi",
        /// What is bought.
        ProductType = "product-type",
        /// What the flows carry: a set of [`FlowTrait`] words.
        Flows = "flows",
        /// Specially protected PHI: a set.
        Sensitivity = "sensitivity",
        /// What the vendor can do in the hospital's systems.
        Access = "access",
        /// Whether systems connect.
        Connection = "connection",
        /// Where the product runs.
        Hosting = "hosting",
        /// Whether PHI is reached from outside the United States.
        Offshore = "offshore",
        /// Whether artificial intelligence processes PHI.
        Ai = "ai",
        /// What a 24-hour outage does.
        Criticality = "criticality",
        /// Patients whose records are involved: a number.
        Records = "records",
        /// What the customer is.
        Customer = "customer",
        /// Inherent tier: derived from the facts above.
        Tier = "tier",
        /// Whether a BAA is required: derived from the flows.
        BaaDetermination = "baa.determination",
        /// How deep the review goes: derived from the tier at its highest, what reaches the vendor, and what
        /// the hospital asks for beyond.
        Depth = "depth",
    }
}

vocabulary! {
    /// What a flow can show of itself in `flows includes …`.
    pub enum FlowTrait {
        /// Carries electronic PHI.
        Ephi = "ephi",
        /// Carries paper PHI.
        Paper = "paper",
        /// Carries spoken PHI.
        Oral = "oral",
        /// Goes to a subcontractor.
        Subcontractor = "subcontractor",
        /// Carries substance use disorder records.
        Part2 = "part2",
        /// Carries a limited data set.
        LimitedDataSet = "limited-data-set",
        /// Moves payments by bank or card.
        Payment = "payment",
    }
}

vocabulary! {
    /// Inherent tier, from facts of the engagement before any control.
    pub enum Tier {
        /// Little to lose.
        Low = "low",
        /// Some.
        Moderate = "moderate",
        /// Much.
        High = "high",
        /// Patients or the hospital itself.
        Critical = "critical",
    }
}

vocabulary! {
    /// How deep the review goes.
    pub enum Triage {
        /// No PHI, no access and no connection: none.
        NoAssessment = "no-assessment",
        /// An attestation.
        Attestation = "attestation",
        /// The short questionnaire.
        Short = "short",
        /// The full one.
        Full = "full",
    }
}

impl Triage {
    /// What a tier asks for where the rubric does not say.
    #[must_use]
    pub const fn of(tier: Tier) -> Self {
        match tier {
            Tier::Low => Self::Attestation,
            Tier::Moderate => Self::Short,
            Tier::High | Tier::Critical => Self::Full,
        }
    }
}

vocabulary! {
    /// Whether a BAA is required for the engagement.
    pub enum Determination {
        /// For at least one flow.
        Required = "required",
        /// For none.
        NotRequired = "not-required",
        /// A fact is missing.
        Undetermined = "undetermined",
    }
}

impl From<Determination> for Truth {
    fn from(required: Determination) -> Self {
        match required {
            Determination::Required => Self::True,
            Determination::Undetermined => Self::Unknown,
            Determination::NotRequired => Self::False,
        }
    }
}

vocabulary! {
    /// A fact that is yes or no.
    pub enum YesNo {
        /// Yes.
        Yes = "yes",
        /// No.
        No = "no",
    }
}

/// What may be compared with a fact.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FactKind {
    /// One of these words: `is`, `is not`; ordered facts also `<` and the like.
    Word {
        /// The vocabulary.
        words: &'static [&'static str],
        /// Whether the order of the words means something.
        ordered: bool,
    },
    /// Any of these words: `includes`.
    Set(&'static [&'static str]),
    /// A whole number: all comparisons.
    Number,
}

impl Fact {
    /// What may be compared with it.
    #[must_use]
    pub const fn kind(self) -> FactKind {
        const fn word(words: &'static [&'static str]) -> FactKind {
            FactKind::Word {
                words,
                ordered: false,
            }
        }
        match self {
            Self::Stage => FactKind::Word {
                words: Stage::WORDS,
                ordered: true,
            },
            // "unknown" is a state, not a value: conditions cannot ask for it.
            Self::Phi => word(&["none", "planned", "flowing"]),
            Self::ProductType => word(ProductType::WORDS),
            Self::Flows => FactKind::Set(FlowTrait::WORDS),
            Self::Sensitivity => FactKind::Set(Sensitivity::WORDS),
            Self::Access => FactKind::Word {
                words: Access::WORDS,
                ordered: true,
            },
            Self::Connection | Self::Offshore | Self::Ai => word(YesNo::WORDS),
            Self::Hosting => word(Hosting::WORDS),
            Self::Criticality => FactKind::Word {
                words: Criticality::WORDS,
                ordered: true,
            },
            Self::Records => FactKind::Number,
            Self::Customer => word(CustomerKind::WORDS),
            Self::Tier => FactKind::Word {
                words: Tier::WORDS,
                ordered: true,
            },
            Self::BaaDetermination => word(&["required", "not-required"]),
            Self::Depth => FactKind::Word {
                words: Triage::WORDS,
                ordered: true,
            },
        }
    }

    /// The facts it is derived from; none if it is entered.
    #[must_use]
    pub const fn derived_from(self) -> &'static [Self] {
        const ENTERED: &[Fact] = &[
            Fact::Stage,
            Fact::Phi,
            Fact::ProductType,
            Fact::Flows,
            Fact::Sensitivity,
            Fact::Access,
            Fact::Connection,
            Fact::Hosting,
            Fact::Offshore,
            Fact::Ai,
            Fact::Criticality,
            Fact::Records,
            Fact::Customer,
        ];
        match self {
            Self::Tier | Self::Depth => ENTERED,
            Self::BaaDetermination => &[Fact::Customer, Fact::Phi, Fact::Flows],
            _ => &[],
        }
    }
}

/// Names besides the entered [`Fact`]s that an intake question may set with `fact:`.
pub const NAMES: &[&str] = &[
    "vendor.name",
    "vendor.legal-name",
    "customer.name",
    "customer.entities",
    "customer.regions-allowed",
    "products",
    "phi-start",
    "owner",
];
