//! Words of findings; the catalogue of rules is in [`crate::rules`].

use crate::vocab::vocabulary;

vocabulary! {
    /// How bad a finding is.
    pub enum Severity {
        /// For the record.
        Info = "info",
        /// Minor.
        Low = "low",
        /// To be planned.
        Medium = "medium",
        /// To be closed.
        High = "high",
        /// To be closed first.
        Critical = "critical",
    }
}
vocabulary! {
    /// Which question a finding answers.
    pub enum Axis {
        /// Is it lawful?
        Legal = "legal",
        /// Is it shown?
        Assurance = "assurance",
        /// Is it agreed?
        Contract = "contract",
        /// Is it good practice?
        Practice = "practice",
        /// Is it ready for what is proposed?
        Readiness = "readiness",
    }
}
vocabulary! {
    /// Who has to act.
    pub enum Owner {
        /// The vendor.
        Vendor = "vendor",
        /// The hospital.
        Hospital = "hospital",
    }
}
