//! The rules of the determination: D1 to D22 and X1 to X6. One place to search an id; the words stand in
//! [`crate::texts`] under `rule.<id>`.

use crate::{gate::LawStatus, vocab::vocabulary};

vocabulary! {
    /// A rule that decides, or adds to, what a flow needs. Nothing else can be named as a reason.
    pub enum DeterminationRule {
        /// The customer is neither a covered entity nor a business associate.
        D1 = "D1",
        /// No PHI reaches the vendor.
        D2 = "D2",
        /// De-identified before the vendor gets it.
        D3 = "D3",
        /// A limited data set.
        D4 = "D4",
        /// A conduit.
        D5 = "D5",
        /// A cloud provider, also one that cannot look.
        D6 = "D6",
        /// An exchange or gateway with routine access.
        D7 = "D7",
        /// A personal health record on the customer's behalf.
        D8 = "D8",
        /// An app the patient chose.
        D9 = "D9",
        /// Treatment.
        D10 = "D10",
        /// Payment processing alone.
        D11 = "D11",
        /// Payment processing and more.
        D12 = "D12",
        /// Workforce under direct control.
        D13 = "D13",
        /// Incidental contact.
        D14 = "D14",
        /// Software that the customer runs.
        D15 = "D15",
        /// A subcontractor.
        D16 = "D16",
        /// Artificial intelligence.
        D17 = "D17",
        /// Tracking technology.
        D18 = "D18",
        /// The named professional services.
        D19 = "D19",
        /// Substance use disorder records.
        D20 = "D20",
        /// Any other service with PHI.
        D21 = "D21",
        /// A fact is missing, or two contradict each other.
        D22 = "D22",
        /// A plan sponsor.
        X1 = "X1",
        /// An agency that decides eligibility.
        X2 = "X2",
        /// An organized health care arrangement.
        X3 = "X3",
        /// A recipient that acts for itself.
        X4 = "X4",
        /// A part of the same legal entity.
        X5 = "X5",
        /// A substitute for the agreement.
        X6 = "X6",
    }
}
vocabulary! {
    /// What a rule says of a flow.
    pub enum RuleOutcome {
        /// An agreement is required.
        Required = "required",
        /// None is.
        NotRequired = "not-required",
        /// Something else stands in its place, where it is shown.
        Replaced = "replaced",
        /// A further duty beside what another rule decides.
        Adds = "adds",
        /// Nothing is decided until a fact is known.
        Undetermined = "undetermined",
    }
}

impl DeterminationRule {
    /// What it says where its condition holds.
    #[must_use]
    pub const fn outcome(self) -> RuleOutcome {
        match self {
            Self::D1
            | Self::D2
            | Self::D3
            | Self::D5
            | Self::D9
            | Self::D10
            | Self::D11
            | Self::D13
            | Self::D14
            | Self::D15
            | Self::X1
            | Self::X2
            | Self::X3
            | Self::X4
            | Self::X5 => RuleOutcome::NotRequired,
            Self::D6
            | Self::D7
            | Self::D8
            | Self::D12
            | Self::D17
            | Self::D18
            | Self::D19
            | Self::D21 => RuleOutcome::Required,
            Self::D4 | Self::X6 => RuleOutcome::Replaced,
            Self::D16 | Self::D20 => RuleOutcome::Adds,
            Self::D22 => RuleOutcome::Undetermined,
        }
    }

    /// Law status: all but one apply the law in force. That nothing is decided on missing facts is ours.
    #[must_use]
    pub const fn law(self) -> LawStatus {
        match self {
            Self::D22 => LawStatus::Practice,
            _ => LawStatus::InForce,
        }
    }

    /// Citations, joined by `; `: the regulation first, then guidance by number or date.
    #[must_use]
    pub const fn cite(self) -> &'static str {
        match self {
            Self::D1 => "45 CFR 160.103",
            Self::D2 => "45 CFR 160.103 business associate (1)",
            Self::D3 => "45 CFR 164.514(a)-(c); 164.502(d)",
            Self::D4 => "45 CFR 164.514(e)(3)-(4); 164.504(e)(3)(iv)",
            Self::D5 => "45 CFR 160.103 business associate (3)(i); HHS FAQ 245",
            Self::D6 => {
                "45 CFR 160.103 business associate (1)(i); HHS Guidance on HIPAA and Cloud Computing (2016)"
            }
            Self::D7 => "45 CFR 160.103 business associate (3)(i)",
            Self::D8 => "45 CFR 160.103 business associate (3)(ii)",
            Self::D9 => "45 CFR 160.103 business associate; HHS FAQ 3009 to 3013 (2019-04-18)",
            Self::D10 => "45 CFR 160.103 business associate (4)(i); 164.506(c)",
            Self::D11 => "42 USC 1320d-8; 78 FR 5575",
            Self::D12 => "45 CFR 160.103 business associate (1)(i); 78 FR 5575",
            Self::D13 => "45 CFR 160.103 workforce; HHS FAQ 243",
            Self::D14 => "45 CFR 164.502(a)(1)(iii); HHS FAQ 243",
            Self::D15 => "45 CFR 160.103 business associate; HHS FAQ 256",
            Self::D16 => "45 CFR 160.103 business associate (3)(iii); 164.502(e)(1)(ii)",
            Self::D17 => "45 CFR 160.103 business associate (1)(i); 164.502(e)(1)(ii)",
            Self::D18 => "45 CFR 160.103 business associate (1)(i); AHA v. Becerra (2024-06-20)",
            Self::D19 => "45 CFR 160.103 business associate (1)(ii)",
            Self::D20 => "42 CFR 2.11 qualified service organization",
            Self::D21 => "45 CFR 160.103 business associate (1)(i)",
            Self::D22 => "45 CFR 160.103; 164.502(e)",
            Self::X1 => "45 CFR 160.103 business associate (4)(ii); 164.504(f)",
            Self::X2 => "45 CFR 160.103 business associate (4)(iii)",
            Self::X3 => "45 CFR 160.103 business associate (4)(iv)",
            Self::X4 => "45 CFR 164.506(c); 164.512",
            Self::X5 => "45 CFR 164.105(a)(2)(iii)(D)",
            Self::X6 => "45 CFR 164.504(e)(3)(i)-(ii); 164.314(a)(2)(ii)",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_rule_about_missing_facts_is_practice() {
        assert_eq!(DeterminationRule::D22.law(), LawStatus::Practice);
        assert_eq!(DeterminationRule::D1.law(), LawStatus::InForce);
    }
}
