//! Trust Services categories and criteria, kinds of report, opinions.

use crate::vocab::vocabulary;

vocabulary! {
    /// A Trust Services category.
    pub enum Category {
        /// The common criteria CC1 to CC9.
        Security = "security",
        /// A1.
        Availability = "availability",
        /// C1.
        Confidentiality = "confidentiality",
        /// PI1.
        ProcessingIntegrity = "processing-integrity",
        /// P1 to P8.
        Privacy = "privacy",
    }
}

impl Category {
    /// The category of a criterion, as in `A1.2` or `CC6.1`.
    #[must_use]
    pub fn of_criterion(criterion: &str) -> Option<Self> {
        let mut letters = criterion.as_bytes();
        while let [rest @ .., b'0'..=b'9' | b'.'] = letters {
            letters = rest;
        }
        match letters {
            b"CC" => Some(Self::Security),
            b"A" => Some(Self::Availability),
            b"C" => Some(Self::Confidentiality),
            b"PI" => Some(Self::ProcessingIntegrity),
            b"P" => Some(Self::Privacy),
            _ => None,
        }
    }
}

vocabulary! {
    /// What a document by an auditor is.
    pub enum ReportKind {
        /// Design at one date.
        Soc2Type1 = "soc2-type1",
        /// Design and operation over a period.
        Soc2Type2 = "soc2-type2",
        /// General-use summary: no tests, no results.
        Soc3 = "soc3",
        /// Financial reporting; not security.
        Soc1 = "soc1",
    }
}

impl ReportKind {
    /// Whether it is an examination that can be relied on: a SOC 3 shows no tests, a SOC 1 is about
    /// something else.
    #[must_use]
    pub const fn is_soc2(self) -> bool {
        matches!(self, Self::Soc2Type1 | Self::Soc2Type2)
    }
}

vocabulary! {
    /// The service auditor's opinion.
    pub enum Opinion {
        /// Clean.
        Unqualified = "unqualified",
        /// Material, not pervasive.
        Qualified = "qualified",
        /// Material and pervasive.
        Adverse = "adverse",
        /// No evidence could be had.
        Disclaimer = "disclaimer",
    }
}

/// Whether a criterion is about access, monitoring, encryption or backup: where an exception bears on
/// PHI most directly (CC6, CC7, A1.2).
#[must_use]
pub fn is_safeguard(criterion: &str) -> bool {
    criterion.starts_with("CC6.") || criterion.starts_with("CC7.") || criterion == "A1.2"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_criterion_belongs_to_a_category() {
        let of = Category::of_criterion;
        assert_eq!(of("CC6.1"), Some(Category::Security));
        assert_eq!(of("A1.2"), Some(Category::Availability));
        assert_eq!(of("C1.1"), Some(Category::Confidentiality));
        assert_eq!(of("PI1.5"), Some(Category::ProcessingIntegrity));
        assert_eq!(of("P4.2"), Some(Category::Privacy));
        assert_eq!(of("HIPAA"), None);
    }
}
