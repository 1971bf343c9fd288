//! What a report says, as a record in which an impossible report cannot be built.

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
