//! The assessment: engagement, answers, evidence, agreements, reports, conditions and decisions.
//! As a file it is a package.
mod answers;
mod decisions;
mod records;

pub use answers::*;
pub use decisions::*;
pub use records::*;

use serde::{Deserialize, Serialize};

use crate::{
    baa::Baa, date::Date, engagement::Engagement, names, soc2::Report, vocab::vocabulary,
    when::Truth,
};

/// An assessment.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct Assessment {
    /// This hospital, this vendor, these products.
    pub engagement: Engagement,
    /// Answers, sorted by question.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub answers: Vec<Answer>,
    /// A named officer's statement that the vendor's answers are true.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub attestation: Option<Attestation>,
    /// Documents other than reports and agreements, sorted by id.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub evidence: Vec<Evidence>,
    /// Business associate agreements, sorted by id.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub baas: Vec<Baa>,
    /// Reports of independent auditors, sorted by id.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub reports: Vec<Report>,
    /// The vendor's subcontractors, sorted by id.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub subcontractors: Vec<Subcontractor>,
    /// Breaches and incidents the reviewer knows of, sorted by id.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub incidents: Vec<Incident>,
    /// Documents that were asked for and are not on file, sorted by item.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub asked_for: Vec<AskedFor>,
    /// Conditions, in the order they were raised.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub conditions: Vec<Condition>,
    /// Decisions, in the order they were made; never changed.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub decisions: Vec<Decision>,
    /// Records of the file that can be none; kept in the package beside.
    #[serde(skip)]
    pub impossible: Vec<Impossible>,
}

vocabulary! {
    /// How the data use agreement for a product stands, best first.
    pub enum UseAgreement {
        /// A reviewer saw one that is dated and has not ended.
        InForce = "in-force",
        /// Nobody has seen the one on file.
        Unread = "unread",
        /// The one on file bears no date.
        Undated = "undated",
        /// It is of a day still to come.
        NotYet = "not-yet",
        /// It has ended.
        Ended = "ended",
        /// There is none.
        None = "none",
    }
}

impl Assessment {
    /// How the data use agreement for a product stands, the best of those on file (45 CFR 164.514(e)(4)).
    #[must_use]
    pub fn data_use_agreement(&self, product: &str, as_of: Date) -> UseAgreement {
        let of_product = |one: &&Evidence| {
            one.kind == EvidenceKind::DataUseAgreement
                && (one.products.is_empty()
                    || one
                        .products
                        .iter()
                        .any(|named| names::same_name(named, product)))
        };
        let stands = |one: &Evidence| match one.date {
            _ if one.valid_until.is_some_and(|until| until < as_of) => UseAgreement::Ended,
            Some(date) if date > as_of => UseAgreement::NotYet,
            None => UseAgreement::Undated,
            Some(_) if one.reviewed.is_none() => UseAgreement::Unread,
            Some(_) => UseAgreement::InForce,
        };
        let on_file = self.evidence.iter().filter(of_product).map(stands);
        on_file.min().unwrap_or(UseAgreement::None)
    }

    /// When a condition about a finding was closed, by a day; none if it was not. One without its day is not.
    #[must_use]
    pub fn closed_on(&self, finding: &str, subject: &str, as_of: Date) -> Option<Date> {
        let about = self.conditions.iter().filter(|one| {
            one.state == ConditionState::Closed
                && one.finding.as_str() == finding
                && one.subject == subject
        });
        let closed = about.filter_map(|one| one.closed_on);
        closed.filter(|on| *on <= as_of).max()
    }
}

impl UseAgreement {
    /// Whether it is in force, as far as that is known.
    #[must_use]
    pub const fn holds(self) -> Truth {
        match self {
            Self::InForce => Truth::True,
            Self::Unread | Self::Undated => Truth::Unknown,
            Self::NotYet | Self::Ended | Self::None => Truth::False,
        }
    }
}
